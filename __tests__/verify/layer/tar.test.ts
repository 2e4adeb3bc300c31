import { execFileSync } from 'node:child_process'
import {
  closeSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type NewEntry, pax, tar, tarEntry } from '../../../e2e/harness/tar-writer.ts'
import { endTar, MalformedTar, newTarReader, readTar, type TarEntry } from '../../../src/verify/layer/tar.ts'

interface Read extends TarEntry {
  readonly bytes: Buffer
}

/** Reads an archive in pieces of some size. */
function read(archive: Buffer, piece = archive.length || 1): readonly Read[] {
  const entries: Read[] = []
  const reader = newTarReader()
  let current: { entry: TarEntry; parts: Buffer[] } | undefined
  const sink = {
    entry: (entry: TarEntry) => {
      current = { entry, parts: [] }
    },
    body: (part: Buffer) => {
      current?.parts.push(Buffer.from(part))
      return true
    },
    end: () => {
      if (current !== undefined) entries.push({ ...current.entry, bytes: Buffer.concat(current.parts) })
    },
  }
  for (let at = 0; at < archive.length; at += piece) readTar(reader, archive.subarray(at, at + piece), sink)
  endTar(reader)
  return entries
}

const PIECES = [1, 7, 511, 512, 513, 10_000, 1 << 20]
const short = (entries: readonly Read[]) =>
  entries.map(({ path, kind, target, bytes }) => ({ path, kind, target, bytes }))
const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`

describe('archives as GNU tar writes them', () => {
  const deep = `${'folder-with-a-long-name/'.repeat(12)}file`
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mpb-tar-'))
    mkdirSync(join(folder, deep, '..'), { recursive: true })
    writeFileSync(join(folder, deep), 'deep')
    writeFileSync(join(folder, 'empty'), '')
    writeFileSync(join(folder, 'name-ü'), Buffer.alloc(1025, 1))
    symlinkSync(`/${deep}`, join(folder, 'sym'))
    linkSync(join(folder, 'name-ü'), join(folder, 'zhard'))
    writeFileSync(join(folder, 'sparse'), Buffer.alloc(8192, 7))
    // More pieces than fit into a header.
    const sparse = openSync(join(folder, 'sparse'), 'r+')
    for (let piece = 1; piece < 40; piece++)
      writeSync(sparse, Buffer.alloc(4096, 8), 0, 4096, piece * 1_000_000)
    closeSync(sparse)
    truncateSync(join(folder, 'sparse'), 50_000_000)
  })

  afterAll(() => rmSync(folder, { recursive: true }))

  const FORMATS = [
    ['--format=gnu'],
    ['--format=pax'],
    ['--format=gnu', '--sparse'],
    ['--format=pax', '--sparse', '--sparse-version=0.0'],
    ['--format=pax', '--sparse', '--sparse-version=0.1'],
    ['--format=pax', '--sparse', '--sparse-version=1.0'],
  ]
  test.each(FORMATS.map((flags) => ({ flags, name: flags.join(' ') })))('$name', ({ flags }) => {
    const archive = execFileSync('tar', ['-c', ...flags, '--sort=name', '-C', folder, '.'], {
      maxBuffer: 1 << 28,
    })
    for (const piece of [4096, 65_536, archive.length]) {
      const entries = new Map(read(archive, piece).map((entry) => [entry.path, entry]))
      const raw = Buffer.from('./name-ü').toString('latin1')
      expect(entries.get(`./${deep}`)?.bytes.toString()).toBe('deep')
      expect(entries.get('./empty')).toMatchObject({ kind: 'file', size: 0 })
      expect(entries.get(raw)?.bytes).toEqual(Buffer.alloc(1025, 1))
      expect(entries.get('./zhard')).toMatchObject({ kind: 'link', target: raw })
      expect(entries.get('./sym')).toMatchObject({ kind: 'symlink', target: `/${deep}` })
      expect(entries.get('./folder-with-a-long-name/')?.kind).toBe('folder')
      expect(entries.get('./sparse')?.bytes.subarray(0, 8192)).toEqual(Buffer.alloc(8192, 7))
      expect(entries.get('./sparse')?.isSparse).toBe(flags.includes('--sparse'))
      expect(entries.get(raw)?.isSparse).toBe(false)
    }
  })
})

describe('kinds of entries', () => {
  const ENTRIES: readonly NewEntry[] = [
    { path: 'a/', type: '5' },
    { path: 'a/file', bytes: Buffer.alloc(700, 'x') },
    { path: 'a/old', type: '\0', bytes: Buffer.from('old') },
    { path: 'a/oldfolder/', type: '\0' },
    { path: 'a/contiguous', type: '7', bytes: Buffer.from('c') },
    { path: 'a/fifo', type: '6' },
    { path: 'a/device', type: '3' },
    { path: 'a/hard', type: '1', target: 'a/file', size: 700 },
    { path: 'a/sym', type: '2', target: '../b' },
    { path: 'n'.repeat(300), bytes: Buffer.from('long') },
  ]

  test.each(PIECES)('in pieces of %d bytes', (piece) => {
    expect(read(tar(ENTRIES), piece).map(({ path, kind }) => `${kind} ${path.slice(0, 14)}`)).toEqual([
      'folder a/',
      'file a/file',
      'file a/old',
      'folder a/oldfolder/',
      'file a/contiguous',
      'other a/fifo',
      'other a/device',
      'link a/hard',
      'symlink a/sym',
      `file ${'n'.repeat(14)}`,
    ])
  })

  test.each([
    {
      what: 'a ustar prefix',
      archive: tar([{ path: 'name', patch: (header) => header.write('some/folder', 345) }]),
      path: 'some/folder/name',
    },
    {
      what: 'a GNU long name',
      archive: tar([
        { path: '././@LongLink', type: 'L', bytes: Buffer.from(`${'l'.repeat(4000)}\0`) },
        { path: 'cut' },
      ]),
      path: 'l'.repeat(4000),
    },
    {
      what: 'a base-256 size',
      archive: tar([
        {
          path: 'wide',
          bytes: Buffer.from('12345'),
          patch: (header) => header.set([0x80, ...new Array(10).fill(0), 5], 124),
        },
      ]),
      path: 'wide',
    },
    {
      what: 'a size in a pax header',
      archive: Buffer.concat([
        pax({ size: '5' }),
        tar([{ path: 'p', bytes: Buffer.from('12345'), size: 0 }]),
      ]),
      path: 'p',
    },
    {
      what: 'a global header',
      archive: tar([{ path: 'g', type: 'g', bytes: Buffer.from('6 a=b\n') }, { path: 'x' }]),
      path: 'x',
    },
    { what: 'a volume label', archive: tar([{ path: 'label', type: 'V' }, { path: 'x' }]), path: 'x' },
    { what: 'no final zeros', archive: tarEntry({ path: 'x', bytes: Buffer.from('1') }), path: 'x' },
    {
      what: 'no final padding',
      archive: tarEntry({ path: 'x', bytes: Buffer.from('1') }).subarray(0, 513),
      path: 'x',
    },
    {
      what: 'data after the end',
      archive: Buffer.concat([tar([{ path: 'x' }]), tar([{ path: 'hidden' }])]),
      path: 'x',
    },
  ])('$what', ({ archive, path }) => {
    for (const piece of PIECES) expect(read(archive, piece).map((entry) => entry.path)).toEqual([path])
  })

  test('an empty archive and no bytes at all have no entries', () => {
    expect(read(tar([]))).toEqual([])
    expect(read(Buffer.alloc(0))).toEqual([])
  })

  test('the body of a sparse file that begins with a hole is skipped', () => {
    const patch = (header: Buffer): void => {
      header.write(octal(4096, 11), 386)
      header.write(octal(512, 11), 398)
    }
    expect(
      short(read(tar([{ path: 's', type: 'S', bytes: Buffer.alloc(512, 1), patch }, { path: 'next' }]))),
    ).toEqual([
      { path: 's', kind: 'file', target: '', bytes: Buffer.alloc(0) },
      { path: 'next', kind: 'file', target: '', bytes: Buffer.alloc(0) },
    ])
  })
})

describe('malformed archives', () => {
  const body = tarEntry({ path: 'file', bytes: Buffer.alloc(600) })
  const record = (text: string): Buffer =>
    tar([{ path: 'p', type: 'x', bytes: Buffer.from(text) }, { path: 'x' }])
  const HUGE = 2 ** 33 - 1

  test.each([
    { what: 'ends in a header', archive: body.subarray(0, 300), says: 'ends in the middle of an entry' },
    { what: 'ends in a file', archive: body.subarray(0, 1000), says: 'ends in the middle of an entry' },
    {
      what: 'ends in a long name',
      archive: tarEntry({ path: 'L', type: 'L', size: 2000 }),
      says: 'ends in the middle of an entry',
    },
    { what: 'ends after a long name', archive: pax({ path: 'x' }), says: 'ends in the middle of an entry' },
    {
      what: 'has a wrong checksum',
      archive: Buffer.concat([body, Buffer.alloc(512, 'x')]),
      says: 'checksum',
    },
    { what: 'is something else', archive: Buffer.from('<html>'.repeat(200)), says: 'checksum' },
    {
      what: 'has a pax header of 8 GiB',
      archive: tarEntry({ path: 'p', type: 'x', size: HUGE }),
      says: 'is too long',
    },
    {
      what: 'has a name of more than 1 MiB',
      archive: tarEntry({ path: 'p', type: 'L', size: (1 << 20) + 1 }),
      says: 'is too long',
    },
    {
      what: 'has a name of 8 GiB',
      archive: tarEntry({ path: 'p', type: 'L', size: HUGE }),
      says: 'is too long',
    },
    {
      what: 'has a negative size',
      archive: tar([{ path: 'x', patch: (header) => header.fill(0xff, 124, 136) }]),
      says: 'invalid number',
    },
    {
      what: 'has a size that is too large for a number',
      archive: tar([{ path: 'x', patch: (header) => header.set([0x80, 0x7f, 0xff], 124) }]),
      says: 'invalid number',
    },
    {
      what: 'has a size that is not a number',
      archive: tar([{ path: 'x', patch: (h) => h.write('99', 124) }]),
      says: 'invalid number',
    },
    { what: 'has a pax size that is not a number', archive: record('11 size=-1\n'), says: 'invalid number' },
    { what: 'has a pax record without a length', archive: record('path=x\n'), says: 'invalid length' },
    { what: 'has a pax record that is too long', archive: record('999 path=x\n'), says: 'invalid length' },
    { what: 'has an empty pax record', archive: record('0 path=x\n'), says: 'invalid length' },
    { what: 'has a pax record without a value', archive: record('6 abc\n'), says: 'without a value' },
    {
      what: 'has a sparse file without a map',
      archive: Buffer.concat([
        pax({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' }),
        tar([{ path: 's', bytes: Buffer.alloc(512, 'x') }]),
      ]),
      says: 'no map',
    },
    {
      what: 'has a sparse file with a map of a billion pieces',
      archive: Buffer.concat([
        pax({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' }),
        tar([{ path: 's', bytes: Buffer.concat([Buffer.from('999999999\n0\n1\n'), Buffer.alloc(2000)]) }]),
      ]),
      says: 'has no end',
    },
  ])('one that $what is refused', ({ archive, says }) => {
    for (const piece of PIECES) {
      expect(() => read(archive, piece)).toThrow(MalformedTar)
      expect(() => read(archive, piece)).toThrow(says)
    }
  })

  test('any bytes are either read or refused, regardless of the pieces', () => {
    const whole = tar([
      { path: `${'d/'.repeat(80)}file`, bytes: Buffer.alloc(600, 1) },
      { path: 'sym', type: '2', target: 'x' },
    ])
    const result = (archive: Buffer, piece: number): unknown => {
      try {
        return short(read(archive, piece))
      } catch (error) {
        if (error instanceof MalformedTar) return error.message
        throw error
      }
    }
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(whole.length),
        fc.integer({ min: 1, max: 2000 }),
        (changes, length, piece) => {
          const archive = Buffer.from(whole.subarray(0, length))
          for (const [at, value] of changes) if (at < length) archive[at] = value
          expect(result(archive, piece)).toEqual(result(archive, length || 1))
        },
      ),
      { numRuns: 1500 },
    )
  })
})
