import type { Attestation } from '../../buildx/attestation.ts'
import { TOML_CURE } from '../../buildx/buildkitd-config.ts'
import { joinOptions } from '../../buildx/driver-option.ts'
import {
  BUILDER_INPUTS,
  DEFAULT_DRIVER,
  DRIVERS,
  driverNamed,
  isDriverOption,
  optionWord,
} from '../../buildx/drivers.ts'
import { isArchive, isByDigest } from '../../buildx/exporter.ts'
import type { Problem } from '../../errors.ts'
import type { Facts, LocalFacts } from '../../facts/facts.ts'
import type { NodeInput } from '../../inputs/nodes.ts'
import type { Inputs } from '../../inputs/table.ts'
import { nearest } from '../../platforms/nearest.ts'
import { type Platform, printPlatform } from '../../platforms/platform.ts'
import { present } from '../../present.ts'
import { keysOf, NODE_INPUTS, nodeSources } from '../builder/nodes.ts'
import { capabilitiesOf, declaringNode, type TargetBuilder } from '../builder/target.ts'
import { type Check, problemsOf, type Rule, type RuleResult, rule } from './rule.ts'

/** What buildx accepts as the name of a builder or a node. */
const NAME_PATTERN = /^[a-zA-Z][\w.-]*$/

const NAMED_RULE: Rule<LocalFacts> = rule(['builder', 'driver', ...BUILDER_INPUTS], (inputs) => {
  const setInputs = BUILDER_INPUTS.filter((name) => isSet(inputs[name]))
  const conflicting = inputs.driver === DEFAULT_DRIVER ? setInputs : ['driver', ...setInputs]
  const names = conflicting.join(' and ')
  return (
    inputs.builder !== '' &&
    conflicting.length > 0 && {
      input: 'builder',
      what: `"${inputs.builder}" already exists, so ${names} cannot change it.`,
      cure: `Remove ${names}, or remove builder to get a managed builder.`,
    }
  )
})

const CONFIG_RULE = managedBuilderRule(['buildkitd-config', 'buildkitd-config-inline'], configProblem)

/** What can be wrong with the builder of any job, which may only hold settings; checked before any command runs. */
export const SETTINGS_RULES: readonly Rule<LocalFacts>[] = [NAMED_RULE, CONFIG_RULE]

/** What else can be wrong with the builder of a job that builds. */
export const BUILDER_RULES: readonly Rule<LocalFacts>[] = [
  managedBuilderRule(
    ['builder-name'],
    ({ 'builder-name': name }) =>
      name !== '' &&
      (!NAME_PATTERN.test(name) || name === 'default') && {
        input: 'builder-name',
        what: `"${name}" cannot be the name of a builder.`,
        cure: 'A name begins with a letter and contains only letters, digits, ".", "_" and "-"; "default" is taken.',
      },
  ),
  managedBuilderRule(['driver', ...BUILDER_INPUTS], (inputs) => {
    const { refuses, isMade } = DRIVERS[inputs.driver]
    const cure = isMade
      ? 'Remove it, or choose another driver.'
      : "Remove it, or choose another driver: this one is the docker engine's own builder, with the engine's settings."
    const what = `the driver ${inputs.driver} ignores it.`
    return refuses.filter((name) => isSet(inputs[name])).map((input) => ({ input, what, cure }))
  }),
  managedBuilderRule(['driver', ...NODE_INPUTS], optionProblems),
  managedBuilderRule(['driver', 'builder-endpoint', 'nodes'], endpointProblems),
  managedBuilderRule(['driver', 'builder-endpoint', 'nodes'], nameProblems),
  managedBuilderRule(['driver', ...NODE_INPUTS], keyProblems),
]

/** A rule about a managed builder. For an existing builder only the first rule applies: no input may try to change it. */
function managedBuilderRule<const Name extends keyof Inputs>(
  reads: readonly Name[],
  check: Check<Name, LocalFacts>,
): Rule<LocalFacts> {
  const inner = rule(reads, check)
  return {
    reads: ['builder', ...inner.reads],
    check: (inputs, local) => inputs.builder === '' && inner.check(inputs, local),
  }
}

function isSet(value: string | boolean | readonly unknown[]): boolean {
  return typeof value === 'boolean' ? value : value.length > 0
}

function configProblem(
  inputs: Pick<Inputs, 'buildkitd-config' | 'buildkitd-config-inline'>,
  { docker: { config } }: LocalFacts,
): Problem | undefined {
  const path = inputs['buildkitd-config']
  if (path === '') return undefined
  const problem = (what: string, cure: string): Problem => ({ input: 'buildkitd-config', what, cure })
  if (inputs['buildkitd-config-inline'] !== '') {
    const what = 'buildkitd-config-inline is set too, and there can be only one configuration.'
    return problem(what, 'Remove one of the two.')
  }
  if (config === undefined) {
    const cure =
      'Correct the path: it is relative to the workspace, and the repository must be checked out first.'
    return problem(`there is no file "${path}" that can be read.`, cure)
  }
  if (config.mistake === undefined) return undefined
  const { line, why } = config.mistake
  return problem(`line ${line} of "${path}" is not valid TOML: ${why}.`, TOML_CURE)
}

/** The requested nodes in their order; the first one has no name. */
function requestedNodes(
  inputs: Pick<Inputs, 'builder-endpoint' | 'nodes'>,
): readonly Pick<NodeInput, 'name' | 'endpoint'>[] {
  return [{ name: '', endpoint: inputs['builder-endpoint'] }, ...inputs.nodes]
}

/** The input, and the line in it, that describes a node. */
function nodeLocation({ nodes }: Pick<Inputs, 'nodes'>, index: number): Pick<Problem, 'input' | 'line'> {
  const node = nodes[index - 1]
  return node === undefined ? { input: 'builder-endpoint' } : { input: 'append', line: node.line }
}

type NodeRuleInputs = Pick<Inputs, 'driver' | 'builder-endpoint' | 'nodes'>

function endpointProblems(inputs: NodeRuleInputs, { docker }: LocalFacts): readonly Problem[] {
  const { driver } = inputs
  const { endpoint: need, endpointCure, addresses, takesBuildkitHost } = DRIVERS[driver]
  const hasDefault = takesBuildkitHost && docker.buildkitHost !== ''
  return requestedNodes(inputs).flatMap(({ endpoint }, index) => {
    const location = nodeLocation(inputs, index)
    if (endpoint === '' && need === 'required' && !hasDefault) {
      const what = `the driver ${driver} needs the endpoint of its node.`
      return [{ ...location, what, cure: endpointCure }]
    }
    if (endpoint !== '' && need === 'none' && index > 0) {
      return [{ ...location, what: `the driver ${driver} takes no endpoint.`, cure: 'Remove it.' }]
    }
    if (endpoint === '' || addresses === undefined || addresses.test(endpoint)) return []
    const cure =
      'Write tcp://HOST:PORT, unix:///PATH, ssh://USER@HOST, docker-container://NAME or kube-pod://NAME.'
    return [{ ...location, what: `"${endpoint}" is not the address of a BuildKit daemon.`, cure }]
  })
}

/** Options that are misspelled or belong to another driver. buildx itself refuses all other unknown ones before it creates a node. */
function optionProblems(inputs: Pick<Inputs, 'driver' | (typeof NODE_INPUTS)[number]>): readonly Problem[] {
  const { options: known } = DRIVERS[inputs.driver]
  if (known.length === 0) return []
  return nodeSources(inputs).flatMap(({ options }, index) => {
    const input = index === 0 ? { input: 'driver-opts' } : nodeLocation(inputs, index)
    const words = Object.keys(joinOptions(options)).map(optionWord)
    return words.flatMap((word) => {
      if (known.includes(word)) return []
      const meant = nearest(word.toLowerCase(), known)
      if (meant === undefined && !isDriverOption(word)) return []
      const cure = meant === undefined ? `It has ${known.join(', ')}.` : `Did you mean ${meant}?`
      return [{ ...input, what: `the driver ${inputs.driver} has no option "${word}".`, cure }]
    })
  })
}

/** buildx refuses two nodes with the same endpoint, and treats a second node with the same name as a change of the first. */
function nameProblems(inputs: NodeRuleInputs): readonly RuleResult[] {
  const { isCluster } = DRIVERS[inputs.driver]
  return requestedNodes(inputs).flatMap(({ name, endpoint }, index, nodes) => {
    const location = nodeLocation(inputs, index)
    const before = nodes.slice(0, index)
    const where = endpoint === '' ? 'The engine of the current docker context' : `"${endpoint}"`
    return [
      name !== '' &&
        !NAME_PATTERN.test(name) && {
          ...location,
          what: `"${name}" cannot be the name of a node.`,
          cure: 'A name begins with a letter and contains only letters, digits, ".", "_" and "-".',
        },
      name !== '' &&
        before.some((node) => node.name === name) && {
          ...location,
          what: `two nodes are called "${name}".`,
          cure: 'Give each its own name.',
        },
      !isCluster &&
        before.some((node) => node.endpoint === endpoint) && {
          ...location,
          what: `${where} is already the endpoint of another node.`,
          cure: 'Name another endpoint.',
        },
    ]
  })
}

/** buildx needs the certificate of the CA, and accepts a certificate and its key only together. */
function keyProblems(
  inputs: Pick<Inputs, 'driver' | (typeof NODE_INPUTS)[number]>,
  { docker }: LocalFacts,
): readonly Problem[] {
  return nodeSources(inputs).flatMap(({ options }, index) => {
    const fromEnvironment = keysOf(inputs, docker, index).map(({ option }) => option)
    if (fromEnvironment.length === 0) return []
    const has = [...fromEnvironment, ...Object.keys(joinOptions(options))]
    const lacks = present([
      !has.includes('cacert') && 'CACERT',
      has.includes('key') && !has.includes('cert') && 'CERT',
      has.includes('cert') && !has.includes('key') && 'KEY',
    ])
    return lacks.map((part) => ({
      ...nodeLocation(inputs, index),
      what: `BUILDER_NODE_${index}_AUTH_TLS_${part} is not set, although other TLS variables of the node are.`,
      cure: 'Set it in env: of this step, and check that this workflow may read the secret (forks may not).',
    }))
  })
}

/** What a build requires of its builder. */
interface BuildNeeds {
  readonly targets: readonly Platform[]
  readonly attests: readonly Attestation[]
}

/** What the driver of the builder may be unable to do. */
const DRIVER_RULES: readonly Rule<BuildNeeds & { readonly builder: TargetBuilder }>[] = [
  rule(
    [],
    (_, { builder, targets }) =>
      targets.length > 1 &&
      !capabilitiesOf(builder).severalPlatforms &&
      lacks(builder, 'platforms', `builds one platform, not ${targets.length}`),
  ),
  rule(
    [],
    (_, { builder, attests }) =>
      !capabilitiesOf(builder).attestations &&
      attests.some(({ isDisabled }) => !isDisabled) &&
      lacks(builder, 'provenance', 'cannot make attestations'),
  ),
  rule(['cache-to'], (inputs, { builder }) => {
    const { cacheTo } = capabilitiesOf(builder)
    return inputs['cache-to'].map(
      ({ type }) =>
        cacheTo !== 'all' &&
        !cacheTo.includes(type) &&
        lacks(builder, 'cache-to', `cannot export a cache of type ${type}`),
    )
  }),
  rule(['outputs'], ({ outputs }, { builder }) =>
    outputs
      .filter(({ type }) => capabilitiesOf(builder).lacksExporters.includes(type))
      .map(({ type }) => lacks(builder, 'outputs', `has no exporter ${type}`)),
  ),
  rule(['outputs'], ({ outputs }, { builder }) =>
    outputs
      .filter((exporter) => isByDigest(exporter) && !capabilitiesOf(builder).pushByDigest)
      .map(() => ({
        ...lacks(builder, 'outputs', 'cannot push by digest'),
        cure: 'Leave driver at docker-container.',
      })),
  ),
  // Nodes push one index together, but each would write its own archive.
  rule(['load', 'outputs'], ({ load, outputs }, { builder, targets }) => {
    const usedNodes = new Set(targets.map((target) => declaringNode(builder, target)))
    if (builder.nodes.length < 2 || usedNodes.size < 2) return []
    const cure = 'Push the image instead, or build one platform.'
    const what = (name: string): string =>
      `${name} cannot hold an image that ${usedNodes.size} nodes build together.`
    const archives = outputs.filter(isArchive)
    return [
      load && { input: 'load', what: what('the docker engine'), cure },
      ...archives.map(({ text }) => ({ input: 'outputs', what: what(`"${text}"`), cure })),
    ]
  }),
]

/** What the driver of the builder cannot do. */
export function driverProblems(
  inputs: Inputs,
  builder: TargetBuilder,
  needs: BuildNeeds,
): readonly Problem[] {
  return problemsOf(DRIVER_RULES, inputs, { ...needs, builder }, [])
}

function lacks({ driver }: TargetBuilder, input: string, what: string): Problem {
  const dependsOnStore = driverNamed(driver)?.capabilitiesWithoutStore !== undefined
  const cure = `Leave driver at docker-container${dependsOnStore ? ", or turn on the engine's containerd image store" : ''}.`
  return { input, what: `the driver ${driver} of this engine ${what}.`, cure }
}

/** What is worth knowing about a managed builder without preventing its creation. */
export function builderWarnings(inputs: Inputs, { builder, docker }: Facts): readonly string[] {
  if (inputs.builder !== '' || !DRIVERS[inputs.driver].isMade) return []
  const nodes = nodeSources(inputs)
  const usedKeys = nodes.flatMap((_, index) => keysOf(inputs, docker, index))
  const unused = docker.keys.filter((key) => !usedKeys.includes(key))
  const declared = nodes.flatMap(({ platforms }) => platforms.map(printPlatform))
  const repeated = new Set(declared.filter((name, index) => declared.indexOf(name) !== index))
  const stays = !inputs['builder-cleanup'] && builder === undefined
  return present([
    ...unused.map(
      ({ name }) => `${name} has no effect: only a node with driver: remote at a tcp:// address uses it.`,
    ),
    ...[...repeated].map((name) => `${name} is declared for several nodes: buildx uses the last of them.`),
    inputs['keep-state'] &&
      inputs['builder-name'] === '' &&
      'keep-state: the volume is kept, but its name differs in every job: set builder-name to use it again.',
    stays &&
      usedKeys.length > 0 &&
      'builder-cleanup: the builder stays, but its TLS files are removed when the job ends, so it cannot be reached afterwards.',
  ])
}
