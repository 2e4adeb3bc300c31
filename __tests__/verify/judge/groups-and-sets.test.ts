/** What is remembered about the foreign files of an image: findings for groups of them, and sets of versions of one file. */
import { describe, expect, test } from '@jest/globals'
import { parsePlatform } from '../../../src/platforms/platform.ts'
import type { Reason } from '../../../src/verify/finding.ts'
import type { ForeignFile, Judgement } from '../../../src/verify/judge/file.ts'
import { addToGroup, groupFindings, newGroups } from '../../../src/verify/judge/groups.ts'
import { placesOf } from '../../../src/verify/judge/places.ts'
import {
  addForeign,
  addForeignOwner,
  addPackage,
  addRight,
  addToPackage,
  inSet,
  isPublished,
  markOwner,
  newSets,
  type Sets,
} from '../../../src/verify/judge/sets.ts'
import type { ElfIdentity } from '../../../src/verify/machines.ts'
import { pathReader } from '../../../src/verify/name-words.ts'
import { identityOf, treeOf } from '../layer/new-tree.ts'

const platform = parsePlatform('linux/arm64')
const read = pathReader()

const AMD64 = identityOf('amd64')
const RISCV64 = identityOf('riscv64')

interface Added {
  readonly path: string
  readonly identity?: ElfIdentity
  readonly layer?: number
  readonly severity?: Judgement['severity']
  readonly reason?: Reason
}

const ALONE: Reason = { kind: 'alone' }

/** The findings after these files were added. */
function findings(...files: readonly Added[]) {
  const groups = newGroups()
  for (const { path, identity = AMD64, layer = 0, severity = 'error', reason = ALONE } of files) {
    const file: ForeignFile = {
      ...{ node: 1, path, layer, identity, fit: 'wrong', isStarted: false, isGuessed: false },
      ...{ words: read(path), neededBy: undefined },
    }
    addToGroup(groups, file, { severity, reason })
  }
  return groupFindings(groups)
}

const short = (...files: readonly Added[]): readonly string[] =>
  findings(...files).map(
    ({ severity, path, verdict }) => `${verdict.files} ${severity} ${verdict.reason.kind} ${path}`,
  )

describe('files of one kind in one place', () => {
  test('are one finding, which names the first', () => {
    expect(findings({ path: '/srv/a', layer: 3 }, { path: '/srv/b', layer: 3 })).toEqual([
      {
        ...{ severity: 'error', layer: 3, path: '/srv/a' },
        verdict: {
          ...{ rule: 'machine', machine: 'amd64', fit: 'wrong', isMixed: false, files: 2 },
          ...{ reason: { kind: 'alone' }, ignore: '/srv' },
        },
      },
    ])
  })

  test.each([
    { what: 'of another severity', other: { severity: 'warning' as const } },
    { what: 'for another reason', other: { reason: { kind: 'elsewhere' } as const } },
    { what: 'of another layer', other: { layer: 1 } },
    { what: 'in another folder', other: { path: '/opt/b' } },
    { what: 'in a folder below', other: { path: '/srv/b/c' } },
  ])('are not those $what', ({ other }) => {
    expect(findings({ path: '/srv/a' }, { path: '/srv/b', ...other }).length).toBe(2)
  })

  test('are not those that need not be reported', () => {
    expect(findings({ path: '/srv/a', severity: 'silent' })).toEqual([])
  })

  test('may be for several machines', () => {
    const mixed = (...archs: readonly ElfIdentity[]) =>
      findings(...archs.map((identity, index) => ({ path: `/srv/${index}`, identity })))[0]?.verdict.isMixed
    expect([mixed(AMD64), mixed(AMD64, AMD64), mixed(AMD64, RISCV64, AMD64)]).toEqual([false, false, true])
  })

  test('are all of one package', () => {
    expect(short({ path: '/node_modules/a/b/x' }, { path: '/node_modules/a/c/x' })).toEqual([
      '2 error alone /node_modules/a/b/x',
    ])
  })

  test('are all that no image runs, wherever they are', () => {
    const noImage = { severity: 'notice', reason: { kind: 'no image' } } as const
    expect(short({ path: '/srv/a', ...noImage }, { path: '/opt/b', layer: 1, ...noImage })).toEqual([
      '2 notice no image /srv/a',
    ])
  })

  test('are all of an SDK', () => {
    const reason = { kind: 'only machine', folder: '/sdk' } as const
    expect(short({ path: '/sdk/a/x', reason }, { path: '/sdk/b/x', reason })).toEqual([
      '2 error only machine /sdk/a/x',
    ])
  })

  test.each([{ kind: 'started' }, { kind: 'named', by: 'APP' }] as const)(
    'are reported one by one: $kind',
    (reason) => {
      expect(findings({ path: '/srv/a', reason }, { path: '/srv/b', reason }).length).toBe(2)
    },
  )
})

describe('too many groups', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ path: `/${index}/x` }))
  const last = (...files: readonly Added[]) => short(...files).slice(1000)

  test('are merged, each severity on its own', () => {
    expect(last(...many(1000))).toEqual([])
    expect(last(...many(1003), { path: '/w/x', severity: 'warning' })).toEqual([
      ...['3 error elsewhere /1000/x', '1 warning elsewhere /w/x'],
    ])
  })

  test('do not change those that are known', () => {
    const list = short(...many(1000), { path: '/0/y' })
    expect([list.length, list[0]]).toEqual([1000, '2 error alone /0/x'])
  })
})

describe('the path to ignore', () => {
  const ignored = (...files: readonly Added[]) => findings(...files)[0]?.verdict.ignore

  test.each<Reason>([
    ...([{ kind: 'in PATH' }, { kind: 'loader folder' }, { kind: 'needed', by: '/app' }] as const),
    { kind: 'linked from PATH', link: '/bin/x' },
  ])('is that of the first file only: $kind', (reason) => {
    expect(ignored({ path: '/srv/a', reason }, { path: '/srv/b', reason })).toBe('/srv/a')
  })

  test.each([
    { what: 'a file', files: [{ path: '/srv/a' }], is: '/srv/a' },
    { what: 'a folder', files: [{ path: '/srv/a' }, { path: '/srv/b' }], is: '/srv' },
    { what: 'a file in the root', files: [{ path: '/a' }, { path: '/b' }], is: '/a' },
    { what: 'a package', files: [{ path: '/app/node_modules/a/b/x' }], is: '/app/node_modules/a' },
    { what: 'a gem', files: [{ path: '/app/gems/rails-7.1/b/x' }], is: '/app/gems/rails-7.1' },
    { what: 'an unprintable name', files: [{ path: '/srv/\x07' }], is: '/srv/\\x07' },
    {
      what: 'an SDK',
      files: [{ path: '/sdk/a/x', reason: { kind: 'only machine', folder: '/sdk' } as const }],
      is: '/sdk',
    },
    {
      what: 'a started file of a package',
      files: [{ path: '/node_modules/a/x', reason: { kind: 'started' } as const }],
      is: '/node_modules/a/x',
    },
  ])('is that of $what', ({ files, is }) => {
    expect(ignored(...files)).toBe(is)
  })
})

test.each<Reason>([
  { kind: 'linked from PATH', link: '/\x07' },
  { kind: 'foreign triple', triple: '/\x07' },
  ...(['program folder', 'working folder', 'only machine'] as const).map((kind) => ({
    kind,
    folder: '/\x07',
  })),
])('the texts of a reason are printable: $kind', (reason) => {
  const [finding] = findings({ path: '/srv/a', reason })
  expect(Object.values(finding?.verdict.reason ?? {}).toSorted()).toEqual(['/\\x07', reason.kind])
})

const PLACES = placesOf(
  treeOf(),
  {
    ...{ platform, digest: '', size: 0, layers: [], diffIds: [], instructions: [], env: [] },
    ...{ workingDir: '', argv: [], healthcheck: [], findings: [] },
  },
  { file: undefined, programs: [], words: [], scripts: [], obstacles: [], setsLibraryPath: false },
)

/** Sets that have room for so many more characters. */
function setsFor(room: number): Sets {
  return { ...newSets(), room }
}

const words = (path: string) => read(path)

describe('versions of one file', () => {
  const add = (sets: Sets, path: string, identity = AMD64): void =>
    addForeign(sets, words(path), identity, platform)
  const setAfter = (change: (sets: Sets) => void) => {
    const sets = newSets()
    add(sets, '/srv/app-x64')
    change(sets)
    return sets.byPath.get(words('/srv/app-x64').common)
  }

  test.each([
    { what: 'one', change: () => undefined, is: {} },
    {
      what: 'two for one machine',
      change: (sets: Sets) => add(sets, '/srv/app-amd64'),
      is: { count: 2 },
    },
    {
      what: 'two for two machines',
      change: (sets: Sets) => add(sets, '/srv/app-riscv64', RISCV64),
      is: { count: 2, isMixed: true },
    },
    {
      what: 'two for two systems',
      change: (sets: Sets) => add(sets, '/srv/app-darwin-x64'),
      is: { count: 2, isMixed: true },
    },
    {
      what: 'one that claims to be for the platform',
      change: (sets: Sets) => add(sets, '/srv/app-arm64'),
      is: { count: 2, hasClaim: true },
    },
    {
      what: "one that claims to be for the platform's machine and another system",
      change: (sets: Sets) => add(sets, '/srv/app-darwin-arm64'),
      is: { count: 2, isMixed: true },
    },
    {
      what: 'one for the platform that says so',
      change: (sets: Sets) => addRight(sets, words('/srv/app-arm64'), platform),
      is: { hasRight: true, hasOwn: true },
    },
    {
      what: 'one for the platform that says nothing',
      change: (sets: Sets) => addRight(sets, words('/srv/app'), platform),
      is: { hasRight: true, hasOwn: true },
    },
    {
      what: 'one that is right, and says another machine',
      change: (sets: Sets) => addRight(sets, words('/srv/app-arm'), platform),
      is: { hasRight: true },
    },
    {
      what: 'a right one of another name',
      change: (sets: Sets) => addRight(sets, words('/srv/other-arm64'), platform),
      is: {},
    },
  ])('$what', ({ change, is }) => {
    expect(setAfter(change)).toEqual({
      ...{ hasRight: false, hasOwn: false, hasClaim: false, machine: 'amd64', count: 1, isMixed: false },
      ...is,
    })
  })

  test('one without a word has a counterpart if that says so', () => {
    const sets = newSets()
    add(sets, '/srv/app')
    const { common } = words('/srv/app')
    const known = () => sets.unnamed.get(common)
    expect([known(), sets.byPath.size]).toEqual([false, 0])
    addRight(sets, words('/srv/app'), platform)
    addRight(sets, words('/srv/app-arm'), platform)
    addRight(sets, words('/srv/other-arm64'), platform)
    expect([known(), sets.unnamed.size]).toEqual([false, 1])
    addRight(sets, words('/srv/app-arm64'), platform)
    expect(known()).toBe(true)
    add(sets, '/srv/app')
    expect(known()).toBe(true)
  })

  test.each(['/srv/app-x64', '/srv/app'])('are kept while there is room: %s', (path) => {
    const { length } = words(path).common
    const kept = [length - 1, length, 2 * length].map((room) => {
      const sets = setsFor(room)
      add(sets, path)
      add(sets, path)
      return [sets.byPath.size + sets.unnamed.size, sets.room]
    })
    expect(kept).toEqual([
      [0, length - 1],
      [1, 0],
      [1, length],
    ])
  })
})

describe('a version for each of several machines, and none for the platform', () => {
  const PACKAGE = '/app/node_modules/a'
  /** Whether the sets explain a file for amd64 that has a counterpart for riscv64. */
  const isExplained = (path: string, change: (sets: Sets) => void = () => undefined): boolean => {
    const sets = newSets()
    const file = {
      ...{ node: 1, path, layer: 0, identity: AMD64, fit: 'wrong' as const, words: words(path) },
    }
    addForeign(sets, file.words, AMD64, platform)
    addForeign(sets, words(path.replace('x64', 'riscv64')), RISCV64, platform)
    addPackage(sets, PACKAGE, AMD64)
    change(sets)
    const usage = { isStarted: false, isGuessed: false, neededBy: undefined }
    return inSet({ ...file, ...usage }, { platform, places: PLACES, sets }) !== undefined
  }

  test.each([
    { path: '/srv/app-x64', is: true },
    { path: `${PACKAGE}/x64/app`, is: true },
    { path: `${PACKAGE}/x64/app.so.txt`, is: true },
    { path: `${PACKAGE}/x64/app.node.x`, is: true },
    { path: `${PACKAGE}/x64/xbin/app`, is: true },
    { path: `${PACKAGE}/x64/app.so`, is: false },
    { path: `${PACKAGE}/x64/app.so.1.2`, is: false },
    { path: `${PACKAGE}/x64/app.node`, is: false },
    { path: `${PACKAGE}/x64/bin/app`, is: false },
    { path: '/srv/x64/app.so', is: true },
    { path: '/srv/x64/build/Release/app.node', is: false },
    { path: '/srv/runtimes/linux-x64/native/app.so', is: false },
    { path: '/srv/runtimes/linux-x64/lib/app.so', is: true },
    { path: '/srv/runtimes/linux-x64/native', is: true },
    { path: '/root/.krew/store/a/x64/app', is: false },
  ])('explain each other: $path: $is', ({ path, is }) => {
    expect(isExplained(path)).toBe(is)
  })

  test('explain each other if the package has other files for the platform', () => {
    const path = `${PACKAGE}/x64/app.so`
    expect(isExplained(path, (sets) => addToPackage(sets, PACKAGE, words(`${PACKAGE}/arm64/b`)))).toBe(true)
  })
})

describe('the owners of foreign files', () => {
  test.each([3, 4, 9])('are kept while there is room: %d', (room) => {
    const sets = setsFor(room)
    addForeignOwner(sets, sets.fetched, '/srv')
    addForeignOwner(sets, sets.fetched, '/srv')
    expect([[...sets.fetched], sets.room]).toEqual(room < 4 ? [[], room] : [[['/srv', false]], room - 4])
  })

  test('have files for the platform if they are known', () => {
    const sets = newSets()
    addForeignOwner(sets, sets.natives, 'a')
    addForeignOwner(sets, sets.natives, 'b')
    addForeignOwner(sets, sets.natives, undefined)
    for (const name of ['a', 'c', undefined]) markOwner(sets.natives, name)
    addForeignOwner(sets, sets.natives, 'a')
    expect([...sets.natives]).toEqual([
      ['a', true],
      ['b', false],
    ])
  })
})

describe('a package with foreign files', () => {
  const FOLDER = '/srv/a'
  const published = (path: string, sets: Sets) => isPublished(sets, FOLDER, words(path))

  test('publishes those with the name of one for the platform', () => {
    const sets = newSets()
    addPackage(sets, FOLDER, AMD64)
    expect(published('/srv/a/x64/app', sets)).toBe(false)
    addToPackage(sets, FOLDER, words('/srv/a/arm64/app'))
    expect([published('/srv/a/x64/app', sets), published('/srv/a/x64/other', sets)]).toEqual([true, false])
    expect(isPublished(sets, '/srv/b', words('/srv/b/x64/app'))).toBe(false)
    expect(isPublished(sets, undefined, words('/srv/a/x64/app'))).toBe(false)
  })

  test('publishes all if they are for several machines, and others for the platform', () => {
    const sets = newSets()
    for (const identity of [AMD64, AMD64]) addPackage(sets, FOLDER, identity)
    addToPackage(sets, FOLDER, words('/srv/a/arm64/app'))
    expect(published('/srv/a/x64/other', sets)).toBe(false)
    addPackage(sets, FOLDER, RISCV64)
    expect(published('/srv/a/x64/other', sets)).toBe(true)
    const without = newSets()
    for (const identity of [AMD64, RISCV64]) addPackage(without, FOLDER, identity)
    expect(published('/srv/a/x64/other', without)).toBe(false)
  })

  test.each([FOLDER.length - 1, FOLDER.length, FOLDER.length + 5])(
    'is kept while there is room: %d',
    (room) => {
      const sets = setsFor(room)
      for (const identity of [AMD64, RISCV64]) addPackage(sets, FOLDER, identity)
      addPackage(sets, undefined, AMD64)
      addToPackage(sets, FOLDER, words('/srv/a/arm64/app'))
      const known = [...sets.packages.values()].map(({ names, machines }) => [names.size, machines.size])
      const isKept = room >= FOLDER.length
      const names = room < FOLDER.length + 3 ? 0 : 1
      expect([known, sets.room]).toEqual(
        isKept ? [[[names, 2]], room - FOLDER.length - 3 * names] : [[], room],
      )
    },
  )

  test('keeps each name once, and is not added by a file for the platform', () => {
    const sets = setsFor(FOLDER.length + 3)
    addToPackage(sets, FOLDER, words('/srv/a/arm64/app'))
    addToPackage(sets, undefined, words('/srv/a/arm64/app'))
    expect(sets.packages.size).toBe(0)
    addPackage(sets, FOLDER, AMD64)
    for (const name of ['app', 'app', 'other']) addToPackage(sets, FOLDER, words(`/srv/a/arm64/${name}`))
    expect([[...(sets.packages.get(FOLDER)?.names ?? [])], sets.room]).toEqual([['app'], 0])
  })
})
