/**
 * Asks a registry for manifests and sets tags, by docker's logins: one request for each question, where it was pushed
 * to, whatever a builder's configuration puts in between. Import this file only where that is needed: see http.ts.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { HttpError, isTransient, pauseAfter } from '../http.ts'
import { type Descriptor, DOCUMENT_LIMIT } from '../oci/descriptor.ts'
import { digestOf, isDigest, isSha256 } from '../oci/digest.ts'
import { MANIFEST_TYPES, mediaTypeOf } from '../oci/manifest.ts'
import { type Clock, retry } from '../retry.ts'
import { noteRetry, PATIENCE, type RegistrySettings } from './client.ts'
import { aPage, isPage, notGiven, notTaken, openSession, refusal, type Session } from './session.ts'
import { listTags } from './tags.ts'

/** A manifest or an index as a registry gives it. */
export interface Manifest {
  readonly digest: string
  readonly bytes: string
}

/** What a repository is asked. Each question is asked once, and has an end: whoever asks knows when to ask again. */
export interface Manifests {
  readonly repository: string
  /** The digest of a tag or a digest; undefined where there is none. It is no pull to Docker Hub. */
  readonly digest: (reference: string) => Promise<string | undefined>
  /** @returns undefined where there is none */
  readonly read: (reference: string) => Promise<Manifest | undefined>
  /** The names of all tags. @throws NotServed where there are more than anybody wants to look at */
  readonly tags: () => Promise<readonly string[]>
  /** A config, or what an attestation says. */
  readonly blob: (descriptor: Pick<Descriptor, 'digest'>) => Promise<string>
  /** Makes a tag point to a manifest. @throws NotServed, AccessDenied or HttpError where the registry does not take it */
  readonly put: (tag: string, bytes: string) => Promise<void>
  /** Puts a blob there that a manifest is going to name. @throws as `put` */
  readonly upload: (bytes: string) => Promise<void>
  /**
   * Puts a manifest that names a subject under its own digest.
   * @returns whether the registry lists it with what refers to that
   * @throws as `put`
   */
  readonly putReferrer: (bytes: string) => Promise<boolean>
  /** Starts an upload and cancels it. @throws as `put` where the registry does not let this login push */
  readonly tryUpload: () => Promise<void>
}

/** The registries of a job. */
export interface Registries {
  /** One for each repository: its login serves all questions. */
  readonly at: (repository: string) => Manifests
  /**
   * Asks again, with growing pauses and for about a minute, while a trouble passes by itself or an answer is not the
   * last word.
   * @param what is asked, as in "Asking for …"
   * @returns the last answer
   * @throws the last error
   */
  readonly patiently: <T>(what: string, ask: () => Promise<T>, options?: Patience<T>) => Promise<T>
  /** Breaks off whatever is still asked: the job has ended without it. */
  readonly close: () => void
}

export interface Patience<T> {
  /** Whether an answer is the last word; any is where it is left out. */
  readonly isSettled?: (answer: T) => boolean
  /** No try begins later than this many milliseconds after the first. */
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
    patiently: (what, ask, { isSettled = () => true, limitMs = PATIENCE.limitMs } = {}) =>
      retry(ask, {
        ...{ pausesMs, limitMs, pauseAfter, clock },
        failureOf: (answer) => (isSettled(answer) ? undefined : UNSETTLED),
        // What is broken off at the end is asked by nobody any more.
        isTransient: (error, done) => !signal.aborted && mayPass(error, done),
        onRetry: noteRetry(what, settings),
      }),
    close: () => closing.abort(),
  }
}

/** The answer of a registry that does not know yet what it has just taken. */
const UNSETTLED = new HttpError('the registry does not know yet what it took', 'passing')

/** A question that had no answer in time is asked again, too: it is small, and the time for all of them is limited. */
function mayPass(error: unknown, done: number): boolean {
  return isTransient(error, done) || (error instanceof HttpError && error.fault === 'silence')
}

/** Longest time for an answer, login and body included, in milliseconds. */
const ANSWER_MS = 30_000

/** Most bytes of a blob that is read as a whole. */
const BLOB_LIMIT = 16 << 20

function openManifests(repository: string, settings: RegistrySettings, closing: AbortSignal): Manifests {
  const { silenceMs = ANSWER_MS } = settings
  const session = openSession(repository, 'push', { ...settings, silenceMs })
  const inTime: InTime = (question) => answerInTime(question, silenceMs, closing)
  return {
    repository,
    digest: (reference) => inTime((signal) => askDigest(session, reference, signal)),
    read: (reference) => inTime((signal) => readManifest(session, reference, signal)),
    tags: () => inTime((signal) => listTags(session, signal)),
    blob: ({ digest }) => inTime((signal) => readBlob(session, digest, signal)),
    put: async (tag, bytes) => {
      await inTime((signal) => putManifest(session, tag, bytes, signal))
    },
    upload: (bytes) => inTime((signal) => uploadBlob(session, bytes, signal)),
    putReferrer: async (bytes) => {
      const headers = await inTime((signal) => putManifest(session, digestOf(bytes), bytes, signal))
      // A registry that knows what a subject is says so (distribution-spec v1.1, "Pushing Manifests with Subject").
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
      reject(new HttpError(`there is no whole answer after ${limitMs / 1_000} s`, 'silence'))
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

async function askDigest(
  session: Session,
  reference: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const response = await session.ask('HEAD', `manifests/${reference}`, { headers: ACCEPTED, signal })
  const { statusCode = 0, headers } = response.message
  response.message.resume()
  const told = headers['docker-content-digest']
  // A digest by another algorithm than that of the name says nothing about the name's own.
  if (statusCode === 200 && typeof told === 'string' && (isSha256(told) || told === reference)) return told
  if (statusCode === 404) return undefined
  // A registry that tells no digest, or knows no HEAD, is asked for the bytes; one that refuses says why only then.
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
      throw notGiven(`Reading ${nameOf(repository, reference)}`, aPage(response), session)
    return {
      digest: digestOf(bytes, isDigest(reference) ? reference : undefined),
      bytes: bytes.toString('utf8'),
    }
  }
  const refused = await refusal(response, client)
  if (refused.status === 404) return undefined
  throw notGiven(`Reading ${nameOf(repository, reference)}`, refused, session)
}

async function readBlob(session: Session, digest: string, signal: AbortSignal) {
  const { ask, client, repository } = session
  const what = `Reading ${digest} of ${repository}`
  const response = await ask('GET', `blobs/${digest}`, { signal })
  if (response.message.statusCode !== 200) throw notGiven(what, await refusal(response, client), session)
  const bytes = await client.wholeBody(response.message, BLOB_LIMIT)
  if (digestOf(bytes, digest) !== digest) throw new HttpError(`${what} gives other bytes`, 'passing')
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
  if (MISSED.includes(refused.code))
    throw new HttpError(`${UNSETTLED.message}: it answers ${refused.status} ${refused.code}`, 'passing')
  if (refused.isPage || refused.status < 200 || refused.status > 299)
    throw notTaken(`${isDigest(tag) ? 'Pushing' : 'Tagging'} ${nameOf(repository, tag)}`, refused, session)
  return response.message.headers
}

/** What a registry says to lack although it has told that it is there: no tag is put before that. */
const MISSED: readonly string[] = ['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN', 'MANIFEST_UNKNOWN']

/** In one piece: what is uploaded here has some kilobytes. */
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
    throw notTaken(what, refused, session)
  const address = `${location}${location.includes('?') ? '&' : '?'}digest=${encodeURIComponent(digest)}`
  const headers = { 'content-type': 'application/octet-stream' }
  const response = await ask('PUT', address, { headers, body: bytes, signal })
  const answer = await refusal(response, client)
  if (answer.isPage || answer.status < 200 || answer.status > 299) throw notTaken(what, answer, session)
}

async function tryUpload(session: Session, signal: AbortSignal): Promise<void> {
  const { ask, client, repository } = session
  const response = await ask('POST', 'blobs/uploads/', { signal, headers: { 'content-length': '0' } })
  const { location } = response.message.headers
  const refused = await refusal(response, client)
  if (refused.status < 200 || refused.status > 299)
    throw notTaken(`Pushing to ${repository}`, refused, session)
  if (location === undefined) return
  // What is left of an upload, registries clear away by themselves.
  const ended = await ask('DELETE', location, { signal }).catch(() => undefined)
  ended?.message.resume()
}

/** As image names are written. */
function nameOf(repository: string, reference: string): string {
  return `${repository}${isDigest(reference) ? '@' : ':'}${reference}`
}
