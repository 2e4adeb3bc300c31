import { describe, expect } from '@jest/globals'
import * as registry from '../harness/registry.ts'
import { type Fault, refusal, type Target, type What, type When } from '../harness/registry-faults.ts'
import { errorsOf } from '../stage.ts'
import { expectPublished, expectRefused, retriedFor, trial } from './trial.ts'

const page = (status: number): What => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Log in</title>',
})

const fault = (method: string, target: Target | readonly Target[], what: What, when: When = {}): Fault => ({
  where: { method, target },
  ...{ what, when },
})

/** Requests by the action itself, not by the builder. */
const ownRead = (what: What, when: When = {}): Fault => ({
  where: { method: 'GET HEAD', target: ['tag', 'digest'], by: /^multi-platform-build/ },
  ...{ what, when },
})

/** A token server that gives a token to anybody once its fault is over. */
const token = (what: What, count: number): readonly Fault[] => [
  { where: { path: /proxy-token/ }, what, when: { count } },
  { where: { anonymous: true }, what: 'challenge' },
]

describe('a push is green although the registry', () => {
  const SURVIVED: readonly { what: string; faults: readonly Fault[]; retried?: string }[] = [
    {
      what: 'forwards a tag to another address of its own',
      faults: [
        {
          where: { method: 'PUT', path: /\/app\/manifests\/1$/ },
          what: { status: 308, headers: { location: '1?again' } },
        },
      ],
    },
    {
      what: 'limits requests for a tag until a date',
      faults: [
        fault(
          'PUT',
          'tag',
          refusal(429, 'TOOMANYREQUESTS', 'slowly', {
            'retry-after': new Date(Date.now() + 3_000).toUTCString(),
          }),
          { count: 2 },
        ),
      ],
      retried: 'rate limit',
    },
    {
      what: 'is busy with the same tag',
      faults: [fault('PUT', 'tag', refusal(409, 'CONFLICT', 'conflict'), { count: 1 })],
      retried: 'not yet consistent',
    },
    {
      what: 'does not yet know the parts of a tag that it has accepted',
      faults: [
        fault('PUT', 'tag', refusal(404, 'MANIFEST_BLOB_UNKNOWN', 'blob unknown to registry'), { count: 2 }),
      ],
      retried: 'not yet consistent',
    },
    {
      what: 'is behind Cloudflare, which sends its own page with 520',
      faults: [fault('PUT', 'digest', page(520), { count: 7 })],
      retried: 'server error',
    },
    {
      what: 'uses a different algorithm for its digests',
      faults: [ownRead({ headers: { 'docker-content-digest': `sha512:${'a'.repeat(128)}` } })],
    },
    {
      what: 'sends no digests',
      faults: [fault('HEAD GET PUT', ['tag', 'digest'], { headers: { 'docker-content-digest': '' } })],
    },
    {
      what: 'answers every HEAD with 404',
      faults: [fault('HEAD', ['tag', 'digest'], { status: 404 }, { after: 'its PUT' })],
      retried: 'not yet consistent',
    },
    {
      what: 'has not yet scanned the pushed image',
      faults: [
        ownRead(
          refusal(
            412,
            'PROJECTPOLICYVIOLATION',
            'current image with "Pending" status of vulnerability scanning cannot be pulled due to configured policy',
          ),
          { count: 3 },
        ),
      ],
      retried: 'not yet consistent',
    },
    {
      what: 'does not know an upload that it started',
      faults: [fault('PUT', 'upload', { status: 404 }, { count: 2 })],
      retried: 'not yet consistent',
    },
    { what: 'does not support HEAD', faults: [fault('HEAD', ['tag', 'digest'], { status: 405 })] },
    { what: 'does not issue a token at first', faults: token({ status: 503 }, 2), retried: 'server error' },
    {
      what: 'closes the connection when a token is requested',
      faults: token('reset', 2),
      retried: 'connection',
    },
  ]
  for (const { what, faults, retried } of SURVIVED)
    trial(what, faults, async ({ behind, publish, repository }) => {
      const tags = what.startsWith('forwards') ? `${repository}/app:1` : `${repository}:1`
      const run = await publish({ tags })
      await expectPublished(run, what.startsWith('forwards') ? `${behind}/app` : behind)
      expect(new Set(retriedFor(run.main))).toEqual(new Set(retried === undefined ? [] : [retried]))
    })
})

describe('a push is red, with its cause and without mentioning a login, if', () => {
  const QUOTA = refusal(
    403,
    'DENIED',
    'adding 1.2 MiB of storage resource, which when updated to current usage of 4 MiB will exceed the configured upper limit of 5 MiB.',
  )
  const FIREWALL = refusal(
    403,
    'DENIED',
    "client with IP '1.2.3.4' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.",
  )
  const READ_ONLY = refusal(405, 'UNSUPPORTED', 'The operation is unsupported.')
  const PAGE = /proxy, a firewall or a login page answers/
  const FOR_GOOD: readonly { what: string; fault: Fault; says: readonly RegExp[] }[] = [
    {
      what: 'a web page is the answer for the pushed image',
      fault: ownRead(page(200)),
      says: [/answers 200 with a web page/, /no tag has moved/],
    },
    {
      what: 'a web page answers the push of the tag with success',
      fault: fault('PUT', 'tag', page(200)),
      says: [/answers 200 with a web page/, PAGE],
    },
    {
      what: 'a web page rejects the push of the tag',
      fault: fault('PUT', 'tag', page(403)),
      says: [/answers 403 with a web page/, PAGE],
    },
    {
      what: 'a web page answers the push of the layers with success',
      fault: fault('POST', 'upload', page(200)),
      says: [PAGE],
    },
    {
      what: 'a layer exceeds a quota',
      fault: fault('PUT PATCH', 'upload', QUOTA),
      says: [/upper limit of 5 MiB/, /raise the limit/],
    },
    {
      what: 'a tag exceeds a quota',
      fault: fault('PUT', 'tag', QUOTA),
      says: [/upper limit of 5 MiB/, /raise the limit/],
    },
    {
      what: 'a firewall blocks it, which is known before the build',
      fault: fault('POST', 'upload', FIREWALL),
      says: [/Nothing has been pushed/, /a login does not help/],
    },
    {
      what: 'a firewall blocks it later',
      fault: fault('PUT', 'digest', FIREWALL),
      says: [/a login does not help/],
    },
    {
      what: 'it is read-only',
      fault: fault('POST', 'upload', READ_ONLY),
      says: [/does not accept pushes: it is read-only/],
    },
    {
      what: 'it is read-only for tags',
      fault: fault('PUT', 'tag', READ_ONLY),
      says: [/does not accept pushes: it is read-only/],
    },
    {
      what: 'its disk is full, with the status of WebDAV',
      fault: fault('PUT PATCH', 'upload', { status: 507 }),
      says: [/disk of \S+ is full/],
    },
    {
      what: 'it limits tags permanently, in the form of GHCR',
      fault: fault('PUT', 'tag', refusal(403, 'DENIED', 'You have exceeded a secondary rate limit')),
      says: [/secondary rate limit/, /Not moved: \S+:1\./],
    },
    {
      what: 'a policy about images withholds the pushed image',
      fault: ownRead(
        refusal(
          412,
          'PROJECTPOLICYVIOLATION',
          'current image with 5 vulnerabilities cannot be pulled due to configured policy',
        ),
      ),
      says: [/no tag has moved/, /A policy of the registry blocks this image/],
    },
    {
      what: 'it redirects in a circle',
      fault: fault('GET HEAD', 'tag', { status: 307, headers: { location: '1' } }),
      says: [/too many redirects/],
    },
  ]
  for (const { what, fault: one, says } of FOR_GOOD)
    trial(what, [one], async ({ publish }) => {
      const run = await publish({ retries: '1' })
      expectRefused(run, says)
      expect(errorsOf(run.main).join('\n')).not.toMatch(/Log in/)
    })

  trial(
    'but to log in again, where a token of ECR has expired',
    [
      fault(
        'PUT',
        'tag',
        refusal(403, 'DENIED', 'Your authorization token has expired. Reauthenticate and try again.'),
      ),
    ],
    async ({ behind, publish }) => {
      expectRefused(await publish(), [/token has expired/, /Log in again/])
      expect(await registry.tags(behind)).toEqual([])
    },
  )
})
