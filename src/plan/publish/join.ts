import { field } from '../../json.ts'
import { answers, type ImageEntry, readPlatform } from '../../oci/image-index.ts'
import { chosenAttestations, chosenImages, type Part } from '../../oci/part.ts'
import { splitName } from '../../oci/reference.ts'
import { samePlatform } from '../../platforms/platform.ts'
import type { Command, JoinPlan, PublishPlan, TagMove } from '../plan.ts'

/**
 * How parts become one index, and how its tags are moved. Pure; every part has the images it is to have.
 *
 * Parts that go in as they are are named by their digests, and buildx takes the entries out of them. Where only
 * some images of a part are wanted, or an entry needs another platform than its image says, each entry is given
 * as a descriptor; buildx then looks for it where the index goes, so that it is brought there first.
 * @param builder whose registry settings buildx takes; '' for those of the default one
 */
export function planJoin(parts: readonly Part[], publish: PublishPlan, builder: string): JoinPlan {
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
      tags: tags.filter((tag) => splitName(tag).repository === repository),
    }))
    .filter((move) => move.tags.length > 0)
}

/** Whether every image of a part is wanted, as the platform that its entry says. */
function goesInWhole(part: Part): boolean {
  const { images } = part.reading
  return (
    chosenImages(part).length === images.length &&
    images.every((image) => part.platforms.some((platform) => answers(image.platform, platform)))
  )
}

/** Where a part is taken from for an index in a repository: from there if it is there. */
function homeOf({ repositories }: Part, repository: string): string {
  return repositories.find((each) => each === repository) ?? repositories[0] ?? repository
}

/** The wanted entries of a part as descriptors. */
function descriptors(part: Part): readonly string[] {
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
function carryCommands(part: Part, repository: string, builder: string): readonly Command[] {
  if (part.repositories.includes(repository)) return []
  const home = homeOf(part, repository)
  const digests = [...chosenImages(part).map(({ digest }) => digest), ...chosenAttestations(part)]
  return digests.map((digest) => [
    ...['buildx', 'imagetools', 'create', '--prefer-index=false'],
    ...(builder === '' ? [] : ['--builder', builder]),
    ...['--tag', `${repository}@${digest}`, `${home}@${digest}`],
  ])
}
