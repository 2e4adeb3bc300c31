import { array, field, parseJson, text } from '../json.ts'
import { type Platform, platformFromParts, printPlatform, samePlatform } from '../platforms/platform.ts'

/** One image of an index: a platform and its manifest. */
export interface ImageEntry {
  readonly platform: Platform
  readonly digest: string
  /** Size of the manifest in bytes. */
  readonly size: number
  /** Whether the entry has a variant: tools without support for variants make arm/v6 and arm/v7 look the same. */
  readonly saysVariant: boolean
}

/** An attestation in an index, and the digest of its image. */
interface AttestationEntry {
  readonly digest: string
  readonly of: string
}

export interface ImageIndex {
  readonly images: readonly ImageEntry[]
  readonly attestations: readonly AttestationEntry[]
  /** All entries as descriptors, in their order. */
  readonly entries: readonly unknown[]
  /** Digests that attestations refer to, but no image of the index has. */
  readonly strayAttestations: readonly string[]
}

const REFERENCE_TYPE = 'vnd.docker.reference.type'
const REFERENCE_DIGEST = 'vnd.docker.reference.digest'

/**
 * Reads an image index (manifest list). Attestations are manifests of platform unknown/unknown that name their image
 * by annotation: https://docs.docker.com/build/metadata/attestations/attestation-storage/
 * @returns undefined if the document is not an index
 */
export function readIndex(bytes: string): ImageIndex | undefined {
  const document = parseJson(bytes)
  if (!Array.isArray(field(document, 'manifests'))) return undefined
  const entries = array(document, 'manifests')
  // Engines choose by platform, and would run an entry that has one, whatever its annotations say.
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
 * Whether an image is for the requested platform. Windows images have a version, which the request may leave out or
 * abbreviate: the last number of 10.0.20348.1006 changes every month. Their features may also be left out.
 */
export function satisfies(found: Platform, asked: Platform): boolean {
  const { osVersion, osFeatures } = asked
  const isRelease = `${found.osVersion}.`.startsWith(osVersion === '' ? '' : `${osVersion}.`)
  const hasFeatures = osFeatures.length === 0 || osFeatures.join() === found.osFeatures.join()
  return isRelease && hasFeatures && samePlatform({ ...found, osVersion, osFeatures }, asked)
}

/** How an index differs from what was requested; empty if it is complete. */
export function indexDifferences(index: ImageIndex, asked: readonly Platform[]): readonly string[] {
  const found = index.images.map(({ platform }) => platform)
  const names = found.map(printPlatform)
  const missing = asked.filter((requested) => !found.some((platform) => satisfies(platform, requested)))
  const extra = found.filter((platform) => !asked.some((requested) => satisfies(platform, requested)))
  return [
    ...missing.map((platform) => `${printPlatform(platform)} is missing`),
    ...[...new Set(extra.map(printPlatform))].map((name) => `${name} was not requested`),
    ...[...new Set(names.filter((name, position) => names.indexOf(name) !== position))].map(
      (name) => `${name} is in it more than once`,
    ),
    ...index.strayAttestations.map(
      (digest) => `an attestation points at ${digest}, which is not in the index`,
    ),
  ]
}
