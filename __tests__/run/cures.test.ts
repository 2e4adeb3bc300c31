import { describe, expect, test } from '@jest/globals'
import { type Cure, findCure } from '../../src/run/cures.ts'

const CURES: readonly Cure[] = [
  { sign: /denied/, isForErrors: true, cure: 'Log in.' },
  { sign: /no space/, cure: 'Free space.' },
  { sign: /space/, cure: 'Never mind.' },
]

describe('the cure', () => {
  test.each([
    { what: 'an error', given: { error: 'push denied', output: [] }, cure: 'Log in.' },
    { what: 'a line of the output', given: { output: ['x', 'no space left'] }, cure: 'Free space.' },
    { what: 'output with a sign of errors', given: { error: 'x', output: ['denied'] }, cure: undefined },
    { what: 'nothing that is known', given: { output: ['x'] }, cure: undefined },
    { what: 'two signs', given: { error: 'no space, denied', output: [] }, cure: 'Log in.' },
  ])('of $what: $cure', ({ given, cure }) => {
    expect(findCure(CURES, given)).toBe(cure)
  })
})
