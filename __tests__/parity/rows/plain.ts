/** Every input that becomes a flag with its value. */
import { each, type Row } from '../row.ts'

/** The flags of docker/setup-buildx-action for its builders. */
const GRANTING = '--allow-insecure-entitlement security.insecure --allow-insecure-entitlement network.host'

const TWO = 'linux/amd64,linux/arm64'

const scalars: readonly Row[] = [
  { name: 'a folder alone is the context', inputs: { context: '.' }, docker: [] },
  {
    name: 'a sub-folder is the context as written',
    inputs: { context: './services/app' },
    files: { 'services/app/Dockerfile': 'FROM scratch\n' },
    docker: [],
    context: './services/app',
  },
  {
    name: 'a folder with a blank in its name stays one argument',
    inputs: { context: 'my app' },
    files: { 'my app/Dockerfile': 'FROM scratch\n' },
    docker: [],
    context: 'my app',
  },
  {
    name: 'file names a Dockerfile below the workspace',
    inputs: { file: './docker/Dockerfile.prod' },
    files: { 'docker/Dockerfile.prod': 'FROM scratch\n' },
    docker: ['--file', './docker/Dockerfile.prod'],
  },
  {
    name: 'file and context are independent of each other',
    inputs: { context: 'app', file: 'docker/my Dockerfile' },
    files: { 'app/main.go': '', 'docker/my Dockerfile': 'FROM scratch\n' },
    docker: ['--file', 'docker/my Dockerfile'],
    context: 'app',
  },
  { name: 'target names a stage', inputs: { target: 'release' }, docker: ['--target', 'release'] },
  {
    name: 'blanks around a value are not part of it',
    inputs: { target: '  release \n' },
    docker: ['--target', 'release'],
  },
  { name: 'shm-size is passed on', inputs: { 'shm-size': '2g' }, docker: ['--shm-size', '2g'] },
  {
    name: 'cgroup-parent is passed on',
    inputs: { 'cgroup-parent': '/docker/build' },
    docker: ['--cgroup-parent', '/docker/build'],
  },
  { name: 'network: host is passed on', inputs: { network: 'host' }, docker: ['--network', 'host'] },
  { name: 'network: none is passed on', inputs: { network: 'none' }, docker: ['--network', 'none'] },
  { name: 'network: default is passed on', inputs: { network: 'default' }, docker: ['--network', 'default'] },
  { name: 'no-cache: true is a flag', inputs: { 'no-cache': 'true' }, docker: ['--no-cache'] },
  { name: 'no-cache: True is true', inputs: { 'no-cache': 'True' }, docker: ['--no-cache'] },
  { name: 'no-cache: TRUE is true', inputs: { 'no-cache': 'TRUE' }, docker: ['--no-cache'] },
  { name: 'no-cache: FALSE is not a flag', inputs: { 'no-cache': 'FALSE' }, docker: [] },
  { name: 'pull: true is a flag', inputs: { pull: 'true' }, docker: ['--pull'] },
  { name: 'pull: false is not a flag', inputs: { pull: 'false' }, docker: [] },
  {
    name: 'push: true is a flag in addition to the tags',
    inputs: { push: 'true', tags: 'user/app:latest' },
    docker: ['--push', '--tag', 'user/app:latest'],
  },
  {
    name: 'load: true is a flag, and turns the default provenance off',
    inputs: { load: 'true', tags: 'user/app:latest' },
    docker: ['--load', '--tag', 'user/app:latest'],
    provenance: 'none',
  },
  {
    name: 'push: false and load: false name the image and store it nowhere',
    inputs: { push: 'false', load: 'false', tags: 'user/app:latest' },
    docker: ['--tag', 'user/app:latest'],
  },
  {
    name: 'push and load together are both flags',
    inputs: { push: 'true', load: 'true', tags: 'user/app:latest' },
    docker: ['--push', '--load', '--tag', 'user/app:latest'],
    provenance: 'none',
  },
  {
    name: 'builder names an existing builder',
    inputs: { builder: 'mybuilder' },
    docker: ['--builder', 'mybuilder'],
  },
  {
    name: 'call: check evaluates instead of building',
    inputs: { call: 'check' },
    docker: ['--call', 'check'],
  },
  { name: 'call: outline is passed on', inputs: { call: 'outline' }, docker: ['--call', 'outline'] },
  {
    name: 'call: check together with push and caches has all of their flags',
    inputs: {
      call: 'check',
      push: 'true',
      tags: 'user/app:1',
      'cache-from': 'type=gha',
      'cache-to': 'type=gha',
    },
    docker: [
      '--call',
      'check',
      '--push',
      '--tag',
      'user/app:1',
      ...each('--cache-from', 'type=gha'),
      '--cache-to',
      'type=gha',
    ],
  },
  {
    name: 'call: build is passed on, and means the same as without it',
    inputs: { call: 'build' },
    docker: ['--call', 'build'],
  },
  { name: 'call: targets is passed on', inputs: { call: 'targets' }, docker: ['--call', 'targets'] },
]

const lists: readonly Row[] = [
  {
    name: 'add-hosts may be one host',
    inputs: { 'add-hosts': 'docker:10.180.0.1' },
    docker: ['--add-host', 'docker:10.180.0.1'],
  },
  {
    name: 'add-hosts are separated by commas',
    inputs: { 'add-hosts': 'docker:10.180.0.1,foo:10.0.0.1' },
    docker: each('--add-host', 'docker:10.180.0.1', 'foo:10.0.0.1'),
  },
  {
    name: 'add-hosts are separated by lines, by commas, or by both',
    inputs: { 'add-hosts': 'docker:10.180.0.1, foo:10.0.0.1\nbar=host-gateway\n' },
    docker: each('--add-host', 'docker:10.180.0.1', 'foo:10.0.0.1', 'bar=host-gateway'),
  },
  {
    name: 'add-hosts with an IPv6 address stays whole',
    inputs: { 'add-hosts': 'six:[2001:db8::1]' },
    docker: ['--add-host', 'six:[2001:db8::1]'],
  },
  {
    name: 'allow is separated by commas and repeats its flag',
    inputs: { allow: 'network.host,security.insecure', 'buildkitd-flags': GRANTING },
    docker: each('--allow', 'network.host', 'security.insecure'),
  },
  {
    name: 'allow is separated by lines',
    inputs: { allow: 'network.host\nsecurity.insecure', 'buildkitd-flags': GRANTING },
    docker: each('--allow', 'network.host', 'security.insecure'),
  },
  {
    name: 'no-cache-filters are separated by commas',
    inputs: { 'no-cache-filters': 'deps,build' },
    docker: each('--no-cache-filter', 'deps', 'build'),
  },
  {
    name: 'no-cache-filters are separated by lines',
    inputs: { 'no-cache-filters': 'deps\nbuild' },
    docker: each('--no-cache-filter', 'deps', 'build'),
  },
  {
    name: 'tags are separated by commas',
    inputs: { tags: 'user/app:latest,user/app:1.0.0' },
    docker: each('--tag', 'user/app:latest', 'user/app:1.0.0'),
  },
  {
    name: 'tags are separated by lines, and blank lines are ignored',
    inputs: { tags: 'user/app:latest\n\nghcr.io/user/app:1.0.0\n' },
    docker: each('--tag', 'user/app:latest', 'ghcr.io/user/app:1.0.0'),
  },
  {
    name: 'tags in one pair of quotes are still several',
    inputs: { tags: '"user/app:latest,user/app:1.0.0"' },
    docker: each('--tag', 'user/app:latest', 'user/app:1.0.0'),
  },
  {
    name: 'a tag without a version is passed on without one',
    inputs: { tags: 'user/app' },
    docker: ['--tag', 'user/app'],
  },
  {
    name: 'a tag may name a registry with a port',
    inputs: { tags: 'registry.example:5000/name/app:latest', push: 'true' },
    docker: ['--tag', 'registry.example:5000/name/app:latest', '--push'],
  },
  {
    name: 'a comma at the end of tags is not another tag',
    inputs: { tags: 'user/app:1,user/app:2,' },
    docker: each('--tag', 'user/app:1', 'user/app:2'),
  },
  { name: 'ssh: default is the agent', inputs: { ssh: 'default' }, docker: ['--ssh', 'default'] },
  {
    name: 'ssh may name a socket',
    inputs: { ssh: 'default=/tmp/ssh-agent.sock' },
    docker: ['--ssh', 'default=/tmp/ssh-agent.sock'],
  },
  {
    name: 'ssh may have several ids, by lines',
    inputs: { ssh: 'default\ndeploy=/keys/deploy' },
    docker: each('--ssh', 'default', 'deploy=/keys/deploy'),
  },
  {
    name: 'ssh may have several ids, by commas',
    inputs: { ssh: 'default,deploy=/keys/deploy' },
    docker: each('--ssh', 'default', 'deploy=/keys/deploy'),
  },
  {
    name: 'ssh with several keys for one id is split into pieces',
    inputs: { ssh: 'deploy=/keys/a,/keys/b' },
    docker: each('--ssh', 'deploy=/keys/a', '/keys/b'),
  },
  {
    name: 'ulimit has one limit per line',
    inputs: { ulimit: 'nofile=1024:1024\nnproc=3' },
    docker: each('--ulimit', 'nofile=1024:1024', 'nproc=3'),
  },
  {
    name: 'labels has one per line',
    inputs: { labels: 'org.opencontainers.image.title=app\nmaintainer=me' },
    docker: each('--label', 'org.opencontainers.image.title=app', 'maintainer=me'),
  },
  {
    name: 'labels keep commas, blanks and further equals signs',
    inputs: {
      labels:
        'org.opencontainers.image.description=concurrent, cache-efficient, and Dockerfile-agnostic builder toolkit\nquery=a=b',
    },
    docker: each(
      '--label',
      'org.opencontainers.image.description=concurrent, cache-efficient, and Dockerfile-agnostic builder toolkit',
      'query=a=b',
    ),
  },
  { name: 'a label may be empty', inputs: { labels: 'empty=' }, docker: ['--label', 'empty='] },
  { name: 'a label may have no value', inputs: { labels: 'flagged' }, docker: ['--label', 'flagged'] },
  {
    name: 'labels of metadata-action are passed on unchanged',
    inputs: {
      labels: [
        'org.opencontainers.image.created=2026-08-01T12:00:00.000Z',
        'org.opencontainers.image.licenses=Apache-2.0 OR MIT',
        'org.opencontainers.image.source=https://github.com/octo-org/hello',
      ].join('\n'),
    },
    docker: each(
      '--label',
      'org.opencontainers.image.created=2026-08-01T12:00:00.000Z',
      'org.opencontainers.image.licenses=Apache-2.0 OR MIT',
      'org.opencontainers.image.source=https://github.com/octo-org/hello',
    ),
  },
  {
    name: 'build-args has one per line, in their order',
    inputs: { 'build-args': 'B=2\nA=1\nB=3' },
    docker: each('--build-arg', 'B=2', 'A=1', 'B=3'),
  },
  {
    name: 'build-args keep commas',
    inputs: { 'build-args': 'MY_ARG=val1,val2,val3\nARG=val' },
    docker: each('--build-arg', 'MY_ARG=val1,val2,val3', 'ARG=val'),
  },
  {
    name: 'a build-arg without a value is left to the environment',
    inputs: { 'build-args': 'HTTP_PROXY' },
    env: { HTTP_PROXY: 'http://proxy.example:3128' },
    docker: ['--build-arg', 'HTTP_PROXY'],
  },
  {
    name: 'a build-arg may have an empty value',
    inputs: { 'build-args': 'EMPTY=' },
    docker: ['--build-arg', 'EMPTY='],
  },
  {
    name: 'a build-arg may look like a flag',
    inputs: { 'build-args': 'FLAGS=--push -x' },
    docker: ['--build-arg', 'FLAGS=--push -x'],
  },
  {
    name: 'build-contexts take images, folders, layouts and addresses',
    inputs: {
      'build-contexts': [
        'alpine=docker-image://alpine:3.23',
        'shared=./shared',
        'layout=oci-layout://./out:latest',
        'src=https://github.com/octo-org/other.git#main',
      ].join('\n'),
    },
    docker: each(
      '--build-context',
      'alpine=docker-image://alpine:3.23',
      'shared=./shared',
      'layout=oci-layout://./out:latest',
      'src=https://github.com/octo-org/other.git#main',
    ),
  },
]

const platforms: readonly Row[] = [
  {
    name: 'several platforms are one value',
    inputs: { platforms: TWO },
    docker: ['--platform', 'linux/amd64,linux/arm64'],
  },
  {
    name: 'platforms may be lines',
    inputs: { platforms: 'linux/amd64\nlinux/arm64\nlinux/arm/v7' },
    docker: ['--platform', 'linux/amd64,linux/arm64,linux/arm/v7'],
  },
  {
    name: 'platforms may have blanks after their commas',
    inputs: { platforms: 'linux/amd64, linux/arm64' },
    docker: ['--platform', 'linux/amd64,linux/arm64'],
  },
  {
    name: 'platforms in one pair of quotes are still several',
    inputs: { platforms: '"linux/arm64,linux/arm/v7"\nlinux/amd64' },
    docker: ['--platform', 'linux/arm64,linux/arm/v7,linux/amd64'],
  },
  {
    name: 'a single platform is passed on',
    inputs: { platforms: 'linux/arm64' },
    docker: ['--platform', 'linux/arm64'],
  },
  {
    name: 'a single platform with a variant is passed on',
    inputs: { platforms: 'linux/arm/v7' },
    docker: ['--platform', 'linux/arm/v7'],
  },
  {
    name: 'other names of a platform are passed on',
    inputs: { platforms: 'linux/x86_64,linux/aarch64' },
    docker: ['--platform', 'linux/x86_64,linux/aarch64'],
  },
  {
    name: 'a default variant is passed on',
    inputs: { platforms: 'linux/arm64/v8,linux/arm' },
    docker: ['--platform', 'linux/arm64/v8,linux/arm'],
  },
  {
    name: 'a platform that is named twice is passed on twice',
    inputs: { platforms: 'linux/amd64,linux/arm64,linux/arm64/v8' },
    docker: ['--platform', 'linux/amd64,linux/arm64,linux/arm64/v8'],
  },
  {
    name: 'a build argument that repeats the only platform is passed on, too',
    inputs: { platforms: 'linux/arm64', 'build-args': 'TARGETARCH=arm64\nX=1' },
    docker: ['--platform', 'linux/arm64', ...each('--build-arg', 'TARGETARCH=arm64', 'X=1')],
  },
]

const annotations: readonly Row[] = [
  {
    name: 'an annotation without a level is passed on',
    inputs: { annotations: 'org.opencontainers.image.title=app' },
    docker: ['--annotation', 'org.opencontainers.image.title=app'],
  },
  {
    name: 'annotations with the level manifest are passed on, one per line',
    inputs: { annotations: 'manifest:org.opencontainers.image.title=app\nmanifest:x.y=1, 2 and 3' },
    docker: each('--annotation', 'manifest:org.opencontainers.image.title=app', 'manifest:x.y=1, 2 and 3'),
  },
  {
    name: 'several platforms have annotations of the manifests and of the index',
    inputs: { platforms: TWO, annotations: 'manifest:a.b=1\nindex:a.b=2' },
    docker: ['--platform', TWO, ...each('--annotation', 'manifest:a.b=1', 'index:a.b=2')],
  },
  {
    name: 'one annotation may have several levels',
    inputs: { platforms: TWO, annotations: 'manifest,index:a.b=1' },
    docker: ['--platform', TWO, '--annotation', 'manifest,index:a.b=1'],
  },
  {
    name: 'descriptors have annotations too',
    inputs: { platforms: TWO, annotations: 'manifest-descriptor:a.b=1\nindex-descriptor:a.b=2' },
    docker: [
      '--platform',
      TWO,
      ...each('--annotation', 'manifest-descriptor:a.b=1', 'index-descriptor:a.b=2'),
    ],
  },
  {
    name: 'an annotation may be for one platform',
    inputs: { platforms: TWO, annotations: 'manifest[linux/amd64]:a.b=1' },
    docker: ['--platform', TWO, '--annotation', 'manifest[linux/amd64]:a.b=1'],
  },
  {
    name: 'the value of an annotation may contain colons, commas and equals signs',
    inputs: { annotations: 'org.opencontainers.image.source=https://github.com/octo-org/hello?a=b,c' },
    docker: ['--annotation', 'org.opencontainers.image.source=https://github.com/octo-org/hello?a=b,c'],
  },
  {
    name: 'an annotation in quotes loses them',
    inputs: { annotations: '"manifest:a.b=1,2"' },
    docker: ['--annotation', 'manifest:a.b=1,2'],
  },
]

export const PLAIN: readonly Row[] = [...scalars, ...lists, ...platforms, ...annotations]
