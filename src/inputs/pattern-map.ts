import { matches, type Pattern, parsePattern } from '../platforms/pattern.ts'
import { distinctPlatforms, type Platform, printPlatform } from '../platforms/platform.ts'
import { type Complain, type Complaint, list, type Parser } from './parsers.ts'
import { checkKeys, checkValues, type Entry, type Text, textOf } from './yaml.ts'

/** What is said for some platforms. */
interface ForPlatforms {
  /** Platforms by name, and patterns; it is for what any of them matches. */
  readonly patterns: readonly Pattern[]
  /** Where it begins in the input. */
  readonly line: number
}

/** How the entries of a map are read. */
interface PatternMap<K extends string, T> {
  /** How such a map is written, for complaints. */
  readonly form: string
  /** What may stand below a platform, and so is no platform itself. */
  readonly keys: readonly K[]
  /** Reads what stands behind a platform; undefined after a complaint. */
  readonly read: (entry: Entry, complain: Complain) => T | undefined
}

/**
 * Reads a YAML map of platforms and patterns.
 * @param platforms what is built for; undefined and empty where there is nothing to compare the patterns with
 */
export function readPatternMap<K extends string, T>(
  entries: readonly Entry[],
  map: PatternMap<K, T>,
  platforms: readonly Platform[] | undefined,
  complain: Complain,
): readonly (T & ForPlatforms)[] {
  const items = entries.flatMap((entry) => readItem(entry, map, complain))
  for (const complaint of patternProblems(items, platforms ?? [])) complain(complaint)
  return items
}

function readItem<K extends string, T>(
  entry: Entry,
  { form, keys, read }: PatternMap<K, T>,
  complain: Complain,
): readonly (T & ForPlatforms)[] {
  const { key, line } = entry
  if (keys.some((known) => known === key)) {
    complain({ line, what: `"${key}" stands where a platform belongs.`, cure: form })
    return []
  }
  if (/^[\s,]*$/.test(key)) complain({ line, what: 'no platform is named before the colon.', cure: form })
  const patterns = list(parsePattern, { commas: true })(key, (complaint) => complain({ ...complaint, line }))
  const item = read(entry, complain)
  return item === undefined ? [] : [{ ...item, patterns, line }]
}

/** What is said twice, and what is for nothing that is built. */
function patternProblems(
  items: readonly ForPlatforms[],
  platforms: readonly Platform[],
): readonly Complaint[] {
  const named = items.flatMap(({ patterns, line }) => patterns.map((pattern) => ({ pattern, line })))
  return named.flatMap(({ pattern, line }, index) => {
    const first = named.findIndex((other) => other.pattern.text === pattern.text)
    if (first < index) {
      const what = `"${pattern.text}" stands a second time, after line ${named[first]?.line}.`
      return [{ line, what, cure: 'Write all of its settings below one of the two.' }]
    }
    if (platforms.length === 0 || platforms.some((platform) => matches(pattern, platform))) return []
    const names = distinctPlatforms(platforms).map(printPlatform).join(', ')
    const what = `"${pattern.text}" is none of the platforms that are built: ${names}.`
    const cure = pattern.platform === undefined ? 'Correct the pattern' : 'Add it to platforms'
    return [{ line, what, cure: `${cure}, or drop its settings.` }]
  })
}

/** What stands below a platform, by key. */
interface KeyValues<K extends string> {
  readonly entryOf: (name: K) => Entry | undefined
  /** The value of a key that has one text; undefined where nothing is written. */
  readonly parsed: <T>(name: K, parse: Parser<T>) => T | undefined
}

/**
 * Complains about unknown keys and those without a value.
 * @param rules the known keys, what has them, as in "a platform", and how a text is written that needs quotes
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

/** Parses a text of YAML. Inside a block, lines are counted from the one below its key; other texts are one line. */
export function parseText<T>({ text, line, isBlock }: Text, parse: Parser<T>, complain: Complain): T {
  return parse(text, (complaint) =>
    complain({ ...complaint, line: isBlock ? line + (complaint.line ?? 1) : line }),
  )
}
