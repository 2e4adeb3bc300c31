import { mapConcurrent } from '../concurrency.ts'
import { distinctBy } from '../distinct.ts'
import { readIndex } from '../oci/image-index.ts'
import { splitName } from '../oci/reference.ts'
import type { PublishPlan } from '../plan/plan.ts'
import type { Platform } from '../platforms/platform.ts'
import { readBuilderId } from '../registry/images.ts'
import type { Manifests, Registries } from '../registry/manifests.ts'

/** Number of concurrent requests to registries. */
export const REQUESTS_AT_ONCE = 8

/** What a tag points to. */
export interface TagTarget {
  /** '' if the tag does not exist. */
  readonly digest: string
  /** Digests of its images. */
  readonly images: readonly string[]
  /** The platforms of these images; empty if they are not known. */
  readonly platforms: readonly Platform[]
  /** URL of the run that made it; '' if that is not known. */
  readonly maker: string
}

/** What tags pointed to when the job began; a tag that could not be read is missing. */
export type TagTargets = ReadonlyMap<string, TagTarget>

export const NO_TARGET: TagTarget = { digest: '', images: [], platforms: [], maker: '' }

/**
 * Reads what tags point to, and inspects each image once: only that of the first tag, or all of them if it matters
 * which run made them. A tag that cannot be read is left out.
 */
export async function readTargets(
  registries: Registries,
  { tags, ...publish }: Pick<PublishPlan, 'tags' | 'onNewer' | 'runUrl'>,
): Promise<TagTargets> {
  const readsMaker = needsMaker(publish)
  const digests = await mapConcurrent(tags, REQUESTS_AT_ONCE, async (tag) => ({
    tag,
    digest: await lookUpTag(registries, tag).catch(() => undefined),
  }))
  const known = digests.flatMap(({ tag, digest }) => (digest === undefined ? [] : [{ tag, digest }]))
  const keyOf = ({ tag, digest }: { tag: string; digest: string }) => `${splitName(tag).repository}@${digest}`
  const distinct = distinctBy(known, keyOf)
  const target = await mapConcurrent(distinct, REQUESTS_AT_ONCE, async (one) => {
    const manifests = registries.at(splitName(one.tag).repository)
    const isInspected = readsMaker || one.tag === tags[0]
    const target = isInspected
      ? await inspectTarget(manifests, one.digest, readsMaker)
      : uninspected(one.digest)
    return [keyOf(one), target] as const
  })
  const images = new Map(target)
  return new Map(known.map((one) => [one.tag, images.get(keyOf(one)) ?? NO_TARGET]))
}

/** The digest of a tag; '' if there is none. @throws the error of the last attempt */
export async function lookUpTag({ at, withRetries }: Registries, tag: string): Promise<string> {
  const { repository, tag: name } = splitName(tag)
  const ask = () => at(repository).digest(name)
  return (await withRetries(`Looking up ${tag}`, ask)) ?? ''
}

/** Whether it matters which run made an image, so that it has to be read. */
export function needsMaker({ onNewer, runUrl }: Pick<PublishPlan, 'onNewer' | 'runUrl'>): boolean {
  return onNewer !== 'move' && runUrl !== ''
}

function uninspected(digest: string): TagTarget {
  return { ...NO_TARGET, digest }
}

/** What a digest is, as far as it can be read: the answer only helps to decide something, so a failure is ignored. */
export async function inspectTarget(
  manifests: Manifests,
  digest: string,
  readsMaker: boolean,
): Promise<TagTarget> {
  if (digest === '') return NO_TARGET
  const manifest = await manifests.read(digest).catch(() => undefined)
  if (manifest === undefined) return uninspected(digest)
  const index = readIndex(manifest.bytes)
  if (index === undefined) return { ...uninspected(digest), images: [digest] }
  const maker = readsMaker ? await readBuilderId(manifests, manifest.bytes).catch(() => '') : ''
  const { images } = index
  const platforms = images.map(({ platform }) => platform)
  return { digest, images: images.map((image) => image.digest), platforms, maker }
}

/** Whether both have the same images; attestations are ignored. */
export function sameImages(one: readonly string[], other: readonly string[]): boolean {
  return one.length > 0 && one.toSorted().join() === other.toSorted().join()
}
