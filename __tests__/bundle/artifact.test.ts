import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type ArtifactService, artifactService, type Fault } from '../../e2e/harness/artifact-service.ts'
import type { Call } from './artifact-calls.ts'
import {
  download,
  failure,
  HURRIED,
  type Job,
  list,
  startJob,
  upload,
  type Variables,
} from './artifact-jobs.ts'

/** Documents that the jobs of a run leave for each other: each job is a process, against a stand-in for the service. */

let service: ArtifactService
let folder: string

beforeEach(async () => {
  service = await artifactService()
  folder = mkdtempSync(join(tmpdir(), 'mpb-artifacts-'))
})

afterEach(async () => {
  await service.close()
  rmSync(folder, { recursive: true })
})

const job = (env: Variables, ...calls: readonly Call[]): Promise<Job> => startJob(folder, env, ...calls)

describe('a document', () => {
  test('reaches another job unchanged, and nothing else is written', async () => {
    const content = '{"platform":"linux/arm64","what":"Grüße\\n"}\n'
    const first = await job(service.env('7', 'arm'), upload('part-1', content))
    const second = await job(service.env('7', 'merge'), list('part-'), download('part-1'))
    expect([first.answers, second.answers]).toEqual([[null], [['part-1'], content]])
    expect([first.written, second.written, first.left, second.left]).toEqual(['', '', [], []])
    expect(service.artifacts('7')).toEqual([{ name: 'part-1', attempt: 1, content: Buffer.from(content) }])
  })

  test('is listed by name with others of the same prefix', async () => {
    for (const name of ['part-b', 'other', 'part-a', 'part']) service.addArtifact('7', name, '{}')
    expect((await job(service.env('7', 'merge'), list('part-'))).answers).toEqual([['part-a', 'part-b']])
  })

  test('of an earlier attempt is available in the next, and listed once if both have it', async () => {
    await job(service.env('7', 'a', 1), upload('part-old', 'old'), upload('part-both', 'both'))
    await job(service.env('7', 'b', 2), upload('part-both', 'both'), upload('part-new', 'new'))
    expect(service.artifacts('7')).toHaveLength(4)
    const names = ['part-both', 'part-new', 'part-old']
    const merge = await job(service.env('7', 'merge', 2), list('part-'), ...names.map(download))
    expect(merge.answers).toEqual([names, 'both', 'new', 'old'])
  })

  test('is not visible to another run', async () => {
    await Promise.all([
      job(service.env('7', 'a'), upload('part-1', 'seven')),
      job(service.env('77', 'a'), upload('part-1', 'seventy-seven')),
      job(service.env('77', 'b'), upload('part-2', 'seventy-seven')),
    ])
    const merge = await job(service.env('7', 'merge'), list('part-'), download('part-1'), download('part-2'))
    expect(merge.answers.slice(0, 2)).toEqual([['part-1'], 'seven'])
    expect(merge.answers[2]).toMatchObject({
      failure: expect.stringMatching(
        /^Downloading the artifact part-2 at \S+ failed: Artifact not found for name: part-2\.$/,
      ),
    })
  })

  test('with an existing name is not replaced, which is not a failure', async () => {
    const [first, second] = [
      await job(service.env('7', 'a'), upload('part-1', 'same')),
      await job(service.env('7', 'b'), upload('part-1', 'same')),
    ]
    expect([first.answers, second.answers]).toEqual([[null], [null]])
    expect(service.requests.filter((call) => call === 'CreateArtifact')).toHaveLength(2)
    expect(service.artifacts('7')).toHaveLength(1)
  })

  test('does not count as existing if an upload of its name was never finished', async () => {
    service.injectFault({ call: 'FinalizeArtifact', times: 1, status: 400 })
    expect(failure(await job(service.env('7', 'a'), upload('part-1', 'x'))).failure).toMatch(
      /\(400\) Bad Request/,
    )
    const second = await job(service.env('7', 'a'), upload('part-1', 'x'))
    expect(failure(second).failure).toBe(
      'Uploading the artifact part-1 at SERVICE failed: its name is taken by an artifact that was never completed.',
    )
  })

  test('can be uploaded together with seven others', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `part-${index}`)
    const uploads = await job(service.env('7', 'a'), ...names.map((name) => upload(name, `text of ${name}`)))
    expect(uploads.answers).toEqual(names.map(() => null))
    const downloads = await job(service.env('7', 'b'), ...names.map(download))
    expect(downloads.answers).toEqual(names.map((name) => `text of ${name}`))
    expect([uploads.written, uploads.left, downloads.written, downloads.left]).toEqual(['', [], '', []])
  })
})

describe('an artifact that is not a document', () => {
  test('is not downloaded if it is larger than 64 KiB', async () => {
    service.addArtifact('7', 'part-large', Buffer.alloc(65_537, '.'))
    service.addArtifact('7', 'part-limit', Buffer.alloc(65_536, '.'))
    const large = await job(service.env('7', 'merge'), download('part-large'))
    expect(failure(large).failure).toBe(
      'The artifact part-large has 65537 bytes, but a document may have at most 65536.',
    )
    expect(service.requests).toEqual(['ListArtifacts'])
    expect((await job(service.env('7', 'merge'), download('part-limit'))).answers).toEqual([
      '.'.repeat(65_536),
    ])
  })

  test('stays in its folder if its name leads out of it', async () => {
    service.addArtifact('7', '../../part-1', 'text')
    const merge = await job(service.env('7', 'merge'), download('../../part-1'))
    expect([merge.answers, merge.left]).toEqual([['text'], []])
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    expect(files).toEqual([])
    expect(existsSync(join(folder, '..', 'part-1'))).toBe(false)
  })

  test('is refused if its bytes differ from the uploaded ones', async () => {
    service.addArtifact('7', 'part-1', 'text')
    service.injectFault({ call: 'GET', status: 200 })
    expect(failure(await job(service.env('7', 'merge'), download('part-1'))).failure).toBe(
      'The artifact part-1 has another sha256 than when it was uploaded.',
    )
  })
})

describe('a runner without an artifact service', () => {
  const secret = Buffer.from('{"user":"somebody"}').toString('base64url')
  test.each<{ name: string; env: Variables; why: RegExp }>([
    { name: 'no token', env: { ACTIONS_RUNTIME_TOKEN: '' }, why: /\(ACTIONS_RUNTIME_TOKEN is not set\)/ },
    { name: 'no address', env: { ACTIONS_RESULTS_URL: '' }, why: /\(ACTIONS_RESULTS_URL is not a URL\)/ },
    {
      name: 'a server other than GitHub',
      env: { GITHUB_SERVER_URL: 'https://gitea.example.org' },
      why: /\(https:\/\/gitea\.example\.org is not github\.com\)/,
    },
    {
      name: 'a token of something else',
      env: { ACTIONS_RUNTIME_TOKEN: `e30.${secret}.c2ln` },
      why: /\(ACTIONS_RUNTIME_TOKEN is not a token of an artifact service\)/,
    },
    {
      name: 'an invalid token',
      env: { ACTIONS_RUNTIME_TOKEN: 'e30.c29tZWJvZHk.c2ln' },
      why: /\(ACTIONS_RUNTIME_TOKEN is not a token of an artifact service\)/,
    },
  ])('is an error that names the alternative: $name', async ({ env, why }) => {
    const calls = [upload('part-1', '{}'), list('part-'), download('part-1')]
    const { answers, written } = await job({ ...service.env('7', 'a'), ...env }, ...calls)
    for (const answer of answers) {
      expect(answer).toMatchObject({ failure: expect.stringMatching(why) })
      expect(answer).toMatchObject({ failure: expect.stringMatching(/this runner has no artifact service/) })
      expect(answer).toMatchObject({ cure: expect.stringMatching(/the input parts accepts them/) })
    }
    expect([answers.length, written, service.requests]).toEqual([3, '', []])
    expect(JSON.stringify(answers)).not.toMatch(/somebody|c29tZWJvZHk/)
  })
})

describe('a service that fails', () => {
  test.each([401, 403])('is not retried after %i, and the token stays secret', async (status) => {
    const token = service.env('7', 'a')['ACTIONS_RUNTIME_TOKEN'] ?? ''
    service.injectFault({ status, msg: `bad token ${token}` })
    const result = await job(service.env('7', 'a'), list('part-'))
    const reason = status === 401 ? 'Unauthorized' : 'Forbidden'
    expect(failure(result)).toEqual({
      failure: `Listing the artifacts of this run at SERVICE failed: Failed to ListArtifacts: (${status}) ${reason}: bad token ***.`,
      cure: expect.stringMatching(/^Run the failed jobs again, or .* the input parts accepts them/),
    })
    expect([service.requests, result.written]).toEqual([['ListArtifacts'], ''])
  })

  test.each<{ name: string; fault: Fault; call: Call; asked: readonly string[] }>([
    {
      name: '503 twice',
      fault: { call: 'ListArtifacts', times: 2, status: 503 },
      call: list('part-'),
      asked: ['ListArtifacts', 'ListArtifacts', 'ListArtifacts'],
    },
    {
      name: '403 from a proxy',
      fault: { times: 1, status: 403, msg: 'Error from intermediary with HTTP status code 403 "Forbidden"' },
      call: list('part-'),
      asked: ['ListArtifacts', 'ListArtifacts'],
    },
    {
      name: '503 from the storage while uploading',
      fault: { call: 'PUT', times: 1, status: 503 },
      call: upload('part-2', 'x'),
      asked: ['CreateArtifact', 'PUT', 'PUT', 'PUT', 'FinalizeArtifact'],
    },
    {
      name: '503 from the storage while downloading',
      fault: { call: 'GET', times: 1, status: 503 },
      call: download('part-1'),
      asked: ['ListArtifacts', 'ListArtifacts', 'GetSignedArtifactURL', 'GET', 'GET'],
    },
  ])('is retried after $name', async ({ fault, call, asked }) => {
    service.addArtifact('7', 'part-1', 'x')
    service.injectFault(fault)
    const { answers, written } = await job({ ...service.env('7', 'a'), ...HURRIED }, call)
    expect(answers).toEqual([{ list: ['part-1'], upload: null, download: 'x' }[call.name]])
    expect([service.requests, written]).toEqual([asked, ''])
  })

  test('is an immediate error if the connection is refused', async () => {
    const env = { ...service.env('7', 'a'), ACTIONS_RESULTS_URL: 'http://127.0.0.1:9/' }
    const result = await job(env, list('part-'))
    expect(failure(result).failure).toBe(
      'Listing the artifacts of this run at SERVICE failed: Failed to ListArtifacts: ECONNREFUSED.',
    )
  })
})
