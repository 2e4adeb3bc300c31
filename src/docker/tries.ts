/** How patient a job is with faults that pass by themselves, and what it did again because of them. */
import { type FaultClass, faultOf, isTransientClass } from '../faults.ts'
import { type Clock, REAL_CLOCK, retry } from '../retry.ts'
import { logLine } from '../runner/log.ts'

/** Something that was done again, or without something, for the log, the summary and the output `retries`. */
export interface Retried {
  /** What failed: `the build of linux/arm64`. */
  readonly what: string
  readonly fault: FaultClass
  /** The text that it failed with, in one line. */
  readonly error: string
  /** What was done: `again`, or what else as a phrase. */
  readonly remedy: string
  /** Seconds that passed before it. */
  readonly seconds: number
}

export interface Tries {
  /** Further tries of one piece of work at most. */
  readonly limit: number
  readonly clock: Clock
  /** Notes what is done now, for work that waits by itself. */
  readonly note: (retried: Retried) => void
  /** Notes what is done now, and waits. @param show says it, where the log is quoted at the moment */
  readonly goOn: (retried: Retried, show?: (line: string) => void) => Promise<void>
  /** Everything that was done again so far. */
  readonly retried: () => readonly Retried[]
}

/** @param limit further tries of one piece of work; 0 for none */
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
    goOn: async (next, show) => {
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

/** Seconds before each further try; a registry that is down for half a minute is back before the third. */
const PAUSES = [5, 15, 30]

/** A server that wants to be left alone for longer is asked again after this many seconds all the same. */
const LONGEST_PAUSE = 60

/** Milliseconds before each of the further tries. */
export function pausesOf({ limit }: Pick<Tries, 'limit'>): readonly number[] {
  return Array.from({ length: limit }, (_, done) => 1_000 * usualPause(done))
}

/**
 * Seconds before the try after a fault.
 * @param done how many further tries there were already
 * @param error may say how long to wait
 */
export function pauseBefore(done: number, error: string): number {
  return Math.max(usualPause(done), askedPause(error))
}

function usualPause(done: number): number {
  return PAUSES[done] ?? PAUSES.at(-1) ?? 0
}

/** Seconds that a text asks for, as GHCR's "retry-after: 3s" does; 0 where it does not. */
function askedPause(error: string): number {
  const [, amount = '0', unit = 's'] = /retry-after:? (\d+(?:\.\d+)?)(ms|µs|s|m)?/i.exec(error) ?? []
  return Math.min(Math.ceil(Number(amount) * (UNITS.get(unit) ?? 1)), LONGEST_PAUSE)
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['µs', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['m', 60],
])

/**
 * Does work, and again after a fault that passes by itself.
 * @param what for the log, as in `the pull of busybox`
 * @param errorOf the text that a result failed with; '' where it did not fail
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
    pauseAfter: (error) => 1_000 * askedPause(String(error)),
    onRetry: noteAgain(tries, what, String),
    clock: tries.clock,
  })
}

/** Notes that something is done again, in the log and for the output `retries`. @param wordsOf what an error says */
export function noteAgain(
  { note }: Pick<Tries, 'note'>,
  what: string,
  wordsOf: (error: unknown) => string,
): (error: unknown, pauseMs: number) => void {
  return (error, pauseMs) => {
    const fault = faultOf(error) ?? 'connection'
    note({ what, fault, error: oneLine(wordsOf(error)), remedy: 'again', seconds: pauseMs / 1_000 })
  }
}

/** Most characters of an error in one line of the log. */
const ERROR_LIMIT = 400

export function oneLine(error: string): string {
  const line = error.replace(/\s+/g, ' ').trim()
  return line.length > ERROR_LIMIT ? `${line.slice(0, ERROR_LIMIT)}…` : line
}

/** What a command ended with. */
interface Ended {
  readonly code: number
  readonly tail: readonly string[]
}

/**
 * Runs a command of docker, and again after a fault that passes by itself.
 * @param what for the log, as in `the pull of busybox`
 */
export function retryCommand<T extends Ended>(
  tries: Tries,
  what: string,
  command: () => Promise<T>,
): Promise<T> {
  return persist(tries, what, command, ({ code, tail }) => (code === 0 ? '' : errorIn(tail)))
}

/** Lines that may be an error where none is marked as one. */
const LAST_LINES = 5

/** The error at the end of a command's output: what is marked as one, to its last line, or else the last lines. */
export function errorIn(tail: readonly string[]): string {
  const start = tail.findLastIndex((line) => line.startsWith('ERROR: '))
  return (start === -1 ? tail.slice(-LAST_LINES) : withoutTrace(tail.slice(start)))
    .join('\n')
    .replace(/^ERROR: /, '')
}

/** What stands before the traces that follow with DEBUG: a process with its version, then functions with their places. */
function withoutTrace(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line, index) => /^\d+ \S+ \S/.test(line) && lines[index + 2]?.startsWith('\t'))
  return at === -1 ? lines : lines.slice(0, at)
}
