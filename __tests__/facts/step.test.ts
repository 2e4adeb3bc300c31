import { describe, expect, test } from '@jest/globals'
import { readJobFacts, readStep } from '../../src/facts/step.ts'

describe('according to the environment', () => {
  const cache = (env: Readonly<Record<string, string | undefined>>) => readStep(env).hasCacheService
  test.each([
    { what: 'exists with its address', env: { ACTIONS_RESULTS_URL: 'https://x' }, expected: true },
    { what: 'exists with its older address', env: { ACTIONS_CACHE_URL: 'https://x' }, expected: true },
    { what: 'does not exist without an address', env: {}, expected: false },
    { what: 'does not exist with an empty address', env: { ACTIONS_RESULTS_URL: '' }, expected: false },
  ])('the cache service $what', ({ env, expected }) => {
    expect(cache({ ...env, ACTIONS_RUNTIME_TOKEN: 't' })).toBe(expected)
    expect(cache(env)).toBe(false)
  })

  const artifacts = (env: Readonly<Record<string, string | undefined>>) => readStep(env).hasArtifactService
  test.each([
    { what: 'exists with its address', env: { ACTIONS_RESULTS_URL: 'https://x' }, expected: true },
    {
      what: 'does not exist with the address of caches only, as on servers other than GitHub',
      env: { ACTIONS_CACHE_URL: 'https://x' },
      expected: false,
    },
    { what: 'does not exist without an address', env: {}, expected: false },
    { what: 'does not exist with an empty address', env: { ACTIONS_RESULTS_URL: '' }, expected: false },
  ])('the service for artifacts $what', ({ env, expected }) => {
    expect(artifacts({ ...env, ACTIONS_RUNTIME_TOKEN: 't' })).toBe(expected)
    expect(artifacts(env)).toBe(false)
  })
})

describe('two steps', () => {
  const job = {
    ...{ GITHUB_RUN_ID: '123', GITHUB_RUN_ATTEMPT: '1', GITHUB_JOB: 'image', RUNNER_NAME: 'a' },
    ...{ RUNNER_TEMP: '/runner/_temp', RUNNER_TRACKING_ID: 'github_1', HOME: '/home/runner' },
  }

  test('belong to the same job whatever else is set', () => {
    const step = { ...job, GITHUB_ACTION: '__self_2', GITHUB_STEP_SUMMARY: '/other', INPUT_PUSH: 'true' }
    expect(readJobFacts(step)).toEqual(readJobFacts(job))
    expect(readJobFacts(step).run).toBe('123-1')
  })

  test.each([
    { what: 'of another run', env: { GITHUB_RUN_ID: '124' } },
    { what: 'of another attempt', env: { GITHUB_RUN_ATTEMPT: '2' } },
    { what: 'of another job', env: { GITHUB_JOB: 'test' } },
    { what: 'of a matrix job on another runner of this machine', env: { RUNNER_NAME: 'b' } },
    { what: 'of a matrix job whose runner has a folder for each job', env: { RUNNER_TEMP: '/other/_temp' } },
    { what: 'of the next matrix job on this runner', env: { RUNNER_TRACKING_ID: 'github_2' } },
    { what: 'whose builders are in another location', env: { DOCKER_CONFIG: '/other' } },
  ])('are distinguished if one is $what', ({ env }) => {
    expect(readJobFacts({ ...job, ...env }).identity).not.toBe(readJobFacts(job).identity)
  })
})
