import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { fakeDocker } from '../../e2e/harness/fake-docker/fake.ts'
import type { Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { runStep, startStep } from '../../e2e/harness/runner.ts'
import { type Fault, shortly } from '../registry/stored.ts'
import {
  action,
  errors,
  goodDocker,
  INPUTS,
  indexOf,
  type JobResult,
  runBundle,
  sha256,
  withSandbox,
} from './run-bundle.ts'

/**
 * Faults that a real engine does not have on demand: the shipped bundle against a docker that simulates them. The tags are
 * pushed at once here; pushes that are proven first have their own tests.
 */

const COMPLETE = indexOf(['linux/amd64', 'linux/arm64'])

function runJob(rules: readonly Rule[], inputs: Readonly<Record<string, string>> = {}): Promise<JobResult> {
  return answered(undefined, rules, inputs)
}

function answered(
  fault: Fault | undefined,
  rules: readonly Rule[] = goodDocker(COMPLETE.digest),
  inputs: Readonly<Record<string, string>> = {},
): Promise<JobResult> {
  const registry = { holds: [COMPLETE], tags: ['app:1', 'app:2'], ...(fault === undefined ? {} : { fault }) }
  return runBundle({ rules, inputs: { verify: 'false', 'on-newer': 'move', ...inputs }, ...registry })
}

describe('the answer of the registry after a push of the tags', () => {
  test('is confirmed if digest, platforms and all tags are right', async () => {
    const result = await runJob(goodDocker(COMPLETE.digest))
    expect(errors(result)).toBe('')
    expect(result.main.outputs['digest']).toBe(COMPLETE.digest)
    const short = COMPLETE.digest.slice(7, 15)
    // The digests of the tags before the build, and after it.
    expect(shortly(result.registry).toSorted()).toEqual(
      [
        ...['POST app upload', 'DELETE app upload'],
        ...[`GET app@${short}`, `GET app@${short}`],
        ...['HEAD app:1', 'HEAD app:1', 'HEAD app:2', 'HEAD app:2'],
      ].toSorted(),
    )
  })

  test('makes the job red without outputs if an index lacks one of the platforms', async () => {
    const result = await runJob(goodDocker(COMPLETE.digest), {
      platforms: 'linux/amd64,linux/arm64,linux/s390x',
    })
    expect(result.main.exitCode).toBe(1)
    expect(errors(result)).toContain('linux/s390x is missing')
    expect(result.main.outputs).toEqual({})
  })

  test('makes the job red if buildx reports no digest', async () => {
    const result = await runJob(goodDocker(''))
    expect(result.main.exitCode).toBe(1)
    expect(errors(result)).toMatch(/did not report its digest/)
  })

  test('shows a single manifest of the wrong platform by its config', async () => {
    const config = '{"os":"linux","architecture":"amd64"}'
    const layers = { schemaVersion: 2, config: { digest: sha256(config) }, layers: [] }
    const manifest = { bytes: JSON.stringify(layers), digest: sha256(JSON.stringify(layers)) }
    const result = await runBundle({
      rules: goodDocker(manifest.digest),
      inputs: { verify: 'false', 'on-newer': 'move', platforms: 'linux/arm64' },
      holds: [manifest, { bytes: config, digest: sha256(config) }],
      tags: ['app:1', 'app:2'],
    })
    expect(errors(result)).toMatch(/linux\/arm64 is missing; linux\/amd64 was not requested/)
  })
})

describe('a push that would be refused', () => {
  test('fails before anything is built, with the cure', async () => {
    const denied: Fault = ({ method }) =>
      method === 'POST' ? { status: 403, body: '{"errors":[{"code":"DENIED"}]}' } : undefined
    const result = await answered(denied)
    expect(errors(result)).toMatch(
      /Pushing to r\.example\/app is not allowed: the registry answers 403 DENIED\./,
    )
    expect(errors(result)).toContain('docker/login-action')
    expect(result.calls.filter(({ argv }) => argv[1] === 'build')).toEqual([])
    expect([result.main.exitCode, result.main.outputs]).toEqual([1, {}])
  })
})

describe('failure', () => {
  test('does not follow from a managed builder without a description', async () => {
    const silent = { match: ['buildx', 'inspect'], stderr: 'ERROR: out of order\n', code: 1 }
    const result = await runJob([silent, ...goodDocker(COMPLETE.digest)])
    expect([errors(result), result.main.exitCode]).toEqual(['', 0])
    expect(result.main.log.shown).toMatch(/^multi-platform-build-\S+ could not be inspected\.$/m)
    expect(JSON.parse(result.main.outputs['builder'] ?? '')).toMatchObject({ nodes: [] })
  })

  test('is decided by the exit code alone: much on stderr and exit 0 is success', async () => {
    const noisy = {
      match: ['buildx', 'build'],
      stderr: 'ERROR: nothing is wrong\n',
      metadata: { 'containerimage.digest': COMPLETE.digest },
    }
    const result = await runJob([noisy, ...goodDocker(COMPLETE.digest)])
    expect(result.main.exitCode).toBe(0)
  })

  test('is decided by the exit code alone: exit 7 in silence is failure', async () => {
    const silent = { match: ['buildx', 'build'], code: 7 }
    const result = await runJob([silent, ...goodDocker(COMPLETE.digest)])
    expect(result.main.exitCode).toBe(1)
    expect(errors(result)).toContain('The build failed with exit code 7.')
  })

  test('comes in the first second with the cure if no engine answers', async () => {
    const down = { match: ['version'], stderr: 'Cannot connect to the Docker daemon', code: 1 }
    const result = await runJob([down, ...goodDocker(COMPLETE.digest)])
    expect(errors(result)).toMatch(/The docker engine does not answer: Cannot connect/)
    expect(result.calls.map(({ argv }) => argv[0])).not.toContain('run')
    expect(result.main.state).toEqual({})
  })

  // A plugin in one of docker's own folders is found without asking docker, so such a machine cannot lack it.
  const shared = ['/usr/local/lib', '/usr/local/libexec', '/usr/lib', '/usr/libexec'].find((folder) =>
    existsSync(`${folder}/docker/cli-plugins/docker-buildx`),
  )
  const where = shared === undefined ? '' : ` (skipped: this machine has buildx in ${shared})`
  const testWithout = shared === undefined ? test : test.skip
  testWithout(`comes in the first second with the cure where docker has no buildx${where}`, async () => {
    const fault = { match: ['buildx', 'version'], stderr: "'buildx' is not a docker command", code: 1 }
    // A server that does not exist: buildx would be downloaded from there.
    const inputs = { 'buildx-mirror': 'http://127.0.0.1:9' }
    const result = await runJob([fault, ...goodDocker(COMPLETE.digest)], inputs)
    expect(errors(result)).toMatch(
      /could not be downloaded from http:\S+: .*ECONNREFUSED.*because docker has no buildx: 'buildx' is not a docker/,
    )
    expect(result.calls.filter(({ argv }) => ['create', 'build'].includes(argv[1] ?? ''))).toEqual([])
    expect(result.post.log.shown).toBe('')
  })

  test('without a docker command says what to install', async () => {
    const ended = await withSandbox((sandbox, workspace) =>
      runStep({ action, workspace, sandbox, inputs: INPUTS, env: { PATH: join(sandbox.folder, 'nothing') } }),
    )
    expect(ended.exitCode).toBe(1)
    expect(ended.log.shown).toMatch(/docker command could not be started.*\n.*Install docker with buildx/)
  })

  test('of the builder and of the emulators is reported for both', async () => {
    const faults = [
      { match: ['buildx', 'create'], stderr: 'create is broken\n', code: 1 },
      { match: ['run'], stderr: 'run is broken\n', code: 125 },
    ]
    // An architecture that no machine of the tests has a handler for.
    const inputs = { platforms: 'linux/amd64,linux/s390x', qemu: 'auto' }
    const result = await runJob([...faults, ...goodDocker(COMPLETE.digest)], inputs)
    expect(errors(result)).toMatch(/create is broken[\s\S]*run is broken/)
  })
})

describe('post', () => {
  test('removes the builder and the folder, and runs nothing else after a green job', async () => {
    const result = await runJob(goodDocker(COMPLETE.digest))
    const removals = result.calls
      .filter(({ argv }) => argv.includes('rm'))
      .map(({ argv }) => argv.slice(0, 2))
    expect(removals).toEqual([['buildx', 'rm']])
    expect(result.post.log.shown.split('\n').filter((line) => line.startsWith('Removed'))).toHaveLength(2)
  })

  test('counts a missing builder as removed', async () => {
    const gone = { match: ['buildx', 'rm'], stderr: 'ERROR: no builder "x" found\n', code: 1 }
    const { post } = await runJob([gone, ...goodDocker(COMPLETE.digest)])
    expect(post.log.commands).toEqual([])
    expect(post.exitCode).toBe(0)
  })

  test('continues after a failed undo, with a warning', async () => {
    const stuck = [['buildx', 'rm'], ['rm']].map((match) => ({ match, stderr: 'it is stuck\n', code: 1 }))
    const { post } = await runJob([...stuck, ...goodDocker(COMPLETE.digest)])
    expect(post.exitCode).toBe(0)
    expect(post.log.commands.map(({ name, data }) => `${name}: ${data}`)).toEqual([
      expect.stringMatching(
        /^warning: Could not remove builder multi-platform-build-.*: it is stuck\nRun manually: docker rm /,
      ),
    ])
    expect(post.log.shown).toMatch(/Removed folder/)
  })

  test('looks for partial results if the job was interrupted', async () => {
    const silent = { match: ['buildx', 'build'], code: 7 }
    const result = await runJob([silent, ...goodDocker(COMPLETE.digest)])
    const removals = result.calls
      .filter(({ argv }) => argv.includes('rm'))
      .map(({ argv }) => argv.slice(0, 2).join(' '))
    expect(removals).toEqual(['buildx rm', 'rm --force', 'volume rm'])
  })

  test('does nothing if main did nothing', async () => {
    const result = await runJob([], { platforms: 'linux/nothing' })
    expect(result.calls).toEqual([])
    expect(result.post.log.shown).toBe('')
    expect(result.post.exitCode).toBe(0)
  })
})

describe('a cancelled job', () => {
  test('ends a short command that hangs, without an error about it', async () => {
    await withSandbox(async (sandbox, workspace) => {
      const rules = [{ match: ['version'], delayMs: 60_000 }, ...goodDocker(COMPLETE.digest)]
      const fake = fakeDocker({ folder: join(sandbox.folder, 'fake'), rules })
      const step = startStep({ action, workspace, sandbox, inputs: INPUTS, env: fake.env })
      const asked = () => fake.calls().find(({ argv }) => argv[0] === 'version')
      while (asked() === undefined) await sleep(20)
      expect((await step.cancel()).by).toBe('SIGINT')
      const ended = await step.ended
      expect([ended.exitCode, ended.heldOpen]).toEqual([130, false])
      expect(ended.log.commands.filter(({ name }) => name === 'error')).toEqual([])
      expect(asked()?.signals).toEqual(['SIGINT'])
      expect((await step.post()).exitCode).toBe(0)
    })
  })
})
