import { describe, expect, test } from '@jest/globals'
import { readConfig } from '../../../src/buildx/buildkitd-config.ts'
import { readDockerfile } from '../../../src/buildx/dockerfile.ts'
import type { NodeSettings } from '../../../src/buildx/inspect.ts'
import { targetBuilder } from '../../../src/plan/builder/target.ts'
import { entitlementProblems } from '../../../src/plan/refusals/entitlement-problems.ts'
import { builder, driverOptions, facts, type Given, inputs, platforms } from '../../builders.ts'

const TARGETS = platforms('linux/amd64')
const ALL = { allow: ['network.host', 'security.insecure', 'device=vendor/x', 'buildx.local.delete'] }
const FLAG = '--allow-insecure-entitlement'
const config = await readConfig('insecure-entitlements = ["security.insecure", "network.host"]\n')
const onlyInsecure = await readConfig('insecure-entitlements = ["security.insecure"]\n')

/** Input and entitlement of each problem. */
function lacking(given: Given, known = facts()): readonly string[] {
  const all = inputs(given)
  const found = entitlementProblems(all, known, { builder: targetBuilder(all, known), targets: TARGETS })
  return found.map(({ input, what }) => `${input}: ${/grant (.*)\.$/.exec(what)?.[1]}`)
}

const INSECURE = 'allow: security.insecure'
const HOST = 'allow: network.host'

describe('a managed builder grants', () => {
  test.each<{ what: string; given: Given; problems: readonly string[] }>([
    { what: 'nothing if nothing is requested', given: { 'buildkitd-flags': '--debug' }, problems: [] },
    { what: 'network.host without flags, which buildx adds', given: ALL, problems: [INSECURE] },
    {
      what: 'only what flags say',
      given: { ...ALL, 'buildkitd-flags': `--debug ${FLAG} security.insecure` },
      problems: [HOST],
    },
    {
      what: 'network.host beside flags where network=host is its option',
      given: {
        ...ALL,
        'buildkitd-flags': `${FLAG}=security.insecure`,
        'driver-opts': driverOptions('network=host'),
      },
      problems: [],
    },
    {
      what: 'both by flags',
      given: { ...ALL, 'buildkitd-flags': `${FLAG} security.insecure ${FLAG}=network.host` },
      problems: [],
    },
    { what: 'what its configuration says', given: { ...ALL, buildkitdConfig: config }, problems: [] },
    {
      what: 'no more than network.host where the configuration lacks that: the flag takes its place',
      given: { ...ALL, buildkitdConfig: onlyInsecure },
      problems: [INSECURE],
    },
    { what: 'the network for RUN', given: { network: 'host' }, problems: [] },
    {
      what: 'no network for RUN by other flags',
      given: { network: 'host', 'buildkitd-flags': `${FLAG} security.insecure` },
      problems: ['network: network.host'],
    },
    {
      what: 'who knows what on kubernetes with a configuration of its own',
      given: { ...ALL, driver: 'kubernetes', 'buildkitd-flags': '--config /etc/b.toml' },
      problems: [],
    },
    { what: 'the same on kubernetes', given: { ...ALL, driver: 'kubernetes' }, problems: [INSECURE] },
    { what: 'an unknown set on the driver remote', given: { ...ALL, driver: 'remote' }, problems: [] },
    { what: 'an unknown set on the driver cloud', given: { ...ALL, driver: 'cloud' }, problems: [] },
  ])('$what', ({ given, problems }) => {
    expect(lacking(given)).toEqual(problems)
  })

  test('what the message says to write', () => {
    const all = inputs({ ...ALL, network: 'host' })
    const known = facts()
    const target = targetBuilder(all, known)
    expect(entitlementProblems(all, known, { builder: target, targets: TARGETS })).toEqual([
      {
        input: 'allow',
        what: 'the managed builder does not grant security.insecure.',
        cure: `Add to buildkitd-flags: ${FLAG} network.host ${FLAG} security.insecure. Each flag gives steps root on the node's machine, or its network.`,
      },
    ])
  })
})

describe('a builder that is there grants', () => {
  const made = (settings: Partial<NodeSettings>, driver = 'docker-container') => {
    const { nodes, ...rest } = builder(['linux/amd64', 'linux/arm64'], { driver })
    const [first, second] = nodes.map((node) => ({ ...node, settings: { ...node.settings, ...settings } }))
    const other = { declared: platforms('linux/arm64'), options: {}, flags: '', config: undefined }
    return facts({
      builder: {
        ...rest,
        nodes: [
          ...(first === undefined ? [] : [{ ...first, settings: { ...first.settings, declared: TARGETS } }]),
          ...(second === undefined ? [] : [{ ...second, settings: other }]),
        ],
      },
    })
  }

  test.each<{ what: string; settings: Partial<NodeSettings>; driver?: string; problems: readonly string[] }>([
    { what: 'nothing without flags', settings: {}, problems: [HOST, INSECURE] },
    {
      what: 'what its flags say, on the node that builds',
      settings: { flags: `${FLAG}=network.host` },
      problems: [INSECURE],
    },
    { what: 'what its configuration says', settings: { config }, problems: [] },
    { what: 'an unknown set, on the driver docker', settings: {}, driver: 'docker', problems: [] },
    { what: 'an unknown set, on a future driver', settings: {}, driver: 'tomorrow', problems: [] },
  ])('$what', ({ settings, driver, problems }) => {
    expect(lacking({ ...ALL, builder: 'mine' }, made(settings, driver))).toEqual(problems)
  })
})

describe('a step of the Dockerfile', () => {
  const ASKS = 'RUN --security=insecure x\n'
  const NEEDED = 'allow: 2: --security=insecure'

  /** Line and flag of each problem. */
  async function refused(text: string, given: Given = {}): Promise<readonly string[]> {
    const all = inputs(given)
    const known = facts({
      dockerfiles: [{ context: '.', file: '', text: undefined, content: await readDockerfile(text) }],
    })
    const asked = { builder: targetBuilder(all, known), targets: platforms('linux/amd64,linux/arm64') }
    const found = entitlementProblems(all, known, asked)
    return found.map(
      ({ input, location: place, what }) => `${input}: ${place?.line}: ${/^RUN (\S+)/.exec(what)?.[1]}`,
    )
  }

  const GRANTING = { 'buildkitd-flags': `${FLAG} security.insecure` }

  test.each<{ what: string; text: string; given?: Given; problems: readonly string[] }>([
    { what: 'that needs what the build is not allowed', text: `FROM a\n${ASKS}`, problems: [NEEDED] },
    {
      what: 'that has it',
      text: `FROM a\n${ASKS}`,
      given: { ...GRANTING, allow: ['security.insecure'] },
      problems: [],
    },
    {
      what: 'in the network of the host',
      text: 'FROM a\nRUN --network=host x\n',
      problems: ['allow: 2: --network=host'],
    },
    {
      what: 'in the network of the host, as all of them',
      text: 'FROM a\nRUN --network=host x\n',
      given: { network: 'host' },
      problems: [],
    },
    {
      what: 'on the driver docker, which requests the same',
      text: `FROM a\n${ASKS}`,
      given: { driver: 'docker' },
      problems: [NEEDED],
    },
    { what: 'of a stage that is based on', text: `FROM a AS b\n${ASKS}FROM b\n`, problems: [NEEDED] },
    {
      what: 'of a stage that is copied from',
      text: `FROM a AS b\n${ASKS}FROM c\nCOPY --from=b / /\n`,
      problems: [NEEDED],
    },
    {
      what: 'of a stage that is mounted',
      text: `FROM a AS b\n${ASKS}FROM c\nRUN --mount=type=bind,from=0,target=/b x\n`,
      problems: [NEEDED],
    },
    { what: 'of a stage that nothing needs', text: `FROM a AS b\n${ASKS}FROM c\n`, problems: [] },
    {
      what: 'of a stage that is only named in a text',
      text: `FROM a AS b\n${ASKS}FROM c\nRUN echo from=b\n`,
      problems: [],
    },
    {
      what: 'of the target',
      text: `FROM a AS b\n${ASKS}FROM c\n`,
      given: { target: 'b' },
      problems: [NEEDED],
    },
    { what: 'beside the target', text: `FROM a AS b\nFROM c\n${ASKS}`, given: { target: 'b' }, problems: [] },
    {
      what: 'of a stage that a context replaces',
      text: `FROM a AS b\n${ASKS}FROM b\n`,
      given: { 'build-contexts': ['b=docker-image://alpine'] },
      problems: [],
    },
    {
      what: 'of a stage that is chosen by an unknown value',
      text: `ARG X\nFROM a AS b\n${ASKS}FROM $X\n`,
      problems: [],
    },
    {
      what: 'of a stage whose name is taken twice',
      text: `FROM a AS b\n${ASKS}FROM c AS b\nFROM b\n`,
      problems: [],
    },
    { what: 'if nothing is built', text: `FROM a\n${ASKS}`, given: { call: 'check' }, problems: [] },
    {
      what: 'for another frontend',
      text: `FROM a\n${ASKS}`,
      given: { 'build-args': ['BUILDKIT_SYNTAX=example.com/mine'] },
      problems: [],
    },
  ])('$what', async ({ text, given, problems }) => {
    expect(await refused(text, given)).toEqual(problems)
  })

  test.each([
    {
      flags: '',
      cure: `allow: security.insecure, and have the builder grant it (buildkitd-flags: ${FLAG} security.insecure), or`,
    },
    { flags: GRANTING['buildkitd-flags'], cure: 'allow: security.insecure, or' },
  ])('gets the cure that matches the flags "$flags"', async ({ flags, cure }) => {
    const all = inputs({ 'buildkitd-flags': flags })
    const known = facts({
      dockerfiles: [
        { context: '.', file: '', text: undefined, content: await readDockerfile(`FROM a\n${ASKS}`) },
      ],
    })
    const found = entitlementProblems(all, known, { builder: targetBuilder(all, known), targets: TARGETS })
    expect(found).toEqual([
      {
        input: 'allow',
        what: 'RUN --security=insecure in line 2 of "Dockerfile" needs the entitlement security.insecure, which this build does not allow.',
        cure: `Set ${cure} remove the flag from the step.`,
        location: { file: 'Dockerfile', line: 2, title: 'Entitlement' },
      },
    ])
  })
})
