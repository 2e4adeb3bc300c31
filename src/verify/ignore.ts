import { ANY, matchesPattern, type Pattern } from '../wildcard.ts'

/**
 * Makes a test out of patterns for paths such as `/usr/lib/firmware/qemu.img`: `*` and `?` stand for anything within a
 * name, `**` for any number of folders. A pattern without a slash in front may begin in any folder, and one that
 * matches a folder matches what is in it.
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
