// The results of the mutants, as tables.
import type { MutantResult, MutantStatus } from '@stryker-mutator/api/core'

/** The mutants of one folder. */
export interface Score {
  readonly folder: string
  readonly count: Readonly<Record<'killed' | 'timedOut' | 'survived' | 'notCovered' | 'notLoaded', number>>
  /** The share of tested mutants that a test noticed; 0 to 1. */
  readonly score: number
  /** The interval that contains the share of all mutants, with a confidence of 95 %. */
  readonly interval: readonly [number, number]
}

export type Row = readonly string[]

const HELD_BACK: readonly MutantStatus[] = ['CompileError', 'Ignored', 'Pending']
const SURVIVED: readonly MutantStatus[] = ['Survived', 'NoCoverage']
/** Of the normal distribution, for 95 %. */
const QUANTILE = 1.96

/** @returns the mutants that were tested */
export const tried = (mutants: readonly MutantResult[]): readonly MutantResult[] =>
  mutants.filter(({ status }) => !HELD_BACK.includes(status))

export const hasSurvived = ({ status }: MutantResult): boolean => SURVIVED.includes(status)

export function scoreOf(folder: string, mutants: readonly MutantResult[]): Score {
  const number = (status: MutantStatus): number => mutants.filter((mutant) => mutant.status === status).length
  const count = {
    killed: number('Killed'),
    timedOut: number('Timeout'),
    survived: number('Survived'),
    notCovered: number('NoCoverage'),
    notLoaded: number('RuntimeError'),
  }
  const detected = count.killed + count.timedOut
  const valid = detected + count.survived + count.notCovered
  return { folder, count, score: valid === 0 ? 1 : detected / valid, interval: wilson(detected, valid) }
}

/** The score interval of Wilson (1927), which holds for small samples and shares near 1 too. */
function wilson(successes: number, size: number): readonly [number, number] {
  if (size === 0) return [0, 1]
  const share = successes / size
  const square = QUANTILE ** 2
  const middle = share + square / (2 * size)
  const reach = QUANTILE * Math.sqrt((share * (1 - share)) / size + square / (4 * size ** 2))
  const scale = 1 + square / size
  return [Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale)]
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** @param isSample whether the score is an estimate, which is shown with its interval */
export function scoreTable(scores: readonly Score[], isSample: boolean): readonly Row[] {
  const head = ['folder', 'mutants', 'killed', 'timed out', 'survived', 'not covered', 'not loaded', 'score']
  return [
    [...head, ...(isSample ? ['95 % interval'] : [])],
    ...scores.map(({ folder, count, score, interval }) => [
      folder,
      String(Object.values(count).reduce((sum, each) => sum + each)),
      ...[count.killed, count.timedOut, count.survived, count.notCovered, count.notLoaded].map(String),
      percent(score),
      ...(isSample ? [interval.map(percent).join(' – ')] : []),
    ]),
  ]
}

/** How many mutants of each kind survived, the most frequent kind first. */
export function kindTable(mutants: readonly MutantResult[]): readonly Row[] {
  const kinds = [...new Set(mutants.map(({ mutatorName }) => mutatorName))].map((kind) => {
    const all = mutants.filter(({ mutatorName }) => mutatorName === kind)
    return { kind, all: all.length, survived: all.filter(hasSurvived).length }
  })
  return [
    ['kind of mutant', 'tried', 'survived'],
    ...kinds
      .toSorted((a, b) => b.survived - a.survived)
      .map(({ kind, all, survived }) => [kind, String(all), String(survived)]),
  ]
}
