import { mapConcurrent } from '../concurrency.ts'
import { Failure } from '../errors.ts'
import type { Part } from '../oci/part.ts'
import type { PublishPlan, RefusedPlan } from '../plan/plan.ts'

/** An image that gets no tag, and where it was to go. */
export interface Pushed {
  readonly to: Pick<PublishPlan, 'by' | 'repositories' | 'tags'>
  readonly parts: readonly Part[]
}

/** Why an image gets no tag. */
export interface Reason {
  /** What is wrong, as a sentence without its end. */
  readonly what: string
  readonly cure: string
}

/** What became of the tags and of what was pushed. */
export async function rejection(
  refused: RefusedPlan,
  { to, parts }: Pushed,
  { what: why, cure }: Reason,
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
  return mapConcurrent(pushed, pushed.length, async ({ repository, digest }) => {
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
