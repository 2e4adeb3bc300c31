import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { driverNamed } from '../buildx/drivers.ts'
import { parseBuilder } from '../buildx/inspect.ts'
import { ask, isBuildxStandalone } from '../docker/docker.ts'
import { Failure } from '../errors.ts'
import { buildsOf } from '../inputs/builds.ts'
import { isGitContext } from '../inputs/context.ts'
import { masksOf } from '../inputs/secrets.ts'
import type { Inputs } from '../inputs/table.ts'
import { array, parseJson, text } from '../json.ts'
import { mayBuildElsewhere } from '../plan/builder/buildx.ts'
import { type Handler, parseHandler } from '../platforms/emulators.ts'
import { platformFromParts } from '../platforms/platform.ts'
import { architecture, programPath } from './buildx.ts'
import { readDocker, readKeys } from './docker.ts'
import { readEvent } from './event.ts'
import type {
  BuilderFacts,
  DockerFacts,
  EngineFacts,
  Env,
  Facts,
  LocalFacts,
  PathFacts,
  SourceFacts,
} from './facts.ts'

const BINFMT_MISC = '/proc/sys/fs/binfmt_misc'

/** A context that only the builder can look at: a URL, an SSH address of a repository, or github.com/… */
const REMOTE_CONTEXT = /^(?:[a-z]+:\/\/|[\w.-]+@[\w.-]+:|github\.com\/)/

/** Reads the event and looks at what the inputs name. Starts no process. */
export function readLocal(inputs: Inputs, env: Env): LocalFacts {
  return { event: readEvent(env), paths: readPaths(inputs, env), docker: readDocker(inputs, env) }
}

function readPaths(inputs: Inputs, env: Env): PathFacts {
  const cache = env['RUNNER_TOOL_CACHE'] || join(env['HOME'] || tmpdir(), '.cache')
  return {
    sources: buildsOf(inputs).map(readSource),
    missingEnvs: inputs['secret-envs'].filter(({ value }) => !env[value]).map(({ id }) => id),
    missingFiles: inputs['secret-files'].filter(({ value }) => kind(value) !== 'file').map(({ id }) => id),
    hasCacheService: hasCacheService(env),
    hasArtifactService: hasArtifactService(env),
    annotatesChecks: !/^(0|f|false)$/i.test(env['DOCKER_BUILD_CHECKS_ANNOTATIONS'] ?? ''),
    cacheFolder: join(cache, 'multi-platform-build-cache'),
  }
}

/** Whether the cache service of GitHub Actions can be used. */
export function hasCacheService(env: Env): boolean {
  return Boolean(env['ACTIONS_RUNTIME_TOKEN'] && (env['ACTIONS_RESULTS_URL'] || env['ACTIONS_CACHE_URL']))
}

/** Servers whose artifact service its own client works with: it refuses all others. */
const WITH_ARTIFACTS = /^(?:github\.com|.*\.ghe\.com|.*\.localhost)$/i

/** Whether this run has a service for artifacts; GHES, Gitea and others have none that can be used. */
export function hasArtifactService(env: Env): boolean {
  const host = URL.parse(env['GITHUB_SERVER_URL'] || 'https://github.com')?.hostname ?? ''
  return Boolean(env['ACTIONS_RUNTIME_TOKEN'] && env['ACTIONS_RESULTS_URL']) && WITH_ARTIFACTS.test(host)
}

function readSource({ context, file }: Inputs): SourceFacts {
  const isElsewhere = isGitContext(context) || REMOTE_CONTEXT.test(context)
  if (isElsewhere)
    return { context: 'elsewhere', dockerfile: file || 'Dockerfile', dockerfileIs: 'elsewhere' }
  const named = file === '' ? join(context, 'Dockerfile') : file
  // buildx takes a lower-case one, too.
  const lower = join(dirname(named), 'dockerfile')
  const dockerfile =
    basename(named) === 'Dockerfile' && kind(named) === 'missing' && kind(lower) === 'file' ? lower : named
  return {
    context: kind(context) === 'folder' ? 'folder' : 'missing',
    dockerfile,
    dockerfileIs: REMOTE_CONTEXT.test(file) ? 'elsewhere' : kind(dockerfile) === 'file' ? 'file' : 'missing',
  }
}

/** Files of more bytes are no passwords, and too much for the runner to look for in every line. */
const MASKED_FILE_LIMIT = 64 << 10

/** Everything that must never be seen in the log: the values of secrets, wherever they come from. */
export function readSecrets(inputs: Inputs, env: Env): readonly string[] {
  const files = inputs['secret-files'].map(({ value }) => readSecretFile(value))
  const values = [
    ...inputs.secrets.map(({ value }) => value),
    ...inputs['secret-envs'].map(({ value }) => env[value] ?? ''),
    ...files,
    ...readKeys(env),
    inputs['github-token'],
  ]
  return [...new Set(values.flatMap(masksOf))]
}

/** '' for what cannot be read: that is a problem of its own, told without the path, which may be a value. */
function readSecretFile(path: string): string {
  try {
    return kind(path) === 'file' && statSync(path).size <= MASKED_FILE_LIMIT ? readFileSync(path, 'utf8') : ''
  } catch {
    return ''
  }
}

/**
 * Asks the engine, buildx, binfmt_misc and the event, all at the same time.
 * @throws Failure where docker, its engine, buildx or the named builder does not answer.
 */
export async function readFacts(inputs: Inputs, local: LocalFacts, env: Env): Promise<Facts> {
  const existing = readExisting(inputs, local.docker)
  const [engine, builder, defaultBuilder] = await Promise.all([
    readEngine(inputs, existing, env),
    existing,
    inputs['builder-use'] ? readDefault() : '',
  ])
  const id = stepId(env)
  return {
    ...local,
    engine,
    standalone: isBuildxStandalone(),
    handlers: isRemote(env) ? undefined : readHandlers(),
    builder,
    defaultBuilder,
    id,
    temp: folderOf(id, env),
    freeBytes: freeBytes(env['RUNNER_TEMP'] || tmpdir()),
  }
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return 0
  }
}

/** Unique for this step. */
function stepId(env: Env): string {
  const run = `${env['GITHUB_RUN_ID'] ?? 'local'}-${env['GITHUB_RUN_ATTEMPT'] ?? '1'}`
  return `${run}-${randomBytes(4).toString('hex')}`
}

/** A private folder for this step; not made yet. */
export function temporaryFolder(env: Env): string {
  return folderOf(stepId(env), env)
}

function folderOf(id: string, env: Env): string {
  return join(env['RUNNER_TEMP'] || tmpdir(), `multi-platform-build-${id}`)
}

/** An engine on another machine has emulators of its own. */
function isRemote(env: Env): boolean {
  return /^(?:tcp|ssh|https?):/.test(env['DOCKER_HOST'] ?? '')
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

/** How long another job may take for the nodes of a builder of our name. */
const SHARE_MS = 10_000

/** The builder that is there already: the named one, the docker context's own, or one of our name. */
async function readExisting(inputs: Inputs, docker: DockerFacts): Promise<BuilderFacts | undefined> {
  const { builder, driver, 'builder-name': own } = inputs
  if (builder !== '') return readBuilder(builder)
  if (driver === 'docker') return readBuilder(docker.context)
  if (own === '') return undefined
  const end = Date.now() + SHARE_MS
  for (;;) {
    const { code, stdout } = await ask(['buildx', 'inspect', own])
    if (code !== 0) return undefined
    const found = parseBuilder(stdout)
    // Another job may be making it at this moment, a node after the other.
    const isWhole = found.driver !== driver || found.nodes.length > inputs.nodes.length
    if (isWhole || Date.now() > end) return found
    await sleep(500)
  }
}

/** Name of the machine's default builder; '' where it does not tell. */
async function readDefault(): Promise<string> {
  const { code, stdout } = await ask(['buildx', 'inspect'])
  return code === 0 ? parseBuilder(stdout).name : ''
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

async function readEngine(
  inputs: Inputs,
  existing: Promise<BuilderFacts | undefined>,
  env: Env,
): Promise<EngineFacts> {
  if (programPath('docker', env) === '') return noEngine()
  const needsStore = inputs.load && inputs.platforms.length > 1
  const [version, info] = await Promise.all([
    ask(['version', '--format', '{{json .Server}}']),
    needsStore ? ask(['info', '--format', '{{json .DriverStatus}}']) : undefined,
  ])
  const server = parseJson(version.stdout)
  if (version.code !== 0 || text(server, 'Os') === '') {
    if (await isElsewhere(inputs, existing)) return noEngine()
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

function noEngine(): EngineFacts {
  const platform = platformFromParts({ os: 'linux', architecture: architecture() })
  return { version: '', platform, containerdStore: false }
}

/** Whether the build has no use for an engine here: no node of the builder runs on it. */
async function isElsewhere(inputs: Inputs, existing: Promise<BuilderFacts | undefined>): Promise<boolean> {
  if (!mayBuildElsewhere(inputs)) return false
  const found = await existing.catch(() => undefined)
  return inputs.builder === '' || (found !== undefined && driverNamed(found.driver)?.sharesKernel === false)
}

/** Docker tells its image store as a pair in a list: `["driver-type", "io.containerd.snapshotter.v1"]`. */
function hasContainerdStore(driverStatus: unknown): boolean {
  return array(driverStatus).some(
    (pair) => Array.isArray(pair) && pair[0] === 'driver-type' && pair[1] === 'io.containerd.snapshotter.v1',
  )
}

function kind(path: string): 'file' | 'folder' | 'missing' {
  try {
    const stat = statSync(path)
    return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'missing'
  } catch {
    // Not there, not to be read, or no path at all (a value in the wrong place may be longer than any path).
    return 'missing'
  }
}
