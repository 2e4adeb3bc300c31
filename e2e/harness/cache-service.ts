/**
 * A stand-in for the cache service of GitHub Actions, version 2: its three calls (Twirp with JSON), and the storage
 * behind the addresses that it returns, which accepts a blob like Azure's. Both behave as actions/toolkit's client expects.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { parseJson, text } from '../../src/json.ts'

export interface CacheService {
  /** Variables of the runner with the service's address. */
  readonly env: Readonly<Record<string, string>>
  /** The requested keys in order, and the saved ones. */
  readonly requests: readonly string[]
  readonly saved: readonly string[]
  /** From now on, every entry has the content that was saved first. */
  readonly mixUpEntries: () => void
  readonly close: () => Promise<void>
}

export interface CacheOptions {
  /** Answers every call with this status instead. */
  readonly broken?: number
}

interface Store {
  readonly entries: Map<string, Buffer>
  readonly uploads: Map<string, Buffer>
  readonly requests: string[]
  readonly saved: string[]
}

interface CallContext {
  readonly key: string
  /** Key and version, which identify an entry. */
  readonly entry: string
  /** The signed address of the entry in the storage. */
  readonly address: string
}

const CALLS: Readonly<Record<string, (store: Store, asking: CallContext) => unknown>> = {
  GetCacheEntryDownloadURL: ({ requests, entries }, { key, entry, address }) => {
    requests.push(key)
    return entries.has(entry) ? { ok: true, signed_download_url: address, matched_key: key } : { ok: false }
  },
  CreateCacheEntry: ({ entries }, { entry, address }) =>
    entries.has(entry) ? { ok: false } : { ok: true, signed_upload_url: address },
  FinalizeCacheEntryUpload: ({ entries, uploads, saved }, { key, entry }) => {
    entries.set(entry, uploads.get(entry) ?? Buffer.alloc(0))
    saved.push(key)
    return { ok: true, entry_id: String(saved.length) }
  },
}

export async function cacheService({ broken }: CacheOptions = {}): Promise<CacheService> {
  const store: Store = { entries: new Map(), uploads: new Map(), requests: [], saved: [] }
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    const body = await read(request)
    if (url.pathname === STORAGE && broken === undefined) return stored(store, url, request, body, response)
    const asking = parseJson(body.toString())
    const key = text(asking, 'key')
    const entry = `${key} ${text(asking, 'version')}`
    const address = `${url.origin}${STORAGE}?entry=${encodeURIComponent(entry)}&sig=a-signature`
    const call = broken === undefined ? CALLS[url.pathname.split('/').at(-1) ?? ''] : undefined
    const answer = call?.(store, { key, entry, address }) ?? { msg: 'the cache is out of order' }
    const status = call === undefined ? (broken ?? 404) : 200
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    env: {
      ACTIONS_RESULTS_URL: `http://127.0.0.1:${address.port}/`,
      // Three parts with dots, as the client expects in a token.
      ACTIONS_RUNTIME_TOKEN: 'e30.e30.c2ln',
      ACTIONS_CACHE_SERVICE_V2: 'true',
    },
    requests: store.requests,
    saved: store.saved,
    mixUpEntries: () => {
      const [first = Buffer.alloc(0)] = store.entries.values()
      for (const entry of store.entries.keys()) store.entries.set(entry, first)
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const STORAGE = '/blobs/one'

function stored(
  { entries, uploads }: Store,
  url: URL,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): void {
  const entry = url.searchParams.get('entry') ?? ''
  if (request.method === 'PUT') {
    uploads.set(entry, body)
    response.writeHead(201, { etag: '"1"', 'last-modified': new Date().toUTCString() }).end()
  } else {
    const content = entries.get(entry) ?? Buffer.alloc(0)
    response.writeHead(200, { 'content-length': content.length }).end(content)
  }
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
