/** How the benchmark measures: contestants in turn within one run, medians, and rows with a goal. */

/** One line of the result. */
export interface Row {
  readonly what: string
  readonly ours: string
  readonly theirs: string
  readonly result: string
  readonly goal: string
  readonly met: boolean
}

const MEBIBYTE = 1 << 20

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

export const seconds = (value: number): string => `${value.toFixed(2)} s`
export const milliseconds = (value: number): string => `${(value * 1000).toFixed(0)} ms`

/** A measured task, and its times. */
export interface Contestant {
  /** @returns its time in seconds, if it has a better measure than the time of the call */
  readonly run: () => Promise<number | undefined>
  readonly times: number[]
}

export function contestant(run: Contestant['run']): Contestant {
  return { run, times: [] }
}

/** Runs all in turn, so a machine that becomes slower or faster affects all of them. */
export async function inTurn(times: number, contestants: readonly Contestant[]): Promise<void> {
  for (let turn = 0; turn < times; turn++) {
    for (const { run, times: found } of contestants) {
      const start = performance.now()
      const measured = await run()
      found.push(measured ?? (performance.now() - start) / 1000)
    }
  }
}

/** Ratio and difference are calculated within each turn. */
export function compare(ours: Contestant, theirs: Contestant) {
  const pairs = ours.times.map((time, turn) => ({ ours: time, theirs: theirs.times[turn] ?? Number.NaN }))
  return {
    ours: median(ours.times),
    theirs: median(theirs.times),
    ratio: median(pairs.map((pair) => pair.ours / pair.theirs)),
    difference: median(pairs.map((pair) => pair.ours - pair.theirs)),
  }
}

/** @param bytes peak memory @param goal in MiB */
export function memoryRow(what: string, bytes: number, goal: number): Row {
  const found = bytes / MEBIBYTE
  return {
    ...{ what, ours: `${found.toFixed(0)} MiB`, theirs: '', result: '' },
    ...{ goal: `≤ ${goal} MiB`, met: found <= goal },
  }
}
