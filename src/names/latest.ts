import { isHigher } from './version.ts'

/**
 * What has to be known before a tag moves that the highest release alone has: whether the repository has a tag of a higher
 * one. Other tags of releases look like this one's, with other numbers.
 */
export interface LatestQuestion {
  /** Name of the tag, `latest` without anything else. */
  readonly tag: string
  /** What stands around the numbers in tags of releases. */
  readonly before: string
  readonly after: string
  /** The numbers of this release, from its first one. */
  readonly numbers: readonly string[]
  /** Whether tags of releases have several numbers: then one alone is something else, as a date. */
  readonly hasSeveral: boolean
}

/** A tag of a release, and the numbers of that. */
export interface ReleaseTag {
  readonly tag: string
  readonly numbers: readonly string[]
}

/**
 * How to ask whether a release is the highest one: by the tag that shows most of its numbers.
 * @returns undefined where no tag shows any, so that nobody could tell it from other tags
 */
export function latestQuestion(tag: string, releases: readonly ReleaseTag[]): LatestQuestion | undefined {
  const places = releases.flatMap((release) => placeIn(release) ?? [])
  const most = Math.max(...places.map(({ shown }) => shown))
  const place = places.find(({ shown }) => shown === most)
  if (place === undefined) return undefined
  const { before, after, numbers } = place
  return { tag, before, after, numbers, hasSeveral: most > 1 }
}

/** Finds the numbers of a release in its tag, all of them or the first ones. */
function placeIn({ tag, numbers }: ReleaseTag) {
  for (let shown = numbers.length; shown > 0; shown--) {
    const text = numbers.slice(0, shown).join('.')
    const pattern = new RegExp(`(?<!\\d\\.?)${text.replaceAll('.', '\\.')}(?!\\.?\\d)`)
    const at = pattern.exec(tag)?.index
    if (at !== undefined)
      return { numbers, shown, before: tag.slice(0, at), after: tag.slice(at + text.length) }
  }
  return undefined
}

/** The highest of a repository's tags that are of a higher release; undefined where this one is the highest. */
export function higherRelease(
  { before, after, numbers, hasSeveral }: LatestQuestion,
  tags: readonly string[],
): string | undefined {
  const releases = tags.flatMap((tag) => {
    if (!tag.startsWith(before) || !tag.endsWith(after) || tag.length <= before.length + after.length)
      return []
    const text = tag.slice(before.length, tag.length - after.length)
    if (!/^\d+(?:\.\d+)*$/.test(text) || text.includes('.') !== hasSeveral) return []
    return [{ tag, numbers: text.split('.') }]
  })
  const [first, ...others] = releases.filter((release) => isHigher(release.numbers, numbers))
  if (first === undefined) return undefined
  return others.reduce((highest, one) => (isHigher(one.numbers, highest.numbers) ? one : highest), first).tag
}
