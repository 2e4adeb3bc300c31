/**
 * Logins for registries as docker stores them, and what a registry requires: a user name and a password, or a token
 * of its token server. Every secret is masked when it is found. The runner ignores that while its commands are
 * switched off, so during a build's output the command goes between two of its lines.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TIMED_OUT } from '../docker/docker.ts'
import { buildxFolder, dockerFolder } from '../docker/folders.ts'
import { Failure } from '../errors.ts'
import type { HttpRequest } from '../http.ts'
import { field, parseJson, text } from '../json.ts'
import { basicAuth, hostIn, loginKey, registryName } from '../oci/reference.ts'
import { setSecret } from '../runner/commands.ts'
import { betweenLines } from '../runner/log.ts'
import { loginPhrase, stepCure, stepLogin } from './access.ts'
import { type RegistryClient, type RegistrySettings, retryRequest } from './client.ts'

/** What a request needs access to. */
export interface Scope {
  /** The URL without a path, such as https://ghcr.io. */
  readonly origin: string
  readonly host: string
  /** '' if only the login itself is checked. */
  readonly path: string
  readonly action: 'pull' | 'push' | 'delete'
}

/** The registry does not allow this with the login, or without one. */
export class AccessDenied extends Failure {}

export type Login =
  | { readonly kind: 'password'; readonly user: string; readonly secret: string }
  /** Exchanged for tokens at the token server (an OAuth refresh token). */
  | { readonly kind: 'identity'; readonly secret: string }
  /** Sent to the registry unchanged. */
  | { readonly kind: 'token'; readonly secret: string }

/** A program that knows the login. */
export interface Helper {
  readonly kind: 'helper'
  readonly name: string
}

/** A way of logging in that a registry offers; its parameters by lower-case name. */
export interface Challenge {
  readonly scheme: string
  readonly params: ReadonlyMap<string, string>
}

/** Maximum number of characters of a header that are shown. */
const HEADER_LIMIT = 200

/** Maximum number of bytes of a token server's answer. */
const TOKEN_LIMIT = 1 << 20

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const PART = new RegExp(`(${TOKEN})(?:\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]+)))?`, 'g')

/** Reads a WWW-Authenticate header, or several in one (RFC 9110, section 11.6.1). */
export function readChallenges(header: string): readonly Challenge[] {
  const challenges: { scheme: string; params: Map<string, string> }[] = []
  for (const [, name = '', quoted, plain] of header.matchAll(PART)) {
    const value = quoted?.replace(/\\(.)/g, '$1') ?? plain
    if (value === undefined) challenges.push({ scheme: name.toLowerCase(), params: new Map() })
    else challenges.at(-1)?.params.set(name.toLowerCase(), value)
  }
  return challenges
}

/**
 * The Authorization header that answers a registry's challenge.
 * @param header from the registry itself: the login is sent where the header says
 * @throws AccessDenied if there is no login, or it is rejected; Failure if that cannot be determined
 */
export async function authorize(header: string, scope: Scope, client: RegistryClient): Promise<string> {
  const challenges = readChallenges(header)
  const login = await findLogin(scope, client.settings.docker)
  if (login?.kind === 'token') return `Bearer ${login.secret}`
  const bearer = challenges.find(({ scheme, params }) => scheme === 'bearer' && params.has('realm'))
  if (bearer !== undefined) return `Bearer ${await fetchToken(bearer, scope, login, client)}`
  const takesBasic = challenges.some(({ scheme }) => scheme === 'basic')
  if (takesBasic && login?.kind === 'password') return basic(login)
  if (!takesBasic)
    throw new AccessDenied(
      `${scope.host} requires a kind of login that docker does not support: ${header.slice(0, HEADER_LIMIT)}.`,
      'A proxy or a firewall may answer in place of the registry: check that its name is right, and that this runner can reach it; otherwise whoever runs it has to configure it for a login with Basic, or with Bearer and a realm.',
    )
  throw accessDenied(scope, 'it requires a login', login, client)
}

/** @param why how the registry or its token server answered */
function accessDenied(
  { host, path, action }: Scope,
  why: string,
  login: Login | undefined,
  { settings }: RegistryClient,
): AccessDenied {
  const name = registryName(host)
  const own = stepLogin(host, settings.docker)
  if (own !== undefined) {
    const what = path === '' ? 'does not accept the login' : `denies ${action} access to ${path}`
    return new AccessDenied(`${name} ${what}${loginPhrase(own)}: ${why}.`, stepCure(own, action))
  }
  const found = login === undefined ? 'docker has no login for it' : 'docker has a login for it'
  return new AccessDenied(
    `${host} denies ${action} access to ${path}: ${why}, and ${found}.`,
    `Log in to ${name} with an account that may ${action} there: with registry, username and password of this step, or before it (docker/login-action).`,
  )
}

/** Makes the runner mask it from here on. */
function maskSecret(secret: string): void {
  betweenLines(() => setSecret(secret))
}

function basic({ user, secret }: { readonly user: string; readonly secret: string }): string {
  const encoded = basicAuth(user, secret)
  maskSecret(encoded)
  return `Basic ${encoded}`
}

/** https://distribution.github.io/distribution/spec/auth/token/ and …/oauth/ */
async function fetchToken(
  challenge: Challenge,
  scope: Scope,
  login: Login | undefined,
  client: RegistryClient,
): Promise<string> {
  const realm = realmOf(challenge, scope, login)
  const request = tokenRequest(realm, challenge, scope, login)
  const what = `Logging in to ${scope.host} at ${realm.host}`
  const { status, json } = await retryRequest(what, client, async () => {
    const { message } = await client.send(request)
    const bytes = await client.wholeBody(message, TOKEN_LIMIT)
    return { status: message.statusCode ?? 0, json: parseJson(bytes.toString('utf8')) }
  })
  if ([400, 401, 403, 404].includes(status))
    throw accessDenied(scope, `its token server ${realm.host} answers ${status}`, login, client)
  const token = text(json, 'token') || text(json, 'access_token')
  if (token === '') {
    const cure = 'Check that the registry is configured correctly, and run the job again.'
    throw new Failure(`${what} failed: it answers ${status} without a token.`, cure)
  }
  maskSecret(token)
  return token
}

function realmOf({ params }: Challenge, { host, origin }: Scope, login: Login | undefined): URL {
  const realm = URL.parse(params.get('realm') ?? '')
  const cure = `Check that ${host} is configured correctly: its token server is the realm that it names.`
  if (realm === null || !/^https?:$/.test(realm.protocol))
    throw new Failure(`${host} names a token server that is not a URL.`, cure)
  if (login !== undefined && realm.protocol === 'http:' && origin.startsWith('https:'))
    throw new Failure(
      `${host} asks for the login to be sent to ${realm.origin}, which is not encrypted; it was not sent.`,
      cure,
    )
  return realm
}

function tokenRequest(
  realm: URL,
  { params }: Challenge,
  { path, action }: Scope,
  login: Login | undefined,
): HttpRequest {
  const service = params.get('service') ?? ''
  const scopes = scopesFor(params.get('scope'), path, action)
  if (login?.kind === 'identity') {
    const scope = scopes.join(' ')
    const form = { grant_type: 'refresh_token', service, scope, client_id: 'multi-platform-build' }
    const body = new URLSearchParams({ ...form, refresh_token: login.secret }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return { method: 'POST', url: realm.href, headers, body }
  }
  if (service !== '') realm.searchParams.append('service', service)
  for (const scope of scopes) realm.searchParams.append('scope', scope)
  const headers: Readonly<Record<string, string>> =
    login?.kind === 'password' ? { authorization: basic(login) } : {}
  return { method: 'GET', url: realm.href, headers }
}

/** @param challenged the scope in the challenge; for the registry's own URL that is an example, or nothing */
function scopesFor(challenged: string | undefined, path: string, action: Scope['action']): readonly string[] {
  if (path === '') return []
  // The first request may need less access.
  const isEnough = challenged !== undefined && (action !== 'push' || challenged !== `repository:${path}:pull`)
  return (isEnough ? challenged : `repository:${path}:${actionsFor(action)}`).split(' ')
}

/** A push also checks what exists. */
function actionsFor(action: Scope['action']): string {
  return action === 'push' ? 'pull,push' : action
}

/** The login that docker and buildx would use, in their order of lookup. */
async function findLogin(
  { host, path, action }: Scope,
  docker: RegistrySettings['docker'],
): Promise<Login | undefined> {
  const key = loginKey(host)
  const { env } = docker
  const fromVariable = storedLogin(parseJson(env['DOCKER_AUTH_CONFIG'] ?? ''), key)
  const found = fromVariable ?? storedLogin(readDockerConfig(`${host}/${path}`, host, action, env), key)
  const login = found?.kind === 'helper' ? await helperLogin(docker, found.name, key) : found
  if (login !== undefined) maskSecret(login.secret)
  return login
}

/**
 * The settings of docker, or those that buildx only uses for this repository or host and this action
 * (docker/login-action writes them for its input `scope`).
 */
function readDockerConfig(name: string, host: string, action: string, env: NodeJS.ProcessEnv): unknown {
  const scoped = join(buildxFolder(env), 'config')
  const folders = [`${name}@${action}`, name, `${host}@${action}`, host].map((own) => join(scoped, own))
  for (const folder of [...folders, dockerFolder(env)]) {
    try {
      return parseJson(readFileSync(join(folder, 'config.json'), 'utf8'))
    } catch {
      // There is no such file.
    }
  }
  return undefined
}

/**
 * The login for a registry in docker's config.json.
 * @param key the registry's host; for Docker Hub the address that docker has always used
 */
export function storedLogin(config: unknown, key: string): Login | Helper | undefined {
  const own = field(field(config, 'credHelpers'), key)
  const name = typeof own === 'string' ? own : text(config, 'credsStore')
  if (name !== '') return { kind: 'helper', name }
  const auths = field(config, 'auths')
  const names = typeof auths === 'object' && auths !== null ? Object.keys(auths) : []
  const entry = field(auths, key) ?? field(auths, names.find((address) => hostIn(address) === key) ?? '')
  const [identity, token] = [text(entry, 'identitytoken'), text(entry, 'registrytoken')]
  if (token !== '') return { kind: 'token', secret: token }
  if (identity !== '') return { kind: 'identity', secret: identity }
  const decoded = Buffer.from(text(entry, 'auth'), 'base64').toString('utf8')
  const colon = decoded.indexOf(':')
  const user = colon > 0 ? decoded.slice(0, colon) : text(entry, 'username')
  const secret = colon > 0 ? decoded.slice(colon + 1).replace(/^\0+|\0+$/g, '') : text(entry, 'password')
  return user === '' || secret === '' ? undefined : { kind: 'password', user, secret }
}

/** What a helper prints if it has no login; any other error is a failure. */
const NO_CREDENTIALS = 'credentials not found in native keychain'

async function helperLogin(
  docker: RegistrySettings['docker'],
  name: string,
  key: string,
): Promise<Login | undefined> {
  const cure = `Check that it works: echo ${key} | docker-credential-${name} get`
  if (!/^[\w.-]+$/.test(name))
    throw new Failure(
      `docker's config.json names a credential helper "${name}", which is not a valid name.`,
      cure,
    )
  const { code, stdout } = await docker.runCredentialHelper(name, key)
  if (code !== 0 && stdout.trim() === NO_CREDENTIALS) return undefined
  const answer = parseJson(stdout)
  const [user, secret] = [text(answer, 'Username'), text(answer, 'Secret')]
  if (code !== 0 || answer === undefined) {
    const how = code === TIMED_OUT ? 'did not answer in time' : `failed (exit code ${code})`
    throw new Failure(`The credential helper docker-credential-${name} ${how} for ${key}.`, cure)
  }
  if (secret === '') return undefined
  return user === '<token>' ? { kind: 'identity', secret } : { kind: 'password', user, secret }
}
