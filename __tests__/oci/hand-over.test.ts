import { describe, expect, test } from '@jest/globals'
import { partTag, printHandedPart, type RunName, readHandedPart } from '../../src/oci/hand-over.ts'
import { readIndex } from '../../src/oci/image-index.ts'
import { mediaTypeOf } from '../../src/oci/manifest.ts'
import { identityOf, type PartDocument } from '../../src/oci/part-document.ts'
import { parseReference } from '../../src/oci/reference.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import { platforms } from '../builders.ts'
import { indexOf } from '../run/documents.ts'

const RUN: RunName = { source: 'https://github.com/owner/app', id: '77', isShared: false }
const identity = (...tags: readonly string[]) => identityOf(tags.map(parseReference))
const APP = identity('owner/app:1')

describe('the tag of a part', () => {
  const of = (platform: string, run: Partial<RunName> = {}, image = APP) =>
    partTag({ ...RUN, ...run }, image, parsePlatform(platform))

  test('says for people whose it is', () => {
    expect(of('linux/arm/v7')).toMatch(/^multi-platform-build-part_77_[0-9a-f]{12}_linux-arm-v7$/)
  })

  test('is another one for each platform, image, run, repository and server', () => {
    const tags = [
      of('linux/amd64'),
      of('linux/arm64'),
      of('linux/amd64', {}, identity('owner/app:1', 'owner/app:2')),
      of('linux/amd64', { id: '78' }),
      of('linux/amd64', { source: 'https://github.com/owner/other' }),
      of('linux/amd64', { source: 'https://gitea.example/owner/app' }),
    ]
    expect(new Set(tags).size).toBe(tags.length)
  })

  test.each([
    { what: 'a version of Windows', platform: 'windows(10.0.20348.1)/amd64', id: '77' },
    { what: 'an id of another kind', platform: 'linux/amd64', id: '!an id, of/some:other kind!' },
    { what: 'a long id', platform: 'windows(10.0.20348.1)/amd64', id: '7'.repeat(200) },
    { what: 'a long version', platform: `windows(${'1'.repeat(200)})/amd64`, id: '77' },
  ])('can be one with $what', ({ platform, id }) => {
    expect(of(platform, { id })).toMatch(/^\w[\w.-]{0,127}$/)
  })
})

describe('what the tag of a part points to', () => {
  const { bytes, digest } = indexOf(['linux/amd64', 'linux/arm64'])
  const index = readIndex(bytes) ?? { images: [], attestations: [], entries: [], strayAttestations: [] }
  const document: PartDocument = {
    ...{ identity: APP, leg: 'the leg', attempt: 2, platforms: platforms('linux/amd64,linux/arm64') },
    ...{ digest, size: bytes.length, repositories: ['owner/app'], proofErrors: 0 },
  }
  const handed = printHandedPart(RUN, document, { bytes, index })

  test('has the same images, which it keeps', () => {
    expect(readIndex(handed)?.entries).toEqual(index.entries)
  })

  test('is read as it was written, by the same run', () => {
    expect(readHandedPart(RUN, APP, handed)).toEqual({ ...document, bytes })
  })

  test.each([
    { what: 'another run', run: { ...RUN, id: '78' }, image: APP, source: handed },
    {
      what: 'a run of another repository',
      run: { ...RUN, source: 'https://x/y' },
      image: APP,
      source: handed,
    },
    { what: 'another image', run: RUN, image: identity('owner/app:2'), source: handed },
    { what: 'nobody', run: RUN, image: APP, source: bytes },
    {
      what: 'somebody who changed it',
      run: RUN,
      image: APP,
      source: handed.replace('\\"size\\":669', '\\"size\\":66'),
    },
  ])('is nothing if it is of $what', ({ run, image, source }) => {
    expect(readHandedPart(run, image, source)).toBeUndefined()
  })

  test.each([
    { of: 'vnd.oci.image.manifest.v1', expected: 'application/vnd.oci.image.index.v1+json' },
    {
      of: 'vnd.docker.distribution.manifest.v2',
      expected: 'application/vnd.docker.distribution.manifest.list.v2+json',
    },
  ])('is of the kind of its images: $of', ({ of, expected }) => {
    const entries = [{ mediaType: `application/${of}+json`, digest, size: 1 }]
    const made = printHandedPart(RUN, document, { bytes, index: { ...index, entries } })
    expect(mediaTypeOf(made)).toBe(expected)
  })
})
