import { field, text } from '../../json.ts'
import { type ImageEntry, readIndex, readPlatform, satisfies } from '../../oci/image-index.ts'
import { chosenAttestations, chosenImages, type Part } from '../../oci/part.ts'
import { splitName } from '../../oci/reference.ts'
import { samePlatform, withoutRelease } from '../../platforms/platform.ts'
import type { BuildPlan, Command, JoinPlan, PendingImage, PublishPlan, TagMove } from '../plan.ts'

/**
 * How parts become one index, and how its tags are moved. Pure; the parts are known to be complete.
 *
 * Parts that are joined unchanged are named by their digests, and buildx reads their entries. If only some images of a
 * part are needed, or an entry needs another platform than its image has or buildx would read from it, each entry is
 * passed as a descriptor. buildx then expects it in the repository of the index, so it is copied there first.
 * @param builder whose registry settings buildx uses; '' for the default builder
 */
export function planJoin(parts: readonly Part[], publish: PublishPlan, builder: string): JoinPlan {
  if (parts.every(isUsedWhole) && (isCopied(parts, publish) || !parts.some(changesPlatform))) {
    const nameOf = (part: Part, repository: string): string =>
      `${sourceRepository(part, repository)}@${part.digest}`
    const copies = publish.repositories.flatMap((repository) =>
      parts.flatMap((part) => copyCommands(part, repository, builder, [part.digest])),
    )
    return { ...joinWhole<Part, never>(parts, publish, builder, nameOf), copies }
  }
  const create = createIndexCommand<never>(publish, builderFlag(builder), () => parts.flatMap(descriptors))
  const [first = ''] = publish.repositories
  const copies = publish.repositories.flatMap((repository) =>
    parts.flatMap((part) => copyCommands(part, repository, builder, usedDigests(part))),
  )
  const dryRun = create(first, ['--dry-run', '--tag', first])
  return { copies, index: { dryRun, annotations: publish.annotations }, moves: movesOf(publish, create) }
}

/**
 * The same for the builds of this job before they have run: each is pushed to every repository and joined unchanged.
 */
export function planBuildsJoin(
  builds: readonly Pick<BuildPlan, 'number'>[],
  publish: PublishPlan,
  builder: string,
): JoinPlan<PendingImage> {
  return joinWhole(builds, publish, builder, ({ number }, repository) => ({ repository, build: number }))
}

/**
 * Fills the digests into a plan of `planBuildsJoin` after the builds have pushed.
 * @param digests by the numbers of the builds
 */
export function withDigests(
  { copies, index, moves }: JoinPlan<PendingImage>,
  digests: ReadonlyMap<number, string>,
): JoinPlan {
  const fillIn = (command: Command<PendingImage>): Command =>
    command.map((word) => (typeof word === 'string' ? word : referenceOf(word, digests)))
  return {
    copies,
    index: index && { ...index, dryRun: fillIn(index.dryRun) },
    moves: moves.map((move) => ({ ...move, command: fillIn(move.command) })),
  }
}

function referenceOf({ repository, build }: PendingImage, digests: ReadonlyMap<number, string>): string {
  const digest = digests.get(build)
  if (digest === undefined) throw new Error(`Build ${build} has no digest.`)
  return `${repository}@${digest}`
}

/**
 * Joins parts of which every image is used as its entry describes it. A single part is copied byte for byte, so its
 * digest stays the same.
 */
function joinWhole<Whole, Image>(
  parts: readonly Whole[],
  publish: PublishPlan,
  builder: string,
  imageOf: (part: Whole, repository: string) => string | Image,
): JoinPlan<Image> {
  const { annotations, repositories } = publish
  const isCopy = isCopied(parts, publish)
  const sources = (repository: string): Command<Image> => parts.map((part) => imageOf(part, repository))
  const common = isCopy ? [KEEP_MANIFEST, ...builderFlag(builder)] : builderFlag(builder)
  const create = createIndexCommand(publish, common, sources)
  const dryRun = create(repositories[0] ?? '', ['--dry-run'])
  return {
    copies: [],
    index: isCopy ? undefined : { dryRun, annotations },
    moves: movesOf(publish, create),
  }
}

function isCopied(parts: readonly unknown[], { annotations }: PublishPlan): boolean {
  return parts.length === 1 && annotations.length === 0
}

/** Returns the command that makes an index in a repository. */
type Create<Image> = (repository: string, flags: readonly string[]) => Command<Image>

function createIndexCommand<Image>(
  { annotations }: PublishPlan,
  common: readonly string[],
  sources: (repository: string) => Command<Image>,
): Create<Image> {
  const annotated = annotations.flatMap((annotation) => ['--annotation', annotation])
  return (repository, flags) => [...CREATE_COMMAND, ...common, ...flags, ...annotated, ...sources(repository)]
}

const CREATE_COMMAND = ['buildx', 'imagetools', 'create']

/** Without this flag, a single manifest would be wrapped in a new index. */
const KEEP_MANIFEST = '--prefer-index=false'

/** The flag for the builder whose registry settings buildx uses. */
function builderFlag(builder: string): readonly string[] {
  return builder === '' ? [] : ['--builder', builder]
}

/** A command for each repository that has tags. */
function movesOf<Image>(
  { repositories, tags }: PublishPlan,
  create: Create<Image>,
): readonly TagMove<Image>[] {
  return repositories.flatMap((repository) => {
    const repositoryTags = tags.filter((tag) => splitName(tag).repository === repository)
    const flags = repositoryTags.flatMap((tag) => ['--tag', tag])
    return repositoryTags.length === 0
      ? []
      : [{ repository, tags: repositoryTags, command: create(repository, flags) }]
  })
}

/** Whether every image of a part is used, with the platform in its entry. */
function isUsedWhole(part: Part): boolean {
  const { images } = part.index
  return (
    chosenImages(part).length === images.length &&
    images.every((image) => part.platforms.some((platform) => satisfies(image.platform, platform)))
  )
}

/**
 * Whether buildx would write another platform for an image than it has: it uses the entry of its index, or the system,
 * architecture and variant in a manifest's config, without version and features (loadPlatform in v0.36.1,
 * util/imagetools/create.go).
 */
function changesPlatform({ bytes, index: { images, entries } }: Part): boolean {
  const isIndex = readIndex(bytes) !== undefined
  return images.some(({ digest, platform }) => {
    const entry = entries.find((each) => text(each, 'digest') === digest)
    const written = isIndex ? readPlatform(field(entry, 'platform')) : withoutRelease(platform)
    return !samePlatform(platform, written)
  })
}

/** The repository that a part is copied from: the one of the index if it is there. */
function sourceRepository({ repositories }: Part, repository: string): string {
  return repositories.find((each) => each === repository) ?? repositories[0] ?? repository
}

/** The entries of a part that are used, as descriptors. */
function descriptors(part: Part): readonly string[] {
  const chosen = chosenImages(part)
  const attestations = chosenAttestations(part)
  return part.index.entries.flatMap((entry) => {
    const digest = field(entry, 'digest')
    const image = chosen.find((each) => each.digest === digest)
    if (image !== undefined)
      return [JSON.stringify({ ...asRecord(entry), platform: platformOf(entry, image) })]
    return attestations.some((each) => each === digest) ? [JSON.stringify(entry)] : []
  })
}

function platformOf(entry: unknown, { platform }: ImageEntry): unknown {
  const entryPlatform = field(entry, 'platform')
  if (samePlatform(readPlatform(entryPlatform), platform)) return entryPlatform
  const { os, osVersion, osFeatures, arch, variant } = platform
  return {
    ...{ architecture: arch, os, ...(variant === '' ? {} : { variant }) },
    ...(osVersion === '' ? {} : { 'os.version': osVersion }),
    ...(osFeatures.length === 0 ? {} : { 'os.features': osFeatures }),
  }
}

function asRecord(entry: unknown): object {
  return typeof entry === 'object' && entry !== null ? entry : {}
}

/** The manifests of a part that go into the index. */
function usedDigests(part: Part): readonly string[] {
  return [...chosenImages(part).map(({ digest }) => digest), ...chosenAttestations(part)]
}

/** Copies manifests of a part into a repository that lacks them, by digest and without a tag. */
function copyCommands(
  part: Part,
  repository: string,
  builder: string,
  digests: readonly string[],
): readonly Command[] {
  if (part.repositories.includes(repository)) return []
  const home = sourceRepository(part, repository)
  return digests.map((digest) => [
    ...[...CREATE_COMMAND, KEEP_MANIFEST, ...builderFlag(builder)],
    ...['--tag', `${repository}@${digest}`, `${home}@${digest}`],
  ])
}
