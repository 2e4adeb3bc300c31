/**
 * Downloads. The HTTP client takes 60 ms to load, so this file is only imported when something has to be fetched, and
 * is a separate chunk of the bundle.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { Failure } from '../errors.ts'
import { faultOf, isTransientClass } from '../faults.ts'
import { type HttpClient, HttpError, openHttpClient, pauseAfter, reasonOf } from '../http.ts'
import { type RetryPolicy, retry } from '../retry.ts'

/** What to fetch, the reason, and the retries. */
export interface Download extends Pick<RetryPolicy<unknown>, 'pausesMs' | 'clock'> {
  readonly url: string
  /** Why it is needed, for the message. */
  readonly why: string
  /** Called before each retry. */
  readonly onRetry: (error: unknown, pauseMs: number) => void
}

/** Maximum number of bytes of a text. */
const TEXT_LIMIT = 1 << 20

/**
 * Fetches a small text.
 * @returns undefined if the server does not have it (404)
 * @throws Failure otherwise
 */
export function fetchText(download: Download): Promise<string | undefined> {
  return fetchWith(download, async (message, { wholeBody }) => {
    const bytes = await wholeBody(message, TEXT_LIMIT)
    return bytes.toString('utf8')
  })
}

/**
 * Fetches a file.
 * @returns its sha256, or undefined if the server does not have it (404)
 * @throws Failure otherwise; then there is no file at the path
 */
export function fetchFile(download: Download, path: string): Promise<string | undefined> {
  return fetchWith(download, async (message, { bodyOf }) => {
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

async function fetchWith<T>(
  { url, why, pausesMs, clock, onRetry }: Download,
  take: (message: IncomingMessage, client: HttpClient) => Promise<T>,
): Promise<T | undefined> {
  const client = openHttpClient({ env: process.env })
  const work = async (): Promise<T | undefined> => {
    const { message, redirectedTo } = await client.send({ method: 'GET', url, headers: {} })
    const { statusCode } = message
    if (statusCode === 200) return take(message, client)
    message.destroy()
    if (statusCode === 404) return undefined
    throw new HttpError(`${redirectedTo ?? new URL(url).host} answers ${statusCode}`, 'lasting')
  }
  return retry(work, {
    pausesMs,
    ...(clock === undefined ? {} : { clock }),
    isTransient: isRetryableDownload,
    pauseAfter,
    onRetry,
    giveUp: (error, tries) => downloadFailure({ url, why }, reasonOf(error), tries),
  })
}

/** Downloads are also retried if the server was silent: the job cannot go on without the file. */
function isRetryableDownload(error: unknown): boolean {
  return error instanceof HttpError
    ? ['passing', 'silence'].includes(error.fault)
    : isTransientClass(faultOf(error))
}

function downloadFailure(
  { url, why }: Pick<Download, 'url' | 'why'>,
  reason: string,
  count: number,
): Failure {
  const tries = count === 1 ? '' : ` (tried ${count} times)`
  return new Failure(
    `buildx could not be downloaded from ${url}: ${reason}${tries}. It is needed because ${why}.`,
    'Run the job again, set buildx-mirror to a server that this runner can reach, or use a runner that has buildx.',
  )
}
