import type { Problem } from '../../errors.ts'
import { type Names, outcomeLines } from '../../names/names.ts'

/**
 * Why there is no name to push to, where names are worked out: nothing is pushed under none.
 * @param otherwise what is wrong where tags are names
 */
export function nameless(names: Names | undefined, otherwise: Problem): Problem {
  if (names === undefined) return otherwise
  if (names.images.length === 0) {
    const cure = 'Let enable= of one of them come to true for this event, or push nothing.'
    return { input: 'images', what: 'none of them is enabled, so that there is no name to push to.', cure }
  }
  const rules = outcomeLines(names).join('; ')
  return {
    input: 'tags',
    what: `no rule gives a tag for this event (${names.event}), so that there is no name to push to. ${rules}.`,
    cure: 'Add a rule that does, as type=ref,event=branch or type=sha, or set push: false, or leave the job out with if:.',
  }
}
