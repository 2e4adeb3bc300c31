import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { fakeDocker } from '../../e2e/harness/fake-docker/fake.ts'
import type { Call } from '../../e2e/harness/fake-docker/rules.ts'
import { registerHandlers } from '../../e2e/harness/machine.ts'
import { type Ended, startStep } from '../../e2e/harness/runner.ts'
import { INSTALLED } from '../platforms/binfmt-misc.ts'
import { internet } from '../registry/internet.ts'
import { keep, newStored } from '../registry/stored.ts'
import { action, goodDocker, INPUTS, indexOf, withSandbox } from './run-bundle.ts'

/** Emulators that are installed by an engine: the shipped bundle against a docker that simulates the installer. */

const CONTEXTS = {
  tcp: 'tcp://10.0.0.7:2376',
  ssh: 'ssh://me@arm.example',
  here: 'unix:///run/user/1/docker.sock',
}

/** The handlers of this machine's kernel, whatever the installer does: never arm64, and one that a reset would remove. */
const HERE = { 'qemu-riscv64': INSTALLED['riscv64']?.text ?? '' }

interface JobResult {
  readonly main: Ended
  readonly calls: readonly Call[]
}

interface Engine {
  readonly env?: Readonly<Record<string, string>>
  /** The context in docker's config.json. */
  readonly current?: string
}

/**
 * @param supported the platforms that the installer reports
 * @param left names that are still registered after a reset
 */
function runJob(
  engine: Engine,
  supported: readonly string[],
  left: readonly string[] = [],
): Promise<JobResult> {
  return withSandbox(async (sandbox, workspace) => {
    const config = sandbox.env['DOCKER_CONFIG'] ?? ''
    writeFileSync(join(config, 'config.json'), JSON.stringify({ currentContext: engine.current }))
    for (const [Name, Host] of Object.entries(CONTEXTS)) {
      const folder = join(config, 'contexts', 'meta', Name)
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'meta.json'), JSON.stringify({ Name, Endpoints: { docker: { Host } } }))
    }
    const stdout = `${JSON.stringify({ supported, emulators: left }, undefined, 2)}\n`
    const { bytes, digest } = indexOf(['linux/amd64', 'linux/arm64'])
    const stored = newStored()
    keep(stored, bytes)
    const net = await internet(stored)
    const rules = [{ match: ['run'], stdout }, ...goodDocker(digest)]
    const fake = fakeDocker({ folder: join(sandbox.folder, 'fake'), rules })
    registerHandlers(sandbox.env['MULTI_PLATFORM_BUILD_ROOT'] ?? '', HERE)
    const inputs = {
      ...INPUTS,
      qemu: 'auto',
      verify: 'false',
      'qemu-cache-image': 'false',
      'qemu-reset': String(left.length > 0),
    }
    const env = { ...engine.env, ...fake.env, ...net.env }
    const step = startStep({ action, workspace, sandbox, inputs, env })
    const main = await step.ended
    await step.post()
    await net.close()
    return { main, calls: fake.calls() }
  })
}

function installed({ calls }: JobResult): readonly string[] {
  return calls.filter(({ argv }) => argv.includes('--install')).map(({ argv }) => argv.at(-1) ?? '')
}

function messages({ main }: JobResult, kind: string): readonly string[] {
  return main.log.commands.filter(({ name }) => name === kind).map(({ data }) => data)
}

const BOTH = ['linux/amd64', 'linux/arm64']

describe('an engine on another machine', () => {
  test.each<{ what: string; engine: Engine; address: string }>([
    { what: 'a tcp context of the settings', engine: { current: 'tcp' }, address: CONTEXTS.tcp },
    { what: 'an ssh context of the settings', engine: { current: 'ssh' }, address: CONTEXTS.ssh },
    {
      what: 'an ssh context of the environment',
      engine: { env: { DOCKER_CONTEXT: 'ssh' }, current: 'here' },
      address: CONTEXTS.ssh,
    },
    {
      what: 'DOCKER_HOST',
      engine: { env: { DOCKER_HOST: 'tcp://docker:2376' } },
      address: 'tcp://docker:2376',
    },
  ])('behind $what gets emulators, and its report is trusted', async ({ engine, address }) => {
    const result = await runJob(engine, BOTH)
    expect(messages(result, 'error')).toEqual([])
    expect(installed(result)).toEqual(['arm64'])
    expect(result.main.log.shown).toContain(
      `The docker engine is on another machine (${address}): its emulators are checked by what the installer reports.`,
    )
  })

  test('fails the job if the installer does not report the platform', async () => {
    const result = await runJob({ current: 'ssh' }, ['linux/amd64'])
    expect(messages(result, 'error').join()).toMatch(
      /^qemu: the installer succeeded, but linux\/arm64 is not among the platforms it supports \(linux\/amd64\)\./,
    )
  })

  test('reports the emulators that remain after a reset', async () => {
    const result = await runJob({ current: 'tcp' }, BOTH, ['qemu-s390x', 'python3.12'])
    expect(messages(result, 'notice')).toEqual([
      'qemu-reset: the installer succeeded, but these emulators are still registered: qemu-s390x.',
    ])
  })
})

describe('an engine on this machine', () => {
  test.each<{ what: string; engine: Engine }>([
    { what: 'at the default socket', engine: {} },
    { what: 'behind a context of a socket', engine: { current: 'here' } },
    {
      what: 'at a socket in DOCKER_HOST',
      engine: { env: { DOCKER_HOST: 'unix:///run/docker.sock' }, current: 'ssh' },
    },
  ])('$what is not trusted: its kernel is checked', async ({ engine }) => {
    const result = await runJob(engine, BOTH)
    expect(messages(result, 'error').join()).toMatch(
      /^qemu: the installer succeeded, but no emulator for linux\/arm64 is registered in binfmt_misc\./,
    )
  })
})
