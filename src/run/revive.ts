import { type Docker, LIMIT_MS } from '../docker/docker.ts'
import { poll } from '../retry.ts'
import { countOthers } from './holders.ts'
import { THE_BUILDER } from './stall.ts'

/** How long an engine that is restarted is waited for. */
const ENGINE_MS = 60_000

/** The builder of a job, as far as it can be brought back. */
export interface Revivable {
  readonly name: string
  /** Whether this job has made it, so that nobody else builds on it. */
  readonly isOurs: boolean
}

/**
 * Brings a builder back: one that has gone, is stuck, or holds what is wrong. BuildKit 0.32 holds its scheduler's lock while it reads
 * the manifest of a cache, so that one registry which does not answer blocks every build on it, also once the
 * client has gone.
 */
export type Revive = (state: BuilderState, tell: Tell) => Promise<void>

/** Says in the log what is not done to the builder. */
type Tell = (line: string) => void

/**
 * - `blocked`: stuck for everybody, so that a restart takes nothing from others who build on it
 * - `unclean`: holds content that came wrong, and takes it for what it was asked for the next time, too
 */
export type BuilderState = 'gone' | 'stuck' | 'blocked' | 'unclean'

/** What a builder is that let nothing move in these steps. */
export function stateAfter(stalled: readonly string[]): BuilderState {
  return stalled.some((step) => step === THE_BUILDER || step.startsWith('importing cache '))
    ? 'blocked'
    : 'stuck'
}

/** Builds side by side ask for it at the same time, and it is done once. */
export function reviver(docker: Docker, builder: Revivable): Revive {
  let running: Promise<void> | undefined
  return (state, tell) => {
    running ??= revive(docker, builder, state, tell).finally(() => {
      running = undefined
    })
    return running
  }
}

/** Where it does not help, the build that follows says why. */
async function revive(docker: Docker, builder: Revivable, state: BuilderState, tell: Tell): Promise<void> {
  const { name } = builder
  if (state === 'unclean') return clean(docker, name)
  const why = whyNotRestarted(docker, builder, state)
  if (why !== undefined) return tell(`The builder ${name} is not restarted: ${why}.`)
  const { clock } = docker.tries
  const ask = () => docker.run(['version', '--format', '{{.Server.Version}}'])
  await poll(ask, { limitMs: ENGINE_MS, isDone: ({ code }) => code === 0, clock })
  if (state !== 'gone') await docker.run(['buildx', 'stop', name], LIMIT_MS.removal)
  await docker.stream(['buildx', 'inspect', '--bootstrap', name], { limitMs: LIMIT_MS.transfer })
}

/** A restart ends what others build: undefined where there is nobody, or nothing left to end. */
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
 * Lets go of content that came wrong: containerd keeps it, whole as it is, and commits it again without asking the
 * registry (core/remotes/handlers.go). Pruning collects what no build holds any more; nothing has this id.
 */
async function clean(docker: Docker, name: string): Promise<void> {
  await docker.run(['buildx', 'prune', '--builder', name, '--force', '--filter', 'id=none'], LIMIT_MS.removal)
}
