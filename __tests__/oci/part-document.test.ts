import { describe, expect, test } from '@jest/globals'
import { parsePart } from '../../src/inputs/parts.ts'
import {
  artifactName,
  artifactPrefix,
  identityOf,
  lastAttempts,
  type PartDocument,
  PREFIX,
  partLine,
  printPart,
  readPart,
} from '../../src/oci/part-document.ts'
import { parseReference } from '../../src/oci/reference.ts'
import { digestOf, platforms } from '../builders.ts'

const identity = (...names: readonly string[]): string => identityOf(names.map(parseReference))

const partOf = (on: string, attempt = 1, tags: readonly string[] = ['owner/app:1']) => ({
  plan: { identity: identity(...tags), attempt },
  on: platforms(on),
})

const nameOf = ({ plan, on }: ReturnType<typeof partOf>, digest: string): string =>
  artifactName(plan, on, digest)

describe('the identity of an image', () => {
  test.each([
    { what: 'the order of the tags', one: ['a/b:1', 'a/b:2'], other: ['a/b:2', 'a/b:1'] },
    { what: 'a tag that is named twice', one: ['a/b:1'], other: ['a/b:1', 'a/b:1'] },
    { what: 'whether latest is written', one: ['a/b', 'a/c:1'], other: ['a/c:1', 'a/b:latest'] },
    { what: 'latest, written once and left out once', one: ['a/b'], other: ['a/b', 'a/b:latest'] },
  ])('does not depend on $what', ({ one, other }) => {
    expect(identity(...one)).toBe(identity(...other))
  })

  test.each([
    { what: 'a tag', one: ['a/b:1'], other: ['a/b:2'] },
    { what: 'a repository', one: ['a/b:1'], other: ['a/c:1'] },
    { what: 'a registry', one: ['a/b:1'], other: ['ghcr.io/a/b:1'] },
    { what: 'one more tag', one: ['a/b:1'], other: ['a/b:1', 'a/b:2'] },
  ])('depends on $what', ({ one, other }) => {
    expect(identity(...one)).not.toBe(identity(...other))
  })

  test('is not the same for images whose names are no beginning of each other by accident', () => {
    expect(artifactPrefix(identity('a/b:1')).startsWith(artifactPrefix(identity('a/b:12')))).toBe(false)
    expect(artifactPrefix(identity('a/b:12')).startsWith(artifactPrefix(identity('a/b:1')))).toBe(false)
  })
})

describe('the artifact of a part', () => {
  test('is named after image, leg, attempt and digest, in characters that every service takes', () => {
    const part = partOf('linux/arm/v7', 3)
    const name = nameOf(part, digestOf('0123456789abcdef'))
    expect(name).toMatch(/^multi-platform-build-part_[0-9a-f]{12}_[0-9a-f]{12}_3_0123456789ab$/)
    expect(name.startsWith(artifactPrefix(identity('owner/app:1')))).toBe(true)
    expect(name.startsWith(PREFIX)).toBe(true)
  })

  test.each([
    { what: 'another image', other: partOf('linux/amd64', 1, ['owner/app:2']) },
    { what: 'another leg', other: partOf('linux/arm64') },
    { what: 'a leg of more platforms', other: partOf('linux/amd64,linux/arm64') },
    { what: 'another attempt', other: partOf('linux/amd64', 2) },
  ])('is another one for $what', ({ other }) => {
    expect(nameOf(other, digestOf('a'))).not.toBe(nameOf(partOf('linux/amd64'), digestOf('a')))
  })

  test('is the same for another order of the platforms, which is the same leg', () => {
    const [one, other] = [partOf('linux/arm64,linux/amd64'), partOf('linux/amd64,linux/arm64')]
    expect(nameOf(one, digestOf('a'))).toBe(nameOf(other, digestOf('a')))
  })
})

describe('of all artifacts of an image', () => {
  const AMD64 = 'linux/amd64'
  const ARM64 = 'linux/arm64'
  const name = (on: string, attempt: number, digits: string): string =>
    nameOf(partOf(on, attempt), digestOf(digits))

  test.each([
    { what: 'there may be none', names: [], last: [] },
    {
      what: 'each leg counts',
      names: [name(AMD64, 1, 'a'), name(ARM64, 1, 'b')],
      last: [name(AMD64, 1, 'a'), name(ARM64, 1, 'b')],
    },
    {
      what: 'the last attempt of a leg counts, wherever it stands',
      names: [name(AMD64, 2, 'b'), name(AMD64, 1, 'a'), name(AMD64, 3, 'c')],
      last: [name(AMD64, 3, 'c')],
    },
    {
      what: 'a leg that was not run again keeps its part',
      names: [name(AMD64, 1, 'a'), name(ARM64, 1, 'b'), name(ARM64, 2, 'c')],
      last: [name(AMD64, 1, 'a'), name(ARM64, 2, 'c')],
    },
    {
      what: 'the tenth attempt is later than the ninth',
      names: [name(AMD64, 9, 'a'), name(AMD64, 10, 'b')],
      last: [name(AMD64, 10, 'b')],
    },
    {
      what: 'two digests of one attempt both count, so that the merge sees that they differ',
      names: [name(AMD64, 2, 'a'), name(AMD64, 2, 'b')],
      last: [name(AMD64, 2, 'a'), name(AMD64, 2, 'b')],
    },
    {
      what: 'two digests of an earlier attempt do not',
      names: [name(AMD64, 1, 'a'), name(AMD64, 1, 'b'), name(AMD64, 2, 'a')],
      last: [name(AMD64, 2, 'a')],
    },
    {
      what: 'a leg of several platforms is another one than that of one of them',
      names: [name(`${AMD64},${ARM64}`, 1, 'a'), name(AMD64, 2, 'b')],
      last: [name(`${AMD64},${ARM64}`, 1, 'a'), name(AMD64, 2, 'b')],
    },
    {
      what: 'names of another kind do not count',
      names: [`${PREFIX}_`, `${PREFIX}_x_1_y`, 'dist', name(AMD64, 1, 'a'), `${name(AMD64, 2, 'b')}.zip`],
      last: [name(AMD64, 1, 'a')],
    },
  ])('$what', ({ names, last }) => {
    expect(lastAttempts(names)).toEqual(last)
  })
})

describe('what a leg hands on', () => {
  const document: PartDocument = {
    identity: identity('owner/app:1'),
    leg: 'the matrix job for linux/arm/v7 (job "legs", attempt 1)',
    attempt: 1,
    platforms: platforms('linux/arm/v7'),
    digest: digestOf('a'),
    size: 856,
    repositories: ['ghcr.io/owner/app', 'localhost:5000/app'],
    proofErrors: 0,
  }

  test.each([
    { what: 'one platform', changed: {} },
    { what: 'several platforms', changed: { platforms: platforms('linux/amd64,linux/arm64,linux/386') } },
    { what: 'a version of Windows', changed: { platforms: platforms('windows(10.0.20348.1)/amd64') } },
    { what: 'one repository', changed: { repositories: ['owner/app'] } },
    { what: 'proven wrong', changed: { proofErrors: 2 } },
    { what: 'not proven', changed: { proofErrors: undefined } },
  ])('is read as it was written: $what', ({ changed }) => {
    const whole = { ...document, ...changed }
    expect(readPart(printPart(whole))).toEqual(whole)
  })

  test('is one line of JSON, with platforms as people write them', () => {
    expect(JSON.parse(printPart(document))).toMatchObject({ platforms: ['linux/arm/v7'], size: 856 })
    expect(printPart(document)).not.toContain('\n')
  })

  test.each([
    { what: 'no JSON', source: '<html>' },
    { what: 'nothing', source: '' },
    { what: 'null', source: 'null' },
    { what: 'a list', source: `[${printPart(document)}]` },
    { what: 'an empty object', source: '{}' },
  ])('is not read if it is $what', ({ source }) => {
    expect(readPart(source)).toBeUndefined()
  })

  test.each([
    { what: 'no platform', changed: { platforms: [] } },
    { what: 'platforms that are no list', changed: { platforms: 'linux/amd64' } },
    { what: 'an unknown platform', changed: { platforms: ['linux/amd64', 'linux/amr64'] } },
    { what: 'no digest', changed: { digest: undefined } },
    { what: 'a digest that is cut', changed: { digest: 'sha256:aaaa' } },
    { what: 'a digest with more behind it', changed: { digest: `${digestOf('a')} --tag` } },
    { what: 'a digest of another kind', changed: { digest: `md5:${'a'.repeat(32)}` } },
    { what: 'no repository', changed: { repositories: [] } },
    { what: 'repositories that are no list', changed: { repositories: 'owner/app' } },
    { what: 'a repository that looks like a flag', changed: { repositories: ['--dry-run'] } },
    { what: 'a host that looks like a flag', changed: { repositories: ['-f/app'] } },
    { what: 'a flag behind a good repository', changed: { repositories: ['owner/app', '--file=/etc'] } },
    { what: 'a repository with a blank', changed: { repositories: ['owner/app --tag x'] } },
    { what: 'a repository with a line end', changed: { repositories: ['owner/app\n'] } },
    { what: 'a repository with a digest', changed: { repositories: [`owner/app@${digestOf('a')}`] } },
    { what: 'a repository that is empty', changed: { repositories: [''] } },
  ])('is not read with $what', ({ changed }) => {
    const source = JSON.stringify({ ...JSON.parse(printPart(document)), ...changed })
    expect(readPart(source)).toBeUndefined()
  })

  test.each([
    { what: 'says nothing of it', proofErrors: undefined },
    { what: 'says it in words', proofErrors: '0' },
    { what: 'has found less than none', proofErrors: -1 },
    { what: 'has found a half', proofErrors: 0.5 },
  ])('is not proven if it $what', ({ proofErrors }) => {
    const source = JSON.stringify({ ...JSON.parse(printPart(document)), proofErrors })
    expect(readPart(source)).toEqual({ ...document, proofErrors: undefined })
  })

  test('counts no bytes if the size is no number', () => {
    const source = JSON.stringify({ ...JSON.parse(printPart(document)), size: '856' })
    expect(readPart(source)).toEqual({ ...document, size: 0 })
  })
})

describe('the line of the output part', () => {
  test.each([
    { on: 'linux/arm64', line: `linux/arm64=${digestOf('a')}` },
    { on: 'linux/amd64,linux/arm/v7', line: `linux/amd64,linux/arm/v7=${digestOf('a')}` },
  ])('of $on is what the input parts takes', ({ on, line }) => {
    expect(partLine({ platforms: platforms(on), digest: digestOf('a') })).toBe(line)
    expect(parsePart(line)).toMatchObject({ platforms: platforms(on), target: { digest: digestOf('a') } })
  })
})
