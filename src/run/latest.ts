import { mapConcurrent } from '../concurrency.ts'
import { higherRelease } from '../names/latest.ts'
import { splitName } from '../oci/reference.ts'
import type { PublishPlan } from '../plan/plan.ts'
import { annotate } from '../runner/commands.ts'
import { tryExtra } from '../runner/extras.ts'
import { REQUESTS_AT_ONCE } from './tag-targets.ts'
import type { Mover } from './tags.ts'

/**
 * The publish plan without the tag latest in repositories that have a higher release; the tags of each repository are
 * listed once. If they cannot be listed, latest only moves if it does not exist yet.
 */
export async function withoutOldLatest(mover: Mover, publish: PublishPlan): Promise<PublishPlan> {
  const { latest } = publish
  if (latest === undefined) return publish
  const candidates = publish.tags.filter((tag) => splitName(tag).tag === latest.tag)
  const kept = await mapConcurrent(candidates, REQUESTS_AT_ONCE, async (tag) => {
    const isHighest = await isHighestIn(mover, publish, tag)
    // If the tag does not exist, no higher release can lose it.
    return (isHighest ?? mover.before.get(tag)?.digest === '') ? [] : [tag]
  })
  const stays = kept.flat()
  return { ...publish, tags: publish.tags.filter((tag) => !stays.includes(tag)) }
}

/** Whether a repository has no higher release; undefined if its tags cannot be listed. */
async function isHighestIn(
  { registries: { at, withRetries } }: Mover,
  { latest }: PublishPlan,
  tag: string,
): Promise<boolean | undefined> {
  const { repository } = splitName(tag)
  const tags = await tryExtra('latest', undefined, () =>
    withRetries(`Listing the tags of ${repository}`, at(repository).tags),
  )
  if (tags === undefined || latest === undefined) return undefined
  const higher = higherRelease(latest, tags)
  if (higher !== undefined)
    annotate(
      'notice',
      `${tag} stays where it is: ${repository} has ${higher}, a higher release than ${latest.numbers.join('.')}. latest=true in flavor would move it.`,
    )
  return higher === undefined
}
