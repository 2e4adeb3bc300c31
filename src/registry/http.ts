/**
 * Requests to registries, their token servers and the storage that they forward to: encrypted as a builder's
 * configuration has it, in bounded time, and again where that helps. Its package takes 60 ms to load, so whatever
 * uses this file is imported only when a registry is read.
 */
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { getCACertificates } from 'node:tls'
import { HttpClient } from '@actions/http-client'
import { type HostSettings, hostSettings } from '../buildx/buildkitd-config.ts'
import { Failure } from '../errors.ts'
import { field, text } from '../json.ts'
import { isLocalhost } from '../oci/reference.ts'
import { say } from '../runner/log.ts'
import { TRANSIENT_CODES } from '../runner/transient.ts'

export interface RegistrySettings {
  /** By host as image names have it. */
  readonly hosts: ReadonlyMap<string, HostSettings>
  /** Leads to docker's logins; this process's environment where it is not given. */
  readonly env?: NodeJS.ProcessEnv
  /** A server that says nothing for so many milliseconds is given up; 60 s where it is not given. */
  readonly silenceMs?: number
  /** Pauses in milliseconds before each further try; 1, 2 and 4 s where they are not given. */
  readonly pausesMs?: readonly number[]
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** The head of an answer, whose body has not been read. */
export interface Answer {
  readonly message: IncomingMessage
  /** The host that answers where the call was forwarded to another origin; '' where the one that was asked does. */
  readonly elsewhere: string
}

const SILENCE_MS = 60_000
const PAUSES_MS = [1_000, 2_000, 4_000]

/** A server that wants to be left alone for longer is not waited for. */
const LONGEST_PAUSE_MS = 60_000

const MOST_REDIRECTS = 10

/** Certificates by an authority that Node does not know. */
const UNTRUSTED_CODES: readonly unknown[] = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]

/** An answer that is no use. */
export class BadAnswer extends Error {
  readonly isTransient: boolean
  /** How long the server wants to be left alone. */
  readonly pauseMs: number

  constructor(what: string, isTransient: boolean, pauseMs = 0) {
    super(what)
    this.name = 'BadAnswer'
    this.isTransient = isTransient
    this.pauseMs = pauseMs
  }
}

/** Does something that needs an answer, and again after a passing trouble. @throws Failure */
export async function tried<T>(what: string, settings: RegistrySettings, work: () => Promise<T>): Promise<T> {
  for (let turn = 0; ; turn++) {
    try {
      return await work()
    } catch (error) {
      await pauseAfter(error, turn, what, settings)
    }
  }
}

/**
 * Waits before a further try.
 * @param turn how many tries there were before this one
 * @throws Failure where a further try is of no use, or there were enough
 */
export async function pauseAfter(
  error: unknown,
  turn: number,
  what: string,
  { pausesMs = PAUSES_MS }: RegistrySettings,
): Promise<void> {
  if (error instanceof Failure) throw error
  const pause = isTransient(error) ? pausesMs[turn] : undefined
  if (pause === undefined) {
    const tries = turn === 0 ? '' : ` (tried ${turn + 1} times)`
    throw new Failure(`${what} failed: ${reasonOf(error)}${tries}.`, cureOf(error))
  }
  const wait = Math.max(pause, error instanceof BadAnswer ? error.pauseMs : 0)
  say(`${what}: ${reasonOf(error)}; trying again in ${wait / 1000} s`)
  await sleep(wait)
}

function isTransient(error: unknown): boolean {
  return error instanceof BadAnswer ? error.isTransient : TRANSIENT_CODES.includes(text(error, 'code'))
}

/** In one line, without Node's advice for those who start it. */
function reasonOf(error: unknown): string {
  return (text(error, 'message') || text(error, 'code')).replace(/;? if the root CA .*/, '')
}

function cureOf(error: unknown): string {
  return UNTRUSTED_CODES.includes(text(error, 'code'))
    ? 'Name the file with the authority of its certificate in the configuration of the builder (ca in the table registry."HOST"), or let this machine trust it: of a builder that was made elsewhere, only the builder has the file.'
    : 'See that the registry is up and that this runner reaches it, and run the job again.'
}

/**
 * Asks once, and goes where a GET is forwarded to: without the Authorization header at another origin.
 * @throws BadAnswer or the client's error where there is no answer, or one that may be another the next time
 */
export async function exchange(call: Call, settings: RegistrySettings): Promise<Answer> {
  let next = call
  for (let hops = 0; ; hops++) {
    const message = await answerTo(next, settings)
    const { statusCode: status = 0, headers } = message
    if (status >= 500 ? status !== 501 : status === 408 || status === 429) {
      message.destroy()
      throw busy(next, status, headers['retry-after'])
    }
    const isForward = call.method === 'GET' && [301, 302, 303, 307, 308].includes(status)
    if (!isForward || headers.location === undefined) return { message, elsewhere: elsewhere(call, next) }
    message.destroy()
    next = forwarded(next, headers.location, hops)
  }
}

function elsewhere(asked: Call, answered: Call): string {
  const [from, to] = [new URL(asked.url), new URL(answered.url)]
  return to.origin === from.origin ? '' : to.host
}

function forwarded(call: Call, location: string, hops: number): Call {
  const [from, to] = [new URL(call.url), URL.parse(location, call.url)]
  if (hops === MOST_REDIRECTS) throw new BadAnswer('too many redirects', false)
  if (to === null || !/^https?:$/.test(to.protocol))
    throw new BadAnswer(`${from.host} forwards to what is no address`, false)
  if (from.protocol === 'https:' && to.protocol !== 'https:')
    throw new BadAnswer(`${from.host} forwards to ${to.origin}, which is not encrypted`, false)
  const { authorization: _, ...others } = call.headers
  return { ...call, url: to.href, headers: to.origin === from.origin ? call.headers : others }
}

function busy({ url }: Call, status: number, after = ''): BadAnswer {
  const seconds = /^\d+$/.test(after) ? Number(after) : (Date.parse(after) - Date.now()) / 1_000
  const pauseMs = seconds > 0 ? Math.ceil(seconds) * 1_000 : 0
  const what = `${new URL(url).host} answers ${status}`
  if (pauseMs <= LONGEST_PAUSE_MS) return new BadAnswer(what, true, pauseMs)
  return new BadAnswer(`${what} and wants to be asked again after ${pauseMs / 1_000} s only`, false)
}

/** Whether the machine's own authorities are trusted as well. Reading them can take seconds, and Node's mostly do. */
let isMachineTrusted = false

async function answerTo(call: Call, settings: RegistrySettings): Promise<IncomingMessage> {
  try {
    return await answerInTime(call, settings)
  } catch (error) {
    // Go's programs, buildx among them, trust the machine's authorities: a company may have its own there.
    if (isMachineTrusted || !UNTRUSTED_CODES.includes(text(error, 'code'))) throw error
    isMachineTrusted = true
    return answerInTime(call, settings)
  }
}

/** The client's own limit does not cover the time until there is a connection, and leaves the connection open. */
async function answerInTime(call: Call, settings: RegistrySettings): Promise<IncomingMessage> {
  const { method, url, headers, body = null } = call
  const silenceMs = settings.silenceMs ?? SILENCE_MS
  const stop = new AbortController()
  const client = new HttpClient('multi-platform-build', [handler(call, settings, stop.signal)], {
    allowRedirects: false,
  })
  let timer: NodeJS.Timeout | undefined
  const isOver = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new BadAnswer(`${new URL(url).host} said nothing for ${silenceMs / 1_000} s`, false))
      stop.abort()
    }, silenceMs)
  })
  try {
    // Nothing is compressed on the way: sizes and digests are those of the bytes as they are stored.
    const sent = { 'accept-encoding': 'identity', ...headers }
    const { message } = await Promise.race([client.request(method, url, body, sent), isOver])
    // From here on `bodyOf` looks after the time: a reader that is slow itself is not held against the server.
    message.socket.setTimeout(0)
    return message
  } finally {
    clearTimeout(timer)
  }
}

type Handler = NonNullable<ConstructorParameters<typeof HttpClient>[1]>[number]

/** What the client has no options for. Each request has a client and an agent of its own, so both may be changed. */
function handler(call: Call, settings: RegistrySettings, signal: AbortSignal): Handler {
  return {
    prepareRequest: (options) => {
      options.signal = signal
      // The brackets of an IPv6 address belong to the URL only.
      options.host = options.host?.replace(/^\[(.*)\]$/, '$1')
      change(options.agent, 'options', encryption(new URL(call.url), settings))
      // A tunnel through a proxy is a request of its own.
      change(options.agent, 'proxyOptions', { signal })
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () => Promise.reject(new Error('this handler does not authenticate')),
  }
}

/** Changes a member of an agent, where it has that one. */
function change(agent: unknown, name: 'options' | 'proxyOptions', values: object): void {
  const member = field(agent, name)
  if (typeof member === 'object' && member !== null) Object.assign(member, values)
}

function encryption(url: URL, { hosts }: RegistrySettings) {
  if (url.protocol !== 'https:') return {}
  const { insecure, ca = [] } = hostSettings(hosts, url)
  if (insecure === true) return { rejectUnauthorized: false }
  const own = ca.flatMap(readAuthority)
  if (own.length === 0 && !isMachineTrusted) return {}
  const machine = isMachineTrusted ? getCACertificates('system') : []
  return { ca: [...getCACertificates('default'), ...machine, ...own] }
}

/** Where buildx copies the files of a configuration to, inside of a builder's container. */
const IN_BUILDER = '/etc/buildkit/'

/** Empty for a file that the builder has and this machine has not: whoever is trusted here may be enough. */
function readAuthority(path: string): readonly string[] {
  try {
    return [readFileSync(path, 'utf8')]
  } catch (error) {
    if (path.startsWith(IN_BUILDER)) return []
    throw new Failure(
      `The certificate authority ${path}, which the builder's configuration names for a registry, cannot be read: ${text(error, 'message')}.`,
      'See that the file is there, or correct the table of the registry.',
    )
  }
}

/** The bytes of an answer. @throws BadAnswer or the client's error where they end before they should */
export async function* bodyOf(
  message: IncomingMessage,
  { silenceMs = SILENCE_MS }: RegistrySettings,
): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = message[Symbol.asyncIterator]()
  const giveUp = (): void => {
    message.destroy(new BadAnswer(`nothing more came for ${silenceMs / 1_000} s`, false))
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

/** A whole body. @param limit most bytes of it */
export async function wholeBody(
  message: IncomingMessage,
  limit: number,
  settings: RegistrySettings,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of bodyOf(message, settings)) {
    size += chunk.length
    if (size > limit) throw new BadAnswer(`the answer has more than ${limit} bytes`, false)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * Where a registry is, by the rules of BuildKit: one that is configured as both insecure and not encrypted is asked
 * with encryption first, and without where that cannot be had.
 */
export async function originOf(host: string, settings: RegistrySettings): Promise<string> {
  const secure = `https://${host}`
  const { http = isLocalhost(host), insecure = false } = hostSettings(settings.hosts, new URL(secure))
  if (!http) return secure
  const plain = `http://${host}`
  if (!insecure) return plain
  try {
    const message = await answerTo({ method: 'GET', url: `${secure}/v2/`, headers: {} }, settings)
    message.destroy()
    return secure
  } catch {
    return plain
  }
}
