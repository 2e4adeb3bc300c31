/** Writes tar archives as in image layers, and invalid ones too: every field can be set. */

export interface NewEntry {
  readonly path: string
  /** '0' file, '1' hard link, '2' symlink, '5' folder, or any other type for a test. */
  readonly type?: string
  /** Target of a link. */
  readonly target?: string
  readonly bytes?: Buffer
  /** The size in the header, if it is not the number of bytes. */
  readonly size?: number
  /** Written over the header before its checksum is computed. */
  readonly patch?: (header: Buffer) => void
}

const BLOCK = 512
const ZEROS = Buffer.alloc(BLOCK)
const NOTHING = Buffer.alloc(0)

/** An archive with its final zeros. */
export function tar(entries: readonly NewEntry[]): Buffer {
  return Buffer.concat([...entries.map(tarEntry), Buffer.alloc(2 * BLOCK)])
}

/** One entry: header, body and padding. Long names and targets get a pax header. */
export function tarEntry(entry: NewEntry): Buffer {
  const { path, target = '', bytes = NOTHING } = entry
  const isLong = Buffer.byteLength(path) > 100 || Buffer.byteLength(target) > 100
  const long = isLong ? pax({ path, ...(target === '' ? {} : { linkpath: target }) }) : NOTHING
  return Buffer.concat([long, header(entry), bytes, padding(bytes.length)])
}

/** A pax header for the next entry. */
export function pax(records: Readonly<Record<string, string>>): Buffer {
  const bytes = Buffer.concat(Object.entries(records).map(([key, value]) => paxRecord(key, value)))
  return tarEntry({ path: 'PaxHeaders/x', type: 'x', bytes })
}

/** The record's length counts its own digits. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`)
  const guess = rest.length + String(rest.length).length
  const length = rest.length + String(guess).length
  return Buffer.concat([Buffer.from(String(length)), rest])
}

function header({ path, type = '0', target = '', bytes, size, patch }: NewEntry): Buffer {
  // From the buffer pool, because this creates images with millions of entries.
  const block = Buffer.allocUnsafe(BLOCK).fill(0)
  block.write(path, 0, 100)
  block.write('0000755\0', 100)
  block.write(`${(size ?? bytes?.length ?? 0).toString(8).padStart(11, '0')}\0`, 124)
  block.write(type, 156)
  block.write(target, 157, 100)
  block.write('ustar\x0000', 257)
  patch?.(block)
  block.write('        ', 148)
  let sum = 0
  for (let at = 0; at < BLOCK; at++) sum += block.readUInt8(at)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

function padding(length: number): Buffer {
  return ZEROS.subarray(0, (BLOCK - (length % BLOCK)) % BLOCK)
}
