import type { Platform } from '../../platforms/platform.ts'
import { type ElfIdentity, machineName } from '../machines.ts'
import { isBuilt } from '../packages/built.ts'
import { fetchedWith } from '../packages/fetched.ts'
import type { PathWords } from '../words.ts'
import type { JudgeRule } from './file.ts'
import { packageOf } from './package.ts'
import { folderOf, type Places } from './places.ts'

/** The same file for several machines side by side. */
interface MachineSet {
  /** Whether one of them is for the platform. */
  hasRight: boolean
  /** Whether such a one also says so, or says nothing: on amd64, one of 386 is right, and not the platform's own. */
  hasOwn: boolean
  /** Whether one of the others says that it is. */
  hasClaim: boolean
  readonly machine: string
  /** How many others there are. */
  count: number
  /** Whether the others are for more than one machine or system. */
  isMixed: boolean
}

/** The programs and libraries of a package that has some for other machines. */
interface PackageFiles {
  /** Names of those for the platform, without words for machines. */
  readonly own: Set<string>
  readonly machines: Set<string>
  hasRight: boolean
}

/** By what the paths of a set have in common; only this file writes to it. */
export interface Sets {
  readonly byPath: Map<string, MachineSet>
  /** The same for files without a word: whether there is one for the platform that says so. */
  readonly unnamed: Map<string, boolean>
  /** What there is in packages with files for other machines, by their folders. */
  readonly packages: Map<string, PackageFiles>
  /** What a tool fetched as a whole, with files for other machines: whether there are some for the platform, too. */
  readonly fetched: Map<string, boolean>
  /** The same for the names of native libraries of .NET, wherever another one with that name lies. */
  readonly natives: Map<string, boolean>
  /** Characters that may still be kept. */
  room: number
}

/** Packages for several machines have some hundred files; no more is spent on images that are made to be large. */
const ROOM = 8 << 20

export function newSets(): Sets {
  return {
    byPath: new Map(),
    unnamed: new Map(),
    packages: new Map(),
    fetched: new Map(),
    natives: new Map(),
    room: ROOM,
  }
}

/** Begins a set with a file that is not for the platform, or adds it. */
export function addForeign(sets: Sets, words: PathWords, identity: ElfIdentity, { arch }: Platform): void {
  const key = words.common
  if (!words.hasWord) {
    addUnnamed(sets, key)
    return
  }
  const hasClaim = words.arch === arch && !words.isForeignSystem
  const machine = machineName(identity) + (words.isForeignSystem ? ', other system' : '')
  const known = sets.byPath.get(key)
  if (known !== undefined) {
    known.count += 1
    known.hasClaim ||= hasClaim
    known.isMixed ||= known.machine !== machine
    return
  }
  if (sets.room < key.length) return
  sets.room -= key.length
  sets.byPath.set(key, { hasRight: false, hasOwn: false, hasClaim, machine, count: 1, isMixed: false })
}

function addUnnamed(sets: Sets, key: string): void {
  if (sets.unnamed.has(key) || sets.room < key.length) return
  sets.room -= key.length
  sets.unnamed.set(key, false)
}

/** Adds a file that is for the platform, with or without a word for it in its name, to the set that it belongs to. */
export function addRight({ byPath, unnamed }: Sets, words: PathWords, { arch }: Platform): void {
  if (words.arch === arch && unnamed.has(words.common)) unnamed.set(words.common, true)
  const known = byPath.get(words.common)
  if (known === undefined) return
  known.hasRight = true
  known.hasOwn ||= (words.arch ?? arch) === arch
}

/** Adds what a file that is not for the platform belongs to: what was fetched with it, or its name. */
export function addOwner(sets: Sets, owners: Map<string, boolean>, folder: string | undefined): void {
  if (folder === undefined || owners.has(folder) || sets.room < folder.length) return
  sets.room -= folder.length
  owners.set(folder, false)
}

/** Adds one that is for the platform to what it belongs to. */
export function addOwned(owners: Map<string, boolean>, folder: string | undefined): void {
  if (folder !== undefined && owners.has(folder)) owners.set(folder, true)
}

/** Adds the package of a file that is not for the platform. */
export function addPackage(sets: Sets, folder: string | undefined, identity: ElfIdentity): void {
  if (folder === undefined) return
  const known = sets.packages.get(folder)
  if (known === undefined && sets.room < folder.length) return
  const files = known ?? { own: new Set(), machines: new Set(), hasRight: false }
  files.machines.add(machineName(identity))
  if (known !== undefined) return
  sets.room -= folder.length
  sets.packages.set(folder, files)
}

/** A file of a package that is for the platform. */
export function addToPackage(sets: Sets, folder: string | undefined, { common }: PathWords): void {
  const files = folder === undefined ? undefined : sets.packages.get(folder)
  if (files === undefined) return
  files.hasRight = true
  const name = nameIn(common)
  if (files.own.has(name) || sets.room < name.length) return
  sets.room -= name.length
  files.own.add(name)
}

/** The last part of what paths have in common. */
function nameIn(common: string): string {
  return common.slice(common.lastIndexOf('/') + 1)
}

/**
 * Whether a file was published together with those for the platform: there is one of its name, or the package has some
 * for two other machines as well. One that somebody copied into a package has neither.
 */
export function isPublished({ packages }: Sets, folder: string | undefined, { common }: PathWords): boolean {
  const files = folder === undefined ? undefined : packages.get(folder)
  return files?.hasRight === true && (files.own.has(nameIn(common)) || files.machines.size > 1)
}

function setOf({ byPath }: Sets, { hasWord, common }: PathWords): MachineSet | undefined {
  return hasWord ? byPath.get(common) : undefined
}

const SILENT = { severity: 'silent', reason: { kind: 'in a set' } } as const

/** Programs of several machines in one folder of PATH, each named after its own; `app` itself is another one. */
export const besideItsTwin: JudgeRule = ({ node, words }, { places, sets, platform }) => {
  const claimed = words.ownArch
  if (places.linked.has(node) || claimed === undefined || claimed === platform.arch) return undefined
  return setOf(sets, words)?.hasRight === true ? SILENT : undefined
}

/**
 * A right one is there, or none says to be for the platform: each machine takes its own, and the others none. What has
 * no word is for the machine that its publisher began with.
 */
export const inSet: JudgeRule = ({ path, words }, { sets, platform }) => {
  if (!words.hasWord) return sets.unnamed.get(words.common) === true ? SILENT : undefined
  const set = setOf(sets, words)
  if (set === undefined) return undefined
  const isOwn = words.arch === platform.arch
  const isExplained = isOwn
    ? set.hasOwn
    : set.hasRight || set.hasClaim || (set.isMixed && !isWanted(sets, path))
  return isExplained ? SILENT : undefined
}

/** What a package runs or loads; programs elsewhere in it may be samples. */
const USED = /\.(?:node|so)(?:\.[\d.]+)?$|\/bin\//

/** Where .NET looks for native libraries, and has no other place for those of one machine (learn.microsoft.com, "RID Catalog"). */
const NATIVE = /\/runtimes\/[^/]+\/native\//

/** Whether one for the platform is missed: where it is fetched or compiled, or in a package that has nothing else for it. */
function isWanted({ packages }: Sets, path: string): boolean {
  const hasNone = packages.get(packageOf(path) ?? '')?.hasRight === false
  return (hasNone && USED.test(path)) || isBuilt(path) || NATIVE.test(path) || fetchedWith(path) !== undefined
}

/** The one that says to be for the platform. A publisher's mistake in a package for several machines stops nobody. */
export const misnamed: JudgeRule = ({ path, words }, { sets, platform }) => {
  if (words.arch !== platform.arch) return undefined
  const isPublished = packageOf(path) !== undefined && (setOf(sets, words)?.count ?? 1) > 1
  return { severity: isPublished ? 'warning' : 'error', reason: { kind: 'misnamed', says: platform.arch } }
}

/** A folder or a library's name says for which machine it is, and nothing else is there. */
export const aloneInSet: JudgeRule = ({ path, words }, { places }) => {
  // `app-amd64` in a bin folder is there to be run.
  const isProgram = /\/s?bin\/[^/]+$/.test(path)
  const claimed = isProgram ? words.folderArch : words.arch
  const isForSystem = namesSystemOnly(path) || isOneOfSystems(path, words, places)
  const isNamed = claimed !== undefined || (!isProgram && isForSystem)
  return isNamed ? { severity: 'warning', reason: { kind: 'alone' } } : undefined
}

/** `agent-linux` beside `agent-darwin` or `agent-windows.exe`. */
function isOneOfSystems(
  path: string,
  { hasWord, isForeignSystem, common }: PathWords,
  places: Places,
): boolean {
  return hasWord && !isForeignSystem && places.otherSystems(folderOf(path)).has(common)
}

/** One program a system, as in linux/, macos/ and windows/: for whichever machine its publisher has. */
function namesSystemOnly(path: string): boolean {
  return /\/(?:linux|linux64|android)\/[^/]+$/i.test(path)
}
