/** The nodes of a builder of our own, as the inputs ask for them. */
import type { BuildkitdConfig } from '../../buildx/buildkitd-config.ts'
import { type DriverOption, joinOptions } from '../../buildx/driver-option.ts'
import { DRIVERS } from '../../buildx/drivers.ts'
import type { DockerFacts, Facts, KeyVariable } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { shortHash } from '../../oci/digest.ts'
import { listsPlatform, type Platform } from '../../platforms/platform.ts'
import type { PlannedNode } from '../plan.ts'

/** What a node is made from: the inputs of the first one, or an item of `append`. */
export interface NodeSource {
  /** '' where buildx is to name it. */
  readonly name: string
  readonly endpoint: string
  readonly platforms: readonly Platform[]
  readonly options: readonly DriverOption[]
  readonly flags: string
}

/** The inputs that describe the nodes. */
export const NODE_INPUTS = [
  ...(['builder-endpoint', 'builder-platforms', 'driver-opts', 'buildkitd-flags'] as const),
  'nodes',
] as const

type NodeInputs = Pick<Inputs, (typeof NODE_INPUTS)[number]>

/** The nodes as they were asked for, the first one first. */
export function nodeSources(inputs: NodeInputs): readonly NodeSource[] {
  const first = {
    name: '',
    endpoint: inputs['builder-endpoint'],
    platforms: inputs['builder-platforms'],
    options: inputs['driver-opts'],
    flags: inputs['buildkitd-flags'],
  }
  const further = inputs.nodes.map((node) => ({
    name: node.name,
    endpoint: node.endpoint,
    platforms: node.platforms,
    options: node['driver-opts'],
    flags: node['buildkitd-flags'],
  }))
  return [first, ...further]
}

/** How the names of our builders begin where the user chose none. */
export const OURS = 'multi-platform-build-'

/** The inputs that a builder of our own is made and removed by. */
type MakingInputs = NodeInputs &
  Pick<Inputs, 'builder-name' | 'driver' | 'builder-cleanup' | 'keep-state' | 'buildkitdConfig'>

/**
 * The name of a builder of our own: the chosen one, or one that only steps of this job have, and of these those alone
 * that ask for the same builder. It is that short for a cluster, where a name has 63 characters.
 */
export function builderName(inputs: MakingInputs, { job, docker }: Pick<Facts, 'job' | 'docker'>): string {
  const { context, host, buildkitHost } = docker
  const { driver, 'builder-cleanup': goes, 'keep-state': keepsState } = inputs
  const settings = {
    ...{ driver, goes, keepsState, context, host, buildkitHost },
    nodes: nodeSources(inputs).map((source, index) => [source, keysOf(inputs, docker, index)]),
    config: configOf(inputs, docker)?.text,
  }
  const key = shortHash(JSON.stringify([job.identity, settings]), 8)
  return inputs['builder-name'] || `${OURS}${job.run}-${key}`
}

/** The configuration of the daemons: that of the inputs, or else the one that buildx takes by itself. */
function configOf(
  { buildkitdConfig }: Pick<Inputs, 'buildkitdConfig'>,
  { config, defaultConfig }: DockerFacts,
): BuildkitdConfig | undefined {
  return buildkitdConfig ?? config ?? defaultConfig
}

/** As `buildx` names nodes: in lower case, and what has no name after the builder, with the first free number. */
export function nodeNames(builder: string, sources: readonly NodeSource[]): readonly string[] {
  const names: string[] = []
  for (const { name } of sources) {
    const free = (number = 0): string => {
      const next = `${builder}${number}`.toLowerCase()
      return names.includes(next) ? free(number + 1) : next
    }
    names.push(name === '' ? free() : name.toLowerCase())
  }
  return names
}

/** The nodes that the inputs ask for, as they are compared with those of an existing builder. */
export function plannedNodes(inputs: Inputs, facts: Facts): readonly PlannedNode[] {
  const sources = nodeSources(inputs)
  const names = nodeNames(builderName(inputs, facts), sources)
  const takesConfig = !DRIVERS[inputs.driver].refuses.some((name) => name === 'buildkitd-config')
  return sources.map((source, index) => ({
    name: names[index] ?? '',
    endpoint: source.endpoint,
    endpoints: reportedEndpoints(inputs, facts.docker, source.endpoint),
    platforms: declaredBy(sources, index),
    options: joinOptions(source.options),
    keys: keysOf(inputs, facts.docker, index).map(({ option }) => option),
    flags: source.flags,
    config: takesConfig ? configOf(inputs, facts.docker) : undefined,
  }))
}

/** What buildx will report as a node's endpoint; empty where that cannot be foretold. */
function reportedEndpoints(
  inputs: Pick<Inputs, 'driver'>,
  docker: DockerFacts,
  endpoint: string,
): readonly string[] {
  const { reports } = DRIVERS[inputs.driver]
  if (reports === 'other') return []
  if (reports === 'endpoint') return [endpoint || docker.buildkitHost]
  if (endpoint !== '' && endpoint !== 'default') return [endpoint]
  if (docker.hasTls) return []
  const own = docker.host || 'unix:///var/run/docker.sock'
  return [docker.context === 'default' || endpoint === 'default' ? own : docker.context]
}

/** A node takes the platforms it declares from the nodes before it. */
export function declaredBy(sources: readonly NodeSource[], index: number): readonly Platform[] {
  const { platforms = [] } = sources[index] ?? {}
  return platforms.filter((platform) => !isDeclared(platform, sources.slice(index + 1)))
}

export function isDeclared(platform: Platform, sources: readonly NodeSource[]): boolean {
  return sources.some(({ platforms }) => listsPlatform(platforms, platform))
}

/** The variables with TLS material for a node. */
export function keysOf(
  inputs: NodeInputs & Pick<Inputs, 'driver'>,
  docker: DockerFacts,
  index: number,
): readonly KeyVariable[] {
  const endpoint = nodeSources(inputs)[index]?.endpoint || docker.buildkitHost
  if (!DRIVERS[inputs.driver].takesKeyFiles || !endpoint.startsWith('tcp://')) return []
  return docker.keys.filter(({ node }) => node === index).toSorted(byOption)
}

function byOption(a: KeyVariable, b: KeyVariable): number {
  return a.option.localeCompare(b.option)
}
