import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../errors.ts'
import { fetchBytes } from '../host/docker.ts'
import { parseJson } from '../json.ts'
import type { PublishPlan } from '../plan/plan.ts'
import type { Platform } from '../platforms/platform.ts'
import {
  type ImageEntry,
  type IndexReading,
  indexDifferences,
  readIndex,
  readPlatform,
} from '../verify/index.ts'

/** Questions to registries at the same time: each is a docker process. */
const AT_ONCE = 8

const CURE =
  'The push itself went through, so tags may have moved; no digest is output. Look at the image in the registry, see that nothing else pushes these tags, and run the job again.'

/**
 * Asks the registry what it holds: the digest must answer with bytes of that digest and exactly the asked
 * platforms, and every tag must answer with the same bytes.
 * @returns the images of the index
 * @throws Failure that says everything that differs
 */
export async function confirm(
  digest: string,
  publish: PublishPlan,
  platforms: readonly Platform[],
  builder: string,
): Promise<readonly ImageEntry[]> {
  if (digest === '') throw new Failure('buildx pushed the image but did not tell its digest.', CURE)
  const byDigest = `${publish.repository}@${digest}`
  const references = [byDigest, ...publish.tags]
  const answers = await inTurns(references, (reference) => askDigest(reference, builder))
  const differences = answers.flatMap(({ bytes, found }, index) =>
    found === digest
      ? []
      : [
          `${references[index]} ${bytes === undefined ? `does not answer: ${found}` : `is ${found}, not ${digest}`}`,
        ],
  )
  const bytes = answers[0]?.bytes
  if (bytes === undefined || differences.length > 0) throw differs(differences)
  const images = await imagesOf(bytes, byDigest, digest, builder)
  const wrong = indexDifferences(images, platforms)
  if (wrong.length > 0)
    throw differs([`the index ${byDigest} is not what was asked for: ${wrong.join('; ')}`])
  return images.images
}

interface RegistryAnswer {
  readonly bytes: string | undefined
  /** The digest of the bytes, or why there are none. */
  readonly found: string
}

/** Waits before asking again, in milliseconds: a registry may answer 429 or 502 once among many questions. */
const AGAIN_AFTER = [300, 1_000]

async function askDigest(
  reference: string,
  builder: string,
  [wait, ...later]: readonly number[] = AGAIN_AFTER,
): Promise<RegistryAnswer> {
  const { code, bytes, tail } = await fetchBytes(inspect(builder, '--raw', reference))
  if (code !== 0 && wait !== undefined) {
    await sleep(wait)
    return askDigest(reference, builder, later)
  }
  if (code !== 0) return { bytes: undefined, found: tail.at(-1) ?? `exit code ${code}` }
  return {
    bytes: bytes.toString('utf8'),
    found: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
  }
}

/** The images behind a digest. A manifest that stands by itself has its platform in its config. */
async function imagesOf(
  bytes: string,
  byDigest: string,
  digest: string,
  builder: string,
): Promise<IndexReading> {
  const index = readIndex(bytes)
  if (index !== undefined) return index
  const config = await fetchBytes(inspect(builder, '--format', '{{json .Image}}', byDigest))
  if (config.code !== 0)
    throw differs([`${byDigest} has no config that can be read: ${config.tail.at(-1) ?? ''}`])
  const platform = readPlatform(parseJson(config.bytes.toString('utf8')))
  return { images: [{ platform, digest }], strayAttestations: [] }
}

function inspect(builder: string, ...rest: readonly string[]): readonly string[] {
  return ['buildx', 'imagetools', 'inspect', '--builder', builder, ...rest]
}

function differs(differences: readonly string[]): Failure {
  return new Failure(`The registry does not hold what was built: ${differences.join('; ')}.`, CURE)
}

/** Runs over a list, a few at a time, and keeps the order. */
async function inTurns<T, R>(list: readonly T[], run: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results = new Array<R>(list.length)
  const queue = list.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await run(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}
