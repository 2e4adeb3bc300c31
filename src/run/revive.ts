import { type Docker, LIMIT_MS } from '../docker/docker.ts'
import { poll } from '../retry.ts'
import { countOthers } from './holders.ts'
import { THE_BUILDER } from './stall.ts'

/** How long to wait for an engine that is restarting. */
const ENGINE_MS = 60_000

/** The builder of a job, for reviving it. */
export interface Revivable {
  readonly name: string
  /** Whether this job created it, so that no other job builds on it. */
  readonly isOurs: boolean
}

/**
 * Revives a builder that is gone, stuck, or has wrong content. BuildKit 0.32 holds its scheduler's lock while it
 * reads the manifest of a cache, so one silent registry blocks every build on it, even after the client has gone.
 */
export type Revive = (state: BuilderState, tell: Tell) => Promise<void>

/** Logs why the builder is left alone. */
type Tell = (line: string) => void

/**
 * - `blocked`: stuck for all jobs, so a restart does not harm others
 * - `unclean`: has content that arrived damaged, and would use it again for the next request
 */
export type BuilderState = 'gone' | 'stuck' | 'blocked' | 'unclean'

/** The state of a builder that made no progress in these steps. */
export function stateAfter(stalled: readonly string[]): BuilderState {
  return stalled.some((step) => step === THE_BUILDER || step.startsWith('importing cache '))
    ? 'blocked'
    : 'stuck'
}

/** Concurrent builds share one revival. */
export function reviver(docker: Docker, builder: Revivable): Revive {
  let running: Promise<void> | undefined
  return (state, tell) => {
    running ??= revive(docker, builder, state, tell).finally(() => {
      running = undefined
    })
    return running
  }
}

/** If it does not help, the next build attempt reports why. */
async function revive(docker: Docker, builder: Revivable, state: BuilderState, tell: Tell): Promise<void> {
  const { name } = builder
  if (state === 'unclean') return pruneDamaged(docker, name)
  const why = whyNotRestarted(docker, builder, state)
  if (why !== undefined) return tell(`The builder ${name} is not restarted: ${why}.`)
  const { clock } = docker.tries
  const ask = () => docker.run(['version', '--format', '{{.Server.Version}}'])
  await poll(ask, { limitMs: ENGINE_MS, isDone: ({ code }) => code === 0, clock })
  if (state !== 'gone') await docker.run(['buildx', 'stop', name], LIMIT_MS.removal)
  await docker.stream(['buildx', 'inspect', '--bootstrap', name], { limitMs: LIMIT_MS.transfer })
}

/** A restart ends builds of other jobs: undefined if there are none, or if they have ended anyway. */
function whyNotRestarted(
  { env }: Docker,
  { name, isOurs }: Revivable,
  state: BuilderState,
): string | undefined {
  if (isOurs || state === 'gone') return undefined
  const others = countOthers(env, name)
  if (others > 0) return others === 1 ? 'another job builds on it' : `${others} other jobs build on it`
  return state === 'stuck' ? 'others may build on it' : undefined
}

/**
 * Drops content that arrived damaged: containerd keeps it because it is complete, and commits it again without a
 * request to the registry (core/remotes/handlers.go). Pruning collects what no build uses any more; no record has
 * this id.
 */
async function pruneDamaged(docker: Docker, name: string): Promise<void> {
  await docker.run(['buildx', 'prune', '--builder', name, '--force', '--filter', 'id=none'], LIMIT_MS.removal)
}
