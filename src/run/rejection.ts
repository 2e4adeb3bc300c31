import { mapConcurrent } from '../concurrency.ts'
import type { Docker } from '../docker/docker.ts'
import { Failure, type FailureState, Unfinished } from '../errors.ts'
import type { Part } from '../oci/part.ts'
import { splitName } from '../oci/reference.ts'
import type { PublishPlan, RejectionPlan } from '../plan/plan.ts'
import type { Deletion } from '../registry/deletion.ts'

/** An image that gets no tag, and where it was pushed. */
export interface PushedParts {
  readonly to: Pick<PublishPlan, 'by' | 'repositories' | 'tags' | 'hosts'>
  readonly parts: readonly Part[]
}

/** Why an image gets no tag. */
export interface RejectionReason {
  /** What is wrong, as a sentence without a full stop. */
  readonly what: string
  readonly cure: string
}

/** The failure of a job: why the image gets no tag, and what happened to the tags and the image. */
export async function rejection(
  docker: Docker,
  errors: readonly unknown[],
  refused: RejectionPlan,
  { to, parts }: PushedParts,
  { what: why, cure }: RejectionReason,
): Promise<Unfinished> {
  if (to.by === 'tags') {
    const what = `${why}. The image could only be pushed together with its tags, so they already point to it: ${to.tags.join(', ')}.`
    return new Unfinished([...errors, new Failure(what, cure)], 'tags moved')
  }
  const pushed = parts.flatMap(({ repositories, digest }) =>
    repositories.map((repository) => ({ repository, digest })),
  )
  const fates = refused.deletes
    ? await deleteAll(docker, pushed, to)
    : pushed.map((image) => ({ image, ...KEPT }))
  const sentences = [...new Set(fates.map(({ sentence }) => sentence))].map((sentence) => {
    const images = fates.filter((fate) => fate.sentence === sentence).map(({ image }) => image)
    return `${sentence}: ${images.map(({ repository, digest }) => `${repository}@${digest}`).join(', ')}.`
  })
  const state: FailureState = fates.every(({ isGone }) => isGone) ? 'no image' : 'no tag moved'
  const rejected = new Failure([`${why}, so no tag has moved.`, ...sentences].join(' '), cure)
  return new Unfinished([...errors, rejected], state)
}

/** What happened to an image. */
interface ImageFate extends Outcome {
  readonly image: PushedImage
}

interface Outcome {
  readonly isGone: boolean
  /** The beginning of a sentence that ends with the name of the image. */
  readonly sentence: string
}

const KEPT: Outcome = { isGone: false, sentence: 'The image can be inspected without a tag' }
const DELETED: Outcome = { isGone: true, sentence: 'It was deleted' }

interface PushedImage {
  readonly repository: string
  readonly digest: string
}

/** Deletes images and reports what happened to each. If one cannot be deleted, the others still are. */
async function deleteAll(
  docker: Docker,
  pushed: readonly PushedImage[],
  { hosts, tags }: Pick<PublishPlan, 'hosts' | 'tags'>,
): Promise<readonly ImageFate[]> {
  // The client for it is a separate chunk of the bundle.
  const { deleteUnneeded } = await import('../registry/deletion.ts')
  return mapConcurrent(pushed, pushed.length, async (image) => {
    const { repository, digest } = image
    const unneeded = { tags: [], digests: [digest] }
    // The tags have not moved, but may have existed before.
    const ownTags = tags.map(splitName).filter((tag) => tag.repository === repository)
    const expected = { known: [], possible: ownTags.map(({ tag }) => tag) }
    const [deleted] = await deleteUnneeded(repository, unneeded, expected, { hosts, docker })
    return { image, ...outcomeOf(deleted?.outcome ?? 'not allowed') }
  })
}

function outcomeOf(deletion: Deletion): Outcome {
  if (deletion === 'deleted') return DELETED
  const stays = (sentence: string): Outcome => ({ isGone: false, sentence })
  if (deletion === 'not allowed') return stays('Its registry does not allow deleting it')
  return 'usedBy' in deletion
    ? stays(`It stays, because the tag ${deletion.usedBy} had it before`)
    : stays(`It was not deleted (${deletion.failure})`)
}
