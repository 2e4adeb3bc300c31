import { type Machine, machineOf } from '../../../src/platforms/emulators.ts'

export interface NewElf {
  /** e_type: 1 object file, 2 program, 3 library or position-independent program, 4 core. */
  readonly type?: number
  readonly osAbi?: number
  readonly flags?: number
  readonly interpreter?: string
  readonly needed?: readonly string[]
  readonly runpath?: string
  readonly rpath?: string
  /** Bytes between the strings and the dynamic section, which linkers put after the program's code. */
  readonly code?: number
  /** Puts the strings after the dynamic section, as patchelf does. */
  readonly textsLast?: boolean
  /** Puts the loader's name at the end, as patchelf does with a longer one. */
  readonly interpreterLast?: boolean
  /** How many bytes the dynamic section and the strings have, if more than necessary. */
  readonly dynamicSize?: number
  readonly textsSize?: number
  /** The segment of notes, which linkers put before everything else. */
  readonly notes?: Buffer
  /** Bytes at the end: attributes, for example. */
  readonly end?: Buffer
}

const ADDRESS = 0x10000
const ARM = 40
const EABI_5_HARD_FLOAT = 0x05000400
const PT_LOAD = 1
const PT_DYNAMIC = 2
const PT_INTERP = 3
const PT_NOTE = 4

/** The machine of an architecture. */
export function machine(arch: string): Machine {
  const found = machineOf(arch)
  if (found === undefined) throw new Error(`${arch} has no machine`)
  return found
}

/** An ELF file with program headers, reduced to the parts that a loader reads. */
export function elf(of: string | Machine, file: NewElf = {}): Buffer {
  const target = typeof of === 'string' ? machine(of) : of
  const isWide = target.class === 64
  const size = headSize(target, 4)
  const parts = partsOf(file, isWide, writer(target.endian === 'little'), size)
  const segments = [
    { type: PT_LOAD, start: 0, length: size + parts.body.length },
    { type: file.interpreter === undefined ? 0 : PT_INTERP, ...parts.interpreter },
    { type: file.needed === undefined ? 0 : PT_DYNAMIC, ...parts.dynamic },
    { type: file.notes === undefined ? 0 : PT_NOTE, ...parts.notes },
  ]
  return Buffer.concat([elfHead(target, segments, file), parts.body, file.end ?? Buffer.alloc(0)])
}

/** What a program header describes: a piece of the file, and the address that it is loaded to. */
export interface Segment {
  readonly type: number
  readonly start: number
  readonly length: number
  readonly address?: number
}

/** The size of the header and of so many program headers. */
export function headSize({ class: bits }: Machine, segments: number): number {
  return bits === 64 ? 64 + 56 * segments : 52 + 32 * segments
}

/** The header and the program headers of an ELF file. */
export function elfHead(target: Machine, segments: readonly Segment[], file: NewElf = {}): Buffer {
  const write = writer(target.endian === 'little')
  const word = target.class === 64 ? 8 : 4
  const programs = segments.map(({ type, start, length, address = ADDRESS + start }) => {
    const entry = Buffer.alloc(word === 8 ? 56 : 32)
    write(entry, 0, 4, type)
    write(entry, word, word, start)
    write(entry, 2 * word, word, address)
    write(entry, 4 * word, word, length)
    return entry
  })
  return Buffer.concat([headerOf(target, file, segments.length, write), ...programs])
}

function headerOf(
  { class: bits, endian, elfMachine }: Machine,
  file: NewElf,
  segments: number,
  write: Write,
): Buffer {
  const isWide = bits === 64
  const header = Buffer.alloc(isWide ? 64 : 52)
  header.write('\x7fELF', 0, 'latin1')
  header.set([isWide ? 2 : 1, endian === 'little' ? 1 : 2, 1, file.osAbi ?? 0], 4)
  write(header, 16, 2, file.type ?? 3)
  write(header, 18, 2, elfMachine)
  write(header, 20, 4, 1)
  write(header, isWide ? 32 : 28, isWide ? 8 : 4, header.length)
  write(header, isWide ? 48 : 36, 4, file.flags ?? (elfMachine === ARM ? EABI_5_HARD_FLOAT : 0))
  write(header, isWide ? 54 : 42, 2, isWide ? 56 : 32)
  write(header, isWide ? 56 : 44, 2, segments)
  return header
}

type Write = (bytes: Buffer, at: number, size: number, value: number) => void

function writer(isLittle: boolean): Write {
  return (bytes, at, size, value) => {
    const wide = Buffer.alloc(8)
    wide.writeBigUInt64LE(BigInt(value))
    const own = wide.subarray(0, size)
    bytes.set(isLittle ? own : Buffer.from(own).reverse(), at)
  }
}

function partsOf(file: NewElf, isWide: boolean, write: Write, begin: number) {
  const { interpreter = '', needed = [], runpath, rpath, code = 0, notes = Buffer.alloc(0) } = file
  const loader = Buffer.from(interpreter === '' ? '' : `${interpreter}\0`)
  const first = begin + notes.length + (file.interpreterLast ? 0 : loader.length)
  const names = [
    ...needed,
    ...(runpath === undefined ? [] : [runpath]),
    ...(rpath === undefined ? [] : [rpath]),
  ]
  const texts = atLeast(Buffer.from(`\0${names.map((name) => `${name}\0`).join('')}`), file.textsSize)
  const position = (name: string): number => texts.indexOf(`${name}\0`)
  const size = isWide ? 8 : 4
  const dynamicSize = Math.max((needed.length + 5) * 2 * size, file.dynamicSize ?? 0)
  const textsAt = first + (file.textsLast ? code + dynamicSize : 0)
  const dynamicAt = first + code + (file.textsLast ? 0 : texts.length)
  const entries = [
    ...needed.map((name) => [1, position(name)] as const),
    [5, ADDRESS + textsAt] as const,
    [10, texts.length] as const,
    ...(runpath === undefined ? [] : [[29, position(runpath)] as const]),
    ...(rpath === undefined ? [] : [[15, position(rpath)] as const]),
  ]
  const dynamic = Buffer.alloc(dynamicSize)
  for (const [index, value] of entries.flat().entries()) write(dynamic, index * size, size, value)
  const rest = file.textsLast ? [Buffer.alloc(code), dynamic, texts] : [texts, Buffer.alloc(code), dynamic]
  const body = Buffer.concat([notes, ...(file.interpreterLast ? [...rest, loader] : [loader, ...rest])])
  const loaderAt = file.interpreterLast ? begin + body.length - loader.length : begin + notes.length
  return {
    body,
    notes: { start: begin, length: notes.length },
    interpreter: { start: loaderAt, length: loader.length },
    dynamic: { start: dynamicAt, length: dynamicSize },
  }
}

/** Bytes with zeros up to a size. */
function atLeast(bytes: Buffer, size = 0): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(Math.max(0, size - bytes.length))])
}

/** The section .ARM.attributes as written by GNU as. @param architecture the value of Tag_CPU_arch */
export function armAttributes(architecture: number): Buffer {
  const attributes = Buffer.concat([
    Buffer.from([5]),
    Buffer.from('7-A\0'),
    Buffer.from([6, architecture, 8, 1, 9, 2]),
  ])
  const file = Buffer.alloc(5)
  file[0] = 1
  file.writeUInt32LE(5 + attributes.length, 1)
  const vendor = Buffer.from('aeabi\0')
  const length = Buffer.alloc(4)
  length.writeUInt32LE(4 + vendor.length + file.length + attributes.length)
  return Buffer.concat([Buffer.from('A'), length, vendor, file, attributes])
}

/** A note; its value is padded as in a 64-bit program. */
export function note(name: string, type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt32LE(name.length + 1, 0)
  head.writeUInt32LE(value.length, 4)
  head.writeUInt32LE(type, 8)
  return Buffer.concat([head, Buffer.from(name.padEnd(4, '\0')), value])
}

/** .note.gnu.property of a 64-bit program, with other properties first. @param needed one bit per level */
export function x86Needs(needed: number): Buffer {
  const value = Buffer.alloc(32)
  value.set([0x02, 0, 0, 0xc0, 4, 0, 0, 0, 3, 0, 0, 0], 0)
  value.set([0x02, 0x80, 0, 0xc0, 4, 0, 0, 0, needed, 0, 0, 0], 16)
  return Buffer.concat([note('GNU', 3, Buffer.alloc(20, 7)), note('GNU', 5, value)])
}

/** The note that Go's linker puts at the beginning of a program. */
export const GO_NOTE = note('Go', 4, Buffer.alloc(84, 0x61))
