import type { Part } from '../oci/part.ts'
import { artifactName, type PartDocument, partLine, printPart } from '../oci/part-document.ts'
import type { PartPlan } from '../plan/plan.ts'
import { legName } from '../plan/publish/part.ts'
import { say } from '../runner/log.ts'

/** Hands a part on to the job that joins: as an artifact of the run, where there is a service for them. */
export async function handOn(plan: PartPlan, part: Part, folder: string): Promise<void> {
  const { platforms, digest, bytes, repositories, proofErrors } = part
  const leg = legName(plan, platforms)
  const document: PartDocument = {
    identity: plan.identity,
    leg,
    platforms,
    digest,
    size: Buffer.byteLength(bytes),
    repositories,
    proofErrors,
  }
  if (!plan.hasService) return
  const { uploadDocument } = await import('../runner/artifact.ts')
  const name = artifactName(plan, platforms, digest)
  await uploadDocument(name, printPart(document), folder)
  say(`Handed on: ${partLine(document)} as the artifact ${name}`)
}
