/** The libraries that the programs of an image need, and those that their libraries need. */

import type { Image } from '../image.ts'
import { factsOf, NOWHERE, type Tree } from '../layer/tree.ts'
import { fitOfElf } from '../machines.ts'
import type { Program, Start } from './entrypoint.ts'
import { presentNames } from './modules.ts'
import { type Preload, preloadsOf } from './named-files.ts'
import { type Gap, loadLibraries, type Process, processOf } from './process.ts'

export interface Linking {
  /** Programs that surely run, with the libraries that they load at start. */
  readonly processes: readonly Process[]
  /** One for each file and name. */
  readonly missing: readonly MissingLibrary[]
  /** Files for another machine that a loader finds as a library, with the path of the file that needs it, or of what names it. */
  readonly foreign: ReadonlyMap<number, string>
  /** Missing libraries that are to be preloaded into every program. */
  readonly missingPreloads: readonly Preload[]
}

/** A library that the loader does not find. */
interface MissingLibrary {
  readonly program: Program
  /** The program itself, or a library that it loads. */
  readonly node: number
  readonly library: string
}

/** The linking of an image whose layers were not all read: unknown. */
export const UNKNOWN_LINKING: Linking = {
  processes: [],
  missing: [],
  foreign: new Map(),
  missingPreloads: [],
}

/** Resolves the libraries of the programs that the image starts. */
export function linkingOf(tree: Tree, { platform, env }: Image, start: Start): Linking {
  if (platform.os !== 'linux') return UNKNOWN_LINKING
  const processes: Process[] = []
  const gaps = new Map<string, Gap & { readonly program: Program }>()
  for (const program of start.programs) {
    const process =
      fitOfElf(program.identity, platform) === 'wrong' ? undefined : processOf(tree, program, env)
    if (process === undefined) continue
    if (program.isSure) processes.push(process)
    for (const gap of loadLibraries(process, process.program))
      gaps.set(`${gap.by.node} ${gap.name}`, { ...gap, program })
  }
  const all = [...gaps.values()]
  const isForeign = ({ foreign, program }: (typeof all)[number]): boolean => {
    const identity = foreign === NOWHERE ? undefined : factsOf(tree, foreign).identity
    return program.isSure && identity !== undefined && fitOfElf(identity, platform) === 'wrong'
  }
  const missing = all.filter((gap) => !isForeign(gap))
  const preloads = preloadsOf(tree, env)
  const present = start.setsLibraryPath
    ? presentNames(tree, new Set(missing.map(({ name }) => name)))
    : new Set()
  return {
    processes,
    missing: missing
      .filter(({ name }) => !present.has(name))
      .map(({ program, by, name }) => ({ program, node: by.node, library: name })),
    foreign: new Map([
      ...preloads.filter(({ node }) => node !== NOWHERE).map(({ node, by }) => [node, by] as const),
      ...all.filter(isForeign).map(({ foreign, by }) => [foreign, by.path] as const),
    ]),
    missingPreloads: start.programs.length === 0 ? [] : preloads.filter(({ node }) => node === NOWHERE),
  }
}
