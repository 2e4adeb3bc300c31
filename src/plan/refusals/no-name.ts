import type { Problem } from '../../errors.ts'
import type { Inputs } from '../../inputs/table.ts'
import { outcomeLines } from '../../names/names.ts'

/**
 * Why rules for names gave no name to push to.
 * @param otherwise the problem if tags are literal names
 */
export function noNameProblem({ mode, names }: Pick<Inputs, 'mode' | 'names'>, otherwise: Problem): Problem {
  if (names === undefined) return otherwise
  // A part or a merge does nothing but push.
  const otherWay = `${mode === 'build' ? 'or set push: false, ' : ''}or skip the job with if:`
  if (names.images.length === 0) {
    const cure = `Make enable= of one of them true for this event, ${otherWay}.`
    return { input: 'images', what: 'none of them is enabled, so there is no name to push to.', cure }
  }
  const rules = outcomeLines(names).join('; ')
  return {
    input: 'tags',
    what: `no rule gives a tag for this event (${names.event}), so there is no name to push to. ${rules}.`,
    cure: `Add a rule that does, such as type=ref,event=branch or type=sha, ${otherWay}.`,
  }
}
