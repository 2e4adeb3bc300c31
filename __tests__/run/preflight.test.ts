import { afterEach, describe, expect, test } from '@jest/globals'
import { HttpError } from '../../src/http.ts'
import { openRegistries, type Registries } from '../../src/registry/manifests.ts'
import { startPreflight } from '../../src/run/preflight.ts'
import { PUBLISHING } from '../builders.ts'
import { dockerIn } from '../docker/recording.ts'
import { type Place, place } from '../registry/registries.ts'
import { type Fault, keep, shortly } from '../registry/stored.ts'
import { whileCaptured } from '../runner/stdout.ts'
import { indexOf } from './documents.ts'

const OLD = indexOf(['linux/amd64'])

const open: Place[] = []
afterEach(async () => {
  for (const { server } of open.splice(0)) await server.close()
})

async function opened(fault?: Fault): Promise<Place> {
  const made = await place(fault)
  open.push(made)
  keep(made.stored, OLD.bytes, 'app:1')
  return made
}

/** Asks before a push of `app:1` and `app:2`. */
async function asked({ registries, app }: Place, isReachedAlike = true) {
  const tags = [`${app}:1`, `${app}:2`]
  const { result } = await whileCaptured(async () => {
    const { gate, before } = startPreflight(registries, {
      ...{ ...PUBLISHING, repositories: [app], tags, isReachedAlike },
    })
    const refusal = await gate.catch((error: unknown) => error)
    return { refusal, before: await before }
  })
  return result
}

/** A registry that is not reached, for this reason. */
function failingWith(error: Error, { registries, ...made }: Place): Place {
  const at: Registries['at'] = (repository) => ({
    ...registries.at(repository),
    tryUpload: () => Promise.reject(error),
  })
  return { ...made, registries: { ...registries, at } }
}

/** A start of an upload that is answered so. */
const upload =
  (status: number, code: string, message = ''): Fault =>
  ({ method }) =>
    method === 'POST' ? { status, body: JSON.stringify({ errors: [{ code, message }] }) } : undefined

describe('before a build', () => {
  test('an upload is begun and cancelled, and every tag is asked for', async () => {
    const made = await opened()
    const { refusal, before } = await asked(made)
    expect(refusal).toBeUndefined()
    expect([...before].map(([tag, { digest }]) => [tag, digest])).toEqual([
      [`${made.app}:1`, OLD.digest],
      [`${made.app}:2`, ''],
    ])
    const [post, cancel, ...tags] = shortly(made.server)
    expect([post, cancel]).toEqual(['POST app upload', 'DELETE app upload'])
    expect(tags.toSorted()).toEqual([`GET app@${OLD.digest.slice(7, 15)}`, 'HEAD app:1', 'HEAD app:2'])
  })

  test.each<{ what: string; fault: Fault; says: RegExp; cure: RegExp }>([
    {
      what: 'a login that may not push',
      fault: upload(403, 'DENIED', 'permission_denied: write_package'),
      says: /^Error|is not allowed: the registry answers 403 DENIED \(permission_denied: write_package\)/,
      cure: /packages: write/,
    },
    {
      what: 'no login where one is wanted',
      fault: ({ method }) =>
        method === 'POST' ? { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } } : undefined,
      says: /denies push access to app: it requires a login, and docker has no login for it/,
      cure: /docker\/login-action/,
    },
    {
      what: 'a repository that is not there',
      fault: upload(404, 'NAME_UNKNOWN', "The repository with name 'app' does not exist"),
      says: /answers 404 NAME_UNKNOWN \(The repository with name 'app' does not exist\)/,
      cure: /check that the name is right and its repository exists/,
    },
    {
      what: 'an unknown kind of login',
      fault: ({ method }) =>
        method === 'POST' ? { status: 401, headers: { 'www-authenticate': 'NTLM' } } : undefined,
      says: /requires a kind of login that docker does not support: NTLM\./,
      cure: /proxy or a firewall/,
    },
    { what: 'an impossible name', fault: upload(400, 'NAME_INVALID'), says: /NAME_INVALID/, cure: /name/ },
  ])('is a failure at once: $what', async ({ fault, says, cure }) => {
    const made = await opened(fault)
    const { refusal } = await asked(made)
    expect(String(refusal)).toMatch(says)
    expect(String(refusal)).toContain('Nothing has been pushed.')
    expect(refusal).toMatchObject({ cure: expect.stringMatching(cure) })
    expect(made.pauses).toEqual([])
  })

  test.each<{ what: string; fault: Fault }>([
    { what: 'no uploads in this way', fault: upload(405, 'UNSUPPORTED') },
    { what: 'nothing at that address', fault: upload(404, '') },
    {
      what: 'a page of a proxy',
      fault: ({ method }) => (method === 'POST' ? { body: '<html>' } : undefined),
    },
    {
      what: 'an upload without an address',
      fault: ({ method }) => (method === 'POST' ? { status: 202 } : undefined),
    },
    {
      what: 'an upload that cannot be cancelled',
      fault: ({ method }) => (method === 'DELETE' ? { status: 405 } : undefined),
    },
    { what: 'too much asked', fault: upload(429, 'TOOMANYREQUESTS') },
    { what: "GitHub's way of saying so", fault: upload(403, 'DENIED', 'secondary rate limit') },
    { what: 'out of order', fault: upload(503, '') },
    { what: 'no right to read', fault: ({ method }) => (method === 'HEAD' ? { status: 403 } : undefined) },
  ])('nothing else speaks against a push: $what', async ({ fault }) => {
    const made = await opened(fault)
    expect((await asked(made)).refusal).toBeUndefined()
  })

  test.each([
    {
      what: 'is waited for, and named',
      isReachedAlike: true,
      says: /does not answer: .*Nothing has been pushed/,
    },
    {
      what: 'is ignored if the builder reaches the registry on another path',
      isReachedAlike: false,
      says: /^undefined$/,
    },
  ])('a registry that does not answer $what', async ({ isReachedAlike, says }) => {
    const made = await opened(() => 'reset')
    const { refusal, before } = await asked(made, isReachedAlike)
    expect(String(refusal)).toMatch(says)
    expect(before.size).toBe(0)
  })

  test('a proxy that does not speak HTTP is named, also if the builder is elsewhere', async () => {
    const docker = dockerIn({ HTTPS_PROXY: 'socks5://proxy.example:1080' })
    const registries = openRegistries({ hosts: [], docker })
    const { refusal } = await asked({ ...(await opened()), registries, app: 'r.example/app' }, false)
    expect(refusal).toMatchObject({
      message:
        'r.example cannot be queried: the proxy socks5://proxy.example:1080 is not an HTTP proxy. Nothing has been pushed.',
      cure: expect.stringContaining('NO_PROXY'),
    })
  })

  test('a certificate that is not trusted is named, also if the builder is elsewhere', async () => {
    const made = await opened()
    const untrusted = Object.assign(new Error('self-signed certificate'), {
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    })
    const { refusal } = await asked(failingWith(untrusted, made), false)
    expect(String(refusal)).toContain('cannot be queried: self-signed certificate. Nothing has been pushed.')
    expect(refusal).toMatchObject({ cure: expect.stringContaining('authority') })
  })

  test.each([
    {
      what: 'has expired',
      error: Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' }),
      cure: /renew its certificate; .* the clock of this machine is wrong/,
    },
    {
      what: 'is one for other names',
      error: Object.assign(new Error("Hostname/IP does not match certificate's altnames"), {
        code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      }),
      cure: /use a name of the registry that its certificate has/,
    },
    {
      what: 'is wanted of whoever asks',
      error: Object.assign(new Error('ssl/tls alert certificate required'), {
        code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      }),
      cure: /keypair/,
    },
    {
      what: 'is not there',
      error: Object.assign(
        new Error('write EPROTO 40A:error:0A00010B:SSL routines:tls_validate:wrong version number:a.c:77:\n'),
        { code: 'EPROTO' },
      ),
      cure: /http = true/,
    },
    {
      what: 'is behind a proxy that wants a login',
      error: new HttpError('the proxy answers 407', 'impossible'),
      cure: /USER:PASSWORD@HOST:PORT/,
    },
    {
      what: 'is behind a proxy that does not lead there',
      error: new HttpError('the proxy answers 403', 'impossible'),
      cure: /allow the registry in its configuration/,
    },
  ])('a certificate that $what ends the job with a cure of its own', async ({ error, cure }) => {
    const { refusal } = await asked(failingWith(error, await opened()), false)
    expect(String(refusal)).toMatch(/cannot be queried: .*\. Nothing has been pushed\./)
    expect(refusal).toMatchObject({ cure: expect.stringMatching(cure) })
  })

  test('a name that leads to no address is looked up for some seconds, and then named', async () => {
    const made = await opened()
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND r.invalid'), { code: 'ENOTFOUND' })
    const { refusal } = await asked(failingWith(unknown, made))
    expect(String(refusal)).toContain('does not answer: getaddrinfo ENOTFOUND r.invalid.')
    expect(made.pauses).toEqual([1_000, 2_000, 4_000])
  })
})
