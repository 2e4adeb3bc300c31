/**
 * What a layer does to the file system, kept small: an image may have millions of files, and as objects they would take
 * hundreds of megabytes. Some runs of bytes hold them. A folder's path is written once for what follows in it, without
 * what it has in common with the one before. Of plain files, which nobody asks for but by name, only a hash is kept.
 */

import { hashName, type NameHash } from './cells.ts'

/** What a path is, in a layer and in the tree of an image. 0 is left for "nothing". */
export const KIND = {
  folder: 1,
  /** Anything but the ones below: a plain file. */
  file: 2,
  symlink: 3,
  /** A second name of a file; in layers only. */
  link: 4,
  elf: 5,
  /** Begins with `#!`. */
  script: 6,
  /** A configuration file whose text was kept. */
  text: 7,
  /** Devices and pipes. */
  other: 8,
  /** A file that may be executed and begins as a format does that Linux starts nothing of. */
  format: 9,
} as const

/** What is known of an entry whatever its name is. */
interface EntryFacts {
  readonly kind: number
  /** What a link points at. */
  readonly target: string
  /** Index of the ELF identity; -1 for none. */
  readonly identity: number
  /** Index of what else was found in the file; -1 for none. */
  readonly detail: number
  /** Whether anybody may execute it. */
  readonly isExecutable: boolean
  /** Whether it has no bytes. */
  readonly isEmpty: boolean
}

/** An entry as the archive has it. */
export interface NewEntry extends EntryFacts {
  readonly path: string
}

/** An entry of a log. */
export interface LayerEntry extends EntryFacts {
  /** The folder's path, as it stands in the archive. */
  readonly folder: string
  /** undefined of a plain file. */
  readonly name: string | undefined
  readonly hash: NameHash
  /** Addresses of texts in the log. */
  readonly nameAt: number
  readonly targetAt: number
}

/** Bits beside the kind. */
const EXECUTABLE = 0x40
const EMPTY = 0x80
const KIND_MASK = 0x3f

/** Records that no kind has: the end of a chunk, another folder, and a file without its name. */
const END = 0
const FOLDER = 0x3e
const PLAIN = 0x3f

/** Entries of a layer; only this file writes to it. */
export interface EntryLog {
  readonly texts: Texts
  count: number
  /** How many have a name. */
  named: number
  /** Where the last entry is. */
  folder: string
  hasWhiteouts: boolean
}

/** Bytes that grow without being moved; what is in them has an address. */
export interface Texts {
  readonly chunks: Buffer[]
  /** Bytes of the last chunk that are in use. */
  length: number
}

/** What the name of a file begins with that hides another one: image-spec v1.1.1, layer.md. */
export const WHITEOUT = '.wh.'

/** An address is the number of a chunk and, in so many bits, a place in it. */
const CHUNK_BITS = 17
const CHUNK = 1 << CHUNK_BITS
/** No record needs more beside its texts: a kind, and five numbers of at most five bytes. */
const RECORD_OVERHEAD = 32

export function newEntryLog(): EntryLog {
  return { texts: newTexts(), count: 0, named: 0, folder: '', hasWhiteouts: false }
}

export function newTexts(): Texts {
  return { chunks: [], length: CHUNK }
}

/** Adds an entry; the root, which has no name, is none. */
export function addEntry(log: EntryLog, entry: NewEntry): void {
  const [folder, name] = splitPath(entry.path)
  if (name === '') return
  if (folder !== log.folder) addFolder(log, folder)
  const flags = (entry.isExecutable ? EXECUTABLE : 0) | (entry.isEmpty ? EMPTY : 0)
  const isWhiteout = name.startsWith(WHITEOUT)
  log.hasWhiteouts ||= isWhiteout
  log.count += 1
  if (entry.kind === KIND.file && !isWhiteout) addPlain(log.texts, name, flags)
  else {
    log.named += 1
    addNamed(log.texts, name, entry, flags)
  }
}

function addFolder(log: EntryLog, folder: string): void {
  const shared = commonLength(log.folder, folder)
  reserve(log.texts, folder.length + RECORD_OVERHEAD)
  putByte(log.texts, FOLDER)
  putNumber(log.texts, shared)
  putText(log.texts, folder.slice(shared))
  log.folder = folder
}

function addPlain(texts: Texts, name: string, flags: number): void {
  const { high, low } = hashName(name)
  const chunk = reserve(texts, RECORD_OVERHEAD)
  putByte(texts, PLAIN | flags)
  texts.length = chunk.writeInt32LE(low, chunk.writeInt32LE(high, texts.length))
}

function addNamed(texts: Texts, name: string, entry: NewEntry, flags: number): void {
  reserve(texts, name.length + entry.target.length + RECORD_OVERHEAD)
  putByte(texts, entry.kind | flags)
  putText(texts, name)
  if (isLink(entry.kind)) putText(texts, entry.target)
  if (hasDetail(entry.kind)) {
    putNumber(texts, entry.identity + 1)
    putNumber(texts, entry.detail + 1)
  }
}

/** Bytes that a log takes. */
export function sizeOf({ chunks, length }: Texts): number {
  return chunks.length * CHUNK - CHUNK + length
}

/** Hands over every entry, in the order of the archive. */
export function eachEntry({ texts }: EntryLog, visit: (entry: LayerEntry) => void): void {
  let folder = ''
  for (const [number, chunk] of texts.chunks.entries()) {
    const cursor = { chunk, at: 0, first: number * CHUNK }
    const end = chunk === texts.chunks.at(-1) ? texts.length : CHUNK
    while (cursor.at < end && chunk[cursor.at] !== END) {
      const code = chunk[cursor.at++] ?? END
      if (code === FOLDER) folder = folder.slice(0, takeNumber(cursor)) + takeText(cursor)
      else
        visit(
          (code & KIND_MASK) === PLAIN ? takePlain(cursor, folder, code) : takeNamed(cursor, folder, code),
        )
    }
  }
}

/** Where a log is read. */
interface Cursor {
  readonly chunk: Buffer
  at: number
  /** Address of the chunk's beginning. */
  readonly first: number
}

function takePlain(cursor: Cursor, folder: string, code: number): LayerEntry {
  const hash = { high: cursor.chunk.readInt32LE(cursor.at), low: cursor.chunk.readInt32LE(cursor.at + 4) }
  cursor.at += 8
  return {
    ...{ folder, name: undefined, hash, kind: KIND.file, target: '', identity: -1, detail: -1 },
    ...flagsOf(code),
    ...{ nameAt: -1, targetAt: -1 },
  }
}

function takeNamed(cursor: Cursor, folder: string, code: number): LayerEntry {
  const kind = code & KIND_MASK
  const nameAt = cursor.first + cursor.at
  const name = takeText(cursor)
  const targetAt = cursor.first + cursor.at
  const target = isLink(kind) ? takeText(cursor) : ''
  const identity = hasDetail(kind) ? takeNumber(cursor) - 1 : -1
  const detail = hasDetail(kind) ? takeNumber(cursor) - 1 : -1
  return {
    ...{ folder, name, hash: hashName(name), kind, target, identity, detail },
    ...flagsOf(code),
    ...{ nameAt, targetAt },
  }
}

function flagsOf(code: number): Pick<EntryFacts, 'isExecutable' | 'isEmpty'> {
  return { isExecutable: (code & EXECUTABLE) !== 0, isEmpty: (code & EMPTY) !== 0 }
}

/** Folder and name, without what means nothing: `./`, double and final slashes. */
export function splitPath(path: string): readonly [string, string] {
  let end = path.length
  while (end > 0 && path[end - 1] === '/') end--
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

/** The text at an address, of which the chunks of several logs may stand in one list. */
export function textAt(chunks: readonly Buffer[], address: number): string {
  const chunk = chunks[address >>> CHUNK_BITS]
  return chunk === undefined ? '' : takeText({ chunk, at: address & (CHUNK - 1), first: 0 })
}

/** The address that something has when so many chunks stand before its own. */
export function addressBehind(chunks: number, address: number): number {
  return chunks * CHUNK + address
}

function isLink(kind: number): boolean {
  return kind === KIND.symlink || kind === KIND.link
}

function hasDetail(kind: number): boolean {
  return kind === KIND.elf || kind === KIND.script || kind === KIND.text || kind === KIND.format
}

function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let length = 0
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++
  return length
}

/** Sees that the last chunk has room. No record lies in two of them. */
function reserve(texts: Texts, wanted: number): Buffer {
  const last = texts.chunks.at(-1)
  if (last !== undefined && texts.length + wanted < CHUNK) return last
  if (last !== undefined && texts.length < CHUNK) last[texts.length] = END
  // Without zeros: what is never written takes no memory.
  const chunk = Buffer.allocUnsafeSlow(CHUNK)
  texts.chunks.push(chunk)
  texts.length = 0
  return chunk
}

function putByte(texts: Texts, byte: number): void {
  const chunk = texts.chunks.at(-1)
  if (chunk !== undefined) chunk[texts.length++] = byte
}

/** Seven bits a byte, the lowest first; the bit 0x80 says that more follow. */
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

function takeNumber(cursor: Cursor): number {
  let number = 0
  for (let shift = 0; ; shift += 7) {
    const byte = cursor.chunk[cursor.at++] ?? 0
    number |= (byte & 0x7f) << shift
    if (byte < 0x80) return number
  }
}

function takeText(cursor: Cursor): string {
  const length = takeNumber(cursor)
  cursor.at += length
  return cursor.chunk.toString('latin1', cursor.at - length, cursor.at)
}
