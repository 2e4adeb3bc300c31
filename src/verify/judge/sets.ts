import type { Platform } from '../../platforms/platform.ts'
import { type ElfIdentity, machineName } from '../machines.ts'
import type { PathWords } from '../name-words.ts'
import { isBuiltInPlace } from '../packages/built-in-place.ts'
import { downloadOf } from '../packages/downloads.ts'
import type { JudgeRule } from './file.ts'
import { packageFolderOf } from './package.ts'
import { folderOf, type PlaceContext, type Places } from './places.ts'

/** Versions of one file for several machines, side by side. */
interface MachineSet {
  /** Whether one of them is for the platform. */
  hasRight: boolean
  /** Whether one of these also says so, or says nothing: on amd64, one for 386 is right, but not the platform's own. */
  hasOwn: boolean
  /** Whether one of the others claims to be for the platform. */
  hasClaim: boolean
  readonly machine: string
  /** How many are not for the platform. */
  count: number
  /** Whether these are for more than one machine or system. */
  isMixed: boolean
}

/** The programs and libraries of a package that has some for other machines. */
interface PackageFiles {
  /** The names of those for the platform, without words for machines. */
  readonly names: Set<string>
  readonly machines: Set<string>
  hasRight: boolean
}

/** Sets by the common part of their paths; only this file writes to it. */
export interface Sets {
  readonly byPath: Map<string, MachineSet>
  /** For files without a word for a machine: whether there is one for the platform whose name says so. */
  readonly unnamed: Map<string, boolean>
  /** Packages with files for other machines, by folder. */
  readonly packages: Map<string, PackageFiles>
  /** Downloads with files for other machines: whether they also have some for the platform. */
  readonly fetched: Map<string, boolean>
  /** Names of native .NET libraries for other machines: whether one of that name, in any folder, is for the platform. */
  readonly natives: Map<string, boolean>
  /** Characters that may still be kept. */
  room: number
}

/** Packages for several machines have some hundred files; images made to be large get no more memory than this. */
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

/** Adds a file that is not for the platform to its set. */
export function addForeign(sets: Sets, words: PathWords, identity: ElfIdentity, { arch }: Platform): void {
  const key = words.common
  if (!words.hasWord) {
    addUnnamed(sets, key)
    return
  }
  const hasClaim = words.arch === arch && !words.isForeignSystem
  const machine = machineName(identity) + (words.isForeignSystem ? ', other system' : '')
  const set = sets.byPath.get(key)
  if (set !== undefined) {
    set.count += 1
    set.hasClaim ||= hasClaim
    set.isMixed ||= set.machine !== machine
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

/** Adds a file for the platform, with or without a word for it in its name, to its set. */
export function addRight({ byPath, unnamed }: Sets, words: PathWords, { arch }: Platform): void {
  if (words.arch === arch && unnamed.has(words.common)) unnamed.set(words.common, true)
  const set = byPath.get(words.common)
  if (set === undefined) return
  set.hasRight = true
  set.hasOwn ||= (words.arch ?? arch) === arch
}

/** Adds the download or the name that a file not for the platform belongs to. */
export function addForeignOwner(sets: Sets, owners: Map<string, boolean>, folder: string | undefined): void {
  if (folder === undefined || owners.has(folder) || sets.room < folder.length) return
  sets.room -= folder.length
  owners.set(folder, false)
}

/** Marks the download or the name that a file for the platform belongs to. */
export function markOwner(owners: Map<string, boolean>, folder: string | undefined): void {
  if (folder !== undefined && owners.has(folder)) owners.set(folder, true)
}

/** Adds the package of a file that is not for the platform. */
export function addPackage(sets: Sets, folder: string | undefined, identity: ElfIdentity): void {
  if (folder === undefined) return
  const known = sets.packages.get(folder)
  if (known === undefined && sets.room < folder.length) return
  const files = known ?? { names: new Set(), machines: new Set(), hasRight: false }
  files.machines.add(machineName(identity))
  if (known !== undefined) return
  sets.room -= folder.length
  sets.packages.set(folder, files)
}

/** Adds a file for the platform to its package. */
export function addToPackage(sets: Sets, folder: string | undefined, { common }: PathWords): void {
  const files = folder === undefined ? undefined : sets.packages.get(folder)
  if (files === undefined) return
  files.hasRight = true
  const name = lastName(common)
  if (files.names.has(name) || sets.room < name.length) return
  sets.room -= name.length
  files.names.add(name)
}

/** The last name of a path. */
function lastName(common: string): string {
  return common.slice(common.lastIndexOf('/') + 1)
}

/**
 * Whether a file was published together with those for the platform: one of them has the same name, or the package also
 * has files for two other machines. Neither is true of a file that somebody copied into a package.
 */
export function isPublished({ packages }: Sets, folder: string | undefined, { common }: PathWords): boolean {
  const files = folder === undefined ? undefined : packages.get(folder)
  return files?.hasRight === true && (files.names.has(lastName(common)) || files.machines.size > 1)
}

function setOf({ byPath }: Sets, { hasWord, common }: PathWords): MachineSet | undefined {
  return hasWord ? byPath.get(common) : undefined
}

/** The context that a file is judged in. */
export interface Surroundings extends PlaceContext {
  readonly sets: Sets
}

const SILENT = { severity: 'silent', reason: { kind: 'in a set' } } as const

/** Programs for several machines in one folder of PATH, each named after its machine; a plain `app` does not belong to them. */
export const besideItsTwin: JudgeRule<Surroundings> = ({ node, words }, { places, sets, platform }) => {
  const claimed = words.ownArch
  if (places.linked.has(node) || claimed === undefined || claimed === platform.arch) return undefined
  return setOf(sets, words)?.hasRight === true ? SILENT : undefined
}

/**
 * There is one for the platform, or none claims to be: each machine uses its own file, and other machines none. A file
 * without a word is for the publisher's first machine.
 */
export const inSet: JudgeRule<Surroundings> = ({ path, words }, { sets, platform }) => {
  if (!words.hasWord) return sets.unnamed.get(words.common) === true ? SILENT : undefined
  const set = setOf(sets, words)
  if (set === undefined) return undefined
  const claimsPlatform = words.arch === platform.arch
  const isExplained = claimsPlatform
    ? set.hasOwn
    : set.hasRight || set.hasClaim || (set.isMixed && !isMissed(sets, path))
  return isExplained ? SILENT : undefined
}

/** Files that a package runs or loads; programs elsewhere in it may be samples. */
const USED_FILE = /\.(?:node|so)(?:\.[\d.]+)?$|\/bin\//

/** The only place where .NET searches for a machine's native libraries (learn.microsoft.com, "RID Catalog"). */
const NATIVE_FOLDER = /\/runtimes\/[^/]+\/native\//

/** Whether a file for the platform is missing: one that is fetched or compiled, or in a package that has nothing else for it. */
function isMissed({ packages }: Sets, path: string): boolean {
  const hasNone = packages.get(packageFolderOf(path) ?? '')?.hasRight === false
  return (
    (hasNone && USED_FILE.test(path)) ||
    isBuiltInPlace(path) ||
    NATIVE_FOLDER.test(path) ||
    downloadOf(path) !== undefined
  )
}

/** A file that claims to be for the platform. In a package for several machines that is the publisher's mistake, and only a warning. */
export const misnamed: JudgeRule<Surroundings> = ({ path, words }, { sets, platform }) => {
  if (words.arch !== platform.arch) return undefined
  const isPublished = packageFolderOf(path) !== undefined && (setOf(sets, words)?.count ?? 1) > 1
  return { severity: isPublished ? 'warning' : 'error', reason: { kind: 'misnamed', says: platform.arch } }
}

/** The folder or the library's name says which machine it is for, and there is no other one. */
export const aloneInSet: JudgeRule<Surroundings> = ({ path, words }, { places }) => {
  // A program such as `app-amd64` in a bin folder is there to be run.
  const isProgram = /\/s?bin\/[^/]+$/.test(path)
  const claimed = isProgram ? words.folderArch : words.arch
  const isForSystem = namesSystemOnly(path) || isOneOfSystems(path, words, places)
  const isNamed = claimed !== undefined || (!isProgram && isForSystem)
  return isNamed ? { severity: 'warning', reason: { kind: 'alone' } } : undefined
}

/** `agent-linux` next to `agent-darwin` or `agent-windows.exe`. */
function isOneOfSystems(
  path: string,
  { hasWord, isForeignSystem, common }: PathWords,
  places: Places,
): boolean {
  return hasWord && !isForeignSystem && places.otherSystems(folderOf(path)).has(common)
}

/** One program per system, as in linux/, macos/ and windows/, for the publisher's choice of machine. */
function namesSystemOnly(path: string): boolean {
  return /\/(?:linux|linux64|android)\/[^/]+$/i.test(path)
}
