import { type Problem, Refusal } from '../errors.ts'
import type { Facts } from '../facts/facts.ts'
import { printReference } from '../inputs/reference.ts'
import type { Inputs } from '../inputs/table.ts'
import { type Platform, printPlatform } from '../platforms/platform.ts'
import { buildArgProblems, buildArgs } from './build-args.ts'
import { type BuildSource, buildCommand } from './build-flags.ts'
import { configFiles, planBuilder } from './builder.ts'
import { planCache } from './cache.ts'
import { planEmulation } from './emulation.ts'
import type { BuildPlan, Plan, PlannedPlatform, PublishPlan } from './plan.ts'
import { builderProblems, NO_DEFAULT, planPlatform, targetPlatforms } from './platforms.ts'

/**
 * Decides everything. Pure: the same inputs and facts give the same plan.
 * @throws Refusal with every reason why the inputs cannot be carried out on this machine
 */
export function makePlan(inputs: Inputs, facts: Facts): Plan {
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
  ]
  if (problems.length > 0) throw new Refusal(problems)
  const files = configFiles(inputs, facts)
  const builder = planBuilder(inputs, facts, files)
  const cache = planCache(inputs, facts.event, targets)
  return {
    platforms,
    temp: facts.temp,
    files,
    emulation,
    builder,
    cache,
    build: planBuild(inputs, facts, { platforms, cache, builder: builder.name }),
    publish: planPublish(inputs),
    notices: notices(inputs, platforms),
    warnings: warnings(inputs),
  }
}

function loadProblems(inputs: Inputs, facts: Facts, targets: readonly Platform[]): readonly Problem[] {
  if (!inputs.load || targets.length < 2 || facts.engine.containerdStore) return []
  return [
    {
      input: 'load',
      what: `this docker engine (${facts.engine.version}) cannot hold ${targets.length} platforms of one image.`,
      cure: 'Turn its containerd image store on ({"features": {"containerd-snapshotter": true}} in daemon.json), or load one platform.',
    },
  ]
}

type Decided = Pick<BuildSource, 'platforms' | 'cache' | 'builder'>

function planBuild(inputs: Inputs, facts: Facts, decided: Decided): BuildPlan {
  const metadataFile = `${facts.temp}/metadata.json`
  const iidFile = `${facts.temp}/iid`
  const args = buildArgs(inputs['build-args'], decided.platforms)
  const command = buildCommand({ inputs, ...decided, args, metadataFile, iidFile })
  return { command, metadataFile, iidFile }
}

function planPublish(inputs: Inputs): PublishPlan | undefined {
  const [first] = inputs.tags
  if (!inputs.push || first === undefined) return undefined
  return { repository: first.repository, tags: [...new Set(inputs.tags.map(printReference))] }
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
  const isKept = inputs.push || inputs.load || inputs['cache-to'].length > 0
  return isKept
    ? []
    : ['The result stays in the build cache of a builder: set push: true or load: true to keep it.']
}
