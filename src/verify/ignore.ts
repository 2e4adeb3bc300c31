/**
 * Makes a test out of patterns for paths such as `/usr/lib/firmware/qemu.img`: `*` and `?` stand for anything within a
 * name, `**` for any number of folders. A pattern without a slash in front may begin in any folder, and one that
 * matches a folder matches what is in it.
 */
export function ignores(patterns: readonly string[]): (path: string) => boolean {
  const wanted = patterns.map((pattern) => {
    const names = pattern.split('/').filter((name) => name !== '')
    const characters = names.map((name) => (name === '**' ? name : [...name]))
    return [...(pattern.startsWith('/') ? [] : ['**']), ...characters, '**']
  })
  return (path) => {
    const names = path.slice(1).split('/')
    return wanted.some((pattern) => matches(pattern, names, (part) => part === '**', fitsName))
  }
}

function fitsName(pattern: string | readonly string[], name: string): boolean {
  const fits = (wanted: string, found: string): boolean => wanted === '?' || wanted === found
  return matches([...pattern], [...name], (part) => part === '*', fits)
}

/**
 * Whether items fit a pattern in which stars stand for any number of them. Only the last star is ever tried again, so
 * that no pattern takes longer than its length times that of the items.
 */
function matches<P, T>(
  pattern: readonly P[],
  items: readonly T[],
  isStar: (part: P) => boolean,
  fits: (part: P, item: T) => boolean,
): boolean {
  let at = 0
  let star = -1
  let behindStar = 0
  for (let item = 0; item < items.length; ) {
    const part = pattern[at]
    const found = items[item]
    if (part !== undefined && isStar(part)) {
      star = at++
      behindStar = item
    } else if (part !== undefined && found !== undefined && fits(part, found)) {
      at += 1
      item += 1
    } else if (star !== -1) {
      at = star + 1
      item = ++behindStar
    } else return false
  }
  return pattern.slice(at).every(isStar)
}
