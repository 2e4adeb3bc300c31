import { describe, expect, test } from '@jest/globals'
import { MODES_OF, type Mode, WITH_OTHER_DEFAULT } from '../../../src/inputs/modes.ts'
import { optionalBoolean } from '../../../src/inputs/parsers.ts'
import { INPUTS, type InputName, type Inputs } from '../../../src/inputs/table.ts'
import { modeProblems } from '../../../src/plan/refusals/modes.ts'
import { digestOf, inputs, platforms } from '../../builders.ts'

const MODES: readonly Mode[] = ['build', 'plan', 'part', 'merge']

/** What every mode except plan needs, so that nothing else is wrong. */
const WHOLE = { platforms: platforms('linux/amd64'), tags: [{ repository: 'owner/app', tag: '1' }] }

/** Inputs in a workflow, on top of the defaults in action.yml. */
const said = (given: Partial<Inputs> = {}): Inputs =>
  inputs({ context: '', verify: 'stop', 'on-newer': 'keep', ...given })

const wholeOf = (mode: Mode): Partial<Inputs> => (mode === 'plan' ? { platforms: WHOLE.platforms } : WHOLE)

/** A value other than the default for each input; undefined if that cannot be detected, or every mode needs it. */
const SAID: Readonly<Record<InputName, string | undefined>> = {
  mode: undefined,
  platforms: undefined,
  context: '.',
  file: 'Dockerfile',
  target: 'app',
  'build-args': 'A=1',
  'build-contexts': 'a=b',
  labels: 'a=b',
  annotations: 'index:a=b',
  verify: 'warn',
  'verify-ignore': '/opt/**',
  'on-failure': 'delete',
  'on-newer': 'fail',
  'on-unchanged': 'keep',
  retries: '0',
  'stall-timeout': '1m',
  'on-success': 'clean',
  'platform-settings': 'linux/arm64: { file: other }',
  tags: 'owner/app:1',
  images: 'owner/app',
  flavor: 'latest=false',
  push: 'true',
  load: 'true',
  outputs: 'type=local,dest=out',
  provenance: 'false',
  sbom: 'true',
  attests: 'type=sbom',
  attest: 'true',
  sign: 'true',
  'no-cache': 'true',
  'no-cache-filters': 'app',
  pull: 'true',
  call: 'check',
  network: 'host',
  'add-hosts': 'a:10.0.0.1',
  'shm-size': '1g',
  ulimit: 'nofile=1024',
  'cgroup-parent': 'group',
  allow: 'network.host',
  ssh: 'default',
  secrets: 'a=b',
  'secret-envs': 'a=B',
  'secret-files': 'a=b',
  'github-token': undefined,
  registry: 'ghcr.io',
  username: 'octocat',
  password: 'a password',
  'registry-auth': 'off',
  ecr: 'false',
  logout: 'false',
  cache: 'off',
  'cache-ref': 'owner/cache',
  'cache-from': 'owner/cache',
  'cache-to': 'owner/cache',
  qemu: 'off',
  'qemu-image': undefined,
  'qemu-reset': 'true',
  'qemu-cache-image': 'false',
  'driver-opts': 'network=host',
  'buildkitd-config-inline': 'debug = true',
  builder: 'mine',
  'builder-name': 'mine',
  driver: 'remote',
  'buildkitd-flags': '--debug',
  'buildkitd-config': 'buildkitd.toml',
  'builder-endpoint': 'tcp://machine:1234',
  'builder-platforms': 'linux/arm64',
  append: '- endpoint: tcp://machine:1234',
  'builder-use': 'true',
  'keep-state': 'true',
  'builder-cleanup': 'false',
  'buildx-version': 'latest',
  'buildx-mirror': undefined,
  'cache-binary': 'false',
  runners: 'linux/arm64=mine',
  'fan-out': 'runner',
  'hand-over': 'registry',
  parts: `linux/amd64=${digestOf('a')}`,
  'smoke-test': 'auto',
}

const listed = (modes: readonly Mode[]): string =>
  modes.length < 3 ? modes.join(' and ') : `${modes.slice(0, -1).join(', ')} and ${modes.at(-1)}`

const NAMES = Object.keys(SAID).filter((name): name is InputName => Object.hasOwn(INPUTS, name))

/** Each input with each mode. */
const meetings = NAMES.flatMap((name) =>
  MODES.map((mode) => ({ name, mode, verdict: MODES_OF[name].includes(mode) ? 'taken' : 'refused' })),
)

describe('an input that belongs to a mode', () => {
  test.each(meetings.filter(({ name }) => SAID[name] !== undefined))(
    '$name is $verdict with mode: $mode',
    ({ name, mode, verdict }) => {
      const value = INPUTS[name](SAID[name] ?? '', (complaint) => {
        throw new Error(complaint.what)
      })
      const refused = {
        input: name,
        what: `it does not apply to mode: ${mode}.`,
        cure: `It applies to mode: ${listed(MODES_OF[name])}; remove it here.`,
      }
      expect(modeProblems(said({ ...wholeOf(mode), [name]: value, mode }), [])).toEqual(
        verdict === 'taken' ? [] : [refused],
      )
    },
  )

  test('cannot be detected if action.yml sets a text', () => {
    const untold = NAMES.filter((name) => SAID[name] === undefined && MODES_OF[name].length < MODES.length)
    expect(untold.toSorted()).toEqual(WITH_OTHER_DEFAULT.toSorted())
  })

  test.each(MODES)('is none of the defaults with mode: %s', (mode) => {
    expect(modeProblems(said({ ...wholeOf(mode), mode }), [])).toEqual([])
  })

  test.each(MODES)('is not what consists of blanks with mode: %s', (mode) => {
    const blank = { 'smoke-test': ' \n', 'platform-settings': '\n', file: '' }
    expect(modeProblems(said({ ...wholeOf(mode), ...blank, mode }), [])).toEqual([])
  })

  test('is reported with all the others', () => {
    const names = ['runners', 'fan-out', 'load', 'call'] as const
    const given = Object.fromEntries(names.map((name) => [name, INPUTS[name](SAID[name] ?? '', () => {})]))
    const problems = modeProblems(said({ ...WHOLE, ...given, mode: 'part' }), [])
    expect(problems.map(({ input }) => input)).toEqual(['load', 'call', 'runners', 'fan-out'])
  })

  test('is not missed if it could not be read', () => {
    expect(modeProblems(said({ ...wholeOf('plan'), load: true, mode: 'plan' }), ['load'])).toEqual([])
  })
})

describe('a part', () => {
  test.each([
    {
      what: 'platforms, because a leg without one would build that of its runner',
      given: { ...WHOLE, platforms: [] },
      problems: [{ input: 'platforms', what: 'no platform is named for this matrix job.' }],
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
        { input: 'platforms', what: 'no platform is named for this matrix job.' },
        { input: 'tags', what: 'there is no name to push to.' },
      ],
    },
  ])('needs $what', ({ given, problems }) => {
    expect(modeProblems(said({ ...given, mode: 'part' }), [])).toEqual(
      problems.map((problem) => ({ ...problem, cure: expect.stringMatching(/\S/) })),
    )
  })

  test('takes several platforms, as a leg of one runner has them', () => {
    const given = { ...WHOLE, platforms: platforms('linux/amd64,linux/386') }
    expect(modeProblems(said({ ...given, mode: 'part' }), [])).toEqual([])
  })

  test.each(['part', 'merge'] as const)('is not what push: false asks for: mode %s', (mode) => {
    const [unsaid, yes, no] = ['', 'true', 'false'].map((text) => optionalBoolean(text, () => {}))
    const problems = (push: boolean | undefined) => modeProblems(said({ ...WHOLE, mode, push }), [])
    expect([problems(unsaid), problems(yes)]).toEqual([[], []])
    expect(problems(no)).toEqual([
      {
        input: 'push',
        what: `mode: ${mode} always pushes, so push: false is not possible.`,
        cure: expect.stringContaining('set push: auto'),
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
    const problems = modeProblems(said({ ...given, mode: 'merge' }), [])
    expect(problems.map(({ input }) => input)).toEqual(names)
  })
})

test.each(['part', 'merge'] as const)('mode: %s does not miss what could not be read', (mode) => {
  expect(modeProblems(said({ mode }), ['platforms', 'tags'])).toEqual([])
})

test('a build needs neither platforms nor tags', () => {
  expect(modeProblems(said(), [])).toEqual([])
})
