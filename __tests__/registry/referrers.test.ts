import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { RegistryHost } from '../../e2e/harness/registry-host.ts'
import { digestOf } from '../../src/oci/digest.ts'
import { listsReferrer, type Referrer, referrerManifest, withReferrer } from '../../src/oci/referrer.ts'
import { openRegistries } from '../../src/registry/manifests.ts'
import { attachReferrer } from '../../src/registry/referrers.ts'
import { dockerIn } from '../docker/recording.ts'
import { whileCaptured } from '../runner/stdout.ts'
import { type Fault, keep, newStored, type Stored, shortly, storedRegistry } from './stored.ts'

const HEX = 'ab'.repeat(32)
const REFERRER: Referrer = {
  subject: { mediaType: 'application/vnd.oci.image.index.v1+json', digest: `sha256:${HEX}`, size: 7 },
  ...{ type: 'application/x.bundle', content: '{"bundle":1}', annotations: { a: 'b' } },
}
const MANIFEST = referrerManifest(REFERRER)
const OTHER = referrerManifest({ ...REFERRER, content: '{"bundle":2}' })
const TAG = `app:sha256-${HEX}`

let folder: string
const open: RegistryHost[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpb-referrers-'))
})

afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  rmSync(folder, { recursive: true })
})

async function attached(stored: Stored, fault?: Fault) {
  const server = await storedRegistry(stored, fault)
  open.push(server)
  const docker = dockerIn({ DOCKER_CONFIG: folder, PATH: process.env['PATH'] })
  const clock = { now: () => 0, sleep: () => Promise.resolve() }
  const registries = openRegistries({ hosts: [], docker, clock })
  const { result } = await whileCaptured(() =>
    attachReferrer(registries, `${server.host}/app`, REFERRER).catch((error: unknown) => error),
  )
  return { result, asked: shortly(server) }
}

const listOf = ({ tags, documents }: Stored): string => documents.get(tags.get(TAG) ?? '') ?? ''

/** The second time a tag is written, after the first time it was read. */
const isList = (path: string): boolean => path.endsWith(`/manifests/sha256-${HEX}`)

describe('a referrer of an image', () => {
  test('is put there with what it names, and the registry lists it', async () => {
    const stored: Stored = { ...newStored(), referrers: new Map() }
    const { result } = await attached(stored)
    expect(result).toBeUndefined()
    expect(stored.referrers?.get(REFERRER.subject.digest)).toEqual([digestOf(MANIFEST)])
    expect([stored.documents.get(digestOf('{}')), stored.documents.get(digestOf('{"bundle":1}'))]).toEqual([
      '{}',
      '{"bundle":1}',
    ])
    expect([...stored.tags.keys()]).toEqual([])
  })

  test('is listed by a tag beside what others have listed, in a registry that lists nothing by itself', async () => {
    const stored = newStored()
    keep(stored, withReferrer('', OTHER) ?? '', TAG)
    const { result } = await attached(stored)
    expect(result).toBeUndefined()
    expect(listsReferrer(listOf(stored), digestOf(MANIFEST))).toBe(true)
    expect(listsReferrer(listOf(stored), digestOf(OTHER))).toBe(true)
  })

  test('is listed once, however often that is done', async () => {
    const stored = newStored()
    await attached(stored)
    const before = listOf(stored)
    await attached(stored)
    expect(listOf(stored)).toBe(before)
  })

  test('is listed again if somebody else has overwritten the list meanwhile', async () => {
    const stored = newStored()
    let writes = 0
    const { result } = await attached(stored, ({ method, path }) => {
      if (method !== 'PUT' || !isList(path)) return undefined
      writes += 1
      if (writes > 1) return undefined
      keep(stored, withReferrer('', OTHER) ?? '', TAG)
      return { status: 201 }
    })
    expect(result).toBeUndefined()
    expect(writes).toBe(2)
    for (const each of [MANIFEST, OTHER]) expect(listsReferrer(listOf(stored), digestOf(each))).toBe(true)
  })

  test('is not put over an image that has the name of the list', async () => {
    const stored = newStored()
    const image = '{"config":{},"layers":[]}'
    keep(stored, image, TAG)
    const { result } = await attached(stored)
    expect(String(result)).toMatch(/app:sha256-\w+ is not a list of referrers to an image/)
    expect(listOf(stored)).toBe(image)
  })

  test('is uploaded once: what the registry has is not sent again', async () => {
    const stored: Stored = { ...newStored(), referrers: new Map() }
    keep(stored, '{}')
    const { asked } = await attached(stored)
    expect(asked.filter((each) => each.endsWith(' upload'))).toEqual(['POST app upload', 'PUT app upload'])
  })

  test.each<{ what: string; fault: Fault; says: RegExp }>([
    {
      what: 'a login that may not push',
      fault: ({ method }) =>
        method === 'POST' ? { status: 403, body: '{"errors":[{"code":"DENIED"}]}' } : undefined,
      says: /Pushing sha256:\w+ to \S+ is not allowed: the registry answers 403 DENIED/,
    },
    {
      what: 'a registry that knows no manifests like that',
      fault: ({ method, path }) =>
        method === 'PUT' && path.includes('/manifests/')
          ? { status: 400, body: '{"errors":[{"code":"MANIFEST_INVALID"}]}' }
          : undefined,
      says: /Pushing \S+@sha256:\w+ failed: the registry answers 400 MANIFEST_INVALID/,
    },
    {
      what: 'a web page',
      fault: ({ method }) => (method === 'PUT' ? { body: '<html>login</html>' } : undefined),
      says: /a web page/,
    },
  ])('is refused by $what', async ({ fault, says }) => {
    const { result } = await attached(newStored(), fault)
    expect(String(result)).toMatch(says)
  })

  test('is put there although the registry is out of order for a moment', async () => {
    const stored: Stored = { ...newStored(), referrers: new Map() }
    const { result } = await attached(stored, ({ method }, turn) =>
      method === 'HEAD' || turn > 0 ? undefined : { status: 503 },
    )
    expect(result).toBeUndefined()
    expect(stored.referrers?.get(REFERRER.subject.digest)).toEqual([digestOf(MANIFEST)])
  })
})
