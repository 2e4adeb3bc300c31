/** The libraries that the programs of an image need, and those that their libraries need. */

import type { Image } from '../image.ts'
import { factsOf, NOWHERE, type Tree } from '../layer/tree.ts'
import { fits } from '../machines.ts'
import type { Program, Start } from './entrypoint.ts'
import { namesThere } from './modules.ts'
import { type Preloaded, preloaded } from './named.ts'
import { type Gap, load, type Process, processOf } from './process.ts'

export interface Linking {
  /** Programs that surely run, with what they have loaded when they begin. */
  readonly processes: readonly Process[]
  /** One for each file and name. */
  readonly lacking: readonly Lacking[]
  /** Files for another machine that a loader takes for a library, and the path of what needs it, or what names it. */
  readonly foreign: ReadonlyMap<number, string>
  /** What is to be loaded into every program and is not there. */
  readonly unloadable: readonly Preloaded[]
}

/** A library that is in no folder where a loader looks. */
interface Lacking {
  readonly program: Program
  /** The program itself, or a library that it loads. */
  readonly node: number
  readonly library: string
}

/** What an image links to of which not everything is there: of that, nothing is known. */
export const UNLINKED: Linking = { processes: [], lacking: [], foreign: new Map(), unloadable: [] }

/** Follows the names of libraries from what the image starts. */
export function linkingOf(tree: Tree, { platform, env }: Image, start: Start): Linking {
  if (platform.os !== 'linux') return UNLINKED
  const processes: Process[] = []
  const gaps = new Map<string, Gap & { readonly program: Program }>()
  for (const program of start.programs) {
    const process = fits(program.identity, platform) === 'wrong' ? undefined : processOf(tree, program, env)
    if (process === undefined) continue
    if (program.isSure) processes.push(process)
    for (const gap of load(process, process.program))
      gaps.set(`${gap.by.node} ${gap.name}`, { ...gap, program })
  }
  const all = [...gaps.values()]
  const isForeign = ({ foreign, program }: (typeof all)[number]): boolean => {
    const identity = foreign === NOWHERE ? undefined : factsOf(tree, foreign).identity
    return program.isSure && identity !== undefined && fits(identity, platform) === 'wrong'
  }
  const lacking = all.filter((gap) => !isForeign(gap))
  const preloads = preloaded(tree, env)
  const there = start.setsLibraryPath ? namesThere(tree, new Set(lacking.map(({ name }) => name))) : new Set()
  return {
    processes,
    lacking: lacking
      .filter(({ name }) => !there.has(name))
      .map(({ program, by, name }) => ({ program, node: by.node, library: name })),
    foreign: new Map([
      ...preloads.filter(({ node }) => node !== NOWHERE).map(({ node, by }) => [node, by] as const),
      ...all.filter(isForeign).map(({ foreign, by }) => [foreign, by.path] as const),
    ]),
    unloadable: start.programs.length === 0 ? [] : preloads.filter(({ node }) => node === NOWHERE),
  }
}
