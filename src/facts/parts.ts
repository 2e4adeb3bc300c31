import { mapConcurrent } from '../concurrency.ts'
import { distinctBy } from '../distinct.ts'
import { Failure, messageOf } from '../errors.ts'
import type { NamedPart } from '../inputs/parts.ts'
import type { Inputs } from '../inputs/table.ts'
import { text } from '../json.ts'
import { type HandOver, partTag, type RunName, readHandedPart } from '../oci/hand-over.ts'
import { type ImageEntry, readPlatform } from '../oci/image-index.ts'
import { chosenImages, type Part, withImagePlatforms } from '../oci/part.ts'
import {
  artifactPrefix,
  identityOf,
  lastAttempts,
  type PartDocument,
  PREFIX,
  readPart,
} from '../oci/part-document.ts'
import { distinctPlatforms, type Platform, printPlatform } from '../platforms/platform.ts'
import { readImageConfig, readImages } from '../registry/images.ts'
import type { Manifest, Patience, Registries } from '../registry/manifests.ts'
import type { MergeFacts } from './facts.ts'

/** Concurrent requests. */
const QUESTIONS_AT_ONCE = 8

/** Parts, and what else the legs of this run left in the registry. */
type FoundParts = Pick<MergeFacts, 'parts' | 'others' | 'handedTags' | 'removed'>

/**
 * Reads the parts to join from their registries: those that the input names, or those that the legs of this run handed
 * over.
 * @param folder private folder for downloads
 * @throws Failure if a part cannot be read, or if there is no artifact service
 */
export async function readParts(
  registries: Registries,
  inputs: Inputs,
  handOver: HandOver,
  folder: string,
): Promise<FoundParts> {
  const { parts: named, tags } = inputs
  const home = tags[0]?.repository ?? ''
  const tagged = handOver.by === 'tag' ? await readTagged(registries, inputs, home, handOver.run) : NO_PARTS
  if (named.length > 0) {
    const parts = await mapConcurrent(named, QUESTIONS_AT_ONCE, (part) => readNamed(registries, part, home))
    return { parts, others: 0, handedTags: tagged.handedTags, removed: [] }
  }
  if (handOver.by === 'tag') return tagged
  const { documents, others } = await collectHandedParts(inputs, folder)
  const parts = await mapConcurrent(documents, QUESTIONS_AT_ONCE, (document) =>
    readHanded(registries, document),
  )
  return { ...NO_PARTS, parts, others }
}

const NO_PARTS: FoundParts = { parts: [], others: 0, handedTags: [], removed: [] }

/** The parts of this image that legs of this run tagged; each platform's tag is requested by name. */
async function readTagged(
  registries: Registries,
  { tags, names, platforms }: Inputs,
  repository: string,
  run: RunName,
): Promise<FoundParts> {
  const identity = identityOf(tags, names?.source)
  const found = await mapConcurrent(distinctPlatforms(platforms), QUESTIONS_AT_ONCE, async (platform) => {
    const name = partTag(run, identity, platform)
    const from = `handed over by the matrix job for ${printPlatform(platform)}`
    const manifest = await readOrFail(from, `${repository}:${name}`, () =>
      askRegistry(registries, repository, name),
    )
    const part = readHandedPart(run, identity, manifest?.bytes ?? '')
    return manifest === undefined || part === undefined ? [] : [{ name, digest: manifest.digest, part }]
  })
  const handed = found.flat()
  const distinct = distinctBy(handed, ({ digest }) => digest)
  const parts = await mapConcurrent(distinct, QUESTIONS_AT_ONCE, async ({ part }) => {
    const { leg: from, digest, bytes } = part
    const reference = `${repository}@${digest}`
    return readOrFail(from, reference, async () => {
      const there = await registries.withRetries(`Looking up ${reference}`, () =>
        registries.at(repository).digest(digest),
      )
      const images = await readImages(registries, repository, { digest, bytes })
      return { isThere: there !== undefined, part: { ...partOf(part), from, bytes, index: images } }
    })
  })
  return {
    parts: parts.map(({ part }) => part),
    others: 0,
    handedTags: handed.map(({ name, digest }) => ({ name, digest })),
    removed: parts.flatMap(({ isThere, part }) => (isThere ? [] : [part.digest])),
  }
}

/** The parts of this image that legs of this run handed over as artifacts, and the number of parts of other images. */
async function collectHandedParts(
  { tags, names }: Inputs,
  folder: string,
): Promise<{ readonly documents: readonly PartDocument[]; readonly others: number }> {
  const { downloadDocument, listDocuments } = await import('../runner/artifact.ts')
  const all = await listDocuments(PREFIX)
  const identity = identityOf(tags, names?.source)
  const own = lastAttempts(all.filter((name) => name.startsWith(artifactPrefix(identity))))
  const documents = await mapConcurrent(own, QUESTIONS_AT_ONCE, async (name) => {
    const part = readPart(await downloadDocument(name, folder))
    if (part?.identity === identity) return part
    throw new Failure(
      `The artifact ${name} is not a part of an image.`,
      'Run the matrix job that created it again.',
    )
  })
  return { documents, others: all.length - own.length }
}

function partOf({ platforms, digest, repositories, proofErrors }: PartDocument) {
  return { platforms, digest, repositories, proofErrors }
}

/** A part that a leg of this run pushed and confirmed. */
async function readHanded(registries: Registries, part: PartDocument): Promise<Part> {
  const { leg: from, digest, repositories } = part
  const [repository = ''] = repositories
  const reference = `${repository}@${digest}`
  const { bytes, images } = await readOrFail(from, reference, async () => {
    const isThere = (answer: Manifest | undefined): boolean => answer !== undefined
    const manifest = await askRegistry(registries, repository, digest, { isSettled: isThere })
    if (manifest === undefined) return { bytes: '', images: undefined }
    return { bytes: manifest.bytes, images: await readImages(registries, repository, manifest) }
  })
  if (images === undefined) throw partGone(from, reference)
  return { ...partOf(part), from, bytes, index: images }
}

/** A part of any origin: the platforms in its image configs are read, too. */
async function readNamed(registries: Registries, part: NamedPart, home: string): Promise<Part> {
  const { platforms, target, text: from } = part
  const repository = part.repository || home
  const { digest, index, bytes } = await readPartManifest(registries, { from, repository, target })
  const found = {
    ...{ from, platforms, digest, bytes, repositories: [repository], index },
    proofErrors: undefined,
  }
  const images = await mapConcurrent(
    chosenImages(withImagePlatforms(found)),
    QUESTIONS_AT_ONCE,
    async (image) => {
      const config = await configOf(registries, { from, repository, digest: image.digest })
      const own = readPlatform(config)
      // Tools without support for variants write none: then the index is right.
      const isVague =
        text(config, 'variant') === '' && own.os === image.platform.os && own.arch === image.platform.arch
      return isVague ? withRelease(image, own) : { ...image, platform: own, saysVariant: true }
    },
  )
  const others = index.images.filter(({ digest: each }) => !images.some((image) => image.digest === each))
  return { ...found, index: { ...index, images: [...images, ...others] } }
}

/** Adds the version and features that tools leave out of an index, from the image config. */
function withRelease(image: ImageEntry, { osVersion, osFeatures }: Platform): ImageEntry {
  return image.platform.osVersion === ''
    ? { ...image, platform: { ...image.platform, osVersion, osFeatures } }
    : image
}

interface ImageReference {
  readonly from: string
  readonly repository: string
  readonly digest: string
}

async function configOf(
  registries: Registries,
  { from, repository, digest }: ImageReference,
): Promise<unknown> {
  try {
    const manifest = await askRegistry(registries, repository, digest)
    return await readImageConfig(registries, repository, manifest?.bytes ?? '')
  } catch (error) {
    throw partUnreadable(from, 'its config', error)
  }
}

interface PartSource extends Pick<NamedPart, 'repository' | 'target'> {
  readonly from: string
}

async function readPartManifest(registries: Registries, { from, repository, target }: PartSource) {
  const name = 'digest' in target ? target.digest : target.tag
  const reference = `${repository}${'digest' in target ? '@' : ':'}${name}`
  const found = await readOrFail(from, reference, async () => {
    const manifest = await askRegistry(registries, repository, name)
    if (manifest !== undefined && 'digest' in target && manifest.digest !== name)
      throw new Failure(`${reference} is ${manifest.digest}.`, '')
    return manifest && { ...manifest, index: await readImages(registries, repository, manifest) }
  })
  if (found === undefined) throw partGone(from, reference)
  return found
}

function partGone(from: string, reference: string): Failure {
  return new Failure(`A part is gone (${from}): ${reference} no longer exists.`, GONE_CURE)
}

/** Quay deletes untagged images after an hour. */
const GONE_CURE =
  'No tag has moved. Some registries delete untagged images: run the job that pushed it again, even if it was successful, and then this one. hand-over: registry gives each part a tag.'

/** Runs a read, and adds the part and the reference to its error. */
async function readOrFail<T>(from: string, reference: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw partUnreadable(from, reference, error)
  }
}

function askRegistry(
  { at, withRetries }: Registries,
  repository: string,
  reference: string,
  patience: Patience<Manifest | undefined> = {},
) {
  return withRetries(`Reading ${reference} of ${repository}`, () => at(repository).read(reference), patience)
}

/** @param error the reason, which may have a cure */
function partUnreadable(from: string, reference: string, error: unknown): Failure {
  const why = messageOf(error).replace(/\.$/, '')
  const cure = error instanceof Failure && error.cure !== '' ? error.cure : UNREAD_CURE
  return new Failure(
    `A part cannot be read (${from}): ${reference} cannot be read: ${why}.`,
    `No tag has moved. ${cure}`,
  )
}

const UNREAD_CURE =
  'Check that it is in the registry and that this job is logged in there, and run the job again.'
