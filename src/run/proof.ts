import { availableParallelism } from 'node:os'
import type { Docker } from '../docker/docker.ts'
import { Failure, Unfinished } from '../errors.ts'
import { text } from '../json.ts'
import { type Blobs, readDescriptor } from '../oci/descriptor.ts'
import { chosenImages, type Part } from '../oci/part.ts'
import type { ProofPlan } from '../plan/plan.ts'
import type { Platform } from '../platforms/platform.ts'
import { annotate, setOutput } from '../runner/commands.ts'
import { tryExtra, warnExtraFailed } from '../runner/extras.ts'
import { group } from '../runner/log.ts'
import { proofOutput } from '../show/proof-output.ts'
import { errorsOf, printErrors, proofLines, proofSummary } from '../show/show-proof.ts'
import type { Finding } from '../verify/finding.ts'
import type { Subject } from '../verify/image.ts'
import { type PlatformProof, proveImages } from '../verify/proof.ts'
import { describeFinding } from '../verify/sentences.ts'
import { findingsToShow } from '../verify/shortlist.ts'
import { BrokenLayout } from './layout.ts'
import { locateInstruction } from './locate-instruction.ts'
import { type PushedParts, type RejectionReason, rejection } from './rejection.ts'

/** The images to prove, and where to read them from. */
export interface Evidence {
  readonly subjects: readonly Subject[]
  readonly platforms: readonly Platform[]
  readonly blobs: Blobs
  /**
   * Where to read everything from if the blobs are a layout that turns out to be broken; left out if they are not a
   * layout.
   */
  readonly fallback?: () => Promise<Blobs>
  /** The Dockerfile of a platform; '' if unknown. */
  readonly dockerfileOf: (platform: Platform | undefined) => string
}

const UNPROVEN: RejectionReason = {
  what: 'The image is not what it claims to be',
  cure: 'Fix the errors above and run the job again; with verify: warn they would only be warnings.',
}

/** Maximum number of annotations of one kind that the runner shows for a step. */
const MAX_ANNOTATIONS = 10

/**
 * Proves that the images are what their index says, and reports findings in the log and as annotations.
 * @returns the proofs; they only have errors if the plan says that errors are warnings
 * @throws Unfinished with a Failure for each error, and one about what happened to the tags and the image
 */
export async function prove(
  docker: Docker,
  plan: ProofPlan,
  evidence: Evidence,
  pushed: PushedParts,
): Promise<readonly PlatformProof[]> {
  const { ignore, onErrors } = plan
  const proofs = await readProofs(evidence, { ignore, atOnce: availableParallelism() })
  group('Proof', proofLines(proofs))
  const briefed = proofs.flatMap(({ findings }) => findingsToShow(findings))
  const errors = briefed.filter(({ severity }) => severity === 'error')
  const warnings = briefed.filter(({ severity }) => severity === 'warning')
  if (errors.length === 0) annotateFindings(warnings, MAX_ANNOTATIONS, evidence)
  else if (onErrors === 'warn') {
    annotate('warning', passedWarning(proofs))
    annotateFindings([...errors, ...warnings], MAX_ANNOTATIONS - 1, evidence)
  } else {
    annotateFindings(warnings, MAX_ANNOTATIONS, evidence)
    await tryExtra('proof', undefined, () => setOutput('proof', proofOutput(proofs, [], onErrors)))
    const failures = errorFailures(errors, evidence)
    const { errors: all, state } = await rejection(
      docker,
      failures,
      plan,
      pushed,
      unprovenReason(proofs, failures),
    )
    throw new Unfinished(all, state, proofSummary(proofs))
  }
  return proofs
}

/** A layout is optional: if it is damaged, the images are read from the registry. */
async function readProofs(
  { subjects, platforms, blobs, fallback }: Evidence,
  options: Parameters<typeof proveImages>[3],
): Promise<readonly PlatformProof[]> {
  if (fallback === undefined) return proveImages(subjects, platforms, blobs, options)
  const again = async () => proveImages(subjects, platforms, await fallback(), options)
  try {
    const proofs = await proveImages(subjects, platforms, blobs, options)
    const damage = damageIn(proofs)
    if (damage === undefined) return proofs
    const read = await again()
    if (damageIn(read) === undefined) warnExtraFailed('layout', damage)
    return read
  } catch (error) {
    if (!(error instanceof BrokenLayout)) throw error
    warnExtraFailed('layout', error.message)
    return again()
  }
}

/** Reading a layer that cannot be unpacked ends before its hash is known, so the layout may be at fault. */
function damageIn(proofs: readonly PlatformProof[]): string | undefined {
  const found = proofs
    .flatMap(({ findings }) => findings)
    .find(({ verdict }) => verdict.rule === 'layer' && verdict.problem === 'damaged')
  return found === undefined ? undefined : describeFinding(found).what
}

function annotateFindings(findings: readonly Finding[], most: number, evidence: Evidence): void {
  for (const finding of findings.slice(0, most))
    annotate('warning', annotationText(finding), locationOf(finding, evidence))
}

function passedWarning(proofs: readonly PlatformProof[]): string {
  const count = errorsOf(proofs)
  return `${UNPROVEN.what} (${printErrors(count)}), but verify: warn lets it pass.\nFix what is named, or add it to verify-ignore if it belongs there; with verify: true no tag moves until that is done.`
}

/** @param shown the errors that are reported individually; there may be more */
function unprovenReason(proofs: readonly PlatformProof[], shown: readonly Failure[]): RejectionReason {
  const count = errorsOf(proofs)
  if (count <= shown.length) return UNPROVEN
  const what = `${UNPROVEN.what} (${printErrors(count)}: the group Proof in the log has more of them, the output proof has all)`
  return { ...UNPROVEN, what }
}

/** One annotation is reserved for what happened to the tags. */
function errorFailures(errors: readonly Finding[], evidence: Evidence): readonly Failure[] {
  return errors
    .slice(0, MAX_ANNOTATIONS - 1)
    .map(
      (finding) =>
        new Failure(findingSentence(finding), describeFinding(finding).cure, locationOf(finding, evidence)),
    )
}

/** The images of parts, as input of the proof. */
export function subjectsOf(parts: readonly Part[]): readonly Subject[] {
  return parts.flatMap((part) =>
    chosenImages(part).map(({ platform, digest }) => {
      const entry = part.index.entries.find((each) => text(each, 'digest') === digest)
      return { platform, descriptor: readDescriptor(entry) }
    }),
  )
}

function locationOf(finding: Finding, { dockerfileOf }: Evidence): Failure['location'] {
  return locateInstruction(finding.instruction, dockerfileOf(finding.platform))
}

function annotationText(finding: Finding): string {
  return [findingSentence(finding), describeFinding(finding).cure].filter((text) => text !== '').join('\n')
}

function findingSentence(finding: Finding): string {
  const { what } = describeFinding(finding)
  return finding.instruction === '' ? what : `${what} It comes from: ${finding.instruction}`
}
