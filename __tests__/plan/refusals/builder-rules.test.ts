import { describe, expect, test } from '@jest/globals'
import type { DriverName } from '../../../src/buildx/drivers.ts'
import type { Problem } from '../../../src/errors.ts'
import { driverProblems } from '../../../src/plan/refusals/builder-rules.ts'
import { ruleProblems } from '../../../src/plan/refusals/rules.ts'
import {
  attested,
  builder,
  caches,
  driverOptions,
  exporters,
  facts,
  inputs,
  platforms,
  readCompletely,
} from '../../builders.ts'

describe('an output by digest, on the driver docker', () => {
  const engine = { ...builder(['linux/amd64'], { driver: 'docker' }), kind: 'existing' } as const
  const problems = (output: string) =>
    driverProblems(inputs({ outputs: exporters(`type=image,name=owner/app,push=true,${output}`) }), engine, {
      targets: platforms('linux/amd64'),
      attests: [],
    })

  test.each(['=true', '=1', '=T', '='])('is refused with push-by-digest%s', (value) => {
    expect(problems(`push-by-digest${value}`)).toEqual([
      {
        input: 'outputs',
        what: 'the driver docker of this engine cannot push by digest.',
        cure: 'Leave driver at docker-container.',
      },
    ])
  })

  test.each(['=false', '=0', '=F'])('is none with push-by-digest%s', (value) => {
    expect(problems(`push-by-digest${value}`)).toEqual([])
  })
})

describe("the engine's own builder, whose store is not containerd's", () => {
  const plain = builder(['linux/amd64'], { driver: 'docker' })
  const nodes = plain.nodes.map((node) => ({ ...node, hasSnapshots: false }))
  const engine = { ...plain, nodes, kind: 'existing' } as const
  const problems = (
    given: Parameters<typeof inputs>[0],
    targets = 'linux/amd64',
    attests: readonly string[] = [],
  ): readonly string[] =>
    driverProblems(inputs(given), engine, { targets: platforms(targets), attests: attested(...attests) }).map(
      ({ input, what }) => `${input}: ${what}`,
    )

  test.each([
    {
      what: 'does not build two platforms',
      found: problems({}, 'linux/amd64,linux/arm64'),
      says: ['platforms: the driver docker of this engine builds one platform, not 2.'],
    },
    {
      what: 'makes no attestations',
      found: problems({}, 'linux/amd64', ['type=provenance,disabled=true', 'type=sbom']),
      says: ['provenance: the driver docker of this engine cannot make attestations.'],
    },
    {
      what: 'need not make those that are off',
      found: problems({}, 'linux/amd64', ['type=provenance,disabled=true']),
      says: [],
    },
    {
      what: 'exports an inline cache, and no other',
      found: problems({ 'cache-to': caches('type=inline', 'type=gha', 'type=local,dest=a') }),
      says: ['gha', 'local'].map(
        (type) => `cache-to: the driver docker of this engine cannot export a cache of type ${type}.`,
      ),
    },
    {
      what: 'writes files, but no OCI layout',
      found: problems({ outputs: exporters('type=local,dest=a', 'type=oci,dest=a.tar') }),
      says: ['outputs: the driver docker of this engine has no exporter oci.'],
    },
  ])('$what', ({ found, says }) => {
    expect(found).toEqual(says)
  })
})

describe('an image that two nodes build together', () => {
  const two = builder(['linux/amd64', 'linux/arm64'])
  const nodes = two.nodes.map((node) => ({
    ...node,
    settings: { ...node.settings, declared: node.platforms },
  }))
  const engine = { ...two, nodes, kind: 'existing' } as const
  const problems = (given: Parameters<typeof inputs>[0], targets: string) =>
    driverProblems(inputs(given), engine, { targets: platforms(targets), attests: [] })
  const cure = 'Push the image instead, or build one platform.'

  test('is not loaded, and not written to a file', () => {
    const given = { load: true, outputs: exporters('type=oci,dest=a.tar', 'type=local,dest=a') }
    expect(problems(given, 'linux/amd64,linux/arm64')).toEqual([
      { input: 'load', what: 'the docker engine cannot hold an image that 2 nodes build together.', cure },
      {
        input: 'outputs',
        what: '"type=oci,dest=a.tar" cannot hold an image that 2 nodes build together.',
        cure,
      },
    ])
  })

  test('may be both if one of them builds it', () => {
    const given = { load: true, outputs: exporters('type=oci,dest=a.tar') }
    expect(problems(given, 'linux/arm64')).toEqual([])
  })
})

describe('a node', () => {
  test.each<{ what: string; driver: string; endpoint?: string; append: string; says: readonly string[] }>([
    { what: 'has a name of its own', driver: 'kubernetes', append: '- name: one\n- name: two\n', says: [] },
    {
      what: 'has a name that buildx takes',
      driver: 'kubernetes',
      append: '- name: one\n- name: 2nd\n',
      says: ['append, 2: "2nd" cannot be the name of a node.'],
    },
    {
      what: 'has no other one beside it with its name',
      driver: 'kubernetes',
      append: '- name: one\n- name: two\n- name: one\n',
      says: ['append, 3: two nodes are called "one".'],
    },
    {
      what: 'of a cluster has no endpoint',
      driver: 'kubernetes',
      append: '- name: one\n  endpoint: tcp://a:1\n',
      says: ['append, 1: the driver kubernetes takes no endpoint.'],
    },
    {
      what: 'of the driver remote has an endpoint',
      driver: 'remote',
      append: '- endpoint: tcp://b:1\n',
      says: ['builder-endpoint: the driver remote needs the endpoint of its node.'],
    },
    {
      what: 'of the driver remote has the address of a daemon',
      driver: 'remote',
      endpoint: 'tcp://a:1',
      append: '- endpoint: tcp://b:1\n- endpoint: http://c\n',
      says: ['append, 2: "http://c" is not the address of a BuildKit daemon.'],
    },
  ])('$what', async ({ driver, endpoint = '', append, says }) => {
    const env = { INPUT_DRIVER: driver, 'INPUT_BUILDER-ENDPOINT': endpoint, INPUT_APPEND: append }
    const { inputs: read, problems: unread } = await readCompletely(env)
    expect(unread).toEqual([])
    const isOfNode = ({ input }: Problem): boolean => ['builder-endpoint', 'append'].includes(input)
    const problems = ruleProblems(read, facts(), []).filter(isOfNode)
    expect(
      problems.map(({ input, line, what }) => `${input}${line === undefined ? '' : `, ${line}`}: ${what}`),
    ).toEqual(says)
  })
})

const ENDPOINTS: Partial<Record<DriverName, string>> = { remote: 'tcp://a:1', cloud: 'org/name' }

describe('an option of a driver', () => {
  const problems = (driver: DriverName, options: string) => {
    const given = inputs({
      driver,
      'driver-opts': driverOptions(options),
      'builder-endpoint': ENDPOINTS[driver] ?? '',
    })
    return ruleProblems(given, facts(), []).map(({ input, what, cure }) => `${input}: ${what} ${cure}`)
  }

  test.each<{ driver: DriverName; options: string }>([
    { driver: 'docker-container', options: 'image=a,network=host,env.TOKEN=x,cpuset-mems=0' },
    { driver: 'kubernetes', options: 'namespace=ci,qemu.install=true,env.A=b' },
    { driver: 'remote', options: 'servername=a,default-load=true' },
    { driver: 'cloud', options: 'anything=1,imag=x' },
    // Only buildx knows whether a builder with that name exists.
    { driver: 'docker-container', options: 'of-tomorrow=1' },
  ])('is taken by $driver: $options', ({ driver, options }) => {
    expect(problems(driver, options)).toEqual([])
  })

  test.each<{ driver: DriverName; options: string; says: string }>([
    {
      driver: 'docker-container',
      options: 'memroy=2g',
      says: 'driver-opts: the driver docker-container has no option "memroy". Did you mean memory?',
    },
    {
      driver: 'docker-container',
      options: 'namespace=ci',
      says: 'driver-opts: the driver docker-container has no option "namespace". It has image, network, memory,',
    },
    {
      driver: 'remote',
      options: 'env.TOKEN=secret-value',
      says: 'driver-opts: the driver remote has no option "env". It has servername,',
    },
  ])('is refused by $driver: $options', ({ driver, options, says }) => {
    expect(problems(driver, options)).toEqual([expect.stringContaining(says)])
  })
})
