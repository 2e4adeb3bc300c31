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

interface Tools {
  readonly docker: Docker
  readonly state: State
  /** Whether the engine answers, possibly after a restart; checked once for all. */
  readonly engineAnswers: () => Promise<boolean>
}

/** Undoes one thing and returns whether it was there. Throws if it still is. */
type Undo = (value: string, tools: Tools) => Promise<boolean>

interface Row {
  readonly what: string
  readonly undo: Undo
  /** The commands that do it manually; none for a folder, whose name is enough. */
  readonly manualCommands: (value: string, state: State) => readonly Command[]
  /** Later turns remove what earlier ones still need. */
  readonly turn: 1 | 2 | 3
  /** Set if it is restored instead of removed. */
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
      // If another builder has become the default since, it stays.
      if ((await defaultBuilder(docker)) !== own) return false
      const { code, stderr } = await docker.run(['buildx', 'use', earlier])
      if (code !== 0) throw new Error(stderr.trim())
      return true
    },
    manualCommands: (value) => [['buildx', 'use', value.split(' ', 1)[0] ?? '']],
  },
  held: undefined,
  builder: {
    what: 'builder',
    turn: 2,
    undo: removeBuilder,
    manualCommands: (name, state) => [
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
    manualCommands: (name) => [contextRemoval(name)],
  },
  installer: { what: 'container', turn: 2, ...unfinished(containerRemoval) },
  temp: {
    what: 'folder',
    turn: 3,
    undo: async (folder, { docker }) => {
      removeFolder(folder, docker)
      return true
    },
    manualCommands: () => [],
  },
  downloads: {
    what: 'folder',
    turn: 3,
    // It is already gone if the job has finished with it.
    undo: async (folder, { docker }) => {
      const isThere = existsSync(folder)
      removeFolder(folder, docker)
      return isThere
    },
    manualCommands: () => [],
  },
  standalone: undefined,
  finished: undefined,
  smokeContainers: { what: 'containers of the smoke test', turn: 2, ...unfinished(containerRemoval) },
  smokeImages: { what: 'images of the smoke test', turn: 3, ...unfinished(imageRemoval) },
}

/** Undoes what the job removes itself unless it is stopped. The value has names, separated by spaces. */
function unfinished(removalOf: (name: string) => Removal): Pick<Row, 'undo' | 'manualCommands'> {
  const removals = (names: string): readonly Removal[] => names.split(' ').map(removalOf)
  return {
    undo: async (names, tools) => tools.state.finished === '' && removeAny(tools, removals(names)),
    manualCommands: (names) => removals(names).map(({ command }) => command),
  }
}

export interface Undone {
  readonly name: StateName
  readonly what: string
  readonly verb: 'remove' | 'restore'
  readonly outcome: 'done' | 'was not there' | UndoFailure
}

interface UndoFailure {
  readonly failure: string
  /** Shell commands that do manually what failed. */
  readonly manualCommands: readonly string[]
}

/**
 * Undoes everything, in parallel where possible; a failure does not stop the others. What needs an engine that does
 * not answer is retried once it does.
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
    const commands = row.manualCommands(value, tools.state)
    const manualCommands = commands.map((command) => shellCommand(command, { buildx }).join('\n'))
    return { ...undone, outcome: { failure: messageOf(error), manualCommands } }
  }
}

async function defaultBuilder(docker: Docker): Promise<string> {
  const { stdout } = await docker.run(['buildx', 'inspect'])
  return inspectedValue(stdout, 'Name')
}

/**
 * Time limit for everything but volumes, in milliseconds. The runner gives a cancelled job 5 minutes to clean up, and
 * if the engine hangs, there must be time left to report what remains.
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
  // Buildx forgets a builder even if it could not remove its nodes (commands/rm.go), and it does not know what a
  // cancelled `create` left behind: the nodes are still known by their names.
  const removals = await Promise.all(nodes.map((node) => removeAny(tools, nodeRemovals(node, state))))
  // If buildx was killed, it still knows the builder.
  if (code === TIMED_OUT) await docker.run(command, SHORT_MS)
  return isRemoved || removals.includes(true)
}

/** Name and endpoint of each node that is a container; '' is the endpoint of the current engine. */
function nodesOf({ nodes }: State): readonly (readonly [name: string, endpoint: string])[] {
  const words = nodes.split(' ').filter((word) => word !== '')
  return words.map((word) => {
    const end = word.indexOf('@')
    return end === -1 ? [word, ''] : [word.slice(0, end), word.slice(end + 1)]
  })
}

/** A command that removes something, and how docker reports that it does not exist. */
interface Removal {
  readonly command: Command
  readonly isGone: RegExp
  readonly limitMs: number
}

/** The container of a node, and its volume unless that is kept; by the names that buildx gives them. */
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

/** An image that something else uses by now stays. */
function imageRemoval(name: string): Removal {
  return { command: ['image', 'rm', name], isGone: /no such image|conflict/i, limitMs: SHORT_MS }
}

function contextRemoval(name: string): Command {
  return ['context', 'rm', '--force', name]
}

/** One after the other: a volume is in use as long as its container exists. @returns whether any of them existed */
async function removeAny(tools: Tools, removals: readonly Removal[]): Promise<boolean> {
  let isAny = false
  for (const removal of removals) isAny = (await tryRemove(tools, removal)) || isAny
  return isAny
}

/** Removes something, with one retry if the engine answers. False if the command says that it does not exist. */
async function tryRemove(
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

/** Only a folder directly in RUNNER_TEMP with the name of this action is removed. */
function removeFolder(folder: string, { env }: Docker): void {
  const isOurs =
    normalize(folder) === folder &&
    dirname(folder) === normalize(env['RUNNER_TEMP'] || tmpdir()).replace(/[/\\]$/, '') &&
    basename(folder).startsWith('multi-platform-build-')
  if (!isOurs) throw new Error('it is not a folder of this action in RUNNER_TEMP, so it is left alone')
  rmSync(folder, { recursive: true, force: true })
}
