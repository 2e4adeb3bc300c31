import { describe, expect, test } from '@jest/globals'
import {
  isBelow,
  isNamedBy,
  isWithin,
  type PathPattern,
  parsePathPattern,
  pathNames,
} from '../../src/buildx/path-pattern.ts'

function pattern(text: string): PathPattern {
  const read = parsePathPattern(text)
  if (read === undefined) throw new Error(`${text} is not understood`)
  return read
}

describe('a path is within a pattern', () => {
  // As in moby/patternmatcher, patternmatcher_test.go, and Go's path/filepath, match_test.go.
  test.each([
    ['', 'a/b', true],
    ['a', 'a', true],
    ['a', 'a/b', true],
    ['a/', 'a/b', true],
    ['./a', 'a', true],
    ['a', 'ab', false],
    ['a', 'b/a', false],
    ['a/b', 'a', false],
    ['*', 'a/b', true],
    ['*.go', 'a.go', true],
    ['*.go', 'a/b.go', false],
    ['a*b', 'a/b', false],
    ['a?', 'ab', true],
    ['a?', 'a', false],
    ['?', 'é', true],
    ['*.py[cod]', 'a.pyc', true],
    ['*.py[cod]', 'a.py', false],
    ['[a-c]x[^0-9]', 'bxy', true],
    ['[a-c]x[^0-9]', 'bx1', false],
    ['[-]', '-', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['a\\[', 'a[', true],
    ['**', 'a/b/c', true],
    ['**/a', 'a', true],
    ['**/a', 'b/c/a/d', true],
    ['**/*.md', 'a/b.md', true],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/c/d/b', true],
    ['a/**/b', 'a/c', false],
    ['a/**', 'a/b/c', true],
    ['**a', 'b/a', true],
    ['**a', 'b/ca', false],
    ['a**', 'ab/c', true],
  ])('%j %j: %p', (text, path, expected) => {
    expect(isWithin(pattern(text), pathNames(path))).toBe(expected)
  })

  test.each(['a[', 'a[b', 'a**b', 'a/b**c'])('%j has no clear meaning', (text) => {
    expect(parsePathPattern(text)).toBeUndefined()
  })
})

test.each([
  ['dist/app', 'dist/', true],
  ['target/*.jar', 'target/', true],
  ['*/lib/a', 'x/lib/', true],
  ['dist', 'dist/', false],
  ['.', 'dist/', false],
  ['other/app', 'dist/', false],
  ['**/app', 'dist/', false],
])('%j is below %j: %p', (text, folder, expected) => {
  expect(isBelow(pattern(text), pathNames(folder))).toBe(expected)
})

test.each([
  ['dist', 'dist/', true],
  ['dist/app', 'dist/', true],
  ['*.json', 'report.json', true],
  ['target/*.jar', 'target/a.jar', true],
  ['.', 'dist/', false],
  ['*', 'dist/', false],
  ['web', 'web/dist/', false],
  ['web/*', 'web/dist/', false],
  ['dist/**', 'dist/', false],
  ['lib', 'dist/', false],
])('%j names %j: %p', (text, path, expected) => {
  expect(isNamedBy(pattern(text), pathNames(path))).toBe(expected)
})
