/** The candidate that one slip makes of the word, two in a long one; the first of equally near ones. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const allowed = word.length < 6 ? 1 : 2
  const [best] = candidates
    // Most are ruled out by their length alone.
    .filter((candidate) => Math.abs(candidate.length - word.length) <= allowed)
    .map((candidate) => ({ candidate, distance: distance(word, candidate) }))
    .filter((guess) => guess.distance <= allowed)
    .sort((a, b) => a.distance - b.distance)
  return best?.candidate
}

/** Cheaper than a replacement: amr64 is arm64 with two keys swapped sooner than a mistyped amd64. */
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
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + SWAP : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return at(last, b.length)
}

function at(costs: readonly number[], column: number): number {
  return costs[column] ?? Number.POSITIVE_INFINITY
}
