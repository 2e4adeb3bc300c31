/** The two files between a test and the fake docker: its rules and its records. The program's side is in rules.go and record.go. */
import { number, parseJson, text, textRecord, texts } from '../json.ts'

/** The first matching rule answers a call; a call without one exits with 64 and an error. */
export interface Rule {
  /** The first arguments; `*` matches any one. */
  readonly match: readonly string[]
  /** Arguments at any other position. */
  readonly with?: readonly string[]
  /** Number of matching calls that it answers; then the next matching rule answers. */
  readonly times?: number
  /** `{last}` stands for the last word of the call. */
  readonly stdout?: string
  readonly stderr?: string
  /** Printed to stderr this many times before everything else, for output of any size. */
  readonly flood?: { readonly line: string; readonly times: number }
  /** 0 by default. */
  readonly code?: number
  /** After the output, before the end. */
  readonly delayMs?: number
  /** And not before this many calls of docker have started; 0 by default. */
  readonly untilCalls?: number
  /** Written to the paths after `--metadata-file` and `--iidfile`, if the call has them. */
  readonly metadata?: unknown
  readonly iid?: string
  /** Written to the path after any other flag. */
  readonly writes?: { readonly after: string; readonly content: string }
  /** Signals that do not end it. */
  readonly ignores?: readonly string[]
  /** Forwards the call to the real docker in the rest of PATH, and exits like it. */
  readonly real?: boolean
}

/** One recorded call. */
export interface Call {
  readonly argv: readonly string[]
  readonly cwd: string
  /** DOCKER_*, BUILDX_* and BUILDKIT_* variables, GITHUB_RUN_ID, and those that the test requests. */
  readonly env: Readonly<Record<string, string>>
  readonly pid: number
  /** Milliseconds since 1970. */
  readonly at: number
  /** Position of the rule that answered, -1 for none. */
  readonly rule: number
  /** Signals that it received while it ran. */
  readonly signals: readonly string[]
  /** Undefined while it runs, or if it was killed. */
  readonly code: number | undefined
}

/** Variables with the paths of the fake's files. */
export const FAKE_RULES = 'FAKE_DOCKER_RULES'
export const FAKE_RECORD = 'FAKE_DOCKER_RECORD'
/** Names of additional variables to record, separated by commas. */
export const FAKE_ENV = 'FAKE_DOCKER_ENV'

/** Combines the lines that each call wrote at its start, at each signal and at its end. */
export function parseRecord(source: string): readonly Call[] {
  const events = source.split('\n').filter((line) => line !== '')
  const values = events.map((line) => parseJson(line, 'a record of the fake docker'))
  const of = (kind: string) => values.filter((value) => text(value, 'event') === kind)
  const ends = of('end')
  const signals = of('signal')
  return of('call').map((value) => {
    const pid = number(value, 'pid')
    const end = ends.find((candidate) => number(candidate, 'pid') === pid)
    return {
      argv: texts(value, 'argv'),
      cwd: text(value, 'cwd'),
      env: textRecord(value, 'env'),
      pid,
      at: number(value, 'at'),
      rule: number(value, 'rule'),
      signals: signals.filter((event) => number(event, 'pid') === pid).map((event) => text(event, 'name')),
      code: end === undefined ? undefined : number(end, 'code'),
    }
  })
}
