/**
 * The libraries that a started program loads, found as loaders do: ld.so(8) and elf/dl-load.c (_dl_map_object) of glibc,
 * ldso/dynlink.c (load_library) of musl.
 */

import type { Links } from '../layer/inspect.ts'
import { childrenOf, factsOf, find, NOWHERE, nameOf, pathOf, type Tree } from '../layer/tree.ts'
import { type ElfIdentity, foreignSystem, machineWords } from '../machines.ts'
import type { Program } from './entrypoint.ts'
import { configuredFolders, defaultFolders, libraryPathFolders } from './libraries.ts'

/** A program, library or module in a process. */
export interface Loaded {
  readonly node: number
  /** As found: $ORIGIN is the folder of this path, not of a symlink's target. */
  readonly path: string
  readonly links: Links | undefined
  /** What it was loaded for; undefined for the program. */
  readonly loader: Loaded | undefined
}

/** A program and its libraries; only this file writes to it. */
export interface Process {
  readonly tree: Tree
  readonly program: Loaded
  readonly identity: ElfIdentity
  readonly isMusl: boolean
  /** The working directory that it is started in. */
  readonly folder: number
  /** The folders in LD_LIBRARY_PATH. */
  readonly libraryPath: readonly string[]
  /** The folders that the loader searches for every program. */
  readonly usual: readonly string[]
  /** Names that are resolved already. */
  readonly names: Set<string>
  readonly nodes: Set<number>
  /** Results of searches in the usual folders, by name. */
  readonly resolved: Map<string, Match>
}

/** A library that something in a process needs but the loader does not find. */
export interface Gap {
  readonly name: string
  readonly by: Loaded
  /** A file of this name for another machine; NOWHERE if there is none. */
  readonly foreign: number
}

interface Match {
  /** NOWHERE if nothing was found. */
  readonly node: number
  readonly path: string
  /** A file that the loader cannot use because it is for another machine. */
  readonly foreign: number
}

const NO_MATCH: Match = { node: NOWHERE, path: '', foreign: NOWHERE }

/** Loaders whose rules are implemented here; not Android's, for example. */
const LOADERS = /^(?:ld-linux[-\w]*|ld-musl-.+|ld-uClibc|ld64-uClibc|ld64|ld)\.so\.\d$/

/**
 * The process of a program before it has loaded anything.
 * @returns undefined if it has no loader, or an unsupported one
 */
export function processOf(tree: Tree, program: Program, env: readonly string[]): Process | undefined {
  const { node, path, identity, links, folder } = program
  const interpreter = links?.interpreter ?? ''
  const loader = interpreter === '' ? NOWHERE : find(tree, interpreter, folder)
  if (loader === NOWHERE || !LOADERS.test(nameIn(interpreter))) return undefined
  const loaderPath = pathOf(tree, loader)
  const usual = [...configuredFolders(tree), ...defaultFolders(machineWords(identity)), folderIn(loaderPath)]
  return {
    ...{ tree, identity, folder, libraryPath: libraryPathFolders(env), usual: [...new Set(usual)] },
    program: { node, path, links, loader: undefined },
    isMusl: [interpreter, loaderPath].some((each) => MUSL.test(nameIn(each))) || hasGcompat(tree),
    ...{ names: new Set(), nodes: new Set([node, loader]), resolved: new Map() },
  }
}

/** Alpine's libc6-compat has links to the second one. */
const MUSL = /^(?:ld-musl-|libc\.musl-)/

/** Alpine's gcompat provides a loader with glibc's name that starts musl's. */
function hasGcompat(tree: Tree): boolean {
  return ['/lib', '/usr/lib'].some((folder) => find(tree, `${folder}/libgcompat.so.0`) !== NOWHERE)
}

/** Loads the libraries that a file needs, and in turn those that these need. @returns the missing ones, each name once */
export function loadLibraries(process: Process, first: Loaded): readonly Gap[] {
  const gaps = new Map<string, Gap>()
  const queue = [first]
  for (const by of queue) {
    const needed =
      by.links?.needed?.filter((name) => !process.names.has(name) && !isProvided(process, name)) ?? []
    for (const name of needed) {
      const match = gaps.has(name) ? undefined : findLibrary(process, by, name)
      if (match?.node === NOWHERE) gaps.set(name, { name, by, foreign: match.foreign })
      else if (match !== undefined) addLibrary(process, queue, match, name, by)
    }
  }
  return [...gaps.values()]
}

function addLibrary(
  process: Process,
  queue: Loaded[],
  { node, path }: Match,
  name: string,
  loader: Loaded,
): void {
  process.names.add(name)
  if (process.nodes.has(node)) return
  process.nodes.add(node)
  const { detail } = factsOf(process.tree, node)
  queue.push({ node, path, links: detail?.kind === 'links' ? detail : undefined, loader })
}

/** Libraries that are part of musl, whatever their version: `reserved` in load_library. */
const MUSL_ITSELF = /^lib(?:c|pthread|rt|m|dl|util|xnet)\./

/**
 * Libraries of the graphics driver, which come from the host with it: src/nvc_info.c of NVIDIA's libnvidia-container
 * (utility_libs, compute_libs, video_libs, graphics_libs, graphics_libs_glvnd, dxcore).
 */
const HOST_LIBRARY =
  /^lib(?:cuda|cudadebugger|nvcuvid|nvoptix|vdpau_nvidia|(?:GLX|EGL|GLESv1_CM|GLESv2)_nvidia|nvidia-[\w-]+|dxcore)\.so(?:\.|$)/

function isProvided({ isMusl }: Process, name: string): boolean {
  return name === '' || HOST_LIBRARY.test(name) || (isMusl && MUSL_ITSELF.test(name))
}

function findLibrary(process: Process, by: Loaded, name: string): Match {
  // A name with a slash is a path, as the kernel takes it.
  if (name.includes('/')) return matchAt(process, name)
  const ownMatch = firstMatch(process, searchFolders(process, by), name)
  if (ownMatch.node !== NOWHERE || (process.isMusl && ownMatch.foreign !== NOWHERE)) return ownMatch
  const usual = process.resolved.get(name) ?? firstMatch(process, process.usual, name)
  process.resolved.set(name, usual)
  return { ...usual, foreign: ownMatch.foreign === NOWHERE ? usual.foreign : ownMatch.foreign }
}

/** The folders that a loader searches for one file: glibc uses RPATH only without RUNPATH; for musl both are the same. */
function searchFolders(process: Process, by: Loaded): readonly string[] {
  const { libraryPath, isMusl } = process
  const chain: Loaded[] = []
  for (let each: Loaded | undefined = by; each !== undefined; each = each.loader) chain.push(each)
  if (isMusl)
    return [
      ...libraryPath,
      ...chain.flatMap((each) => runPathFolders(process, each, muslRunPath(each.links))),
    ]
  const runpath = by.links?.runpath ?? ''
  const inherited = runpath === '' ? chain.filter(({ links }) => links?.runpath === '') : []
  const rpaths = inherited.flatMap((each) => runPathFolders(process, each, each.links?.rpath ?? ''))
  return [...rpaths, ...libraryPath, ...runPathFolders(process, by, runpath)]
}

function muslRunPath(links: Links | undefined): string {
  return links?.runpath || links?.rpath || ''
}

/** The folders of a run path, with its tokens expanded ("Dynamic string tokens"); an empty one is the working directory. */
function runPathFolders({ identity }: Process, { path }: Loaded, text: string): readonly string[] {
  if (text === '') return []
  const plain = text.split(':').map((folder) => folder.replaceAll(ORIGIN, () => folderIn(path)))
  if (!plain.some((folder) => folder.includes('$'))) return plain.map((folder) => folder || '.')
  const words = machineWords(identity)
  const libs = ['lib', 'lib64', ...words.map((word) => `lib/${word}`)]
  const withLib = plain.flatMap((folder) => expandToken(folder, LIB, libs))
  return withLib.flatMap((folder) => expandToken(folder, PLATFORM, words))
}

const ORIGIN = /\$(?:ORIGIN\b|\{ORIGIN\})/g
const LIB = /\$(?:LIB\b|\{LIB\})/g
const PLATFORM = /\$(?:PLATFORM\b|\{PLATFORM\})/g

function expandToken(folder: string, token: RegExp, values: readonly string[]): readonly string[] {
  return folder.search(token) === -1 ? [folder] : values.map((value) => folder.replaceAll(token, () => value))
}

/** glibc skips files for another machine; musl takes the first file and fails. */
function firstMatch(process: Process, folders: readonly string[], name: string): Match {
  const foreign: number[] = []
  for (const folder of folders) {
    const match = matchAt(process, `${folder}/${name}`)
    if (match.node !== NOWHERE) return match
    if (match.foreign !== NOWHERE) foreign.push(match.foreign)
    if (process.isMusl && foreign.length > 0) break
  }
  const [first = NOWHERE] = foreign
  const faster = process.isMusl ? NO_MATCH : forFasterMachines(process, folders, name)
  return faster.node === NOWHERE ? { ...NO_MATCH, foreign: first } : faster
}

/** Searches folders for processors with more capabilities, such as glibc-hwcaps/x86-64-v3. */
function forFasterMachines(process: Process, folders: readonly string[], name: string): Match {
  const { tree, folder: from } = process
  const all = folders.map((folder) => `${folder}/glibc-hwcaps`)
  const matches = all.flatMap((path) => {
    const below = childrenOf(tree, find(tree, path, from))
    return below.map((child) => matchAt(process, `${path}/${nameOf(tree, child)}/${name}`))
  })
  return matches.find(({ node }) => node !== NOWHERE) ?? NO_MATCH
}

function matchAt({ tree, folder, identity }: Process, path: string): Match {
  const node = find(tree, path, folder)
  const identityFound = node === NOWHERE ? undefined : factsOf(tree, node).identity
  if (identityFound === undefined) return NO_MATCH
  return isCompatible(identityFound, identity)
    ? { node, path, foreign: NOWHERE }
    : { ...NO_MATCH, foreign: node }
}

/** Whether a loader accepts one of the files in a process of the other. */
export function isCompatible(a: ElfIdentity, b: ElfIdentity): boolean {
  const isSameMachine = a.machine === b.machine && a.class === b.class && a.endian === b.endian
  return isSameMachine && foreignSystem(a) === foreignSystem(b)
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function folderIn(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}
