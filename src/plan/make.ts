import { type Problem, Refusal } from '../errors.ts'
import type { Facts } from '../facts/facts.ts'
import type { Inputs } from '../inputs/table.ts'
import { type Platform, printPlatform, samePlatform } from '../platforms/platform.ts'
import { annotationProblems, indexAnnotations, partAnnotations, wholeAnnotations } from './annotations.ts'
import { attestations, isAttested } from './attestations.ts'
import { buildArgProblems, buildArgs } from './build-args.ts'
import { type BuildSource, buildCommand } from './build-flags.ts'
import { configFiles, differencesOf, expectedBuilder, planBuilder } from './builder.ts'
import { builderWarnings, driverProblems } from './builder-rules.ts'
import { planCache } from './cache.ts'
import { fillIn, resolveContext } from './context.ts'
import { abilitiesOf, isSpread, withinReach } from './drivers.ts'
import { emulationProblems, planEmulation } from './emulation.ts'
import { callOf, callOutputs, isLoaded, isPublished, type Publishing, planOutputs } from './outputs.ts'
import { NO_ARTIFACTS, planPart } from './part.ts'
import type { BuildPlan, Plan, PlannedPlatform, PublishPlan } from './plan.ts'
import { builderProblems, NO_DEFAULT, planPlatform, targetPlatforms } from './platforms.ts'
import { isVerified, layoutOf, planProof, planRefused, proofNotices } from './proof.ts'
import { secretFiles, secretFlags } from './secrets.ts'
import { buildsOf } from './settings.ts'
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
  const hasIndex = isJoined(inputs) || targets.length > 1 || isAttested(attestsOf(inputs, facts), facts.event)
  const problems = [
    ...distinct(buildsOf(inputs).flatMap((build) => buildProblems(build, inputs, facts, platforms))),
    ...builderProblems(facts, platforms),
    ...emulationProblems(inputs, facts),
    ...annotationProblems(inputs, targets, hasIndex),
    ...smokeProblems(inputs, facts, targets, emulation),
  ]
  if (problems.length > 0) throw new Refusal(problems)
  const files = configFiles(inputs, found)
  const builder = planBuilder(inputs, found, files, targets)
  const way = publishing(inputs, facts, targets)
  const builds = planBuilds(inputs, facts, platforms, { way, builder: builder.name })
  return {
    platforms,
    standalone: facts.standalone,
    temp: facts.temp,
    files,
    emulation,
    builder,
    secretFiles: secretFiles(inputs, facts.event, facts.temp),
    call: callOf(inputs),
    builds,
    publish: publishPlan(inputs, targets, way),
    proof: isVerified(inputs) ? planProof(inputs, facts) : undefined,
    refused: planRefused(inputs, facts),
    smoke: planSmoke(inputs, facts, targets),
    part: inputs.mode === 'part' ? planPart(inputs, facts) : undefined,
    notices: [...notices(inputs, platforms), ...proofNotices(inputs, facts, targets)],
    warnings: [...warnings(inputs, facts), ...earlyTags(inputs, way), ...builderWarnings(inputs, found)],
  }
}

/** What is wrong with one of the builds. */
function buildProblems(
  build: Inputs,
  inputs: Inputs,
  facts: Facts,
  platforms: readonly PlannedPlatform[],
): readonly Problem[] {
  const own = ownPlatforms(build, platforms)
  const targets = own.map(({ platform }) => platform)
  const args = own.map((platform) => platform.args)
  const isCommon = (arg: string): boolean => inputs['build-args'].includes(arg)
  const settled = build['build-args'].filter((arg) => !isCommon(arg))
  return [
    ...buildArgProblems(build['build-args'].filter(isCommon), args),
    ...buildArgProblems(settled, args).map((problem) => ({ ...problem, input: 'platform-settings' })),
    ...loadProblems(build, facts, targets),
    ...(isJoined(inputs) && isPublished(inputs) ? digestProblems(facts, targets) : []),
    ...driverProblems(build, facts.builder, { targets, attests: attestsOf(build, facts) }),
  ]
}

/** Each problem once: builds have most of their inputs in common. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(
    ({ input, what }, index) =>
      problems.findIndex((other) => other.input === input && other.what === what) === index,
  )
}

/** Those of the platforms that a build is for. */
function ownPlatforms(build: Inputs, platforms: readonly PlannedPlatform[]): readonly PlannedPlatform[] {
  const { platforms: named } = build
  if (named.length === 0) return platforms
  return platforms.filter(({ platform }) => named.some((name) => samePlatform(name, platform)))
}

/** How this job publishes: what is proven first, or joined with others, is pushed by its digest. */
function publishing(inputs: Inputs, { builder }: Facts, targets: readonly Platform[]): Publishing {
  if (inputs.mode === 'part') return 'part'
  const canWait = abilitiesOf(builder).pushByDigest && !isSpread(builder, targets)
  const mustWait = isVerified(inputs) || inputs.smokeTests.length > 0
  return (mustWait && canWait) || isJoined(inputs) ? 'digest' : 'tags'
}

/** Tags that cannot wait for the proof. */
function earlyTags(inputs: Inputs, way: Publishing): readonly string[] {
  const mustWait = isVerified(inputs) || (inputs.smokeTests.length > 0 && isPublished(inputs))
  if (!mustWait || way !== 'tags' || inputs.tags.length === 0) return []
  return [
    'This builder can only push with tags: they move before the image is proven. A builder of one node with the driver docker-container proves it first.',
  ]
}

/** Whether what is built here becomes a part of an index that is made later. */
function isJoined(inputs: Inputs): boolean {
  return inputs.mode === 'part' || buildsOf(inputs).length > 1
}

function publishPlan(inputs: Inputs, targets: readonly Platform[], way: Publishing): PublishPlan | undefined {
  if (callOf(inputs) !== '') return undefined
  const { publish } = planOutputs(inputs, { publishing: way, layout: '' })
  return (
    publish && {
      ...publish,
      annotations: buildsOf(inputs).length > 1 ? indexAnnotations(inputs, targets) : [],
    }
  )
}

/** Parts and the builds of platform-settings get no tag until they are joined. */
function digestProblems({ builder }: Facts, targets: readonly Platform[]): readonly Problem[] {
  if (isSpread(builder, targets)) {
    const what = `several nodes build ${targets.map(printPlatform).join(', ')} together, and buildx pushes that with a tag only.`
    return [
      {
        input: 'platforms',
        what,
        cure: 'Build the platforms of each node in a leg, or a build, of their own.',
      },
    ]
  }
  if (abilitiesOf(builder).pushByDigest) return []
  const what = `the driver ${builder?.driver} cannot push without a tag, which parts of an image need.`
  return [{ input: 'driver', what, cure: 'Leave driver at docker-container, or name such a builder.' }]
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

function planBuilds(
  inputs: Inputs,
  facts: Facts,
  platforms: readonly PlannedPlatform[],
  { way, builder }: { readonly way: Publishing; readonly builder: string },
): readonly BuildPlan[] {
  const isWhole = way !== 'part' && buildsOf(inputs).length === 1
  return buildsOf(inputs).map((build, index) => {
    const own = ownPlatforms(build, platforms)
    const targets = own.map(({ platform }) => platform)
    const isCall = callOf(inputs) !== ''
    const derived = withinReach(planCache(build, facts, targets), facts.builder)
    const layout = layoutOf(inputs, facts, index, targets)
    const part = {
      platforms: own,
      cache: isCall ? { ...derived, to: [], toFlags: [], folder: undefined } : derived,
      outputs: isCall ? callOutputs(build) : planOutputs(build, { publishing: way, layout }),
      annotations: isWhole ? wholeAnnotations(build) : partAnnotations(build, targets),
      builder,
    }
    return { ...planBuild(build, facts, part, index), layout }
  })
}

type Decided = Pick<BuildSource, 'platforms' | 'cache' | 'outputs' | 'annotations' | 'builder'>

function planBuild(inputs: Inputs, facts: Facts, decided: Decided, index: number): Omit<BuildPlan, 'layout'> {
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
    name: decided.platforms.map(({ platform }) => printPlatform(platform)).join(','),
    command,
    cache: decided.cache,
    dockerfile: paths.sources[index]?.dockerfile ?? '',
    ...files,
  }
}

/** Default attestations are for builders that can make them. */
function attestsOf(inputs: Inputs, { event, builder }: Facts): readonly string[] {
  const canAttest = abilitiesOf(builder).attestations
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

function warnings(inputs: Inputs, { paths }: Facts): readonly string[] {
  const isKept = inputs.push || inputs.load || inputs.outputs.length > 0 || inputs['cache-to'].length > 0
  if (inputs.mode === 'part') return paths.hasArtifactService ? [] : [NO_ARTIFACTS]
  return isKept || callOf(inputs) !== ''
    ? []
    : ['The result stays in the build cache of a builder: set push: true or load: true to keep it.']
}
