import type { LocalFacts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import type { HandOver } from '../../oci/hand-over.ts'
import { identityOf } from '../../oci/part-document.ts'
import { splitRepository } from '../../oci/reference.ts'
import { type Platform, printPlatforms } from '../../platforms/platform.ts'
import type { PartPlan } from '../plan.ts'

export const NO_HAND_OVER =
  'There is no artifact service, and no registry may be used instead, so nothing is handed over automatically: pass the output part to the input parts of the job with mode: merge.'

/** Registries that remove untagged images: Quay does so after an hour, which a slow leg may take. */
const REMOVE_UNTAGGED: readonly string[] = ['quay.io']

/**
 * How the parts of an image get from the legs to the merge. Pure, and the result is the same for both: they have the same
 * tags, and are jobs of the same run.
 */
export function planHandOver(
  { 'hand-over': requested, tags }: Pick<Inputs, 'hand-over' | 'tags'>,
  { event, step }: Pick<LocalFacts, 'event' | 'step'>,
): HandOver {
  const { server, repository, sha, runId, isRunIdShared, isAct } = event
  const isKept = tags.every((tag) => !REMOVE_UNTAGGED.includes(splitRepository(tag.repository).host))
  // The artifact service of act does not accept GitHub's requests (nektos/act#6022).
  const takesArtifacts = requested === 'artifacts' || (requested === 'auto' && isKept && !isAct)
  if (step.hasArtifactService && takesArtifacts) return { by: 'artifact' }
  if (requested === 'artifacts' || runId === '') return { by: 'output' }
  const source = `${server}/${repository}`
  // The commit distinguishes parts that an earlier run of another commit left behind.
  const id = isRunIdShared && sha !== '' ? `${runId}-${sha.slice(0, 12)}` : runId
  return { by: 'tag', run: { source, id, isShared: isRunIdShared } }
}

/** What a leg of a matrix hands over. */
export function planPart(inputs: Inputs, facts: LocalFacts): PartPlan {
  const { job, attempt } = facts.event
  return {
    identity: identityOf(inputs.tags, inputs.names?.source),
    job,
    attempt,
    handOver: planHandOver(inputs, facts),
  }
}

/** Names the leg that made a part, for messages. */
export function legName({ job, attempt }: PartPlan, platforms: readonly Platform[]): string {
  const where = [...(job === '' ? [] : [`job ${job}`]), `attempt ${attempt}`].join(', ')
  return `the matrix job for ${printPlatforms(platforms)} (${where})`
}
