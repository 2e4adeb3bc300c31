import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { constants, createZstdCompress, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { digestOf } from '../../../e2e/harness/layout-writer.ts'
import { type Limiter, limiter } from '../../../src/concurrency.ts'
import { BadCompression, unpack } from '../../../src/verify/layer/unpack.ts'
import { zstdFrames } from '../../../src/verify/layer/zstd.ts'

const LIMIT = 64 * 2 ** 30

/** A piece that claims to be larger than it is, to avoid unpacking 64 GiB. */
function pieceOf(length: number): Buffer {
  return Object.defineProperty(Buffer.alloc(8), 'length', { value: length })
}

test('a layer may unpack to 64 GiB, but not to one byte more', async () => {
  const pieces = [Buffer.alloc(512), pieceOf(LIMIT - 512)]
  const read = (chunks: readonly Buffer[]) => unpack(Readable.from(chunks), () => {}, limiter(1))
  await expect(read(pieces)).resolves.toMatch(/^sha256:/)
  await expect(read([...pieces, Buffer.alloc(1)])).rejects.toThrow('it unpacks to more than 64 GiB')
})

test('zstd windows of up to 32 MiB are supported, and no larger ones', async () => {
  // A stream has the configured window, however short it is.
  const packed = (windowLog: number): Promise<Buffer> => {
    const params = { [constants.ZSTD_c_windowLog]: windowLog }
    return buffer(
      Readable.from([Buffer.alloc(1 << 20), Buffer.alloc(1)]).pipe(createZstdCompress({ params })),
    )
  }
  const read = async (windowLog: number) =>
    unpack(Readable.from([await packed(windowLog)]), () => {}, limiter(1))
  await expect(read(25)).resolves.toMatch(/^sha256:/)
  await expect(read(26)).rejects.toThrow(BadCompression)
})

const MIB = 1 << 20

/** A source of bytes in pieces. */
function source(bytes: Buffer, piece = bytes.length || 1): Readable {
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; at += piece) pieces.push(bytes.subarray(at, at + piece))
  return Readable.from(pieces)
}

/** The pieces that a layer unpacks to, its digest, and how often the limiter for zstd was used. */
async function unpacked(bytes: Buffer, piece?: number) {
  const pieces: Buffer[] = []
  let limited = 0
  const zstdLimit: Limiter = (work) => {
    limited += 1
    return work()
  }
  const digest = await unpack(source(bytes, piece), (part) => pieces.push(Buffer.from(part)), zstdLimit)
  return { digest, limited, pieces, bytes: Buffer.concat(pieces) }
}

/** RFC 8878, "Skippable Frames". */
function skippable(magic: number, content = Buffer.alloc(0), size = content.length): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt32LE(magic, 0)
  header.writeUInt32LE(size, 4)
  return Buffer.concat([header, content])
}

describe('the first bytes say how a layer is compressed', () => {
  const TEXT = Buffer.from('a layer')
  const packed = zstdCompressSync(TEXT)

  test.each([
    { what: 'gzip', bytes: gzipSync(TEXT), limited: 0 },
    { what: 'zstd', bytes: packed, limited: 1 },
    {
      what: 'zstd after the first kind of skippable frame',
      bytes: Buffer.concat([skippable(0x184d2a50), packed]),
      limited: 1,
    },
    {
      what: 'zstd after the last kind of skippable frame',
      bytes: Buffer.concat([skippable(0x184d2a5f, TEXT), packed]),
      limited: 1,
    },
    { what: 'nothing', bytes: TEXT, limited: 0 },
  ])('$what', async ({ bytes, limited }) => {
    for (const piece of [1, 3, 4, 5, 1000])
      expect(await unpacked(bytes, piece)).toMatchObject({ bytes: TEXT, digest: digestOf(TEXT), limited })
  })

  test.each([
    { what: 'no bytes', bytes: [] },
    { what: 'the first byte of gzip', bytes: [0x1f] },
    { what: 'the first byte of gzip with another one', bytes: [0x1f, 0x8a, 8, 0] },
    { what: 'the second byte of gzip', bytes: [0, 0x8b, 8, 0] },
    { what: 'three bytes of zstd', bytes: [0x28, 0xb5, 0x2f] },
    { what: 'another magic number than that of zstd', bytes: [0x28, 0xb5, 0x2f, 0xfc] },
    { what: 'a number below those of skippable frames', bytes: [0x4f, 0x2a, 0x4d, 0x18, 0, 0, 0, 0] },
    { what: 'a number above those of skippable frames', bytes: [0x60, 0x2a, 0x4d, 0x18, 0, 0, 0, 0] },
  ])('$what: they are not compressed', async ({ bytes }) => {
    const read = await unpacked(Buffer.from(bytes))
    expect(read).toMatchObject({
      bytes: Buffer.from(bytes),
      digest: digestOf(Buffer.from(bytes)),
      limited: 0,
    })
    expect(read.pieces).toHaveLength(bytes.length === 0 ? 0 : 1)
  })
})

test.each([
  { what: 'gzip', bytes: gzipSync(Buffer.alloc(MIB)) },
  { what: 'zstd', bytes: zstdCompressSync(Buffer.alloc(MIB)) },
])('$what unpacks in pieces of up to 256 KiB', async ({ bytes }) => {
  const { pieces } = await unpacked(bytes)
  expect(Math.max(...pieces.map(({ length }) => length))).toBe(256 << 10)
  expect(Buffer.concat(pieces).equals(Buffer.alloc(MIB))).toBe(true)
})

describe('errors', () => {
  const damaged = (bytes: Buffer): Buffer => Buffer.concat([bytes.subarray(0, 12), Buffer.alloc(20, 0xff)])
  const TEXT = Buffer.from('a layer with some text in it')

  test.each([
    { what: 'gzip', bytes: damaged(gzipSync(TEXT)), says: /^it cannot be unpacked: \w.*/ },
    {
      what: 'truncated gzip',
      bytes: gzipSync(TEXT).subarray(0, 20),
      says: /^it cannot be unpacked: unexpected end of file$/,
    },
    { what: 'zstd', bytes: damaged(zstdCompressSync(TEXT)), says: /^it cannot be unpacked: \w.*/ },
  ])('damaged $what', async ({ bytes, says }) => {
    const read = unpack(source(bytes), () => {}, limiter(1))
    await expect(read).rejects.toThrow(
      expect.objectContaining({ name: 'BadCompression', message: expect.stringMatching(says) }),
    )
  })

  test.each([
    { code: 'Z_DATA_ERROR', isBad: true },
    { code: 'ZSTD_error_corruption_detected', isBad: true },
    { code: 'ERR_ZLIB_INITIALIZATION_FAILED', isBad: true },
    { code: 'ERR_STREAM_DESTROYED', isBad: false },
    { code: 'E_Z_', isBad: false },
    { code: undefined, isBad: false },
  ])('with the code $code: the layer is bad: $isBad', async ({ code, isBad }) => {
    const failure = Object.assign(new Error('why'), { code })
    const from = source(TEXT)
    const use = (): never => {
      throw failure
    }
    const error: unknown = await unpack(from, use, limiter(1)).catch((reason: unknown) => reason)
    expect(error).toEqual(isBad ? new BadCompression('it cannot be unpacked: why') : failure)
    expect(error instanceof BadCompression).toBe(isBad)
    expect(from.destroyed).toBe(true)
  })

  test('an error of the source is passed on', async () => {
    const failure = new Error('connection reset')
    const from = new Readable({ read: (): void => void from.destroy(failure) })
    await expect(unpack(from, () => {}, limiter(1))).rejects.toBe(failure)
  })
})

/** Frames as RFC 8878, section 3.1.1, describes them; only their lengths matter. */
const MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/** @param length that of the content; a block of the type RLE has one byte, whatever it says */
function block(type: number, length: number, isLast: boolean, stored = length): Buffer {
  const bytes = Buffer.alloc(3 + stored, 0x28)
  bytes.writeUIntLE((length << 3) | (type << 1) | (isLast ? 1 : 0), 0, 3)
  return bytes
}

/** @param rest how many bytes follow the descriptor in the header */
function frame(descriptor: number, rest: number, blocks: readonly Buffer[], checksum = 0): Buffer {
  const header = Buffer.alloc(1 + rest, 0xff)
  header[0] = descriptor
  return Buffer.concat([MAGIC, header, ...blocks, Buffer.alloc(checksum, 0x28)])
}

describe('the frames of zstd', () => {
  const LAST = block(0, 5, true)
  const FRAMES = [
    { what: 'a window', bytes: frame(0x00, 1, [LAST]) },
    { what: 'a content size of one byte', bytes: frame(0x20, 1, [LAST]) },
    { what: 'a window and a content size of two bytes', bytes: frame(0x40, 3, [LAST]) },
    { what: 'a content size of two bytes', bytes: frame(0x60, 2, [LAST]) },
    { what: 'a window and a content size of four bytes', bytes: frame(0x80, 5, [LAST]) },
    { what: 'a content size of four bytes', bytes: frame(0xa0, 4, [LAST]) },
    { what: 'a window and a content size of eight bytes', bytes: frame(0xc0, 9, [LAST]) },
    { what: 'a content size of eight bytes', bytes: frame(0xe0, 8, [LAST]) },
    { what: 'a dictionary of one byte', bytes: frame(0x01, 2, [LAST]) },
    { what: 'a dictionary of two bytes', bytes: frame(0x02, 3, [LAST]) },
    { what: 'a dictionary of four bytes', bytes: frame(0x03, 5, [LAST]) },
    { what: 'a checksum', bytes: frame(0x04, 1, [LAST], 4) },
    { what: 'an empty block', bytes: frame(0x00, 1, [block(0, 0, true)]) },
    { what: 'a compressed block', bytes: frame(0x00, 1, [block(2, 300, true)]) },
    { what: 'a repeated byte', bytes: frame(0x00, 1, [block(1, 5000, true, 1)]) },
    {
      what: 'some blocks',
      bytes: frame(0x00, 1, [block(0, 3, false), block(1, 9, false, 1), block(2, 70, false), LAST]),
    },
    { what: 'nothing, and is skipped', bytes: skippable(0x184d2a50) },
    { what: 'something else, and is skipped', bytes: skippable(0x184d2a5f, Buffer.alloc(77, 0x28)) },
  ]

  async function split(bytes: Buffer, piece: number): Promise<readonly Buffer[]> {
    const pieces: Buffer[] = []
    for await (const each of zstdFrames(source(bytes, piece))) pieces.push(each)
    return pieces
  }

  test.each(FRAMES)('one that has $what ends where the next one begins', async ({ bytes }) => {
    const next = frame(0x20, 1, [LAST])
    expect(await split(Buffer.concat([bytes, next, bytes]), 10_000)).toEqual([bytes, next, bytes])
    for (const piece of [1, 2, 3, 7, 50]) {
      const pieces = await split(Buffer.concat([bytes, next]), piece)
      const lengths = pieces.map((_, index) => Buffer.concat(pieces.slice(0, index + 1)).length)
      expect(lengths).toContain(bytes.length)
      expect(Buffer.concat(pieces)).toEqual(Buffer.concat([bytes, next]))
      expect(Math.min(...pieces.map(({ length }) => length))).toBeGreaterThan(0)
    }
  })

  test('the rest of a stream is not split if it is not zstd, nor if it ends early', async () => {
    const [whole, html] = [frame(0x20, 1, [LAST]), Buffer.from('<html>'.repeat(10))]
    expect(await split(Buffer.concat([whole, html]), 1000)).toEqual([whole, html])
    expect(await split(whole.subarray(0, 9), 1000)).toEqual([whole.subarray(0, 9)])
    expect(await split(Buffer.alloc(0), 1)).toEqual([])
  })
})
