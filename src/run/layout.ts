import { createReadStream, existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { messageOf } from '../errors.ts'
import { type Blobs, DOCUMENT_LIMIT } from '../oci/descriptor.ts'
import { digestOf, isDigest, openHasher } from '../oci/digest.ts'

/** A layout without what it should have: its disk was full, or something changed it. */
export class BrokenLayout extends Error {}

/** Number of bytes that are read at a time. */
const CHUNK = 256 << 10

/**
 * The blobs of an OCI image layout's folder (image-spec v1.1.1, image-layout.md): `blobs/sha256/…`. Everything that
 * is read is hashed; both functions throw BrokenLayout if it is missing or does not match its digest.
 */
export function layoutBlobs(folder: string): Blobs {
  return {
    read: async (digest) => readLayoutDocument(blobPath(folder, digest), digest),
    open: async ({ digest, size }) => openLayer(blobPath(folder, digest), digest, size),
  }
}

/**
 * The blobs of several layouts, each written by one build.
 * @param fallback source of blobs that no layout has: some releases of BuildKit write other bytes into a layout than
 * they push
 */
export function layoutsBlobs(folders: readonly string[], fallback: () => Promise<Blobs>): Blobs {
  const layouts = folders.map((folder) => ({ folder, blobs: layoutBlobs(folder) }))
  const sourceOf = async (digest: string): Promise<Blobs> => {
    const holds = (folder: string): boolean => existsSync(join(folder, 'blobs', ...digest.split(':')))
    return layouts.find(({ folder }) => holds(folder))?.blobs ?? fallback()
  }
  return {
    read: async (digest) => (await sourceOf(digest)).read(digest),
    open: async (descriptor) => (await sourceOf(descriptor.digest)).open(descriptor),
  }
}

/** The digest becomes part of a path, so anything else must be rejected. */
function blobPath(folder: string, digest: string): string {
  if (!isDigest(digest)) throw new BrokenLayout(`"${digest}" is not a digest of the image layout ${folder}`)
  return join(folder, 'blobs', ...digest.split(':'))
}

async function readLayoutDocument(path: string, digest: string): Promise<Buffer> {
  const file = await open(path).catch(throwUnreadable(path))
  try {
    const { size } = await file.stat()
    if (size > DOCUMENT_LIMIT) {
      throw new BrokenLayout(`${path} has ${size} bytes, but a document may have at most ${DOCUMENT_LIMIT}`)
    }
    const bytes = await file.readFile().catch(throwUnreadable(path))
    checkLayoutDigest(path, digest, digestOf(bytes, digest))
    return bytes
  } finally {
    await file.close()
  }
}

async function openLayer(path: string, digest: string, size: number): Promise<Readable> {
  const file = await open(path).catch(throwUnreadable(path))
  const { size: found } = await file.stat()
  await file.close()
  // A descriptor without a size is already a finding, and the digest is compared in any case.
  if (size >= 0 && found !== size)
    throw new BrokenLayout(`${path} has ${found} bytes, but its descriptor says ${size}`)
  return Readable.from(hashedChunks(path, digest), { objectMode: false, highWaterMark: CHUNK })
}

async function* hashedChunks(path: string, digest: string): AsyncGenerator<Buffer> {
  const hasher = openHasher(digest)
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
      hasher.update(chunk)
      yield chunk
    }
  } catch (error) {
    throwUnreadable(path)(error)
  }
  checkLayoutDigest(path, digest, hasher.digest())
}

function checkLayoutDigest(path: string, digest: string, found: string): void {
  if (found === digest) return
  throw new BrokenLayout(`${path} is damaged: its bytes have the digest ${found}`)
}

function throwUnreadable(path: string): (error: unknown) => never {
  return (error) => {
    throw new BrokenLayout(`${path} cannot be read: ${messageOf(error)}`)
  }
}
