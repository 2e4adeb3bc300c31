import { InvalidValue, messageOf } from '../errors.ts'
import { ARCHITECTURES } from '../platforms/names.ts'
import { type Pattern, parsePattern } from '../platforms/pattern.ts'
import type { Platform } from '../platforms/platform.ts'
import { type Complain, type Complaint, value } from './parsers.ts'
import { openKeys, parseText, readPatternMap } from './pattern-map.ts'
import { splitWords } from './words.ts'
import { type Entry, readYaml } from './yaml.ts'

/** A smoke test for some platforms; undefined and '' for what is not set. */
export interface SmokeTest {
  /** Platforms by name, and patterns; it applies to every platform that one of them matches. */
  readonly patterns: readonly Pattern[]
  readonly run: SmokeRun | undefined
  readonly expect: ExpectedOutput | undefined
  readonly 'exit-code': number | undefined
  /** Seconds. */
  readonly timeout: number | undefined
  readonly network: string
  /** Its first line in the input. */
  readonly line: number
}

/** `auto` runs `uname -m` and knows the right output. With an entrypoint, the words of a command are its arguments. */
type SmokeRun =
  | { readonly kind: 'auto' }
  | { readonly kind: 'command'; readonly entrypoint: string; readonly words: readonly string[] }

/** A text that the output must contain, or an expression that must match part of it. */
export type ExpectedOutput =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'pattern'; readonly source: string }

const KEYS = ['command', 'expect', 'exit-code', 'timeout', 'entrypoint', 'network'] as const

const FORM =
  'Write one command, auto, or a command for each platform, as in "linux/arm64: app --version", or "command: app --version" below the platform.'
const QUOTES_CURE = 'Write a text; one that begins with [, {, &, *, ! or @ needs quotes.'
const WORDS_CURE = 'Separate the words by spaces, as in uname -m; quotes keep a word together.'
const PROGRAM_CURE = 'If this is the name of a program, write it after "command:", below a platform.'

/** The flags of every expression: ^ and $ match at line breaks. */
export const EXPECT_FLAGS = 'm'

/** Longest that a test may take, in seconds. */
const TIMEOUT_LIMIT = 3_600

const NO_EXPECTATIONS = { expect: undefined, 'exit-code': undefined, timeout: undefined, network: '' }

/**
 * Reads `smoke-test`: a command for every platform, or a YAML map. The YAML parser is not loaded for a command.
 * @param platforms the platforms that are built; undefined if there is nothing to compare with
 */
export async function readSmokeTests(
  source: string,
  platforms: readonly Platform[] | undefined,
  complain: Complain,
): Promise<readonly SmokeTest[]> {
  if (!isMap(source)) return readCommand(source, complain)
  const tree = await readYaml(source, complain)
  if (tree === undefined) return []
  if (tree.kind !== 'map') {
    complain({ line: tree.line, what: 'this is neither a command nor a map of platforms.', cure: FORM })
    return []
  }
  return readPatternMap(tree.entries, { form: FORM, keys: KEYS, read: readTest }, platforms, complain)
}

/** One command for every platform, possibly after comments. */
function readCommand(source: string, complain: Complain): readonly SmokeTest[] {
  const lines = source.split('\n')
  const first = lines.findIndex((text) => !/^\s*(?:#|$)/.test(text))
  if (first === -1) return []
  const isOnlyLine = first === 0 && !source.trim().includes('\n')
  const parse = value(parseCommand, undefined)
  const run = parse(lines.slice(first).join('\n'), (complaint) =>
    complain(isOnlyLine ? complaint : { ...complaint, line: first + 1 }),
  )
  return run === undefined
    ? []
    : [{ ...NO_EXPECTATIONS, patterns: [parsePattern('*')], run, line: first + 1 }]
}

/** No program's name ends with a colon, so a first word that does is the platform of a map. */
function isMap(source: string): boolean {
  const lines = source.split('\n').map((line) => line.trim())
  const first = lines.find((line) => line !== '' && line !== '---' && !line.startsWith('#')) ?? ''
  return /^\{|^(["']?)[^\s"',:]+(?:\s*,\s*[^\s"',:]+)*\1\s*:(?:\s|$)/.test(first)
}

/** A test without its platforms. */
type TestKeys = Omit<SmokeTest, 'patterns' | 'line'>

function readTest({ key, value: tree, line }: Entry, complain: Complain): TestKeys | undefined {
  if (tree.kind === 'list') {
    complain({ line, what: `"${key}" has a list, but a command is a single string.`, cure: WORDS_CURE })
    return undefined
  }
  if (tree.kind === 'map') return readKeys(tree.entries, complain)
  if (tree.text.trim() === '') {
    complain({ line, what: `"${key}" has no command.`, cure: FORM })
    return undefined
  }
  return { ...NO_EXPECTATIONS, run: parseText(tree, value(parseShort, undefined), complain) }
}

function readKeys(entries: readonly Entry[], complain: Complain): TestKeys {
  const rules = { keys: KEYS, owner: 'a smoke test', quotes: QUOTES_CURE }
  const { entryOf, parsed } = openKeys(entries, rules, complain)
  const one = <T>(name: (typeof KEYS)[number], parse: (text: string) => T): T | undefined =>
    parsed(name, value(parse, undefined))
  const entrypoint = one('entrypoint', (text) => text) ?? ''
  const test = {
    run: one('command', (text) => parseRun(text, entrypoint)) ?? entrypointAlone(entrypoint),
    expect: one('expect', parseExpected),
    'exit-code': one('exit-code', (text) => parseNumber(text, 0, 255)),
    timeout: one('timeout', (text) => parseNumber(text, 1, TIMEOUT_LIMIT)),
    network: one('network', (text) => text) ?? '',
  }
  for (const name of test.run?.kind === 'auto' ? NOT_WITH_AUTO : []) {
    const entry = entryOf(name)
    if (entry !== undefined) complain({ line: entry.line, ...uselessWithAuto(name) })
  }
  for (const problem of [...spaceProblems(entryOf('entrypoint')), ...emptyProblems(entryOf('expect'))])
    complain(problem)
  return test
}

/** docker takes the whole text as the name of one program. */
function spaceProblems(entry: Entry | undefined): readonly Complaint[] {
  if (entry?.value.kind !== 'text' || !/\S\s+\S/.test(entry.value.text)) return []
  const what = `"${entry.value.text.trim()}" has a space, but entrypoint is a single program.`
  const cure = 'Move the rest to command. A program with a space in its name also belongs there, in quotes.'
  return [{ line: entry.line, what, cure }]
}

/** Every output contains an empty text. */
function emptyProblems(entry: Entry | undefined): readonly Complaint[] {
  if (entry?.value.kind !== 'text' || entry.value.isMissing || entry.value.text.trim() !== '') return []
  const cure = 'Write what it must print, or remove expect.'
  return [{ line: entry.line, what: 'expect is empty, which matches every output.', cure }]
}

const NOT_WITH_AUTO = ['entrypoint', 'expect', 'exit-code'] as const

/** The complaint about a key that has no effect with auto. */
function uselessWithAuto(name: string): Complaint {
  const what = `${name} has no effect with the command auto, which knows the right output.`
  return { what, cure: `Remove ${name}, or write a command of your own.` }
}

function entrypointAlone(entrypoint: string): SmokeRun | undefined {
  return entrypoint === '' ? undefined : { kind: 'command', entrypoint, words: [] }
}

/** @throws InvalidValue for a command that is more likely a map or a list with a typo */
function parseCommand(text: string): SmokeRun {
  if (/^-\s/.test(text)) {
    const cure = 'Remove the dashes, as in "linux/arm64: app --version", and write one platform per line.'
    throw new InvalidValue('this is a list.', cure)
  }
  const [, names = '', colon = ''] = /^["']?([^\s"',:]+(?:\s*,\s*[^\s"',:]+)*)["']?\s*(:?)/.exec(text) ?? []
  if (!names.split(',').some((name) => isLikePlatform(name.trim()))) return parseShort(text)
  const lacking = colon === '' ? 'a colon and a space belong after it' : 'a space belongs after the colon'
  const key = names.includes('*') ? `"${names}"` : names
  const cure = `Write it like this: ${key}: app --version. ${PROGRAM_CURE}`
  throw new InvalidValue(`"${names}${colon}" looks like a platform: ${lacking}.`, cure)
}

/** Whether the first word of a command is a platform or a pattern. i386 and x86_64 are also programs. */
function isLikePlatform(name: string): boolean {
  if (/^(?:linux|windows)\//i.test(name) || ARCHITECTURES.includes(name)) return true
  if (!/[/*]/.test(name)) return false
  try {
    return parsePattern(name).text !== ''
  } catch (error) {
    if (error instanceof InvalidValue) return false
    throw error
  }
}

/** A command without keys. @throws InvalidValue also for a word that was meant to turn the test off */
function parseShort(text: string): SmokeRun {
  if (/^(?:false|off|no)$/i.test(text)) {
    const cure = `To turn the test off, leave the value empty or remove the platform; an expression that may be false needs || '' at its end. ${PROGRAM_CURE}`
    throw new InvalidValue(`"${text}" would be run as a program.`, cure)
  }
  return parseRun(text)
}

/** The words of a YAML or JSON list. `[` is also a program, whose arguments have no commas, and `[[` is one of busybox. */
const FLOW_LIST = /^\[(?:[^\s[]|\s+(?:"[^"]*"|'[^']*'|[^\s"',]+)\s*,\s)/

/** @throws InvalidValue for a command that cannot be run */
function parseRun(text: string, entrypoint = ''): SmokeRun {
  if (text === 'auto') return { kind: 'auto' }
  if (entrypoint !== '') return { kind: 'command', entrypoint, words: splitWords(text) }
  if (text.toLowerCase() === 'auto') throw new InvalidValue(`"${text}" is not known.`, 'Did you mean auto?')
  if (FLOW_LIST.test(text))
    throw new InvalidValue('this is a list, but a command is a single string.', WORDS_CURE)
  const words = splitWords(text)
  const [first = ''] = words
  if (first === '' || first.startsWith('-')) {
    const cure = `Write the program, too, as in app ${first || '--version'}, or set it as entrypoint; the one of the image is not used.`
    throw new InvalidValue(`"${text}" has no program.`, cure)
  }
  return { kind: 'command', entrypoint, words }
}

/** An expression with trailing flags, as JavaScript writes them; a path has more slashes, or other letters. */
const WITH_FLAGS = /^(\/(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/)([dgimsuvy]+)$/s

/** @throws InvalidValue for an invalid expression, or one with flags */
function parseExpected(text: string): ExpectedOutput {
  const [, expression, flags] = WITH_FLAGS.exec(text) ?? []
  if (expression !== undefined) {
    const cure = `Write ${expression} without them; ^ and $ match at line breaks, and [Aa] matches either case.`
    throw new InvalidValue(`${text} has the flags ${flags}, but flags are not supported.`, cure)
  }
  const source = /^\/(.+)\/$/s.exec(text)?.[1]
  if (source === undefined) return { kind: 'text', text }
  try {
    new RegExp(source, EXPECT_FLAGS)
  } catch (error) {
    const why = messageOf(error).replace(/^.*: /s, '')
    throw new InvalidValue(
      `${text} is not a valid regular expression: ${why}.`,
      'Correct it, or remove the slashes to search for plain text.',
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
