/**
 * Reads manifests from a registry and sets tags, with docker's logins. Requests always go to the registry itself,
 * whatever mirrors a builder's configuration has. Only import this file where that is needed: see http.ts.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { HttpError, isTransient, pauseAfter } from '../http.ts'
import { type Descriptor, DOCUMENT_LIMIT } from '../oci/descriptor.ts'
import { digestOf, isDigest, isSha256 } from '../oci/digest.ts'
import { MANIFEST_TYPES, mediaTypeOf } from '../oci/manifest.ts'
import { type Clock, retry } from '../retry.ts'
import { noteRetry, PATIENCE, type RegistrySettings } from './client.ts'
import {
  expectNotFound,
  isPage,
  openSession,
  pageRefusal,
  pushFailure,
  readFailure,
  refusal,
  type Session,
} from './session.ts'
import { listTags } from './tags.ts'

/** A manifest or an index as returned by a registry. */
export interface Manifest {
  readonly digest: string
  readonly bytes: string
}

/** Requests to a repository. Each is sent once and has a time limit; retries are up to the caller. */
export interface Manifests {
  readonly repository: string
  /** The digest of a tag or a digest; undefined if there is none. Docker Hub does not count this as a pull. */
  readonly digest: (reference: string) => Promise<string | undefined>
  /** @returns undefined if there is none */
  readonly read: (reference: string) => Promise<Manifest | undefined>
  /** The names of all tags. @throws Failure if there are too many */
  readonly tags: () => Promise<readonly string[]>
  /** A config, or the content of an attestation. */
  readonly blob: (descriptor: Pick<Descriptor, 'digest'>) => Promise<string>
  /** Makes a tag point to a manifest. @throws RequestRejected, AccessDenied or HttpError if the registry rejects it */
  readonly put: (tag: string, bytes: string) => Promise<void>
  /** Uploads a blob for a manifest that will name it. @throws as `put` */
  readonly upload: (bytes: string) => Promise<void>
  /**
   * Pushes a manifest with a subject, by its own digest.
   * @returns whether the registry adds it to the list of referrers
   * @throws as `put`
   */
  readonly putReferrer: (bytes: string) => Promise<boolean>
  /** Starts an upload and cancels it. @throws as `put` if this login may not push */
  readonly tryUpload: () => Promise<void>
}

/** The registries of a job. */
export interface Registries {
  /** One for each repository, so that all requests share its login. */
  readonly at: (repository: string) => Manifests
  /**
   * Retries for about a minute, with growing pauses, as long as the fault is transient or the answer is not final.
   * @param name of the request, as in "Looking up …"
   * @returns the last answer
   * @throws the last error
   */
  readonly withRetries: <T>(what: string, ask: () => Promise<T>, options?: Patience<T>) => Promise<T>
  /** Aborts all pending requests: the job has ended without them. */
  readonly close: () => void
}

export interface Patience<T> {
  /** Whether an answer is final; by default every answer is. */
  readonly isSettled?: (answer: T) => boolean
  /** No attempt starts later than this many milliseconds after the first. */
  readonly limitMs?: number
}

export function openRegistries(settings: RegistrySettings): Registries {
  const open = new Map<string, Manifests>()
  const closing = new AbortController()
  const { signal } = closing
  const { pausesMs = PATIENCE.pausesMs } = settings
  const { now, sleep } = settings.clock ?? settings.docker.tries.clock
  const clock: Clock = { now, sleep: (ms) => sleep(ms, signal) }
  return {
    at: (repository) => {
      const found = open.get(repository) ?? openManifests(repository, settings, signal)
      open.set(repository, found)
      return found
    },
    withRetries: (what, ask, { isSettled = () => true, limitMs = PATIENCE.limitMs } = {}) =>
      retry(ask, {
        ...{ pausesMs, limitMs, pauseAfter, clock },
        failureOf: (answer) => (isSettled(answer) ? undefined : UNSETTLED),
        // Requests that were aborted at the end are not retried.
        isTransient: (error, done) => !signal.aborted && mayRetry(error, done),
        onRetry: noteRetry(what, settings),
      }),
    close: () => closing.abort(),
  }
}

/** The answer of a registry that does not know yet what it has just accepted. */
const UNSETTLED = new HttpError('the registry does not know yet what it accepted', 'passing')

/** A request without an answer in time is also retried: it is small, and the total time is limited. */
function mayRetry(error: unknown, done: number): boolean {
  return isTransient(error, done) || (error instanceof HttpError && error.fault === 'silence')
}

/** Maximum time for an answer, including login and body, in milliseconds. */
const ANSWER_MS = 30_000

/** Maximum number of bytes of a blob that is read as a whole. */
const BLOB_LIMIT = 16 << 20

function openManifests(repository: string, settings: RegistrySettings, closing: AbortSignal): Manifests {
  const { silenceMs = ANSWER_MS } = settings
  const session = openSession(repository, 'push', { ...settings, silenceMs })
  const inTime: InTime = (question) => answerInTime(question, silenceMs, closing)
  return {
    repository,
    digest: (reference) => inTime((signal) => headDigest(session, reference, signal)),
    read: (reference) => inTime((signal) => readManifest(session, reference, signal)),
    tags: () => inTime((signal) => listTags(session, signal)),
    blob: ({ digest }) => inTime((signal) => readBlob(session, digest, signal)),
    put: async (tag, bytes) => {
      await inTime((signal) => putManifest(session, tag, bytes, signal))
    },
    upload: (bytes) => inTime((signal) => uploadBlob(session, bytes, signal)),
    putReferrer: async (bytes) => {
      const headers = await inTime((signal) => putManifest(session, digestOf(bytes), bytes, signal))
      // A registry that supports subjects says so (distribution-spec v1.1, "Pushing Manifests with Subject").
      return headers['oci-subject'] !== undefined
    },
    tryUpload: () => inTime((signal) => tryUpload(session, signal)),
  }
}

type InTime = <T>(question: (signal: AbortSignal) => Promise<T>) => Promise<T>

async function answerInTime<T>(
  question: (signal: AbortSignal) => Promise<T>,
  limitMs: number,
  closing: AbortSignal,
): Promise<T> {
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const isOver = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new HttpError(`there is no complete answer after ${limitMs / 1_000} s`, 'silence'))
      stop.abort()
    }, limitMs)
  })
  try {
    return await Promise.race([question(AbortSignal.any([stop.signal, closing])), isOver])
  } finally {
    clearTimeout(timer)
  }
}

const ACCEPTED = { accept: MANIFEST_TYPES }

async function headDigest(
  session: Session,
  reference: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const response = await session.ask('HEAD', `manifests/${reference}`, { headers: ACCEPTED, signal })
  const { statusCode = 0, headers } = response.message
  response.message.resume()
  const told = headers['docker-content-digest']
  // A digest with another algorithm than the requested one says nothing about the requested one.
  if (statusCode === 200 && typeof told === 'string' && (isSha256(told) || told === reference)) return told
  if (statusCode === 404) return undefined
  // If a registry returns no digest, or does not support HEAD, the bytes are requested; only then a registry says why
  // it refuses.
  return (await readManifest(session, reference, signal))?.digest
}

async function readManifest(
  session: Session,
  reference: string,
  signal: AbortSignal,
): Promise<Manifest | undefined> {
  const { ask, client, repository } = session
  const response = await ask('GET', `manifests/${reference}`, { headers: ACCEPTED, signal })
  if (response.message.statusCode === 200) {
    const bytes = await client.wholeBody(response.message, DOCUMENT_LIMIT)
    if (isPage(response.message, bytes))
      throw readFailure(`Reading ${nameOf(repository, reference)}`, pageRefusal(response), session)
    return {
      digest: digestOf(bytes, isDigest(reference) ? reference : undefined),
      bytes: bytes.toString('utf8'),
    }
  }
  return expectNotFound(`Reading ${nameOf(repository, reference)}`, response, session)
}

async function readBlob(session: Session, digest: string, signal: AbortSignal) {
  const { ask, client, repository } = session
  const what = `Reading ${digest} of ${repository}`
  const response = await ask('GET', `blobs/${digest}`, { signal })
  if (response.message.statusCode !== 200) throw readFailure(what, await refusal(response, client), session)
  const bytes = await client.wholeBody(response.message, BLOB_LIMIT)
  if (digestOf(bytes, digest) !== digest) throw new HttpError(`${what} returned other bytes`, 'passing')
  return bytes.toString('utf8')
}

/** @returns the headers of the answer */
async function putManifest(
  session: Session,
  tag: string,
  bytes: string,
  signal: AbortSignal,
): Promise<IncomingHttpHeaders> {
  const { ask, client, repository } = session
  const headers = { 'content-type': mediaTypeOf(bytes) }
  const response = await ask('PUT', `manifests/${tag}`, { headers, body: bytes, signal })
  const refused = await refusal(response, client)
  if (MISSING_CODES.includes(refused.code))
    throw new HttpError(`${UNSETTLED.message}: it answers ${refused.status} ${refused.code}`, 'passing')
  if (refused.isPage || refused.status < 200 || refused.status > 299)
    throw pushFailure(`${isDigest(tag) ? 'Pushing' : 'Tagging'} ${nameOf(repository, tag)}`, refused, session)
  return response.message.headers
}

/** Codes for something that the registry lacks although it has confirmed it: tags are only set after that. */
const MISSING_CODES: readonly string[] = ['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN', 'MANIFEST_UNKNOWN']

/** Uploads in one piece: the blobs have a few kilobytes. */
async function uploadBlob(session: Session, bytes: string, signal: AbortSignal): Promise<void> {
  const { ask, client, repository } = session
  const digest = digestOf(bytes)
  const what = `Pushing ${digest} to ${repository}`
  const there = await ask('HEAD', `blobs/${digest}`, { signal })
  there.message.resume()
  if (there.message.statusCode === 200) return
  const begun = await ask('POST', 'blobs/uploads/', { signal, headers: { 'content-length': '0' } })
  const { location } = begun.message.headers
  const refused = await refusal(begun, client)
  if (location === undefined || refused.status < 200 || refused.status > 299)
    throw pushFailure(what, refused, session)
  const address = `${location}${location.includes('?') ? '&' : '?'}digest=${encodeURIComponent(digest)}`
  const headers = { 'content-type': 'application/octet-stream' }
  const response = await ask('PUT', address, { headers, body: bytes, signal })
  const answer = await refusal(response, client)
  if (answer.isPage || answer.status < 200 || answer.status > 299) throw pushFailure(what, answer, session)
}

async function tryUpload(session: Session, signal: AbortSignal): Promise<void> {
  const { ask, client, repository } = session
  const response = await ask('POST', 'blobs/uploads/', { signal, headers: { 'content-length': '0' } })
  const { location } = response.message.headers
  const refused = await refusal(response, client)
  if (refused.status < 200 || refused.status > 299)
    throw pushFailure(`Pushing to ${repository}`, refused, session)
  if (location === undefined) return
  // Registries remove the remains of an upload on their own.
  const ended = await ask('DELETE', location, { signal }).catch(() => undefined)
  ended?.message.resume()
}

/** As image names are written. */
function nameOf(repository: string, reference: string): string {
  return `${repository}${isDigest(reference) ? '@' : ':'}${reference}`
}
