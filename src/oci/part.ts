import { type Platform, printPlatform } from '../platforms/platform.ts'
import { answers, type ImageEntry, type IndexReading } from './image-index.ts'

/** A part of an image, as its registry holds it. */
export interface Part {
  /** Who named it, for messages. */
  readonly from: string
  /** The platforms that it is to be. */
  readonly platforms: readonly Platform[]
  readonly digest: string
  /** Every repository that holds it. */
  readonly repositories: readonly string[]
  /** The document with the digest. */
  readonly bytes: string
  /** Errors that the proof of whoever made it found; undefined where that one proved nothing. */
  readonly proofErrors: number | undefined
  readonly reading: IndexReading
}

/** The images of a part that are wanted, each with the platform that it is to have. */
export function chosenImages({
  platforms,
  reading,
}: Pick<Part, 'platforms' | 'reading'>): readonly ImageEntry[] {
  return platforms.flatMap((platform) => {
    const exact = reading.images.find((each) => answers(each.platform, platform))
    const image = exact ?? reading.images.find((each) => mayBe(each, platform))
    return image === undefined ? [] : [{ ...image, platform: entryPlatform(image.platform, platform) }]
  })
}

/** What an image says wins where it says more: Windows images bring a version that nobody has to name. */
function entryPlatform(found: Platform, wanted: Platform): Platform {
  return answers(found, wanted) ? found : wanted
}

/**
 * Whether an image can be of the wanted platform: of the same system and architecture, and of the same variant, or
 * made by a tool that writes none.
 */
function mayBe({ platform, saysVariant }: ImageEntry, wanted: Platform): boolean {
  return (
    answers(platform, wanted) || (!saysVariant && answers(platform, { ...wanted, variant: platform.variant }))
  )
}

/** Digests of the attestation manifests of the wanted images. */
export function chosenAttestations(part: Part): readonly string[] {
  const digests = chosenImages(part).map(({ digest }) => digest)
  return part.reading.attestations.filter(({ of }) => digests.includes(of)).map(({ digest }) => digest)
}

/** Why an image is not the platform that is named for it; undefined where it is. */
export function contradiction({ from, platforms, reading }: Part): string | undefined {
  const strangers = platforms.filter((wanted) => !reading.images.some((image) => mayBe(image, wanted)))
  if (strangers.length === 0) return undefined
  const found = reading.images.map(({ platform }) => printPlatform(platform)).join(', ')
  return `${from} is to be ${strangers.map(printPlatform).join(', ')}, but what it names is ${found || 'no image'}. No tag has moved.`
}
