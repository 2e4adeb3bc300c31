import { randomBytes } from 'node:crypto'
import { describe, expect } from '@jest/globals'
import { pushBlob, pushImage, pushManifest } from '../harness/push.ts'
import * as registry from '../harness/registry.ts'
import { type Fault, refusal, type What, type When } from '../harness/registry-faults.ts'
import { tar } from '../harness/tar-writer.ts'
import {
  expectPublished,
  expectRefused,
  REAL_PAUSES,
  retriedFor,
  STALLS,
  type Trial,
  trial,
} from './trial.ts'

const LIMITED = refusal(429, 'TOOMANYREQUESTS', 'too many requests', { 'retry-after': '1' })
const PAGE = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Log in</title>',
}

const lookup = (what: What, when?: When): Fault => ({
  where: { method: 'GET HEAD', path: /\/base\/manifests\/1$/ },
  what,
  ...(when === undefined ? {} : { when }),
})

const blob = (what: What, when?: When, wants = /layer/): Fault => ({
  where: { method: 'GET', path: /\/base\/blobs\//, wants },
  what,
  ...(when === undefined ? {} : { when }),
})

/** An image for two platforms that no builder has pulled yet, and a Dockerfile with it as its base. */
async function buildOnBase({ stage, repository, behind }: Trial): Promise<void> {
  const base = `${behind}/base`
  const entries = await Promise.all(
    ['amd64', 'arm64'].map(async (architecture) => {
      const bytes = tar([{ path: `of-${architecture}`, bytes: randomBytes(64 << 10) }])
      const pushed = await pushBlob(base, bytes, 'application/vnd.oci.image.layer.v1.tar')
      const rootfs = { type: 'layers', diff_ids: [pushed.digest] }
      const image = await pushImage(base, { os: 'linux', architecture, rootfs }, [pushed])
      return { ...image, platform: { os: 'linux', architecture } }
    }),
  )
  await pushManifest(base, { manifests: entries }, '1', 'application/vnd.oci.image.index.v1+json')
  stage.write({ Dockerfile: `FROM ${repository}/base:1\nCOPY note /\n` })
}

describe('an image is built although its base', () => {
  const SURVIVED: readonly { what: string; fault: Fault; retried?: string }[] = [
    { what: 'gets 503 twice at its lookup', fault: lookup({ status: 503 }, { count: 2 }) },
    { what: 'gets 429 three times at its lookup', fault: lookup(LIMITED, { count: 3 }) },
    {
      what: 'gets 429 ten times at its lookup',
      fault: lookup(LIMITED, { count: 10 }),
      retried: 'rate limit',
    },
    {
      what: 'has its connection reset twice at its lookup',
      fault: lookup('reset', { count: 2 }),
      retried: 'connection',
    },
    { what: 'has its connection reset during a layer', fault: blob('reset', { count: 1 }) },
    { what: 'gets 503 for a layer', fault: blob({ status: 503 }, { count: 1 }) },
    { what: 'has a truncated layer', fault: blob('truncated', { count: 1 }) },
    { what: 'comes from a storage that the registry redirects to', fault: blob('forwarded') },
  ]
  for (const { what, fault, retried } of SURVIVED)
    trial(what, [fault], async (given) => {
      await buildOnBase(given)
      const run = await given.publish()
      await expectPublished(run, given.behind)
      if (retried !== undefined) expect(new Set(retriedFor(run.main))).toEqual(new Set([retried]))
    })

  const WRONG: readonly { what: string; wants: RegExp }[] = [
    { what: 'has a config with wrong bytes', wants: /config/ },
    { what: 'has a layer with wrong bytes', wants: /layer/ },
  ]
  for (const { what, wants } of WRONG)
    trial(what, [blob('corrupted', { count: 1 }, wants)], async (given) => {
      await buildOnBase(given)
      const run = await given.publishAlone()
      await expectPublished(run, given.behind)
      expect(new Set(retriedFor(run.main))).toEqual(new Set(['corrupted']))
    })

  trial('gets no answer at its lookup', [lookup('silence', { count: 1 })], async (given) => {
    await buildOnBase(given)
    const run = await given.publishAlone(STALLS)
    await expectPublished(run, given.behind)
    expect(new Set(retriedFor(run.main))).toEqual(new Set(['stalled']))
  })

  trial(
    'is at a registry that is down for 12 s',
    [lookup({ status: 503 }, { forMs: 12_000 })],
    async (given) => {
      await buildOnBase(given)
      await expectPublished(await given.publish({}, { env: REAL_PAUSES }), given.behind)
    },
  )
})

describe('a build is red, with a cure, if the base', () => {
  const FOR_GOOD: readonly { what: string; faults: readonly Fault[]; says: readonly RegExp[] }[] = [
    { what: 'is a web page', faults: [lookup(PAGE)], says: [/A web page came in place/] },
    {
      what: 'may not be read',
      faults: [lookup(refusal(403, 'DENIED', 'requested access to the resource is denied'))],
      says: [/403 Forbidden/, /Log in to \S+ in an earlier step, with an account that may read the image/],
    },
    {
      what: 'is in a storage that refuses it',
      faults: [{ where: { atStorage: true }, what: { status: 403 } }, blob('forwarded')],
      says: [/403 Forbidden/, /a storage that refuses the request: .* reach localhost:\d+/],
    },
    {
      what: 'has wrong bytes every time',
      faults: [blob('corrupted')],
      says: [/is not what it announces, every time/],
    },
    {
      what: 'always gets 503',
      faults: [lookup({ status: 503 })],
      says: [/503 Service Unavailable/, /Check whether it is known to be down/],
    },
  ]
  for (const { what, faults, says } of FOR_GOOD)
    trial(what, faults, async (given) => {
      await buildOnBase(given)
      const run = await given.publish({ retries: '1' })
      expectRefused(run, says)
      expect(await registry.tags(given.behind)).toEqual([])
    })
})
