/**
 * Reads tar archives as a stream, in pieces of any size. Formats: POSIX ustar and pax (IEEE Std 1003.1, "pax"), and GNU
 * tar's extensions (info tar, "Basic Tar Format", "Storing Sparse Files"). Sloppy archives are read like by Go's
 * archive/tar, which container engines use.
 *
 * Paths are "binary" strings with one character per byte: names that are not UTF-8 stay intact.
 */

export interface TarEntry {
  readonly path: string
  readonly kind: 'file' | 'folder' | 'symlink' | 'link' | 'other'
  /** The target of a link. */
  readonly target: string
  /** How many bytes of its body the sink gets: from the file's beginning, without holes. */
  readonly size: number
  /** Whether it has holes, so that its body is shorter than the file. */
  readonly isSparse: boolean
  /** Whether anybody may execute it. */
  readonly isExecutable: boolean
}

/** Receives the entries of an archive. */
export interface TarSink {
  readonly entry: (entry: TarEntry) => void
  /** The next bytes of the last entry. @returns whether more are needed */
  readonly body: (part: Buffer) => boolean
  /** The last entry is over. */
  readonly end: () => void
}

/** The archive is malformed. */
export class MalformedTar extends Error {
  override readonly name = 'MalformedTar'
}

type Mode = 'header' | 'body' | 'skip' | 'meta' | 'extension' | 'map' | 'over'

/** The state of a reader; only this file writes to it. */
export interface TarReader {
  mode: Mode
  /** Holds a block that arrives in pieces. */
  readonly block: Buffer
  filled: number
  /** Bytes of this mode still to come. */
  left: number
  /** Zeros after the body, up to a whole block. */
  padding: number
  /** Bytes of the body still to pass to the sink. */
  available: number
  isWanted: boolean
  /** A long name or a pax header while it is read. */
  meta: Buffer
  metaType: string
  /** Values for the next entry: names, sizes. */
  next: Map<string, string>
  /** Lines still to come of a sparse file's map (pax 1.0); undefined before the first line. */
  mapLines: number | undefined
  pending: TarEntry | undefined
}

const BLOCK_SIZE = 512
/** The size limit for names and attributes, as in Go's archive/tar. */
const META_LIMIT = 1 << 20
const KINDS: Readonly<Record<string, TarEntry['kind']>> = {
  '\0': 'file',
  '0': 'file',
  '1': 'link',
  '2': 'symlink',
  '3': 'other',
  '4': 'other',
  '5': 'folder',
  '6': 'other',
  '7': 'file',
  S: 'file',
}
/** Types of entries without a body, whatever their size field says. */
const BODILESS = '123456'
/** Types of entries that describe the next entry, or all of them. */
const META_TYPES = 'LKxg'

export function newTarReader(): TarReader {
  return {
    ...{ mode: 'header', block: Buffer.alloc(BLOCK_SIZE), filled: 0, left: 0, padding: 0, available: 0 },
    ...{ isWanted: false, meta: Buffer.alloc(0), metaType: '', next: new Map(), mapLines: undefined },
    pending: undefined,
  }
}

/**
 * Reads the next piece.
 * @throws MalformedTar
 */
export function readTar(reader: TarReader, chunk: Buffer, sink: TarSink): void {
  let at = 0
  while (at < chunk.length) at = STEPS[reader.mode](reader, chunk, at, sink)
}

/**
 * Ends the archive.
 * @throws MalformedTar if it ends in the middle of an entry
 */
export function endTar(reader: TarReader): void {
  // An archive can be unpacked even without its final zeros and its last padding.
  const isBetween = reader.mode === 'skip' || (reader.mode === 'header' && reader.filled === 0)
  if (reader.mode === 'over' || (isBetween && reader.next.size === 0)) return
  throw new MalformedTar('it ends in the middle of an entry')
}

type Step = (reader: TarReader, chunk: Buffer, at: number, sink: TarSink) => number

const STEPS: Readonly<Record<Mode, Step>> = {
  header: (reader, chunk, at, sink) =>
    inBlocks(reader, chunk, at, (block) => readHeader(reader, block, sink)),
  extension: (reader, chunk, at, sink) =>
    inBlocks(reader, chunk, at, (block) => {
      if (block[504] === 0) beginBody(reader, sink)
    }),
  map: (reader, chunk, at, sink) => inBlocks(reader, chunk, at, (block) => readMap(reader, block, sink)),
  body: readBody,
  meta: readMeta,
  skip: (reader, chunk, at) => {
    const taken = Math.min(reader.left, chunk.length - at)
    reader.left -= taken
    if (reader.left === 0) reader.mode = 'header'
    return at + taken
  },
  over: (_reader, chunk) => chunk.length,
}

/** Passes on a whole block. It is valid only during the call. */
function inBlocks(reader: TarReader, chunk: Buffer, at: number, use: (block: Buffer) => void): number {
  const taken = chunk.copy(reader.block, reader.filled, at, at + BLOCK_SIZE - reader.filled)
  reader.filled += taken
  if (reader.filled === BLOCK_SIZE) {
    reader.filled = 0
    use(reader.block)
  }
  return at + taken
}

function readHeader(reader: TarReader, block: Buffer, sink: TarSink): void {
  if (block.every((byte) => byte === 0)) {
    reader.mode = 'over'
    return
  }
  checkSum(block)
  const type = String.fromCharCode(block[156] ?? 0)
  const stored = bodySize(reader, block, type)
  reader.left = stored
  reader.padding = (BLOCK_SIZE - (stored % BLOCK_SIZE)) % BLOCK_SIZE
  if (META_TYPES.includes(type)) beginMeta(reader, type)
  else if (type === 'V' || type === 'M' || type === 'D') skipEntry(reader)
  else beginEntry(reader, block, type, sink)
}

function beginMeta(reader: TarReader, type: string): void {
  if (reader.left > META_LIMIT) {
    throw new MalformedTar(`a name or header of ${reader.left} bytes is too long`)
  }
  reader.metaType = type
  reader.meta = Buffer.alloc(reader.left)
  reader.filled = 0
  reader.mode = 'meta'
  if (reader.left === 0) endMeta(reader)
}

/** Skips volume labels and similar entries. */
function skipEntry(reader: TarReader): void {
  reader.next = new Map()
  reader.left += reader.padding
  reader.mode = 'skip'
}

function beginEntry(reader: TarReader, block: Buffer, type: string, sink: TarSink): void {
  const { next } = reader
  // An empty name counts as none, as in Go's archive/tar.
  const path = next.get('GNU.sparse.name') || next.get('path') || headerPath(block)
  const isFolder = type === '\0' && path.endsWith('/')
  const kind = isFolder ? 'folder' : (KINDS[type] ?? 'other')
  const available = kind === 'file' ? availableBytes(reader, block, type) : 0
  const target = next.get('linkpath') || textField(block, 157, 100)
  const inMap = next.get('GNU.sparse.major') === '1' && next.get('GNU.sparse.minor') === '0'
  const isSparse = type === 'S' || [...next.keys()].some((key) => key.startsWith('GNU.sparse.'))
  reader.next = new Map()
  const isExecutable = (Number.parseInt(textField(block, 100, 8), 8) & 0o111) !== 0
  reader.pending = { path, kind, target, size: available, isSparse, isExecutable }
  reader.available = available
  reader.mapLines = undefined
  if (type === 'S' && block[482] !== 0) reader.mode = 'extension'
  else if (inMap && kind === 'file') reader.mode = 'map'
  else beginBody(reader, sink)
}

function beginBody(reader: TarReader, sink: TarSink): void {
  reader.available = Math.min(reader.available, reader.left)
  if (reader.pending !== undefined) sink.entry({ ...reader.pending, size: reader.available })
  reader.isWanted = reader.available > 0
  reader.mode = 'body'
  if (reader.left === 0) endBody(reader, sink)
}

function readBody(reader: TarReader, chunk: Buffer, at: number, sink: TarSink): number {
  const taken = Math.min(reader.left, chunk.length - at)
  if (reader.isWanted) {
    const available = Math.min(taken, reader.available)
    reader.available -= available
    reader.isWanted = sink.body(chunk.subarray(at, at + available)) && reader.available > 0
  }
  reader.left -= taken
  if (reader.left === 0) endBody(reader, sink)
  return at + taken
}

function endBody(reader: TarReader, sink: TarSink): void {
  sink.end()
  reader.left = reader.padding
  reader.mode = 'skip'
}

function readMeta(reader: TarReader, chunk: Buffer, at: number): number {
  const taken = chunk.copy(reader.meta, reader.filled, at, at + reader.left)
  reader.filled += taken
  reader.left -= taken
  if (reader.left === 0) endMeta(reader)
  return at + taken
}

function endMeta(reader: TarReader): void {
  const { meta, metaType } = reader
  reader.filled = 0
  reader.left = reader.padding
  reader.mode = 'skip'
  reader.meta = Buffer.alloc(0)
  if (metaType === 'L') reader.next.set('path', textField(meta, 0, meta.length))
  if (metaType === 'K') reader.next.set('linkpath', textField(meta, 0, meta.length))
  if (metaType === 'x') reader.next = new Map([...reader.next, ...paxRecords(meta)])
}

const PAX_KEYS = [
  ...['path', 'linkpath', 'size', 'GNU.sparse.name', 'GNU.sparse.major', 'GNU.sparse.minor'],
  ...['GNU.sparse.map', 'GNU.sparse.offset', 'GNU.sparse.numbytes'],
]

/** Records of the form `LENGTH KEY=VALUE\n`; the length is that of the whole record in bytes. */
function paxRecords(bytes: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>()
  let at = 0
  // Zeros after the last record are incorrect, but do occur.
  while (at < bytes.length && bytes[at] !== 0) {
    const space = bytes.indexOf(0x20, at)
    const digits = bytes.toString('latin1', at, space)
    const end = at + Number(digits)
    if (!/^\d+$/.test(digits) || end <= space + 1 || end > bytes.length) {
      throw new MalformedTar('a pax header has a record with an invalid length')
    }
    const equals = bytes.indexOf(0x3d, space)
    if (equals === -1 || equals >= end) throw new MalformedTar('a pax header has a record without a value')
    const key = bytes.toString('latin1', space + 1, equals)
    // For the pieces of a sparse file (format 0.0) the first record counts, for everything else the last.
    const isRepeated = key.startsWith('GNU.sparse.') && records.has(key)
    const isWanted = PAX_KEYS.includes(key) && !isRepeated
    if (isWanted) records.set(key, bytes.toString('latin1', equals + 1, end - 1))
    at = end
  }
  return records
}

/** Reads a sparse file's map, which precedes its body: a count, then that many pairs of lines, padded to a whole block. */
function readMap(reader: TarReader, block: Buffer, sink: TarSink): void {
  if (reader.left < BLOCK_SIZE) throw new MalformedTar('the map of a sparse file has no end')
  reader.left -= BLOCK_SIZE
  if (reader.mapLines === undefined) {
    const [count = '', offset = '', length = ''] = block.toString('latin1').split('\n', 3)
    if (!/^\d{1,9}$/.test(count)) throw new MalformedTar('a sparse file has no map')
    reader.mapLines = 1 + 2 * Number(count)
    reader.available = offset === '0' ? parseDecimal(length) : 0
  }
  for (let at = block.indexOf(10); at !== -1; at = block.indexOf(10, at + 1)) reader.mapLines -= 1
  if (reader.mapLines <= 0) beginBody(reader, sink)
}

/** How many bytes of the body are the file's beginning: all of them, except for sparse files. */
function availableBytes(reader: TarReader, block: Buffer, type: string): number {
  const { next } = reader
  if (type === 'S') return numberField(block, 386, 12) === 0 ? numberField(block, 398, 12) : 0
  const [offset, length] = next.get('GNU.sparse.map')?.split(',') ?? [
    next.get('GNU.sparse.offset'),
    next.get('GNU.sparse.numbytes'),
  ]
  if (!offset) return reader.left
  return offset === '0' ? parseDecimal(length ?? '') : 0
}

function bodySize(reader: TarReader, block: Buffer, type: string): number {
  const paxSize = META_TYPES.includes(type) ? '' : reader.next.get('size')
  const size = paxSize ? parseDecimal(paxSize) : numberField(block, 124, 12)
  return BODILESS.includes(type) ? 0 : size
}

/** ustar splits a long path in two. */
function headerPath(block: Buffer): string {
  const name = textField(block, 0, 100)
  const isUstar = block.toString('latin1', 257, 263) === 'ustar\0'
  const prefix = isUstar ? textField(block, 345, 155) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

/** Checks the sum of all bytes, with blanks in place of the sum itself; some archivers treated bytes as signed. */
function checkSum(block: Buffer): void {
  const stored = rawField(block, 148, 8)
  block.fill(0x20, 148, 156)
  if (stored === sumOf(block, 0) || stored === sumOf(block, 0x100)) return
  throw new MalformedTar('a header has a wrong checksum')
}

/** @param above subtracted from each byte with its highest bit set */
function sumOf(block: Buffer, above: number): number {
  let sum = 0
  for (let at = 0; at < BLOCK_SIZE; at++) {
    const byte = block[at] ?? 0
    sum += byte < 0x80 ? byte : byte - above
  }
  return sum
}

function numberField(block: Buffer, start: number, length: number): number {
  return requireInteger(rawField(block, start, length))
}

/** Octal digits, or a base-256 number after the bit 0x80 for large values; NaN for neither. */
function rawField(block: Buffer, start: number, length: number): number {
  const first = block[start] ?? 0
  if (first & 0x80) {
    const rest = block.subarray(start + 1, start + length)
    const number = rest.reduce((sum, byte) => sum * 256 + byte, first & 0x7f)
    return first & 0x40 ? Number.NaN : number
  }
  const digits = textField(block, start, length).trim()
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : Number.NaN
}

function parseDecimal(digits: string): number {
  return requireInteger(/^\d{1,16}$/.test(digits) ? Number(digits) : Number.NaN)
}

function requireInteger(number: number): number {
  if (Number.isSafeInteger(number)) return number
  throw new MalformedTar('a header has an invalid number')
}

function textField(bytes: Buffer, start: number, length: number): string {
  const end = bytes.indexOf(0, start)
  const most = start + length
  return bytes.toString('latin1', start, end === -1 ? most : Math.min(end, most))
}
