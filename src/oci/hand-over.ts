/**
 * How parts come from the legs of a matrix to the job that joins them, where that is through the registry: each leg tags
 * a small index, by names that both sides make alike.
 */
import { field, parseJson, text } from '../json.ts'
import type { Platform } from '../platforms/platform.ts'
import { slugOfPlatform } from '../platforms/slug.ts'
import { digestOf, shortHash } from './digest.ts'
import { DOCKER_INDEX, OCI_INDEX } from './manifest.ts'
import type { Part } from './part.ts'
import { type PartDocument, PREFIX, printPart, readPart, SHORT } from './part-document.ts'

/** A run, so that no other run of any server has the same. */
export interface RunName {
  /** Page of the repository whose workflow it is. */
  readonly source: string
  readonly id: string
  /** Whether other runs of the repository may have the same id all the same. */
  readonly isShared: boolean
}

/**
 * How a part comes to the job that joins: as an artifact of the run, by a tag of the registry, or as the output `part`
 * alone, which somebody gives to that job.
 */
export type HandOver = { readonly by: 'artifact' | 'output' } | { readonly by: 'tag'; readonly run: RunName }

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const LONGEST_TAG = 128

/**
 * The tag by which a part is found: run, image and platform. A part of several platforms has one for each, so that nobody
 * has to know which platforms a leg has; a later attempt of the leg moves it.
 * @param identity of the image, as `identityOf` tells it
 */
export function partTag({ source, id }: RunName, identity: string, platform: Platform): string {
  const run = /^[\w.-]{1,32}$/.test(id) ? id : shortHash(id, SHORT)
  const image = shortHash(`${source}\n${identity}`, SHORT)
  return `${PREFIX}_${run}_${image}_${slugOfPlatform(platform)}`.slice(0, LONGEST_TAG)
}

/** What the tags of a part point to says. */
export interface HandedPart extends PartDocument {
  /** Bytes of the document that the part's digest is of: a registry may have removed it, because it has no tag. */
  readonly bytes: string
}

const ANNOTATIONS = 'io.github.multi-platform-build'

/**
 * An index of the same images as the part, which keeps them from being removed as untagged, with what the leg hands on
 * in its annotations. It is of the kind that the registry has taken already, for the part itself.
 */
export function printHandedPart(
  { source, id }: RunName,
  document: PartDocument,
  { bytes, reading: { entries } }: Pick<Part, 'bytes' | 'reading'>,
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
 * Reads what `printHandedPart` wrote in the same run; undefined for anything else, a part of another run or image
 * included.
 */
export function readHandedPart(
  { source, id }: RunName,
  identity: string,
  index: string,
): HandedPart | undefined {
  const annotations = field(parseJson(index), 'annotations')
  const document = readPart(text(annotations, `${ANNOTATIONS}.part`))
  const bytes = text(annotations, `${ANNOTATIONS}.bytes`)
  const isOwn =
    text(annotations, `${ANNOTATIONS}.run`) === runPage(source, id) && document?.identity === identity
  return isOwn && digestOf(bytes) === document.digest ? { ...document, bytes } : undefined
}

function runPage(source: string, id: string): string {
  return `${source}/actions/runs/${id}`
}
