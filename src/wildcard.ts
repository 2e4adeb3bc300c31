/** Stands for any number of items. */
export const ANY = Symbol('any')

export type Pattern<P> = readonly (P | typeof ANY)[]

/**
 * Whether items match a pattern. Only the last ANY is ever retried, so no pattern takes longer than its length times
 * that of the items: a regular expression with many stars would never end on some texts.
 * @param fits whether a part of the pattern matches an item
 */
export function matchesPattern<P, T>(
  pattern: Pattern<P>,
  items: readonly T[],
  fits: (part: P, item: T) => boolean,
): boolean {
  let at = 0
  let retryAt = -1
  let covered = 0
  for (let item = 0; item < items.length; ) {
    const part = pattern[at]
    const found = items[item]
    if (part === ANY) {
      retryAt = ++at
      covered = item
    } else if (part !== undefined && found !== undefined && fits(part, found)) {
      at += 1
      item += 1
    } else if (retryAt !== -1) {
      at = retryAt
      item = ++covered
    } else return false
  }
  return pattern.slice(at).every((part) => part === ANY)
}

/** Whether a text consists of these pieces, with any characters between them. */
export function matchesPieces(pieces: readonly string[], text: string): boolean {
  // Most texts are shorter than a long pattern, which is then not processed.
  let left = text.length
  for (const piece of pieces) {
    left -= piece.length
    if (left < 0) return false
  }
  const pattern: Pattern<string> = pieces.flatMap((piece, index) =>
    index === 0 ? [...piece] : [ANY, ...piece],
  )
  return matchesPattern(pattern, [...text], (part, character) => part === character)
}
