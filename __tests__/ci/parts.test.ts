import { describe, expect, test } from '@jest/globals'
import { type Selection, selectParts } from '../../.ci/parts.ts'

describe('the parts that npm test runs', () => {
  const ROWS: readonly { readonly args: readonly string[]; readonly selection: Selection }[] = [
    { args: [], selection: { quick: true, e2e: {} } },
    { args: ['quick'], selection: { quick: true, e2e: undefined } },
    { args: ['e2e'], selection: { quick: false, e2e: {} } },
    { args: ['e2e', '1/3'], selection: { quick: false, e2e: { shard: '1/3' } } },
    { args: ['e2e', '10/10'], selection: { quick: false, e2e: { shard: '10/10' } } },
  ]

  test.each(ROWS)('$args', ({ args, selection }) => {
    expect(selectParts(args)).toEqual(selection)
  })

  test.each(['slow', 'quick 1/3', 'e2e 0/3', 'e2e 4/3', 'e2e 1', 'e2e 1/3 2/3', 'e2e 1/3/3'])(
    '%s is refused',
    (text) => {
      expect(selectParts(text.split(' '))).toBeUndefined()
    },
  )
})
