/**
 * HTTP requests with time limits: through proxies, with redirects but never from an encrypted address to an
 * unencrypted one, and with the certificate authorities that the caller or this machine trusts. The package takes 60
 * ms to load, so everything that uses this file is loaded by `import()` when something is fetched.
 */
import { Agent, type IncomingMessage } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { getCACertificates } from 'node:tls'
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import { HttpClient as PackageClient } from '@actions/http-client'
import tunnel from 'tunnel'
import { faultOf, isTransientClass } from './faults.ts'
import { text } from './json.ts'
import { proxyFor } from './proxy.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Aborts the request, and the reading of its response. */
  readonly signal?: AbortSignal
}

/** The head of a response, whose body has not been read. */
export interface HttpResponse {
  readonly message: IncomingMessage
  /** The host of the response if the request was redirected to another origin; undefined otherwise. */
  readonly redirectedTo: string | undefined
}

/** How the certificate of a server is verified. */
export interface Trust {
  /** Whether any certificate is accepted. */
  readonly isInsecure: boolean
  /** Certificate authorities in addition to those that Node knows, as PEM. */
  readonly authorities: readonly string[]
  /** Client certificates, for a server that requires one. */
  readonly keypairs: readonly Keypair[]
}

/** A certificate and its key, as PEM. */
export interface Keypair {
  readonly cert: string
  readonly key: string
}

export interface HttpOptions {
  /** Its variables name proxies, in the way docker reads them; by default there are none. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** What is trusted for an https URL; by default Node's own authorities. */
  readonly trust?: (url: URL) => Trust
  /** How long to wait for a silent server, in milliseconds; by default 60 s. */
  readonly silenceMs?: number
}

export interface HttpClient {
  /**
   * Sends a request and follows redirects: those of a GET or a HEAD anywhere, without the Authorization header for
   * another origin, and all others only within the same origin.
   * @throws HttpError or the error of the connection if there is no response, or one with a transient fault
   */
  readonly send: (request: HttpRequest) => Promise<HttpResponse>
  /** Sends a request and returns any response. @throws as `send` if there is none */
  readonly sendOnce: (request: HttpRequest) => Promise<IncomingMessage>
  /** The bytes of a response. @throws HttpError or the error of the connection if they end too early */
  readonly bodyOf: (message: IncomingMessage) => AsyncGenerator<Buffer>
  /** A whole body. @param limit maximum number of bytes */
  readonly wholeBody: (message: IncomingMessage, limit: number) => Promise<Buffer>
}

/** The state of a client. */
interface State {
  readonly env: NonNullable<HttpOptions['env']>
  readonly trust: (url: URL) => Trust
  readonly silenceMs: number
  /** Origins for which the authorities of this machine are also trusted. */
  readonly machineTrusted: Set<string>
}

export function openHttpClient(options: HttpOptions = {}): HttpClient {
  const { env = {}, trust = defaultTrust, silenceMs = SILENCE_MS } = options
  const state = { env, trust, silenceMs, machineTrusted: new Set<string>() }
  return {
    send: (request) => send(request, state),
    sendOnce: (request) => trustedResponse(request, state),
    bodyOf: (message) => bodyOf(message, silenceMs),
    wholeBody: (message, limit) => wholeBody(message, limit, silenceMs),
  }
}

const SILENCE_MS = 60_000

function defaultTrust(): Trust {
  return { isInsecure: false, authorities: [], keypairs: [] }
}

/** A longer Retry-After counts as a failure. */
const MAX_PAUSE_MS = 60_000

const MAX_REDIRECTS = 10

/** How a request fails: transiently, without an answer in time, permanently, or because it cannot be sent at all. */
type Fault = 'passing' | 'silence' | 'lasting' | 'impossible'

/** What is known about a useless response. */
interface ErrorDetails {
  /** 0 if there was no response. */
  readonly status?: number
  /** The pause that the server asks for, in milliseconds. */
  readonly pauseMs?: number
}

/** No response, or a useless one. */
export class HttpError extends Error {
  readonly fault: Fault
  readonly status: number
  readonly pauseMs: number

  constructor(what: string, fault: Fault, { status = 0, pauseMs = 0 }: ErrorDetails = {}) {
    super(what)
    this.name = 'HttpError'
    this.fault = fault
    this.status = status
    this.pauseMs = pauseMs
  }
}

/** Errors of certificates from an authority that Node does not know. */
const UNTRUSTED_CODES: readonly unknown[] = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]

/**
 * Number of retries for a name that cannot be resolved: this bridges some seconds of a name server, without waiting
 * long for a wrong name.
 */
const LOOKUP_RETRIES = 3

/**
 * Whether the same request may succeed the next time.
 * @param done how many retries there have been
 */
export function isTransient(error: unknown, done = 0): boolean {
  if (error instanceof HttpError) return error.fault === 'passing'
  const fault = faultOf(text(error, 'code'))
  // A server that is down may be up in a moment.
  return fault === 'connection' || (fault === 'unknown host' && done < LOOKUP_RETRIES)
}

/** The pause that a server asks for, in milliseconds. */
export function pauseAfter(error: unknown): number {
  return error instanceof HttpError ? error.pauseMs : 0
}

/** Whether the authority of a certificate is not trusted. */
export function isUntrusted(error: unknown): boolean {
  return UNTRUSTED_CODES.includes(text(error, 'code'))
}

/**
 * The message of an error in one line, without Node's advice for its command line, and without locations in OpenSSL's
 * source.
 */
export function reasonOf(error: unknown): string {
  const message = text(error, 'message') || text(error, 'code')
  const [, ofOpenSsl] = /:SSL routines:[^:]*:([^:]+):/.exec(message) ?? []
  return ofOpenSsl ?? message.replace(/;? if the root CA .*/, '')
}

async function send(request: HttpRequest, state: State): Promise<HttpResponse> {
  let next = request
  for (let hops = 0; ; hops++) {
    const message = await trustedResponse(next, state)
    const { statusCode: status = 0, headers } = message
    if (isTransientClass(faultOf({ status }))) {
      message.destroy()
      throw retryLater(next, status, headers)
    }
    if (headers.location === undefined || !isRedirect(next, status, headers.location))
      return { message, redirectedTo: redirectHost(request, next) }
    message.destroy()
    next = redirected(next, headers.location, hops)
  }
}

/** The body may be secret: it is only sent again to the same server, and only if the status allows that. */
function isRedirect({ method, url }: HttpRequest, status: number, location: string): boolean {
  if (method === 'GET' || method === 'HEAD') return [301, 302, 303, 307, 308].includes(status)
  return [307, 308].includes(status) && URL.parse(location, url)?.origin === new URL(url).origin
}

function redirectHost(target: HttpRequest, responding: HttpRequest): string | undefined {
  const [from, to] = [new URL(target.url), new URL(responding.url)]
  return to.origin === from.origin ? undefined : to.host
}

function redirected(request: HttpRequest, location: string, hops: number): HttpRequest {
  const [from, to] = [new URL(request.url), URL.parse(location, request.url)]
  if (hops === MAX_REDIRECTS) throw new HttpError('too many redirects', 'lasting')
  if (to === null || !/^https?:$/.test(to.protocol))
    throw new HttpError(`${from.host} redirects to something that is not a URL`, 'lasting')
  if (from.protocol === 'https:' && to.protocol !== 'https:')
    throw new HttpError(`${from.host} redirects to ${to.origin}, which is not encrypted`, 'lasting')
  const { authorization: _, ...others } = request.headers
  return { ...request, url: to.href, headers: to.origin === from.origin ? request.headers : others }
}

function retryLater({ url }: HttpRequest, status: number, headers: IncomingMessage['headers']): HttpError {
  const { 'retry-after': after = '', date = '' } = headers
  // A date is relative to the server's clock, which may differ from ours.
  const now = Date.parse(date) || Date.now()
  const seconds = /^\d+$/.test(after) ? Number(after) : (Date.parse(after) - now) / 1_000
  const pauseMs = seconds > 0 ? Math.ceil(seconds) * 1_000 : 0
  const what = `${new URL(url).host} answers ${status}`
  if (pauseMs <= MAX_PAUSE_MS) return new HttpError(what, 'passing', { status, pauseMs })
  const phrase = `asks for a pause of ${pauseMs / 1_000} s`
  return new HttpError(`${what} and ${phrase}`, 'lasting', { status })
}

/**
 * Programs in Go, buildx among them, trust the authorities of the machine: a company may have its own there. Reading
 * them can take seconds, and those of Node are usually enough, so they are only read when a server needs them.
 */
async function trustedResponse(request: HttpRequest, state: State): Promise<IncomingMessage> {
  const { machineTrusted } = state
  const { origin } = new URL(request.url)
  const isTrusting = machineTrusted.has(origin)
  try {
    return await responseInTime(request, state)
  } catch (error) {
    if (isTrusting || !isUntrusted(error)) throw error
    machineTrusted.add(origin)
    return responseInTime(request, state)
  }
}

/** The package's own timeout does not cover the time until a connection is made, and leaves the connection open. */
async function responseInTime(request: HttpRequest, state: State): Promise<IncomingMessage> {
  const { method, url, headers, body = null, signal } = request
  const { silenceMs } = state
  const stop = new AbortController()
  const signals = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal])
  const client = new PackageClient('multi-platform-build', [handler(url, state, signals)], {
    allowRedirects: false,
  })
  let timer: NodeJS.Timeout | undefined
  const isOver = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new HttpError(`${new URL(url).host} sent nothing for ${silenceMs / 1_000} s`, 'silence'))
      stop.abort()
    }, silenceMs)
  })
  try {
    // No compression in transit: sizes and digests are those of the stored bytes.
    const sent = { 'accept-encoding': 'identity', ...headers }
    const { message } = await Promise.race([
      client.request(method, url, body, sent).catch(proxyError),
      isOver,
    ])
    // From here on `bodyOf` watches the time: a slow reader is not the server's fault.
    message.socket.setTimeout(0)
    return message
  } finally {
    clearTimeout(timer)
  }
}

/** @throws the error of a request; the package `tunnel` reports a proxy's refusal as a broken connection */
function proxyError(error: unknown): never {
  const [, status] = /^tunneling socket .* statusCode=(\d+)$/.exec(text(error, 'message')) ?? []
  if (status === undefined) throw error
  const fault = isTransientClass(faultOf({ status: Number(status) })) ? 'passing' : 'impossible'
  throw new HttpError(`the proxy answers ${status}`, fault)
}

type Handler = NonNullable<ConstructorParameters<typeof PackageClient>[1]>[number]

/** Settings for which the package has no options: it chooses proxies by its own rules, which differ from docker's. */
function handler(url: string, state: State, signal: AbortSignal): Handler {
  return {
    prepareRequest: (options) => {
      const target = new URL(url)
      const proxy = proxyFor(target, state.env)
      options.signal = signal
      // The brackets of an IPv6 address belong in URLs and in requests to a proxy.
      if (proxy === undefined) options.host = options.host?.replace(/^\[(.*)\]$/, '$1')
      options.agent = agentFor(target, proxy, state, signal)
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () => Promise.reject(new Error('this handler does not authenticate')),
  }
}

/**
 * Of several addresses, Node abandons each after a quarter of a second for the next one, and does not return to it
 * (nodejs/node#54359): if the next one is an IPv6 address without a route, a distant server would never be reached.
 */
const CONNECT_OPTIONS = { autoSelectFamilyAttemptTimeout: 3_000 } as const

/**
 * Each request has its own agent, so no connection stays open. @throws HttpError for a proxy that does not speak HTTP
 */
function agentFor(target: URL, proxy: URL | undefined, state: State, signal: AbortSignal): Agent {
  const isSecure = target.protocol === 'https:'
  const encrypted = encryption(target, state)
  if (proxy === undefined)
    return isSecure ? new SecureAgent({ ...CONNECT_OPTIONS, ...encrypted }) : new Agent(CONNECT_OPTIONS)
  if (!/^https?:$/.test(proxy.protocol))
    throw new HttpError(`the proxy ${proxy.protocol}//${proxy.host} is not an HTTP proxy`, 'impossible')
  const isProxySecure = proxy.protocol === 'https:'
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  const options = {
    ...encrypted,
    proxy: {
      ...{
        host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
        port: proxy.port || (isProxySecure ? '443' : '80'),
        signal,
      },
      ...(login === ':' ? {} : { proxyAuth: login }),
    },
  }
  if (isSecure) return isProxySecure ? tunnel.httpsOverHttps(options) : tunnel.httpsOverHttp(options)
  return isProxySecure ? tunnel.httpOverHttps(options) : tunnel.httpOverHttp(options)
}

function encryption(url: URL, { trust, machineTrusted }: State) {
  if (url.protocol !== 'https:') return {}
  const { isInsecure, authorities, keypairs } = trust(url)
  const own =
    keypairs.length === 0
      ? {}
      : { cert: keypairs.map(({ cert }) => cert), key: keypairs.map(({ key }) => key) }
  if (isInsecure) return { ...own, rejectUnauthorized: false }
  const isMachineTrusted = machineTrusted.has(url.origin)
  if (authorities.length === 0 && !isMachineTrusted) return own
  const machine = isMachineTrusted ? getCACertificates('system') : []
  return { ...own, ca: [...getCACertificates('default'), ...machine, ...authorities] }
}

async function* bodyOf(message: IncomingMessage, silenceMs: number): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = message[Symbol.asyncIterator]()
  const giveUp = (): void => {
    message.destroy(new HttpError(`no more data came for ${silenceMs / 1_000} s`, 'silence'))
  }
  try {
    for (;;) {
      const timer = setTimeout(giveUp, silenceMs)
      const { done, value } = await chunks.next().finally(() => clearTimeout(timer))
      if (done === true) return
      yield value
    }
  } finally {
    message.destroy()
  }
}

async function wholeBody(message: IncomingMessage, limit: number, silenceMs: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of bodyOf(message, silenceMs)) {
    size += chunk.length
    if (size > limit) throw new HttpError(`the answer has more than ${limit} bytes`, 'lasting')
    chunks.push(chunk)
  }
  return decodeBody(Buffer.concat(chunks), message.headers['content-encoding'], limit)
}

/** Encodings in which a body may arrive although they were not requested, for example from a cache in between. */
const DECODERS: ReadonlyMap<string, (bytes: Buffer, limits: { maxOutputLength: number }) => Buffer> = new Map(
  [
    ['gzip', (bytes, limits) => gunzipSync(bytes, limits)],
    ['x-gzip', (bytes, limits) => gunzipSync(bytes, limits)],
    ['deflate', (bytes, limits) => inflateSync(bytes, limits)],
    ['br', (bytes, limits) => brotliDecompressSync(bytes, limits)],
    ['zstd', (bytes, limits) => zstdDecompressSync(bytes, limits)],
  ],
)

/** @throws HttpError if it is not compressed as declared */
function decodeBody(bytes: Buffer, encoding: string | undefined, limit: number): Buffer {
  const decode = DECODERS.get(encoding ?? '')
  if (decode === undefined || bytes.length === 0) return bytes
  try {
    return decode(bytes, { maxOutputLength: limit })
  } catch {
    throw new HttpError(
      `the answer is not compressed with ${encoding} as it says, or is too large`,
      'passing',
    )
  }
}
