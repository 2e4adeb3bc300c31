import type { Inputs } from '../../inputs/table.ts'
import { listsPlatform, type Platform } from '../../platforms/platform.ts'
import { byNode, capabilitiesOf, needsSeveralNodes, type TargetBuilder } from '../builder/target.ts'
import type { PlannedPlatform } from '../plan.ts'
import { canBeJoined, type Destination, withTagsAtOnce } from '../publish/destination.ts'

/** What one command builds. */
export interface Build {
  /** With the settings of its platforms. */
  readonly inputs: Inputs
  readonly platforms: readonly PlannedPlatform[]
  readonly targets: readonly Platform[]
}

/** All builds of a job and how they publish. */
export interface Builds {
  readonly all: readonly Build[]
  /** Whether each makes only a part of the image, which an index joins later. */
  readonly makeParts: boolean
  /** Whether several nodes may build one of them together: buildx can only push that with a tag. */
  readonly spansNodes: boolean
  /** In a form that the builder supports. */
  readonly destination: Destination
}

/**
 * One build for all platforms with equal settings. If the image gets its tags later, each node also gets its own build:
 * what several nodes build together, buildx joins under a tag at once, which is latest if none is named.
 */
export function planBuilds(
  inputs: Inputs,
  requested: Destination,
  builder: TargetBuilder,
  platforms: readonly PlannedPlatform[],
): Builds {
  const bySettings = inputs.builds.map((build) => {
    const targets = build.platforms.length === 0 ? platforms.map(({ platform }) => platform) : build.platforms
    return restrictTo({ inputs: { ...inputs, ...build }, platforms, targets }, targets)
  })
  const all = canBeJoined(requested, inputs)
    ? bySettings.flatMap((build) => perNode(build, builder))
    : bySettings
  const makeParts = requested.kind === 'part' || all.length > 1
  const spansNodes = all.some(({ targets }) => needsSeveralNodes(builder, targets))
  const canWait = capabilitiesOf(builder).pushByDigest && !spansNodes
  const destination = makeParts || canWait ? requested : withTagsAtOnce(requested)
  return { all, makeParts, spansNodes, destination }
}

/** A build restricted to some of its platforms. */
function restrictTo(build: Build, names: readonly Platform[]): Build {
  const platforms = build.platforms.filter(({ platform }) => listsPlatform(names, platform))
  return { ...build, platforms, targets: platforms.map(({ platform }) => platform) }
}

function perNode(build: Build, builder: TargetBuilder): readonly Build[] {
  return byNode(builder, build.targets).map((names) => restrictTo(build, names))
}

/** Warnings about tags that cannot wait for the proof, nor for the check for a higher release. */
export function earlyTags(
  requested: Destination,
  builds: Builds,
  { names }: Pick<Inputs, 'names'>,
): readonly string[] {
  if (requested.kind !== 'digest then tags' || builds.destination.kind !== 'tags') return []
  const early = builds.spansNodes ? NODES_TOGETHER : TAGS_ONLY
  return names?.latest === undefined ? [early] : [early, LATEST_UNCHECKED]
}

const LATEST_UNCHECKED =
  'The tag latest moves with them, even if the repository has a higher release: set latest=false in flavor to prevent that.'

const TAGS_ONLY =
  'This builder can only push with tags: they move before the image is proven. With driver: docker-container it is proven first.'

const NODES_TOGETHER =
  'Files and loaded images are built by several nodes together, so the tags move before the image is proven. Without load, and without outputs that do not push, each node builds its own platforms and the tags wait.'
