import type { Attestation } from '../buildx/attestation.ts'
import { hasOwnPlace } from '../buildx/cache-entry.ts'
import { distinctBy } from '../distinct.ts'
import { type Problem, Refusal } from '../errors.ts'
import type { Facts } from '../facts/facts.ts'
import type { Inputs } from '../inputs/table.ts'
import { type Platform, printPlatform } from '../platforms/platform.ts'
import {
  annotationProblems,
  indexAnnotations,
  partAnnotations,
  wholeAnnotations,
} from './build/annotations.ts'
import { buildArgProblems, buildArgs } from './build/args.ts'
import { attestations, isAttested } from './build/attestations.ts'
import { type Build, type Builds, earlyTags, planBuilds } from './build/builds.ts'
import { planCache, withinReach } from './build/cache.ts'
import { fillIn, resolveContext, sourceOf } from './build/context.ts'
import { type BuildSource, buildCommand } from './build/flags.ts'
import { secretFiles, secretFlags } from './build/secrets.ts'
import { configFiles, differencesOf, planBuilder } from './builder/builder.ts'
import { emulationProblems, planEmulation } from './builder/emulation.ts'
import { builderProblems, NO_DEFAULT, planPlatform, targetPlatforms } from './builder/platforms.ts'
import {
  capabilitiesOf,
  isSpread,
  plannedBuilder,
  type TargetBuilder,
  targetBuilder,
} from './builder/target.ts'
import type { BuildPlan, EmulationPlan, Plan, PlannedPlatform, ProofPlan } from './plan.ts'
import { type Destination, destinationOf, isPushed, publishPlan } from './publish/destination.ts'
import { planBuildsJoin } from './publish/join.ts'
import { isLoaded, planOutputs } from './publish/outputs.ts'
import { NO_ARTIFACTS, planPart } from './publish/part.ts'
import { layoutOf, planProof, planRefused, proofNotices } from './publish/proof.ts'
import { builderWarnings, driverProblems } from './refusals/builder-rules.ts'
import { planSmoke, smokeProblems, testedPlatforms } from './smoke.ts'

/**
 * Decides everything that a job that builds does. Pure: the same inputs and facts give the same plan.
 * @throws Refusal with every reason why the inputs cannot be carried out on this machine
 */
export function makePlan(inputs: Inputs, facts: Facts): Plan {
  const settled = settleBuilds(inputs, facts)
  const problems = planProblems(inputs, facts, settled)
  if (problems.length > 0) throw new Refusal(problems)
  const { builder: target, targets, platforms, emulation, builds } = settled
  const { destination } = builds
  const files = configFiles(inputs, facts, target)
  const builder = planBuilder(inputs, facts, target, { files, targets })
  const proof = inputs.verify && isPushed(destination) ? planProof(inputs, facts) : undefined
  const commands = commandBuilds(settled, inputs, facts, { builderName: builder.name, proof })
  const publish = publishPlan(destination, builds.all.length > 1 ? indexAnnotations(inputs, targets) : [])
  const tagsFollow = publish !== undefined && destination.kind === 'digest then tags'
  return {
    platforms,
    buildx: facts.buildx,
    temp: facts.temp,
    files,
    emulation,
    builder,
    secretFiles: secretFiles(inputs, facts.event, facts.temp),
    call: destination.kind === 'call' ? inputs.call : '',
    builds: commands,
    publish,
    proof,
    refused: planRefused(inputs, facts),
    smoke: planSmoke(inputs, facts, targets),
    join: tagsFollow ? planBuildsJoin(commands, publish, builder.name) : undefined,
    part: destination.kind === 'part' ? planPart(inputs, facts) : undefined,
    notices: [...notices(inputs, platforms), ...proofNotices(proof, facts, target, builds.all)],
    warnings: [
      ...warnings(inputs, destination, facts),
      ...earlyTags(settled.asked, builds),
      ...sharedCaches(inputs, builds),
      ...builderWarnings(inputs, facts),
    ],
  }
}

/** Who builds what, and where that goes: what problems are looked for in, and the plan is made of. */
interface Settled {
  /** How a builder of our name differs from the inputs. It is not used then, and `builder` is as they ask. */
  readonly differences: readonly Problem[]
  readonly builder: TargetBuilder
  /** Empty where none is named and the builder does not tell its own. */
  readonly targets: readonly Platform[]
  readonly emulation: EmulationPlan | undefined
  readonly platforms: readonly PlannedPlatform[]
  /** Where the inputs ask for the image to go; `builds` knows what the builder can do of that. */
  readonly asked: Destination
  readonly builds: Builds
}

function settleBuilds(inputs: Inputs, facts: Facts): Settled {
  const differences = differencesOf(inputs, facts)
  const builder = differences.length > 0 ? plannedBuilder(inputs, facts) : targetBuilder(inputs, facts)
  const targets = targetPlatforms(inputs, facts, builder)
  const emulation = planEmulation(inputs, facts, builder, {
    targets,
    tested: testedPlatforms(inputs, targets),
  })
  const platforms = targets.map((platform) => planPlatform(platform, facts, builder, emulation))
  const asked = destinationOf(inputs)
  const builds = planBuilds(inputs, asked, builder, platforms)
  return { differences, builder, targets, emulation, platforms, asked, builds }
}

function planProblems(inputs: Inputs, facts: Facts, settled: Settled): readonly Problem[] {
  const { differences, builder, targets, emulation, platforms, builds } = settled
  // Without a platform there is nothing else to look at. A builder that differs may have told one.
  if (targets.length === 0) return differences.length > 0 ? differences : [NO_DEFAULT]
  const attests = attestsOf(inputs, facts, builder)
  const hasIndex = builds.makeParts || targets.length > 1 || isAttested(attests, facts.event)
  return [
    ...differences,
    ...distinct(builds.all.flatMap((build) => buildProblems(build, inputs, facts, builder))),
    ...(isPushed(builds.destination) ? publishProblems(builder, builds) : []),
    ...builderProblems(builder, platforms),
    ...emulationProblems(inputs, facts, builder),
    ...annotationProblems(inputs, targets, hasIndex),
    ...smokeProblems(inputs, facts, targets, emulation),
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
  const given = build.inputs['build-args']
  const settled = given.filter((arg) => !isCommon(arg))
  return [
    ...buildArgProblems(given.filter(isCommon), args),
    ...buildArgProblems(settled, args).map((problem) => ({ ...problem, input: 'platform-settings' })),
    ...loadProblems(build.inputs, facts, targets),
    ...driverProblems(build.inputs, builder, { targets, attests: attestsOf(build.inputs, facts, builder) }),
  ]
}

/** Each problem once: builds have most of their inputs in common. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return distinctBy(problems, ({ input, what }) => `${input}: ${what}`)
}

/** What cannot be pushed as it has to be: parts, and what is joined, get no tag at first. */
function publishProblems(
  builder: TargetBuilder,
  { all, makeParts, isSpread: isTogether, destination }: Builds,
): readonly Problem[] {
  if (makeParts && !capabilitiesOf(builder).pushByDigest) {
    const what = `the driver ${builder.driver} cannot push without a tag, which parts of an image need.`
    return [{ input: 'driver', what, cure: 'Leave driver at docker-container, or name such a builder.' }]
  }
  if (!isTogether || destination.kind === 'tags') return []
  const spread = all.flatMap(({ targets }) => (isSpread(builder, targets) ? [listed(targets)] : []))
  const what = `several nodes build ${spread.join('; ')} together, and buildx pushes that with a tag only, latest where none is named.`
  const cure = `${makeParts ? 'Remove the outputs that do not push' : 'Remove push-by-digest and name tags'}, or build the platforms of each node in a leg of their own (mode: part).`
  return [{ input: 'outputs', what, cure }]
}

function listed(platforms: readonly Platform[]): string {
  return platforms.map(printPlatform).join(', ')
}

/** A cache that every build writes to: one ref is one manifest, and the last one wins. */
function sharedCaches(inputs: Inputs, { all, destination }: Builds): readonly string[] {
  const shared = inputs['cache-to'].filter(hasOwnPlace)
  if (all.length < 2 || shared.length === 0 || destination.kind === 'call') return []
  return [
    `cache-to: ${all.length} builds write to the same cache, so that it holds the layers of the last one. Without cache-to, each gets a cache of its own.`,
  ]
}

function loadProblems(inputs: Inputs, facts: Facts, targets: readonly Platform[]): readonly Problem[] {
  // Without an engine to ask, buildx tells.
  const canHold = facts.engine.containerdStore || facts.engine.version === ''
  if (!inputs.load || targets.length < 2 || canHold) return []
  return [
    {
      input: 'load',
      what: `this docker engine (${facts.engine.version}) cannot hold ${targets.length} platforms of one image.`,
      cure: 'Turn its containerd image store on ({"features": {"containerd-snapshotter": true}} in daemon.json), or load one platform.',
    },
  ]
}

function commandBuilds(
  { builder, builds: { all, destination, makeParts } }: Settled,
  inputs: Inputs,
  facts: Facts,
  { builderName, proof }: { readonly builderName: string; readonly proof: ProofPlan | undefined },
): readonly BuildPlan[] {
  const isCall = destination.kind === 'call'
  return all.map((build, index) => {
    const { platforms, targets } = build
    const cached = { platforms: targets, isOneOfSeveral: makeParts, destination }
    const derived = withinReach(planCache(build.inputs, facts, cached), builder)
    const layout = layoutOf(proof, facts, { builder, targets, index })
    const decided = {
      platforms,
      cache: isCall ? { ...derived, to: [], exports: [], folder: undefined } : derived,
      outputs: planOutputs(build.inputs, destination, layout),
      annotations: makeParts ? partAnnotations(inputs, targets) : wholeAnnotations(inputs),
      attests: attestsOf(build.inputs, facts, builder),
      builder: builderName,
    }
    return { ...commandBuild(build, facts, decided, index), layout }
  })
}

type Decided = Pick<BuildSource, 'platforms' | 'cache' | 'outputs' | 'annotations' | 'attests' | 'builder'>

function commandBuild(
  { inputs }: Build,
  facts: Facts,
  decided: Decided,
  index: number,
): Omit<BuildPlan, 'layout'> {
  const { event, temp, paths } = facts
  const number = index + 1
  const suffix = number === 1 ? '' : `-${number}`
  const files = { metadataFile: `${temp}/metadata${suffix}.json`, iidFile: `${temp}/iid${suffix}` }
  const command = buildCommand({
    inputs,
    ...decided,
    ...files,
    args: buildArgs(inputs['build-args'], decided.platforms),
    buildContexts: inputs['build-contexts'].map((text) => fillIn(text, event)),
    secrets: secretFlags(inputs, secretFiles(inputs, event, temp)),
    context: resolveContext(inputs.context, event),
  })
  return {
    number,
    platforms: decided.platforms.map(({ platform }) => platform),
    command,
    cache: decided.cache,
    dockerfile: sourceOf(paths, inputs)?.dockerfile ?? '',
    ...files,
  }
}

/** Default attestations are for builders that can make them. */
function attestsOf(inputs: Inputs, { event }: Facts, builder: TargetBuilder): readonly Attestation[] {
  const canAttest = capabilitiesOf(builder).attestations
  return attestations(inputs, event, isLoaded(inputs) || !canAttest)
}

function notices(inputs: Inputs, platforms: readonly PlannedPlatform[]): readonly string[] {
  const names = inputs.platforms.map(printPlatform)
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index))
  const unemulated = platforms.filter(({ runs }) => runs === 'no emulator')
  return [
    ...[...repeated].map(
      (name) => `platforms: ${name} is named more than once (after normalising) and built once.`,
    ),
    ...unemulated.map(
      ({ platform }) =>
        `${printPlatform(platform)} has no emulator here: a RUN step of it works only if the builder brings its own.`,
    ),
  ]
}

function warnings(inputs: Inputs, { kind }: Destination, { step }: Facts): readonly string[] {
  if (kind === 'part') return step.hasArtifactService ? [] : [NO_ARTIFACTS]
  return kind !== 'cache' || inputs['cache-to'].length > 0
    ? []
    : ['The result stays in the build cache of a builder: set push: true or load: true to keep it.']
}
