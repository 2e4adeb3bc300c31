/** How a job retries after transient faults, and the record of its retries. */
import { type FaultClass, faultOf, isTransientClass } from '../faults.ts'
import { type Clock, REAL_CLOCK, retry } from '../retry.ts'
import { logLine } from '../runner/log.ts'

/** Something that was retried, or done without something, for the log, the summary and the output `retries`. */
export interface Retried {
  /** What failed: `the build of linux/arm64`. */
  readonly what: string
  readonly fault: FaultClass
  /** Its error in one line. */
  readonly error: string
  /** What was done: `again`, or something else as a phrase. */
  readonly remedy: string
  /** Seconds of pause before it. */
  readonly seconds: number
}

export interface Tries {
  /** Maximum number of retries for one piece of work. */
  readonly limit: number
  readonly clock: Clock
  /** Records and logs a retry, for work that does its own waiting. */
  readonly note: (retried: Retried) => void
  /** Records and logs a retry, and waits. @param show writes to the log instead, while a build's output is shown */
  readonly retryAfterPause: (retried: Retried, show?: (line: string) => void) => Promise<void>
  /** All retries so far. */
  readonly retried: () => readonly Retried[]
}

/** @param limit maximum number of retries for one piece of work; 0 for none */
export function createTries(limit: number, clock: Clock = REAL_CLOCK): Tries {
  const retried: Retried[] = []
  const note = (next: Retried, show: (line: string) => void = logLine): void => {
    retried.push(next)
    show(retriedLine(next))
  }
  return {
    limit,
    clock,
    note: (next) => note(next),
    retryAfterPause: async (next, show) => {
      note(next, show)
      await clock.sleep(next.seconds * 1_000)
    },
    retried: () => retried,
  }
}

/** `the build failed (server error): …; again in 5 s`. */
function retriedLine({ what, fault, error, remedy, seconds }: Retried): string {
  return `${what} failed (${fault}): ${error}; ${remedy}${seconds === 0 ? '' : ` in ${seconds} s`}`
}

/** Seconds before each retry; a registry that is down for half a minute is back before the third. */
const PAUSES = [5, 15, 30]

/** Maximum pause in seconds, even if a server asks for a longer one. */
const MAX_PAUSE = 60

/** Milliseconds before each retry. */
export function pausesOf({ limit }: Pick<Tries, 'limit'>): readonly number[] {
  return Array.from({ length: limit }, (_, done) => 1_000 * usualPause(done))
}

/**
 * Seconds before the retry after a fault.
 * @param done how many retries there have been
 * @param error may say how long to wait
 */
export function pauseBefore(done: number, error: string): number {
  return Math.max(usualPause(done), requestedPause(error))
}

function usualPause(done: number): number {
  return PAUSES[done] ?? PAUSES.at(-1) ?? 0
}

/** The pause in seconds that an error text asks for, as GHCR's "retry-after: 3s" does; 0 if it does not. */
function requestedPause(error: string): number {
  const [, amount = '0', unit = 's'] = /retry-after:? (\d+(?:\.\d+)?)(ms|µs|s|m)?/i.exec(error) ?? []
  return Math.min(Math.ceil(Number(amount) * (UNITS.get(unit) ?? 1)), MAX_PAUSE)
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['µs', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['m', 60],
])

/**
 * Does work, with retries after transient faults.
 * @param what for the log, as in `the pull of busybox`
 * @param errorOf the error of a result; '' if it did not fail
 * @returns the last result, whatever it is
 */
export function persist<T>(
  tries: Tries,
  what: string,
  work: () => Promise<T>,
  errorOf: (result: T) => string,
): Promise<T> {
  return retry(work, {
    pausesMs: pausesOf(tries),
    failureOf: (result) => errorOf(result) || undefined,
    isTransient: (error) => isTransientClass(faultOf(error)),
    pauseAfter: (error) => 1_000 * requestedPause(String(error)),
    onRetry: recordRetry(tries, what, String),
    clock: tries.clock,
  })
}

/** Records a retry, in the log and for the output `retries`. @param wordsOf the text of an error */
export function recordRetry(
  { note }: Pick<Tries, 'note'>,
  what: string,
  wordsOf: (error: unknown) => string,
): (error: unknown, pauseMs: number) => void {
  return (error, pauseMs) => {
    const fault = faultOf(error) ?? 'connection'
    note({ what, fault, error: oneLine(wordsOf(error)), remedy: 'again', seconds: pauseMs / 1_000 })
  }
}

/** Maximum number of characters of an error in one line of the log. */
const ERROR_LIMIT = 400

export function oneLine(error: string): string {
  const line = error.replace(/\s+/g, ' ').trim()
  return line.length > ERROR_LIMIT ? `${line.slice(0, ERROR_LIMIT)}…` : line
}

/** The result of a command. */
interface CommandOutcome {
  readonly code: number
  readonly tail: readonly string[]
}

/**
 * Runs a docker command, with retries after transient faults.
 * @param what for the log, as in `the pull of busybox`
 */
export function retryCommand<T extends CommandOutcome>(
  tries: Tries,
  what: string,
  command: () => Promise<T>,
): Promise<T> {
  return persist(tries, what, command, ({ code, tail }) => (code === 0 ? '' : errorIn(tail)))
}

/** Number of lines that count as the error if none is marked as one. */
const LAST_LINES = 5

/**
 * The error at the end of a command's output: from the line that is marked as one to the last line, or otherwise the
 * last lines.
 */
export function errorIn(tail: readonly string[]): string {
  const start = tail.findLastIndex((line) => line.startsWith('ERROR: '))
  return (start === -1 ? tail.slice(-LAST_LINES) : withoutTrace(tail.slice(start)))
    .join('\n')
    .replace(/^ERROR: /, '')
}

/**
 * The lines before the stack traces that DEBUG adds: a process with its version, then functions with their locations.
 */
function withoutTrace(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line, index) => /^\d+ \S+ \S/.test(line) && lines[index + 2]?.startsWith('\t'))
  return at === -1 ? lines : lines.slice(0, at)
}
