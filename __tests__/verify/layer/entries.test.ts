import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  CELL_COST,
  type Cells,
  cellOf,
  makeRoom,
  newCells,
  putValue,
  valueIn,
} from '../../../src/verify/layer/cells.ts'
import {
  addEntry,
  addressBehind,
  addText,
  CUT,
  EMPTY,
  type EntryLog,
  EXECUTABLE,
  eachEntry,
  KIND,
  type NewEntry,
  newEntryLog,
  newTexts,
  sizeOf,
  textAt,
} from '../../../src/verify/layer/entries.ts'
import { hashName } from '../../../src/verify/name-hash.ts'

const FILE: NewEntry = {
  ...{ path: '', kind: KIND.file, target: '', identity: -1, detail: -1 },
  ...{ isExecutable: false, isEmpty: false, isCut: false },
}

/** A log in memory with other contents, since chunks are not zeroed. */
function logOf(...entries: readonly Partial<NewEntry>[]): EntryLog {
  const log = newEntryLog()
  for (const entry of entries) {
    const before = log.texts.chunks.length
    addEntry(log, { ...FILE, ...entry })
    if (log.texts.chunks.length > before) log.texts.chunks.at(-1)?.fill(KIND.folder, log.texts.length)
  }
  return log
}

const CHUNK = 1 << 17

/** All entries, with the texts at their addresses. */
function contents(log: EntryLog): readonly unknown[] {
  const all: unknown[] = []
  const textsAt = (address: number): string | undefined =>
    address === -1 ? undefined : textAt(log.texts.chunks, address)
  eachEntry(log, {
    plain: (folder, hash, facts) => all.push({ folder, hash: { ...hash }, facts }),
    named: ({ nameAt, targetAt, ...entry }) => {
      expect(textsAt(nameAt)).toBe(entry.name)
      all.push({ ...entry, target: textsAt(targetAt) })
    },
  })
  return all
}

/** Folder and name of all entries, with the names of plain files looked up among some. */
function pathsOf(log: EntryLog, names: readonly string[] = []): readonly (readonly [string, string])[] {
  const paths: (readonly [string, string])[] = []
  const nameOf = (high: number, low: number): string =>
    names.find((name) => hashName(name).high === high && hashName(name).low === low) ?? '?'
  eachEntry(log, {
    plain: (folder, { high, low }) => paths.push([folder, nameOf(high, low)]),
    named: ({ folder, name }) => paths.push([folder, name]),
  })
  return paths
}

describe('a log of entries', () => {
  test('is empty at first', () => {
    const log = newEntryLog()
    expect(log).toMatchObject({ count: 0, named: 0, hasWhiteouts: false })
    expect([sizeOf(log.texts), contents(log)]).toEqual([0, []])
  })

  test.each([
    { path: 'name', is: ['', 'name'] },
    { path: 'folder/name', is: ['folder', 'name'] },
    { path: 'a/b/name//', is: ['a/b', 'name'] },
    { path: './name', is: ['.', 'name'] },
    { path: '/name', is: ['', 'name'] },
    { path: '.name', is: ['', '.name'] },
    { path: '', is: undefined },
    { path: '/', is: undefined },
    { path: '///', is: undefined },
    { path: '.', is: undefined },
    { path: './', is: undefined },
    { path: 'folder/.', is: undefined },
  ])('"$path" is $is', ({ path, is }) => {
    const log = logOf({ path, kind: KIND.folder })
    expect(pathsOf(log)).toEqual(is === undefined ? [] : [is])
    expect([log.count, log.named]).toEqual(is === undefined ? [0, 0] : [1, 1])
  })

  test('keeps the order, and counts entries with and without a name', () => {
    const log = logOf(
      { path: 'b', kind: KIND.folder },
      { path: 'b/plain' },
      { path: 'a/x', kind: KIND.other },
      { path: 'b/plain' },
      { path: 'a/plain' },
    )
    expect(log).toMatchObject({ count: 5, named: 2, hasWhiteouts: false })
    expect(pathsOf(log, ['plain'])).toEqual([
      ['', 'b'],
      ['b', 'plain'],
      ['a', 'x'],
      ['b', 'plain'],
      ['a', 'plain'],
    ])
  })

  test.each([
    { name: '.wh.x', is: KIND.whiteout },
    { name: '.wh..wh..opq', is: KIND.whiteout },
    { name: '.wh', is: KIND.file },
    { name: 'x.wh.', is: KIND.file },
  ])('$name has the kind $is', ({ name, is }) => {
    const log = logOf({ path: `folder/${name}` }, { path: 'plain' })
    expect(log.hasWhiteouts).toBe(is === KIND.whiteout)
    expect(log.named).toBe(is === KIND.whiteout ? 1 : 0)
    expect(contents(log)[0]).toMatchObject({ folder: 'folder', facts: is })
  })

  test.each([
    { of: {}, facts: 0 },
    { of: { isExecutable: true }, facts: EXECUTABLE },
    { of: { isEmpty: true }, facts: EMPTY },
    { of: { isCut: true }, facts: CUT },
    { of: { isExecutable: true, isEmpty: true, isCut: true }, facts: EXECUTABLE + EMPTY + CUT },
  ])('$of is kept', ({ of, facts }) => {
    const log = logOf({ path: 'plain', ...of }, { path: 'elf', kind: KIND.elf, ...of })
    expect(contents(log)).toMatchObject([{ facts: KIND.file + facts }, { facts: KIND.elf + facts }])
  })

  test.each([-1, 0, 1, 126, 127, 128, 16_382, 16_383, 2_097_150, 2_097_151, 2 ** 30])(
    'indexes as large as %d are kept, for the kinds that have them',
    (index) => {
      for (const kind of Object.values(KIND).filter((each) => each !== KIND.file)) {
        const hasIndex = [KIND.elf, KIND.script, KIND.text, KIND.format].some((each) => each === kind)
        const expected = hasIndex ? [index, 5] : [-1, -1]
        const log = logOf({ path: 'x', kind, identity: index, detail: 5 }, { path: 'next', kind: KIND.other })
        expect(contents(log)).toMatchObject([
          { identity: expected[0], detail: expected[1] },
          { name: 'next' },
        ])
      }
    },
  )

  test('only symlinks have a target, and only hard links a source', () => {
    const target = 'a/target'
    const source = { folder: 'a', hash: hashName('target') }
    const log = logOf(
      ...[KIND.folder, KIND.symlink, KIND.link, KIND.elf].map((kind) => ({ path: 'x', kind, target })),
      { path: 'root', kind: KIND.link, target: '/root' },
      { path: 'near', kind: KIND.link, target: 'a/b/near/' },
    )
    expect(contents(log)).toMatchObject([
      { target: undefined, source: undefined },
      { target, source: undefined },
      { target: undefined, source },
      { target: undefined, source: undefined },
      { source: { folder: '', hash: hashName('root') } },
      { source: { folder: 'a/b', hash: hashName('near') } },
    ])
  })

  test('shares the beginning of a folder with the previous one', () => {
    const long = 'folder/'.repeat(100)
    const folders = ['a', 'b', 'abc', 'ab', ''].map((name) => `${long}${name}`)
    const log = logOf(...folders.map((folder) => ({ path: `${folder}/x` })))
    expect(pathsOf(log, ['x']).map(([folder]) => folder)).toEqual(folders)
    expect(sizeOf(log.texts)).toBeLessThan(900)
    const links = logOf(...folders.map((folder) => ({ path: 'x', kind: KIND.link, target: `${folder}/x` })))
    expect(contents(links)).toMatchObject(folders.map((folder) => ({ source: { folder } })))
    expect(sizeOf(links.texts)).toBeLessThan(900)
  })

  test('the first folder may begin with any letter', () => {
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz') {
      const log = logOf({ path: `${letter}/x`, kind: KIND.link, target: `${letter}/y` })
      expect(contents(log)).toMatchObject([{ folder: letter, source: { folder: letter } }])
    }
  })

  // Each record is tried at several distances from the end of a chunk.
  test.each([
    { what: 'a plain file', entry: { path: 'x' } },
    { what: 'a folder for the following files', entry: { path: `${'f'.repeat(40)}/x` } },
    { what: 'a symlink', entry: { path: 'n'.repeat(20), kind: KIND.symlink, target: 't'.repeat(20) } },
    { what: 'a hard link', entry: { path: 'n', kind: KIND.link, target: `${'t'.repeat(40)}/x` } },
    {
      what: 'a program',
      entry: { path: 'n'.repeat(40), kind: KIND.elf, identity: 2 ** 30, detail: 2 ** 30 },
    },
  ])('keeps $what whole at the end of a chunk', ({ entry }) => {
    const [expected] = contents(logOf(entry))
    for (let distance = 40; distance < 110; distance += 5) {
      const filler = { path: 'f', kind: KIND.symlink, target: 't'.repeat(CHUNK - distance) }
      const log = logOf(filler, entry, { path: 'last', kind: KIND.other })
      expect(contents(log)).toMatchObject([{ name: 'f' }, expected, { name: 'last' }])
    }
  })

  test('has addresses for its texts, in any number of chunks', () => {
    const texts = newTexts()
    const all = Array.from({ length: 200 }, (_, index) => `${index}`.repeat(1000))
    const addresses = all.map((text) => addText(texts, text))
    expect(addresses[0]).toBe(0)
    expect(texts.chunks.length).toBeGreaterThan(2)
    expect(addresses.map((address) => textAt(texts.chunks, address))).toEqual(all)
    const behind = [Buffer.alloc(CHUNK), Buffer.alloc(CHUNK), ...texts.chunks]
    expect(addresses.map((address) => textAt(behind, addressBehind(2, address)))).toEqual(all)
    expect(textAt(texts.chunks, -1)).toBe('')
    expect(textAt([], 0)).toBe('')
  })

  test('keeps a text whole at the end of a chunk', () => {
    for (let distance = 40; distance < 110; distance += 5) {
      const texts = newTexts()
      addText(texts, 't'.repeat(CHUNK - distance))
      expect(textAt(texts.chunks, addText(texts, 'x'.repeat(50)))).toBe('x'.repeat(50))
    }
  })
})

describe('a table of entries', () => {
  const name = (high: number, low: number) => ({ high, low })
  const put = (cells: Cells, folder: number, { high, low }: ReturnType<typeof name>, value: number): void => {
    makeRoom(cells)
    putValue(cells, cellOf(cells, folder, name(high, low)), folder, name(high, low), value)
  }
  const get = (cells: Cells, folder: number, each: ReturnType<typeof name>): number =>
    valueIn(cells, cellOf(cells, folder, each))
  const NAMES = Array.from({ length: 300 }, (_, index) => hashName(`name-${index}`))

  test('finds what was put into it, however often it grows', () => {
    const cells = newCells(0)
    for (const [index, each] of NAMES.entries()) {
      expect(get(cells, 7, each)).toBe(0)
      put(cells, 7, each, index + 1)
    }
    expect(NAMES.map((each) => get(cells, 7, each))).toEqual(NAMES.map((_, index) => index + 1))
    expect(NAMES.every((each) => get(cells, 8, each) === 0)).toBe(true)
    expect(cells.used).toBe(300)
  })

  test('has one value for each folder and name', () => {
    const cells = newCells(10)
    for (const folder of [0, 1, 2]) put(cells, folder, name(5, 6), 10 + folder)
    put(cells, 1, name(5, 6), -1)
    expect([0, 1, 2, 3].map((folder) => get(cells, folder, name(5, 6)))).toEqual([10, -1, 12, 0])
    expect(cells.used).toBe(3)
  })

  test.each([0, 0x7fffffff, -0x80000000, -1])('tells names apart that share the half %d', (half) => {
    const cells = newCells(8)
    const names = [1, 2, 3, -1].flatMap((other) => [name(half, other), name(other, half)])
    for (const [index, each] of names.entries()) put(cells, 0, each, index + 1)
    const expected = names.map(
      (each) => names.findLastIndex(({ high, low }) => high === each.high && low === each.low) + 1,
    )
    expect(names.map((each) => get(cells, 0, each))).toEqual(expected)
    for (const each of NAMES) put(cells, 1, each, 99)
    expect(names.map((each) => get(cells, 0, each))).toEqual(expected)
  })

  test.each([0, 3, 100, 290])('has room for the expected %d names without moving them', (count) => {
    const cells = newCells(count)
    const { data } = cells
    for (const each of NAMES.slice(0, count)) put(cells, 0, each, 1)
    expect(cells.data).toBe(data)
    for (const each of NAMES.slice(0, count + 5)) put(cells, 0, each, 1)
    expect(cells.data).not.toBe(data)
    expect(data.length / 3).toBeLessThan((count + 2) / 0.8 + 1)
  })

  test('is filled up to four fifths', () => {
    const cells = newCells(3)
    const { data } = cells
    for (const each of NAMES.slice(0, 4)) put(cells, 0, each, 1)
    expect([cells.data, cells.data.length / 3]).toEqual([data, 5])
    put(cells, 0, name(9, 9), 1)
    expect(cells.data.length / 3).toBe(8)
    expect(CELL_COST).toBe(15)
  })

  test('gives up when too many names collide', () => {
    const cells: Cells = { ...newCells(10), steps: 1 }
    for (const low of [1, 2]) put(cells, 0, name(0, low), low)
    expect(cells.steps).toBe(0)
    expect(get(cells, 0, name(0, 1))).toBe(1)
    const tooMany = { name: 'TooLarge', message: 'too many of its names collide' }
    expect(() => get(cells, 0, name(0, 2))).toThrow(expect.objectContaining(tooMany))
  })
})

interface Facts {
  readonly target: readonly [string, string]
  readonly kind: number
  readonly identity: number
  readonly detail: number
  readonly isExecutable: boolean
  readonly isEmpty: boolean
  readonly isCut: boolean
}

/** The content of a log for an entry. */
function logged(folder: string, name: string, entry: Facts): unknown {
  const kind = name.startsWith('.wh.') ? KIND.whiteout : entry.kind
  const facts =
    kind | (entry.isExecutable ? EXECUTABLE : 0) | (entry.isEmpty ? EMPTY : 0) | (entry.isCut ? CUT : 0)
  const hash = hashName(name)
  if (kind === KIND.file) return { folder, hash, facts }
  const hasMore = [KIND.elf, KIND.script, KIND.text, KIND.format].some((each) => each === kind)
  const [sourceFolder, source] = entry.target
  return {
    ...{ folder, name, hash, facts },
    target: kind === KIND.symlink ? entry.target.join('/') : undefined,
    source: kind === KIND.link ? { folder: sourceFolder, hash: hashName(source) } : undefined,
    identity: hasMore ? entry.identity : -1,
    detail: hasMore ? entry.detail : -1,
  }
}

test('a log returns its entries, and only the hashes of the names of plain files', () => {
  const text = fc.string({ unit: 'binary-ascii', maxLength: 300 })
  const name = text.filter((each) => !['', '.'].includes(each) && !each.includes('/'))
  const facts = fc.record({
    target: fc.tuple(text, name),
    kind: fc.integer({ min: 1, max: 9 }),
    identity: fc.integer({ min: -1, max: 2 ** 20 }),
    detail: fc.integer({ min: -1, max: 300 }),
    isExecutable: fc.boolean(),
    isEmpty: fc.boolean(),
    isCut: fc.boolean(),
  })
  // Enough for a few chunks of memory.
  const entries = fc.array(fc.tuple(text, name, facts), { maxLength: 2_000, size: 'max' })
  fc.assert(
    fc.property(entries, (all) => {
      const log = newEntryLog()
      for (const [folder, own, entry] of all)
        addEntry(log, { ...entry, path: `${folder}/${own}`, target: entry.target.join('/') })
      expect(contents(log)).toEqual(all.map(([folder, name, entry]) => logged(folder, name, entry)))
    }),
    { numRuns: 10 },
  )
})
