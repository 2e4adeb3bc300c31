import { describe, expect, test } from '@jest/globals'
import type { MutantResult, MutantStatus } from '@stryker-mutator/api/core'
import { kindTable, scoreOf, scoreTable, tried } from '../../.ci/mutation/score.ts'

const position = { line: 0, column: 0 }

function mutants(
  status: MutantStatus,
  count: number,
  mutatorName = 'StringLiteral',
): readonly MutantResult[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${status} ${index}`,
    fileName: 'src/a.ts',
    location: { start: position, end: position },
    replacement: '',
    mutatorName,
    status,
  }))
}

describe('The score of a folder', () => {
  test.each<{ what: string; all: readonly MutantResult[]; score: number }>([
    { what: 'killed', all: [...mutants('Killed', 3), ...mutants('Survived', 1)], score: 0.75 },
    { what: 'timed out', all: [...mutants('Timeout', 1), ...mutants('Survived', 1)], score: 0.5 },
    { what: 'without a test', all: [...mutants('Killed', 1), ...mutants('NoCoverage', 3)], score: 0.25 },
    { what: 'not loaded', all: [...mutants('Killed', 1), ...mutants('RuntimeError', 3)], score: 1 },
  ])('counts mutants that are $what', ({ all, score }) => {
    expect(scoreOf('a', all).score).toBe(score)
  })

  // At both ends the interval is z² / (n + z²) wide.
  test.each([
    { killed: 10, survived: 0, interval: ['0.7225', '1.0000'] },
    { killed: 0, survived: 10, interval: ['0.0000', '0.2775'] },
  ])('has an interval for $killed of 10', ({ killed, survived, interval }) => {
    const { interval: found } = scoreOf('a', [...mutants('Killed', killed), ...mutants('Survived', survived)])
    expect(found.map((share) => share.toFixed(4))).toEqual(interval)
  })

  test('is a row, with the interval if it is an estimate', () => {
    const scores = [scoreOf('plan', [...mutants('Killed', 8), ...mutants('Survived', 2)])]
    expect(scoreTable(scores, false)[1]).toEqual(['plan', '10', '8', '0', '2', '0', '0', '80.0 %'])
    expect(scoreTable(scores, true)[1]?.at(-1)).toBe('49.0 % – 94.3 %')
  })
})

test('Mutants outside the sample are not counted', () => {
  expect(tried([...mutants('CompileError', 2), ...mutants('Killed', 1)])).toHaveLength(1)
})

test('The kind with the most survivors comes first', () => {
  const all = [...mutants('Killed', 2, 'Regex'), ...mutants('Survived', 1), ...mutants('Killed', 1)]
  expect(kindTable(all)).toEqual([
    ['kind of mutant', 'tried', 'survived'],
    ['StringLiteral', '2', '1'],
    ['Regex', '2', '0'],
  ])
})
