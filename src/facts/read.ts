import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure } from '../errors.ts'
import { ask } from '../host/docker.ts'
import type { Inputs } from '../inputs/table.ts'
import { array, parseJson, text } from '../json.ts'
import { type Handler, parseHandler } from '../platforms/emulators.ts'
import { platformFromParts } from '../platforms/platform.ts'
import { parseBuilder } from './builder.ts'
import { readEvent } from './event.ts'
import type { BuilderFacts, EngineFacts, Facts, PathFacts } from './facts.ts'

type Env = Readonly<Record<string, string | undefined>>

const BINFMT_MISC = '/proc/sys/fs/binfmt_misc'

/** A context that only the builder can look at: a URL, an SSH address of a repository, or github.com/… */
const REMOTE_CONTEXT = /^(?:[a-z]+:\/\/|git@|github\.com\/)/

/** Looks at the paths in the inputs. Starts no process. */
export function readPaths(inputs: Inputs): PathFacts {
  const { context, file } = inputs
  const dockerfile = file === '' ? join(context, 'Dockerfile') : file
  if (REMOTE_CONTEXT.test(context)) return { context: 'elsewhere', dockerfile, dockerfileIs: 'elsewhere' }
  return {
    context: kind(context) === 'folder' ? 'folder' : 'missing',
    dockerfile,
    dockerfileIs: REMOTE_CONTEXT.test(file) ? 'elsewhere' : kind(dockerfile) === 'file' ? 'file' : 'missing',
  }
}

/**
 * Asks the engine, buildx, binfmt_misc and the event, all at the same time.
 * @throws Failure where docker, its engine, buildx or the named builder does not answer.
 */
export async function readFacts(inputs: Inputs, paths: PathFacts, env: Env): Promise<Facts> {
  const [engine, builder] = await Promise.all([
    readEngine(inputs),
    inputs.builder === '' ? undefined : readBuilder(inputs.builder),
    checkBuildx(env),
  ])
  const run = `${env['GITHUB_RUN_ID'] ?? 'local'}-${env['GITHUB_RUN_ATTEMPT'] ?? '1'}`
  const id = `${run}-${randomBytes(4).toString('hex')}`
  return {
    event: readEvent(env),
    paths,
    engine,
    handlers: readHandlers(),
    builder,
    id,
    temp: join(env['RUNNER_TEMP'] || tmpdir(), `multi-platform-build-${id}`),
  }
}

/** The registered emulators; undefined where binfmt_misc is not mounted or may not be read. */
export function readHandlers(): readonly Handler[] | undefined {
  try {
    const names = readdirSync(BINFMT_MISC)
    if (!names.includes('status')) return undefined
    return names
      .filter((name) => name !== 'register' && name !== 'status')
      .flatMap((name) => parseHandler(name, readFileSync(join(BINFMT_MISC, name), 'utf8')) ?? [])
  } catch {
    return undefined
  }
}

/** What `docker buildx inspect` says about a builder. @throws Failure when there is none of that name. */
export async function readBuilder(name: string): Promise<BuilderFacts> {
  const { code, stdout, stderr } = await ask(['buildx', 'inspect', name])
  if (code !== 0) {
    throw new Failure(
      `builder: there is no builder "${name}": ${stderr.trim()}`,
      'See `docker buildx ls` for the names, make it in an earlier step, or leave the input out to get a builder of our own.',
    )
  }
  return parseBuilder(stdout)
}

async function readEngine(inputs: Inputs): Promise<EngineFacts> {
  const needsStore = inputs.load && inputs.platforms.length > 1
  const [version, info] = await Promise.all([
    ask(['version', '--format', '{{json .Server}}']),
    needsStore ? ask(['info', '--format', '{{json .DriverStatus}}']) : undefined,
  ])
  const server = parseJson(version.stdout)
  if (version.code !== 0 || text(server, 'Os') === '') {
    throw new Failure(
      `The docker engine does not answer: ${version.stderr.trim()}`,
      'Start docker in an earlier step, or use a runner that has it; `docker version` must show a server.',
    )
  }
  return {
    version: text(server, 'Version'),
    platform: platformFromParts({ os: text(server, 'Os'), architecture: text(server, 'Arch') }),
    containerdStore: info !== undefined && hasContainerdStore(parseJson(info.stdout)),
  }
}

/** Docker tells its image store as a pair in a list: `["driver-type", "io.containerd.snapshotter.v1"]`. */
function hasContainerdStore(driverStatus: unknown): boolean {
  return array(driverStatus).some(
    (pair) => Array.isArray(pair) && pair[0] === 'driver-type' && pair[1] === 'io.containerd.snapshotter.v1',
  )
}

/**
 * Where docker looks for its plugins (docker/cli, cli-plugins/manager). Starting one costs 60 ms, looking
 * whether the file is there costs nothing.
 */
function hasBuildxPlugin(env: Env): boolean {
  const own = env['DOCKER_CONFIG'] || join(env['HOME'] ?? '/', '.docker')
  const shared = [
    '/usr/local/lib/docker',
    '/usr/local/libexec/docker',
    '/usr/lib/docker',
    '/usr/libexec/docker',
  ]
  return [own, ...shared].some((folder) => kind(join(folder, 'cli-plugins', 'docker-buildx')) === 'file')
}

async function checkBuildx(env: Env): Promise<void> {
  if (hasBuildxPlugin(env)) return
  const { code, stderr } = await ask(['buildx', 'version'])
  if (code === 0) return
  throw new Failure(
    `docker has no buildx: ${stderr.trim()}`,
    'Install the docker-buildx plugin, or use a runner that has it.',
  )
}

function kind(path: string): 'file' | 'folder' | 'missing' {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? 'missing' : stat.isDirectory() ? 'folder' : 'file'
}
