import { setTimeout as wait } from 'node:timers/promises'

/** The time for `retry` and `poll`; tests use their own. */
export interface Clock {
  /** In milliseconds, from any beginning. */
  readonly now: () => number
  /** @param signal ends it early, with an error */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<unknown>
}

/** The real time. */
export const REAL_CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }),
}

/**
 * The clock of a job. Tests set MULTI_PLATFORM_BUILD_PAUSES to a factor for every pause, so that they do not wait for
 * half a minute.
 */
export function clockOf(env: Readonly<Record<string, string | undefined>>): Clock {
  const factor = Number(env['MULTI_PLATFORM_BUILD_PAUSES'] || 1)
  return { now: REAL_CLOCK.now, sleep: (ms, signal) => REAL_CLOCK.sleep(ms * factor, signal) }
}

export interface RetryPolicy<T> {
  /** Pauses in milliseconds before each retry; as many as there are retries. */
  readonly pausesMs: readonly number[]
  /** No retry starts later than this many milliseconds after the first attempt. */
  readonly limitMs?: number
  /**
   * The error of a result, such as that of a command with an exit code; undefined for a good result. It counts as if
   * it were thrown, but the last result is returned anyway.
   */
  readonly failureOf?: (result: T) => unknown
  /**
   * Whether work that failed with this error may succeed the next time. By default nothing is retried.
   * @param done how many further tries there were already
   */
  readonly isTransient?: (error: unknown, done: number) => boolean
  /** The minimum pause that an error asks for, in milliseconds, such as a server's Retry-After. */
  readonly pauseAfter?: (error: unknown) => number
  /** Called before each pause. */
  readonly onRetry?: (error: unknown, pauseMs: number) => void
  /** What is thrown in the end instead of the last error. */
  readonly giveUp?: (error: unknown, tries: number) => unknown
  readonly clock?: Clock
}

/** Does work, and retries after transient failures. */
export async function retry<T>(work: () => Promise<T>, policy: RetryPolicy<T>): Promise<T> {
  const { pause, recover } = startRetries(policy)
  const { failureOf = () => undefined } = policy
  for (;;) {
    let result: T
    try {
      result = await work()
    } catch (error) {
      await recover(error)
      continue
    }
    const failure = failureOf(result)
    if (failure === undefined || !(await pause(failure))) return result
  }
}

/** The retries of one piece of work that cannot be a function which is called again, such as a stream that resumes. */
export interface Retries {
  /** Waits before the retry that follows an error. @throws if there is none */
  readonly recover: (error: unknown) => Promise<void>
}

interface Tries extends Retries {
  /** As `recover`. @returns false if there is no further retry */
  readonly pause: (error: unknown) => Promise<boolean>
}

export function startRetries<T>(policy: Omit<RetryPolicy<T>, 'failureOf'>): Tries {
  const { pausesMs, isTransient = () => false, pauseAfter = () => 0, clock = REAL_CLOCK } = policy
  const end = policy.limitMs === undefined ? Number.POSITIVE_INFINITY : clock.now() + policy.limitMs
  let tries = 0
  const pause = async (error: unknown): Promise<boolean> => {
    const done = tries++
    const usual = pausesMs[done]
    if (usual === undefined || !isTransient(error, done)) return false
    const pauseMs = Math.max(usual, pauseAfter(error))
    if (clock.now() + pauseMs > end) return false
    policy.onRetry?.(error, pauseMs)
    await clock.sleep(pauseMs)
    return true
  }
  return {
    pause,
    recover: async (error) => {
      if (!(await pause(error))) throw policy.giveUp?.(error, tries) ?? error
    },
  }
}

/** Poll interval in milliseconds. */
const POLL_MS = 500

export interface PollOptions<T> {
  /** No poll starts later than this many milliseconds after the first. */
  readonly limitMs: number
  readonly isDone: (seen: T) => boolean
  readonly clock?: Clock
}

/**
 * Polls until the result is done, or the time is over.
 * @param check gets the remaining milliseconds
 * @returns the last result, done or not
 */
export async function poll<T>(
  check: (leftMs: number) => Promise<T>,
  { limitMs, isDone, clock = REAL_CLOCK }: PollOptions<T>,
): Promise<T> {
  const end = clock.now() + limitMs
  for (;;) {
    const seen = await check(Math.max(end - clock.now(), 0))
    if (isDone(seen) || clock.now() + POLL_MS > end) return seen
    await clock.sleep(POLL_MS)
  }
}
