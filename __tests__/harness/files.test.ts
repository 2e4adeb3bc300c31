import { describe, expect, test } from '@jest/globals'
import { parsePairs, parsePath } from '../../e2e/harness/files.ts'

describe('files of outputs, state and environment', () => {
  test.each([
    ['name=value', { name: 'value' }],
    ['name=a=b\n', { name: 'a=b' }],
    ['name=\n\nother=1\n', { name: '', other: '1' }],
    ['name=1\nname=2\n', { name: '2' }],
    ['name<<EOF\none\ntwo\nEOF\n', { name: 'one\ntwo' }],
    ['name<<EOF\nEOF\n', { name: '' }],
    ['name<<EOF\n\nEOF', { name: '' }],
    ['name<<EOF\none\n\nEOF\nx=y', { name: 'one\n', x: 'y' }],
    ['name<<EOF\n EOF\nEOF \nEOF\n', { name: ' EOF\nEOF ' }],
    ['a=b<<c\n', { a: 'b<<c' }],
    ['\ufeffname=value\r\n', { name: 'value\r' }],
  ])('%j', (text, expected) => {
    expect(Object.fromEntries(parsePairs(text))).toEqual(expected)
  })

  test.each(['name', '<<EOF\nEOF\n', 'name<<\n\n', 'name<<EOF\nvalue\n', 'name<<EOF\nvalue'])(
    '%j is refused',
    (text) => {
      expect(() => parsePairs(text)).toThrow(/^Invalid/)
    },
  )

  test('path entries are lines', () => {
    expect(parsePath('/a\n\n/b c\r\n')).toEqual(['/a', '/b c'])
  })
})
