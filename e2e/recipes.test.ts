import { describe, expect } from '@jest/globals'
import { mapConcurrent } from '../src/concurrency.ts'
import { printPlatform } from '../src/platforms/platform.ts'
import { digestOf } from './harness/layout-writer.ts'
import { type Pushed, pushBlob, pushImage } from './harness/push.ts'
import * as registry from './harness/registry.ts'
import { RIGHT, WRONG } from './recipes/all.ts'
import { missingParts, putRecipe, type Recipe } from './recipes/recipe.ts'
import { endToEnd, errorsOf, type Run, type Stage } from './stage.ts'

// More of them pass through the bundle in __tests__/bundle/recipes-*.test.ts; these are in a real registry.

const SOME = 12
const AT_ONCE = 3

const some = (recipes: readonly Recipe[]): readonly Recipe[] =>
  recipes.filter((_, at) => at % Math.ceil(recipes.length / SOME) === 0)

/** Puts the image of a recipe into a repository without a tag. */
async function pushRecipe(repository: string, recipe: Recipe): Promise<{ platform: string; image: Pushed }> {
  const blobs = new Map<string, Buffer>()
  const put = (bytes: Buffer): string => {
    const digest = digestOf(bytes)
    blobs.set(digest, bytes)
    return digest
  }
  const get = (digest: string): Buffer => blobs.get(digest) ?? Buffer.alloc(0)
  const { platform, descriptor } = putRecipe(put, recipe)
  const manifest: { config: Pushed; layers: readonly Pushed[] } = JSON.parse(
    get(descriptor.digest).toString(),
  )
  for (const { digest, mediaType } of manifest.layers) await pushBlob(repository, get(digest), mediaType)
  const config = JSON.parse(get(manifest.config.digest).toString())
  return { platform: printPlatform(platform), image: await pushImage(repository, config, manifest.layers) }
}

interface Joined {
  readonly recipe: Recipe
  readonly repository: string
  readonly digest: string
  readonly run: Run
}

function joinSome(stage: Stage, recipes: readonly Recipe[]): Promise<readonly Joined[]> {
  return mapConcurrent([...some(recipes).entries()], AT_ONCE, async ([at, recipe]) => {
    const repository = `${stage.repository}/${at}`
    const { platform, image } = await pushRecipe(repository, recipe)
    const parts = `${platform}=${repository}@${image.digest}`
    const run = await stage.run({ mode: 'merge', platforms: platform, tags: `${repository}:1`, parts })
    return { recipe, repository, digest: image.digest, run }
  })
}

describe('images of recipes in a registry', () => {
  endToEnd('get their tags if they are right', async (stage) => {
    for (const { recipe, repository, digest, run } of await joinSome(stage, RIGHT)) {
      expect([recipe.what, errorsOf(run.main)]).toEqual([recipe.what, []])
      expect([recipe.what, await registry.resolve(`${repository}:1`)]).toEqual([recipe.what, digest])
    }
  })

  endToEnd('get none if they are wrong, for the right reason', async (stage) => {
    for (const { recipe, repository, run } of await joinSome(stage, WRONG)) {
      const [telling] = recipe.tells ?? []
      const errors = errorsOf(run.main).map((error) => `error: ${error.replaceAll('\n', ' ')}`)
      const lacking = errors.map((error) => (telling === undefined ? [] : missingParts(error, telling)))
      expect([errors, lacking]).toEqual([errors, expect.arrayContaining([[]])])
      expect([recipe.what, await registry.tags(repository)]).toEqual([recipe.what, []])
    }
  })
})
