import { describe, expect, test } from '@jest/globals'
import {
  driverOption,
  joinOptions,
  parseDriverOption,
  parseNodeOption,
} from '../../src/buildx/driver-option.ts'

describe('a driver option', () => {
  test.each([
    { text: 'network=host', options: { network: 'host' } },
    { text: 'env.NO_PROXY=a=b', options: { 'env.NO_PROXY': 'a=b' } },
    { text: '"env.NO_PROXY=a,b",network=host', options: { 'env.NO_PROXY': 'a,b', network: 'host' } },
  ])('is read from $text', ({ text, options }) => {
    expect(parseDriverOption(text)).toEqual({ options, text })
    expect(parseNodeOption(text)).toEqual({ options, text })
  })

  test('of a node is left to buildx where it has no value', () => {
    expect(parseNodeOption('env.A=1,2').options).toEqual({ 'env.A': '1', 2: '' })
    expect(() => parseDriverOption('env.A=1,2')).toThrow('"env.A=1,2" has a part that is not key=value.')
  })

  test.each(['/tmp/key.pem', '/tmp/a,b.pem'])('of our own is printed as it is read: %s', (path) => {
    const made = driverOption('key', path)
    expect(made).toEqual(parseDriverOption(made.text))
  })

  test('counts where it is written last', () => {
    expect(joinOptions(['a=1,b=2', 'A=3', 'a=4'].map(parseDriverOption))).toEqual({ a: '4', b: '2', A: '3' })
  })
})
