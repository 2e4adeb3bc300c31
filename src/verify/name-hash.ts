/** Names as numbers, for millions of names that would not fit into memory as strings. */

/** A 64-bit hash of a name. */
export interface NameHash {
  readonly high: number
  readonly low: number
}

const { imul } = Math

/**
 * The hash of a name, or of a name within a text: two sums with different factors, mixed as at the end of MurmurHash3,
 * which keeps all of their 64 bits. With three million files, two names in one folder collide once in four million
 * images. It does not resist deliberate collisions: whoever can choose the names in an image can turn the proof off.
 */
export function hashName(text: string, start = 0, end = text.length): NameHash {
  let first = 0x811c9dc5
  let second = 0x2545f491
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index)
    first = imul(first ^ code, 0x9e3779b1)
    // Rotated: otherwise the low bits of both sums would depend on the same bits of the name.
    second = imul(((second << 13) | (second >>> 19)) ^ code, 0x5bd1e995)
  }
  const high = mixBits(first) ^ imul(second ^ (second >>> 13), 0xc2b2ae35)
  return { high, low: mixBits(second) ^ imul(high ^ (high >>> 13), 0xc2b2ae35) }
}

function mixBits(sum: number): number {
  return imul(sum ^ (sum >>> 16), 0x85ebca6b)
}
