/**
 * Hands parts from the legs of a matrix to the merge job through the registry: each leg tags a small index, with
 * names that both sides can derive.
 */
import { field, parseJson, text } from '../json.ts'
import type { Platform } from '../platforms/platform.ts'
import { slugOfPlatform } from '../platforms/slug.ts'
import { digestOf, shortHash } from './digest.ts'
import { DOCKER_INDEX, OCI_INDEX } from './manifest.ts'
import type { Part } from './part.ts'
import { HASH_LENGTH, type PartDocument, PREFIX, printPart, readPart } from './part-document.ts'

/** A globally unique name of a run. */
export interface RunName {
  /** URL of the repository of the workflow. */
  readonly source: string
  readonly id: string
  /** Whether other runs of the repository may have the same id. */
  readonly isShared: boolean
}

/**
 * How a part gets to the merge job: as an artifact of the run, by a tag of the registry, or only as the output
 * `part`, which the workflow passes to that job.
 */
export type HandOver = { readonly by: 'artifact' | 'output' } | { readonly by: 'tag'; readonly run: RunName }

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const MAX_TAG_LENGTH = 128

/**
 * The tag by which a part is found: run, image and platform. A part with several platforms has one tag for each, so
 * that it can be found without knowing which platforms a leg has; a later attempt of the leg moves it.
 * @param identity of the image, from `identityOf`
 */
export function partTag({ source, id }: RunName, identity: string, platform: Platform): string {
  const run = /^[\w.-]{1,32}$/.test(id) ? id : shortHash(id, HASH_LENGTH)
  const image = shortHash(`${source}\n${identity}`, HASH_LENGTH)
  return `${PREFIX}_${run}_${image}_${slugOfPlatform(platform)}`.slice(0, MAX_TAG_LENGTH)
}

/** The content of the index that the tags of a part point to. */
export interface HandedPart extends PartDocument {
  /** The document with the part's digest: a registry may have removed it, because it has no tag. */
  readonly bytes: string
}

const ANNOTATIONS = 'io.github.multi-platform-build'

/**
 * An index of the same images as the part, which keeps the registry from removing them as untagged; its annotations
 * contain what the leg hands on. Its media type is one that the registry has already accepted, for the part itself.
 */
export function printHandedPart(
  { source, id }: RunName,
  document: PartDocument,
  { bytes, index: { entries } }: Pick<Part, 'bytes' | 'index'>,
): string {
  const isDocker = entries.every((entry) => text(entry, 'mediaType').includes('.docker.'))
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: isDocker ? DOCKER_INDEX : OCI_INDEX,
    manifests: entries,
    annotations: {
      [`${ANNOTATIONS}.run`]: runPage(source, id),
      [`${ANNOTATIONS}.part`]: printPart(document),
      [`${ANNOTATIONS}.bytes`]: bytes,
    },
  })
}

/**
 * Reads what `printHandedPart` wrote in the same run; undefined for anything else, including parts of other runs or
 * images.
 */
export function readHandedPart(
  { source, id }: RunName,
  identity: string,
  index: string,
): HandedPart | undefined {
  const annotations = field(parseJson(index), 'annotations')
  const document = readPart(text(annotations, `${ANNOTATIONS}.part`))
  const bytes = text(annotations, `${ANNOTATIONS}.bytes`)
  const isSameRun =
    text(annotations, `${ANNOTATIONS}.run`) === runPage(source, id) && document?.identity === identity
  return isSameRun && digestOf(bytes) === document.digest ? { ...document, bytes } : undefined
}

function runPage(source: string, id: string): string {
  return `${source}/actions/runs/${id}`
}
