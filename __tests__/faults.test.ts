import { expect, test } from '@jest/globals'
import { type FaultClass, faultOf, isTransientClass } from '../src/faults.ts'

/** Texts as docker printed them, from public reports, or from the sources of programs if there is none. */
const TEXTS: readonly (readonly [from: string, text: string, fault: FaultClass | undefined])[] = [
  [
    'docker/build-push-action#1194',
    'ERROR: failed to push registry.example/app:1: failed commit on ref "index-sha256:ab": unexpected status from PUT request to https://registry.example/v2/app/manifests/1: 429 Too Many Requests',
    'rate limit',
  ],
  [
    'docker/build-push-action#1539',
    "ERROR: failed to build: failed to solve: failed to copy: httpReadSeeker: failed open: unexpected status from GET request to https://registry-1.docker.io/v2/library/alpine/manifests/sha256:5b10: 429 Too Many Requests\ntoomanyrequests: You have reached your pull rate limit as 'x'. You may increase the limit by upgrading. https://www.docker.com/increase-rate-limit",
    'rate limit',
  ],
  [
    'addnab/docker-run-action#56',
    'ERROR: failed to solve: docker:20.10: pulling from host registry-1.docker.io failed with status code [manifests 20.10]: 429 Too Many Requests',
    'rate limit',
  ],
  [
    'markrussinovich/refchecker#67',
    'ERROR: failed to solve: failed to push ghcr.io/o/app:latest: unexpected status from HEAD request to https://ghcr.io/v2/o/app/blobs/sha256:ab: 403 Forbidden\ndenied: You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    'rate limit',
  ],
  [
    'docker/build-push-action#239',
    'failed to solve: rpc error: code = Unknown desc = unexpected status: 502 Bad Gateway',
    'server error',
  ],
  [
    'zeta-chain/node#3497',
    'ERROR: failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/busybox/blobs/sha256:af47: 500 Internal Server Error',
    'server error',
  ],
  [
    'docker/setup-qemu-action#167',
    'Error response from daemon: Head "https://registry-1.docker.io/v2/tonistiigi/binfmt/manifests/latest": received unexpected HTTP status: 500 Internal Server Error',
    'server error',
  ],
  [
    'Cloudflare before a registry',
    'ERROR: unexpected status from PUT request to https://r.example/v2/app/manifests/1: 522 ',
    'server error',
  ],
  [
    'Cloudflare before a registry, with its page',
    'ERROR: failed to solve: failed to push r.example/app: unexpected status from PUT request to https://r.example/v2/app/manifests/sha256:ab: 524 unknown: <html>cloudflare</html>',
    'server error',
  ],
  [
    'a firewall before a registry, with its page',
    'ERROR: failed to solve: failed to push r.example/app: unexpected status from PUT request to https://r.example/v2/app/manifests/sha256:ab: 403 Forbidden: <html>no</html>',
    'no registry',
  ],
  [
    'a page instead of the address of an upload',
    'ERROR: failed to solve: failed to push r.example/app: failed to copy: failed to do request: Put "http:?digest=sha256%3Ace5d": http: no Host in request URL',
    'no registry',
  ],
  [
    'Harbor, src/controller/quota/controller.go',
    'ERROR: failed to push h.example/app: denied: adding 1.2 MiB of storage resource, which when updated to current usage of 4 MiB will exceed the configured upper limit of 5 MiB.',
    'quota',
  ],
  ['Docker Hub', 'ERROR: failed to push docker.io/o/app: denied: private repository limit reached', 'quota'],
  ['DigitalOcean', 'ERROR: denied: registry contains 1 repositories, limit is 1', 'quota'],
  [
    'Google Artifact Registry, whose quota is a rate',
    "ERROR: failed to push a.pkg.dev/p/r/app: toomanyrequests: Quota exceeded for quota metric 'Requests per project per region' and limit",
    'rate limit',
  ],
  [
    'Azure, aka.ms/acr/firewall',
    "ERROR: failed to push a.azurecr.io/app: denied: client with IP '1.2.3.4' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.",
    'blocked',
  ],
  [
    'distribution, registry/proxy',
    'ERROR: failed to build: failed to solve: failed to push r.example/app: unsupported',
    'read only',
  ],
  [
    'RFC 4918',
    'ERROR: failed to push r.example/app: unexpected status from PUT request to https://r.example/v2/app/blobs/uploads/1: 507 Insufficient Storage',
    'disk full',
  ],
  [
    'two concurrent pushes',
    'ERROR: failed to push r.example/app: unexpected status from PUT request to https://r.example/v2/app/manifests/1: 409 Conflict',
    'not yet consistent',
  ],
  [
    'ECR',
    'ERROR: failed to push 1.dkr.ecr.eu-west-1.amazonaws.com/app: denied: Your authorization token has expired. Reauthenticate and try again.',
    'stale login',
  ],
  [
    'aws/containers-roadmap#876',
    "ERROR: error writing manifest blob: failed commit on ref \"sha256:ab\": unexpected status: 405 Method Not Allowed: unsupported: Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'",
    'unsupported',
  ],
  ['our own client', 'registry.example answers 503', 'server error'],
  [
    'docker/setup-qemu-action#110',
    'Error response from daemon: Head "https://registry-1.docker.io/v2/tonistiigi/binfmt/manifests/latest": EOF',
    'connection',
  ],
  [
    'docker/setup-qemu-action#166',
    'Error response from daemon: Head "https://registry-1.docker.io/v2/tonistiigi/binfmt/manifests/latest": dial tcp: lookup registry-1.docker.io on 127.0.0.53:53: read udp 127.0.0.1:37372->127.0.0.53:53: i/o timeout',
    'connection',
  ],
  [
    'docker/build-push-action#1162',
    'ERROR: failed to solve: docker.io/library/alpine: failed to resolve source metadata for docker.io/library/alpine:latest: failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://production.cloudflare.docker.com/registry-v2/docker/registry/v2/blobs/sha256/1d/data?verify=1": read tcp 172.17.0.3:42364->1.2.3.4:443: read: connection reset by peer',
    'connection',
  ],
  [
    'moby/buildkit#5839',
    'ERROR: failed to solve: failed to authorize: failed to fetch oauth token: Post "https://auth.docker.io/token": read tcp 10.0.0.1:1->10.0.0.2:443: read: connection reset by peer',
    'connection',
  ],
  [
    'IQSS/dataverse#11239',
    'ERROR: failed to solve: DeadlineExceeded: eclipse-temurin:17: failed to resolve source metadata for docker.io/library/eclipse-temurin:17: failed to do request: Head "https://registry-1.docker.io/v2/library/eclipse-temurin/manifests/17": dial tcp: lookup registry-1.docker.io: i/o timeout',
    'connection',
  ],
  [
    'docker/build-push-action#626',
    'error: failed to solve: failed to copy: cannot reuse body, request must be retried',
    'connection',
  ],
  [
    'ptr727/NxWitness#175',
    'ERROR: failed to solve: error writing layer blob: maximum timeout reached',
    'connection',
  ],
  [
    'electerm/electerm-web-docker#17',
    'ERROR: failed to solve: failed to push o/app:latest: failed to do request: Put "https://registry-1.docker.io/v2/o/app/blobs/uploads/8e?_state=s&digest=sha256%3A0f": write tcp 172.17.0.2:59112->98.85.153.80:443: write: broken pipe',
    'connection',
  ],
  [
    'moby/buildkit#3856',
    'ERROR: failed to push r/app:1: failed commit on ref "layer-sha256:5f": unexpected commit digest sha256:e5, expected sha256:5f: failed precondition',
    'corrupted',
  ],
  [
    'a layer that ends early',
    'ERROR: failed to solve: failed to copy: short read: expected 527 bytes but got 0: unexpected EOF',
    'corrupted',
  ],
  [
    'docker/buildx#2064',
    'ERROR: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF',
    'builder gone',
  ],
  [
    'tektoncd/plumbing#661',
    'Cannot connect to the Docker daemon at tcp://localhost:2376. Is the docker daemon running?',
    'builder gone',
  ],
  [
    'launchdarkly/find-code-references#65',
    'ERROR: failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory',
    'builder gone',
  ],
  [
    'BuildKit that ends',
    'ERROR: failed to build: failed to solve: process "/bin/sh -c sleep 60" did not complete successfully: exit code: 137: context canceled',
    'builder gone',
  ],
  [
    'docker/build-push-action#558',
    'error: failed to solve: failed to compute cache key: failed to copy: invalid status response 416 The range specified is invalid for the current size of the resource. for https://x.blob.core.windows.net/1?sv=2',
    'content gone',
  ],
  [
    'a registry that has lost layers of a cache',
    'ERROR: failed to build: failed to solve: failed to copy: httpReadSeeker: failed open: could not fetch content descriptor sha256:4ec52d (application/vnd.oci.image.layer.v1.tar+gzip) from remote: not found',
    'content gone',
  ],
  ['docker/buildx#3374', 'ERROR: blob sha256:2f1f not found', 'content gone'],
  [
    'docker/build-push-action#1373',
    'ERROR: failed to push ghcr.io/o/app:1: unexpected status from POST request to https://ghcr.io/v2/o/app/blobs/uploads/: 403 Forbidden',
    'refused',
  ],
  [
    'moby/moby#29315',
    'ERROR: failed to build: failed to solve: failed to push 127.0.0.1:5991/owner/app:1: denied',
    'refused',
  ],
  [
    'fsfe/reuse-action#50',
    'failed to solve: fsfe/reuse:6: failed to resolve source metadata for docker.io/fsfe/reuse:6: failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://auth.docker.io/token?scope=repository%3Afsfe%2Freuse%3Apull&service=registry.docker.io: 401 Unauthorized: incorrect username or password',
    'stale login',
  ],
  [
    'moby/buildkit#3776',
    "ERROR: tag invalid: The image tag '1' already exists in the 'app' repository and cannot be overwritten because the repository is immutable.",
    'immutable',
  ],
  [
    'kimai/kimai#5791',
    'ERROR: failed to build: failed to solve: failed to push kimai/kimai2:latest: denied: requested access to the resource is denied - This tag is already assigned to an image in this repository and cannot be updated due to immutability settings. To push this image, use a different tag.',
    'immutable',
  ],
  [
    "Harbor's immutable/errors.go",
    "ERROR: failed to push h/p/app:1: unknown: Failed to process request due to 'app:1' configured as immutable.",
    'immutable',
  ],
  [
    'docker/build-push-action#1593',
    'ERROR: failed to build: failed to solve: failed to push registry.gitlab.com/g/t:1: unknown: blob unknown to registry - sha256:63ad',
    'unsupported',
  ],
  [
    'koordinator-sh/koordinator#3194',
    'ERROR: failed to push registry.cn-beijing.aliyuncs.com/k/k:latest: denied: unknown manifest class for application/vnd.oci.empty.v1+json',
    'unsupported',
  ],
  [
    'docker/buildx#1513',
    'ERROR: failed to solve: failed to push cr.yandex/x/app: unexpected status: 400 Bad Request: {"errors":[{"code":"MANIFEST_INVALID","message":"Failed to deserialize"}]}',
    'unsupported',
  ],
  [
    'docker/hub-feedback#273',
    "Error parsing HTTP response: invalid character '<' looking for beginning of value",
    'no registry',
  ],
  [
    'a page instead of a manifest, once it is fetched',
    'ERROR: failed to solve: failed to copy: httpReadSeeker: failed open: could not fetch content descriptor sha256:ab (text/html) from remote: not found',
    'no registry',
  ],
  [
    'a page instead of a manifest',
    'ERROR: failed to solve: alpine: failed to resolve source metadata for docker.io/library/alpine:latest: unexpected media type text/html for sha256:ab: not found',
    'no registry',
  ],
  [
    'docker/setup-buildx-action#120',
    'failed to do request: Head "https://r.lan/v2/": x509: certificate signed by unknown authority',
    'untrusted',
  ],
  [
    'docker/build-push-action#646',
    'ERROR: failed to push r.example/app: unexpected status: 413 Request Entity Too Large',
    'too large',
  ],
  [
    'docker/buildx#174',
    'error during connect: Get http://linuxbuilder:2375/v1.24/json: dial tcp: lookup linuxbuilder: no such host',
    'builder gone',
  ],
  [
    'a misspelt registry',
    'ERROR: failed to do request: Head "https://gchr.io/v2/": dial tcp: lookup gchr.io: no such host',
    'unknown host',
  ],
  [
    'serverless/containers#19',
    'ERROR: failed to build: failed to solve: ResourceExhausted: failed to read dockerfile: failed to create temp dir: mkdir /var/lib/docker/tmp/buildkit-mount2667628103: no space left on device',
    'disk full',
  ],
  [
    'ethereum-optimism/optimism#2191',
    'failed to solve: rpc error: code = Unknown desc = executor failed running [/bin/sh -c yarn build]: exit code: 137',
    'memory',
  ],
  ['moby/buildkit#7007', 'error from registry: blob unknown to registry - sha256:ab', 'unsupported'],
  ['distribution', 'ERROR: failed to push r/app: blob upload unknown', 'not yet consistent'],
  [
    'docker/build-push-action#851',
    'ERROR: Error response from daemon: manifest unknown: manifest unknown',
    'missing',
  ],
  [
    'docker/build-push-action#605',
    'ERROR: failed to solve: process "/bin/sh -c curl https://api.example # 429 Too Many Requests, denied" did not complete successfully: exit code: 1',
    'step',
  ],
  [
    'a missing file',
    'ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref x: "/nope": not found',
    undefined,
  ],
  [
    'a repository of such a name',
    'ERROR: failed to push 1.dkr.ecr.us-east-1.amazonaws.com/immutable:mytag: denied',
    'refused',
  ],
  [
    'docker/build-push-action#761',
    'ERROR: failed to solve: failed to push ghcr.io/o/a:1: failed to copy: io: read/write on closed pipe',
    'connection',
  ],
  [
    "Go's net/http, of a connection that was kept open",
    'ERROR: failed to push ghcr.io/o/a:1: failed to do request: Post "https://ghcr.io/v2/o/a/blobs/uploads/": http: server closed idle connection',
    'connection',
  ],
  [
    "Go's crypto/tls",
    'ERROR: failed to do request: Get "https://r.example/v2/a/blobs/sha256:1": local error: tls: bad record MAC',
    'connection',
  ],
  [
    'an unreachable IPv6 address',
    'ERROR: failed to push ghcr.io/o/a:1: failed to do request: Head "https://ghcr.io/v2/o/a/blobs/sha256:1": dial tcp [2600:1f18::1]:443: connect: cannot assign requested address',
    'connection',
  ],
  [
    "musl's words for a name server that does not answer",
    'ERROR: failed to do request: Head "https://r.example/v2/a/manifests/1": dial tcp: lookup r.example: Try again',
    'connection',
  ],
  [
    'a name server of the engine',
    'ERROR: failed to do request: Head "https://r.example/v2/a/manifests/1": dial tcp: lookup r.example on 127.0.0.11:53: server misbehaving',
    'connection',
  ],
  [
    'macOS',
    'ERROR: failed to do request: Head "https://r.example/v2/a/manifests/1": dial tcp: lookup r.example: nodename nor servname provided, or not known',
    'unknown host',
  ],
  [
    'a proxy that requires a login',
    'ERROR: failed to push ghcr.io/o/a:1: failed to do request: Head "https://ghcr.io/v2/o/a/blobs/sha256:1": Proxy Authentication Required',
    'refused',
  ],
  [
    'a proxy that is busy',
    'ERROR: failed to push ghcr.io/o/a:1: failed to do request: Head "https://ghcr.io/v2/o/a/blobs/sha256:1": Service Unavailable',
    'server error',
  ],
  [
    'a proxy that does not allow the host',
    'ERROR: failed to push ghcr.io/o/a:1: failed to do request: Head "https://ghcr.io/v2/o/a/blobs/sha256:1": Forbidden',
    'blocked',
  ],
  [
    "docker's own client, whatever comes with the status",
    'Error response from daemon: error parsing HTTP 503 response body: unexpected end of JSON input: ""',
    'server error',
  ],
  [
    "docker's own client, with a page",
    'Error response from daemon: error parsing HTTP 408 response body: invalid character \'<\' looking for beginning of value: "<html>"',
    'connection',
  ],
  [
    "docker's own client, of a limit",
    'Error response from daemon: error parsing HTTP 429 response body: unexpected end of JSON input: ""',
    'rate limit',
  ],
  [
    'docker/build-push-action#639, before the scan',
    'ERROR: unknown: current image with "Pending" status of vulnerability scanning cannot be pulled due to configured policy in \'Prevent images with vulnerability severity of "Critical" or higher from running.\'',
    'not yet consistent',
  ],
  [
    'goharbor/harbor#11202',
    'Error response from daemon: unknown: current image with 5 vulnerabilities cannot be pulled due to configured policy in \'Prevent images with vulnerability severity of "Low" or higher from running.\'',
    'policy',
  ],
  [
    'goharbor/harbor#19408',
    'ERROR: failed to resolve source metadata for h.example/p/a:1: unexpected status from HEAD request to https://h.example/v2/p/a/manifests/1: 412 Precondition Failed',
    'policy',
  ],
  [
    "Artifactory's Xray",
    'ERROR: unexpected status from GET request to https://a.jfrog.io/v2/d/a/manifests/1: 403 Forbidden: Artifact download request rejected: d/a/manifest.json was not downloaded due to the download blocking policy configured in Xray for docker-remote.',
    'policy',
  ],
  [
    'GoogleContainerTools/jib#2395',
    'ERROR: failed to push n.example/a:1: blob upload invalid: Repository does not allow updating assets: docker',
    'immutable',
  ],
  [
    'sonatype/nexus-public#967',
    'ERROR: failed to push n.example/a:1: blob upload invalid: docker/v2/-/blobs/sha256:09 cannot be updated',
    'not yet consistent',
  ],
  [
    'GoogleContainerTools/kaniko#1095',
    'ERROR: failed to push a.jfrog.io/d/a:1: unexpected status from PUT request to https://a.jfrog.io/v2/d/a/manifests/1: 403 Forbidden\nmanifest invalid',
    'refused',
  ],
  [
    'opendatahub-io/notebooks#3421',
    'ERROR: failed to push quay.io/o/a:1: denied: System is currently read-only. Pulls will succeed but all write operations are currently suspended.',
    'read only',
  ],
  [
    'quay/quay#2746',
    'ERROR: failed to push quay.io/o/a:1: METHOD NOT ALLOWED: Pushes to the registry are currently disabled. Please contact the administrator for more information.',
    'read only',
  ],
  ['a file system that is read-only', 'ERROR: failed to solve: open /x: read-only file system', undefined],
  [
    'buanet/ioBroker.docker#330',
    'ERROR: ghcr.io/o/b:1: failed to resolve source metadata for ghcr.io/o/b:1: failed to copy: httpReadSeeker: failed open: content at https://ghcr.io/v2/o/b/manifests/sha256:8c4 not found: not found',
    'content gone',
  ],
  [
    'a lost upload, without a message',
    'ERROR: failed to push r.example/a: unexpected status from PUT request to https://r.example/v2/a/blobs/uploads/1?digest=sha256%3A1: 404 Not Found',
    'not yet consistent',
  ],
  [
    'a missing repository, without a message',
    'ERROR: failed to push r.example/a: unexpected status from POST request to https://r.example/v2/a/blobs/uploads/: 404 Not Found',
    'missing',
  ],
  [
    'distribution, about bytes that changed in transit',
    'ERROR: failed to push r.example/a: digest invalid: provided digest did not match uploaded content',
    'corrupted',
  ],
  [
    'a registry that requires a client certificate',
    'ERROR: failed to push r.example/a: failed to do request: Head "https://r.example/v2/a/blobs/sha256:1": remote error: tls: certificate required',
    'untrusted',
  ],
  [
    'a server that rejects the range',
    'ERROR: failed to copy: httpReadSeeker: failed open: unexpected status from GET request to https://r.example/v2/b/blobs/sha256:1: 416 Range Not Satisfiable',
    'corrupted',
  ],
  [
    'a proxy with an empty response',
    'ERROR: r.example/b:1: failed to resolve source metadata for r.example/b:1: unable to fetch descriptor (sha256:e3b0) which reports content size of zero: invalid argument',
    'corrupted',
  ],
  [
    'a proxy with a response of its own',
    'ERROR: r.example/b:1: failed to resolve source metadata for r.example/b:1: failed to copy: httpReadSeeker: failed open: could not fetch content descriptor sha256:1 (application/json) from remote: not found',
    'no registry',
  ],
  [
    'a withdrawn image',
    'ERROR: unexpected status from HEAD request to https://r.example/v2/b/manifests/1: 410 Gone',
    'missing',
  ],
  [
    'a blocked country',
    'ERROR: unexpected status from HEAD request to https://r.example/v2/b/manifests/1: 451 Unavailable For Legal Reasons',
    'blocked',
  ],
  ['a port and a tag', 'ERROR: failed to solve: localhost:5000/app:503: no builder', undefined],
]

test.each(TEXTS)('%s', (_, text, fault) => {
  expect(faultOf(text)).toBe(fault)
})

test.each([
  [{ status: 429, message: 'r answers 429' }, 'rate limit'],
  [{ status: 403, reason: 'TOOMANYREQUESTS' }, 'rate limit'],
  [{ status: 400, reason: 'TAG_INVALID: the tag cannot be overwritten' }, 'immutable'],
  [{ status: 402 }, 'quota'],
  [{ status: 412 }, 'policy'],
  [{ status: 425 }, 'connection'],
  [{ status: 405 }, 'read only'],
  [{ status: 507 }, 'disk full'],
  [{ status: 409, message: 'answers 409 (no)' }, 'not yet consistent'],
  [{ status: 409, message: 'answers 409 (the tag is immutable)' }, 'immutable'],
  [{ status: 401, message: '' }, 'refused'],
  [{ status: 404, reason: 'MANIFEST_UNKNOWN: manifest unknown' }, 'missing'],
  [{ status: 504 }, 'server error'],
  [{ status: 501 }, undefined],
  [{ status: 418 }, undefined],
  [Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), 'connection'],
  [Object.assign(new Error('getaddrinfo EAI_AGAIN r'), { code: 'EAI_AGAIN' }), 'connection'],
  [Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), 'untrusted'],
  [undefined, undefined],
])('an error by its values: %j is %s', (error, fault) => {
  expect(faultOf(error)).toBe(fault)
})

test('refusals of a registry are not retried, faults of a network are', () => {
  expect(
    ['connection', 'server error', 'rate limit', 'corrupted', 'unknown host'].every((fault) =>
      isTransientClass(fault as FaultClass),
    ),
  ).toBe(true)
  expect(isTransientClass('refused')).toBe(false)
  expect(isTransientClass('step')).toBe(false)
  expect(isTransientClass('disk full')).toBe(false)
  expect(isTransientClass(undefined)).toBe(false)
})
