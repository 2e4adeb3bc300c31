/** Runs over a list, a few at a time, and keeps the order. What fails is thrown, in that order, when all have ended. */
export async function inTurns<T, R>(
  list: readonly T[],
  atOnce: number,
  run: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Array<R>(list.length)
  const failed = new Map<number, unknown>()
  const queue = list.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      try {
        results[index] = await run(item, index)
      } catch (error) {
        failed.set(index, error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, worker))
  const failures = [...failed].toSorted(([a], [b]) => a - b).map(([, error]) => error)
  if (failures.length > 1) throw new AggregateError(failures)
  if (failures.length === 1) throw failures[0]
  return results
}
