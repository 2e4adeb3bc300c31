/** Images with self-contained programs: from Go, and from Rust as published on npm and PyPI. */
import { AMD64, ARM64, ARMV7, type Machine } from './machines.ts'
import {
  debian,
  type Expected,
  npm,
  type Package,
  type Part,
  type Recipe,
  RIGHT,
  taken,
  wheel,
  wrong,
} from './recipe.ts'

const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

type Env = Readonly<Record<string, string>>

function age(env: Env): Package {
  return { registry: 'go', path: 'filippo.io/age/cmd/age', version: 'v1.2.0', env }
}

function program(of: Package, at: string): Part {
  return taken(of, 'program', at)
}

const right: readonly Recipe[] = [AMD64, ARM64, ARMV7].flatMap((machine) => [
  {
    what: 'program: of Go, alone',
    platform: machine.platform,
    parts: [program(age(machine.go), '/age')],
    config: { Entrypoint: ['/age'] },
    expected: RIGHT,
  },
  {
    what: 'program: of Go, in a system',
    platform: machine.platform,
    system: debian(machine, 'ca-certificates'),
    parts: [program(age(machine.go), '/usr/local/bin/age'), program(age(machine.go), '/go/bin/age')],
    config: { Env: [PATH], Cmd: ['age'] },
    expected: RIGHT,
  },
  {
    what: 'program: releases for all machines, to be downloaded',
    platform: machine.platform,
    system: debian(machine),
    parts: [
      program(age(machine.go), '/usr/local/bin/age'),
      ...[AMD64, ARM64, ARMV7].map((each) => program(age(each.go), `/srv/www/dist/age-linux-${each.debian}`)),
      program(age({ GOOS: 'darwin', GOARCH: 'arm64' }), '/srv/www/dist/age-darwin-arm64'),
      program(age({ GOOS: 'windows', GOARCH: 'amd64' }), '/srv/www/dist/age-windows-amd64.exe'),
    ],
    config: { Env: [PATH], Cmd: ['age'] },
    expected: RIGHT,
  },
  {
    what: 'program: of Rust',
    platform: machine.platform,
    system: debian(machine),
    parts: [taken(wheel('ruff', '0.9.2', machine), 'bin/ruff', '/usr/local/bin/ruff')],
    config: { Env: [PATH], Entrypoint: ['/usr/local/bin/ruff'] },
    expected: RIGHT,
  },
])

const narrow: readonly Recipe[] = [
  {
    what: 'program: of Go, of 32 bits',
    platform: AMD64.platform,
    parts: [program(age({ GOARCH: '386' }), '/age')],
    config: { Entrypoint: ['/age'] },
    expected: RIGHT,
  },
  {
    what: 'program: of Go, for ARMv6',
    platform: ARMV7.platform,
    parts: [program(age({ GOARCH: 'arm', GOARM: '6' }), '/age')],
    config: { Entrypoint: ['/age'] },
    expected: RIGHT,
  },
]

interface Mixed {
  readonly env: Env
  readonly platform: string
  readonly at: string
  /** Whether the image starts it. */
  readonly isStarted: boolean
  readonly expected: (path: string) => Expected
}

const machine = (path: string) => wrong('machine', path)
const processor = (path: string) => wrong('processor', path)
const system = (path: string) => wrong('system', path)
const isStarted = true

const MIXED: Readonly<Record<string, Mixed>> = {
  "the builder's": { env: AMD64.go, platform: 'linux/arm64', at: '/server', isStarted, expected: machine },
  "a laptop's": { env: ARM64.go, platform: 'linux/amd64', at: '/app/server', isStarted, expected: machine },
  'of 64 bits': { env: ARM64.go, platform: 'linux/arm/v7', at: '/server', isStarted, expected: machine },
  'of 32 bits': {
    env: { GOARCH: '386' },
    platform: 'linux/arm64',
    at: '/server',
    isStarted,
    expected: machine,
  },
  'for a newer x86': {
    ...{ env: { GOARCH: 'amd64', GOAMD64: 'v3' }, platform: 'linux/amd64', at: '/server' },
    ...{ isStarted, expected: processor },
  },
  'for a newer arm': {
    ...{ env: ARMV7.go, platform: 'linux/arm/v6', at: '/usr/local/bin/server' },
    ...{ isStarted, expected: processor },
  },
  'for a Mac': {
    ...{ env: { GOOS: 'darwin', GOARCH: 'arm64' }, platform: 'linux/arm64', at: '/usr/local/bin/tool' },
    ...{ isStarted: false, expected: system },
  },
  'for Windows': {
    ...{ env: { GOOS: 'windows', GOARCH: 'amd64' }, platform: 'linux/amd64', at: '/app/server.exe' },
    ...{ isStarted, expected: system },
  },
  'a tool of the builder': {
    ...{ env: AMD64.go, platform: 'linux/arm64', at: '/usr/local/bin/age' },
    ...{ isStarted: false, expected: machine },
  },
  'a tool of the builder beside the application': {
    ...{ env: AMD64.go, platform: 'linux/arm64', at: '/app/bin/age' },
    ...{ isStarted: false, expected: machine },
  },
}

const MACHINES: Readonly<Record<string, Machine>> = {
  'linux/amd64': AMD64,
  'linux/arm64': ARM64,
  'linux/arm/v7': ARMV7,
}

const mixed: readonly Recipe[] = Object.entries(MIXED).map(([what, row]) => {
  const target = MACHINES[row.platform]
  return {
    what: `program: of Go, ${what}`,
    platform: row.platform,
    ...(row.isStarted || target === undefined ? {} : { system: debian(target) }),
    parts: [program(age(row.env), row.at)],
    config: row.isStarted
      ? { Env: [PATH], Entrypoint: [row.at] }
      : { Env: [PATH], WorkingDir: '/app', Cmd: ['bash'] },
    expected: row.expected(row.at),
  }
})

const others: readonly Recipe[] = [
  {
    what: 'program: of Rust, of the builder',
    platform: ARM64.platform,
    system: debian(ARM64),
    parts: [taken(npm('@biomejs/cli-linux-x64', '1.9.4'), 'biome', '/usr/local/bin/biome')],
    config: { Env: [PATH], Entrypoint: ['biome'] },
    expected: wrong('machine', '/usr/local/bin/biome'),
  },
]

export const PROGRAM_RECIPES: readonly Recipe[] = [...right, ...narrow, ...mixed, ...others]
