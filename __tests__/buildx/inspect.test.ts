import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parseBuilder } from '../../src/buildx/inspect.ts'
import { printPlatform } from '../../src/platforms/platform.ts'

/** Output of `docker buildx inspect` (buildx 0.36.1). */
const recorded = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'fixtures', `${name}.txt`), 'utf8')

/** The builder with its platforms as text. */
async function read(output: string) {
  const { name, driver, nodes } = await parseBuilder(output)
  return {
    name,
    driver,
    nodes: nodes.map(({ settings: _, error: __, hasSnapshots: ___, ...node }) => ({
      ...node,
      platforms: node.platforms.map(printPlatform).join(' '),
      machine: node.machine && printPlatform(node.machine),
    })),
  }
}

describe('a recorded builder', () => {
  test('that is running', async () => {
    expect(await read(recorded('running'))).toMatchObject({
      name: 'recorded',
      driver: 'docker-container',
      nodes: [
        {
          name: 'recorded0',
          endpoint: 'unix:///var/run/docker.sock',
          status: 'running',
          buildkit: 'v0.32.2',
          platforms:
            'linux/amd64 linux/amd64/v2 linux/amd64/v3 linux/amd64/v4 linux/arm64 linux/riscv64 linux/386 linux/arm/v7 linux/arm/v6',
        },
      ],
    })
  })

  test('of the docker driver', async () => {
    expect(await read(recorded('docker-driver'))).toMatchObject({
      name: 'default',
      driver: 'docker',
      nodes: [
        {
          name: 'default',
          endpoint: 'default',
          status: 'running',
          buildkit: 'v0.0.0+unknown',
          platforms: 'linux/amd64 linux/amd64/v2 linux/amd64/v3 linux/amd64/v4 linux/arm64 linux/riscv64',
        },
      ],
    })
  })

  test('that is not running has its declared platforms', async () => {
    expect(await read(recorded('stopped'))).toMatchObject({
      name: 'recorded-stopped',
      nodes: [{ name: 'a', status: 'inactive', buildkit: '', platforms: 'linux/arm64 linux/arm/v7' }],
    })
  })

  test('of two nodes, with the declared platforms of each', async () => {
    expect(await read(recorded('two-nodes'))).toMatchObject({
      name: 'two-nodes',
      driver: 'docker-container',
      nodes: [
        {
          name: 'amd',
          endpoint: 'unix:///var/run/docker.sock',
          status: 'running',
          buildkit: 'v0.32.2',
          platforms:
            'linux/amd64 linux/386 linux/amd64/v2 linux/amd64/v3 linux/amd64/v4 linux/arm64 linux/riscv64 linux/arm/v7 linux/arm/v6',
        },
        {
          name: 'arm',
          endpoint: 'arm-machine',
          status: 'inactive',
          buildkit: '',
          platforms: 'linux/arm64 linux/arm/v7',
        },
      ],
    })
  })
})

describe("the platform of a node's own machine", () => {
  test.each([
    { what: 'is the first of a running builder', output: recorded('running'), machine: ['linux/amd64'] },
    {
      what: 'is the first one with the docker driver',
      output: recorded('docker-driver'),
      machine: ['linux/amd64'],
    },
    {
      what: 'is not known if others were declared',
      output: recorded('declared'),
      machine: [undefined],
    },
    {
      what: 'is not known if it may have been declared itself',
      output: recorded('two-nodes'),
      machine: [undefined, undefined],
    },
  ])('$what', async ({ output, machine }) => {
    expect((await read(output)).nodes.map((node) => node.machine)).toEqual(machine)
  })
})

describe('the configuration of a node', () => {
  const settings = async (output: string) => {
    const { nodes } = await parseBuilder(output)
    return nodes.map(({ settings: { declared, config, ...rest } }) => ({
      ...rest,
      config: config?.text,
      declared: declared.map(printPlatform),
    }))
  }
  const CONFIG =
    "[registry]\n[registry.'127.0.0.1:5990']\nhttp = true\n\n[registry.'127.0.0.1:5991']\nhttp = true\n\n[registry.'127.0.0.1:5992']\nhttp = true\n\n[registry.'docker.io']\nmirrors = ['127.0.0.1:5990']\n"
  const FLAGS = '--allow-insecure-entitlement=network.host'

  test.each([
    {
      what: 'has options, flags and a file',
      output: recorded('running'),
      expected: [{ options: { network: 'host' }, flags: FLAGS, config: CONFIG, declared: [] }],
    },
    {
      what: 'has the declared platforms',
      output: recorded('declared'),
      expected: [{ declared: ['linux/arm64', 'linux/arm/v7'] }],
    },
    {
      what: 'is separate for each of two nodes',
      output: recorded('two-nodes'),
      expected: [
        { declared: ['linux/amd64', 'linux/386'], config: CONFIG },
        { declared: ['linux/arm64', 'linux/arm/v7'], config: undefined, options: { network: 'host' } },
      ],
    },
    {
      what: "is empty for docker's own builder",
      output: recorded('docker-driver'),
      expected: [{ options: {}, flags: '', config: undefined, declared: [] }],
    },
    {
      what: 'has options with blanks, quotes and commas',
      output:
        'Name: b\nDriver: docker-container\n\nNodes:\nName: b0\nDriver Options: env.A="b c=\\"d\\"" image="x" env.no_proxy="a,b"\n',
      expected: [{ options: { 'env.A': 'b c="d"', image: 'x', 'env.no_proxy': 'a,b' } }],
    },
    {
      what: 'has the flags of an older buildx',
      output: 'Name: b\nDriver: docker-container\n\nNodes:\nName: b0\nFlags: --debug\n',
      expected: [{ flags: '--debug' }],
    },
  ])('$what', async ({ output, expected }) => {
    expect(await settings(output)).toMatchObject(expected)
  })

  test('comes with the reason why the node cannot be used', async () => {
    const { nodes } = await parseBuilder(
      'Name: b\nDriver: remote\n\nNodes:\nName: b0\nEndpoint: tcp://x:1\nError: connection refused\n\nName: b1\nStatus: running\n',
    )
    expect(nodes.map(({ error }) => error)).toEqual(['connection refused', ''])
  })

  test("shows whether docker's own BuildKit uses containerd's snapshotters", async () => {
    const output = recorded('docker-driver')
    const without = output.split('\n').filter((line) => !line.includes('snapshotter'))
    const withStore = async (text: string) =>
      (await parseBuilder(text)).nodes.map(({ hasSnapshots }) => hasSnapshots)
    expect(await withStore(output)).toEqual([true])
    expect(await withStore(without.join('\n'))).toEqual([false])
  })
})

describe('a printed builder', () => {
  const head = 'Name:   mine\nDriver: remote\n\nNodes:\n'

  test.each([
    { what: 'without nodes', output: head, nodes: [] },
    {
      what: 'with a node that only has a name',
      output: `${head}Name: a\n`,
      nodes: [{ name: 'a', endpoint: '', status: '', buildkit: '', platforms: '', machine: undefined }],
    },
    {
      what: 'with an error instead of platforms',
      output: `${head}Name:     a\nEndpoint: tcp://10.0.0.1:1234\nError:    connection refused\n`,
      nodes: [
        {
          name: 'a',
          endpoint: 'tcp://10.0.0.1:1234',
          status: '',
          buildkit: '',
          platforms: '',
          machine: undefined,
        },
      ],
    },
    {
      what: 'of an older buildx',
      output: `${head}Name:      a\nEndpoint:  e\nStatus:    running\nBuildkit:  v0.11.6\nPlatforms: linux/amd64, linux/arm64*\n`,
      nodes: [
        {
          name: 'a',
          endpoint: 'e',
          status: 'running',
          buildkit: 'v0.11.6',
          platforms: 'linux/amd64 linux/arm64',
          machine: 'linux/amd64',
        },
      ],
    },
    {
      what: 'with a platform that is not known yet',
      output: `${head}Name: a\nPlatforms: linux/amd64, linux/quantum, linux/arm64\n`,
      nodes: [
        {
          name: 'a',
          endpoint: '',
          status: '',
          buildkit: '',
          platforms: 'linux/amd64 linux/arm64',
          machine: 'linux/amd64',
        },
      ],
    },
    {
      what: 'with a configuration that looks like a node',
      output: `${head}Name: a\nPlatforms: linux/amd64\nFile#buildkitd.toml:\n > Name: b\n > Platforms: linux/arm64\n`,
      nodes: [
        {
          name: 'a',
          endpoint: '',
          status: '',
          buildkit: '',
          platforms: 'linux/amd64',
          machine: 'linux/amd64',
        },
      ],
    },
  ])('$what', async ({ output, nodes }) => {
    expect(await read(output)).toEqual({ name: 'mine', driver: 'remote', nodes })
  })

  test('is empty for an empty text', async () => {
    expect(await read('')).toEqual({ name: '', driver: '', nodes: [] })
  })
})
