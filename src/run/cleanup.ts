import { mapConcurrent } from '../concurrency.ts'
import { messageOf } from '../errors.ts'
import type { CleanupPlan } from '../plan/merge.ts'
import type { RegistrySettings } from '../registry/client.ts'
import type { Deletion } from '../registry/deletion.ts'
import { say } from '../runner/log.ts'

/** Repositories that are cleaned up at the same time. */
const REPOSITORIES_AT_ONCE = 4

/** What became of something that was to be removed. */
interface Fate {
  readonly name: string
  /** Why it stays, as the beginning of a sentence that ends with its name; '' where it is gone. */
  readonly why: string
}

/**
 * Removes what the legs of a matrix left in registries, once the image is complete. Whatever becomes of that, the image is
 * published.
 * @returns what stays and why, a sentence for each reason
 */
export async function cleanUp(
  { tags, indexes }: CleanupPlan,
  settings: RegistrySettings,
): Promise<readonly string[]> {
  const repositories = [...new Set([...tags, ...indexes].map(({ repository }) => repository))]
  // The client for it is a chunk of its own in the bundle.
  const { deleteManifests, deleteTags } = await import('../registry/deletion.ts')
  const fates = await mapConcurrent(repositories, REPOSITORIES_AT_ONCE, async (repository) => {
    const ownTags = tags.filter((tag) => tag.repository === repository)
    const digests = indexes.filter((each) => each.repository === repository).map(({ digest }) => digest)
    // Tags first: they hold the indexes.
    return [
      ...(await fatesOf(
        ownTags.map(({ name }) => ({ key: name, name: `${repository}:${name}` })),
        () => deleteTags(repository, ownTags, settings),
      )),
      ...(await fatesOf(
        digests.map((digest) => ({ key: digest, name: `${repository}@${digest}` })),
        () => deleteManifests(repository, digests, settings),
      )),
    ]
  })
  return told(fates.flat())
}

interface Target {
  readonly key: string
  readonly name: string
}

async function fatesOf(
  targets: readonly Target[],
  remove: () => Promise<ReadonlyMap<string, Deletion>>,
): Promise<readonly Fate[]> {
  if (targets.length === 0) return []
  try {
    const outcomes = await remove()
    return targets.map(({ key, name }) => ({ name, why: whyLeft(outcomes.get(key)) }))
  } catch (error) {
    const why = `It was not deleted (${messageOf(error).replace(/\.$/, '')})`
    return targets.map(({ name }) => ({ name, why }))
  }
}

function whyLeft(outcome: Deletion | undefined): string {
  if (outcome === 'deleted') return ''
  if (outcome === undefined || outcome === 'not allowed') return 'Its registry does not let it be deleted'
  return `It stays, because the tag ${outcome.usedBy} has it`
}

function told(fates: readonly Fate[]): readonly string[] {
  const namesOf = (reason: string): string =>
    fates
      .filter(({ why }) => why === reason)
      .map(({ name }) => name)
      .join(', ')
  const gone = namesOf('')
  if (gone !== '') say(`Removed: ${gone}`)
  const reasons = [...new Set(fates.map(({ why }) => why))].filter((why) => why !== '')
  return reasons.map((reason) => `${reason}: ${namesOf(reason)}.`)
}
