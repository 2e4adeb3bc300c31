/**
 * A compact log of a layer's entries: an image may have millions of files, and as objects they would take hundreds of
 * megabytes. The log is a list of byte buffers. A folder's path is written once for all following entries in it, without
 * the prefix that it shares with the previous one. For plain files, which are only looked up by name, just a hash of the
 * name is kept.
 */

import { hashName, type NameHash } from '../name-hash.ts'

/** The kind of a path, in a layer and in the tree of an image. 0 is reserved for "nothing". */
export const KIND = {
  folder: 1,
  /** A plain file, which is none of those below. */
  file: 2,
  symlink: 3,
  /** A hard link; in layers only. */
  link: 4,
  elf: 5,
  /** Begins with `#!`. */
  script: 6,
  /** A configuration file whose text was kept. */
  text: 7,
  /** Devices and pipes. */
  other: 8,
  /** An executable file in a format that Linux cannot start. */
  format: 9,
  /** A whiteout, which hides what is below; in layers only. */
  whiteout: 10,
} as const

/** An entry of the archive. */
export interface NewEntry {
  readonly path: string
  readonly kind: number
  /** The target of a link. */
  readonly target: string
  /** Index of the ELF identity; -1 for none. */
  readonly identity: number
  /** Index of the other facts about the file; -1 for none. */
  readonly detail: number
  /** Whether anybody may execute it. */
  readonly isExecutable: boolean
  /** Whether it has no bytes. */
  readonly isEmpty: boolean
  /** Whether it is a truncated program. */
  readonly isCut: boolean
}

/** An entry of a log other than a plain file. */
export interface NamedEntry {
  /** The folder's path as in the archive. */
  readonly folder: string
  readonly name: string
  readonly hash: NameHash
  /** Kind, and the bits EXECUTABLE, EMPTY and CUT. */
  readonly facts: number
  /** For a hard link, the file that it is another name of. */
  readonly source: LinkSource | undefined
  readonly identity: number
  readonly detail: number
  /** Addresses in the log: of the name, and of a symlink's target. */
  readonly nameAt: number
  readonly targetAt: number
}

export interface LinkSource {
  readonly folder: string
  readonly hash: NameHash
}

/** Receives the entries of a log. */
export interface LogVisitor {
  /** Called for millions of files, so one hash object is reused: it is valid only during the call. */
  readonly plain: (folder: string, name: NameHash, facts: number) => void
  readonly named: (entry: NamedEntry) => void
}

/** Bits of the byte that describes an entry, besides its kind. */
export const EXECUTABLE = 0x40
export const EMPTY = 0x80
export const CUT = 0x20
export const KIND_MASK = 0x1f

/** Records other than entries: the end of a chunk, and a new folder for the following entries. */
const END_OF_CHUNK = 0
const FOLDER_RECORD = 0x1f

/** The entries of a layer; only this file writes to it. */
export interface EntryLog {
  readonly texts: Texts
  count: number
  /** How many entries have a stored name. */
  named: number
  /** The folder of the last entry, and that of the last hard link's file. */
  folder: string
  sourceFolder: string
  hasWhiteouts: boolean
}

/** An append-only byte store: texts are never moved, and have an address. */
export interface Texts {
  readonly chunks: Buffer[]
  /** How many bytes of the last chunk are in use. */
  length: number
}

/** The prefix of a whiteout's name: image-spec v1.1.1, layer.md. */
export const WHITEOUT = '.wh.'

/** An address is the index of a chunk and, in this many bits, an offset in it. */
const CHUNK_BITS = 17
const CHUNK = 1 << CHUNK_BITS
/** The maximum size of a record without its texts: a kind, and five numbers of at most five bytes. */
const RECORD_OVERHEAD = 32

export function newEntryLog(): EntryLog {
  return { texts: newTexts(), count: 0, named: 0, folder: '', sourceFolder: '', hasWhiteouts: false }
}

export function newTexts(): Texts {
  return { chunks: [], length: CHUNK }
}

/** Adds an entry; the root, which has no name, is left out. */
export function addEntry(log: EntryLog, entry: NewEntry): void {
  const [folder, name] = splitPath(entry.path)
  if (name === '') return
  if (folder !== log.folder) addFolder(log, folder)
  const kind = name.startsWith(WHITEOUT) ? KIND.whiteout : entry.kind
  const facts = kind | bitsOf(entry)
  log.hasWhiteouts ||= kind === KIND.whiteout
  log.count += 1
  if (kind === KIND.file) addPlain(log, name, facts)
  else addNamed(log, name, entry, facts)
}

function bitsOf({ isExecutable, isEmpty, isCut }: NewEntry): number {
  return (isExecutable ? EXECUTABLE : 0) | (isEmpty ? EMPTY : 0) | (isCut ? CUT : 0)
}

function addFolder(log: EntryLog, folder: string): void {
  reserve(log.texts, folder.length + RECORD_OVERHEAD)
  putByte(log.texts, FOLDER_RECORD)
  putSuffix(log.texts, log.folder, folder)
  log.folder = folder
}

function addPlain({ texts }: EntryLog, name: string, facts: number): void {
  reserve(texts, RECORD_OVERHEAD)
  putByte(texts, facts)
  putHash(texts, name)
}

function addNamed(log: EntryLog, name: string, entry: NewEntry, facts: number): void {
  const { texts } = log
  const kind = facts & KIND_MASK
  log.named += 1
  reserve(texts, name.length + entry.target.length + RECORD_OVERHEAD)
  putByte(texts, facts)
  putText(texts, name)
  if (kind === KIND.symlink) putText(texts, entry.target)
  if (kind === KIND.link) {
    // Package stores have links to hundreds of files with long names; a hash of the name is enough.
    const [folder, source] = splitPath(entry.target)
    putSuffix(texts, log.sourceFolder, folder)
    putHash(texts, source)
    log.sourceFolder = folder
  }
  if (hasDetail(kind)) {
    putNumber(texts, entry.identity + 1)
    putNumber(texts, entry.detail + 1)
  }
}

/** The bytes in use. */
export function sizeOf({ chunks, length }: Texts): number {
  return chunks.length * CHUNK - CHUNK + length
}

/** Visits every entry in the order of the archive. */
export function eachEntry({ texts }: EntryLog, { plain, named }: LogVisitor): void {
  const cursor: Cursor = { chunk: Buffer.alloc(0), at: 0, first: 0, folder: '', sourceFolder: '' }
  const hash = { high: 0, low: 0 }
  const end = sizeOf(texts)
  for (const [number, chunk] of texts.chunks.entries()) {
    Object.assign(cursor, { chunk, at: 0, first: number * CHUNK })
    while (cursor.first + cursor.at < end) {
      const facts = takeByte(cursor)
      if (facts === END_OF_CHUNK) break
      if (facts === FOLDER_RECORD) cursor.folder = takeSuffix(cursor, cursor.folder)
      else if ((facts & KIND_MASK) === KIND.file) {
        takeHash(cursor, hash)
        plain(cursor.folder, hash, facts)
      } else named(takeNamed(cursor, facts))
    }
  }
}

/** The position in a log while it is read. */
interface Cursor {
  chunk: Buffer
  at: number
  /** Address of the chunk's beginning. */
  first: number
  folder: string
  sourceFolder: string
}

function takeNamed(cursor: Cursor, facts: number): NamedEntry {
  const kind = facts & KIND_MASK
  const nameAt = cursor.first + cursor.at
  const name = takeText(cursor)
  const targetAt = kind === KIND.symlink ? cursor.first + cursor.at : -1
  if (kind === KIND.symlink) skipText(cursor)
  const source = kind === KIND.link ? takeSource(cursor) : undefined
  const identity = hasDetail(kind) ? takeNumber(cursor) - 1 : -1
  const detail = hasDetail(kind) ? takeNumber(cursor) - 1 : -1
  const { folder } = cursor
  return { folder, name, hash: hashName(name), facts, source, identity, detail, nameAt, targetAt }
}

function takeSource(cursor: Cursor): LinkSource {
  cursor.sourceFolder = takeSuffix(cursor, cursor.sourceFolder)
  const hash = { high: 0, low: 0 }
  takeHash(cursor, hash)
  return { folder: cursor.sourceFolder, hash }
}

/** Folder and name, without `.` as a name and without trailing slashes. */
function splitPath(path: string): readonly [string, string] {
  let end = path.length
  while (path[end - 1] === '/') end--
  const slash = path.lastIndexOf('/', end - 1)
  const name = path.slice(slash + 1, end)
  return [slash === -1 ? '' : path.slice(0, slash), name === '.' ? '' : name]
}

/** Adds a text. @returns its address */
export function addText(texts: Texts, text: string): number {
  reserve(texts, text.length + RECORD_OVERHEAD)
  const address = sizeOf(texts)
  putText(texts, text)
  return address
}

/** The text at an address in a list of chunks, which may come from several logs. */
export function textAt(chunks: readonly Buffer[], address: number): string {
  const chunk = chunks[address >>> CHUNK_BITS]
  return chunk === undefined ? '' : takeText({ chunk, at: address & (CHUNK - 1) })
}

/** The address after that many chunks were put in front of the text's own. */
export function addressBehind(chunks: number, address: number): number {
  return chunks * CHUNK + address
}

function hasDetail(kind: number): boolean {
  return kind === KIND.elf || kind === KIND.script || kind === KIND.text || kind === KIND.format
}

function commonLength(a: string, b: string): number {
  let length = 0
  // At the end of a text there is NaN, which equals nothing.
  while (a.charCodeAt(length) === b.charCodeAt(length)) length++
  return length
}

/** Ensures that the last chunk has room: a record never spans two chunks. */
function reserve(texts: Texts, size: number): void {
  if (texts.length + size < CHUNK) return
  const last = texts.chunks.at(-1)
  if (last !== undefined) last[texts.length] = END_OF_CHUNK
  // Not zeroed: pages that are never written take no memory.
  texts.chunks.push(Buffer.allocUnsafeSlow(CHUNK))
  texts.length = 0
}

function putByte(texts: Texts, byte: number): void {
  const chunk = texts.chunks.at(-1)
  if (chunk !== undefined) chunk[texts.length++] = byte
}

/** Seven bits per byte, lowest first; the bit 0x80 says that more follow. */
function putNumber(texts: Texts, number: number): void {
  let left = number
  while (left >= 0x80) {
    putByte(texts, (left & 0x7f) | 0x80)
    left >>>= 7
  }
  putByte(texts, left)
}

function putText(texts: Texts, text: string): void {
  putNumber(texts, text.length)
  texts.length += texts.chunks.at(-1)?.write(text, texts.length, 'latin1') ?? 0
}

/** A text without the prefix that it shares with the previous one. */
function putSuffix(texts: Texts, before: string, text: string): void {
  const shared = commonLength(before, text)
  putNumber(texts, shared)
  putText(texts, text.slice(shared))
}

function putHash(texts: Texts, name: string): void {
  const { high, low } = hashName(name)
  const chunk = texts.chunks.at(-1)
  if (chunk !== undefined) texts.length = chunk.writeInt32LE(low, chunk.writeInt32LE(high, texts.length))
}

type Position = Pick<Cursor, 'chunk' | 'at'>

function takeByte(cursor: Position): number {
  return cursor.chunk[cursor.at++] ?? END_OF_CHUNK
}

function takeNumber(cursor: Position): number {
  let number = 0
  for (let shift = 0; ; shift += 7) {
    const byte = takeByte(cursor)
    number |= (byte & 0x7f) << shift
    if (byte < 0x80) return number
  }
}

function takeText(cursor: Position): string {
  const start = skipText(cursor)
  return cursor.chunk.toString('latin1', start, cursor.at)
}

/** @returns where the text begins */
function skipText(cursor: Position): number {
  const length = takeNumber(cursor)
  cursor.at += length
  return cursor.at - length
}

function takeSuffix(cursor: Position, before: string): string {
  return before.slice(0, takeNumber(cursor)) + takeText(cursor)
}

function takeHash(cursor: Position, hash: { high: number; low: number }): void {
  hash.high = cursor.chunk.readInt32LE(cursor.at)
  hash.low = cursor.chunk.readInt32LE(cursor.at + 4)
  cursor.at += 8
}
