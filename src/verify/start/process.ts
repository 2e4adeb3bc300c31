/**
 * What a started program loads, as loaders find it: ld.so(8) and elf/dl-load.c (_dl_map_object) of glibc,
 * ldso/dynlink.c (load_library) of musl.
 */

import type { Links } from '../layer/inspect.ts'
import { childrenOf, factsOf, find, NOWHERE, nameOf, pathOf, type Tree } from '../layer/tree.ts'
import { type ElfIdentity, foreignSystem, machineWords } from '../machines.ts'
import type { Program } from './entrypoint.ts'
import { configuredFolders, presetFolders, usualFolders } from './libraries.ts'

/** A program, a library or a module that is in a process. */
export interface Loaded {
  readonly node: number
  /** As it was found: $ORIGIN is its folder, wherever a symlink leads. */
  readonly path: string
  readonly links: Links | undefined
  /** What it was loaded for; undefined of the program. */
  readonly loader: Loaded | undefined
}

/** A program with what it has loaded; only this file writes to it. */
export interface Process {
  readonly tree: Tree
  readonly program: Loaded
  readonly identity: ElfIdentity
  readonly isMusl: boolean
  /** The folder that it is started in. */
  readonly folder: number
  /** Those of LD_LIBRARY_PATH. */
  readonly preset: readonly string[]
  /** Where the loader looks for everybody. */
  readonly usual: readonly string[]
  /** Names that something is loaded for. */
  readonly names: Set<string>
  readonly nodes: Set<number>
  /** What was found in the usual folders. */
  readonly known: Map<string, Match>
}

/** A library that something in a process needs, and that the loader does not find. */
export interface Gap {
  readonly name: string
  readonly by: Loaded
  /** The file that is there by this name, for another machine; NOWHERE where none is. */
  readonly foreign: number
}

interface Match {
  /** NOWHERE where nothing fits. */
  readonly node: number
  readonly path: string
  /** What the loader cannot take, being for another machine. */
  readonly foreign: number
}

const NOTHING: Match = { node: NOWHERE, path: '', foreign: NOWHERE }

/** Loaders whose rules are known here. Not Android's, for example. */
const LOADERS = /^(?:ld-linux[-\w]*|ld-musl-.+|ld-uClibc|ld64-uClibc|ld64|ld)\.so\.\d$/

/**
 * What is there before a program has loaded anything.
 * @returns undefined where nothing is loaded, or nobody here knows how
 */
export function processOf(tree: Tree, program: Program, env: readonly string[]): Process | undefined {
  const { node, path, identity, links, folder } = program
  const interpreter = links?.interpreter ?? ''
  const loader = interpreter === '' ? NOWHERE : find(tree, interpreter, folder)
  if (loader === NOWHERE || !LOADERS.test(nameIn(interpreter))) return undefined
  const loaderPath = pathOf(tree, loader)
  const usual = [...configuredFolders(tree), ...usualFolders(machineWords(identity)), folderIn(loaderPath)]
  return {
    ...{ tree, identity, folder, preset: presetFolders(env), usual: [...new Set(usual)] },
    program: { node, path, links, loader: undefined },
    isMusl: [interpreter, loaderPath].some((each) => MUSL.test(nameIn(each))) || hasGcompat(tree),
    ...{ names: new Set(), nodes: new Set([node, loader]), known: new Map() },
  }
}

/** The second one is what Alpine's libc6-compat has links to. */
const MUSL = /^(?:ld-musl-|libc\.musl-)/

/** Alpine's gcompat brings a loader by glibc's name, which starts musl's. */
function hasGcompat(tree: Tree): boolean {
  return ['/lib', '/usr/lib'].some((folder) => find(tree, `${folder}/libgcompat.so.0`) !== NOWHERE)
}

/** Loads what something needs, and what that needs. @returns what is not found, each name once */
export function load(process: Process, first: Loaded): readonly Gap[] {
  const gaps = new Map<string, Gap>()
  const queue = [first]
  for (const by of queue) {
    const wanted =
      by.links?.needed?.filter((name) => !process.names.has(name) && !isGiven(process, name)) ?? []
    for (const name of wanted) {
      const match = gaps.has(name) ? undefined : lookUp(process, by, name)
      if (match?.node === NOWHERE) gaps.set(name, { name, by, foreign: match.foreign })
      else if (match !== undefined) add(process, queue, match, name, by)
    }
  }
  return [...gaps.values()]
}

function add(process: Process, queue: Loaded[], { node, path }: Match, name: string, loader: Loaded): void {
  process.names.add(name)
  if (process.nodes.has(node)) return
  process.nodes.add(node)
  const { detail } = factsOf(process.tree, node)
  queue.push({ node, path, links: detail?.kind === 'links' ? detail : undefined, loader })
}

/** What musl takes for itself, whatever its version: `reserved` in load_library. */
const MUSL_ITSELF = /^lib(?:c|pthread|rt|m|dl|util|xnet)\./

/**
 * Libraries of the graphics driver, which come from the host with it: src/nvc_info.c of NVIDIA's libnvidia-container
 * (utility_libs, compute_libs, video_libs, graphics_libs, graphics_libs_glvnd, dxcore).
 */
const OF_THE_HOST =
  /^lib(?:cuda|cudadebugger|nvcuvid|nvoptix|vdpau_nvidia|(?:GLX|EGL|GLESv1_CM|GLESv2)_nvidia|nvidia-[\w-]+|dxcore)\.so(?:\.|$)/

function isGiven({ isMusl }: Process, name: string): boolean {
  return name === '' || OF_THE_HOST.test(name) || (isMusl && MUSL_ITSELF.test(name))
}

function lookUp(process: Process, by: Loaded, name: string): Match {
  // A name with a slash is a path, as the kernel takes it.
  if (name.includes('/')) return matchAt(process, name)
  const own = firstMatch(process, ownFolders(process, by), name)
  if (own.node !== NOWHERE || (process.isMusl && own.foreign !== NOWHERE)) return own
  const usual = process.known.get(name) ?? firstMatch(process, process.usual, name)
  process.known.set(name, usual)
  return { ...usual, foreign: own.foreign === NOWHERE ? usual.foreign : own.foreign }
}

/** Where a loader looks for one file: glibc in a RPATH only where there is no RUNPATH; for musl both are one. */
function ownFolders(process: Process, by: Loaded): readonly string[] {
  const { preset, isMusl } = process
  const chain: Loaded[] = []
  for (let each: Loaded | undefined = by; each !== undefined; each = each.loader) chain.push(each)
  if (isMusl) return [...preset, ...chain.flatMap((each) => folders(process, each, musls(each.links)))]
  const runpath = by.links?.runpath ?? ''
  const inherited = runpath === '' ? chain.filter(({ links }) => links?.runpath === '') : []
  const rpaths = inherited.flatMap((each) => folders(process, each, each.links?.rpath ?? ''))
  return [...rpaths, ...preset, ...folders(process, by, runpath)]
}

function musls(links: Links | undefined): string {
  return links?.runpath || links?.rpath || ''
}

/** A run path: folders, with what loaders put in ("Dynamic string tokens"); an empty one is where the process is. */
function folders({ identity }: Process, { path }: Loaded, text: string): readonly string[] {
  if (text === '') return []
  const plain = text.split(':').map((folder) => folder.replaceAll(ORIGIN, () => folderIn(path)))
  if (!plain.some((folder) => folder.includes('$'))) return plain.map((folder) => folder || '.')
  const words = machineWords(identity)
  const libs = ['lib', 'lib64', ...words.map((word) => `lib/${word}`)]
  const withLib = plain.flatMap((folder) => filledIn(folder, LIB, libs))
  return withLib.flatMap((folder) => filledIn(folder, PLATFORM, words))
}

const ORIGIN = /\$(?:ORIGIN\b|\{ORIGIN\})/g
const LIB = /\$(?:LIB\b|\{LIB\})/g
const PLATFORM = /\$(?:PLATFORM\b|\{PLATFORM\})/g

function filledIn(folder: string, token: RegExp, values: readonly string[]): readonly string[] {
  return folder.search(token) === -1 ? [folder] : values.map((value) => folder.replaceAll(token, () => value))
}

/** glibc passes over files of another machine; musl takes the first file, and fails. */
function firstMatch(process: Process, folders: readonly string[], name: string): Match {
  const foreign: number[] = []
  for (const folder of folders) {
    const match = matchAt(process, `${folder}/${name}`)
    if (match.node !== NOWHERE) return match
    if (match.foreign !== NOWHERE) foreign.push(match.foreign)
    if (process.isMusl && foreign.length > 0) break
  }
  const [first = NOWHERE] = foreign
  const faster = process.isMusl ? NOTHING : forFasterMachines(process, folders, name)
  return faster.node === NOWHERE ? { ...NOTHING, foreign: first } : faster
}

/** Folders for processors that have more, such as glibc-hwcaps/x86-64-v3. */
function forFasterMachines(process: Process, folders: readonly string[], name: string): Match {
  const { tree, folder: from } = process
  const all = folders.map((folder) => `${folder}/glibc-hwcaps`)
  const matches = all.flatMap((path) => {
    const node = find(tree, path, from)
    const below = node === NOWHERE ? [] : childrenOf(tree, node)
    return below.map((child) => matchAt(process, `${path}/${nameOf(tree, child)}/${name}`))
  })
  return matches.find(({ node }) => node !== NOWHERE) ?? NOTHING
}

function matchAt({ tree, folder, identity }: Process, path: string): Match {
  const node = find(tree, path, folder)
  const found = node === NOWHERE ? undefined : factsOf(tree, node).identity
  if (found === undefined) return NOTHING
  return isAlike(found, identity) ? { node, path, foreign: NOWHERE } : { ...NOTHING, foreign: node }
}

/** Whether a loader takes the one into a process of the other. */
export function isAlike(a: ElfIdentity, b: ElfIdentity): boolean {
  const isSameMachine = a.machine === b.machine && a.class === b.class && a.endian === b.endian
  return isSameMachine && foreignSystem(a) === foreignSystem(b)
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function folderIn(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}
