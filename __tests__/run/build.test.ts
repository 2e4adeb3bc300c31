import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { fakeDocker } from '../../e2e/harness/fake-docker/fake.ts'
import type { Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { Failure, type FailureState, stateOf } from '../../src/errors.ts'
import type { BuildPlan } from '../../src/plan/plan.ts'
import { type BuildResult, type BuildSettings, buildAll } from '../../src/run/build.ts'
import { platforms } from '../builders.ts'
import { dockerIn } from '../docker/recording.ts'

const recorded = (name: string): object =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8'))

const DIGEST = `sha256:${'a'.repeat(64)}`
const IMAGE = `sha256:${'b'.repeat(64)}`

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

interface Ended {
  /** The only build. */
  readonly built: BuildResult | undefined
  readonly builds: readonly BuildResult[]
  /** Why the only one failed. */
  readonly failure: Failure | undefined
  readonly failures: readonly unknown[]
  readonly state: FailureState | undefined
  /** What the log shows. */
  readonly log: readonly string[]
  /** The runner's warnings in the log. */
  readonly warnings: readonly string[]
  readonly metadataWarnings: string | undefined
}

/** A build whose command names its platforms, which a rule can tell it by. */
function planned(name: string, index = 0): BuildPlan {
  const paths = { metadataFile: join(folder, `metadata${index}.json`), iidFile: join(folder, `iid${index}`) }
  const flags = ['--metadata-file', paths.metadataFile, '--iidfile', paths.iidFile, '--platform', name]
  const cache = {
    from: [],
    to: [],
    fallback: undefined,
    imports: [],
    exports: [],
    folder: undefined,
    why: '',
  }
  const command = ['buildx', 'build', ...flags]
  return {
    number: index + 1,
    platforms: platforms(name),
    command,
    ...paths,
    dockerfile: 'app/Dockerfile',
    loaded: '',
    cacheServers: [],
    layout: '',
    plainer: [],
    cache,
  }
}

/** Runs a build against a docker that does what the rule says. */
async function ended(rule: Partial<Rule>, building: Partial<BuildSettings> = {}): Promise<Ended> {
  return allEnded([rule], [planned('linux/amd64')], building)
}

/** Runs builds against a docker that does what the first rule says that fits. */
async function allEnded(
  rules: readonly Partial<Rule>[],
  plans: readonly BuildPlan[],
  building: Partial<BuildSettings> = {},
): Promise<Ended> {
  const known = rules.map((rule) => ({ match: ['buildx', 'build'], ...rule }))
  const fake = fakeDocker({ folder, rules: known, record: ['BUILDX_METADATA_WARNINGS'] })
  const { write } = process.stdout
  const written: string[] = []
  process.stdout.write = (text: Uint8Array | string, ...rest: unknown[]): boolean => {
    written.push(String(text))
    for (const done of rest) if (typeof done === 'function') done()
    return true
  }
  let builds: readonly BuildResult[] = []
  let failures: readonly unknown[] = []
  let state: FailureState | undefined
  try {
    builds = await buildAll(dockerIn({ ...process.env, ...fake.env }), plans, {
      call: '',
      annotatesChecks: true,
      movesTags: false,
      builder: { name: 'b', isOurs: true },
      uncached: new Set<number>(),
      stall: { limitMs: 0, countBytes: async () => undefined },
      ...building,
    })
  } catch (error) {
    failures = error instanceof AggregateError ? error.errors : [error]
    state = stateOf(error)
  } finally {
    process.stdout.write = write
  }
  const [failure] = failures
  if (failure !== undefined && !(failure instanceof Failure)) throw failure
  const log = written.join('').split('\n')
  const warnings = log.filter((line) => line.startsWith('::warning'))
  const metadataWarnings = fake.calls()[0]?.env['BUILDX_METADATA_WARNINGS']
  return { built: builds[0], builds, failure, failures, state, log, warnings, metadataWarnings }
}

describe('a build', () => {
  test('has what buildx wrote', async () => {
    const { built } = await ended({ metadata: { 'containerimage.digest': DIGEST }, iid: `${IMAGE}\n` })
    expect(built).toMatchObject({ digest: DIGEST, imageid: IMAGE, result: '' })
    expect(JSON.parse(built?.metadata ?? '')).toEqual({ 'containerimage.digest': DIGEST })
  })

  test.each([
    { what: 'that docker has', answer: { stdout: 'sha256:loaded\n' }, expected: 'sha256:loaded' },
    { what: 'that is pushed, where docker does not tell', answer: { code: 1 }, expected: IMAGE },
  ])('has the id of the image $what, if one is loaded and pushed', async ({ answer, expected }) => {
    const rules = [{ iid: `${IMAGE}\n` }, { match: ['image', 'inspect'], with: ['app:1'], ...answer }]
    const { built } = await allEnded(rules, [{ ...planned('linux/amd64'), loaded: 'app:1' }])
    expect(built?.imageid).toBe(expected)
  })

  test('that wrote nothing has nothing', async () => {
    expect((await ended({})).built).toMatchObject({ digest: '', imageid: '', metadata: '', result: '' })
  })

  test('asks buildx for its warnings and puts each at its line', async () => {
    const { warnings, metadataWarnings } = await ended({ metadata: recorded('build-warnings') })
    expect(metadataWarnings).toBe('true')
    expect(
      warnings.map((line) => /^::warning (\S+?),title=\w+::(\w+):/.exec(line)?.slice(1).join(' ')),
    ).toEqual([
      'file=app/Dockerfile,line=2 MaintainerDeprecated',
      'file=app/Dockerfile,line=3 WorkdirRelativePath',
      'file=app/Dockerfile,line=4 SecretsUsedInArgOrEnv',
      'file=app/Dockerfile,line=7 LegacyKeyValueFormat',
      'file=app/Dockerfile,line=1 FromAsCasing',
    ])
  })

  test('leaves warnings in the log where they are not wanted at lines', async () => {
    const { warnings } = await ended({ metadata: recorded('build-warnings') }, { annotatesChecks: false })
    expect(warnings).toEqual([])
  })

  test('keeps no output, however it is called', async () => {
    expect((await ended({ stdout: 'sha256:1\n' })).built?.result).toBe('')
  })
})

describe('a build that fails', () => {
  const manifest = '#9 pushing manifest for r.example/app:1@sha256:1 0.1s done\n'
  const failing = { code: 1, stderr: `${manifest}ERROR: failed to export the cache: denied\n` }

  test.each<{ what: string; rule?: Partial<Rule>; movesTags: boolean; state: FailureState | undefined }>([
    { what: 'after it gave tags away', movesTags: true, state: 'tags may have moved' },
    { what: 'after a push by digest', movesTags: false, state: undefined },
    { what: 'before it pushed', rule: { stderr: 'ERROR: no\n' }, movesTags: true, state: undefined },
  ])('$what leaves: $state', async ({ rule = {}, movesTags, state }) => {
    const told = await ended({ ...failing, ...rule }, { movesTags })
    expect([told.state, told.failures.length]).toEqual([state, 1])
  })
})

describe('a call', () => {
  test('has what it printed', async () => {
    const { built } = await ended({ stdout: 'TARGET  DESCRIPTION\none     größe\n' }, { call: 'targets' })
    expect(built?.result).toBe('TARGET  DESCRIPTION\none     größe\n')
  })

  test('has what it printed, wherever a pipe cuts it', async () => {
    const text = '€'.repeat(100_000)
    const { built } = await ended({ stdout: text }, { call: 'outline' })
    // Compared first, because a difference would be printed in full.
    expect(built?.result === text).toBe(true)
  })

  test('keeps stderr out of the result', async () => {
    const { built } = await ended({ stdout: 'one\n', stderr: '#1 DONE\n' }, { call: 'targets' })
    expect(built?.result).toBe('one\n')
  })

  const VERDICT = 'Check complete, 5 warnings have been found!'
  const found = { code: 1, metadata: recorded('check-warnings') }
  const text = `${VERDICT}\n\nWARNING: FromAsCasing - https://docs.docker.com/go/dockerfile/rule/from-as-casing/\n`

  test.each([
    { what: 'by its verdict', call: 'check', stdout: text },
    { what: 'by its verdict behind an empty line', call: 'check', stdout: `\n${text}` },
  ])('that checks fails $what, with each warning at its line', async ({ call, stdout }) => {
    const { built, warnings } = await ended({ ...found, stdout }, { call })
    expect(built?.checkFailure?.message).toBe(VERDICT)
    expect(built?.checkFailure?.cure).toMatch(/app\/Dockerfile/)
    // They are outputs all the same.
    expect([built?.result, JSON.parse(built?.metadata ?? '')]).toEqual([stdout, found.metadata])
    expect(warnings).toHaveLength(5)
  })

  test('that checks fails in words, whatever the format of its result', async () => {
    const { built } = await ended(
      { ...found, stdout: '{\n  "warnings": []\n}\n' },
      { call: 'check,format=json' },
    )
    expect(built?.checkFailure?.message).toMatch(/^[A-Z][\w ,]+[.!]$/)
  })

  test('that checks and finds nothing is green', async () => {
    const stdout = 'Check complete, no warnings found.\n'
    const { built, warnings } = await ended({ stdout, metadata: recorded('check-clean') }, { call: 'check' })
    expect(built).toMatchObject({ result: stdout, digest: '' })
    expect(warnings).toEqual([])
  })

  test('that checks what is no Dockerfile fails with what BuildKit says', async () => {
    const stderr = 'ERROR: dockerfile parse error on line 2: unknown instruction: RNU (did you mean ENV?)\n'
    const { failure } = await ended({ code: 1, stderr }, { call: 'check' })
    expect(failure?.message).toContain('unknown instruction: RNU')
  })
})

describe('several builds', () => {
  const AMD64 = 'linux/amd64'
  const ARM = 'linux/arm64,linux/arm/v7'
  const both = () => [planned(AMD64, 0), planned(ARM, 1)]
  const image = (letter: string): string => `sha256:${letter.repeat(64)}`

  test('each have what buildx wrote for them, in the order of the plan', async () => {
    const { builds, failures } = await allEnded(
      [
        { with: [AMD64], metadata: { 'containerimage.digest': DIGEST }, iid: image('1'), delayMs: 300 },
        { with: [ARM], metadata: { 'containerimage.digest': IMAGE }, iid: image('2') },
      ],
      both(),
    )
    expect(failures).toEqual([])
    expect(builds.map(({ platforms: on, digest, imageid }) => ({ platforms: on, digest, imageid }))).toEqual([
      { platforms: platforms(AMD64), digest: DIGEST, imageid: image('1') },
      { platforms: platforms(ARM), digest: IMAGE, imageid: image('2') },
    ])
  })

  test('run side by side', async () => {
    // Each ends when all have begun: one after the other they would never end.
    const { builds } = await allEnded([{ untilCalls: 3 }], [...both(), planned('linux/s390x', 2)])
    expect(builds).toHaveLength(3)
  })

  test('have each line of their output behind their platforms', async () => {
    const { log } = await allEnded(
      [
        { with: [AMD64], stderr: '#1 one\n#1 DONE 0.1s\n' },
        { with: [ARM], stderr: '#1 two\nwithout an end' },
      ],
      both(),
    )
    const lines = log.filter((line) => line !== '' && !line.startsWith('::'))
    expect(lines.filter((line) => line.startsWith(`[${AMD64}] `))).toEqual([
      `[${AMD64}] #1 one`,
      `[${AMD64}] #1 DONE 0.1s`,
    ])
    expect(lines.filter((line) => line.startsWith(`[${ARM}] `))).toEqual([
      `[${ARM}] #1 two`,
      `[${ARM}] without an end`,
    ])
    expect(lines).toHaveLength(4)
  })

  test('are shown whole if a line is longer than what is held', async () => {
    const long = 'x'.repeat(200_000)
    const { log } = await allEnded([{ with: [AMD64], stderr: `${long}\n` }, { with: [ARM] }], both())
    const shown = log
      .filter((line) => line.startsWith(`[${AMD64}] `))
      .map((line) => line.slice(`[${AMD64}] `.length))
    // Compared first, because a difference would be printed in full.
    expect(shown.join('') === long).toBe(true)
  })

  test('cannot give the runner a command', async () => {
    const { log } = await allEnded([{ stderr: '::error::no\n##[error]no\na\r##[error]no\n' }], both())
    const token = /^::stop-commands::(.+)$/.exec(log.find((line) => line.includes('stop-commands')) ?? '')
    const quoted = log.slice(log.indexOf(token?.[0] ?? '') + 1, log.indexOf(`::${token?.[1]}::`))
    expect(quoted.filter((line) => line.includes('no'))).toHaveLength(6)
    expect(quoted.filter((line) => line.includes('##['))).toEqual([])
  })

  test('fail when one does, once all have ended, and name its platform', async () => {
    const stderr =
      'ERROR: failed to solve: process "/bin/sh -c false" did not complete successfully: exit code: 3\n'
    const { failures, failure, log } = await allEnded(
      [
        { with: [AMD64], stderr, code: 1 },
        { with: [ARM], stderr: '#9 the end\n', delayMs: 300 },
      ],
      both(),
    )
    expect(failures).toHaveLength(1)
    expect(failure?.message).toMatch(/exit code 3/)
    expect(log).toContain(`[${ARM}] #9 the end`)
  })

  test('that all fail are told each by itself', async () => {
    const rules = [
      { with: [AMD64], stderr: 'ERROR: one\n', code: 1 },
      { with: [ARM], stderr: 'ERROR: two\n', code: 1 },
    ]
    const { failures } = await allEnded(rules, both())
    const messages = failures.map((failure) => (failure instanceof Failure ? failure.message : ''))
    // In the order in which they ended.
    expect(messages.toSorted()).toEqual([expect.stringContaining('one'), expect.stringContaining('two')])
  })

  test('of a call each have what they printed', async () => {
    const { builds } = await allEnded(
      [
        { with: [AMD64], stdout: 'one\n' },
        { with: [ARM], stdout: 'two\n' },
      ],
      both(),
      { call: 'targets' },
    )
    expect(builds.map(({ result }) => result)).toEqual(['one\n', 'two\n'])
  })
})
