import { mapConcurrent } from '../concurrency.ts'
import { Failure, messageOf } from '../errors.ts'
import type { NamedPart } from '../inputs/parts.ts'
import type { Inputs } from '../inputs/table.ts'
import { text } from '../json.ts'
import { readPlatform } from '../oci/image-index.ts'
import { chosenImages, type Part } from '../oci/part.ts'
import {
  artifactPrefix,
  identityOf,
  lastAttempts,
  type PartDocument,
  PREFIX,
  readPart,
} from '../oci/part-document.ts'
import { readConfig, readImages } from '../registry/images.ts'
import type { Registries } from '../registry/manifests.ts'
import type { MergeFacts } from './facts.ts'

/** Questions at the same time. */
const QUESTIONS_AT_ONCE = 8

/**
 * The parts that are to be joined, as their registries hold them: those that the input names, or those that the
 * legs of this run handed on.
 * @param folder private folder for what is downloaded
 * @throws Failure where a part cannot be read, or where there is no service to ask
 */
export async function readParts(
  registries: Registries,
  inputs: Inputs,
  folder: string,
): Promise<Pick<MergeFacts, 'parts' | 'others'>> {
  const { parts: named, tags } = inputs
  if (named.length > 0) {
    const home = tags[0]?.repository ?? ''
    const parts = await mapConcurrent(named, QUESTIONS_AT_ONCE, (part) => readNamed(registries, part, home))
    return { parts, others: 0 }
  }
  const { documents, others } = await collect(inputs, folder)
  const parts = await mapConcurrent(documents, QUESTIONS_AT_ONCE, (document) =>
    readHanded(registries, document),
  )
  return { parts, others }
}

/** What the legs of this run handed on for this image, and how many parts there are of other images. */
async function collect(
  { tags }: Inputs,
  folder: string,
): Promise<{ readonly documents: readonly PartDocument[]; readonly others: number }> {
  const { downloadDocument, listDocuments } = await import('../runner/artifact.ts')
  const all = await listDocuments(PREFIX)
  const identity = identityOf(tags)
  const own = lastAttempts(all.filter((name) => name.startsWith(artifactPrefix(identity))))
  const documents = await mapConcurrent(own, QUESTIONS_AT_ONCE, async (name) => {
    const part = readPart(await downloadDocument(name, folder))
    if (part?.identity === identity) return part
    throw new Failure(`The artifact ${name} is no part of an image.`, 'Run the leg that made it again.')
  })
  return { documents, others: all.length - own.length }
}

/** A part that a leg of this run pushed and confirmed. */
async function readHanded(registries: Registries, part: PartDocument): Promise<Part> {
  const { leg: from, platforms, digest, repositories, proofErrors } = part
  const [repository = ''] = repositories
  const { bytes, reading } = await read(registries, { from, repository, target: { digest } })
  return { from, platforms, digest, repositories, proofErrors, bytes, reading }
}

/** A part that somebody made in some way: what its images say about themselves is asked, too. */
async function readNamed(registries: Registries, part: NamedPart, home: string): Promise<Part> {
  const { platforms, target, text: from } = part
  const repository = part.repository || home
  const { digest, reading, bytes } = await read(registries, { from, repository, target })
  const found = {
    ...{ from, platforms, digest, bytes, repositories: [repository], reading },
    proofErrors: undefined,
  }
  const images = await mapConcurrent(chosenImages(found), QUESTIONS_AT_ONCE, async (image) => {
    const config = await configOf(registries, { from, repository, digest: image.digest })
    const own = readPlatform(config)
    // A tool that knows no variants writes none: then the index is right.
    const isVague =
      text(config, 'variant') === '' && own.os === image.platform.os && own.arch === image.platform.arch
    return isVague ? image : { ...image, platform: own, saysVariant: true }
  })
  const others = reading.images.filter(({ digest: each }) => !images.some((image) => image.digest === each))
  return { ...found, reading: { ...reading, images: [...images, ...others] } }
}

interface Named {
  readonly from: string
  readonly repository: string
  readonly digest: string
}

async function configOf(registries: Registries, { from, repository, digest }: Named): Promise<unknown> {
  try {
    const manifest = await ask(registries, repository, digest)
    return await readConfig(registries, repository, manifest?.bytes ?? '')
  } catch (error) {
    throw unread(from, `its config cannot be read: ${messageOf(error).replace(/\.$/, '')}`)
  }
}

interface Source extends Pick<NamedPart, 'repository' | 'target'> {
  readonly from: string
}

async function read(registries: Registries, { from, repository, target }: Source) {
  const name = 'digest' in target ? target.digest : target.tag
  const reference = `${repository}${'digest' in target ? '@' : ':'}${name}`
  try {
    const manifest = await ask(registries, repository, name)
    if (manifest !== undefined) {
      if ('digest' in target && manifest.digest !== name)
        throw new Failure(`${reference} is ${manifest.digest}.`, '')
      return { ...manifest, reading: await readImages(registries, repository, manifest) }
    }
  } catch (error) {
    throw unread(from, `${reference} cannot be read: ${messageOf(error).replace(/\.$/, '')}`)
  }
  throw new Failure(`A part is gone (${from}): ${reference} is not there.`, GONE_CURE)
}

/** What has no tag, Quay deletes after an hour. */
const GONE_CURE =
  'No tag has moved. Some registries delete what has no tag: run the job again that pushed it, even if that was successful, and then this one.'

function ask({ at, patiently }: Registries, repository: string, reference: string) {
  return patiently(`Reading ${reference} of ${repository}`, () => at(repository).read(reference))
}

function unread(from: string, why: string): Failure {
  return new Failure(
    `A part cannot be read (${from}): ${why}.`,
    'No tag has moved. See that it is in the registry and that this job is logged in there, and run the job again.',
  )
}
