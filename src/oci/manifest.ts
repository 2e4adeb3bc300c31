import { array, field, parseJson, text } from '../json.ts'

export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json'
export const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json'
export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json'

/** The media types of manifests and indexes, for the Accept header of a request. */
export const MANIFEST_TYPES = [
  OCI_INDEX,
  OCI_MANIFEST,
  DOCKER_INDEX,
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

/** The media type of a manifest or an index; OCI documents may leave it out (image-spec v1.1, manifest.md). */
export function mediaTypeOf(bytes: string): string {
  const document = parseJson(bytes)
  const isIndex = Array.isArray(field(document, 'manifests'))
  return text(document, 'mediaType') || (isIndex ? OCI_INDEX : OCI_MANIFEST)
}

/** Annotation with the type of an attestation (in-toto). */
const PREDICATE_TYPE = 'in-toto.io/predicate-type'

/**
 * The layer of an attestation manifest that says how an image was made (SLSA provenance); undefined if there is none.
 * https://docs.docker.com/build/metadata/attestations/attestation-storage/
 */
export function provenanceIn(manifest: string): unknown {
  return array(parseJson(manifest), 'layers').find((layer) =>
    text(layer, 'annotations', PREDICATE_TYPE).startsWith('https://slsa.dev/provenance/'),
  )
}

/** The builder id in a provenance of SLSA 0.2 or 1; '' if there is none. */
export function builderIdIn(statement: string): string {
  const predicate = field(parseJson(statement), 'predicate')
  return text(predicate, 'builder', 'id') || text(predicate, 'runDetails', 'builder', 'id')
}
