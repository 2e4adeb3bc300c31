import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { stringAt } from '../../../src/verify/layer/elf.ts'
import {
  beginFile,
  endFile,
  type InspectedFile,
  inspect,
  newInspection,
} from '../../../src/verify/layer/inspect.ts'
import { armAttributes, elf, GO_NOTE, type NewElf, x86Needs } from './elf-file.ts'
import { machO, pe } from './pe-file.ts'

const shared = newInspection()

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
      what: 'of 9 MiB with strings at the end',
      file: elf('arm64', { ...PROGRAM, textsLast: true, code: 9 * MEBIBYTE }),
    },
  ])('$what name the libraries that they need, whatever the size of the pieces', ({ file }) => {
    for (const piece of [file.length, 262_144, 65_537, 4096]) expect(read(file, piece).detail).toEqual(LINKS)
  })

  test('in pieces of one to 600 bytes', () => {
    const file = elf('riscv64', PROGRAM)
    for (let piece = 1; piece <= 600; piece++) expect(read(file, piece).detail).toEqual(LINKS)
  })

  test('without a dynamic section need a loader, and unknown libraries', () => {
    expect(read(elf('amd64', { interpreter: '/lib64/ld-linux-x86-64.so.2' })).detail).toMatchObject({
      interpreter: '/lib64/ld-linux-x86-64.so.2',
      needed: undefined,
    })
  })

  test('whose strings are out of reach need unknown libraries', () => {
    // After 5 MiB, and long before the dynamic section: they have passed when that is read.
    const interpreter = `/${'x'.repeat(5 * MEBIBYTE)}`
    const file = elf('amd64', { ...PROGRAM, interpreter, code: MEBIBYTE })
    expect(read(file, 65_536).detail).toMatchObject({ interpreter: '', needed: undefined })
  })

  test('that are static need no libraries', () => {
    expect(read(elf('amd64', { type: 2 })).detail).toBeUndefined()
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
    expect([64, 300, 4096, 8192].map((size) => isCut(size))).toEqual([true, true, true, true])
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

  test('are not taken from bytes that only look similar', () => {
    const text = Buffer.from('A1234aeabi\0\x01this is the text of a program that knows of aeabi\0')
    expect(read(elf('arm', { end: text })).identity?.armVersion).toBe(0)
    expect(read(elf('arm64', { end: armAttributes(10) })).identity?.armVersion).toBe(0)
  })
})

describe('levels of x86-64', () => {
  const setting = (level: string) => Buffer.from(`text\nbuild\tGOAMD64=${level}\nmore`)

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
  ])('$what, whatever the size of the pieces', ({ file, level }) => {
    for (const piece of [file.length, 4096, 129, 64, 7, 1])
      expect(read(file, piece).identity?.x86Level).toBe(level)
  })
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

  test('is not taken from programs in other languages, or for other machines', () => {
    const end = Buffer.from('\nbuild\tGOARM64=v9.0\n')
    expect(read(elf('arm64', { end })).identity?.goSetting).toBe('')
    expect(read(elf('riscv64', { notes: GO_NOTE, end })).identity?.goSetting).toBe('')
  })
})

describe('other files', () => {
  test('the beginning of a shell script is kept if requested', () => {
    const text = `#!/bin/bash\n${'# more\n'.repeat(2000)}`
    const detail = { kind: 'script', line: '/bin/bash', text: text.slice(0, 8192) }
    for (const piece of [1, 4096, text.length])
      expect(read(Buffer.from(text), piece, false, true).detail).toEqual(detail)
    expect(read(Buffer.from('#!/usr/bin/perl\nexec'), 100, false, true).detail).toMatchObject({ text: '' })
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
    { what: 'text', bytes: 'hello', detail: undefined },
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
})

test.each([
  { what: 'to its zero', limit: 9, text: 'name' },
  { what: 'to the limit', limit: 3, text: 'nam' },
  { what: 'not outside the table', at: 6, limit: 9, text: '' },
])('a text is read $what', ({ at = 1, limit, text }) => {
  expect(stringAt(Buffer.from('\0name\0'), at, limit)).toBe(text)
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
