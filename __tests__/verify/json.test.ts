import { describe, expect, test } from '@jest/globals'
import { array, field, parseJson, text } from '../../src/json.ts'

const DOCUMENT = { a: { b: 'c', 'd.e': 'f' }, list: [1, 'x'], number: 1, nothing: null }

describe('JSON from outside', () => {
  test.each([
    { path: ['a', 'b'], expected: 'c' },
    { path: ['a', 'd.e'], expected: 'f' },
    { path: ['a'], expected: '' },
    { path: ['a', 'x'], expected: '' },
    { path: ['x', 'b'], expected: '' },
    { path: ['number'], expected: '' },
    { path: ['nothing', 'b'], expected: '' },
    { path: ['list', '1'], expected: '' },
    { path: ['toString', 'name'], expected: '' },
  ])('has the text "$expected" at $path', ({ path, expected }) => {
    expect(text(DOCUMENT, ...path)).toBe(expected)
  })

  test.each([
    { path: ['list'], expected: [1, 'x'] },
    { path: ['a'], expected: [] },
    { path: ['x', 'list'], expected: [] },
  ])('has the list $expected at $path', ({ path, expected }) => {
    expect(array(DOCUMENT, ...path)).toEqual(expected)
  })

  test.each([undefined, null, 1, 'text', [], {}])('finds no members in %j', (value) => {
    expect(field(value, 'length')).toBeUndefined()
  })

  test.each([
    { source: '{"a":1}', expected: { a: 1 } },
    { source: 'null', expected: null },
    { source: '', expected: undefined },
    { source: '{', expected: undefined },
  ])('is undefined if it is invalid: $source', ({ source, expected }) => {
    expect(parseJson(source)).toEqual(expected)
  })
})
