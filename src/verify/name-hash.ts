/** Names as numbers, where there are so many of them that as texts they would fill the memory. */

/** 64 bits that stand for a name. */
export interface NameHash {
  readonly high: number
  readonly low: number
}

const { imul } = Math

/**
 * The hash of a name, or of one in a text: two sums with other factors, mixed as MurmurHash3 does at its end, which loses
 * none of their 64 bits. Of three million files the names of two in one folder are alike once in four million images. It is
 * not made against somebody who looks for two such names: whoever can choose the names in an image can leave out the proof.
 */
export function hashName(text: string, start = 0, end = text.length): NameHash {
  let first = 0x811c9dc5
  let second = 0x2545f491
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index)
    first = imul(first ^ code, 0x9e3779b1)
    // Turned, since without that the low bits of both would depend on the same bits of the name.
    second = imul(((second << 13) | (second >>> 19)) ^ code, 0x5bd1e995)
  }
  const high = mixed(first) ^ imul(second ^ (second >>> 13), 0xc2b2ae35)
  return { high, low: mixed(second) ^ imul(high ^ (high >>> 13), 0xc2b2ae35) }
}

function mixed(sum: number): number {
  return imul(sum ^ (sum >>> 16), 0x85ebca6b)
}
