/**
 * The cure for a word that is not allowed.
 * @param cure names the allowed words
 * @param word empty if a GitHub expression has no value in this event
 */
export function cureForWord(cure: string, word: string): string {
  if (word !== '') return cure
  return `${cure} A value that the event does not have is empty, such as inputs on a push: write \${{ inputs.NAME || false }}.`
}
