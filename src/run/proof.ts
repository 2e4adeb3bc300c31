import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { inTurns } from '../concurrency.ts'
import { Failure } from '../errors.ts'
import { text } from '../json.ts'
import { type Blobs, readDescriptor } from '../oci/descriptor.ts'
import { chosenImages, type Part } from '../oci/part.ts'
import type { ProofPlan, PublishPlan, RefusedPlan } from '../plan/plan.ts'
import type { Platform } from '../platforms/platform.ts'
import { addSummary, annotate } from '../runner/commands.ts'
import { group } from '../runner/log.ts'
import { proofLines, proofSummary } from '../show/show-proof.ts'
import type { Finding } from '../verify/findings.ts'
import type { Subject } from '../verify/image.ts'
import { type PlatformProof, proveImages } from '../verify/proof.ts'
import { blame } from './blame.ts'
import { layoutBlobs } from './layout.ts'

/** What is to be proven, and where it is read from. */
export interface Evidence {
  readonly subjects: readonly Subject[]
  readonly asked: readonly Platform[]
  readonly blobs: Blobs
  /** The Dockerfile of a platform; '' where none is known. */
  readonly dockerfileOf: (platform: Platform | undefined) => string
}

/** Annotations of one kind that the runner shows for a step. */
const MOST_ANNOTATIONS = 10

/**
 * Proves that the images are what their index says, and shows what was found.
 * @returns the proofs; what is wrong with them is still to be acted on
 */
async function prove(plan: ProofPlan, evidence: Evidence): Promise<readonly PlatformProof[]> {
  const { subjects, asked, blobs } = evidence
  const options = { ignore: plan.ignore, atOnce: availableParallelism() }
  const proofs = await proveImages(subjects, asked, blobs, options)
  group('Proof', proofLines(proofs))
  const findings = proofs.flatMap((proof) => proof.findings)
  for (const finding of findings
    .filter(({ severity }) => severity === 'warning')
    .slice(0, MOST_ANNOTATIONS)) {
    annotate('warning', textOf(finding), placeOf(finding, evidence))
  }
  return proofs
}

/** What was pushed, for the message when it is not what it says. */
interface Pushed {
  readonly to: Pick<PublishPlan, 'by' | 'repositories' | 'tags'>
  readonly parts: readonly Part[]
}

/**
 * Proves the images, or fails with every error.
 * @throws AggregateError of a Failure for each error, and one that says what became of the tags and of the image
 */
export async function proveOrFail(
  plan: ProofPlan,
  evidence: Evidence,
  pushed: Pushed,
): Promise<readonly PlatformProof[]> {
  const proofs = await prove(plan, evidence)
  const failures = proofFailures(proofs, evidence)
  if (failures.length > 0) {
    addSummary(proofSummary(proofs))
    throw new AggregateError([...failures, await verdict(plan, pushed)])
  }
  return proofs
}

/** A failure for each error of the proofs; empty where every image is what it says. */
function proofFailures(proofs: readonly PlatformProof[], evidence: Evidence): readonly Failure[] {
  const errors = proofs.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'))
  return errors
    .slice(0, MOST_ANNOTATIONS - 1)
    .map((finding) => new Failure(sentence(finding), finding.cure, placeOf(finding, evidence)))
}

/** Why an image gets no tag. */
export interface Verdict {
  /** What is wrong, as a sentence without its end. */
  readonly what: string
  readonly cure: string
}

const UNPROVEN: Verdict = {
  what: 'The image is not what it says',
  cure: 'Correct what is named above and run the job again; verify: false would publish it as it is.',
}

/** What became of the tags and of what was pushed. */
export async function verdict(
  refused: RefusedPlan,
  { to, parts }: Pushed,
  { what: why, cure } = UNPROVEN,
): Promise<Failure> {
  if (to.by === 'tags') {
    const what = `${why}. Here it could only be pushed with its tags, so that ${to.tags.join(', ')} point to it already.`
    return new Failure(what, cure)
  }
  const pushed = parts.flatMap(({ repositories, digest }) =>
    repositories.map((repository) => ({ repository, digest })),
  )
  const fates = refused.deletes ? await deleteAll(pushed, refused) : pushed.map(() => KEPT)
  const sentences = [...new Set(fates)].map((fate) => {
    const names = pushed
      .filter((_, index) => fates[index] === fate)
      .map(({ repository, digest }) => `${repository}@${digest}`)
    return `${fate}: ${names.join(', ')}.`
  })
  return new Failure([`${why}, so no tag has moved.`, ...sentences].join(' '), cure)
}

const KEPT = 'It can be looked at without a tag'

interface Place {
  readonly repository: string
  readonly digest: string
}

/** What became of each, as the beginning of a sentence that names it. One that cannot be deleted hides nothing else. */
async function deleteAll(pushed: readonly Place[], { hosts }: RefusedPlan): Promise<readonly string[]> {
  // The client for it is a chunk of its own in the bundle.
  const { deleteManifest } = await import('../registry/deletion.ts')
  return inTurns(pushed, pushed.length, async ({ repository, digest }) => {
    try {
      const outcome = await deleteManifest(repository, digest, { hosts })
      if (outcome === 'deleted') return 'It was deleted'
      if (outcome === 'not allowed') return 'Its registry does not let it be deleted'
      return `It stays, because the tag ${outcome.usedBy} had it before`
    } catch (error) {
      return `It was not deleted (${error instanceof Error ? error.message.replace(/\.$/, '') : error})`
    }
  })
}

/** The images of parts as the proof takes them. */
export function subjectsOf(parts: readonly Part[]): readonly Subject[] {
  return parts.flatMap((part) =>
    chosenImages(part).map(({ platform, digest }) => {
      const entry = part.reading.entries.find((each) => text(each, 'digest') === digest)
      return { platform, descriptor: readDescriptor(entry) }
    }),
  )
}

function placeOf(finding: Finding, { dockerfileOf }: Evidence): Failure['place'] {
  return blame(finding.instruction, dockerfileOf(finding.platform))
}

function textOf(finding: Finding): string {
  return [sentence(finding), finding.cure].filter((text) => text !== '').join('\n')
}

function sentence({ what, instruction }: Finding): string {
  return instruction === '' ? what : `${what} It comes from: ${instruction}`
}

/**
 * The blobs of several layouts, each of which one build wrote.
 * @param elsewhere where a blob is read from that no layout has: some releases of BuildKit write other bytes into a
 * layout than they push
 */
export function layoutsBlobs(folders: readonly string[], elsewhere: () => Promise<Blobs>): Blobs {
  const layouts = folders.map((folder) => ({ folder, blobs: layoutBlobs(folder) }))
  const home = async (digest: string): Promise<Blobs> => {
    const holds = (folder: string): boolean => existsSync(join(folder, 'blobs', ...digest.split(':')))
    return layouts.find(({ folder }) => holds(folder))?.blobs ?? elsewhere()
  }
  return {
    read: async (digest) => (await home(digest)).read(digest),
    open: async (descriptor) => (await home(descriptor.digest)).open(descriptor),
  }
}
