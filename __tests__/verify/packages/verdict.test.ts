import { describe, expect, test } from '@jest/globals'
import { parsePlatform } from '../../../src/platforms/platform.ts'
import { type Claim, type FormatName, metadataCost, type Owner } from '../../../src/verify/packages/claim.ts'
import { judgePackage, type PackageFile } from '../../../src/verify/packages/verdict.ts'

const claimOf = (format: FormatName, ...archs: readonly string[]): Claim => ({
  ...{ format, name: 'x', systems: [], archs, libcs: [] },
})

/** A file in an image for arm64. */
const FILE: PackageFile = {
  ...{ platform: parsePlatform('linux/arm64'), isReached: false, isInTriple: false, isCompiled: false },
  ...{ isHost: false, isKnownArch: false, saysItself: false, isPublished: false, hasTwin: false },
  siblings: () => [],
}

interface Row {
  readonly claim: Claim
  readonly file?: Partial<PackageFile>
  /** The severity and the problem; `silent`, or `nothing` if the package says nothing about the file. */
  readonly is: string
}

function judged({ claim, file }: Row): string {
  const judgement = judgePackage(claim, { ...FILE, ...file })
  if (judgement === undefined) return 'nothing'
  return judgement.kind === 'silent' ? 'silent' : `${judgement.severity}, ${judgement.problem}`
}

const REACHED = { isReached: true }
const KNOWN_FOLDER = { isKnownArch: true, isInTriple: true }

describe('a foreign file in a package of the distribution', () => {
  const foreign = claimOf('dpkg', 'amd64')

  test.each<Row>([
    { claim: foreign, is: 'error, other machine' },
    { claim: claimOf('apk', 'amd64'), is: 'error, other machine' },
    { claim: foreign, file: { siblings: () => [claimOf('dpkg', 'arm64')] }, is: 'error, other machine' },
    { claim: foreign, file: { isCompiled: true }, is: 'error, other machine' },
    { claim: foreign, file: { isInTriple: true }, is: 'error, other machine' },
    { claim: foreign, file: { isKnownArch: true }, is: 'silent' },
    { claim: foreign, file: KNOWN_FOLDER, is: 'silent' },
    { claim: foreign, file: { ...KNOWN_FOLDER, ...REACHED }, is: 'silent' },
    { claim: foreign, file: { isKnownArch: true, ...REACHED }, is: 'nothing' },
    { claim: foreign, file: { isInTriple: true, ...REACHED }, is: 'nothing' },
    { claim: foreign, file: REACHED, is: 'nothing' },
    { claim: claimOf('dpkg', 'arm64'), is: 'silent' },
    { claim: claimOf('dpkg', 'arm64'), file: REACHED, is: 'nothing' },
    { claim: claimOf('dpkg'), is: 'silent' },
    { claim: claimOf('apk'), file: REACHED, is: 'silent' },
  ])('$claim.format, $claim.archs, $file: $is', (row) => {
    expect(judged(row)).toBe(row.is)
  })
})

describe('a foreign file in a package for another machine', () => {
  const npm = claimOf('npm', 'amd64')
  const module_ = claimOf('node module', 'amd64')

  test.each<Row>([
    { claim: npm, is: 'error, other machine' },
    { claim: npm, file: REACHED, is: 'error, other machine' },
    { claim: claimOf('npm', 'arm'), is: 'warning, other machine' },
    { claim: npm, file: { siblings: () => [npm, claimOf('npm', 'arm64')] }, is: 'silent' },
    { claim: npm, file: { siblings: () => [npm, claimOf('npm', 'arm')] }, is: 'error, other machine' },
    { claim: npm, file: { siblings: () => [claimOf('npm')] }, is: 'error, other machine' },
    { claim: npm, file: { hasTwin: true }, is: 'error, other machine' },
    { claim: claimOf('nuget', 'amd64'), is: 'error, other machine' },
    { claim: claimOf('nuget', 'amd64'), file: { hasTwin: true }, is: 'silent' },
    { claim: module_, is: 'warning, other machine' },
    { claim: module_, file: { isCompiled: true }, is: 'error, other machine' },
    {
      claim: claimOf('node module', 'arm'),
      ...{ file: { isCompiled: true }, is: 'warning, other machine' },
    },
  ])('$claim.format, $claim.archs, $file: $is', (row) => {
    expect(judged(row)).toBe(row.is)
  })
})

describe('a foreign file in a package for the platform, or for all machines', () => {
  const right = claimOf('wheel', 'arm64')
  const any = claimOf('wheel')

  test.each<Row>([
    ...[right, any].flatMap((claim) => [
      { claim, is: 'warning, helper' },
      { claim, file: { isCompiled: true, isHost: true }, is: 'error, built' },
      { claim, file: { isCompiled: true, ...REACHED }, is: 'error, built' },
      { claim, file: { isHost: true }, is: 'silent' },
      { claim, file: { isHost: true, ...REACHED }, is: 'nothing' },
      { claim, file: REACHED, is: 'nothing' },
      { claim, file: { isPublished: true, saysItself: true, ...REACHED }, is: 'nothing' },
    ]),
    { claim: any, file: { isPublished: true }, is: 'silent' },
    { claim: right, file: { isPublished: true }, is: 'warning, helper' },
    { claim: any, file: { saysItself: true }, is: 'warning, helper' },
    { claim: right, file: { saysItself: true }, is: 'silent' },
  ])('$claim.archs, $file: $is', (row) => {
    expect(judged(row)).toBe(row.is)
  })
})

describe('the memory of metadata', () => {
  const kind = 'package'
  const hashes = (count: number): Float64Array => new Float64Array(count)
  const owners = (...counts: readonly number[]): readonly Owner[] =>
    counts.map((count) => ({ claim: claimOf('npm'), pathHashes: hashes(count) }))
  const claim = (name: string, paths: number, parts: readonly Owner[]) => ({
    ...({
      kind,
      has: 'claim',
      claim: { ...claimOf('npm'), name },
      pathHashes: hashes(paths),
      parts,
    } as const),
  })
  const database = (names: readonly string[], ...paths: readonly number[]) => ({
    ...({ kind, has: 'database', archs: new Map(names.map((name) => [name, ''])) } as const),
    owners: owners(...paths),
  })
  const names = (...words: readonly string[]) => ({ ...({ kind, has: 'names' } as const), names: words })
  const archs = (...words: readonly string[]) => ({ ...({ kind, has: 'archs' } as const), archs: words })
  const paths = (count: number) => ({ ...({ kind, has: 'paths' } as const), pathHashes: hashes(count) })

  test.each([
    { what: 'a longer name', one: claim('a', 0, []), other: claim('a'.repeat(101), 0, []), more: 100 },
    { what: 'a path', one: claim('a', 1, []), other: claim('a', 2, []), more: 8 },
    { what: 'a path of a part', one: claim('', 0, owners(1)), other: claim('', 0, owners(2)), more: 8 },
    { what: 'a path of a list', one: paths(1), other: paths(2), more: 8 },
    { what: 'longer words', one: names('a', 'b'), other: names('aa', 'bb'), more: 2 },
    { what: 'longer machines', one: archs('a', 'b'), other: archs('aa', 'bb'), more: 2 },
    { what: 'longer names of packages', one: database(['a', 'b']), other: database(['aa', 'bb']), more: 2 },
    { what: 'a path of a database', one: database(['a'], 1), other: database(['a'], 2), more: 8 },
  ])('grows with $what by $more bytes', ({ one, other, more }) => {
    expect(metadataCost(other) - metadataCost(one)).toBe(more)
  })

  test.each([
    { what: 'a part', one: claim('', 0, owners(0)), other: claim('', 0, owners(0, 0)) },
    { what: 'a word', one: names('a'), other: names('a', '') },
    { what: 'a machine', one: archs('a'), other: archs('a', '') },
    { what: 'a package', one: database(['a']), other: database(['a', '']) },
    { what: 'files of a package', one: database([], 0), other: database([], 0, 0) },
    { what: 'a value without contents', one: undefined, other: claim('', 0, []) },
    { what: 'a list without paths', one: undefined, other: paths(0) },
    { what: 'no words', one: undefined, other: names() },
    { what: 'an empty database', one: undefined, other: database([]) },
  ])('has a part for the value itself: $what', ({ one, other }) => {
    expect(metadataCost(other)).toBeGreaterThan(one === undefined ? 0 : metadataCost(one))
  })
})
