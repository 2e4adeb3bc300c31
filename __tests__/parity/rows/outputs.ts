/** Exporters and caches, as the documentation of the build backends shows them. */
import { each, FORK, type Row } from '../row.ts'

const TWO = 'linux/amd64,linux/arm64'

const outputs: readonly Row[] = [
  {
    name: 'the local exporter writes a folder, and there is no image id',
    inputs: { outputs: 'type=local,dest=./release-out' },
    docker: ['--output', 'type=local,dest=./release-out'],
    imageId: false,
  },
  {
    name: 'the tar exporter writes a file, and there is no image id',
    inputs: { outputs: 'type=tar,dest=out.tar' },
    docker: ['--output', 'type=tar,dest=out.tar'],
    imageId: false,
  },
  {
    name: 'a path alone is the local exporter',
    inputs: { outputs: './release-out' },
    docker: ['--output', './release-out'],
    imageId: false,
  },
  {
    name: 'the OCI exporter has an image id',
    inputs: { outputs: 'type=oci,dest=/tmp/image.tar' },
    docker: ['--output', 'type=oci,dest=/tmp/image.tar'],
  },
  {
    name: 'the OCI exporter may write a folder',
    inputs: { outputs: 'type=oci,tar=false,dest=layout' },
    docker: ['--output', 'type=oci,tar=false,dest=layout'],
  },
  {
    name: 'the docker exporter writes a file to be loaded later',
    inputs: { outputs: 'type=docker,dest=/tmp/myimage.tar', tags: 'myimage:latest' },
    docker: ['--output', 'type=docker,dest=/tmp/myimage.tar', '--tag', 'myimage:latest'],
    provenance: 'none',
  },
  {
    name: 'the image exporter alone pushes nothing',
    inputs: { outputs: 'type=image,name=user/app' },
    docker: ['--output', 'type=image,name=user/app'],
  },
  {
    name: 'the image exporter pushes if it says so',
    inputs: { outputs: 'type=image,name=user/app:1,push=true' },
    docker: ['--output', 'type=image,name=user/app:1,push=true'],
  },
  {
    name: 'the registry exporter pushes',
    inputs: { outputs: 'type=registry', tags: 'user/app:1' },
    docker: ['--output', 'type=registry', '--tag', 'user/app:1'],
  },
  {
    name: 'an image with two names has them in quotes',
    inputs: { outputs: 'type=image,"name=user/app:1,ghcr.io/user/app:1",push=true' },
    docker: ['--output', 'type=image,"name=user/app:1,ghcr.io/user/app:1",push=true'],
  },
  {
    name: 'a build of a matrix pushes by digest under a name without a version',
    inputs: {
      platforms: 'linux/arm64',
      tags: 'user/app',
      outputs: 'type=image,push-by-digest=true,name-canonical=true,push=true',
      labels: 'a=b',
    },
    docker: [
      ...['--platform', 'linux/arm64', '--tag', 'user/app', '--label', 'a=b'],
      ...['--output', 'type=image,push-by-digest=true,name-canonical=true,push=true'],
    ],
  },
  {
    name: 'a build of a matrix pushes by digest to two repositories',
    inputs: {
      platforms: 'linux/amd64',
      tags: 'docker-user/my-app\nghcr.io/gh-user/my-app',
      outputs: 'type=image,push-by-digest=true,name-canonical=true,push=true',
    },
    docker: [
      ...['--platform', 'linux/amd64'],
      ...each('--tag', 'docker-user/my-app', 'ghcr.io/gh-user/my-app'),
      ...['--output', 'type=image,push-by-digest=true,name-canonical=true,push=true'],
    ],
  },
  {
    name: 'an image may be pushed by digest under the name of its exporter',
    inputs: {
      platforms: 'linux/amd64',
      outputs: 'type=image,name=user/app,push-by-digest=true,name-canonical=true,push=true',
    },
    docker: [
      ...['--platform', 'linux/amd64'],
      ...['--output', 'type=image,name=user/app,push-by-digest=true,name-canonical=true,push=true'],
    ],
  },
  {
    name: 'one image without attestations is pushed by digest to two registries',
    provenance: 'none',
    inputs: {
      platforms: 'linux/amd64',
      provenance: 'false',
      outputs:
        'type=image,name=user/app,push-by-digest=true,name-canonical=true,push=true\ntype=image,name=ghcr.io/user/app,push-by-digest=true,name-canonical=true,push=true',
    },
    docker: [
      ...['--platform', 'linux/amd64', '--attest', 'type=provenance,disabled=true'],
      ...each(
        '--output',
        'type=image,name=user/app,push-by-digest=true,name-canonical=true,push=true',
        'type=image,name=ghcr.io/user/app,push-by-digest=true,name-canonical=true,push=true',
      ),
    ],
  },
  {
    name: 'several exporters are several flags',
    inputs: { outputs: 'type=local,dest=out\ntype=image,name=user/app:1,push=true' },
    docker: each('--output', 'type=local,dest=out', 'type=image,name=user/app:1,push=true'),
    imageId: false,
  },
  {
    name: 'an image and a layout are made at once',
    inputs: { outputs: 'type=image,name=user/app:1,push=true\ntype=oci,dest=image.tar', platforms: TWO },
    docker: [
      ...each('--output', 'type=image,name=user/app:1,push=true', 'type=oci,dest=image.tar'),
      ...['--platform', TWO],
    ],
  },
  {
    name: 'exporters keep the compression and annotations that they set',
    inputs: {
      outputs:
        'type=image,name=user/app:1,oci-mediatypes=true,compression=zstd,compression-level=3,force-compression=true,annotation-index.org.opencontainers.image.description=My multi-arch image,push=true',
    },
    docker: [
      '--output',
      'type=image,name=user/app:1,oci-mediatypes=true,compression=zstd,compression-level=3,force-compression=true,annotation-index.org.opencontainers.image.description=My multi-arch image,push=true',
    ],
  },
  {
    name: 'exporters may rewrite timestamps for reproducible builds',
    inputs: { outputs: 'type=image,name=user/app:1,rewrite-timestamp=true' },
    env: { SOURCE_DATE_EPOCH: '0' },
    docker: ['--output', 'type=image,name=user/app:1,rewrite-timestamp=true'],
  },
  {
    name: 'push together with an exporter of files does both',
    inputs: { push: 'true', tags: 'user/app:1', outputs: 'type=oci,dest=image.tar' },
    docker: ['--push', '--tag', 'user/app:1', '--output', 'type=oci,dest=image.tar'],
  },
  {
    name: 'load together with an exporter of files does both',
    inputs: { load: 'true', tags: 'user/app:1', outputs: 'type=oci,dest=image.tar' },
    docker: ['--load', '--tag', 'user/app:1', '--output', 'type=oci,dest=image.tar'],
    provenance: 'none',
  },
  {
    name: 'load together with an exporter that pushes does both',
    inputs: { load: 'true', outputs: 'type=image,name=user/app:1,push=true' },
    docker: ['--load', '--output', 'type=image,name=user/app:1,push=true'],
    provenance: 'none',
  },
  {
    name: 'push makes an image exporter push',
    inputs: { push: 'true', tags: 'user/app:1', outputs: 'type=image,compression=zstd' },
    docker: ['--push', '--tag', 'user/app:1', '--output', 'type=image,compression=zstd'],
  },
  {
    name: 'an exporter may have a comma in its path, in quotes',
    inputs: { outputs: 'type=local,"dest=out,of"' },
    docker: ['--output', 'type=local,"dest=out,of"'],
    imageId: false,
  },
  {
    name: 'several platforms may be written to files',
    inputs: { outputs: 'type=local,dest=bin,platform-split=false', platforms: TWO, target: 'binaries' },
    docker: [
      ...['--output', 'type=local,dest=bin,platform-split=false'],
      ...['--platform', TWO, '--target', 'binaries'],
    ],
    imageId: false,
  },
]

const caches: readonly Row[] = [
  {
    name: 'the inline cache is read from the image and written into it',
    inputs: {
      push: 'true',
      tags: 'user/app:latest',
      'cache-from': 'type=registry,ref=user/app:latest',
      'cache-to': 'type=inline',
    },
    docker: [
      ...['--push', '--tag', 'user/app:latest'],
      ...['--cache-from', 'type=registry,ref=user/app:latest', '--cache-to', 'type=inline'],
    ],
  },
  {
    name: 'the registry cache is read from a separate image and written to it',
    inputs: {
      push: 'true',
      tags: 'user/app:latest',
      'cache-from': 'type=registry,ref=user/app:buildcache',
      'cache-to': 'type=registry,ref=user/app:buildcache,mode=max',
    },
    docker: [
      ...['--push', '--tag', 'user/app:latest'],
      ...['--cache-from', 'type=registry,ref=user/app:buildcache'],
      ...['--cache-to', 'type=registry,ref=user/app:buildcache,mode=max'],
    ],
  },
  {
    name: 'the cache of GitHub Actions is passed on unchanged',
    inputs: { 'cache-from': 'type=gha', 'cache-to': 'type=gha,mode=max' },
    docker: ['--cache-from', 'type=gha', '--cache-to', 'type=gha,mode=max'],
  },
  {
    name: 'the cache of GitHub Actions has scopes',
    inputs: {
      'cache-from': 'type=gha,scope=build-linux-amd64',
      'cache-to': 'type=gha,scope=build-linux-amd64,mode=max,ignore-error=true',
    },
    docker: [
      ...['--cache-from', 'type=gha,scope=build-linux-amd64'],
      ...['--cache-to', 'type=gha,scope=build-linux-amd64,mode=max,ignore-error=true'],
    ],
  },
  {
    name: 'the local cache names folders',
    inputs: {
      'cache-from': 'type=local,src=/home/runner/_temp/.buildx-cache',
      'cache-to': 'type=local,dest=/tmp/.buildx-cache-new,mode=max',
    },
    docker: [
      ...['--cache-from', 'type=local,src=/home/runner/_temp/.buildx-cache'],
      ...['--cache-to', 'type=local,dest=/tmp/.buildx-cache-new,mode=max'],
    ],
  },
  {
    name: 'a cache source may be a plain name, and several are lines',
    inputs: { 'cache-from': 'user/app:cache\ntype=local,src=path/to/dir' },
    docker: each('--cache-from', 'user/app:cache', 'type=local,src=path/to/dir'),
  },
  {
    name: 'several cache destinations are several flags',
    inputs: { 'cache-to': 'type=gha\ntype=registry,ref=user/app:cache' },
    docker: each('--cache-to', 'type=gha', 'type=registry,ref=user/app:cache'),
  },
  {
    name: 'the s3 cache is passed on',
    inputs: {
      'cache-from': 'type=s3,region=eu-west-1,bucket=mybucket,name=myimage',
      'cache-to': 'type=s3,region=eu-west-1,bucket=mybucket,name=myimage;main,mode=max',
    },
    docker: [
      ...['--cache-from', 'type=s3,region=eu-west-1,bucket=mybucket,name=myimage'],
      ...['--cache-to', 'type=s3,region=eu-west-1,bucket=mybucket,name=myimage;main,mode=max'],
    ],
  },
  {
    name: 'the azblob cache is passed on',
    inputs: {
      'cache-from': 'type=azblob,name=my-image,account_url=https://account.blob.core.windows.net',
      'cache-to': 'type=azblob,name=my-image,mode=max',
    },
    docker: [
      ...['--cache-from', 'type=azblob,name=my-image,account_url=https://account.blob.core.windows.net'],
      ...['--cache-to', 'type=azblob,name=my-image,mode=max'],
    ],
  },
  {
    name: 'without cache inputs docker has no cache, and this action derives one from the first tag',
    inputs: { cache: 'registry', push: 'true', tags: 'user/app:1,ghcr.io/user/app:1', platforms: TWO },
    docker: ['--push', ...each('--tag', 'user/app:1', 'ghcr.io/user/app:1'), '--platform', TWO],
    ours: {
      cache: [
        ...['--cache-from', 'type=registry,ref=user/app:cache-amd64_arm64-main'],
        ...['--cache-to', 'type=registry,ref=user/app:cache-amd64_arm64-main,mode=max,ignore-error=true'],
      ],
    },
  },
  {
    name: 'a fork imports the derived cache and never writes it',
    inputs: { cache: 'registry', push: 'true', tags: 'user/app:1', platforms: TWO },
    event: FORK,
    docker: ['--push', '--tag', 'user/app:1', '--platform', TWO],
    ours: {
      cache: each(
        '--cache-from',
        'type=registry,ref=user/app:cache-amd64_arm64-patch-1',
        'type=registry,ref=user/app:cache-amd64_arm64-main',
      ),
    },
  },
  {
    name: 'cache-from and cache-to replace the derived ones',
    inputs: {
      cache: 'registry',
      push: 'true',
      tags: 'user/app:1',
      'cache-from': 'type=gha',
      'cache-to': 'type=gha,mode=max',
    },
    docker: [
      ...['--push', '--tag', 'user/app:1'],
      ...['--cache-from', 'type=gha', '--cache-to', 'type=gha,mode=max'],
    ],
  },
  {
    name: 'without tags there is no derived cache either',
    inputs: { cache: 'registry' },
    docker: [],
  },
]

export const OUTPUTS: readonly Row[] = [...outputs, ...caches]
