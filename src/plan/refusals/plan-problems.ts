import { distinctBy } from '../../distinct.ts'
import type { Problem } from '../../errors.ts'
import type { Facts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { type Platform, printPlatform } from '../../platforms/platform.ts'
import { annotationProblems } from '../build/annotations.ts'
import { buildArgProblems } from '../build/args.ts'
import { isAttested } from '../build/attestations.ts'
import type { Build, Builds } from '../build/builds.ts'
import { attestsOf } from '../build/command.ts'
import { emulationProblems } from '../builder/emulation.ts'
import { builderProblems, NO_DEFAULT } from '../builder/platforms.ts'
import { capabilitiesOf, needsSeveralNodes, type TargetBuilder } from '../builder/target.ts'
import type { Decisions } from '../decisions.ts'
import { isPushed } from '../publish/destination.ts'
import { smokeProblems } from '../smoke.ts'
import { driverProblems } from './builder-rules.ts'
import { entitlementProblems } from './entitlement-problems.ts'
import { versionProblems } from './version-problems.ts'
import { wordProblems } from './word-problems.ts'

/** Every reason why the decisions cannot be carried out on this machine. */
export function planProblems(inputs: Inputs, facts: Facts, decisions: Decisions): readonly Problem[] {
  const { differences, builder, targets, emulation, platforms, builds } = decisions
  // Without a platform nothing else can be checked. A builder that differs may have reported one.
  if (targets.length === 0) return differences.length > 0 ? differences : [NO_DEFAULT]
  const attests = attestsOf(inputs, facts, builder)
  const hasIndex = builds.makeParts || targets.length > 1 || isAttested(attests, facts.event)
  return [
    ...differences,
    ...distinctProblems(builds.all.flatMap((build) => buildProblems(build, inputs, facts, builder))),
    ...(isPushed(builds.destination) ? publishProblems(builder, builds) : []),
    ...builderProblems(builder, platforms),
    ...emulationProblems(inputs, facts, builder),
    ...annotationProblems(inputs, targets, hasIndex),
    ...smokeProblems(inputs, facts, targets, emulation),
    ...wordProblems(inputs, builder),
    ...entitlementProblems(inputs, facts, { builder, targets }),
    ...versionProblems(inputs, facts, { builder, attests }),
  ]
}

/** What is wrong with one of the builds. */
function buildProblems(
  build: Build,
  inputs: Inputs,
  facts: Facts,
  builder: TargetBuilder,
): readonly Problem[] {
  const { targets } = build
  const args = build.platforms.map((platform) => platform.args)
  const isCommon = (arg: string): boolean => inputs['build-args'].includes(arg)
  const buildArgs = build.inputs['build-args']
  const specificArgs = buildArgs.filter((arg) => !isCommon(arg))
  return [
    ...buildArgProblems(buildArgs.filter(isCommon), args),
    ...buildArgProblems(specificArgs, args).map((problem) => ({ ...problem, input: 'platform-settings' })),
    ...loadProblems(build.inputs, facts, targets),
    ...driverProblems(build.inputs, builder, { targets, attests: attestsOf(build.inputs, facts, builder) }),
  ]
}

/** Each problem once: builds share most of their inputs. */
function distinctProblems(problems: readonly Problem[]): readonly Problem[] {
  return distinctBy(problems, ({ input, what }) => `${input}: ${what}`)
}

/** What cannot be pushed the way it must be: parts and joined images have no tag at first. */
function publishProblems(
  builder: TargetBuilder,
  { all, makeParts, spansNodes: isTogether, destination }: Builds,
): readonly Problem[] {
  if (makeParts && !capabilitiesOf(builder).pushByDigest) {
    const what = `the driver ${builder.driver} cannot push without a tag, which parts of an image need.`
    return [
      {
        input: 'driver',
        what,
        cure: 'Leave driver at docker-container, or name a builder with that driver.',
      },
    ]
  }
  if (!isTogether || destination.kind === 'tags') return []
  const shared = all.flatMap(({ targets }) =>
    needsSeveralNodes(builder, targets) ? [platformList(targets)] : [],
  )
  const what = `several nodes build ${shared.join('; ')} together, and buildx can only push that with a tag: latest if none is named.`
  const cure = `${makeParts ? 'Remove the outputs that do not push' : 'Remove push-by-digest and set tags'}, or build the platforms of each node in a separate matrix job (mode: part).`
  return [{ input: 'outputs', what, cure }]
}

function platformList(platforms: readonly Platform[]): string {
  return platforms.map(printPlatform).join(', ')
}

function loadProblems(inputs: Inputs, facts: Facts, targets: readonly Platform[]): readonly Problem[] {
  // Without an engine to ask, buildx reports it.
  const canHold = facts.engine.containerdStore || facts.engine.version === ''
  if (!inputs.load || targets.length < 2 || canHold) return []
  return [
    {
      input: 'load',
      what: `this docker engine (${facts.engine.version}) cannot hold ${targets.length} platforms of one image.`,
      cure: 'Turn on its containerd image store ({"features": {"containerd-snapshotter": true}} in daemon.json), or load one platform.',
    },
  ]
}
