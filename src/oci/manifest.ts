import { array, field, parseJson, text } from '../json.ts'

export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json'
export const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json'
export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json'

/** The types of manifests and indexes, as the Accept header of a request has them. */
export const MANIFEST_TYPES = [
  OCI_INDEX,
  OCI_MANIFEST,
  DOCKER_INDEX,
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

/** The media type of a manifest or an index; OCI's documents need not name theirs (image-spec v1.1, manifest.md). */
export function mediaTypeOf(bytes: string): string {
  const document = parseJson(bytes)
  const isIndex = Array.isArray(field(document, 'manifests'))
  return text(document, 'mediaType') || (isIndex ? OCI_INDEX : OCI_MANIFEST)
}

/** The type of what an attestation says (in-toto). */
const PREDICATE_TYPE = 'in-toto.io/predicate-type'

/**
 * The layer of an attestation manifest that says how an image was made (SLSA provenance); undefined where none does.
 * https://docs.docker.com/build/metadata/attestations/attestation-storage/
 */
export function provenanceIn(manifest: string): unknown {
  return array(parseJson(manifest), 'layers').find((layer) =>
    text(layer, 'annotations', PREDICATE_TYPE).startsWith('https://slsa.dev/provenance/'),
  )
}

/** Who made an image, by its provenance: of SLSA 0.2, or of 1; '' where it does not tell. */
export function builderIdIn(statement: string): string {
  const predicate = field(parseJson(statement), 'predicate')
  return text(predicate, 'builder', 'id') || text(predicate, 'runDetails', 'builder', 'id')
}
