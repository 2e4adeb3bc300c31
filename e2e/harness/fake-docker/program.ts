/** The program of the fake docker, which Go compiles once for each content of its source. */
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { home } from '../../engine/home.ts'
import { digest } from '../../engine/parts.ts'

/** The variable with the program's folder. It reaches the tests from the setup, as they have another home. */
export const FAKE_FOLDER = 'FAKE_DOCKER_FOLDER'

const SOURCE = import.meta.dirname

/**
 * Compiles the program unless it exists, and names its folder in this process's environment. Runs of tests that start at
 * the same time may both compile it: a finished program replaces another one at once.
 * @throws if Go is missing or does not compile it
 */
export function compileFakeDocker(): void {
  const files = globSync('*.{go,mod}', { cwd: SOURCE }).toSorted()
  const key = digest(files.flatMap((file) => [file, readFileSync(join(SOURCE, file), 'utf8')]))
  const folder = join(home().root, 'fake-docker', key)
  const program = join(folder, 'docker')
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true })
    const making = mkdtempSync(join(folder, '.making-'))
    try {
      compile(join(making, 'docker'))
      renameSync(join(making, 'docker'), program)
    } finally {
      rmSync(making, { recursive: true })
    }
  }
  // The program leaves this folder out of PATH by the name that the kernel has for it.
  process.env[FAKE_FOLDER] = realpathSync(folder)
}

function compile(program: string): void {
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
}
