import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Failure } from '../../src/errors.ts'
import { readFacts, readLocal } from '../../src/facts/read.ts'
import type { Inputs } from '../../src/inputs/table.ts'
import { inputs } from '../builders.ts'
import { type Reply, recordingDocker } from '../docker/recording.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpb-facts-'))
  // The docker command must exist, or the engine is not queried. It is never started.
  writeFileSync(join(folder, 'docker'), '', { mode: 0o755 })
})

afterEach(() => rmSync(folder, { recursive: true }))

const ENGINE: Reply = { match: ['version'], stdout: '{"Version":"28.0.0","Os":"linux","Arch":"arm64"}\n' }

/** The result of a docker command that has timed out. */
function hangs(command: string): Reply {
  const stderr = `\ndocker ${command} did not end within 30 seconds`
  return { match: command.split(' '), code: 124, stderr }
}

async function read(rules: readonly Reply[], given: Partial<Inputs> = {}, madeEarlier = '') {
  const env = { PATH: folder, DOCKER_CONFIG: folder, RUNNER_TEMP: folder }
  const { docker, calls } = recordingDocker(rules, env)
  const all = inputs(given)
  const local = await readLocal(all, env)
  const result = await readFacts(docker, all, { local, madeEarlier }, env).catch((error: unknown) => error)
  return { result, calls }
}

const START =
  'Start docker in an earlier step, or use a runner that has it; `docker version` must show a server.'
const APART =
  'The versions of the docker command and its engine are too far apart: update the older one, and check that DOCKER_API_VERSION is not set.'

describe('the engine', () => {
  test('is described by docker version alone', async () => {
    const { result, calls } = await read([ENGINE])
    expect(result).toMatchObject({ engine: { version: '28.0.0', platform: { arch: 'arm64' } } })
    expect(calls).toEqual(['version --format {{json .Server}}'])
  })

  test.each([
    { parts: ['Podman Engine', 'Conmon', 'OCI Runtime (crun)'], kind: 'podman' },
    { parts: ['Engine', 'containerd', 'runc', 'rootlesskit', 'slirp4netns'], kind: 'rootless docker' },
    { parts: ['Engine', 'containerd', 'runc'], kind: 'docker' },
  ])('is identified by its components: $kind', async ({ parts, kind }) => {
    const Components = parts.map((Name) => ({ Name, Version: '1' }))
    const stdout = JSON.stringify({ Version: '28.0.0', Os: 'linux', Arch: 'arm64', Components })
    const { result } = await read([{ match: ['version'], stdout }])
    expect(result).toMatchObject({ engine: { kind } })
  })

  test.each([
    {
      what: 'Podman',
      answer: {
        stdout: 'null\n',
        stderr: 'Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.\n',
      },
      version: 'podman version 4.9.3\n',
    },
    {
      what: 'Podman without its service',
      answer: { stderr: 'Cannot connect to Podman.\n', code: 125 },
      version: 'podman version 5.2.2\n',
    },
    {
      what: 'nerdctl',
      answer: { stdout: '{"Components":[{"Name":"containerd","Version":"v2.0.0"}]}\n' },
      version: 'nerdctl version 2.0.2\n',
    },
  ])('is not expected from another program that is named docker: $what', async ({ answer, version }) => {
    const rules = [
      { match: ['version'], ...answer },
      { match: ['--version'], stdout: version },
    ]
    const { result } = await read(rules)
    expect(String(result)).toBe(
      `Failure: The docker command is another program: ${version.trim()}. Buildx is a plugin for docker's own command.`,
    )
  })

  test.each([
    {
      what: 'that hangs',
      rule: hangs('version'),
      message: 'The docker engine does not answer: docker version did not end within 30 seconds',
    },
    {
      what: 'that is down',
      rule: { match: ['version'], stderr: 'Cannot connect to the Docker daemon\n', code: 1 },
      message: 'The docker engine does not answer: Cannot connect to the Docker daemon',
    },
    {
      what: 'that is too new for its client',
      rule: {
        match: ['version'],
        stderr:
          'Error response from daemon: client version 1.43 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version\n',
        code: 1,
      },
      message:
        'The docker engine does not answer: Error response from daemon: client version 1.43 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version',
      cure: APART,
    },
    {
      what: 'that is too old for its client',
      rule: {
        match: ['version'],
        stderr:
          'API version 1.39 is not supported by this client: the minimum supported API version is 1.40\n',
        code: 1,
      },
      message:
        'The docker engine does not answer: API version 1.39 is not supported by this client: the minimum supported API version is 1.40',
      cure: APART,
    },
  ])('$what is a failure with its cause', async ({ rule, message, cure = START }) => {
    const { result } = await read([rule])
    expect(result).toEqual(new Failure(message, cure))
  })
})

describe('a builder', () => {
  test.each<{ what: string; given: Partial<Inputs>; rule: Reply; message: string }>([
    {
      what: 'that is named but does not exist',
      given: { builder: 'theirs' },
      rule: { match: ['buildx', 'inspect'], stderr: 'ERROR: no builder "theirs" found\n', code: 1 },
      message: 'builder: there is no builder "theirs": ERROR: no builder "theirs" found',
    },
    {
      what: 'that is named and hangs',
      given: { builder: 'theirs' },
      rule: hangs('buildx inspect theirs'),
      message:
        'builder: "theirs" does not answer: docker buildx inspect theirs did not end within 30 seconds',
    },
    {
      what: 'with a managed name that hangs, and so exists',
      given: { 'builder-name': 'ours' },
      rule: hangs('buildx inspect ours'),
      message: 'builder: "ours" does not answer: docker buildx inspect ours did not end within 30 seconds',
    },
  ])('$what is a failure', async ({ given, rule, message }) => {
    const { result } = await read([ENGINE, rule], given)
    expect(String(result)).toBe(`Failure: ${message}`)
  })

  test('with a managed name that does not exist is undefined', async () => {
    const missing: Reply = {
      match: ['buildx', 'inspect'],
      stderr: 'ERROR: no builder "ours" found\n',
      code: 1,
    }
    const { result } = await read([ENGINE, missing], { 'builder-name': 'ours' })
    expect(result).toMatchObject({ builder: undefined })
  })
})

describe('a builder of an earlier step', () => {
  const inspect = ['buildx', 'inspect', 'ours']

  test('is inspected if a step has made it', async () => {
    const stdout =
      'Name: ours\nDriver: docker-container\n\nNodes:\nName: ours0\nEndpoint: x\nStatus: running\n'
    const { result } = await read([ENGINE, { match: inspect, stdout }], {}, 'ours')
    expect(result).toMatchObject({ builder: undefined, earlier: { found: { name: 'ours' } } })
  })

  test.each([
    { what: 'does not exist', rule: { match: inspect, stderr: 'ERROR: no builder "ours" found\n', code: 1 } },
    { what: 'does not answer', rule: hangs('buildx inspect ours') },
  ])('that $what is gone', async ({ rule }) => {
    const { result } = await read([ENGINE, rule], {}, 'ours')
    expect(result).toMatchObject({ earlier: { found: undefined } })
  })
})
