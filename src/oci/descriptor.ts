import type { Readable } from 'node:stream'
import { array, field, text } from '../json.ts'

/** What a document says about another one, or about a layer. */
export interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  /** In bytes; -1 where the document tells none. */
  readonly size: number
  /** Where a layer that must not be pushed is fetched from. */
  readonly urls?: readonly string[]
}

/**
 * Where the documents and layers of an image are read from: an OCI layout's folder or a registry. Both functions
 * answer for the digest: bytes that are not what it promises end in a Failure, for a stream at its end at the latest.
 */
export interface Blobs {
  /** A document, up to DOCUMENT_LIMIT. */
  readonly read: (digest: string) => Promise<Buffer>
  readonly open: (descriptor: Descriptor) => Promise<Readable>
}

/** Registries take manifests of up to 4 MiB (distribution-spec v1.1, "Pushing Manifests"). */
export const DOCUMENT_LIMIT = 4 << 20

/** Reads a descriptor out of a document; what is missing is empty. */
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
