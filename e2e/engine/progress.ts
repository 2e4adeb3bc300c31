/** Where lines for the person who waits go. */
export type Say = (line: string) => void

/** Does `work` and says what was finished and how long it took. */
export async function timed<T>(title: string, say: Say, work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const result = await work()
  say(`✔ ${title.padEnd(44)} ${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s`)
  return result
}
