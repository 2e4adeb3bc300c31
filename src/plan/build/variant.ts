/** What distinguishes the cache of one build from those of other builds in the same repository. */
import { posix } from 'node:path'
import { nameAndValue } from '../../buildx/attributes.ts'
import { argsInFrom } from '../../buildx/dockerfile.ts'
import type { EventFacts, Facts } from '../../facts/facts.ts'
import type { BuildInputs } from '../../inputs/builds.ts'
import { gitContext, isRemoteSource } from '../../inputs/context.ts'
import type { Inputs } from '../../inputs/table.ts'
import { TEMPLATE } from '../../platforms/templates.ts'
import { dockerfileOf } from '../builder/stages.ts'

/** A setting that distinguishes a build from others of its workflow, as a value that is the same in every run. */
interface Choice {
  readonly by: 'target' | 'file' | 'context' | 'build-contexts' | 'build-args'
  readonly value: string
}

/** Empty for a build with defaults: the last stage of the context's Dockerfile, from `.` or the event's commit. */
export type Variant = readonly Choice[]

type VariantFacts = Pick<Facts, 'paths' | 'dockerfiles' | 'event'>

/** The choices of a build. A build argument counts if FROM uses it: others hold a version, a date or a commit. */
export function variantOf(build: BuildInputs, facts: VariantFacts): Variant {
  const context = contextId(build.context, facts)
  const choices: Variant = [
    // BuildKit compares the names of stages like this.
    { by: 'target', value: build.target.toLowerCase() },
    { by: 'file', value: fileOf(build, context, facts) },
    { by: 'context', value: context },
    ...build['build-contexts'].map((text) => {
      const { name, value = '' } = nameAndValue(text)
      return { by: 'build-contexts' as const, value: assigned(name, contextId(value, facts)) }
    }),
    ...choosingArgs(build, facts).map((value) => ({ by: 'build-args' as const, value })),
  ]
  return choices.filter(({ value }) => value !== '')
}

/**
 * A variant for a cache location that several images share: a build argument whose value is in the image's name
 * (`APP=worker` of `owner/worker`) distinguishes them. The name itself does not count: a pull request may use another
 * one.
 */
export function withImage(variant: Variant, inputs: Pick<Inputs, 'tags' | 'build-args'>): Variant {
  const name = posix.basename(inputs.tags[0]?.repository ?? '')
  const isNamedBy = (value: string): boolean => value !== '' && `-${name}`.endsWith(`-${value.toLowerCase()}`)
  const naming = inputs['build-args'].filter((arg) => isNamedBy(nameAndValue(arg).value ?? ''))
  const further = naming.filter((arg) => !variant.some(({ value }) => value === arg)).toSorted()
  return [...variant, ...further.map((value) => ({ by: 'build-args' as const, value }))]
}

/** '' without a value: a value that is specific to one run is not a choice. */
function assigned(name: string, value: string): string {
  return value === '' ? '' : `${name}=${value}`
}

function choosingArgs(build: BuildInputs, { dockerfiles, event }: VariantFacts): readonly string[] {
  const dockerfile = dockerfileOf(build, { dockerfiles })
  if (dockerfile === undefined) return []
  const choosing = argsInFrom(dockerfile)
  const buildArgs = new Map(build['build-args'].map(nameAndValue).map(({ name, value }) => [name, value]))
  const chosen = [...buildArgs].filter(([name]) => choosing.has(name))
  return chosen.map(([name, value = '']) => assigned(name, withoutRun(value, event))).toSorted()
}

/** A context as it is in every run; '' for the folder of the checkout, and for what is outside of it. */
function contextId(context: string, { event, paths }: VariantFacts): string {
  const text = context.replaceAll(TEMPLATE, '').replaceAll(gitContext(event), '').replace(/^:/, '')
  return withoutRun(isSourceAddress(text) ? withoutLogin(text) : pathWithin(text, paths.workspace), event)
}

/** '' for the default Dockerfile. */
function fileOf({ file }: BuildInputs, context: string, { event, paths }: VariantFacts): string {
  const path = withoutRun(
    isSourceAddress(file) ? withoutLogin(file) : pathWithin(file, paths.workspace),
    event,
  )
  return path.toLowerCase() === posix.join(context, 'dockerfile').toLowerCase() ? '' : path
}

/** Also true for an image instead of a folder: `docker-image://`. */
function isSourceAddress(text: string): boolean {
  return isRemoteSource(text) || /^[\w-]+:\/\//.test(text)
}

/** User names and tokens in an address may differ in every run. */
function withoutLogin(address: string): string {
  return address.replace(/^([a-z]+:\/\/)?[^@/]*@/, '$1').replace(/\?[^#]*/, '')
}

/** A path relative to the workspace, whose location differs between machines; '' for the workspace itself and paths outside it. */
function pathWithin(path: string, workspace: string): string {
  const isSeen = path !== '' && (!posix.isAbsolute(path) || workspace !== '')
  const seen = isSeen ? posix.normalize(posix.isAbsolute(path) ? posix.relative(workspace, path) : path) : ''
  const bare = seen.replace(/\/$/, '')
  return bare === '.' || /^\.\.(?:\/|$)/.test(bare) ? '' : bare
}

/** A commit, a digest, a date, the id of a run. */
const RUN_SPECIFIC = /(?<![0-9a-z])[0-9a-f]{7,}(?![0-9a-z])/gi

/** A value without the parts that differ in every run, such as its tag: a cache with such a name would never be read again. */
function withoutRun(value: string, { ref }: EventFacts): string {
  const lasting = value.replace(RUN_SPECIFIC, '')
  const [, release = ''] = /^refs\/tags\/v?(.+)$/.exec(ref) ?? []
  if (release === '') return lasting
  const words = lasting.split(/([^\w.-]+)/)
  return words.map((word) => (`${word.replace(/^v/, '')}-`.startsWith(`${release}-`) ? '' : word)).join('')
}
