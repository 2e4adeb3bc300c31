import { expect, test } from '@jest/globals'
import { InvalidValue } from '../../src/errors.ts'
import { splitWords } from '../../src/inputs/words.ts'
import { matches, parsePattern } from '../../src/platforms/pattern.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import { readChallenges } from '../../src/registry/login.ts'
import { ignoreMatcher } from '../../src/verify/ignore.ts'
import { growth, timed } from './growth.ts'

/** Twice the text may take twice the time; the rest is tolerance for other work of the machine. */
const LINEAR = 3
/** The same if pattern and text both grow. */
const SQUARE = 6

function refused(read: (text: string) => unknown, text: string): void {
  try {
    read(text)
  } catch (error) {
    if (error instanceof InvalidValue) return
    throw error
  }
  throw new Error(`"${text.slice(0, 20)}…" was taken`)
}

test.each([
  {
    what: 'a time that does not grow until the size is large',
    time: (size: number) => 9_000 + size,
    grown: 2,
  },
  { what: 'a single step', time: (size: number) => (size < 60_000 ? size : 20 * size), grown: 2 },
  { what: 'quadratic time', time: (size: number) => size ** 2, grown: 4 },
  { what: 'a time that doubles every few characters', time: (size: number) => 2 ** (size / 8), grown: 256 },
])('growth is detected: $what', ({ time, grown }) => {
  expect(Math.round(growth(time, LINEAR))).toBe(grown)
})

test.each<{ what: string; limit: number; work: (size: number) => void }>([
  {
    what: 'a platform whose architecture looks like known ones',
    limit: LINEAR,
    work: (size) => refused(parsePlatform, `linux/${'arm64'.repeat(size)}`),
  },
  {
    what: 'a platform whose system has many hyphens',
    limit: LINEAR,
    work: (size) => refused(parsePlatform, `${'a-'.repeat(size)}/amd64`),
  },
  {
    what: 'a platform of many digits',
    limit: LINEAR,
    work: (size) => refused(parsePlatform, `linux/${'1'.repeat(size)}_`),
  },
  {
    what: 'a platform of many brackets',
    limit: LINEAR,
    work: (size) => refused(parsePlatform, '('.repeat(size)),
  },
  {
    what: 'a pattern of many stars that matches no platform',
    limit: LINEAR,
    work: (size) => refused(parsePattern, '*a'.repeat(size)),
  },
  {
    what: 'a long pattern with a star at its end',
    limit: LINEAR,
    work: (size) => refused(parsePattern, `${'a'.repeat(size)}*`),
  },
  {
    what: 'a pattern of many stars and a platform that it matches',
    limit: SQUARE,
    work: (size) => {
      const platform = parsePlatform(`windows(${'a'.repeat(2 * size)})/amd64`)
      expect(matches(parsePattern(`windows(${'*a'.repeat(size)}*)/amd64`), platform)).toBe(true)
    },
  },
  {
    what: 'a path and a pattern of many stars that does not match it',
    limit: SQUARE,
    work: (size) =>
      expect(ignoreMatcher([`/${'**/*a*/'.repeat(size)}x`])(`/${'aa/'.repeat(8 * size)}y`)).toBe(false),
  },
  {
    what: 'a challenge with unclosed quotes',
    limit: LINEAR,
    work: (size) => readChallenges(`Bearer ${'a="\\'.repeat(size)}`),
  },
  {
    what: 'a command of escapes and blanks',
    limit: LINEAR,
    work: (size) => expect(splitWords(`"${'\\a'.repeat(size)}" ${' '.repeat(size)}x`)).toHaveLength(2),
  },
])('time grows no faster than the length: $what', ({ limit, work }) => {
  expect(growth(timed(work), limit)).toBeLessThan(limit)
})
