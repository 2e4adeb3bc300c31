/**
 * Whether a version is older than another one. Anything after the first three numbers, such as `-rc1` or the suffix of a
 * distribution, is ignored.
 * @returns false for versions without an order, as that of a build from source
 */
export function isOlder(version: string, than: string): boolean {
  const [one, other] = [numbersOf(version), numbersOf(than)]
  if (one === undefined || other === undefined) return false
  const at = one.findIndex((number, index) => number !== other[index])
  return at !== -1 && (one[at] ?? 0) < (other[at] ?? 0)
}

/**
 * The first three numbers of a version.
 * @returns undefined for a version without an order. Tools that a distribution built without a version report
 * v0.0.0+unknown, as the BuildKit of Debian's docker engine does.
 */
export function numbersOf(version: string): readonly number[] | undefined {
  const found = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?![\d])/.exec(version)
  const numbers = found?.slice(1).map((number) => Number(number ?? 0))
  return numbers?.some((number) => number > 0) ? numbers : undefined
}
