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

/** Something that is done again and again, and how long it took each time. */
export interface Contestant {
  /** @returns its time where it knows better than a clock around it, in seconds */
  readonly run: () => Promise<number | undefined>
  readonly times: number[]
}

export function contestant(run: Contestant['run']): Contestant {
  return { run, times: [] }
}

/** All in turn, so that a machine that gets slower or faster does it to all. */
export async function inTurn(times: number, contestants: readonly Contestant[]): Promise<void> {
  for (let turn = 0; turn < times; turn++) {
    for (const { run, times: found } of contestants) {
      const start = performance.now()
      const measured = await run()
      found.push(measured ?? (performance.now() - start) / 1000)
    }
  }
}

/** Ratio and difference are those within one turn. */
export function compare(ours: Contestant, theirs: Contestant) {
  const pairs = ours.times.map((time, turn) => ({ ours: time, theirs: theirs.times[turn] ?? Number.NaN }))
  return {
    ours: median(ours.times),
    theirs: median(theirs.times),
    ratio: median(pairs.map((pair) => pair.ours / pair.theirs)),
    difference: median(pairs.map((pair) => pair.ours - pair.theirs)),
  }
}

/** @param bytes the most that was used at one time @param goal in MiB */
export function memoryRow(what: string, bytes: number, goal: number): Row {
  const found = bytes / MEBIBYTE
  return {
    ...{ what, ours: `${found.toFixed(0)} MiB`, theirs: '', result: '' },
    ...{ goal: `≤ ${goal} MiB`, met: found <= goal },
  }
}
