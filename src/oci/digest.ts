import { createHash } from 'node:crypto'

/** Whether a text is a whole sha256 digest. */
export function isSha256(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text)
}

/**
 * Whether a text is a digest by which a blob can be requested: with one of the two algorithms that image-spec v1.1
 * registers (descriptor.md), and safe as part of a path or a URL.
 */
export function isDigest(text: string): boolean {
  return isSha256(text) || /^sha512:[0-9a-f]{128}$/.test(text)
}

/** Computes the digest of bytes. */
export interface Hasher {
  readonly update: (bytes: Buffer | string) => void
  /** Of all bytes so far; can only be called once. */
  readonly digest: () => string
}

/** @param like a digest whose algorithm is used; by default sha256 */
export function openHasher(like = 'sha256'): Hasher {
  const [algorithm = ''] = like.split(':', 1)
  const hash = createHash(algorithm)
  return {
    update: (bytes) => {
      hash.update(bytes)
    },
    digest: () => `${algorithm}:${hash.digest('hex')}`,
  }
}

/** The digest of bytes, by the algorithm of another digest or by sha256. */
export function digestOf(bytes: Buffer | string, like?: string): string {
  const hasher = openHasher(like)
  hasher.update(bytes)
  return hasher.digest()
}

/** The first hexadecimal digits of a text's sha256: enough to distinguish a few names. */
export function shortHash(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits)
}
