/** Asks registries for documents, with docker's own logins: each question is a `docker buildx imagetools inspect`. */
import type { Docker } from '../docker/docker.ts'
import { Failure } from '../errors.ts'
import { field, parseJson, text } from '../json.ts'
import { digestOf } from '../oci/digest.ts'
import { type IndexReading, readIndex, readPlatform } from '../oci/image-index.ts'
import { retry } from '../retry.ts'

/** Questions at the same time: each is a process. */
export const QUESTIONS_AT_ONCE = 8

/** What a registry answers to a name: the bytes of a manifest or an index. */
export interface RegistryAnswer {
  readonly bytes: string | undefined
  /** The digest of the bytes, or why there are none. */
  readonly found: string
}

/** Pauses before asking again: a registry may answer 429 or 502 once among many questions. */
const PAUSES_MS = [300, 1_000]

/** Longest time for an answer: a registry that hangs is one that does not answer. */
const LIMIT_MS = 60_000

/** @param builder whose registry settings are taken; '' for those of the default one */
export async function askManifest(
  docker: Docker,
  reference: string,
  builder: string,
): Promise<RegistryAnswer> {
  const ask = () => docker.capture(inspect(builder, '--raw', reference), LIMIT_MS)
  const { code, bytes, tail } = await retry(ask, {
    pausesMs: PAUSES_MS,
    // What is not there is not there the next time either.
    isFailure: ({ code, tail }) => code !== 0 && !/: not found$/.test(tail.at(-1) ?? ''),
  })
  if (code !== 0) return { bytes: undefined, found: tail.at(-1) || `exit code ${code}` }
  return { bytes: bytes.toString('utf8'), found: digestOf(bytes) }
}

/** The config of one image, or why it cannot be read. */
export async function askConfig(
  docker: Docker,
  reference: string,
  builder: string,
): Promise<{ readonly config: unknown; readonly problem: string }> {
  const { code, bytes, tail } = await docker.capture(
    inspect(builder, '--format', '{{json .Image}}', reference),
    LIMIT_MS,
  )
  if (code !== 0) return { config: undefined, problem: tail.at(-1) || `exit code ${code}` }
  return { config: parseJson(bytes.toString('utf8')), problem: '' }
}

/**
 * The images behind a digest. A manifest that stands by itself has its platform in its config.
 * @param reference REPOSITORY@DIGEST
 * @param bytes what the registry answered to it
 */
export async function readImages(
  docker: Docker,
  bytes: string,
  reference: string,
  builder: string,
): Promise<IndexReading> {
  const index = readIndex(bytes)
  if (index !== undefined) return index
  const { config, problem } = await askConfig(docker, reference, builder)
  if (problem !== '') {
    const cure = 'No digest is output. See that it is in the registry, and run the job again.'
    throw new Failure(`${reference} has no config that can be read: ${problem}.`, cure)
  }
  const platform = readPlatform(config)
  const [digest, size] = [reference.slice(reference.indexOf('@') + 1), Buffer.byteLength(bytes)]
  const mediaType = text(parseJson(bytes), 'mediaType') || 'application/vnd.oci.image.manifest.v1+json'
  return {
    images: [{ platform, digest, size, saysVariant: text(config, 'variant') !== '' }],
    attestations: [],
    entries: [{ mediaType, digest, size, platform: platformMember(config) }],
    strayAttestations: [],
  }
}

/** The members of a config that a descriptor has, too. */
function platformMember(config: unknown): unknown {
  const names = ['architecture', 'os', 'variant', 'os.version', 'os.features']
  return Object.fromEntries(
    names.flatMap((name) => (field(config, name) === undefined ? [] : [[name, field(config, name)]])),
  )
}

function inspect(builder: string, ...rest: readonly string[]): readonly string[] {
  const named = builder === '' ? [] : ['--builder', builder]
  return ['buildx', 'imagetools', 'inspect', ...named, ...rest]
}
