/** The libraries that the programs of an image need, and those that their libraries need. */

import type { Image } from '../image.ts'
import { factsOf, NOWHERE, type Tree } from '../layer/tree.ts'
import { fitOfElf } from '../machines.ts'
import type { Program, Start } from './entrypoint.ts'
import { namesThere } from './modules.ts'
import { type Preloaded, preloaded } from './named.ts'
import { type Gap, load, type Process, processOf } from './process.ts'

export interface Linking {
  /** Programs that surely run, with the libraries that they load at start. */
  readonly processes: readonly Process[]
  /** One for each file and name. */
  readonly lacking: readonly Lacking[]
  /** Files for another machine that a loader finds as a library, with the path of the file that needs it, or of what names it. */
  readonly foreign: ReadonlyMap<number, string>
  /** Missing libraries that are to be preloaded into every program. */
  readonly unloadable: readonly Preloaded[]
}

/** A library that the loader does not find. */
interface Lacking {
  readonly program: Program
  /** The program itself, or a library that it loads. */
  readonly node: number
  readonly library: string
}

/** The linking of an image whose layers were not all read: unknown. */
export const UNLINKED: Linking = { processes: [], lacking: [], foreign: new Map(), unloadable: [] }

/** Resolves the libraries of the programs that the image starts. */
export function linkingOf(tree: Tree, { platform, env }: Image, start: Start): Linking {
  if (platform.os !== 'linux') return UNLINKED
  const processes: Process[] = []
  const gaps = new Map<string, Gap & { readonly program: Program }>()
  for (const program of start.programs) {
    const process =
      fitOfElf(program.identity, platform) === 'wrong' ? undefined : processOf(tree, program, env)
    if (process === undefined) continue
    if (program.isSure) processes.push(process)
    for (const gap of load(process, process.program))
      gaps.set(`${gap.by.node} ${gap.name}`, { ...gap, program })
  }
  const all = [...gaps.values()]
  const isForeign = ({ foreign, program }: (typeof all)[number]): boolean => {
    const identity = foreign === NOWHERE ? undefined : factsOf(tree, foreign).identity
    return program.isSure && identity !== undefined && fitOfElf(identity, platform) === 'wrong'
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
