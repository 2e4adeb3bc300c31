import { describe, expect, test } from '@jest/globals'
import { parsePart } from '../../../src/inputs/parts.ts'
import type { SmokeTest } from '../../../src/inputs/smoke-test.ts'
import { INPUTS, type Inputs } from '../../../src/inputs/table.ts'
import { modeProblems } from '../../../src/plan/refusals/modes.ts'
import { parsePattern } from '../../../src/platforms/pattern.ts'
import { digestOf, inputs, platforms } from '../../builders.ts'

type Mode = Inputs['mode']

const MODES: readonly Mode[] = ['build', 'plan', 'part', 'merge']

/** What a mode needs, so that nothing else is wrong. */
const WHOLE = { platforms: platforms('linux/amd64'), tags: [{ repository: 'owner/app', tag: '1' }] }

const RUNNERS = INPUTS.runners('linux/arm64=mine', () => {})

const SMOKE: SmokeTest = {
  patterns: [parsePattern('*')],
  run: { kind: 'auto' },
  expect: undefined,
  'exit-code': undefined,
  timeout: undefined,
  network: '',
  line: 1,
}

interface Row {
  readonly input: string
  readonly given: Partial<Inputs>
  readonly modes: readonly Mode[]
}

const rows: readonly Row[] = [
  { input: 'parts', given: { parts: [parsePart(`linux/amd64=${digestOf('a')}`)] }, modes: ['merge'] },
  { input: 'runners', given: { runners: RUNNERS }, modes: ['plan'] },
  { input: 'fan-out', given: { 'fan-out': 'runner' }, modes: ['plan'] },
  { input: 'hand-over', given: { 'hand-over': 'registry' }, modes: ['part', 'merge'] },
  { input: 'on-success', given: { 'on-success': 'clean' }, modes: ['merge'] },
  { input: 'smoke-test', given: { smokeTests: [SMOKE] }, modes: ['build', 'part'] },
  { input: 'load', given: { load: true }, modes: ['build'] },
  { input: 'call', given: { call: 'check' }, modes: ['build'] },
]

/** Each input with each mode. */
const meetings = rows.flatMap((row) =>
  MODES.map((mode) => ({ ...row, mode, verdict: row.modes.includes(mode) ? 'taken' : 'refused' })),
)

describe('an input that belongs to a mode', () => {
  test.each(meetings)('$input is $verdict with mode: $mode', ({ input, given, modes, mode, verdict }) => {
    const refused = {
      input,
      what: `it has no meaning with mode: ${mode}.`,
      cure: `It belongs to mode: ${modes.join(' and ')}; remove it here.`,
    }
    expect(modeProblems(inputs({ ...WHOLE, ...given, mode }), [])).toEqual(
      verdict === 'taken' ? [] : [refused],
    )
  })

  test.each(MODES)('is none of the defaults with mode: %s', (mode) => {
    expect(modeProblems(inputs({ ...WHOLE, mode }), [])).toEqual([])
  })

  test.each(MODES)(
    'is none of verify, verify-ignore and on-failure with mode: %s, so that jobs can share them',
    (mode) => {
      const shared = { verify: 'stop', 'verify-ignore': ['/opt/**'], 'on-failure': 'delete' } as const
      expect(modeProblems(inputs({ ...WHOLE, ...shared, mode }), [])).toEqual([])
    },
  )

  test.each(MODES)('is not call: build with mode: %s, which means no call', (mode) => {
    expect(modeProblems(inputs({ ...WHOLE, mode, call: 'build' }), [])).toEqual([])
  })

  test('is told with all the others', () => {
    const given = inputs({
      ...WHOLE,
      mode: 'part',
      runners: RUNNERS,
      load: true,
      call: 'check',
      'fan-out': 'runner',
    })
    expect(modeProblems(given, []).map(({ input }) => input)).toEqual(['runners', 'fan-out', 'load', 'call'])
  })
})

describe('a part', () => {
  test.each([
    {
      what: 'platforms, because a leg without one would build that of its runner',
      given: { ...WHOLE, platforms: [] },
      problems: [{ input: 'platforms', what: 'none is named for this leg.' }],
    },
    {
      what: 'tags, whose repositories it goes to',
      given: { ...WHOLE, tags: [] },
      problems: [{ input: 'tags', what: 'there is no name to push to.' }],
    },
    {
      what: 'both',
      given: { platforms: [], tags: [] },
      problems: [
        { input: 'platforms', what: 'none is named for this leg.' },
        { input: 'tags', what: 'there is no name to push to.' },
      ],
    },
  ])('needs $what', ({ given, problems }) => {
    expect(modeProblems(inputs({ ...given, mode: 'part' }), [])).toEqual(
      problems.map((problem) => ({ ...problem, cure: expect.stringMatching(/\S/) })),
    )
  })

  test('takes several platforms, as a leg of one runner has them', () => {
    const given = { ...WHOLE, platforms: platforms('linux/amd64,linux/386') }
    expect(modeProblems(inputs({ ...given, mode: 'part' }), [])).toEqual([])
  })

  test.each(['part', 'merge'] as const)('is not what push: false asks for: mode %s', (mode) => {
    const [unsaid, yes, no] = ['', 'true', 'false'].map((text) => INPUTS.push(text, () => {}))
    const problems = (push: boolean | undefined) => modeProblems(inputs({ ...WHOLE, mode, push }), [])
    expect([problems(unsaid), problems(yes)]).toEqual([[], []])
    expect(problems(no)).toEqual([
      {
        input: 'push',
        what: `mode: ${mode} always pushes, so that push: false cannot be kept.`,
        cure: expect.stringContaining('as on a pull request'),
      },
    ])
  })
})

describe('a job that joins', () => {
  test.each([
    { what: 'platforms', given: { ...WHOLE, platforms: [] }, names: ['platforms'] },
    { what: 'tags', given: { ...WHOLE, tags: [] }, names: ['tags'] },
    { what: 'both', given: {}, names: ['platforms', 'tags'] },
    { what: 'nothing else', given: WHOLE, names: [] },
  ])('needs $what', ({ given, names }) => {
    const problems = modeProblems(inputs({ ...given, mode: 'merge' }), [])
    expect(problems.map(({ input }) => input)).toEqual(names)
  })
})

test.each(['part', 'merge'] as const)('mode: %s does not miss what could not be read', (mode) => {
  expect(modeProblems(inputs({ mode }), ['platforms', 'tags'])).toEqual([])
})

test('a build needs neither platforms nor tags', () => {
  expect(modeProblems(inputs(), [])).toEqual([])
})
