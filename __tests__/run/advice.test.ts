import { describe, expect, test } from '@jest/globals'
import { adviceFor } from '../../src/run/advice.ts'
import { activityOf } from '../../src/run/failing-step.ts'

/** What a build failed with in public reports: the step that BuildKit names, its error, and what the advice must say. */
interface Report {
  readonly from: string
  readonly step: string
  readonly error: string
  readonly says: RegExp
}

const PUSH = 'exporting to image'

const REPORTS: readonly Report[] = [
  {
    from: 'docker/buildx#1613',
    step: PUSH,
    error:
      'failed to push r.example/a: unexpected status from HEAD request to https://r.example/v2/a/blobs/sha256:1: 405 Method Not Allowed',
    says: /^r\.example, or a server in front of it, blocks HEAD requests/,
  },
  {
    from: 'a proxy that wants a login',
    step: PUSH,
    error:
      'failed to push ghcr.io/o/a:1: failed to do request: Head "https://ghcr.io/v2/o/a/blobs/sha256:1": Proxy Authentication Required',
    says: /^The proxy on the way to ghcr\.io requires its own login: .*env\.HTTPS_PROXY/,
  },
  {
    from: 'a proxy that is not up',
    step: '[linux/amd64 internal] load metadata for r.example/a:1',
    error:
      'failed to do request: Head "https://r.example/v2/a/manifests/1": proxyconnect tcp: dial tcp 10.0.0.1:3128: connect: connection refused',
    says: /^The proxy of the builder does not lead to r\.example/,
  },
  {
    from: 'a proxy that is busy',
    step: '[linux/amd64 internal] load metadata for r.example/a:1',
    error: 'failed to do request: Head "https://r.example/v2/a/manifests/1": Service Unavailable',
    says: /^The proxy of the builder does not lead to r\.example/,
  },
  {
    from: 'a way of IPv6 that leads nowhere',
    step: PUSH,
    error:
      'failed to push ghcr.io/o/a:1: failed to do request: Head "https://ghcr.io/v2/o/a/blobs/sha256:1": dial tcp [2600:1f18::1]:443: connect: cannot assign requested address',
    says: /^ghcr\.io was resolved to an IPv6 address/,
  },
  {
    from: 'a registry that wants to know who asks',
    step: PUSH,
    error:
      'failed to push r.example/a: failed to do request: Head "https://r.example/v2/a/blobs/sha256:1": remote error: tls: certificate required',
    says: /^r\.example requires a client certificate.*keypair/,
  },
  {
    from: 'a certificate for other names',
    step: PUSH,
    error:
      'failed to push r.example/a: failed to do request: Head "https://r.example/v2/a/blobs/sha256:1": tls: failed to verify certificate: x509: certificate is valid for s.example, not r.example',
    says: /^The certificate of r\.example is for other names/,
  },
  {
    from: 'docker/build-push-action#639',
    step: '[linux/amd64 internal] load metadata for r.example/a:1',
    error:
      'failed to resolve source metadata for h.example/p/a:1: unexpected status from HEAD request to https://h.example/v2/p/a/manifests/1: 412 Precondition Failed',
    says: /^A policy of h\.example blocks this image, and a login does not change/,
  },
  {
    from: 'GoogleContainerTools/kaniko#1095',
    step: PUSH,
    error:
      'failed to push a.jfrog.io/d/a:1: unexpected status from PUT request to https://a.jfrog.io/v2/d/a/manifests/1: 403 Forbidden\nmanifest invalid',
    says: /may not overwrite what exists.* Artifactory/,
  },
  {
    from: "ECR, whose hosts are Amazon's as those of a storage are",
    step: PUSH,
    error:
      'failed to push 1.dkr.ecr.us-east-1.amazonaws.com/a:1: unexpected status from HEAD request to https://1.dkr.ecr.us-east-1.amazonaws.com/v2/a/blobs/sha256:1: 403 Forbidden',
    says: /^Log in .* may push/,
  },
  {
    from: 'distribution, of bytes that changed on the way',
    step: PUSH,
    error:
      'failed to push r.example/a: unexpected status from PUT request to https://r.example/v2/a/blobs/uploads/1: 400 Bad Request\ndigest invalid: provided digest did not match uploaded content',
    says: /^The data that arrives at r\.example is not what was sent/,
  },
  {
    from: 'a registry that is a service of the job',
    step: PUSH,
    error:
      'failed to push localhost:5000/app:1: failed to do request: Head "http://localhost:5000/v2/app/blobs/sha256:1": dial tcp 127.0.0.1:5000: connect: connection refused',
    says: /^localhost:5000 is this machine only .* driver-opts: network=host, or driver: docker/,
  },
  {
    from: 'docker/build-push-action#1194',
    step: PUSH,
    error:
      'failed to push r.example/a:1: failed commit on ref "index-sha256:1": unexpected status from PUT request to https://r.example/v2/a/manifests/1: 429 Too Many Requests',
    says: /^r\.example limits the number of requests.* fewer jobs/,
  },
  {
    from: 'markrussinovich/refchecker#67',
    step: PUSH,
    error:
      'failed to push ghcr.io/o/a:1: unexpected status from HEAD request to https://ghcr.io/v2/o/a/blobs/sha256:1: 403 Forbidden\ndenied: You have exceeded a secondary rate limit.',
    says: /^ghcr\.io limits the number of requests/,
  },
  {
    from: 'docker/build-push-action#1539',
    step: '[linux/amd64 internal] load metadata for docker.io/library/alpine:latest',
    error:
      'failed to copy: httpReadSeeker: failed open: unexpected status from GET request to https://registry-1.docker.io/v2/library/alpine/manifests/sha256:5b: 429 Too Many Requests\ntoomanyrequests: You have reached your pull rate limit.',
    says: /^registry-1\.docker\.io limits .*log in to it/,
  },
  {
    from: 'docker/build-push-action#1373',
    step: PUSH,
    error:
      'failed to push ghcr.io/o/a:1: unexpected status from POST request to https://ghcr.io/v2/o/a/blobs/uploads/: 403 Forbidden',
    says: /^Log in .* may push to that repository/,
  },
  {
    from: 'GHCR, a package that the repository may not write',
    step: PUSH,
    error: 'failed to push ghcr.io/o/a: denied: installation not allowed to Create organization package',
    says: /packages: write, and give this repository write access in the settings of the package/,
  },
  {
    from: 'Harbor',
    step: PUSH,
    error:
      'failed to push h.example/a: denied: adding 1.2 MiB of storage resource, which when updated to current usage of 4 MiB will exceed the configured upper limit of 5 MiB.',
    says: /^h\.example accepts no more data, .* a limit .* raise the limit/,
  },
  {
    from: 'aka.ms/acr/firewall',
    step: PUSH,
    error:
      "failed to push a.azurecr.io/a: denied: client with IP '1.2.3.4' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.",
    says: /^A firewall .* a login does not help/,
  },
  {
    from: 'distribution, registry/proxy',
    step: PUSH,
    error: 'failed to push r.example/a: unsupported',
    says: /^r\.example does not accept pushes: it is read-only/,
  },
  {
    from: "Go's crypto/x509",
    step: PUSH,
    error:
      'failed to push r.example/a: failed to do request: Head "https://r.example/v2/a/manifests/1": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-30T07:00:00Z is after 2026-11-29T00:00:00Z',
    says: /^The certificate of r\.example has expired, or the clock is wrong/,
  },
  {
    from: 'docker/build-push-action#687',
    step: PUSH,
    error: 'unexpected status: 403 Forbidden',
    says: /may push/,
  },
  { from: 'GHCR', step: PUSH, error: 'denied: permission_denied: write_package', says: /may push/ },
  {
    from: 'fsfe/reuse-action#50',
    step: '[internal] load metadata for docker.io/fsfe/reuse:6',
    error:
      'fsfe/reuse:6: failed to resolve source metadata for docker.io/fsfe/reuse:6: failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://auth.docker.io/token?scope=x: 401 Unauthorized: incorrect username or password',
    says: /no longer accepts the login/,
  },
  {
    from: 'a private base image',
    step: '[internal] load metadata for docker.io/o/private:1',
    error:
      'o/private:1: failed to resolve source metadata for docker.io/o/private:1: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    says: /name of the image is right, or log in .* only the docker engine has is found with driver: docker/,
  },
  {
    from: 'docker/build-push-action#239',
    step: PUSH,
    error:
      'failed to push quay.io/o/a:1: unexpected status from PUT request to https://quay.io/v2/o/a/manifests/1: 502 Bad Gateway',
    says: /^quay\.io answers 502 Bad Gateway every time/,
  },
  {
    from: 'zeta-chain/node#3497',
    step: '[internal] load metadata for docker.io/library/busybox:1',
    error:
      'failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/busybox/blobs/sha256:af: 500 Internal Server Error',
    says: /^registry-1\.docker\.io answers 500 Internal Server Error/,
  },
  {
    from: 'drawdb-io/drawdb#293',
    step: '[internal] load metadata for docker.io/library/node:20',
    error:
      'node:20: failed to resolve source metadata for docker.io/library/node:20: failed to do request: Head "https://dockerproxy.com/v2/library/node/manifests/20?ns=docker.io": read tcp 192.168.127.130:44148->150.136.252.237:443: read: connection reset by peer',
    says: /^dockerproxy\.com could not be reached/,
  },
  {
    from: 'a misspelt registry',
    step: PUSH,
    error:
      'failed to push gchr.io/o/a:1: failed to do request: Head "https://gchr.io/v2/o/a/blobs/sha256:1": dial tcp: lookup gchr.io on 127.0.0.53:53: no such host',
    says: /^There is no address for gchr\.io: correct the name/,
  },
  {
    from: 'moby/buildkit#3776',
    step: PUSH,
    error:
      "failed to push 1.dkr.ecr.us-east-1.amazonaws.com/app:1: tag invalid: The image tag '1' already exists in the 'app' repository and cannot be overwritten because the repository is immutable.",
    says: /protects the tag from being overwritten.*again does not change that/,
  },
  {
    from: 'kimai/kimai#5791',
    step: PUSH,
    error:
      'failed to push kimai/kimai2:latest: denied: requested access to the resource is denied - This tag is already assigned to an image in this repository and cannot be updated due to immutability settings.',
    says: /protects the tag from being overwritten/,
  },
  {
    from: 'docker/build-push-action#1593',
    step: PUSH,
    error: 'failed to push registry.gitlab.com/g/t:1: unknown: blob unknown to registry - sha256:63ad',
    says: /provenance: false.*oci-artifact=false/,
  },
  {
    from: 'koordinator-sh/koordinator#3194',
    step: PUSH,
    error:
      'failed to push registry.cn-beijing.aliyuncs.com/k/k:latest: denied: unknown manifest class for application/vnd.oci.empty.v1+json',
    says: /provenance: false/,
  },
  {
    from: 'Aliyun ACR and a cache',
    step: 'exporting cache to registry',
    error:
      'error writing manifest blob: denied: unknown manifest class for application/vnd.buildkit.cacheconfig.v0',
    says: /does not accept the manifest of a cache/,
  },
  {
    from: 'a proxy that wants a login',
    step: '[internal] load metadata for docker.io/library/alpine:latest',
    error:
      'alpine: failed to resolve source metadata for docker.io/library/alpine:latest: unexpected media type text/html for sha256:ab: not found',
    says: /^A web page came in place of an image/,
  },
  {
    from: 'docker/buildx#2064',
    step: '[2/3] RUN pip install',
    error: 'failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF',
    says: /ended while it was needed.*memory/,
  },
  {
    from: 'ethereum-optimism/optimism#2191',
    step: '[2/3] RUN yarn build',
    error: 'process "/bin/sh -c yarn build" did not complete successfully: exit code: 137',
    says: /memory ran out/,
  },
  {
    from: 'Buildx, of a file of its own',
    step: '',
    error: 'writing image ID file: write /runner/temp/iid: no space left on device',
    says: /^A disk of this machine is full \(\/runner\/temp\/iid\)/,
  },
  {
    from: 'guacsec/guac#2832',
    step: '[2/3] COPY . .',
    error: 'ResourceExhausted: write /var/lib/docker/overlay2/yp9/diff/guacone: no space left on device',
    says: /disk of the builder is full \(\/var\/lib\/docker\/overlay2\/yp9\/diff\/guacone\)/,
  },
  {
    from: 'files on a full disk',
    step: 'exporting to client directory',
    error: 'write /home/runner/out/app: no space left on device',
    says: /disk that the result is written to is full \(\/home\/runner\/out\/app\)/,
  },
  {
    from: 'files on a full disk, in other words',
    step: 'exporting to client directory',
    error: 'EOF',
    says: /disk is full/,
  },
  {
    from: "a storage host behind a company's firewall",
    step: '[1/2] FROM ghcr.io/o/base:1',
    error:
      'failed to copy: httpReadSeeker: failed open: unexpected status from GET request to https://pkg-containers.githubusercontent.com/ghcr1/blobs/sha256:1?se=2: 403 Forbidden',
    says: /redirects to a storage that refuses the request.*pkg-containers\.githubusercontent\.com/,
  },
  {
    from: 'an SSH key that the server does not know',
    step: '[internal] load git source git@github.com:o/private.git',
    error:
      'failed to fetch remote git@github.com:o/private.git: git stderr:\ngit@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.: exit status 128',
    says: /^The server accepts none of the SSH keys/,
  },
  {
    from: 'a private repository as context',
    step: '[internal] load git source https://github.com/o/private.git',
    error:
      'failed to read dockerfile: failed to load cache key: repository does not contain ref main, output: "": failed to fetch remote https://github.com/o/private.git: git stderr:\nfatal: could not read Username for \'https://github.com\': terminal prompts disabled: exit status 128',
    says: /^The sources cannot be read without a login.*GIT_AUTH_TOKEN/,
  },
  {
    // buildx 0.36.1 and BuildKit 0.32.2, shortened
    from: 'a submodule that wants a login',
    step: '[internal] load git source https://github.com/o/app.git#1138a4b4:',
    error:
      "failed to solve: failed to read dockerfile: failed to update submodules for https://github.com/o/app.git: git stderr:\nSubmodule 'lib' (https://git.example.com/o/private.git) registered for path 'lib'\nfatal: could not read Username for 'https://git.example.com': terminal prompts disabled\nFailed to clone 'lib' a second time, aborting\n: exit status 1",
    says: /^A submodule cannot be fetched.*submodules: true/,
  },
  {
    from: 'a submodule that the token may not read',
    step: '[internal] load git source https://github.com/o/app.git#73297dc9:',
    error:
      "failed to solve: failed to read dockerfile: failed to update submodules for https://github.com/o/app.git: git stderr:\nSubmodule 'lib' (https://github.com/o/private.git) registered for path 'lib'\nremote: Repository not found.\nfatal: repository 'https://github.com/o/private.git/' not found\n: exit status 1",
    says: /^A submodule cannot be fetched.*GIT_AUTH_TOKEN/,
  },
  {
    from: 'a submodule at a server that is not there',
    step: '[internal] load git source https://github.com/o/app.git#9e36a933:',
    error:
      "failed to solve: failed to read dockerfile: failed to update submodules for https://github.com/o/app.git: git stderr:\nSubmodule 'lib' (https://host.invalid/o/private.git) registered for path 'lib'\nfatal: unable to access 'https://host.invalid/o/private.git/': Could not resolve host: host.invalid\n: exit status 1",
    says: /^There is no address for /,
  },
  {
    from: 'a BuildKit without git',
    step: '[internal] load git source https://github.com/o/app.git#97db3ce8',
    error:
      'failed to solve: failed to read dockerfile: failed to load cache key: unknown scheme git: not found',
    says: /^The image of this BuildKit has no git/,
  },
  {
    from: 'a secret that is not given',
    step: '[2/2] RUN --mount=type=secret,id=npmrc,required=true npm ci',
    error: 'secret npmrc: not found',
    says: /mounts a secret that the build does not have/,
  },
  {
    from: 'an SSH agent that is not given',
    step: '[2/2] RUN --mount=type=ssh git clone git@github.com:o/a',
    error: 'no SSH key "default" forwarded from the client',
    says: /needs an SSH key.*ssh: default/,
  },
  {
    from: 'docker/build-push-action#646',
    step: PUSH,
    error:
      'failed to push r.example/a:1: unexpected status from PATCH request to https://r.example/v2/a/blobs/uploads/1: 413 Request Entity Too Large',
    says: /^r\.example, or a server in front of it, limits the size of a request/,
  },
  {
    from: 'a registry with a certificate of its own',
    step: PUSH,
    error:
      'failed to push r.lan/a:1: failed to do request: Head "https://r.lan/v2/a/blobs/sha256:1": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    says: /^The certificate of r\.lan is not trusted/,
  },
  {
    from: 'a base image that has lost a layer',
    step: '[1/2] FROM r.example/base:1',
    error:
      'failed to copy: httpReadSeeker: failed open: could not fetch content descriptor sha256:4e (application/vnd.oci.image.layer.v1.tar+gzip) from remote: not found',
    says: /no longer has a part of an image/,
  },
  {
    from: 'moby/buildkit#3856',
    step: '[1/2] FROM r.example/base:1',
    error:
      'failed commit on ref "layer-sha256:5f": unexpected commit digest sha256:e5, expected sha256:5f: failed precondition',
    says: /^The data that the registry sends is not what it announces/,
  },
  {
    from: 'a tag that is not there',
    step: '[internal] load metadata for docker.io/library/alpine:9',
    error:
      'alpine:9: failed to resolve source metadata for docker.io/library/alpine:9: docker.io/library/alpine:9: not found',
    says: /^There is no such image or tag/,
  },
]

describe('advice', () => {
  test.each(REPORTS)('for $from', ({ step, error, says }) => {
    const activity = activityOf(error, { name: step, output: [] })
    expect(adviceFor({ activity, error })).toMatch(says)
  })

  test.each([
    'process "/bin/sh -c curl -f https://r.example # 403 Forbidden, denied" did not complete successfully: exit code: 22',
    'failed to compute cache key: failed to calculate checksum of ref x: "/missing.txt": not found',
    'dockerfile parse error on line 2: unknown instruction: RUNN (did you mean RUN?)',
  ])('is none if only the step can tell: %s', (error) => {
    const activity = activityOf(error, { name: '[2/2] RUN x', output: [] })
    expect(adviceFor({ activity, error })).toBeUndefined()
  })
})
