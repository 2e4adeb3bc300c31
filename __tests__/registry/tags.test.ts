import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type RegistryHost, type Reply, registryHost } from '../../e2e/harness/registry-host.ts'
import { openRegistries } from '../../src/registry/manifests.ts'
import { dockerIn } from '../docker/recording.ts'

let folder: string
const open: RegistryHost[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpb-tags-'))
})

afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  rmSync(folder, { recursive: true })
})

/** Asks for the tags of a repository whose pages are these. */
async function listed(pages: readonly Reply[]) {
  const server = await registryHost(
    ({ path }) => pages[Number(/last=(\d+)/.exec(path)?.[1] ?? 0)] ?? { status: 500 },
  )
  open.push(server)
  const { at } = openRegistries({
    hosts: [],
    docker: dockerIn({ DOCKER_CONFIG: folder, PATH: process.env['PATH'] }),
  })
  return at(`${server.host}/app`).tags()
}

const page = (tags: unknown, next?: string): Reply => ({
  body: JSON.stringify({ name: 'app', tags }),
  headers: next === undefined ? {} : { link: `<${next}>; rel="next"` },
})

describe('the tags of a repository', () => {
  test('are read page by page, as the registry names the next one', async () => {
    const pages = [
      page(['a', 'b'], '/v2/app/tags/list?n=2&last=1'),
      page(['c'], 'list?n=2&last=2'),
      page(['d', 7]),
    ]
    expect(await listed(pages)).toEqual(['a', 'b', 'c', 'd'])
  })

  test.each([
    { what: 'no repository', reply: { status: 404, body: '{"errors":[{"code":"NAME_UNKNOWN"}]}' } },
    { what: 'no list', reply: page(null) },
  ])('are none if there is $what', async ({ reply }) => {
    expect(await listed([reply])).toEqual([])
  })

  test.each([
    {
      what: 'a web page',
      reply: { body: '<html>', headers: { 'content-type': 'text/html' } },
      says: 'a web page',
    },
    {
      what: 'pages without an end',
      reply: page(['a'], '/v2/app/tags/list?last=0'),
      says: 'too many tags: their list has more than 100 pages',
    },
  ])('are not told by $what', async ({ reply, says }) => {
    await expect(listed([reply])).rejects.toThrow(says)
  })
})
