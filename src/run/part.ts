import { mapConcurrent } from '../concurrency.ts'
import { Failure } from '../errors.ts'
import { digestOf } from '../oci/digest.ts'
import { partTag, printHandedPart, type RunName, readHandedPart } from '../oci/hand-over.ts'
import type { Part } from '../oci/part.ts'
import { artifactName, type PartDocument, PREFIX, partLine, printPart } from '../oci/part-document.ts'
import { splitName } from '../oci/reference.ts'
import type { PartPlan } from '../plan/plan.ts'
import { legName } from '../plan/publish/part.ts'
import { printPlatforms } from '../platforms/platform.ts'
import type { Registries } from '../registry/manifests.ts'
import { logLine } from '../runner/log.ts'
import { awaitDigest, describeMismatch, errorPhrase, isRateLimit } from './await-digest.ts'

/** Number of tags that are created concurrently. */
const TAGS_AT_ONCE = 8

/**
 * Hands a part on to the merge job.
 * @param folder a private folder for files to upload
 * @throws Failure if that is not possible; the part stays in the registry
 */
export async function uploadPart(
  registries: Registries,
  plan: PartPlan,
  part: Part,
  folder: string,
): Promise<void> {
  const { identity, attempt, handOver } = plan
  const { platforms, digest, bytes, repositories, proofErrors } = part
  const leg = legName(plan, platforms)
  const size = Buffer.byteLength(bytes)
  const document = { identity, leg, attempt, platforms, digest, size, repositories, proofErrors }
  if (handOver.by === 'artifact') {
    const { uploadDocument } = await import('../runner/artifact.ts')
    const name = artifactName(plan, platforms, digest)
    await uploadDocument(name, printPart(document), folder)
    logLine(`Handed on: ${partLine(document)} as the artifact ${name}`)
  }
  if (handOver.by === 'tag') {
    const tags = await tagPart(registries, handOver.run, document, part)
    logLine(`Handed on: ${partLine(document)} as ${tags.join(', ')}`)
  }
}

/**
 * Gives a part a tag for each of its platforms in every repository that has it, so that the registry keeps it.
 * @returns the tags
 */
async function tagPart(
  registries: Registries,
  run: RunName,
  document: PartDocument,
  part: Part,
): Promise<readonly string[]> {
  const { identity, platforms, repositories } = document
  const names = [...new Set(platforms.map((platform) => partTag(run, identity, platform)))]
  // The merge job looks in the first one.
  const [home = ''] = repositories
  for (const name of names) await checkNoRival(registries, run, `${home}:${name}`, document)
  const index = printHandedPart(run, document, part)
  const tags = repositories.flatMap((repository) => names.map((name) => `${repository}:${name}`))
  await mapConcurrent(tags, TAGS_AT_ONCE, (tag) => setTag(registries, tag, index))
  return tags
}

/**
 * The result of an earlier attempt is replaced. @throws Failure if the same attempt has already handed on something
 * else
 */
async function checkNoRival(
  { at, withRetries }: Registries,
  run: RunName,
  tag: string,
  { identity, digest, attempt, platforms, leg }: PartDocument,
): Promise<void> {
  const { repository, tag: name } = splitName(tag)
  const read = () => at(repository).read(name)
  const manifest = await withRetries(`Reading ${tag}`, read).catch((error: unknown) => {
    throw handOverFailure(errorPhrase(error))
  })
  const other = readHandedPart(run, identity, manifest?.bytes ?? '')
  if (other === undefined || other.digest === digest || run.isShared || other.attempt < attempt) return
  throw new Failure(
    `${printPlatforms(platforms)} was built twice: ${other.leg} has handed over ${other.digest}, and this is ${leg} with ${digest}.`,
    'Build each platform in one matrix job, and give two images of one run different tags.',
  )
}

async function setTag(registries: Registries, tag: string, index: string): Promise<void> {
  const { repository, tag: name } = splitName(tag)
  try {
    await registries.withRetries(`Tagging ${tag}`, () => registries.at(repository).put(name, index))
  } catch (error) {
    throw handOverFailure(errorPhrase(error))
  }
  const expected = digestOf(index)
  const { found, error } = await awaitDigest(registries, tag, expected)
  if (found === expected || (error !== undefined && isRateLimit(error))) return
  throw handOverFailure(`${tag} ${describeMismatch(found, error, expected)}`)
}

function handOverFailure(why: string): Failure {
  return new Failure(
    `The part was pushed but cannot be handed on: ${why}.`,
    `Check that this login may create and move tags there that begin with ${PREFIX}. If that is not possible, set hand-over: artifacts, or pass the output part to the input parts of the job with mode: merge.`,
  )
}
