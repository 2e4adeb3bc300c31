/** Starts work as soon as there is capacity, in the order of the calls. */
export type Limiter = <T>(work: () => Promise<T>) => Promise<T>

/** @param count how many may run at the same time; at least 1 */
export function limiter(count: number): Limiter {
  const waiting: (() => void)[] = []
  let free = Math.max(1, count)
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}

/**
 * Processes a list, a few items at the same time.
 * @returns the results in the order of the list
 * @throws after all have ended: the error, or an AggregateError of several, in the order of the list
 */
export async function mapConcurrent<T, R>(
  list: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> {
  const limit = limiter(atOnce)
  const outcomes = await Promise.allSettled(list.map((item, index) => limit(() => work(item, index))))
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  if (failures.length > 1) throw new AggregateError(failures)
  if (failures.length === 1) throw failures[0]
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
}
