import { mapConcurrent } from '../concurrency.ts'
import type { CleanupPlan } from '../plan/merge.ts'
import type { RegistrySettings } from '../registry/client.ts'
import type { Deletion } from '../registry/deletion.ts'
import { logLine } from '../runner/log.ts'

/** Number of repositories that are cleaned up concurrently. */
const REPOSITORIES_AT_ONCE = 4

/**
 * Removes what the legs of a matrix left in registries, after the image is complete. The image is published even if
 * this fails.
 * @param keeps digests of the joined image, which a leg may have pushed as it is
 * @returns what is left and why, one sentence for each reason
 */
export async function cleanUp(
  { repositories }: CleanupPlan,
  keeps: readonly string[],
  settings: RegistrySettings,
): Promise<readonly string[]> {
  // The client for it is a separate chunk of the bundle.
  const { deleteUnneeded } = await import('../registry/deletion.ts')
  const fates = await mapConcurrent(repositories, REPOSITORIES_AT_ONCE, ({ name, tags, indexes, known }) => {
    const unneeded = { tags, digests: indexes.filter((index) => !keeps.includes(index)) }
    return deleteUnneeded(name, unneeded, { known, possible: [] }, settings)
  })
  const outcomes = fates
    .flat()
    .map(({ reference, outcome }) => ({ reference, why: outcome === 'deleted' ? '' : whyLeft(outcome) }))
  const namesOf = (reason: string): string =>
    outcomes
      .filter(({ why }) => why === reason)
      .map(({ reference }) => reference)
      .join(', ')
  const gone = namesOf('')
  if (gone !== '') logLine(`Removed: ${gone}`)
  const reasons = [...new Set(outcomes.map(({ why }) => why))].filter((why) => why !== '')
  return reasons.map((reason) => `${reason}: ${namesOf(reason)}.`)
}

/** The beginning of a sentence that ends with the reference. */
function whyLeft(outcome: Exclude<Deletion, 'deleted'>): string {
  if (outcome === 'not allowed') return 'Its registry does not allow deleting it'
  return 'usedBy' in outcome
    ? `It stays, because the tag ${outcome.usedBy} reaches it`
    : `It was not deleted (${outcome.failure})`
}
