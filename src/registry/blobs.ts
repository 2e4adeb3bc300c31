/**
 * Reads images out of a registry: docker has no command for that. What is read is hashed.
 * Import this file only where that is needed: see http.ts.
 */
import { Readable } from 'node:stream'
import { Failure } from '../errors.ts'
import { HttpError, type HttpRequest, type HttpResponse } from '../http.ts'
import { field, parseJson, text } from '../json.ts'
import { type Blobs, type Descriptor, DOCUMENT_LIMIT } from '../oci/descriptor.ts'
import { digestOf, isDigest, openHasher } from '../oci/digest.ts'
import { splitRepository } from '../oci/reference.ts'
import {
  openRegistryClient,
  originOf,
  type RegistryClient,
  type RegistrySettings,
  retryRequest,
  startRequestRetries,
} from './client.ts'
import { AccessDenied, authorize, type Scope } from './login.ts'

/** Bytes of a layer that are kept ready for its reader. */
const AHEAD = 256 << 10

export const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

const CURE = 'See that nothing deletes or replaces images there, and push the image again.'

/**
 * The documents and layers of the images of a repository, with docker's logins. A layer is asked for when its reader
 * begins; where the connection breaks, it goes on from there.
 * @param repository an image name without tag
 */
export function registryBlobs(repository: string, settings: RegistrySettings): Blobs {
  const session = openSession(repository, 'pull', settings)
  // A digest does not tell a config from a manifest, and they are at different addresses: manifests name their configs.
  const configs = new Set<string>()
  return {
    read: async (digest) => {
      const bytes = await readDocument(session, digest, configs.has(digest) ? 'blobs' : 'manifests')
      configs.add(text(parseJson(bytes.toString('utf8')), 'config', 'digest'))
      return bytes
    },
    open: async (descriptor) =>
      Readable.from(layerBytes(session, descriptor), { objectMode: false, highWaterMark: AHEAD }),
  }
}

/** A repository of a registry that is asked several things. */
export interface Session {
  readonly repository: string
  readonly client: RegistryClient
  /** Asks for a path below the repository, logged in where the registry wants it. The body has not been read. */
  readonly ask: (
    method: 'GET' | 'DELETE',
    path: string,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<HttpResponse>
}

/** @param action what a login must be allowed to do */
export function openSession(
  repository: string,
  action: Scope['action'],
  settings: RegistrySettings,
): Session {
  const client = openRegistryClient(settings)
  const { host, path } = splitRepository(repository)
  let location: Promise<string> | undefined
  let authorization: Promise<string> | undefined
  const send = async (request: HttpRequest, shown: Promise<string> | undefined): Promise<HttpResponse> => {
    const own = shown === undefined ? {} : { authorization: await shown }
    return client.send({ ...request, headers: { ...request.headers, ...own } })
  }
  const ask: Session['ask'] = async (method, below, headers = {}) => {
    location ??= originOf(host, client)
    const origin = await location
    const request = { method, url: `${origin}/v2/${path}/${below}`, headers }
    const shown = authorization
    const first = await send(request, shown)
    const { statusCode, headers: returned } = first.message
    const challenge = returned['www-authenticate']
    // Where the registry forwards to, somebody else may ask for a login, who must not get the registry's.
    if (statusCode !== 401 || challenge === undefined || first.forwardedTo !== undefined) return first
    first.message.destroy()
    // Of requests at the same time, the first one logs in for all: at the beginning, and when a token has expired.
    if (authorization === shown) authorization = authorize(challenge, { origin, host, path, action }, client)
    return send(request, authorization)
  }
  return { repository, client, ask }
}

type Kind = 'manifests' | 'blobs'

async function readDocument(session: Session, digest: string, kind: Kind): Promise<Buffer> {
  const what = `Reading ${digest} of ${session.repository}`
  checkDigest(digest, what)
  const { client } = session
  const bytes = await retryRequest(what, client, async () => {
    const response = await session.ask('GET', `${kind}/${digest}`, { accept: MANIFEST_TYPES })
    if (response.message.statusCode === 200) return client.wholeBody(response.message, DOCUMENT_LIMIT)
    const refused = await refusal(response, client)
    if (refused.status === 404 && kind === 'manifests') return undefined
    throw notGiven(what, refused)
  })
  if (bytes === undefined) return readDocument(session, digest, 'blobs')
  checkBytes(what, digest, digestOf(bytes, digest))
  return bytes
}

async function* layerBytes(session: Session, { digest, size }: Descriptor): AsyncGenerator<Buffer> {
  const what = `Reading ${digest} of ${session.repository}`
  checkDigest(digest, what)
  const hasher = openHasher(digest)
  const { recover } = startRequestRetries(what, session.client)
  let at = 0
  for (;;) {
    try {
      for await (const chunk of blobFrom(session, digest, at, what)) {
        at += chunk.length
        if (size >= 0 && at > size) throw new Failure(`${what} gives more than its ${size} bytes.`, CURE)
        hasher.update(chunk)
        yield chunk
      }
      if (at < size) throw new HttpError(`cut off after ${at} of ${size} bytes`, 'passing')
      break
    } catch (error) {
      await recover(error)
    }
  }
  checkBytes(what, digest, hasher.digest())
}

/** A blob from a byte on. A server that knows no ranges sends all of it again. */
async function* blobFrom(
  { ask, client }: Session,
  digest: string,
  at: number,
  what: string,
): AsyncGenerator<Buffer> {
  const response = await ask('GET', `blobs/${digest}`, at > 0 ? { range: `bytes=${at}-` } : {})
  const { statusCode, headers } = response.message
  const isRest = statusCode === 206 && headers['content-range']?.startsWith(`bytes ${at}-`) === true
  if (statusCode !== 200 && !isRest) throw notGiven(what, await refusal(response, client))
  let unwanted = isRest ? 0 : at
  for await (const chunk of client.bodyOf(response.message)) {
    if (chunk.length > unwanted) yield chunk.subarray(unwanted)
    unwanted = Math.max(0, unwanted - chunk.length)
  }
}

/** Most bytes of what a registry says about a request that it does not serve. */
const REFUSAL_LIMIT = 64 << 10

/** What a registry says instead of what it was asked for. */
export interface Refused {
  readonly status: number
  /** The registry's word for what is wrong; '' where it has none. */
  readonly code: string
  readonly forwardedTo: HttpResponse['forwardedTo']
}

export async function refusal(
  { message, forwardedTo }: HttpResponse,
  { wholeBody }: RegistryClient,
): Promise<Refused> {
  const bytes = await wholeBody(message, REFUSAL_LIMIT).catch(() => Buffer.alloc(0))
  const errors = field(parseJson(bytes.toString('utf8')), 'errors')
  const code = Array.isArray(errors) ? text(errors[0], 'code') : ''
  return { status: message.statusCode ?? 0, code: /^[A-Z_]{1,40}$/.test(code) ? code : '', forwardedTo }
}

/** @param what was being done, as in "Reading …" */
export function notGiven(what: string, { status, code, forwardedTo }: Refused): Failure {
  const answer = code === '' ? `${status}` : `${status} ${code}`
  const who = forwardedTo === undefined ? 'the registry' : `${forwardedTo}, where the registry forwards to,`
  if (status !== 401 && status !== 403) return new Failure(`${what} failed: ${who} answers ${answer}.`, CURE)
  const denied = `${what} is not allowed: ${who} answers ${answer}.`
  return forwardedTo === undefined
    ? new AccessDenied(denied, LOGIN_CURE)
    : new Failure(denied, FORWARDED_CURE)
}

const LOGIN_CURE = 'Log in before this step (docker/login-action) as somebody who may pull there.'
const FORWARDED_CURE =
  'No login is sent there: see that this runner may read from that host, or ask whoever runs the registry.'

/** A digest is part of an address here, so it must not be anything else. */
export function checkDigest(digest: string, what: string): void {
  if (!isDigest(digest)) throw new Failure(`${what} is not possible: "${digest}" is no digest.`, CURE)
}

function checkBytes(what: string, digest: string, found: string): void {
  if (found === digest) return
  throw new Failure(`${what} gives other bytes: they hash to ${found}.`, CURE)
}
