import { mapConcurrent } from '../concurrency.ts'
import { type Docker, LIMIT_MS } from '../docker/docker.ts'
import { errorIn, oneLine, retryCommand } from '../docker/tries.ts'
import { Failure } from '../errors.ts'
import { field, parseJson } from '../json.ts'
import { digestOf } from '../oci/digest.ts'
import { type ImageIndex, indexDifferences, readIndex } from '../oci/image-index.ts'
import { chosenAttestations, chosenImages, type Part } from '../oci/part.ts'
import type { Command, IndexPlan, JoinPlan } from '../plan/plan.ts'
import { printPlatform } from '../platforms/platform.ts'
import { type Confirmed, combine } from './confirm.ts'

/** Number of registries that are written to concurrently. */
const COPIES_AT_ONCE = 4

const NOTHING_MOVED = 'No tag has moved.'

/**
 * Prepares what the tags will point to: a single part unchanged, or an index of all parts, which is made by a dry run
 * and checked. Afterwards every repository has what the index names.
 * @throws Failure; no tag has moved then
 */
export async function prepareIndex(
  docker: Docker,
  { copies, index: plan }: JoinPlan,
  parts: readonly Part[],
): Promise<Confirmed> {
  await mapConcurrent(copies, COPIES_AT_ONCE, (command) => copyPart(docker, command))
  if (plan === undefined) return combine(parts)
  const { code, bytes, tail } = await retryCommand(docker.tries, 'joining the parts', () =>
    docker.capture(plan.dryRun, LIMIT_MS.transfer),
  )
  if (code !== 0) {
    const why = tail.at(-1) || `exit code ${code}`
    const cure =
      certificateCure(why) ??
      'Check that every part is in its registry and can be read, and run the job again.'
    throw new Failure(`The parts cannot be joined: ${why}.`, `${NOTHING_MOVED} ${cure}`)
  }
  // buildx prints a newline after the index that is not part of it.
  const document = bytes.subarray(0, bytes.at(-1) === 10 ? -1 : undefined)
  const text = document.toString('utf8')
  const index = readIndex(text)
  const differences = index === undefined ? ['it is not an index'] : joinDifferences(text, index, parts, plan)
  if (index === undefined || differences.length > 0) {
    const cure = `${NOTHING_MOVED} Please report this: buildx joined something other than what it was given.`
    throw new Failure(`The joined index is not what was requested: ${differences.join('; ')}.`, cure)
  }
  return { digest: digestOf(document), bytes: text, index }
}

/** How a joined index differs from what it must hold; empty if it does not. */
function joinDifferences(
  bytes: string,
  index: ImageIndex,
  parts: readonly Part[],
  { annotations: expected }: IndexPlan,
): readonly string[] {
  const images = parts.flatMap(chosenImages)
  const wrong = images.flatMap((image) => {
    const found = index.images.find(({ digest }) => digest === image.digest)
    const name = printPlatform(image.platform)
    if (found === undefined) return [`${image.digest} of ${name} is not in it`]
    return found.size === image.size ? [] : [`${name} is ${found.size} bytes, not ${image.size}`]
  })
  const attested = index.attestations.map(({ digest }) => digest)
  const annotations = field(parseJson(bytes), 'annotations')
  const keys = expected.filter((annotation) => annotation.startsWith('index:')).map(annotationKey)
  return [
    ...indexDifferences(
      index,
      images.map(({ platform }) => platform),
    ),
    ...wrong,
    ...parts
      .flatMap(chosenAttestations)
      .filter((digest) => !attested.includes(digest))
      .map((digest) => `the attestation ${digest} is not in it`),
    ...keys
      .filter((key) => field(annotations, key) === undefined)
      .map((key) => `it has no annotation ${key}; only OCI images can have one`),
  ]
}

function annotationKey(annotation: string): string {
  return annotation.slice('index:'.length, annotation.indexOf('='))
}

/** Runs `imagetools create`, which also copies blobs and can be repeated. @throws Failure if it fails permanently */
async function copyPart(docker: Docker, command: Command): Promise<void> {
  const { code, tail } = await retryCommand(docker.tries, 'copying a part', () =>
    docker.stream(command, { limitMs: LIMIT_MS.transfer }),
  )
  if (code === 0) return
  const why = oneLine(errorIn(tail)) || `exit code ${code}`
  const cure = certificateCure(why) ?? 'Check that the login may push there, and run the job again.'
  throw new Failure(`A part could not be copied: ${why}.`, `${NOTHING_MOVED} ${cure}`)
}

/**
 * Advice for a certificate error: the client of imagetools uses nothing of a builder's configuration except `http`
 * and mirrors (buildx 0.36.1, util/imagetools/inspect.go, registryResolver).
 * @returns undefined for any other error
 */
function certificateCure(error: string): string | undefined {
  return /x509: |failed to verify certificate/.test(error)
    ? 'For joining parts, buildx only trusts the certificate authorities that the system of this runner trusts, not those in the configuration of a builder: add the authority to the system, or set SSL_CERT_FILE to its file in the env of this step.'
    : undefined
}
