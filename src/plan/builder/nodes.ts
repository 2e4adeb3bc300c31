/** The nodes of a managed builder that the inputs request. */
import type { BuildkitdConfig } from '../../buildx/buildkitd-config.ts'
import { type DriverOption, joinOptions } from '../../buildx/driver-option.ts'
import { DRIVERS } from '../../buildx/drivers.ts'
import type { DockerFacts, Facts, KeyVariable } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { shortHash } from '../../oci/digest.ts'
import { listsPlatform, type Platform } from '../../platforms/platform.ts'
import type { PlannedNode } from '../plan.ts'

/** What a node is created from: the inputs for the first one, or an item of `append`. */
export interface NodeSource {
  /** '' if buildx chooses the name. */
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

/** The requested nodes in their order. */
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

/** How the names of managed builders begin if the user chose none. */
export const MANAGED_PREFIX = 'multi-platform-build-'

/** The inputs that decide how a managed builder is created and removed. */
type MakingInputs = NodeInputs &
  Pick<Inputs, 'builder-name' | 'driver' | 'builder-cleanup' | 'keep-state' | 'buildkitdConfig'>

/**
 * The name of a managed builder: the chosen one, or one that is shared only by steps of this job that request the same
 * builder. It is this short because a cluster allows names of 63 characters.
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
  return inputs['builder-name'] || `${MANAGED_PREFIX}${job.run}-${key}`
}

/** The configuration of the daemons: that of the inputs, or else the one that buildx uses by default. */
function configOf(
  { buildkitdConfig }: Pick<Inputs, 'buildkitdConfig'>,
  { config, defaultConfig }: DockerFacts,
): BuildkitdConfig | undefined {
  return buildkitdConfig ?? config ?? defaultConfig
}

/** Names as buildx assigns them: in lower case; a node without a name gets that of the builder with the first free number. */
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

/** The requested nodes in the form in which they are compared with those of an existing builder. */
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

/** What buildx will report as the endpoint of a node; empty if that is unknown. */
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
  const engineAddress = docker.host || 'unix:///var/run/docker.sock'
  return [docker.context === 'default' || endpoint === 'default' ? engineAddress : docker.context]
}

/** The platforms declared for a node. A later node that declares the same platform takes it over. */
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
