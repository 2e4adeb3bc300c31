import { describe, expect, test } from '@jest/globals'
import { ANY, matchesPattern, matchesPieces } from '../src/wildcard.ts'

describe('a text that matches pieces', () => {
  test.each([
    { pieces: ['ab'], yes: ['ab'], no: ['a', 'abc', ''] },
    { pieces: ['', ''], yes: ['', 'a'], no: [] },
    { pieces: ['a', ''], yes: ['a', 'ab'], no: ['ba'] },
    { pieces: ['', 'a'], yes: ['a', 'ba'], no: ['ab'] },
    { pieces: ['ab', 'ba'], yes: ['abba', 'ab-ba'], no: ['aba'] },
    { pieces: ['a', 'b', 'c'], yes: ['abc', 'axbxbc', 'abcbc'], no: ['acb', 'ac'] },
  ])('$pieces', ({ pieces, yes, no }) => {
    expect(yes.filter((text) => !matchesPieces(pieces, text))).toEqual([])
    expect(no.filter((text) => matchesPieces(pieces, text))).toEqual([])
  })
})

test('a wildcard in a pattern stands for any number of items', () => {
  const pattern = [ANY, 2, ANY, 4] as const
  const isFactor = (part: number, item: number) => item % part === 0
  expect(matchesPattern(pattern, [6, 1, 8], isFactor)).toBe(true)
  expect(matchesPattern(pattern, [8, 6], isFactor)).toBe(false)
})
