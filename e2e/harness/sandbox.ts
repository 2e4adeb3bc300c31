/** The environment of one step: separate folders and docker settings, and a run id that identifies it. */
import { randomInt } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { bareMachine, realMachine } from './machine.ts'

export interface Sandbox {
  /** The root of all other folders. */
  readonly folder: string
  /** RUNNER_TEMP */
  readonly temp: string
  /** RUNNER_TOOL_CACHE */
  readonly tools: string
  /** GITHUB_RUN_ID; everything that a step creates has it in its name or environment. */
  readonly runId: string
  /** The complete environment of a process in it, except for the runner's part: programs, and docker with separate builders. */
  readonly env: Readonly<Record<string, string>>
}

/** Prefix of the folder of a sandbox with an engine; after the end-to-end tests, none may be left. */
export const SANDBOX_PREFIX = 'mpb-place-'
/** The prefix without an engine. Tests that need no engine may run at the same time as the end-to-end tests. */
const BARE_PREFIX = 'mpb-bare-'

/**
 * Makes a sandbox. Its docker settings are a copy of the engine's without the builders, so concurrent tests do not see
 * each other's builders. Without an engine they are empty.
 */
export function newSandbox(engine?: { readonly env: Readonly<Record<string, string>> }): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), engine === undefined ? BARE_PREFIX : SANDBOX_PREFIX))
  const below = (name: string): string => {
    const path = join(folder, name)
    mkdirSync(path)
    return path
  }
  const config = below('docker-config')
  if (engine !== undefined) copySettings(engine.env['DOCKER_CONFIG'] ?? '', config)
  return {
    folder,
    temp: below('temp'),
    tools: below('tools'),
    // As long as GitHub's run ids, and with a prefix that those do not have.
    runId: `99${randomInt(10 ** 9)}`.padEnd(11, '0'),
    env: {
      ...(engine === undefined ? bareMachine(below('machine')) : realMachine(below('machine'), engine.env)),
      DOCKER_CONFIG: config,
      BUILDX_CONFIG: join(config, 'buildx'),
    },
  }
}

/** Removes its folders. `leftovers` reports anything else that a step left behind. */
export function removeSandbox(sandbox: Sandbox): void {
  rmSync(sandbox.folder, { recursive: true, force: true })
}

function copySettings(from: string, to: string): void {
  if (!existsSync(from)) return
  const filter = (path: string): boolean => path === from || basename(path) !== 'buildx'
  cpSync(from, to, { recursive: true, filter })
}
