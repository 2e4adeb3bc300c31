import { rmSync } from 'node:fs'
import { ask } from '../host/docker.ts'
import { STATE_NAMES, type State, type StateName } from '../state.ts'

/** Undoes one thing; that it is not there is success. Throws when it is still there afterwards. */
type Undo = (value: string, state: State) => Promise<void>

/** One undo for each name of the state; each line that is logged says what was removed. */
const UNDO: Readonly<Record<StateName, { readonly what: string; readonly undo: Undo } | undefined>> = {
  builder: {
    what: 'builder',
    undo: async (name, { finished }) => {
      const { code, stderr } = await ask(['buildx', 'rm', name])
      if (code !== 0 && !/no builder .* found/.test(stderr)) throw new Error(stderr.trim())
      // A cancelled `create` may leave a container that buildx does not know of.
      if (finished === '') await removeNode(`buildx_buildkit_${name}0`)
    },
  },
  installer: {
    what: 'container',
    undo: async (name, { finished }) => {
      if (finished === '') await removeContainer(name)
    },
  },
  temp: { what: 'folder', undo: async (folder) => rmSync(folder, { recursive: true, force: true }) },
  finished: undefined,
}

export interface Undone {
  readonly what: string
  /** Why it is still there; undefined when it is gone. */
  readonly failure: string | undefined
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

async function tryUndo(what: string, undo: () => Promise<void>): Promise<Undone> {
  try {
    await undo()
    return { what, failure: undefined }
  } catch (error) {
    return { what, failure: error instanceof Error ? error.message : String(error) }
  }
}

async function removeNode(container: string): Promise<void> {
  await removeContainer(container)
  await removed(['volume', 'rm', `${container}_state`], /no such volume/i)
}

async function removeContainer(name: string): Promise<void> {
  await removed(['rm', '--force', '--volumes', name], /no such container/i)
}

async function removed(command: readonly string[], isGone: RegExp): Promise<void> {
  const { code, stderr } = await ask(command)
  if (code !== 0 && !isGone.test(stderr)) throw new Error(stderr.trim())
}
