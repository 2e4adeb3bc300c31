import type { Attestation } from '../../buildx/attestation.ts'
import { TOML_CURE } from '../../buildx/buildkitd-config.ts'
import { joinOptions } from '../../buildx/driver-option.ts'
import { DEFAULT_DRIVER, DRIVERS, driverNamed } from '../../buildx/drivers.ts'
import { isArchive, isByDigest } from '../../buildx/exporter.ts'
import type { Problem } from '../../errors.ts'
import type { DockerFacts, Facts, LocalFacts } from '../../facts/facts.ts'
import type { InputName, Inputs } from '../../inputs/table.ts'
import { type Platform, printPlatform } from '../../platforms/platform.ts'
import { keysOf, nodeSources } from '../builder/nodes.ts'
import { capabilitiesOf, declaringNode, type TargetBuilder } from '../builder/target.ts'

/** Inputs that describe a builder of our own. */
const OWN_BUILDER = [
  ...([
    'builder-name',
    'driver-opts',
    'buildkitd-flags',
    'buildkitd-config',
    'buildkitd-config-inline',
  ] as const),
  ...(['builder-endpoint', 'builder-platforms', 'append', 'keep-state'] as const),
] as const

interface Rule {
  readonly reads: readonly InputName[]
  readonly check: (inputs: Inputs, docker: DockerFacts) => readonly Problem[]
}

/** What buildx takes for the name of a builder or of a node. */
const NAME = /^[a-zA-Z][\w.-]*$/

const RULES: readonly Rule[] = [
  {
    reads: ['builder', 'driver', ...OWN_BUILDER],
    check: (inputs) => {
      const isSet = (name: (typeof OWN_BUILDER)[number]): boolean =>
        inputs[name] === true || given(inputs, name)
      const own = [...(inputs.driver === DEFAULT_DRIVER ? [] : ['driver']), ...OWN_BUILDER.filter(isSet)]
      const names = own.join(' and ')
      return inputs.builder === '' || own.length === 0
        ? []
        : [
            {
              input: 'builder',
              what: `"${inputs.builder}" exists already, so ${names} cannot change it.`,
              cure: `Remove ${names}, or remove builder to get a builder of our own.`,
            },
          ]
    },
  },
  {
    reads: ['builder-name'],
    check: ({ 'builder-name': name }) =>
      name === '' || (NAME.test(name) && name !== 'default')
        ? []
        : [
            {
              input: 'builder-name',
              what: `"${name}" cannot be the name of a builder.`,
              cure: 'A name begins with a letter and has letters, digits, ".", "_" and "-"; "default" is taken.',
            },
          ],
  },
  {
    reads: ['buildkitd-config', 'buildkitd-config-inline'],
    check: (inputs, { config }) => {
      const path = inputs['buildkitd-config']
      if (path === '') return []
      const problem = (what: string, cure: string) => [{ input: 'buildkitd-config', what, cure }]
      if (inputs['buildkitd-config-inline'] !== '') {
        const what = 'buildkitd-config-inline is given too, and there can be one configuration.'
        return problem(what, 'Remove one of the two.')
      }
      if (config === undefined) {
        const cure =
          'Correct the path; it starts at the workspace, and the repository must be checked out first.'
        return problem(`there is no file "${path}" that can be read.`, cure)
      }
      if (config.mistake === undefined) return []
      const { line, why } = config.mistake
      return problem(`line ${line} of "${path}" is not valid TOML: ${why}.`, TOML_CURE)
    },
  },
  {
    reads: ['driver', ...OWN_BUILDER],
    check: (inputs) => {
      const refused: readonly InputName[] = DRIVERS[inputs.driver].refuses
      return refused
        .filter((name) => inputs[name] === true || given(inputs, name))
        .map((input) => ({
          input,
          what: `the driver ${inputs.driver} has no use for it.`,
          cure: DRIVERS[inputs.driver].isMade
            ? 'Remove it, or choose another driver.'
            : "Remove it, or choose another driver: this one is the docker engine's own builder, as the engine is set up.",
        }))
    },
  },
  { reads: ['driver', 'builder-endpoint', 'append'], check: endpointProblems },
  { reads: ['driver', 'builder-endpoint', 'append'], check: nameProblems },
  { reads: ['driver', 'builder-endpoint', 'append'], check: keyProblems },
]

/** What can be said about the builder's inputs before any command is run. */
export function builderRuleProblems(
  inputs: Inputs,
  { docker }: LocalFacts,
  isReadable: (names: readonly InputName[]) => boolean,
): readonly Problem[] {
  // Of a builder that is there already, only that the others do not change it.
  const rules = inputs.builder === '' ? RULES : RULES.slice(0, 1)
  return rules.filter(({ reads }) => isReadable(reads)).flatMap(({ check }) => check(inputs, docker))
}

function given(inputs: Inputs, name: InputName): boolean {
  const value = inputs[name]
  return (typeof value === 'string' || Array.isArray(value)) && value.length > 0
}

/** A node as messages name it: where it stands, and what it is called. */
interface Place {
  readonly input: string
  readonly line?: number
}

function placeOf(inputs: Inputs, index: number): Place {
  const node = inputs.nodes[index - 1]
  return node === undefined ? { input: 'builder-endpoint' } : { input: 'append', line: node.line }
}

function endpointProblems(inputs: Inputs, { buildkitHost }: DockerFacts): readonly Problem[] {
  const { driver } = inputs
  const { endpoint: rule, endpointCure, addresses, takesBuildkitHost } = DRIVERS[driver]
  const hasDefault = takesBuildkitHost && buildkitHost !== ''
  return nodeSources(inputs).flatMap(({ endpoint }, index) => {
    const place = placeOf(inputs, index)
    if (endpoint === '' && rule === 'required' && !hasDefault) {
      const what = `the driver ${driver} needs to know where the node is.`
      return [{ ...place, what, cure: endpointCure }]
    }
    if (endpoint !== '' && rule === 'none' && index > 0) {
      return [{ ...place, what: `the driver ${driver} takes no endpoint.`, cure: 'Remove it.' }]
    }
    if (endpoint === '' || addresses === undefined || addresses.test(endpoint)) return []
    const cure =
      'Write tcp://HOST:PORT, unix:///PATH, ssh://USER@HOST, docker-container://NAME or kube-pod://NAME.'
    return [{ ...place, what: `"${endpoint}" is no address of a BuildKit daemon.`, cure }]
  })
}

/** buildx refuses two nodes of one endpoint, and takes a second one of a name for a change of the first. */
function nameProblems(inputs: Inputs): readonly Problem[] {
  const nodes = nodeSources(inputs)
  const { isCluster } = DRIVERS[inputs.driver]
  return nodes.flatMap(({ name, endpoint }, index) => {
    const before = nodes.slice(0, index)
    const place = placeOf(inputs, index)
    const where = endpoint === '' ? 'The engine of the current docker context' : `"${endpoint}"`
    return [
      ...(name === '' || NAME.test(name)
        ? []
        : [
            {
              ...place,
              what: `"${name}" cannot be the name of a node.`,
              cure: 'A name begins with a letter and has letters, digits, ".", "_" and "-".',
            },
          ]),
      ...(name !== '' && before.some((node) => node.name === name)
        ? [{ ...place, what: `two nodes are called "${name}".`, cure: 'Give each a name of its own.' }]
        : []),
      ...(!isCluster && before.some((node) => node.endpoint === endpoint)
        ? [
            {
              ...place,
              what: `${where} is the place of another node already.`,
              cure: 'Name another endpoint.',
            },
          ]
        : []),
    ]
  })
}

/** buildx needs the CA's certificate, and a certificate and its key only together. */
function keyProblems(inputs: Inputs, docker: DockerFacts): readonly Problem[] {
  return nodeSources(inputs).flatMap(({ options }, index) => {
    const fromEnvironment = keysOf(inputs, docker, index).map(({ option }) => option)
    if (fromEnvironment.length === 0) return []
    const has = [...fromEnvironment, ...Object.keys(joinOptions(options))]
    const lacks = [
      ...(has.includes('cacert') ? [] : ['CACERT']),
      ...(has.includes('key') && !has.includes('cert') ? ['CERT'] : []),
      ...(has.includes('cert') && !has.includes('key') ? ['KEY'] : []),
    ]
    return lacks.map((part) => ({
      ...placeOf(inputs, index),
      what: `BUILDER_NODE_${index}_AUTH_TLS_${part} is not set, though others of the node's TLS variables are.`,
      cure: 'Set it in env: of this step, and see that this workflow may read the secret (forks may not).',
    }))
  })
}

/** What a build asks of its builder. */
export interface Asked {
  readonly targets: readonly Platform[]
  readonly attests: readonly Attestation[]
}

/** What the builder's driver cannot do. */
export function driverProblems(
  inputs: Inputs,
  builder: TargetBuilder,
  { targets, attests }: Asked,
): readonly Problem[] {
  const can = capabilitiesOf(builder)
  const dependsOnStore = driverNamed(builder.driver)?.capabilitiesWithoutStore !== undefined
  const cure = `Leave driver at docker-container${dependsOnStore ? ", or turn the engine's containerd image store on" : ''}.`
  const lacks = (input: string, what: string): Problem => ({
    input,
    what: `the driver ${builder.driver} of this engine ${what}.`,
    cure,
  })
  return [
    ...(can.severalPlatforms || targets.length < 2
      ? []
      : [lacks('platforms', `builds one platform, not ${targets.length}`)]),
    ...(can.attestations || attests.every(({ isDisabled }) => isDisabled)
      ? []
      : [lacks('provenance', 'makes no attestations')]),
    ...inputs['cache-to']
      .filter(({ type }) => can.cacheTo !== 'all' && !can.cacheTo.includes(type))
      .map(({ type }) => lacks('cache-to', `exports no cache of type ${type}`)),
    ...inputs.outputs
      .filter(({ type }) => can.lacksExporters.includes(type))
      .map(({ type }) => lacks('outputs', `has no exporter ${type}`)),
    ...inputs.outputs
      .filter((exporter) => isByDigest(exporter) && !can.pushByDigest)
      .map(() => ({
        ...lacks('outputs', 'cannot push by digest'),
        cure: 'Leave driver at docker-container.',
      })),
    ...severalNodesProblems(inputs, builder, targets),
  ]
}

/** Nodes push one index together, but each would write an archive of its own. */
function severalNodesProblems(
  inputs: Inputs,
  builder: TargetBuilder,
  targets: readonly Platform[],
): readonly Problem[] {
  const used = new Set(targets.map((target) => declaringNode(builder, target)))
  if (builder.nodes.length < 2 || used.size < 2) return []
  const archives = inputs.outputs.filter(isArchive)
  const cure = 'Push the image instead, or build one platform.'
  const what = (name: string): string => `${name} cannot hold what ${used.size} nodes build together.`
  return [
    ...(inputs.load ? [{ input: 'load', what: what('the docker engine'), cure }] : []),
    ...archives.map(({ text }) => ({ input: 'outputs', what: what(`"${text}"`), cure })),
  ]
}

/** What is worth knowing about our builder, though it does not keep it from being made. */
export function builderWarnings(inputs: Inputs, { builder, docker }: Facts): readonly string[] {
  if (inputs.builder !== '' || !DRIVERS[inputs.driver].isMade) return []
  const nodes = nodeSources(inputs)
  const used = nodes.flatMap((_, index) => keysOf(inputs, docker, index))
  const unused = docker.keys.filter((key) => !used.includes(key))
  const declared = nodes.flatMap(({ platforms }) => platforms.map(printPlatform))
  const repeated = new Set(declared.filter((name, index) => declared.indexOf(name) !== index))
  const stays = !inputs['builder-cleanup'] && builder === undefined
  return [
    ...unused.map(
      ({ name }) => `${name} has no effect: only a node of the driver remote at a tcp:// address takes it.`,
    ),
    ...[...repeated].map(
      (name) => `${name} is declared for several nodes: buildx takes the last one for it.`,
    ),
    ...(inputs['keep-state'] && inputs['builder-name'] === ''
      ? [
          'keep-state: the volume is kept, but its name is another one in each job: set builder-name to use it again.',
        ]
      : []),
    ...(stays && used.length > 0
      ? [
          'builder-cleanup: the builder stays, but its TLS files are removed when the job ends, and then it cannot be reached.',
        ]
      : []),
  ]
}
