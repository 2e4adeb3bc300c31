import { describe, expect, test } from '@jest/globals'
import { actionRows } from '../.ci/readme.ts'
import type { Tools } from '../src/jobs/job.ts'
import { main } from '../src/main.ts'
import { REAL_CLOCK } from '../src/retry.ts'
import { recordingDocker } from './docker/recording.ts'
import { whileCaptured } from './runner/stdout.ts'

/** The inputs as the runner passes them, with the defaults of action.yml. */
function env(inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const defaults = actionRows('inputs').map((row) => [row.name, row.default] as const)
  return Object.fromEntries(
    [...defaults, ...Object.entries(inputs)].map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  )
}

async function ended(inputs: Readonly<Record<string, string>>) {
  const { docker, calls } = recordingDocker([])
  const tools: Omit<Tools, 'masked'> = {
    dockerWith: () => () => docker,
    clock: REAL_CLOCK,
    beforeLeaving: () => () => {},
  }
  const { result, text } = await whileCaptured(() => main(env(inputs), tools))
  return { code: result, calls, log: text }
}

describe('main', () => {
  test('has no effect when it is imported, and runs the job of the mode when it is called', async () => {
    const { code, calls, log } = await ended({ mode: 'plan', platforms: 'linux/amd64,linux/arm64' })
    expect({ code, calls }).toEqual({ code: 0, calls: [] })
    expect(log).toContain('::group::Matrix\n')
  })

  test('ends with 1 and the reasons if inputs are wrong, before docker is requested anything', async () => {
    const { code, calls, log } = await ended({ platforms: 'linux/nothing', push: 'perhaps' })
    expect({ code, calls }).toEqual({ code: 1, calls: [] })
    expect(log).toMatch(/^::error::platforms, line 1: /m)
    expect(log).toMatch(/^::error::push: /m)
  })

  test('warns about credentials that anybody with the image could read, and masks them', async () => {
    const token = `ghp_${'a1'.repeat(18)}`
    const { log } = await ended({ 'build-args': `A=1\nTOKEN=${token}`, push: 'perhaps' })
    expect(log).toContain(`::add-mask::${token}\n`)
    expect(log).toMatch(/^::warning::build-args, line 2: a GitHub token is set here, /m)
    expect(log.replace(`::add-mask::${token}`, '')).not.toContain(token)
  })

  test('reports which outputs other jobs get empty', async () => {
    const { log } = await ended({ mode: 'plan', platforms: 'linux/amd64', 'github-token': 'ubuntu' })
    expect(log).toMatch(
      /^::warning::Other jobs get the output matrix empty: it contains the github-token, and the runner passes on /m,
    )
  })
})
