import { expect, test } from '@jest/globals'
import { arrive, fuzz, GROWTH_LIMIT, growth } from '../e2e/fuzz.ts'

/** A small part of `npm run fuzz`; a failing set is printed with its seed. */
test('2,500 sets of inputs have either a valid plan or a refusal that names an input', async () => {
  const { plans, refusals, wrong, memory } = await fuzz({ seed: 20_260_801, sets: 2_500, commands: 0 })
  expect(wrong).toEqual([])
  expect(plans + refusals).toBe(2_500)
  // Neither result is so rare that it would only be tested by chance.
  expect(plans).toBeGreaterThan(250)
  expect(refusals).toBeGreaterThan(250)
  expect(growth(memory)).toBeLessThan(GROWTH_LIMIT)
})

test('2,000 lists of all kinds of characters are either passed on as written or refused', async () => {
  const { arrived, refused, wrong } = await arrive({ seed: 20_260_801, lists: 2_000 })
  expect(wrong).toEqual([])
  expect(arrived + refused).toBe(2_000)
  // Only unknown templates are refused.
  expect(arrived).toBeGreaterThan(1_800)
})
