import { describe, expect, test } from '@jest/globals'
import { type Cure, findCure } from '../../src/run/cures.ts'

const CURES: readonly Cure[] = [
  { sign: /no space/, cure: 'Free space.' },
  { sign: /space/, cure: 'Never mind.' },
]

describe('the cure', () => {
  test.each([
    { what: 'one of the lines', lines: ['x', 'no space left'], cure: 'Free space.' },
    { what: 'nothing that is known', lines: ['x'], cure: undefined },
    { what: 'two signs is that of the first row', lines: ['space', 'no space'], cure: 'Free space.' },
  ])('of $what: $cure', ({ lines, cure }) => {
    expect(findCure(CURES, lines)).toBe(cure)
  })
})
