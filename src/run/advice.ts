/** What to do about what failed, by what was being done and by the class of its fault. */
import { type FaultClass, faultOf } from '../faults.ts'
import { type Cure, findCure } from './cures.ts'

/**
 * What was being done: `pull` a base image or another one, `push` the image, read or write a `cache`, `fetch` sources by
 * Git or HTTP, `run` a program in a step, write `files`, or anything else of a `build`.
 */
export type Activity = 'pull' | 'push' | 'cache' | 'fetch' | 'run' | 'files' | 'build'

/** What is known of a failure. */
export interface Failed {
  readonly activity: Activity
  readonly error: string
  /** As `faultOf` has it, unless that is known better. */
  readonly fault?: FaultClass | undefined
}

/** What the error says besides. */
interface Named {
  /** A server, or a word for one. */
  readonly host: string
  /** `503 Service Unavailable`, or a word for it. */
  readonly status: string
  /** File or folder, in brackets; '' where none is named. */
  readonly path: string
}

interface Row {
  readonly fault: FaultClass
  /** All, where it is left out. */
  readonly activities?: readonly Activity[]
  /** And where the error has this, too. */
  readonly sign?: RegExp
  readonly advice: (named: Named) => string
}

/**
 * Addresses of no registry: those are below /v2/, and token servers are asked with a scope. Storage that is reached by
 * a registry's own path is told by its host, which none of ECR's own is.
 */
const STORAGE =
  /(?:GET|HEAD) request to https?:\/\/[^\s/]+\/(?!v2\/)(?!\S*[?&]scope=)|https?:\/\/(?![^\s/]*\.dkr\.ecr)[^\s/]*(?:blob\.core\.windows|amazonaws|r2\.cloudflarestorage|storage\.googleapis|cloudflare\.docker|pkg-containers\.githubusercontent)\.?[^\s/]*\//

/** What a proxy says that does not open the way to a host: Go's net/http has it without its number. */
const OF_PROXY =
  /": (?:Forbidden|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)$|proxyconnect /m

/** The first row that fits counts. */
const ADVICE: readonly Row[] = [
  {
    fault: 'refused',
    sign: /Proxy Authentication Required/,
    advice: ({ host }) =>
      `The proxy on the way to ${host} wants a login of its own: name it with one where the builder has its address from, as in driver-opts: env.HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT.`,
  },
  ...(['server error', 'blocked', 'connection', 'unknown host'] as const).map((fault) => ({
    ...{ fault, sign: OF_PROXY },
    advice: ({ host }: Named) =>
      `It is the proxy that the builder has which does not lead to ${host}: see that its address is right (env.HTTPS_PROXY in driver-opts), that it is up and lets the builder through, or name the host in env.NO_PROXY.`,
  })),
  {
    fault: 'rate limit',
    activities: ['pull'],
    advice: ({ host }) =>
      `${host} limits how often it may be asked: log in to it in an earlier step, since a login has a limit of its own, or take the image from a mirror.`,
  },
  {
    fault: 'rate limit',
    advice: ({ host }) =>
      `${host} limits how often it may be asked. Let fewer jobs run at the same time, or give retries a higher number.`,
  },
  {
    fault: 'server error',
    advice: ({ host, status }) =>
      `${host} answers ${status}, whenever it is asked: the fault is there. See whether it is known to be down, and run the job again when it is up; finished steps are cached.`,
  },
  {
    fault: 'stalled',
    advice: () =>
      'Nothing moved for the time of stall-timeout. See that the registry is up; where it is only slow, give stall-timeout a longer time.',
  },
  {
    fault: 'corrupted',
    activities: ['push', 'cache'],
    sign: /(?:digest|size)[ _]invalid|did not match/i,
    advice: ({ host }) =>
      `What arrives at ${host} is not what was sent, each time: see what stands between, a proxy or a scanner.`,
  },
  {
    fault: 'corrupted',
    advice: ({ host }) =>
      `What ${host} sends is not what it announces, each time: see what stands between (a proxy, a mirror), or whether the image has to be pushed again.`,
  },
  {
    fault: 'content gone',
    activities: ['cache'],
    advice: () => 'The registry has lost a part of the cache: remove it, or name another cache-ref.',
  },
  {
    fault: 'content gone',
    advice: () =>
      'The registry does not have a part of an image any more that its manifest names: take another tag or digest of the base image, or push that one again.',
  },
  {
    fault: 'builder gone',
    advice: () =>
      'The docker engine or BuildKit ended while it was needed: it was stopped or restarted, or memory ran out. See the log of the docker engine, or use a runner with more memory.',
  },
  {
    fault: 'immutable',
    activities: ['cache'],
    advice: () =>
      'The tag of the cache may not be overwritten, which a cache needs: name a repository without such a rule in cache-ref.',
  },
  {
    fault: 'immutable',
    advice: () =>
      'The tag cannot be overwritten, by a rule of its repository, and running the job again does not change that: push another tag, or let the rule leave this one out.',
  },
  {
    fault: 'policy',
    advice: ({ host }) =>
      `A rule of ${host} about images keeps this one back, which a login does not change: see what its project or repository asks for (a scan without findings, a signature), and meet it, or let that rule leave this image out.`,
  },
  {
    fault: 'unsupported',
    activities: ['cache'],
    advice: () =>
      'The registry does not take the manifest of a cache: add image-manifest=true,oci-mediatypes=true to cache-to, or choose another cache (gha, inline).',
  },
  {
    fault: 'unsupported',
    advice: () =>
      'The registry does not take what BuildKit makes of attestations: write provenance: false and sbom: false, or keep them in their older form by outputs: type=registry,oci-artifact=false.',
  },
  {
    fault: 'too large',
    advice: ({ host }) =>
      `${host}, or a server before it, takes less in one request than a layer has: raise its limit (client_max_body_size of nginx), or make the layer smaller.`,
  },
  {
    fault: 'no registry',
    advice: ({ host }) =>
      `A page for people came in place of an image: a proxy, a firewall or a login page answers for ${host}. See that the name of the image is right, and that the builder reaches its registry.`,
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
      `The certificate of ${host} has expired, or the clock is wrong: whoever runs the registry has to renew it; see the time that the error names.`,
  },
  {
    fault: 'untrusted',
    sign: /certificate is (?:not )?valid for|IP SANs|legacy Common Name/,
    advice: ({ host }) =>
      `The certificate of ${host} is one for other names: call the registry as its certificate does, or let whoever runs it add this name.`,
  },
  {
    fault: 'untrusted',
    sign: /remote error: tls: /,
    advice: ({ host }) =>
      `${host} wants a certificate of whoever asks: name its key and cert in [[registry."HOST".keypair]] of buildkitd-config.`,
  },
  {
    fault: 'untrusted',
    advice: ({ host }) =>
      `The certificate of ${host} is not trusted, or it has none: name its authority (ca), or http = true, in the table registry."HOST" of buildkitd-config.`,
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
    advice: ({ host }) => `The disk of ${host} is full: whoever runs it has to make room.`,
  },
  {
    // What no builder says, but docker's commands and its engine do.
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
      'It was killed, which mostly means that memory ran out: use a runner with more memory, build fewer platforms in one job, or let the step do less at the same time.',
  },
  {
    fault: 'refused',
    sign: STORAGE,
    advice: ({ host }) =>
      `It is not the registry that refuses, but the storage that it forwards to: see that proxy and firewall let the builder reach ${host}, and that the clock of this machine is right.`,
  },
  {
    fault: 'quota',
    advice: ({ host }) =>
      `${host} takes no more, by a limit of the account, the project or the plan: delete images there that nobody needs, or raise the limit.`,
  },
  {
    fault: 'blocked',
    advice: ({ host }) =>
      `A firewall or a network rule of ${host} does not let this machine in; a login does not help: allow its address there, or use a runner that is inside.`,
  },
  {
    // docker/buildx#1613
    fault: 'read only',
    sign: /HEAD request/,
    advice: ({ host }) =>
      `${host}, or a server before it, lets no HEAD requests through, which BuildKit cannot do without: allow them there (limit_except of nginx).`,
  },
  {
    fault: 'read only',
    activities: ['push', 'cache'],
    advice: ({ host }) =>
      `${host} takes no pushes: it is read-only while it is being maintained, or it is a mirror. Run the job again later, or push to the registry behind it.`,
  },
  {
    fault: 'not yet consistent',
    sign: /vulnerability scanning|image severity/,
    advice: ({ host }) =>
      `${host} gives no image that it has not scanned yet: run the job again once it has, or let that rule leave the project out.`,
  },
  {
    fault: 'not yet consistent',
    advice: ({ host }) =>
      `${host} does not know what it has just taken, or two jobs write the same: let one job at a time push there (concurrency), and run the job again.`,
  },
  {
    fault: 'stale login',
    activities: ['pull', 'push', 'cache', 'build'],
    advice: ({ host }) =>
      `${host} does not take the login any more: log in again in an earlier step, with a password or token that is still valid.`,
  },
  {
    fault: 'refused',
    activities: ['push', 'cache'],
    sign: /delete\/overwrite|manifest ?_?invalid/i,
    advice: () =>
      'The login may push there, and may not overwrite what is there: give it that right (Delete/Overwrite in Artifactory), or push another tag.',
  },
  {
    // Docker Hub's words for a name that nobody has, as that of an image which an earlier step built.
    fault: 'refused',
    activities: ['pull'],
    sign: /repository does not exist/,
    advice: ({ host }) =>
      `See that the name of the image is right, or log in to ${host} in an earlier step, with an account that may read it. An image that only docker has is found with driver: docker, or once it is pushed to a registry.`,
  },
  {
    fault: 'refused',
    activities: ['pull'],
    advice: ({ host }) =>
      `Log in to ${host} in an earlier step, with an account that may read the image, and see that its name is right: what is not there looks the same.`,
  },
  {
    fault: 'refused',
    activities: ['push'],
    sign: /ghcr\.io|_package\b|organization package/,
    advice: () =>
      "Log in to the registry in an earlier step, with an account that may push to that repository. With the job's own token, give the job permissions: packages: write, and this repository the right to write in the settings of the package.",
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
      'Log in to the registry in an earlier step, with an account that may push the cache, too, or name another cache-ref.',
  },
  {
    fault: 'refused',
    activities: ['fetch'],
    sign: /publickey/,
    advice: () =>
      'The server takes none of the SSH keys: give the right one in ssh (ssh: default=KEY), or an agent that has it.',
  },
  {
    fault: 'refused',
    activities: ['fetch'],
    advice: ({ host }) =>
      `The sources may not be read without a login: give a token that may in github-token, or as the secret GIT_AUTH_TOKEN.${host === SOME_SERVER ? '' : ` It is ${host} that refuses.`}`,
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
      `${host} has no place of that name: correct it, or make the project or repository first, as some registries want it.`,
  },
  {
    fault: 'connection',
    activities: ['files'],
    advice: () =>
      'The result could not be written, mostly because its disk is full: free space on it in an earlier step, or write to another one.',
  },
  {
    fault: 'connection',
    activities: ['pull', 'push', 'cache'],
    sign: /\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])[:/]/,
    advice: ({ host }) =>
      `${host} is this machine only to a builder that is in its network: set driver-opts: network=host, or driver: docker, and see that the registry is up.`,
  },
  {
    fault: 'connection',
    sign: /\[[0-9a-f:]+\]:\d+: connect: (?:cannot assign requested address|network is unreachable)/,
    advice: ({ host }) =>
      `${host} was looked for at an address of IPv6, and there is no way to that from here: give the builder a network with IPv6, or a name server that tells addresses of IPv4 (dns in buildkitd-config).`,
  },
  {
    fault: 'connection',
    advice: ({ host }) =>
      `${host} could not be reached: see that the registry is up, then run the job again; finished steps are cached.`,
  },
]

/** Errors that say by themselves what is missing, whatever their class. */
const BY_ERROR: readonly Cure[] = [
  {
    // BuildKit gives the token to github.com alone (tokenScope in source/git/source.go), and keys to SSH addresses of the repository.
    sign: /failed to update submodules(?=.*(?:could not read (?:Username|Password)|Authentication failed|not found|Permission denied|Host key verification failed|error: 403))/is,
    cure: 'A submodule cannot be fetched. Those at https://github.com get the token of the repository: give one that may read all of them, as secrets: GIT_AUTH_TOKEN=…. All others are fetched without a login or a key: check out with submodules: true and such a token (actions/checkout), and write context: .',
  },
  {
    sign: /unknown scheme git\b/,
    cure: 'The image of this BuildKit has no git, so that it can fetch no Git context: take one that has it (moby/buildkit), or check out and write context: .',
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
    cure: 'The step mounts a secret that the build does not have: give it in secrets, secret-envs or secret-files, or let the mount do without (required=false).',
  },
  {
    sign: /no SSH key .* forwarded|unset ssh forward key/,
    cure: 'The step wants an SSH key that the build does not have: write ssh: default, with an agent that has the key, or ssh: default=KEY.',
  },
]

/** The beginning of a sentence, or the middle of one. */
const SOME_SERVER = 'the registry'

/** What to do; undefined where only the output tells. */
export function adviceFor({ activity, error, fault = faultOf(error) }: Failed): string | undefined {
  const said = findCure(BY_ERROR, [error])
  if (said !== undefined) return said
  const row = ADVICE.find(
    (each) =>
      each.fault === fault &&
      (each.activities === undefined || each.activities.includes(activity)) &&
      (each.sign === undefined || each.sign.test(error)),
  )
  return row?.advice(namedIn(error)).replace(/^the /, 'The ')
}

function namedIn(error: string): Named {
  const [, address] = /https?:\/\/([^\s/"?]+)/.exec(error) ?? []
  const [, lookedUp] = /lookup (\S+?)(?: on |:)/.exec(error) ?? []
  const [, pushedTo] = /failed to push ([^\s/]+[.:][^\s/]*)\//.exec(error) ?? []
  const [, asked] = /\b([a-z0-9.-]+(?::\d+)?) answers \d/.exec(error) ?? []
  const [status] = /\b[45]\d\d [A-Z][a-z]+(?: [A-Z][a-z-]+)*/.exec(error) ?? []
  const [, path] = /(\/\S+): (?:no space left|disk quota)/.exec(error) ?? []
  return {
    host: lookedUp ?? address ?? asked ?? pushedTo ?? SOME_SERVER,
    status: status ?? /\b5\d\d\b/.exec(error)?.[0] ?? 'with an error of its own',
    path: path === undefined ? '' : ` (${path})`,
  }
}
