import { describe, expect, test } from '@jest/globals'
import {
  armVersionIn,
  goSettingIn,
  hasGoSetting,
  programRange,
  readDynamic,
  readIdentity,
  readNotes,
  readPrograms,
  stringAt,
  withGoSetting,
} from '../../../src/verify/layer/elf.ts'
import type { ElfIdentity } from '../../../src/verify/machines.ts'

type Order = 'little' | 'big'
type Field = readonly [size: 1 | 2 | 4 | 8, value: number]

/** Numbers one after another, as in a C struct. */
function struct(order: Order, ...fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.map(([size, value]) => {
      const wide = Buffer.alloc(8)
      wide.writeBigUInt64BE(BigInt(value))
      const bytes = wide.subarray(8 - size)
      return order === 'big' ? bytes : bytes.reverse()
    }),
  )
}

const IDENTITY: ElfIdentity = {
  ...{ class: 64, endian: 'little', osAbi: 0, type: 2, machine: 62, flags: 0 },
  ...{ armVersion: 0, x86Level: 0, goSetting: '' },
}
const CLASSES = [64, 32] as const
const ORDERS = ['little', 'big'] as const
/** Both classes in both byte orders. */
const KINDS = CLASSES.flatMap((bits) => ORDERS.map((order) => ({ bits, order })))

interface NewHeader {
  readonly bits?: 32 | 64
  readonly order?: Order
  readonly start?: number
  readonly entrySize?: number
  readonly count?: number
}

/** The header of the gABI, Elf32_Ehdr or Elf64_Ehdr; each field has a value of its own. */
function header({
  bits = 64,
  order = 'little',
  start = 0x40,
  entrySize = bits === 64 ? 56 : 32,
  count = 3,
}: NewHeader) {
  const word = bits === 64 ? 8 : 4
  const ident = Buffer.from([0x7f, 0x45, 0x4c, 0x46, bits / 32, order === 'little' ? 1 : 2, 1, 9, 5])
  return Buffer.concat([
    ident,
    Buffer.alloc(7),
    struct(order, [2, 3], [2, 0xb7], [4, 1], [word, 0x4001], [word, start], [word, 0x7002]),
    struct(order, [4, 0x05000402], [2, 77], [2, entrySize], [2, count], [2, 78], [2, 79], [2, 80]),
  ])
}

/** A header with one byte changed. */
function changed(at: number, value: number): Buffer {
  const bytes = header({})
  bytes[at] = value
  return bytes
}

describe('the identity in a header', () => {
  test.each(KINDS)('of $bits bits, $order-endian', ({ bits, order }) => {
    expect(readIdentity(header({ bits, order }))).toEqual({
      ...{ class: bits, endian: order, osAbi: 9, type: 3, machine: 0xb7, flags: 0x05000402 },
      ...{ armVersion: 0, x86Level: 0, goSetting: '' },
    })
  })

  test('needs the bytes of the smaller class', () => {
    const bytes = header({ bits: 32 })
    expect(bytes.length).toBe(52)
    expect(readIdentity(bytes)).toBeDefined()
    expect(readIdentity(bytes.subarray(0, 51))).toBeUndefined()
  })

  test.each([
    ...[0, 1, 2, 3].map((at) => ({ what: `magic number, byte ${at}`, at, value: 0x20 })),
    ...[0, 3].map((value) => ({ what: `class ${value}`, at: 4, value })),
    ...[0, 3].map((value) => ({ what: `byte order ${value}`, at: 5, value })),
  ])('is missing if it is invalid: $what', ({ at, value }) => {
    expect(readIdentity(changed(at, value))).toBeUndefined()
  })
})

describe('the range of the program headers', () => {
  const range = (file: NewHeader, missing = 0) => {
    const { bits = 64, order = 'little' } = file
    const bytes = header(file)
    return programRange(bytes.subarray(0, bytes.length - missing), {
      ...{ ...IDENTITY, class: bits, endian: order },
    })
  }

  test.each(KINDS)('is read, $bits bits, $order-endian', ({ bits, order }) => {
    expect(range({ bits, order, start: 0x12345 })).toEqual({
      ...{ start: 0x12345, length: 3 * (bits === 64 ? 56 : 32) },
    })
  })

  test.each(ORDERS)('has a start of 64 bits, %s-endian', (order) => {
    expect(range({ order, start: 0x3_0000_0040 })?.start).toBe(0x3_0000_0040)
  })

  test.each([
    { what: 'one header', file: { count: 1 }, length: 56 },
    { what: 'as many as are inspected', file: { count: 256 }, length: 256 * 56 },
    { what: 'none', file: { count: 0 }, length: undefined },
    { what: 'more than are inspected', file: { count: 257 }, length: undefined },
    { what: 'entries of another size', file: { entrySize: 55 }, length: undefined },
    { what: "entries of the other class's size", file: { entrySize: 32 }, length: undefined },
    {
      what: "entries of the other class's size, 32 bits",
      ...{ file: { bits: 32 as const, entrySize: 56 }, length: undefined },
    },
  ])('has a length: $what: $length', ({ file, length }) => {
    expect(range(file)?.length).toBe(length)
  })

  test.each(CLASSES)('needs the whole header: %d bits', (bits) => {
    expect(range({ bits })).toBeDefined()
    expect(range({ bits }, 1)).toBeUndefined()
  })
})

describe('the program headers', () => {
  /** Elf64_Phdr or Elf32_Phdr; all other fields have values of their own. */
  const entry = (bits: 32 | 64, order: Order, type: number, start: number) =>
    bits === 64
      ? struct(order, [4, type], [4, 5], [8, start], [8, start + 1], [8, 7], [8, start + 2], [8, 8], [8, 9])
      : struct(order, [4, type], [4, start], [4, start + 1], [4, 7], [4, start + 2], [4, 8], [4, 5], [4, 9])
  const segment = (start: number) => ({ start, address: start + 1, length: start + 2 })

  test.each(KINDS)('are read by their types, $bits bits, $order-endian', ({ bits, order }) => {
    const types = [6, 3, 1, 1, 2, 4, 0x6474e553, 0x6474e551, 3, 2]
    const table = Buffer.concat(types.map((type, index) => entry(bits, order, type, 100 * index)))
    expect(readPrograms(table, { ...IDENTITY, class: bits, endian: order })).toMatchObject({
      ...{ interpreter: segment(100), dynamic: segment(400) },
      loads: [segment(200), segment(300)],
      notes: [segment(500), segment(600)],
    })
  })

  test('may be missing, and one that is cut off is', () => {
    const table = Buffer.concat([entry(64, 'little', 1, 100), entry(64, 'little', 3, 200).subarray(0, 55)])
    expect(readPrograms(table, IDENTITY)).toMatchObject({
      ...{ interpreter: undefined, dynamic: undefined, loads: [segment(100)], notes: [] },
    })
  })
})

describe('the dynamic section', () => {
  const LOADS = [
    { start: 0, address: 0x1000, length: 0x200 },
    { start: 0x300, address: 0x5000, length: 0x100 },
  ]
  const STRTAB = 5
  const STRSZ = 10
  /** Entries of tag and value, as Elf64_Dyn or Elf32_Dyn. */
  const section = (
    entries: readonly (readonly [number, number])[],
    bits: 32 | 64 = 64,
    order: Order = 'little',
  ) =>
    Buffer.concat(
      entries.map(([tag, value]) => struct(order, [bits === 64 ? 8 : 4, tag], [bits === 64 ? 8 : 4, value])),
    )

  test.each(KINDS)('has names by position, $bits bits, $order-endian', ({ bits, order }) => {
    const entries = [
      [1, 7],
      [14, 3],
      [1, 4],
      [STRTAB, 0x5010],
      [STRSZ, 99],
      [15, 21],
      [29, 22],
    ] as const
    const identity = { ...IDENTITY, class: bits, endian: order }
    expect(readDynamic(section(entries, bits, order), identity, LOADS)).toEqual({
      ...{ strings: { start: 0x310, length: 99 }, needed: [7, 4], rpath: 21, runpath: 22 },
    })
  })

  test.each([
    { what: 'at the beginning of a segment', address: 0x5000, start: 0x300 },
    { what: 'at the end of a segment', address: 0x50ff, start: 0x3ff },
    { what: 'in the first segment', address: 0x1080, start: 0x80 },
    { what: 'before the first segment', address: 0xfff, start: undefined },
    { what: 'after the first segment', address: 0x1200, start: undefined },
    { what: 'before the second segment', address: 0x4fff, start: undefined },
    { what: 'after the last segment', address: 0x5100, start: undefined },
  ])('has its strings $what: $start', ({ address, start }) => {
    const bytes = section([
      [STRTAB, address],
      [STRSZ, 1],
    ])
    expect(readDynamic(bytes, IDENTITY, LOADS)?.strings.start).toBe(start)
  })

  test.each([
    { what: 'an address, but no size', entries: [[STRTAB, 0x1000]] as const },
    { what: 'a size, but no address', entries: [[STRSZ, 1]] as const },
    {
      what: 'a size after its end',
      entries: [
        [STRTAB, 0x1000],
        [0, 0],
        [STRSZ, 1],
      ] as const,
    },
  ])('is missing if its strings have $what', ({ entries }) => {
    expect(readDynamic(section(entries), IDENTITY, LOADS)).toBeUndefined()
  })

  test('names no paths and libraries if it has none, and has one table of strings', () => {
    const bytes = section([
      [STRTAB, 0x1000],
      [STRTAB, 0x5000],
      [STRSZ, 1],
      [STRSZ, 2],
    ])
    expect(readDynamic(bytes, IDENTITY, LOADS)).toEqual({
      ...{ strings: { start: 0, length: 1 }, needed: [], rpath: undefined, runpath: undefined },
    })
  })

  test.each([
    { what: 'up to a limit', fillers: 510, missing: 0, is: true },
    { what: 'not beyond it', fillers: 511, missing: 0, is: false },
    { what: 'not if they are cut off', fillers: 0, missing: 1, is: false },
  ])('has entries that are read $what', ({ fillers, missing, is }) => {
    const rest = Array.from({ length: fillers }, () => [21, 0] as const)
    const bytes = section([...rest, [STRTAB, 0x1000], [STRSZ, 1]])
    const whole = bytes.subarray(0, bytes.length - missing)
    expect(readDynamic(whole, IDENTITY, LOADS) !== undefined).toBe(is)
  })
})

test.each([
  { what: 'to its zero', at: 1, limit: 9, text: 'name' },
  { what: 'to the limit', at: 1, limit: 3, text: 'nam' },
  { what: 'to the end of the table', at: 6, limit: 9, text: 'last' },
  { what: 'not outside the table', at: 10, limit: 9, text: '' },
  { what: 'not far outside the table', at: 2 ** 60, limit: 9, text: '' },
])('a text is read $what', ({ at, limit, text }) => {
  expect(stringAt(Buffer.from('\0name\0last'), at, limit)).toBe(text)
})

/** Bytes with zeros up to a multiple of a size. */
function padded(bytes: Buffer, alignment: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((alignment - (bytes.length % alignment)) % alignment)])
}

interface NewNote {
  readonly name: string
  readonly type: number
  readonly value?: Buffer
  readonly alignment?: number
  readonly order?: Order
}

/** Elf_Nhdr with its name, which is padded to four bytes, and its value. */
function note({ name, type, value = Buffer.alloc(0), alignment = 4, order = 'little' }: NewNote): Buffer {
  const names = padded(Buffer.from(name), 4)
  const sizes = struct(order, [4, name.length], [4, value.length], [4, type])
  return Buffer.concat([sizes, names, padded(value, alignment)])
}

/** A property with a number of four bytes: pr_type, pr_datasz, pr_data, padding. */
function property(type: number, value: number, alignment = 8): Buffer {
  return padded(struct('little', [4, type], [4, 4], [4, value]), alignment)
}

const NEEDED = 0xc0008002
const GNU = { name: 'GNU\0', type: 5, alignment: 8 }
const GO = note({ name: 'Go\0\0', type: 4, value: Buffer.alloc(83, 'a') })

describe('the level of x86-64 in a note', () => {
  const level = (value: Buffer, more: Partial<NewNote> = {}) =>
    readNotes(note({ ...GNU, ...more, value }), IDENTITY).x86Level

  test.each([
    { bits: 0b1, is: 1 },
    { bits: 0b10, is: 2 },
    { bits: 0b11, is: 2 },
    { bits: 0b111, is: 3 },
    { bits: 0b1000, is: 4 },
    { bits: 0b1111, is: 4 },
    { bits: 0b10001, is: 1 },
    { bits: 0b10000, is: 0 },
    { bits: 0, is: 0 },
  ])('is that of the highest bit: $bits: $is', ({ bits, is }) => {
    expect(level(property(NEEDED, bits))).toBe(is)
  })

  test.each([
    { what: 'the features it needs', value: property(0xc0008001, 15), is: 0 },
    { what: 'the levels it uses', value: property(0xc0010002, 15), is: 0 },
    { what: 'after another', value: Buffer.concat([property(0xc0000002, 3), property(NEEDED, 3)]), is: 2 },
    { what: 'the first of two', value: Buffer.concat([property(NEEDED, 1), property(NEEDED, 15)]), is: 1 },
    {
      what: 'after one without data',
      value: Buffer.concat([struct('little', [4, 2], [4, 0]), property(NEEDED, 7)]),
      is: 3,
    },
    { what: 'without its padding', value: property(NEEDED, 7, 4), is: 3 },
    { what: 'cut off', value: property(NEEDED, 7).subarray(0, 11), is: 0 },
  ])('is not any other property: $what: $is', ({ value, is }) => {
    expect(level(value)).toBe(is)
  })

  test.each([
    { what: 'another type', more: { type: 4 } },
    { what: 'another name', more: { name: 'GNV\0' } },
  ])('is not in a note of $what', ({ more }) => {
    expect(level(property(NEEDED, 7), more)).toBe(0)
  })

  test('is in properties that a 32-bit program aligns to four bytes', () => {
    const value = Buffer.concat([property(0xc0000002, 3, 4), property(NEEDED, 3, 4)])
    const notes = Buffer.concat([note({ ...GNU, alignment: 4, value }), GO, Buffer.alloc(11)])
    expect(readNotes(notes, { ...IDENTITY, class: 32 })).toEqual({ x86Level: 2, isGo: true })
  })

  test('does not end the notes', () => {
    const value = property(NEEDED, 3, 4)
    expect(readNotes(Buffer.concat([note({ ...GNU, value }), GO]), IDENTITY)).toEqual({
      ...{ x86Level: 2, isGo: true },
    })
  })
})

describe("the note of Go's linker", () => {
  const isGo = (...notes: readonly Buffer[]) => readNotes(Buffer.concat(notes), IDENTITY).isGo
  const BUILD_ID = note({ name: 'GNU\0', type: 3, value: Buffer.alloc(20, 7) })

  test.each([
    { what: 'alone', notes: [GO], is: true },
    { what: 'without a value', notes: [note({ name: 'Go\0\0', type: 4 })], is: true },
    { what: 'with a name of three bytes', notes: [note({ name: 'Go\0', type: 4 }), BUILD_ID], is: true },
    { what: 'after a build id', notes: [BUILD_ID, GO], is: true },
    { what: 'before a build id', notes: [GO, BUILD_ID], is: true },
    {
      what: 'after a value that needs padding',
      notes: [note({ name: 'X', type: 1, value: Buffer.alloc(5, 'x') }), GO],
      is: true,
    },
    { what: 'no note', notes: [], is: false },
    { what: 'another type', notes: [note({ name: 'Go\0\0', type: 3 })], is: false },
    { what: 'another name', notes: [note({ name: 'Gox\0', type: 4 })], is: false },
    {
      what: 'a value that looks like its name',
      notes: [note({ name: '', type: 4, value: Buffer.from('Go\0\0') })],
      is: false,
    },
    { what: 'cut off', notes: [note({ name: 'Go\0\0', type: 4 }).subarray(0, 11)], is: false },
  ])('is found: $what: $is', ({ notes, is }) => {
    expect(isGo(...notes)).toBe(is)
  })

  test('is found in big-endian order', () => {
    const big = note({ name: 'Go\0\0', type: 4, value: Buffer.alloc(83), order: 'big' })
    expect(readNotes(big, { ...IDENTITY, machine: 21, endian: 'big' }).isGo).toBe(true)
  })
})

describe("Go's setting for the processor", () => {
  test.each([
    { machine: 21, name: 'GOPPC64', value: 'power9' },
    { machine: 40, name: 'GOARM', value: '7,softfloat' },
    { machine: 62, name: 'GOAMD64', value: 'v3' },
    { machine: 183, name: 'GOARM64', value: 'v8.1,lse' },
    { machine: 243, name: 'GORISCV64', value: 'rva22u64' },
  ])('is $name for the machine $machine', ({ machine, name, value }) => {
    const info = Buffer.from(`x\nbuild\tGOOS=linux\nbuild\t${name}=${value}\nbuild\tvcs=git\n`)
    expect(hasGoSetting(machine)).toBe(true)
    expect(goSettingIn(info, machine)).toBe(`${name}=${value}`)
    expect(goSettingIn(info, machine === 62 ? 40 : 62)).toBe('')
  })

  test.each([3, 8, 22, 258])('does not exist for the machine %d', (machine) => {
    expect(hasGoSetting(machine)).toBe(false)
    expect(goSettingIn(Buffer.from('\nbuild\tGOARM=7\nbuild\tGOAMD64=v1\n'), machine)).toBe('')
  })

  test.each([
    { what: 'at the beginning', text: '\nbuild\tGOARM=7\n', is: 'GOARM=7' },
    { what: 'without the end of its line', text: '\nbuild\tGOARM=7', is: '' },
    { what: 'without a value', text: '\nbuild\tGOARM=\n', is: '' },
    { what: 'of another word', text: '\nbuild\tGOARM=7 x\nbuild\tGOOS=linux\n', is: '' },
    { what: 'as long as any', text: `\nbuild\tGOARM=${'x'.repeat(50)}\n`, is: `GOARM=${'x'.repeat(50)}` },
    { what: 'too long', text: `\nbuild\tGOARM=${'x'.repeat(51)}\n`, is: '' },
  ])('is read to the end of its line: $what: $is', ({ text, is }) => {
    expect(goSettingIn(Buffer.from(text), 40)).toBe(is)
  })

  test.each([
    { setting: 'GOARM=5', armVersion: 5 },
    { setting: 'GOARM=7,softfloat', armVersion: 7 },
    { setting: 'GOARM=8', armVersion: 0 },
    { setting: 'GOARM=0', armVersion: 0 },
    { setting: 'GOARM=71', armVersion: 0 },
    { setting: 'GOARM=6.5', armVersion: 0 },
    { setting: 'GOARM64=v8.1', armVersion: 0 },
    { setting: 'XGOARM=7', armVersion: 0 },
  ])('says the version of arm: $setting: $armVersion', ({ setting, armVersion }) => {
    const identity = { ...IDENTITY, machine: 40 }
    expect(withGoSetting(identity, setting)).toEqual({ ...identity, goSetting: setting, armVersion })
  })

  test.each([
    { setting: 'GOAMD64=v1', before: 0, x86Level: 1 },
    { setting: 'GOAMD64=v4', before: 2, x86Level: 4 },
    { setting: 'GOAMD64=v2', before: 3, x86Level: 3 },
    { setting: 'GOAMD64=v9', before: 3, x86Level: 3 },
    { setting: 'GOAMD64=v3.1', before: 0, x86Level: 0 },
    { setting: 'GOPPC64=power9', before: 0, x86Level: 0 },
  ])('says the level of x86-64, if notes do not say more: $setting: $x86Level', (row) => {
    const { setting, before, x86Level } = row
    const identity = { ...IDENTITY, x86Level: before }
    expect(withGoSetting(identity, setting)).toEqual({ ...identity, goSetting: setting, x86Level })
  })
})

interface NewAttributes {
  readonly format?: string
  readonly vendor?: string
  readonly scope?: number
  /** What the lengths say, if not the truth. */
  readonly whole?: number
  readonly length?: number
  readonly order?: Order
}

/** .ARM.attributes with one subsection: `A`, length, vendor, scope, length, tags with their values. */
function attributes(tags: Buffer, file: NewAttributes = {}): Buffer {
  const { format = 'A', vendor = 'aeabi', scope = 1, order = 'little' } = file
  const { length = 5 + tags.length, whole = 4 + vendor.length + 1 + length } = file
  const subsection = Buffer.concat([struct(order, [1, scope], [4, length]), tags])
  return Buffer.concat([
    ...[Buffer.from(format), struct(order, [4, whole]), Buffer.from(`${vendor}\0`), subsection],
  ])
}

const CPU_ARCH_V7 = Buffer.from([6, 10])

describe('the version of arm in attributes', () => {
  test.each([
    ...['pre-v4', 'v4', 'v4T'].map((name, index) => ({ name, value: index, version: 4 })),
    ...['v5T', 'v5TE', 'v5TEJ'].map((name, index) => ({ name, value: 3 + index, version: 5 })),
    ...['v6', 'v6KZ', 'v6T2', 'v6K'].map((name, index) => ({ name, value: 6 + index, version: 6 })),
    { name: 'v7', value: 10, version: 7 },
    ...['v6-M', 'v6S-M'].map((name, index) => ({ name, value: 11 + index, version: 6 })),
    { name: 'v7E-M', value: 13, version: 7 },
    ...['v8-A', 'v8-R'].map((name, index) => ({ name, value: 14 + index, version: 8 })),
    { name: 'v9-A', value: 22, version: 8 },
  ])('is $version for $name, Tag_CPU_arch $value', ({ value, version }) => {
    for (const order of ORDERS) {
      const bytes = attributes(Buffer.from([6, value]), { order })
      expect(armVersionIn(bytes, order === 'little')).toBe(version)
    }
  })

  test.each([
    { what: 'the name of a processor', tags: [5, 1, 6, 3, 0, 6, 10] },
    { what: 'the raw name of a processor', tags: [4, 1, 6, 3, 0, 6, 10] },
    { what: 'a text of an odd tag', tags: [67, 1, 6, 3, 0, 6, 10] },
    { what: 'a text of the first odd tag', tags: [33, 1, 6, 3, 0, 6, 10] },
    { what: 'a number and a text', tags: [32, 0, 6, 3, 0, 6, 10] },
    { what: 'a number of an even tag', tags: [34, 1, 6, 10] },
    { what: 'a number of an odd tag', tags: [31, 1, 6, 10] },
    { what: 'a number of a small tag', tags: [7, 0x41, 6, 10] },
    { what: 'the largest number of one byte', tags: [8, 0x7f, 6, 10] },
    { what: 'a number of two bytes', tags: [8, 0x80, 6, 6, 10] },
    { what: 'a number of three bytes', tags: [8, 0xff, 0x80, 6, 6, 10] },
  ])('is found after $what', ({ tags }) => {
    expect(armVersionIn(attributes(Buffer.from(tags)), true)).toBe(7)
  })

  test.each([
    { what: 'no tags', tags: [] },
    { what: 'no value', tags: [6] },
    { what: 'a text without an end', tags: [5, 6, 10] },
    { what: 'a number without an end', tags: [8, 0x80] },
    { what: 'other tags only', tags: [8, 1] },
  ])('is unknown with $what', ({ tags }) => {
    expect(armVersionIn(attributes(Buffer.from(tags)), true)).toBe(0)
  })

  test.each([
    { what: 'another format', file: { format: 'B' }, is: 0 },
    { what: 'another vendor', file: { vendor: 'gnu' }, is: 0 },
    { what: 'attributes of a section', file: { scope: 2 }, is: 0 },
    { what: 'a subsection that fills the section', file: { whole: 4 + 6 + 7 }, is: 7 },
    { what: 'a subsection that is longer than the section', file: { whole: 4 + 6 + 6 }, is: 0 },
    { what: 'the longest section', file: { whole: 4096 }, is: 7 },
    { what: 'too long a section', file: { whole: 4097 }, is: 0 },
    { what: 'tags after the end of the subsection', file: { length: 5 }, is: 0 },
    { what: 'a subsection that is shorter than its header', file: { length: 4 }, is: 0 },
  ])('is found only in attributes of the whole file: $what: $is', ({ file, is }) => {
    expect(armVersionIn(attributes(CPU_ARCH_V7, file), true)).toBe(is)
  })

  test.each([
    { what: 'wherever they are', bytes: [Buffer.alloc(9, 'x'), attributes(CPU_ARCH_V7)], is: 7 },
    { what: 'without their first byte', bytes: [attributes(CPU_ARCH_V7).subarray(1)], is: 0 },
    {
      what: 'after bytes that look similar',
      bytes: [Buffer.from('aeabi\0'), attributes(CPU_ARCH_V7, { scope: 3 }), attributes(CPU_ARCH_V7)],
      is: 7,
    },
    {
      what: 'the first of two',
      bytes: [attributes(CPU_ARCH_V7), attributes(Buffer.from([6, 14]))],
      is: 7,
    },
    { what: 'cut off in their header', bytes: [attributes(CPU_ARCH_V7).subarray(0, 15)], is: 0 },
    { what: 'cut off before their value', bytes: [attributes(CPU_ARCH_V7).subarray(0, 17)], is: 0 },
    { what: 'nothing', bytes: [], is: 0 },
  ])('is read from a file: $what: $is', ({ bytes, is }) => {
    expect(armVersionIn(Buffer.concat(bytes), true)).toBe(is)
  })

  test.each([
    { what: 'within the window', length: 119, is: 7 },
    { what: 'beyond it', length: 120, is: 0 },
  ])('is searched $what', ({ length, is }) => {
    const name = Buffer.concat([Buffer.from([5]), Buffer.alloc(length, 'x'), Buffer.alloc(1)])
    expect(armVersionIn(attributes(Buffer.concat([name, CPU_ARCH_V7])), true)).toBe(is)
  })
})
