import { InvalidValue, messageOf } from '../errors.ts'
import { ARCHITECTURES } from '../platforms/names.ts'
import { type Pattern, parsePattern } from '../platforms/pattern.ts'
import type { Platform } from '../platforms/platform.ts'
import { type Complain, type Complaint, value } from './parsers.ts'
import { openKeys, parseText, readPatternMap } from './pattern-map.ts'
import { splitWords } from './words.ts'
import { type Entry, readYaml } from './yaml.ts'

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
type SmokeRun =
  | { readonly kind: 'auto' }
  | { readonly kind: 'command'; readonly entrypoint: string; readonly words: readonly string[] }

/** What the output must contain, or what must fit some of it. */
export type Expected =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'pattern'; readonly source: string }

const KEYS = ['command', 'expect', 'exit-code', 'timeout', 'entrypoint', 'network'] as const

const FORM =
  'Write one command, auto, or platforms with theirs, as in "linux/arm64: app --version", or with "command: app --version" below the platform.'
const QUOTES = 'Write a text; one that begins with [, {, &, *, ! or @ needs quotes.'
const WORDS = 'Write the words with blanks between them, as in uname -m; quotes keep a word together.'
const SO_CALLED = 'A program that is called so stands behind "command:", below a platform.'

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
  if (!isMap(source)) return readPlain(source, complain)
  const tree = await readYaml(source, complain)
  if (tree === undefined) return []
  if (tree.kind !== 'map') {
    complain({ line: tree.line, what: 'this is neither a command nor a map of platforms.', cure: FORM })
    return []
  }
  return readPatternMap(tree.entries, { form: FORM, keys: KEYS, read: readTest }, platforms, complain)
}

/** One command for every platform; comments may stand before it. */
function readPlain(source: string, complain: Complain): readonly SmokeTest[] {
  const lines = source.split('\n')
  const first = lines.findIndex((text) => !/^\s*(?:#|$)/.test(text))
  if (first === -1) return []
  const isOnlyLine = first === 0 && !source.trim().includes('\n')
  const parse = value(parsePlain, undefined)
  const run = parse(lines.slice(first).join('\n'), (complaint) =>
    complain(isOnlyLine ? complaint : { ...complaint, line: first + 1 }),
  )
  return run === undefined ? [] : [{ ...NOTHING, patterns: [parsePattern('*')], run, line: first + 1 }]
}

/** No program has a name that ends with a colon, so a first word that does is the platform of a map. */
function isMap(source: string): boolean {
  const lines = source.split('\n').map((line) => line.trim())
  const first = lines.find((line) => line !== '' && line !== '---' && !line.startsWith('#')) ?? ''
  return /^\{|^(["']?)[^\s"',:]+(?:\s*,\s*[^\s"',:]+)*\1\s*:(?:\s|$)/.test(first)
}

/** What a test says, whatever platforms it is for. */
type Test = Omit<SmokeTest, 'patterns' | 'line'>

function readTest({ key, value: tree, line }: Entry, complain: Complain): Test | undefined {
  if (tree.kind === 'list') {
    complain({ line, what: `"${key}" has a list, and a command is one text.`, cure: WORDS })
    return undefined
  }
  if (tree.kind === 'map') return readKeys(tree.entries, complain)
  if (tree.text.trim() === '') {
    complain({ line, what: `"${key}" has no command.`, cure: FORM })
    return undefined
  }
  return { ...NOTHING, run: parseText(tree, value(parseShort, undefined), complain) }
}

function readKeys(entries: readonly Entry[], complain: Complain): Test {
  const rules = { keys: KEYS, owner: 'a smoke test', quotes: QUOTES }
  const { entryOf, parsed } = openKeys(entries, rules, complain)
  const one = <T>(name: (typeof KEYS)[number], parse: (text: string) => T): T | undefined =>
    parsed(name, value(parse, undefined))
  const entrypoint = one('entrypoint', (text) => text) ?? ''
  const test = {
    run: one('command', (text) => parseRun(text, entrypoint)) ?? ranAlone(entrypoint),
    expect: one('expect', parseExpected),
    'exit-code': one('exit-code', (text) => parseNumber(text, 0, 255)),
    timeout: one('timeout', (text) => parseNumber(text, 1, TIMEOUT_LIMIT)),
    network: one('network', (text) => text) ?? '',
  }
  for (const name of test.run?.kind === 'auto' ? NOT_WITH_AUTO : []) {
    const entry = entryOf(name)
    if (entry !== undefined) complain({ line: entry.line, ...uselessWithAuto(name) })
  }
  for (const problem of [...blankIn(entryOf('entrypoint')), ...emptyIn(entryOf('expect'))]) complain(problem)
  return test
}

/** docker takes all of the text for the name of one program. */
function blankIn(entry: Entry | undefined): readonly Complaint[] {
  if (entry?.value.kind !== 'text' || !/\S\s+\S/.test(entry.value.text)) return []
  const what = `"${entry.value.text.trim()}" has a blank, and entrypoint is one program.`
  const cure =
    'Write the rest into command; a program with a blank in its name goes into command, too, in quotes.'
  return [{ line: entry.line, what, cure }]
}

/** Every output has an empty text in it. */
function emptyIn(entry: Entry | undefined): readonly Complaint[] {
  if (entry?.value.kind !== 'text' || entry.value.isMissing || entry.value.text.trim() !== '') return []
  const cure = 'Write what it must print, or remove expect.'
  return [{ line: entry.line, what: 'expect is empty, which every output fits.', cure }]
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

/** @throws InvalidValue for a command that is more likely a map, or a list, with a slip */
function parsePlain(text: string): SmokeRun {
  if (/^-\s/.test(text)) {
    const cure =
      'Leave the dashes out, as in "linux/arm64: app --version"; each platform has a line of its own.'
    throw new InvalidValue('this is a list.', cure)
  }
  const [, names = '', colon = ''] = /^["']?([^\s"',:]+(?:\s*,\s*[^\s"',:]+)*)["']?\s*(:?)/.exec(text) ?? []
  if (!names.split(',').some((name) => isLikePlatform(name.trim()))) return parseShort(text)
  const lacking = colon === '' ? 'a colon and a blank belong behind it' : 'a blank belongs behind the colon'
  const key = names.includes('*') ? `"${names}"` : names
  const cure = `Write it so: ${key}: app --version. ${SO_CALLED}`
  throw new InvalidValue(`"${names}${colon}" looks like a platform: ${lacking}.`, cure)
}

/** Whether the first word of a command is a platform or a pattern. i386 and x86_64 are programs, too. */
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

/** A command without keys. @throws InvalidValue also for a word that is meant to turn the test off */
function parseShort(text: string): SmokeRun {
  if (/^(?:false|off|no)$/i.test(text)) {
    const cure = `Write nothing to turn it off, or leave the platform out; an expression that may be false needs || '' at its end. ${SO_CALLED}`
    throw new InvalidValue(`"${text}" would be run as a program.`, cure)
  }
  return parseRun(text)
}

/** The words of a YAML or JSON list. `[` alone is a program, whose arguments have no commas; `[[` is one of busybox. */
const FLOW_LIST = /^\[(?:[^\s[]|\s+(?:"[^"]*"|'[^']*'|[^\s"',]+)\s*,\s)/

/** @throws InvalidValue for a command that cannot be run as it stands */
function parseRun(text: string, entrypoint = ''): SmokeRun {
  if (text === 'auto') return { kind: 'auto' }
  if (entrypoint !== '') return { kind: 'command', entrypoint, words: splitWords(text) }
  if (text.toLowerCase() === 'auto') throw new InvalidValue(`"${text}" is not known.`, 'Did you mean auto?')
  if (FLOW_LIST.test(text)) throw new InvalidValue('a list stands here, and a command is one text.', WORDS)
  const words = splitWords(text)
  const [first = ''] = words
  if (first === '' || first.startsWith('-')) {
    const cure = `Write the program too, as in app ${first || '--version'}, or name it as entrypoint; that of the image is not used.`
    throw new InvalidValue(`"${text}" has no program.`, cure)
  }
  return { kind: 'command', entrypoint, words }
}

/** An expression with flags behind it, as JavaScript writes them; a path has more slashes, or other letters. */
const WITH_FLAGS = /^(\/(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/)([dgimsuvy]+)$/s

/** @throws InvalidValue for an expression that is none, or has flags */
function parseExpected(text: string): Expected {
  const [, expression, flags] = WITH_FLAGS.exec(text) ?? []
  if (expression !== undefined) {
    const cure = `Write ${expression} alone; ^ and $ are the ends of a line, and [Aa] is a letter of either case.`
    throw new InvalidValue(`${text} has the flags ${flags}, and no flags are read.`, cure)
  }
  const source = /^\/(.+)\/$/s.exec(text)?.[1]
  if (source === undefined) return { kind: 'text', text }
  try {
    new RegExp(source, EXPECT_FLAGS)
  } catch (error) {
    const why = messageOf(error).replace(/^.*: /s, '')
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
