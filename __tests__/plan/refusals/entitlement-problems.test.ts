import { describe, expect, test } from '@jest/globals'
import { readConfig } from '../../../src/buildx/buildkitd-config.ts'
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

describe('a builder of our own grants', () => {
  test.each<{ what: string; given: Given; problems: readonly string[] }>([
    { what: 'nothing where nothing is asked for', given: { 'buildkitd-flags': '--debug' }, problems: [] },
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
    { what: 'what nobody knows on the driver remote', given: { ...ALL, driver: 'remote' }, problems: [] },
    { what: 'what nobody knows on the driver cloud', given: { ...ALL, driver: 'cloud' }, problems: [] },
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
        what: 'the builder that is made does not grant security.insecure.',
        cure: `Add to buildkitd-flags: ${FLAG} network.host ${FLAG} security.insecure. Each flag is root on the node's machine, or its network.`,
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
    { what: 'what nobody knows, on the driver docker', settings: {}, driver: 'docker', problems: [] },
    { what: 'what nobody knows, on a driver of tomorrow', settings: {}, driver: 'tomorrow', problems: [] },
  ])('$what', ({ settings, driver, problems }) => {
    expect(lacking({ ...ALL, builder: 'mine' }, made(settings, driver))).toEqual(problems)
  })
})
