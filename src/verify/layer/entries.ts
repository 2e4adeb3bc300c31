/**
 * What a layer does to the file system, kept small: an image may have a million files, and as objects they would take
 * hundreds of megabytes. One run of bytes holds them, each path without what it has in common with the one before.
 */

/** What a path is, in a layer and in the tree of an image. 0 is left for "nothing". */
export const KIND = {
  folder: 1,
  /** Anything but the ones below. */
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

export interface LayerEntry {
  readonly path: string
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

/** Bits beside the kind. */
const EXECUTABLE = 0x40
const EMPTY = 0x80
const KIND_MASK = 0x3f

/** Entries of a layer; only this file writes to it. */
export interface EntryLog {
  bytes: Buffer
  length: number
  count: number
  /** The path of the last entry. */
  last: string
  hasWhiteouts: boolean
}

/** What the name of a file begins with that hides another one: image-spec v1.1.1, layer.md. */
export const WHITEOUT = '.wh.'

/** No record needs more beside its texts: a kind and six numbers of at most five bytes. */
const RECORD_OVERHEAD = 32

export function newEntryLog(): EntryLog {
  return { bytes: Buffer.alloc(4096), length: 0, count: 0, last: '', hasWhiteouts: false }
}

/** Adds an entry. */
export function addEntry(log: EntryLog, entry: LayerEntry): void {
  const shared = commonLength(log.last, entry.path)
  const rest = entry.path.slice(shared)
  makeRoom(log, rest.length + entry.target.length + RECORD_OVERHEAD)
  log.bytes[log.length++] = entry.kind | (entry.isExecutable ? EXECUTABLE : 0) | (entry.isEmpty ? EMPTY : 0)
  putNumber(log, shared)
  putText(log, rest)
  if (entry.kind === KIND.symlink || entry.kind === KIND.link) putText(log, entry.target)
  if (hasDetail(entry.kind)) {
    putNumber(log, entry.identity + 1)
    putNumber(log, entry.detail + 1)
  }
  log.hasWhiteouts ||= entry.path.includes(WHITEOUT)
  log.last = entry.path
  log.count += 1
}

/** Hands over every entry, in the order of the archive. */
export function eachEntry(log: EntryLog, visit: (entry: LayerEntry) => void): void {
  const cursor = { at: 0 }
  let path = ''
  while (cursor.at < log.length) {
    const first = log.bytes[cursor.at++] ?? 0
    const kind = first & KIND_MASK
    const shared = takeNumber(log, cursor)
    path = path.slice(0, shared) + takeText(log, cursor)
    const target = kind === KIND.symlink || kind === KIND.link ? takeText(log, cursor) : ''
    const identity = hasDetail(kind) ? takeNumber(log, cursor) - 1 : -1
    const detail = hasDetail(kind) ? takeNumber(log, cursor) - 1 : -1
    const isExecutable = (first & EXECUTABLE) !== 0
    visit({ path, kind, target, identity, detail, isExecutable, isEmpty: (first & EMPTY) !== 0 })
  }
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

function makeRoom(log: EntryLog, wanted: number): void {
  if (log.length + wanted <= log.bytes.length) return
  const bigger = Buffer.alloc((log.bytes.length + wanted) * 2)
  log.bytes.copy(bigger, 0, 0, log.length)
  log.bytes = bigger
}

/** Seven bits a byte, the lowest first; the bit 0x80 says that more follow. */
function putNumber(log: EntryLog, number: number): void {
  let left = number
  while (left >= 0x80) {
    log.bytes[log.length++] = (left & 0x7f) | 0x80
    left >>>= 7
  }
  log.bytes[log.length++] = left
}

function putText(log: EntryLog, text: string): void {
  putNumber(log, text.length)
  log.length += log.bytes.write(text, log.length, 'latin1')
}

function takeNumber(log: EntryLog, cursor: { at: number }): number {
  let number = 0
  for (let shift = 0; ; shift += 7) {
    const byte = log.bytes[cursor.at++] ?? 0
    number |= (byte & 0x7f) << shift
    if (byte < 0x80) return number
  }
}

function takeText(log: EntryLog, cursor: { at: number }): string {
  const length = takeNumber(log, cursor)
  cursor.at += length
  return log.bytes.toString('latin1', cursor.at - length, cursor.at)
}
