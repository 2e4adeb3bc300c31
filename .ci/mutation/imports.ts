// Which test files import a source file, directly or indirectly.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const IMPORT = /\b(?:from|import\()\s*'(\.[^']*\.ts)'/g

/** @returns a function that decides whether a file imports another one; both are absolute paths */
export function importGraph(): (file: string, target: string) => boolean {
  const reached = new Map<string, ReadonlySet<string>>()
  const importsOf = (file: string): readonly string[] =>
    [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, path = '']) => join(dirname(file), path))
  const allOf = (file: string): ReadonlySet<string> => {
    const all = new Set([file])
    for (const each of all) for (const imported of importsOf(each)) all.add(imported)
    reached.set(file, all)
    return all
  }
  return (file, target) => (reached.get(file) ?? allOf(file)).has(target)
}
