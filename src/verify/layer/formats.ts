/** Formats that are found in place of a program, recognised by a file's beginning. */

import { machOArchs, mayBeMachO } from './mach-o.ts'
import { peArchs, peHeaderOf } from './pe.ts'

/** Programs for other systems, and what downloads and checkouts leave in place of a program. Linux programs count only in other images. */
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

/** The format of a file by its beginning. */
export interface FileFormat {
  readonly kind: 'format'
  readonly format: Format
  /** The architectures of a program; empty if its header does not say, and for all other formats. */
  readonly archs: readonly string[]
}

/** How many bytes of a file are inspected: enough for the header that a DOS stub points to, and its section table. */
export const FORMAT_WINDOW = 4096

/** gzip (RFC 1952), ZIP (APPNOTE.TXT), xz, zstd (RFC 8878), bzip2, and ar as in Debian's packages. */
const ARCHIVES = ['\x1f\x8b\x08', 'PK\x03\x04', '\xfd7zXZ\0', '\x28\xb5\x2f\xfd', 'BZh9', '!<arch>\n']

const TEXTS: readonly (readonly [RegExp, Format])[] = [
  [
    /^\s*<(?:!doctype html|html|head)\b|^<a href="[^"]*">(?:Moved|Found|See Other|\w+ Redirect)/i,
    'HTML page',
  ],
  // git-lfs, docs/spec.md.
  [/^version https:\/\/git-lfs\.github\.com\/spec\//, 'Git LFS pointer'],
  [/^\s*[{[]\s*(?:"[^"\n]{1,100}"\s*:|\{|\])/, 'JSON text'],
  // Responses of file servers, and XML errors of object stores.
  [/^(?:404: )?Not Found\s*$|^404 page not found\s*$|^<\?xml[^>]*>\s*<Error>/i, 'error message'],
]

/** Whether a file may have such a format, by its first four bytes. */
export function mayBeFormat(head: Buffer): boolean {
  if (head.length < 4) return false
  const first = head.readUInt32BE(0)
  return (
    first >>> 16 === 0x4d5a ||
    mayBeMachO(first) ||
    /[\s<{[vN4]/.test(head.toString('latin1', 0, 1)) ||
    isArchive(head.toString('latin1', 0, 4))
  )
}

/** Whether four bytes are the beginning of an archive. */
function isArchive(beginning: string): boolean {
  return ARCHIVES.some((each) => beginning.startsWith(each.slice(0, 4)))
}

/** The format of a file by its beginning; undefined if it is none of these. */
export function formatOf(head: Buffer): FileFormat | undefined {
  if (head.length < 8) return undefined
  const first = head.readUInt32BE(0)
  if (mayBeMachO(first)) return fileFormat('macOS program', machOArchs(head))
  if (first >>> 16 === 0x4d5a) {
    const at = peHeaderOf(head)
    return fileFormat('Windows program', at === undefined ? undefined : peArchs(head, at))
  }
  const text = head.toString('latin1', 0, 256)
  if (ARCHIVES.some((beginning) => text.startsWith(beginning))) return fileFormat('packed archive', [])
  return fileFormat(TEXTS.find(([pattern]) => pattern.test(text))?.[1], [])
}

function fileFormat(
  format: Format | undefined,
  archs: readonly string[] | undefined,
): FileFormat | undefined {
  return format === undefined || archs === undefined ? undefined : { kind: 'format', format, archs }
}
