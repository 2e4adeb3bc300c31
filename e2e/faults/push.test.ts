import { describe, expect } from '@jest/globals'
import * as registry from '../harness/registry.ts'
import { type Fault, refusal, type What, type When } from '../harness/registry-faults.ts'
import {
  expectPublished,
  expectRefused,
  REAL_PAUSES,
  retriedFor,
  STALLS,
  trial,
  warningsOf,
} from './trial.ts'

const DOWN = { status: 503, body: 'upstream is down' }
const LIMITED = refusal(429, 'TOOMANYREQUESTS', 'too many requests', { 'retry-after': '1' })

/** The error of distribution, with the kernel's text. */
const FULL_DISK = refusal(
  500,
  'UNKNOWN',
  'filesystem: write /var/lib/registry/docker/x/data: no space left on device',
)

/** PUTs of manifests that a build pushes by digest. */
const manifestPut = (what: What, when?: When): Fault => ({
  where: { method: 'PUT', target: 'digest' },
  what,
  ...(when === undefined ? {} : { when }),
})

/** The requests with the bytes of a blob. */
const blobPut = (what: What, when?: When): Fault => ({
  where: { method: 'PATCH PUT', target: 'upload' },
  what,
  ...(when === undefined ? {} : { when }),
})

describe('a push is green although', () => {
  const SURVIVED: readonly { what: string; fault: Fault; retried?: readonly string[] }[] = [
    { what: 'a manifest gets 503 once', fault: manifestPut(DOWN, { count: 1 }) },
    { what: 'a manifest gets 503 three times', fault: manifestPut(DOWN, { count: 3 }) },
    { what: 'a manifest gets 502 once', fault: manifestPut({ status: 502 }, { count: 1 }) },
    { what: 'a manifest gets 429 once', fault: manifestPut(LIMITED, { count: 1 }) },
    {
      what: 'manifests get 429 twelve times, which BuildKit retries immediately',
      fault: manifestPut(LIMITED, { count: 12 }),
      retried: ['rate limit'],
    },
    { what: 'the connection is reset during a blob', fault: blobPut('reset', { count: 1 }) },
    { what: 'blobs get 500 for 2 s', fault: blobPut({ status: 500 }, { forMs: 2_000 }) },
    { what: 'blobs get 429 ten times', fault: blobPut(LIMITED, { count: 10 }) },
  ]
  for (const { what, fault, retried } of SURVIVED)
    trial(what, [fault], async ({ behind, publish }) => {
      const run = await publish()
      await expectPublished(run, behind)
      if (retried !== undefined) expect(new Set(retriedFor(run.main))).toEqual(new Set(retried))
    })

  trial(
    'a manifest is taken, and never answered',
    [manifestPut('unanswered', { count: 1 })],
    async ({ behind, publishAlone }) => {
      const run = await publishAlone({ ...STALLS })
      await expectPublished(run, behind)
      expect(new Set(retriedFor(run.main))).toEqual(new Set(['stalled']))
    },
  )

  trial(
    'the registry is down for 12 s when the pushed image is read back',
    [
      {
        where: { method: 'GET HEAD', target: 'digest' },
        when: { after: { method: 'PUT', target: 'digest', sends: /image\.index/ }, forMs: 12_000 },
        what: DOWN,
      },
    ],
    async ({ behind, publish }) => {
      await expectPublished(await publish({}, { env: REAL_PAUSES }), behind)
    },
  )
})

describe('a push is red, with status and cure, if', () => {
  const FOR_GOOD: readonly { what: string; status: number; says: RegExp }[] = [
    { what: 'manifests always get 503', status: 503, says: /503 Service Unavailable/ },
    { what: 'manifests always get 500', status: 500, says: /500 Internal Server Error/ },
  ]
  for (const { what, status, says } of FOR_GOOD)
    trial(what, [manifestPut({ status })], async ({ proxy, behind, publish }) => {
      const run = await publish({ retries: '1' })
      expectRefused(run, [says, new RegExp(proxy.host), /Check whether it is known to be down/])
      expect(retriedFor(run.main)).toEqual(['server error'])
      expect(await registry.tags(behind)).toEqual([])
    })

  trial("the registry's disk is full", [blobPut(FULL_DISK)], async ({ behind, publish }) => {
    expectRefused(await publish(), [/disk of \S+ is full/])
    expect(await registry.tags(behind)).toEqual([])
  })

  trial(
    'manifests are taken, and never answered',
    [manifestPut('unanswered')],
    async ({ behind, publishAlone }) => {
      const run = await publishAlone({ ...STALLS, retries: '1' })
      expectRefused(run, [/There was no progress for the time in stall-timeout/])
      expect(await registry.tags(behind)).toEqual([])
    },
  )

  trial(
    'the login may not push',
    [
      {
        where: { method: 'POST', target: 'upload' },
        what: refusal(403, 'DENIED', 'requested access to the resource is denied'),
      },
    ],
    async ({ proxy, behind, publish }) => {
      expectRefused(await publish(), [/403 DENIED/, /Log in/])
      expect(proxy.count({ target: 'upload', method: 'PATCH PUT' })).toBe(0)
      expect(await registry.tags(behind)).toEqual([])
    },
  )
})

describe('the content of a registry is checked, and a push is red if', () => {
  const OTHER = `sha256:${'e'.repeat(64)}`
  const INDEX: Fault['where'] = { method: 'PUT', target: 'digest', sends: /image\.index/ }

  trial(
    'it answers 201 without storing anything',
    [{ where: INDEX, what: 'swallowed' }],
    async ({ behind, publish }) => {
      expectRefused(await publish(), [/does not hold what was built: \S+@sha256:[0-9a-f]{64} is not there/])
      expect(await registry.tags(behind)).toEqual([])
    },
  )

  trial(
    'it reports a different digest when a tag is pushed and when it is read',
    [
      {
        where: { method: 'PUT HEAD', target: 'tag' },
        what: { headers: { 'docker-content-digest': OTHER } },
      },
    ],
    async ({ publish }) => {
      expectRefused(await publish(), [new RegExp(OTHER)])
    },
  )
})

describe('a registry that refuses default attestations gets the image without them:', () => {
  const REFUSALS: readonly { who: string; fault: Fault }[] = [
    {
      who: 'GitLab, which knows no subject before it is there',
      fault: {
        where: { method: 'PUT', target: 'digest', sends: /"subject"/ },
        what: refusal(404, 'MANIFEST_BLOB_UNKNOWN', 'blob unknown to registry'),
      },
    },
    {
      who: 'Aliyun ACR and old distributions, which know no empty config',
      fault: {
        where: { method: 'PUT', target: 'digest', sends: /oci\.empty\.v1/ },
        what: refusal(
          400,
          'MANIFEST_INVALID',
          'manifest invalid: unknown manifest class for application/vnd.oci.empty.v1+json',
        ),
      },
    },
    {
      who: 'Harbor before 2.9, which takes no attestation at all',
      fault: {
        where: { method: 'PUT', target: 'digest', sends: /in-toto/ },
        what: refusal(
          400,
          'MANIFEST_INVALID',
          'manifest invalid: unsupported media type application/vnd.in-toto+json',
        ),
      },
    },
    {
      who: 'Nexus, with a word of its own',
      fault: {
        where: { method: 'PUT', target: 'digest', sends: /in-toto/ },
        what: refusal(400, 'MANIFEST_INVALID', 'manifest invalid'),
      },
    },
  ]
  for (const { who, fault } of REFUSALS)
    trial(who, [fault], async ({ behind, publish }) => {
      const run = await publish()
      await expectPublished(run, behind)
      expect(warningsOf(run.main)).toEqual([expect.stringMatching(/oci-artifact=false|provenance: false/)])
    })

  trial(
    'but fails if they were requested',
    [
      {
        where: { method: 'PUT', target: 'digest', sends: /in-toto/ },
        what: refusal(400, 'MANIFEST_INVALID', 'manifest invalid'),
      },
    ],
    async ({ behind, publish }) => {
      expectRefused(await publish({ provenance: 'mode=max' }), [/provenance: false/])
      expect(await registry.tags(behind)).toEqual([])
    },
  )
})
