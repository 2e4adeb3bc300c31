import { isHigher } from './version.ts'

/**
 * What must be known before moving a tag that belongs to the highest release: whether the repository has a tag of a
 * higher release. Tags of other releases look like this one's, with other numbers.
 */
export interface LatestQuestion {
  /** Name of the tag: `latest`, possibly with a prefix and a suffix. */
  readonly tag: string
  /** The text around the numbers in tags of releases. */
  readonly before: string
  readonly after: string
  /** The numbers of this release, major first. */
  readonly numbers: readonly string[]
  /** Whether tags of releases have several numbers: then a single number is something else, such as a date. */
  readonly hasSeveral: boolean
}

/** A tag of a release, and the release's numbers. */
export interface ReleaseTag {
  readonly tag: string
  readonly numbers: readonly string[]
}

/**
 * How to find out whether a release is the highest one: by the tag that shows most of its numbers.
 * @returns undefined if no tag shows any, so that releases cannot be told from other tags
 */
export function latestQuestion(tag: string, releases: readonly ReleaseTag[]): LatestQuestion | undefined {
  const matches = releases.flatMap((release) => findNumbers(release) ?? [])
  const most = Math.max(...matches.map(({ shown }) => shown))
  const match = matches.find(({ shown }) => shown === most)
  if (match === undefined) return undefined
  const { before, after, numbers } = match
  return { tag, before, after, numbers, hasSeveral: most > 1 }
}

/** Finds the numbers of a release in its tag: all of them, or the first ones. */
function findNumbers({ tag, numbers }: ReleaseTag) {
  for (let shown = numbers.length; shown > 0; shown--) {
    const text = numbers.slice(0, shown).join('.')
    const pattern = new RegExp(`(?<!\\d\\.?)${text.replaceAll('.', '\\.')}(?!\\.?\\d)`)
    const at = pattern.exec(tag)?.index
    if (at !== undefined)
      return { numbers, shown, before: tag.slice(0, at), after: tag.slice(at + text.length) }
  }
  return undefined
}

/** The repository's tag of the highest release; undefined if this release is the highest. */
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
