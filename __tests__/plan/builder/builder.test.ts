import { describe, expect, test } from '@jest/globals'
import { readConfig } from '../../../src/buildx/buildkitd-config.ts'
import type { BuilderFacts } from '../../../src/buildx/inspect.ts'
import type { Facts } from '../../../src/facts/facts.ts'
import type { NodeInput } from '../../../src/inputs/nodes.ts'
import type { Inputs } from '../../../src/inputs/table.ts'
import { makePlan } from '../../../src/plan/make.ts'
import { printPlatform } from '../../../src/platforms/platform.ts'
import {
  attested,
  builder,
  driverOptions,
  facts,
  handler,
  inlineConfig,
  inputs,
  PLAIN_DOCKER,
  platforms,
  refusalOf,
} from '../../builders.ts'

const node = (overrides: Partial<NodeInput>): NodeInput => ({
  name: '',
  endpoint: '',
  platforms: [],
  'driver-opts': [],
  'buildkitd-flags': '',
  line: 1,
  ...overrides,
})

const ARM = node({ name: 'arm', endpoint: 'ssh://me@arm', platforms: platforms('linux/arm64') })

/** Platforms, how they run, and on which node. */
function runs(given: Partial<Inputs>, machine: Partial<Facts> = {}): readonly string[] {
  const plan = makePlan(inputs(given), facts(machine))
  return plan.platforms.map(({ platform, runs, node, args }) =>
    [printPlatform(platform), runs, node, `on ${args.BUILDPLATFORM || 'an unknown machine'}`]
      .filter((part) => part !== undefined)
      .join(', '),
  )
}

function own(given: Partial<Inputs>, machine: Partial<Facts> = {}) {
  const plan = makePlan(inputs(given), facts(machine))
  if (plan.builder.kind !== 'managed') throw new Error('The builder is not our own')
  return { ...plan.builder, emulation: plan.emulation, warnings: plan.warnings }
}

const nameOf = (given: Partial<Inputs>, machine: Partial<Facts> = {}): string => own(given, machine).name

const refusal = (given: Partial<Inputs>, machine: Partial<Facts> = {}): readonly string[] =>
  refusalOf(() => makePlan(inputs(given), facts(machine))).map(({ input, what }) => `${input}: ${what}`)

const two = { platforms: platforms('linux/amd64,linux/arm64') }

const BOTH = { 'builder-platforms': platforms('linux/amd64'), nodes: [ARM] }

const INLINE = await inlineConfig('debug = true')
const DEBUG = await readConfig('debug=true # yes')
const BROKEN = await readConfig('this is none')

describe('how a platform runs', () => {
  test.each([
    {
      what: 'declared for a remote node: there, without an emulator',
      given: { ...two, nodes: [ARM] },
      expected: [
        'linux/amd64, native, on linux/amd64',
        "linux/arm64, by the builder's node, arm, on an unknown machine",
      ],
    },
    {
      what: 'declared for each of two nodes',
      given: { ...two, ...BOTH },
      expected: [
        `linux/amd64, native, ${nameOf(BOTH)}0, on linux/amd64`,
        "linux/arm64, by the builder's node, arm, on an unknown machine",
      ],
    },
    {
      what: 'declared for a node here: by an emulator, for there the kernel decides',
      given: { ...two, nodes: [{ ...ARM, endpoint: 'unix:///second.sock' }] },
      expected: ['linux/amd64, native, on linux/amd64', 'linux/arm64, emulated, arm, on linux/amd64'],
    },
    {
      what: 'declared for the only node, which is here',
      given: { ...two, 'builder-platforms': platforms('linux/amd64,linux/arm64') },
      expected: ['linux/amd64, native, on linux/amd64', 'linux/arm64, emulated, on linux/amd64'],
    },
    {
      what: 'declared for no node, with a node here: by an emulator',
      given: { platforms: platforms('linux/riscv64'), nodes: [ARM] },
      expected: ['linux/riscv64, emulated, on an unknown machine'],
    },
    {
      what: 'declared for no node, with no node here: the builder is asked once it is there',
      given: { ...two, driver: 'remote', 'builder-endpoint': 'tcp://a:1' } as const,
      expected: [
        "linux/amd64, by the builder's node, on an unknown machine",
        "linux/arm64, by the builder's node, on an unknown machine",
      ],
    },
    {
      what: 'on a remote engine',
      given: { platforms: platforms('linux/arm64'), 'builder-endpoint': 'ssh://me@arm' },
      expected: ["linux/arm64, by the builder's node, on an unknown machine"],
    },
    {
      what: 'in a cluster',
      given: { ...two, driver: 'kubernetes' } as const,
      expected: [
        "linux/amd64, by the builder's node, on an unknown machine",
        "linux/arm64, by the builder's node, on an unknown machine",
      ],
    },
  ])('$what', ({ given, expected }) => {
    expect(runs(given)).toEqual(expected)
  })

  test('no emulator is installed for what a remote node builds', () => {
    expect(own({ ...two, nodes: [ARM] }).emulation).toBeUndefined()
    expect(own({ ...two, driver: 'remote', 'builder-endpoint': 'tcp://a:1' }).emulation).toBeUndefined()
  })

  test('only what no node declares has to be asked for', () => {
    const given = {
      platforms: platforms('linux/amd64,linux/arm64,linux/s390x'),
      driver: 'remote',
      'builder-endpoint': 'tcp://a:1',
      'builder-platforms': platforms('linux/amd64'),
      nodes: [ARM],
    } as const
    expect(own(given).undeclared.map(printPlatform)).toEqual(['linux/s390x'])
    expect(own({ ...two, nodes: [ARM] }).undeclared).toEqual([])
  })
})

describe('the nodes of a builder', () => {
  test('have the names that buildx gives them', () => {
    const given = {
      'builder-name': 'Mine',
      nodes: [ARM, node({ endpoint: 'b' }), node({ endpoint: 'c', name: 'mine2' }), node({ endpoint: 'd' })],
    }
    expect(own(given).nodes.map(({ name }) => name)).toEqual(['mine0', 'arm', 'mine1', 'mine2', 'mine3'])
  })

  test('lose a platform to a later node, and a warning says so', () => {
    const given = { 'builder-platforms': platforms('linux/amd64,linux/arm64'), nodes: [ARM] }
    const { nodes, warnings } = own(given)
    expect(nodes.map((each) => each.platforms.map(printPlatform))).toEqual([['linux/amd64'], ['linux/arm64']])
    expect(warnings).toContain('linux/arm64 is declared for several nodes: buildx uses the last of them.')
  })

  test('are made one after the other and booted together', () => {
    const { create, boot } = own({ 'builder-name': 'mine', nodes: [ARM] })
    expect(create).toEqual([
      ['buildx', 'create', '--name', 'mine', '--driver', 'docker-container'],
      [
        'buildx',
        'create',
        '--name',
        'mine',
        '--append',
        '--node',
        'arm',
        '--platform',
        'linux/arm64',
        'ssh://me@arm',
      ],
    ])
    expect(boot).toEqual(['buildx', 'inspect', '--bootstrap', 'mine'])
  })
})

describe('TLS material in the environment', () => {
  const keys = ['cacert', 'cert', 'key'].map((option) => ({
    name: `BUILDER_NODE_1_AUTH_TLS_${option.toUpperCase()}`,
    node: 1,
    option,
  }))
  const docker = { ...PLAIN_DOCKER, keys }

  test('is for the node of its number, and the plan knows its name only', () => {
    const given = {
      driver: 'remote',
      'builder-endpoint': 'tcp://a:1',
      nodes: [node({ endpoint: 'tcp://b:1' })],
      platforms: platforms('linux/amd64'),
    } as const
    const { create, keyFiles } = own(given, { docker, temp: '/tmp/x' })
    expect(create[0]).not.toContain('--driver-opt')
    expect(create[1]?.filter((_, index, all) => all[index - 1] === '--driver-opt')).toEqual([
      'cacert=/tmp/x/builder_node_1_auth_tls_cacert.pem',
      'cert=/tmp/x/builder_node_1_auth_tls_cert.pem',
      'key=/tmp/x/builder_node_1_auth_tls_key.pem',
    ])
    expect(keyFiles.map(({ variable }) => variable)).toEqual(keys.map(({ name }) => name))
  })

  test.each([
    { what: 'there is no such node', given: { driver: 'remote', 'builder-endpoint': 'tcp://a:1' } as const },
    { what: 'the driver takes none', given: { nodes: [ARM] } },
    {
      what: 'the address takes none',
      given: {
        driver: 'remote',
        'builder-endpoint': 'unix:///a',
        nodes: [node({ endpoint: 'ssh://b' })],
      } as const,
    },
  ])('gets a warning if $what', ({ given }) => {
    const { warnings, keyFiles } = own({ platforms: platforms('linux/amd64'), ...given }, { docker })
    expect(keyFiles).toEqual([])
    expect(warnings.filter((text) => /AUTH_TLS_\w+ has no effect/.test(text))).toHaveLength(3)
  })

  test('of a builder that stays gets a warning', () => {
    const given = {
      driver: 'remote',
      'builder-endpoint': 'tcp://a:1',
      'builder-cleanup': false,
      platforms: platforms('linux/amd64'),
    } as const
    const first = keys.map((key) => ({ ...key, node: 0 }))
    expect(own(given, { docker: { ...docker, keys: first } }).warnings).toContainEqual(
      expect.stringMatching(/its TLS files are removed/),
    )
  })
})

describe('an existing builder with the requested name', () => {
  const found = (
    settings: Partial<BuilderFacts['nodes'][number]['settings']>,
    overrides: Partial<BuilderFacts> = {},
  ) => {
    const { nodes, ...rest } = builder(['linux/amd64'])
    return {
      ...rest,
      nodes: nodes.map((each) => ({ ...each, settings: { ...each.settings, ...settings } })),
      ...overrides,
    }
  }
  const mine = { 'builder-name': 'mine' }
  const AUTOMATIC = '--allow-insecure-entitlement=network.host'

  test.each([
    { what: 'nothing is asked and nothing is there', given: {}, has: {} },
    { what: 'buildx gave it its usual flag', given: {}, has: { flags: AUTOMATIC } },
    {
      what: 'the usual flag is requested',
      given: { 'buildkitd-flags': AUTOMATIC },
      has: { flags: AUTOMATIC },
    },
    {
      what: 'flags are written in other words',
      given: { 'buildkitd-flags': '--debug  --root "/x y"' },
      has: { flags: `--debug --root /x y ${AUTOMATIC}` },
    },
    {
      what: 'options are in another order',
      given: { 'driver-opts': driverOptions('network=host', '"env.A=1,2"') },
      has: { options: { 'env.A': '1,2', network: 'host' } },
    },
    {
      what: 'several options are in one item',
      given: { 'driver-opts': driverOptions('a=1,b=2') },
      has: { options: { a: '1', b: '2' } },
    },
    {
      what: 'the configuration is in other words',
      given: INLINE,
      has: { config: DEBUG },
    },
    {
      what: 'the configuration cannot be compared',
      given: INLINE,
      has: { config: BROKEN },
    },
    {
      what: 'platforms are in another order',
      given: { 'builder-platforms': platforms('linux/arm64,linux/amd64') },
      has: { declared: platforms('linux/amd64,linux/arm64') },
    },
  ])('is used if $what', ({ given, has }) => {
    const plan = makePlan(inputs({ ...mine, ...given }), facts({ builder: found(has) }))
    expect(plan.builder).toEqual({
      kind: 'existing',
      name: 'mine',
      isReused: true,
      boot: undefined,
      use: undefined,
    })
    expect(plan.files).toEqual([])
  })

  test('is compared once it is up, if another job is just starting it', () => {
    const { nodes, ...rest } = found({})
    const starting = nodes.map((node) => ({ ...node, status: '', error: 'listing workers: EOF' }))
    const given = { ...INLINE, 'buildkitd-flags': '--debug' }
    const { builder: plan } = makePlan(
      inputs({ ...mine, ...given }),
      facts({ builder: { ...rest, nodes: starting } }),
    )
    expect(plan).toMatchObject({
      kind: 'existing',
      boot: ['buildx', 'inspect', '--bootstrap', 'mine'],
      requested: { name: 'mine', nodes: [{ config: { text: 'debug = true' }, flags: '--debug' }] },
    })
  })

  test('is used if the configuration is that of the machine', () => {
    const machine = {
      builder: found({ config: DEBUG }),
      docker: { ...PLAIN_DOCKER, defaultConfig: DEBUG },
    }
    expect(refusal(mine, machine)).toEqual([])
  })

  test.each([
    {
      what: 'flags',
      given: {},
      has: { flags: '--debug' },
      input: 'buildkitd-flags',
      says: 'has the flags --debug; the inputs request none.',
    },
    {
      what: 'options',
      given: { 'driver-opts': driverOptions('network=host') },
      has: {},
      input: 'driver-opts',
      says: 'has the options none; the inputs request network=host.',
    },
    {
      what: 'a secret value of an option',
      given: { 'driver-opts': driverOptions('env.T=a') },
      has: { options: { 'env.T': 'b' } },
      input: 'driver-opts',
      says: 'has the options a different env.T=…; the inputs request env.T=….',
    },
    {
      what: 'a configuration',
      given: {},
      has: { config: DEBUG },
      input: 'buildkitd-config',
      says: 'has a different configuration',
    },
    {
      what: 'platforms',
      given: {},
      has: { declared: platforms('linux/arm64') },
      input: 'builder-platforms',
      says: 'has the platforms linux/arm64; the inputs request none.',
    },
    {
      what: 'its place',
      given: { 'builder-endpoint': 'arm' },
      has: {},
      input: 'builder-endpoint',
      says: 'the inputs request arm.',
    },
  ])('is refused for other $what', ({ given, has, input, says }) => {
    const [problem, ...others] = refusal({ ...mine, ...given }, { builder: found(has) })
    expect(others).toEqual([])
    expect(problem?.startsWith(`${input}: the builder "mine" already exists and `)).toBe(true)
    expect(problem).toContain(says)
  })

  test('is refused together with what else is wrong, as the builder would be that the inputs request', () => {
    const other = builder(['linux/arm64'], { name: 'mine', driver: 'docker' })
    const given = { ...mine, load: true, platforms: platforms('linux/amd64,linux/arm64') }
    expect(refusal(given, { builder: other })).toEqual([
      'driver: the builder "mine" already exists and has the driver docker; the inputs request docker-container.',
      'load: this docker engine (28.5.1) cannot hold 2 platforms of one image.',
    ])
  })

  test('is refused for another driver, and nothing else is compared', () => {
    const other = found({ flags: '--debug' }, { driver: 'remote' })
    expect(refusal(mine, { builder: other })).toEqual([
      'driver: the builder "mine" already exists and has the driver remote; the inputs request docker-container.',
    ])
  })

  test('is compared node by node', () => {
    const { nodes, ...rest } = builder(['linux/amd64', 'linux/arm64'])
    const renamed = nodes.map((each, index) => (index === 0 ? each : { ...each, endpoint: 'ssh://me@arm' }))
    expect(refusal({ ...mine, nodes: [ARM] }, { builder: { ...rest, nodes: renamed } })).toEqual([
      'append: the builder "mine" already exists and has the name of the node arm mine1; the inputs request arm.',
      'append: the builder "mine" already exists and has the platforms of the node arm none; the inputs request linux/arm64.',
    ])
  })

  test('in a cluster may have any number of pods', () => {
    const pods = builder(['linux/amd64', 'linux/amd64'], { driver: 'kubernetes' })
    const endless = { ...pods, nodes: pods.nodes.map((each, index) => ({ ...each, name: `pod-${index}` })) }
    expect(
      refusal({ ...mine, driver: 'kubernetes', platforms: platforms('linux/amd64') }, { builder: endless }),
    ).not.toContainEqual(expect.stringMatching(/^append/))
  })

  test('that does not run is booted', () => {
    const { nodes, ...rest } = found({})
    const stopped = { ...rest, nodes: nodes.map((each) => ({ ...each, status: 'stopped' })) }
    expect(makePlan(inputs(mine), facts({ builder: stopped })).builder).toMatchObject({
      boot: ['buildx', 'inspect', '--bootstrap', 'mine'],
    })
  })
})

describe('a builder that steps of a job have in common', () => {
  test.each<{ what: string; given: Partial<Inputs>; machine?: Partial<Facts> }>([
    { what: 'builds something else', given: { push: true, target: 'test', 'no-cache': true } },
    { what: 'builds for other platforms', given: two },
    { what: 'makes it the default one', given: { 'builder-use': true } },
    { what: 'needs no emulator any more', given: {}, machine: { handlers: [handler('arm64')] } },
    { what: 'is another step', given: {}, machine: { id: '77-1-ffffffff', temp: '/tmp/other' } },
  ])('has the same name if one $what', ({ given, machine = {} }) => {
    expect(nameOf(given, machine)).toBe(nameOf({}))
  })

  test.each<{ what: string; given?: Partial<Inputs>; machine?: Partial<Facts> }>([
    { what: 'a driver', given: { driver: 'remote', 'builder-endpoint': 'tcp://a:1' } },
    {
      what: 'an option, as the image',
      given: { 'driver-opts': driverOptions('image=moby/buildkit:v0.20.0') },
    },
    { what: 'flags', given: { 'buildkitd-flags': '--debug' } },
    { what: 'a configuration', given: INLINE },
    { what: 'an endpoint', given: { 'builder-endpoint': 'ssh://me@arm' } },
    { what: 'a platform of a node', given: { 'builder-platforms': platforms('linux/amd64') } },
    { what: 'a further node', given: { nodes: [ARM] } },
    { what: 'an end', given: { 'builder-cleanup': false } },
    { what: 'a volume that stays', given: { 'keep-state': true } },
    { what: 'an engine', machine: { docker: { ...PLAIN_DOCKER, host: 'tcp://second:2375' } } },
    { what: 'a docker context', machine: { docker: { ...PLAIN_DOCKER, context: 'second' } } },
    { what: 'a job', machine: { job: { run: '77-1', identity: 'the leg beside it' } } },
    { what: 'an attempt', machine: { job: { run: '77-2', identity: 'this job' } } },
  ])('has another name for $what of its own', ({ given = {}, machine = {} }) => {
    const name = nameOf({ ...two, ...given }, machine)
    expect(name).not.toBe(nameOf(two))
    expect(name).toMatch(/^multi-platform-build-77-\d-[0-9a-f]{8}$/)
  })

  /** What buildx reports about a builder that was created without inputs. */
  function made(status = 'running', flags = '') {
    const [node] = builder(['linux/amd64']).nodes
    if (node === undefined) throw new Error('A builder without a node')
    const name = nameOf({})
    const settings = { declared: [], options: {}, flags, config: undefined }
    return builder([], { name, nodes: [{ ...node, name: `${name}0`, status, settings }] })
  }

  const planned = (found: BuilderFacts | undefined, given: Partial<Inputs> = {}) =>
    makePlan(inputs(given), facts({ earlier: { found } }))

  test('is used as it is by the steps after the one that made it', () => {
    const plan = planned(made(), two)
    expect(plan.builder).toMatchObject({ kind: 'managed', earlier: { kind: 'used', boot: undefined } })
    expect(plan.notices).toEqual([])
    // It is the same as for the step that created the builder, regardless of what it supports by now.
    expect({ ...plan, builder: {} }).toEqual({ ...makePlan(inputs(two), facts()), builder: {} })
  })

  test('is booted if it does not run', () => {
    const boot = ['buildx', 'inspect', '--bootstrap', nameOf({})]
    expect(planned(made('stopped')).builder).toMatchObject({ earlier: { kind: 'used', boot } })
  })

  test.each([
    { what: 'is gone', found: undefined, why: 'is gone' },
    { what: 'has changed', found: made('running', '--debug'), why: 'has changed (buildkitd-flags)' },
  ])('is created again if it $what, and that is reported', ({ found, why }) => {
    const plan = planned(found)
    const name = nameOf({})
    expect(plan.builder).toMatchObject({
      ...{ kind: 'managed', name, earlier: { kind: 'made again', why } },
      clear: [['buildx', 'rm', name]],
    })
    expect(plan.notices).toEqual([
      `The builder ${name} from an earlier step of this job ${why}: it is created again, without its build cache.`,
    ])
  })

  test('is created again with its docker context', () => {
    const machine = { docker: { ...PLAIN_DOCKER, hasTls: true }, earlier: { found: undefined } }
    const { name, clear } = own({}, machine)
    expect(clear).toEqual([
      ['buildx', 'rm', name],
      ['context', 'rm', '--force', `${name}-context`],
    ])
  })
})

describe('what is worth knowing about a builder', () => {
  test('that its state is kept under a name that no other job uses', () => {
    expect(own({ 'keep-state': true }).warnings).toContainEqual(
      expect.stringMatching(/^keep-state: .*set builder-name/),
    )
    expect(own({ 'keep-state': true, 'builder-name': 'mine' }).warnings).not.toContainEqual(
      expect.stringMatching(/^keep-state/),
    )
  })
})

describe("docker's own builder", () => {
  const docker = builder(['linux/amd64'], { name: 'default', driver: 'docker' })
  const small = { ...docker, nodes: docker.nodes.map((each) => ({ ...each, hasSnapshots: false })) }
  const given = {
    driver: 'docker',
    platforms: platforms('linux/amd64'),
    tags: [{ repository: 'r.example/a', tag: '1', text: 'r.example/a:1' }],
    push: true,
  } as const

  test('is used, and never removed', () => {
    const plan = makePlan(inputs(given), facts({ builder: docker }))
    expect(plan.builder).toMatchObject({
      kind: 'existing',
      name: 'default',
      isReused: false,
      boot: undefined,
    })
    expect(plan.builds[0]?.command.slice(0, 4)).toEqual(['buildx', 'build', '--builder', 'default'])
  })

  test('gets no default attestations and exports no cache if it cannot', () => {
    const [build] = makePlan(inputs(given), facts({ builder: small })).builds
    expect(build?.command).toContain('--push')
    expect(build?.command).not.toContain('--attest')
    expect(build?.command).not.toContain('--cache-to')
    expect(build?.cache.why).toMatch(/imported only, because the driver docker/)
  })

  test.each(['1', 't', 'true'])('takes attestations that are switched off with disabled=%s', (value) => {
    const attests = attested(`type=provenance,disabled=${value}`)
    const [build] = makePlan(inputs({ ...given, attests }), facts({ builder: small })).builds
    expect(build?.command).toContain(`type=provenance,disabled=${value}`)
  })

  test('emulates like any builder here', () => {
    const machine = { builder: docker, handlers: [handler('arm64')] }
    expect(runs({ driver: 'docker', ...two }, machine)).toEqual([
      "linux/amd64, by the builder's node, on linux/amd64",
      'linux/arm64, emulated, on linux/amd64',
    ])
  })
})
