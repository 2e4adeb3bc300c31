import { InvalidValue } from '../errors.ts'
import { type Naming, refOf } from './naming.ts'
import type { Values } from './templates.ts'

/** Expressions that are valid in every rule, and in labels and annotations. */
export const EVERYWHERE: readonly string[] = [
  ...(['branch', 'tag', 'sha', 'base_ref', 'head_ref'] as const),
  ...(['is_default_branch', 'is_not_default_branch', 'date', 'commit_date'] as const),
]

/** Whether a text may contain expressions; their parser is loaded only then. */
export function hasExpression(template: string): boolean {
  return template.includes('{{')
}

/**
 * Checks the expressions of a text.
 * @param known names of the expressions that are valid in it
 * @returns warnings, as sentences
 * @throws InvalidValue for an unknown one
 */
export async function checkExpressions(
  template: string,
  known: readonly string[],
): Promise<readonly string[]> {
  if (!hasExpression(template)) return []
  const { checkTemplate } = await import('./templates.ts')
  return checkTemplate(template, known)
}

/** The text with its expressions evaluated; they have been checked. */
export async function evaluate(template: string, values: Values): Promise<string> {
  if (!hasExpression(template)) return template
  const { fillIn } = await import('./templates.ts')
  return fillIn(template, values)
}

/** An expression in double or triple braces, possibly escaped by a backslash. */
const EXPRESSION = /\\?\{\{\{?.*?\}?\}\}/gs

/** The same for a text that may be meant for another program, as a label: unknown expressions are kept verbatim. */
export async function evaluateKnown(template: string, values: Values): Promise<string> {
  if (!hasExpression(template)) return template
  const whole = await evaluateOrUndefined(template, values)
  if (whole !== undefined) return whole
  const pieces = [...template.matchAll(EXPRESSION)].map(([piece]) => piece)
  const replacements = await Promise.all(
    pieces.map(async (piece) => (await evaluateOrUndefined(piece, values)) ?? piece),
  )
  return template
    .split(EXPRESSION)
    .reduce((text, rest, index) => `${text}${replacements[index - 1] ?? ''}${rest}`)
}

/** undefined if something in it is unknown. */
async function evaluateOrUndefined(template: string, values: Values): Promise<string | undefined> {
  try {
    await checkExpressions(template, EVERYWHERE)
    return await evaluate(template, values)
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    return undefined
  }
}

/** Events that are always about the last commit of the default branch. */
const ON_DEFAULT_BRANCH: readonly string[] = [
  'create',
  'discussion',
  'discussion_comment',
  'issues',
  'schedule',
]

/** The values of expressions in an event. */
export function valuesOf(naming: Naming): Values {
  const { event, sha, base, head, defaultBranch, committed, epoch, now } = naming
  const { branch, tag } = refOf(naming)
  const isDefault =
    tag === '' && ((defaultBranch !== '' && branch === defaultBranch) || ON_DEFAULT_BRANCH.includes(event))
  return {
    texts: {
      ...{ branch, tag, sha: shortSha(naming, sha), base_ref: base, head_ref: head },
      ...{ is_default_branch: isDefault, is_not_default_branch: !isDefault },
    },
    dates: { date: new Date(epoch ?? now), commit_date: new Date(committed ?? epoch ?? now) },
  }
}

export function shortSha({ shortLength }: Pick<Naming, 'shortLength'>, sha: string): string {
  return sha.slice(0, shortLength)
}
