import { mkdirSync, symlinkSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { catalog } from './catalog.ts'
import { output, reason, run } from './command.ts'
import type { Home } from './home.ts'
import { NOOP, referencesOf } from './images.ts'
import { freePort, registryAnswers } from './network.ts'
import { ensure } from './parts.ts'
import { type Say, timed } from './progress.ts'
import { forget, note, read, type State } from './state.ts'
import { versions } from './versions.ts'

/** A Docker of the user's that answers. */
export interface UserDocker {
  readonly host: string
  readonly version: string
}

const REGISTRY = 'multi-platform-build-registry'

/** The user's Docker, if its server answers. Its address may be from a context, which our settings do not know. */
export async function userDocker(): Promise<UserDocker | undefined> {
  try {
    const version = await output('docker', ['version', '--format', '{{.Server.Version}}'], {}, 10)
    const context = () => output('docker', ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'])
    const host = process.env['DOCKER_HOST'] || (await context())
    return { host: host.trim(), version: version.trim() }
  } catch {
    return undefined
  }
}

/** How commands find the user's Docker, with settings of ours instead of the user's. */
export function environmentFor(home: Home, host: string): Readonly<Record<string, string>> {
  const config = join(home.run, 'docker-config')
  return {
    DOCKER_HOST: host,
    DOCKER_CONFIG: config,
    BUILDX_CONFIG: join(config, 'buildx'),
    BUILDX_BUILDER: '',
  }
}

/** Adds to the user's Docker what tests need: settings, a registry, and the installer that installs nothing. */
export async function upDocker(home: Home, docker: UserDocker, say: Say): Promise<State> {
  const before = await runningDocker(home)
  if (before?.host === docker.host) return before
  await downDocker(home)
  say(`… Docker ${docker.version} answers at ${docker.host}: the engine uses it`)
  note(home, { kind: 'docker', host: docker.host })
  try {
    const port = await timed('registry', say, () => start(home, environmentFor(home, docker.host)))
    return note(home, { port, act: await act(home, say), ready: true })
  } catch (error) {
    await downDocker(home)
    throw error
  }
}

async function start(home: Home, env: Readonly<Record<string, string>>): Promise<number> {
  const config = join(home.run, 'docker-config')
  for (const folder of [config, home.logs]) mkdirSync(folder, { recursive: true })
  const users = process.env['DOCKER_CONFIG'] || join(homedir(), '.docker')
  symlinkSync(join(users, 'cli-plugins'), join(config, 'cli-plugins'))
  await output('docker', ['buildx', 'version'], env).catch((error: unknown) => {
    throw new Error(`Docker has no buildx: install the package docker-buildx-plugin (${reason(error)})`)
  })
  const port = await freePort(home.root)
  const call = { log: join(home.logs, 'docker.log'), env }
  const options = ['--detach', '--name', REGISTRY, '--label', `${REGISTRY}=${home.root}`]
  const settings = ['--publish', `127.0.0.1:${port}:5000`, '--env', 'REGISTRY_STORAGE_DELETE_ENABLED=true']
  await run('docker', ['run', ...options, ...settings, `registry:${versions.registry}`], call)
  const tags = referencesOf(NOOP).flatMap((reference) => ['--tag', reference])
  await run('docker', ['buildx', 'build', '--builder', 'default', '--load', ...tags, NOOP.folder], call)
  for (let waited = 0; !(await registryAnswers(port)); waited++) {
    if (waited === 100) throw new Error(`the container ${REGISTRY} does not answer on 127.0.0.1:${port}`)
    await sleep(100)
  }
  return port
}

/** Tests that need act are the only ones that miss it, so its absence is told and not an end. */
async function act(home: Home, say: Say): Promise<string> {
  try {
    await ensure(home, catalog(home).act, say)
    return join(home.parts, 'act/act')
  } catch (error) {
    say(`✘ ${reason(error)}`)
    return ''
  }
}

/** The engine, if its registry answers. */
export async function runningDocker(home: Home): Promise<State | undefined> {
  const state = read(home)
  return state.ready && (await registryAnswers(state.port)) ? state : undefined
}

/** Removes what `upDocker` made. Images that Docker pulled for it stay, like everything else of the user's. */
export async function downDocker(home: Home): Promise<void> {
  const { host } = read(home)
  if (host !== '') {
    const env = environmentFor(home, host)
    const ours = ['--filter', `label=${REGISTRY}=${home.root}`]
    const ids = (await output('docker', ['ps', '--all', '--quiet', ...ours], env)).trim()
    if (ids !== '') await output('docker', ['rm', '--force', '--volumes', ids], env)
    await output('docker', ['image', 'rm', '--force', ...referencesOf(NOOP)], env)
  }
  forget(home)
}
