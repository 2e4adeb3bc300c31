import { describe, expect, test } from '@jest/globals'
import { formatOf, mayBeFormat } from '../../../src/verify/layer/formats.ts'
import { machOArchs, mayBeMachO } from '../../../src/verify/layer/mach-o.ts'
import { peHeaderOf } from '../../../src/verify/layer/pe.ts'

const bytes = (...words: readonly number[]): Buffer => {
  const buffer = Buffer.alloc(4 * words.length)
  for (const [index, word] of words.entries()) buffer.writeUInt32BE(word, 4 * index)
  return buffer
}

/** A file with programs for several machines: its entries have 20 or 32 bytes. */
function fat(magic: number, size: number, types: readonly number[]): Buffer {
  const head = Buffer.alloc(8 + size * types.length)
  head.writeUInt32BE(magic, 0)
  head.writeUInt32BE(types.length, 4)
  for (const [index, type] of types.entries()) head.writeUInt32BE(type, 8 + size * index)
  return head
}

const X64 = 0x01000007
const ARM64 = 0x0100000c

describe('the machines of a macOS program', () => {
  test.each([
    { what: '32 bits, big-endian', head: bytes(0xfeedface, 7), archs: ['386'] },
    { what: '64 bits, big-endian', head: bytes(0xfeedfacf, X64), archs: ['amd64'] },
    { what: '32 bits, little-endian', head: bytes(0xcefaedfe, 0x0c000000), archs: ['arm'] },
    { what: '64 bits, little-endian', head: bytes(0xcffaedfe, 0x0c000001), archs: ['arm64'] },
    { what: 'PowerPC', head: bytes(0xfeedface, 18), archs: [] },
    { what: 'several', head: fat(0xcafebabe, 20, [X64, ARM64]), archs: ['amd64', 'arm64'] },
    { what: 'several, 64 bits', head: fat(0xcafebabf, 32, [ARM64, 7]), archs: ['arm64', '386'] },
    { what: 'several, one of them unknown', head: fat(0xcafebabe, 20, [X64, 18]), archs: [] },
    { what: 'one, just read', head: fat(0xcafebabe, 20, [X64]).subarray(0, 12), archs: ['amd64'] },
    { what: 'one, cut off', head: fat(0xcafebabe, 20, [X64]).subarray(0, 11), archs: [] },
    { what: 'the second cut off', head: fat(0xcafebabe, 20, [X64, X64]).subarray(0, 31), archs: [] },
    { what: 'as many as there may be', head: bytes(0xcafebabe, 29), archs: [] },
    { what: 'a Java class', head: bytes(0xcafebabe, 52), archs: undefined },
    { what: 'one more than there may be', head: bytes(0xcafebabe, 30), archs: undefined },
    { what: 'none', head: bytes(0xcafebabe, 0), archs: undefined },
  ])('$what: $archs', ({ head, archs }) => {
    expect(mayBeFormat(head)).toBe(true)
    expect(formatOf(head)).toEqual(archs && { kind: 'format', format: 'macOS program', archs })
  })

  test.each([0xfeedfacd, 0xfeedfad0, 0xcdfaedfe, 0xcafebabd, 0xcafebac0])('no magic number: %d', (first) => {
    expect(mayBeMachO(first)).toBe(false)
    expect(machOArchs(bytes(first, 7))).toBeUndefined()
  })
})

interface NewPe {
  readonly machine?: number
  /** Its optional header's magic number: PE32 or PE32+. */
  readonly magic?: number
  /** How many data directories it has, and the address of the CLR header. */
  readonly directories?: number
  readonly clr?: number
  readonly sections?: readonly string[]
  /** Bytes that are missing at the end. */
  readonly missing?: number
}

const AT = 128

/** The headers of a Windows program, by the PE format. */
function pe({
  machine = 0x8664,
  magic = 0x20b,
  directories = 16,
  clr = 0,
  sections = [],
  missing = 0,
}: NewPe) {
  const optionalSize = magic === 0x10b ? 224 : 240
  const count = AT + 24 + (magic === 0x10b ? 92 : 108)
  const head = Buffer.alloc(AT + 24 + optionalSize + 40 * sections.length)
  head.write('MZ', 0)
  head.writeUInt32LE(AT, 0x3c)
  head.write('PE\0\0', AT)
  head.writeUInt16LE(machine, AT + 4)
  head.writeUInt16LE(sections.length, AT + 6)
  head.writeUInt16LE(optionalSize, AT + 20)
  head.writeUInt16LE(magic, AT + 24)
  head.writeUInt32LE(directories, count)
  head.writeUInt32LE(clr, count + 4 + 8 * 14)
  for (const [index, name] of sections.entries()) head.write(name, AT + 24 + optionalSize + 40 * index)
  return head.subarray(0, head.length - missing)
}

describe('the machine of a Windows program', () => {
  test.each([
    { what: '386', file: { machine: 0x14c, magic: 0x10b }, archs: ['386'] },
    { what: 'arm', file: { machine: 0x1c4, magic: 0x10b }, archs: ['arm'] },
    { what: 'amd64', file: {}, archs: ['amd64'] },
    { what: 'arm64', file: { machine: 0xaa64 }, archs: ['arm64'] },
    { what: 'an unknown one', file: { machine: 0x200 }, archs: [] },
    { what: 'managed code', file: { clr: 0x2008 }, archs: [] },
    { what: 'managed code of 32 bits', file: { machine: 0x14c, magic: 0x10b, clr: 0x2008 }, archs: [] },
    { what: 'no directory for managed code', file: { clr: 0x2008, directories: 14 }, archs: ['amd64'] },
    { what: 'just the directory for managed code', file: { clr: 0x2008, directories: 15 }, archs: [] },
    { what: 'neither PE32 nor PE32+', file: { magic: 0x107 }, archs: [] },
    { what: 'plain sections', file: { sections: ['.text', '.data'] }, archs: ['amd64'] },
    { what: 'code for ARM64X', file: { sections: ['.text', '.a64xrm'] }, archs: [] },
    { what: 'code for ARM64EC', file: { sections: ['.hexpthk', '.data'] }, archs: [] },
    { what: 'arm64 with such a section', file: { machine: 0xaa64, sections: ['.a64xrm'] }, archs: ['arm64'] },
    { what: 'a section that is cut off', file: { sections: ['.text'], missing: 1 }, archs: [] },
    {
      what: 'arm64, its sections cut off',
      file: { machine: 0xaa64, sections: ['.text'], missing: 1 },
      archs: ['arm64'],
    },
    { what: 'directories that are just read', file: { machine: 0xaa64, missing: 8 }, archs: ['arm64'] },
    { what: 'directories that are cut off', file: { machine: 0xaa64, missing: 9 }, archs: [] },
    { what: 'no optional header', file: { machine: 0xaa64, missing: 239 }, archs: [] },
    { what: 'a header that is cut off', file: { machine: 0xaa64, missing: 241 }, archs: [] },
    { what: 'nothing but its signature', file: { missing: 260 }, archs: [] },
    { what: 'sections with similar names', file: { sections: ['.a64xr', '.hexpth'] }, archs: ['amd64'] },
  ])('$what: $archs', ({ file, archs }) => {
    expect(formatOf(pe(file))).toEqual({ kind: 'format', format: 'Windows program', archs })
  })

  test.each([
    { what: 'a program for DOS', head: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(62)]) },
    { what: 'a program for every system', head: Buffer.concat([Buffer.from('MZqFpD'), pe({}).subarray(6)]) },
    { what: 'a short file', head: pe({}).subarray(0, 63) },
    { what: 'a file that is cut off in its signature', head: pe({}).subarray(0, AT + 3) },
  ])('$what is not one', ({ head }) => {
    expect(mayBeFormat(head)).toBe(true)
    expect(formatOf(head)).toBeUndefined()
  })

  test('its header may be within the shortest stub', () => {
    const head = Buffer.alloc(64)
    head.write('MZ')
    head.writeUInt32LE(0x20, 0x3c)
    head.write('PE\0\0', 0x20)
    expect(peHeaderOf(head)).toBe(0x20)
  })
})

describe('what is in place of a program', () => {
  test.each([
    { text: '<!DOCTYPE html>\n', format: 'HTML page' },
    { text: '\n  <html lang="en">', format: 'HTML page' },
    { text: '<head><title>', format: 'HTML page' },
    { text: '<header>', format: undefined },
    { text: '<HTML><BODY>', format: 'HTML page' },
    { text: '<htmlx>   ', format: undefined },
    { text: '<p><html>', format: undefined },
    { text: '<a href="">Found</a>', format: 'HTML page' },
    { text: '<a href="https://x">Redirect</a>', format: undefined },
    { text: '<p><a href="https://x">Found</a>', format: undefined },
    { text: '<a href="https://x">Moved Permanently</a>', format: 'HTML page' },
    { text: '<a href="https://x">Found</a>', format: 'HTML page' },
    { text: '<a href="https://x">See Other</a>', format: 'HTML page' },
    { text: '<a href="https://x">Temporary Redirect</a>', format: 'HTML page' },
    { text: '<a href="https://x">Download</a>', format: undefined },
    { text: 'version https://git-lfs.github.com/spec/v1\n', format: 'Git LFS pointer' },
    { text: 'version https://example.com/spec/v1\n', format: undefined },
    { text: ' version https://git-lfs.github.com/spec/v1\n', format: undefined },
    { text: 'v {"a": 1}', format: undefined },
    { text: '{"a\nb": 1}', format: undefined },
    { text: '{"a", 1}', format: undefined },
    { text: '[{ }]   ', format: 'JSON text' },
    { text: '{"message": "Not Found"}', format: 'JSON text' },
    { text: ' [ {"a": 1}]', format: 'JSON text' },
    { text: '[[1], [2]]', format: undefined },
    { text: '{ "a" : 1 }', format: 'JSON text' },
    { text: '[ ]     ', format: 'JSON text' },
    { text: '{"": 123}', format: undefined },
    { text: `{"${'a'.repeat(100)}": 1}`, format: 'JSON text' },
    { text: `{"${'a'.repeat(101)}": 1}`, format: undefined },
    { text: '[section]\na=b', format: undefined },
    { text: 'Not Found', format: 'error message' },
    { text: '404: Not Found\n', format: 'error message' },
    { text: '404 page not found\n', format: 'error message' },
    { text: 'Not Found in the list', format: undefined },
    { text: '404 page not found!', format: undefined },
    { text: '404 page not found', format: 'error message' },
    { text: 'NOT FOUND \n', format: 'error message' },
    { text: '404 Not Found', format: undefined },
    { text: 'No: Not Found', format: undefined },
    { text: '404: 404 page not found', format: undefined },
    { text: '<?xml?><Error>', format: 'error message' },
    { text: ' <?xml version="1.0"?><Error>', format: undefined },
    { text: '<?xml version="1.0"?>\n<Error><Code>', format: 'error message' },
    { text: '<?xml version="1.0"?>\n<Other>', format: undefined },
  ])('$text: $format', ({ text, format }) => {
    expect(mayBeFormat(Buffer.from(text))).toBe(true)
    expect(formatOf(Buffer.from(text))?.format).toBe(format)
  })

  test.each([
    { what: 'gzip', start: '\x1f\x8b\x08' },
    { what: 'ZIP', start: 'PK\x03\x04' },
    { what: 'xz', start: '\xfd7zXZ\0' },
    { what: 'zstd', start: '\x28\xb5\x2f\xfd' },
    { what: 'bzip2', start: 'BZh9' },
    { what: 'ar', start: '!<arch>\n' },
  ])('a packed archive: $what', ({ start }) => {
    const head = Buffer.from(start.padEnd(8, '\0'), 'latin1')
    expect(mayBeFormat(head)).toBe(true)
    expect(formatOf(head)).toEqual({ kind: 'format', format: 'packed archive', archs: [] })
  })

  test.each([
    ...['plain text', '#!/bin/sh\n', 'BZh1....', 'PK\x05\x06....', 'MXxxxxxx', '\x1f\x8b\x07.....'],
    ...['\xfd7zXZ\x01..', '\x28\xb5\x2f\xfe....', '!<arch>.', '.PK\x03\x04...'],
  ])('nothing of %j', (text) => {
    expect(formatOf(Buffer.from(text, 'latin1'))).toBeUndefined()
  })

  test.each([
    ...[' abc', '<abc', '{abc', '[abc', 'vabc', 'Nabc', '4abc'].map((text) => ({ text, is: true })),
    ...['abcd', 'x{ab', '5abc', 'PKab', '#!/b'].map((text) => ({ text, is: false })),
  ])('may begin with $text: $is', ({ text, is }) => {
    expect(mayBeFormat(Buffer.from(text))).toBe(is)
  })

  test('needs the first bytes', () => {
    expect(mayBeFormat(Buffer.from('<ht'))).toBe(false)
    expect(mayBeFormat(Buffer.from('MXxx'))).toBe(false)
    expect(formatOf(Buffer.from('PK\x03\x04abc', 'latin1'))).toBeUndefined()
  })
})
