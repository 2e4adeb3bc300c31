import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  beginFile,
  endFile,
  type InspectedFile,
  type Inspection,
  inspect,
  newInspection,
} from '../../../src/verify/layer/inspect.ts'
import {
  armAttributes,
  elf,
  elfHead,
  GO_NOTE,
  headSize,
  machine,
  type NewElf,
  note,
  x86Needs,
} from './elf-file.ts'
import { machO, pe } from './pe-file.ts'

const shared = newInspection()

/** An ELF file that consists of these segments. */
function segments(
  arch: string,
  ...parts: readonly { readonly type: number; readonly bytes: Buffer }[]
): Buffer {
  const target = machine(arch)
  let end = headSize(target, parts.length)
  const headers = parts.map(({ type, bytes: { length } }) => {
    end += length
    return { type, start: end - length, length }
  })
  return Buffer.concat([elfHead(target, headers), ...parts.map(({ bytes }) => bytes)])
}

/** Reads a file in pieces of some size, with an inspection that was used for other files. */
function read(bytes: Buffer, piece = bytes.length, isText = false, isStarting = false): InspectedFile {
  beginFile(shared, bytes.length, isText, { hints: { isExecutable: true, isStarting } })
  for (let at = 0; at < bytes.length; at += piece) {
    if (!inspect(shared, bytes.subarray(at, at + piece))) break
  }
  return endFile(shared)
}

const PROGRAM: NewElf = {
  interpreter: '/lib/ld-musl-x86_64.so.1',
  needed: ['libc.musl-x86_64.so.1', 'libz.so.1'],
  runpath: '$ORIGIN/../lib',
}
const LINKS = {
  kind: 'links',
  interpreter: '/lib/ld-musl-x86_64.so.1',
  needed: ['libc.musl-x86_64.so.1', 'libz.so.1'],
  rpath: '',
  runpath: '$ORIGIN/../lib',
}
const MEBIBYTE = 1 << 20

describe('programs', () => {
  test.each([
    { what: 'of 64-bit machines', file: elf('amd64', PROGRAM) },
    { what: 'of 32-bit machines', file: elf('386', PROGRAM) },
    { what: 'in big-endian order', file: elf('s390x', PROGRAM) },
    { what: 'of 32-bit machines in big-endian order', file: elf('mips', PROGRAM) },
    { what: 'of 2 MiB', file: elf('amd64', { ...PROGRAM, code: 2 * MEBIBYTE }) },
    { what: 'of 9 MiB, more than is buffered', file: elf('amd64', { ...PROGRAM, code: 9 * MEBIBYTE }) },
    { what: 'with strings at the end', file: elf('amd64', { ...PROGRAM, textsLast: true }) },
    {
      what: 'with the name of the loader at the end',
      file: elf('amd64', { ...PROGRAM, interpreterLast: true }),
    },
    {
      what: 'of 9 MiB with the name of the loader at the end',
      file: elf('riscv64', { ...PROGRAM, interpreterLast: true, code: 9 * MEBIBYTE }),
    },
    {
      what: 'with the largest dynamic section',
      file: elf('amd64', { ...PROGRAM, dynamicSize: 16 << 10 }),
    },
    {
      what: 'with the most strings',
      file: elf('amd64', { ...PROGRAM, textsSize: 4 * MEBIBYTE, textsLast: true }),
    },
    {
      what: 'of 9 MiB with strings at the end',
      file: elf('arm64', { ...PROGRAM, textsLast: true, code: 9 * MEBIBYTE }),
    },
  ])('$what name the libraries that they need, whatever the size of the pieces', ({ file }) => {
    for (const piece of [file.length, 262_144, 65_537, 4096]) expect(read(file, piece).detail).toEqual(LINKS)
  })

  test.each(['riscv64', '386'])('for %s in pieces of one to 600 bytes', (arch) => {
    const file = elf(arch, PROGRAM)
    for (let piece = 1; piece <= 600; piece++) expect(read(file, piece).detail).toEqual(LINKS)
  })

  test('larger than those before them are buffered', () => {
    const file = elf('amd64', { ...PROGRAM, code: 2 * MEBIBYTE })
    const inspection = newInspection()
    beginFile(inspection, file.length, false)
    for (let at = 0; at < file.length; at += 300_000) inspect(inspection, file.subarray(at, at + 300_000))
    expect(endFile(inspection).detail).toEqual(LINKS)
  })

  test.each([
    { what: 'no dynamic section', file: elf('amd64', { interpreter: LINKS.interpreter }) },
    { what: 'too long a dynamic section', file: elf('amd64', { ...PROGRAM, dynamicSize: (16 << 10) + 16 }) },
    {
      what: 'too many strings',
      file: elf('amd64', { ...PROGRAM, textsSize: 4 * MEBIBYTE + 1, textsLast: true }),
    },
    {
      what: 'a dynamic section that is missing',
      file: elf('amd64', { ...PROGRAM, code: 9000 }).subarray(0, 5000),
    },
  ])('with $what need a loader, and unknown libraries', ({ file }) => {
    const detail = { ...LINKS, needed: undefined, runpath: '' }
    for (const piece of [file.length, 290, 64]) expect(read(file, piece).detail).toEqual(detail)
  })

  test.each([
    { what: 'the longest name', length: 4095, interpreter: 'x'.repeat(4095) },
    { what: 'too long a name', length: 4096, interpreter: '' },
  ])('have a loader with $what', ({ length, interpreter }) => {
    const file = elf('amd64', { ...PROGRAM, interpreter: 'x'.repeat(length) })
    expect(read(file, 1000).detail).toEqual({ ...LINKS, interpreter })
  })

  test('need a library by the beginning of a name that is too long', () => {
    const long = 'x'.repeat(4097)
    const file = elf('amd64', { ...PROGRAM, needed: [long], runpath: `${long}y` })
    expect(read(file).detail).toMatchObject({ needed: [long.slice(1)], runpath: long.slice(1) })
  })

  test.each([
    { what: 'from there', extra: 0, needed: LINKS.needed },
    { what: 'from the next byte', extra: 1, needed: undefined },
  ])('whose strings are not buffered need them $what', ({ extra, needed }) => {
    const file = elf('riscv64', { ...PROGRAM, notes: Buffer.alloc(5 * MEBIBYTE) })
    const start = file.lastIndexOf('\0libc') + extra
    beginFile(shared, file.length, false)
    inspect(shared, file.subarray(0, start))
    inspect(shared, file.subarray(start))
    expect(endFile(shared).detail).toMatchObject({ interpreter: '', needed })
  })

  test('whose strings are out of reach may be libraries', () => {
    const file = elf('riscv64', {
      needed: PROGRAM.needed ?? [],
      notes: Buffer.alloc(5 * MEBIBYTE),
      code: 9000,
    })
    expect(read(file, 4096).detail).toEqual({ ...LINKS, interpreter: '', needed: undefined, runpath: '' })
  })

  test('whose strings are out of reach need unknown libraries', () => {
    // After 5 MiB, and long before the dynamic section: they have passed when that is read.
    const interpreter = `/${'x'.repeat(5 * MEBIBYTE)}`
    const file = elf('amd64', { ...PROGRAM, interpreter, code: MEBIBYTE })
    expect(read(file, 65_536).detail).toMatchObject({ interpreter: '', needed: undefined })
  })

  test.each([
    { what: 'that are static', file: elf('amd64', { type: 2 }) },
    { what: 'that are static, for arm', file: elf('arm', { type: 2, end: armAttributes(10) }) },
    { what: 'in object files', file: elf('amd64', { ...PROGRAM, type: 1 }) },
    { what: 'in core files', file: elf('amd64', { ...PROGRAM, type: 4 }) },
    { what: 'without program headers', file: segments('amd64') },
  ])('$what need no libraries', ({ file }) => {
    const { identity, detail, isCut } = read(file)
    expect({ class: identity?.class, detail, isCut }).toEqual({
      class: file[4] === 2 ? 64 : 32,
      detail: undefined,
      isCut: false,
    })
  })

  test('without a loader are libraries that need others', () => {
    const file = elf('amd64', { needed: ['libc.so.6'], rpath: '$ORIGIN', code: 9 * MEBIBYTE })
    const detail = { kind: 'links', interpreter: '', needed: ['libc.so.6'], rpath: '$ORIGIN', runpath: '' }
    for (const piece of [file.length, 262_144]) expect(read(file, piece).detail).toEqual(detail)
  })
})

describe('a truncated program', () => {
  const whole = elf('amd64', { ...PROGRAM, code: 11_000 })
  const isCut = (size: number, isSparse = false): boolean => {
    beginFile(shared, size, false, { isSparse })
    inspect(shared, whole.subarray(0, size))
    return endFile(shared).isCut
  }

  test('is recognised if whole pages or the headers are missing', () => {
    expect([64, 287, 300, 4096, 8192].every((size) => isCut(size))).toBe(true)
  })

  test('needs its headers, and the last page that is loaded', () => {
    const plain = elf('amd64')
    expect(read(plain.subarray(0, 287)).isCut).toBe(true)
    expect(read(plain.subarray(0, 288)).isCut).toBe(false)
    const pages = elf('amd64', { code: 8192 - 369 })
    expect(pages.length).toBe(8192)
    expect([4096, 4097].map((size) => read(pages.subarray(0, size)).isCut)).toEqual([true, false])
  })

  test('may lack one of several segments, and lacks none if none is loaded', () => {
    const target = machine('amd64')
    const load = { type: 1, start: 0, length: 64 }
    const far = { type: 1, start: 4096, length: 1 }
    const notLoaded = { ...far, type: 0 }
    const files = [[load, far], [far, load], [load, notLoaded], [notLoaded]]
    expect(files.map((headers) => read(elfHead(target, headers)).isCut)).toEqual([true, true, false, false])
  })

  test('is not assumed if the last page is there, or the file has holes', () => {
    expect([8193, whole.length - 1, whole.length].map((size) => isCut(size))).toEqual([false, false, false])
    expect(isCut(8192, true)).toBe(false)
  })
})

describe('attributes of arm', () => {
  test.each([
    { architecture: 3, version: 5 },
    { architecture: 6, version: 6 },
    { architecture: 9, version: 6 },
    { architecture: 10, version: 7 },
    { architecture: 14, version: 8 },
  ])('Tag_CPU_arch $architecture is v$version', ({ architecture, version }) => {
    const file = elf('arm', { end: Buffer.concat([Buffer.alloc(5000), armAttributes(architecture)]) })
    for (const piece of [file.length, 4096, 1000, 333, 100]) {
      expect(read(file, piece).identity?.armVersion).toBe(version)
    }
  })

  test('are found wherever two pieces meet in them', () => {
    const file = elf('arm', { end: Buffer.concat([armAttributes(10), Buffer.alloc(300)]) })
    for (let piece = 64; piece < file.length; piece++) expect(read(file, piece).identity?.armVersion).toBe(7)
  })

  test('are found in both byte orders', () => {
    const attributes = armAttributes(10)
    attributes.subarray(1, 5).swap32()
    attributes.subarray(12, 16).swap32()
    const file = elf({ ...machine('arm'), endian: 'big' }, { end: attributes })
    expect(read(file).identity).toMatchObject({ endian: 'big', armVersion: 7 })
  })

  test('are found after everything else, and are not forgotten', () => {
    const end = Buffer.concat([Buffer.alloc(200_000), armAttributes(10)])
    const file = elf('arm', { ...PROGRAM, textsLast: true, code: 9 * MEBIBYTE, end })
    expect(read(file, 65_536).identity?.armVersion).toBe(7)
    const first = elf('arm', { ...PROGRAM, notes: armAttributes(10), code: 1000 })
    for (const piece of [first.length, 512, 64, 7]) expect(read(first, piece).identity?.armVersion).toBe(7)
  })

  test('are not taken from bytes that only look similar', () => {
    const text = Buffer.from('A1234aeabi\0\x01this is the text of a program that knows of aeabi\0')
    expect(read(elf('arm', { end: text })).identity?.armVersion).toBe(0)
    expect(read(elf('arm64', { end: armAttributes(10) })).identity?.armVersion).toBe(0)
    expect(read(elf('arm64', { notes: GO_NOTE, end: armAttributes(10) })).identity?.armVersion).toBe(0)
  })
})

describe('levels of x86-64', () => {
  const setting = (level: string) => Buffer.from(`text\nbuild\tGOAMD64=${level}\nmore`)
  const noted = (needed: number) => ({ type: 4, bytes: x86Needs(needed) })
  const goNoted = { type: 4, bytes: GO_NOTE }
  const settingV4 = { type: 0, bytes: setting('v4') }
  test.each([
    { what: 'a program', file: elf('amd64', { notes: x86Needs(7) }), level: 3 },
    { what: 'a program with a loader', file: elf('amd64', { ...PROGRAM, notes: x86Needs(3) }), level: 2 },
    { what: 'a Go program', file: elf('amd64', { notes: GO_NOTE, end: setting('v4') }), level: 4 },
    {
      what: 'a Go program with a loader',
      file: elf('amd64', { ...PROGRAM, notes: GO_NOTE, end: setting('v2') }),
      level: 2,
    },
    { what: 'an invalid level', file: elf('amd64', { notes: GO_NOTE, end: setting('v9') }), level: 0 },
    { what: 'notes that end early', file: elf('amd64', { notes: x86Needs(7).subarray(0, 40) }), level: 0 },
    { what: 'notes for another machine', file: elf('arm64', { notes: x86Needs(7) }), level: 0 },
    { what: 'notes for another machine of Go', file: elf('ppc64le', { notes: x86Needs(7) }), level: 0 },
    { what: 'the highest of several notes', file: segments('amd64', noted(3), noted(7), noted(1)), level: 3 },
    {
      what: 'notes in a segment of properties',
      file: segments('amd64', noted(3), { ...noted(7), type: 0x6474e553 }),
      level: 3,
    },
    {
      what: 'notes outside the segments',
      file: segments('amd64', noted(1), { ...noted(7), type: 0 }),
      level: 1,
    },
    { what: 'notes in pieces of a program', file: segments('amd64', noted(3), goNoted, settingV4), level: 4 },
    { what: 'a setting before the notes', file: segments('amd64', settingV4, goNoted), level: 4 },
    {
      what: 'a setting after several notes',
      file: segments('amd64', goNoted, noted(3), settingV4),
      level: 4,
    },
  ])('$what, whatever the size of the pieces', ({ file, level }) => {
    for (const piece of [file.length, 4096, 129, 64, 7, 1])
      expect(read(file, piece).identity?.x86Level).toBe(level)
  })
})

test('notes are read in the first 64 KiB', () => {
  /** A segment that ends at a position, with the level at its end. */
  const notedUpTo = (end: number) => {
    const level = x86Needs(7)
    const filler = note('X', 1, Buffer.alloc(end - headSize(machine('amd64'), 1) - level.length - 16))
    return { type: 4, bytes: Buffer.concat([filler, level]) }
  }
  const levels = [65_536, 65_540].map((end) => read(segments('amd64', notedUpTo(end))).identity?.x86Level)
  expect(levels).toEqual([3, 0])
})

test('notes that are cut off are not completed by an earlier file', () => {
  const file = segments('amd64', { type: 4, bytes: x86Needs(7) })
  expect(read(file).identity?.x86Level).toBe(3)
  expect(read(file.subarray(0, file.length - 20)).identity?.x86Level).toBe(0)
})

test('notes that end outside the file do not prevent that the rest is read', () => {
  const file = elf('amd64', { ...PROGRAM, notes: x86Needs(7) })
  // The size of the fourth segment.
  file.writeBigUInt64LE(60_000n, 64 + 3 * 56 + 32)
  for (const piece of [file.length, 64]) {
    expect(read(file, piece)).toMatchObject({ identity: { x86Level: 3 }, detail: LINKS })
  }
})

describe("Go's processor setting", () => {
  test.each([
    { arch: 'arm', setting: 'GOARM=7,softfloat' },
    { arch: 'arm64', setting: 'GOARM64=v8.1,lse' },
    { arch: 'ppc64le', setting: 'GOPPC64=power9' },
    { arch: 'riscv64', setting: 'GORISCV64=rva22u64' },
  ])('$setting, whatever the size of the pieces', ({ arch, setting }) => {
    const end = Buffer.from(`\nbuild\tCGO_ENABLED=0\nbuild\t${setting}\nmore`)
    const file = elf(arch, { notes: GO_NOTE, code: 5000, end })
    for (const piece of [file.length, 4096, 129, 64, 7])
      expect(read(file, piece).identity?.goSetting).toBe(setting)
  })

  test('is the first, whatever else the program says', () => {
    const info = note('X', 1, Buffer.from('\nbuild\tGOARM64=v8.0\n'))
    const needed = ['\nbuild\tGOARM64=v9.0\n']
    const file = elf('arm64', { ...PROGRAM, needed, notes: Buffer.concat([GO_NOTE, info]), code: 1000 })
    for (const piece of [file.length, 64, 7])
      expect(read(file, piece).identity?.goSetting).toBe('GOARM64=v8.0')
  })

  test('is not taken from programs in other languages, or for other machines', () => {
    const end = Buffer.from('\nbuild\tGOARM64=v9.0\n')
    expect(read(elf('arm64', { end })).identity?.goSetting).toBe('')
    expect(read(elf('riscv64', { notes: GO_NOTE, end })).identity?.goSetting).toBe('')
  })

  test('is also found in a program for arm that was linked with -buildid=, and so has no note', () => {
    const file = elf('arm', { code: 5000, end: Buffer.from('\nbuild\tGOARM=7\n') })
    for (const piece of [file.length, 64])
      expect(read(file, piece).identity).toMatchObject({ goSetting: 'GOARM=7', armVersion: 7 })
  })
})

describe('other files', () => {
  test('the beginning of a shell script is kept if requested', () => {
    const text = `#!/bin/bash\n${'# more\n'.repeat(2000)}`
    const detail = { kind: 'script', line: '/bin/bash', text: text.slice(0, 8192) }
    for (const piece of [1, 4096, text.length])
      expect(read(Buffer.from(text), piece, false, true).detail).toEqual(detail)
  })

  test.each([
    { line: '/bin/sh', isKept: true },
    { line: '/bin/sh -e', isKept: true },
    { line: '/usr/bin/env bash', isKept: true },
    { line: '/usr/bin/perl', isKept: false },
    { line: '/usr/bin/env shiny', isKept: false },
  ])('the beginning of a script for $line is kept: $isKept', ({ line, isKept }) => {
    const text = `#!${line}\nexec\n`
    const detail = { kind: 'script', line, text: isKept ? text : '' }
    expect(read(Buffer.from(text), 100, false, true).detail).toEqual(detail)
  })

  test('the first line of a script is short, even if its text is kept', () => {
    const detail = { kind: 'script', line: 'x'.repeat(254), text: '' }
    expect(read(Buffer.from(`#!${'x'.repeat(300)} sh\n`), 100, false, true).detail).toEqual(detail)
  })

  test.each([
    {
      what: 'a script',
      bytes: '#!/bin/sh -e\nexit',
      detail: { kind: 'script', line: '/bin/sh -e', text: '' },
    },
    {
      what: 'a script with blanks',
      bytes: '#! /usr/bin/env  node\n',
      detail: { kind: 'script', line: '/usr/bin/env  node', text: '' },
    },
    {
      what: 'a script with one line',
      bytes: '#!/bin/sh',
      detail: { kind: 'script', line: '/bin/sh', text: '' },
    },
    {
      what: 'a script with a long line',
      bytes: `#!${'x'.repeat(1000)}`,
      detail: { kind: 'script', line: 'x'.repeat(254), text: '' },
    },
    {
      what: 'a script with a CR, which is part of the name',
      bytes: '#!/bin/sh\r\nexit',
      detail: { kind: 'script', line: '/bin/sh\r', text: '' },
    },
    {
      what: 'a script with blanks on both sides',
      bytes: '#!\t /bin/sh -e \t\n x',
      detail: { kind: 'script', line: '/bin/sh -e', text: '' },
    },
    {
      what: 'a script with blanks only',
      bytes: '#! \t\n/bin/sh',
      detail: { kind: 'script', line: '', text: '' },
    },
    {
      what: 'a script with blanks up to its end',
      bytes: '#! \t',
      detail: { kind: 'script', line: '', text: '' },
    },
    { what: 'a script of two bytes', bytes: '#!', detail: { kind: 'script', line: '', text: '' } },
    { what: 'text', bytes: 'hello', detail: undefined },
    { what: 'half a script', bytes: '#?/bin/sh', detail: undefined },
    { what: 'one byte', bytes: '#', detail: undefined },
    { what: 'nothing', bytes: '', detail: undefined },
  ])('$what', ({ bytes, detail }) => {
    for (const piece of [1, 3, 1000]) {
      expect(read(Buffer.from(bytes), piece)).toEqual({ identity: undefined, detail, isCut: false })
    }
  })

  test('a requested text is kept, up to 64 KiB', () => {
    expect(read(Buffer.from('/opt/lib\n'), 3, true).detail).toEqual({ kind: 'text', text: '/opt/lib\n' })
    const long = read(Buffer.alloc(1 << 20, 'x'), 4096, true).detail
    expect(long?.kind === 'text' && long.text.length).toBe(65_536)
  })

  test('a requested text is kept up to another limit, whatever it contains', () => {
    beginFile(shared, 10, true, { textLimit: 4 })
    inspect(shared, Buffer.from('#!/bin/sh\n'))
    expect(endFile(shared).detail).toEqual({ kind: 'text', text: '#!/b' })
  })

  test('nothing else is read unless that is requested', () => {
    const bytes = Buffer.from('#!/bin/sh\nexit')
    beginFile(shared, bytes.length, false)
    inspect(shared, bytes)
    expect(endFile(shared).detail).toEqual({ kind: 'script', line: '/bin/sh', text: '' })
  })

  test('formats are only recognised if the file is executable', () => {
    beginFile(shared, pe('amd64').length, false)
    expect(inspect(shared, pe('amd64'))).toBe(false)
    expect(endFile(shared).detail).toBeUndefined()
  })
})

describe('how many bytes are needed', () => {
  /** Passes a file in pieces until it needs no more; undefined if it needs more than there are. */
  function neededBytes(bytes: Buffer, piece: number, isText = false, isStarting = false): number | undefined {
    beginFile(shared, bytes.length, isText, { hints: { isExecutable: true, isStarting } })
    for (let at = 0; at < bytes.length; at += piece)
      if (!inspect(shared, bytes.subarray(at, at + piece))) return Math.min(at + piece, bytes.length)
    return undefined
  }
  const text = (length: number, beginning = '') => Buffer.from(beginning.padEnd(length, 'x'))
  const setting = Buffer.from('\nbuild\tGOARM64=v8.0\n')
  const READ_TO_THE_END = [
    { what: 'a Go program', file: elf('arm64', { notes: GO_NOTE, end: setting }) },
    { what: 'a program with a loader', file: elf('arm64', { ...PROGRAM, textsLast: true }) },
    {
      what: 'a program with the name of its loader at the end',
      file: elf('arm64', { ...PROGRAM, interpreterLast: true }),
    },
    { what: 'a program for arm', file: elf('arm', { end: armAttributes(10).subarray(0, -4) }) },
  ]

  test.each([
    { what: 'any other file', file: text(1000), piece: 4, is: 4 },
    { what: 'any other file in small pieces', file: text(1000), piece: 3, is: 66 },
    { what: 'a file of a few bytes', file: text(2), piece: 1, is: 2 },
    { what: 'an invalid ELF header', file: text(1000, '\x7fELF'), piece: 64, is: 64 },
    { what: 'an object file', file: elf('amd64', { ...PROGRAM, type: 1 }), piece: 1, is: 64 },
    { what: 'an object file for arm', file: elf('arm', { type: 1, code: 100 }), piece: 1, is: 64 },
    { what: 'a static program', file: elf('arm64', { code: 100 }), piece: 1, is: 288 },
    ...READ_TO_THE_END.map(({ what, file }) => ({
      ...{ what, file: Buffer.concat([file, text(100)]), piece: 1, is: file.length },
    })),
    { what: 'a script', file: text(1000, '#!'), piece: 1, is: 256 },
    { what: 'a short script', file: text(100, '#!'), piece: 1, is: 100 },
    { what: 'a script whose text is kept', file: text(9000, '#!'), piece: 1, isStarting: true, is: 8192 },
    { what: 'a requested text', file: text(70_000), piece: 4096, isText: true, is: 65_536 },
    { what: 'a Windows program', file: text(5000, 'MZ'), piece: 1, is: 4096 },
    { what: 'a short Windows program', file: pe('arm64'), piece: 1, is: pe('arm64').length },
  ])('$what: $is', ({ file, piece, isText, isStarting, is }) => {
    expect(neededBytes(file, piece, isText, isStarting)).toBe(is)
  })

  test.each([
    { what: 'a program for arm without attributes', file: elf('arm', { end: text(500) }) },
    { what: 'a Go program without a setting', file: elf('arm64', { notes: GO_NOTE, end: text(500) }) },
  ])('all of them: $what', ({ file }) => {
    expect(neededBytes(file, 100)).toBe(file.length)
  })

  test('none after the end', () => {
    beginFile(shared, 1000, true)
    expect(inspect(shared, text(10))).toBe(true)
    endFile(shared)
    expect(inspect(shared, text(10))).toBe(false)
  })
})

test('a file leaves nothing behind for the next', () => {
  const files = [
    elf('amd64', { ...PROGRAM, code: 5 * MEBIBYTE }),
    elf('amd64', { ...PROGRAM, needed: ['libc.musl-x86_64.so.1', 'libx.so.1'], code: 5 * MEBIBYTE }),
    elf('arm64', { notes: GO_NOTE, end: Buffer.from('\nbuild\tGOARM64=v8.0\n') }),
    elf('arm64', { end: Buffer.from('\nbuild\tGOARM64=v9.0\n') }),
    elf('arm', { end: armAttributes(10) }),
    elf('arm', { end: armAttributes(10).subarray(4) }),
    elf('amd64', { ...PROGRAM, code: 9000 }).subarray(0, 4096),
    pe('amd64'),
    Buffer.from('#!/bin/sh\n'),
    Buffer.from('text'),
  ]
  const inspected = (inspection: Inspection, file: Buffer) => {
    beginFile(inspection, file.length, false, { hints: { isExecutable: true, isStarting: false } })
    for (const part of [file.subarray(0, 100), file.subarray(100)]) inspect(inspection, part)
    return endFile(inspection)
  }
  const alone = files.map((file) => inspected(newInspection(), file))
  for (const first of files) {
    const second = files.map((file) => {
      inspected(shared, first)
      return inspected(shared, file)
    })
    expect(second).toEqual(alone)
  }
})

const format = (name: string, ...archs: readonly string[]) => ({ kind: 'format', format: name, archs })

describe('programs for other systems', () => {
  test.each([
    { what: 'for Windows', file: pe('amd64'), detail: format('Windows program', 'amd64') },
    { what: 'for 32-bit machines', file: pe('386'), detail: format('Windows program', '386') },
    { what: 'for Arm', file: pe('arm64'), detail: format('Windows program', 'arm64') },
    { what: 'for an unknown machine', file: pe('ia64'), detail: format('Windows program') },
    { what: 'managed', file: pe('386', { isManaged: true }), detail: format('Windows program') },
    {
      what: 'after a long stub',
      file: pe('arm64', { at: 0xb00 }),
      detail: format('Windows program', 'arm64'),
    },
    {
      what: 'with code for Arm, and amd64 in its header',
      file: pe('amd64', { sections: ['.text', '.hexpthk'] }),
      detail: format('Windows program'),
    },
    {
      what: 'with code for both',
      file: pe('arm64', { sections: ['.text', '.a64xrm'] }),
      detail: format('Windows program', 'arm64'),
    },
    { what: 'for macOS', file: machO('arm64'), detail: format('macOS program', 'arm64') },
    {
      what: 'for macOS and two machines',
      file: machO('amd64', 'arm64'),
      detail: format('macOS program', 'amd64', 'arm64'),
    },
    {
      what: 'for macOS and an unknown machine',
      file: machO('ppc', 'amd64'),
      detail: format('macOS program'),
    },
  ])('$what name their machine, whatever the size of the pieces', ({ file, detail }) => {
    for (const piece of [file.length, 4096, 100, 1]) expect(read(file, piece).detail).toEqual(detail)
  })

  test('that are truncated do not name their machine', () => {
    const file = pe('amd64', { sections: ['.text', '.hexpthk'] })
    const cut = Array.from({ length: file.length }, (_, length) => read(file.subarray(0, length)).detail)
    const said = new Set(cut.map((detail) => JSON.stringify(detail)))
    expect([...said]).toEqual([undefined, JSON.stringify(format('Windows program'))])
  })
})

describe('damage', () => {
  test.each([
    { what: 'an ELF file', whole: elf('amd64', { ...PROGRAM, code: 300 }), kind: 'links' },
    { what: 'a Windows program', whole: pe('amd64'), kind: 'format' },
    { what: 'a macOS program', whole: machO('amd64', 'arm64'), kind: 'format' },
  ])('never makes it fail: $what', ({ whole, kind }) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 40 }),
        fc.integer({ min: 1, max: 700 }),
        fc.nat(whole.length),
        (changes, piece, length) => {
          const file = Buffer.from(whole.subarray(0, length))
          for (const [at, value] of changes) if (at >= 4 && at < length) file[at] = value
          const { detail } = read(file, piece)
          expect(detail === undefined || detail.kind === kind).toBe(true)
        },
      ),
      { numRuns: 3000 },
    )
  })

  test('a file that is shorter than announced keeps the known facts', () => {
    const file = elf('amd64', PROGRAM)
    beginFile(shared, file.length * 1000, false)
    inspect(shared, file.subarray(0, 200))
    expect(endFile(shared).identity?.machine).toBe(62)
  })
})
