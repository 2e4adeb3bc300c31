import { Readable } from 'node:stream'
import { expect, test } from '@jest/globals'
import { limiter } from '../../../src/concurrency.ts'
import { unpack } from '../../../src/verify/layer/unpack.ts'

const LIMIT = 64 * 2 ** 30

/** A piece that says to be larger than it is: nobody waits for 64 GiB. */
function pieceOf(length: number): Buffer {
  return Object.defineProperty(Buffer.alloc(8), 'length', { value: length })
}

test('a layer may unpack to 64 GiB, and not to a byte more', async () => {
  const pieces = [Buffer.alloc(512), pieceOf(LIMIT - 512)]
  const read = (chunks: readonly Buffer[]) => unpack(Readable.from(chunks), () => {}, limiter(1))
  await expect(read(pieces)).resolves.toMatch(/^sha256:/)
  await expect(read([...pieces, Buffer.alloc(1)])).rejects.toThrow('it unpacks to more than 64 GiB')
})
