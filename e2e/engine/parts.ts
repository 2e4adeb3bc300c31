import { createHash } from 'node:crypto'
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { reason } from './command.ts'
import type { Home } from './home.ts'
import { type Say, timed } from './progress.ts'

/** Something the engine is made of: a folder that is made once and then only looked at. */
export interface Part {
  /** Name of its folder and of its log. */
  readonly name: string
  /** What a person sees, with the version. */
  readonly title: string
  /** What the outcome depends on besides the title: when any of it changes, the part is made again. */
  readonly recipe: readonly string[]
  /** Said when making starts, where that takes long. */
  readonly takes?: string
  /** What to install or look at when making fails. */
  readonly remedy: string
  readonly make: (into: string, log: string) => Promise<void>
}

const STAMP = '.made'

/** Identifies what a part should be. */
export function keyOf(part: Part): string {
  return digest([part.title, ...part.recipe])
}

export function digest(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16)
}

/** The text of files, named from this folder on, for recipes. */
export function sources(...files: readonly string[]): readonly string[] {
  return files.map((file) => readFileSync(resolve(import.meta.dirname, file), 'utf8'))
}

/** Whether the part is there, was made by today's recipe, and no file of it is lost or cut off. */
export function intact(home: Home, part: Part): boolean {
  const folder = join(home.parts, part.name)
  try {
    return readFileSync(join(folder, STAMP), 'utf8') === stampOf(part, folder)
  } catch {
    return false
  }
}

/** Makes the part unless it is there. */
export async function ensure(home: Home, part: Part, say: Say): Promise<void> {
  if (intact(home, part)) return
  if (part.takes !== undefined) say(`… ${part.title}: ${part.takes}`)
  try {
    await timed(part.title, say, () => makePart(home, part))
  } catch (error) {
    throw new Error(`${part.title} could not be made: ${reason(error)}\n  It needs ${part.remedy}.`)
  }
}

/** Beside its place first, so that a half-made part is never taken for a whole one. */
async function makePart(home: Home, part: Part): Promise<void> {
  const folder = join(home.parts, part.name)
  const making = join(home.parts, `.making-${part.name}`)
  const log = join(home.logs, `${part.name}.log`)
  for (const old of [making, folder, log]) rmSync(old, { recursive: true, force: true })
  for (const fresh of [making, home.logs]) mkdirSync(fresh, { recursive: true })
  try {
    await part.make(making, log)
    writeFileSync(join(making, STAMP), stampOf(part, making))
    renameSync(making, folder)
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}

/** Sizes and not contents: read in milliseconds, and what damages a cache is a full disk or a killed process. */
function stampOf(part: Part, folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && entry.name !== STAMP)
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return `${relative(folder, path)} ${entry.isSymbolicLink() ? readlinkSync(path) : lstatSync(path).size}`
    })
  return `${keyOf(part)} ${digest(entries.sort())}\n`
}
