import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  addEntry,
  CUT,
  EMPTY,
  EXECUTABLE,
  eachEntry,
  KIND,
  newEntryLog,
  textAt,
} from '../../../src/verify/layer/entries.ts'
import type { Layer } from '../../../src/verify/layer/layer.ts'
import {
  applyLayer,
  childrenOf,
  factsOf,
  find,
  NOWHERE,
  nameOf,
  newTree,
  pathOf,
  ROOT,
  type Tree,
} from '../../../src/verify/layer/tree.ts'
import { hashName } from '../../../src/verify/name-hash.ts'
import { applyToModel, type Change, listModel, type Model, newModel } from '../model.ts'

function layer(changes: readonly Change[]): Layer {
  const log = newEntryLog()
  for (const { kind, path, target = '' } of changes) {
    addEntry(log, {
      path,
      kind: KIND[kind],
      target,
      identity: -1,
      detail: -1,
      isExecutable: true,
      isEmpty: false,
      isCut: false,
    })
  }
  const rest = {
    digest: '',
    identities: [],
    details: [],
    refused: [],
    outcome: { kind: 'read', diffId: '' },
  } as const
  return { ...rest, log, cost: 0, hasDropped: false }
}

function treeOf(...layers: readonly (readonly Change[])[]): Tree {
  const tree = newTree()
  for (const [number, changes] of layers.entries()) applyLayer(tree, layer(changes), number)
  return tree
}

const KINDS = new Map<number, string>(Object.entries(KIND).map(([name, kind]) => [kind, name]))

/** Names that plain files may have, which a tree cannot list. */
const NAMES = ['a', 'b', 'c', 'd', 'e', 'x', 'plnk', 'app']

/** Every path with its kind and the index of its layer. */
function list(tree: Tree, folder = ROOT): readonly string[] {
  const listed = childrenOf(tree, folder)
  const asked = NAMES.filter((name) => !listed.some((node) => nameOf(tree, node) === name))
  const plain = asked.map((name) => find(tree, name, folder)).filter((node) => node !== NOWHERE)
  return [...listed, ...plain].flatMap((node) => {
    const { kind, layer: number } = factsOf(tree, node)
    const line = `${pathOf(tree, node)} ${KINDS.get(kind)} ${kind === KIND.folder ? '' : number}`.trim()
    return [line, ...(kind === KIND.folder ? list(tree, node) : [])]
  })
}

const paths = (tree: Tree): readonly string[] =>
  list(tree)
    .map((line) => line.split(' ', 1)[0] ?? '')
    .sort()
const file = (path: string): Change => ({ kind: 'file', path })
const folder = (path: string): Change => ({ kind: 'folder', path })
const symlink = (path: string, target: string): Change => ({ kind: 'symlink', path, target })
const link = (path: string, target: string): Change => ({ kind: 'link', path, target })

describe('layers applied one after the other', () => {
  test.each([
    {
      what: 'missing folders are made',
      layers: [[file('a/b/c')]],
      found: ['/a', '/a/b', '/a/b/c'],
    },
    {
      what: 'redundant dots and slashes are ignored',
      layers: [[folder('./'), file('./a//b'), folder('/c/')]],
      found: ['/a', '/a/b', '/c'],
    },
    {
      what: 'a whiteout hides a file',
      layers: [[file('a/b'), file('a/c')], [file('a/.wh.b')]],
      found: ['/a', '/a/c'],
    },
    { what: 'a whiteout hides a folder', layers: [[file('a/b/c')], [file('.wh.a')]], found: [] },
    {
      what: 'a whiteout of nothing does nothing',
      layers: [[file('a')], [file('.wh.b'), file('x/.wh.y')]],
      found: ['/a'],
    },
    {
      what: 'a whiteout keeps the entries of its own layer',
      layers: [[file('a/b')], [file('a/c'), file('.wh.a'), file('a/d')]],
      found: ['/a', '/a/c', '/a/d'],
    },
    {
      what: 'an opaque folder shows only its own layer, in any order',
      layers: [
        [file('a/b/c'), file('a/d')],
        [file('a/e'), file('a/.wh..wh..opq')],
      ],
      found: ['/a', '/a/e'],
    },
    {
      what: 'AUFS metadata is not a whiteout',
      layers: [[file('plnk')], [file('.wh..wh.plnk')]],
      found: ['/plnk'],
    },
    {
      what: 'a file replaces a folder',
      layers: [[file('a/b/c')], [file('a/b')]],
      found: ['/a', '/a/b'],
    },
    {
      what: 'a folder replaces a file',
      layers: [[file('a')], [folder('a'), file('a/b')]],
      found: ['/a', '/a/b'],
    },
    {
      what: 'an existing folder keeps its contents',
      layers: [[file('a/b')], [folder('a')]],
      found: ['/a', '/a/b'],
    },
    {
      what: 'a symlink replaces a folder',
      layers: [[file('a/b'), folder('c')], [symlink('a', 'c')]],
      found: ['/a', '/c'],
    },
    {
      what: 'a recreated folder is empty',
      layers: [[file('a/b')], [file('.wh.a')], [file('a/c')]],
      found: ['/a', '/a/c'],
    },
    {
      what: '/bin is /usr/bin, and later layers write through it',
      layers: [[folder('usr/bin'), symlink('bin', 'usr/bin')], [file('bin/x')]],
      found: ['/bin', '/usr', '/usr/bin', '/usr/bin/x'],
    },
    {
      what: 'whiteouts follow symlinks as well',
      layers: [[file('usr/bin/x'), symlink('bin', '/usr/bin')], [file('bin/.wh.x')]],
      found: ['/bin', '/usr', '/usr/bin'],
    },
    {
      what: 'a folder entry replaces a symlink',
      layers: [
        [folder('usr/bin'), symlink('bin', 'usr/bin')],
        [folder('bin'), file('bin/x')],
      ],
      found: ['/bin', '/bin/x', '/usr', '/usr/bin'],
    },
    {
      what: 'a symlink out of the image ends at the root',
      layers: [[symlink('a', '../../../b'), file('a/c')]],
      found: ['/a', '/b', '/b/c'],
    },
    {
      what: 'the missing target of a symlink is created',
      layers: [[symlink('a', 'b/c'), file('a/d')]],
      found: ['/a', '/b', '/b/c', '/b/c/d'],
    },
    {
      what: 'nothing can be below a symlink to itself',
      layers: [[symlink('a', 'a'), file('a/b')]],
      found: ['/a'],
    },
    {
      what: 'a hard link is the same file',
      layers: [[file('a')], [link('b', 'a'), file('.wh.a')]],
      found: [],
    },
    {
      what: 'a hard link in its own layer',
      layers: [[file('a'), link('b/c', '/a')]],
      found: ['/a', '/b', '/b/c'],
    },
    {
      what: 'a hard link to nothing or to a folder is dropped',
      layers: [[folder('a'), link('b', 'x'), link('c', 'a')]],
      found: ['/a'],
    },
    { what: 'a hard link to itself is kept', layers: [[file('a'), link('a', 'a')]], found: ['/a'] },
  ])('$what', ({ layers, found }) => {
    expect(paths(treeOf(...layers))).toEqual(found)
  })

  test('a file has the layer that it comes from, and a hard link its own layer', () => {
    const tree = treeOf([file('a'), file('b')], [file('b'), link('c', 'a')])
    expect(list(tree).toSorted()).toEqual(['/a file 0', '/b file 1', '/c file 1'])
  })

  test('entries that cannot be made are recorded', () => {
    expect(treeOf([symlink('a', 'a'), file('a/b'), link('c', 'd')]).refused).toEqual([
      { path: 'a/*', layer: 0 },
      { path: 'c', layer: 0 },
    ])
  })
})

describe('finding', () => {
  const tree = treeOf([
    file('usr/bin/app'),
    symlink('bin', 'usr/bin'),
    symlink('usr/bin/sh', '/bin/app'),
    symlink('loop', 'loop'),
    symlink('one', 'two'),
    symlink('two', 'one'),
    symlink('up', '../../usr'),
  ])

  test.each([
    { path: '/bin/sh', found: '/usr/bin/app' },
    { path: '/usr/../bin/./app', found: '/usr/bin/app' },
    { path: '/up/bin', found: '/usr/bin' },
    { path: '/', found: '/' },
    { path: '/loop', found: undefined },
    { path: '/one/x', found: undefined },
    { path: '/usr/bin/app/x', found: undefined },
    { path: `/${'n'.repeat(256)}`, found: undefined },
  ])('$path is $found', ({ path, found }) => {
    const node = find(tree, path)
    expect(node === NOWHERE ? undefined : pathOf(tree, node)).toBe(found)
  })

  test('a relative path starts in a folder', () => {
    expect(pathOf(tree, find(tree, 'app', find(tree, '/usr/bin')))).toBe('/usr/bin/app')
  })
})

/** Few names, so that paths collide. */
const NAME = fc.constantFrom('a', 'b', 'c', '.wh.a', '.wh.b', '.wh..wh..opq')
const PATH = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }), NAME)
  .map(([above, name]) => [...above, name].join('/'))
const TARGET = fc
  .tuple(
    fc.constantFrom('', '/', '../'),
    fc.array(fc.constantFrom('a', 'b', 'c', '..'), { minLength: 1, maxLength: 3 }),
  )
  .map(([start, names]) => start + names.join('/'))
const CHANGE: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom(
    'file' as const,
    'file' as const,
    'elf' as const,
    'folder' as const,
    'symlink' as const,
    'link' as const,
  ),
  path: PATH,
  target: TARGET,
})

test('any layers give the same result as a simple model of a file system', () => {
  fc.assert(
    fc.property(fc.array(fc.array(CHANGE, { maxLength: 12 }), { maxLength: 5 }), (layers) => {
      const tree = treeOf(...layers)
      const model: Model = newModel()
      for (const [number, changes] of layers.entries()) applyToModel(model, changes, number)
      expect(list(tree).toSorted()).toEqual(listModel(model))
    }),
    { numRuns: 3_000 },
  )
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
      const read: unknown[] = []
      const textsAt = (address: number): string | undefined =>
        address === -1 ? undefined : textAt(log.texts.chunks, address)
      eachEntry(log, {
        plain: (folder, hash, facts) => read.push({ folder, hash: { ...hash }, facts }),
        named: ({ nameAt, targetAt, ...entry }) => {
          expect(textsAt(nameAt)).toBe(entry.name)
          read.push({ ...entry, target: textsAt(targetAt) })
        },
      })
      expect(read).toEqual(all.map(([folder, name, entry]) => logged(folder, name, entry)))
    }),
    { numRuns: 10 },
  )
})

test('with 300,000 plain files, only folders and files that were looked up are nodes', () => {
  const changes = Array.from({ length: 300_000 }, (_, index) => file(`usr/lib/${index % 3000}/file-${index}`))
  const tree = treeOf(changes)
  expect(tree.count).toBe(3_003)
  expect(nameOf(tree, find(tree, '/usr/lib/77/file-3077'))).toBe('file-3077')
  expect(find(tree, '/usr/lib/77/file-3078')).toBe(NOWHERE)
  expect(tree.count).toBe(3_004)
})

test('similar names have hashes that differ in both halves', () => {
  const names = Array.from({ length: 200_000 }, (_, index) => `${index % 7}/shard-${index}-of-200000.bin`)
  const hashes = names.map((name) => hashName(name))
  expect(new Set(hashes.map(({ high, low }) => `${high} ${low}`)).size).toBe(names.length)
  // Among 200,000 numbers of 32 bits, five collisions are expected.
  for (const half of ['high', 'low'] as const)
    expect(new Set(hashes.map((each) => each[half])).size).toBeGreaterThan(names.length - 30)
})
