/**
 * Whether a version is older than another one. What stands behind the first three numbers, as `-rc1` or what a distribution
 * adds, does not count.
 * @returns false where it is no version that has an order, as that of a build from source
 */
export function isOlder(version: string, than: string): boolean {
  const [one, other] = [numbersOf(version), numbersOf(than)]
  if (one === undefined || other === undefined) return false
  const at = one.findIndex((number, index) => number !== other[index])
  return at !== -1 && (one[at] ?? 0) < (other[at] ?? 0)
}

/**
 * The first three numbers of a version.
 * @returns undefined where it is none that has an order. Tools that a distribution has built without a version call
 * themselves v0.0.0+unknown, as Debian's docker engine does its BuildKit.
 */
export function numbersOf(version: string): readonly number[] | undefined {
  const found = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?![\d])/.exec(version)
  const numbers = found?.slice(1).map((number) => Number(number ?? 0))
  return numbers?.some((number) => number > 0) ? numbers : undefined
}
