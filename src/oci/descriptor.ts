import type { Readable } from 'node:stream'
import { array, field, text } from '../json.ts'

/** A reference in a document to another document or to a layer. */
export interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  /** In bytes; -1 if the document has none. */
  readonly size: number
  /** Where to fetch a layer that must not be pushed. */
  readonly urls?: readonly string[]
}

/**
 * A source of the documents and layers of an image: the folder of an OCI layout or a registry. Both functions verify
 * the digest: if the bytes do not match it they throw, a stream at its end at the latest.
 */
export interface Blobs {
  /** A document, up to DOCUMENT_LIMIT. */
  readonly read: (digest: string) => Promise<Buffer>
  readonly open: (descriptor: Descriptor) => Promise<Readable>
}

/** Registries accept manifests of up to 4 MiB (distribution-spec v1.1, "Pushing Manifests"). */
export const DOCUMENT_LIMIT = 4 << 20

/** Reads a descriptor from a document; missing members become empty. */
export function readDescriptor(value: unknown): Descriptor {
  const size = field(value, 'size')
  const urls = array(value, 'urls').filter((url) => typeof url === 'string')
  return {
    mediaType: text(value, 'mediaType'),
    digest: text(value, 'digest'),
    size: typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : -1,
    ...(urls.length > 0 ? { urls } : {}),
  }
}
