import type { Problem } from '../../errors.ts'
import { isGiven, MODES_OF, type Mode, NAMING } from '../../inputs/modes.ts'
import { INPUTS, type InputName, type Inputs } from '../../inputs/table.ts'
import { noNameProblem } from './no-name.ts'
import { problemsOf, type Rule, rule } from './rule.ts'

/** Combinations of the mode and other inputs that are wrong. */
const RULES: readonly Rule<undefined>[] = [
  ...inputNames().map((name) =>
    rule<'mode' | 'images' | InputName, undefined>(
      ['mode', name, ...(NAMING.includes(name) ? (['images'] as const) : [])],
      (inputs) =>
        isGiven(name, inputs[name]) &&
        !(NAMING.includes(name) && inputs.images.length > 0) &&
        modeProblem(MODES_OF[name], inputs.mode, name),
    ),
  ),
  rule(
    ['mode', 'push', 'isTrial'],
    ({ mode, push, isTrial }) =>
      push === false && !isTrial && (mode === 'part' || mode === 'merge') && alwaysPushes(mode),
  ),
  rule(
    ['mode', 'platforms'],
    ({ mode, platforms }) =>
      mode === 'part' &&
      platforms.length === 0 && {
        input: 'platforms',
        what: 'no platform is named for this matrix job.',
        cure: 'Use the platform of the matrix, as in the output matrix of mode: plan.',
      },
  ),
  rule(
    ['mode', 'tags', 'names', 'isTrial'],
    ({ mode, tags, names, isTrial }) =>
      mode === 'part' &&
      tags.length === 0 &&
      !isTrial &&
      noNameProblem(
        { mode, names },
        {
          input: 'tags',
          what: 'there is no name to push to.',
          cure: `Set the same tags as in the job with mode: merge, as in tags: ghcr.io/owner/app:1.2. A part is pushed to their repositories without a tag. ${EMPTY_OUTPUT}`,
        },
      ),
  ),
  rule(
    ['mode', 'platforms'],
    ({ mode, platforms }) =>
      mode === 'merge' &&
      platforms.length === 0 && {
        input: 'platforms',
        what: 'no platform is named, so nothing can check that the image is complete.',
        cure: 'Name every platform of the image, as in platforms: linux/amd64,linux/arm64.',
      },
  ),
  rule(
    ['mode', 'tags', 'names', 'isTrial'],
    ({ mode, tags, names, isTrial }) =>
      mode === 'merge' &&
      tags.length === 0 &&
      !isTrial &&
      noNameProblem(
        { mode, names },
        {
          input: 'tags',
          what: 'there is no name for the joined image.',
          cure: `Set the same tags as for the parts, as in tags: ghcr.io/owner/app:1.2. ${EMPTY_OUTPUT}`,
        },
      ),
  ),
]

/** Why an expression may be empty here: `JobExtension` of actions/runner, "since it may contain secret". */
const EMPTY_OUTPUT =
  'An output of another job arrives empty if the runner found the value of a secret in it: in that case, compute the tags in this job.'

/**
 * What is wrong with the combination of the mode and the other inputs.
 * @param unread inputs that could not be read
 */
export function modeProblems(inputs: Inputs, unread: readonly string[]): readonly Problem[] {
  return problemsOf(RULES, inputs, undefined, unread)
}

function inputNames(): readonly InputName[] {
  return Object.keys(INPUTS).filter((name): name is InputName => Object.hasOwn(MODES_OF, name))
}

/** An input that only some modes use; setting it in another mode is a mistake. */
function modeProblem(modes: readonly Mode[], mode: Mode, input: string): Problem | false {
  return (
    !modes.includes(mode) && {
      input,
      what: `it does not apply to mode: ${mode}.`,
      cure: `It applies to mode: ${modes.join(', ').replace(/, (?=[a-z]+$)/, ' and ')}; remove it here.`,
    }
  )
}

function alwaysPushes(mode: 'part' | 'merge'): Problem {
  const cure =
    mode === 'part'
      ? 'To push nothing on pull requests, set push: auto. In other cases, let an expression choose mode: build.'
      : 'To push nothing on pull requests, set push: auto. In other cases, skip the job with if:.'
  return { input: 'push', what: `mode: ${mode} always pushes, so push: false is not possible.`, cure }
}
