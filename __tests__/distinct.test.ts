import { expect, test } from '@jest/globals'
import { distinctBy } from '../src/distinct.ts'

test('the first of each key stays, in order', () => {
  expect(distinctBy(['bb', 'a', 'cc', 'ddd', 'e'], (item) => item.length)).toEqual(['bb', 'a', 'ddd'])
  expect(distinctBy([], (item) => item)).toEqual([])
})
