import { expect, test } from '@jest/globals'
import { present } from '../src/present.ts'

test('what is there stays, in order, an empty text and a zero among it', () => {
  expect(present(['b', false, '', undefined, 0, 'a'])).toEqual(['b', '', 0, 'a'])
})
