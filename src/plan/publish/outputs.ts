import {
  type Exporter,
  layoutExporter,
  loads,
  parseExporter,
  pushes,
  withNames,
  withoutTags,
  writesFiles,
} from '../../buildx/exporter.ts'
import type { Inputs } from '../../inputs/table.ts'
import { printReference } from '../../oci/reference.ts'
import { type Destination, destinationOf, isPushed, PUSH_EXPORTER, type Push } from './destination.ts'

/** The values of --output and the related flags, in the order that yields the pushed digest. */
export interface OutputPlan {
  readonly values: readonly string[]
  /** Values of --tag. */
  readonly tags: readonly string[]
  readonly push: boolean
  readonly load: boolean
  /** buildx writes no image id if the result is files. */
  readonly hasImageId: boolean
}

/** The exporter of --load. */
const LOAD_EXPORTER = parseExporter('type=docker')

/**
 * Each exporter makes its own index, and the metadata file holds the digest of the last one, so those that push come
 * last.
 * @param layout folder for an OCI layout of the pushed image; '' for none
 */
export function planOutputs(inputs: Inputs, destination: Destination, layout: string): OutputPlan {
  const { load, outputs } = inputs
  const tags = inputs.tags.map(printReference)
  const hasImageId = !outputs.some(writesFiles)
  switch (destination.kind) {
    case 'call':
      // buildx would push an image without layers over the tag.
      return { values: [], tags, push: false, load: false, hasImageId: false }
    case 'cache':
    case 'files':
      return { ...unpushedOutputs(load, destination.others), tags, hasImageId }
    case 'tags':
    case 'digest':
      return { ...outputsAsRequested(inputs, destination, layout), tags, hasImageId }
    case 'digest then tags':
    case 'part':
      return {
        values: textsOf(exportersByDigest(inputs, destination, layout)),
        tags: [],
        push: false,
        load: false,
        hasImageId,
      }
  }
}

/** buildx mistakes a docker exporter that writes a file for the one of `--load`, which is therefore spelled out. */
function unpushedOutputs(
  load: boolean,
  others: readonly Exporter[],
): Pick<OutputPlan, 'values' | 'push' | 'load'> {
  const isHidden = others.some(({ type }) => type === 'docker') && !others.some(loads)
  return load && isHidden
    ? { values: textsOf([LOAD_EXPORTER, ...others]), push: false, load: false }
    : { values: textsOf(others), push: false, load }
}

/** buildx would add `--load` after the exporters that push, so it is spelled out before them. */
function outputsAsRequested(
  inputs: Inputs,
  { exporters, others }: Push,
  layout: string,
): Pick<OutputPlan, 'values' | 'push' | 'load'> {
  const push = inputs.push === true
  if (!inputs.load && layout === '') {
    const pushing = exporters.filter((exporter) => exporter !== PUSH_EXPORTER)
    return { values: textsOf([...others, ...pushing]), push, load: false }
  }
  return {
    values: textsOf([
      ...loadExporters(inputs),
      ...others,
      ...layoutExporters(exporters, layout),
      ...exporters,
    ]),
    // The flag is still needed for image exporters without push=true.
    push: push && exporters.some((exporter) => !pushes(exporter, false)),
    load: false,
  }
}

/** Names with tags cannot be pushed by digest; a loaded image still gets the tags. */
function exportersByDigest(
  inputs: Inputs,
  { exporters, others, repositories }: Push,
  layout: string,
): readonly Exporter[] {
  const names = inputs.tags.map(printReference)
  const beside = [...loadExporters(inputs), ...others]
  return [
    ...beside.map((exporter) => (names.length === 0 ? exporter : withNames(exporter, names))),
    ...layoutExporters(exporters, layout),
    ...exporters.map((exporter) => withoutTags(exporter, repositories)),
  ]
}

function loadExporters({ load, outputs }: Inputs): readonly Exporter[] {
  return load && !outputs.some(loads) ? [LOAD_EXPORTER] : []
}

/** The layout for the proof, written before the last push, whose digest counts. */
function layoutExporters(pushing: readonly Exporter[], layout: string): readonly Exporter[] {
  const last = pushing.at(-1)
  return last === undefined || layout === '' ? [] : [layoutExporter(last, layout)]
}

function textsOf(exporters: readonly Exporter[]): readonly string[] {
  return exporters.map(({ text }) => text)
}

/** Name of the image that is loaded in addition to the push; '' if there is none. */
export function loadedImage(inputs: Inputs): string {
  const isBeside = isPushed(destinationOf(inputs)) && (inputs.load || inputs.outputs.some(loads))
  const [first] = inputs.tags
  return isBeside && first !== undefined ? printReference(first) : ''
}

/** Whether the docker exporter is among the outputs. */
export function isLoaded({ outputs, load }: Inputs): boolean {
  return load || outputs.some(({ type }) => type === 'docker')
}
