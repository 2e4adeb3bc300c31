/** Advice for a failure, chosen by the activity and the class of the fault. */
import { type FaultClass, faultOf } from '../faults.ts'
import { type Cure, findCure } from './cures.ts'

/**
 * What the build was doing: `pull` a base or another image, `push` the image, read or write a `cache`, `fetch`
 * sources by Git or HTTP, `run` a program in a step, write `files`, or anything else of a `build`.
 */
export type Activity = 'pull' | 'push' | 'cache' | 'fetch' | 'run' | 'files' | 'build'

/** What is known about a failure. */
export interface FailureContext {
  readonly activity: Activity
  readonly error: string
  /** Left out if `faultOf` is to find the class. */
  readonly fault?: FaultClass | undefined
}

/** Other details that the error mentions. */
interface ErrorDetails {
  /** A server, or a generic name for one. */
  readonly host: string
  /** `503 Service Unavailable`, or a generic phrase. */
  readonly status: string
  /** A file or folder in parentheses; '' if none is named. */
  readonly path: string
}

interface Row {
  readonly fault: FaultClass
  /** All activities, if left out. */
  readonly activities?: readonly Activity[]
  /** If set, the error must match it as well. */
  readonly sign?: RegExp
  readonly advice: (details: ErrorDetails) => string
}

/**
 * Addresses that are not a registry's: a registry's are below /v2/, and requests to token servers have a scope.
 * Storage that is reached by a registry's own path is recognised by its host, which is never one of ECR's own.
 */
const STORAGE =
  /(?:GET|HEAD) request to https?:\/\/[^\s/]+\/(?!v2\/)(?!\S*[?&]scope=)|https?:\/\/(?![^\s/]*\.dkr\.ecr)[^\s/]*(?:blob\.core\.windows|amazonaws|r2\.cloudflarestorage|storage\.googleapis|cloudflare\.docker|pkg-containers\.githubusercontent)\.?[^\s/]*\//

/** What a proxy answers if it does not connect to a host; Go's net/http prints the status without its number. */
const PROXY_REFUSAL =
  /": (?:Forbidden|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)$|proxyconnect /m

/** The first matching row wins. */
const ADVICE: readonly Row[] = [
  {
    fault: 'refused',
    sign: /Proxy Authentication Required/,
    advice: ({ host }) =>
      `The proxy on the way to ${host} requires its own login: put user name and password into the proxy address that the builder uses, as in driver-opts: env.HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT.`,
  },
  ...(['server error', 'blocked', 'connection', 'unknown host'] as const).map((fault) => ({
    ...{ fault, sign: PROXY_REFUSAL },
    advice: ({ host }: ErrorDetails) =>
      `The proxy of the builder does not lead to ${host}: check that its address is right (env.HTTPS_PROXY in driver-opts), that it is up and lets the builder through, or name the host in env.NO_PROXY.`,
  })),
  {
    fault: 'rate limit',
    activities: ['pull'],
    advice: ({ host }) =>
      `${host} limits the number of requests: log in to it in an earlier step, because each login has its own limit, or pull the image from a mirror.`,
  },
  {
    fault: 'rate limit',
    advice: ({ host }) =>
      `${host} limits the number of requests. Run fewer jobs at the same time, or set retries to a higher number.`,
  },
  {
    fault: 'server error',
    advice: ({ host, status }) =>
      `${host} answers ${status} every time: the fault is on that side. Check whether it is known to be down, and run the job again when it is up; finished steps are cached.`,
  },
  {
    fault: 'stalled',
    advice: () =>
      'There was no progress for the time in stall-timeout. Check that the registry is up; if it is only slow, set stall-timeout to a longer time.',
  },
  {
    fault: 'corrupted',
    activities: ['push', 'cache'],
    sign: /(?:digest|size)[ _]invalid|did not match/i,
    advice: ({ host }) =>
      `The data that arrives at ${host} is not what was sent, every time: check what is in between, such as a proxy or a scanner.`,
  },
  {
    fault: 'corrupted',
    advice: ({ host }) =>
      `The data that ${host} sends is not what it announces, every time: check what is in between (a proxy, a mirror), or whether the image has to be pushed again.`,
  },
  {
    fault: 'content gone',
    activities: ['cache'],
    advice: () => 'The registry has lost a part of the cache: remove the cache, or name another cache-ref.',
  },
  {
    fault: 'content gone',
    advice: () =>
      'The registry no longer has a part of an image that its manifest lists: use another tag or digest of the base image, or push that image again.',
  },
  {
    fault: 'builder gone',
    advice: () =>
      'The docker engine or BuildKit ended while it was needed: it was stopped or restarted, or it ran out of memory. See the log of the docker engine, or use a runner with more memory.',
  },
  {
    fault: 'immutable',
    activities: ['cache'],
    advice: () =>
      'The tag of the cache cannot be overwritten, but a cache needs that: name a repository without such a rule in cache-ref.',
  },
  {
    fault: 'immutable',
    advice: () =>
      'A rule of the repository protects the tag from being overwritten, and running the job again does not change that: push another tag, or exclude this one from the rule.',
  },
  {
    fault: 'policy',
    advice: ({ host }) =>
      `A policy of ${host} blocks this image, and a login does not change that: check what its project or repository requires (a scan without findings, a signature) and meet it, or exclude this image from the policy.`,
  },
  {
    fault: 'unsupported',
    activities: ['cache'],
    advice: () =>
      'The registry does not accept the manifest of a cache: add image-manifest=true,oci-mediatypes=true to cache-to, or choose another cache (gha, inline).',
  },
  {
    fault: 'unsupported',
    advice: () =>
      'The registry does not accept the form in which BuildKit stores attestations: set provenance: false and sbom: false, or keep the older form with outputs: type=registry,oci-artifact=false.',
  },
  {
    fault: 'too large',
    advice: ({ host }) =>
      `${host}, or a server in front of it, limits the size of a request, and a layer is larger: raise the limit (client_max_body_size in nginx), or make the layer smaller.`,
  },
  {
    fault: 'no registry',
    advice: ({ host }) =>
      `A web page came in place of an image: a proxy, a firewall or a login page answers for ${host}. Check that the name of the image is right, and that the builder reaches its registry.`,
  },
  {
    fault: 'unknown host',
    advice: ({ host }) =>
      `There is no address for ${host}: correct the name, or give the builder a name server that knows it (dns in buildkitd-config).`,
  },
  {
    fault: 'untrusted',
    sign: /expired|not yet valid/,
    advice: ({ host }) =>
      `The certificate of ${host} has expired, or the clock is wrong: compare the time in the error. Whoever runs the registry has to renew the certificate.`,
  },
  {
    fault: 'untrusted',
    sign: /certificate is (?:not )?valid for|IP SANs|legacy Common Name/,
    advice: ({ host }) =>
      `The certificate of ${host} is for other names: use a name of the registry that its certificate has, or ask whoever runs it to add this name.`,
  },
  {
    fault: 'untrusted',
    sign: /remote error: tls: /,
    advice: ({ host }) =>
      `${host} requires a client certificate: name its key and cert in [[registry."HOST".keypair]] of buildkitd-config.`,
  },
  {
    fault: 'untrusted',
    advice: ({ host }) =>
      `The certificate of ${host} is not trusted, or it has none: name its certificate authority (ca), or set http = true, in the table registry."HOST" of buildkitd-config.`,
  },
  {
    fault: 'disk full',
    activities: ['files'],
    advice: ({ path }) =>
      `The disk that the result is written to is full${path}: free space on it in an earlier step, or write to another one.`,
  },
  {
    fault: 'disk full',
    sign: /\/v2\/|insufficient storage|answers 507|failed to push/i,
    advice: ({ host }) => `The disk of ${host} is full: whoever runs it has to free space.`,
  },
  {
    // No builder says this, but docker's commands and its engine do.
    fault: 'disk full',
    sign: /^(?!.*(?:failed to solve|ResourceExhausted))/s,
    advice: ({ path }) => `A disk of this machine is full${path}: free space on it in an earlier step.`,
  },
  {
    fault: 'disk full',
    advice: ({ path }) =>
      `The disk of the builder is full${path}: free disk space in an earlier step, or build fewer platforms in one job.`,
  },
  {
    fault: 'memory',
    advice: () =>
      'The process was killed, usually because memory ran out: use a runner with more memory, build fewer platforms in one job, or let the step do less at the same time.',
  },
  {
    fault: 'refused',
    sign: STORAGE,
    advice: ({ host }) =>
      `The registry redirects to a storage that refuses the request: check that proxy and firewall let the builder reach ${host}, and that the clock of this machine is right.`,
  },
  {
    fault: 'quota',
    advice: ({ host }) =>
      `${host} accepts no more data, because a limit of the account, the project or the plan is reached: delete images there that nobody needs, or raise the limit.`,
  },
  {
    fault: 'blocked',
    advice: ({ host }) =>
      `A firewall or a network rule of ${host} does not let this machine in, and a login does not help: allow its address there, or use a runner inside that network.`,
  },
  {
    // docker/buildx#1613
    fault: 'read only',
    sign: /HEAD request/,
    advice: ({ host }) =>
      `${host}, or a server in front of it, blocks HEAD requests, which BuildKit needs: allow them there (limit_except in nginx).`,
  },
  {
    fault: 'read only',
    activities: ['push', 'cache'],
    advice: ({ host }) =>
      `${host} does not accept pushes: it is read-only for maintenance, or it is a mirror. Run the job again later, or push to the registry behind it.`,
  },
  {
    fault: 'not yet consistent',
    sign: /vulnerability scanning|image severity/,
    advice: ({ host }) =>
      `${host} does not serve an image before it has scanned it: run the job again once it has, or exclude the project from that rule.`,
  },
  {
    fault: 'not yet consistent',
    advice: ({ host }) =>
      `${host} does not yet know what it has just accepted, or two jobs write the same: let only one job at a time push there (concurrency), and run the job again.`,
  },
  {
    fault: 'stale login',
    activities: ['pull', 'push', 'cache', 'build'],
    advice: ({ host }) =>
      `${host} no longer accepts the login: log in again in an earlier step, with a password or token that is still valid.`,
  },
  {
    fault: 'refused',
    activities: ['push', 'cache'],
    sign: /delete\/overwrite|manifest ?_?invalid/i,
    advice: () =>
      'The login may push there, but may not overwrite what exists: give it that right (Delete/Overwrite in Artifactory), or push another tag.',
  },
  {
    // What Docker Hub says about a name that does not exist, such as that of an image built in an earlier step.
    fault: 'refused',
    activities: ['pull'],
    sign: /repository does not exist/,
    advice: ({ host }) =>
      `Check that the name of the image is right, or log in to ${host} in an earlier step, with an account that may read it. An image that only the docker engine has is found with driver: docker, or after it has been pushed to a registry.`,
  },
  {
    fault: 'refused',
    activities: ['pull'],
    advice: ({ host }) =>
      `Log in to ${host} in an earlier step, with an account that may read the image, and check that its name is right: an image that does not exist gives the same error.`,
  },
  {
    fault: 'refused',
    activities: ['push'],
    sign: /ghcr\.io|_package\b|organization package/,
    advice: () =>
      "Log in to the registry in an earlier step, with an account that may push to that repository. If it is the job's token, give the job permissions: packages: write, and give this repository write access in the settings of the package.",
  },
  {
    fault: 'refused',
    activities: ['push'],
    advice: () =>
      'Log in to the registry in an earlier step, with an account that may push to that repository.',
  },
  {
    fault: 'refused',
    activities: ['build'],
    advice: ({ host }) => `Log in to ${host} in an earlier step, with an account that may do this.`,
  },
  {
    fault: 'refused',
    activities: ['cache'],
    advice: () =>
      'Log in to the registry in an earlier step, with an account that may also push the cache, or name another cache-ref.',
  },
  {
    fault: 'refused',
    activities: ['fetch'],
    sign: /publickey/,
    advice: () =>
      'The server accepts none of the SSH keys: set the right one in ssh (ssh: default=KEY), or use an agent that has it.',
  },
  {
    fault: 'refused',
    activities: ['fetch'],
    advice: ({ host }) =>
      `The sources cannot be read without a login: set a token that may read them in github-token, or as the secret GIT_AUTH_TOKEN.${host === SOME_SERVER ? '' : ` ${host} refused the request.`}`,
  },
  {
    fault: 'missing',
    activities: ['pull'],
    advice: ({ host }) => `There is no such image or tag at ${host}: correct its name.`,
  },
  {
    fault: 'missing',
    activities: ['push'],
    advice: ({ host }) =>
      `${host} has no repository of that name: correct it, or create the project or repository first, as some registries require.`,
  },
  {
    fault: 'connection',
    activities: ['files'],
    advice: () =>
      'The result could not be written, usually because its disk is full: free space on it in an earlier step, or write to another one.',
  },
  {
    fault: 'connection',
    activities: ['pull', 'push', 'cache'],
    sign: /\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])[:/]/,
    advice: ({ host }) =>
      `${host} is this machine only for a builder in its network: set driver-opts: network=host, or driver: docker, and check that the registry is up.`,
  },
  {
    fault: 'connection',
    sign: /\[[0-9a-f:]+\]:\d+: connect: (?:cannot assign requested address|network is unreachable)/,
    advice: ({ host }) =>
      `${host} was resolved to an IPv6 address that cannot be reached from here: give the builder a network with IPv6, or a name server that returns IPv4 addresses (dns in buildkitd-config).`,
  },
  {
    fault: 'connection',
    advice: ({ host }) =>
      `${host} could not be reached: check that the registry is up, then run the job again; finished steps are cached.`,
  },
]

/** Errors whose text says what is missing, whatever their class. */
const BY_ERROR: readonly Cure[] = [
  {
    // BuildKit gives the token to github.com alone (tokenScope in source/git/source.go), and keys to SSH addresses of the repository.
    sign: /failed to update submodules(?=.*(?:could not read (?:Username|Password)|Authentication failed|not found|Permission denied|Host key verification failed|error: 403))/is,
    cure: 'A submodule cannot be fetched. Those at https://github.com are fetched with the token of the repository: set one that may read all of them, as secrets: GIT_AUTH_TOKEN=…. All others are fetched without a login or a key: check out with submodules: true and such a token (actions/checkout), and set context: .',
  },
  {
    sign: /unknown scheme git\b/,
    cure: 'The image of this BuildKit has no git, so it cannot fetch a Git context: use an image that has it (moby/buildkit), or check out and set context: .',
  },
  {
    sign: /target stage .* could not be found/,
    cure: 'Correct target: it must be the name of a stage in the Dockerfile.',
  },
  {
    sign: /no match for platform in manifest/,
    cure: 'The base image has no such platform: choose another base, or drop the platform.',
  },
  {
    sign: /secret \S+: not found/,
    cure: 'The step mounts a secret that the build does not have: add it to secrets, secret-envs or secret-files, or make the mount optional (required=false).',
  },
  {
    sign: /no SSH key .* forwarded|unset ssh forward key/,
    cure: 'The step needs an SSH key that the build does not have: set ssh: default with an agent that has the key, or ssh: default=KEY.',
  },
]

/** Used at the beginning of a sentence and in the middle of one. */
const SOME_SERVER = 'the registry'

/** What to do; undefined if only the output can say that. */
export function adviceFor({ activity, error, fault = faultOf(error) }: FailureContext): string | undefined {
  const known = findCure(BY_ERROR, [error])
  if (known !== undefined) return known
  const row = ADVICE.find(
    (each) =>
      each.fault === fault &&
      (each.activities === undefined || each.activities.includes(activity)) &&
      (each.sign === undefined || each.sign.test(error)),
  )
  return row?.advice(detailsIn(error)).replace(/^the /, 'The ')
}

function detailsIn(error: string): ErrorDetails {
  const [, address] = /https?:\/\/([^\s/"?]+)/.exec(error) ?? []
  const [, lookedUp] = /lookup (\S+?)(?: on |:)/.exec(error) ?? []
  const [, pushedTo] = /failed to push ([^\s/]+[.:][^\s/]*)\//.exec(error) ?? []
  const [, answering] = /\b([a-z0-9.-]+(?::\d+)?) answers \d/.exec(error) ?? []
  const [status] = /\b[45]\d\d [A-Z][a-z]+(?: [A-Z][a-z-]+)*/.exec(error) ?? []
  const [, path] = /(\/\S+): (?:no space left|disk quota)/.exec(error) ?? []
  return {
    host: lookedUp ?? address ?? answering ?? pushedTo ?? SOME_SERVER,
    status: status ?? /\b5\d\d\b/.exec(error)?.[0] ?? 'with an error',
    path: path === undefined ? '' : ` (${path})`,
  }
}
