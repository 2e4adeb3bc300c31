import { describe, expect, test } from '@jest/globals'
import { readStep } from '../../src/facts/step.ts'

describe('what the environment says', () => {
  const cache = (env: Readonly<Record<string, string | undefined>>) => readStep(env).hasCacheService
  test.each([
    { what: 'is there with its address', env: { ACTIONS_RESULTS_URL: 'https://x' }, expected: true },
    { what: 'is there with its older address', env: { ACTIONS_CACHE_URL: 'https://x' }, expected: true },
    { what: 'is not there without an address', env: {}, expected: false },
    { what: 'is not there with an empty address', env: { ACTIONS_RESULTS_URL: '' }, expected: false },
  ])('the cache service $what', ({ env, expected }) => {
    expect(cache({ ...env, ACTIONS_RUNTIME_TOKEN: 't' })).toBe(expected)
    expect(cache(env)).toBe(false)
  })

  const artifacts = (env: Readonly<Record<string, string | undefined>>) => readStep(env).hasArtifactService
  test.each([
    { what: 'is there with its address', env: { ACTIONS_RESULTS_URL: 'https://x' }, expected: true },
    {
      what: 'is not there with the address of caches alone, as servers other than GitHub have it',
      env: { ACTIONS_CACHE_URL: 'https://x' },
      expected: false,
    },
    { what: 'is not there without an address', env: {}, expected: false },
    { what: 'is not there with an empty address', env: { ACTIONS_RESULTS_URL: '' }, expected: false },
  ])('the service for artifacts $what', ({ env, expected }) => {
    expect(artifacts({ ...env, ACTIONS_RUNTIME_TOKEN: 't' })).toBe(expected)
    expect(artifacts(env)).toBe(false)
  })
})
