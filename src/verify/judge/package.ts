import { memoize } from '../memoize.ts'

/** The folder of one package as package managers name it; the innermost counts. */
const PACKAGE_FOLDERS: readonly RegExp[] = [
  /^.*\/node_modules\/(?:@[^/]+\/)?[^/.@][^/]*(?=\/)/,
  /^.*\/(?:site|dist)-packages\/[^/]+(?=\/)/,
  /^.*\/gems\/[^/]+-\d[^/]*(?=\/)/,
]

/** The folder of the package that a file is in; undefined if there is none. */
export function packageFolderOf(path: string): string | undefined {
  const matches = PACKAGE_FOLDERS.flatMap((pattern) => pattern.exec(path)?.[0] ?? [])
  return matches.toSorted((a, b) => b.length - a.length)[0]
}

/** The same for many paths, cached by folder. */
export function packageFolderReader(): (path: string) => string | undefined {
  const folderOfPackage = memoize((folder) => packageFolderOf(`${folder}/`))
  return (path) => folderOfPackage(path.slice(0, path.lastIndexOf('/')))
}

/** The place by which files are grouped: their package, or their folder. */
export function groupPlaceReader(): (path: string) => string {
  const packageAt = packageFolderReader()
  return (path) => packageAt(path) ?? path.slice(0, path.lastIndexOf('/'))
}
