/** The candidate within one typo of the word, or two in a long word; the first of equally near ones. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const allowed = word.length < 6 ? 1 : 2
  const [best] = candidates
    // Length alone rules out most.
    .filter((candidate) => Math.abs(candidate.length - word.length) <= allowed)
    .map((candidate) => ({ candidate, distance: distance(word, candidate) }))
    .filter((guess) => guess.distance <= allowed)
    .sort((a, b) => a.distance - b.distance)
  return best?.candidate
}

/** Cheaper than a replacement: amr64 is more likely arm64 with two keys swapped than a mistyped amd64. */
const SWAP = 0.5

/** Optimal string alignment: insertions, deletions, replacements, and swaps of neighbours. */
function distance(a: string, b: string): number {
  let beforeLast: readonly number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current[column] = Math.min(
        costAt(last, column) + 1,
        costAt(current, column - 1) + 1,
        costAt(last, column - 1) + (same ? 0 : 1),
        swapped ? costAt(beforeLast, column - 2) + SWAP : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return costAt(last, b.length)
}

function costAt(costs: readonly number[], column: number): number {
  return costs[column] ?? Number.POSITIVE_INFINITY
}
