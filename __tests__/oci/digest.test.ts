import { describe, expect, test } from '@jest/globals'
import { digestOf, isDigest, isSha256, openHasher, shortHash } from '../../src/oci/digest.ts'

// The examples of FIPS 180-4: "abc" by each algorithm.
const SHA256 = 'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
const SHA512 =
  'sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f'

describe('a digest', () => {
  test.each([
    { text: SHA256, sha256: true, digest: true },
    { text: SHA512, sha256: false, digest: true },
    { text: SHA256.slice(0, -1), sha256: false, digest: false },
    { text: `${SHA256}0`, sha256: false, digest: false },
    { text: SHA256.toUpperCase(), sha256: false, digest: false },
    { text: SHA256.slice('sha256:'.length), sha256: false, digest: false },
    { text: `app@${SHA256}`, sha256: false, digest: false },
    { text: SHA512.replace('sha512', 'sha384'), sha256: false, digest: false },
    { text: `${SHA256}\n`, sha256: false, digest: false },
    { text: '', sha256: false, digest: false },
  ])('"$text" is one: $digest', ({ text, sha256, digest }) => {
    expect([isSha256(text), isDigest(text)]).toEqual([sha256, digest])
  })

  test.each([
    { what: 'sha256 by itself', like: undefined, digest: SHA256 },
    { what: 'the algorithm of a sha256', like: SHA256, digest: SHA256 },
    { what: 'the algorithm of a sha512', like: SHA512, digest: SHA512 },
  ])('is made by $what, at once and piece by piece', ({ like, digest }) => {
    expect(digestOf('abc', like)).toBe(digest)
    const hasher = openHasher(like)
    for (const piece of ['a', Buffer.from('bc')]) hasher.update(piece)
    expect(hasher.digest()).toBe(digest)
  })

  test('can be cut short', () => {
    expect(shortHash('abc', 8)).toBe('ba7816bf')
  })
})
