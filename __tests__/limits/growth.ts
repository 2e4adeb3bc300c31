const SMALLEST = 64

/** Processor time at which a comparison says something, in microseconds. */
const ENOUGH_US = 8_000

/** So many times the time of the smallest size: what is spent whatever the size no longer counts then. */
const GROWN = 8

const RUNS = 3

/** Growth beyond any doubt; on the next size it might not come to an end. */
const ENDLESS = 50

/** So many times in a row it must be too much: a step, as where an engine changes its way of storing things, is no growth. */
const TIMES = 3

/**
 * How many times as much time work takes on twice the size: 2 where time grows as the size does, 4 where it grows with its
 * square, and no end where it doubles with every character. Unlike a time it is the same on every machine.
 * @param time of the work on a size, in microseconds
 * @param limit what is wanted; with less than that, no larger size is tried
 */
export function growth(time: (size: number) => number, limit: number): number {
  const enough = Math.max(ENOUGH_US, GROWN * time(SMALLEST))
  const grown: number[] = []
  for (let size = 2 * SMALLEST, before = time(SMALLEST); grown.length < TIMES; size *= 2) {
    const now = time(size)
    const found = now / before
    if (now > ENOUGH_US && found > ENDLESS) return found
    if (before >= enough) grown.push(found)
    if (grown.some((each) => each < limit)) return found
    before = now
  }
  return Math.min(...grown)
}

/** The processor time of work, the best of some runs: what else the machine does only makes one slower. */
export function timed(work: (size: number) => void): (size: number) => number {
  return (size) => {
    const times = Array.from({ length: RUNS }, () => {
      const before = process.cpuUsage()
      work(size)
      const { user, system } = process.cpuUsage(before)
      return user + system
    })
    return Math.min(...times)
  }
}
