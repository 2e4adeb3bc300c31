import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { downDocker, environmentFor, runningDocker, upDocker, userDocker } from './docker.ts'
import { environmentOf } from './dockerd.ts'
import { type Home, home } from './home.ts'
import { NOOP, referencesOf } from './images.ts'
import { locked } from './lock.ts'
import { downPrivate, obstacle, runningPrivate, upPrivate } from './private.ts'
import type { Say } from './progress.ts'
import { read, type State } from './state.ts'
import { versions } from './versions.ts'

/** What tests, the demo and the benchmark run on. */
export interface Engine {
  readonly kind: 'docker' | 'private'
  /** Folder where it lives. */
  readonly home: string
  /** How commands find it, to be merged over the environment of this process. */
  readonly env: Readonly<Record<string, string>>
  /** Host and port of its registry, which begin the names of images. */
  readonly registry: string
  readonly buildkitImage: string
  readonly binfmtImage: string
  /** An installer of emulators that says yes and installs nothing. */
  readonly noopBinfmtImage: string
  /** TOML for a builder's daemon, which also needs the host's network to reach the registry. */
  readonly buildkitdConfig: string
  /** Path of the act binary, or '' where it could not be had. */
  readonly act: string
}

/** Brings the engine up, or finds it up. Where a Docker answers that one is used, elsewhere a private one is made. */
export async function up(say: Say): Promise<Engine> {
  const at = home()
  return locked(at.lock, say, async () => {
    // A private engine stays one: what answers now may be itself.
    const docker = read(at).kind === 'private' ? undefined : await userDocker()
    if (docker !== undefined) return engineOf(at, await upDocker(at, docker, say))
    const problem = obstacle()
    if (problem !== undefined) throw new Error(problem)
    return engineOf(at, await upPrivate(at, say))
  })
}

/** Ends what `up` started and removes what it made; with `all` also what it downloaded and compiled. */
export async function down(options: { readonly all: boolean }, say: Say): Promise<void> {
  const at = home()
  if (!existsSync(at.root)) return
  await locked(at.lock, say, async () => {
    if (read(at).kind === 'docker') await downDocker(at)
    else await downPrivate(at)
    const kept = options.all ? readdirSync(at.root).map((name) => join(at.root, name)) : []
    for (const path of kept.filter((each) => each !== at.lock)) rmSync(path, { recursive: true })
  })
}

/** The running engine, found without starting a program. */
export async function current(): Promise<Engine | undefined> {
  const at = home()
  const state = await (read(at).kind === 'docker' ? runningDocker(at) : runningPrivate(at))
  return state && engineOf(at, state)
}

function engineOf(at: Home, state: State): Engine {
  const registry = `127.0.0.1:${state.port}`
  const plain = `[registry."${registry}"]\n  http = true\n`
  const mirror = `[registry."docker.io"]\n  mirrors = ["${registry}"]\n`
  return {
    kind: state.kind === 'docker' ? 'docker' : 'private',
    home: at.root,
    env: state.kind === 'docker' ? environmentFor(at, state.host) : environmentOf(at),
    registry,
    buildkitImage: `moby/buildkit:v${versions.buildkit}`,
    binfmtImage: `tonistiigi/binfmt:${versions.binfmt}`,
    noopBinfmtImage: referencesOf(NOOP).join(),
    buildkitdConfig: state.kind === 'docker' ? plain : mirror + plain,
    act: state.act,
  }
}
