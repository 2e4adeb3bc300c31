/** SDKs that are published for one machine only: an image for another machine has no alternative. */
import { find, NOWHERE, type Tree } from '../layer/tree.ts'
import { archOf } from '../machines.ts'
import { memoize } from '../memoize.ts'
import type { JudgeRule } from './file.ts'

/**
 * Packages of Android's SDK, each with a file that Google's archives contain. All of those for Linux are for amd64
 * (dl.google.com/android/repository/repository2-3.xml): on other machines, the programs that Gradle runs need an
 * emulator; the rest, Java and the platforms, works on every machine.
 */
const PACKAGE = /^(.*)\/(?:build-tools\/\d[^/]*|cmake\/\d[^/]*|emulator|ndk\/\d[^/]*|platform-tools)(?=\/)/
const MARKER = 'source.properties'
const MACHINE = 'amd64'

/** Finds the SDK that the file of a path belongs to; undefined if there is none. */
export type SdkFinder = (path: string) => string | undefined

/** Looks for SDKs in an image, once for each folder. */
export function sdkFinder(tree: Tree): SdkFinder {
  const sdkOfFolder = memoize((folder) => {
    const [packageFolder, sdk] = PACKAGE.exec(`${folder}/`) ?? []
    return packageFolder !== undefined && find(tree, `${packageFolder}/${MARKER}`) !== NOWHERE
      ? sdk
      : undefined
  })
  return (path) => sdkOfFolder(path.slice(0, path.lastIndexOf('/')))
}

export const inSdk: JudgeRule<{ readonly places: { readonly sdkOf: SdkFinder } }> = (
  { path, identity },
  { places },
) => {
  const folder = archOf(identity) === MACHINE ? places.sdkOf(path) : undefined
  return folder === undefined ? undefined : { severity: 'warning', reason: { kind: 'only machine', folder } }
}
