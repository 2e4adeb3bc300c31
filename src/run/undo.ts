import { rmSync } from 'node:fs'
import { ask } from '../host/docker.ts'
import { STATE_NAMES, type State, type StateName } from '../state.ts'

/** Undoes one thing and tells whether it was there. Throws when it still is. */
type Undo = (value: string, state: State) => Promise<boolean>

/** One undo for each name of the state. */
const UNDO: Readonly<Record<StateName, { readonly what: string; readonly undo: Undo } | undefined>> = {
  builder: {
    what: 'builder',
    undo: async (name, { finished }) => {
      const known = await removed(['buildx', 'rm', name], /no builder .* found/)
      // A cancelled `create` may leave a container that buildx does not know of.
      const stray = finished === '' && (await removeNode(`buildx_buildkit_${name}0`))
      return known || stray
    },
  },
  installer: {
    what: 'container',
    undo: async (name, { finished }) => finished === '' && removeContainer(name),
  },
  temp: {
    what: 'folder',
    undo: async (folder) => {
      rmSync(folder, { recursive: true, force: true })
      return true
    },
  },
  finished: undefined,
}

export interface Undone {
  readonly what: string
  readonly outcome: 'removed' | 'was not there' | { readonly failure: string }
}

/** Undoes everything side by side; one that fails does not keep the others from being tried. */
export async function undoAll(state: State): Promise<readonly Undone[]> {
  const pending = STATE_NAMES.flatMap((name) => {
    const row = UNDO[name]
    const value = state[name]
    return row === undefined || value === ''
      ? []
      : [tryUndo(`${row.what} ${value}`, () => row.undo(value, state))]
  })
  return Promise.all(pending)
}

async function tryUndo(what: string, undo: () => Promise<boolean>): Promise<Undone> {
  try {
    return { what, outcome: (await undo()) ? 'removed' : 'was not there' }
  } catch (error) {
    return { what, outcome: { failure: error instanceof Error ? error.message : String(error) } }
  }
}

async function removeNode(container: string): Promise<boolean> {
  const hadContainer = await removeContainer(container)
  const hadVolume = await removed(['volume', 'rm', `${container}_state`], /no such volume/i)
  return hadContainer || hadVolume
}

function removeContainer(name: string): Promise<boolean> {
  return removed(['rm', '--force', '--volumes', name], /no such container/i)
}

/** Runs a removal; false when the command says that there is nothing. */
async function removed(command: readonly string[], isGone: RegExp): Promise<boolean> {
  const { code, stderr } = await ask(command)
  if (isGone.test(stderr)) return false
  if (code !== 0) throw new Error(stderr.trim())
  return true
}
