import { describe, expect, test } from '@jest/globals'
import { readEvent } from '../../src/facts/event.ts'
import type { Env } from '../../src/facts/facts.ts'
import { readStep } from '../../src/facts/step.ts'
import { unclearSwitches } from '../../src/facts/switches.ts'

const SWITCHES = [
  {
    name: 'BUILDX_NO_DEFAULT_ATTESTATIONS',
    read: (env: Env): boolean => readEvent(env).noDefaultAttestations,
    unset: false,
  },
  {
    name: 'DOCKER_BUILD_CHECKS_ANNOTATIONS',
    read: (env: Env): boolean => readStep(env).annotatesChecks,
    unset: true,
  },
  {
    name: 'DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF',
    read: (env: Env): boolean =>
      readEvent({ ...env, GITHUB_SHA: 'merge', GITHUB_EVENT_PATH: PULL_REQUEST }).sha !== 'merge',
    unset: false,
  },
]
const PULL_REQUEST = `${import.meta.dirname}/events/pull-request.json`

describe.each(SWITCHES)('$name', ({ name, read, unset }) => {
  test.each(['1', 't', 'T', 'true', 'TRUE', 'True'])('is true as %s', (value) => {
    expect([read({ [name]: value }), unclearSwitches({ [name]: value })]).toEqual([true, []])
  })

  test.each(['0', 'f', 'F', 'false', 'FALSE', 'False'])('is false as %s', (value) => {
    expect([read({ [name]: value }), unclearSwitches({ [name]: value })]).toEqual([false, []])
  })

  test.each([{}, { [name]: '' }])('has its default without a value: %j', (env) => {
    expect([read(env), unclearSwitches(env)]).toEqual([unset, []])
  })

  test.each(['maybe', 'yes', 'on', 'tRuE', ' true', '2'])('is reported if it is "%s"', (value) => {
    expect(unclearSwitches({ [name]: value })).toEqual([{ name, value }])
  })
})

test('DOCKER_TLS_VERIFY is read as docker does, which accepts any text as yes', () => {
  expect(unclearSwitches({ DOCKER_TLS_VERIFY: 'maybe', DOCKER_TLS: 'maybe' })).toEqual([])
})
