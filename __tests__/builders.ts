import type { BuilderFacts, Facts } from '../src/facts/facts.ts'
import type { Inputs } from '../src/inputs/table.ts'
import type { Handler } from '../src/platforms/emulators.ts'
import { type Platform, parsePlatform } from '../src/platforms/platform.ts'

/** Everything a user may leave out, with the defaults of action.yml. */
export function inputs(overrides: Partial<Inputs> = {}): Inputs {
  return {
    platforms: [],
    context: '.',
    file: '',
    target: '',
    'build-args': [],
    labels: [],
    tags: [],
    push: false,
    load: false,
    'no-cache': false,
    pull: false,
    cache: 'registry',
    'cache-ref': undefined,
    'cache-from': [],
    'cache-to': [],
    qemu: 'auto',
    'qemu-image': 'docker.io/tonistiigi/binfmt:qemu-v10.2.3-68',
    'driver-opts': [],
    'buildkitd-config-inline': '',
    builder: '',
    ...overrides,
  }
}

/** An amd64 machine without emulators, on a push to main. */
export function facts(overrides: Partial<Facts> = {}): Facts {
  return {
    event: { branch: 'main', base: '', defaultBranch: 'main', onTag: false, fork: false },
    paths: { context: 'folder', dockerfile: 'Dockerfile', dockerfileIs: 'file' },
    engine: { version: '28.5.1', platform: parsePlatform('linux/amd64'), containerdStore: false },
    handlers: [],
    builder: undefined,
    id: '77-1-0a1b2c3d',
    temp: '/tmp/multi-platform-build-77-1-0a1b2c3d',
    ...overrides,
  }
}

/** An existing builder that runs on this machine, with the platforms of each of its nodes. */
export function builder(nodes: readonly string[], overrides: Partial<BuilderFacts> = {}): BuilderFacts {
  return {
    name: 'mine',
    driver: 'docker-container',
    nodes: nodes.map((text, index) => ({
      name: `mine${index}`,
      endpoint: 'unix:///var/run/docker.sock',
      status: 'running',
      buildkit: 'v0.32.2',
      platforms: platforms(text),
      own: platforms(text)[0],
    })),
    ...overrides,
  }
}

/** Platforms as an input lists them. */
export function platforms(text: string): readonly Platform[] {
  return text === '' ? [] : text.split(',').map(parsePlatform)
}

/** The file in binfmt_misc of QEMU for an architecture, as the binfmt installer makes it. */
export function handler(arch: keyof typeof QEMU, overrides: Partial<Handler> = {}): Handler {
  const [name, magic] = QEMU[arch]
  const interpreter = `/usr/bin/${name}`
  return { name, enabled: true, interpreter, flags: 'POCF', magic, mask: MASK, offset: 0, ...overrides }
}

const QEMU = {
  arm64: ['qemu-aarch64', '7f454c460201010000000000000000000200b700'],
  arm: ['qemu-arm', '7f454c4601010100000000000000000002002800'],
  riscv64: ['qemu-riscv64', '7f454c460201010000000000000000000200f300'],
} as const

const MASK = 'ffffffffffffff00fffffffffffffffffeffffff'
