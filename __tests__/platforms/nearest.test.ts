import { describe, expect, test } from '@jest/globals'
import { nearest } from '../../src/platforms/nearest.ts'

describe('the nearest of some words', () => {
  test.each([
    { what: 'the word itself', word: 'linux', among: ['linus', 'linux'], is: 'linux' },
    { what: 'one with a letter more', word: 'linx', among: ['linux'], is: 'linux' },
    { what: 'one with a letter less', word: 'linuux', among: ['linux'], is: 'linux' },
    { what: 'one with another letter', word: 'limux', among: ['linux'], is: 'linux' },
    { what: 'one with two swapped letters', word: 'lniux', among: ['linux'], is: 'linux' },
    { what: 'one with the first letters swapped', word: 'ilnux', among: ['linux'], is: 'linux' },
    { what: 'one with the last letters swapped', word: 'linxu', among: ['linux'], is: 'linux' },
    { what: 'a swap before a replacement', word: 'amr64', among: ['amd64', 'arm64'], is: 'arm64' },
    { what: 'the first of two that are equally near', word: 'abd', among: ['abc', 'abe'], is: 'abc' },
    { what: 'two typos in a word of six letters', word: 'drawim', among: ['darwin'], is: 'darwin' },
    { what: 'not two typos in a shorter word', word: 'limuz', among: ['linux'], is: undefined },
    { what: 'not three typos', word: 'windowzzz', among: ['windows'], is: undefined },
    { what: 'not swapped letters of which one differs', word: 'lmiux', among: ['linux'], is: undefined },
    { what: 'nothing of nothing', word: 'linux', among: [], is: undefined },
  ])('is $what', ({ word, among, is }) => {
    expect(nearest(word, among)).toBe(is)
  })
})
