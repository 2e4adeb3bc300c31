import { distinctPlatforms, type Platform, printPlatform, samePlatform } from '../platforms/platform.ts'
import { type ImageEntry, type ImageIndex, satisfies } from './image-index.ts'

/** A part of an image, as its registry holds it. */
export interface Part {
  /** Where it comes from, for messages. */
  readonly from: string
  /** The platforms that it should have. */
  readonly platforms: readonly Platform[]
  readonly digest: string
  /** Every repository that holds it. */
  readonly repositories: readonly string[]
  /** The document with the digest. */
  readonly bytes: string
  /** Number of errors that the proof of the job that built it found; undefined if that job proved nothing. */
  readonly proofErrors: number | undefined
  readonly index: ImageIndex
}

/** The images of a part that are used, each with the platform that it should have. */
export function chosenImages(part: Pick<Part, 'platforms' | 'index'>): readonly ImageEntry[] {
  return part.platforms.flatMap((platform) => {
    const named = part.index.images.filter((each) => samePlatform(each.platform, platform))
    return named.length > 0 ? named : imagesFor(part, platform)
  })
}

/** A part from the input, with the platforms as its images state them: Windows with its version. */
export function withImagePlatforms<Named extends Pick<Part, 'platforms' | 'index'>>(part: Named): Named {
  const platforms = part.platforms.flatMap((platform) => {
    const platformsFound = imagesFor(part, platform).map((image) => image.platform)
    return platformsFound.length === 0 ? [platform] : platformsFound
  })
  return { ...part, platforms: distinctPlatforms(platforms) }
}

/** All images that are for a platform, such as those for several versions of Windows; otherwise one that may be. */
function imagesFor({ index: { images } }: Pick<Part, 'index'>, platform: Platform): readonly ImageEntry[] {
  const exact = images.filter((each) => satisfies(each.platform, platform))
  const found = exact.length > 0 ? exact : images.filter((each) => mayBe(each, platform)).slice(0, 1)
  return found.map((image) => ({ ...image, platform: entryPlatform(image.platform, platform) }))
}

/** The platform of the image wins if it is more specific: Windows images have a version that may be left out. */
function entryPlatform(found: Platform, requested: Platform): Platform {
  return satisfies(found, requested) ? found : requested
}

/**
 * Whether an image can be for a platform: same system and architecture, and same variant, or made by a tool that
 * writes no variant.
 */
function mayBe({ platform, saysVariant }: ImageEntry, requested: Platform): boolean {
  return (
    satisfies(platform, requested) ||
    (!saysVariant && satisfies(platform, { ...requested, variant: platform.variant }))
  )
}

/** Digests of the attestation manifests of the images that are used. */
export function chosenAttestations(part: Part): readonly string[] {
  const digests = chosenImages(part).map(({ digest }) => digest)
  return part.index.attestations.filter(({ of }) => digests.includes(of)).map(({ digest }) => digest)
}

/** Why a part does not have the platforms that it should have; undefined if it does. */
export function platformContradiction({ from, platforms, index }: Part): string | undefined {
  const strangers = platforms.filter((requested) => !index.images.some((image) => mayBe(image, requested)))
  if (strangers.length === 0) return undefined
  const found = index.images.map(({ platform }) => printPlatform(platform)).join(', ')
  return `${from} should be ${strangers.map(printPlatform).join(', ')}, but it contains ${found || 'no image'}. No tag has moved.`
}
