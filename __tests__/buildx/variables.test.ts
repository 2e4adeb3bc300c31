import { describe, expect, test } from '@jest/globals'
import { VARIABLES, vainVariables, withoutOverridden } from '../../src/buildx/variables.ts'

describe('a variable that has no effect', () => {
  test.each([
    {
      what: 'platforms of docker',
      env: { DOCKER_DEFAULT_PLATFORM: 'linux/arm64' },
      message: /the input platforms/,
    },
    { what: 'trust', env: { DOCKER_CONTENT_TRUST: '1' }, message: /not signed/ },
    { what: 'the log of the daemon', env: { BUILDKIT_STEP_LOG_MAX_SIZE: '-1' }, message: /driver-opts/ },
    { what: 'the old builder', env: { DOCKER_BUILDKIT: '0' }, message: /built by BuildKit/ },
  ])('is reported: $what', ({ env, message }) => {
    const [name = ''] = Object.keys(env)
    expect(vainVariables(env, false)).toEqual([expect.stringMatching(message)])
    expect(vainVariables(env, false)[0]).toMatch(new RegExp(`^${name}=\\S+ has no effect: `))
  })

  test.each([
    { what: 'none is set', env: {} },
    { what: 'they request the default', env: { DOCKER_BUILDKIT: '1', DOCKER_CONTENT_TRUST: '0' } },
    { what: 'they are empty', env: { DOCKER_DEFAULT_PLATFORM: '', DOCKER_CONTENT_TRUST: '' } },
  ])('is not reported if $what', ({ env }) => {
    expect(vainVariables(env, false)).toEqual([])
  })

  test('is not reported if platforms are set', () => {
    expect(vainVariables({ DOCKER_DEFAULT_PLATFORM: 'linux/arm64' }, true)).toEqual([])
  })
})

test('commands run without the variables that they set as flags, and with all others', () => {
  const names = [...Object.keys(VARIABLES), 'PATH', 'ANY']
  const left = Object.keys(withoutOverridden(Object.fromEntries(names.map((name) => [name, 'x']))))
  expect(names.filter((name) => !left.includes(name)).toSorted()).toEqual([
    ...['BUILDKIT_COLORS', 'BUILDKIT_PROGRESS', 'BUILDKIT_STEP_LOG_MAX_SIZE', 'BUILDKIT_STEP_LOG_MAX_SPEED'],
    ...['BUILDX_BUILDER', 'BUILDX_METADATA_WARNINGS'],
    ...['DOCKER_BUILDKIT', 'DOCKER_DEFAULT_PLATFORM', 'DOCKER_METADATA_SET_OUTPUT_ENV', 'PROGRESS_NO_TRUNC'],
  ])
})
