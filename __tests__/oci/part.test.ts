import { describe, expect, test } from '@jest/globals'
import { chosenAttestations, chosenImages, platformContradiction } from '../../src/oci/part.ts'
import { printPlatform } from '../../src/platforms/platform.ts'
import { digestOf, imageIndex, part, platforms } from '../builders.ts'

describe('the images of a part', () => {
  test.each<{
    what: string
    found: Readonly<Record<string, string>>
    wanted: string
    chosen: readonly string[]
  }>([
    {
      what: 'those of its platforms, in their order',
      found: { 'linux/amd64': 'a', 'linux/arm64': 'b', 'linux/386': 'c' },
      wanted: 'linux/386,linux/amd64',
      chosen: ['linux/386 c', 'linux/amd64 a'],
    },
    {
      what: 'as the platform that is wanted, where a tool has written no variant',
      found: { 'linux/arm': 'a' },
      wanted: 'linux/arm/v6',
      chosen: ['linux/arm/v6 a'],
    },
    {
      what: 'the one that says its variant before one that says none',
      found: { 'linux/arm': 'a', 'linux/arm/v6': 'b' },
      wanted: 'linux/arm/v6',
      chosen: ['linux/arm/v6 b'],
    },
    {
      what: 'with the version of Windows that nobody has named',
      found: { 'windows(10.0.20348.1)/amd64': 'a' },
      wanted: 'windows/amd64',
      chosen: ['windows(10.0.20348.1)/amd64 a'],
    },
    { what: 'none of another variant', found: { 'linux/arm/v7': 'a' }, wanted: 'linux/arm/v6', chosen: [] },
  ])('are $what', ({ found, wanted, chosen }) => {
    const images = chosenImages(part(found, 'f', { platforms: platforms(wanted) }))
    expect(
      images.map(({ platform, digest }) => `${printPlatform(platform)} ${digest.charAt('sha256:'.length)}`),
    ).toEqual(chosen)
  })

  test('bring their attestations, and no others', () => {
    const attested = imageIndex({ 'linux/amd64': 'a', 'linux/arm64': 'b' }, { a: 'a0', b: 'b0' })
    const wanted = { platforms: platforms('linux/arm64'), index: attested }
    expect(chosenAttestations(part({}, 'f', wanted))).toEqual([digestOf('b0')])
  })
})

describe('a part', () => {
  test.each([
    {
      what: 'has what is named for it',
      found: { 'linux/arm64': 'a' },
      wanted: 'linux/arm64',
      why: undefined,
    },
    {
      what: 'may say no variant',
      found: { 'linux/arm': 'a' },
      wanted: 'linux/arm/v6',
      why: undefined,
    },
    {
      what: 'is another platform',
      found: { 'linux/amd64': 'a' },
      wanted: 'linux/arm64',
      why: 'the leg should be linux/arm64, but it contains linux/amd64. No tag has moved.',
    },
    {
      what: 'has no image',
      found: {},
      wanted: 'linux/arm64',
      why: 'the leg should be linux/arm64, but it contains no image. No tag has moved.',
    },
  ])('$what', ({ found, wanted, why }) => {
    const given = { from: 'the leg', platforms: platforms(wanted), index: imageIndex({ ...found }) }
    expect(platformContradiction(part({}, 'f', given))).toBe(why)
  })
})
