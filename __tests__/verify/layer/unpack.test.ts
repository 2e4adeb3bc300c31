import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { constants, createZstdCompress } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { limiter } from '../../../src/concurrency.ts'
import { BadCompression, unpack } from '../../../src/verify/layer/unpack.ts'

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
