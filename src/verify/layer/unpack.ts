/**
 * Unpacks a layer as a stream. Nothing here touches disk, network or processes: bytes in, bytes out. zlib runs in Node's
 * own threads, so that two concurrent layers use two processors.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGunzip, createZstdDecompress } from 'node:zlib'
import type { Limiter } from '../../concurrency.ts'
import { text } from '../../json.ts'
import { openHasher } from '../../oci/digest.ts'
import { zstdFrames } from './zstd.ts'

/** The layer cannot be unpacked. */
export class BadCompression extends Error {
  override readonly name = 'BadCompression'
}

/** Unpacked bytes at a time: larger chunks save switches between threads, but cost memory for each layer. */
const CHUNK = 256 << 10

/**
 * Windows of up to 32 MiB are supported; the format allows 128 MiB and more, which would take too much memory for two
 * concurrent layers. Docker and BuildKit use 8 MiB or less. Further layers wait for the limiter.
 */
const ZSTD_WINDOW_LOG = 25

/** No real layer unpacks to this size: a machine would be busy for minutes, and no registry accepts such a layer. */
const UNPACKED_LIMIT = 64 * 2 ** 30

/**
 * Unpacks a layer by its first bytes, as container engines do, whatever its media type says.
 * @param use receives all unpacked bytes, piece by piece
 * @param zstdLimit limits zstd layers, which only their bytes identify
 * @returns the hash of the bytes before compression, `sha256:…`, as `rootfs.diff_ids` has it
 * @throws BadCompression, and whatever the source and `use` throw
 */
export async function unpack(
  source: Readable,
  use: (chunk: Buffer) => void,
  zstdLimit: Limiter,
): Promise<string> {
  const hasher = openHasher()
  let size = 0
  const sink = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) {
      size += chunk.length
      if (size > UNPACKED_LIMIT) throw new BadCompression('it unpacks to more than 64 GiB')
      hasher.update(chunk)
      use(chunk)
    }
  }
  try {
    const { first, chunks } = await readBeginning(source)
    const kind = compressionOf(first)
    if (kind === 'gzip') {
      await pipeline(Readable.from(chunks), createGunzip({ chunkSize: CHUNK }), sink)
    } else if (kind === 'zstd') {
      const params = { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG }
      await zstdLimit(() =>
        pipeline(zstdFrames(chunks), createZstdDecompress({ chunkSize: CHUNK, params }), sink),
      )
    } else await sink(chunks)
  } catch (error) {
    const isZlib = /^(?:Z_|ZSTD_|ERR_ZLIB)/.test(text(error, 'code'))
    throw isZlib ? new BadCompression(`it cannot be unpacked: ${text(error, 'message')}`) : error
  } finally {
    source.destroy()
  }
  return hasher.digest()
}

/** The first bytes, and all of them. */
async function readBeginning(source: Readable): Promise<{ first: Buffer; chunks: AsyncIterable<Buffer> }> {
  const iterator: AsyncIterator<Buffer> = source[Symbol.asyncIterator]()
  const ahead: Buffer[] = []
  let length = 0
  while (length < 4) {
    const { value, done } = await iterator.next()
    if (done) break
    ahead.push(value)
    length += value.length
  }
  const first = Buffer.concat(ahead)
  return { first, chunks: rejoin(first, iterator) }
}

async function* rejoin(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

/** By the magic numbers of RFC 1952 and RFC 8878, in which a skippable frame may come first. */
function compressionOf(first: Buffer): 'gzip' | 'zstd' | 'none' {
  if (first[0] === 0x1f && first[1] === 0x8b) return 'gzip'
  const magic = first.length < 4 ? 0 : first.readUInt32LE(0)
  return magic === 0xfd2fb528 || magic >>> 4 === 0x184d2a5 ? 'zstd' : 'none'
}
