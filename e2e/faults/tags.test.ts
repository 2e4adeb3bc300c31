import { randomUUID } from 'node:crypto'
import { describe, expect } from '@jest/globals'
import { dockerOutput } from '../harness/docker.ts'
import { pushImage } from '../harness/push.ts'
import * as registry from '../harness/registry.ts'
import { type Fault, refusal, type What, type When } from '../harness/registry-faults.ts'
import { sharedBuilder } from '../harness/shared-builder.ts'
import { errorsOf, expectGreen } from '../stage.ts'
import { expectPublished, expectRefused, REAL_PAUSES, type Trial, trial, warningsOf } from './trial.ts'

const DOWN = { status: 503 }
const LIMITED = refusal(429, 'TOOMANYREQUESTS', 'too many requests', { 'retry-after': '1' })
const DENIED = refusal(403, 'DENIED', 'requested access to the resource is denied')
const UNKNOWN = refusal(404, 'MANIFEST_UNKNOWN', 'manifest unknown')

const tagPut = (what: What, when: When = {}): Fault => ({
  where: { method: 'PUT', target: 'tag' },
  ...{ what, when },
})
const tagRead = (what: What, when: When = {}): Fault => ({
  where: { method: 'GET HEAD', target: 'tag' },
  ...{ what, when },
})
const digestRead = (what: What, when: When = {}): Fault => ({
  where: { method: 'GET HEAD', target: 'digest' },
  ...{ what, when },
})

const named = ({ repository }: Trial, ...tags: readonly string[]) => ({
  tags: tags.map((tag) => `${repository}:${tag}`).join('\n'),
})

describe('tags move although the registry', () => {
  const SURVIVED: readonly { what: string; faults: readonly Fault[]; isReal?: true }[] = [
    { what: 'answers 503 once', faults: [tagPut(DOWN, { count: 1 })] },
    { what: 'is down for 3 s', faults: [tagPut(DOWN, { forMs: 3_000 })], isReal: true },
    { what: 'answers 429 five times', faults: [tagPut(LIMITED, { count: 5 })] },
    { what: 'resets the connection', faults: [tagPut('reset', { count: 1 })] },
    { what: 'accepts them, but never answers', faults: [tagPut('unanswered')] },
    {
      what: 'does not know a digest for three requests after it accepted it',
      faults: [digestRead(UNKNOWN, { after: 'its PUT', count: 3 })],
    },
    {
      what: 'does not know a digest for 4 s, and then a tag for 5 s',
      faults: [
        digestRead(UNKNOWN, { after: 'its PUT', forMs: 4_000 }),
        tagRead('stale', { after: 'its PUT', forMs: 5_000 }),
      ],
      isReal: true,
    },
    {
      what: 'answers with the old digest of the tag',
      faults: [tagRead('stale', { after: 'its PUT', count: 3 })],
    },
    {
      what: 'never answers the first request for the digest',
      faults: [digestRead('silence', { after: 'its PUT', count: 1 })],
    },
    {
      what: 'never answers the first request for the tag',
      faults: [tagRead('silence', { after: 'its PUT', count: 1 })],
    },
    { what: 'requires a login', faults: [{ where: { anonymous: true }, what: 'challenge' }] },
    {
      what: 'lets tokens expire early',
      faults: [
        tagPut('challenge', { count: 1 }),
        digestRead('challenge', { count: 1, skip: 2 }),
        { where: { anonymous: true }, what: 'challenge' },
      ],
    },
    {
      what: 'has a clock that is an hour slow',
      faults: [
        {
          where: { path: /proxy-token/ },
          what: {
            status: 200,
            headers: { 'content-type': 'application/json' },
            body: '{"token":"old","expires_in":300,"issued_at":"2020-01-01T00:00:00Z"}',
          },
        },
        { where: { anonymous: true }, what: 'challenge' },
      ],
    },
  ]
  for (const { what, faults, isReal } of SURVIVED)
    trial(what, faults, async (given) => {
      const { behind, publish } = given
      // Earlier content of the tag, so that a stale answer is possible.
      await pushImage(behind, { os: 'linux', architecture: 'amd64' }, [], '1')
      const run = await publish(named(given, '1', 'new'), isReal ? { env: REAL_PAUSES } : {})
      await expectPublished(run, behind, ['1', 'new'])
      expect(run.main.outputs['tags']?.split('\n')).toHaveLength(2)
    })

  trial(
    'answers 429 when moved tags are read back, which is a warning',
    [tagRead(LIMITED, { after: 'its PUT' })],
    async (given) => {
      const run = await given.publish()
      await expectPublished(run, given.behind)
      expect(warningsOf(run.main)).toEqual([expect.stringMatching(/:1 was pushed and acknowledged/)])
    },
  )
})

describe('a tag that is refused', () => {
  const ORDERS = [
    ['1', 'refused', '3'],
    ['refused', '1', '3'],
    ['1', '3', 'refused'],
  ]
  const refused: Fault = { where: { method: 'PUT', path: /\/manifests\/refused$/ }, what: DENIED }
  for (const order of ORDERS)
    trial(`does not keep the others from moving: ${order.join(', ')}`, [refused], async (given) => {
      const run = await given.publish(named(given, ...order))
      expectRefused(run, [/Moved: \S+:1, \S+:3\./, /Not moved: \S+:refused\./, /403 DENIED/, /Log in/])
      expect(await registry.tags(given.behind)).toEqual(['1', '3'])
      expect(await registry.resolve(`${given.behind}:1`)).toBe(await registry.resolve(`${given.behind}:3`))
    })

  trial(
    'does not keep tags in other repositories from moving',
    [{ where: { method: 'PUT', path: /\/other\/manifests\/[^/:]*$/ }, what: DENIED }],
    async (given) => {
      const { repository, behind } = given
      const run = await given.publish({ tags: `${repository}/other:1\n${repository}:1\n${repository}:2` })
      expectRefused(run, [/Moved: \S+\d:1, \S+\d:2\.$/m, /Not moved: \S+\/other:1\.$/m, /403 DENIED/])
      expect(run.main.summary).toMatch(/Moved: \S+\d:1, \S+\d:2\./)
      expect(run.main.summary).toMatch(/Not moved: \S+\/other:1\./)
      expect(await registry.tags(behind)).toEqual(['1', '2'])
      expect(await registry.exists(`${behind}/other:1`)).toBe(false)
    },
  )

  trial(
    'because the password was revoked says to log in again',
    [
      {
        where: { target: 'tag', method: 'PUT' },
        what: refusal(401, 'UNAUTHORIZED', 'incorrect username or password', {
          'www-authenticate': 'Basic realm="registry"',
        }),
      },
    ],
    async (given) => {
      const { stage, proxy } = given
      const login = ['login', '--username', 'octocat', '--password-stdin', proxy.host]
      await dockerOutput(stage.sandbox, login, { input: 'revoked' })
      const run = await given.publish()
      expectRefused(run, [/401 UNAUTHORIZED/, /Log in again/])
      expect(await registry.tags(given.behind)).toEqual([])
    },
  )
})

describe('a tag that may not be overwritten', () => {
  const TEXTS: readonly { who: string; says: What }[] = [
    {
      who: 'ECR',
      says: refusal(
        400,
        'TAG_INVALID',
        "The image tag '1' already exists in the 'app' repository and cannot be overwritten because the tag is immutable.",
      ),
    },
    {
      who: 'Harbor',
      says: refusal(412, 'PRECONDITION', "Failed to process request due to 'app:1' configured as immutable."),
    },
    {
      who: 'Google Artifact Registry',
      says: refusal(
        400,
        'MANIFEST_INVALID',
        'cannot update tag 1. The repository has enabled tag immutability',
      ),
    },
  ]
  for (const { who, says } of TEXTS)
    trial(
      `is right with the same images, is named with others, and keeps no other tag: ${who}`,
      [tagPut(says, { isTaken: true })],
      async (given) => {
        const { stage, behind, publish } = given
        const first = await expectPublished(await publish(), behind)
        const same = await publish()
        expectGreen(same)
        expect(same.main.outputs['changed']).toBe('false')
        expect(await registry.resolve(`${behind}:1`)).toBe(first)
        stage.write({ note: randomUUID() })
        const run = await publish(named(given, '1', 'new'))
        expectRefused(run, [/Moved: \S+:new\./, /Not moved: \S+:1\./, /cannot be overwritten/])
        expect(errorsOf(run.main).join('\n')).not.toMatch(/again/)
        expect(await registry.resolve(`${behind}:1`)).toBe(first)
        expect(await registry.exists(`${behind}:new`)).toBe(true)
      },
    )
})

describe('a run that ends after a newer one', () => {
  const YOUNG = { env: { GITHUB_RUN_ID: '99999999999' } }

  trial('leaves the tag to the newer one, and moves the others', [], async (given) => {
    const { stage, behind, publish } = given
    const newer = await expectPublished(await publish(named(given, 'latest'), YOUNG), behind, ['latest'])
    stage.write({ note: randomUUID() })
    const run = await publish(named(given, 'latest', '1'))
    expectGreen(run)
    expect(run.main.outputs).toMatchObject({ superseded: 'true', tags: `${given.repository}:1` })
    expect(warningsOf(run.main)).toEqual([
      expect.stringMatching(/:latest stays: its image is from a newer run/),
    ])
    expect(await registry.resolve(`${behind}:latest`)).toBe(newer)
    expect(await registry.resolve(`${behind}:1`)).toBe(run.main.outputs['digest'])
  })

  trial('fails with on-newer: fail, and moves the tag with on-newer: move', [], async (given) => {
    const { stage, behind, publish } = given
    const newer = await expectPublished(await publish({}, YOUNG), behind)
    stage.write({ note: randomUUID() })
    expectRefused(await publish({ 'on-newer': 'fail' }), [/A newer run has already published/])
    expect(await registry.resolve(`${behind}:1`)).toBe(newer)
    await expectPublished(await publish({ 'on-newer': 'move' }), behind)
  })
})

describe('the requests of a job', () => {
  const reads = ({ proxy }: Trial): number => proxy.count({ method: 'GET', target: ['tag', 'digest'] })

  trial('for 25 tags contain no more pulls than for one', [], async (given) => {
    const { stage, behind, publish } = given
    await expectPublished(await publish(), behind)
    const one = reads(given)
    stage.write({ note: randomUUID() })
    const tags = Array.from({ length: 25 }, (_, number) => `many-${number}`)
    await expectPublished(await publish(named(given, ...tags)), behind, tags)
    expect(reads(given) - one).toBe(one)
  })
})

describe('a job that is cancelled while tags move', () => {
  trial(
    'says which have moved',
    [{ where: { method: 'PUT', path: /\/manifests\/slow$/ }, what: 'silence' }],
    async (given) => {
      const { stage, proxy, repository, behind } = given
      const { inputs, env } = sharedBuilder()
      const own = { ...inputs, platforms: 'linux/amd64,linux/arm64', ...named(given, '1', 'slow') }
      const step = stage.start(own, { env })
      await proxy.until({ method: 'PUT', path: /\/manifests\/slow$/ })
      // The tag's old digest, a check that it is unchanged, and a check that it has moved, whose answer is then pending.
      await proxy.until({ method: 'HEAD', path: /\/manifests\/1$/ }, 3)
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      await step.cancel()
      const { log } = await step.ended
      await step.post()
      const moved = await registry.resolve(`${behind}:1`)
      expect(log.shown.split('\n').filter((line) => line.startsWith('Tags that '))).toEqual([
        `Tags that point to ${moved}: ${repository}:1.`,
        `Tags that were being moved, and may or may not point there: ${repository}:slow.`,
      ])
      expect(await registry.tags(behind)).toEqual(['1'])
    },
  )
})
