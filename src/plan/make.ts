import { attributesOf } from '../buildx/attributes.ts'
import { capabilitiesOf, isSpread } from '../buildx/drivers.ts'
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
import { configFiles, differencesOf, expectedBuilder, planBuilder } from './builder/builder.ts'
import { emulationProblems, planEmulation } from './builder/emulation.ts'
import { builderProblems, NO_DEFAULT, planPlatform, targetPlatforms } from './builder/platforms.ts'
import type { BuildPlan, Plan, PlannedPlatform, PublishPlan } from './plan.ts'
import { callOf, callOutputs, isLoaded, planOutputs } from './publish/outputs.ts'
import { NO_ARTIFACTS, planPart } from './publish/part.ts'
import { isVerified, layoutOf, planProof, planRefused, proofNotices } from './publish/proof.ts'
import { builderWarnings, driverProblems } from './refusals/builder-rules.ts'
import { planSmoke, smokeProblems, testedPlatforms } from './smoke.ts'

/**
 * Decides everything that a job that builds does. Pure: the same inputs and facts give the same plan.
 * @throws Refusal with every reason why the inputs cannot be carried out on this machine
 */
export function makePlan(inputs: Inputs, found: Facts): Plan {
  const differing = differencesOf(inputs, found)
  if (differing.length > 0) throw new Refusal(differing)
  // From here on, a builder that is still to be made counts like one that is there.
  const facts = { ...found, builder: expectedBuilder(inputs, found) }
  const targets = targetPlatforms(inputs, facts)
  if (targets.length === 0) throw new Refusal([NO_DEFAULT])
  const emulation = planEmulation(inputs, facts, targets, testedPlatforms(inputs, targets))
  const platforms = targets.map((platform) => planPlatform(platform, facts, emulation))
  const builds = planBuilds(inputs, facts.builder, platforms)
  const publish = publishPlan(inputs, targets, builds)
  const hasIndex = builds.isJoined || targets.length > 1 || isAttested(attestsOf(inputs, facts), facts.event)
  const problems = [
    ...distinct(builds.all.flatMap((build) => buildProblems(build, inputs, facts))),
    ...(publish === undefined ? [] : publishProblems(facts, builds, publish)),
    ...builderProblems(facts, platforms),
    ...emulationProblems(inputs, facts),
    ...annotationProblems(inputs, targets, hasIndex),
    ...smokeProblems(inputs, facts, targets, emulation),
  ]
  if (problems.length > 0) throw new Refusal(problems)
  const files = configFiles(inputs, found)
  const builder = planBuilder(inputs, found, files, targets)
  return {
    platforms,
    standalone: facts.standalone,
    temp: facts.temp,
    files,
    emulation,
    builder,
    secretFiles: secretFiles(inputs, facts.event, facts.temp),
    call: callOf(inputs),
    builds: commandBuilds(builds, inputs, facts, builder.name),
    publish,
    proof: isVerified(inputs) ? planProof(inputs, facts) : undefined,
    refused: planRefused(inputs, facts),
    smoke: planSmoke(inputs, facts, targets),
    part: inputs.mode === 'part' ? planPart(inputs, facts) : undefined,
    notices: [...notices(inputs, platforms), ...proofNotices(inputs, facts, builds.all)],
    warnings: [
      ...warnings(inputs, facts),
      ...earlyTags(inputs, builds, publish),
      ...sharedCaches(inputs, builds),
      ...builderWarnings(inputs, found),
    ],
  }
}

/** What is wrong with one of the builds. */
function buildProblems(build: Build, inputs: Inputs, facts: Facts): readonly Problem[] {
  const { targets } = build
  const args = build.platforms.map((platform) => platform.args)
  const isCommon = (arg: string): boolean => inputs['build-args'].includes(arg)
  const given = build.inputs['build-args']
  const settled = given.filter((arg) => !isCommon(arg))
  return [
    ...buildArgProblems(given.filter(isCommon), args),
    ...buildArgProblems(settled, args).map((problem) => ({ ...problem, input: 'platform-settings' })),
    ...loadProblems(build.inputs, facts, targets),
    ...driverProblems(build.inputs, facts.builder, { targets, attests: attestsOf(build.inputs, facts) }),
  ]
}

/** Each problem once: builds have most of their inputs in common. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return distinctBy(problems, ({ input, what }) => `${input}: ${what}`)
}

function publishPlan(
  inputs: Inputs,
  targets: readonly Platform[],
  { all, way }: Builds,
): PublishPlan | undefined {
  if (callOf(inputs) !== '') return undefined
  const { publish } = planOutputs(inputs, { publishing: way, layout: '' })
  return publish && { ...publish, annotations: all.length > 1 ? indexAnnotations(inputs, targets) : [] }
}

/** What cannot be pushed as it has to be: parts, and what is joined, get no tag at first. */
function publishProblems(
  { builder }: Facts,
  { all, isJoined, isSpread: isTogether, way }: Builds,
  { by }: PublishPlan,
): readonly Problem[] {
  if (isJoined && !capabilitiesOf(builder).pushByDigest) {
    const what = `the driver ${builder?.driver} cannot push without a tag, which parts of an image need.`
    return [{ input: 'driver', what, cure: 'Leave driver at docker-container, or name such a builder.' }]
  }
  if (!isTogether || (way === 'tags' && by === 'tags')) return []
  const spread = all.flatMap(({ targets }) => (isSpread(builder, targets) ? [listed(targets)] : []))
  const what = `several nodes build ${spread.join('; ')} together, and buildx pushes that with a tag only, latest where none is named.`
  const cure = `${isJoined ? 'Remove the outputs that do not push' : 'Remove push-by-digest and name tags'}, or build the platforms of each node in a leg of their own (mode: part).`
  return [{ input: 'outputs', what, cure }]
}

function listed(platforms: readonly Platform[]): string {
  return platforms.map(printPlatform).join(', ')
}

/** A cache that every build writes to: one ref is one manifest, and the last one wins. */
function sharedCaches(inputs: Inputs, { all }: Builds): readonly string[] {
  const shared = inputs['cache-to'].filter((value) => attributesOf(value).get('type') !== 'inline')
  if (all.length < 2 || shared.length === 0 || callOf(inputs) !== '') return []
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
  { all, way, isJoined }: Builds,
  inputs: Inputs,
  facts: Facts,
  builder: string,
): readonly BuildPlan[] {
  const isCall = callOf(inputs) !== ''
  return all.map((build, index) => {
    const { platforms, targets } = build
    const cached = { platforms: targets, isOneOfSeveral: isJoined }
    const derived = withinReach(planCache(build.inputs, facts, cached), facts.builder)
    const layout = layoutOf(inputs, facts, index, targets)
    const decided = {
      platforms,
      cache: isCall ? { ...derived, to: [], toFlags: [], folder: undefined } : derived,
      outputs: isCall ? callOutputs(build.inputs) : planOutputs(build.inputs, { publishing: way, layout }),
      annotations: isJoined ? partAnnotations(inputs, targets) : wholeAnnotations(inputs),
      builder,
    }
    return { ...commandBuild(build, facts, decided, index), layout }
  })
}

type Decided = Pick<BuildSource, 'platforms' | 'cache' | 'outputs' | 'annotations' | 'builder'>

function commandBuild(
  { inputs }: Build,
  facts: Facts,
  decided: Decided,
  index: number,
): Omit<BuildPlan, 'layout'> {
  const { event, temp, paths } = facts
  const suffix = index === 0 ? '' : `-${index + 1}`
  const files = { metadataFile: `${temp}/metadata${suffix}.json`, iidFile: `${temp}/iid${suffix}` }
  const command = buildCommand({
    inputs,
    ...decided,
    ...files,
    args: buildArgs(inputs['build-args'], decided.platforms),
    attests: attestsOf(inputs, facts),
    buildContexts: inputs['build-contexts'].map((text) => fillIn(text, event)),
    secrets: secretFlags(inputs, secretFiles(inputs, event, temp)),
    context: resolveContext(inputs.context, event),
  })
  return {
    platforms: decided.platforms.map(({ platform }) => platform),
    command,
    cache: decided.cache,
    dockerfile: sourceOf(paths, inputs)?.dockerfile ?? '',
    ...files,
  }
}

/** Default attestations are for builders that can make them. */
function attestsOf(inputs: Inputs, { event, builder }: Facts): readonly string[] {
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

function warnings(inputs: Inputs, { step }: Facts): readonly string[] {
  const isKept = inputs.push || inputs.load || inputs.outputs.length > 0 || inputs['cache-to'].length > 0
  if (inputs.mode === 'part') return step.hasArtifactService ? [] : [NO_ARTIFACTS]
  return isKept || callOf(inputs) !== ''
    ? []
    : ['The result stays in the build cache of a builder: set push: true or load: true to keep it.']
}
