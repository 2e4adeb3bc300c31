import { expect, test } from '@jest/globals'
import { ignoreMatcher } from '../../src/verify/ignore.ts'

test.each([
  {
    pattern: '/usr/bin/app',
    yes: ['/usr/bin/app', '/usr/bin/app/x'],
    no: ['/usr/bin/app2', '/x/usr/bin/app'],
  },
  { pattern: '/usr/*/app', yes: ['/usr/bin/app'], no: ['/usr/app', '/usr/a/b/app'] },
  { pattern: '/usr/**/app', yes: ['/usr/app', '/usr/bin/app', '/usr/a/b/app'], no: ['/app', '/usrx/app'] },
  { pattern: '/opt/**', yes: ['/opt/a', '/opt/a/b'], no: ['/optional/a'] },
  { pattern: '*.so.?', yes: ['/lib/a.so.1', '/a.so.6/x'], no: ['/lib/a.so', '/lib/a.so.10'] },
  { pattern: 'testdata', yes: ['/go/src/testdata/x', '/testdata'], no: ['/testdata2'] },
  { pattern: 'a/b/', yes: ['/a/b', '/x/a/b/c'], no: ['/a/x/b'] },
  { pattern: '/a(1)+[b]{c}.x', yes: ['/a(1)+[b]{c}.x'], no: ['/a1b.x'] },
  { pattern: '**/**/x', yes: ['/x', '/a/b/x'], no: ['/xy'] },
])('$pattern', ({ pattern, yes, no }) => {
  const isIgnored = ignoreMatcher([pattern])
  expect(yes.filter((path) => !isIgnored(path))).toEqual([])
  expect(no.filter((path) => isIgnored(path))).toEqual([])
})

test('any of several patterns matches, and an empty list matches nothing', () => {
  expect(ignoreMatcher(['/a', '/b'])('/b')).toBe(true)
  expect(ignoreMatcher([])('/b')).toBe(false)
})
