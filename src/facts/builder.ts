/** Builders, as buildx reports them. */
import { DRIVERS } from '../buildx/drivers.ts'
import { type BuilderFacts, parseBuilder } from '../buildx/inspect.ts'
import { inspectedValue } from '../buildx/inspected-value.ts'
import { type CommandResult, type Docker, TIMED_OUT } from '../docker/docker.ts'
import { Failure } from '../errors.ts'
import type { Inputs } from '../inputs/table.ts'
import { poll } from '../retry.ts'
import type { DockerFacts, EarlierFacts } from './facts.ts'

/** How long another job may take to make the nodes of a builder of our name, or to boot them, in milliseconds. */
export const SHARE_MS = 10_000

/** The existing builder: the named one, the docker context's own, or that of `builder-name`. */
export async function readExisting(
  docker: Docker,
  inputs: Inputs,
  { context }: DockerFacts,
): Promise<BuilderFacts | undefined> {
  const { builder, driver, 'builder-name': sharedName } = inputs
  if (builder !== '') return readBuilder(docker, builder)
  if (!DRIVERS[driver].isMade) return readBuilder(docker, context)
  if (sharedName === '') return undefined
  return awaitShared(
    () => findBuilder(docker, sharedName),
    (found) => found?.driver !== driver || found.nodes.length > inputs.nodes.length,
  )
}

/**
 * Polls a builder that another job may be creating right now, one node after the other.
 * @returns the last result: the complete builder, unless the time is over
 */
export function awaitShared<T>(look: () => Promise<T>, isWhole: (found: T) => boolean): Promise<T> {
  return poll(look, { limitMs: SHARE_MS, isDone: isWhole })
}

async function findBuilder(docker: Docker, name: string): Promise<BuilderFacts | undefined> {
  const { code, stdout } = await inspect(docker, name)
  return code === 0 ? parseBuilder(stdout) : undefined
}

/** The state of a builder that an earlier step has created. One that does not respond counts as gone. */
export async function readEarlier(docker: Docker, name: string): Promise<EarlierFacts> {
  const { code, stdout } = await docker.run(['buildx', 'inspect', name])
  return { found: code === 0 ? await parseBuilder(stdout) : undefined }
}

/** Name of the machine's default builder; '' if buildx does not report it. */
export async function readDefaultBuilder(docker: Docker): Promise<string> {
  const { code, stdout } = await docker.run(['buildx', 'inspect'])
  return code === 0 ? inspectedValue(stdout, 'Name') : ''
}

/**
 * Reads a builder by `docker buildx inspect`.
 * @throws Failure if there is none of that name, or it does not respond
 */
export async function readBuilder(docker: Docker, name: string): Promise<BuilderFacts> {
  const { code, stdout, stderr } = await inspect(docker, name)
  if (code !== 0) {
    throw new Failure(
      `builder: there is no builder "${name}": ${stderr.trim()}`,
      'See `docker buildx ls` for the names, create it in an earlier step, or remove the input to get a managed builder.',
    )
  }
  return parseBuilder(stdout)
}

/** A builder that hangs still exists: creating another one of its name would only fail later. */
async function inspect(docker: Docker, name: string): Promise<CommandResult> {
  const answer = await docker.run(['buildx', 'inspect', name])
  if (answer.code !== TIMED_OUT) return answer
  throw new Failure(
    `builder: "${name}" does not answer: ${answer.stderr.trim()}`,
    'Check that the machines of its nodes are running and that this runner can reach them, or name another builder.',
  )
}
