import { ANY, matchesPattern, type Pattern } from '../wildcard.ts'

/**
 * Patterns for paths as docker reads them in COPY and in .dockerignore (Go's path/filepath.Match, and moby/patternmatcher
 * 0.6 for two stars): `*` and `?` stand for anything within a name, `[a-z]` and `[^a-z]` for one character of it, a
 * backslash takes the next character as it is, and `**` stands for any number of folders.
 */
export type PathPattern = Pattern<NamePattern>

/** Most names in patterns are just that. */
type NamePattern = string | Pattern<Part>

/** One character: by itself, or any one but a few; the ends of each range are among it. */
type Part =
  | string
  | { readonly ranges: readonly (readonly [from: string, to: string])[]; readonly isNot: boolean }

const ANY_ONE: Part = { ranges: [], isNot: true }

/** @returns undefined for what has no clear meaning: a bracket that is not closed, two stars within a name */
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

/** The names of a path, one below the other: what patterns are held against. */
export type PathNames = readonly string[]

export function pathNames(path: string): PathNames {
  return path.split('/').filter((name) => name !== '' && name !== '.')
}

/** Whether a path is what a pattern stands for, or below it. */
export function isWithin(pattern: PathPattern, path: PathNames): boolean {
  return matchesPattern([...pattern, ANY], path, matchesName)
}

/** Whether a pattern stands for something below a folder, and not for the folder itself. */
export function isBelow(pattern: PathPattern, folder: PathNames): boolean {
  const start = pattern.slice(0, folder.length)
  return pattern.length > folder.length && !start.includes(ANY) && matchesPattern(start, folder, matchesName)
}

/** Whether a pattern says of a path what it is called, and not only in which folder it is. */
export function isNamedBy(pattern: PathPattern, path: PathNames): boolean {
  const last = pattern.at(-1)
  const isAnything =
    last === undefined || last === ANY || (typeof last !== 'string' && last.every((part) => part === ANY))
  return !isAnything && (isBelow(pattern, path) || (pattern.length >= path.length && isWithin(pattern, path)))
}

function matchesName(pattern: NamePattern, name: string): boolean {
  if (typeof pattern === 'string') return pattern === name
  // Most names end otherwise, and are not taken to pieces for that.
  const last = pattern.at(-1)
  if (typeof last === 'string' && !name.endsWith(last)) return false
  return matchesPattern(pattern, [...name], (part, character) =>
    typeof part === 'string'
      ? part === character
      : part.ranges.some(([from, to]) => from <= character && character <= to) !== part.isNot,
  )
}

/** A name, and what stars in front of it or behind it stand for: `**x` is `x` in any folder, and `x**` goes on in all. */
function partsOf(name: string): PathPattern | undefined {
  const [isAnywhere, goesOn] = [name.startsWith('**'), name.endsWith('**')]
  const plain = name.slice(isAnywhere ? 2 : 0, goesOn ? -1 : undefined)
  const read = plain.includes('**') ? undefined : charactersOf(plain)
  const any: PathPattern = [ANY]
  return read === undefined ? undefined : [...(isAnywhere ? any : []), read, ...(goesOn ? any : [])]
}

/** A class in brackets, a character behind a backslash, or a character. */
const TOKEN = /\[(\^?)([^\]]+)\]|\\(.)|(.)/gsu

function charactersOf(name: string): NamePattern | undefined {
  if (!/[*?[\\]/.test(name)) return name
  const tokens = [...name.matchAll(TOKEN)]
  if (tokens.some(([token]) => token === '[')) return undefined
  return tokens.map(([, not = '', listed, escaped, plain = '']) => {
    if (listed !== undefined) return oneOf([...listed], not !== '')
    if (escaped !== undefined) return escaped
    return plain === '*' ? ANY : plain === '?' ? ANY_ONE : plain
  })
}

/** @param listed as in `a-z_` */
function oneOf(listed: readonly string[], isNot: boolean): Part {
  const ranges: (readonly [string, string])[] = []
  for (let at = 0; at < listed.length; at += 1) {
    const from = listed[at] ?? ''
    const to = listed[at + 1] === '-' ? listed[at + 2] : undefined
    ranges.push([from, to ?? from])
    if (to !== undefined) at += 2
  }
  return { ranges, isNot }
}
