import { describe, expect, test } from '@jest/globals'
import { driverOption, joinOptions, parseDriverOption } from '../../src/buildx/driver-option.ts'

describe('a driver option', () => {
  test.each([
    { text: 'network=host', options: { network: 'host' } },
    { text: 'env.NO_PROXY=a=b', options: { 'env.NO_PROXY': 'a=b' } },
    { text: 'env.A=', options: { 'env.A': '' } },
    { text: 'tomorrow=1,next=2', options: { tomorrow: '1', next: '2' } },
    { text: 'network=host,env.A=b,memory=2g', options: { network: 'host', 'env.A': 'b', memory: '2g' } },
    { text: '"env.NO_PROXY=a,b",network=host', options: { 'env.NO_PROXY': 'a,b', network: 'host' } },
    {
      text: '"nodeselector=a=b,c=d",namespace=ci',
      options: { nodeselector: 'a=b,c=d', namespace: 'ci' },
    },
  ])('is parsed from $text', ({ text, options }) => {
    expect(parseDriverOption(text)).toEqual({ options, text })
  })

  test.each([
    {
      text: 'env.no_proxy=localhost,127.0.0.1,.mydomain',
      made: '"env.no_proxy=localhost,127.0.0.1,.mydomain"',
      options: { 'env.no_proxy': 'localhost,127.0.0.1,.mydomain' },
    },
    {
      text: 'network=host, env.A=1, 2,memory=2g',
      made: 'network=host,"env.A=1,2",memory=2g',
      options: { network: 'host', 'env.A': '1,2', memory: '2g' },
    },
    { text: 'env.A=1,,2', made: '"env.A=1,,2"', options: { 'env.A': '1,,2' } },
  ])('keeps the commas of a variable: $text', ({ text, made, options }) => {
    expect(parseDriverOption(text)).toEqual({ options, text: made })
  })

  test.each([
    {
      text: 'env.JAVA_OPTS=-Da=b,-Dc=d',
      what: '"-Dc=d" in "env.JAVA_OPTS=-Da=b,-Dc=d" is not a driver option.',
      cure: 'Where it belongs to env.JAVA_OPTS, quote the whole: "env.JAVA_OPTS=-Da=b,-Dc=d". Otherwise write it on a separate line.',
    },
    {
      text: 'nodeselector=a=b,c=d',
      what: '"c=d" in "nodeselector=a=b,c=d" is not a driver option.',
      cure: 'Where it belongs to nodeselector, quote the whole: "nodeselector=a=b,c=d". Otherwise write it on a separate line.',
    },
    {
      text: 'network=host,memory',
      what: '"network=host,memory" has a part that is not key=value.',
      cure: 'Write it as in network=host.',
    },
    {
      text: 'network',
      what: '"network" has a part that is not key=value.',
      cure: 'Write it as in network=host.',
    },
    {
      text: 'env.no_proxy="localhost,127.0.0.1"',
      what: '"env.no_proxy="localhost,127.0.0.1"" has an unclosed quote, or a quote inside a field.',
      cure: 'Quotes must enclose a whole field: write "env.no_proxy=localhost,127.0.0.1", or remove them.',
    },
    {
      text: 'env.A="b',
      what: '"env.A="b" has an unclosed quote, or a quote inside a field.',
      cure: 'Quote a whole field, as in type=image,"name=a,b", or remove them.',
    },
  ])('is refused with the right form: $text', ({ text, what, cure }) => {
    expect(() => parseDriverOption(text)).toThrow(expect.objectContaining({ message: what, cure }))
  })

  test.each(['/tmp/key.pem', '/tmp/a,b.pem'])(
    'that this action makes is printed in the form that is parsed: %s',
    (path) => {
      const made = driverOption('key', path)
      expect(made).toEqual(parseDriverOption(made.text))
    },
  )

  test('has its last value', () => {
    expect(joinOptions(['a=1,b=2', 'A=3', 'a=4'].map(parseDriverOption))).toEqual({ a: '4', b: '2', A: '3' })
  })
})
