/** The docker engine, as it reports itself, and the emulators of this machine's kernel. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { driverNamed, mayBuildElsewhere } from '../buildx/drivers.ts'
import type { BuilderFacts } from '../buildx/inspect.ts'
import type { CommandResult, Docker } from '../docker/docker.ts'
import { Failure } from '../errors.ts'
import type { Inputs } from '../inputs/table.ts'
import { array, parseJson, text } from '../json.ts'
import { type Handler, parseHandler } from '../platforms/emulators.ts'
import { platformFromParts } from '../platforms/platform.ts'
import { architecture, programPath } from './buildx.ts'
import type { EngineFacts, EngineKind, Env } from './facts.ts'
import { machinePath } from './machine.ts'

const BINFMT_MISC = '/proc/sys/fs/binfmt_misc'

/** The emulators registered in this machine's kernel; undefined if binfmt_misc cannot be read. */
export function readHandlers(env: Env): readonly Handler[] | undefined {
  const folder = machinePath(BINFMT_MISC, env)
  try {
    const names = readdirSync(folder)
    if (!names.includes('status')) return undefined
    return names
      .filter((name) => name !== 'register' && name !== 'status')
      .flatMap((name) => parseHandler(name, readFileSync(join(folder, name), 'utf8')) ?? [])
  } catch {
    return undefined
  }
}

/**
 * Reads the properties of the engine.
 * @param existing the existing builder, queried at the same time
 * @throws Failure if the engine does not respond although the build needs it
 */
export async function readEngine(
  docker: Docker,
  inputs: Inputs,
  existing: Promise<BuilderFacts | undefined>,
  env: Env,
): Promise<EngineFacts> {
  if (programPath('docker', env) === '') return noEngine()
  const needsStore = inputs.load && inputs.platforms.length > 1
  const [version, info] = await Promise.all([
    docker.run(['version', '--format', '{{json .Server}}']),
    needsStore ? docker.run(['info', '--format', '{{json .DriverStatus}}']) : undefined,
  ])
  const server = parseJson(version.stdout)
  if (version.code !== 0 || text(server, 'Os') === '') {
    await refuseOthers(docker, version)
    if (await needsNoEngine(inputs, existing)) return noEngine()
    throw new Failure(
      `The docker engine does not answer: ${version.stderr.trim()}`,
      engineCure(version.stderr),
    )
  }
  return {
    version: text(server, 'Version'),
    platform: platformFromParts({ os: text(server, 'Os'), architecture: text(server, 'Arch') }),
    containerdStore: info !== undefined && hasContainerdStore(parseJson(info.stdout)),
    kind: kindOf(array(server, 'Components').map((part) => text(part, 'Name'))),
  }
}

/** Messages of docker and its engine about incompatible protocol versions (moby, server/middleware; docker's client). */
const PROTOCOL =
  /client version [\d.]+ is too (?:old|new)|API version [\d.]+ is not supported by this client|server API version is too old/i

function engineCure(stderr: string): string {
  return PROTOCOL.test(stderr)
    ? 'The versions of the docker command and its engine are too far apart: update the older one, and check that DOCKER_API_VERSION is not set.'
    : 'Start docker in an earlier step, or use a runner that has it; `docker version` must show a server.'
}

function noEngine(): EngineFacts {
  const platform = platformFromParts({ os: 'linux', architecture: architecture() })
  return { version: '', platform, containerdStore: false, kind: 'docker' }
}

/** By the components it lists: Podman's (pkg/api/handlers/compat/version.go) or moby's (daemon/info_unix.go). */
function kindOf(parts: readonly string[]): EngineKind {
  if (parts.includes('Podman Engine')) return 'podman'
  return parts.includes('rootlesskit') ? 'rootless docker' : 'docker'
}

/**
 * Recognises other programs under the name docker by their output: podman-docker, or a renamed nerdctl.
 * @throws Failure for one of them
 */
async function refuseOthers(docker: Docker, { code, stderr }: CommandResult): Promise<void> {
  const isOdd = code === 0 || /podman|nerdctl/i.test(stderr)
  if (!isOdd) return
  const { stdout } = await docker.run(['--version'])
  const [said] = /^(?:podman|nerdctl) version.*$/m.exec(stdout) ?? []
  if (said === undefined) return
  throw new Failure(
    `The docker command is another program: ${said}. Buildx is a plugin for docker's own command.`,
    'Install docker, or use a runner that has it. For the drivers remote and kubernetes, a standalone Buildx in PATH is enough if there is no docker command.',
  )
}

/** Whether no node of the builder runs on the engine. */
async function needsNoEngine(inputs: Inputs, existing: Promise<BuilderFacts | undefined>): Promise<boolean> {
  if (!mayBuildElsewhere(inputs)) return false
  const found = await existing.catch(() => undefined)
  return inputs.builder === '' || (found !== undefined && driverNamed(found.driver)?.sharesKernel === false)
}

/** docker reports its image store as a pair in a list: `["driver-type", "io.containerd.snapshotter.v1"]`. */
function hasContainerdStore(driverStatus: unknown): boolean {
  return array(driverStatus).some(
    (pair) => Array.isArray(pair) && pair[0] === 'driver-type' && pair[1] === 'io.containerd.snapshotter.v1',
  )
}
