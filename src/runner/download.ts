/**
 * Downloads and the runner's tool cache. Its packages bring an HTTP client and take 60 ms to load, so this file is
 * imported only when something has to be fetched, and is a chunk of its own in the bundle.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, rmSync, statSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { HttpClient } from '@actions/http-client'
import { cacheFile, find } from '@actions/tool-cache'
import { Failure } from '../errors.ts'
import { say } from './log.ts'
import { TRANSIENT_CODES } from './transient.ts'

/** Pauses before each further try. */
const PAUSES_MS = [1_000, 2_000, 4_000]

/** A server that says nothing for so long is given up. */
const SILENCE_MS = 60_000

const MOST_REDIRECTS = 10

/** Most bytes of a text that are read. */
const TEXT_LIMIT = 1 << 20

type Reply = Awaited<ReturnType<HttpClient['get']>>

/** An answer that is not the file. */
class BadAnswer extends Error {
  readonly isTransient: boolean

  constructor(what: string, isTransient: boolean) {
    super(what)
    this.name = 'BadAnswer'
    this.isTransient = isTransient
  }
}

/**
 * Fetches a small text.
 * @param why what it is needed for, for the message
 * @returns undefined when the server does not have it (404)
 * @throws Failure otherwise
 */
export function fetchText(url: string, why: string): Promise<string | undefined> {
  return tried({ url, why }, async (reply) => {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of reply.message) {
      const bytes = Buffer.from(chunk)
      size += bytes.length
      if (size > TEXT_LIMIT) throw new BadAnswer(`more than ${TEXT_LIMIT} bytes`, false)
      chunks.push(bytes)
    }
    checkLength(reply, size)
    return Buffer.concat(chunks).toString('utf8')
  })
}

/**
 * Fetches a file.
 * @param why what it is needed for, for the message
 * @returns its sha256, or undefined when the server does not have it (404)
 * @throws Failure otherwise; nothing stays at the path then
 */
export function fetchFile(url: string, path: string, why: string): Promise<string | undefined> {
  return tried({ url, why }, async (reply) => {
    try {
      await pipeline(reply.message, createWriteStream(path, { mode: 0o600 }))
      checkLength(reply, statSync(path).size)
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

async function tried<T>(wanted: Wanted, take: (reply: Reply) => Promise<T>): Promise<T | undefined> {
  const { url } = wanted
  for (let turn = 0; ; turn++) {
    try {
      return await once(url, take)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const pause = isTransient(error) ? PAUSES_MS[turn] : undefined
      if (pause === undefined) throw failed(wanted, reason, turn + 1)
      say(`${url}: ${reason}; trying again in ${pause / 1000} s`)
      await sleep(pause)
    }
  }
}

/** Asks once. The client knows the proxy variables; redirects that name only a path it does not know. */
async function once<T>(
  url: string,
  take: (reply: Reply) => Promise<T>,
  redirects = MOST_REDIRECTS,
): Promise<T | undefined> {
  const options = { socketTimeout: SILENCE_MS, allowRedirects: false }
  const reply = await new HttpClient('multi-platform-build', [], options).get(url)
  const status = reply.message.statusCode ?? 0
  if (status === 200) return take(reply)
  const location = reply.message.headers.location
  if (status >= 300 && status < 400 && location !== undefined) {
    reply.message.destroy()
    return once(nextAddress(url, location, redirects), take, redirects - 1)
  }
  reply.message.destroy()
  if (status === 404) return undefined
  throw new BadAnswer(`the server answers ${status}`, status >= 500 || status === 408 || status === 429)
}

function nextAddress(url: string, location: string, redirects: number): string {
  const next = new URL(location, url)
  if (redirects === 0) throw new BadAnswer('too many redirects', false)
  if (url.startsWith('https:') && next.protocol !== 'https:')
    throw new BadAnswer(`it is forwarded to ${next.origin}, which is not encrypted`, false)
  return next.href
}

function checkLength({ message }: Reply, size: number): void {
  const announced = message.headers['content-length']
  if (announced !== undefined && Number(announced) !== size)
    throw new BadAnswer(`cut off after ${size} of ${announced} bytes`, true)
}

function isTransient(error: unknown): boolean {
  if (error instanceof BadAnswer) return error.isTransient
  if (!(error instanceof Error)) return false
  return ('code' in error && TRANSIENT_CODES.includes(error.code)) || /timeout/i.test(error.message)
}

function failed({ url, why }: Wanted, reason: string, turns: number): Failure {
  const tries = turns === 1 ? '' : ` (tried ${turns} times)`
  return new Failure(
    `buildx could not be downloaded from ${url}: ${reason}${tries}. It is needed because ${why}.`,
    'Run the job again, name a server that this runner reaches in buildx-mirror, or use a runner that has buildx.',
  )
}

/** Name of what is kept in the tool cache. Not `buildx`: what others put there was not verified by us. */
const TOOL = 'multi-platform-build-buildx'

/** The folder of a version in the tool cache; '' where it is not there. */
export function findTool(folder: string, version: string, machine: string): string {
  process.env['RUNNER_TOOL_CACHE'] ||= folder
  return find(TOOL, version, machine)
}

/** Puts a file into the tool cache. @returns its folder there */
export function keepTool(
  folder: string,
  file: { readonly path: string; readonly name: string },
  version: string,
  machine: string,
): Promise<string> {
  process.env['RUNNER_TOOL_CACHE'] ||= folder
  return cacheFile(file.path, file.name, TOOL, version, machine)
}
