/**
 * Requests to registries, their token servers and the storage that they redirect to: encrypted according to a
 * builder's configuration, with retries. Only import what uses this file where a registry is read: see http.ts.
 */
import { readFileSync } from 'node:fs'
import { hostSettings, type KeypairFiles, type RegistryHost } from '../buildx/buildkitd-config.ts'
import type { Docker } from '../docker/docker.ts'
import { recordRetry } from '../docker/tries.ts'
import { Failure } from '../errors.ts'
import {
  type HttpClient,
  HttpError,
  isTransient,
  isUntrusted,
  type Keypair,
  openHttpClient,
  pauseAfter,
  reasonOf,
  type Trust,
} from '../http.ts'
import { text } from '../json.ts'
import { isLocalhost } from '../oci/reference.ts'
import { type Clock, type Retries, retry, startRetries } from '../retry.ts'
import { betweenLines } from '../runner/log.ts'

export interface RegistrySettings {
  /** By host, as in image names. */
  readonly hosts: readonly RegistryHost[]
  /**
   * Provides the logins: its environment leads to docker's settings, and credential helpers are commands. It also
   * records retries.
   */
  readonly docker: Pick<Docker, 'env' | 'runCredentialHelper' | 'tries' | 'logins'>
  /** As for the HTTP client. */
  readonly silenceMs?: number
  /** Pauses in milliseconds before each retry; by default those of PATIENCE. */
  readonly pausesMs?: readonly number[]
  /** A clock for tests; by default that of docker's tries. */
  readonly clock?: Clock
}

/**
 * If a registry is out of order, or does not know yet what it has just accepted, requests are retried for about a
 * minute.
 */
export const PATIENCE = {
  pausesMs: [1_000, 2_000, 4_000, 8_000, 16_000, 29_000],
  limitMs: 75_000,
} as const

/** An HTTP client with the settings for registries. */
export interface RegistryClient extends HttpClient {
  readonly settings: RegistrySettings
}

export function openRegistryClient(settings: RegistrySettings): RegistryClient {
  const { hosts, silenceMs, docker } = settings
  const trust = (url: URL): Trust => trustOf(url, hosts)
  const own = silenceMs === undefined ? {} : { silenceMs }
  return { settings, ...openHttpClient({ env: docker.env, trust, ...own }) }
}

function trustOf(url: URL, hosts: RegistrySettings['hosts']): Trust {
  const { insecure = false, ca = [], keypairs = [] } = hostSettings(hosts, url) ?? {}
  return {
    isInsecure: insecure,
    authorities: insecure ? [] : ca.flatMap((path) => readPem(path, 'certificate authority')),
    keypairs: keypairs.flatMap(readKeypair),
  }
}

/** Empty if only the builder has the files. */
function readKeypair({ cert, key }: KeypairFiles): readonly Keypair[] {
  const [certificate] = readPem(cert, 'certificate')
  const [secret] = readPem(key, 'key')
  return certificate === undefined || secret === undefined ? [] : [{ cert: certificate, key: secret }]
}

/** The folder in a builder's container to which buildx copies the files of a configuration. */
const IN_BUILDER = '/etc/buildkit/'

/** Empty for a file that only the builder has: the authorities that this machine trusts may be enough. */
function readPem(path: string, what: string): readonly string[] {
  try {
    return [readFileSync(path, 'utf8')]
  } catch (error) {
    if (path.startsWith(IN_BUILDER)) return []
    throw new Failure(
      `The ${what} ${path}, which the builder's configuration names for a registry, cannot be read: ${text(error, 'message')}.`,
      'Check that the file exists, or correct the table of the registry.',
    )
  }
}

/** Does something that needs a response, with retries after transient faults. @throws Failure */
export function retryRequest<T>(
  what: string,
  { settings }: RegistryClient,
  work: () => Promise<T>,
): Promise<T> {
  return retry(work, policyFor(what, settings))
}

/** The retries of a layer, whose download resumes where it broke off. */
export function startRequestRetries(what: string, { settings }: RegistryClient): Retries {
  return startRetries(policyFor(what, settings))
}

/** Records and logs a retry; while a build's output is shown, the log entry goes between two of its lines. */
export function noteRetry(what: string, { docker }: RegistrySettings) {
  const note = recordRetry(docker.tries, what, reasonOf)
  return (error: unknown, pauseMs: number): void => betweenLines(() => note(error, pauseMs))
}

function policyFor(what: string, settings: RegistrySettings) {
  const { pausesMs = PATIENCE.pausesMs, clock = settings.docker.tries.clock } = settings
  return {
    pausesMs,
    limitMs: PATIENCE.limitMs,
    isTransient,
    pauseAfter,
    clock,
    onRetry: noteRetry(what, settings),
    giveUp: (error: unknown, tries: number) =>
      error instanceof Failure ? error : requestFailure(what, error, tries),
  }
}

function requestFailure(what: string, error: unknown, tries: number): Failure {
  const times = tries === 1 ? '' : ` (tried ${tries} times)`
  return new Failure(`${what} failed: ${reasonOf(error)}${times}.`, requestCure(error))
}

/** What to do if a request got no answer, by the error. */
const CURES: readonly { readonly sign: RegExp; readonly cure: string }[] = [
  {
    sign: /^the proxy answers 407/,
    cure: 'The proxy requires its own login: put user name and password into HTTPS_PROXY (http://USER:PASSWORD@HOST:PORT; HTTP_PROXY for a registry without encryption), or name the registry in NO_PROXY if it can be reached without a proxy.',
  },
  {
    sign: /^the proxy answers/,
    cure: 'The proxy does not lead there: allow the registry in its configuration, or name it in NO_PROXY if it can be reached without a proxy.',
  },
  {
    sign: /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)/,
    cure: 'Whoever runs the registry has to renew its certificate; if it is valid, the clock of this machine is wrong.',
  },
  {
    sign: /^ERR_TLS_CERT_ALTNAME_INVALID/,
    cure: 'Its certificate is for other names: use a name of the registry that its certificate has, or ask whoever runs it to add this name.',
  },
  {
    sign: /wrong version number$|packet length too long$/,
    cure: 'It does not use encryption: set http = true in the table registry."HOST" of the configuration of the builder, or name a port that does.',
  },
  {
    sign: /^ERR_SSL_\w*ALERT/,
    cure: 'It requires a client certificate, or rejects the one that was sent: name key and cert in [[registry."HOST".keypair]] of the configuration of the builder.',
  },
]

/** What to do if a request got no answer. */
export function requestCure(error: unknown): string {
  const said = [text(error, 'code'), reasonOf(error)].filter((part) => part !== '').join(' ')
  const own = CURES.find(({ sign }) => sign.test(said))
  if (own !== undefined) return own.cure
  if (isUntrusted(error))
    return 'Name the file with its certificate authority in the configuration of the builder (ca in the table registry."HOST"), or let this machine trust it: the files of a builder that was created elsewhere are only in that builder.'
  return error instanceof HttpError && error.fault === 'impossible'
    ? 'Set HTTPS_PROXY (HTTP_PROXY for a registry without encryption) to a proxy that speaks HTTP, or name the registry in NO_PROXY if it can be reached without a proxy.'
    : 'Check that the registry is up and that this runner can reach it, and run the job again.'
}

/**
 * The origin of a registry, by the rules of BuildKit: if it is configured as both insecure and unencrypted,
 * encryption is tried first.
 */
export async function originOf(host: string, { settings, sendOnce }: RegistryClient): Promise<string> {
  const secure = `https://${host}`
  const { http = isLocalhost(host), insecure = false } = hostSettings(settings.hosts, new URL(secure)) ?? {}
  if (!http) return secure
  const plain = `http://${host}`
  if (!insecure) return plain
  try {
    const message = await sendOnce({ method: 'GET', url: `${secure}/v2/`, headers: {} })
    message.destroy()
    return secure
  } catch {
    return plain
  }
}
