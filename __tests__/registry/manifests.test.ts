import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type RegistryHost, type Reply, registryHost } from '../../e2e/harness/registry-host.ts'
import type { RegistrySettings } from '../../src/registry/client.ts'
import { openRegistries } from '../../src/registry/manifests.ts'
import { dockerIn } from '../docker/recording.ts'
import { whileCaptured } from '../runner/stdout.ts'
import { sha256 } from './stored.ts'

const BYTES = '{"manifests":[]}'
const DIGEST = sha256(BYTES)

let folder: string
const open: RegistryHost[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpb-manifests-'))
})

afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  rmSync(folder, { recursive: true })
})

async function serve(reply: Parameters<typeof registryHost>[0]): Promise<RegistryHost> {
  const host = await registryHost(reply)
  open.push(host)
  return host
}

function registries(more: Partial<RegistrySettings> = {}) {
  const docker = dockerIn({ DOCKER_CONFIG: folder, PATH: process.env['PATH'] })
  return openRegistries({ hosts: [], docker, ...more })
}

describe('the digest of a tag', () => {
  test.each<{ what: string; head: Reply; asked: readonly string[]; digest?: string }>([
    {
      what: 'is what a HEAD tells',
      head: { headers: { 'docker-content-digest': DIGEST } },
      asked: ['HEAD'],
      digest: DIGEST,
    },
    {
      what: 'is that of the bytes where a HEAD tells none',
      head: {},
      asked: ['HEAD', 'GET'],
      digest: DIGEST,
    },
    {
      what: 'is that of the bytes where a HEAD is not known',
      head: { status: 405 },
      asked: ['HEAD', 'GET'],
      digest: DIGEST,
    },
    { what: 'is none where there is no such tag', head: { status: 404 }, asked: ['HEAD'] },
  ])('$what', async ({ head, asked, digest }) => {
    const server = await serve(({ method }) => (method === 'HEAD' ? head : { body: BYTES }))
    expect(await registries().at(`${server.host}/app`).digest('1')).toBe(digest)
    expect(server.requests.map(({ method }) => method)).toEqual(asked)
  })

  test('is asked for with the right to push as well, so that one login serves all', async () => {
    const server = await serve(({ path, headers }) => {
      if (path.startsWith('/token')) return { body: '{"token":"t"}' }
      if (headers['authorization'] !== undefined) return { headers: { 'docker-content-digest': DIGEST } }
      const realm = `http://${String(headers['host'])}/token`
      const challenge = `Bearer realm="${realm}",service="r",scope="repository:app:pull"`
      return { status: 401, headers: { 'www-authenticate': challenge } }
    })
    const app = registries().at(`${server.host}/app`)
    const { result } = await whileCaptured(async () => [await app.digest('1'), await app.digest('2')])
    expect(result).toEqual([DIGEST, DIGEST])
    const tokens = server.requests.filter(({ path }) => path.startsWith('/token'))
    expect(tokens.map(({ path }) => new URL(path, 'http://r').searchParams.get('scope'))).toEqual([
      'repository:app:pull,push',
    ])
  })
})

describe('a login', () => {
  const CHALLENGE = (host: unknown) => `Bearer realm="http://${host}/token",service="r"`

  test('that was not to be had is retried by the next question', async () => {
    let isDown = true
    const server = await serve(({ path, headers }) => {
      if (path.startsWith('/token')) return isDown ? { status: 500 } : { body: '{"access_token":"t"}' }
      return headers['authorization'] === 'Bearer t'
        ? { headers: { 'docker-content-digest': DIGEST } }
        : { status: 401, headers: { 'www-authenticate': CHALLENGE(headers['host']) } }
    })
    const app = registries({ pausesMs: [] }).at(`${server.host}/app`)
    await whileCaptured(async () => {
      await expect(app.digest('1')).rejects.toThrow(/Logging in .* answers 500/)
      isDown = false
      expect(await app.digest('1')).toBe(DIGEST)
    })
  })

  test('that is refused is not asked for again: that can lock an account', async () => {
    const server = await serve(({ path, headers }) =>
      path.startsWith('/token')
        ? { status: 401 }
        : { status: 401, headers: { 'www-authenticate': CHALLENGE(headers['host']) } },
    )
    const app = registries().at(`${server.host}/app`)
    for (const tag of ['1', '2']) await expect(app.digest(tag)).rejects.toThrow(/token server .* answers 401/)
    expect(server.requests.filter(({ path }) => path.startsWith('/token'))).toHaveLength(1)
  })

  test.each(['Negotiate', 'Bearer service="r"', '', 'realm="http://a/token'])(
    'that is wanted as %j is none that is missing',
    async (challenge) => {
      const server = await serve(() => ({ status: 401, headers: { 'www-authenticate': challenge } }))
      const app = registries().at(`${server.host}/app`)
      await expect(app.digest('1')).rejects.toThrow(
        `${server.host} requires a kind of login that docker does not support: ${challenge}.`,
      )
    },
  )
})

describe('what a registry says instead of a manifest', () => {
  const said = (status: number, error: object) => ({ status, body: JSON.stringify({ errors: [error] }) })

  test.each([
    {
      what: 'that it is asked too much, with 403',
      reply: said(403, { code: 'DENIED', message: 'You have exceeded a secondary rate limit' }),
      error: { fault: 'passing', status: 429 },
    },
    {
      what: 'that it has not scanned the image yet',
      reply: said(412, {
        code: 'PROJECTPOLICYVIOLATION',
        message:
          'current image with "Pending" status of vulnerability scanning cannot be pulled due to configured policy',
      }),
      error: { fault: 'passing', status: 412 },
    },
    {
      what: 'that a rule keeps the image back',
      reply: said(412, {
        code: 'PROJECTPOLICYVIOLATION',
        message: 'current image with 5 vulnerabilities cannot be pulled due to configured policy',
      }),
      error: { fault: 'policy', cure: expect.stringMatching(/^A policy of the registry blocks this image/) },
    },
  ])('$what', async ({ reply, error }) => {
    const server = await serve(() => reply)
    await expect(registries().at(`${server.host}/app`).digest('1')).rejects.toMatchObject(error)
  })
})

describe('what a registry says instead of taking a tag', () => {
  test.each([
    {
      who: 'Nexus',
      status: 400,
      error: {
        code: 'BLOB_UPLOAD_INVALID',
        message: 'blob upload invalid',
        detail: 'Repository does not allow updating assets: docker',
      },
      says: /cannot be overwritten: .* \(blob upload invalid: Repository does not allow updating assets: docker\)/,
    },
    {
      who: 'Artifactory',
      status: 403,
      error: {
        code: 'MANIFEST_INVALID',
        message: 'manifest invalid',
        detail: { description: 'HTTP 403 Forbidden' },
      },
      says: /is not allowed: the registry answers 403 MANIFEST_INVALID/,
    },
    {
      who: 'Quay',
      status: 405,
      error: { code: 'DENIED', message: 'System is currently read-only. Pulls will succeed' },
      says: /answers 405 DENIED \(System is currently read-only/,
    },
  ])('by $who', async ({ status, error, says }) => {
    const server = await serve(() => ({ status, body: JSON.stringify({ errors: [error] }) }))
    await expect(registries().at(`${server.host}/app`).put('1', BYTES)).rejects.toThrow(says)
  })
})

describe('a question', () => {
  test.each<{ what: string; reply: Reply }>([
    { what: 'that is not answered', reply: 'silence' },
    { what: 'of which half is answered', reply: { half: Buffer.from(BYTES) } },
  ])('$what has an end', async ({ reply }) => {
    const server = await serve(() => reply)
    const app = registries({ silenceMs: 50 }).at(`${server.host}/app`)
    await expect(app.read('1')).rejects.toThrow(/sent nothing for|no complete answer after|no more data came/)
  })

  test('that is retried and again ends when nobody waits for it any more', async () => {
    const server = await serve(() => ({ status: 503 }))
    const { at, withRetries, close } = registries()
    const { result } = await whileCaptured(async () => {
      const asked = withRetries('Asking', () => at(`${server.host}/app`).digest('1')).catch(String)
      while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      close()
      return asked
    })
    expect(result).toMatch(/abort/i)
  })
})
