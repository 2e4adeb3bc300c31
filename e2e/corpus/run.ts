/** Makes the image of a recipe in a layout, proves it, and removes what no other image has. */
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { reason } from '../engine/command.ts'
import { intoFolder, type NewLayer, putImage, putLayer } from '../harness/layout-writer.ts'
import { downloadSystem } from './apt.ts'
import { NotFetched } from './fetch.ts'
import { type Outcome, verdictOf } from './outcome.ts'
import { prove } from './prove.ts'
import type { Recipe, System } from './recipe.ts'
import { installDebs, layPart, staged } from './stage.ts'

/** A layout, and the systems that are already in it. */
export interface Workshop {
  readonly folder: string
  readonly systems: Map<string, Promise<NewLayer>>
}

export async function outcomeOf(workshop: Workshop, recipe: Recipe): Promise<Outcome> {
  try {
    return await proveRecipe(workshop, recipe)
  } catch (error) {
    const kind = error instanceof NotFetched ? 'not tried' : 'not made'
    return { recipe, verdict: { kind, why: reason(error) }, proven: undefined }
  }
}

async function proveRecipe({ folder, systems }: Workshop, recipe: Recipe): Promise<Outcome> {
  const system = recipe.system === undefined ? [] : [await systemLayer(folder, systems, recipe.system)]
  const own = await layerOf(folder, async (root) => {
    for (const part of recipe.parts) await layPart(root, part)
  })
  const layers = [...system, own]
  const subject = putImage(intoFolder(folder), {
    platform: recipe.platform,
    layers: layers.map(({ descriptor }) => descriptor),
    diffIds: layers.map(({ diffId }) => diffId),
    config: { config: recipe.config },
  })
  const proven = await prove(folder, subject)
  rmSync(join(folder, 'blobs', ...own.descriptor.digest.split(':')), { force: true })
  return { recipe, verdict: verdictOf(recipe.expected, proven.findings), proven }
}

function systemLayer(folder: string, systems: Workshop['systems'], system: System): Promise<NewLayer> {
  const key = createHash('sha256').update(JSON.stringify(system)).digest('hex')
  const known = systems.get(key) ?? makeSystem(folder, system)
  systems.set(key, known)
  return known
}

async function makeSystem(folder: string, system: System): Promise<NewLayer> {
  const debs = await downloadSystem(system).catch((error: unknown) => {
    throw new NotFetched(`${system.packages.join(' ')} (${system.architecture}): ${reason(error)}`)
  })
  return layerOf(folder, (root) => installDebs(root, debs))
}

/** Plain, since what is measured is the proof and not gzip. */
async function layerOf(folder: string, lay: (root: string) => Promise<void>): Promise<NewLayer> {
  return putLayer(intoFolder(folder), await staged(lay), (bytes) => bytes, '')
}
