/** A server in front of a registry: it counts all requests and passes them on, except those that meet a fault of the test. */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import {
  type Answer,
  type Fault,
  isAtStorage,
  matchesRequest,
  type RegistryRequest,
  refusal,
  STORAGE,
  type Watch,
  type What,
  type Where,
  watch,
} from './registry-faults.ts'
import { taggedContent } from './tagged-content.ts'

export interface RegistryProxy {
  /** Host and port, which begin the names of images. */
  readonly host: string
  /** All requests, in order. */
  readonly requests: readonly RegistryRequest[]
  /** Number of matching requests so far. */
  readonly count: (where: Where) => number
  /** Resolves as soon as this many matching requests have arrived. */
  readonly until: (where: Where, times?: number) => Promise<void>
  /** Starts the faults that wait for a signal. */
  readonly signal: () => void
  readonly close: () => Promise<void>
}

/**
 * @param target host and port of the registry
 * @param faults if several match a request, the first one applies
 */
export async function registryProxy(target: string, faults: readonly Fault[] = []): Promise<RegistryProxy> {
  const requests: RegistryRequest[] = []
  const waiting = new Set<() => void>()
  const { behave, signal } = behaviour(target, faults)
  const server = createServer(async (incoming, response) => {
    const one = await read(incoming)
    requests.push(one)
    for (const look of waiting) look()
    await behave(one, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const count = (where: Where): number => requests.filter((one) => matchesRequest(where, one)).length
  return {
    host: `127.0.0.1:${address.port}`,
    requests: requests,
    ...{ count, signal },
    until: (where, times = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (count(where) >= times) resolve()
        }
        waiting.add(look)
        look()
      }),
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

async function read(incoming: IncomingMessage): Promise<RegistryRequest> {
  const chunks: Buffer[] = []
  // The client may disconnect in the middle of its request.
  try {
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  } catch {}
  const { method = '', url: path = '', headers } = incoming
  return { method, path, headers, body: Buffer.concat(chunks) }
}

interface FullAnswer extends Answer {
  readonly body: Buffer
}

type Behave = (received: RegistryRequest, response: ServerResponse) => Promise<void>

function behaviour(target: string, faults: readonly Fault[]): { behave: Behave; signal: () => void } {
  const tagged = taggedContent()
  const earlier = new Map<string, FullAnswer>()
  const known = {
    now: () => performance.now(),
    isUntagged: tagged.isUntagged,
    isTaken: async (path: string) => (await look(target, path)).status === 200,
  }
  const watches = faults.map((fault) => watch(fault, known))
  const passOn = async (received: RegistryRequest): Promise<FullAnswer> => {
    if (received.method === 'PUT' && /\/manifests\//.test(received.path))
      earlier.set(received.path, await look(target, received.path))
    const answer = await ask(target, { ...received, path: received.path.replace(STORED, '') })
    if (answer.status < 300) {
      tagged.recordSuccess(received)
      for (const each of watches) each.recordSuccess(received)
    }
    return answer
  }
  const behave: Behave = async (received, response) => {
    const what = (await firstHit(watches, received))?.fault.what
    if (what === undefined) {
      send(received, response, tokenFor(received) ?? (await passOn(received)))
    } else if (what === 'unanswered') {
      await passOn(received)
    } else if (what === 'reset') {
      response.socket?.resetAndDestroy()
    } else if (what !== 'silence') {
      const stale = earlier.get(received.path) ?? UNKNOWN
      const answer = what === 'stale' ? stale : await faultyAnswer(what, received, passOn)
      send(received, response, answer, what === 'truncated')
    }
  }
  return { behave, signal: () => watches.forEach(({ signal }) => void signal()) }
}

/** Checks all of them, so that each counts the requests that it spares. */
async function firstHit(watches: readonly Watch[], received: RegistryRequest): Promise<Watch | undefined> {
  let first: Watch | undefined
  for (const each of watches) {
    // A request for a token needs no token.
    const isExempt = each.fault.what === 'challenge' && received.path.startsWith(TOKEN_PATH)
    if (!isExempt && (await each.isHit(received))) first ??= each
  }
  return first
}

const UNKNOWN: FullAnswer = { status: 404, body: Buffer.alloc(0) }

type AnsweredFault = Exclude<What, 'reset' | 'silence' | 'unanswered' | 'stale'>

async function faultyAnswer(
  what: AnsweredFault,
  received: RegistryRequest,
  passOn: (received: RegistryRequest) => Promise<FullAnswer>,
): Promise<Answer> {
  if (what === 'challenge') return challenge(received)
  if (what === 'swallowed') return swallowedAnswer(received)
  if (what === 'forwarded') return isAtStorage(received) ? passOn(received) : redirect(received)
  if (what === 'truncated') return passOn(received)
  if (what === 'corrupted') {
    const answer = await passOn(received)
    const body = Buffer.from(answer.body)
    // In the middle, because decompression itself notices changes at the ends.
    body.writeUInt8(body.readUInt8(body.length >> 1) ^ 1, body.length >> 1)
    return { ...answer, body }
  }
  if ('status' in what) return what
  const answer = await passOn(received)
  return { ...answer, headers: { ...answer.headers, ...what.headers } }
}

function swallowedAnswer({ path, body }: RegistryRequest): Answer {
  const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`
  return { status: 201, headers: { location: path, 'docker-content-digest': digest } }
}

function redirect({ headers, path }: RegistryRequest): Answer {
  const port = String(headers['host']).split(':')[1]
  return { status: 307, headers: { location: `http://${STORAGE}:${port}${STORED}${path}` } }
}

/** Path prefix of the storage, because a storage has other paths than a registry. */
const STORED = '/stored'

const TOKEN_PATH = '/v2/proxy-token'

function challenge({ headers }: RegistryRequest): Answer {
  const realm = `http://${headers['host']}${TOKEN_PATH}`
  const loginHeaders = { 'www-authenticate': `Bearer realm="${realm}",service="registry"` }
  return refusal(401, 'UNAUTHORIZED', 'authentication required', loginHeaders)
}

function tokenFor({ path }: RegistryRequest): Answer | undefined {
  if (!path.startsWith(TOKEN_PATH)) return undefined
  const body = JSON.stringify({ token: 'of-the-proxy', expires_in: 300, issued_at: new Date().toISOString() })
  return { status: 200, headers: { 'content-type': 'application/json' }, body }
}

function send({ method }: RegistryRequest, response: ServerResponse, answer: Answer, isCutOff = false): void {
  const { status, headers = {}, body: content = '' } = answer
  const body = Buffer.from(content)
  const { 'transfer-encoding': _, ...rest } = headers
  // The answer to a HEAD has the length that a GET would have.
  const length = method === 'HEAD' ? {} : { 'content-length': String(body.length) }
  for (const [name, value] of Object.entries({ ...rest, ...length }))
    if (value !== undefined) response.setHeader(name, typeof value === 'string' ? value : [...value])
  response.writeHead(status)
  if (isCutOff) response.write(body.subarray(0, body.length >> 1), () => response.destroy())
  else response.end(method === 'HEAD' ? undefined : body)
}

const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

/** The registry's content under a path. */
function look(target: string, path: string): Promise<FullAnswer> {
  return ask(target, {
    method: 'GET',
    path,
    headers: { host: target, accept: MANIFESTS },
    body: Buffer.alloc(0),
  })
}

/** Keeps the client's Host header, so the registry's redirects and upload locations point to this server. */
function ask(target: string, { method, path, headers, body }: RegistryRequest): Promise<FullAnswer> {
  const [host, port] = target.split(':')
  const { 'transfer-encoding': _, ...rest } = headers
  const length = method === 'GET' || method === 'HEAD' ? {} : { 'content-length': String(body.length) }
  return new Promise((resolve, reject) => {
    const headerEntries = Object.entries({ ...rest, ...length }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    )
    const forward = request(
      { host, port, method, path, headers: Object.fromEntries(headerEntries) },
      async (reply) => {
        const chunks: Buffer[] = []
        try {
          for await (const chunk of reply) chunks.push(Buffer.from(chunk))
          resolve({ status: reply.statusCode ?? 502, headers: reply.headers, body: Buffer.concat(chunks) })
        } catch (error) {
          reject(error)
        }
      },
    )
    forward.on('error', reject)
    forward.end(body)
  })
}
