/**
 * A stand-in for the artifact service of GitHub Actions, version 4: its calls (Twirp with JSON) and the storage behind
 * the addresses that it returns, which accepts a blob in blocks like Azure's. Both behave as actions/toolkit's client expects.
 *
 * Every attempt of a run has its own backend id, so each can use the same names again. A list also contains the artifacts
 * of earlier attempts, and their ids say nothing about their order. A re-run of failed jobs has shown this on github.com
 * (toolkit #1592, gitea #38857); it is not documented.
 */
import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { parseJson, text } from '../../src/json.ts'

export interface ArtifactService {
  /** Variables of the runner that give a job the service's address. Runs do not see each other's artifacts. */
  readonly env: (run: string, job: string, attempt?: number) => Readonly<Record<string, string>>
  /** Every request in order: the name of the call, or `PUT` and `GET` of the storage. */
  readonly requests: readonly string[]
  /** Complete artifacts, in the order in which they were created. */
  readonly artifacts: (run: string) => readonly Artifact[]
  /** Adds an artifact as if a job had uploaded it. */
  readonly addArtifact: (run: string, name: string, content: Buffer | string, attempt?: number) => void
  /** From now on, matching requests meet this fault; if several faults match, the first one applies. */
  readonly injectFault: (fault: Fault) => void
  readonly close: () => Promise<void>
}

interface Artifact {
  readonly name: string
  readonly attempt: number
  readonly content: Buffer
}

export interface Fault {
  /** As in `requests`; every request by default. */
  readonly call?: string
  /** Number of requests; all from now on by default. */
  readonly times?: number
  /** Status of the answer; no answer by default. */
  readonly status?: number
  /** The message with the status. */
  readonly msg?: string
}

/** The token of a job. Its claim names the run's attempt and the job; the signature is never checked. */
function runtimeToken(run: string, job: string, attempt = 1): string {
  const claims = { scp: `Actions.ExampleScope Actions.Results:${backendId(run, attempt)}:${job}` }
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none' })}.${part(claims)}.c2VjcmV0`
}

function backendId(run: string, attempt: number): string {
  return `${run}-attempt-${attempt}`
}

/** An artifact that was created; it is listed once it has been finalized. */
interface Entry {
  readonly id: string
  readonly backend: string
  readonly job: string
  readonly name: string
  /** Part of its addresses, as their authorisation. */
  readonly signature: string
  readonly blocks: Map<string, Buffer>
  content: Buffer
  isComplete: boolean
}

interface Store {
  readonly entries: Entry[]
  readonly requests: string[]
  readonly faults: { readonly fault: Fault; left: number }[]
}

interface CallContext {
  readonly body: unknown
  /** The claims of the token. */
  readonly backend: string
  readonly job: string
  readonly origin: string
}

interface Answer {
  readonly status?: number
  readonly body: unknown
}

const CALLS: Readonly<Record<string, (store: Store, context: CallContext) => Answer>> = {
  CreateArtifact: ({ entries }, { body, backend, job, origin }) => {
    const name = text(body, 'name')
    if (entries.some((entry) => entry.backend === backend && entry.name === name))
      return errorAnswer(409, 'an artifact with this name already exists on the workflow run')
    const entry = newEntry(entries.length, { backend, job, name })
    entries.push(entry)
    return { body: { ok: true, signed_upload_url: address(origin, entry) } }
  },
  FinalizeArtifact: ({ entries }, { body, backend }) => {
    const entry = find(entries, backend, text(body, 'name'))
    if (entry === undefined) return errorAnswer(404, 'artifact not found')
    const hash = text(body, 'hash')
    if (text(body, 'size') !== String(entry.content.length) || hash !== digestOf(entry.content))
      return errorAnswer(400, 'this is not what was uploaded')
    entry.isComplete = true
    return { body: { ok: true, artifact_id: entry.id } }
  },
  ListArtifacts: ({ entries }, { body, backend }) => {
    const name = text(body, 'name_filter')
    const id = text(body, 'id_filter')
    const matches = entries.filter(
      (entry) =>
        entry.isComplete &&
        runOf(entry.backend) === runOf(backend) &&
        (name === '' || entry.name === name) &&
        (id === '' || entry.id === id),
    )
    return { body: { artifacts: matches.map(listEntry) } }
  },
  GetSignedArtifactURL: ({ entries }, { body, backend, origin }) => {
    const run = text(body, 'workflow_run_backend_id')
    const entry = runOf(run) === runOf(backend) ? find(entries, run, text(body, 'name')) : undefined
    return entry === undefined
      ? errorAnswer(404, 'workflow run not found')
      : { body: { signed_url: address(origin, entry) } }
  },
}

export async function artifactService(): Promise<ArtifactService> {
  const store: Store = { entries: [], requests: [], faults: [] }
  const server = createServer((request, response) => void answer(store, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the server has no port')
  return {
    env: (run, job, attempt) => ({
      ACTIONS_RESULTS_URL: `http://127.0.0.1:${bound.port}/`,
      ACTIONS_RUNTIME_TOKEN: runtimeToken(run, job, attempt),
    }),
    requests: store.requests,
    artifacts: (run) =>
      store.entries
        .filter(({ backend, isComplete }) => isComplete && runOf(backend) === run)
        .map(({ name, backend, content }) => ({ name, attempt: Number(backend.split('-').at(-1)), content })),
    addArtifact: (run, name, content, attempt = 1) => {
      const entry = newEntry(store.entries.length, { backend: backendId(run, attempt), job: 'planted', name })
      store.entries.push({ ...entry, content: Buffer.from(content), isComplete: true })
    },
    injectFault: (fault) => store.faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }),
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

async function answer(store: Store, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
  const body = await read(request)
  const isStorage = url.pathname.startsWith(STORAGE)
  const call = isStorage ? (request.method ?? '') : (url.pathname.split('/').at(-1) ?? '')
  store.requests.push(call)
  const watched = store.faults.find(({ fault, left }) => left > 0 && (fault.call ?? call) === call)
  if (watched !== undefined) {
    watched.left--
    const { status, msg = 'the service is out of order' } = watched.fault
    if (status !== undefined) send(response, errorAnswer(status, msg))
  } else if (isStorage) answerStorage(store, url, request, body, response)
  else send(response, answerCall(store, call, request, url.origin, parseJson(body.toString())))
}

function answerCall(
  store: Store,
  call: string,
  request: IncomingMessage,
  origin: string,
  body: unknown,
): Answer {
  const claims = parseJson(
    Buffer.from(request.headers.authorization?.split('.')[1] ?? '', 'base64url').toString(),
  )
  const [, backend = '', job = ''] = /Actions\.Results:([^:\s]+):([^:\s]+)/.exec(text(claims, 'scp')) ?? []
  if (backend === '') return errorAnswer(401, 'invalid token')
  // The address of an artifact can be requested with another attempt's id, as listed.
  if (call !== 'GetSignedArtifactURL' && text(body, 'workflow_run_backend_id') !== backend)
    return errorAnswer(403, 'the token is for another run')
  return CALLS[call]?.(store, { body, backend, job, origin }) ?? errorAnswer(404, 'no such call')
}

function newEntry(index: number, known: Pick<Entry, 'backend' | 'job' | 'name'>): Entry {
  const signature = randomBytes(16).toString('base64url')
  const empty = { blocks: new Map<string, Buffer>(), content: Buffer.alloc(0), isComplete: false }
  // Later artifacts have lower ids, as happens on GitHub now and then.
  return { ...known, ...empty, id: String(9_000_000_000 - index), signature }
}

function listEntry(entry: Entry): unknown {
  return {
    workflow_run_backend_id: entry.backend,
    workflow_job_run_backend_id: entry.job,
    database_id: entry.id,
    name: entry.name,
    size: String(entry.content.length),
    digest: digestOf(entry.content),
  }
}

function find(entries: readonly Entry[], backend: string, name: string): Entry | undefined {
  return entries.find((entry) => entry.backend === backend && entry.name === name)
}

function runOf(backend: string): string {
  return backend.replace(/-attempt-\d+$/, '')
}

function digestOf(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`
}

function errorAnswer(status: number, msg: string): Answer {
  return { status, body: { code: 'refused', msg } }
}

function send(response: ServerResponse, { status = 200, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const STORAGE = '/blobs/'

function address(origin: string, { id, signature }: Entry): string {
  return `${origin}${STORAGE}${id}?sig=${signature}`
}

/** Blocks arrive one by one under the client's ids, followed by the list with their order. */
function answerStorage(
  { entries }: Store,
  url: URL,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): void {
  const entry = entries.find(({ id }) => url.pathname === `${STORAGE}${id}`)
  if (entry === undefined || url.searchParams.get('sig') !== entry.signature) {
    response.writeHead(403).end()
  } else if (request.method === 'PUT') {
    if (url.searchParams.get('comp') === 'block') {
      entry.blocks.set(url.searchParams.get('blockid') ?? '', body)
    } else {
      const ids = [...body.toString().matchAll(/<Latest>(.*?)<\/Latest>/g)].map(([, id = '']) => id)
      entry.content = Buffer.concat(ids.map((id) => entry.blocks.get(id) ?? Buffer.alloc(0)))
    }
    response.writeHead(201, { etag: '"1"', 'last-modified': new Date().toUTCString() }).end()
  } else {
    const disposition = `attachment; filename="${entry.name}"`
    const headers = { 'content-type': 'application/octet-stream', 'content-disposition': disposition }
    response.writeHead(200, { ...headers, 'content-length': entry.content.length }).end(entry.content)
  }
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
