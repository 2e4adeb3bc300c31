import { type Problem, Refusal } from '../errors.ts'
import type { Facts } from '../facts/facts.ts'
import type { Inputs } from '../inputs/table.ts'
import { type Platform, printPlatform, samePlatform } from '../platforms/platform.ts'
import { attestations, isAttested } from './attestations.ts'
import { buildArgProblems, buildArgs } from './build-args.ts'
import { type BuildSource, buildCommand } from './build-flags.ts'
import { configFiles, differencesOf, expectedBuilder, planBuilder } from './builder.ts'
import { builderWarnings, driverProblems } from './builder-rules.ts'
import { planCache } from './cache.ts'
import { fillIn, resolveContext } from './context.ts'
import { abilitiesOf, withinReach } from './drivers.ts'
import { emulationProblems, planEmulation } from './emulation.ts'
import { NO_OUTPUTS, planOutputs } from './outputs.ts'
import type { BuildPlan, Plan, PlannedPlatform } from './plan.ts'
import { builderProblems, NO_DEFAULT, planPlatform, targetPlatforms } from './platforms.ts'
import { secretFiles, secretFlags } from './secrets.ts'

/**
 * Decides everything. Pure: the same inputs and facts give the same plan.
 * @throws Refusal with every reason why the inputs cannot be carried out on this machine
 */
export function makePlan(inputs: Inputs, found: Facts): Plan {
  const differing = differencesOf(inputs, found)
  if (differing.length > 0) throw new Refusal(differing)
  // From here on, a builder that is still to be made counts like one that is there.
  const facts = { ...found, builder: expectedBuilder(inputs, found) }
  const targets = targetPlatforms(inputs, facts)
  if (targets.length === 0) throw new Refusal([NO_DEFAULT])
  const emulation = planEmulation(inputs, facts, targets)
  const platforms = targets.map((platform) => planPlatform(platform, facts, emulation))
  const problems = [
    ...buildArgProblems(
      inputs['build-args'],
      platforms.map(({ args }) => args),
    ),
    ...loadProblems(inputs, facts, targets),
    ...builderProblems(facts, platforms),
    ...emulationProblems(inputs, facts),
    ...annotationProblems(inputs, facts, targets),
    ...driverProblems(inputs, facts.builder, { targets, attests: attestsOf(inputs, facts) }),
  ]
  if (problems.length > 0) throw new Refusal(problems)
  const files = configFiles(inputs, found)
  const builder = planBuilder(inputs, found, files, targets)
  const isBuild = callOf(inputs) === ''
  const outputs = isBuild ? planOutputs(inputs) : NO_OUTPUTS
  const derived = withinReach(planCache(inputs, facts, targets), facts.builder)
  const cache = isBuild ? derived : { ...derived, to: [], toFlags: [], folder: undefined }
  return {
    platforms,
    standalone: facts.standalone,
    temp: facts.temp,
    files,
    emulation,
    builder,
    cache,
    build: planBuild(inputs, facts, { platforms, cache, outputs, builder: builder.name }),
    publish: outputs.publish,
    notices: notices(inputs, platforms),
    warnings: [...(isBuild ? warnings(inputs) : []), ...builderWarnings(inputs, found)],
  }
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

type Decided = Pick<BuildSource, 'platforms' | 'cache' | 'outputs' | 'builder'>

function planBuild(inputs: Inputs, facts: Facts, decided: Decided): BuildPlan {
  const { event, temp } = facts
  const files = secretFiles(inputs, event, temp)
  const paths = { metadataFile: `${temp}/metadata.json`, iidFile: `${temp}/iid` }
  const command = buildCommand({
    inputs,
    ...decided,
    ...paths,
    args: buildArgs(inputs['build-args'], decided.platforms),
    attests: attestsOf(inputs, facts),
    buildContexts: inputs['build-contexts'].map((text) => fillIn(text, event)),
    secrets: secretFlags(inputs, files),
    context: resolveContext(inputs.context, event),
  })
  return { command, ...paths, secretFiles: files, call: callOf(inputs) }
}

/** Default attestations are for builders that can make them. */
function attestsOf(inputs: Inputs, { event, builder }: Facts): readonly string[] {
  const canAttest = abilitiesOf(builder).attestations
  return attestations(inputs, event, planOutputs(inputs).isLoaded || !canAttest)
}

/** What is asked of the Dockerfile instead of a build; '' for a build. */
function callOf({ call }: Inputs): string {
  return call === 'build' ? '' : call
}

/** Annotations for platforms that are not built, and for an index where there is none: BuildKit tells them at its end. */
function annotationProblems(inputs: Inputs, facts: Facts, targets: readonly Platform[]): readonly Problem[] {
  const hasIndex = targets.length > 1 || isAttested(attestsOf(inputs, facts), facts.event)
  return inputs.annotations.flatMap(({ text, levels, platforms }) => {
    const stranger = platforms.find((platform) => !targets.some((target) => samePlatform(platform, target)))
    if (stranger !== undefined) {
      const what = `"${text}" is for ${printPlatform(stranger)}, which is not built.`
      return [{ input: 'annotations', what, cure: 'Add the platform, or drop the annotation.' }]
    }
    if (hasIndex || !levels.some((level) => level.startsWith('index'))) return []
    const what = `"${text}" is for an index, but an image of one platform without attestations has none.`
    return [
      {
        input: 'annotations',
        what,
        cure: 'Write manifest: instead, build several platforms, or leave provenance on.',
      },
    ]
  })
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

function warnings(inputs: Inputs): readonly string[] {
  const isKept = inputs.push || inputs.load || inputs.outputs.length > 0 || inputs['cache-to'].length > 0
  return isKept
    ? []
    : ['The result stays in the build cache of a builder: set push: true or load: true to keep it.']
}
