/** What the docker engine says about itself, and the emulators of this machine's kernel. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { driverNamed, mayBuildElsewhere } from '../buildx/drivers.ts'
import type { BuilderFacts } from '../buildx/inspect.ts'
import type { Docker } from '../docker/docker.ts'
import { Failure } from '../errors.ts'
import type { Inputs } from '../inputs/table.ts'
import { array, parseJson, text } from '../json.ts'
import { type Handler, parseHandler } from '../platforms/emulators.ts'
import { platformFromParts } from '../platforms/platform.ts'
import { architecture, programPath } from './buildx.ts'
import type { EngineFacts, Env } from './facts.ts'
import { machinePath } from './machine.ts'

const BINFMT_MISC = '/proc/sys/fs/binfmt_misc'

/** The emulators that are registered in this machine's kernel; undefined where binfmt_misc cannot be read. */
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
 * Asks the engine what it is.
 * @param existing the builder that exists, asked at the same time
 * @throws Failure where the engine does not answer and the build needs it
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
    if (await needsNoEngine(inputs, existing)) return noEngine()
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
