/**
 * Inspects the files of a layer while their bytes stream past, once and forwards only. For most files four bytes are
 * enough. For a program the beginning is buffered until the dynamic section was read, since the strings that this refers
 * to usually precede it.
 */

import type { ElfIdentity } from '../machines.ts'
import type { Metadata } from '../packages/claim.ts'
import {
  ATTRIBUTES_WINDOW,
  armVersionIn,
  type Dynamic,
  goSettingIn,
  HEADER_SIZE,
  hasGoSetting,
  type Programs,
  programRange,
  type Range,
  readDynamic,
  readIdentity,
  readNotes,
  readPrograms,
  stringAt,
  withGoSetting,
} from './elf.ts'
import { type FileFormat, FORMAT_WINDOW, formatOf, mayBeFormat } from './formats.ts'

/** What a program or library requires of its image. */
export interface Links {
  readonly kind: 'links'
  /** PT_INTERP: the loader; '' for a library, which has none. */
  readonly interpreter: string
  /** DT_NEEDED; undefined if it could not be read. */
  readonly needed: readonly string[] | undefined
  readonly rpath: string
  readonly runpath: string
}

export interface Script {
  readonly kind: 'script'
  /** The first line, without `#!`. */
  readonly line: string
  /** The beginning of the text; '' if it was not requested. */
  readonly text: string
}

/** Facts about a file besides its machine. */
export type Detail =
  | Links
  | Script
  | FileFormat
  /** A configuration file. */
  | { readonly kind: 'text'; readonly text: string }
  /** A package's metadata. */
  | Metadata

export interface InspectedFile {
  readonly identity: ElfIdentity | undefined
  readonly detail: Detail | undefined
  /** Whether it is a truncated program or library. */
  readonly isCut: boolean
}

/** What to read of a file that is not a configuration file. */
interface Hints {
  /** Whether to recognise formats that Linux cannot start. */
  readonly isExecutable: boolean
  /** Whether to keep the text of a script. */
  readonly isStarting: boolean
}

/** A file that is being read; only this file writes to it. */
export interface Inspection {
  hints: Hints
  isGo: boolean
  isSparse: boolean
  isCut: boolean
  stage:
    | 'begin'
    | 'programs'
    | 'notes'
    | 'dynamic'
    | 'strings'
    | 'interpreter'
    | 'attributes'
    | 'text'
    | 'over'
  /** The file's beginning; the buffer is reused for all files of a layer. */
  head: Buffer
  kept: number
  /** How many bytes have passed. */
  position: number
  size: number
  isText: boolean
  /** How many bytes of a text to keep. */
  textLimit: number
  /** A piece after the buffered beginning. */
  piece: { readonly range: Range; readonly bytes: Buffer; filled: number } | undefined
  /** The end of the last part, where the attributes of arm may have begun. */
  tail: Buffer
  identity: ElfIdentity | undefined
  programs: Programs
  dynamic: Dynamic | undefined
  /** The names of the dynamic section. */
  names: LinkNames | undefined
  interpreter: string
  detail: Detail | undefined
}

type LinkNames = Pick<Links, 'needed' | 'rpath' | 'runpath'>

const NO_PROGRAMS: Programs = { interpreter: undefined, dynamic: undefined, loads: [], notes: [] }
const UNKNOWN_NAMES: LinkNames = { needed: undefined, rpath: '', runpath: '' }

/** How many bytes of a file's beginning are buffered: enough for the strings of nearly all programs. */
const HEAD_LIMIT = 4 << 20
/** Larger dynamic sections and string tables are not read. */
const DYNAMIC_LIMIT = 16 << 10
const STRINGS_LIMIT = 4 << 20
/** Linux reads this much of a script's first line (BINPRM_BUF_SIZE). */
const LINE_LIMIT = 256
const TEXT_LIMIT = 64 << 10
const SCRIPT_LIMIT = 8 << 10
/** Linkers put notes before everything else. */
const NOTES_LIMIT = 64 << 10
/** The maximum length of a needed file's name: the kernel's PATH_MAX. */
const NAME_LIMIT = 4096
/** Linux fills the last page of a file with zeros; nothing beyond it can be loaded. */
const PAGE = 4096
const ARM = 40
const X86_64 = 62
/** e_type of programs and libraries. */
const LOADED_TYPES = [2, 3]

const NO_HINTS: Hints = { isExecutable: false, isStarting: false }

interface InspectionOptions {
  /** How many bytes of a text to keep. */
  readonly textLimit?: number | undefined
  /** Whether the file has holes, so that it is longer than its bytes. */
  readonly isSparse?: boolean
  readonly hints?: Hints
}

export function newInspection(): Inspection {
  return { ...beginning(0, false, {}), head: Buffer.alloc(64 << 10) }
}

/**
 * Starts the inspection of a file.
 * @param size the number of bytes that will follow
 * @param isText whether to keep its text
 */
export function beginFile(
  file: Inspection,
  size: number,
  isText: boolean,
  options: InspectionOptions = {},
): void {
  Object.assign(file, beginning(size, isText, options))
}

/** Everything but the buffer, which is reused. */
function beginning(
  size: number,
  isText: boolean,
  { textLimit = TEXT_LIMIT, isSparse = false, hints = NO_HINTS }: InspectionOptions,
): Omit<Inspection, 'head'> {
  return {
    ...{ stage: 'begin', kept: 0, position: 0, size, isText, textLimit, isSparse, hints },
    ...{ piece: undefined, tail: Buffer.alloc(0), isGo: false, isCut: false, identity: undefined },
    ...{ programs: NO_PROGRAMS, dynamic: undefined, names: undefined, interpreter: '', detail: undefined },
  }
}

/** Takes the next bytes. @returns whether more are needed */
export function inspect(file: Inspection, part: Buffer): boolean {
  if (file.position === 0 && !isPromising(file, part)) file.stage = 'over'
  if (file.stage === 'over') return false
  const start = file.position
  file.position += part.length
  keepHead(file, part)
  fillPiece(file, part, start)
  advance(file, part, start)
  if (file.isGo || file.identity?.machine === ARM) searchMarks(file, part)
  // Attributes may come after everything else.
  if (isOver(file) || file.stage === 'attributes') file.stage = needsAttributes(file) ? 'attributes' : 'over'
  return !isOver(file)
}

function isOver({ stage }: Inspection): boolean {
  return stage === 'over'
}

/** The facts about the file; its bytes may have ended early. */
export function endFile(file: Inspection): InspectedFile {
  const { identity, isCut, detail = linksOf(file) } = file
  file.stage = 'over'
  return { identity, detail, isCut }
}

/** Whether the first bytes are worth a copy; also true if there are too few to decide. */
function isPromising(file: Inspection, part: Buffer): boolean {
  if (file.isText || part.length < 4) return true
  const first = part.readUInt32BE(0)
  if (first === 0x7f454c46 || first >>> 16 === 0x2321) return true
  return file.hints.isExecutable && mayBeFormat(part)
}

function keepHead(file: Inspection, part: Buffer): void {
  const taken = Math.min(part.length, HEAD_LIMIT - file.kept)
  if (file.kept + taken > file.head.length) {
    const bigger = Buffer.alloc(Math.min(HEAD_LIMIT, (file.kept + taken) * 2))
    file.head.copy(bigger, 0, 0, file.kept)
    file.head = bigger
  }
  part.copy(file.head, file.kept, 0, taken)
  file.kept += taken
}

/** Advances through the stages as far as the available bytes allow. */
function advance(file: Inspection, part: Buffer, start: number): void {
  let stage: Inspection['stage'] | undefined
  while (file.stage !== stage) {
    stage = file.stage
    if (stage === 'begin') beginKind(file)
    else if (stage === 'text') readText(file)
    else if (file.identity !== undefined) advanceElf(file, file.identity, part, start)
  }
}

function advanceElf(file: Inspection, identity: ElfIdentity, part: Buffer, start: number): void {
  const { stage } = file
  if (stage === 'programs') readProgramTable(file, identity, part, start)
  else if (stage === 'notes') readNoteSegments(file, identity, start)
  else if (stage === 'dynamic') readDynamicSection(file, identity, part, start)
  else if (stage === 'strings') readStrings(file, part, start)
  else if (stage === 'interpreter') readInterpreter(file, part, start)
}

function beginKind(file: Inspection): void {
  const head = file.head.subarray(0, file.kept)
  const isAll = file.position >= file.size
  if (file.isText || head.toString('latin1', 0, 2) === '#!') {
    file.stage = 'text'
    return
  }
  if (head.length < HEADER_SIZE && !isAll) return
  if (file.hints.isExecutable && mayBeFormat(head)) {
    if (head.length < Math.min(file.size, FORMAT_WINDOW)) return
    file.detail = formatOf(head)
    file.stage = 'over'
    return
  }
  file.identity = readIdentity(head)
  const isLoaded = file.identity !== undefined && LOADED_TYPES.includes(file.identity.type)
  file.stage = isLoaded ? 'programs' : 'over'
}

function readText(file: Inspection): void {
  const limit = file.isText ? file.textLimit : file.hints.isStarting ? SCRIPT_LIMIT : LINE_LIMIT
  if (file.kept < Math.min(limit, file.size)) return
  const bytes = file.head.subarray(0, Math.min(limit, file.kept))
  file.detail = file.isText ? { kind: 'text', text: bytes.toString('latin1') } : scriptOf(file, bytes)
  file.stage = 'over'
}

/** Only the texts of shell scripts are kept. */
function scriptOf({ hints }: Inspection, bytes: Buffer): Script {
  const line = lineOf(bytes.subarray(0, LINE_LIMIT))
  const isKept = hints.isStarting && /sh(?:\s|$)/.test(line)
  return { kind: 'script', line, text: isKept ? bytes.toString('latin1') : '' }
}

/**
 * The text after `#!`, trimmed of blanks; for Linux, a CR is part of the last name. It is cut out of the bytes, not out
 * of a string, because V8 would keep the whole string for each piece of it.
 */
function lineOf(bytes: Buffer): string {
  const newline = bytes.indexOf(10)
  let start = 2
  let end = newline === -1 ? bytes.length : newline
  const isBlank = (at: number): boolean => bytes[at] === 0x20 || bytes[at] === 0x09
  while (isBlank(start)) start++
  while (isBlank(end - 1)) end--
  return bytes.toString('latin1', start, end)
}

function readProgramTable(file: Inspection, identity: ElfIdentity, part: Buffer, start: number): void {
  const range = programRange(file.head.subarray(0, file.kept), identity)
  const table = range === undefined ? undefined : bytesOf(file, range, DYNAMIC_LIMIT, part, start)
  if (table === 'later') return
  if (table !== undefined) file.programs = readPrograms(table, identity)
  file.isCut = !file.isSparse && isTruncated(file.size, range, file.programs.loads)
  file.stage = 'notes'
}

/** Whether headers are missing, or whole pages of a loaded segment. */
function isTruncated(size: number, headers: Range | undefined, loads: readonly Range[]): boolean {
  const endOf = ({ start, length }: Range): number => start + length
  const pages = Math.ceil(size / PAGE) * PAGE
  return (headers !== undefined && endOf(headers) > size) || loads.some((load) => endOf(load) > pages)
}

/** Notes have the x86-64 level and Go's build id; other machines' files need not wait for them. */
function readNoteSegments(file: Inspection, identity: ElfIdentity, position: number): void {
  const all = hasGoSetting(identity.machine) ? file.programs.notes : []
  const notes = all.filter((note) => note.start + note.length <= NOTES_LIMIT)
  const end = Math.min(file.size, Math.max(0, ...notes.map((note) => note.start + note.length)))
  if (file.kept < end) return
  const contents = notes.map(({ start, length }) =>
    readNotes(file.head.subarray(start, Math.min(start + length, file.kept)), identity),
  )
  if (identity.machine === X86_64)
    file.identity = { ...identity, x86Level: Math.max(0, ...contents.map(({ x86Level }) => x86Level)) }
  file.isGo = contents.some(({ isGo }) => isGo)
  if (file.isGo) {
    // What precedes this part has not been searched yet.
    file.tail = Buffer.alloc(0)
    searchMarks(file, file.head.subarray(0, position))
  }
  file.stage = 'dynamic'
}

function readDynamicSection(file: Inspection, identity: ElfIdentity, part: Buffer, start: number): void {
  const { dynamic, loads } = file.programs
  const section = dynamic === undefined ? undefined : bytesOf(file, dynamic, DYNAMIC_LIMIT, part, start)
  if (section === 'later') return
  if (section !== undefined) file.dynamic = readDynamic(section, identity, loads)
  file.stage = 'strings'
}

function readStrings(file: Inspection, part: Buffer, start: number): void {
  const { dynamic } = file
  const strings =
    dynamic === undefined ? undefined : bytesOf(file, dynamic.strings, STRINGS_LIMIT, part, start)
  if (strings === 'later') return
  if (dynamic !== undefined) file.names = strings === undefined ? UNKNOWN_NAMES : namesIn(strings, dynamic)
  file.stage = 'interpreter'
}

function namesIn(strings: Buffer, { needed, rpath, runpath }: Dynamic): LinkNames {
  const name = (at: number | undefined): string => (at === undefined ? '' : stringAt(strings, at, NAME_LIMIT))
  return { needed: needed.map(name), rpath: name(rpath), runpath: name(runpath) }
}

/** The loader's name usually comes first, but patchelf moves a longer one to the end of the file. */
function readInterpreter(file: Inspection, part: Buffer, start: number): void {
  const range = file.programs.interpreter
  const name = range === undefined ? undefined : bytesOf(file, range, NAME_LIMIT, part, start)
  if (name === 'later') return
  if (name !== undefined) file.interpreter = stringAt(name, 0, NAME_LIMIT)
  file.stage = 'over'
}

/** What a program with a loader, or a library whose dynamic section was read, requires. */
function linksOf({ programs, names, interpreter }: Inspection): Links | undefined {
  if (programs.interpreter === undefined && names === undefined) return undefined
  return { kind: 'links', interpreter, ...(names ?? UNKNOWN_NAMES) }
}

/**
 * A piece of the file: `later` while it is still to come, undefined if it is not available because it is too long or has
 * already passed.
 */
function bytesOf(
  file: Inspection,
  range: Range,
  limit: number,
  part: Buffer,
  start: number,
): Buffer | 'later' | undefined {
  const end = range.start + range.length
  if (range.length > limit || end > file.size) return undefined
  if (end <= file.kept) return file.head.subarray(range.start, end)
  if (end <= HEAD_LIMIT) return 'later'
  if (file.piece?.range.start !== range.start) {
    if (range.start < start) return undefined
    file.piece = { range, bytes: Buffer.alloc(range.length), filled: 0 }
    fillPiece(file, part, start)
  }
  return file.piece.filled === range.length ? file.piece.bytes : 'later'
}

function fillPiece({ piece }: Inspection, part: Buffer, start: number): void {
  if (piece === undefined) return
  const from = piece.range.start + piece.filled - start
  // Before the part if the piece is complete.
  if (from < 0 || from >= part.length) return
  piece.filled += part.copy(piece.bytes, piece.filled, from)
}

function needsAttributes(file: Inspection): boolean {
  const { identity } = file
  if (identity === undefined) return false
  if (file.isGo) return identity.goSetting === '' && file.position < file.size
  if (identity.machine !== ARM || identity.armVersion > 0) return false
  return LOADED_TYPES.includes(identity.type) && file.position < file.size
}

/** Searches for Go's settings and arm attributes in a part, and at its seam with the previous part. */
function searchMarks(file: Inspection, part: Buffer): void {
  const seam = Buffer.concat([file.tail, part.subarray(0, ATTRIBUTES_WINDOW)])
  findMarks(file, seam)
  findMarks(file, part)
  file.tail = tailOf(seam, part)
}

function findMarks(file: Inspection, bytes: Buffer): void {
  const { identity } = file
  if (identity === undefined) return
  const { machine, endian, goSetting, armVersion } = identity
  // Programs for arm are searched anyway, and Go's linker leaves the note out with -buildid=.
  const setting = goSetting === '' ? goSettingIn(bytes, machine) : ''
  if (setting !== '') file.identity = withGoSetting(identity, setting)
  else if (machine === ARM && armVersion === 0)
    file.identity = { ...identity, armVersion: armVersionIn(bytes, endian === 'little') }
}

/** The last bytes so far, copied: a slice would keep the memory of the whole part. */
function tailOf(seam: Buffer, part: Buffer): Buffer {
  return Buffer.from((part.length < ATTRIBUTES_WINDOW ? seam : part).subarray(-ATTRIBUTES_WINDOW))
}
