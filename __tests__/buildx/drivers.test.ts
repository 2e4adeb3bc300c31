import { describe, expect, test } from '@jest/globals'
import { capabilitiesOf, DRIVERS, usesEngineKernel } from '../../src/buildx/drivers.ts'
import { withinReach } from '../../src/plan/build/cache.ts'
import { builder, PLAIN_DOCKER } from '../builders.ts'

const withoutStore = (driver: string) => {
  const { nodes, ...rest } = builder(['linux/amd64'], { driver })
  return { ...rest, nodes: nodes.map((node) => ({ ...node, hasSnapshots: false })) }
}

describe('what a driver can', () => {
  test.each(Object.keys(DRIVERS))(
    '%s, with images in the store of containerd, is everything but a push by digest',
    (driver) => {
      const { severalPlatforms, attestations, cacheTo, pushByDigest } = capabilitiesOf(
        builder(['linux/amd64'], { driver }),
      )
      expect({ severalPlatforms, attestations, cacheTo }).toEqual({
        severalPlatforms: true,
        attestations: true,
        cacheTo: 'all',
      })
      expect(pushByDigest).toBe(driver !== 'docker')
    },
  )

  test("docker's own builder without that store is one platform and an inline cache", () => {
    expect(capabilitiesOf(withoutStore('docker'))).toEqual({
      severalPlatforms: false,
      attestations: false,
      cacheTo: ['inline'],
      lacksExporters: ['oci'],
      pushByDigest: false,
    })
  })

  test('others do not depend on it', () => {
    expect(capabilitiesOf(withoutStore('docker-container'))).toEqual(DRIVERS['docker-container'].capabilities)
  })

  test('is everything where the driver is not known here', () => {
    expect(capabilitiesOf(withoutStore('lab')).severalPlatforms).toBe(true)
  })
})

describe('a derived cache', () => {
  const cache = {
    from: [{ ref: 'r', why: 'b' }],
    to: [{ ref: 'r', why: 'b' }],
    fromFlags: ['type=registry,ref=r'],
    toFlags: ['type=registry,ref=r,mode=max'],
    folder: undefined,
    why: 'w',
  }

  test('stays as it is where the driver can export it', () => {
    expect(withinReach(cache, builder(['linux/amd64']))).toBe(cache)
    expect(withinReach(cache, undefined)).toBe(cache)
  })

  test('is imported only where it cannot', () => {
    expect(withinReach(cache, withoutStore('docker'))).toMatchObject({
      fromFlags: cache.fromFlags,
      to: [],
      toFlags: [],
      why: expect.stringMatching(/imported only, because the driver docker/),
    })
  })

  test('is exported where it is inline', () => {
    const inline = { ...cache, to: [], toFlags: ['type=inline'] }
    expect(withinReach(inline, withoutStore('docker'))).toBe(inline)
  })
})

test.each([
  { driver: 'docker-container', shares: true },
  { driver: 'docker', shares: true },
  { driver: 'remote', shares: false },
  { driver: 'kubernetes', shares: false },
  { driver: 'cloud', shares: false },
  { driver: 'lab', shares: false },
])("a node of the driver $driver at the engine uses the engine's kernel: $shares", ({ driver, shares }) => {
  const facts = { builder: builder(['linux/amd64'], { driver }), docker: PLAIN_DOCKER }
  expect(usesEngineKernel(facts)).toBe(shares)
})
