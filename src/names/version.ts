/** Versions as they stand in names of tags, whoever has made these. */

/** Words for what comes before a release, where they stand as words of their own. */
const BEFORE_RELEASE =
  /(?:^|[^a-z])(?:alpha|beta|rc|pre|preview|prerelease|dev|devel|snapshot|nightly|canary|next|unstable|ea|milestone)(?![a-z])/i

/** The short words of PEP 440 and their like, which mean it behind a number only: 1.0a1, 2.0-M2. */
const SHORTLY_BEFORE = /\d[._-]?[abcm][._-]?\d*$/i

/** Anything behind the dash of a semantic version comes before a release: https://semver.org/#spec-item-9 */
const BEFORE_SEMVER = /^v?\d+\.\d+\.\d+-/

/** Whether a tag does not read as something before a release. */
export function isStable(tag: string): boolean {
  return ![BEFORE_RELEASE, SHORTLY_BEFORE, BEFORE_SEMVER].some((pattern) => pattern.test(tag))
}

/** The numbers that a name ends with, as they stand there: 1.2.3 of api/v1.2.3. Empty where it ends with none. */
export function numbersAtEnd(name: string): readonly string[] {
  return /\d+(?:\.\d+)*$/.exec(name)?.[0].split('.') ?? []
}

/** Whether the first version is higher. Numbers that one of them lacks are 0. */
export function isHigher(one: readonly string[], other: readonly string[]): boolean {
  const longest = Math.max(one.length, other.length)
  for (let index = 0; index < longest; index++) {
    const [a, b] = [significant(one[index]), significant(other[index])]
    if (a.length !== b.length) return a.length > b.length
    if (a !== b) return a > b
  }
  return false
}

/** Digits without zeros before them: the longer ones are more, and of one length texts compare as numbers do. */
function significant(digits = ''): string {
  return digits.replace(/^0+/, '')
}
