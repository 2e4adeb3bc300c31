/** The environment of one step: its own folders and docker settings, and a run id that identifies it. */
import { randomInt } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { bareMachine, realMachine } from './machine.ts'

export interface Place {
  /** The root of all other folders. */
  readonly folder: string
  /** RUNNER_TEMP */
  readonly temp: string
  /** RUNNER_TOOL_CACHE */
  readonly tools: string
  /** GITHUB_RUN_ID; everything that a step creates has it in its name or environment. */
  readonly runId: string
  /** The whole environment of what runs here, but for the runner's part: programs, and docker with builders of its own. */
  readonly env: Readonly<Record<string, string>>
}

/** How the folder of a place with an engine begins; the end of the end-to-end tests looks for forgotten ones. */
export const PLACE_PREFIX = 'mpb-place-'
/** The prefix without an engine. Tests that need no engine may run at the same time as the end-to-end tests. */
const BARE_PREFIX = 'mpb-bare-'

/**
 * Makes a place. The docker settings are a copy of the engine's, without its builders: tests that run at the
 * same time do not see each other's. Without an engine they are empty.
 */
export function newPlace(engine?: { readonly env: Readonly<Record<string, string>> }): Place {
  const folder = mkdtempSync(join(tmpdir(), engine === undefined ? BARE_PREFIX : PLACE_PREFIX))
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
    // As long as GitHub's, and with a start that GitHub's do not have.
    runId: `99${randomInt(10 ** 9)}`.padEnd(11, '0'),
    env: {
      ...(engine === undefined ? bareMachine(below('machine')) : realMachine(below('machine'), engine.env)),
      DOCKER_CONFIG: config,
      BUILDX_CONFIG: join(config, 'buildx'),
    },
  }
}

/** Removes the folders. `leftovers` reports anything else that a step left behind. */
export function removePlace(place: Place): void {
  rmSync(place.folder, { recursive: true, force: true })
}

function copySettings(from: string, to: string): void {
  if (!existsSync(from)) return
  const filter = (path: string): boolean => path === from || basename(path) !== 'buildx'
  cpSync(from, to, { recursive: true, filter })
}
