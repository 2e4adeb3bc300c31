/**
 * Reads ELF files by the gABI (https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html) and, for the attributes
 * of arm, by "Addenda to, and Errata in, the ABI for the Arm Architecture". Nothing in a file is trusted: anything that
 * points outside the available bytes is treated as missing.
 */
import type { ElfIdentity } from '../machines.ts'

/** A piece of a file. */
export interface Range {
  readonly start: number
  readonly length: number
}

/** The content of the program headers. */
export interface Programs {
  /** PT_INTERP: the name of the loader. */
  readonly interpreter: Range | undefined
  /** PT_DYNAMIC: the data for the loader. */
  readonly dynamic: Range | undefined
  /** PT_LOAD: which parts of the file are loaded to which addresses. */
  readonly loads: readonly Load[]
  /** PT_NOTE and PT_GNU_PROPERTY. */
  readonly notes: readonly Range[]
}

interface Load extends Range {
  readonly address: number
}

/** The dynamic section, with positions in its string table. */
export interface Dynamic {
  readonly strings: Range
  readonly needed: readonly number[]
  readonly rpath: number | undefined
  readonly runpath: number | undefined
}

/** The header size of the larger class. */
export const HEADER_SIZE = 64

/** Programs have around ten headers; files with more than this are not inspected. */
const MAX_HEADERS = 256
const MAX_ENTRIES = 512

const PT_LOAD = 1
const PT_DYNAMIC = 2
const PT_INTERP = 3
const PT_NOTE = 4
const PT_GNU_PROPERTY = 0x6474e553
const DT_NULL = 0
const DT_NEEDED = 1
const DT_STRTAB = 5
const DT_STRSZ = 10
const DT_RPATH = 15
const DT_RUNPATH = 29

/** The identity in a header; undefined if it is not an ELF file or its header is invalid. */
export function readIdentity(head: Buffer): ElfIdentity | undefined {
  if (head.length < 52 || head.readUInt32BE(0) !== 0x7f454c46) return undefined
  const [bits, order] = [head[4], head[5]]
  if ((bits !== 1 && bits !== 2) || (order !== 1 && order !== 2)) return undefined
  const isLittle = order === 1
  return {
    class: bits === 2 ? 64 : 32,
    endian: isLittle ? 'little' : 'big',
    osAbi: head[7] ?? 0,
    type: readHalf(head, 16, isLittle),
    machine: readHalf(head, 18, isLittle),
    flags: readWord(head, bits === 2 ? 48 : 36, isLittle),
    armVersion: 0,
    x86Level: 0,
    goSetting: '',
  }
}

/** The range of the program headers; undefined for a file without any, or with an invalid table. */
export function programRange(head: Buffer, identity: ElfIdentity): Range | undefined {
  const isLittle = identity.endian === 'little'
  const wide = identity.class === 64
  if (head.length < (wide ? 64 : 52)) return undefined
  const start = wide ? readLong(head, 32, isLittle) : readWord(head, 28, isLittle)
  const entry = readHalf(head, wide ? 54 : 42, isLittle)
  const count = readHalf(head, wide ? 56 : 44, isLittle)
  if (entry !== (wide ? 56 : 32) || count === 0 || count > MAX_HEADERS) return undefined
  return { start, length: entry * count }
}

/** Reads the program headers. */
export function readPrograms(table: Buffer, identity: ElfIdentity): Programs {
  const isLittle = identity.endian === 'little'
  const wide = identity.class === 64
  const size = wide ? 56 : 32
  const all = Array.from({ length: Math.floor(table.length / size) }, (_, index) => {
    const at = index * size
    return {
      type: readWord(table, at, isLittle),
      start: wide ? readLong(table, at + 8, isLittle) : readWord(table, at + 4, isLittle),
      address: wide ? readLong(table, at + 16, isLittle) : readWord(table, at + 8, isLittle),
      length: wide ? readLong(table, at + 32, isLittle) : readWord(table, at + 16, isLittle),
    }
  })
  return {
    interpreter: all.find(({ type }) => type === PT_INTERP),
    dynamic: all.find(({ type }) => type === PT_DYNAMIC),
    loads: all.filter(({ type }) => type === PT_LOAD),
    notes: all.filter(({ type }) => type === PT_NOTE || type === PT_GNU_PROPERTY),
  }
}

/** Reads the dynamic section; undefined if it has no string table within the file. */
export function readDynamic(
  section: Buffer,
  identity: ElfIdentity,
  loads: readonly Load[],
): Dynamic | undefined {
  const entries = dynamicEntries(section, identity)
  const first = (tag: number): number | undefined => entries.find((entry) => entry.tag === tag)?.value
  const address = first(DT_STRTAB)
  const length = first(DT_STRSZ)
  if (address === undefined || length === undefined) return undefined
  const load = loads.find((each) => address >= each.address && address < each.address + each.length)
  if (load === undefined) return undefined
  return {
    strings: { start: load.start + address - load.address, length },
    needed: entries.filter(({ tag }) => tag === DT_NEEDED).map(({ value }) => value),
    rpath: first(DT_RPATH),
    runpath: first(DT_RUNPATH),
  }
}

/**
 * The zero-terminated text at a position; '' outside the table. It is cut out of the table, not out of a string, because
 * V8 would keep the whole string for each piece of it.
 * @param limit maximum length in bytes
 */
export function stringAt(table: Buffer, position: number, limit: number): string {
  const bytes = table.subarray(position, position + limit)
  const end = bytes.indexOf(0)
  return bytes.toString('latin1', 0, end === -1 ? bytes.length : end)
}

/** The content of a file's notes. */
interface Notes {
  /** GNU_PROPERTY_X86_ISA_1_NEEDED as a level, 1 to 4; 0 if there is none. */
  readonly x86Level: number
  /** Whether Go's linker wrote its build id. */
  readonly isGo: boolean
}

/**
 * Names and types of notes: "Linux Extensions to gABI", NT_GNU_PROPERTY_TYPE_0; Go's cmd/link, which writes the build id.
 */
const GNU_PROPERTY = 'GNU 5'
const GO_BUILD_ID = 'Go 4'
/** x86-64 psABI, "Program Property"; include/elf/common.h of binutils. */
const X86_ISA_1_NEEDED = 0xc0008002

/** Reads the notes in a segment. */
export function readNotes(bytes: Buffer, { endian, class: bits }: ElfIdentity): Notes {
  const isLittle = endian === 'little'
  let notes: Notes = { x86Level: 0, isGo: false }
  for (let at = 0; at + 12 <= bytes.length; ) {
    const nameSize = readWord(bytes, at, isLittle)
    const size = readWord(bytes, at + 4, isLittle)
    const kind = `${stringAt(bytes.subarray(at + 12), 0, Math.min(nameSize, 8))} ${readWord(bytes, at + 8, isLittle)}`
    const start = at + 12 + alignUp(nameSize, 4)
    // Only properties are aligned to more than four bytes.
    const alignment = kind === GNU_PROPERTY && bits === 64 ? 8 : 4
    if (kind === GNU_PROPERTY)
      notes = { ...notes, x86Level: levelIn(bytes.subarray(start, start + size), isLittle, alignment) }
    if (kind === GO_BUILD_ID) notes = { ...notes, isGo: true }
    at = start + alignUp(size, alignment)
  }
  return notes
}

function levelIn(properties: Buffer, isLittle: boolean, alignment: number): number {
  for (let at = 0; at + 12 <= properties.length; ) {
    const size = readWord(properties, at + 4, isLittle)
    if (readWord(properties, at, isLittle) === X86_ISA_1_NEEDED)
      return highestLevel(readWord(properties, at + 8, isLittle))
    at += 8 + alignUp(size, alignment)
  }
  return 0
}

/** One bit each for baseline, v2, v3 and v4. */
function highestLevel(bits: number): number {
  return 32 - Math.clz32(bits & 0xf)
}

function alignUp(size: number, alignment: number): number {
  return Math.ceil(size / alignment) * alignment
}

/** Prefixes of Go's settings for the target processor (package runtime/debug, "BuildSetting"), by e_machine. */
const GO_SETTINGS: ReadonlyMap<number, Buffer> = new Map(
  (
    [
      [21, 'GOPPC64'],
      [40, 'GOARM'],
      [62, 'GOAMD64'],
      [183, 'GOARM64'],
      [243, 'GORISCV64'],
    ] as const
  ).map(([machine, name]) => [machine, Buffer.from(`\nbuild\t${name}=`)]),
)
const MAX_SETTING_LENGTH = 64

/** Whether Go's build info has a setting for such a processor. */
export function hasGoSetting(machine: number): boolean {
  return GO_SETTINGS.has(machine)
}

/** The setting in Go's build info, such as `GOARM=7,softfloat`; '' if it is missing or incomplete. */
export function goSettingIn(bytes: Buffer, machine: number): string {
  const prefix = GO_SETTINGS.get(machine)
  const at = prefix === undefined ? -1 : bytes.indexOf(prefix)
  if (at === -1) return ''
  const line = bytes.toString('latin1', at, at + MAX_SETTING_LENGTH)
  return /^\nbuild\t(\w+=[\w.,]+)\n/.exec(line)?.[1] ?? ''
}

/** Adds Go's setting to an identity, as a version or level if possible; other compilers use attributes and notes for these. */
export function withGoSetting(identity: ElfIdentity, goSetting: string): ElfIdentity {
  const [, name, digit = '0'] = /^(GOARM|GOAMD64)=v?([1-7])(?![\d.])/.exec(goSetting) ?? []
  const number = Number(digit)
  if (name === 'GOARM') return { ...identity, goSetting, armVersion: number }
  // A program that links C code has notes as well.
  if (name === 'GOAMD64') return { ...identity, goSetting, x86Level: Math.max(identity.x86Level, number) }
  return { ...identity, goSetting }
}

/** The beginning of the aeabi attributes, after one letter and four bytes of length. */
const VENDOR = Buffer.from('aeabi\0')

/** How many bytes of the attributes are read: the architecture is among the first. */
export const ATTRIBUTES_WINDOW = 128

/**
 * Finds the attributes of an arm file by their appearance: the section headers that point to them come at the end of the
 * file, after those bytes have streamed past.
 * @returns the version of the architecture, 4 to 8; 0 if none is found
 */
export function armVersionIn(bytes: Buffer, isLittle: boolean): number {
  for (let at = bytes.indexOf(VENDOR); at !== -1; at = bytes.indexOf(VENDOR, at + 1)) {
    const version = armVersionAt(bytes, at, isLittle)
    if (version > 0) return version
  }
  return 0
}

/** `A`, length, vendor; then a subsection for the whole file: tag 1, length, attributes. */
function armVersionAt(bytes: Buffer, vendor: number, isLittle: boolean): number {
  const start = vendor + VENDOR.length
  if (start + 5 > bytes.length) return 0
  if (bytes[vendor - 5] !== 0x41 || bytes[start] !== 1) return 0
  const whole = readWord(bytes, vendor - 4, isLittle)
  const length = readWord(bytes, start + 1, isLittle)
  if (length > whole - 4 - VENDOR.length || whole > 4096) return 0
  const architecture = architectureIn(bytes.subarray(start + 5, start + Math.min(length, ATTRIBUTES_WINDOW)))
  return architecture === undefined ? 0 : (ARM_VERSIONS[architecture] ?? 8)
}

/** Tag_CPU_arch: pre-v4, v4, v4T, v5T, v5TE, v5TEJ, v6, v6KZ, v6T2, v6K, v7, v6-M, v6S-M, v7E-M, then v8 and later. */
const ARM_VERSIONS = [4, 4, 4, 5, 5, 5, 6, 6, 6, 6, 7, 6, 6, 7]
const TAG_CPU_ARCH = 6

/** The value of Tag_CPU_arch. Tags 4, 5, 32 and odd tags above 32 have strings, the others numbers (ULEB128). */
function architectureIn(bytes: Buffer): number | undefined {
  let at = 0
  while (at < bytes.length) {
    const tag = bytes[at++] ?? 0
    const hasText = tag === 4 || tag === 5 || (tag > 32 && tag % 2 === 1)
    if (tag === TAG_CPU_ARCH) return bytes[at]
    if (!hasText) at = numberEnd(bytes, at)
    // The compatibility tag has both.
    if (hasText || tag === 32) at = textEnd(bytes, at)
  }
  return undefined
}

function numberEnd(bytes: Buffer, start: number): number {
  let at = start
  while ((bytes[at] ?? 0) >= 0x80) at++
  return at + 1
}

function textEnd(bytes: Buffer, start: number): number {
  const end = bytes.indexOf(0, start)
  return end === -1 ? bytes.length : end + 1
}

interface DynamicEntry {
  readonly tag: number
  readonly value: number
}

function dynamicEntries(section: Buffer, identity: ElfIdentity): readonly DynamicEntry[] {
  const isLittle = identity.endian === 'little'
  const read = identity.class === 64 ? readLong : readWord
  const size = identity.class === 64 ? 16 : 8
  const entries: DynamicEntry[] = []
  for (let at = 0; at + size <= section.length && entries.length < MAX_ENTRIES; at += size) {
    const tag = read(section, at, isLittle)
    if (tag === DT_NULL) break
    entries.push({ tag, value: read(section, at + size / 2, isLittle) })
  }
  return entries
}

function readHalf(bytes: Buffer, at: number, isLittle: boolean): number {
  return isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at)
}

function readWord(bytes: Buffer, at: number, isLittle: boolean): number {
  return isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)
}

/** 64 bits as a number: inexact beyond 2^53, which is far outside any file anyway. */
function readLong(bytes: Buffer, at: number, isLittle: boolean): number {
  const [low, high] = isLittle ? [at, at + 4] : [at + 4, at]
  return readWord(bytes, high, isLittle) * 2 ** 32 + readWord(bytes, low, isLittle)
}
