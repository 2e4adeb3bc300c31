import { availableParallelism } from 'node:os'
import type { Docker } from '../docker/docker.ts'
import { Failure } from '../errors.ts'
import { text } from '../json.ts'
import { type Blobs, readDescriptor } from '../oci/descriptor.ts'
import { chosenImages, type Part } from '../oci/part.ts'
import type { ProofPlan } from '../plan/plan.ts'
import type { Platform } from '../platforms/platform.ts'
import { addSummary, annotate } from '../runner/commands.ts'
import { group } from '../runner/log.ts'
import { proofLines, proofSummary } from '../show/show-proof.ts'
import type { Finding } from '../verify/finding.ts'
import type { Subject } from '../verify/image.ts'
import { type PlatformProof, proveImages } from '../verify/proof.ts'
import { describeFinding } from '../verify/sentences.ts'
import { blame } from './blame.ts'
import { type Pushed, type Reason, rejection } from './rejection.ts'

/** What is to be proven, and where it is read from. */
export interface Evidence {
  readonly subjects: readonly Subject[]
  readonly asked: readonly Platform[]
  readonly blobs: Blobs
  /** The Dockerfile of a platform; '' where none is known. */
  readonly dockerfileOf: (platform: Platform | undefined) => string
}

const UNPROVEN: Reason = {
  what: 'The image is not what it says',
  cure: 'Correct what is named above and run the job again; verify: false would publish it as it is.',
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

/**
 * Proves the images, or fails with every error.
 * @throws Unfinished with a Failure for each error, and one that says what became of the tags and of the image
 */
export async function proveOrFail(
  docker: Docker,
  plan: ProofPlan,
  evidence: Evidence,
  pushed: Pushed,
): Promise<readonly PlatformProof[]> {
  const proofs = await prove(plan, evidence)
  const failures = proofFailures(proofs, evidence)
  if (failures.length > 0) {
    addSummary(proofSummary(proofs))
    throw await rejection(docker, failures, plan, pushed, UNPROVEN)
  }
  return proofs
}

/** A failure for each error of the proofs; empty where every image is what it says. */
function proofFailures(proofs: readonly PlatformProof[], evidence: Evidence): readonly Failure[] {
  const errors = proofs.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'))
  return errors
    .slice(0, MOST_ANNOTATIONS - 1)
    .map(
      (finding) => new Failure(sentence(finding), describeFinding(finding).cure, placeOf(finding, evidence)),
    )
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
  return [sentence(finding), describeFinding(finding).cure].filter((text) => text !== '').join('\n')
}

function sentence(finding: Finding): string {
  const { what } = describeFinding(finding)
  return finding.instruction === '' ? what : `${what} It comes from: ${finding.instruction}`
}
