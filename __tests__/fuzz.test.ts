import { expect, test } from '@jest/globals'
import { arrive, fuzz, GROWTH_LIMIT, growth } from '../e2e/fuzz.ts'

/** A small part of what `npm run fuzz` does; a set that fails is printed with its seed. */
test('5,000 sets of inputs give a plan that holds, or a refusal that names an input', async () => {
  const { plans, refusals, wrong, memory } = await fuzz({ seed: 20_260_801, sets: 5_000, commands: 0 })
  expect(wrong).toEqual([])
  expect(plans + refusals).toBe(5_000)
  // Neither answer is so rare that it would be tested by chance only.
  expect(plans).toBeGreaterThan(500)
  expect(refusals).toBeGreaterThan(500)
  expect(growth(memory)).toBeLessThan(GROWTH_LIMIT)
})

test('2,000 lists of all kinds of characters arrive as they were written, or are refused', async () => {
  const { arrived, refused, wrong } = await arrive({ seed: 20_260_801, lists: 2_000 })
  expect(wrong).toEqual([])
  expect(arrived + refused).toBe(2_000)
  // What is refused is a template that nobody knows, and nothing else.
  expect(arrived).toBeGreaterThan(1_800)
})
