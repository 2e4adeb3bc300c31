/** A reader of tar archives, limited to what image layers use. */

export interface Entry {
  readonly kind: 'file' | 'directory' | 'symlink' | 'link' | 'other'
  /** Permission bits. */
  readonly mode: number
  /** Target of a link. */
  readonly target: string
  readonly bytes: Buffer
}

const BLOCK = 512
const KINDS: Readonly<Record<string, Entry['kind']>> = {
  '0': 'file',
  '': 'file',
  '1': 'link',
  '2': 'symlink',
  '5': 'directory',
}

/** Entries by path, without `./` in front and `/` at the end. A later entry replaces an earlier one. */
export function readTar(archive: Buffer): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>()
  let long: { readonly path?: string; readonly target?: string } = {}
  let at = 0
  while (at + BLOCK <= archive.length) {
    const header = archive.subarray(at, at + BLOCK)
    if (header[0] === 0) break
    const size = numberAt(header, 124, 12)
    const bytes = archive.subarray(at + BLOCK, at + BLOCK + size)
    if (bytes.length < size) throw new Error('the archive ends in the middle of a file')
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
    const type = textAt(header, 156, 1)
    const longer = longNames(type, bytes)
    if (longer !== undefined) {
      // Belongs to the next entry; there may be several in a row.
      long = { ...long, ...longer }
      continue
    }
    const prefix = header.toString('latin1', 257, 263) === 'ustar\0' ? textAt(header, 345, 155) : ''
    const name = textAt(header, 0, 100)
    const path = long.path ?? (prefix === '' ? name : `${prefix}/${name}`)
    entries.set(normal(path), {
      kind: KINDS[type] ?? 'other',
      mode: numberAt(header, 100, 8) & 0o7777,
      target: long.target ?? textAt(header, 157, 100),
      bytes,
    })
    long = {}
  }
  return entries
}

/** Names that do not fit into the header, in the forms of GNU and PAX; undefined for an ordinary entry. */
function longNames(type: string, bytes: Buffer): { path?: string; target?: string } | undefined {
  if (type === 'L') return { path: textAt(bytes, 0, bytes.length) }
  if (type === 'K') return { target: textAt(bytes, 0, bytes.length) }
  if (type === 'g') return {}
  if (type !== 'x') return undefined
  const records = paxRecords(bytes)
  const path = records.get('path')
  const target = records.get('linkpath')
  return { ...(path === undefined ? {} : { path }), ...(target === undefined ? {} : { target }) }
}

/** Records are `LENGTH KEY=VALUE\n`, with the length of the whole record in bytes. */
function paxRecords(bytes: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>()
  let at = 0
  while (at < bytes.length) {
    const space = bytes.indexOf(' ', at)
    const length = Number(bytes.toString('latin1', at, space))
    if (!(length > 0)) throw new Error('a PAX header of the archive is damaged')
    const record = bytes.toString('utf8', space + 1, at + length - 1)
    const equals = record.indexOf('=')
    records.set(record.slice(0, equals), record.slice(equals + 1))
    at += length
  }
  return records
}

function textAt(bytes: Buffer, start: number, length: number): string {
  const field = bytes.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? field.length : end)
}

/** Octal digits, or a binary number after a byte 0x80 if the number is too large for them. */
function numberAt(header: Buffer, start: number, length: number): number {
  if (header[start] === 0x80) return header.readUIntBE(start + length - 6, 6)
  return Number.parseInt(textAt(header, start, length).trim() || '0', 8)
}

export function normal(path: string): string {
  return path.replace(/^(\.?\/)+/, '').replace(/\/+$/, '')
}
