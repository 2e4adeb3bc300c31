import { mapConcurrent } from '../concurrency.ts'
import type { Docker } from '../docker/docker.ts'
import { Failure } from '../errors.ts'
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
import { askConfig, askManifest, QUESTIONS_AT_ONCE, readImages } from '../registry/inspect.ts'
import type { MergeFacts } from './facts.ts'

/**
 * The parts that are to be joined, as their registries hold them: those that the input names, or those that the
 * legs of this run handed on.
 * @param folder private folder for what is downloaded
 * @throws Failure where a part cannot be read, or where there is no service to ask
 */
export async function readParts(docker: Docker, inputs: Inputs, folder: string): Promise<MergeFacts> {
  const { builder, parts: named, tags } = inputs
  if (named.length > 0) {
    const home = tags[0]?.repository ?? ''
    const parts = await mapConcurrent(named, QUESTIONS_AT_ONCE, (part) =>
      readNamed(docker, part, home, builder),
    )
    return { buildx: docker.buildx, parts, others: 0 }
  }
  const { documents, others } = await collect(inputs, folder)
  const parts = await mapConcurrent(documents, QUESTIONS_AT_ONCE, (document) =>
    readHanded(docker, document, builder),
  )
  return { buildx: docker.buildx, parts, others }
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
async function readHanded(docker: Docker, part: PartDocument, builder: string): Promise<Part> {
  const { leg: from, platforms, digest, repositories, proofErrors } = part
  const [repository = ''] = repositories
  const { reading, size } = await read(docker, { from, repository, target: { digest } }, builder)
  return { from, platforms, digest, size, repositories, proofErrors, reading }
}

/** A part that somebody made in some way: what its images say about themselves is asked, too. */
async function readNamed(docker: Docker, part: NamedPart, home: string, builder: string): Promise<Part> {
  const { platforms, target, text: from } = part
  const repository = part.repository || home
  const { digest, reading, size } = await read(docker, { from, repository, target }, builder)
  const found = { from, platforms, digest, size, repositories: [repository], proofErrors: undefined, reading }
  const chosen = chosenImages(found)
  const images = await mapConcurrent(chosen, QUESTIONS_AT_ONCE, async (image) => {
    const { config, problem } = await askConfig(docker, `${repository}@${image.digest}`, builder)
    if (problem !== '') throw unread(from, `its config cannot be read: ${problem}`)
    const own = readPlatform(config)
    // A tool that knows no variants writes none: then the index is right.
    const isVague =
      text(config, 'variant') === '' && own.os === image.platform.os && own.arch === image.platform.arch
    return isVague ? image : { ...image, platform: own, saysVariant: true }
  })
  const others = reading.images.filter(({ digest: each }) => !images.some((image) => image.digest === each))
  return { ...found, reading: { ...reading, images: [...images, ...others] } }
}

interface Source extends Pick<NamedPart, 'repository' | 'target'> {
  readonly from: string
}

async function read(docker: Docker, { from, repository, target }: Source, builder: string) {
  const reference = 'digest' in target ? `${repository}@${target.digest}` : `${repository}:${target.tag}`
  const { bytes, found } = await askManifest(docker, reference, builder)
  if (bytes === undefined) throw unread(from, `${reference} does not answer: ${found}`)
  return {
    digest: found,
    size: Buffer.byteLength(bytes),
    reading: await readImages(docker, bytes, `${repository}@${found}`, builder),
  }
}

function unread(from: string, why: string): Failure {
  return new Failure(
    `A part cannot be read (${from}): ${why}.`,
    'No tag has moved. See that it is in the registry and that this job is logged in there, and run the job again.',
  )
}
