import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { catalog } from './catalog.ts'
import { reason } from './command.ts'
import { dockerdAnswers, endAll, startDockerd, writePlugin } from './dockerd.ts'
import { claimHandlers, releaseHandlers } from './handlers.ts'
import type { Home } from './home.ts'
import { startHub } from './hub.ts'
import { freePort, registryAnswers } from './network.ts'
import { digest, ensure, intact, keyOf, type Part } from './parts.ts'
import { alive } from './processes.ts'
import { type Say, timed } from './progress.ts'
import { forget, note, read, type State } from './state.ts'

/** Commands of the system that the private engine is made with, and what to install where one is missing. */
const COMMANDS = {
  'apt-get': 'apt',
  dpkg: 'dpkg',
  go: 'Go (as new as e2e/engine/tools/go.mod says)',
  ip: 'iproute2',
  ldd: 'libc-bin',
  mount: 'mount',
} as const

/** Why an engine of our own cannot be made here, in one sentence; undefined where it can. */
export function obstacle(): string | undefined {
  const begin = 'No Docker server answers here, and the engine can bring its own only'
  if (process.platform !== 'linux') return `${begin} on Linux: start Docker and try again.`
  if (process.getuid?.() !== 0) return `${begin} as root: start Docker, or run this as root.`
  const missing = Object.entries(COMMANDS).flatMap(([command, from]) => (installed(command) ? [] : from))
  return missing.length > 0 ? `${begin} after you install ${missing.join(', ')}.` : undefined
}

function installed(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Brings the private engine up, in whatever state it is found. */
export async function upPrivate(home: Home, say: Say): Promise<State> {
  const { programs, roots, hub } = catalog(home)
  await ensureAll(home, intact(home, hub) ? programs : [...programs, ...roots], say)
  const key = digest([...programs, hub].map(keyOf))
  const before = await runningPrivate(home)
  if (before?.key === key) {
    await ensure(home, hub, say)
    await writePlugin(home)
    return before
  }
  await downPrivate(home)
  try {
    return await start(home, hub, key, say)
  } catch (error) {
    await downPrivate(home)
    throw error
  }
}

/** Side by side. Where one fails the others are finished, so that the next `up` has only that one to make. */
async function ensureAll(home: Home, parts: readonly Part[], say: Say): Promise<void> {
  const made = parts.map((part) =>
    ensure(home, part, say).then(
      () => [],
      (error: unknown) => {
        say(`✘ ${reason(error)}`)
        return [part.title]
      },
    ),
  )
  const failed = (await Promise.all(made)).flat()
  if (failed.length > 0) throw new Error(`the engine is not up without ${failed.join(', ')}`)
}

async function start(home: Home, hub: Part, key: string, say: Say): Promise<State> {
  const port = await freePort(home.root)
  const dockerd = await timed('dockerd started', say, () => startDockerd(home, port))
  await claimHandlers(home, dockerd)
  await ensure(home, hub, say)
  await timed('registry started, images pulled', say, () => startHub(home, port))
  return note(home, { key, port, act: join(home.parts, 'act/act'), ready: true })
}

/** The engine, if all of it is alive. */
export async function runningPrivate(home: Home): Promise<State | undefined> {
  const state = read(home)
  if (!state.ready || !state.processes.every(alive)) return undefined
  const answers = await Promise.all([dockerdAnswers(home), registryAnswers(state.port)])
  return answers.every((answer) => answer) ? state : undefined
}

/** Ends the private engine and takes back what it did to the machine. */
export async function downPrivate(home: Home): Promise<void> {
  await endAll(home)
  await releaseHandlers(home)
  forget(home)
}
