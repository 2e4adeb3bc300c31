import {
  type Exporter,
  isByDigest,
  layoutExporter,
  loads,
  namesOf,
  parseExporter,
  pushes,
  withNames,
  withoutTags,
  writesFiles,
} from '../../buildx/exporter.ts'
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
  const common = { hasImageId: !inputs.outputs.some(writesFiles) }
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
  readonly pushing: readonly Exporter[]
  readonly others: readonly Exporter[]
  /** The one that pushes last; undefined where nothing is pushed. */
  readonly last: Exporter | undefined
}

/** What the flags mean; `--load` beside something that pushes would be added behind it by buildx. */
const PUSH = parseExporter('type=registry')
const LOAD = parseExporter('type=docker')

function sortOutputs({ outputs, push }: Inputs, mustPush: boolean): SortedOutputs {
  const isPush = push === true || mustPush
  const pushing = outputs.filter((exporter) => pushes(exporter, isPush))
  const others = outputs.filter((exporter) => !pushes(exporter, isPush))
  return { pushing, others, last: pushing.at(-1) ?? (isPush ? PUSH : undefined) }
}

/** Beside something that pushes, `--load` is spelled out before it. */
function withTags(
  { outputs, push, load }: Inputs,
  { pushing, others: given, last }: SortedOutputs,
  layout: string,
): Pick<OutputPlan, 'values' | 'push' | 'load'> {
  const others = [...given, ...layoutOutputs(last, layout)]
  const isSpelledOut = last !== undefined && (load || others.length > given.length)
  const extra = [...(load && !outputs.some(loads) ? [LOAD] : []), ...others]
  const exporters = isSpelledOut
    ? [...extra, ...(pushing.length > 0 ? pushing : [last])]
    : [...others, ...pushing]
  return {
    values: exporters.map(({ text }) => text),
    // Spelled out, the flag is still what makes an image exporter push that does not say so itself.
    push: push === true && (!isSpelledOut || pushing.some((exporter) => !pushes(exporter, false))),
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
  const names = tags.map(printReference)
  const docker = load && !outputs.some(loads) ? [LOAD] : []
  const named = [...docker, ...others].map((each) => (tags.length === 0 ? each : withNames(each, names)))
  const images = pushing.length > 0 ? pushing : [PUSH]
  const pushed = images.map((exporter) => withoutTags(exporter, repositories))
  const exporters = [...named, ...layoutOutputs(images.at(-1), layout), ...pushed]
  return { values: exporters.map(({ text }) => text), load: false }
}

/** The layout that the proof reads, written before the last push, whose digest counts. */
function layoutOutputs(pushing: Exporter | undefined, layout: string): readonly Exporter[] {
  return pushing === undefined || layout === '' ? [] : [layoutExporter(pushing, layout)]
}

/** What is asked of the Dockerfile instead of a build; '' for a build. */
export function callOf({ call }: Inputs): string {
  return call === 'build' ? '' : call
}

/** Whether the docker exporter is among the outputs. */
export function isLoaded({ outputs, load }: Inputs): boolean {
  return load || outputs.some(({ type }) => type === 'docker')
}

/** Whether anything is pushed to a name. */
export function isPublished(inputs: Inputs): boolean {
  return inputs.mode === 'part' || publishPlan(inputs, sortOutputs(inputs, false).last) !== undefined
}

/** Whether push is asked for while neither a tag nor an image exporter has a name: buildx would add one without. */
export function isNamelessPush({ outputs, push, tags }: Inputs): boolean {
  return push === true && tags.length === 0 && !outputs.some((exporter) => pushes(exporter, true))
}

/** Pushing exporters of different names: each makes an index of its own, and only the last could be confirmed. */
export function rivalOutputs({ outputs, push, tags }: Inputs): readonly string[] {
  const names = outputs
    .filter((exporter) => pushes(exporter, push === true))
    .map((exporter) => namesOf(exporter).join(','))
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
  const others = outputs.filter((exporter) => !pushes(exporter, push === true))
  const what = 'platform-settings makes several builds, whose images only a registry can join'
  const cure = 'Set push: true with tags, or build the platforms in steps of their own.'
  return [
    ...(load ? [{ input: 'load', what: `${what}.`, cure }] : []),
    ...others.map(({ text }) => ({
      input: 'outputs',
      what: `${what}; "${text}" is written by each of them.`,
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
export function digestOutputs({ outputs, mode, push, tags }: Inputs): readonly Exporter[] {
  if (mode === 'part' || tags.every(({ tag }) => tag === '')) return []
  return outputs.filter((exporter) => pushes(exporter, push === true) && isByDigest(exporter))
}

/** Pushing exporters that nothing gives a name to. */
export function namelessOutputs({ outputs, push, tags }: Inputs): readonly Exporter[] {
  if (tags.length > 0) return []
  return outputs.filter((exporter) => pushes(exporter, push === true) && namesOf(exporter).length === 0)
}

/** Where the last pushing exporter pushes: to the tags, which win over the exporter's own names. */
function publishPlan(inputs: Inputs, output: Exporter | undefined): PublishPlan | undefined {
  if (output === undefined) return undefined
  const names = inputs.tags.length > 0 ? inputs.tags : namesOf(output).map(splitName)
  if (names.length === 0) return undefined
  const isUntagged = isByDigest(output)
  return {
    repositories: [...new Set(names.map(({ repository }) => repository))],
    tags: isUntagged ? [] : [...new Set(names.map(withTag))],
    by: isUntagged ? 'digest' : 'tags',
    annotations: [],
  }
}
