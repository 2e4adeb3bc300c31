/**
 * Requests to registries, their token servers and the storage that they forward to: encrypted as a builder's
 * configuration has it, and again where that helps. Import what uses this file only where a registry is read: see
 * http.ts.
 */
import { readFileSync } from 'node:fs'
import { hostSettings, type KeypairFiles, type RegistryHost } from '../buildx/buildkitd-config.ts'
import type { Docker } from '../docker/docker.ts'
import { noteAgain } from '../docker/tries.ts'
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
import { aside } from '../runner/log.ts'

export interface RegistrySettings {
  /** By host as image names have it. */
  readonly hosts: readonly RegistryHost[]
  /**
   * Has the logins: its environment leads to docker's settings, and credential helpers are commands. It also notes what
   * is tried again.
   */
  readonly docker: Pick<Docker, 'env' | 'askCredentialHelper' | 'tries' | 'logins'>
  /** As of the HTTP client. */
  readonly silenceMs?: number
  /** Pauses in milliseconds before each further try; those of PATIENCE where they are left out. */
  readonly pausesMs?: readonly number[]
  /** Time as a test has it; that of docker's tries where it is left out. */
  readonly clock?: Clock
}

/** A registry that is out of order, or does not know yet what it just took, is asked again for about a minute. */
export const PATIENCE = {
  pausesMs: [1_000, 2_000, 4_000, 8_000, 16_000, 29_000],
  limitMs: 75_000,
} as const

/** What a registry is asked with. */
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

/** Empty where only the builder has the files. */
function readKeypair({ cert, key }: KeypairFiles): readonly Keypair[] {
  const [certificate] = readPem(cert, 'certificate')
  const [secret] = readPem(key, 'key')
  return certificate === undefined || secret === undefined ? [] : [{ cert: certificate, key: secret }]
}

/** Where buildx copies the files of a configuration to, inside of a builder's container. */
const IN_BUILDER = '/etc/buildkit/'

/** Empty for a file that the builder has and this machine has not: whoever is trusted here may be enough. */
function readPem(path: string, what: string): readonly string[] {
  try {
    return [readFileSync(path, 'utf8')]
  } catch (error) {
    if (path.startsWith(IN_BUILDER)) return []
    throw new Failure(
      `The ${what} ${path}, which the builder's configuration names for a registry, cannot be read: ${text(error, 'message')}.`,
      'Check that the file is there, or correct the table of the registry.',
    )
  }
}

/** Does something that needs a response, and again after a passing trouble. @throws Failure */
export function retryRequest<T>(
  what: string,
  { settings }: RegistryClient,
  work: () => Promise<T>,
): Promise<T> {
  return retry(work, policyFor(what, settings))
}

/** The tries of a layer, which goes on where it broke off. */
export function startRequestRetries(what: string, { settings }: RegistryClient): Retries {
  return startRetries(policyFor(what, settings))
}

/** Notes that something is asked again; while a build's output is quoted, it is told between two lines. */
export function noteRetry(what: string, { docker }: RegistrySettings) {
  const note = noteAgain(docker.tries, what, reasonOf)
  return (error: unknown, pauseMs: number): void => aside(() => note(error, pauseMs))
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
  return new Failure(`${what} failed: ${reasonOf(error)}${times}.`, cureFor(error))
}

/** What to do where a request has no answer, by what that says. */
const CURES: readonly { readonly sign: RegExp; readonly cure: string }[] = [
  {
    sign: /^the proxy answers 407/,
    cure: 'The proxy on the way there requires its own login: name it with one in HTTPS_PROXY (http://USER:PASSWORD@HOST:PORT; HTTP_PROXY for a registry without encryption), or the registry in NO_PROXY where it is reached without one.',
  },
  {
    sign: /^the proxy answers/,
    cure: 'The proxy on the way there does not open it: allow the registry there, or name it in NO_PROXY where it is reached without one.',
  },
  {
    sign: /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)/,
    cure: 'Whoever runs the registry has to renew its certificate; where that is valid, the clock of this machine is wrong.',
  },
  {
    sign: /^ERR_TLS_CERT_ALTNAME_INVALID/,
    cure: 'Its certificate is for other names: use a name of the registry that its certificate has, or ask whoever runs it to add this name.',
  },
  {
    sign: /wrong version number$|packet length too long$/,
    cure: 'It does not encrypt: write http = true in the table registry."HOST" of the configuration of the builder, or name the port where it does.',
  },
  {
    sign: /^ERR_SSL_\w*ALERT/,
    cure: 'It wants a certificate of whoever asks, or does not take the one that it was shown: name key and cert in [[registry."HOST".keypair]] of the configuration of the builder.',
  },
]

/** What to do where a request has no answer. */
export function cureFor(error: unknown): string {
  const said = [text(error, 'code'), reasonOf(error)].filter((part) => part !== '').join(' ')
  const own = CURES.find(({ sign }) => sign.test(said))
  if (own !== undefined) return own.cure
  if (isUntrusted(error))
    return 'Name the file with the authority of its certificate in the configuration of the builder (ca in the table registry."HOST"), or let this machine trust it: of a builder that was made elsewhere, only the builder has the file.'
  return error instanceof HttpError && error.fault === 'impossible'
    ? 'Name a proxy that speaks HTTP in HTTPS_PROXY (HTTP_PROXY for a registry without encryption), or the registry in NO_PROXY where it is reached without one.'
    : 'Check that the registry is up and that this runner reaches it, and run the job again.'
}

/**
 * Where a registry is, by the rules of BuildKit: one that is configured as both insecure and not encrypted is asked
 * with encryption first, and without where that cannot be had.
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
