/** Formats that stand where a program should, told from a file's beginning. */

import { machOArchs, mayBeMachO } from './mach-o.ts'
import { peArchs, peHeaderOf } from './pe.ts'

/** Programs of other systems, and what downloads and checkouts leave instead of a program. Those of Linux are none of Linux images. */
export type Format =
  | 'Linux program'
  | 'Unix script'
  | 'Windows program'
  | 'macOS program'
  | 'HTML page'
  | 'JSON text'
  | 'error message'
  | 'Git LFS pointer'
  | 'packed archive'

/** What a file is by its beginning. */
export interface FileFormat {
  readonly kind: 'format'
  readonly format: Format
  /** Of a program the architectures that it is for; none where its header does not say, and of all others. */
  readonly archs: readonly string[]
}

/** As far into a file as it is looked: the header that DOS programs lead to is within, and the table of its sections. */
export const FORMAT_WINDOW = 4096

/** gzip (RFC 1952), ZIP (APPNOTE.TXT), xz, zstd (RFC 8878), bzip2 and ar, as Debian's packages are. */
const ARCHIVES = ['\x1f\x8b\x08', 'PK\x03\x04', '\xfd7zXZ\0', '\x28\xb5\x2f\xfd', 'BZh9', '!<arch>\n']

const TEXTS: readonly (readonly [RegExp, Format])[] = [
  [
    /^\s*<(?:!doctype html|html|head)\b|^<a href="[^"]*">(?:Moved|Found|See Other|\w+ Redirect)/i,
    'HTML page',
  ],
  // git-lfs, docs/spec.md.
  [/^version https:\/\/git-lfs\.github\.com\/spec\//, 'Git LFS pointer'],
  [/^\s*[{[]\s*(?:"[^"\n]{1,100}"\s*:|\{|\])/, 'JSON text'],
  // What file servers answer, and XML of object stores.
  [/^(?:404: )?Not Found\s*$|^404 page not found\s*$|^<\?xml[^>]*>\s*<Error>/i, 'error message'],
]

/** Whether a file's first bytes may be those of such a format; four are enough. */
export function mayBeFormat(head: Buffer): boolean {
  if (head.length < 4) return false
  const first = head.readUInt32BE(0)
  return (
    first >>> 16 === 0x4d5a ||
    mayBeMachO(first) ||
    /^[\s<{[vN4]/.test(head.toString('latin1', 0, 1)) ||
    isArchive(head.toString('latin1', 0, 4))
  )
}

/** Whether four bytes begin an archive. */
function isArchive(begin: string): boolean {
  return ARCHIVES.some((each) => begin.startsWith(each.slice(0, 4)))
}

/** The format of a file by its beginning; undefined where it is none of these. */
export function formatOf(head: Buffer): FileFormat | undefined {
  if (head.length < 8) return undefined
  const first = head.readUInt32BE(0)
  if (mayBeMachO(first)) return fileFormat('macOS program', machOArchs(head))
  if (first >>> 16 === 0x4d5a) {
    const at = peHeaderOf(head)
    return fileFormat('Windows program', at === undefined ? undefined : peArchs(head, at))
  }
  const text = head.toString('latin1', 0, 256)
  if (ARCHIVES.some((begin) => text.startsWith(begin))) return fileFormat('packed archive', [])
  return fileFormat(TEXTS.find(([pattern]) => pattern.test(text))?.[1], [])
}

function fileFormat(
  format: Format | undefined,
  archs: readonly string[] | undefined,
): FileFormat | undefined {
  return format === undefined || archs === undefined ? undefined : { kind: 'format', format, archs }
}
