import { expect, test } from '@jest/globals'
import { present } from '../src/present.ts'

test('defined values stay in order, an empty string and a zero included', () => {
  expect(present(['b', false, '', undefined, 0, 'a'])).toEqual(['b', '', 0, 'a'])
})
