import { attributesOf, isYes } from '../inputs/csv.ts'
import { printReference } from '../inputs/reference.ts'
import type { Inputs } from '../inputs/table.ts'
import type { PublishPlan } from './plan.ts'

/** The values of --output and the flags beside them, in the order that gives the pushed digest. */
export interface OutputPlan {
  readonly values: readonly string[]
  readonly push: boolean
  readonly load: boolean
  /** buildx writes no image id where the result is files. */
  readonly hasImageId: boolean
  /** Whether the docker exporter is among them. */
  readonly isLoaded: boolean
  /** undefined when nothing is pushed. */
  readonly publish: PublishPlan | undefined
}

/** For a call: buildx would push an image without layers over the tag. */
export const NO_OUTPUTS: OutputPlan = {
  values: [],
  push: false,
  load: false,
  hasImageId: false,
  isLoaded: false,
  publish: undefined,
}

/**
 * Each exporter makes its own index, and the metadata file holds the digest of the last one: the pushing ones
 * come last. `--load` beside something that pushes would be added behind it by buildx, so it is spelled out then.
 */
export function planOutputs(inputs: Inputs): OutputPlan {
  const { outputs, push, load } = inputs
  const pushing = outputs.filter((value) => pushes(value, push))
  const others = outputs.filter((value) => !pushes(value, push))
  const last = pushing.at(-1) ?? (push ? 'type=registry' : undefined)
  const isSpelledOut = load && last !== undefined
  const extra = [...(outputs.some(loads) ? [] : ['type=docker']), ...others]
  const types = outputs.map(typeOf)
  return {
    values: isSpelledOut ? [...extra, ...(pushing.length > 0 ? pushing : [last])] : [...others, ...pushing],
    // Spelled out, the flag is still what makes an image exporter push that does not say so itself.
    push: push && (!isSpelledOut || pushing.some((value) => !pushes(value, false))),
    load: load && !isSpelledOut,
    hasImageId: !types.includes('local') && !types.includes('tar'),
    isLoaded: load || types.includes('docker'),
    publish: last === undefined ? undefined : publishPlan(inputs, last),
  }
}

/** Whether push is asked for while neither a tag nor an image exporter has a name: buildx would add one without. */
export function isNamelessPush({ outputs, push, tags }: Inputs): boolean {
  return push && tags.length === 0 && !outputs.some((value) => pushes(value, true))
}

/** Pushing exporters of different names: each makes an index of its own, and only the last could be confirmed. */
export function rivalOutputs({ outputs, push, tags }: Inputs): readonly string[] {
  const names = outputs
    .filter((value) => pushes(value, push))
    .map((value) => attributesOf(value).get('name') ?? '')
  return tags.length === 0 && new Set(names).size > 1 ? names : []
}

/** Pushing exporters that nothing gives a name to. */
export function namelessOutputs({ outputs, push, tags }: Inputs): readonly string[] {
  if (tags.length > 0) return []
  return outputs.filter((value) => pushes(value, push) && !attributesOf(value).has('name'))
}

/** What the registry is asked after the last pushing exporter: the tags, which win over the exporter's own names. */
function publishPlan(inputs: Inputs, output: string): PublishPlan | undefined {
  const attributes = attributesOf(output)
  const named = (attributes.get('name') ?? '').split(',').filter((name) => name !== '')
  const names = inputs.tags.length > 0 ? inputs.tags.map(printReference) : named
  const [first] = names
  if (first === undefined) return undefined
  const byDigest = isYes(attributes.get('push-by-digest'))
  return { repository: repositoryOf(first), tags: byDigest ? [] : [...new Set(names.map(withTag))] }
}

/** Whether an exporter loads into the docker engine, as --load does; one with a dest writes a file. */
function loads(value: string): boolean {
  return typeOf(value) === 'docker' && !attributesOf(value).has('dest')
}

/** Whether an exporter pushes; --push makes every image exporter push. */
function pushes(value: string, push: boolean): boolean {
  const type = typeOf(value)
  return type === 'registry' || (type === 'image' && (push || isYes(attributesOf(value).get('push'))))
}

/** The exporter's type; a value without one is a folder, or `-` for a tar on stdout. */
function typeOf(value: string): string {
  return attributesOf(value).get('type') ?? (value === '-' ? 'tar' : 'local')
}

function repositoryOf(name: string): string {
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1)
  return colon === -1 ? name : name.slice(0, colon)
}

function withTag(name: string): string {
  return repositoryOf(name) === name ? `${name}:latest` : name
}
