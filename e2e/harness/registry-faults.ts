/**
 * The faults of a registry, as values: which requests, when, and what happens instead. The proxy in front of the registry
 * (registry-proxy.ts) injects them.
 */

/**
 * The target of a request:
 * - `digest`, `tag`: a manifest or an index, by digest or by tag
 * - `blob`: a layer, a config or the content of an attestation
 * - `upload`: a request for the push of a blob
 * - `other`: the check for a registry, its tags, a token
 */
export type Target = 'digest' | 'tag' | 'blob' | 'upload' | 'other'

export interface RegistryRequest {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer
}

/** Conditions for a request; an absent member matches every request. */
export interface Where {
  /** `PUT`, or several methods: `HEAD GET`. */
  readonly method?: string
  readonly target?: Target | readonly Target[]
  /** Matches the path. */
  readonly path?: RegExp
  /** Matches the body or its type. */
  readonly sends?: RegExp
  /** Matches the accepted types: BuildKit names the type of a blob. */
  readonly wants?: RegExp
  /** Matches the name of the client: `docker/26.1 …`, `buildkit/v0.32`. */
  readonly by?: RegExp
  /** The request has no credentials. */
  readonly anonymous?: true
  /** The request was sent to the proxy as the storage server that it redirects to. */
  readonly atStorage?: true
}

/** Which of the matching requests meet the fault; all of them by default. */
export interface When {
  /** Only after such a request has succeeded, or the test gives a signal; `its PUT` is a PUT of the same path. */
  readonly after?: Where | 'its PUT' | 'signal'
  /** Number of first requests that are spared; with `its PUT`, for each path. */
  readonly skip?: number
  /** Number of requests that meet the fault; with `its PUT`, for each path. */
  readonly count?: number
  /** Milliseconds for which the fault lasts, from the event in `after`, or else from the first request that meets it. */
  readonly forMs?: number
  /** Only names that exist in the registry. */
  readonly isTaken?: true
  /** Only digests that no tag refers to, as far as they were pushed through the proxy. */
  readonly isUntagged?: true
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body?: Buffer | string
}

/**
 * - `reset`: the connection is reset before any answer
 * - `silence`: no answer; `unanswered`: the registry executes the request, but no answer is sent
 * - `truncated`: the body ends before its announced length; `corrupted`: it has the right length, but a different content
 * - `swallowed`: the registry does not get the request, and the answer is 201
 * - `stale`: the content of the name before its last PUT
 * - `challenge`: a login is required, with a token that the proxy gives to anybody
 * - `forwarded`: redirects to the proxy under another name, as a registry redirects to its storage, which passes requests on
 * - `headers`: replaces headers of the registry's answer
 */
export type What =
  | Answer
  | 'reset'
  | 'silence'
  | 'unanswered'
  | 'truncated'
  | 'corrupted'
  | 'swallowed'
  | 'stale'
  | 'challenge'
  | 'forwarded'
  | { readonly headers: Readonly<Record<string, string>> }

export interface Fault {
  readonly where: Where
  readonly when?: When
  readonly what: What
}

/** A registry's error response, with its code and message. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const body = JSON.stringify({ errors: [{ code, message }] })
  return { status, headers: { 'content-type': 'application/json', ...headers }, body }
}

export function targetOf(path: string): Target {
  if (/\/blobs\/uploads\//.test(path)) return 'upload'
  if (/\/blobs\//.test(path)) return 'blob'
  if (/\/manifests\/sha256:/.test(path)) return 'digest'
  return /\/manifests\//.test(path) ? 'tag' : 'other'
}

export function matchesRequest(where: Where, request: RegistryRequest): boolean {
  const { method, target, path, sends, wants, by, anonymous, atStorage } = where
  const targets = target === undefined ? undefined : [target].flat()
  const sent = (): string => `${request.headers['content-type'] ?? ''}\n${request.body}`
  return (
    (method === undefined || method.split(' ').includes(request.method)) &&
    (targets === undefined || targets.includes(targetOf(request.path))) &&
    (path === undefined || path.test(request.path)) &&
    (sends === undefined || sends.test(sent())) &&
    (wants === undefined || wants.test(String(request.headers['accept']))) &&
    (by === undefined || by.test(String(request.headers['user-agent']))) &&
    (anonymous === undefined || request.headers['authorization'] === undefined) &&
    (atStorage === undefined || isAtStorage(request))
  )
}

/** The proxy's other host name, under which it acts as the storage. */
export const STORAGE = 'localhost'

export function isAtStorage({ headers }: RegistryRequest): boolean {
  return String(headers['host']).startsWith(`${STORAGE}:`)
}

/** The proxy's knowledge of the registry behind it. */
export interface RegistryState {
  readonly now: () => number
  readonly isTaken: (path: string) => Promise<boolean>
  readonly isUntagged: (path: string) => boolean
}

/** A fault and its state. */
export interface Watch {
  readonly fault: Fault
  /** Whether this request meets the fault; counts the request. */
  readonly isHit: (request: RegistryRequest) => Promise<boolean>
  /** Records a request that has succeeded. */
  readonly recordSuccess: (request: RegistryRequest) => void
  /** The test's signal that the fault begins. */
  readonly signal: () => void
}

export function watch(fault: Fault, known: RegistryState): Watch {
  const { after, skip = 0, count = Number.POSITIVE_INFINITY, forMs, isTaken, isUntagged } = fault.when ?? {}
  const isEach = after === 'its PUT'
  const keyOf = ({ path }: RegistryRequest): string => (isEach ? path : '')
  const since = new Map<string, number>()
  const seen = new Map<string, number>()
  const isOver = (key: string): boolean => {
    if (forMs === undefined) return false
    const start = since.get(key) ?? known.now()
    since.set(key, start)
    return known.now() - start >= forMs
  }
  return {
    fault,
    isHit: async (request) => {
      const key = keyOf(request)
      if (!matchesRequest(fault.where, request)) return false
      if (after !== undefined && !since.has(key)) return false
      if (isUntagged === true && !known.isUntagged(request.path)) return false
      const turn = seen.get(key) ?? 0
      seen.set(key, turn + 1)
      if (turn < skip || turn >= skip + count || isOver(key)) return false
      return isTaken === undefined || (await known.isTaken(request.path))
    },
    recordSuccess: (request) => {
      if (isEach && request.method === 'PUT') since.set(request.path, known.now())
      if (typeof after === 'object' && !since.has('') && matchesRequest(after, request))
        since.set('', known.now())
    },
    signal: () => {
      if (after === 'signal') since.set('', known.now())
    },
  }
}
