/**
 * Classes of faults between this job and the registries, builders and engines that it works with: some are transient,
 * some are permanent, and each needs its own advice. One table recognises them by their texts, because docker's
 * commands provide nothing else; errors of our own requests are classified by their values.
 */
import { field, text } from './json.ts'

/**
 * - `connection`: no answer, or an incomplete one
 * - `server error`: a status of 5xx
 * - `rate limit`: too many requests, whatever the status that says so
 * - `corrupted`: the content is not what was requested, or is incomplete
 * - `not yet consistent`: one part of a registry does not know yet what another has acknowledged
 * - `stalled`: no progress for so long that it was given up
 * - `builder gone`: BuildKit or the engine ended while it was needed
 * - `content gone`: a manifest, mostly one of a cache, lists content that no longer exists
 * - `refused`: a login, or a permission of it, is missing
 * - `stale login`: there is a login, but it is not accepted, or no longer
 * - `blocked`: the server rejects all requests from this address
 * - `quota`: a limit of the account, project or plan is reached
 * - `read only`: the registry accepts no pushes, for now or ever
 * - `immutable`: a tag that cannot be moved
 * - `policy`: a policy blocks this image: it was not scanned or signed, or has known vulnerabilities
 * - `unsupported`: the registry does not accept this kind of manifest
 * - `too large`: more than a server accepts in one request
 * - `missing`: no such image, tag or repository
 * - `no registry`: something else answers in place of the registry: a proxy, a login page
 * - `unknown host`: a name that cannot be resolved
 * - `untrusted`: a certificate, or none where one was expected
 * - `disk full`, `memory`: the machine's own limits
 * - `step`: a program in a step of the Dockerfile
 */
export type FaultClass =
  | 'connection'
  | 'server error'
  | 'rate limit'
  | 'corrupted'
  | 'not yet consistent'
  | 'stalled'
  | 'builder gone'
  | 'content gone'
  | 'refused'
  | 'stale login'
  | 'blocked'
  | 'quota'
  | 'read only'
  | 'immutable'
  | 'policy'
  | 'unsupported'
  | 'too large'
  | 'missing'
  | 'no registry'
  | 'unknown host'
  | 'untrusted'
  | 'disk full'
  | 'memory'
  | 'step'

const TRANSIENT: ReadonlySet<FaultClass> = new Set([
  'connection',
  'server error',
  'rate limit',
  'corrupted',
  'not yet consistent',
  'stalled',
  // A name server that is starting or overloaded also gives this answer.
  'unknown host',
])

/** Whether the same may succeed the next time without any change. */
export function isTransientClass(fault: FaultClass | undefined): boolean {
  return fault !== undefined && TRANSIENT.has(fault)
}

interface FaultSign {
  /** A text of docker, BuildKit, containerd, Node or a registry. */
  readonly sign: RegExp
  readonly fault: FaultClass
}

/**
 * The first matching row wins, so explicit words come before the status that accompanies them. Each row has the
 * reports or the source of its texts.
 */
const SIGNS: readonly FaultSign[] = [
  // BuildKit aborts its steps when it is stopped (executor/runcexecutor/executor.go).
  { sign: /^.*process did not complete.*context canceled/m, fault: 'builder gone' },
  {
    // ethereum-optimism/optimism#2191; signals as Go and Linux name them
    sign: /exit code: 137\b|signal: killed|cannot allocate memory|\boom-?kill|\bout of memory\b/i,
    fault: 'memory',
  },
  {
    // serverless/containers#19, docker/cli#4844, guacsec/guac#2832; RFC 4918
    sign: /no space left on device|disk quota exceeded|ENOSPC|EDQUOT|507 Insufficient|answers 507\b/,
    fault: 'disk full',
  },
  { sign: /process did not complete|executor failed running/, fault: 'step' },
  {
    // docker/buildx#2064, #2476, #1570, #4023; docker's client in two generations: tektoncd/plumbing#661,
    // launchdarkly/find-code-references#65
    sign: /error reading from server: EOF|error reading server preface|transport is closing|closing transport|Cannot connect to the Docker daemon|failed to connect to the docker API|error during connect|failed to receive status|(?:buildkitd|containerd)\.sock|No such container|container \S* ?is not running|no builder .* found|no such job/i,
    fault: 'builder gone',
  },
  {
    // docker/build-push-action#1194 and #1539, addnab/docker-run-action#56, docker/hub-feedback#2093; GHCR says it
    // with 403: markrussinovich/refchecker#67; storage hosts: the error codes of S3 and Azure
    sign: /429 Too Many|toomanyrequests|too many requests|rate ?limit|(?:answers|error:|status:?) 429\b|Throttling|quota metric|\bSlowDown\b|ServerBusy|HTTP 429 response/i,
    fault: 'rate limit',
  },
  {
    // Harbor: src/controller/quota/controller.go; DigitalOcean, Docker Hub and GitLab by their answers; RFC 9110
    sign: /exceed the configured upper limit|quota[\w ]* exceeded|exceed\w* [\w ]*quota|(?:repository|repositories|storage|plan) limit (?:was )?(?:reached|exceeded)|contains \d+ repositories, limit is|402 Payment|answers 402\b/i,
    fault: 'quota',
  },
  {
    // Azure: aka.ms/acr/firewall, Azure/acr#395 A proxy that does not connect to a host, in the words of Go's
    // net/http, which leaves out the number.
    sign: /": Forbidden$|\b451 Unavailable|answers 451\b|is not allowed access|\/acr\/firewall|\bIP\b[^;]* (?:is|are) (?:not (?:allowed|permitted|authorized|in)|blocked|denied)|(?:blocked|denied) by [\w ]*(?:firewall|network)/im,
    fault: 'blocked',
  },
  {
    // An upload that another node of the registry has started: distribution (registry/api/errcode/register.go), also
    // without its words; a layer that two pushes send at the same time: sonatype/nexus-public#967; an image that has
    // not been scanned yet: docker/build-push-action#639, goharbor/harbor#8958
    sign: /blob[ _]upload[ _](?:unknown|invalid)(?!.*does not allow updating)|\/blobs\/uploads\/[^\s:][^\s]*: (?:404|416)\b|\/blobs\/sha256:\S+ cannot be updated|"(?:Pending|Scheduled|Running)" status of vulnerability scanning|cannot get the image severity/i,
    fault: 'not yet consistent',
  },
  {
    // ECR: docker/build-push-action#1042, moby/buildkit#3776. Docker Hub: kimai/kimai#5791. Harbor:
    // src/server/middleware/immutable/errors.go. Quay and Google Artifact Registry by their documentation. Nexus:
    // GoogleContainerTools/jib#2395 and #3057.
    sign: /cannot be (?:overwritten|updated)|does not allow updating|(?:is|as|are) immutable|immutab(?:le tags?\b|ility)|tag .*already exists/i,
    fault: 'immutable',
  },
  {
    // Harbor: docker/build-push-action#639, goharbor/harbor#19408; Artifactory's Xray and Sonatype's firewall by their
    // documentation
    sign: /cannot be pulled due to configured policy|PROJECT_?POLICY_?VIOLATION|not signed (?:by|in) \w+|blocking policy|is quarantined|412 Precondition|answers 412\b/i,
    fault: 'policy',
  },
  {
    // Artifactory, about a login that may push but not overwrite: GoogleContainerTools/kaniko#1095
    sign: /permissions? to delete\/overwrite|403 Forbidden\b.*manifest ?_?invalid|answers 403 MANIFEST_INVALID|manifest ?_?invalid.*403 Forbidden/is,
    fault: 'refused',
  },
  {
    // GitLab: moby/buildkit#7007, docker/build-push-action#1593. Aliyun and every old distribution:
    // koordinator-sh/koordinator#3194. Yandex: docker/buildx#1513. Gitea: go-gitea/gitea#37093. Artifactory:
    // GoogleContainerTools/jib#1445. ECR: aws/containers-roadmap#876.
    sign: /blob unknown|unknown manifest class|Invalid parameter at 'ImageManifest'|manifest ?_?invalid|(?:unsupported|unknown|invalid|disallowed)[ _](?:manifest )?(?:media ?type|content ?type)|media ?type .*(?:not (?:supported|allowed)|unsupported)|415 Unsupported/i,
    fault: 'unsupported',
  },
  {
    // docker/build-push-action#239 and #321, zeta-chain/node#3497, docker/setup-qemu-action#94 and #167; what is
    // above 511 is Cloudflare's; docker's own client; proxies in the words of Go's net/http, which leaves out the
    // number
    sign: /HTTP 5\d\d response|": (?:Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)$|\b5(?:00 Internal|02 Bad Gateway|03 Service|04 Gateway)|(?:status|request)\b.*: 5(?:0[0234]|2\d)\b|(?:answers|error:|status:?) 5(?:0[0234]|2\d)\b/im,
    fault: 'server error',
  },
  // Statuses that ask for a retry: RFC 9110 and 8470; docker's own client, whatever page comes with it
  { sign: /HTTP 408 response|\b(?:408 Request|421 Misdirected|425 Too Early)/i, fault: 'connection' },
  {
    // A web page, recognised by its type or its first character: docker/hub-feedback#273, #302; one in place of the
    // address of an upload, in the words of Go's net/http
    sign: /text\/html|invalid character '<'|<!doctype|<html|no Host in request URL|content descriptor \S+ \(application\/json\)/i,
    fault: 'no registry',
  },
  {
    // distribution (registry/proxy, and storage.maintenance.readonly), whose code BuildKit shows without the status; Quay:
    // opendatahub-io/notebooks#3421, quay/quay#2746
    sign: /405 Method Not|answers 405\b|failed to push \S+: unsupported\b|read[- ]only mode|system is currently read[- ]only|pushes to the registry are currently disabled/i,
    fault: 'read only',
  },
  {
    // docker/build-push-action#558, docker/buildx#3374; containerd (core/remotes/docker/fetcher.go), and its stores
    // (plugins/content/local/store.go); a platform of an index: buanet/ioBroker.docker#330, nfrastack/db-backup#575
    sign: /invalid status response 416|could not fetch content descriptor .* not found|content at \S+\/(?:blobs\/|manifests\/sha256:)\S+ not found|\b(?:blob|content) sha256:\S+ not found|\/blobs\/(?!uploads\/)\S+: 404 Not Found/,
    fault: 'content gone',
  },
  {
    // moby/buildkit#3856, docker/buildx#1775; containerd (core/content/helpers.go); docker's own pulls; distribution
    // (registry/api/errcode/register.go)
    sign: /unexpected commit digest|failed size validation|short read|digest mismatch|filesystem layer verification failed|gzip: invalid|unexpected EOF|(?:digest|size)[ _]invalid|did not match (?:uploaded )?content|GET request to \S+: 416\b|reports content size of zero/i,
    fault: 'corrupted',
  },
  {
    // Go's crypto/x509, crypto/tls and net/http; Node's by its codes
    sign: /x509:|certificate (?:signed by|has expired|verify failed)|HTTP response to HTTPS client|does not look like a TLS handshake|tls: (?:certificate required|bad certificate|unknown certificate)|SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY)|CERT_(?:HAS_EXPIRED|NOT_YET_VALID|ALTNAME_INVALID)|ALERT_(?:\w+_)?(?:CERTIFICATE|UNKNOWN_CA)|SSL routines:\w*:(?:wrong version number|packet length too long)/,
    fault: 'untrusted',
  },
  {
    // Two that write the same; and the results of our own requests (registry/manifests.ts)
    sign: /does not know yet|409 Conflict|answers 409\b/i,
    fault: 'not yet consistent',
  },
  // A server in front of a registry: docker/build-push-action#646
  { sign: /413 (?:Request|Payload|Content)|(?:Entity|Payload|Content) Too Large/i, fault: 'too large' },
  {
    sign: /no such host|Could not resolve host|(?:Name or service|nodename nor servname provided, or) not known|ENOTFOUND/,
    fault: 'unknown host',
  },
  {
    // docker/build-push-action#687, aws/aws-cli#2875
    sign: /incorrect username or password|invalid username|token .*(?:expired|revoked|not valid)|cannot be authenticated|bad credentials/i,
    fault: 'stale login',
  },
  {
    // docker/build-push-action#463, #687, #238 and #1373, moby/buildkit#4456, docker/buildx#878, moby/moby#29315,
    // docker-practice/actions-setup-docker#20; git
    sign: /\b(?:401 Unauthorized|403 Forbidden)|Proxy Authentication Required|(?:answers|error:|status:?) 40[137]\b|\bunauthorized\b|authorization failed|insufficient[_ ]scope|(?:access|resource is|AuthorizationFail\w*|requested) ?denied|AccessDenied|permission_denied|no basic auth credentials|(?:^|: )(?:denied|forbidden)\b|could not read (?:Username|Password)|Permission denied \(publickey|Authentication failed/im,
    fault: 'refused',
  },
  {
    // moby/buildkit#5839, docker/buildx#507 and #476, docker/build-push-action#131, #626 and #1162,
    // docker/setup-qemu-action#107, #110 and #166, electerm/electerm-web-docker#17, drawdb-io/drawdb#293,
    // ptr727/NxWitness#175, docker/build-push-action#761; errors of Go's net, http2 and crypto/tls, of curl in git, and of
    // Node
    sign: /connection (?:reset|refused|timed out)|broken pipe|i\/o timeout|TLS handshake timeout|(?:deadline|timeout|Timeout) exceeded|network is unreachable|no route to host|cannot assign requested address|closed network connection|closed pipe|closed idle connection|client connection lost|http2: |stream error: |GOAWAY|server misbehaving|[Tt]emporary failure in name resolution|no answer from DNS server|lookup \S+: Try again|tls: (?:bad record MAC|internal error)|cannot reuse body|: no response\b|maximum timeout reached|early EOF|hung up|E(?:CONN(?:RESET|REFUSED|ABORTED)|AI_AGAIN|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|ADDRNOTAVAIL)\b|ERR_STREAM_PREMATURE_CLOSE|\bEOF\b/,
    fault: 'connection',
  },
  {
    // DataDog/datadog-agent#5396, docker/build-push-action#851
    sign: /404 Not Found|410 Gone|(?:manifest|name|repository name)[ _](?:unknown|not known)|repository does not exist|failed to resolve source metadata .*not found/i,
    fault: 'missing',
  },
]

/**
 * The class of an error; undefined if it is not known.
 * @param failed the text of a command's error, or an error: with `status` it is a registry's answer, with `code`
 * Node's error of a connection
 */
export function faultOf(failed: unknown): FaultClass | undefined {
  if (typeof failed === 'string') return classify(failed)
  const status = field(failed, 'status')
  const said = [text(failed, 'code'), text(failed, 'reason'), text(failed, 'message')].join(' ')
  // A registry may say "rate limit" or "immutable" with any status; otherwise the status decides.
  return classify(said) ?? (typeof status === 'number' ? faultOfStatus(status) : undefined)
}

/** The text of a step quotes its whole command, which may say "denied" or "timeout" about anything. */
function classify(error: string): FaultClass | undefined {
  const plain = error.replace(/process ".*" did not complete/s, 'process did not complete')
  return SIGNS.find(({ sign }) => sign.test(plain))?.fault
}

function faultOfStatus(status: number): FaultClass | undefined {
  switch (status) {
    case 401:
    case 403:
    case 407:
      return 'refused'
    case 402:
      return 'quota'
    case 404:
    case 410:
      return 'missing'
    case 405:
      return 'read only'
    case 408:
    case 421:
    case 425:
      return 'connection'
    case 412:
      return 'policy'
    case 413:
      return 'too large'
    case 415:
      return 'unsupported'
    case 429:
      return 'rate limit'
    case 507:
      return 'disk full'
    default:
      // 501 and 505 are permanent.
      return status >= 500 && status !== 501 && status !== 505 ? 'server error' : undefined
  }
}
