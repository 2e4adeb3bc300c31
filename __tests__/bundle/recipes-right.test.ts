import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { RIGHT } from '../../e2e/recipes/all.ts'
import { expectFindings, recipeShop, type Shop, throughBundle } from './recipes.ts'

let shop: Shop

beforeAll(async () => {
  shop = await recipeShop()
})

afterAll(() => shop.close())

test.each(throughBundle(RIGHT))('gets its tag: $what', async (recipe) => {
  const { main, digest, tag } = await shop.join(recipe)
  expectFindings(main, recipe)
  expect([main.exitCode, main.outputs['digest'], tag]).toEqual([0, digest, digest])
})
