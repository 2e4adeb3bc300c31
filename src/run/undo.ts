import { existsSync, rmSync } from 'node:fs'
import { inspectedValue } from '../buildx/inspected-value.ts'
import { type Docker, LIMIT_MS } from '../docker/docker.ts'
import { messageOf } from '../errors.ts'
import { STATE_NAMES, type State, type StateName } from '../state.ts'

/** Undoes one thing and tells whether it was there. Throws when it still is. */
type Undo = (docker: Docker, value: string, state: State) => Promise<boolean>

interface Row {
  readonly what: string
  readonly undo: Undo
  /** Later ones hold what earlier ones still need. */
  readonly turn: 1 | 2 | 3
  /** What is done to it, where it is not removed. */
  readonly restores?: true
}

/** One undo for each name of the state. */
const UNDO: Readonly<Record<StateName, Row | undefined>> = {
  default: {
    what: 'default builder',
    turn: 1,
    restores: true,
    undo: async (docker, value) => {
      const [earlier = '', own] = value.split(' ')
      // Whoever made another builder the default one since wants that one.
      if ((await defaultBuilder(docker)) !== own) return false
      const { code, stderr } = await docker.run(['buildx', 'use', earlier])
      if (code !== 0) throw new Error(stderr.trim())
      return true
    },
  },
  builder: {
    what: 'builder',
    turn: 2,
    undo: async (docker, name, { finished, nodes, keepsState }) => {
      const keep = keepsState === '' ? [] : ['--keep-state']
      const known = await removed(docker, ['buildx', 'rm', ...keep, name], /no builder .* found/)
      if (finished !== '') return known
      // A cancelled `create` may leave containers that buildx does not know of.
      const strays = await Promise.all(
        nodes.split(' ').map((node) => removeNode(docker, `buildx_buildkit_${node}`, keepsState !== '')),
      )
      return known || strays.includes(true)
    },
  },
  nodes: undefined,
  keepsState: undefined,
  context: {
    what: 'docker context',
    turn: 3,
    undo: async (docker, name) => removed(docker, ['context', 'rm', '--force', name], /not found|no such/i),
  },
  installer: {
    what: 'container',
    turn: 2,
    undo: async (docker, name, { finished }) => finished === '' && removeContainer(docker, name),
  },
  temp: {
    what: 'folder',
    turn: 3,
    undo: async (_, folder) => {
      rmSync(folder, { recursive: true, force: true })
      return true
    },
  },
  downloads: { what: 'folder', turn: 3, undo: async (_, folder) => removeFolder(folder) },
  standalone: undefined,
  finished: undefined,
  smokeContainers: {
    what: 'containers of the smoke test',
    turn: 2,
    undo: async (docker, names, { finished }) =>
      finished === '' && anyRemoved(docker, names, removeContainer),
  },
  smokeImages: {
    what: 'images of the smoke test',
    turn: 3,
    undo: async (docker, names, { finished }) => finished === '' && anyRemoved(docker, names, removeImage),
  },
}

export interface Undone {
  readonly what: string
  readonly verb: 'remove' | 'restore'
  readonly outcome: 'done' | 'was not there' | { readonly failure: string }
}

/** Undoes everything, side by side where it can be; one that fails does not keep the others from being tried. */
export async function undoAll(docker: Docker, state: State): Promise<readonly Undone[]> {
  const undone: Undone[] = []
  for (const turn of [1, 2, 3]) {
    const pending = STATE_NAMES.flatMap((name) => {
      const row = UNDO[name]
      return row?.turn !== turn || state[name] === '' ? [] : [tryUndo(docker, row, state[name], state)]
    })
    undone.push(...(await Promise.all(pending)))
  }
  return undone
}

async function tryUndo(
  docker: Docker,
  { what, undo, restores }: Row,
  value: string,
  state: State,
): Promise<Undone> {
  const undone = restores
    ? ({ what: `${what} ${value.split(' ', 1)[0]}`, verb: 'restore' } as const)
    : ({ what: `${what} ${value}`, verb: 'remove' } as const)
  try {
    return { ...undone, outcome: (await undo(docker, value, state)) ? 'done' : 'was not there' }
  } catch (error) {
    return { ...undone, outcome: { failure: messageOf(error) } }
  }
}

async function defaultBuilder(docker: Docker): Promise<string> {
  const { stdout } = await docker.run(['buildx', 'inspect'])
  return inspectedValue(stdout, 'Name')
}

async function removeNode(docker: Docker, container: string, keepsState: boolean): Promise<boolean> {
  const hadContainer = await removeContainer(docker, container)
  if (keepsState) return hadContainer
  const hadVolume = await removed(docker, ['volume', 'rm', `${container}_state`], /no such volume/i)
  return hadContainer || hadVolume
}

function removeContainer(docker: Docker, name: string): Promise<boolean> {
  return removed(docker, ['rm', '--force', '--volumes', name], /no such container/i)
}

/** An image that somebody else uses by now is theirs. */
function removeImage(docker: Docker, name: string): Promise<boolean> {
  return removed(docker, ['image', 'rm', name], /no such image|conflict/i)
}

/** Removes what a list names. @returns whether any of it was there */
async function anyRemoved(
  docker: Docker,
  names: string,
  remove: (docker: Docker, name: string) => Promise<boolean>,
): Promise<boolean> {
  return (await Promise.all(names.split(' ').map((name) => remove(docker, name)))).includes(true)
}

/** Removes a folder that is gone already where the job got to the end of what it was for. */
function removeFolder(folder: string): boolean {
  const isThere = existsSync(folder)
  rmSync(folder, { recursive: true, force: true })
  return isThere
}

/** Runs a removal; false when the command says that there is nothing. */
async function removed(docker: Docker, command: readonly string[], isGone: RegExp): Promise<boolean> {
  const { code, stderr } = await docker.run(command, LIMIT_MS.removal)
  if (isGone.test(stderr)) return false
  if (code !== 0) throw new Error(stderr.trim())
  return true
}
