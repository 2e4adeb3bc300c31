/**
 * Reads images out of a registry: docker has no command for that. What is read is hashed.
 * Import this file only where that is needed: see registry-http.ts.
 */
import { createHash, type Hash } from 'node:crypto'
import { Readable } from 'node:stream'
import { Failure } from '../errors.ts'
import { field, parseJson, text } from '../json.ts'
import { type Blobs, type Descriptor, DOCUMENT_LIMIT, isDigest } from '../oci/descriptor.ts'
import { splitRepository } from '../oci/reference.ts'
import {
  type Answer,
  BadAnswer,
  bodyOf,
  type Call,
  exchange,
  originOf,
  pauseAfter,
  type RegistrySettings,
  tried,
  wholeBody,
} from './http.ts'
import { admission, Denied, type Wanted } from './login.ts'

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
  readonly settings: RegistrySettings
  /** Asks for a path below the repository, logged in where the registry wants it. The body has not been read. */
  readonly ask: (
    method: 'GET' | 'DELETE',
    path: string,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>
}

/** @param action what a login must be allowed to do */
export function openSession(
  repository: string,
  action: Wanted['action'],
  settings: RegistrySettings,
): Session {
  const { host, path } = splitRepository(repository)
  let place: Promise<string> | undefined
  let pass: Promise<string> | undefined
  const send = async (call: Call, shown: Promise<string> | undefined): Promise<Answer> => {
    const own = shown === undefined ? {} : { authorization: await shown }
    return exchange({ ...call, headers: { ...call.headers, ...own } }, settings)
  }
  const ask: Session['ask'] = async (method, below, headers = {}) => {
    place ??= originOf(host, settings)
    const origin = await place
    const call = { method, url: `${origin}/v2/${path}/${below}`, headers }
    const shown = pass
    const first = await send(call, shown)
    const { statusCode, headers: said } = first.message
    const challenge = said['www-authenticate']
    // Where the registry forwards to, somebody else may ask for a login, who must not get the registry's.
    if (statusCode !== 401 || challenge === undefined || first.elsewhere !== '') return first
    first.message.destroy()
    // Of requests at the same time, the first one logs in for all: at the beginning, and when a token has expired.
    if (pass === shown) pass = admission(challenge, { origin, host, path, action }, settings)
    return send(call, pass)
  }
  return { repository, settings, ask }
}

type Kind = 'manifests' | 'blobs'

async function readDocument(session: Session, digest: string, kind: Kind): Promise<Buffer> {
  const what = `Reading ${digest} of ${session.repository}`
  checkDigest(digest, what)
  const { settings } = session
  const bytes = await tried(what, settings, async () => {
    const answer = await session.ask('GET', `${kind}/${digest}`, { accept: MANIFEST_TYPES })
    if (answer.message.statusCode === 200) return wholeBody(answer.message, DOCUMENT_LIMIT, settings)
    const refused = await refusal(answer, settings)
    if (refused.status === 404 && kind === 'manifests') return undefined
    throw notGiven(what, refused)
  })
  if (bytes === undefined) return readDocument(session, digest, 'blobs')
  checkHash(what, digest, hashOf(digest).update(bytes))
  return bytes
}

async function* layerBytes(session: Session, { digest, size }: Descriptor): AsyncGenerator<Buffer> {
  const what = `Reading ${digest} of ${session.repository}`
  checkDigest(digest, what)
  const hash = hashOf(digest)
  let at = 0
  for (let turn = 0; ; turn++) {
    try {
      for await (const chunk of blobFrom(session, digest, at, what)) {
        at += chunk.length
        if (size >= 0 && at > size) throw new Failure(`${what} gives more than its ${size} bytes.`, CURE)
        hash.update(chunk)
        yield chunk
      }
      if (at < size) throw new BadAnswer(`cut off after ${at} of ${size} bytes`, true)
      break
    } catch (error) {
      await pauseAfter(error, turn, what, session.settings)
    }
  }
  checkHash(what, digest, hash)
}

/** A blob from a byte on. A server that knows no ranges sends all of it again. */
async function* blobFrom(
  { ask, settings }: Session,
  digest: string,
  at: number,
  what: string,
): AsyncGenerator<Buffer> {
  const answer = await ask('GET', `blobs/${digest}`, at > 0 ? { range: `bytes=${at}-` } : {})
  const { statusCode, headers } = answer.message
  const isRest = statusCode === 206 && headers['content-range']?.startsWith(`bytes ${at}-`) === true
  if (statusCode !== 200 && !isRest) throw notGiven(what, await refusal(answer, settings))
  let unwanted = isRest ? 0 : at
  for await (const chunk of bodyOf(answer.message, settings)) {
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
  /** As in an answer. */
  readonly elsewhere: string
}

export async function refusal({ message, elsewhere }: Answer, settings: RegistrySettings): Promise<Refused> {
  const bytes = await wholeBody(message, REFUSAL_LIMIT, settings).catch(() => Buffer.alloc(0))
  const errors = field(parseJson(bytes.toString('utf8')), 'errors')
  const code = Array.isArray(errors) ? text(errors[0], 'code') : ''
  return { status: message.statusCode ?? 0, code: /^[A-Z_]{1,40}$/.test(code) ? code : '', elsewhere }
}

/** @param what was being done, as in "Reading …" */
export function notGiven(what: string, { status, code, elsewhere }: Refused): Failure {
  const answer = code === '' ? `${status}` : `${status} ${code}`
  const who = elsewhere === '' ? 'the registry' : `${elsewhere}, where the registry forwards to,`
  if (status !== 401 && status !== 403) return new Failure(`${what} failed: ${who} answers ${answer}.`, CURE)
  const denied = `${what} is not allowed: ${who} answers ${answer}.`
  return elsewhere === '' ? new Denied(denied, LOGIN_CURE) : new Failure(denied, ELSEWHERE_CURE)
}

const LOGIN_CURE = 'Log in before this step (docker/login-action) as somebody who may pull there.'
const ELSEWHERE_CURE =
  'No login is sent there: see that this runner may read from that host, or ask whoever runs the registry.'

/** A digest is part of an address here, so it must not be anything else. */
export function checkDigest(digest: string, what: string): void {
  if (!isDigest(digest)) throw new Failure(`${what} is not possible: "${digest}" is no digest.`, CURE)
}

function hashOf(digest: string): Hash {
  return createHash(digest.slice(0, digest.indexOf(':')))
}

function checkHash(what: string, digest: string, hash: Hash): void {
  const found = hash.digest('hex')
  if (digest.endsWith(`:${found}`)) return
  throw new Failure(`${what} gives other bytes: they hash to ${found}.`, CURE)
}
