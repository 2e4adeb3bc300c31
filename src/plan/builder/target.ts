/** The builder that builds, as far as it is known while planning, and what can be asked of it. */

import { joinOptions } from '../../buildx/driver-option.ts'
import {
  type Capabilities,
  DEFAULT_DRIVER,
  DRIVERS,
  type DriverName,
  driverNamed,
} from '../../buildx/drivers.ts'
import { sharesEngineKernel } from '../../buildx/endpoints.ts'
import type { BuilderFacts, NodeFacts, NodeSettings } from '../../buildx/inspect.ts'
import { isOlder } from '../../buildx/version.ts'
import type { DockerFacts, Facts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { buildsPlatform, type Platform } from '../../platforms/platform.ts'
import { builderName, declaredBy, nodeNames, nodeSources } from './nodes.ts'

/** A builder that exists, or one that the job makes: never a fact alone, and of its own type for that reason. */
export type TargetBuilder = ExistingBuilder | PlannedBuilder

interface ExistingBuilder extends BuilderFacts {
  readonly kind: 'existing'
}

/** Its nodes are as the inputs describe them. */
interface PlannedBuilder {
  readonly kind: 'planned'
  readonly name: string
  readonly driver: DriverName
  readonly nodes: readonly TargetNode[]
}

/** What is known of every node: of one that is to be made, `platforms` are the declared ones. */
type TargetNode = Pick<NodeFacts, 'name' | 'endpoint' | 'buildkit' | 'platforms' | 'machine'> & {
  readonly settings: Pick<NodeSettings, 'declared'>
}

/** The builder that exists, else the one that the inputs ask for. */
export function targetBuilder(inputs: Inputs, facts: Facts): TargetBuilder {
  return facts.builder === undefined ? plannedBuilder(inputs, facts) : { ...facts.builder, kind: 'existing' }
}

/** The builder that the inputs ask for, whatever exists. */
export function plannedBuilder(inputs: Inputs, facts: Facts): PlannedBuilder {
  const { driver } = inputs
  const name = builderName(inputs, facts)
  const sources = nodeSources(inputs)
  const names = nodeNames(name, sources)
  const nodes = sources.map(({ endpoint, platforms, options }, index) => {
    const isOnKernel = DRIVERS[driver].sharesKernel && sharesEngineKernel(endpoint, facts.docker)
    return {
      name: names[index] ?? '',
      endpoint,
      buildkit: buildkitOf(joinOptions(options)['image'] ?? ''),
      platforms,
      machine: isOnKernel ? facts.engine.platform : undefined,
      settings: { declared: declaredBy(sources, index) },
    }
  })
  return { kind: 'planned', name, driver, nodes }
}

/** What a build on it may ask for. A driver that is not known here is taken for one that can do everything. */
export function capabilitiesOf(builder: TargetBuilder): Capabilities {
  const driver = driverNamed(builder.driver) ?? DRIVERS[DEFAULT_DRIVER]
  const hasStore = builder.kind === 'planned' || builder.nodes.every(({ hasSnapshots }) => hasSnapshots)
  return hasStore ? driver.capabilities : (driver.capabilitiesWithoutStore ?? driver.capabilities)
}

/**
 * The node that builds a platform, where that is certain: the one that declares it, or else the first one if it can. Of
 * all others only buildx can tell, once it has asked every node, with the emulators of that moment.
 */
export function nodeFor(builder: TargetBuilder, platform: Platform): TargetNode | undefined {
  const [first, ...others] = builder.nodes
  if (first === undefined || others.length === 0) return first
  const own = first.machine === undefined ? [] : [first.machine]
  return (
    declaringNode(builder, platform) ??
    (buildsPlatform([...own, ...first.platforms], platform) ? first : undefined)
  )
}

/** What is declared for a node wins over what nodes find out by themselves. */
export function declaringNode({ nodes }: TargetBuilder, platform: Platform): TargetNode | undefined {
  return nodes.find(({ settings }) => buildsPlatform(settings.declared, platform))
}

/**
 * The platforms by the node that they are declared for. Any other stands alone: in one command, buildx keeps to what is
 * declared only where all of its platforms are. What nodes find out by themselves would also change from run to run.
 */
export function byNode(
  builder: TargetBuilder,
  targets: readonly Platform[],
): readonly (readonly Platform[])[] {
  if (builder.nodes.length < 2) return [targets]
  return [...Map.groupBy(targets, (target) => declaringNode(builder, target) ?? target).values()]
}

/** Whether several nodes may build these platforms together: buildx pushes that with a tag only, and writes no layouts. */
export function needsSeveralNodes(builder: TargetBuilder, targets: readonly Platform[]): boolean {
  return byNode(builder, targets).length > 1
}

/** The version that a tag of BuildKit's image names, as that of a mirror does; '' for every other image. */
function buildkitOf(image: string): string {
  return /(?:^|\/)moby\/buildkit:(v\d+\.\d+\.\d+)(?:[-@]|$)/.exec(image)?.[1] ?? ''
}

/** The first BuildKit that takes several outputs: https://github.com/moby/buildkit/releases/tag/v0.13.0 */
const SEVERAL_OUTPUTS = '0.13.0'

/** Whether one build can push and write files, too; a node that does not tell its version is taken for a new one. */
export function takesSeveralOutputs({ nodes }: TargetBuilder): boolean {
  return !nodes.some(({ buildkit }) => isOlder(buildkit, SEVERAL_OUTPUTS))
}

/** Whether RUN steps of some node are executed by the engine's kernel, the one that emulators are installed in. */
export function usesEngineKernel(builder: TargetBuilder, docker: DockerFacts): boolean {
  return builder.nodes.some((node) => isOnEngineKernel(node, builder, docker))
}

function isOnEngineKernel({ endpoint }: TargetNode, { driver }: TargetBuilder, docker: DockerFacts): boolean {
  return (driverNamed(driver)?.sharesKernel ?? false) && sharesEngineKernel(endpoint, docker)
}

/**
 * Whether one of the builder's nodes says that it builds this platform. That it was declared for a node on the
 * engine's kernel says nothing: there the kernel decides, and a foreign platform needs its emulator all the same.
 */
export function isOffered(platform: Platform, builder: TargetBuilder, docker: DockerFacts): boolean {
  return builder.nodes.some((node) => {
    const isDeclared = buildsPlatform(node.settings.declared, platform)
    return (
      buildsPlatform(node.platforms, platform) && !(isDeclared && isOnEngineKernel(node, builder, docker))
    )
  })
}
