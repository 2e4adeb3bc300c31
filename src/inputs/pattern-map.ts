import { matches, type Pattern, parsePattern } from '../platforms/pattern.ts'
import { distinctPlatforms, type Platform, printPlatform } from '../platforms/platform.ts'
import { type Complain, type Complaint, list, type Parser } from './parsers.ts'
import { checkKeys, checkValues, type Entry, type Text, textOf } from './yaml.ts'

/** An entry for some platforms. */
interface PlatformEntry {
  /** Platforms by name, and patterns; it applies to every platform that one of them matches. */
  readonly patterns: readonly Pattern[]
  /** Its first line in the input. */
  readonly line: number
}

/** How the entries of a map are read. */
interface PatternMap<K extends string, T> {
  /** How to write such a map, as a cure. */
  readonly form: string
  /** The keys below a platform, which therefore are not platforms. */
  readonly keys: readonly K[]
  /** Reads the value of a platform; undefined after a complaint. */
  readonly read: (entry: Entry, complain: Complain) => T | undefined
}

/**
 * Reads a YAML map of platforms and patterns.
 * @param platforms the platforms that are built; undefined or empty if there is nothing to compare the patterns with
 */
export function readPatternMap<K extends string, T>(
  entries: readonly Entry[],
  map: PatternMap<K, T>,
  platforms: readonly Platform[] | undefined,
  complain: Complain,
): readonly (T & PlatformEntry)[] {
  const items = entries.flatMap((entry) => readEntry(entry, map, complain))
  for (const complaint of patternProblems(items, platforms ?? [])) complain(complaint)
  return items
}

function readEntry<K extends string, T>(
  entry: Entry,
  { form, keys, read }: PatternMap<K, T>,
  complain: Complain,
): readonly (T & PlatformEntry)[] {
  const { key, line } = entry
  if (keys.some((known) => known === key)) {
    complain({ line, what: `"${key}" is a key, but a platform is expected here.`, cure: form })
    return []
  }
  if (/^[\s,]*$/.test(key)) complain({ line, what: 'there is no platform before the colon.', cure: form })
  const patterns = list(parsePattern, { commas: true })(key, (complaint) => complain({ ...complaint, line }))
  const item = read(entry, complain)
  return item === undefined ? [] : [{ ...item, patterns, line }]
}

/** Patterns that occur twice, and patterns that match no platform that is built. */
function patternProblems(
  items: readonly PlatformEntry[],
  platforms: readonly Platform[],
): readonly Complaint[] {
  const named = items.flatMap(({ patterns, line }) => patterns.map((pattern) => ({ pattern, line })))
  return named.flatMap(({ pattern, line }, index) => {
    const first = named.findIndex((other) => other.pattern.text === pattern.text)
    if (first < index) {
      const what = `"${pattern.text}" occurs twice, first on line ${named[first]?.line}.`
      return [{ line, what, cure: 'Put all of its settings into one of the two.' }]
    }
    if (platforms.length === 0 || platforms.some((platform) => matches(pattern, platform))) return []
    const names = distinctPlatforms(platforms).map(printPlatform).join(', ')
    const what = `"${pattern.text}" is not among the platforms that are built: ${names}.`
    const cure = pattern.platform === undefined ? 'Correct the pattern' : 'Add it to platforms'
    return [{ line, what, cure: `${cure}, or remove its settings.` }]
  })
}

/** The keys below a platform and their values. */
interface KeyValues<K extends string> {
  readonly entryOf: (name: K) => Entry | undefined
  /** The value of a key with a single text; undefined if there is none. */
  readonly parsed: <T>(name: K, parse: Parser<T>) => T | undefined
}

/**
 * Complains about unknown keys and those without a value.
 * @param rules the known keys, their owner, as in "a platform", and how to write a text that needs quotes
 */
export function openKeys<K extends string>(
  entries: readonly Entry[],
  { keys, owner, quotes }: { readonly keys: readonly K[]; readonly owner: string; readonly quotes: string },
  complain: Complain,
): KeyValues<K> {
  checkKeys(entries, keys, owner, complain)
  checkValues(entries, keys, complain)
  const entryOf = (name: K): Entry | undefined => entries.find(({ key }) => key === name)
  return {
    entryOf,
    parsed: (name, parse) => {
      const text = textOf(entryOf(name), quotes, complain)
      return text && parseText(text, parse, complain)
    },
  }
}

/** Parses a YAML scalar. Inside a block, lines count from the one below its key; any other scalar is one line. */
export function parseText<T>({ text, line, isBlock }: Text, parse: Parser<T>, complain: Complain): T {
  return parse(text, (complaint) =>
    complain({ ...complaint, line: isBlock ? line + (complaint.line ?? 1) : line }),
  )
}
