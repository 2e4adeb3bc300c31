/**
 * Downloads. Its package is an HTTP client that takes 60 ms to load, so this file is imported only when something has
 * to be fetched, and is a chunk of its own in the bundle.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { Failure } from '../errors.ts'
import {
  type HttpClient,
  HttpError,
  isTransient,
  openHttpClient,
  PAUSES_MS,
  pauseAfter,
  reasonOf,
} from '../http.ts'
import { retry } from '../retry.ts'
import { say } from './log.ts'

/** Most bytes of a text that are read. */
const TEXT_LIMIT = 1 << 20

/**
 * Fetches a small text.
 * @param why what it is needed for, for the message
 * @returns undefined when the server does not have it (404)
 * @throws Failure otherwise
 */
export function fetchText(url: string, why: string): Promise<string | undefined> {
  return fetched({ url, why }, async (message, { wholeBody }) => {
    const bytes = await wholeBody(message, TEXT_LIMIT)
    return bytes.toString('utf8')
  })
}

/**
 * Fetches a file.
 * @param why what it is needed for, for the message
 * @returns its sha256, or undefined when the server does not have it (404)
 * @throws Failure otherwise; nothing stays at the path then
 */
export function fetchFile(url: string, path: string, why: string): Promise<string | undefined> {
  return fetched({ url, why }, async (message, { bodyOf }) => {
    try {
      await pipeline(bodyOf(message), createWriteStream(path, { mode: 0o600 }))
    } catch (error) {
      rmSync(path, { force: true })
      throw error
    }
    return sha256Of(path)
  })
}

/** The sha256 of a file, in hexadecimal digits. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

interface Wanted {
  readonly url: string
  readonly why: string
}

async function fetched<T>(
  { url, why }: Wanted,
  take: (message: IncomingMessage, client: HttpClient) => Promise<T>,
): Promise<T | undefined> {
  const client = openHttpClient()
  const work = async (): Promise<T | undefined> => {
    const { message, forwardedTo } = await client.send({ method: 'GET', url, headers: {} })
    const { statusCode } = message
    if (statusCode === 200) return take(message, client)
    message.destroy()
    if (statusCode === 404) return undefined
    throw new HttpError(`${forwardedTo ?? new URL(url).host} answers ${statusCode}`, 'lasting')
  }
  return retry(work, {
    pausesMs: PAUSES_MS,
    isTransient: mayPass,
    pauseAfter,
    onRetry: (error, pauseMs) => say(`${url}: ${reasonOf(error)}; trying again in ${pauseMs / 1000} s`),
    giveUp: (error, tries) => failed({ url, why }, reasonOf(error), tries),
  })
}

/** A file is worth another try also where its server was silent: the job has no use for anything else. */
function mayPass(error: unknown): boolean {
  return isTransient(error) || (error instanceof HttpError && error.fault === 'silence')
}

function failed({ url, why }: Wanted, reason: string, count: number): Failure {
  const tries = count === 1 ? '' : ` (tried ${count} times)`
  return new Failure(
    `buildx could not be downloaded from ${url}: ${reason}${tries}. It is needed because ${why}.`,
    'Run the job again, name a server that this runner reaches in buildx-mirror, or use a runner that has buildx.',
  )
}
