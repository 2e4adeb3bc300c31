/**
 * How to correct a word that is none of those that may stand there.
 * @param cure what may stand there
 * @param word what does; nothing is what an expression of GitHub leaves that means nothing in the event
 */
export function cureOf(cure: string, word: string): string {
  if (word !== '') return cure
  return `${cure} What the event does not have is empty, as inputs are on a push: write \${{ inputs.NAME || false }}.`
}
