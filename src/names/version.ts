/** Versions in tag names of any origin. */

/** A version, parsed by a library. */
export interface ReadVersion {
  /** The values of the expressions in a pattern. */
  readonly texts: Readonly<Record<string, string>>
  /** Whether it is a release, not a prerelease or postrelease. */
  readonly isRelease: boolean
  /** The numbers of the release, major first. */
  readonly numbers: readonly string[]
}

/** Words for a prerelease, as separate words. */
const PRERELEASE_WORD =
  /(?:^|[^a-z])(?:alpha|beta|rc|pre|preview|prerelease|dev|devel|snapshot|nightly|canary|next|unstable|ea|milestone)(?![a-z])/i

/** Short words such as those of PEP 440, which mean a prerelease only after a number: 1.0a1, 2.0-M2. */
const SHORT_PRERELEASE = /\d[._-]?[abcm][._-]?\d*$/i

/** A semantic version with a dash is a prerelease: https://semver.org/#spec-item-9 */
const SEMVER_PRERELEASE = /^v?\d+\.\d+\.\d+-/

/** Whether a tag does not look like a prerelease. */
export function isStable(tag: string): boolean {
  return ![PRERELEASE_WORD, SHORT_PRERELEASE, SEMVER_PRERELEASE].some((pattern) => pattern.test(tag))
}

/** The numbers at the end of a name, verbatim: 1.2.3 of api/v1.2.3. Empty if there are none. */
export function numbersAtEnd(name: string): readonly string[] {
  return /\d+(?:\.\d+)*$/.exec(name)?.[0].split('.') ?? []
}

/** Whether the first version is higher. Missing numbers count as 0. */
export function isHigher(one: readonly string[], other: readonly string[]): boolean {
  const longest = Math.max(one.length, other.length)
  for (let index = 0; index < longest; index++) {
    const [a, b] = [withoutLeadingZeros(one[index]), withoutLeadingZeros(other[index])]
    if (a.length !== b.length) return a.length > b.length
    if (a !== b) return a > b
  }
  return false
}

/** Digits without leading zeros: a longer text is a higher number, and texts of the same length compare like numbers. */
function withoutLeadingZeros(digits = ''): string {
  return digits.replace(/^0+/, '')
}
