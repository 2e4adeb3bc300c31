import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { addEntry, KIND, type NewEntry, newEntryLog } from '../../../src/verify/layer/entries.ts'
import type { Detail } from '../../../src/verify/layer/inspect.ts'
import {
  applyLayer,
  childrenOf,
  eachElf,
  eachFormat,
  eachText,
  factsOf,
  find,
  type LayerFiles,
  NODE_COST,
  NOWHERE,
  nameOf,
  newTree,
  parentOf,
  pathOf,
  ROOT,
  type Tree,
} from '../../../src/verify/layer/tree.ts'
import type { ElfIdentity } from '../../../src/verify/machines.ts'
import { hashName } from '../../../src/verify/name-hash.ts'
import { applyToModel, type Change, listModel, type Model, newModel } from '../model.ts'

const FILE: NewEntry = {
  ...{ path: '', kind: KIND.file, target: '', identity: -1, detail: -1 },
  ...{ isExecutable: true, isEmpty: false, isCut: false },
}

function layerOf(entries: readonly Partial<NewEntry>[], more: Partial<LayerFiles> = {}): LayerFiles {
  const log = newEntryLog()
  for (const entry of entries) addEntry(log, { ...FILE, ...entry })
  return { log, identities: [], details: [], ...more }
}

function layer(changes: readonly Change[]): LayerFiles {
  return layerOf(changes.map(({ kind, path, target = '' }) => ({ path, target, kind: KIND[kind] })))
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
    {
      what: 'a hard link in place of the folder of its file is dropped, and the folder is gone',
      layers: [[file('a/x')], [link('a', 'a/x')]],
      found: [],
    },
    {
      what: 'a folder, symlink or file takes the place of each other',
      layers: [
        [file('a'), symlink('b', 'x'), folder('c'), file('d/e')],
        [symlink('a', 'x'), folder('b'), file('c'), file('d')],
        [folder('a'), file('b'), symlink('c', 'x'), symlink('d', 'x')],
        [file('a'), symlink('b', 'x'), folder('c'), file('d')],
      ],
      found: ['/a', '/b', '/c', '/d'],
    },
    { what: 'a hard link to itself is kept', layers: [[file('a'), link('a', 'a')]], found: ['/a'] },
  ])('$what', ({ layers, found }) => {
    expect(paths(treeOf(...layers))).toEqual(found)
  })

  test('a file has the layer that it comes from, and a hard link its own layer', () => {
    const tree = treeOf([file('a'), file('b'), file('d')], [file('b'), link('c', 'a'), link('d', './d')])
    expect(list(tree).toSorted()).toEqual(['/a file 0', '/b file 1', '/c file 1', '/d file 0'])
  })

  test('entries that cannot be made are recorded', () => {
    expect(treeOf([symlink('a', 'a'), file('a/b'), link('c', 'd')]).refused).toEqual([
      { path: 'a/*', layer: 0 },
      { path: 'c', layer: 0 },
    ])
  })
})

describe('finding', () => {
  const changes = [
    file('usr/bin/app'),
    symlink('bin', 'usr/bin'),
    symlink('usr/bin/sh', '/bin/app'),
    symlink('loop', 'loop'),
    symlink('one', 'two'),
    symlink('two', 'one'),
    symlink('up', '../../usr'),
  ]

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
    const tree = treeOf(changes)
    const node = find(tree, path)
    expect(node === NOWHERE ? undefined : pathOf(tree, node)).toBe(found)
  })

  test('a relative path starts in a folder', () => {
    const tree = treeOf(changes)
    expect(pathOf(tree, find(tree, 'app', find(tree, '/usr/bin')))).toBe('/usr/bin/app')
  })
})

describe('the limits of a path', () => {
  const chain = (links: number): Tree =>
    treeOf([folder('0'), ...Array.from({ length: links }, (_, index) => symlink(`${index + 1}`, `${index}`))])

  test('it may lead through 255 symlinks, as in containerd', () => {
    const tree = chain(256)
    expect(find(tree, '255')).toBe(find(tree, '0'))
    expect(find(tree, '256')).toBe(NOWHERE)
  })

  test('a name may have 255 bytes', () => {
    const [long, longer] = ['n'.repeat(255), 'n'.repeat(256)]
    const tree = treeOf([folder(long), folder(longer)])
    expect(nameOf(tree, find(tree, long))).toBe(long)
    expect(find(tree, longer)).toBe(NOWHERE)
  })

  test('symlinks must not form too many paths', () => {
    const tree = treeOf([folder('a/b/c')])
    const tooMany = { name: 'TooLarge', message: 'its symlinks form too many paths, or too long ones' }
    expect(nameOf({ ...tree, steps: 3 }, find({ ...tree, steps: 3 }, 'a/b/c'))).toBe('c')
    expect(() => find({ ...tree, steps: 2 }, 'a/b/c')).toThrow(expect.objectContaining(tooMany))
  })

  test('an image may have two million files with a node', () => {
    const applied = (count: number) => () => applyLayer({ ...newTree(), count }, layer([folder('a')]), 0)
    expect(applied(1_999_999)).not.toThrow()
    expect(applied(2_000_000)).toThrow('it has more than 2000000 files')
  })

  test('the names of folders without an entry may take 64 chunks of memory', () => {
    const applied = (count: number) => () => {
      const tree = newTree()
      const chunk = Buffer.alloc(0)
      const ownTexts = { chunks: Array.from({ length: count }, () => chunk), length: 1 << 17 }
      applyLayer({ ...tree, ownTexts }, layer([file('a/b')]), 0)
    }
    expect(applied(63)).not.toThrow()
    expect(applied(64)).toThrow('its names are too long')
  })

  test('the first ten entries that cannot be made are recorded, in order', () => {
    const names = Array.from({ length: 12 }, (_, index) => `link-${index}`)
    const links = names.map((name) => link(`a/${name}`, 'missing'))
    const tree = treeOf([], [symlink('loop', 'loop'), link('x', 'y'), folder('loop/z'), ...links])
    expect(tree.refused).toHaveLength(10)
    expect(tree.refused.slice(0, 4)).toEqual([
      { path: 'x', layer: 1 },
      { path: 'loop/z', layer: 1 },
      { path: 'a/link-0', layer: 1 },
      { path: 'a/link-1', layer: 1 },
    ])
  })
})

describe('what is known about a file', () => {
  const identity = (elfMachine: number): ElfIdentity => ({
    ...{ class: 64, endian: 'little', osAbi: 0, type: 2, machine: elfMachine, flags: 0 },
    ...{ armVersion: 0, x86Level: 0, goSetting: '' },
  })
  const text = (content: string): Detail => ({ kind: 'text', text: content })
  const elf = (path: string, index: number, detail = -1) => ({
    path,
    kind: KIND.elf,
    identity: index,
    detail,
  })
  const textFile = (path: string, detail: number) => ({ path, kind: KIND.text, detail })
  const at = (tree: Tree, path: string) => factsOf(tree, find(tree, path))

  test('identities and details are those of its own layer', () => {
    const tree = newTree()
    applyLayer(
      tree,
      layerOf([elf('a', 0, 1), elf('b', 1)], {
        identities: [identity(62), identity(183)],
        details: [text('0'), text('1')],
      }),
      0,
    )
    applyLayer(
      tree,
      layerOf([elf('c', 0, 0), textFile('d', 1), elf('e', -1)], {
        identities: [identity(183)],
        details: [text('2'), text('3')],
      }),
      1,
    )
    expect(['a', 'b', 'c', 'd', 'e'].map((path) => at(tree, path))).toMatchObject([
      { kind: KIND.elf, layer: 0, identity: identity(62), detail: text('1') },
      { kind: KIND.elf, layer: 0, identity: identity(183), detail: undefined },
      { kind: KIND.elf, layer: 1, identity: identity(183), detail: text('2') },
      { kind: KIND.text, layer: 1, identity: undefined, detail: text('3') },
      { kind: KIND.elf, layer: 1, identity: undefined, detail: undefined },
    ])
    expect(tree.identities).toEqual([identity(62), identity(183)])
  })

  test('nothing is below a program, whatever its identity', () => {
    const tree = newTree()
    const programs = ['0', '1', '2'].map((path, index) => elf(path, index))
    applyLayer(tree, layerOf([...programs, { path: 'a' }], { identities: [62, 183, 243].map(identity) }), 0)
    const below = programs.flatMap(({ path }) => [file(`${path}/.wh.a`), link(`link-${path}`, `${path}/a`)])
    applyLayer(tree, layer(below), 1)
    expect(tree.refused.map(({ path }) => path)).toEqual(['link-0', 'link-1', 'link-2'])
    expect(find(tree, 'a')).not.toBe(NOWHERE)
    expect(programs.map(({ path }) => find(tree, `${path}/a`))).toEqual([NOWHERE, NOWHERE, NOWHERE])
  })

  test('a folder, symlink or plain file has neither', () => {
    const tree = newTree()
    const machines = Array.from({ length: 9 }, (_, index) => identity(index))
    const entries = [folder('a/b'), folder('c'), symlink('l', '/'), file('p')].map(
      ({ kind, path, target = '' }) => ({ path, target, kind: KIND[kind] }),
    )
    applyLayer(tree, layerOf(entries, { identities: machines, details: machines.map(() => text('x')) }), 0)
    for (const node of [ROOT, ...childrenOf(tree, ROOT), find(tree, 'a/b'), find(tree, 'p')])
      expect(factsOf(tree, node)).toMatchObject({ identity: undefined, detail: undefined })
  })

  test.each([
    { isExecutable: true, isEmpty: false, isCut: false },
    { isExecutable: false, isEmpty: true, isCut: false },
    { isExecutable: false, isEmpty: false, isCut: true },
    { isExecutable: false, isEmpty: false, isCut: false },
  ])('it may be executable ($isExecutable), empty ($isEmpty) or truncated ($isCut)', (flags) => {
    const tree = newTree()
    applyLayer(
      tree,
      layerOf([
        { path: 'plain', ...flags },
        { path: 'elf', kind: KIND.elf, ...flags },
      ]),
      0,
    )
    applyLayer(tree, layerOf([{ path: 'link', kind: KIND.link, target: 'plain' }]), 1)
    expect(at(tree, 'plain')).toMatchObject({ kind: KIND.file, layer: 0, ...flags })
    expect(at(tree, 'elf')).toMatchObject({ kind: KIND.elf, layer: 0, ...flags })
    expect(at(tree, 'link')).toMatchObject({ kind: KIND.file, layer: 1, ...flags })
  })

  test.each([0, 1, 255, 256, 65_535])('the index of its layer may be %d', (number) => {
    const tree = newTree()
    applyLayer(tree, layer([file('plain'), folder('a')]), number)
    applyLayer(tree, layer([link('b/link', 'plain')]), number)
    for (const path of ['plain', 'a', 'b', 'b/link']) expect(at(tree, path).layer).toBe(number)
  })

  test('a folder has the layer of its last entry, and one without an entry that of its first file', () => {
    const tree = treeOf([file('a/x'), file('b/x'), folder('c')], [folder('a'), file('b/y')], [file('c/x')])
    expect(['a', 'b', 'c'].map((path) => at(tree, path).layer)).toEqual([1, 0, 0])
    expect(at(tree, '/').layer).toBe(0)
  })
})

describe('a walk through the tree', () => {
  const kinds = { e: KIND.elf, f: KIND.format, t: KIND.text, s: KIND.script, o: KIND.other, l: KIND.symlink }
  const entries = Object.entries(kinds).flatMap(([path, kind]) =>
    ['', 'a/', 'b/', 'b/c/d/'].map((prefix) => ({ path: prefix + path, kind })),
  )

  test.each([
    { what: 'programs', each: eachElf, found: ['/a/e', '/e'] },
    { what: 'programs in other formats', each: eachFormat, found: ['/a/f', '/f'] },
    { what: 'kept texts', each: eachText, found: ['/a/t', '/t'] },
  ])('visits all $what, but none that is hidden', ({ each, found }) => {
    const tree = newTree()
    applyLayer(tree, layerOf(entries), 0)
    applyLayer(tree, layer([file('.wh.b')]), 1)
    const paths: string[] = []
    each(tree, (node) => paths.push(pathOf(tree, node)))
    expect(paths.toSorted()).toEqual(found)
  })

  test('leads from folders to children and back', () => {
    const tree = treeOf(
      [folder('a/b'), file('a/plain'), symlink('a/link', 'b'), folder('a/gone')],
      [file('a/.wh.gone')],
    )
    const a = find(tree, 'a')
    expect(find(tree, 'a/plain')).not.toBe(NOWHERE)
    expect(
      childrenOf(tree, a)
        .map((node) => nameOf(tree, node))
        .toSorted(),
    ).toEqual(['b', 'link'])
    expect(childrenOf(tree, a).map((node) => parentOf(tree, node))).toEqual([a, a])
    expect(childrenOf(tree, find(tree, 'a/plain'))).toEqual([])
    expect([parentOf(tree, a), parentOf(tree, ROOT), nameOf(tree, ROOT), pathOf(tree, ROOT)]).toEqual([
      ROOT,
      NOWHERE,
      '',
      '/',
    ])
  })
})

describe('memory', () => {
  const links = (count: number): readonly Change[] =>
    Array.from({ length: count }, (_, index) => symlink(`f/${index}`, 'x'))

  test('a tree grows with its entries', () => {
    const tree = treeOf(links(3000))
    expect(tree.count).toBe(3002)
    expect(tree.nodes.length * 4).toBeLessThan(3002 * 1.3 * NODE_COST)
    expect(childrenOf(tree, find(tree, 'f'))).toHaveLength(3000)
    expect(
      childrenOf(tree, find(tree, 'f'))
        .map((node) => pathOf(tree, node))
        .toSorted(),
    ).toEqual(
      links(3000)
        .map(({ path }) => `/${path}`)
        .toSorted(),
    )
  })

  test('a path has room for all folders that it makes', () => {
    const path = 'd/'.repeat(3000)
    const tree = treeOf([file(`${path}x`)])
    expect(tree.count).toBe(3001)
    expect(tree.cells.used / (tree.cells.data.length / 3)).toBeLessThan(0.81)
    expect(parentOf(tree, find(tree, `${path}x`))).toBe(find(tree, path))
  })

  test('the names of folders without an entry share a chunk', () => {
    const tree = treeOf(Array.from({ length: 100 }, (_, index) => file(`${index}/x`)))
    expect(tree.chunks).toHaveLength(2)
    expect(
      childrenOf(tree, ROOT)
        .map((node) => nameOf(tree, node))
        .toSorted(),
    ).toEqual(Array.from({ length: 100 }, (_, index) => `${index}`).toSorted())
  })

  test('nothing is moved if the number of entries is known', () => {
    const tree = newTree(3001, 3001)
    const { nodes, cells } = tree
    const { data } = cells
    applyLayer(tree, layer(links(3000)), 0)
    expect(tree.nodes).toBe(nodes)
    expect(tree.cells.data).toBe(data)
  })

  test('the nodes in a hidden folder are used again', () => {
    const tree = treeOf(
      links(10),
      [file('.wh.f')],
      [folder('g'), ...links(10).map(({ path }) => symlink(path.replace('f', 'g'), 'x'))],
    )
    expect(tree.count).toBe(13)
    expect(
      childrenOf(tree, find(tree, 'g'))
        .map((node) => nameOf(tree, node))
        .toSorted(),
    ).toEqual([...'0123456789'])
    expect(find(tree, 'f')).toBe(NOWHERE)
  })

  test('what hides nothing, or is a plain file, takes none', () => {
    const tree = treeOf([folder('a'), file('a/x'), link('a/y', 'a/x')])
    expect([tree.count, tree.cells.used]).toEqual([2, 3])
    applyLayer(tree, layer([file('a/.wh.z'), file('a/.wh.z'), file('b/.wh.z'), file('.wh.b')]), 1)
    expect([tree.count, tree.cells.used]).toEqual([2, 3])
  })

  test('a position keeps its node', () => {
    const tree = treeOf([symlink('a', 'x')])
    for (const change of [file('a'), symlink('a', 'y'), folder('a'), file('.wh.a'), file('a'), folder('a')])
      applyLayer(tree, layer([change]), 1)
    expect([tree.count, tree.cells.used]).toEqual([2, 1])
    expect(list(tree)).toEqual(['/a folder'])
  })

  test('the nodes in the folders of an emptied folder are used again too, and it stays empty', () => {
    const tree = treeOf([folder('a/b/c/d')], [file('a/.wh..wh..opq')], [folder('x/y/z')])
    expect(tree.count).toBe(5)
    expect(childrenOf(tree, find(tree, 'a'))).toEqual([])
    expect(paths(tree)).toEqual(['/a', '/x', '/x/y', '/x/y/z'])
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

test.each([1, 2, 3, 4, 5])(
  'any %d layers give the same result as a simple model of a file system',
  (count) => {
    const someLayers = fc.array(fc.array(CHANGE, { maxLength: 12 }), { minLength: count, maxLength: count })
    fc.assert(
      fc.property(someLayers, (layers) => {
        const tree = treeOf(...layers)
        const model: Model = newModel()
        for (const [number, changes] of layers.entries()) applyToModel(model, changes, number)
        expect(list(tree).toSorted()).toEqual(listModel(model))
      }),
      { numRuns: 250 },
    )
  },
)

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

test('there is nothing in a folder that is missing', () => {
  const tree = treeOf([file('a/b')])
  expect([childrenOf(tree, NOWHERE), childrenOf(tree, find(tree, 'c'))]).toEqual([[], []])
})
