/** A repository of a registry that is asked several things, by docker's logins. */
import { Failure } from '../errors.ts'
import { type FaultClass, faultOf, isTransientClass } from '../faults.ts'
import { HttpError, type HttpRequest, type HttpResponse } from '../http.ts'
import { array, parseJson, text } from '../json.ts'
import { splitRepository } from '../oci/reference.ts'
import type { RegistryLogin } from '../oci/registries.ts'
import { asWhom, stepCure, stepLogin } from './access.ts'
import { openRegistryClient, originOf, type RegistryClient, type RegistrySettings } from './client.ts'
import { AccessDenied, authorize, type Scope } from './login.ts'

export interface Session {
  readonly repository: string
  readonly client: RegistryClient
  /**
   * Asks for an address below the repository, or one that the registry named, logged in where the registry wants it.
   * The body has not been read.
   */
  readonly ask: (method: HttpRequest['method'], address: string, more?: More) => Promise<HttpResponse>
}

type More = Partial<Pick<HttpRequest, 'headers' | 'body' | 'signal'>>

/** @param action what a login must be allowed to do */
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
    const own = shown === undefined ? {} : { authorization: await shown }
    return client.send({ ...request, headers: { ...request.headers, ...own } })
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
    // Where the registry forwards to, somebody else may ask for a login, who must not get the registry's.
    if (statusCode !== 401 || challenge === undefined || first.forwardedTo !== undefined) return first
    first.message.destroy()
    // Of requests at the same time, the first one logs in for all: at the beginning, and when a token has expired.
    if (authorization === shown) {
      const next = authorize(challenge, { origin, host, path, action }, client)
      authorization = next
      // A token that was not to be had is asked for anew by the next question, which may come many minutes later. A login
      // that is refused stays so: asking again can lock the account.
      next.catch((error: unknown) => {
        if (authorization === next && !(error instanceof AccessDenied)) authorization = undefined
      })
    }
    return send(request, authorization)
  }
  return { repository, client, ask }
}

/** Most bytes of what a registry says about a request that it does not serve. */
const REFUSAL_LIMIT = 64 << 10

/** What a registry says instead of what it was asked for. */
export interface Refused {
  readonly status: number
  /** The registry's word for what is wrong; '' where it has none. */
  readonly code: string
  /** What it says about it, in one line; '' where it says nothing, or not as registries do. */
  readonly message: string
  /** Whether it is a page for people: a proxy, a firewall or a login page answers in the registry's place. */
  readonly isPage: boolean
  readonly forwardedTo: HttpResponse['forwardedTo']
}

/** Longest part of a registry's own words that is shown. */
const MESSAGE_LIMIT = 300

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
export async function refusal(
  { message, forwardedTo }: HttpResponse,
  { wholeBody }: RegistryClient,
): Promise<Refused> {
  const bytes = await wholeBody(message, REFUSAL_LIMIT).catch(() => Buffer.alloc(0))
  const [error] = array(parseJson(bytes.toString('utf8')), 'errors')
  const code = text(error, 'code')
  const said = wordsOf(error).replace(/\s+/g, ' ').trim().slice(0, MESSAGE_LIMIT)
  return {
    ...{ status: message.statusCode ?? 0, forwardedTo, message: said, isPage: isPage(message, bytes) },
    code: /^[A-Za-z_]{1,60}$/.test(code) ? code : '',
  }
}

/** Nexus and Artifactory have their reasons beside the message that belongs to the code. */
function wordsOf(error: unknown): string {
  const [message, detail] = [
    text(error, 'message'),
    text(error, 'detail') || text(error, 'detail', 'description'),
  ]
  return [message, detail].filter((part) => part !== '').join(': ')
}

/** Whether what came is a page for people. */
export function isPage({ headers }: HttpResponse['message'], bytes: Buffer): boolean {
  return (
    headers['content-type']?.startsWith('text/html') === true ||
    /^\s*<[!a-z]/i.test(bytes.toString('utf8', 0, 64))
  )
}

/** What was read whole, and is a page for people. */
export function aPage({ message, forwardedTo }: HttpResponse): Refused {
  return { status: message.statusCode ?? 0, code: '', message: '', isPage: true, forwardedTo }
}

/** A registry does not do what it was asked for, and will not the next time. */
export class NotServed extends Failure {
  readonly refused: Refused
  /** The class of what the registry says; undefined where nothing tells it. */
  readonly fault: FaultClass | undefined

  constructor(what: string, cure: string, refused: Refused) {
    super(what, cure)
    this.name = 'NotServed'
    this.refused = refused
    this.fault = faultIn(refused)
  }
}

function faultIn(refused: Refused): FaultClass | undefined {
  if (refused.isPage) return 'no registry'
  return faultOf({ status: refused.status, message: `answers ${answerOf(refused)}` })
}

const CURE = 'Check that nothing deletes or replaces images there, and push the image again.'

type Asked = Pick<Session, 'repository' | 'client'>

/** The login of the step that a repository is asked with. */
function loginOf({ repository, client }: Asked): RegistryLogin | undefined {
  return stepLogin(splitRepository(repository).host, client.settings.docker)
}

/** @param what was being done, as in "Reading …" @returns what the request fails with */
export function notGiven(what: string, refused: Refused, asked: Asked): Error {
  const { status, forwardedTo } = refused
  const passing = passingFault(refused)
  if (passing !== undefined) return passing
  const answer = answerOf(refused)
  const who = forwardedTo === undefined ? 'the registry' : `${forwardedTo}, where the registry forwards to,`
  if (refused.isPage) return new NotServed(`${what} failed: ${who} answers ${answer}.`, PAGE_CURE, refused)
  if (status !== 401 && status !== 403)
    return new NotServed(
      `${what} failed: ${who} answers ${answer}.`,
      CURES.get(faultIn(refused)) ?? CURE,
      refused,
    )
  if (forwardedTo !== undefined)
    return new Failure(`${what} is not allowed: ${who} answers ${answer}.`, FORWARDED_CURE)
  return notAllowed(what, answer, { login: loginOf(asked), action: 'pull', cure: LOGIN_CURE })
}

/** Whatever its status, a registry may say that it is asked too much, or does not know something yet. */
function passingFault(refused: Refused): HttpError | undefined {
  const fault = faultIn(refused)
  if (!isTransientClass(fault)) return undefined
  const status = fault === 'rate limit' ? 429 : refused.status
  return new HttpError(`the registry answers ${answerOf(refused)}`, 'passing', { status })
}

interface DeniedAccess {
  readonly login: RegistryLogin | undefined
  readonly action: 'pull' | 'push'
  /** What to do where the login is not of this step. */
  readonly cure: string
}

function notAllowed(what: string, answer: string, { login, action, cure }: DeniedAccess): AccessDenied {
  return login === undefined
    ? new AccessDenied(`${what} is not allowed: the registry answers ${answer}.`, cure)
    : new AccessDenied(
        `${what}${asWhom(login)}, is not allowed: the registry answers ${answer}.`,
        stepCure(login, action),
      )
}

/** What a registry says that does not take something. @returns what the request fails with */
export function notTaken(what: string, refused: Refused, asked: Asked): Error {
  const { status } = refused
  const passing = passingFault(refused)
  if (passing !== undefined) return passing
  const answer = `the registry answers ${answerOf(refused)}`
  const fault = faultIn(refused)
  if (fault === 'refused' || fault === 'stale login') {
    const cure = status === 401 || fault === 'stale login' ? LOGIN_AGAIN_CURE : PUSH_CURE
    return notAllowed(what, answerOf(refused), { login: loginOf(asked), action: 'push', cure })
  }
  const why = fault === 'immutable' ? 'is not possible, the tag cannot be overwritten' : 'failed'
  return new NotServed(`${what} ${why}: ${answer}.`, CURES.get(fault) ?? NOT_TAKEN_CURE, refused)
}

const LOGIN_AGAIN_CURE =
  'Log in again, with registry, username and password of this step or before it (docker/login-action), and with a password or token that is valid to the end of the job: the registry does not take the login that there is, or there is none.'
const PUSH_CURE =
  "Log in as somebody who may push there, with registry, username and password of this step or before it (docker/login-action). For ghcr.io with the job's own token, give the job permissions: packages: write, and this repository the right to write in the settings of the package."
const NOT_TAKEN_CURE =
  'See what the registry says, and whether the name is right and its repository is there.'
const PAGE_CURE =
  "A proxy, a firewall or a login page answers in the registry's place: check that its name is right, and that this runner reaches it."

/** What helps where a registry does not take something, by the class of what it says. */
const CURES: ReadonlyMap<FaultClass | undefined, string> = new Map([
  [
    'immutable',
    'The registry lets nobody move this tag once it is there: publish under another tag, or change that setting of the repository.',
  ],
  [
    'quota',
    'The account, the project or the plan may not have more: delete images there that nobody needs, or raise the limit.',
  ],
  [
    'blocked',
    'A firewall or a network rule of the registry does not let this machine in, and a login does not help: allow its address there, or use a runner that is inside.',
  ],
  [
    'read only',
    'The registry does not accept pushes: it is read-only for maintenance, or it is a mirror. Run the job again later, or push to the registry behind it.',
  ],
  [
    'policy',
    'A rule of the registry about images keeps this one back, which a login does not change: see what its project or repository asks for (a scan without findings, a signature), and meet it, or let that rule leave this image out.',
  ],
  ['disk full', 'The disk of the registry is full: whoever runs it has to make room.'],
  ['no registry', PAGE_CURE],
])

/** As in `403 DENIED (requested access to the resource is denied)`. */
function answerOf({ status, code, message, isPage: is }: Refused): string {
  if (is) return `${status} with a page for people`
  const named = code === '' ? `${status}` : `${status} ${code}`
  return message === '' ? named : `${named} (${message})`
}

const LOGIN_CURE =
  'Log in as somebody who may pull there, with registry, username and password of this step or before it (docker/login-action).'
const FORWARDED_CURE =
  'No login is sent there: check that this runner may read from that host, or ask whoever runs the registry.'
