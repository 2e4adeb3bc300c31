import { ANY, matchesPattern, type Pattern } from '../wildcard.ts'

/**
 * Path patterns as docker reads them in COPY and in .dockerignore (Go's path/filepath.Match, and moby/patternmatcher 0.6
 * for two stars): `*` and `?` match within a name, `[a-z]` and `[^a-z]` match one character, a backslash escapes the
 * next character, and `**` matches any number of folders.
 */
export type PathPattern = Pattern<NamePattern>

/** Most names in patterns are literal. */
type NamePattern = string | Pattern<Character>

/** One character: a literal one, or one inside or outside of ranges, which include their ends. */
type Character =
  | string
  | { readonly ranges: readonly (readonly [from: string, to: string])[]; readonly isNot: boolean }

const ANY_ONE: Character = { ranges: [], isNot: true }

/** @returns undefined if its meaning is unclear: an unclosed bracket, two stars within a name */
export function parsePathPattern(text: string): PathPattern | undefined {
  const parts: (NamePattern | typeof ANY)[] = []
  for (const name of pathNames(text)) {
    const read = name === '**' ? undefined : partsOf(name)
    if (name === '**') parts.push(ANY)
    else if (read === undefined) return undefined
    else parts.push(...read)
  }
  return parts
}

/** The names of a path from the top down, which patterns are matched against. */
export type PathNames = readonly string[]

export function pathNames(path: string): PathNames {
  return path.split('/').filter((name) => name !== '' && name !== '.')
}

/** Whether a pattern matches a path or one of its folders. */
export function isWithin(pattern: PathPattern, path: PathNames): boolean {
  return matchesPattern([...pattern, ANY], path, matchesName)
}

/** Whether a pattern matches something below a folder, but not the folder itself. */
export function isBelow(pattern: PathPattern, folder: PathNames): boolean {
  const start = pattern.slice(0, folder.length)
  return pattern.length > folder.length && !start.includes(ANY) && matchesPattern(start, folder, matchesName)
}

/** Whether a pattern restricts the name of a path, not only its folder. */
export function isNamedBy(pattern: PathPattern, path: PathNames): boolean {
  const last = pattern.at(-1)
  const isAnything =
    last === undefined || last === ANY || (typeof last !== 'string' && last.every((part) => part === ANY))
  return !isAnything && (isBelow(pattern, path) || (pattern.length >= path.length && isWithin(pattern, path)))
}

function matchesName(pattern: NamePattern, name: string): boolean {
  if (typeof pattern === 'string') return pattern === name
  // A cheap test that rules out most names.
  const last = pattern.at(-1)
  if (typeof last === 'string' && !name.endsWith(last)) return false
  return matchesPattern(pattern, [...name], (part, character) =>
    typeof part === 'string'
      ? part === character
      : part.ranges.some(([from, to]) => from <= character && character <= to) !== part.isNot,
  )
}

/** A name with leading or trailing stars: `**x` is `x` in any folder, and `x**` includes everything below. */
function partsOf(name: string): PathPattern | undefined {
  const [isAnywhere, goesOn] = [name.startsWith('**'), name.endsWith('**')]
  const plain = name.slice(isAnywhere ? 2 : 0, goesOn ? -1 : undefined)
  const read = plain.includes('**') ? undefined : parseName(plain)
  const any: PathPattern = [ANY]
  return read === undefined ? undefined : [...(isAnywhere ? any : []), read, ...(goesOn ? any : [])]
}

/** A class in brackets, an escaped character, or a character. */
const TOKEN = /\[(\^?)([^\]]+)\]|\\(.)|(.)/gsu

function parseName(name: string): NamePattern | undefined {
  if (!/[*?[\\]/.test(name)) return name
  const tokens = [...name.matchAll(TOKEN)]
  if (tokens.some(([token]) => token === '[')) return undefined
  return tokens.map(([, not = '', listed, escaped, plain = '']) => {
    if (listed !== undefined) return characterClass([...listed], not !== '')
    if (escaped !== undefined) return escaped
    return plain === '*' ? ANY : plain === '?' ? ANY_ONE : plain
  })
}

/** @param listed as in `a-z_` */
function characterClass(listed: readonly string[], isNot: boolean): Character {
  const ranges: (readonly [string, string])[] = []
  for (let at = 0; at < listed.length; at += 1) {
    const from = listed[at] ?? ''
    const to = listed[at + 1] === '-' ? listed[at + 2] : undefined
    ranges.push([from, to ?? from])
    if (to !== undefined) at += 2
  }
  return { ranges, isNot }
}
