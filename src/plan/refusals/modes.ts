import type { Problem } from '../../errors.ts'
import type { Inputs } from '../../inputs/table.ts'

type Mode = Inputs['mode']

/** Inputs that mean nothing in some modes, so that whoever gives them there wants something else. */
const BELONGS: readonly {
  readonly input: string
  readonly modes: readonly Mode[]
  readonly isGiven: (inputs: Inputs) => boolean
}[] = [
  { input: 'parts', modes: ['merge'], isGiven: ({ parts }) => parts.length > 0 },
  { input: 'runners', modes: ['plan'], isGiven: ({ runners }) => runners.length > 0 },
  { input: 'fan-out', modes: ['plan'], isGiven: (inputs) => inputs['fan-out'] === 'runner' },
  { input: 'smoke-test', modes: ['build', 'part'], isGiven: ({ smokeTests }) => smokeTests.length > 0 },
  { input: 'load', modes: ['build'], isGiven: ({ load }) => load },
  { input: 'call', modes: ['build'], isGiven: ({ call }) => call !== '' && call !== 'build' },
]

/** What is wrong between the mode and the other inputs. */
export function modeProblems(inputs: Inputs): readonly Problem[] {
  const { mode, platforms, push, tags } = inputs
  const strangers = BELONGS.filter(({ modes, isGiven }) => !modes.includes(mode) && isGiven(inputs))
  return [
    ...strangers.map(({ input, modes }) => ({
      input,
      what: `it has no meaning with mode: ${mode}.`,
      cure: `It belongs to mode: ${modes.join(' and ')}; remove it here.`,
    })),
    ...(push === false && ['part', 'merge'].includes(mode) ? [alwaysPushes(mode)] : []),
    ...(mode === 'part' && platforms.length === 0 ? [NO_PLATFORM] : []),
    ...(mode === 'part' && tags.length === 0 ? [NO_TAGS] : []),
  ]
}

function alwaysPushes(mode: Mode): Problem {
  const cure =
    mode === 'part'
      ? 'Where nothing is to be pushed, as on a pull request, let an expression choose mode: build instead.'
      : 'Where nothing is to be pushed, as on a pull request, leave the job out with if:.'
  return { input: 'push', what: `mode: ${mode} always pushes, so that push: false cannot be kept.`, cure }
}

const NO_PLATFORM: Problem = {
  input: 'platforms',
  what: 'none is named for this leg.',
  cure: 'Write the platform of the matrix, as the output matrix of mode: plan has it.',
}

const NO_TAGS: Problem = {
  input: 'tags',
  what: 'there is no name to push to.',
  cure: 'Give the same tags as to the job with mode: merge, as in tags: ghcr.io/owner/app:1.2. A part is pushed to their repositories without a tag.',
}
