import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { RegistryHost, Reply } from '../../e2e/harness/registry-host.ts'
import type { RegistrySettings } from '../../src/registry/client.ts'
import { type Deletion, deleteUnneeded, type Unneeded } from '../../src/registry/deletion.ts'
import { dockerIn } from '../docker/recording.ts'
import { whileCaptured } from '../runner/stdout.ts'
import { answerOf, type Fault, keep, newStored, sha256, shortly, storedRegistry, tagsOf } from './stored.ts'

/** What is deleted of a registry, and what a tag keeps there. */

let folder: string
const open: RegistryHost[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpb-deletion-'))
})
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
  rmSync(folder, { recursive: true })
})

function settings(more: Partial<RegistrySettings> = {}): RegistrySettings {
  const docker = dockerIn({ DOCKER_CONFIG: folder, PATH: process.env['PATH'] })
  return { hosts: [], docker, pausesMs: [], ...more }
}

const INDEX = 'application/vnd.oci.image.index.v1+json'
const MANIFEST = JSON.stringify({ schemaVersion: 2, config: {} })
const DIGEST = sha256(MANIFEST)
const OTHER = '{"schemaVersion":2,"config":{"size":1}}'

/** An index of one thing. */
const indexOf = (digest: string, mediaType = INDEX): string =>
  JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [{ mediaType, digest, size: 1 }] })

async function opened(fault?: Fault) {
  const stored = newStored()
  keep(stored, MANIFEST)
  const server = await storedRegistry(stored, fault)
  open.push(server)
  const repository = `${server.host}/app`
  const deleted = async (
    unneeded: Partial<Unneeded>,
    known: readonly string[] = [],
    more = {},
    possible: readonly string[] = [],
  ) => {
    const expected = { known, possible }
    const { result } = await whileCaptured(() =>
      deleteUnneeded(repository, { tags: [], digests: [], ...unneeded }, expected, settings(more)),
    )
    const short = (text: string): string => text.replaceAll(server.host, 'HOST')
    return result.map(({ reference, outcome }) => [
      short(reference),
      typeof outcome === 'object' && 'failure' in outcome ? { failure: short(outcome.failure) } : outcome,
    ])
  }
  return { stored, server, deleted }
}

const isAsked = ({ requests: asked }: RegistryHost, method: string): boolean =>
  asked.some((each) => each.method === method)

describe('deleting a manifest', () => {
  test.each<{ what: string; reply: Reply; answer: Deletion }>([
    { what: 'is done', reply: { status: 202 }, answer: 'deleted' },
    {
      what: 'that is gone is done',
      reply: { status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}' },
      answer: 'deleted',
    },
    {
      what: 'is switched off',
      reply: { status: 405, body: '{"errors":[{"code":"UNSUPPORTED"}]}' },
      answer: 'not allowed',
    },
    { what: 'is not known here', reply: { status: 404, body: '<html>' }, answer: 'not allowed' },
    { what: 'is for others', reply: { status: 403 }, answer: 'not allowed' },
    { what: 'wants something', reply: { status: 401 }, answer: 'not allowed' },
    {
      what: 'is beyond the registry',
      reply: { status: 418 },
      answer: { failure: `Deleting ${DIGEST} in HOST/app failed: the registry answers 418` },
    },
  ])('$what', async ({ reply, answer }) => {
    const { stored, deleted, server } = await opened(({ method }) => {
      return method === 'DELETE' ? reply : undefined
    })
    keep(stored, OTHER, 'app:1')
    expect(await deleted({ digests: [DIGEST] })).toEqual([[`HOST/app@${DIGEST}`, answer]])
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v2/app/tags/list?n=1000',
      'GET /v2/app/manifests/1',
      'GET /v2/app/tags/list?n=100',
      'GET /v2/app/tags/list?n=100&last=1',
      'HEAD /v2/app/manifests/1',
      `DELETE /v2/app/manifests/${DIGEST}`,
    ])
  })

  const deep = indexOf(sha256(indexOf(DIGEST)))
  test.each<{ what: string; documents: readonly string[]; tag: string; answer: Deletion }>([
    { what: 'by itself', documents: [], tag: DIGEST, answer: { usedBy: 'theirs' } },
    {
      what: 'in its index',
      documents: [indexOf(DIGEST, 'application/vnd.oci.image.manifest.v1+json')],
      tag: sha256(indexOf(DIGEST, 'application/vnd.oci.image.manifest.v1+json')),
      answer: { usedBy: 'theirs' },
    },
    {
      what: 'in an index of an index',
      documents: [indexOf(DIGEST), deep],
      tag: sha256(deep),
      answer: { usedBy: 'theirs' },
    },
    {
      what: 'as what something else is about',
      documents: [JSON.stringify({ schemaVersion: 2, subject: { digest: DIGEST } })],
      tag: sha256(JSON.stringify({ schemaVersion: 2, subject: { digest: DIGEST } })),
      answer: { usedBy: 'theirs' },
    },
    {
      what: 'not',
      documents: ['{"schemaVersion":2,"config":{"size":1}}'],
      tag: sha256('{"schemaVersion":2,"config":{"size":1}}'),
      answer: 'deleted',
    },
  ])('that a tag has $what', async ({ documents, tag, answer }) => {
    const { stored, deleted, server } = await opened()
    for (const bytes of documents) keep(stored, bytes)
    stored.tags.set('app:theirs', tag)
    expect(await deleted({ digests: [DIGEST] }, ['theirs'])).toEqual([[`HOST/app@${DIGEST}`, answer]])
    expect([isAsked(server, 'DELETE'), stored.documents.has(DIGEST)]).toEqual(
      answer === 'deleted' ? [true, false] : [false, true],
    )
  })

  test.each<{ what: string; known?: readonly string[]; fault: Fault; says: string }>([
    {
      what: 'an empty list, although there are tags',
      known: ['1'],
      fault: ({ path }) => (path.includes('/tags/') ? { body: '{"tags":[]}' } : undefined),
      says: 'its list of tags lacks 1',
    },
    {
      what: 'no list, although there are tags',
      known: ['1'],
      fault: ({ path }) => (path.includes('/tags/') ? { status: 404 } : undefined),
      says: 'it has no list of tags',
    },
    ...['{"tags":[]}', '{"tags":null}'].map((body) => ({
      what: `the list ${body}, where nobody knows of a tag`,
      fault: ({ path }: { readonly path: string }) => (path.includes('/tags/') ? { body } : undefined),
      says: 'its list of tags is empty',
    })),
    ...['{}', '', '[]', '{"tags":{}}', '{"tags":[{"name":"1"}]}', '{"tags":["1","a b"]}'].map((body) => ({
      what: `a list that reads ${body}`,
      fault: ({ path }: { readonly path: string }) => (path.includes('/tags/') ? { body } : undefined),
      says: 'its list of tags is invalid',
    })),
    {
      what: 'an empty list the second time',
      fault: ({ path }) => (path.endsWith('/tags/list?n=100') ? { body: '{"tags":[]}' } : undefined),
      says: 'its list of tags is empty',
    },
    {
      what: 'a list that lacks a tag when it is read in pages',
      known: ['1'],
      fault: ({ path }) => (path.endsWith('/tags/list?n=100') ? { body: '{"tags":["2"]}' } : undefined),
      says: 'its list of tags lacks 1',
    },
    {
      what: 'a web page in place of a list',
      fault: ({ path }) => (path.includes('/tags/') ? { body: '<html>' } : undefined),
      says: 'its list of tags is invalid',
    },
    {
      what: 'a tag that is not there',
      fault: ({ path }) =>
        path.includes('/tags/')
          ? { body: '{"tags":["1","gone"]}' }
          : path.endsWith('/gone')
            ? { status: 404 }
            : undefined,
      says: 'it lists the tag gone, but does not have it',
    },
    {
      what: 'a web page in place of a manifest',
      fault: ({ path }) => (path.endsWith('/1') ? { body: '<html>' } : undefined),
      says: 'it returned something that is not a manifest',
    },
    {
      what: 'an index whose index is not there',
      fault: ({ path }) => (path.endsWith('/1') ? { body: indexOf(sha256('gone')) } : undefined),
      says: `an index lists ${sha256('gone')}, which it does not have`,
    },
  ])('is not done after $what', async ({ known = [], fault, says }) => {
    const { stored, deleted, server } = await opened(fault)
    for (const tag of ['1', '2']) keep(stored, '{"schemaVersion":2,"config":{"size":1}}', `app:${tag}`)
    const failure = `HOST/app does not say for certain what its tags reach: ${says}`
    expect(await deleted({ digests: [DIGEST] }, known)).toEqual([[`HOST/app@${DIGEST}`, { failure }]])
    expect(isAsked(server, 'DELETE')).toBe(false)
  })

  test('is not done if the list lacks a tag that may be there and is, and done if that is not', async () => {
    const { stored, deleted, server } = await opened(({ path }) =>
      path.endsWith('&last=1')
        ? { body: '{"tags":[]}' }
        : path.includes('/tags/')
          ? { body: '{"tags":["1"]}' }
          : undefined,
    )
    for (const tag of ['1', 'hidden']) keep(stored, OTHER, `app:${tag}`)
    const failure = 'HOST/app does not say for certain what its tags reach: its list of tags lacks hidden'
    const gone = { digests: [DIGEST] }
    expect(await deleted(gone, [], {}, ['hidden'])).toEqual([[`HOST/app@${DIGEST}`, { failure }]])
    expect(isAsked(server, 'DELETE')).toBe(false)
    expect(await deleted(gone, [], {}, ['absent'])).toEqual([[`HOST/app@${DIGEST}`, 'deleted']])
  })

  test.each([
    { what: 'is not allowed', reply: { status: 403 } },
    { what: 'is beyond the registry', reply: { status: 418 } },
  ])('is not done if a request for a tag that may exist $what', async ({ reply }) => {
    const { stored, deleted, server } = await opened(({ path }) => (path.endsWith('/2') ? reply : undefined))
    keep(stored, OTHER, 'app:1')
    expect(await deleted({ digests: [DIGEST] }, [], {}, ['2'])).toEqual([
      [`HOST/app@${DIGEST}`, { failure: expect.stringContaining(`the registry answers ${reply.status}`) }],
    ])
    expect(isAsked(server, 'DELETE')).toBe(false)
  })

  test('is not done if a tag has come to it while the tags were read', async () => {
    const { stored, deleted, server } = await opened(({ path }) => {
      // The first list has been read, and what its tags have.
      if (path.endsWith('/tags/list?n=100')) stored.tags.set('app:moved', DIGEST)
      return undefined
    })
    keep(stored, OTHER, 'app:moved')
    expect(await deleted({ digests: [DIGEST] })).toEqual([[`HOST/app@${DIGEST}`, { usedBy: 'moved' }]])
    expect(isAsked(server, 'DELETE')).toBe(false)
  })

  test('is done if a tag has gone while the tags were read', async () => {
    const { stored, deleted } = await opened(({ path }) => {
      if (path.endsWith('/gone')) stored.tags.delete('app:gone')
      return undefined
    })
    for (const tag of ['1', 'gone']) keep(stored, OTHER, `app:${tag}`)
    expect(await deleted({ digests: [DIGEST] })).toEqual([[`HOST/app@${DIGEST}`, 'deleted']])
  })

  test('reads a list that comes in pages to its end', async () => {
    const { stored, deleted, server } = await opened(({ path }) =>
      // A registry that gives no more than 100 names whatever is asked for, and does not say that there are more.
      path.endsWith('n=1000') ? answerOf(stored, { ...REQUEST, path: '/v2/app/tags/list?n=100' }) : undefined,
    )
    for (let number = 100; number < 250; number += 1)
      keep(stored, '{"schemaVersion":2,"config":{"size":1}}', `app:${number}`)
    stored.tags.set('app:249', DIGEST)
    expect(await deleted({ digests: [DIGEST] })).toEqual([[`HOST/app@${DIGEST}`, { usedBy: '249' }]])
    expect(shortly(server).filter((asked) => asked === 'GET app:list')).toHaveLength(4)
  })

  test.each([
    { what: 'a path', link: (_: string, rest: string) => `</v2/app/tags/list${rest}>; rel="next"` },
    { what: 'a query', link: (_: string, rest: string) => `<${rest}>; rel=next` },
    {
      what: 'a whole address',
      link: (host: string, rest: string) => `<http://${host}/v2/app/tags/list${rest}>; rel="next"`,
    },
  ])('follows where the next page of a list is, as $what', async ({ link }) => {
    // A registry that gives no more than 100 names, and knows its own way of going on alone.
    const { stored, deleted } = await opened(({ path, headers }) => {
      if (!path.includes('/tags/')) return undefined
      const names = tagsOf(stored, 'app')
      const start = Number(/[?&]next_page=(\d+)/.exec(path)?.[1] ?? 0)
      const more = start + 100 < names.length
      return {
        headers: more ? { link: link(String(headers['host']), `?next_page=${start + 100}`) } : {},
        body: JSON.stringify({ tags: names.slice(start, start + 100) }),
      }
    })
    for (let number = 100; number < 250; number += 1)
      keep(stored, '{"schemaVersion":2,"config":{"size":1}}', `app:${number}`)
    stored.tags.set('app:249', DIGEST)
    expect(await deleted({ digests: [DIGEST] })).toEqual([[`HOST/app@${DIGEST}`, { usedBy: '249' }]])
  })

  test.each([
    {
      what: 'there are too many tags to check',
      fault: ({ path }: { readonly path: string }) =>
        path.includes('/tags/')
          ? {
              headers: { link: '</v2/app/tags/list?last=x>; rel="next"' },
              body: JSON.stringify({ tags: Array.from({ length: 1_000 }, (_, number) => `${number}`) }),
            }
          : undefined,
      failure: 'HOST/app has more than 1000 tags, too many to check',
    },
    {
      what: 'the list leads in a circle',
      fault: ({ path }: { readonly path: string }) =>
        path.includes('/tags/')
          ? { headers: { link: '</v2/app/tags/list?last=x>; rel="next"' }, body: '{"tags":["1"]}' }
          : undefined,
      failure: 'HOST/app does not say for certain what its tags reach: its list of tags has no end',
    },
    {
      what: 'a tag cannot be read',
      fault: ({ path }: { readonly path: string }) => (path.endsWith('/1') ? { status: 403 } : undefined),
      failure: 'Reading HOST/app:1 is not allowed: the registry answers 403',
    },
    {
      what: 'nobody answers',
      silenceMs: 100,
      fault: () => 'silence' as const,
      failure: 'Listing the tags of HOST/app failed: HOST sent nothing for 0.1 s',
    },
  ])('is not done where $what', async ({ fault, failure, silenceMs = 10_000 }) => {
    const { stored, deleted, server } = await opened(fault)
    keep(stored, '{"schemaVersion":2}', 'app:1')
    expect(await deleted({ digests: [DIGEST] }, [], { silenceMs })).toEqual([
      [`HOST/app@${DIGEST}`, { failure }],
    ])
    expect(isAsked(server, 'DELETE')).toBe(false)
  })
})

const REQUEST = { method: 'GET', headers: {}, body: '' }

describe('deleting a tag of ours', () => {
  const BEHIND = '{"schemaVersion":2,"manifests":[]}'
  const OURS = { tags: [{ name: 'ours', digest: sha256(BEHIND) }] }
  const isTag = (path: string): boolean => path.endsWith('/ours')

  const ours = async (fault?: Fault) => {
    const place = await opened(fault)
    keep(place.stored, BEHIND, 'app:ours')
    keep(place.stored, MANIFEST, 'app:1')
    return place
  }

  test('also deletes what it points to', async () => {
    const { stored, deleted } = await ours()
    expect(await deleted(OURS, ['1'])).toEqual([['HOST/app:ours', 'deleted']])
    expect(tagsOf(stored, 'app')).toEqual(['1'])
    expect([...stored.documents.keys()]).toEqual([DIGEST])
  })

  test('leaves what another tag has, and says so', async () => {
    const { stored, deleted } = await ours()
    stored.tags.set('app:copied', sha256(BEHIND))
    expect(await deleted(OURS, ['1'])).toEqual([
      ['HOST/app:ours', 'deleted'],
      [`HOST/app@${sha256(BEHIND)}`, { usedBy: 'copied' }],
    ])
    expect(tagsOf(stored, 'app')).toEqual(['1', 'copied'])
  })

  test.each<{ what: string; reply: Reply }>([
    { what: 'takes its name for a digest', reply: { status: 400 } },
    {
      what: 'says that there is no such manifest',
      reply: { status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}' },
    },
  ])('is done by its digest if the registry $what', async ({ reply }) => {
    const { stored, deleted } = await ours(({ method, path }) =>
      method === 'DELETE' && isTag(path) ? reply : undefined,
    )
    expect(await deleted(OURS, ['1'])).toEqual([['HOST/app:ours', 'deleted']])
    expect(tagsOf(stored, 'app')).toEqual(['1'])
  })

  test('is not done by a digest that another tag has', async () => {
    const { stored, deleted } = await ours(({ method, path }) =>
      method === 'DELETE' && isTag(path) ? { status: 400 } : undefined,
    )
    stored.tags.set('app:copied', sha256(BEHIND))
    expect(await deleted(OURS, ['1'])).toEqual([['HOST/app:ours', { usedBy: 'copied' }]])
    expect(tagsOf(stored, 'app')).toEqual(['ours', '1', 'copied'])
  })

  test('asks for nothing else if the registry deletes nothing', async () => {
    const { deleted, server } = await ours(({ method }) =>
      method === 'DELETE' ? { status: 405 } : undefined,
    )
    expect(await deleted(OURS, ['1'])).toEqual([['HOST/app:ours', 'not allowed']])
    expect(shortly(server)).toEqual(['DELETE app:ours'])
  })
})
