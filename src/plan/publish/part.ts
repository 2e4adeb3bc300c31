import type { LocalFacts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { identityOf } from '../../oci/part-document.ts'
import { type Platform, printPlatforms } from '../../platforms/platform.ts'
import type { PartPlan } from '../plan.ts'

export const NO_ARTIFACTS =
  'There is no artifact service here, so nothing is handed on by itself: give the output part to the input parts of the job with mode: merge.'

/** What the leg of a matrix hands on. */
export function planPart(inputs: Inputs, { event, step }: LocalFacts): PartPlan {
  const identity = identityOf(inputs.tags)
  return { identity, job: event.job, attempt: event.attempt, hasService: step.hasArtifactService }
}

/** Which leg made a part, for messages. */
export function legName({ job, attempt }: PartPlan, platforms: readonly Platform[]): string {
  const where = [...(job === '' ? [] : [`job ${job}`]), `attempt ${attempt}`].join(', ')
  return `the leg of ${printPlatforms(platforms)} (${where})`
}
