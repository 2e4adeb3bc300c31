const SMALLEST = 64

/** Processor time above which a comparison is meaningful, in microseconds. */
const ENOUGH_US = 8_000

/** A multiple of the time for the smallest size; above it, fixed costs no longer matter. */
const GROWN = 8

const RUNS = 3

/** Growth beyond doubt; the next size might never finish. */
const ENDLESS = 50

/** Times in a row that growth must exceed the limit: a single step, for example when an engine changes a data structure, is not growth. */
const TIMES = 3

/**
 * The factor by which time grows when the size doubles: 2 if time grows linearly, 4 if it grows with the
 * square, and without limit if it doubles with every character. Unlike a time, it is the same on every machine.
 * @param time of the work on a size, in microseconds
 * @param limit the highest factor that is acceptable; below it, no larger size is tried
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

/** The processor time of work, the best of several runs: other work of the machine can only slow a run down. */
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
