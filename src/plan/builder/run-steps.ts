import { nameAndValue } from '../../buildx/attributes.ts'
import { type Dockerfile, isDockerfileFrontend, type Privilege, type Stage } from '../../buildx/dockerfile.ts'
import { distinctBy } from '../../distinct.ts'
import { InvalidValue } from '../../errors.ts'
import type { Facts } from '../../facts/facts.ts'
import type { BuildInputs } from '../../inputs/builds.ts'
import type { Inputs } from '../../inputs/table.ts'
import { EXPLICIT_ARGS, platformArgs } from '../../platforms/args.ts'
import { distinctPlatforms, listsPlatform, type Platform, parsePlatform } from '../../platforms/platform.ts'
import { sourceOf } from '../build/context.ts'
import { nodeFor, type TargetBuilder } from './target.ts'

/** Where the RUN steps of one platform's build happen. */
export interface RunSteps {
  readonly platform: Platform
  /** Each platform that a step may happen on. `platform` itself is among them wherever nobody can tell. */
  readonly on: readonly Platform[]
}

/** Where RUN steps happen, for each platform that is built. */
export function planRunSteps(
  inputs: Inputs,
  facts: Facts,
  builder: TargetBuilder,
  targets: readonly Platform[],
): readonly RunSteps[] {
  // What a Dockerfile is asked is answered without running any of it.
  if (inputs.call !== '' && inputs.call !== 'build') return targets.map((platform) => ({ platform, on: [] }))
  return targets.map((platform) => {
    const build = buildFor(inputs, platform)
    const dockerfile = build && dockerfileOf(build, facts)
    const on = dockerfile && stepsOf(dockerfile, build, platform, nodeFor(builder, platform)?.own)
    return { platform, on: on ?? [platform] }
  })
}

function buildFor({ builds }: Inputs, platform: Platform): BuildInputs | undefined {
  return builds.find(({ platforms }) => platforms.length === 0 || listsPlatform(platforms, platform))
}

/** undefined where it is not here, or not understood. */
function dockerfileOf(build: BuildInputs, { paths, dockerfiles }: Facts): Dockerfile | undefined {
  const source = sourceOf(paths, build)
  return dockerfiles.find(({ path }) => path === source?.dockerfile)?.content
}

/**
 * The platforms that RUN steps of a build happen on. BuildKit runs those of the stages that the target needs, each on
 * the platform of its base (dockerfile2llb/convert.go of v0.32.2); COPY, ADD, WORKDIR and what only describes an image
 * run nothing, and the SBOM scanner runs on the builder's own platform. Triggers (ONBUILD) of a base image are not
 * looked for: they would cost a question to its registry in every job, are next to extinct, and BuildKit's image has
 * emulators of its own for them.
 * @param own platform of the machine that builds
 * @returns undefined where that cannot be told for sure
 */
function stepsOf(
  { args, stages }: Dockerfile,
  build: BuildInputs,
  target: Platform,
  own: Platform | undefined,
): readonly Platform[] | undefined {
  const values = argValues(args, build['build-args'], target, own)
  if (hasOtherFrontend(values)) return undefined
  const start = startOf(stages, build)
  const needed = start === -1 ? undefined : neededStages(stages, start, values)
  const running = needed?.filter((index) => stages[index]?.runs)
  const platforms = running?.map((index) => stagePlatform(stages, index, target, values))
  return platforms?.every((platform) => platform !== undefined) ? distinctPlatforms(platforms) : undefined
}

/** A flag of RUN that a build must be allowed, and the Dockerfile that it stands in. */
export interface PrivilegedStep extends Privilege {
  readonly dockerfile: string
}

/** The steps that ask for privileges, each once, as far as it is sure that a build runs them. */
export function privilegedSteps(
  inputs: Inputs,
  facts: Facts,
  builder: TargetBuilder,
  targets: readonly Platform[],
): readonly PrivilegedStep[] {
  if (inputs.call !== '' && inputs.call !== 'build') return []
  const steps = targets.flatMap((platform) => {
    const build = buildFor(inputs, platform)
    const dockerfile = build && dockerfileOf(build, facts)
    if (build === undefined || dockerfile === undefined) return []
    const path = sourceOf(facts.paths, build)?.dockerfile ?? ''
    const values = argValues(dockerfile.args, build['build-args'], platform, nodeFor(builder, platform)?.own)
    const stages = sureStages(dockerfile.stages, build, values)
    return stages.flatMap(({ privileges }) => privileges.map((each) => ({ ...each, dockerfile: path })))
  })
  return distinctBy(steps, ({ dockerfile, line, flag }) => `${dockerfile}:${line} ${flag}`)
}

/** The stages that a build runs beyond doubt: its target, what that one is based on, and what flags name. */
function sureStages(stages: readonly Stage[], build: BuildInputs, values: Values): readonly Stage[] {
  const names = stages.map(({ name }) => name).filter((name) => name !== '')
  if (hasOtherFrontend(values) || new Set(names).size < names.length) return []
  // A context of its name takes the place of a stage.
  const replaced = build['build-contexts'].map((text) => nameAndValue(text).name.replace(/::.*/, ''))
  const isSure = (index: number): boolean =>
    stages[index] !== undefined && !replaced.includes(stages[index].name)
  const sure = new Set([startOf(stages, build)].filter(isSure))
  // A set goes on to what is added on the way.
  for (const index of sure) {
    for (const other of surelyNeeded(stages, index, values).filter(isSure)) sure.add(other)
  }
  return stages.filter((_, index) => sure.has(index))
}

function surelyNeeded(stages: readonly Stage[], index: number, values: Values): readonly number[] {
  const { base = '', needs = [] } = stages[index] ?? {}
  const name = expand(base, values)
  const parent = name === undefined ? -1 : parentOf(stages, index, name)
  return [parent, ...needs.map((from) => stageFrom(stages, from))]
}

/** The stage that is built; -1 where there is none of that name. */
function startOf(stages: readonly Stage[], { target }: BuildInputs): number {
  return target === '' ? stages.length - 1 : stageNamed(stages, target)
}

function hasOtherFrontend(values: Values): boolean {
  return values.has('BUILDKIT_SYNTAX') && !isDockerfileFrontend(values.get('BUILDKIT_SYNTAX') ?? '')
}

/** What variables stand for in front of the stages and in FROM; undefined for what nobody here knows. */
type Values = ReadonlyMap<string, string | undefined>

/** As dockerfile2llb does it: what BuildKit sets, then each ARG by its default, and what the build gives wins. */
function argValues(
  args: Dockerfile['args'],
  buildArgs: readonly string[],
  target: Platform,
  own: Platform | undefined,
): Values {
  const automatic = platformArgs(target, own)
  const known = EXPLICIT_ARGS.filter((name) => own !== undefined || !name.startsWith('BUILD'))
  const values = new Map<string, string | undefined>(known.map((name) => [name, automatic[name]]))
  // One without a value is taken from buildx's environment.
  const given = new Map(buildArgs.map(nameAndValue).map(({ name, value }) => [name, value]))
  for (const [name, value] of given) {
    if (values.has(name) || name === 'BUILDKIT_SYNTAX') values.set(name, value)
  }
  for (const { name, value } of args) {
    if (given.has(name)) values.set(name, given.get(name))
    else if (value !== undefined) values.set(name, expand(value, values))
  }
  return values
}

/** `$NAME`, `${NAME}` and `${NAME:-word}`: of the other forms nobody here knows what they stand for. */
const VARIABLE = /\$(?:([a-z_]\w*)|\{([a-z_]\w*)(?::-([^${}]*))?\})/gi

/** @returns undefined where a variable is not known, and for quotes and escapes within the text */
function expand(text: string, values: Values): string | undefined {
  const bare = /^"([^"]*)"$/.exec(text)?.[1] ?? text
  let isKnown = true
  const expanded = bare.replace(VARIABLE, (_, plain?: string, braced?: string, otherwise?: string) => {
    const value = values.get(plain ?? braced ?? '')
    const isUnset = !values.has(plain ?? braced ?? '') || value === ''
    const word = isUnset ? (otherwise ?? value) : value
    if (word === undefined) isKnown = false
    return word ?? ''
  })
  return isKnown && expanded !== '' && !/[$"'`\\\s]/.test(expanded) ? expanded : undefined
}

/** The stages that one needs, itself among them; undefined where that cannot be told. */
function neededStages(
  stages: readonly Stage[],
  start: number,
  values: Values,
): readonly number[] | undefined {
  const needed = new Set([start])
  // A set goes on to what is added on the way.
  for (const index of needed) {
    const others = sourceStages(stages, index, values)
    if (others === undefined) return undefined
    for (const other of others) needed.add(other)
  }
  return [...needed].toSorted((one, other) => one - other)
}

function sourceStages(
  stages: readonly Stage[],
  index: number,
  values: Values,
): readonly number[] | undefined {
  const stage = stages[index]
  const base = stage && expand(stage.base, values)
  if (stage === undefined || base === undefined || !stage.sources.every(isPlain)) return undefined
  const parent = parentOf(stages, index, base)
  // Images that are named so have triggers with RUN.
  if (parent === -1 && /onbuild/i.test(base)) return undefined
  const sources = stage.sources.map((from) => stageFrom(stages, from))
  return [parent, ...sources].filter((each) => each >= 0 && each < stages.length)
}

function isPlain(text: string): boolean {
  return /^[\w./:@+-]+$/.test(text)
}

/** By its number or its name. */
function stageFrom(stages: readonly Stage[], from: string): number {
  return /^\d+$/.test(from) ? Number(from) : stageNamed(stages, from)
}

/** Of several with one name the last; -1 where there is none. */
function stageNamed(stages: readonly Stage[], name: string): number {
  return stages.findLastIndex((stage) => stage.name === name.toLowerCase())
}

/** The stage that one is based on; -1 where that is an image. */
function parentOf(stages: readonly Stage[], index: number, base: string): number {
  return stageNamed(stages.slice(0, index), base)
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
  // What FROM says of a platform counts for images only.
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
