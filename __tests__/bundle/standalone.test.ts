import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { fakeDocker } from '../../e2e/harness/fake-docker/fake.ts'
import type { Call, Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { newPlace, removePlace } from '../../e2e/harness/place.ts'
import { type Ended, startStep } from '../../e2e/harness/runner.ts'

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

interface Told {
  readonly main: Ended
  readonly post: Ended
  readonly calls: readonly Call[]
}

async function play({ has, rules, inputs = {} }: Machine): Promise<Told> {
  const place = newPlace()
  try {
    const [workspace, programs] = [join(place.folder, 'workspace'), join(place.folder, 'programs')]
    for (const folder of [workspace, programs]) mkdirSync(folder)
    writeFileSync(join(workspace, 'Dockerfile'), 'FROM alpine\nRUN true\n')
    const rest: readonly Rule[] = [
      VERSION,
      inspected('docker-container'),
      { match: ['buildx'] },
      { match: ['rm'] },
    ]
    const fake = fakeDocker({ folder: join(place.folder, 'fake'), rules: [...rules, ...rest] })
    const real = join(action, 'e2e/harness/fake-docker/docker')
    for (const name of has) {
      // The fake answers for both; it is a script, and needs a PATH.
      const script = `#!/bin/sh\nPATH=/usr/bin:/bin exec ${real} ${name === 'buildx' ? name : ''} "$@"\n`
      writeFileSync(join(programs, name), script, { mode: 0o755 })
    }
    const given = { context: '.', platforms: 'linux/amd64', cache: 'off', ...inputs }
    const env = { ...fake.env, PATH: programs }
    const step = startStep({ action, workspace, place, inputs: given, env })
    const main = await step.ended
    return { main, post: await step.post(), calls: fake.calls() }
  } finally {
    removePlace(place)
  }
}

function errors({ main }: Told): string {
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
    const told = await play({ has: ['buildx'], rules: [] })
    expect(errors(told)).toBe('')
    const commands = told.calls.map(({ argv }) => argv.slice(0, 2).join(' '))
    expect(commands).toEqual(['buildx version', ...commands.slice(1, -1), 'buildx rm'])
    expect(commands.filter((command) => !command.startsWith('buildx '))).toEqual([])
    expect(told.main.log.shown).toMatch(/^buildx create /m)
    expect(told.main.log.shown).toMatch(/^buildx build \\$/m)
    expect(told.main.log.shown).not.toMatch(/^docker buildx/m)
  })

  test('is started if docker has no plugin; docker describes its engine', async () => {
    const told = await play({ has: ['docker', 'buildx'], rules: [NO_PLUGIN, ENGINE] })
    expect(errors(told)).toBe('')
    expect(told.main.log.shown).toMatch(/^buildx build \\$/m)
    expect(told.calls.map(({ argv }) => argv[0])).toContain('version')
  })

  test('is not started if docker has the plugin', async () => {
    const told = await play({ has: ['docker', 'buildx'], rules: [ENGINE] })
    expect(errors(told)).toBe('')
    expect(told.main.log.shown).toMatch(/^docker buildx build \\$/m)
  })

  test('reports that docker installs emulators if they are requested by name', async () => {
    const told = await play({ has: ['buildx'], rules: [], inputs: { qemu: 'all' } })
    expect(errors(told)).toBe(
      'qemu: docker installs the emulators, and no docker engine can be reached. Set qemu: off, or use a runner with docker.',
    )
  })

  test('continues without emulators if none are requested by name', async () => {
    const told = await play({ has: ['buildx'], rules: [], inputs: { platforms: 'linux/amd64,linux/s390x' } })
    expect(errors(told)).toBe('')
    const notices = told.main.log.commands.filter(({ name }) => name === 'notice').map(({ data }) => data)
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
    const told = await play(machine)
    expect(errors(told)).toBe('')
    expect(told.main.exitCode).toBe(0)
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
    const told = await play({ has: ['docker'], rules: [NO_ENGINE, inspected(driver)], inputs })
    expect(errors(told)).toMatch(/^The docker engine does not answer: Cannot connect to the Docker daemon\n/)
  })
})

test('without docker and buildx has a message that says what to install', async () => {
  const told = await play({ has: [], rules: [] })
  expect(errors(told)).toMatch(
    /^The docker command could not be started: .*\nInstall docker with buildx.*buildx-version/,
  )
  expect(told.main.state).toEqual({})
})
