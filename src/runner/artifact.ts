/**
 * The artifact service of a workflow run: small documents that its jobs pass to each other. Its package is among the
 * largest that we use, so this file is only imported when documents are handed on, and is a separate chunk of the
 * bundle. A document is uploaded as it is and not in an archive: nothing is unpacked, so no archive can write to an
 * unexpected path or with an unexpected size.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { ClientRequest } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ArtifactNotFoundError, DefaultArtifactClient, GHESNotSupportedError } from '@actions/artifact'
import { Failure } from '../errors.ts'
import { retry } from '../retry.ts'
import { captureStdout } from './capture-stdout.ts'

/** Maximum number of bytes of a document. */
const SIZE_LIMIT = 64 << 10

/** When a call is given up. The package's own retries of an answer with 5xx take up to 36 s. */
const DEADLINE_MS = 45_000

/** A server in between may answer 403, which the package treats as final. */
const POLICY = {
  pausesMs: [1_000, 2_000],
  isTransient: (error: unknown): boolean => /Error from intermediary/i.test(messageWithStatus(error)),
}

/** Pauses between lookups of an artifact whose name is taken: another job may be uploading it. */
const LOOKUP_PAUSES_MS = [1_000, 1_000, 1_000, 1_000]

const client = new DefaultArtifactClient()

/**
 * Uploads a document for the other jobs of this run.
 * @param name derived from its content: if the name is taken, the same document already exists and stays. Letters,
 * digits, `.`, `_`, `-`, and no extension, because the service rejects some that the package finds a type for
 * @param folder a private folder for the file that the package uploads
 * @throws Failure where there is no artifact service, or it fails
 */
export function uploadDocument(
  name: string,
  text: string,
  folder: string,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  return withDeadline(`Uploading the artifact ${name}`, deadlineMs, () =>
    inPrivateFolder(folder, async (privateFolder) => {
      const file = join(privateFolder, name)
      writeFileSync(file, text, { mode: 0o600 })
      try {
        await client.uploadArtifact(name, [file], privateFolder, { skipArchive: true })
      } catch (error) {
        if (!/\(409\)/.test(messageWithStatus(error))) throw error
        await waitForArtifact(name)
      }
    }),
  )
}

/**
 * Names of this run's artifacts with a prefix, each once, in alphabetical order. They include those of earlier
 * attempts if the service lists them: GitHub does after "Re-run failed jobs".
 * @throws Failure where there is no artifact service, or it fails
 */
export function listDocuments(prefix: string, deadlineMs = DEADLINE_MS): Promise<readonly string[]> {
  return withDeadline('Listing the artifacts of this run', deadlineMs, async () => {
    const { artifacts } = await client.listArtifacts()
    const names = artifacts.map(({ name }) => name).filter((name) => name.startsWith(prefix))
    return [...new Set(names)].toSorted()
  })
}

/**
 * The text of a document of this run.
 * @param folder a private folder for the file that the package downloads
 * @throws Failure if it does not exist or is not a small document, or if there is no artifact service, or it fails
 */
export function downloadDocument(name: string, folder: string, deadlineMs = DEADLINE_MS): Promise<string> {
  return withDeadline(`Downloading the artifact ${name}`, deadlineMs, () =>
    inPrivateFolder(folder, async (privateFolder) => {
      const { artifact } = await client.getArtifact(name)
      checkSize(name, artifact.size)
      const { digest } = artifact
      const { digestMismatch } = await client.downloadArtifact(artifact.id, {
        path: privateFolder,
        skipDecompress: true,
        ...(digest === undefined ? {} : { expectedHash: digest }),
      })
      if (digestMismatch === true) throw foreignArtifact(name, 'has another sha256 than when it was uploaded')
      return onlyFile(name, privateFolder)
    }),
  )
}

/** The service chooses the name of the file, so it is taken from the folder, in which the package puts nothing else. */
function onlyFile(name: string, folder: string): string {
  const [file, ...others] = readdirSync(folder)
  if (file === undefined || others.length > 0) throw foreignArtifact(name, 'does not have exactly one file')
  const path = join(folder, file)
  const stats = lstatSync(path)
  if (!stats.isFile()) throw foreignArtifact(name, 'does not have exactly one file')
  checkSize(name, stats.size)
  return readFileSync(path, 'utf8')
}

function checkSize(name: string, size: number): void {
  if (size > SIZE_LIMIT)
    throw foreignArtifact(name, `has ${size} bytes, but a document may have at most ${SIZE_LIMIT}`)
}

function foreignArtifact(name: string, what: string): Failure {
  return new Failure(
    `The artifact ${name} ${what}.`,
    'Do not give such a name to any other artifact of the workflow.',
  )
}

/** Another job has started an artifact of this name. It is listed once it is complete. */
async function waitForArtifact(name: string): Promise<void> {
  const isMissing = (error: unknown): boolean => error instanceof ArtifactNotFoundError
  await retry(() => client.getArtifact(name), {
    pausesMs: LOOKUP_PAUSES_MS,
    isTransient: isMissing,
    giveUp: (error) =>
      isMissing(error) ? new Error('its name is taken by an artifact that was never completed') : error,
  })
}

async function inPrivateFolder<T>(folder: string, work: (privateFolder: string) => Promise<T>): Promise<T> {
  const privateFolder = mkdtempSync(join(folder, 'document-'))
  try {
    return await work(privateFolder)
  } finally {
    rmSync(privateFolder, { recursive: true, force: true })
  }
}

/** Every call goes through here: it prints nothing, has a time limit, and fails with messages of this action. */
async function withDeadline<T>(what: string, deadlineMs: number, work: () => Promise<T>): Promise<T> {
  const token = process.env['ACTIONS_RUNTIME_TOKEN'] ?? ''
  const origin = URL.parse(process.env['ACTIONS_RESULTS_URL'] ?? '')?.origin
  if (token === '') throw noService(what, 'ACTIONS_RUNTIME_TOKEN is not set')
  if (origin === undefined) throw noService(what, 'ACTIONS_RESULTS_URL is not a URL')
  const lines: string[] = []
  try {
    return await captureStdout(lines, () => beforeDeadline(deadlineMs, () => retry(work, POLICY)))
  } catch (error) {
    if (error instanceof Failure) throw error
    if (error instanceof GHESNotSupportedError)
      throw noService(what, `${process.env['GITHUB_SERVER_URL']} is not github.com`)
    // The message about the token is not repeated, because it contains parts of it.
    if (/^Invalid token specified|backend IDs/.test(messageWithStatus(error)))
      throw noService(what, 'ACTIONS_RUNTIME_TOKEN is not a token of an artifact service')
    const reason = artifactReason(messageWithStatus(error), lines).replaceAll(token, '***')
    throw new Failure(
      `${what} at ${origin} failed: ${reason}.`,
      `Run the failed jobs again, or ${PARTS_CURE}`,
    )
  }
}

/** The requests of one call. */
interface ServiceCall {
  readonly requests: Set<ClientRequest>
  isOver: boolean
}

const calls = new AsyncLocalStorage<ServiceCall>()
let isWatching = false

/**
 * The package waits 3 minutes for an answer, five times over, and accepts neither a signal nor a timeout. So its
 * requests are destroyed at the deadline, with a code for which it does not retry, and so are all that remain at the
 * end, because an answer that is never read would keep this process alive.
 */
async function beforeDeadline<T>(deadlineMs: number, work: () => Promise<T>): Promise<T> {
  watchRequests()
  const call: ServiceCall = { requests: new Set(), isOver: false }
  const stop = new AbortController()
  const deadline = sleep(deadlineMs, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`not finished after ${deadlineMs / 1_000} s`)
  })
  try {
    return await Promise.race([calls.run(call, work), deadline])
  } finally {
    stop.abort()
    call.isOver = true
    for (const request of call.requests) destroyRequest(request)
  }
}

function watchRequests(): void {
  if (isWatching) return
  isWatching = true
  subscribe('http.client.request.created', (message) => {
    const call = calls.getStore()
    const request = Object.getOwnPropertyDescriptor(message, 'request')?.value
    if (call === undefined || !(request instanceof ClientRequest)) return
    if (call.isOver) destroyRequest(request)
    call.requests.add(request)
    request.once('close', () => call.requests.delete(request))
  })
}

function destroyRequest(request: ClientRequest): void {
  request.destroy(Object.assign(new Error('the time is over'), { code: 'EHOSTUNREACH' }))
}

const PARTS_CURE =
  'pass the digests on as outputs of the jobs: the input parts accepts them, PLATFORM=DIGEST in each line, and no artifact service is needed.'

function noService(what: string, why: string): Failure {
  const sentence = `${what} is not possible: this runner has no artifact service (${why}).`
  return new Failure(sentence, `${PARTS_CURE.charAt(0).toUpperCase()}${PARTS_CURE.slice(1)}`)
}

/**
 * The error in one line without the package's phrases, its advice, and the signatures of URLs. If it only says that
 * the package gave up, the last answer of the service is added.
 */
function artifactReason(message: string, lines: readonly string[]): string {
  const [first = ''] = message.split(/\r?\n/)
  const plain = first.replace(
    /Received non-retryable error: |Failed request: |Unable to make request: |\.$/g,
    '',
  )
  const last = lines.map(answerIn).findLast((answer) => answer !== undefined)
  const isVague = /\bafter \d+/.test(plain) && !/\([45]\d\d\)/.test(plain)
  const reason = isVague && last !== undefined ? `${plain} (${last})` : plain
  return reason.replace(/(https?:\/\/[^\s?"']*)\?[^\s"']*/g, '$1')
}

/** Reads a line in which the package reports how a request went. */
function answerIn(line: string): string | undefined {
  const status = /^::debug::\[Response\] - ([345]\d\d)/.exec(line)?.[1]
  const cause = /^::debug::Failed to download artifact after \d+ retries due to (.*)\. Retrying/.exec(
    line,
  )?.[1]
  return cause ?? (status === undefined ? undefined : `the last answer was ${status}`)
}

/** Errors of Azure's client may have only the status of the answer and no message. */
function messageWithStatus(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const status = Object.getOwnPropertyDescriptor(error, 'statusCode')?.value
  const message = error.message === '' ? error.name : error.message
  return status === undefined ? message : `${message} (${status})`
}
