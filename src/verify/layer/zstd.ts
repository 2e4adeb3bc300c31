/** What comes next in a stream: bytes to read, bytes to skip, or a frame's end, which has no bytes. */
interface Need {
  readonly kind: 'read' | 'skip' | 'end'
  readonly length: number
}

/**
 * Splits a zstd stream at the ends of its frames: the same bytes, but no piece extends into the next frame. Node's
 * decompressor drops what follows a frame within one write, and layers in the format zstd:chunked have a frame for each
 * file.
 */
export async function* zstdFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const needs = frames()
  const need = needs.next().value
  const splitter: Splitter = { needs, need, left: need.length, bytes: Buffer.alloc(0) }
  for await (const chunk of chunks) {
    let from = 0
    for (let at = 0; at < chunk.length; ) {
      at = consume(splitter, chunk, at)
      if (splitter.left > 0 || !isFrameEnd(splitter)) continue
      yield chunk.subarray(from, at)
      from = at
    }
    if (from < chunk.length) yield chunk.subarray(from)
  }
}

/** The state of a splitter. */
interface Splitter {
  readonly needs: Generator<Need, never, Buffer>
  need: Need
  /** Bytes of the current need still to come. */
  left: number
  /** The bytes read so far for it. */
  bytes: Buffer
}

function consume(splitter: Splitter, chunk: Buffer, at: number): number {
  const taken = Math.min(splitter.left, chunk.length - at)
  if (splitter.need.kind === 'read')
    splitter.bytes = Buffer.concat([splitter.bytes, chunk.subarray(at, at + taken)])
  splitter.left -= taken
  return at + taken
}

/** Advances to the next need for bytes. @returns whether a frame ended on the way */
function isFrameEnd(splitter: Splitter): boolean {
  let isEnd = false
  while (splitter.left === 0) {
    splitter.need = splitter.needs.next(splitter.bytes).value
    splitter.bytes = Buffer.alloc(0)
    splitter.left = splitter.need.length
    isEnd ||= splitter.need.kind === 'end'
  }
  return isEnd
}

function read(length: number): Need {
  return { kind: 'read', length }
}

function skip(length: number): Need {
  return { kind: 'skip', length }
}

/** RFC 8878, section 3.1. */
function* frames(): Generator<Need, never, Buffer> {
  while (true) {
    const magic = (yield read(4)).readUInt32LE(0)
    if (magic >>> 4 === 0x184d2a5) yield skip((yield read(4)).readUInt32LE(0))
    else if (magic === 0xfd2fb528) yield* dataFrame()
    // The decompressor reports what is wrong.
    else yield skip(Number.POSITIVE_INFINITY)
    yield { kind: 'end', length: 0 }
  }
}

const RLE_BLOCK = 1

function* dataFrame(): Generator<Need, void, Buffer> {
  const descriptor = (yield read(1)).readUInt8(0)
  const isSingle = (descriptor & 0x20) !== 0
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0
  const content = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0
  yield skip((isSingle ? 0 : 1) + dictionary + content)
  for (let isLast = false; !isLast; ) {
    const header = (yield read(3)).readUIntLE(0, 3)
    isLast = (header & 1) === 1
    yield skip(((header >> 1) & 3) === RLE_BLOCK ? 1 : header >> 3)
  }
  yield skip(descriptor & 4 ? 4 : 0)
}
