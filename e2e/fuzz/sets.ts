/** Sets of inputs as people write them, and invalid ones. */
import type { Chance } from './chance.ts'

/** Part of the value of every secret, so it can be found wherever it ends up. */
export const MARK = 's3cr3t'

type Samples = readonly [string, ...string[]]

const PLATFORMS: Samples = [
  'linux/amd64',
  'linux/arm64',
  'linux/arm/v7',
  'linux/arm/v6',
  'linux/386',
  'linux/riscv64',
  'linux/s390x',
  'linux/ppc64le',
  'linux/arm64/v8',
  'linux/x86_64',
  'arm64',
  'windows/amd64',
  'windows(10.0.17763)/amd64',
  'wasi/wasm',
  'linux/amd64/v3',
  'linux/amr64',
]
const ASSIGNMENTS: Samples = [
  'VERSION=1.2.3',
  'A=1,2',
  'EMPTY=',
  'HTTP_PROXY',
  'JSON={"a":"b","c":"d"}',
  'TEXT="x y"',
  'URL=https://example.com/?a=b&c=d',
  'GREETING=Grüße, 世界 🚀',
  'TARGETARCH=arm64',
  'BUILDPLATFORM=linux/amd64',
  'org.opencontainers.image.title=app',
]
const CACHES: Samples = [
  'type=gha',
  'type=gha,mode=max,scope=main',
  'type=registry,ref=user/app:buildcache,mode=max',
  'type=inline',
  'type=local,src=/tmp/cache',
  'type=local,dest=/tmp/cache,mode=max',
  'type=s3,region=eu-west-1,bucket=b,name=n',
  'user/app:cache',
]

/** A list with its usual separators. */
interface List {
  readonly items: Samples
  readonly commas: boolean
}

const lines = (...items: Samples): List => ({ items, commas: false })
const commas = (...items: Samples): List => ({ items, commas: true })

const LISTS: Readonly<Record<string, List>> = {
  platforms: commas(...PLATFORMS),
  'build-args': lines(...ASSIGNMENTS),
  labels: lines(...ASSIGNMENTS),
  'build-contexts': lines(
    'alpine=docker-image://alpine:3.23',
    'shared=./shared',
    'git={{defaultContext}}:shared',
    'layout=oci-layout://./out',
  ),
  annotations: lines(
    'a.b=1',
    'manifest:a.b=1, 2',
    'index:a.b=1',
    'manifest,index:a.b=c',
    'manifest[linux/amd64]:a.b=c',
    'manifest-descriptor:a=b',
    'index-descriptor:a=b',
  ),
  tags: commas('user/app:latest', 'ghcr.io/octo-org/hello:1.2.3', 'localhost:5000/app', 'user/app', 'app:v1'),
  outputs: lines(
    'type=local,dest=out',
    'type=tar,dest=out.tar',
    'type=oci,dest=image.tar',
    'type=docker',
    'type=image,name=user/app,push=true',
    'type=image,"name=user/app:1,ghcr.io/user/app:1",push=true',
    'type=image,push-by-digest=true,name-canonical=true,push=true',
    'type=registry',
    './out',
    '-',
  ),
  attests: lines(
    'type=sbom',
    'type=provenance,mode=max',
    'type=sbom,generator=image',
    'type=provenance,disabled=true',
  ),
  'no-cache-filters': commas('deps', 'build'),
  'add-hosts': commas('docker:10.180.0.1', 'six:[2001:db8::1]', 'gateway=host-gateway'),
  ulimit: lines('nofile=1024:2048', 'nproc=3'),
  allow: commas('network.host', 'security.insecure'),
  ssh: commas('default', 'default=/tmp/agent.sock', 'deploy=/keys/a,/keys/b'),
  secrets: lines(
    `TOKEN=${MARK}`,
    `"MULTI=${MARK}\nof several lines\n"`,
    `"JSON={""password"":""${MARK}""}"`,
    `SPACED=  ${MARK}, %0A "quoted"  `,
  ),
  'secret-envs': commas('TOKEN=TOKEN', 'A=ENV_A', 'B=NOT_SET'),
  'secret-files': lines('KEY=key.pem', 'CERT=my keys/cert.pem', 'NONE=missing.pem'),
  'cache-from': lines(...CACHES),
  'cache-to': lines(...CACHES),
  'driver-opts': lines('image=moby/buildkit:v0.32.2', 'network=host', '"env.A=b,c"', 'memory=2g'),
  'builder-platforms': commas(...PLATFORMS),
  'verify-ignore': lines('/opt/firmware/**', '**/*.o', '/usr/lib/{a,b}/*.so', 'opt/app', '/[a-z', '/**/**/x'),
  runners: lines(
    'linux/arm64=ubuntu-24.04-arm',
    'linux/arm*=["self-hosted","arm"]',
    '*={"group":"big","labels":["x"]}',
    'linux/riscv64=',
  ),
}

const BOOLEANS: Samples = ['true', 'false', 'True', 'FALSE', '']

const SCALARS: Readonly<Record<string, Samples>> = {
  mode: ['build', 'build', 'build', 'part', 'plan'],
  'fan-out': ['platform', 'runner'],
  context: [
    '.',
    '',
    './app',
    '{{defaultContext}}',
    '{{defaultContext}}:app',
    'https://github.com/a/b.git#main',
    'git@github.com:a/b.git',
  ],
  file: ['', 'Dockerfile', './docker/Dockerfile.prod'],
  target: ['', 'release'],
  push: BOOLEANS,
  verify: [...BOOLEANS, 'warn'],
  'on-failure': ['keep', 'delete', ''],
  retries: ['3', '0', '20', ''],
  'stall-timeout': ['5m', '90s', '0', '7', ''],
  'smoke-test': [
    '',
    '',
    '',
    'app --version',
    'auto',
    'sh -c "echo $HOME \'a b\'"',
    'linux/arm64: app --version\nlinux/amd64: auto\n',
    '"linux/*":\n  command: app -v\n  expect: /^v[0-9.]+$/\n  timeout: 5\nlinux/arm/v7:\n  exit-code: 3\n  network: bridge\n',
    '{ linux/arm64: { entrypoint: /app, command: "" }, "*": auto }',
  ],
  load: BOOLEANS,
  'no-cache': BOOLEANS,
  pull: BOOLEANS,
  provenance: ['', 'true', 'false', 'mode=max', 'mode=min,inline-only=true', 'builder-id=x', '1', '0'],
  sbom: ['', 'true', 'false', 'generator=image:latest'],
  call: ['', 'build', 'check', 'outline', 'targets'],
  network: ['', 'host', 'none', 'default'],
  'shm-size': ['', '2g', '64m'],
  'cgroup-parent': ['', '/docker/build'],
  'github-token': ['', `ghs_${MARK}`],
  cache: ['registry', 'gha', 'local', 'inline', 'off'],
  'cache-ref': ['', 'ghcr.io/octo-org/cache', 'ghcr.io/octo-org/cache:main'],
  qemu: ['auto', 'all', 'off', 'arm64,riscv64'],
  'qemu-reset': BOOLEANS,
  builder: ['', '', '', 'mine'],
  'builder-name': ['', '', 'ours'],
  driver: ['docker-container', 'docker-container', 'docker', 'remote', 'kubernetes', 'cloud'],
  'builder-endpoint': ['', '', 'tcp://10.0.0.1:1234', 'ssh://me@example.com', 'my-context'],
  append: [
    '',
    '',
    '',
    '- endpoint: tcp://10.0.0.2:1234\n  platforms: linux/arm64\n',
    '- name: two\n  driver-opts:\n    - a=b\n',
  ],
  'platform-settings': [
    '',
    '',
    '',
    'linux/arm64:\n  file: Dockerfile.arm64\n  build-args:\n    - BASE=debian-{{debian}}\n',
    'linux/arm*:\n  target: slim\n  labels: |\n    a=b\n"*":\n  build-args: { A: "{{uname}}" }\n',
    'linux/arm64,linux/amd64:\n  context: "{{defaultContext}}:{{GOARCH}}"\n  no-cache: true\n',
  ],
  'buildkitd-flags': ['', '--debug'],
  'buildkitd-config-inline': ['', 'debug = true\n'],
  'builder-use': BOOLEANS,
  'keep-state': BOOLEANS,
  'builder-cleanup': BOOLEANS,
}

/** Text that breaks parsers. */
const NASTY: Samples = [
  '"',
  ...[
    '"',
    '""',
    "'",
    '`',
    '\\',
    '\r',
    '\n',
    '\r\n',
    '\t',
    ' ',
    ',',
    ',,',
    '=',
    '==',
    '#',
    '# no comment',
    '%',
    '%0A',
    '%25',
  ],
  ...[
    '-',
    '--',
    '--push',
    '-x',
    '/',
    '..',
    '~',
    ':',
    '::',
    '@',
    '@sha256:00',
    '[',
    ']',
    '(',
    ')',
    '{{',
    '}}',
    '{{x}}',
  ],
  ...['::error::x', '##[error]x', '::add-mask::x', '$(id)', '$X', '&&', ';', '|', '<', '>', '*', '?', '!'],
  ...[
    'é',
    '世',
    '🚀',
    '\u202e',
    '\ufeff',
    '\u200b',
    '\u0001',
    '\u001b[31m',
    'null',
    'true',
    '0',
    '-1',
    '1e999',
  ],
  ...['__proto__=1', 'constructor', 'toString', 'type=', ',type=local', 'a=b=c', 'x'.repeat(300)],
]

/** Linux limits an environment variable to 128 KiB; a longer one never reaches a step. */
const LONGEST = 100_000

const SEPARATORS: Samples = ['\n', '\n', '\n', '\r\n', '\n\n', '\n# a comment\n', '\n  ']
const COMMAS: Samples = [',', ',', ', ', '\n', '\r\n', ',,', ',\n']

/** The inputs of one set. How often a text is spoiled differs from set to set. */
export function inputSet(by: Chance): Readonly<Record<string, string>> {
  const given = by.one([0.05, 0.15, 0.3, 0.6])
  const spoiled = by.one([0, 0, 0.05, 0.3])
  const scalars = Object.entries(SCALARS).map(([name, samples]) => [name, by.one(samples)] as const)
  const lists = Object.entries(LISTS).map(([name, list]) => [name, listText(list, by)] as const)
  const chosen = [...scalars, ...lists].filter(() => by.happens(given))
  return Object.fromEntries(
    chosen.map(([name, text]) => [name, by.happens(spoiled) && !isSecret(name) ? spoil(text, by) : text]),
  )
}

/** Never spoiled, because that could split their mark, or turn it into a name. */
function isSecret(name: string): boolean {
  return name === 'secrets' || name === 'github-token'
}

function listText({ items, commas }: List, by: Chance): string {
  const most = by.happens(0.01) ? 300 : 4
  const chosen = by.some(items, most)
  return chosen
    .map((item, index) => `${index === 0 ? '' : by.one(commas ? COMMAS : SEPARATORS)}${item}`)
    .join('')
}

function spoil(text: string, by: Chance): string {
  let spoiled = text
  for (let times = by.below(3); times >= 0; times--) spoiled = spoilOnce(spoiled, by)
  const often = by.happens(0.001) ? Math.floor(LONGEST / (spoiled.length + 1)) : 1
  return spoiled.repeat(Math.max(1, often))
}

function spoilOnce(text: string, by: Chance): string {
  const at = by.below(text.length + 1)
  const [before, after] = [text.slice(0, at), text.slice(at)]
  switch (by.below(5)) {
    case 0:
      return before + by.one(NASTY) + by.one(NASTY) + after
    case 1:
      return before + after.slice(1)
    case 2:
      return after + before
    case 3:
      return by.happens(0.5) ? text.toUpperCase() : `"${text}"`
    default:
      return before + by.one(NASTY) + after
  }
}
