import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { PLUGIN } from '../../src/buildx/program.ts'
import { Failure, type FailureState, Refusal, Unfinished } from '../../src/errors.ts'
import type { Inputs } from '../../src/inputs/table.ts'
import { makePlan } from '../../src/plan/make.ts'
import { planMerge } from '../../src/plan/merge.ts'
import type { SmokeResult } from '../../src/plan/smoke-verdict.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import { reportFailure, reportMerge, reportResult } from '../../src/report/report.ts'
import type { Result } from '../../src/run/run.ts'
import {
  builder,
  digestOf,
  facts,
  finding,
  type Given,
  imageIndex,
  inputs,
  NO_TAGS,
  platforms,
  proven,
} from '../builders.ts'
import { captured } from '../runner/stdout.ts'

const DIGEST = digestOf('a')
const AMD64 = digestOf('b')
const ARM64 = digestOf('c')
const CONFIRMED = {
  digest: DIGEST,
  bytes: '',
  index: imageIndex({ 'linux/amd64': 'b', 'linux/arm64': 'c' }),
}
const { event, docker, id, temp } = facts()
const MOVED = {
  confirmed: CONFIRMED,
  tags: ['ghcr.io/owner/app:1'],
  superseded: [],
  signed: undefined,
  before: new Map(),
  isChanged: true,
}

const planned = (given: Partial<Inputs>) =>
  makePlan(inputs({ platforms: platforms('linux/amd64,linux/arm64'), ...given }), facts())

const pushed = planned({ push: true, tags: [{ repository: 'ghcr.io/owner/app', tag: '1' }] })

const BUILT = {
  number: 1,
  platforms: platforms('linux/amd64,linux/arm64'),
  digest: DIGEST,
  imageid: '',
  metadata: '',
  result: '',
  checkFailure: undefined,
  progress: { steps: 4, cachedSteps: 3, missingCaches: [], cacheProblems: [] },
  layout: '',
  omissions: [],
}

function result(overrides: Partial<Result> = {}): Result {
  return {
    builds: [BUILT],
    published: { ...MOVED, proofs: [], smoke: [] },
    builder: builder(['linux/amd64,linux/arm64']),
    phases: [
      { name: 'builder', start: 0, end: 900 },
      { name: 'build', start: 900, end: 13_450 },
    ],
    retried: [],
    ...overrides,
  }
}

const WARNING = finding({ severity: 'warning' })

const ran = (name: string, outcome: SmokeResult['outcome'], seconds: number): SmokeResult => ({
  ...{ platform: parsePlatform(name), outcome, seconds, exitCode: 0, lastLines: [] },
})

/** The text in the log and on the summary page. */
function reported(act: () => void): { log: readonly string[]; summary: readonly string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'report-'))
  const file = join(folder, 'summary')
  writeFileSync(file, '')
  process.env['GITHUB_STEP_SUMMARY'] = file
  try {
    const log = captured(act).split('\n')
    return { log, summary: readFileSync(file, 'utf8').split('\n') }
  } finally {
    delete process.env['GITHUB_STEP_SUMMARY']
    rmSync(folder, { recursive: true })
  }
}

describe('the report of a job', () => {
  test('that pushed has the digest of every platform and every tag', () => {
    const { log, summary } = reported(() => reportResult(pushed, result()))
    expect(log).toEqual([
      '',
      `Pushed and confirmed by the registry: ${DIGEST}`,
      `  PLATFORM     RUNS      DIGEST`,
      `  linux/amd64  native    ${AMD64}`,
      `  linux/arm64  emulated  ${ARM64}`,
      '  ghcr.io/owner/app:1',
      '  3 of 4 steps came from the cache.',
      '',
    ])
    expect(summary.slice(0, 12)).toEqual([
      `### Pushed and confirmed by the registry: ${DIGEST}`,
      '',
      '| platform | runs | digest |',
      '| --- | --- | --- |',
      `| \`linux/amd64\` | \`native\` | \`${AMD64}\` |`,
      `| \`linux/arm64\` | \`emulated\` | \`${ARM64}\` |`,
      '',
      '- `ghcr.io/owner/app:1`',
      '',
      '3 of 4 steps came from the cache.',
      '',
      '```mermaid',
    ])
    expect(summary).toContain('  build 12.6 s : 900, 13450')
  })

  test.each([
    { end: 4_910, ticks: ['  tickInterval 1second'] },
    { end: 104_910, ticks: [] },
  ])('of $end ms has a chart whose axis names no second twice', ({ end, ticks }) => {
    const phases = [{ name: 'build', start: 900, end }]
    const { summary } = reported(() => reportResult(pushed, result({ phases })))
    expect(summary.filter((line) => line.includes('tickInterval'))).toEqual(ticks)
  })

  test('that did not push is reported without digests', () => {
    const { log } = reported(() => reportResult(planned({}), result({ published: undefined })))
    expect(log).toEqual([
      '',
      'Built, not pushed',
      '  PLATFORM     RUNS',
      '  linux/amd64  native',
      '  linux/arm64  emulated',
      '  3 of 4 steps came from the cache.',
      '  Only pushed images are proven.',
      '',
    ])
  })

  test('of several builds counts the steps of all', () => {
    const uncached = {
      ...BUILT,
      progress: { steps: 6, cachedSteps: 0, missingCaches: [], cacheProblems: [] },
    }
    const { log } = reported(() => reportResult(pushed, result({ builds: [BUILT, uncached] })))
    expect(log).toContain('  3 of 10 steps came from the cache.')
  })

  test('without a step does not count', () => {
    const idle = { ...BUILT, progress: { steps: 0, cachedSteps: 0, missingCaches: [], cacheProblems: [] } }
    const { log } = reported(() => reportResult(pushed, result({ builds: [idle, idle] })))
    expect(log).toContain('  No step was run.')
  })

  test('that pushed a part has no tag', () => {
    const plan = planned({ mode: 'part', tags: [{ repository: 'ghcr.io/owner/app', tag: '1' }] })
    const published = { ...MOVED, proofs: [], smoke: [], tags: [] }
    const { log } = reported(() => reportResult(plan, result({ published })))
    expect(log).toEqual([
      '',
      `Pushed without a tag and confirmed by the registry: ${DIGEST}`,
      `  PLATFORM     RUNS      DIGEST`,
      `  linux/amd64  native    ${AMD64}`,
      `  linux/arm64  emulated  ${ARM64}`,
      '  3 of 4 steps came from the cache.',
      '',
    ])
  })

  test('that proved and ran what it pushed has that beside each platform', () => {
    const plan = planned({
      verify: 'stop',
      push: true,
      tags: [{ repository: 'ghcr.io/owner/app', tag: '1' }],
    })
    const smoke = [ran('linux/amd64', 'passed', 0.42), ran('linux/arm64', 'not run', 0)]
    const proofs = [proven('linux/amd64', 'b'), proven('linux/arm64', 'c', { findings: [WARNING] })]
    const published = { ...MOVED, proofs, smoke }
    const { log, summary } = reported(() => reportResult(plan, result({ published })))
    expect(log.slice(1, 5)).toEqual([
      `Pushed, proven and confirmed by the registry: ${DIGEST}`,
      `  PLATFORM     RUNS      SIZE    ELF FILES  STARTS        MACHINE  PROOF               SMOKE TEST      DIGEST`,
      `  linux/amd64  native    3.1 MB  1          /usr/bin/app  amd64    proven              passed (0.4 s)  ${AMD64}`,
      `  linux/arm64  emulated  3.1 MB  1          /usr/bin/app  arm64    proven, 1 to check  not run         ${ARM64}`,
    ])
    expect(summary).toContain(
      `| \`linux/amd64\` | \`native\` | \`3.1 MB\` | \`1\` | \`/usr/bin/app\` | \`amd64\` | \`proven\` | \`passed (0.4 s)\` | \`${AMD64}\` |`,
    )
  })

  test('that only ran what it pushed does not call it proven', () => {
    const smoke = [ran('linux/amd64', 'no uname', 1.25), ran('linux/arm64', 'passed', 12.04)]
    const published = { ...MOVED, proofs: [], smoke }
    const { log } = reported(() => reportResult(pushed, result({ published })))
    expect(log.slice(1, 5)).toEqual([
      `Pushed and confirmed by the registry: ${DIGEST}`,
      `  PLATFORM     RUNS      SMOKE TEST        DIGEST`,
      `  linux/amd64  native    no uname (1.3 s)  ${AMD64}`,
      `  linux/arm64  emulated  passed (12.0 s)   ${ARM64}`,
    ])
  })

  test('that proved a part reports that', () => {
    const tags = [{ repository: 'ghcr.io/owner/app', tag: '1' }]
    const plan = planned({ verify: 'stop', mode: 'part', tags })
    const { log } = reported(() => reportResult(plan, result()))
    expect(log[1]).toBe(`Pushed without a tag, proven and confirmed by the registry: ${DIGEST}`)
  })

  test('that passed with errors reports that first, with its tags', () => {
    const wrong = proven('linux/arm64', 'c', { findings: [finding(), finding(), WARNING] })
    const published = { ...MOVED, proofs: [proven('linux/amd64', 'b'), wrong], smoke: [] }
    const given: Given = { verify: 'warn', tags: [{ repository: 'ghcr.io/owner/app', tag: '1' }] }
    const pushed = reported(() => reportResult(planned({ ...given, push: true }), result({ published })))
    expect(pushed.log[1]).toBe(`The tags have moved although the proof found 2 errors: ${DIGEST}`)
    expect(pushed.log[4]).toMatch(/^ {2}linux\/arm64 .* failed: 2 errors {2}sha256:c+$/)
    expect(pushed.summary[0]).toBe(`### ${pushed.log[1]}`)
    const leg = reported(() => reportResult(planned({ ...given, mode: 'part' }), result({ published })))
    expect(leg.log[1]).toBe(`Pushed without a tag although the proof found 2 errors: ${DIGEST}`)
  })

  test('of a call names the call', () => {
    const plan = planned({ call: 'check' })
    expect(reported(() => reportResult(plan, result({ published: undefined }))).log).toContain('Done: check')
  })
})

describe('the report of a job that joined parts', () => {
  const part = (name: string, digits: string) => ({
    from: `the matrix job for ${name}`,
    platforms: platforms(name),
    digest: digestOf(`${digits}0`),
    repositories: ['ghcr.io/owner/app'],
    bytes: '',
    proofErrors: 0,
    index: imageIndex({ [name]: digits }),
  })
  const plan = planMerge(
    inputs({
      mode: 'merge',
      platforms: platforms('linux/amd64,linux/arm64'),
      tags: [
        { repository: 'ghcr.io/owner/app', tag: '1' },
        { repository: 'owner/app', tag: '' },
      ],
    }),
    {
      parts: [part('linux/arm64', 'c'), part('linux/amd64', 'b')],
      others: 0,
      ...NO_TAGS,
      ...{ buildx: PLUGIN, builder: undefined, event, docker, id, temp },
    },
  )

  const JOINED = { ...MOVED, tags: ['ghcr.io/owner/app:1', 'owner/app:latest'] }
  test('has if every image came from, and every tag', () => {
    const phases = [{ name: 'index', start: 0, end: 200 }]
    const { log, summary } = reported(() =>
      reportMerge(plan, { ...JOINED, proofs: [], left: [], phases, retried: [] }),
    )
    expect(log).toEqual([
      '',
      `Joined and confirmed by the registry: ${DIGEST}`,
      `  PLATFORM     FROM                            DIGEST`,
      `  linux/amd64  the matrix job for linux/amd64  ${AMD64}`,
      `  linux/arm64  the matrix job for linux/arm64  ${ARM64}`,
      '  ghcr.io/owner/app:1',
      '  owner/app:latest',
      '',
    ])
    expect(summary.slice(0, 10)).toEqual([
      `### Joined and confirmed by the registry: ${DIGEST}`,
      '',
      '| platform | from | digest |',
      '| --- | --- | --- |',
      `| \`linux/amd64\` | \`the matrix job for linux/amd64\` | \`${AMD64}\` |`,
      `| \`linux/arm64\` | \`the matrix job for linux/arm64\` | \`${ARM64}\` |`,
      '',
      '- `ghcr.io/owner/app:1`',
      '- `owner/app:latest`',
      '',
    ])
    expect(summary).toContain('  index 0.2 s : 0, 200')
  })

  test('says that its tags have moved although a leg found errors', () => {
    const [first, second] = plan.parts
    if (first === undefined || second === undefined) throw new Error('two parts')
    const parts = [first, { ...second, proofErrors: 1 }]
    const { log } = reported(() =>
      reportMerge({ ...plan, parts }, { ...JOINED, proofs: [], left: [], phases: [], retried: [] }),
    )
    expect(log[1]).toBe(`The tags have moved although the proof found 1 error: ${DIGEST}`)
  })

  test('has what was proven of parts that others made', () => {
    const proofs = [proven('linux/amd64', 'b'), proven('linux/arm64', 'c', { files: 27 })]
    const { log } = reported(() =>
      reportMerge(plan, { ...JOINED, proofs, left: [], phases: [], retried: [] }),
    )
    expect(log.slice(2, 5)).toEqual([
      `  PLATFORM     FROM                            SIZE    ELF FILES  STARTS        MACHINE  PROOF   DIGEST`,
      `  linux/amd64  the matrix job for linux/amd64  3.1 MB  1          /usr/bin/app  amd64    proven  ${AMD64}`,
      `  linux/arm64  the matrix job for linux/arm64  3.1 MB  27         /usr/bin/app  arm64    proven  ${ARM64}`,
    ])
  })
})

describe('the report of a failure', () => {
  test.each([
    {
      what: 'has each mistake in the inputs on its own',
      error: new Refusal([
        { input: 'tags', line: 2, what: 'no.', cure: 'Do this.' },
        { input: 'push', what: 'neither.', cure: 'Do that.' },
      ]),
      log: ['::error::tags, line 2: no. Do this.', '::error::push: neither. Do that.'],
      summary: ['```', 'tags, line 2: no. Do this.', '```', '', '```', 'push: neither. Do that.', '```'],
    },
    {
      what: 'has a mistake at the line of the file that makes it one',
      error: new Refusal([
        {
          input: 'allow',
          what: 'no.',
          cure: 'Do this.',
          location: { file: './D', line: 2, title: 'Entitlement' },
        },
      ]),
      log: ['::error file=D,line=2,title=Entitlement::allow: no. Do this.'],
      summary: ['```', 'allow: no. Do this.', '```'],
    },
    {
      what: 'has the cure, and the line that is to blame',
      error: new Failure('It broke.', 'Mend it.', { file: 'app/Dockerfile', line: 3, title: 'Build failed' }),
      log: ['::error file=app/Dockerfile,line=3,title=Build failed::It broke.%0AMend it.'],
      summary: ['```', 'It broke.', 'Mend it.', '```'],
    },
    {
      what: 'has all that failed side by side',
      error: new AggregateError([new Failure('One.', 'Mend it.'), new Failure('Two.', 'Mend that.')]),
      log: ['::error::One.%0AMend it.', '::error::Two.%0AMend that.'],
      summary: ['```', 'One.', 'Mend it.', '```', '', '```', 'Two.', 'Mend that.', '```'],
    },
    {
      what: 'has text that cannot close its block',
      error: new Failure('a ```` b', 'c'),
      log: ['::error::a ```` b%0Ac'],
      summary: ['`````', 'a ```` b', 'c', '`````'],
    },
    {
      what: 'asks to report what is not a mistake of the user',
      error: 'odd',
      log: ['::error::This is a bug in multi-platform-build. Please report it: odd'],
      summary: ['```', 'This is a bug in multi-platform-build. Please report it: odd', '```'],
    },
  ])('$what', ({ error, log, summary }) => {
    const found = reported(() => reportFailure(error))
    expect(found.log).toEqual([...log, ''])
    expect(found.summary.slice(0, summary.length + 2)).toEqual(['### ❌ No image', '', ...summary])
  })

  test.each<{ state: FailureState; headline: string }>([
    { state: 'no image', headline: 'No image' },
    { state: 'built', headline: 'Failed after the build' },
    { state: 'no tag moved', headline: 'No tag has moved' },
    { state: 'some tags moved', headline: 'Only some of the tags have moved' },
    { state: 'tags may have moved', headline: 'Failed, and tags may have moved' },
    { state: 'tags moved', headline: 'Failed, and the tags have moved' },
    { state: 'no matrix', headline: 'No matrix' },
    { state: { call: 'check' }, headline: 'Failed: check' },
  ])('says what is left behind: $headline', ({ state, headline }) => {
    const error = new Unfinished([new Failure('One.', 'Mend it.'), new Failure('Two.', 'Mend that.')], state)
    const { log, summary } = reported(() => reportFailure(error))
    expect(log.slice(0, 2)).toEqual(['::error::One.%0AMend it.', '::error::Two.%0AMend that.'])
    expect(summary.slice(0, 4)).toEqual([`### ❌ ${headline}`, '', '```', 'One.'])
  })

  test('has the details of what is left behind below it', () => {
    const error = new Unfinished([new Failure('One.', 'Mend it.')], 'no tag moved', '| a |\n| --- |\n')
    const { summary } = reported(() => reportFailure(error))
    expect(summary.slice(0, 6)).toEqual(['### ❌ No tag has moved', '', '| a |', '| --- |', '', '```'])
  })

  test('is that of the machine if a disk is full', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    const { log } = reported(() => reportFailure(full))
    expect(log[0]).toMatch(
      /^::error::This machine did not let the action do its work: ENOSPC: no space left on device, write\.%0ACheck that its disk/,
    )
  })

  test('has the stack of a fault of ours', () => {
    const { log } = reported(() => reportFailure(new TypeError('x is not a function')))
    expect(log[0]).toMatch(
      /^::error::This is a bug in multi-platform-build. Please report it: TypeError: x is not a function%0A {4}at /,
    )
  })
})
