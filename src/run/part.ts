import type { PartFacts } from '../facts/facts.ts'
import { say } from '../host/log.ts'
import { artifactName, legName, type PartDocument, partLine, printPart } from '../plan/part.ts'
import type { PartPlan } from '../plan/plan.ts'

/** Hands a part on to the job that joins: as an artifact of the run, where there is a service for them. */
export async function handOn(plan: PartPlan, part: PartFacts, folder: string): Promise<void> {
  const { platforms, digest, size, repositories, isProven } = part
  const leg = legName(plan, platforms)
  const document: PartDocument = {
    identity: plan.identity,
    leg,
    platforms,
    digest,
    size,
    repositories,
    isProven,
  }
  if (!plan.hasService) return
  const { uploadDocument } = await import('../host/artifact.ts')
  const name = artifactName(plan, platforms, digest)
  await uploadDocument(name, printPart(document), folder)
  say(`Handed on: ${partLine(document)} as the artifact ${name}`)
}
