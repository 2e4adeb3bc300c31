/**
 * What goes wrong with a registry, as values: where, when, and what happens instead. The proxy in front of the registry
 * (registry-proxy.ts) makes it happen.
 */

/**
 * What a request asks for:
 * - `digest`, `tag`: a manifest or an index, by which name
 * - `blob`: a layer, a config or what an attestation says
 * - `upload`: a part of pushing a blob
 * - `other`: whether it is a registry, its tags, a token
 */
export type Target = 'digest' | 'tag' | 'blob' | 'upload' | 'other'

export interface Asked {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer
}

/** Which requests; what is left out may be anything. */
export interface Where {
  /** `PUT`, or several: `HEAD GET`. */
  readonly method?: string
  readonly target?: Target | readonly Target[]
  /** In the path. */
  readonly path?: RegExp
  /** In the body, or in its type. */
  readonly sends?: RegExp
  /** In the types that it accepts: BuildKit names that of a blob. */
  readonly wants?: RegExp
  /** In the name of the program that asks: `docker/26.1 …`, `buildkit/v0.32`. */
  readonly by?: RegExp
  /** Whether it shows no login. */
  readonly anonymous?: true
  /** Whether it came to the proxy as the server that it forwards to. */
  readonly atStorage?: true
}

/** Which of them; all, where everything is left out. */
export interface When {
  /** Only once such a request has been answered well, or the test says so; `its PUT` is one for the same path. */
  readonly after?: Where | 'its PUT' | 'signal'
  /** The first ones that it leaves alone; with `its PUT`, of each path. */
  readonly skip?: number
  /** How many it meets; with `its PUT`, of each path. */
  readonly count?: number
  /** For so many milliseconds after what it comes after, or else after the first one that it meets. */
  readonly forMs?: number
  /** Only names that the registry knows already. */
  readonly isTaken?: true
  /** Only digests that no tag leads to, of all that came by this way. */
  readonly isUntagged?: true
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body?: Buffer | string
}

/**
 * - `reset`: the connection breaks off before anything is said
 * - `silence`: nothing is said; `unanswered`: the registry does it, and nothing is said
 * - `truncated`: the body is announced, and breaks off; `corrupted`: it is as long as it should be, and another one
 * - `swallowed`: the registry is not told, and 201 is answered
 * - `stale`: what the name had before its last PUT
 * - `challenge`: a login is wanted, with a token that the proxy gives to anybody
 * - `forwarded`: the proxy names itself by another name, as a registry names its storage, and hands on what comes there
 * - `headers`: others in the registry's answer
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

/** An answer of a registry that says no in its own words. */
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

export function isThere(where: Where, asked: Asked): boolean {
  const { method, target, path, sends, wants, by, anonymous, atStorage } = where
  const targets = target === undefined ? undefined : [target].flat()
  const sent = (): string => `${asked.headers['content-type'] ?? ''}\n${asked.body}`
  return (
    (method === undefined || method.split(' ').includes(asked.method)) &&
    (targets === undefined || targets.includes(targetOf(asked.path))) &&
    (path === undefined || path.test(asked.path)) &&
    (sends === undefined || sends.test(sent())) &&
    (wants === undefined || wants.test(String(asked.headers['accept']))) &&
    (by === undefined || by.test(String(asked.headers['user-agent']))) &&
    (anonymous === undefined || asked.headers['authorization'] === undefined) &&
    (atStorage === undefined || isAtStorage(asked))
  )
}

/** The proxy as another server. */
export const STORAGE = 'localhost'

export function isAtStorage({ headers }: Asked): boolean {
  return String(headers['host']).startsWith(`${STORAGE}:`)
}

/** What the proxy knows of the registry behind it. */
export interface Known {
  readonly now: () => number
  readonly isTaken: (path: string) => Promise<boolean>
  readonly isUntagged: (path: string) => boolean
}

/** A fault with what it has met. */
export interface Watch {
  readonly fault: Fault
  /** Whether it is this request's turn. */
  readonly meets: (asked: Asked) => Promise<boolean>
  /** Takes note of a request that was answered well. */
  readonly answered: (asked: Asked) => void
  /** The test says that it begins. */
  readonly signal: () => void
}

export function watch(fault: Fault, known: Known): Watch {
  const { after, skip = 0, count = Number.POSITIVE_INFINITY, forMs, isTaken, isUntagged } = fault.when ?? {}
  const isEach = after === 'its PUT'
  const keyOf = ({ path }: Asked): string => (isEach ? path : '')
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
    meets: async (asked) => {
      const key = keyOf(asked)
      if (!isThere(fault.where, asked)) return false
      if (after !== undefined && !since.has(key)) return false
      if (isUntagged === true && !known.isUntagged(asked.path)) return false
      const turn = seen.get(key) ?? 0
      seen.set(key, turn + 1)
      if (turn < skip || turn >= skip + count || isOver(key)) return false
      return isTaken === undefined || (await known.isTaken(asked.path))
    },
    answered: (asked) => {
      if (isEach && asked.method === 'PUT') since.set(asked.path, known.now())
      if (typeof after === 'object' && !since.has('') && isThere(after, asked)) since.set('', known.now())
    },
    signal: () => {
      if (after === 'signal') since.set('', known.now())
    },
  }
}
