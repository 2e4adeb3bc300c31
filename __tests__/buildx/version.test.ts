import { expect, test } from '@jest/globals'
import { isOlder } from '../../src/buildx/version.ts'

test.each([
  { version: '0.12.1', than: '0.13.0', older: true },
  { version: 'v0.12.5', than: '0.13.0', older: true },
  { version: '0.13.0', than: '0.13.0', older: false },
  { version: '0.13.0-rc1', than: '0.13.0', older: false },
  { version: '0.9.1', than: '0.13.0', older: true },
  { version: '1.0.0', than: '0.13.0', older: false },
  { version: '19.03.15', than: '20.10.0', older: true },
  { version: '20.10.24+dfsg1', than: '20.10.0', older: false },
  { version: '28.0', than: '28.0.1', older: true },
  { version: 'v0.20.0-2-g7e5ab1c.m', than: '0.20.0', older: false },
  { version: 'v0.0.0+unknown', than: '0.11.0', older: false },
  { version: '', than: '0.13.0', older: false },
  { version: 'dev', than: '0.13.0', older: false },
  { version: 'library-import', than: '20.10.0', older: false },
  { version: '7e5ab1c', than: '0.13.0', older: false },
])('"$version" is older than $than: $older', ({ version, than, older }) => {
  expect(isOlder(version, than)).toBe(older)
})
