/** Reproducible random choices: the same seed gives the same numbers. */

export interface Chance {
  /** An integer from 0 to below the limit. */
  readonly below: (limit: number) => number
  /** True with this probability (0 to 1). */
  readonly happens: (often: number) => boolean
  readonly one: <T>(list: readonly [T, ...T[]]) => T
  /** Some items of a list in any order, possibly none, and possibly some of them twice. */
  readonly some: <T>(list: readonly [T, ...T[]], most: number) => readonly T[]
}

export function chance(...seeds: readonly number[]): Chance {
  let state = seeds.reduce((mixed, seed) => mix(mixed ^ seed), 0x9e3779b9)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    return mix(state) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  const one = <T>(list: readonly [T, ...T[]]): T => list[below(list.length)] ?? list[0]
  return {
    below,
    happens: (often) => next() < often,
    one,
    some: (list, most) => Array.from({ length: below(most + 1) }, () => one(list)),
  }
}

/** Spreads a change of one bit over all bits: the finalizer of MurmurHash3. */
function mix(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
