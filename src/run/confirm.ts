import { mapConcurrent } from '../concurrency.ts'
import { Failure } from '../errors.ts'
import { type ImageIndex, indexDifferences } from '../oci/image-index.ts'
import type { Platform } from '../platforms/platform.ts'
import { readImages } from '../registry/images.ts'
import type { Manifest, Registries } from '../registry/manifests.ts'
import { awaitDigest, describeMismatch, isRateLimit } from './await-digest.ts'
import { REQUESTS_AT_ONCE } from './tag-targets.ts'

/** For a push that also moved tags, and for one by digest only. */
const CURES = {
  tags: 'The push itself succeeded, so tags may have moved; no digest is output. Inspect the image in the registry, check that nothing else pushes these tags, and run the job again.',
  digest: 'The push itself succeeded, and no tag has moved. Check the registry, and run the job again.',
}

/** What a registry holds under a digest. */
export interface Confirmed {
  readonly digest: string
  /** The document with the digest; '' for several parts that are not joined. */
  readonly bytes: string
  readonly index: ImageIndex
}

/** Combines parts that are not joined into one index: all of their images, and no common digest. */
export function combine(parts: readonly Confirmed[]): Confirmed {
  const [only, ...others] = parts
  if (only !== undefined && others.length === 0) return only
  const readings = parts.map(({ index }) => index)
  return {
    digest: '',
    bytes: '',
    index: {
      images: readings.flatMap(({ images }) => images),
      attestations: readings.flatMap(({ attestations }) => attestations),
      entries: readings.flatMap(({ entries }) => entries),
      strayAttestations: [],
    },
  }
}

/** A digest in the first repository, and all other names that must resolve to it. */
export interface Expected {
  readonly digest: string
  readonly repository: string
  /** Other repositories that must have the digest. */
  readonly others: readonly string[]
  /** Tags that the push itself moved. */
  readonly tags: readonly string[]
  readonly platforms: readonly Platform[]
}

/**
 * Checks what the registry holds: the digest must resolve to bytes of that digest with exactly the expected
 * platforms, and every other name must resolve to that digest. A registry may not know yet what it has just accepted,
 * so requests are retried for about a minute.
 * @returns the result, and the tags that could not be checked because of a rate limit; the push itself acknowledged
 * them
 * @throws Failure that lists all differences
 */
export async function confirm(
  registries: Registries,
  expected: Expected,
): Promise<{ readonly confirmed: Confirmed; readonly unchecked: readonly string[] }> {
  const { digest, repository, others, tags, platforms } = expected
  const cure = CURES[tags.length > 0 ? 'tags' : 'digest']
  if (digest === '') throw new Failure('buildx pushed the image but did not report its digest.', cure)
  const byDigest = `${repository}@${digest}`
  const [manifest, answers] = await Promise.all([
    awaitManifest(registries, repository, digest),
    mapConcurrent(
      [...others.map((each) => `${each}@${digest}`), ...tags],
      REQUESTS_AT_ONCE,
      async (reference) => ({ reference, ...(await awaitDigest(registries, reference, digest)) }),
    ),
  ])
  const errors = [manifest, ...answers].flatMap((answer) => ('error' in answer ? [answer.error] : []))
  const cures = errors.flatMap((error) => (error instanceof Failure ? [error.cure] : []))
  const whole = [cure, ...new Set(cures)].join(' ')
  const unchecked = answers.filter(({ error }) => error !== undefined && isRateLimit(error))
  const differences = [
    ...('why' in manifest ? [manifest.why] : []),
    ...answers
      .filter((answer) => answer.found !== digest && !unchecked.includes(answer))
      .map(({ reference, found, error }) => `${reference} ${describeMismatch(found, error, digest)}`),
  ]
  if ('why' in manifest || differences.length > 0) throw mismatchFailure(differences, whole)
  const index = await readImages(registries, repository, manifest)
  const wrong = indexDifferences(index, platforms)
  if (wrong.length > 0)
    throw mismatchFailure([`the index ${byDigest} is not what was requested: ${wrong.join('; ')}`], cure)
  return {
    confirmed: { digest, bytes: manifest.bytes, index },
    unchecked: unchecked.map(({ reference }) => reference),
  }
}

/** A digest that was missing in the end, or resolved to another one. */
interface Unconfirmed {
  readonly why: string
  /** The error of the request; undefined if there was an answer. */
  readonly error: unknown
}

async function awaitManifest(
  { at, withRetries }: Registries,
  repository: string,
  digest: string,
): Promise<Manifest | Unconfirmed> {
  const reference = `${repository}@${digest}`
  try {
    const isRight = (answer: Manifest | undefined): boolean => answer?.digest === digest
    const read = () => at(repository).read(digest)
    const manifest = await withRetries(`Looking up ${reference}`, read, { isSettled: isRight })
    return manifest?.digest === digest
      ? manifest
      : {
          why: `${reference} ${describeMismatch(manifest?.digest ?? '', undefined, digest)}`,
          error: undefined,
        }
  } catch (error) {
    return { why: `${reference} ${describeMismatch('', error, digest)}`, error }
  }
}

function mismatchFailure(differences: readonly string[], cure: string): Failure {
  return new Failure(`The registry does not hold what was built: ${differences.join('; ')}.`, cure)
}
