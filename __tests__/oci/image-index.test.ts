import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import {
  type ImageIndex,
  indexDifferences,
  readIndex,
  readPlatform,
  satisfies,
} from '../../src/oci/image-index.ts'
import { parsePlatform, printPlatform } from '../../src/platforms/platform.ts'
import { platforms } from '../builders.ts'

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`

function image(platform: { os: string; architecture: string; variant?: string }, letter: string) {
  return {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: digest(letter),
    size: 1,
    platform,
  }
}

function attestation(letter: string, of: string) {
  return {
    ...image({ os: 'unknown', architecture: 'unknown' }, letter),
    annotations: {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': digest(of),
    },
  }
}

const AMD64_DIGEST = 'sha256:aafc3173d5b15cd6bf0c4bba847daa31e1b27d116bf36f16d26b059f5964c531'
const ARM64_DIGEST = 'sha256:36f61a9578f8a4f67e5ba92e8a3d99ebbf2f023d7f360ebdab39766390cd1b1a'

const AMD64 = { os: 'linux', architecture: 'amd64' }
const ARM64 = { os: 'linux', architecture: 'arm64' }

function read(...manifests: readonly unknown[]): ImageIndex {
  const reading = readIndex(JSON.stringify({ schemaVersion: 2, manifests }))
  if (reading === undefined) throw new Error('it is an index')
  return reading
}

/** Images in short: platform and the letter of their digest. */
const short = ({ images }: ImageIndex): readonly string[] =>
  images.map((entry) => `${printPlatform(entry.platform)} ${entry.digest.at(-1)}`)

describe('reading an index', () => {
  test('as a registry gave it', () => {
    const bytes = readFileSync(join(import.meta.dirname, 'fixtures', 'index.json'), 'utf8')
    const [amd64, arm64] = platforms('linux/amd64,linux/arm64')
    expect(readIndex(bytes)).toEqual({
      images: [
        {
          platform: amd64,
          digest: AMD64_DIGEST,
          size: 669,
          saysVariant: false,
        },
        {
          platform: arm64,
          digest: ARM64_DIGEST,
          size: 669,
          saysVariant: false,
        },
      ],
      attestations: [
        {
          digest: 'sha256:a94f7f123c29f60b40fe9ac1e6e0cb9c72b63dc99a64ab067090652f3b917a9e',
          of: AMD64_DIGEST,
        },
        {
          digest: 'sha256:672e856992dc281f0f3fb22b450971b91a6fd79e73f57e5435df4c8bcddea44b',
          of: ARM64_DIGEST,
        },
      ],
      entries: JSON.parse(bytes).manifests,
      strayAttestations: [],
    })
  })

  test.each([
    {
      what: 'leaves attestations out, in whatever order they stand',
      manifests: [attestation('y', 'b'), image(AMD64, 'a'), attestation('x', 'a'), image(ARM64, 'b')],
      images: ['linux/amd64 a', 'linux/arm64 b'],
    },
    {
      what: 'normalises platforms',
      manifests: [
        image({ ...ARM64, variant: 'v8' }, 'a'),
        image({ os: 'linux', architecture: 'arm', variant: 'v6' }, 'b'),
        image({ os: 'linux', architecture: 'arm' }, 'c'),
      ],
      images: ['linux/arm64 a', 'linux/arm/v6 b', 'linux/arm/v7 c'],
    },
    {
      what: 'keeps what calls itself an attestation and has a platform: engines would run it',
      manifests: [{ ...attestation('y', 'a'), platform: ARM64 }, image(AMD64, 'a')],
      images: ['linux/arm64 y', 'linux/amd64 a'],
    },
    {
      what: 'keeps an image of an unknown platform that is no attestation',
      manifests: [image({ os: 'unknown', architecture: 'unknown' }, 'a')],
      images: ['unknown/unknown a'],
    },
    {
      what: 'keeps an image whose annotations are of another kind',
      manifests: [{ ...image(AMD64, 'a'), annotations: { 'vnd.docker.reference.type': 'other' } }],
      images: ['linux/amd64 a'],
    },
    { what: 'has no images where there are none', manifests: [], images: [] },
  ])('$what', ({ manifests, images }) => {
    expect(short(read(...manifests))).toEqual(images)
  })

  test('pairs attestations by annotation, in whatever order they stand', () => {
    const reading = read(attestation('y', 'b'), image(AMD64, 'a'), attestation('x', 'a'), image(ARM64, 'b'))
    expect(reading.strayAttestations).toEqual([])
    expect(reading.attestations).toEqual([
      { digest: digest('y'), of: digest('b') },
      { digest: digest('x'), of: digest('a') },
    ])
  })

  test.each([
    { what: 'a variant', platform: { os: 'linux', architecture: 'arm', variant: 'v7' }, says: true },
    { what: 'a variant that is left out elsewhere', platform: { ...ARM64, variant: 'v8' }, says: true },
    { what: 'no variant', platform: { os: 'linux', architecture: 'arm' }, says: false },
    { what: 'an empty variant', platform: { os: 'linux', architecture: 'arm', variant: '' }, says: false },
  ])('knows that an image says $what', ({ platform, says }) => {
    expect(read(image(platform, 'a')).images.map(({ saysVariant }) => saysVariant)).toEqual([says])
  })

  test.each([
    { what: 'as it is written', size: 4711, expected: 4711 },
    { what: 'as none where it is no number', size: '4711', expected: 0 },
  ])('takes a size $what', ({ size, expected }) => {
    expect(read({ ...image(AMD64, 'a'), size }).images).toMatchObject([{ size: expected }])
  })

  test('tells attestations of images that are not there', () => {
    expect(read(image(AMD64, 'a'), attestation('x', 'a'), attestation('y', 'c')).strayAttestations).toEqual([
      digest('c'),
    ])
  })

  test.each([
    { what: 'a manifest', document: '{"schemaVersion":2,"config":{},"layers":[]}' },
    { what: 'no JSON', document: '<html>502 Bad Gateway</html>' },
    { what: 'nothing', document: '' },
    { what: 'a list', document: '[{"manifests":[]}]' },
    { what: 'an index in name only', document: '{"manifests":{}}' },
  ])('gives nothing for $what', ({ document }) => {
    expect(readIndex(document)).toBeUndefined()
  })

  test('reads the platform of a config', () => {
    const config = { os: 'linux', architecture: 'arm', variant: 'v7', config: { Env: [] } }
    expect(printPlatform(readPlatform(config))).toBe('linux/arm/v7')
  })

  test('reads the version of Windows', () => {
    const config = { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.1' }
    expect(printPlatform(readPlatform(config))).toBe('windows(10.0.20348.1)/amd64')
  })
})

describe('an image of Windows', () => {
  const found = parsePlatform('windows(10.0.20348.1006+win32k)/amd64')

  test.each([
    { asked: 'windows/amd64', is: true },
    { asked: 'windows(10.0)/amd64', is: true },
    { asked: 'windows(10.0.20348)/amd64', is: true },
    { asked: 'windows(10.0.20348.1006)/amd64', is: true },
    { asked: 'windows(10.0.20348.1006+win32k)/amd64', is: true },
    { asked: 'windows(+win32k)/amd64', is: true },
    { asked: 'windows(10.0.20348.10)/amd64', is: false },
    { asked: 'windows(10.0.2034)/amd64', is: false },
    { asked: 'windows(10.0.17763)/amd64', is: false },
    { asked: 'windows(10.0.20348+other)/amd64', is: false },
    { asked: 'windows(10.0.20348)/arm64', is: false },
  ])('is $asked: $is', ({ asked, is }) => {
    expect(satisfies(found, parsePlatform(asked))).toBe(is)
  })

  test('of no version is none of a version', () => {
    expect(satisfies(parsePlatform('windows/amd64'), parsePlatform('windows(10.0.17763)/amd64'))).toBe(false)
  })
})

describe('what an index lacks', () => {
  const both = [image(AMD64, 'a'), image(ARM64, 'b')]

  test.each([
    { what: 'nothing', manifests: both, asked: 'linux/amd64,linux/arm64', differences: [] },
    { what: 'nothing in another order', manifests: both, asked: 'linux/arm64,linux/amd64', differences: [] },
    {
      what: 'nothing with attestations',
      manifests: [attestation('y', 'b'), ...both, attestation('x', 'a')],
      asked: 'linux/amd64,linux/arm64',
      differences: [],
    },
    {
      what: 'a platform',
      manifests: both,
      asked: 'linux/amd64,linux/arm64,linux/riscv64',
      differences: ['linux/riscv64 is missing'],
    },
    {
      what: 'a variant',
      manifests: [image({ os: 'linux', architecture: 'arm', variant: 'v7' }, 'a')],
      asked: 'linux/arm/v6',
      differences: ['linux/arm/v6 is missing', 'linux/arm/v7 was not requested'],
    },
    {
      what: 'nothing, but has too much',
      manifests: both,
      asked: 'linux/amd64',
      differences: ['linux/arm64 was not requested'],
    },
    {
      what: 'nothing, but has a platform twice',
      manifests: [...both, image({ ...ARM64, variant: 'v8' }, 'c')],
      asked: 'linux/amd64,linux/arm64',
      differences: ['linux/arm64 is in it more than once'],
    },
    {
      what: 'an image that an attestation points at',
      manifests: [...both, attestation('x', 'c')],
      asked: 'linux/amd64,linux/arm64',
      differences: [`an attestation points at ${digest('c')}, which is not in the index`],
    },
    {
      what: 'everything',
      manifests: [image(ARM64, 'a'), image(ARM64, 'b'), image(ARM64, 'c'), attestation('x', 'd')],
      asked: 'linux/amd64',
      differences: [
        'linux/amd64 is missing',
        'linux/arm64 was not requested',
        'linux/arm64 is in it more than once',
        `an attestation points at ${digest('d')}, which is not in the index`,
      ],
    },
  ])('is $what', ({ manifests, asked, differences }) => {
    expect(indexDifferences(read(...manifests), platforms(asked))).toEqual(differences)
  })
})
