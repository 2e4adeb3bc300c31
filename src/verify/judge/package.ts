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
