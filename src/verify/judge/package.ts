import { remembered } from '../remembered.ts'

/** How package managers name the folder of one package; the innermost counts. */
const PACKAGES: readonly RegExp[] = [
  /^.*\/node_modules\/(?:@[^/]+\/)?[^/.@][^/]*(?=\/)/,
  /^.*\/(?:site|dist)-packages\/[^/]+(?=\/)/,
  /^.*\/gems\/[^/]+-\d[^/]*(?=\/)/,
]

/** The folder of the package that a file belongs to; undefined where it lies in none. */
export function packageOf(path: string): string | undefined {
  const found = PACKAGES.flatMap((pattern) => pattern.exec(path)?.[0] ?? [])
  return found.toSorted((a, b) => b.length - a.length)[0]
}

/** `packageOf` for many paths; those of one folder cost little. */
export function packageReader(): (path: string) => string | undefined {
  const known = remembered((folder) => packageOf(`${folder}/`))
  return (path) => known(path.slice(0, path.lastIndexOf('/')))
}

/** Where files of one kind are told together: their package, or their folder. */
export function placeReader(): (path: string) => string {
  const packageAt = packageReader()
  return (path) => packageAt(path) ?? path.slice(0, path.lastIndexOf('/'))
}
