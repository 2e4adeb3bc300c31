import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, createServer as createTcpServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  type HttpRequest,
  type RegistryHost,
  type Reply,
  registryHost,
} from '../../e2e/harness/registry-host.ts'
import { Failure } from '../../src/errors.ts'
import { registryBlobs } from '../../src/registry/blobs.ts'
import type { RegistrySettings } from '../../src/registry/client.ts'
import { dockerIn } from '../docker/recording.ts'

/** A registry is read over HTTP: each test has a server of its own, and looks at what that was asked. */

const sha256 = (bytes: Buffer | string): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`

const LAYER = Buffer.alloc(300_000, 'a layer of an image, ')
const DESCRIPTOR = { mediaType: '', digest: sha256(LAYER), size: LAYER.length }
const CONFIG = '{"architecture":"arm64"}'
const MANIFEST = JSON.stringify({ config: { digest: sha256(CONFIG) } })

let folder: string
let written: string
const open: { close: () => unknown }[] = []
const { write } = process.stdout

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpb-registry-'))
  written = ''
  process.stdout.write = (text: Uint8Array | string): boolean => {
    written += String(text)
    return true
  }
})

afterEach(async () => {
  process.stdout.write = write
  for (const one of open.splice(0)) await one.close()
  rmSync(folder, { recursive: true })
})

async function serve(...args: Parameters<typeof registryHost>): Promise<RegistryHost> {
  const host = await registryHost(...args)
  open.push(host)
  return host
}

/** Nothing of this machine's logins, and no patience. */
function settings(more: Partial<RegistrySettings> = {}): RegistrySettings {
  return {
    hosts: [],
    docker: dockerIn({ DOCKER_CONFIG: folder, PATH: process.env['PATH'] }),
    pausesMs: [1, 1],
    ...more,
  }
}

function writeFile(path: string, text: string, mode = 0o600): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text, { mode })
}

function logIn(host: string, user = 'user', password = 'pass word', path = 'config.json'): string {
  const auth = Buffer.from(`${user}:${password}`).toString('base64')
  writeFile(path, JSON.stringify({ auths: { [host]: { auth } } }))
  return `Basic ${auth}`
}

const paths = ({ requests: asked }: RegistryHost): readonly string[] => asked.map(({ path }) => path)
const logins = ({ requests: asked }: RegistryHost): readonly unknown[] =>
  asked.map(({ headers }) => headers['authorization'])
const short = (text: string): string => text.replaceAll(/sha256:[0-9a-f]{64}/g, 'DIGEST')

async function layerOf(
  host: string,
  more: Partial<RegistrySettings> = {},
  descriptor = DESCRIPTOR,
): Promise<Buffer> {
  const stream = await registryBlobs(`${host}/app`, settings(more)).open(descriptor)
  return Buffer.concat(await stream.toArray())
}

/** The message and the cure of what a promise fails with, without ports and digests. */
async function failure(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => 'it did not fail',
    (reason: unknown) => reason,
  )
  if (!(error instanceof Failure)) throw error
  return short(`${error.message} ${error.cure}`).replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')
}

const UNAUTHORIZED: Reply = { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } }

/** A registry that wants a token of its token server, and takes those that the server gave and did not take back. */
async function withTokens(give: (asked: HttpRequest) => Reply, isGood: (token: string) => boolean) {
  const tokens = await serve(give)
  const scope = 'repository:app:pull'
  const challenge = `Bearer realm="http://${tokens.host}/token?x=1",service="the registry",scope="${scope}"`
  const registry = await serve(({ path, headers }) => {
    const token = String(headers['authorization'] ?? '').replace(/^Bearer /, '')
    if (!isGood(token)) return { status: 401, headers: { 'www-authenticate': challenge } }
    return {
      body: path.includes('/manifests/') ? MANIFEST : path.endsWith(DESCRIPTOR.digest) ? LAYER : CONFIG,
    }
  })
  return { tokens, registry }
}

describe('a document', () => {
  test('is read where it is: a manifest as one, and the config that it names as a blob', async () => {
    const registry = await serve(({ path }) => ({ body: path.includes('/manifests/') ? MANIFEST : CONFIG }))
    const { read } = registryBlobs(`${registry.host}/owner/app`, settings())
    expect(String(await read(sha256(MANIFEST)))).toBe(MANIFEST)
    expect(String(await read(sha256(CONFIG)))).toBe(CONFIG)
    const base = '/v2/owner/app'
    expect(paths(registry)).toEqual([
      `${base}/manifests/${sha256(MANIFEST)}`,
      `${base}/blobs/${sha256(CONFIG)}`,
    ])
    expect(registry.requests[0]?.headers['accept']).toContain('application/vnd.oci.image.index.v1+json')
  })

  test('is looked up among the blobs if it is not a manifest', async () => {
    const registry = await serve(({ path }) =>
      path.includes('/manifests/') ? { status: 404 } : { body: CONFIG },
    )
    const { read } = registryBlobs(`${registry.host}/app`, settings())
    expect(String(await read(sha256(CONFIG)))).toBe(CONFIG)
  })

  test.each<{ what: string; reply: Reply; silenceMs?: number; digest?: string; says: string }>([
    {
      what: 'is not there',
      reply: { status: 404, body: '{"errors":[{"code":"BLOB_UNKNOWN","message":"::error::x"}]}' },
      says: 'Reading DIGEST of HOST/app failed: the registry answers 404 BLOB_UNKNOWN (::error::x). Check that nothing deletes or replaces images there, and push the image again.',
    },
    {
      what: 'has another digest',
      reply: { body: 'something else' },
      says: `Reading DIGEST of HOST/app returned other bytes: their digest is DIGEST. Check that nothing`,
    },
    {
      what: 'is too large',
      reply: { body: Buffer.alloc((4 << 20) + 1) },
      says: 'Reading DIGEST of HOST/app failed: the answer has more than 4194304 bytes.',
    },
    {
      what: 'has a digest that would lead elsewhere',
      reply: { body: MANIFEST },
      digest: 'sha256:../../other',
      says: '"sha256:../../other" is not a digest.',
    },
    {
      what: 'is for others',
      reply: { status: 403 },
      says: 'Reading DIGEST of HOST/app is not allowed: the registry answers 403. Log in with an account that may pull there',
    },
    {
      what: 'is announced and does not come',
      silenceMs: 1_000,
      reply: { half: Buffer.from(MANIFEST) },
      says: 'Reading DIGEST of HOST/app failed: no more data came for 1 s.',
    },
    {
      what: 'is never answered for',
      silenceMs: 1_000,
      reply: 'silence',
      says: 'Reading DIGEST of HOST/app failed: HOST sent nothing for 1 s. Check that the registry is up and that this runner can reach it',
    },
    {
      what: 'is cut off every time',
      reply: { cut: Buffer.from(MANIFEST), after: 5 },
      says: 'Reading DIGEST of HOST/app failed: aborted (tried 3 times).',
    },
  ])('that $what is a failure', async ({ reply, silenceMs, digest = sha256(MANIFEST), says }) => {
    const registry = await serve(() => reply)
    const { read } = registryBlobs(`${registry.host}/app`, settings(silenceMs ? { silenceMs } : {}))
    expect(await failure(read(digest))).toContain(says)
  })

  test('of a server that is not there is a failure', async () => {
    const registry = await registryHost(() => ({}))
    await registry.close()
    const { read } = registryBlobs(`${registry.host}/app`, settings())
    expect(await failure(read(sha256(MANIFEST)))).toContain(
      'failed: connect ECONNREFUSED HOST (tried 3 times).',
    )
  })
})

describe('a layer', () => {
  test('comes as it is', async () => {
    const registry = await serve(() => ({ body: LAYER }))
    expect((await layerOf(registry.host)).equals(LAYER)).toBe(true)
    expect(paths(registry)).toEqual([`/v2/app/blobs/${DESCRIPTOR.digest}`])
    expect(registry.requests[0]?.headers['accept-encoding']).toBe('identity')
  })

  test.each<{ what: string; troubles: readonly Reply[]; rest?: 'all'; ranges: readonly unknown[] }>([
    { what: 'a broken connection', troubles: ['reset'], ranges: [undefined, undefined] },
    {
      what: 'an overloaded server',
      troubles: [{ status: 503 }, { status: 500 }],
      ranges: [undefined, undefined, undefined],
    },
    {
      what: 'a limit',
      troubles: [{ status: 429, headers: { 'retry-after': '0' } }],
      ranges: [undefined, undefined],
    },
    {
      what: 'half of it, from there on',
      troubles: [{ cut: LAYER, after: 100_000 }],
      ranges: [undefined, 'bytes=100000-'],
    },
    {
      what: 'an end that comes too early',
      troubles: [{ short: LAYER, after: 7 }],
      ranges: [undefined, 'bytes=7-'],
    },
    {
      what: 'half of it, all again where the server knows no ranges',
      troubles: [{ cut: LAYER, after: 100_000 }],
      rest: 'all',
      ranges: [undefined, 'bytes=100000-'],
    },
  ])('comes after $what', async ({ troubles, rest, ranges }) => {
    const registry = await serve(({ headers }, turn) => {
      const from = Number(/^bytes=(\d+)-$/.exec(String(headers['range']))?.[1] ?? 0)
      const range = { 'content-range': `bytes ${from}-${LAYER.length - 1}/${LAYER.length}` }
      const whole: Reply = { body: LAYER }
      const part: Reply = { status: 206, headers: range, body: LAYER.subarray(from) }
      return troubles[turn] ?? (from > 0 && rest !== 'all' ? part : whole)
    })
    expect((await layerOf(registry.host)).equals(LAYER)).toBe(true)
    expect(registry.requests.map(({ headers }) => headers['range'])).toEqual(ranges)
  })

  test.each<{ what: string; reply: Reply; silenceMs?: number; size?: number; says: string }>([
    {
      what: 'has other bytes',
      reply: { body: Buffer.from(LAYER.toReversed()) },
      says: 'DIGEST of HOST/app returned other bytes: their digest is',
    },
    {
      what: 'has fewer bytes',
      reply: { body: LAYER },
      size: 300_001,
      says: 'DIGEST of HOST/app failed: cut off after 300000 of 300001 bytes (tried 3 times).',
    },
    {
      what: 'has more bytes',
      reply: { body: LAYER },
      size: 299_999,
      says: 'DIGEST of HOST/app returned more than its 299999 bytes.',
    },
    {
      what: 'always ends too early',
      reply: { short: LAYER, after: 10 },
      says: 'cut off after 10 of 300000 bytes',
    },
    { what: 'always breaks off', reply: { cut: LAYER, after: 10 }, says: 'failed: aborted (tried 3 times).' },
    {
      what: 'stops in the middle',
      reply: { half: LAYER },
      silenceMs: 1_000,
      says: 'no more data came for 1 s.',
    },
    { what: 'is not there', reply: { status: 404 }, says: 'the registry answers 404.' },
    {
      what: 'is held back for too long',
      reply: { status: 429, headers: { 'retry-after': '3600' } },
      says: 'HOST answers 429 and asks for a pause of 3600 s.',
    },
    {
      what: 'is forwarded in a circle',
      reply: { status: 307, headers: { location: '/again' } },
      says: 'failed: too many redirects.',
    },
    {
      what: 'is forwarded to a file',
      reply: { status: 307, headers: { location: 'file:///etc/passwd' } },
      says: 'HOST redirects to something that is not a URL.',
    },
  ])('that $what is a failure', async ({ reply, silenceMs, size = LAYER.length, says }) => {
    const registry = await serve(() => reply)
    const layer = layerOf(registry.host, silenceMs ? { silenceMs } : {}, { ...DESCRIPTOR, size })
    expect(await failure(layer)).toContain(says)
  })

  test('does not count a pause of its reader as silence of the server', async () => {
    const large = Buffer.alloc(8 << 20, 'x')
    const registry = await serve(() => ({ body: large }))
    const blobs = registryBlobs(`${registry.host}/app`, settings({ silenceMs: 2_000 }))
    let size = 0
    for await (const chunk of await blobs.open({
      mediaType: '',
      digest: sha256(large),
      size: large.length,
    })) {
      if (size === 0) await new Promise((resolve) => setTimeout(resolve, 4_000))
      size += chunk.length
    }
    expect(size).toBe(large.length)
  })

  test('comes from the storage that the registry redirects to, which does not get the login', async () => {
    const storage = await serve(() => ({ body: LAYER }))
    const registry = await serve(({ headers }) =>
      headers['authorization'] === undefined
        ? UNAUTHORIZED
        : { status: 307, headers: { location: `http://${storage.host}/layer?signature=1` } },
    )
    const login = logIn(registry.host)
    expect((await layerOf(registry.host)).equals(LAYER)).toBe(true)
    expect([paths(storage), logins(storage), logins(registry)]).toEqual([
      ['/layer?signature=1'],
      [undefined],
      [undefined, login],
    ])
  })

  test.each([
    { what: 'with a challenge of its own', status: 401 },
    { what: 'with a challenge of its own to one who was let in', status: 401, isExpired: true },
    { what: 'outright', status: 403 },
  ])('that the storage refuses $what gets no login there', async ({ status, isExpired = false }) => {
    const thief = await serve(() => ({ body: '{"token":"stolen"}' }))
    const headers = { 'www-authenticate': `Bearer realm="http://${thief.host}/token",service="s"` }
    const storage = await serve(() => ({ status, headers }))
    const registry = await serve(({ headers, path }) => {
      if (headers['authorization'] === undefined) return UNAUTHORIZED
      if (path.includes('/manifests/')) return { body: MANIFEST }
      return { status: 307, headers: { location: `http://${storage.host}/layer` } }
    })
    const login = logIn(registry.host)
    const { read, open: openLayer } = registryBlobs(`${registry.host}/app`, settings())
    if (isExpired) await read(sha256(MANIFEST))
    const told = await failure(openLayer(DESCRIPTOR).then((stream) => stream.toArray()))
    expect(told).toBe(
      `Reading DIGEST of HOST/app is not allowed: HOST, to which the registry redirects, answers ${status}. ` +
        'No login is sent there: check that this runner may read from that host, or ask whoever runs the registry.',
    )
    expect(thief.requests).toEqual([])
    expect(logins(storage)).toEqual([undefined])
    // The login stays the one that the registry asked for.
    await read(sha256(MANIFEST))
    expect(logins(registry).slice(-1)).toEqual([login])
  })

  test('that the storage refuses is a failure without the signature', async () => {
    const storage = await serve(() => ({ status: 503 }))
    const registry = await serve(() => ({
      status: 307,
      headers: { location: `http://${storage.host}/l?signature=s1` },
    }))
    expect(await failure(layerOf(registry.host))).toContain('failed: HOST answers 503 (tried 3 times).')
    expect(written).not.toContain('s1')
  })
})

describe('a login', () => {
  test('with name and password is shown if it is required, and from then on at once', async () => {
    const registry = await serve(({ headers, path }) =>
      headers['authorization'] === undefined
        ? UNAUTHORIZED
        : { body: path.includes('/manifests/') ? MANIFEST : CONFIG },
    )
    const login = logIn(registry.host)
    const { read } = registryBlobs(`${registry.host}/app`, settings())
    await read(sha256(MANIFEST))
    await read(sha256(CONFIG))
    expect(logins(registry)).toEqual([undefined, login, login])
    expect(written).toContain('::add-mask::pass word\n')
    expect(written.replaceAll(/::add-mask::.*\n/g, '')).not.toContain('pass')
  })

  test('gets a token, once for all that is read at the same time', async () => {
    const { tokens, registry } = await withTokens(
      () => ({ body: '{"token":"t1"}' }),
      (token) => token === 't1',
    )
    const login = logIn(registry.host)
    const { read, open: openLayer } = registryBlobs(`${registry.host}/app`, settings())
    const layer = async () => Buffer.concat(await (await openLayer(DESCRIPTOR)).toArray())
    await Promise.all([read(sha256(MANIFEST)), layer(), layer()])
    await read(sha256(CONFIG))
    expect([paths(tokens), logins(tokens)]).toEqual([
      ['/token?x=1&service=the+registry&scope=repository%3Aapp%3Apull'],
      [login],
    ])
    expect(written).toContain('::add-mask::t1\n')
  })

  test('without a login also gets a token', async () => {
    const { tokens, registry } = await withTokens(
      () => ({ body: '{"access_token":"t1"}' }),
      (token) => token === 't1',
    )
    expect((await layerOf(registry.host)).equals(LAYER)).toBe(true)
    expect(logins(tokens)).toEqual([undefined])
  })

  test('gets another token when the first has expired', async () => {
    let current = 0
    const { registry } = await withTokens(
      () => ({ body: `{"token":"t${++current}"}` }),
      (token) => token === `t${current}`,
    )
    const { read } = registryBlobs(`${registry.host}/app`, settings())
    await read(sha256(MANIFEST))
    current++
    await read(sha256(CONFIG))
    expect(logins(registry)).toEqual([undefined, 'Bearer t1', 'Bearer t1', 'Bearer t3'])
  })

  test('with an identity token gets a token for it', async () => {
    const { tokens, registry } = await withTokens(
      () => ({ body: '{"access_token":"t1"}' }),
      (token) => token === 't1',
    )
    writeFile('config.json', JSON.stringify({ auths: { [registry.host]: { identitytoken: 'id 1' } } }))
    await layerOf(registry.host)
    expect(tokens.requests.map(({ method, body }) => [method, body])).toEqual([
      [
        'POST',
        'grant_type=refresh_token&service=the+registry&scope=repository%3Aapp%3Apull&client_id=multi-platform-build&refresh_token=id+1',
      ],
    ])
    expect(written).toContain('::add-mask::id 1\n')
  })

  test.each<{ what: string; give?: Reply; isLoggedIn?: boolean; says: string }>([
    {
      what: 'of nobody, where one is wanted,',
      says: 'HOST denies pull access to app: it requires a login, and docker has no login for it. Log in to HOST with an account that may pull there: with registry, username and password of this step, or before it (docker/login-action).',
    },
    {
      what: 'that the registry refuses',
      isLoggedIn: true,
      says: 'is not allowed: the registry answers 401.',
    },
    {
      what: 'that the token server refuses',
      give: { status: 401, body: 'secret word' },
      isLoggedIn: true,
      says: 'HOST denies pull access to app: its token server HOST answers 401, and docker has a login for it.',
    },
    {
      what: 'that gets no token',
      give: { body: '{}' },
      says: 'Logging in to HOST at HOST failed: it answers 200 without a token.',
    },
    {
      what: 'that a token server fails for',
      give: { status: 502 },
      says: 'Logging in to HOST at HOST failed: HOST answers 502 (tried 3 times).',
    },
    {
      what: 'whose token is of no use',
      give: { body: '{"token":"t1"}' },
      says: 'is not allowed: the registry answers 401.',
    },
  ])('$what is a failure, and no secret is in it', async ({ give, isLoggedIn, says }) => {
    const registry =
      give === undefined
        ? await serve(() => UNAUTHORIZED)
        : (
            await withTokens(
              () => give,
              () => false,
            )
          ).registry
    if (isLoggedIn) logIn(registry.host, 'user', 'secret word')
    const told = await failure(layerOf(registry.host))
    expect(told).toContain(says)
    expect(told + written.replaceAll(/::add-mask::.*\n/g, '')).not.toMatch(/secret word|t1|c2VjcmV0/)
  })

  test('for this repository and action goes before the others', async () => {
    const registry = await serve(({ headers }) =>
      headers['authorization'] === undefined ? UNAUTHORIZED : { body: LAYER },
    )
    const scoped = (name: string) => `buildx/config/${registry.host}${name}/config.json`
    const logsIn = ['@pull', '/app', '/app@pull'].map((name) => logIn(registry.host, name, 'x', scoped(name)))
    logIn(registry.host)
    logIn(registry.host, 'pusher', 'x', scoped('/app@push'))
    await layerOf(registry.host)
    expect(logins(registry)).toEqual([undefined, logsIn[2]])
  })

  test('in DOCKER_AUTH_CONFIG goes before all', async () => {
    const registry = await serve(({ headers }) =>
      headers['authorization'] === undefined ? UNAUTHORIZED : { body: LAYER },
    )
    logIn(registry.host)
    const auth = Buffer.from('a:b').toString('base64')
    const env = {
      DOCKER_CONFIG: folder,
      DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [registry.host]: { auth } } }),
    }
    await layerOf(registry.host, { docker: dockerIn(env) })
    expect(logins(registry)).toEqual([undefined, `Basic ${auth}`])
  })
})

describe('a credential helper', () => {
  const docker = () =>
    dockerIn({ DOCKER_CONFIG: folder, PATH: `${folder}${delimiter}${process.env['PATH']}` })

  test('is asked for the registry on stdin', async () => {
    const registry = await serve(({ headers }) =>
      headers['authorization'] === undefined ? UNAUTHORIZED : { body: LAYER },
    )
    writeFile('config.json', '{"credsStore":"mine"}')
    const script = 'read -r server\necho "{\\"Username\\":\\"$1\\",\\"Secret\\":\\"for $server\\"}"'
    writeFile('docker-credential-mine', `#!/bin/sh\n${script}\n`, 0o700)
    await layerOf(registry.host, { docker: docker() })
    const login = Buffer.from(`get:for ${registry.host}`).toString('base64')
    expect(logins(registry)).toEqual([undefined, `Basic ${login}`])
    expect(written).toContain(`::add-mask::for ${registry.host}\n`)
  })

  test('gives an identity token by its own name', async () => {
    const { tokens, registry } = await withTokens(
      () => ({ body: '{"token":"t1"}' }),
      (token) => token === 't1',
    )
    writeFile('config.json', JSON.stringify({ credHelpers: { [registry.host]: 'mine' } }))
    writeFile('docker-credential-mine', '#!/bin/sh\necho \'{"Username":"<token>","Secret":"id"}\'\n', 0o700)
    await layerOf(registry.host, { docker: docker() })
    expect(tokens.requests[0]?.body).toContain('refresh_token=id')
  })

  test('without credentials means no login', async () => {
    const { tokens, registry } = await withTokens(
      () => ({ body: '{"token":"t1"}' }),
      (token) => token === 't1',
    )
    writeFile('config.json', '{"credsStore":"mine"}')
    writeFile(
      'docker-credential-mine',
      '#!/bin/sh\necho credentials not found in native keychain\nexit 1\n',
      0o700,
    )
    await layerOf(registry.host, { docker: docker() })
    expect(logins(tokens)).toEqual([undefined])
  })

  test.each([
    {
      what: 'fails',
      name: 'mine',
      script: 'echo "secret: my-secret"; echo my-secret >&2; exit 3',
      says: 'docker-credential-mine failed (exit code 3) for HOST.',
    },
    {
      what: 'says what is no answer',
      name: 'mine',
      script: 'echo my-secret',
      says: 'docker-credential-mine failed (exit code 0) for HOST.',
    },
    {
      what: 'says far too much',
      name: 'mine',
      script: 'head -c 1000000 /dev/zero | tr "\\0" x',
      says: 'docker-credential-mine failed (exit code 0) for HOST.',
    },
    {
      what: 'is not there',
      name: 'other',
      script: '',
      says: "docker-credential-other, which docker's config.json names, could not be started: spawn docker-credential-other ENOENT.",
    },
    {
      what: 'has a path for a name',
      name: '../x',
      script: '',
      says: 'a credential helper "../x", which is not a valid name.',
    },
  ])('that $what is a failure without its secret', async ({ name, script, says }) => {
    const registry = await serve(() => UNAUTHORIZED)
    writeFile('config.json', JSON.stringify({ credsStore: name }))
    writeFile('docker-credential-mine', `#!/bin/sh\n${script}\n`, 0o700)
    const told = await failure(layerOf(registry.host, { docker: docker() }))
    expect(told).toContain(says)
    expect(told + written).not.toContain('my-secret')
  })
})

describe('a registry that encrypts', () => {
  let tls: { readonly key: string; readonly cert: string }

  beforeEach(() => {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'key.pem']
    const made = [
      '-x509',
      '-days',
      '2',
      '-subj',
      '/CN=test',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-out',
      'ca.pem',
    ]
    execFileSync('openssl', ['req', ...key, ...made], { cwd: folder, stdio: 'pipe' })
    tls = {
      key: readFileSync(join(folder, 'key.pem'), 'utf8'),
      cert: readFileSync(join(folder, 'ca.pem'), 'utf8'),
    }
  })

  const ca = () => [join(folder, 'ca.pem')]

  test.each([
    { what: 'by an authority that is named', said: () => ({ http: false, ca: ca() }) },
    { what: 'with any certificate, if that is configured', said: () => ({ http: false, insecure: true }) },
    { what: 'also where it need not', said: () => ({ http: true, insecure: true }) },
  ])('is read $what', async ({ said }) => {
    const registry = await serve(() => ({ body: LAYER }), tls)
    const layer = await layerOf(registry.host, { hosts: [{ host: registry.host, ...said() }] })
    expect(layer.equals(LAYER)).toBe(true)
  })

  test('and requires a client certificate gets the configured one', async () => {
    const registry = await serve(() => ({ body: LAYER }), { ...tls, clientCa: tls.cert })
    const own = { host: registry.host, http: false, ca: ca() }
    const keypairs = [{ cert: join(folder, 'ca.pem'), key: join(folder, 'key.pem') }]
    const layer = await layerOf(registry.host, { hosts: [{ ...own, keypairs }] })
    expect(layer.equals(LAYER)).toBe(true)
    expect(await failure(layerOf(registry.host, { hosts: [own] }))).toMatch(
      /certificate required\. .* name key and cert in \[\[registry\."HOST"\.keypair\]\]/,
    )
  })

  test('without need is read without encryption if it does not encrypt', async () => {
    const registry = await serve(() => ({ body: LAYER }))
    const hosts = [{ host: registry.host, http: true, insecure: true }]
    expect((await layerOf(registry.host, { hosts })).equals(LAYER)).toBe(true)
  })

  test.each([
    {
      what: 'by an authority that nobody named',
      said: () => ({ http: false }),
      says: /failed: self-signed certificate\. Name the file with its certificate authority/,
    },
    {
      what: 'by one that only the builder has',
      said: () => ({ http: false, ca: ['/etc/buildkit/certs/r.test/ca.pem'] }),
      says: /failed: self-signed certificate\. .* let this machine trust it/,
    },
    {
      what: 'by one that is not there',
      said: () => ({ http: false, ca: ['/nowhere/ca.pem'] }),
      says: /^The certificate authority \/nowhere\/ca\.pem, .* cannot be read: ENOENT/,
    },
  ])('$what is a failure', async ({ said, says }) => {
    const registry = await serve(() => ({ body: LAYER }), tls)
    const layer = layerOf(registry.host, { hosts: [{ host: registry.host, ...said() }] })
    expect(await failure(layer)).toMatch(says)
  })

  test('sends no login to a token server that does not', async () => {
    const tokens = await serve(() => ({ body: '{"token":"t"}' }))
    const headers = { 'www-authenticate': `Bearer realm="http://${tokens.host}/"` }
    const registry = await serve(() => ({ status: 401, headers }), tls)
    logIn(registry.host)
    const layer = layerOf(registry.host, { hosts: [{ host: registry.host, http: false, ca: ca() }] })
    expect(await failure(layer)).toContain(
      'asks for the login to be sent to http://HOST, which is not encrypted; it was not sent.',
    )
    expect(tokens.requests).toEqual([])
  })

  test('does not forward to storage that does not', async () => {
    const registry = await serve(() => ({ status: 307, headers: { location: 'http://storage.test/x' } }), tls)
    const layer = layerOf(registry.host, { hosts: [{ host: registry.host, http: false, ca: ca() }] })
    expect(await failure(layer)).toContain('HOST redirects to http://storage.test, which is not encrypted.')
  })
})

describe('behind a proxy', () => {
  const hosts = [{ host: 'registry.test', http: true }]
  /** Of a step that reaches everything by a proxy. */
  const by = (port: number): Partial<RegistrySettings> => ({
    hosts,
    docker: dockerIn({ DOCKER_CONFIG: folder, http_proxy: `http://127.0.0.1:${port}` }),
  })

  test('a registry is read through it', async () => {
    const registry = await serve(() => ({ body: LAYER }))
    const [name = '', port = ''] = registry.host.split(':')
    const tunnels: string[] = []
    const proxy = createServer().on('connect', (call, socket: Socket) => {
      tunnels.push(call.url ?? '')
      const onward = connect(Number(port), name, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
      socket.pipe(onward).pipe(socket)
    })
    expect((await layerOf('registry.test', by(await listen(proxy)))).equals(LAYER)).toBe(true)
    expect(tunnels).toEqual(['registry.test:80'])
  })

  test('that says nothing, no connection stays open', async () => {
    const sockets: Socket[] = []
    const proxy = createTcpServer((socket) => sockets.push(socket.on('error', () => {})))
    const told = await failure(layerOf('registry.test', { ...by(await listen(proxy)), silenceMs: 100 }))
    expect(told).toContain('failed: registry.test sent nothing for 0.1 s.')
    const [socket] = sockets
    socket?.resume()
    await new Promise((resolve) => socket?.once('close', resolve))
    expect(sockets).toHaveLength(1)
  })

  test('that requires its own login, it is named, and asked once', async () => {
    let count = 0
    const proxy = createServer().on('connect', (_, socket: Socket) => {
      count++
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    })
    const told = await failure(layerOf('registry.test', by(await listen(proxy))))
    expect([told, count]).toEqual([expect.stringContaining('failed: the proxy answers 407'), 1])
  })
})

async function listen(server: ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({ close: () => server.close() })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
