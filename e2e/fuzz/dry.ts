/** Checks with the real buildx whether it can parse a build command, without a build. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'

export interface DryBuildx {
  /** The error of buildx for a command; undefined if it can parse it. */
  readonly objection: (command: readonly string[]) => Promise<string | undefined>
  readonly end: () => void
}

/** A builder that does not exist: buildx looks for it after it has parsed every flag. */
const NOWHERE = 'nowhere'
const DEAD = 'dead'

export async function dryBuildx(engine: Engine): Promise<DryBuildx> {
  const folder = mkdtempSync(join(tmpdir(), 'mpb-fuzz-'))
  const config = join(folder, 'buildx')
  mkdirSync(config)
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n')
  // An agent without keys, because a context over SSH needs an agent.
  const agent = createServer().listen(join(folder, 'agent.sock'))
  const env = {
    ...process.env,
    ...engine.env,
    BUILDX_CONFIG: config,
    BUILDX_METADATA_WARNINGS: 'true',
    SSH_AUTH_SOCK: join(folder, 'agent.sock'),
  }
  const run = (args: readonly string[]): Promise<string> => errorOf(args, { cwd: folder, env })
  await run(['buildx', 'create', '--name', DEAD, '--driver', 'remote', `unix://${folder}/nobody.sock`])
  return {
    objection: async (command) => {
      const read = await run(withBuilder(command, NOWHERE))
      if (!read.includes(`no builder "${NOWHERE}" found`)) return read
      // Platforms, annotations and entitlements are parsed later, once there is a builder.
      const later = await run(withBuilder(withoutFiles(command), DEAD))
      return later.includes('waiting for connection') ? undefined : later
    },
    end: () => {
      agent.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function withBuilder(command: readonly string[], builder: string): readonly string[] {
  return command.map((word, index) => (command[index - 1] === '--builder' ? builder : word))
}

/** Flags whose files and sockets would have to exist. */
const FILES = [
  '--secret',
  '--ssh',
  '--output',
  '--iidfile',
  '--metadata-file',
  '--file',
  '--cache-from',
  '--cache-to',
]

function withoutFiles(command: readonly string[]): readonly string[] {
  return command.filter((word, index) => !FILES.includes(word) && !FILES.includes(command[index - 1] ?? ''))
}

interface Place {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
}

/** Runs it until it needs a builder. @returns its stderr */
function errorOf(args: readonly string[], { cwd, env }: Place): Promise<string> {
  return new Promise((resolve) => {
    const child = execFile('docker', args, { cwd, env, timeout: 30_000 }, (_, __, stderr) =>
      resolve(stderr.trim()),
    )
    let seen = ''
    child.stderr?.on('data', (text) => {
      seen += String(text)
      if (seen.includes('waiting for connection')) child.kill('SIGKILL')
    })
  })
}
