import { attributesOf, fieldsOf, isTrue, quoteField } from '../../buildx/attributes.ts'
import type { Problem } from '../../errors.ts'
import type { Inputs } from '../../inputs/table.ts'
import { printReference, splitName, withTag } from '../../oci/reference.ts'
import type { PublishPlan } from '../plan.ts'

/** The values of --output and the flags beside them, in the order that gives the pushed digest. */
export interface OutputPlan {
  readonly values: readonly string[]
  /** Values of --tag. */
  readonly tags: readonly string[]
  readonly push: boolean
  readonly load: boolean
  /** buildx writes no image id where the result is files. */
  readonly hasImageId: boolean
  /** undefined when nothing is pushed. */
  readonly publish: PublishPlan | undefined
}

/** For a call: buildx would push an image without layers over the tag. */
export function callOutputs({ tags }: Inputs): OutputPlan {
  const nothing = { values: [], push: false, load: false, hasImageId: false, publish: undefined }
  return { ...nothing, tags: tags.map(printReference) }
}

/** How a job publishes: with its tags, by the digest with the tags to follow, or as a part that gets none. */
export type Publishing = 'tags' | 'digest' | 'part'

/** Which outputs a build gets. */
export interface OutputWay {
  readonly publishing: Publishing
  /** Folder for an OCI layout of what is pushed; '' for none. */
  readonly layout: string
}

/**
 * Each exporter makes its own index, and the metadata file holds the digest of the last one: the pushing ones
 * come last.
 */
export function planOutputs(inputs: Inputs, { publishing, layout }: OutputWay): OutputPlan {
  const sorted = sortOutputs(inputs, publishing === 'part')
  const common = { hasImageId: !inputs.outputs.some((value) => ['local', 'tar'].includes(typeOf(value))) }
  const publish = publishPlan(inputs, sorted.last)
  const isAsGiven = publishing === 'tags' || (publishing === 'digest' && publish?.by === 'digest')
  if (publish === undefined || isAsGiven)
    return { ...common, ...withTags(inputs, sorted, layout), tags: inputs.tags.map(printReference), publish }
  return {
    ...common,
    ...byDigest(inputs, sorted, publish, layout),
    tags: [],
    push: false,
    publish: { ...publish, by: 'digest', tags: publishing === 'part' ? [] : publish.tags },
  }
}

interface SortedOutputs {
  readonly pushing: readonly string[]
  readonly others: readonly string[]
  /** The one that pushes last; undefined where nothing is pushed. */
  readonly last: string | undefined
}

function sortOutputs({ outputs, push }: Inputs, mustPush: boolean): SortedOutputs {
  const pushing = outputs.filter((value) => pushes(value, push || mustPush))
  const others = outputs.filter((value) => !pushes(value, push || mustPush))
  return { pushing, others, last: pushing.at(-1) ?? (push || mustPush ? 'type=registry' : undefined) }
}

/** `--load` beside something that pushes would be added behind it by buildx, so it is spelled out then. */
function withTags(
  { outputs, push, load }: Inputs,
  { pushing, others: given, last }: SortedOutputs,
  layout: string,
): Pick<OutputPlan, 'values' | 'push' | 'load'> {
  const others = [...given, ...layoutOutputs(last, layout)]
  const isSpelledOut = last !== undefined && (load || others.length > given.length)
  const extra = [...(load && !outputs.some(loads) ? ['type=docker'] : []), ...others]
  return {
    values: isSpelledOut ? [...extra, ...(pushing.length > 0 ? pushing : [last])] : [...others, ...pushing],
    // Spelled out, the flag is still what makes an image exporter push that does not say so itself.
    push: push === true && (!isSpelledOut || pushing.some((value) => !pushes(value, false))),
    load: load && !isSpelledOut,
  }
}

/** A tag in a name cannot be pushed by digest; what is loaded still gets the tags. */
function byDigest(
  { outputs, load, tags }: Inputs,
  { pushing, others }: SortedOutputs,
  { repositories }: PublishPlan,
  layout: string,
): Pick<OutputPlan, 'values' | 'load'> {
  const names = tags.map(printReference).join(',')
  const docker = load && !outputs.some(loads) ? ['type=docker'] : []
  const named = [...docker, ...others].map((value) => (tags.length === 0 ? value : withName(value, names)))
  const images = pushing.length > 0 ? pushing : ['type=image']
  const pushed = images.map((value) => pushedByDigest(value, repositories))
  return {
    values: [...named, ...layoutOutputs(images.at(-1), layout), ...pushed],
    load: false,
  }
}

/** The layout that the proof reads, written before the last push, whose digest counts. */
function layoutOutputs(pushing: string | undefined, layout: string): readonly string[] {
  return pushing === undefined || layout === '' ? [] : [layoutOutput(pushing, layout)]
}

/**
 * Attributes of an exporter that change the bytes of manifests and layers. The layout must have them, too: what is
 * proven in it is what was pushed.
 */
const SHAPES_IMAGE =
  /^(?:compression|compression-level|force-compression|oci-mediatypes|oci-artifact|rewrite-timestamp|source-date-epoch|prefer-nondist-layers|estargz|annotation[.-].*|annotation-.*)$/i

/** The output that writes an OCI layout of what another output pushes. */
function layoutOutput(pushing: string, folder: string): string {
  const kept = fieldsOf(pushing).filter((field) => SHAPES_IMAGE.test(field.split('=', 1)[0] ?? ''))
  return ['type=oci', 'tar=false', `dest=${folder}`, ...kept].map(quoteField).join(',')
}

/** Attributes of an image exporter that say where it pushes. */
const PUSH_ATTRIBUTES = ['type', 'name', 'push', 'push-by-digest', 'name-canonical']

/** An image exporter with all its other attributes that pushes to the repositories without a tag. */
function pushedByDigest(value: string, repositories: readonly string[]): string {
  const kept = fieldsOf(value).filter(
    (field) => !PUSH_ATTRIBUTES.includes((field.split('=', 1)[0] ?? '').toLowerCase()),
  )
  const name = quoteField(`name=${repositories.join(',')}`)
  return [
    'type=image',
    name,
    'push-by-digest=true,name-canonical=true,push=true',
    ...kept.map(quoteField),
  ].join(',')
}

/** buildx gives --tag to each exporter that keeps an image; without --tag it is spelled out. */
function withName(value: string, names: string): string {
  const keepsImage = ['docker', 'oci', 'image'].includes(typeOf(value))
  const fields = fieldsOf(value).filter((field) => !/^name=/i.test(field))
  return keepsImage ? [...fields, `name=${names}`].map(quoteField).join(',') : value
}

/** What is asked of the Dockerfile instead of a build; '' for a build. */
export function callOf({ call }: Inputs): string {
  return call === 'build' ? '' : call
}

/** Whether the docker exporter is among the outputs. */
export function isLoaded({ outputs, load }: Inputs): boolean {
  return load || outputs.some((value) => typeOf(value) === 'docker')
}

/** Whether anything is pushed to a name. */
export function isPublished(inputs: Inputs): boolean {
  return inputs.mode === 'part' || publishPlan(inputs, sortOutputs(inputs, false).last) !== undefined
}

/** Whether push is asked for while neither a tag nor an image exporter has a name: buildx would add one without. */
export function isNamelessPush({ outputs, push, tags }: Inputs): boolean {
  return push === true && tags.length === 0 && !outputs.some((value) => pushes(value, true))
}

/** Pushing exporters of different names: each makes an index of its own, and only the last could be confirmed. */
export function rivalOutputs({ outputs, push, tags }: Inputs): readonly string[] {
  const names = outputs
    .filter((value) => pushes(value, push))
    .map((value) => attributesOf(value).get('name') ?? '')
  return tags.length === 0 && new Set(names).size > 1 ? names : []
}

/** Whether an index in a registry can join what several builds make: all of it is pushed there, and tags are to follow. */
export function canBeJoined(inputs: Inputs): boolean {
  const isPart = inputs.mode === 'part'
  const { others, last } = sortOutputs(inputs, isPart)
  const tags = publishPlan(inputs, last)?.tags ?? []
  const isAllPushed = !inputs.load && others.length === 0 && callOf(inputs) === ''
  return isAllPushed && (isPart || tags.length > 0)
}

/** What several builds of one job cannot do, because only an index in a registry joins their images. */
export function joinProblems(inputs: Inputs): readonly Problem[] {
  const { outputs, push, load } = inputs
  const others = outputs.filter((value) => !pushes(value, push))
  const what = 'platform-settings makes several builds, whose images only a registry can join'
  const cure = 'Set push: true with tags, or build the platforms in steps of their own.'
  return [
    ...(load ? [{ input: 'load', what: `${what}.`, cure }] : []),
    ...others.map((value) => ({
      input: 'outputs',
      what: `${what}; "${value}" is written by each of them.`,
      cure,
    })),
    ...(isPublished(inputs) && !isTagged(inputs)
      ? [{ input: 'tags', what: `${what} under a tag.`, cure }]
      : []),
  ]
}

/** Whether tags follow, in this job or in the one that joins the legs. */
function isTagged(inputs: Inputs): boolean {
  const published = publishPlan(inputs, sortOutputs(inputs, false).last)?.tags ?? []
  return inputs.mode === 'part' || (inputs.tags.length > 0 && published.length > 0)
}

/** Exporters that push by digest what has tags: BuildKit takes names only, without a tag. A part gets no tag. */
export function digestOutputs({ outputs, mode, push, tags }: Inputs): readonly string[] {
  if (mode === 'part' || tags.every(({ tag }) => tag === '')) return []
  return outputs.filter((value) => pushes(value, push) && isTrue(attributesOf(value).get('push-by-digest')))
}

/** Pushing exporters that nothing gives a name to. */
export function namelessOutputs({ outputs, push, tags }: Inputs): readonly string[] {
  if (tags.length > 0) return []
  return outputs.filter((value) => pushes(value, push) && !attributesOf(value).has('name'))
}

/** Where the last pushing exporter pushes: to the tags, which win over the exporter's own names. */
function publishPlan(inputs: Inputs, output: string | undefined): PublishPlan | undefined {
  if (output === undefined) return undefined
  const attributes = attributesOf(output)
  const named = (attributes.get('name') ?? '').split(',').filter((name) => name !== '')
  const names = inputs.tags.length > 0 ? inputs.tags : named.map(splitName)
  if (names.length === 0) return undefined
  const isUntagged = isTrue(attributes.get('push-by-digest'))
  return {
    repositories: [...new Set(names.map(({ repository }) => repository))],
    tags: isUntagged ? [] : [...new Set(names.map(withTag))],
    by: isUntagged ? 'digest' : 'tags',
    annotations: [],
  }
}

/** Whether an exporter loads into the docker engine, as --load does; one with a dest writes a file. */
function loads(value: string): boolean {
  return typeOf(value) === 'docker' && !attributesOf(value).has('dest')
}

/** Whether an exporter pushes; --push makes every image exporter push. */
function pushes(value: string, push: boolean | undefined): boolean {
  const type = typeOf(value)
  return (
    type === 'registry' || (type === 'image' && (push === true || isTrue(attributesOf(value).get('push'))))
  )
}

/** The exporter's type; a value without one is a folder, or `-` for a tar on stdout. */
function typeOf(value: string): string {
  return attributesOf(value).get('type') ?? (value === '-' ? 'tar' : 'local')
}
