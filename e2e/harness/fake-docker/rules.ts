/** The two files between a test and the fake docker: its rules and its records. */
import { field, list, number, optionalText, parseJson, text, textRecord, texts } from '../json.ts'

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

export function parseRules(source: string): readonly Rule[] {
  return list({ rules: parseJson(source, 'the rules of the fake docker') }, 'rules').map(parseRule)
}

function parseRule(value: unknown): Rule {
  const flood = field(value, 'flood')
  const writes = field(value, 'writes')
  const given = (name: string): boolean => field(value, name) !== undefined
  return {
    match: texts(value, 'match'),
    with: texts(value, 'with'),
    stdout: optionalText(value, 'stdout'),
    stderr: optionalText(value, 'stderr'),
    ignores: texts(value, 'ignores'),
    metadata: field(value, 'metadata'),
    code: given('code') ? number(value, 'code') : 0,
    delayMs: given('delayMs') ? number(value, 'delayMs') : 0,
    untilCalls: given('untilCalls') ? number(value, 'untilCalls') : 0,
    real: field(value, 'real') === true,
    ...(given('times') ? { times: number(value, 'times') } : {}),
    ...(given('iid') ? { iid: text(value, 'iid') } : {}),
    ...(writes === undefined
      ? {}
      : { writes: { after: text(writes, 'after'), content: text(writes, 'content') } }),
    ...(flood === undefined ? {} : { flood: { line: text(flood, 'line'), times: number(flood, 'times') } }),
  }
}

function fits(rule: Rule, argv: readonly string[]): boolean {
  const start = rule.match.every((part, position) => part === '*' || part === argv[position])
  return start && rule.match.length <= argv.length && (rule.with ?? []).every((part) => argv.includes(part))
}

/** Position of the rule for a call, given the calls before it; -1 for none. */
export function choose(
  rules: readonly Rule[],
  argv: readonly string[],
  before: readonly { readonly rule: number }[],
): number {
  return rules.findIndex((rule, position) => {
    const used = before.filter((call) => call.rule === position).length
    return fits(rule, argv) && used < (rule.times ?? Number.POSITIVE_INFINITY)
  })
}

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
