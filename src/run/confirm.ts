import { mapConcurrent } from '../concurrency.ts'
import type { Docker } from '../docker/docker.ts'
import { Failure } from '../errors.ts'
import { type IndexReading, indexDifferences } from '../oci/image-index.ts'
import type { Platform } from '../platforms/platform.ts'
import { askManifest, QUESTIONS_AT_ONCE, readImages } from '../registry/inspect.ts'

/** With tags that were pushed at once, and without. */
const CURES = {
  tags: 'The push itself went through, so tags may have moved; no digest is output. Look at the image in the registry, see that nothing else pushes these tags, and run the job again.',
  digest: 'The push itself went through, and no tag has moved. Look at the registry, and run the job again.',
}

/** What a registry holds under a digest. */
export interface Confirmed {
  readonly digest: string
  /** Bytes of the document with the digest. */
  readonly size: number
  readonly reading: IndexReading
}

/** Several parts that nothing joins: their images, and no digest that all of them have. */
export function allOfThem(parts: readonly Confirmed[]): Confirmed {
  const [only, ...others] = parts
  if (only !== undefined && others.length === 0) return only
  const readings = parts.map(({ reading }) => reading)
  return {
    digest: '',
    size: 0,
    reading: {
      images: readings.flatMap(({ images }) => images),
      attestations: readings.flatMap(({ attestations }) => attestations),
      entries: readings.flatMap(({ entries }) => entries),
      strayAttestations: [],
    },
  }
}

/** A digest in the first place where it must be, and every other name that must answer with it. */
export interface Expected {
  readonly digest: string
  readonly repository: string
  readonly others: readonly string[]
  readonly platforms: readonly Platform[]
  /** What was pushed: tags, or a digest alone. */
  readonly by: 'tags' | 'digest'
}

/**
 * Asks the registry what it holds: the digest must answer with bytes of that digest and exactly the asked
 * platforms, and every other name must answer with the same bytes.
 * @throws Failure that says everything that differs
 */
export async function confirm(docker: Docker, expected: Expected, builder: string): Promise<Confirmed> {
  const { digest, repository, others, platforms, by } = expected
  const cure = CURES[by]
  if (digest === '') throw new Failure('buildx pushed the image but did not tell its digest.', cure)
  const byDigest = `${repository}@${digest}`
  const answers = await mapConcurrent([byDigest, ...others], QUESTIONS_AT_ONCE, async (reference) => {
    const { bytes, found } = await askManifest(docker, reference, builder)
    return { reference, bytes, found }
  })
  const differences = answers
    .filter(({ found }) => found !== digest)
    .map(({ reference, bytes, found }) =>
      bytes === undefined
        ? `${reference} does not answer: ${found}`
        : `${reference} is ${found}, not ${digest}`,
    )
  const bytes = answers[0]?.bytes
  if (bytes === undefined || differences.length > 0) throw differs(differences, cure)
  const reading = await readImages(docker, bytes, byDigest, builder)
  const wrong = indexDifferences(reading, platforms)
  if (wrong.length > 0)
    throw differs([`the index ${byDigest} is not what was asked for: ${wrong.join('; ')}`], cure)
  return { digest, size: Buffer.byteLength(bytes), reading }
}

function differs(differences: readonly string[], cure: string): Failure {
  return new Failure(`The registry does not hold what was built: ${differences.join('; ')}.`, cure)
}
