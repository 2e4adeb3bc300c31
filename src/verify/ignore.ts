import { ANY, matchesPattern, type Pattern } from '../wildcard.ts'

/**
 * A predicate for paths such as `/usr/lib/firmware/qemu.img`: `*` and `?` match anything within a name, `**` any number
 * of folders. A pattern without a leading slash may match in any folder, and one that matches a folder matches
 * everything in it.
 */
export function ignores(patterns: readonly string[]): (path: string) => boolean {
  const wanted = patterns.map(namesOf)
  return (path) => {
    const names = path.slice(1).split('/')
    return wanted.some((pattern) => matchesPattern(pattern, names, matchesName))
  }
}

type NamePattern = Pattern<string>

function namesOf(pattern: string): Pattern<NamePattern> {
  const names = pattern.split('/').filter((name) => name !== '')
  const parts = names.map((name) => (name === '**' ? ANY : charactersOf(name)))
  return pattern.startsWith('/') ? [...parts, ANY] : [ANY, ...parts, ANY]
}

function charactersOf(name: string): NamePattern {
  return [...name].map((character) => (character === '*' ? ANY : character))
}

function matchesName(pattern: NamePattern, name: string): boolean {
  return matchesPattern(pattern, [...name], (part, character) => part === '?' || part === character)
}
