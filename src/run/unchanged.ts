import type { PublishPlan } from '../plan/plan.ts'
import { readImages } from '../registry/images.ts'
import type { Registries } from '../registry/manifests.ts'
import type { Confirmed } from './confirm.ts'
import { sameImages, type TagTarget, type TagTargets } from './tag-targets.ts'

/** Whether any image differs from those of a tag, or the images of the tag are not known. */
function hasNewImages(target: TagTarget | undefined, { index }: Pick<Confirmed, 'index'>): boolean {
  const digests = index.images.map(({ digest }) => digest)
  return target === undefined || !sameImages(target.images, digests)
}

/** Whether anything is new compared with the first tag. */
export function isChanged(
  before: TagTargets,
  { tags }: Pick<PublishPlan, 'tags'>,
  made: Pick<Confirmed, 'index'>,
): boolean {
  return hasNewImages(before.get(tags[0] ?? ''), made)
}

/**
 * The image of the first tag, if the new image has nothing new and `on-unchanged` is `keep`; undefined otherwise, or
 * if a repository does not have it.
 */
export async function keptImage(
  registries: Registries,
  { onUnchanged, repositories }: PublishPlan,
  made: Confirmed,
  target: TagTarget | undefined,
): Promise<Confirmed | undefined> {
  if (
    onUnchanged !== 'keep' ||
    target === undefined ||
    target.digest === made.digest ||
    hasNewImages(target, made)
  )
    return undefined
  const { digest } = target
  const [first = '', ...others] = repositories
  try {
    const found = await Promise.all(others.map((repository) => registries.at(repository).digest(digest)))
    const manifest = await registries.at(first).read(digest)
    if (manifest?.digest !== digest || found.some((each) => each !== digest)) return undefined
    return { digest, bytes: manifest.bytes, index: await readImages(registries, first, manifest) }
  } catch {
    // Moving the tags is never wrong.
    return undefined
  }
}
