/** Several requests to one repository of a registry, with docker's logins. */
import { Failure } from '../errors.ts'
import { type FaultClass, faultOf, isTransientClass } from '../faults.ts'
import { HttpError, type HttpRequest, type HttpResponse } from '../http.ts'
import { array, parseJson, text } from '../json.ts'
import { splitRepository } from '../oci/reference.ts'
import type { RegistryLogin } from '../oci/registries.ts'
import { loginPhrase, stepCure, stepLogin } from './access.ts'
import { openRegistryClient, originOf, type RegistryClient, type RegistrySettings } from './client.ts'
import { AccessDenied, authorize, type Scope } from './login.ts'

export interface Session {
  readonly repository: string
  readonly client: RegistryClient
  /**
   * Sends a request to an address below the repository, or to one that the registry returned, with a login if the
   * registry requires it. The body has not been read.
   */
  readonly ask: (
    method: HttpRequest['method'],
    address: string,
    more?: RequestOptions,
  ) => Promise<HttpResponse>
}

type RequestOptions = Partial<Pick<HttpRequest, 'headers' | 'body' | 'signal'>>

/** @param action what the login must be allowed to do */
export function openSession(
  repository: string,
  action: Scope['action'],
  settings: RegistrySettings,
): Session {
  const client = openRegistryClient(settings)
  const { host, path } = splitRepository(repository)
  let location: Promise<string> | undefined
  let authorization: Promise<string> | undefined
  const send = async (request: HttpRequest, shown: Promise<string> | undefined): Promise<HttpResponse> => {
    const authorized = shown === undefined ? {} : { authorization: await shown }
    return client.send({ ...request, headers: { ...request.headers, ...authorized } })
  }
  const ask: Session['ask'] = async (method, address, { headers = {}, ...more } = {}) => {
    location ??= originOf(host, client)
    const origin = await location
    const url = new URL(address, `${origin}/v2/${path}/`)
    const request = { method, url: url.href, headers, ...more }
    if (url.origin !== origin) return client.send(request)
    const shown = authorization
    const first = await send(request, shown)
    const { statusCode, headers: returned } = first.message
    const challenge = returned['www-authenticate']
    // After a redirect, another server may ask for a login, and must not get that of the registry.
    if (statusCode !== 401 || challenge === undefined || first.redirectedTo !== undefined) return first
    first.message.destroy()
    // The first of several concurrent requests logs in for all of them: at the beginning, and when a token has
    // expired.
    if (authorization === shown) {
      const next = authorize(challenge, { origin, host, path, action }, client)
      authorization = next
      // If no token was available, the next request tries again, possibly many minutes later. A rejected login is not
      // tried again: that could lock the account.
      next.catch((error: unknown) => {
        if (authorization === next && !(error instanceof AccessDenied)) authorization = undefined
      })
    }
    return send(request, authorization)
  }
  return { repository, client, ask }
}

/** Maximum number of bytes of an error response. */
const REFUSAL_LIMIT = 64 << 10

/** The error response of a registry. */
export interface Refused {
  readonly status: number
  /** The registry's error code; '' if it has none. */
  readonly code: string
  /** The registry's error message in one line; '' if there is none in the format of registries. */
  readonly message: string
  /** Whether it is a web page: a proxy, a firewall or a login page answers in place of the registry. */
  readonly isPage: boolean
  readonly redirectedTo: HttpResponse['redirectedTo']
}

/** Maximum number of characters of a registry's message that are shown. */
const MESSAGE_LIMIT = 300

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
export async function refusal(
  { message, redirectedTo }: HttpResponse,
  { wholeBody }: RegistryClient,
): Promise<Refused> {
  const bytes = await wholeBody(message, REFUSAL_LIMIT).catch(() => Buffer.alloc(0))
  const [error] = array(parseJson(bytes.toString('utf8')), 'errors')
  const code = text(error, 'code')
  const shownMessage = messageIn(error).replace(/\s+/g, ' ').trim().slice(0, MESSAGE_LIMIT)
  return {
    ...{
      status: message.statusCode ?? 0,
      redirectedTo,
      message: shownMessage,
      isPage: isPage(message, bytes),
    },
    code: /^[A-Za-z_]{1,60}$/.test(code) ? code : '',
  }
}

/** Nexus and Artifactory give the reason in addition to the message of the code. */
function messageIn(error: unknown): string {
  const [message, detail] = [
    text(error, 'message'),
    text(error, 'detail') || text(error, 'detail', 'description'),
  ]
  return [message, detail].filter((part) => part !== '').join(': ')
}

/** Whether the response is a web page. */
export function isPage({ headers }: HttpResponse['message'], bytes: Buffer): boolean {
  return (
    headers['content-type']?.startsWith('text/html') === true ||
    /^\s*<[!a-z]/i.test(bytes.toString('utf8', 0, 64))
  )
}

/** The error for a response that was read completely and is a web page. */
export function pageRefusal({ message, redirectedTo }: HttpResponse): Refused {
  return { status: message.statusCode ?? 0, code: '', message: '', isPage: true, redirectedTo }
}

/** A registry rejected a request, and would reject it again. */
export class RequestRejected extends Failure {
  readonly refused: Refused
  /** The class of the registry's error; undefined if it is not known. */
  readonly fault: FaultClass | undefined

  constructor(what: string, cure: string, refused: Refused) {
    super(what, cure)
    this.name = 'RequestRejected'
    this.refused = refused
    this.fault = classOfRefusal(refused)
  }
}

function classOfRefusal(refused: Refused): FaultClass | undefined {
  if (refused.isPage) return 'no registry'
  return faultOf({ status: refused.status, message: `answers ${answerOf(refused)}` })
}

const CURE = 'Check that nothing deletes or replaces images there, and push the image again.'

type RequestTarget = Pick<Session, 'repository' | 'client'>

/** The login of the step that is used for a repository. */
function loginOf({ repository, client }: RequestTarget): RegistryLogin | undefined {
  return stepLogin(splitRepository(repository).host, client.settings.docker)
}

/** @param name of the request, as in "Reading …" @returns the error of the request */
export function readFailure(what: string, refused: Refused, target: RequestTarget): Error {
  const { status, redirectedTo } = refused
  const passing = transientError(refused)
  if (passing !== undefined) return passing
  const answer = answerOf(refused)
  const who =
    redirectedTo === undefined ? 'the registry' : `${redirectedTo}, to which the registry redirects,`
  if (refused.isPage)
    return new RequestRejected(`${what} failed: ${who} answers ${answer}.`, PAGE_CURE, refused)
  if (status !== 401 && status !== 403)
    return new RequestRejected(
      `${what} failed: ${who} answers ${answer}.`,
      CURES.get(classOfRefusal(refused)) ?? CURE,
      refused,
    )
  if (redirectedTo !== undefined)
    return new Failure(`${what} is not allowed: ${who} answers ${answer}.`, FORWARDED_CURE)
  return notAllowed(what, answer, { login: loginOf(target), action: 'pull', cure: LOGIN_CURE })
}

/**
 * Tells a document that does not exist from a request that failed.
 * @param what the request, as in "Reading …"
 * @param response one without the document
 * @returns undefined if the document does not exist
 * @throws the error of the request otherwise
 */
export async function expectNotFound(
  what: string,
  response: HttpResponse,
  target: RequestTarget,
): Promise<undefined> {
  const refused = await refusal(response, target.client)
  if (refused.status !== 404) throw readFailure(what, refused, target)
}

/** With any status, a registry may report a rate limit, or that it does not know something yet. */
function transientError(refused: Refused): HttpError | undefined {
  const fault = classOfRefusal(refused)
  if (!isTransientClass(fault)) return undefined
  const status = fault === 'rate limit' ? 429 : refused.status
  return new HttpError(`the registry answers ${answerOf(refused)}`, 'passing', { status })
}

interface DeniedAccess {
  readonly login: RegistryLogin | undefined
  readonly action: 'pull' | 'push'
  /** What to do if the login is not from this step. */
  readonly cure: string
}

function notAllowed(what: string, answer: string, { login, action, cure }: DeniedAccess): AccessDenied {
  return login === undefined
    ? new AccessDenied(`${what} is not allowed: the registry answers ${answer}.`, cure)
    : new AccessDenied(
        `${what}${loginPhrase(login)}, is not allowed: the registry answers ${answer}.`,
        stepCure(login, action),
      )
}

/** For a rejected push. @returns the error of the request */
export function pushFailure(what: string, refused: Refused, target: RequestTarget): Error {
  const { status } = refused
  const passing = transientError(refused)
  if (passing !== undefined) return passing
  const answer = `the registry answers ${answerOf(refused)}`
  const fault = classOfRefusal(refused)
  if (fault === 'refused' || fault === 'stale login') {
    const cure = status === 401 || fault === 'stale login' ? LOGIN_AGAIN_CURE : PUSH_CURE
    return notAllowed(what, answerOf(refused), { login: loginOf(target), action: 'push', cure })
  }
  const why = fault === 'immutable' ? 'is not possible, the tag cannot be overwritten' : 'failed'
  return new RequestRejected(`${what} ${why}: ${answer}.`, CURES.get(fault) ?? NOT_TAKEN_CURE, refused)
}

const LOGIN_AGAIN_CURE =
  'Log in again, with registry, username and password of this step or before it (docker/login-action), and with a password or token that is valid until the end of the job: the registry does not accept the current login, or there is none.'
const PUSH_CURE =
  "Log in with an account that may push there: with registry, username and password of this step, or before it (docker/login-action). For ghcr.io with the job's token, give the job permissions: packages: write, and give this repository write access in the settings of the package."
const NOT_TAKEN_CURE =
  'See the answer of the registry, and check that the name is right and its repository exists.'
const PAGE_CURE =
  'A proxy, a firewall or a login page answers in place of the registry: check that its name is right, and that this runner can reach it.'

/** What to do if a registry rejects something, by the class of its error. */
const CURES: ReadonlyMap<FaultClass | undefined, string> = new Map([
  [
    'immutable',
    'The registry does not allow moving this tag once it exists: publish under another tag, or change that setting of the repository.',
  ],
  [
    'quota',
    'A limit of the account, the project or the plan is reached: delete images there that nobody needs, or raise the limit.',
  ],
  [
    'blocked',
    'A firewall or a network rule of the registry does not let this machine in, and a login does not help: allow its address there, or use a runner inside that network.',
  ],
  [
    'read only',
    'The registry does not accept pushes: it is read-only for maintenance, or it is a mirror. Run the job again later, or push to the registry behind it.',
  ],
  [
    'policy',
    'A policy of the registry blocks this image, and a login does not change that: check what its project or repository requires (a scan without findings, a signature) and meet it, or exclude this image from the policy.',
  ],
  ['disk full', 'The disk of the registry is full: whoever runs it has to free space.'],
  ['no registry', PAGE_CURE],
])

/** As in `403 DENIED (requested access to the resource is denied)`. */
function answerOf({ status, code, message, isPage: is }: Refused): string {
  if (is) return `${status} with a web page`
  const named = code === '' ? `${status}` : `${status} ${code}`
  return message === '' ? named : `${named} (${message})`
}

const LOGIN_CURE =
  'Log in with an account that may pull there: with registry, username and password of this step, or before it (docker/login-action).'
const FORWARDED_CURE =
  'No login is sent there: check that this runner may read from that host, or ask whoever runs the registry.'
