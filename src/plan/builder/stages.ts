/** Which stages of a Dockerfile a build needs, and the values of variables in them. */
import { nameAndValue } from '../../buildx/attributes.ts'
import { type Dockerfile, isDockerfileFrontend, type Stage } from '../../buildx/dockerfile.ts'
import type { Facts } from '../../facts/facts.ts'
import type { BuildInputs } from '../../inputs/builds.ts'
import { EXPLICIT_ARGS, platformArgs } from '../../platforms/args.ts'
import type { Platform } from '../../platforms/platform.ts'

/** undefined if it is not on this machine, or could not be parsed. */
export function dockerfileOf(
  build: Pick<BuildInputs, 'context' | 'file'>,
  { dockerfiles }: Pick<Facts, 'dockerfiles'>,
): Dockerfile | undefined {
  return dockerfiles.find(({ context, file }) => context === build.context && file === build.file)?.content
}

/** The numbers of the stages that a build needs, in order; undefined if that is uncertain. */
export function stagesFor(
  { stages }: Dockerfile,
  build: BuildInputs,
  values: Values,
): readonly number[] | undefined {
  const start = startOf(stages, build)
  return hasOtherFrontend(values) || start === -1 ? undefined : neededStages(stages, start, values)
}

/** The stage that is built; -1 if none has that name. */
export function startOf(stages: readonly Stage[], { target }: BuildInputs): number {
  return target === '' ? stages.length - 1 : stageNamed(stages, target)
}

export function hasOtherFrontend(values: Values): boolean {
  return values.has('BUILDKIT_SYNTAX') && !isDockerfileFrontend(values.get('BUILDKIT_SYNTAX') ?? '')
}

/** The values of variables before the stages and in FROM; undefined if a value is unknown. */
export type Values = ReadonlyMap<string, string | undefined>

/** As in dockerfile2llb: the values of BuildKit, then the default of each ARG; arguments of the build win. */
export function argValues(
  args: Dockerfile['args'],
  buildArgs: readonly string[],
  target: Platform,
  buildPlatform: Platform | undefined,
): Values {
  const automatic = platformArgs(target, buildPlatform)
  const known = EXPLICIT_ARGS.filter((name) => buildPlatform !== undefined || !name.startsWith('BUILD'))
  const values = new Map<string, string | undefined>(known.map((name) => [name, automatic[name]]))
  // An argument without a value is read from the environment of buildx.
  const buildValues = new Map(buildArgs.map(nameAndValue).map(({ name, value }) => [name, value]))
  for (const [name, value] of buildValues) {
    if (values.has(name) || name === 'BUILDKIT_SYNTAX') values.set(name, value)
  }
  for (const { name, value } of args) {
    if (buildValues.has(name)) values.set(name, buildValues.get(name))
    else if (value !== undefined) values.set(name, expand(value, values))
  }
  return values
}

/** `$NAME`, `${NAME}` and `${NAME:-word}`; other forms are not evaluated. */
const VARIABLE = /\$(?:([a-z_]\w*)|\{([a-z_]\w*)(?::-([^${}]*))?\})/gi

/** @returns undefined if a variable is unknown, and for quotes and escapes inside the text */
export function expand(text: string, values: Values): string | undefined {
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

/** The stages that a stage needs, including itself; undefined if that is uncertain. */
function neededStages(
  stages: readonly Stage[],
  start: number,
  values: Values,
): readonly number[] | undefined {
  const needed = new Set([start])
  // Iterating over a set includes the elements that are added on the way.
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
  // Images with such a name have triggers with RUN.
  if (parent === -1 && /onbuild/i.test(base)) return undefined
  const sources = stage.sources.map((from) => stageFrom(stages, from))
  return [parent, ...sources].filter((each) => each >= 0 && each < stages.length)
}

function isPlain(text: string): boolean {
  return /^[\w./:@+-]+$/.test(text)
}

/** The stage with this number or name. */
export function stageFrom(stages: readonly Stage[], from: string): number {
  return /^\d+$/.test(from) ? Number(from) : stageNamed(stages, from)
}

/** The last stage with this name; -1 if there is none. */
function stageNamed(stages: readonly Stage[], name: string): number {
  return stages.findLastIndex((stage) => stage.name === name.toLowerCase())
}

/** The stage that another one is based on; -1 if that is an image. */
export function parentOf(stages: readonly Stage[], index: number, base: string): number {
  return stageNamed(stages.slice(0, index), base)
}
