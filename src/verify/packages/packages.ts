import type { Metadata } from './claim.ts'
import { readConda } from './conda.ts'
import { readDeps } from './dotnet.ts'
import { readArchs, readInstalled, readList, readStatus, readSums } from './dpkg.ts'
import { readPackageJson } from './npm.ts'
import { readRecord, readTopLevel, readWheel } from './wheel.ts'

/** A kind of metadata file, which says which machine a package is for or which files belong to it. */
export interface MetadataFormat {
  /** Matches the path without its leading slash. */
  readonly pattern: RegExp
  /** How many bytes of it are read; the rest is ignored. */
  readonly limit: number
  readonly read: (text: string, path: string) => Metadata | undefined
}

const KIBIBYTE = 1 << 10
/** As much as is buffered of a file's beginning anyway. */
const MAX_BYTES = 4 << 20

/** The sources are documented at the functions that read. */
const FORMATS: readonly MetadataFormat[] = [
  { pattern: /\/package\.json$/, limit: 64 * KIBIBYTE, read: readPackageJson },
  { pattern: /\.dist-info\/WHEEL$/, limit: 64 * KIBIBYTE, read: readWheel },
  { pattern: /\.dist-info\/RECORD$/, limit: MAX_BYTES, read: readRecord },
  { pattern: /\.dist-info\/top_level\.txt$/, limit: 4 * KIBIBYTE, read: readTopLevel },
  { pattern: /\.deps\.json$/, limit: MAX_BYTES, read: readDeps },
  { pattern: /(?:^|\/)conda-meta\/[^/]+\.json$/, limit: MAX_BYTES, read: readConda },
  {
    pattern: /^var\/lib\/dpkg\/(?:status|status\.d\/[^/]+(?<!\.md5sums))$/,
    limit: MAX_BYTES,
    read: readStatus,
  },
  { pattern: /^var\/lib\/dpkg\/info\/[^/]+\.list$/, limit: MAX_BYTES, read: readList },
  { pattern: /^var\/lib\/dpkg\/status\.d\/[^/]+\.md5sums$/, limit: MAX_BYTES, read: readSums },
  { pattern: /^(?:var\/lib\/dpkg|etc\/apk)\/arch$/, limit: 4 * KIBIBYTE, read: readArchs },
  { pattern: /^(?:usr\/)?lib\/apk\/db\/installed$/, limit: MAX_BYTES, read: readInstalled },
]

/** A quick test, since nearly all files of an image are none of these. */
const QUICK_TEST = /(?:\.json|\.list|\.txt|WHEEL|RECORD|status|arch|installed)$|dpkg\/status\.d\//

/** The format of a metadata file; undefined for all other files. */
export function metadataFormat(path: string): MetadataFormat | undefined {
  return QUICK_TEST.test(path) ? FORMATS.find(({ pattern }) => pattern.test(path)) : undefined
}
