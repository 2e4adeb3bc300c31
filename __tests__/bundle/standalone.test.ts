import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { fakeDocker } from '../../e2e/harness/fake-docker/fake.ts'
import type { Call, Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { type Ended, startStep } from '../../e2e/harness/runner.ts'
import { newSandbox, removeSandbox } from '../../e2e/harness/sandbox.ts'

/** Machines without a part of docker: the command, the plugin or the engine. */

const action = join(import.meta.dirname, '..', '..')
const VERSION: Rule = { match: ['buildx', 'version'], stdout: 'github.com/docker/buildx v0.36.1 abc\n' }
const NO_ENGINE: Rule = { match: ['version'], stderr: 'Cannot connect to the Docker daemon\n', code: 1 }
const ENGINE: Rule = { match: ['version'], stdout: '{"Version":"28.0.0","Os":"linux","Arch":"amd64"}\n' }

function inspected(driver: string): Rule {
  const node = 'Name: b0\nEndpoint: x\nStatus: running\nPlatforms: linux/amd64, linux/arm64\n'
  return { match: ['buildx', 'inspect'], stdout: `Name: b\nDriver: ${driver}\n\nNodes:\n${node}` }
}

interface Machine {
  /** Programs in PATH. */
  readonly has: readonly ('docker' | 'buildx')[]
  readonly rules: readonly Rule[]
  readonly inputs?: Readonly<Record<string, string>>
}

interface JobResult {
  readonly main: Ended
  readonly post: Ended
  readonly calls: readonly Call[]
}

async function runJob({ has, rules, inputs = {} }: Machine): Promise<JobResult> {
  const sandbox = newSandbox()
  try {
    const [workspace, programs] = [join(sandbox.folder, 'workspace'), join(sandbox.folder, 'programs')]
    for (const folder of [workspace, programs]) mkdirSync(folder)
    writeFileSync(join(workspace, 'Dockerfile'), 'FROM alpine\nRUN true\n')
    const rest: readonly Rule[] = [
      VERSION,
      inspected('docker-container'),
      { match: ['buildx'] },
      { match: ['rm'] },
    ]
    const fake = fakeDocker({ folder: join(sandbox.folder, 'fake'), rules: [...rules, ...rest] })
    for (const name of has) {
      // The fake answers for both.
      const script = `#!/bin/sh\nexec ${fake.program} ${name === 'buildx' ? name : ''} "$@"\n`
      writeFileSync(join(programs, name), script, { mode: 0o755 })
    }
    const given = { context: '.', platforms: 'linux/amd64', cache: 'off', ...inputs }
    const env = { ...fake.env, PATH: programs }
    const step = startStep({ action, workspace, sandbox, inputs: given, env })
    const main = await step.ended
    return { main, post: await step.post(), calls: fake.calls() }
  } finally {
    removeSandbox(sandbox)
  }
}

function errors({ main }: JobResult): string {
  const found = main.log.commands.filter(({ name }) => name === 'error')
  return found.map(({ data }) => data).join('\n')
}

describe('buildx by itself', () => {
  const NO_PLUGIN: Rule = {
    match: ['buildx', 'version'],
    times: 1,
    stderr: "docker: 'buildx' is not a docker command.\n",
    code: 1,
  }

  test('is started without docker, in main and in post, and the log shows that', async () => {
    const result = await runJob({ has: ['buildx'], rules: [] })
    expect(errors(result)).toBe('')
    const commands = result.calls.map(({ argv }) => argv.slice(0, 2).join(' '))
    expect(commands).toEqual(['buildx version', ...commands.slice(1, -1), 'buildx rm'])
    expect(commands.filter((command) => !command.startsWith('buildx '))).toEqual([])
    expect(result.main.log.shown).toMatch(/^buildx create /m)
    expect(result.main.log.shown).toMatch(/^buildx build \\$/m)
    expect(result.main.log.shown).not.toMatch(/^docker buildx/m)
  })

  test('is started if docker has no plugin; docker describes its engine', async () => {
    const result = await runJob({ has: ['docker', 'buildx'], rules: [NO_PLUGIN, ENGINE] })
    expect(errors(result)).toBe('')
    expect(result.main.log.shown).toMatch(/^buildx build \\$/m)
    expect(result.calls.map(({ argv }) => argv[0])).toContain('version')
  })

  test('is not started if docker has the plugin', async () => {
    const result = await runJob({ has: ['docker', 'buildx'], rules: [ENGINE] })
    expect(errors(result)).toBe('')
    expect(result.main.log.shown).toMatch(/^docker buildx build \\$/m)
  })

  test('reports that docker installs emulators if they are requested by name', async () => {
    const result = await runJob({ has: ['buildx'], rules: [], inputs: { qemu: 'all' } })
    expect(errors(result)).toBe(
      'qemu: docker installs the emulators, and no docker engine can be reached. Set qemu: off, or use a runner with docker.',
    )
  })

  test('continues without emulators if none are requested by name', async () => {
    const result = await runJob({
      has: ['buildx'],
      rules: [],
      inputs: { platforms: 'linux/amd64,linux/s390x' },
    })
    expect(errors(result)).toBe('')
    const notices = result.main.log.commands.filter(({ name }) => name === 'notice').map(({ data }) => data)
    expect(notices).toContainEqual(
      expect.stringMatching(/^There is no emulator for linux\/s390x on this machine/),
    )
  })
})

describe('an engine that does not answer', () => {
  const remote = { driver: 'remote', 'builder-endpoint': 'tcp://127.0.0.1:9' }

  test.each<{ name: string; machine: Machine }>([
    {
      name: 'an existing remote builder',
      machine: { has: ['docker'], rules: [NO_ENGINE, inspected('remote')], inputs: { builder: 'theirs' } },
    },
    {
      name: 'a builder in a cluster',
      machine: {
        has: ['docker'],
        rules: [NO_ENGINE, inspected('kubernetes')],
        inputs: { builder: 'theirs' },
      },
    },
    {
      name: 'a managed remote builder',
      machine: { has: ['docker'], rules: [NO_ENGINE, inspected('remote')], inputs: remote },
    },
    {
      name: 'a managed remote builder, without a docker command',
      machine: { has: ['buildx'], rules: [inspected('remote')], inputs: remote },
    },
  ])('does not matter for $name', async ({ machine }) => {
    const result = await runJob(machine)
    expect(errors(result)).toBe('')
    expect(result.main.exitCode).toBe(0)
  })

  test.each<{ name: string; inputs: Readonly<Record<string, string>>; driver: string }>([
    { name: 'a managed builder', inputs: {}, driver: 'docker-container' },
    { name: 'an existing local builder', inputs: { builder: 'mine' }, driver: 'docker-container' },
    {
      name: 'a result that is loaded into it',
      inputs: { builder: 'theirs', load: 'true' },
      driver: 'remote',
    },
  ])('is an error for $name', async ({ inputs, driver }) => {
    const result = await runJob({ has: ['docker'], rules: [NO_ENGINE, inspected(driver)], inputs })
    expect(errors(result)).toMatch(
      /^The docker engine does not answer: Cannot connect to the Docker daemon\n/,
    )
  })
})

test('without docker and buildx has a message that says what to install', async () => {
  const result = await runJob({ has: [], rules: [] })
  expect(errors(result)).toMatch(
    /^The docker command could not be started: .*\nInstall docker with buildx.*buildx-version/,
  )
  expect(result.main.state).toEqual({})
})
