/** The program of the fake docker, which Go compiles once for each content of its source. */
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { home } from '../../engine/home.ts'
import { makeOnce } from '../../engine/kept.ts'
import { digest } from '../../engine/parts.ts'

/** The variable with the program's folder. It reaches the tests from the setup, as they have another home. */
export const FAKE_FOLDER = 'FAKE_DOCKER_FOLDER'

const SOURCE = import.meta.dirname

/**
 * Compiles the program unless it exists, and names its folder in this process's environment.
 * @throws if Go is missing or does not compile it
 */
export async function compileFakeDocker(): Promise<void> {
  const files = globSync('*.{go,mod}', { cwd: SOURCE }).toSorted()
  const key = digest(files.flatMap((file) => [file, readFileSync(join(SOURCE, file), 'utf8')]))
  const program = await makeOnce(join(home().root, 'fake-docker', key, 'docker'), async (folder) =>
    compile(join(folder, 'docker')),
  )
  // The program leaves this folder out of PATH by the name that the kernel has for it.
  process.env[FAKE_FOLDER] = realpathSync(dirname(program))
}

/** @returns the path of the program */
function compile(program: string): string {
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOOS: '', GOARCH: '', GOWORK: 'off' }
  const args = ['build', '-buildvcs=false', '-o', program]
  const { status, error, stdout, stderr } = spawnSync('go', args, { cwd: SOURCE, env, encoding: 'utf8' })
  if (error !== undefined) {
    throw new Error(
      `The tests' docker is a Go program, and go could not be started (${error.message}). Install Go 1.26 or newer, and put it into PATH: https://go.dev/doc/install`,
    )
  }
  if (status !== 0)
    throw new Error(`go ${args.join(' ')} in ${SOURCE} ended with ${status}:\n${stdout}${stderr}`)
  return program
}
