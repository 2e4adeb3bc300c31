/** Creates the image of a recipe in a layout, proves it, and removes it. */
import { existsSync, linkSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { reason } from '../engine/command.ts'
import { intoFolder, type NewLayer, putImage, putLayer } from '../harness/layout-writer.ts'
import { downloadSystem } from './apt.ts'
import { NotFetched } from './fetch.ts'
import { type Outcome, verdictOf } from './outcome.ts'
import { prove } from './prove.ts'
import type { Recipe, System } from './recipe.ts'
import { installDebs, layPart, staged } from './stage.ts'

/** The folder in which images are created. */
export interface Workshop {
  /** Its layout has the systems; each image gets a separate layout, because two images may share a layer. */
  readonly folder: string
  readonly systems: Map<string, Promise<NewLayer>>
  /** Number of recipes that have not been proven yet, by system. */
  readonly waiting: Map<string, number>
}

/** @param folder an empty folder */
export function workshop(folder: string, recipes: readonly Recipe[]): Workshop {
  const waiting = new Map<string, number>()
  for (const { system } of recipes) {
    const key = JSON.stringify(system)
    waiting.set(key, (waiting.get(key) ?? 0) + 1)
  }
  return { folder, systems: new Map(), waiting }
}

export async function outcomeOf(workshop: Workshop, recipe: Recipe): Promise<Outcome> {
  try {
    return await proveRecipe(workshop, recipe)
  } catch (error) {
    const kind = error instanceof NotFetched ? 'not tried' : 'not made'
    return { recipe, verdict: { kind, why: reason(error) }, proven: undefined }
  }
}

async function proveRecipe(place: Workshop, recipe: Recipe): Promise<Outcome> {
  const { folder, systems } = place
  const layout = mkdtempSync(join(folder, 'image-'))
  try {
    const system = recipe.system === undefined ? [] : await systemLayers(folder, systems, recipe.system)
    const own = await layerOf(layout, async (root) => {
      for (const part of recipe.parts) await layPart(root, part)
    })
    for (const { descriptor } of system) linkBlob(folder, layout, descriptor.digest)
    const layers = [...system, own]
    const subject = putImage(intoFolder(layout), {
      platform: recipe.platform,
      layers: layers.map(({ descriptor }) => descriptor),
      diffIds: layers.map(({ diffId }) => diffId),
      config: { config: recipe.config },
    })
    const proven = await prove(layout, subject)
    // Keeps the small Debian, which is the lowest layer.
    const [, ...more] = isLast(place, recipe) ? system : []
    for (const { descriptor } of more) rmSync(blobOf(folder, descriptor.digest))
    return { recipe, verdict: verdictOf(recipe.expected, proven.findings), proven }
  } finally {
    rmSync(layout, { recursive: true })
  }
}

function linkBlob(from: string, to: string, digest: string): void {
  if (!existsSync(blobOf(to, digest))) linkSync(blobOf(from, digest), blobOf(to, digest))
}

function blobOf(folder: string, digest: string): string {
  return join(folder, 'blobs', ...digest.split(':'))
}

/** Whether no other recipe waits for the system of this one. */
function isLast({ waiting }: Workshop, { system }: Recipe): boolean {
  const key = JSON.stringify(system)
  const left = (waiting.get(key) ?? 0) - 1
  waiting.set(key, left)
  return left === 0
}

/** The small Debian that all systems of an architecture share, and a layer with the additional packages of this one. */
async function systemLayers(
  folder: string,
  systems: Workshop['systems'],
  system: System,
): Promise<readonly NewLayer[]> {
  const small = { ...system, packages: BASE }
  const made = [await systemLayer(folder, systems, small, [])]
  if (system.packages.length > 0) made.push(await systemLayer(folder, systems, system, await debsOf(small)))
  return made
}

function systemLayer(
  folder: string,
  systems: Workshop['systems'],
  system: System,
  below: readonly string[],
): Promise<NewLayer> {
  const key = JSON.stringify(system)
  const known = systems.get(key) ?? makeSystem(folder, system, below)
  systems.set(key, known)
  return known
}

async function makeSystem(folder: string, system: System, below: readonly string[]): Promise<NewLayer> {
  const debs = await debsOf({ ...system, packages: [...BASE, ...system.packages] })
  const more = debs.filter((deb) => !below.includes(deb))
  return layerOf(folder, (root) => installDebs(root, more, below))
}

async function debsOf(system: System): Promise<readonly string[]> {
  try {
    return await downloadSystem(system)
  } catch (error) {
    throw new NotFetched(`${system.packages.join(' ')} (${system.architecture}): ${reason(error)}`)
  }
}

/** The packages of slim images. */
const BASE = [
  ...['base-files', 'base-passwd', 'dash', 'bash', 'coreutils', 'sed', 'grep', 'findutils', 'tar', 'gzip'],
  ...['libstdc++6', 'zlib1g'],
]

/** Not compressed, because the measurement is about the proof and not about gzip. */
async function layerOf(folder: string, lay: (root: string) => Promise<void>): Promise<NewLayer> {
  return putLayer(intoFolder(folder), await staged(lay), (bytes) => bytes, '')
}
