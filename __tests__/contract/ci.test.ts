// The workflows of this repository: what they run exists, and none of them lets a failure pass.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { selectParts } from '../../.ci/parts.ts'
import { array, field, keys, parseJson, text } from '../../src/json.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const WORKFLOWS = readdirSync(join(root, '.github/workflows')).map((name) => ({
  name,
  source: read(`.github/workflows/${name}`),
}))

function jobsOf(source: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(field(parse(source), 'jobs') ?? {}))
}

describe.each(WORKFLOWS)('$name', ({ source }) => {
  const jobs = Object.entries(jobsOf(source))

  test('gives every job a timeout', () => {
    const withSteps = jobs.filter(([, job]) => text(job, 'uses') === '')
    const unlimited = withSteps.filter(([, job]) => field(job, 'timeout-minutes') === undefined)
    expect(unlimited.map(([name]) => name)).toEqual([])
  })

  test('runs only scripts that package.json has', () => {
    const scripts = keys(field(parseJson(read('package.json')), 'scripts'))
    const run = [...source.matchAll(/npm run (?:--silent )?([\w-]+)/g)].map(([, name]) => name)
    expect(scripts).toEqual(expect.arrayContaining(run))
  })

  test('does not put values of an event into a script', () => {
    const scripts = jobs.flatMap(([, job]) => array(job, 'steps').map((step) => text(step, 'run')))
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([])
  })

  // Only jobs that push to the repository need credentials in their checkout.
  test('does not keep credentials in a checkout', () => {
    const checkouts = jobs
      .flatMap(([, job]) => array(job, 'steps'))
      .filter((step) => text(step, 'uses').startsWith('actions/checkout@'))
    const keeping = checkouts.filter((step) => field(field(step, 'with'), 'persist-credentials') !== false)
    expect(keeping).toEqual([])
  })
})

describe('ci.yml', () => {
  const { gate, ...others } = jobsOf(read('.github/workflows/ci.yml'))
  const commands = Object.values(others).flatMap((job) =>
    array(job, 'steps').map((step) => text(step, 'run')),
  )

  test('runs every part of the checks, the end-to-end tests in a complete set of shards', () => {
    const shards = array(field(field(others['e2e'], 'strategy'), 'matrix'), 'shard').map(String)
    expect(shards).toEqual(shards.map((_, index) => `${index + 1}/${shards.length}`))
    const parts = commands.filter((command) => command.startsWith('.ci/run'))
    expect(parts).toEqual(['.ci/run quick', '.ci/run e2e "$SHARD"'])
    for (const shard of shards) expect(selectParts(['e2e', shard])).toEqual({ quick: false, e2e: { shard } })
    expect(selectParts(['quick'])).toEqual({ quick: true, e2e: undefined })
  })

  test('has one gate that waits for every other job and always runs', () => {
    expect(array(gate, 'needs').toSorted()).toEqual(Object.keys(others).toSorted())
    expect(text(gate, 'if')).toBe('always()')
  })

  const RESULTS = [
    { results: ['success', 'success'], passes: true },
    { results: ['success', 'failure'], passes: false },
    { results: ['success', 'cancelled'], passes: false },
    { results: ['success', 'skipped'], passes: false },
  ]

  test.each(RESULTS)('the gate that sees $results passes: $passes', ({ results, passes }) => {
    const needs = Object.fromEntries(
      results.map((result, index) => [`job-${index}`, { result, outputs: {} }]),
    )
    const [step] = array(gate, 'steps')
    expect(keys(field(step, 'env'))).toEqual(['NEEDS'])
    const env = { PATH: process.env['PATH'], NEEDS: JSON.stringify(needs) }
    const { status } = spawnSync('bash', ['-e', '-c', text(step, 'run')], { env })
    expect(status === 0).toBe(passes)
  })
})

describe('release.yml', () => {
  const { checks, release } = jobsOf(read('.github/workflows/release.yml'))

  test('only releases what has passed CI', () => {
    expect(text(checks, 'uses')).toBe('./.github/workflows/ci.yml')
    expect(field(release, 'needs')).toBe('checks')
    expect(field(release, 'if')).toBeUndefined()
    expect(field(parse(read('.github/workflows/ci.yml')), 'on')).toHaveProperty('workflow_call')
  })

  // Moving tags have no dots and do not start a release.
  test('is started by version tags only', () => {
    expect(field(parse(read('.github/workflows/release.yml')), 'on')).toEqual({ push: { tags: ['v*.*.*'] } })
  })

  test('may only write contents, and only in the job that releases', () => {
    expect(field(parse(read('.github/workflows/release.yml')), 'permissions')).toEqual({})
    expect([field(checks, 'permissions'), field(release, 'permissions')]).toEqual([
      { contents: 'read' },
      { contents: 'write' },
    ])
    const withToken = array(release, 'steps').filter((step) => JSON.stringify(step).includes('github.token'))
    expect(withToken.map((step) => text(step, 'run'))).toEqual(['npm run release -- "$GITHUB_REF_NAME"'])
  })
})

describe('dogfood.yml', () => {
  const source = read('.github/workflows/dogfood.yml')
  const jobs = jobsOf(source)
  const steps = Object.values(jobs).flatMap((job) => array(job, 'steps'))
  const ours = steps.filter((step) => text(step, 'uses') === './')

  test('runs every mode of this commit', () => {
    const modes = ours.map((step) => text(step, 'with', 'mode') || 'build')
    expect(modes.toSorted()).toEqual(['build', 'merge', 'part', 'plan'])
  })

  test('gives matrix jobs and merge the same image, and merge the plan', () => {
    const valuesOf = (input: string, ...modes: readonly string[]): readonly string[] =>
      modes.map((mode) =>
        text(
          ours.find((step) => text(step, 'with', 'mode') === mode),
          'with',
          input,
        ),
      )
    for (const [first, second] of [
      valuesOf('tags', 'part', 'merge'),
      valuesOf('platforms', 'plan', 'merge'),
    ]) {
      expect(first).not.toBe('')
      expect(second).toBe(first)
    }
  })

  // A fork's pull request must not reach a job that may push.
  test('does not run for pull requests', () => {
    expect(keys(field(parse(source), 'on'))).toEqual(['push', 'schedule', 'workflow_dispatch'])
  })

  test('runs the pushed image by its digest, on both architectures', () => {
    const run = jobs['run']
    expect(array(field(field(run, 'strategy'), 'matrix'), 'runner')).toEqual([
      'ubuntu-24.04',
      'ubuntu-24.04-arm',
    ])
    const commands = array(run, 'steps').map((step) => text(step, 'run'))
    expect(commands).toContain('docker run --rm "$IMAGE"')
  })
})
