import { describe, expect, test } from '@jest/globals'
import { memoize } from '../../src/verify/memoize.ts'
import { hashName } from '../../src/verify/name-hash.ts'
import { printable, printablePath, rawPath } from '../../src/verify/printable.ts'

test.each([
  { text: 'plain text, with ümlauts and 漢字', is: 'plain text, with ümlauts and 漢字' },
  { text: '', is: '' },
  { text: 'a\u0000b\u001bc\u007fd', is: 'a\\x00b\\x1bc\\x7fd' },
  { text: '\u009b', is: '\\x9b' },
  // Right-to-left override, zero-width space, soft hyphen, and one outside the basic plane.
  { text: '\u202e\u200b\u00ad', is: '\\x202e\\x200b\\xad' },
  { text: '\u{e0001}', is: '\\xe0001' },
  { text: '\u2028\u2029', is: '\\x2028\\x2029' },
])('$is is printable', ({ text, is }) => {
  expect(printable(text)).toBe(is)
})

test('a path in an archive is a byte per character, and UTF-8 for people', () => {
  expect(rawPath('/ü')).toBe('/\u00c3\u00bc')
  expect(printablePath('/\u00c3\u00bc\n')).toBe('/ü\\x0a')
  expect(printablePath('/\u00ff')).toBe('/\ufffd')
})

test('the hash of a name is that of the same name within a text', () => {
  expect(hashName('/usr/bin/app', 5, 8)).toEqual(hashName('bin'))
  expect(hashName('/usr/bin/app', 9)).toEqual(hashName('app'))
  expect(hashName('')).toEqual(hashName('app', 3))
})

describe('a memoized answer', () => {
  test('is computed once for each name, even if it is undefined', () => {
    const computed: string[] = []
    const answer = memoize((name) => {
      computed.push(name)
      return name === 'a' ? undefined : name.toUpperCase()
    })
    expect(['a', 'b', 'a', 'b'].map(answer)).toEqual([undefined, 'B', undefined, 'B'])
    expect(computed).toEqual(['a', 'b'])
  })

  test('is kept until there are 10,000 others', () => {
    let count = 0
    const answer = memoize(() => ++count)
    for (let name = 0; name < 10_000; name++) answer(`${name}`)
    answer('0')
    expect(count).toBe(10_000)
    answer('one more')
    answer('0')
    expect(count).toBe(10_002)
  })
})
