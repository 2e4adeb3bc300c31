import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { WRONG } from '../../e2e/recipes/all.ts'
import { expectFindings, recipeShop, type Shop, throughBundle } from './recipes.ts'

let shop: Shop

beforeAll(async () => {
  shop = await recipeShop()
})

afterAll(() => shop.close())

test.each(throughBundle(WRONG))('gets no tag: $what', async (recipe) => {
  const { main, tag } = await shop.join(recipe)
  expectFindings(main, recipe)
  expect([main.exitCode, Object.keys(main.outputs), tag]).toEqual([1, ['proof'], undefined])
  expect(main.summary).toContain('No tag has moved')
})
