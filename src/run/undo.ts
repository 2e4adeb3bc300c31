import { existsSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, normalize } from 'node:path'
import { inspectedValue } from '../buildx/inspected-value.ts'
import { type Docker, LIMIT_MS, TIMED_OUT } from '../docker/docker.ts'
import { awaitEngine } from '../docker/engine.ts'
import { messageOf } from '../errors.ts'
import type { Command } from '../plan/plan.ts'
import type { Clock } from '../retry.ts'
import { shellCommand } from '../show/shell.ts'
import { STATE_NAMES, type State, type StateName } from '../state.ts'

/** What an undo works with. */
interface Tools {
  readonly docker: Docker
  readonly state: State
  /** Whether the engine answers, also after it has been started again; it is asked once for all. */
  readonly engineAnswers: () => Promise<boolean>
}

/** Undoes one thing and tells whether it was there. Throws when it still is. */
type Undo = (value: string, tools: Tools) => Promise<boolean>

interface Row {
  readonly what: string
  readonly undo: Undo
  /** The commands that do it; none for a folder, whose name says enough. */
  readonly byHand: (value: string, state: State) => readonly Command[]
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
    undo: async (value, { docker }) => {
      const [earlier = '', own] = value.split(' ')
      // Whoever made another builder the default one since wants that one.
      if ((await defaultBuilder(docker)) !== own) return false
      const { code, stderr } = await docker.run(['buildx', 'use', earlier])
      if (code !== 0) throw new Error(stderr.trim())
      return true
    },
    byHand: (value) => [['buildx', 'use', value.split(' ', 1)[0] ?? '']],
  },
  held: undefined,
  builder: {
    what: 'builder',
    turn: 2,
    undo: removeBuilder,
    byHand: (name, state) => [
      ...nodesOf(state).flatMap((node) => nodeRemovals(node, state).map(({ command }) => command)),
      ['buildx', 'rm', name],
    ],
  },
  nodes: undefined,
  keepsState: undefined,
  context: {
    what: 'docker context',
    turn: 3,
    undo: async (name, { docker }) => {
      const { code, stderr } = await docker.run(contextRemoval(name))
      if (/not found|no such/i.test(stderr)) return false
      if (code !== 0) throw new Error(stderr.trim())
      return true
    },
    byHand: (name) => [contextRemoval(name)],
  },
  installer: {
    what: 'container',
    turn: 2,
    undo: async (name, tools) => tools.state.finished === '' && removed(tools, containerRemoval(name)),
    byHand: (name) => [containerRemoval(name).command],
  },
  temp: {
    what: 'folder',
    turn: 3,
    undo: async (folder, { docker }) => {
      removeFolder(folder, docker)
      return true
    },
    byHand: () => [],
  },
  downloads: {
    what: 'folder',
    turn: 3,
    // It is gone already where the job got to the end of what it was for.
    undo: async (folder, { docker }) => {
      const isThere = existsSync(folder)
      removeFolder(folder, docker)
      return isThere
    },
    byHand: () => [],
  },
  standalone: undefined,
  finished: undefined,
  smokeContainers: {
    what: 'containers of the smoke test',
    turn: 2,
    undo: async (names, tools) =>
      tools.state.finished === '' && anyRemoved(tools, names.split(' ').map(containerRemoval)),
    byHand: (names) => names.split(' ').map((name) => containerRemoval(name).command),
  },
  smokeImages: {
    what: 'images of the smoke test',
    turn: 3,
    undo: async (names, tools) =>
      tools.state.finished === '' && anyRemoved(tools, names.split(' ').map(imageRemoval)),
    byHand: (names) => names.split(' ').map((name) => imageRemoval(name).command),
  },
}

export interface Undone {
  readonly name: StateName
  readonly what: string
  readonly verb: 'remove' | 'restore'
  readonly outcome: 'done' | 'was not there' | UndoFailure
}

interface UndoFailure {
  readonly failure: string
  /** Commands for a shell that do what could not be done. */
  readonly byHand: readonly string[]
}

/**
 * Undoes everything, side by side where it can be; one that fails does not keep the others from being tried. What needs an
 * engine that does not answer is tried again once it does.
 */
export async function undoAll(docker: Docker, state: State, clock?: Clock): Promise<readonly Undone[]> {
  let answers: Promise<boolean> | undefined
  const engineAnswers = (): Promise<boolean> => {
    answers ??= awaitEngine(docker, clock)
    return answers
  }
  const undone: Undone[] = []
  for (const turn of [1, 2, 3]) {
    const pending = STATE_NAMES.flatMap((name) => {
      const row = UNDO[name]
      return row?.turn !== turn || state[name] === ''
        ? []
        : [tryUndo(name, row, { docker, state, engineAnswers })]
    })
    undone.push(...(await Promise.all(pending)))
  }
  return undone
}

async function tryUndo(name: StateName, row: Row, tools: Tools): Promise<Undone> {
  const value = tools.state[name]
  const undone = row.restores
    ? ({ name, what: `${row.what} ${value.split(' ', 1)[0]}`, verb: 'restore' } as const)
    : ({ name, what: `${row.what} ${value}`, verb: 'remove' } as const)
  try {
    return { ...undone, outcome: (await row.undo(value, tools)) ? 'done' : 'was not there' }
  } catch (error) {
    const { buildx } = tools.docker
    const commands = row.byHand(value, tools.state)
    const byHand = commands.map((command) => shellCommand(command, { buildx }).join('\n'))
    return { ...undone, outcome: { failure: messageOf(error), byHand } }
  }
}

async function defaultBuilder(docker: Docker): Promise<string> {
  const { stdout } = await docker.run(['buildx', 'inspect'])
  return inspectedValue(stdout, 'Name')
}

/**
 * How long what is no volume may take, in milliseconds. The runner gives a job that was cancelled 5 minutes to clean up,
 * and an engine that hangs must leave time to say what is left.
 */
const SHORT_MS = 60_000

async function removeBuilder(name: string, tools: Tools): Promise<boolean> {
  const { docker, state, engineAnswers } = tools
  const command = ['buildx', 'rm', ...(state.keepsState === '' ? [] : ['--keep-state']), name]
  const { code, stderr } = await docker.run(command, SHORT_MS)
  const isUnknown = /no builder .* found/.test(stderr)
  const isRemoved = code === 0 && !isUnknown
  if (state.finished !== '' && (isRemoved || isUnknown)) return isRemoved
  const nodes = nodesOf(state)
  if (!isRemoved && !isUnknown) {
    const needsEngine = nodes.some(([, endpoint]) => endpoint === '')
    if (nodes.length === 0 || (needsEngine && !(await engineAnswers()))) throw new Error(stderr.trim())
  }
  // Buildx forgets a builder also where it could not remove its nodes (commands/rm.go), and it does not know what a
  // `create` that was cancelled has made: the nodes are still known by their names.
  const removals = await Promise.all(nodes.map((node) => anyRemoved(tools, nodeRemovals(node, state))))
  // Where it was killed, it still knows the builder.
  if (code === TIMED_OUT) await docker.run(command, SHORT_MS)
  return isRemoved || removals.includes(true)
}

/** Of each node that is a container its name and its endpoint, '' for the engine at hand. */
function nodesOf({ nodes }: State): readonly (readonly [name: string, endpoint: string])[] {
  const words = nodes.split(' ').filter((word) => word !== '')
  return words.map((word) => {
    const end = word.indexOf('@')
    return end === -1 ? [word, ''] : [word.slice(0, end), word.slice(end + 1)]
  })
}

/** A command that removes something, and how docker says that there is nothing. */
interface Removal {
  readonly command: Command
  readonly isGone: RegExp
  readonly limitMs: number
}

/** The container of a node, and its volume where that is not kept; by the names that buildx gives them. */
function nodeRemovals(
  [name, endpoint]: readonly [string, string],
  { keepsState }: State,
): readonly Removal[] {
  const container = `buildx_buildkit_${name}`
  const command = ['volume', 'rm', `${container}_state`]
  const volume = { command, isGone: /no such volume/i, limitMs: LIMIT_MS.removal }
  const removals = [containerRemoval(container), ...(keepsState === '' ? [volume] : [])]
  const where = endpoint === '' ? [] : [endpoint.includes('://') ? '--host' : '--context', endpoint]
  return removals.map((removal) => ({ ...removal, command: [...where, ...removal.command] }))
}

function containerRemoval(name: string): Removal {
  return {
    command: ['rm', '--force', '--volumes', name],
    isGone: /no such container/i,
    limitMs: SHORT_MS,
  }
}

/** An image that somebody else uses by now is theirs. */
function imageRemoval(name: string): Removal {
  return { command: ['image', 'rm', name], isGone: /no such image|conflict/i, limitMs: SHORT_MS }
}

function contextRemoval(name: string): Command {
  return ['context', 'rm', '--force', name]
}

/** One after the other: a volume is in use while there is its container. @returns whether any of it was there */
async function anyRemoved(tools: Tools, removals: readonly Removal[]): Promise<boolean> {
  let isAny = false
  for (const removal of removals) isAny = (await removed(tools, removal)) || isAny
  return isAny
}

/** Removes something, and tries once more where the engine is there. False when the command says that there is nothing. */
async function removed(
  { docker, engineAnswers }: Tools,
  { command, isGone, limitMs }: Removal,
): Promise<boolean> {
  const first = await docker.run(command, limitMs)
  const { code, stderr } =
    first.code === 0 || isGone.test(first.stderr) || !(await engineAnswers())
      ? first
      : await docker.run(command, limitMs)
  if (isGone.test(stderr)) return false
  if (code !== 0) throw new Error(stderr.trim())
  return true
}

/** A folder of ours is directly in the runner's folder for what is temporary, and has our name. */
function removeFolder(folder: string, { env }: Docker): void {
  const isOurs =
    normalize(folder) === folder &&
    dirname(folder) === normalize(env['RUNNER_TEMP'] || tmpdir()).replace(/[/\\]$/, '') &&
    basename(folder).startsWith('multi-platform-build-')
  if (!isOurs) throw new Error('it is not a folder of this action in RUNNER_TEMP, so it is left alone')
  rmSync(folder, { recursive: true, force: true })
}
