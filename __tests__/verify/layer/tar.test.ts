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

  test('an error has its name', () => {
    expect(() => read(Buffer.alloc(1))).toThrow(expect.objectContaining({ name: 'MalformedTar' }))
  })

  test('a header whose name is empty is not the end', () => {
    const entry = tarEntry({ path: '', patch: (block) => block.write('prefix', 345) })
    expect(read(Buffer.concat([pax({ path: 'name' }), entry, entry])).map(({ path }) => path)).toEqual([
      'name',
      'prefix/',
    ])
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

/** The calls that a sink gets. @param wanted how many bytes of each body it needs */
function calls(archive: Buffer, piece: number, wanted = Number.POSITIVE_INFINITY): readonly string[] {
  const log: string[] = []
  const reader = newTarReader()
  let left = 0
  const sink = {
    entry: ({ path, size }: TarEntry) => {
      log.push(`${path} of ${size}`)
      left = wanted
    },
    body: (part: Buffer) => {
      log.push(`${part.length} bytes`)
      left -= part.length
      return left > 0
    },
    end: () => log.push('end'),
  }
  for (let at = 0; at < archive.length; at += piece) readTar(reader, archive.subarray(at, at + piece), sink)
  return log
}

describe('an entry by its header', () => {
  const BYTES = Buffer.alloc(600, 'x')
  const only = (entry: NewEntry): Read | undefined => read(tar([entry, { path: 'next' }]))[0]

  // POSIX ustar ("typeflag"); V, M and D are GNU tar's volume label, continuation and directory listing.
  test.each([
    { type: '\0', kind: 'file', size: 600 },
    { type: '0', kind: 'file', size: 600 },
    { type: '1', kind: 'link', size: 0 },
    { type: '2', kind: 'symlink', size: 0 },
    { type: '3', kind: 'other', size: 0 },
    { type: '4', kind: 'other', size: 0 },
    { type: '5', kind: 'folder', size: 0 },
    { type: '6', kind: 'other', size: 0 },
    { type: '7', kind: 'file', size: 600 },
    { type: 'A', kind: 'other', size: 0 },
  ])('of type $type is a $kind with $size bytes', ({ type, kind, size }) => {
    const isBodiless = '123456'.includes(type)
    const entry = isBodiless ? { path: 'x', type, size: 600 } : { path: 'x', type, bytes: BYTES }
    const entries = read(tar([entry, { path: 'next' }]))
    expect(entries.map(({ path }) => path)).toEqual(['x', 'next'])
    expect(entries[0]).toMatchObject({ kind, size, bytes: BYTES.subarray(0, size) })
  })

  test.each(['V', 'M', 'D'])('of type %s is skipped, with the name for it', (type) => {
    const long = { path: 'L', type: 'L', bytes: Buffer.from('long') }
    for (const bytes of [BYTES, Buffer.alloc(0), Buffer.alloc(512)])
      expect(read(tar([long, { path: 'x', type, bytes }, { path: 'next' }])).map(({ path }) => path)).toEqual(
        ['next'],
      )
  })

  test.each([
    { type: '0', path: 'a/', kind: 'file' },
    { type: '\0', path: 'a/', kind: 'folder' },
    { type: '\0', path: '/a', kind: 'file' },
  ])('$path of type $type is a $kind', ({ type, path, kind }) => {
    expect(only({ path, type })).toMatchObject({ path, kind })
  })

  test.each([
    { mode: '0000000', isExecutable: false },
    { mode: '0000666', isExecutable: false },
    { mode: '0000001', isExecutable: true },
    { mode: '0000010', isExecutable: true },
    { mode: '0000100', isExecutable: true },
    { mode: '0100644', isExecutable: false },
    { mode: '0100755', isExecutable: true },
  ])('with the mode $mode is executable: $isExecutable', ({ mode, isExecutable }) => {
    expect(only({ path: 'x', patch: (block) => block.write(mode, 100) })).toMatchObject({ isExecutable })
  })

  test.each([
    { what: 'blanks', field: '           \0', size: 0 },
    { what: 'zeros', field: '\0'.repeat(12), size: 0 },
    { what: 'leading blanks', field: '       1130\0', size: 600 },
    { what: 'trailing blanks', field: '1130        ', size: 600 },
    { what: 'no zero at the end', field: '000000001130', size: 600 },
    { what: 'the largest base-256 number of a byte', field: `\x80${'\0'.repeat(10)}\xff`, size: 255 },
    { what: 'a base-256 number of two bytes', field: `\x80${'\0'.repeat(9)}\x01\x02`, size: 258 },
  ])('may have its size as $what', ({ field, size }) => {
    const patch = (block: Buffer): number => block.write(field, 124, 'latin1')
    expect(only({ path: 'x', bytes: Buffer.alloc(size), patch })).toMatchObject({ path: 'x', size })
  })

  test.each([
    {
      what: 'a name of 100 bytes',
      name: 'n'.repeat(100),
      magic: 'ustar\0',
      prefix: '',
      path: 'n'.repeat(100),
    },
    {
      what: 'a prefix of 155 bytes',
      name: 'n',
      magic: 'ustar\0',
      prefix: 'p'.repeat(155),
      path: `${'p'.repeat(155)}/n`,
    },
    { what: 'a prefix and no name', name: '', magic: 'ustar\0', prefix: 'p', path: 'p/' },
    // GNU tar has times there.
    { what: "GNU tar's magic", name: 'n', magic: 'ustar  \0', prefix: '14712345670', path: 'n' },
    { what: 'no magic, as before POSIX', name: 'n', magic: '\0'.repeat(8), prefix: 'p', path: 'n' },
  ])('$what', ({ name, magic, prefix, path }) => {
    const patch = (block: Buffer): void => {
      block.write(magic, 257)
      block.write(prefix, 345)
    }
    expect(only({ path: name, patch })?.path).toBe(path)
  })

  test.each([
    { what: 'a target of 100 bytes', type: '2', target: 't'.repeat(100) },
    { what: 'no target', type: '2', target: '' },
  ])('$what', ({ type, target }) => {
    expect(only({ path: 'x', type, target })?.target).toBe(target)
  })

  test.each([0x7f, 0x80, 0x81, 0xff])('the sum of a header with the byte %d may be signed or not', (byte) => {
    const plain = tarEntry({ path: 'x?' })
    plain.set([byte], 1)
    const sum = plain.reduce((total, each, at) => total + (at >= 148 && at < 156 ? 0x20 : each), 0)
    const signed = byte < 0x80 ? sum : sum - 256
    for (const right of [sum, signed]) {
      plain.write(octal(right, 6), 148)
      expect(read(plain).map(({ path }) => path)).toEqual([`x${String.fromCharCode(byte)}`])
    }
    for (const wrong of [sum - 1, sum + 1, signed - 1, sum - 512]) {
      plain.write(octal(wrong, 6), 148)
      expect(() => read(plain)).toThrow('a header has a wrong checksum')
    }
  })
})

describe('names and sizes before an entry', () => {
  const long = (type: string, text: string): NewEntry => ({
    path: 'x',
    type,
    bytes: Buffer.from(text, 'latin1'),
  })
  const records = (text: string): NewEntry => ({ path: 'x', type: 'x', bytes: Buffer.from(text) })
  const symlink: NewEntry = { path: 'own', type: '2', target: 'own target' }

  test.each([
    { what: 'a long name without a final zero', before: [long('L', 'name')], path: 'name' },
    { what: 'a long name up to its first zero', before: [long('L', 'name\0more')], path: 'name' },
    { what: 'a long target', before: [long('K', 'target\0')], target: 'target' },
    { what: 'both', before: [long('K', 'target\0'), long('L', 'name\0')], path: 'name', target: 'target' },
    { what: 'a name of no bytes', before: [long('L', '')] },
    { what: 'an empty name', before: [long('L', '\0')] },
    { what: 'an empty target', before: [long('K', '\0')] },
    { what: 'a pax header of no bytes', before: [records('')] },
    { what: 'a pax name', before: [records('13 path=name\n')], path: 'name' },
    { what: 'a pax target', before: [records('19 linkpath=target\n')], target: 'target' },
    { what: 'an empty pax name', before: [records('8 path=\n')] },
    { what: 'an empty pax target', before: [records('13 linkpath=\n')] },
    { what: 'the last of two pax names', before: [records('10 path=1\n10 path=2\n')], path: '2' },
    { what: 'a pax value with an equals sign', before: [records('12 path=a=b\n')], path: 'a=b' },
    { what: 'a length with leading zeros', before: [records('00000000000022 path=n\n')], path: 'n' },
    { what: 'zeros after the records', before: [records('10 path=n\n\0\0\0')], path: 'n' },
    { what: 'another attribute', before: [records('12 mtime=12\n10 path=n\n')], path: 'n' },
    { what: 'a global name', before: [{ ...records('10 path=n\n'), type: 'g' }] },
    { what: 'a pax and a long name', before: [records('13 linkpath=\n'), long('L', 'name')], path: 'name' },
  ])('$what', ({ before, path = 'own', target = 'own target' }) => {
    const entries = read(tar([...before, symlink, { path: 'next', type: '2' }]))
    expect(entries.map((entry) => [entry.path, entry.target])).toEqual([
      [path, target],
      ['next', ''],
    ])
  })

  test('a name may have 1 MiB, but not one byte more', () => {
    const entry = (length: number): Buffer => tar([long('L', 'n'.repeat(length)), { path: 'x' }])
    expect(read(entry(1 << 20))[0]?.path).toHaveLength(1 << 20)
    expect(() => read(entry((1 << 20) + 1))).toThrow('a name or header of 1048577 bytes is too long')
  })

  test.each([
    { what: 'a size', records: '9 size=5\n' },
    { what: 'a size of a file with a long name', records: '9 size=5\n', more: [long('L', 'file')] },
    { what: 'an empty size', records: '8 size=\n', size: 5 },
  ])('$what', ({ records: text, more = [], size = 0 }) => {
    const archive = tar([
      records(text),
      ...more,
      { path: 'file', bytes: Buffer.from('12345'), size },
      { path: 'next' },
    ])
    expect(short(read(archive)).map(({ path, bytes }) => [path, bytes.toString()])).toEqual([
      ['file', '12345'],
      ['next', ''],
    ])
  })
})

describe('what the sink gets', () => {
  test.each([0, 1, 511, 512, 513, 1024])('of %d bytes: all of them', (size) => {
    const archive = tar([{ path: 'x', bytes: Buffer.alloc(size) }, { path: 'y' }])
    const body = size === 0 ? [] : [`${size} bytes`]
    expect(calls(archive, archive.length)).toEqual([`x of ${size}`, ...body, 'end', 'y of 0', 'end'])
  })

  test('an entry is over with its last byte', () => {
    const archive = tarEntry({ path: 'x', bytes: Buffer.from('1') })
    expect(calls(archive.subarray(0, 512), 512)).toEqual(['x of 1'])
    expect(calls(archive.subarray(0, 513), 513)).toEqual(['x of 1', '1 bytes', 'end'])
    expect(calls(tarEntry({ path: 'x' }), 512)).toEqual(['x of 0', 'end'])
  })

  test('no more bytes than it needs', () => {
    const archive = tar([
      { path: 'x', bytes: Buffer.alloc(1000) },
      { path: 'y', bytes: Buffer.alloc(1) },
    ])
    expect(calls(archive, 100, 150)).toEqual([
      'x of 1000',
      '88 bytes',
      '100 bytes',
      'end',
      'y of 1',
      '1 bytes',
      'end',
    ])
  })
})

describe('sparse files', () => {
  const header =
    (offset: number, length: number, isExtended = false) =>
    (block: Buffer) => {
      block.write(octal(offset, 11), 386)
      block.write(octal(length, 11), 398)
      block.write(isExtended ? '\x01' : '\0', 482)
    }
  const BODY = Buffer.from(`begins${'x'.repeat(594)}`)
  const extension = (isLast: boolean): Buffer => Buffer.alloc(512).fill(isLast ? 0 : 1, 504, 505)
  const file = (entry: Partial<NewEntry> = {}): Buffer => tarEntry({ path: 'own', bytes: BODY, ...entry })
  const withMap = (map: string, entry: Partial<NewEntry> = {}): Buffer => {
    const padded = Buffer.alloc(Math.ceil(map.length / 512) * 512)
    padded.write(map)
    return file({ bytes: Buffer.concat([padded, BODY]), ...entry })
  }
  const V1 = { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' }
  const records = (text: string): Buffer => tarEntry({ path: 'x', type: 'x', bytes: Buffer.from(text) })
  const PIECES_0 =
    '23 GNU.sparse.offset=0\n25 GNU.sparse.numbytes=6\n26 GNU.sparse.offset=4096\n27 GNU.sparse.numbytes=594\n'
  // The map's blocks are filled up to their last byte by leading zeros, which Go's archive/tar accepts.
  const FULL = `002\n0\n6\n4096\n${'594'.padStart(511 - 13, '0')}\n`

  // GNU tar's manual, "Storing Sparse Files".
  test.each([
    { what: 'old: at the beginning', archive: file({ type: 'S', patch: header(0, 6) }), size: 6 },
    { what: 'old: behind a hole', archive: file({ type: 'S', patch: header(4096, 6) }), size: 0 },
    {
      what: 'old: a piece longer than the body',
      archive: file({ type: 'S', patch: header(0, 601) }),
      size: 600,
    },
    {
      what: 'old: more pieces than fit into a header',
      archive: Buffer.concat([
        tarEntry({ path: 'own', type: 'S', size: 600, patch: header(0, 6, true) }),
        ...[extension(false), extension(true), BODY, Buffer.alloc(424)],
      ]),
      size: 6,
    },
    { what: '0.0', archive: Buffer.concat([records(PIECES_0), file()]), size: 6 },
    {
      what: '0.0 behind a hole',
      archive: Buffer.concat([pax({ 'GNU.sparse.offset': '5', 'GNU.sparse.numbytes': '6' }), file()]),
      size: 0,
    },
    { what: '0.1', archive: Buffer.concat([pax({ 'GNU.sparse.map': '0,6,4096,594' }), file()]), size: 6 },
    {
      what: '0.1 behind a hole',
      archive: Buffer.concat([pax({ 'GNU.sparse.map': '5,6' }), file()]),
      size: 0,
    },
    {
      what: '0.1 of a hole only',
      archive: Buffer.concat([pax({ 'GNU.sparse.map': '4096,0' }), file()]),
      size: 0,
    },
    // As in Go's archive/tar, which unpacks all of it.
    { what: 'an empty map', archive: Buffer.concat([pax({ 'GNU.sparse.map': '' }), file()]), size: 600 },
    { what: '1.0', archive: Buffer.concat([pax(V1), withMap('2\n0\n6\n4096\n594\n')]), size: 6 },
    { what: '1.0 behind a hole', archive: Buffer.concat([pax(V1), withMap('1\n5\n6\n')]), size: 0 },
    { what: '1.0 of a hole only', archive: Buffer.concat([pax(V1), withMap('0\n')]), size: 0 },
    { what: '1.0 with a full block', archive: Buffer.concat([pax(V1), withMap(FULL)]), size: 6 },
    {
      what: '1.0 with a map of two blocks',
      archive: Buffer.concat([pax(V1), withMap(`100\n0\n6\n${'5000\n1\n'.repeat(99)}`)]),
      size: 6,
    },
    {
      what: '1.0 with its name',
      archive: Buffer.concat([
        pax({ ...V1, 'GNU.sparse.name': 'name', path: 'GNUSparseFile.0/name' }),
        withMap('1\n0\n6\n'),
      ]),
      path: 'name',
      size: 6,
    },
    {
      what: '0.1 by its version',
      archive: Buffer.concat([pax({ 'GNU.sparse.major': '0', 'GNU.sparse.minor': '1' }), file()]),
      size: 600,
    },
    {
      what: 'an unknown version 1.1',
      archive: Buffer.concat([pax({ ...V1, 'GNU.sparse.minor': '1' }), file()]),
      size: 600,
    },
    {
      what: 'an unknown version 2.0',
      archive: Buffer.concat([pax({ ...V1, 'GNU.sparse.major': '2' }), file()]),
      size: 600,
    },
  ])('$what', ({ archive, path = 'own', size }) => {
    const next = tar([{ path: 'next', bytes: Buffer.from('next') }])
    for (const piece of [100, 512, 10_000]) {
      const [sparse, other, ...more] = read(Buffer.concat([archive, next]), piece)
      expect(sparse).toMatchObject({
        path,
        kind: 'file',
        isSparse: true,
        size,
        bytes: BODY.subarray(0, size),
      })
      expect(other).toMatchObject({ path: 'next', isSparse: false, size: 4, bytes: Buffer.from('next') })
      expect(more).toEqual([])
    }
  })

  test('the sink gets nothing behind the first piece', () => {
    expect(calls(file({ type: 'S', patch: header(0, 6) }), 2000)).toEqual(['own of 6', '6 bytes', 'end'])
    expect(calls(file({ type: 'S', patch: header(0, 6) }), 515)).toEqual([
      'own of 6',
      '3 bytes',
      '3 bytes',
      'end',
    ])
    expect(calls(file({ type: 'S', patch: header(9, 6) }), 515)).toEqual(['own of 0', 'end'])
  })

  test('a file with other attributes is not sparse, and a link with those of a sparse file has no map', () => {
    expect(read(Buffer.concat([pax({ path: 'x', mtime: '1' }), file()]))[0]).toMatchObject({
      isSparse: false,
    })
    const link = tar([{ path: 'link', type: '2', target: 'x' }, { path: 'next' }])
    expect(read(Buffer.concat([pax({ path: 'link', ...V1 }), link])).map(({ path }) => path)).toEqual([
      'link',
      'next',
    ])
  })

  test.each([
    {
      what: 'an offset without a length',
      archive: Buffer.concat([pax({ 'GNU.sparse.map': '0' }), file()]),
      says: 'a header has an invalid number',
    },
    {
      what: 'a length that is not a number',
      archive: Buffer.concat([pax({ 'GNU.sparse.map': '0,6x' }), file()]),
      says: 'a header has an invalid number',
    },
    {
      what: 'a length in the old format that is not a number',
      archive: file({ type: 'S', patch: (block) => block.write('9', 398) }),
      says: 'a header has an invalid number',
    },
    {
      what: 'a count that is not a number',
      archive: Buffer.concat([pax(V1), withMap('1x\n0\n6\n')]),
      says: 'a sparse file has no map',
    },
    {
      what: 'a count that begins with something else',
      archive: Buffer.concat([pax(V1), withMap('x1\n0\n6\n')]),
      says: 'a sparse file has no map',
    },
    {
      what: 'a count of ten digits',
      archive: Buffer.concat([pax(V1), withMap('1000000000\n0\n6\n')]),
      says: 'a sparse file has no map',
    },
    {
      what: 'a map longer than the file',
      archive: Buffer.concat([pax(V1), withMap('600\n0\n6\n')]),
      says: 'the map of a sparse file has no end',
    },
    {
      what: 'a file shorter than a block',
      archive: Buffer.concat([pax(V1), withMap('1\n0\n6\n', { size: 511 })]),
      says: 'the map of a sparse file has no end',
    },
  ])('$what is refused', ({ archive, says }) => {
    expect(() => read(Buffer.concat([archive, tar([{ path: 'x' }])]))).toThrow(says)
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
      what: 'ends in the padding of a long name',
      archive: pax({ path: 'x' }).subarray(0, 600),
      says: 'it ends in the middle of an entry',
    },
    {
      what: 'ends in the map of a sparse file',
      archive: Buffer.concat([
        pax({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' }),
        tarEntry({ path: 's', bytes: Buffer.alloc(512) }).subarray(0, 512),
      ]),
      says: 'it ends in the middle of an entry',
    },
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
      what: 'has a value in the next pax record only',
      archive: record('6 abc\n=8 path=x\n'),
      says: 'a pax header has a record without a value',
    },
    {
      what: 'has a pax record of its length only',
      archive: record('2 path=x\n'),
      says: 'a pax header has a record with an invalid length',
    },
    {
      what: 'has a pax length with a letter before it',
      archive: record('x11 path=xy\n'),
      says: 'invalid length',
    },
    {
      what: 'has a pax length with a letter after it',
      archive: record('11x path=xy\n'),
      says: 'invalid length',
    },
    { what: 'has a pax record without a blank', archive: record('7path=x'), says: 'invalid length' },
    {
      what: 'has a pax size with a sign',
      archive: record('11 size=+1\n'),
      says: 'a header has an invalid number',
    },
    {
      what: 'has a pax size with a fraction',
      archive: record('12 size=1.5\n'),
      says: 'a header has an invalid number',
    },
    {
      what: 'has a pax size with an exponent',
      archive: record('12 size=1e3\n'),
      says: 'a header has an invalid number',
    },
    {
      what: 'has a pax size above 2^53',
      archive: record('25 size=9007199254740992\n'),
      says: 'a header has an invalid number',
    },
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
