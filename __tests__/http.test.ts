import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { type RegistryHost, type Reply, registryHost } from '../e2e/harness/registry-host.ts'
import { HttpError, isTransient, openHttpClient, pauseAfter } from '../src/http.ts'

/** Behaviour for senders of requests; __tests__/registry/blobs.test.ts has that of the registry client. */

const open: { close: () => Promise<void> }[] = []

afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function serve(...args: Parameters<typeof registryHost>): Promise<RegistryHost> {
  const host = await registryHost(...args)
  open.push(host)
  return host
}

const get = (url: string, silenceMs = 10_000) =>
  openHttpClient({ silenceMs }).send({ method: 'GET', url, headers: {} })

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('a request', () => {
  test.each<{ what: string; reply: Reply; isPassing: boolean; pauseMs?: number; silenceMs?: number }>([
    { what: 'a busy server', reply: { status: 503 }, isPassing: true },
    {
      what: 'a server that requests a pause',
      reply: { status: 429, headers: { 'retry-after': '2' } },
      isPassing: true,
      pauseMs: 2_000,
    },
    {
      what: 'a server that requests an hour',
      reply: { status: 503, headers: { 'retry-after': '3600' } },
      isPassing: false,
    },
    {
      what: 'a server that requests a moment, with a different clock',
      reply: {
        status: 503,
        headers: { date: 'Sat, 01 Jan 2000 00:00:00 GMT', 'retry-after': 'Sat, 01 Jan 2000 00:00:03 GMT' },
      },
      isPassing: true,
      pauseMs: 3_000,
    },
    { what: 'a connection that breaks', reply: 'reset', isPassing: true },
    { what: 'a silent server', reply: 'silence', silenceMs: 200, isPassing: false },
    {
      what: 'a server that redirects to itself',
      reply: { status: 302, headers: { location: '/' } },
      isPassing: false,
    },
  ])('fails with $what', async ({ reply, isPassing, pauseMs = 0, silenceMs }) => {
    const { host } = await serve(() => reply)
    const error = await failure(get(`http://${host}/`, silenceMs))
    expect([isTransient(error, 0), pauseAfter(error)]).toEqual([isPassing, pauseMs])
  })

  test('returns any other status, and the host of its redirect', async () => {
    const storage = await serve(() => ({ status: 501 }))
    const { host } = await serve(() => ({ status: 307, headers: { location: `http://${storage.host}/x` } }))
    const { message, redirectedTo } = await get(`http://${host}/`)
    message.destroy()
    expect([message.statusCode, redirectedTo]).toEqual([501, storage.host])
  })

  test('is tried some times more if a name leads to no address, and not for ever', () => {
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND r'), { code: 'ENOTFOUND' })
    expect([0, 1, 2, 3].map((done) => isTransient(unknown, done))).toEqual([true, true, true, false])
  })

  test('gives the first of several addresses enough time', async () => {
    const { host } = await serve(() => ({ body: 'hello' }))
    const connect = jest.spyOn(Agent.prototype, 'createConnection')
    try {
      await get(`http://${host}/`)
      const [options] = connect.mock.calls[0] ?? []
      expect(options).toMatchObject({ autoSelectFamilyAttemptTimeout: 3_000 })
    } finally {
      connect.mockRestore()
    }
  })

  test.each([
    { encoding: 'gzip', encode: gzipSync },
    { encoding: 'deflate', encode: deflateSync },
    { encoding: 'br', encode: brotliCompressSync },
    { encoding: 'zstd', encode: zstdCompressSync },
  ])('reads a body with unrequested $encoding compression', async ({ encoding, encode }) => {
    const headers = { 'content-encoding': encoding }
    const { host } = await serve(() => ({ headers, body: encode('twelve bytes') }))
    const client = openHttpClient()
    const body = async (limit: number): Promise<string> => {
      const { message } = await client.send({ method: 'GET', url: `http://${host}/`, headers: {} })
      return String(await client.wholeBody(message, limit))
    }
    expect(await body(100)).toBe('twelve bytes')
    const wrong = await serve(() => ({ headers, body: 'not compressed at all' }))
    const { message } = await client.send({ method: 'GET', url: `http://${wrong.host}/`, headers: {} })
    expect(isTransient(await failure(client.wholeBody(message, 100)), 0)).toBe(true)
  })

  test('reads no more of a body than needed', async () => {
    const { host } = await serve(() => ({ body: 'twelve bytes' }))
    const client = openHttpClient()
    const body = async (limit: number): Promise<string> => {
      const { message } = await client.send({ method: 'GET', url: `http://${host}/`, headers: {} })
      return String(await client.wholeBody(message, limit))
    }
    expect(await body(12)).toBe('twelve bytes')
    const error = await failure(body(11))
    expect(error instanceof HttpError && error.message).toBe('the answer has more than 11 bytes')
  })
})

const CLIENT = `
import { openHttpClient } from '${join(import.meta.dirname, '..', 'src', 'http.ts')}'
const client = openHttpClient()
const get = async () => {
  const { message } = await client.send({ method: 'GET', url: process.argv[1], headers: {} })
  return String(await client.wholeBody(message, 100))
}
console.log((await Promise.all([get(), get()])).join(' '))
`

test('concurrent requests all trust the certificate authorities of this machine', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mpb-http-'))
  try {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'key.pem']
    const name = ['-subj', '/CN=test', '-addext', 'subjectAltName=IP:127.0.0.1']
    const args = ['req', ...key, '-x509', '-days', '2', ...name, '-out', 'ca.pem']
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
    const [tlsKey, cert] = ['key.pem', 'ca.pem'].map((file) => readFileSync(join(folder, file), 'utf8'))
    const { host } = await serve(() => ({ body: 'hello' }), { key: tlsKey ?? '', cert: cert ?? '' })
    // The machine's authorities are read from the environment of the process itself, which a test cannot change.
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module-typescript', '--eval', CLIENT, `https://${host}/`],
      { env: { SSL_CERT_FILE: join(folder, 'ca.pem') } },
    )
    expect(stdout).toBe('hello hello\n')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
