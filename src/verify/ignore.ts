import { ANY, matchesPattern, type Pattern } from '../wildcard.ts'

/**
 * A predicate for paths such as `/usr/lib/firmware/qemu.img`: `*` and `?` match anything within a name, `**` any number
 * of folders. A pattern without a leading slash may match in any folder, and one that matches a folder matches
 * everything in it.
 */
export function ignoreMatcher(patterns: readonly string[]): (path: string) => boolean {
  const compiled = patterns.map(compilePattern)
  return (path) => {
    const names = path.slice(1).split('/')
    return compiled.some((pattern) => matchesPattern(pattern, names, matchesNamePattern))
  }
}

type NamePattern = Pattern<string>

function compilePattern(pattern: string): Pattern<NamePattern> {
  const names = pattern.split('/').filter((name) => name !== '')
  const parts = names.map((name) => (name === '**' ? ANY : compileName(name)))
  return pattern.startsWith('/') ? [...parts, ANY] : [ANY, ...parts, ANY]
}

function compileName(name: string): NamePattern {
  return [...name].map((character) => (character === '*' ? ANY : character))
}

function matchesNamePattern(pattern: NamePattern, name: string): boolean {
  return matchesPattern(pattern, [...name], (part, character) => part === '?' || part === character)
}
