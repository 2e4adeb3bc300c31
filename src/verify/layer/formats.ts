/** Formats that stand where a program should, told from a file's beginning. */

/** Programs of other systems, and what downloads and checkouts leave instead of a program. */
export type Format =
  | 'Windows program'
  | 'macOS program'
  | 'HTML page'
  | 'JSON text'
  | 'error message'
  | 'Git LFS pointer'
  | 'packed archive'

/** As far into a file as it is looked: the header that DOS programs lead to is within. */
export const FORMAT_WINDOW = 1024

/** mach-o/loader.h and mach-o/fat.h, in both byte orders. */
const MACH_O = [0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe]
const FAT = [0xcafebabe, 0xcafebabf]
/** A class file of Java begins as a fat file does; its version is 45 and more, and nobody has so many machines. */
const MOST_MACHINES = 30

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
    MACH_O.includes(first) ||
    FAT.includes(first) ||
    /^[\s<{[vN4]/.test(head.toString('latin1', 0, 1)) ||
    isArchive(head.toString('latin1', 0, 4))
  )
}

/** Whether four bytes begin an archive. */
function isArchive(begin: string): boolean {
  return ARCHIVES.some((each) => begin.startsWith(each.slice(0, 4)))
}

/** The format of a file by its beginning; undefined where it is none of these. */
export function formatOf(head: Buffer): Format | undefined {
  if (head.length < 8) return undefined
  const first = head.readUInt32BE(0)
  if (MACH_O.includes(first)) return 'macOS program'
  if (FAT.includes(first)) return isFat(head) ? 'macOS program' : undefined
  if (first >>> 16 === 0x4d5a) return isPe(head) ? 'Windows program' : undefined
  const text = head.toString('latin1', 0, 256)
  if (ARCHIVES.some((begin) => text.startsWith(begin))) return 'packed archive'
  return TEXTS.find(([pattern]) => pattern.test(text))?.[1]
}

function isFat(head: Buffer): boolean {
  const machines = head.readUInt32BE(4)
  return machines > 0 && machines < MOST_MACHINES
}

/**
 * PE format, "MS-DOS Stub": the position of the signature is at 0x3c. Programs that run on every system (Actually
 * Portable Executable) begin so that a shell takes them for a script: of those, nothing is said.
 */
function isPe(head: Buffer): boolean {
  if (head.length < 64 || head.toString('latin1', 0, 6) === 'MZqFpD') return false
  const at = head.readUInt32LE(0x3c)
  return at + 4 <= head.length && head.toString('latin1', at, at + 4) === 'PE\0\0'
}
