import { memoize } from '../remembered.ts'

/** The folder of one package as package managers name it; the innermost counts. */
const PACKAGES: readonly RegExp[] = [
  /^.*\/node_modules\/(?:@[^/]+\/)?[^/.@][^/]*(?=\/)/,
  /^.*\/(?:site|dist)-packages\/[^/]+(?=\/)/,
  /^.*\/gems\/[^/]+-\d[^/]*(?=\/)/,
]

/** The folder of the package that a file is in; undefined if there is none. */
export function packageOf(path: string): string | undefined {
  const found = PACKAGES.flatMap((pattern) => pattern.exec(path)?.[0] ?? [])
  return found.toSorted((a, b) => b.length - a.length)[0]
}

/** The same for many paths, cached by folder. */
export function packageReader(): (path: string) => string | undefined {
  const known = memoize((folder) => packageOf(`${folder}/`))
  return (path) => known(path.slice(0, path.lastIndexOf('/')))
}

/** The place by which files are grouped: their package, or their folder. */
export function placeReader(): (path: string) => string {
  const packageAt = packageReader()
  return (path) => packageAt(path) ?? path.slice(0, path.lastIndexOf('/'))
}
