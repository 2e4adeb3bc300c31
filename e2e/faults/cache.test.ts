import { randomUUID } from 'node:crypto'
import { describe, expect } from '@jest/globals'
import { pushImage } from '../harness/push.ts'
import { type Fault, refusal, type What, type When } from '../harness/registry-faults.ts'
import { expectPublished, retriedFor, STALLS, type Trial, trial, warningsOf } from './trial.ts'

const LIMITED = refusal(429, 'TOOMANYREQUESTS', 'too many requests')
const DENIED = refusal(403, 'DENIED', 'requested access to the resource is denied')

const IMMUTABLE = refusal(
  400,
  'TAG_INVALID',
  "The image tag 'cache' already exists in the 'app' repository and cannot be overwritten because the tag is immutable.",
)

/** The cache is a tag in a separate repository. */
const cacheRead = (what: What, when: When = {}): Fault => ({
  where: { method: 'GET HEAD', path: /\/cache\/manifests\// },
  ...{ what, when },
})
const cacheWrite = (what: What): Fault => ({
  where: { method: 'PUT', path: /\/cache\/manifests\// },
  what,
})
// The config of a cache is also a blob, and lists its content.
const cacheLayer = (what: What): Fault => ({
  where: { method: 'GET', path: /\/cache\/blobs\//, wants: /layer/ },
  what,
})

const cached = ({ repository }: Trial) => ({ cache: 'registry', 'cache-ref': `${repository}/cache` })

/** A build that has stored its cache in the registry, and whose last step has changed for the next run. */
async function fillCache({ stage, behind, publish }: Trial): Promise<void> {
  stage.write({ Dockerfile: 'FROM scratch\nCOPY note /\nCOPY other /\n', other: randomUUID() })
  const straight = { cache: 'registry', 'cache-ref': `${behind}/cache`, tags: `${behind}:0` }
  await expectPublished(await publish(straight), behind, ['0'])
  stage.write({ other: randomUUID() })
}

describe('a cache import does not fail the build, and has a warning, if its manifest', () => {
  const ANSWERS: readonly { what: string; answer: What }[] = [
    { what: 'gets 500', answer: { status: 500 } },
    { what: 'gets 429', answer: LIMITED },
    { what: 'has its connection reset', answer: 'reset' },
    {
      what: 'is a web page',
      answer: { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html>' },
    },
    { what: 'has wrong bytes', answer: 'corrupted' },
    { what: 'is truncated', answer: 'truncated' },
  ]
  for (const { what, answer } of ANSWERS)
    trial(what, [cacheRead(answer)], async (given) => {
      // The kind of request does not matter: none of the bytes are right.
      await pushImage(`${given.behind}/cache`, {}, [], 'cache-amd64_arm64-main')
      const run = await given.publish(cached(given))
      await expectPublished(run, given.behind)
      expect(run.main.summary).toMatch(/^Cache: .*importing cache manifest/m)
    })

  trial('does not arrive', [cacheRead('silence', { count: 1 })], async (given) => {
    const run = await given.publishAlone({ ...cached(given), ...STALLS })
    await expectPublished(run, given.behind)
    expect(new Set(retriedFor(run.main))).toEqual(new Set(['stalled']))
    expect(warningsOf(run.main)).toEqual([expect.stringMatching(/without its cache/)])
  })
})

describe('a cache without its layers does not fail the build, and has a warning, if they', () => {
  const ANSWERS: readonly { what: string; answer: What }[] = [
    { what: 'get 404', answer: refusal(404, 'BLOB_UNKNOWN', 'blob unknown to registry') },
    { what: 'get 403', answer: DENIED },
    { what: 'get 500', answer: { status: 500 } },
  ]
  for (const { what, answer } of ANSWERS)
    trial(what, [cacheLayer(answer)], async (given) => {
      await fillCache(given)
      // The shared builder has the layers already.
      const run = await given.publishAlone({ ...cached(given), retries: '1' })
      await expectPublished(run, given.behind)
      expect(warningsOf(run.main)).toEqual([expect.stringMatching(/without its cache/)])
    })
})

describe('a cache export does not fail the build, and has a warning, if it', () => {
  const ANSWERS: readonly { what: string; answer: What }[] = [
    { what: 'gets 500', answer: { status: 500 } },
    { what: 'gets 403', answer: DENIED },
    { what: 'gets 429', answer: LIMITED },
  ]
  for (const { what, answer } of ANSWERS)
    trial(what, [cacheWrite(answer)], async (given) => {
      const run = await given.publish(cached(given))
      await expectPublished(run, given.behind)
      expect(run.main.summary).toMatch(/^Cache: .*exporting cache/m)
    })

  trial(
    'is at a tag that may not be overwritten, once and with the cure',
    [cacheWrite(IMMUTABLE)],
    async (given) => {
      const run = await given.publish(cached(given))
      await expectPublished(run, given.behind)
      const cacheLines = run.main.summary.split('\n').filter((line) => line.startsWith('Cache: '))
      expect(cacheLines).toEqual([
        expect.stringMatching(/cannot be overwritten.*name a repository without such a rule in cache-ref\)$/),
      ])
    },
  )

  trial('is set in cache-to without ignore-error', [cacheWrite(DENIED)], async (given) => {
    const { repository, behind, publish } = given
    const run = await publish({ 'cache-to': `type=registry,ref=${repository}/cache:own` })
    await expectPublished(run, behind)
    expect(warningsOf(run.main)).toEqual([
      expect.stringMatching(
        /^The cache of linux\/amd64,linux\/arm64 was not written: \S+\/cache:own \(.*denied.*\)\. The image is not affected; ignore-error=true in cache-to avoids the second build\. Log in .* may also push the cache/,
      ),
    ])
  })
})
