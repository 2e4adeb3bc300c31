import { array, field, parseJson, text } from '../json.ts'
import { type Platform, platformFromParts, printPlatform, samePlatform } from '../platforms/platform.ts'

/** One image of an index: a platform and its manifest. */
export interface ImageEntry {
  readonly platform: Platform
  readonly digest: string
  /** Bytes of the manifest. */
  readonly size: number
  /** Whether a variant is written: tools that know none leave arm/v6 and arm/v7 the same. */
  readonly saysVariant: boolean
}

/** An attestation's place in an index, and the image that it is about. */
interface AttestationEntry {
  readonly digest: string
  readonly of: string
}

export interface ImageIndex {
  readonly images: readonly ImageEntry[]
  readonly attestations: readonly AttestationEntry[]
  /** All entries as descriptors, in their order. */
  readonly entries: readonly unknown[]
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
export function readIndex(bytes: string): ImageIndex | undefined {
  const document = parseJson(bytes)
  if (!Array.isArray(field(document, 'manifests'))) return undefined
  const entries = array(document, 'manifests')
  // Engines choose by platform, and would run what has one, whatever else it says of itself.
  const isAttestation = (entry: unknown): boolean =>
    text(entry, 'annotations', REFERENCE_TYPE) === 'attestation-manifest' &&
    text(entry, 'platform', 'os') === 'unknown'
  const attestations = entries
    .filter(isAttestation)
    .map((entry) => ({ digest: text(entry, 'digest'), of: text(entry, 'annotations', REFERENCE_DIGEST) }))
  const images = entries
    .filter((entry) => !isAttestation(entry))
    .map((entry) => ({
      platform: readPlatform(field(entry, 'platform')),
      digest: text(entry, 'digest'),
      size: sizeOf(entry),
      saysVariant: text(entry, 'platform', 'variant') !== '',
    }))
  const digests = images.map(({ digest }) => digest)
  const stray = attestations.filter(({ of }) => !digests.includes(of))
  return { images, attestations, entries, strayAttestations: stray.map(({ of }) => of) }
}

function sizeOf(entry: unknown): number {
  const size = field(entry, 'size')
  return typeof size === 'number' ? size : 0
}

/** The platform in an image's config, or in a descriptor: both use the same member names. */
export function readPlatform(value: unknown): Platform {
  return platformFromParts({
    os: text(value, 'os'),
    architecture: text(value, 'architecture'),
    variant: text(value, 'variant'),
    'os.version': text(value, 'os.version'),
    'os.features': array(value, 'os.features').filter((feature) => typeof feature === 'string'),
  })
}

/**
 * Whether an image is what was asked for. Windows images bring a version that nobody has to name, or not to its end: the
 * last number of 10.0.20348.1006 is another one each month. Nor has anybody to name their features.
 */
export function satisfies(found: Platform, asked: Platform): boolean {
  const { osVersion, osFeatures } = asked
  const isRelease = `${found.osVersion}.`.startsWith(osVersion === '' ? '' : `${osVersion}.`)
  const hasFeatures = osFeatures.length === 0 || osFeatures.join() === found.osFeatures.join()
  return isRelease && hasFeatures && samePlatform({ ...found, osVersion, osFeatures }, asked)
}

/** How an index differs from what was asked for; empty when it is complete. */
export function indexDifferences(index: ImageIndex, asked: readonly Platform[]): readonly string[] {
  const found = index.images.map(({ platform }) => platform)
  const names = found.map(printPlatform)
  const missing = asked.filter((wanted) => !found.some((platform) => satisfies(platform, wanted)))
  const extra = found.filter((platform) => !asked.some((wanted) => satisfies(platform, wanted)))
  return [
    ...missing.map((platform) => `${printPlatform(platform)} is missing`),
    ...[...new Set(extra.map(printPlatform))].map((name) => `${name} was not asked for`),
    ...[...new Set(names.filter((name, position) => names.indexOf(name) !== position))].map(
      (name) => `${name} is there more than once`,
    ),
    ...index.strayAttestations.map(
      (digest) => `an attestation points at ${digest}, which is not in the index`,
    ),
  ]
}
