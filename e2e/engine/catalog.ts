import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './command.ts'
import { ownRelease, unpack } from './debian.ts'
import { compile, type GoModule, toolchains } from './go.ts'
import type { Home } from './home.ts'
import { makeHub } from './hub.ts'
import { keyOf, type Part, sources } from './parts.ts'
import { busyboxRoots } from './roots.ts'
import { versions } from './versions.ts'

const GO = 'Go as new as e2e/engine/tools/go.mod says, and a module proxy that answers'
const DEBIAN = 'Debian 12 or newer, a package mirror that answers, and some 500 MB of disk'

/** Programs compiled from their Go modules: no package registry has them as programs. */
const MODULES = {
  buildx: {
    from: 'tools',
    path: 'github.com/docker/buildx',
    version: versions.buildx,
    programs: ['cmd/buildx'],
    variable: `github.com/docker/buildx/version.Version=v${versions.buildx}`,
  },
  buildkit: {
    from: 'tools',
    path: 'github.com/moby/buildkit',
    version: versions.buildkit,
    programs: ['cmd/buildkitd', 'cmd/buildctl'],
    variable: `github.com/moby/buildkit/version.Version=v${versions.buildkit}`,
  },
  registry: {
    from: 'tools',
    path: 'github.com/distribution/distribution/v3',
    version: versions.registry,
    programs: ['cmd/registry'],
    variable: `github.com/distribution/distribution/v3/version.version=v${versions.registry}`,
  },
  act: {
    from: 'act',
    path: 'github.com/nektos/act',
    version: versions.act,
    programs: [''],
    variable: `main.version=${versions.act}`,
  },
} as const satisfies Readonly<Record<string, GoModule>>

/** All parts, by what they are for. */
export interface Catalog {
  /** What the engine runs on. */
  readonly programs: readonly Part[]
  readonly act: Part
  /** What only the images are made of. */
  readonly roots: readonly Part[]
  /** The images, which are made on the running daemon. */
  readonly hub: Part
}

export function catalog(home: Home): Catalog {
  const act = compiled(home, 'act')
  const programs = [
    compiled(home, 'buildx'),
    compiled(home, 'buildkit'),
    compiled(home, 'registry'),
    act,
    docker(),
  ]
  const roots = [busybox(), golang(home)]
  return { programs, act, roots, hub: hub(home, [...programs, ...roots]) }
}

function compiled(home: Home, name: keyof typeof MODULES): Part {
  const module = MODULES[name]
  return {
    name,
    title: `${name} ${module.version}`,
    takes: 'compiling, up to 4 min',
    remedy: GO,
    recipe: [JSON.stringify(module), ...sources('go.ts', `${module.from}/go.mod`)],
    make: (into, log) => compile(home, module, into, log),
  }
}

function docker(): Part {
  const packages = ['docker.io', 'docker-cli', 'containerd', 'tini', 'qemu-user', 'qemu-user-binfmt']
  // runc is linked against the machine's C library: the newer release's would not start here.
  const names = [...packages.map((name) => `${name}/${versions.debian}`), `runc/${ownRelease()}`]
  return {
    name: 'docker',
    title: `Docker ${versions.docker}, QEMU ${versions.qemu} (Debian)`,
    takes: 'downloading 140 MB',
    remedy: DEBIAN,
    recipe: [...names, ...sources('debian.ts')],
    make: async (into, log) => {
      await unpack({ packages: names, architecture: debianArchitecture() }, into, log)
      for (const program of ['dockerd', 'runc']) await run(join(into, 'usr/sbin', program), ['-v'], { log })
    },
  }
}

function busybox(): Part {
  return {
    name: 'busybox',
    title: 'busybox roots for four architectures',
    remedy: DEBIAN,
    recipe: sources('debian.ts', 'roots.ts'),
    make: (into, log) => busyboxRoots(goArchitecture(), into, log),
  }
}

function golang(home: Home): Part {
  return {
    name: 'golang',
    title: 'Go toolchains for two architectures',
    takes: 'compiling, about 2 min',
    remedy: GO,
    recipe: sources('go.ts'),
    make: (into, log) => toolchains(home, ['amd64', 'arm64'], into, log),
  }
}

function hub(home: Home, from: readonly Part[]): Part {
  const folder = join(import.meta.dirname, 'images')
  const files = readdirSync(folder).flatMap((image) =>
    readdirSync(join(folder, image)).map((file) => join(folder, image, file)),
  )
  return {
    name: 'hub',
    title: 'images',
    takes: 'building, about a minute',
    remedy: 'the dockerd that was just started for it',
    recipe: [...from.map(keyOf), ...sources('images.ts', ...files.sort())],
    make: (into, log) => makeHub(home, into, log),
  }
}

/** This machine's architecture as Docker and Go call it. */
function goArchitecture(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch
}

/** And as Debian does, which agrees on the two that the engine runs on. */
const debianArchitecture = goArchitecture
