import { nameAndValue } from '../../buildx/attributes.ts'
import type { Dockerfile, Privilege, Stage } from '../../buildx/dockerfile.ts'
import { distinctBy } from '../../distinct.ts'
import { InvalidValue } from '../../errors.ts'
import type { Facts } from '../../facts/facts.ts'
import type { BuildInputs } from '../../inputs/builds.ts'
import type { Inputs } from '../../inputs/table.ts'
import { distinctPlatforms, listsPlatform, type Platform, parsePlatform } from '../../platforms/platform.ts'
import { sourceOf } from '../build/context.ts'
import {
  argValues,
  dockerfileOf,
  expand,
  hasOtherFrontend,
  parentOf,
  stageFrom,
  stagesFor,
  startOf,
  type Values,
} from './stages.ts'
import { nodeFor, type TargetBuilder } from './target.ts'

/** The platforms that the RUN steps of one platform's build run on. */
export interface RunSteps {
  readonly platform: Platform
  /** Each platform that a step may run on. Includes `platform` itself if that is uncertain. */
  readonly on: readonly Platform[]
}

/** The platforms that RUN steps run on, for each platform that is built. */
export function planRunSteps(
  inputs: Inputs,
  facts: Facts,
  builder: TargetBuilder,
  targets: readonly Platform[],
): readonly RunSteps[] {
  // A call on a Dockerfile runs none of its steps.
  if (inputs.call !== '') return targets.map((platform) => ({ platform, on: [] }))
  return targets.map((platform) => {
    const build = buildFor(inputs, platform)
    const dockerfile = build && dockerfileOf(build, facts)
    const on = dockerfile && stepsOf(dockerfile, build, platform, nodeFor(builder, platform)?.machine)
    return { platform, on: on ?? [platform] }
  })
}

function buildFor({ builds }: Inputs, platform: Platform): BuildInputs | undefined {
  return builds.find(({ platforms }) => platforms.length === 0 || listsPlatform(platforms, platform))
}

/**
 * The platforms that RUN steps of a build run on. BuildKit runs the steps of the stages that the target needs, each on
 * the platform of its base (dockerfile2llb/convert.go of v0.32.2). COPY, ADD, WORKDIR and instructions that only
 * describe an image run nothing, and the SBOM scanner runs on the builder's own platform. Triggers (ONBUILD) of a base
 * image are ignored: they would cost a request to its registry in every job, are almost extinct, and BuildKit's image
 * has its own emulators for them.
 * @param buildPlatform platform of the machine that builds
 * @returns undefined if that is uncertain
 */
function stepsOf(
  dockerfile: Dockerfile,
  build: BuildInputs,
  target: Platform,
  buildPlatform: Platform | undefined,
): readonly Platform[] | undefined {
  const values = argValues(dockerfile.args, build['build-args'], target, buildPlatform)
  const { stages } = dockerfile
  const running = stagesFor(dockerfile, build, values)?.filter((index) => stages[index]?.runs)
  const platforms = running?.map((index) => stagePlatform(stages, index, target, values))
  return platforms?.every((platform) => platform !== undefined) ? distinctPlatforms(platforms) : undefined
}

/** A flag of RUN that a build must allow, and its Dockerfile. */
export interface PrivilegedStep extends Privilege {
  readonly dockerfile: string
}

/** The steps that need privileges, each once, if it is certain that a build runs them. */
export function privilegedSteps(
  inputs: Inputs,
  facts: Facts,
  builder: TargetBuilder,
  targets: readonly Platform[],
): readonly PrivilegedStep[] {
  if (inputs.call !== '') return []
  const steps = targets.flatMap((platform) => {
    const build = buildFor(inputs, platform)
    const dockerfile = build && dockerfileOf(build, facts)
    if (build === undefined || dockerfile === undefined) return []
    const path = sourceOf(facts.paths, build)?.dockerfile ?? ''
    const values = argValues(
      dockerfile.args,
      build['build-args'],
      platform,
      nodeFor(builder, platform)?.machine,
    )
    const stages = certainStages(dockerfile.stages, build, values)
    return stages.flatMap(({ privileges }) => privileges.map((each) => ({ ...each, dockerfile: path })))
  })
  return distinctBy(steps, ({ dockerfile, line, flag }) => `${dockerfile}:${line} ${flag}`)
}

/** The stages that a build certainly runs: its target, the stages that one is based on, and those that flags name. */
function certainStages(stages: readonly Stage[], build: BuildInputs, values: Values): readonly Stage[] {
  const names = stages.map(({ name }) => name).filter((name) => name !== '')
  if (hasOtherFrontend(values) || new Set(names).size < names.length) return []
  // A context with the name of a stage replaces the stage.
  const replaced = build['build-contexts'].map((text) => nameAndValue(text).name.replace(/::.*/, ''))
  const isCertain = (index: number): boolean =>
    stages[index] !== undefined && !replaced.includes(stages[index].name)
  const certain = new Set([startOf(stages, build)].filter(isCertain))
  // Iterating over a set includes the elements that are added on the way.
  for (const index of certain) {
    for (const other of certainNeeds(stages, index, values).filter(isCertain)) certain.add(other)
  }
  return stages.filter((_, index) => certain.has(index))
}

function certainNeeds(stages: readonly Stage[], index: number, values: Values): readonly number[] {
  const { base = '', needs = [] } = stages[index] ?? {}
  const name = expand(base, values)
  const parent = name === undefined ? -1 : parentOf(stages, index, name)
  return [parent, ...needs.map((from) => stageFrom(stages, from))]
}

function stagePlatform(
  stages: readonly Stage[],
  index: number,
  target: Platform,
  values: Values,
): Platform | undefined {
  const stage = stages[index]
  const base = stage && expand(stage.base, values)
  if (stage === undefined || base === undefined) return undefined
  const parent = parentOf(stages, index, base)
  // The platform in FROM only counts for images.
  if (parent !== -1) return stagePlatform(stages, parent, target, values)
  return stage.platform === '' || base === 'scratch' ? target : platformIn(expand(stage.platform, values))
}

function platformIn(text: string | undefined): Platform | undefined {
  try {
    return text === undefined ? undefined : parsePlatform(text)
  } catch (error) {
    if (error instanceof InvalidValue) return undefined
    throw error
  }
}
