import { describe, expect, test } from '@jest/globals'
import { DRIVERS } from '../../../src/buildx/drivers.ts'
import type { BuilderFacts } from '../../../src/buildx/inspect.ts'
import type { Inputs } from '../../../src/inputs/table.ts'
import { limitedToDriver } from '../../../src/plan/build/cache.ts'
import { capabilitiesOf, targetBuilder, usesEngineKernel } from '../../../src/plan/builder/target.ts'
import { builder, caches, facts, inputs, PLAIN_DOCKER, platforms } from '../../builders.ts'

const [AMD64] = platforms('linux/amd64')
const existing = (found: BuilderFacts) => targetBuilder(inputs(), facts({ builder: found }))
const planned = (given: Partial<Inputs> = {}) => targetBuilder(inputs(given), facts())

const withoutStore = (driver: string) => {
  const { nodes, ...rest } = builder(['linux/amd64'], { driver })
  return existing({ ...rest, nodes: nodes.map((node) => ({ ...node, hasSnapshots: false })) })
}

describe('what a driver can', () => {
  test.each(Object.keys(DRIVERS))(
    '%s, with images in the store of containerd, is everything but a push by digest',
    (driver) => {
      const { severalPlatforms, attestations, cacheTo, pushByDigest } = capabilitiesOf(
        existing(builder(['linux/amd64'], { driver })),
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

  test('is everything if the driver is not known here', () => {
    expect(capabilitiesOf(withoutStore('lab')).severalPlatforms).toBe(true)
  })
})

describe('a derived cache', () => {
  const cache = {
    from: [{ ref: 'r', why: 'b' }],
    to: [{ ref: 'r', why: 'b' }],
    fallback: undefined,
    imports: caches('type=registry,ref=r'),
    exports: caches('type=registry,ref=r,mode=max'),
    folder: undefined,
    why: 'w',
  }

  test('stays as it is if the driver can export it', () => {
    expect(limitedToDriver(cache, existing(builder(['linux/amd64'])))).toBe(cache)
    expect(limitedToDriver(cache, planned())).toBe(cache)
  })

  test('is imported only if it cannot', () => {
    expect(limitedToDriver(cache, withoutStore('docker'))).toMatchObject({
      imports: cache.imports,
      to: [],
      exports: [],
      why: expect.stringMatching(/imported only, because the driver docker/),
    })
  })

  test('is exported if it is inline', () => {
    const inline = { ...cache, to: [], exports: caches('type=inline') }
    expect(limitedToDriver(inline, withoutStore('docker'))).toBe(inline)
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
  expect(usesEngineKernel(existing(builder(['linux/amd64'], { driver })), PLAIN_DOCKER)).toBe(shares)
})

describe('a builder that is to be made', () => {
  const node = { name: 'arm', endpoint: 'ssh://me@arm', line: 1, 'driver-opts': [], 'buildkitd-flags': '' }

  test('has one node on the engine, which is what its machine is', () => {
    expect(planned({ 'builder-name': 'Mine' })).toEqual({
      kind: 'planned',
      name: 'Mine',
      driver: 'docker-container',
      nodes: [
        {
          name: 'mine0',
          endpoint: '',
          buildkit: '',
          platforms: [],
          machine: AMD64,
          settings: { declared: [] },
        },
      ],
    })
  })

  test('has remote nodes with unknown machines and the declared platforms', () => {
    const nodes = [{ ...node, platforms: platforms('linux/arm64') }]
    expect(planned({ nodes, 'builder-platforms': platforms('linux/amd64,linux/arm64') }).nodes).toEqual([
      {
        name: expect.stringMatching(/0$/),
        endpoint: '',
        buildkit: '',
        platforms: platforms('linux/amd64,linux/arm64'),
        machine: AMD64,
        settings: { declared: platforms('linux/amd64') },
      },
      {
        name: 'arm',
        endpoint: 'ssh://me@arm',
        buildkit: '',
        platforms: platforms('linux/arm64'),
        machine: undefined,
        settings: { declared: platforms('linux/arm64') },
      },
    ])
  })
})
