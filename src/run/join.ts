import { mapConcurrent } from '../concurrency.ts'
import { type Docker, LIMIT_MS } from '../docker/docker.ts'
import { Failure, Unfinished, withState } from '../errors.ts'
import { field, parseJson } from '../json.ts'
import { digestOf } from '../oci/digest.ts'
import { type IndexReading, indexDifferences, readIndex } from '../oci/image-index.ts'
import { chosenAttestations, chosenImages, type Part } from '../oci/part.ts'
import type { Command, IndexPlan, JoinPlan, TagMove } from '../plan/plan.ts'
import { printPlatform } from '../platforms/platform.ts'
import { askManifest, QUESTIONS_AT_ONCE } from '../registry/inspect.ts'
import { retry } from '../retry.ts'
import { allOfThem, type Confirmed } from './confirm.ts'

/** Registries that are written to at the same time. */
const MOVES_AT_ONCE = 4

/** Pause before a failed push of an index is tried again: buildx itself tries only some of its steps again. */
const PAUSES_MS = [1_000]

/** Makes the index of parts, checks it, moves the tags and asks for each of them. */
export async function join(
  docker: Docker,
  plan: JoinPlan,
  parts: readonly Part[],
  builder: string,
): Promise<Confirmed> {
  const joined = await prepareIndex(docker, plan, parts)
  await moveTags(docker, plan.moves, joined.digest, builder)
  return joined
}

const NOTHING_MOVED = 'No tag has moved.'

/**
 * What the tags will point to: the only part as it is, or an index of all, which is made without pushing it and
 * holds exactly what it must.
 * @throws Failure; no tag has moved then
 */
export async function prepareIndex(
  docker: Docker,
  { index: plan }: JoinPlan,
  parts: readonly Part[],
): Promise<Confirmed> {
  if (plan === undefined) return allOfThem(parts)
  await mapConcurrent(plan.copies, MOVES_AT_ONCE, (command) => persist(docker, command))
  const { code, bytes, tail } = await docker.capture(plan.dryRun, LIMIT_MS.transfer)
  if (code !== 0) {
    const cure = `${NOTHING_MOVED} See that every part is in its registry and may be read, and run the job again.`
    throw new Failure(`The parts cannot be joined: ${tail.at(-1) || `exit code ${code}`}.`, cure)
  }
  // buildx ends what it prints with a line end that is no part of the index.
  const index = bytes.subarray(0, bytes.at(-1) === 10 ? -1 : undefined)
  const text = index.toString('utf8')
  const reading = readIndex(text)
  const differences = reading === undefined ? ['it is no index'] : joinDifferences(text, reading, parts, plan)
  if (reading === undefined || differences.length > 0) {
    const cure = `${NOTHING_MOVED} Please report this: buildx joined something else than it was given.`
    throw new Failure(`The joined index is not what was asked for: ${differences.join('; ')}.`, cure)
  }
  const digest = digestOf(index)
  return { digest, size: index.length, reading }
}

/** How the bytes of a joined index differ from what it is to hold; empty when they do not. */
function joinDifferences(
  bytes: string,
  index: IndexReading,
  parts: readonly Part[],
  { annotations: wanted }: IndexPlan,
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
  const keys = wanted.filter((annotation) => annotation.startsWith('index:')).map(keyOf)
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

function keyOf(annotation: string): string {
  return annotation.slice('index:'.length, annotation.indexOf('='))
}

/**
 * Moves the tags of every repository, side by side, then asks for each tag. One registry that fails does not keep
 * the others from it.
 * @throws Unfinished that says which tags point to the digest and which do not
 */
export async function moveTags(
  docker: Docker,
  moves: readonly TagMove[],
  digest: string,
  builder: string,
): Promise<readonly string[]> {
  return withState('tags may have moved', async () => {
    const failures = await mapConcurrent(moves, MOVES_AT_ONCE, async ({ repository, command }) => {
      const problem = await create(docker, command)
      return problem === '' ? [] : [`${repository}: ${problem}`]
    })
    const tags = moves.flatMap((move) => move.tags)
    const answers = await mapConcurrent(tags, QUESTIONS_AT_ONCE, async (tag) => {
      const { bytes, found } = await askManifest(docker, tag, builder)
      return { tag, isMoved: found === digest, isKnown: bytes !== undefined, found }
    })
    // What counts is where the tags are, not how a command ended that moved them.
    if (answers.every(({ isMoved }) => isMoved)) return tags
    throw stuck(answers, digest, failures.flat())
  })
}

/** Where a tag points to once it should have moved. */
interface MovedTag {
  readonly tag: string
  readonly isMoved: boolean
  /** Whether the registry answered. */
  readonly isKnown: boolean
  /** The digest, or why there is none. */
  readonly found: string
}

function stuck(answers: readonly MovedTag[], digest: string, failures: readonly string[]): Unfinished {
  const moved = answers.filter(({ isMoved }) => isMoved).map(({ tag }) => tag)
  const left = answers.filter(({ isMoved }) => !isMoved)
  const shown = left.map(
    ({ tag, isKnown, found }) => `${tag} (${isKnown ? `is ${found}` : `does not answer: ${found}`})`,
  )
  const lines = [
    `Not every tag points to ${digest} now.`,
    `Moved: ${moved.join(', ') || 'none'}.`,
    `Not moved: ${shown.join(', ')}.`,
    ...failures,
  ]
  const cure =
    'Run the failed job again when the registry answers; what has not moved then moves. No digest is output until all have.'
  const stateOfNone = left.every(({ isKnown }) => isKnown) ? 'no tag moved' : 'tags may have moved'
  return new Unfinished(
    [new Failure(lines.join('\n'), cure)],
    moved.length > 0 ? 'some tags moved' : stateOfNone,
  )
}

/** @throws Failure when a command fails for good */
async function persist(docker: Docker, command: Command): Promise<void> {
  const problem = await create(docker, command)
  if (problem !== '')
    throw new Failure(
      `A part could not be copied: ${problem}.`,
      `${NOTHING_MOVED} See that the login may push there, and run the job again.`,
    )
}

/** Runs `imagetools create`, which may copy blobs and may be run again. @returns why it failed at last; '' when it went well */
async function create(docker: Docker, command: Command): Promise<string> {
  const { code, tail } = await retry(() => docker.stream(command, { limitMs: LIMIT_MS.transfer }), {
    pausesMs: PAUSES_MS,
    isFailure: (ended) => ended.code !== 0,
  })
  if (code === 0) return ''
  return tail.findLast((line) => line.startsWith('ERROR: ')) ?? tail.at(-1) ?? `exit code ${code}`
}
