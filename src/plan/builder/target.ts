/** The builder, as far as it is known during planning, and what it supports. */

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

/** A builder that exists, or one that the job creates. It is more than a fact, so it has its own type. */
export type TargetBuilder = ExistingBuilder | PlannedBuilder

interface ExistingBuilder extends BuilderFacts {
  readonly kind: 'existing'
}

/** Its nodes are those that the inputs describe. */
interface PlannedBuilder {
  readonly kind: 'planned'
  readonly name: string
  readonly driver: DriverName
  readonly nodes: readonly TargetNode[]
}

/** What is known about every node; if it is still to be created, `platforms` are the declared ones. */
type TargetNode = Pick<NodeFacts, 'name' | 'endpoint' | 'buildkit' | 'platforms' | 'machine'> & {
  readonly settings: Pick<NodeSettings, 'declared'>
}

/** The existing builder, or else the requested one. */
export function targetBuilder(inputs: Inputs, facts: Facts): TargetBuilder {
  return facts.builder === undefined ? plannedBuilder(inputs, facts) : { ...facts.builder, kind: 'existing' }
}

/** The requested builder, regardless of what exists. */
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

/** What a build on it may request. An unknown driver is assumed to support everything. */
export function capabilitiesOf(builder: TargetBuilder): Capabilities {
  const driver = driverNamed(builder.driver) ?? DRIVERS[DEFAULT_DRIVER]
  const hasStore = builder.kind === 'planned' || builder.nodes.every(({ hasSnapshots }) => hasSnapshots)
  return hasStore ? driver.capabilities : (driver.capabilitiesWithoutStore ?? driver.capabilities)
}

/**
 * The node that builds a platform, if that is certain: the one that declares it, or else the first one if it supports
 * it. In all other cases only buildx can decide, after it has asked every node, with the emulators of that moment.
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

/** Declared platforms take precedence over those that nodes detect. */
export function declaringNode({ nodes }: TargetBuilder, platform: Platform): TargetNode | undefined {
  return nodes.find(({ settings }) => buildsPlatform(settings.declared, platform))
}

/**
 * The platforms grouped by the node that declares them. Each other platform is a group of its own: buildx only follows
 * declarations if all platforms of a command are declared. Detected platforms would also change from run to run.
 */
export function byNode(
  builder: TargetBuilder,
  targets: readonly Platform[],
): readonly (readonly Platform[])[] {
  if (builder.nodes.length < 2) return [targets]
  return [...Map.groupBy(targets, (target) => declaringNode(builder, target) ?? target).values()]
}

/** Whether several nodes may build these platforms together: buildx can only push that with a tag, and writes no layouts. */
export function needsSeveralNodes(builder: TargetBuilder, targets: readonly Platform[]): boolean {
  return byNode(builder, targets).length > 1
}

/** The version in a tag of BuildKit's image, also on a mirror; '' for all other images. */
function buildkitOf(image: string): string {
  return /(?:^|\/)moby\/buildkit:(v\d+\.\d+\.\d+)(?:[-@]|$)/.exec(image)?.[1] ?? ''
}

/** The first BuildKit that accepts several outputs: https://github.com/moby/buildkit/releases/tag/v0.13.0 */
const SEVERAL_OUTPUTS = '0.13.0'

/** Whether one build can both push and write files; a node with an unknown version is assumed to be new enough. */
export function takesSeveralOutputs({ nodes }: TargetBuilder): boolean {
  return !nodes.some(({ buildkit }) => isOlder(buildkit, SEVERAL_OUTPUTS))
}

/** Whether RUN steps of any node are executed by the engine's kernel, which is the one that emulators are installed in. */
export function usesEngineKernel(builder: TargetBuilder, docker: DockerFacts): boolean {
  return builder.nodes.some((node) => isOnEngineKernel(node, builder, docker))
}

function isOnEngineKernel({ endpoint }: TargetNode, { driver }: TargetBuilder, docker: DockerFacts): boolean {
  return (driverNamed(driver)?.sharesKernel ?? false) && sharesEngineKernel(endpoint, docker)
}

/**
 * Whether one of the builder's nodes reports that it builds this platform. A declaration for a node on the engine's
 * kernel does not count: there the kernel decides, and a foreign platform still needs its emulator.
 */
export function isOffered(platform: Platform, builder: TargetBuilder, docker: DockerFacts): boolean {
  return builder.nodes.some((node) => {
    const isDeclared = buildsPlatform(node.settings.declared, platform)
    return (
      buildsPlatform(node.platforms, platform) && !(isDeclared && isOnEngineKernel(node, builder, docker))
    )
  })
}
