import { PLUGIN } from './buildx/program.ts'
import { type Docker, type DockerWith, LIMIT_MS } from './docker/docker.ts'
import type { Env } from './facts/facts.ts'
import { type CreatedBuilder, isNote, leaveBuilder, sweepBuilders } from './run/holders.ts'
import { type Undone, undoAll } from './run/undo.ts'
import { annotate } from './runner/commands.ts'
import { logLine } from './runner/log.ts'
import { recall, type State } from './state.ts'

/**
 * Undoes what main remembered, and removes builders that long finished jobs left behind. What cannot be undone is a
 * warning: it never makes a successful job fail.
 */
export async function post(env: Env, dockerWith: DockerWith): Promise<void> {
  const state = recall(env)
  const { standalone } = state
  const docker = dockerWith(standalone === '' ? PLUGIN : { kind: 'standalone', path: standalone })
  await Promise.all([
    withWarning(() => (isNote(state.held) ? undoHeld(docker, state) : undo(docker, state))),
    withWarning(() => sweep(docker, env)),
  ])
}

async function withWarning(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    annotate('warning', `Cleaning up failed: ${String(error)}`)
  }
}

/** @returns whether nothing is left of the builder */
async function undo(docker: Docker, state: State): Promise<boolean> {
  const undone = await undoAll(docker, state)
  for (const each of undone) logUndone(each)
  return isBuilderGone(undone)
}

const NO_BUILDER = { builder: '', nodes: '', keepsState: '', context: '' } satisfies CreatedBuilder

/** Undoes everything except a builder that other jobs use. The last job that uses it removes it, even if another one created it. */
function undoHeld(docker: Docker, state: State): Promise<void> {
  return leaveBuilder(state.held, ({ others, made }) => {
    if (others > 0) {
      if (state.builder !== '')
        logLine(
          `The builder ${state.builder} stays: other jobs use it (${others}), and the last one removes it.`,
        )
      return undo(docker, { ...state, ...NO_BUILDER })
    }
    return undo(docker, state.builder === '' ? { ...state, ...made } : state)
  })
}

/** Timeout of a command on the builder of another job, in milliseconds. */
const SWEEP_MS = 60_000

async function sweep(docker: Docker, env: Env): Promise<void> {
  const run: Docker['run'] = (args, limitMs = LIMIT_MS.question) =>
    docker.run(args, Math.min(limitMs, SWEEP_MS))
  await sweepBuilders(env, async (made) => {
    // A job that did not finish may have left only part of a builder.
    const undone = await undoAll({ ...docker, run }, { ...recall({}), ...made })
    for (const { what, outcome } of undone) {
      if (outcome === 'done') logLine(`Removed ${what}, which an earlier job left behind`)
      else if (outcome !== 'was not there')
        logLine(`An earlier job left ${what} behind, and it could not be removed either: ${outcome.failure}`)
    }
    return isBuilderGone(undone)
  })
}

function isBuilderGone(undone: readonly Undone[]): boolean {
  return undone.every(({ name, outcome }) => !isOfBuilder(name) || typeof outcome === 'string')
}

function isOfBuilder(name: Undone['name']): boolean {
  return name === 'builder' || name === 'context'
}

function logUndone({ what, verb, outcome }: Undone): void {
  if (outcome === 'done') logLine(`${verb === 'remove' ? 'Removed' : 'Restored'} ${what}`)
  if (typeof outcome === 'string') return
  const byHand =
    outcome.manualCommands.length === 0 ? '' : `\nRun manually: ${outcome.manualCommands.join(' ; ')}`
  annotate('warning', `Could not ${verb} ${what}: ${outcome.failure}${byHand}`)
}
