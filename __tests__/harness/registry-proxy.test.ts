import { afterEach, describe, expect, test } from '@jest/globals'
import { sha256 } from '../../e2e/harness/registry.ts'
import { type Fault, refusal, type Target, targetOf } from '../../e2e/harness/registry-faults.ts'
import { type RegistryHost, registryHost } from '../../e2e/harness/registry-host.ts'
import { type RegistryProxy, registryProxy } from '../../e2e/harness/registry-proxy.ts'

const open: { readonly close: () => Promise<void> }[] = []

afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

interface Given {
  readonly proxy: RegistryProxy
  /** The registry behind it: keeps manifests, and answers `stored`, `missing` or the content. */
  readonly registry: RegistryHost
  readonly ask: (method: string, path: string, body?: string) => Promise<Response>
  /** Statuses of several requests, one after another. */
  readonly statuses: (method: string, path: string, times: number) => Promise<readonly number[]>
}

async function given(...faults: readonly Fault[]): Promise<Given> {
  const kept = new Map<string, string>()
  const registry = await registryHost(({ method, path, body }) => {
    if (method === 'PUT') kept.set(path, body)
    const found = method === 'PUT' ? 'stored' : kept.get(path)
    return found === undefined ? { status: 404, body: 'missing' } : { body: found }
  })
  const proxy = await registryProxy(registry.host, faults)
  open.push(proxy, registry)
  const ask: Given['ask'] = (method, path, body) =>
    fetch(`http://${proxy.host}${path}`, {
      method,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    })
  const statuses: Given['statuses'] = async (method, path, times) => {
    const seen: number[] = []
    for (let turn = 0; turn < times; turn++) seen.push((await ask(method, path)).status)
    return seen
  }
  return { proxy, registry, ask, statuses }
}

const TAG = '/v2/app/manifests/1'
const DOWN = { status: 503 }

describe('the target of a request', () => {
  test.each<readonly [string, Target]>([
    ['/v2/app/manifests/1', 'tag'],
    [`/v2/app/manifests/sha256:${'a'.repeat(64)}`, 'digest'],
    [`/v2/app/blobs/sha256:${'a'.repeat(64)}`, 'blob'],
    ['/v2/app/blobs/uploads/', 'upload'],
    ['/v2/app/blobs/uploads/1-2?digest=sha256:aa', 'upload'],
    ['/v2/', 'other'],
    ['/v2/app/tags/list', 'other'],
  ])('%s: %s', (path, target) => {
    expect(targetOf(path)).toBe(target)
  })
})

describe('a proxy without faults', () => {
  test('forwards requests, and counts them', async () => {
    const { ask, proxy } = await given()
    expect(await (await ask('PUT', TAG, '{}')).text()).toBe('stored')
    expect(await (await ask('GET', TAG)).text()).toBe('{}')
    const head = await ask('HEAD', TAG)
    expect([head.headers.get('content-length'), await head.text()]).toEqual(['2', ''])
    expect(proxy.requests.map(({ method, path }) => [method, path])).toEqual([
      ['PUT', TAG],
      ['GET', TAG],
      ['HEAD', TAG],
    ])
    expect(proxy.count({ target: 'tag', method: 'GET HEAD' })).toBe(2)
    await proxy.until({ method: 'PUT' })
  })
})

describe('a fault applies to', () => {
  const at = (fault: Partial<Fault>): Fault => ({ where: {}, what: DOWN, ...fault })

  test('only matching requests', async () => {
    const { ask } = await given(at({ where: { method: 'PUT', target: ['tag', 'digest'], sends: /empty/ } }))
    expect((await ask('PUT', TAG, '{"empty":1}')).status).toBe(503)
    expect((await ask('PUT', TAG, '{}')).status).toBe(200)
    expect((await ask('PUT', '/v2/app/blobs/uploads/1', '{"empty":1}')).status).toBe(200)
    expect((await ask('GET', TAG)).status).toBe(200)
  })

  test('only requests of a client with the given name', async () => {
    const { proxy } = await given(at({ where: { by: /^buildkit\//, wants: /layer/ } }))
    const status = async (agent: string, accept: string) =>
      (await fetch(`http://${proxy.host}${TAG}`, { headers: { 'user-agent': agent, accept } })).status
    expect(await status('buildkit/v0.32', 'application/vnd.oci.image.layer.v1.tar, */*')).toBe(503)
    expect(await status('buildkit/v0.32', '*/*')).toBe(404)
    expect(await status('docker/29', 'application/vnd.oci.image.layer.v1.tar')).toBe(404)
  })

  test('the first requests, or those after them', async () => {
    const first = await given(at({ when: { count: 2 } }))
    expect(await first.statuses('GET', TAG, 4)).toEqual([503, 503, 404, 404])
    const second = await given(at({ when: { skip: 1, count: 1 } }))
    expect(await second.statuses('GET', TAG, 3)).toEqual([404, 503, 404])
  })

  test('requests for a limited time', async () => {
    const { statuses } = await given(at({ when: { forMs: 200 } }))
    expect(await statuses('GET', TAG, 1)).toEqual([503])
    await new Promise((resolve) => setTimeout(resolve, 250))
    expect(await statuses('GET', TAG, 1)).toEqual([404])
  })

  test('requests only after another one has succeeded', async () => {
    const { ask, statuses } = await given(
      at({ where: { method: 'GET' }, when: { after: { method: 'PUT' } } }),
    )
    expect(await statuses('GET', TAG, 1)).toEqual([404])
    await ask('PUT', '/v2/app/manifests/2', '{}')
    expect(await statuses('GET', TAG, 2)).toEqual([503, 503])
  })

  test('each path separately after its PUT', async () => {
    const { ask, statuses } = await given(
      at({ where: { method: 'GET' }, when: { after: 'its PUT', count: 1 } }),
    )
    await ask('PUT', TAG, '{}')
    expect(await statuses('GET', '/v2/app/manifests/2', 1)).toEqual([404])
    await ask('PUT', '/v2/app/manifests/2', '{}')
    expect(await statuses('GET', TAG, 2)).toEqual([503, 200])
    expect(await statuses('GET', '/v2/app/manifests/2', 2)).toEqual([503, 200])
  })

  test('requests once the test activates it', async () => {
    const { proxy, statuses } = await given(at({ when: { after: 'signal' } }))
    expect(await statuses('GET', TAG, 1)).toEqual([404])
    proxy.signal()
    expect(await statuses('GET', TAG, 1)).toEqual([503])
  })

  test('existing names: an immutable tag', async () => {
    const { ask } = await given(at({ where: { method: 'PUT', target: 'tag' }, when: { isTaken: true } }))
    expect((await ask('PUT', TAG, '{}')).status).toBe(200)
    expect((await ask('PUT', TAG, '{"other":1}')).status).toBe(503)
    expect(await (await ask('GET', TAG)).text()).toBe('{}')
  })

  test('digests without a tag: a registry that deletes them', async () => {
    const { ask, statuses } = await given(
      at({ where: { method: 'GET', target: 'digest' }, when: { isUntagged: true } }),
    )
    const image = '{"layers":[]}'
    const path = `/v2/app/manifests/${sha256(Buffer.from(image))}`
    await ask('PUT', path, image)
    expect(await statuses('GET', path, 1)).toEqual([503])
    await ask('PUT', TAG, JSON.stringify({ manifests: [{ digest: sha256(Buffer.from(image)) }] }))
    expect(await statuses('GET', path, 1)).toEqual([200])
  })

  test('no request twice: the first matching fault counts', async () => {
    const { statuses } = await given(
      at({ when: { count: 1 } }),
      at({ what: { status: 500 }, when: { count: 2 } }),
    )
    expect(await statuses('GET', TAG, 3)).toEqual([503, 500, 404])
  })
})

describe('what happens instead', () => {
  const always = (what: Fault['what'], where: Fault['where'] = {}): Fault => ({ where, what })

  test('an error in the format of a registry', async () => {
    const { ask } = await given(always(refusal(429, 'TOOMANYREQUESTS', 'later', { 'retry-after': '1' })))
    const answer = await ask('GET', TAG)
    expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([
      429,
      '1',
      { errors: [{ code: 'TOOMANYREQUESTS', message: 'later' }] },
    ])
  })

  test.each(['reset', 'silence', 'unanswered'] as const)('%s', async (what) => {
    const { proxy, registry } = await given(always(what))
    const signal = AbortSignal.timeout(300)
    const url = `http://${proxy.host}${TAG}`
    await expect(fetch(url, { method: 'PUT', body: '{}', signal })).rejects.toThrow()
    const puts = registry.requests.filter(({ method }) => method === 'PUT')
    expect(puts).toHaveLength(what === 'unanswered' ? 1 : 0)
  })

  test('a truncated body, and a different one', async () => {
    const gets = { method: 'GET' }
    const cut = await given(always('truncated', gets))
    await cut.ask('PUT', TAG, '{"long":"enough"}')
    await expect((await cut.ask('GET', TAG)).text()).rejects.toThrow()
    const changed = await given(always('corrupted', gets))
    await changed.ask('PUT', TAG, '{"long":"enough"}')
    const body = await (await changed.ask('GET', TAG)).text()
    expect([body.length, body === '{"long":"enough"}']).toEqual([17, false])
  })

  test('a 201 for content that is not stored', async () => {
    const { ask, registry } = await given(always('swallowed', { method: 'PUT' }))
    const answer = await ask('PUT', TAG, '{}')
    expect([answer.status, answer.headers.get('docker-content-digest')]).toEqual([
      201,
      sha256(Buffer.from('{}')),
    ])
    expect(registry.requests).toEqual([])
  })

  test('the content of a name before its last PUT', async () => {
    const { ask } = await given(always('stale', { method: 'GET' }))
    await ask('PUT', TAG, '{"first":1}')
    expect((await ask('GET', TAG)).status).toBe(404)
    await ask('PUT', TAG, '{"second":1}')
    expect(await (await ask('GET', TAG)).text()).toBe('{"first":1}')
  })

  test('a token for everyone', async () => {
    const { ask, proxy } = await given(always('challenge', { anonymous: true }))
    const wanted = (await ask('GET', TAG)).headers.get('www-authenticate') ?? ''
    const realm = /realm="([^"]+)"/.exec(wanted)?.[1] ?? ''
    expect(await (await fetch(realm)).json()).toMatchObject({ token: 'of-the-proxy' })
    const headers = { authorization: 'Bearer of-the-proxy' }
    expect((await fetch(`http://${proxy.host}${TAG}`, { headers })).status).toBe(404)
  })

  test('a redirect to another server, which can refuse', async () => {
    const forwarded = always('forwarded', { method: 'GET' })
    const good = await given(forwarded)
    await good.ask('PUT', TAG, '{}')
    const location = (await good.ask('GET', TAG)).headers.get('location') ?? ''
    expect(location).toBe(`http://localhost:${good.proxy.host.split(':')[1]}/stored${TAG}`)
    expect(await (await fetch(location)).text()).toBe('{}')
    const bad = await given(always({ status: 403 }, { atStorage: true }), forwarded)
    expect((await fetch(`http://${bad.proxy.host}${TAG}`)).status).toBe(403)
  })

  test("other headers in the registry's answer", async () => {
    const { ask } = await given(always({ headers: { 'docker-content-digest': 'other' } }))
    await ask('PUT', TAG, '{}')
    const answer = await ask('GET', TAG)
    expect([answer.headers.get('docker-content-digest'), await answer.text()]).toEqual(['other', '{}'])
  })
})
