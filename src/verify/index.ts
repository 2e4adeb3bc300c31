import { array, field, parseJson, text } from '../json.ts'
import { type Platform, platformFromParts, printPlatform } from '../platforms/platform.ts'

/** One image of an index: a platform and its manifest. */
export interface ImageEntry {
  readonly platform: Platform
  readonly digest: string
}

export interface IndexReading {
  readonly images: readonly ImageEntry[]
  /** Digests that attestations point at though no image of the index has them. */
  readonly strayAttestations: readonly string[]
}

const REFERENCE_TYPE = 'vnd.docker.reference.type'
const REFERENCE_DIGEST = 'vnd.docker.reference.digest'

/**
 * Reads an image index (manifest list). Attestations are manifests of platform unknown/unknown that name
 * their image by annotation: https://docs.docker.com/build/metadata/attestations/attestation-storage/
 * @returns undefined when the document is no index
 */
export function readIndex(bytes: string): IndexReading | undefined {
  const document = parseJson(bytes)
  if (!Array.isArray(field(document, 'manifests'))) return undefined
  const entries = array(document, 'manifests')
  const isAttestation = (entry: unknown): boolean =>
    text(entry, 'annotations', REFERENCE_TYPE) === 'attestation-manifest'
  const attested = entries.filter(isAttestation).map((entry) => text(entry, 'annotations', REFERENCE_DIGEST))
  const images = entries
    .filter((entry) => !isAttestation(entry))
    .map((entry) => ({ platform: readPlatform(field(entry, 'platform')), digest: text(entry, 'digest') }))
  const digests = images.map(({ digest }) => digest)
  return { images, strayAttestations: attested.filter((digest) => !digests.includes(digest)) }
}

/** The platform in an image's config, or in a descriptor: both use the same member names. */
export function readPlatform(value: unknown): Platform {
  return platformFromParts({
    os: text(value, 'os'),
    architecture: text(value, 'architecture'),
    variant: text(value, 'variant'),
    'os.version': text(value, 'os.version'),
  })
}

/** How an index differs from what was asked for; empty when it is complete. */
export function indexDifferences(index: IndexReading, asked: readonly Platform[]): readonly string[] {
  const wanted = asked.map(printPlatform)
  const found = index.images.map(({ platform }) => printPlatform(platform))
  const repeated = found.filter((name, position) => found.indexOf(name) !== position)
  return [
    ...wanted.filter((name) => !found.includes(name)).map((name) => `${name} is missing`),
    ...[...new Set(found)]
      .filter((name) => !wanted.includes(name))
      .map((name) => `${name} was not asked for`),
    ...[...new Set(repeated)].map((name) => `${name} is there more than once`),
    ...index.strayAttestations.map(
      (digest) => `an attestation points at ${digest}, which is not in the index`,
    ),
  ]
}
