import { array, field, parseJson, text } from '../json.ts'
import type { Descriptor } from './descriptor.ts'
import { digestOf } from './digest.ts'
import { OCI_INDEX, OCI_MANIFEST } from './manifest.ts'

/** Something about an image that is stored next to it: https://github.com/opencontainers/image-spec, manifest.md */
export interface Referrer {
  /** The manifest of the image, or its index. */
  readonly subject: Descriptor
  /** Its media type. */
  readonly type: string
  /** Its content. */
  readonly content: string
  readonly annotations: Readonly<Record<string, string>>
}

/** The config of a manifest without one (image-spec v1.1, "Guidance for an empty descriptor"). */
export const EMPTY = '{}'

const EMPTY_TYPE = 'application/vnd.oci.empty.v1+json'

/** The manifest that links a referrer to its image. */
export function referrerManifest({ subject, type, content, annotations }: Referrer): string {
  return JSON.stringify({
    ...{ schemaVersion: 2, mediaType: OCI_MANIFEST, artifactType: type },
    config: descriptorOf(EMPTY, EMPTY_TYPE),
    layers: [descriptorOf(content, type)],
    ...{ subject, annotations },
  })
}

function descriptorOf(bytes: string, mediaType: string): Descriptor {
  return { mediaType, digest: digestOf(bytes), size: Buffer.byteLength(bytes) }
}

/**
 * The tag under which an image's referrers are listed in a registry without the referrers API (distribution-spec
 * v1.1, "Referrers Tag Schema").
 */
export function referrersTag(digest: string): string {
  const [algorithm = '', hex = ''] = digest.split(':')
  return `${algorithm.slice(0, 32)}-${hex.slice(0, 64)}`
}

/** Whether a list of referrers has a manifest. */
export function listsReferrer(list: string, digest: string): boolean {
  return array(parseJson(list), 'manifests').some((entry) => text(entry, 'digest') === digest)
}

/**
 * A list of referrers with one more.
 * @param list '' if there is none yet
 * @returns undefined if it is not a list
 */
export function withReferrer(list: string, manifest: string): string | undefined {
  const document = parseJson(list)
  if (list !== '' && !Array.isArray(field(document, 'manifests'))) return undefined
  const [artifactType, annotations] = ['artifactType', 'annotations'].map((name) =>
    field(parseJson(manifest), name),
  )
  const entry = { ...descriptorOf(manifest, OCI_MANIFEST), artifactType, annotations }
  const manifests = [...array(document, 'manifests'), entry]
  return JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests })
}
