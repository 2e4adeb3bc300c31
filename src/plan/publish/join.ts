import type { PartFacts } from '../../facts/facts.ts'
import { field } from '../../json.ts'
import { answers, type ImageEntry, readPlatform } from '../../oci/image-index.ts'
import { type Platform, printPlatform, samePlatform } from '../../platforms/platform.ts'
import type { Command, JoinPlan, PublishPlan, TagMove } from '../plan.ts'

/**
 * How parts become one index, and how its tags are moved. Pure; every part has the images it is to have.
 *
 * Parts that go in as they are are named by their digests, and buildx takes the entries out of them. Where only
 * some images of a part are wanted, or an entry needs another platform than its image says, each entry is given
 * as a descriptor; buildx then looks for it where the index goes, so that it is brought there first.
 * @param builder whose registry settings buildx takes; '' for those of the default one
 */
export function planJoin(parts: readonly PartFacts[], publish: PublishPlan, builder: string): JoinPlan {
  const images = parts.flatMap(chosenImages)
  const isAsItIs = parts.every(goesInWhole)
  const sources = (repository: string): readonly string[] =>
    isAsItIs ? parts.map((part) => `${homeOf(part, repository)}@${part.digest}`) : parts.flatMap(descriptors)
  // One part is copied byte for byte, so that its digest stays.
  const isCopy = isAsItIs && parts.length === 1 && publish.annotations.length === 0
  const create = (repository: string, ...flags: readonly string[]): Command => [
    ...['buildx', 'imagetools', 'create'],
    ...(isCopy ? ['--prefer-index=false'] : []),
    ...(builder === '' ? [] : ['--builder', builder]),
    ...flags,
    ...publish.annotations.flatMap((annotation) => ['--annotation', annotation]),
    ...sources(repository),
  ]
  const [first = ''] = publish.repositories
  const carry = (repository: string): readonly Command[] =>
    parts.flatMap((part) => carryCommands(part, repository, builder))
  return {
    images,
    attestations: parts.flatMap(chosenAttestations),
    copies: isAsItIs ? [] : publish.repositories.flatMap(carry),
    copyOf: isCopy ? parts[0] : undefined,
    dryRun: create(first, '--dry-run', ...(isAsItIs ? [] : ['--tag', first])),
    moves: movesOf(publish).map((move) => ({
      ...move,
      command: create(move.repository, ...move.tags.flatMap((tag) => ['--tag', tag])),
    })),
    annotations: publish.annotations,
  }
}

/** The tags of each repository. */
function movesOf({ repositories, tags }: PublishPlan): readonly Omit<TagMove, 'command'>[] {
  return repositories
    .map((repository) => ({
      repository,
      tags: tags.filter((tag) => tag.slice(0, tag.lastIndexOf(':')) === repository),
    }))
    .filter((move) => move.tags.length > 0)
}

/** The images of a part that are wanted, each with the platform that it is to have. */
export function chosenImages({ platforms, reading }: PartFacts): readonly ImageEntry[] {
  return platforms.flatMap((platform) => {
    const exact = reading.images.find((each) => answers(each.platform, platform))
    const image = exact ?? reading.images.find((each) => fits(each, platform))
    return image === undefined ? [] : [{ ...image, platform: entryPlatform(image.platform, platform) }]
  })
}

/** What an image says wins where it says more: Windows images bring a version that nobody has to name. */
function entryPlatform(found: Platform, wanted: Platform): Platform {
  return answers(found, wanted) ? found : wanted
}

/**
 * Whether an image can be what is wanted: of the same system and architecture, and of the same variant, or made
 * by a tool that writes none.
 */
function fits(found: ImageEntry, wanted: Platform): boolean {
  const { platform, saysVariant } = found
  return (
    answers(platform, wanted) || (!saysVariant && answers(platform, { ...wanted, variant: platform.variant }))
  )
}

function chosenAttestations(part: PartFacts): readonly string[] {
  const digests = chosenImages(part).map(({ digest }) => digest)
  return part.reading.attestations.filter(({ of }) => digests.includes(of)).map(({ digest }) => digest)
}

/** Whether every image of a part is wanted, as the platform that its entry says. */
function goesInWhole(part: PartFacts): boolean {
  const { images } = part.reading
  return (
    chosenImages(part).length === images.length &&
    images.every((image) => part.platforms.some((platform) => answers(image.platform, platform)))
  )
}

/** Where a part is taken from for an index in a repository: from there if it is there. */
function homeOf({ repositories }: PartFacts, repository: string): string {
  return repositories.find((each) => each === repository) ?? repositories[0] ?? repository
}

/** The wanted entries of a part as descriptors. */
function descriptors(part: PartFacts): readonly string[] {
  const wanted = chosenImages(part)
  const attestations = chosenAttestations(part)
  return part.reading.entries.flatMap((entry) => {
    const digest = field(entry, 'digest')
    const image = wanted.find((each) => each.digest === digest)
    if (image !== undefined)
      return [JSON.stringify({ ...asRecord(entry), platform: platformOf(entry, image) })]
    return attestations.some((each) => each === digest) ? [JSON.stringify(entry)] : []
  })
}

function platformOf(entry: unknown, { platform }: ImageEntry): unknown {
  const own = field(entry, 'platform')
  if (samePlatform(readPlatform(own), platform)) return own
  const { os, arch, variant } = platform
  return { architecture: arch, os, ...(variant === '' ? {} : { variant }) }
}

function asRecord(entry: unknown): object {
  return typeof entry === 'object' && entry !== null ? entry : {}
}

/** Brings the wanted manifests of a part into a repository that lacks them, by their digests and without a tag. */
function carryCommands(part: PartFacts, repository: string, builder: string): readonly Command[] {
  if (part.repositories.includes(repository)) return []
  const home = homeOf(part, repository)
  const digests = [...chosenImages(part).map(({ digest }) => digest), ...chosenAttestations(part)]
  return digests.map((digest) => [
    ...['buildx', 'imagetools', 'create', '--prefer-index=false'],
    ...(builder === '' ? [] : ['--builder', builder]),
    ...['--tag', `${repository}@${digest}`, `${home}@${digest}`],
  ])
}

/** Why an image is not the platform that is named for it; undefined where it is. */
export function contradiction({ from, platforms, reading }: PartFacts): string | undefined {
  const strangers = platforms.filter((wanted) => !reading.images.some((image) => fits(image, wanted)))
  if (strangers.length === 0) return undefined
  const found = reading.images.map(({ platform }) => printPlatform(platform)).join(', ')
  return `${from} is to be ${strangers.map(printPlatform).join(', ')}, but what it names is ${found || 'no image'}. No tag has moved.`
}
