import { InvalidValue } from '../errors.ts'
import { type Pattern, parsePattern } from '../platforms/pattern.ts'
import type { Platform } from '../platforms/platform.ts'
import { type Complaint, type Parser, value } from './parsers.ts'
import { patternProblems, readPatterns } from './platform-settings.ts'
import { splitWords } from './words.ts'
import { checkKeys, type Entry, readYaml, type Text, textOf } from './yaml.ts'

/** What `smoke-test` says for some platforms; undefined and '' where nothing was said. */
export interface SmokeTest {
  /** Platforms by name, and patterns; it is for what any of them matches. */
  readonly patterns: readonly Pattern[]
  readonly run: SmokeRun | undefined
  readonly expect: Expected | undefined
  readonly 'exit-code': number | undefined
  /** Seconds. */
  readonly timeout: number | undefined
  readonly network: string
  /** Where it begins in the input. */
  readonly line: number
}

/** `auto` runs `uname -m` and knows the answer; the words of a command are arguments where there is an entrypoint. */
export type SmokeRun =
  | { readonly kind: 'auto' }
  | { readonly kind: 'command'; readonly entrypoint: string; readonly words: readonly string[] }

/** What the output must contain, or what must fit some of it. */
export type Expected =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'pattern'; readonly source: string }

type Complain = (complaint: Complaint) => void

const KEYS = ['command', 'expect', 'exit-code', 'timeout', 'entrypoint', 'network'] as const

type Key = (typeof KEYS)[number]

const FORM =
  'Write one command, auto, or platforms with theirs, as in "linux/arm64: app --version", or with "command: app --version" below the platform.'
const QUOTES = 'Write a text; one that begins with [, {, &, *, ! or @ needs quotes.'

/** How every expression is read: ^ and $ stand at the ends of lines. */
export const EXPECT_FLAGS = 'm'

/** Longest that a test may take, in seconds. */
const TIMEOUT_LIMIT = 3_600

const NOTHING = { expect: undefined, 'exit-code': undefined, timeout: undefined, network: '' }

/**
 * Reads `smoke-test`: a command for every platform, or a YAML map; nothing is loaded for a command.
 * @param platforms what is built for; undefined where there is nothing to compare with
 */
export async function readSmokeTests(
  source: string,
  platforms: readonly Platform[] | undefined,
  complain: Complain,
): Promise<readonly SmokeTest[]> {
  if (source.trim() === '') return []
  if (!isMap(source)) {
    const run = value(parseRun, undefined)(source, complain)
    return run === undefined ? [] : [{ ...NOTHING, patterns: [parsePattern('*')], run, line: 1 }]
  }
  const tree = await readYaml(source, complain)
  if (tree === undefined) return []
  if (tree.kind !== 'map') {
    complain({ line: tree.line, what: 'this is neither a command nor a map of platforms.', cure: FORM })
    return []
  }
  const tests = tree.entries.flatMap((entry) => readTest(entry, complain))
  for (const complaint of patternProblems(tests, platforms ?? [])) complain(complaint)
  return tests
}

/** No program has a name that ends with a colon, so a first word that does is the platform of a map. */
function isMap(source: string): boolean {
  const lines = source.split('\n').map((line) => line.trim())
  const first = lines.find((line) => line !== '' && line !== '---' && !line.startsWith('#')) ?? ''
  return /^\{|^(["']?)[^\s"',:]+(?:\s*,\s*[^\s"',:]+)*\1\s*:(?:\s|$)/.test(first)
}

function readTest({ key, value: tree, line }: Entry, complain: Complain): readonly SmokeTest[] {
  if (KEYS.some((known) => known === key)) {
    complain({ line, what: `"${key}" stands where a platform belongs.`, cure: FORM })
    return []
  }
  const patterns = readPatterns(key, line, FORM, complain)
  if (tree.kind === 'list' || (tree.kind === 'text' && tree.text.trim() === '')) {
    complain({ line, what: `"${key}" has no command.`, cure: FORM })
    return []
  }
  if (tree.kind === 'text') {
    return [{ ...NOTHING, patterns, run: parseText(tree, value(parseRun, undefined), complain), line }]
  }
  checkKeys(tree.entries, KEYS, 'a smoke test', complain)
  const one = <T>(name: Key, parse: (text: string) => T): T | undefined => {
    const entry = tree.entries.find((each) => each.key === name)
    const text = textOf(entry, QUOTES, complain)
    return text === undefined ? undefined : parseText(text, value(parse, undefined), complain)
  }
  const entrypoint = one('entrypoint', (text) => text) ?? ''
  const test = {
    patterns,
    run: one('command', (text) => parseRun(text, entrypoint)) ?? ranAlone(entrypoint),
    expect: one('expect', parseExpected),
    'exit-code': one('exit-code', (text) => parseNumber(text, 0, 255)),
    timeout: one('timeout', (text) => parseNumber(text, 1, TIMEOUT_LIMIT)),
    network: one('network', (text) => text) ?? '',
    line,
  }
  for (const name of test.run?.kind === 'auto' ? NOT_WITH_AUTO : []) {
    const entry = tree.entries.find((each) => each.key === name)
    if (entry !== undefined) complain({ line: entry.line, ...uselessWithAuto(name) })
  }
  return [test]
}

const NOT_WITH_AUTO = ['entrypoint', 'expect', 'exit-code'] as const

/** What is said of a key that auto has no use for. */
function uselessWithAuto(name: string): Complaint {
  const what = `${name} has no meaning with the command auto, which knows what must come back.`
  return { what, cure: `Remove ${name}, or write a command of your own.` }
}

function ranAlone(entrypoint: string): SmokeRun | undefined {
  return entrypoint === '' ? undefined : { kind: 'command', entrypoint, words: [] }
}

/** @throws InvalidValue for a command that cannot be run as it stands */
function parseRun(text: string, entrypoint = ''): SmokeRun {
  if (text === 'auto') return { kind: 'auto' }
  const words = splitWords(text)
  const [first = ''] = words
  if (entrypoint === '' && (first === '' || first.startsWith('-'))) {
    const cure = `Write the program too, as in app ${first || '--version'}, or name it as entrypoint; that of the image is not used.`
    throw new InvalidValue(`"${text}" has no program.`, cure)
  }
  return { kind: 'command', entrypoint, words }
}

/** @throws InvalidValue for an expression that is none */
function parseExpected(text: string): Expected {
  const source = /^\/(.+)\/$/s.exec(text)?.[1]
  if (source === undefined) return { kind: 'text', text }
  try {
    new RegExp(source, EXPECT_FLAGS)
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^.*: /s, '') : String(error)
    throw new InvalidValue(
      `${text} is no regular expression: ${why}.`,
      'Correct it, or leave the slashes out for a plain text.',
    )
  }
  return { kind: 'pattern', source }
}

/** @throws InvalidValue */
function parseNumber(text: string, least: number, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : -1
  if (number >= least && number <= most) return number
  throw new InvalidValue(`"${text}" is not a whole number from ${least} to ${most}.`, 'Write such a number.')
}

/** Of a block the first line stands below the key. */
function parseText<T>(text: Text, parse: Parser<T>, complain: Complain): T {
  return parse(text.text, (complaint) =>
    complain({ ...complaint, line: text.isBlock ? text.line + 1 : text.line }),
  )
}
