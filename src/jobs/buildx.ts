import type { Docker } from '../docker/docker.ts'
import { createTries } from '../docker/tries.ts'
import { readBuildx } from '../facts/buildx.ts'
import type { Env } from '../facts/facts.ts'
import { readServices } from '../facts/step.ts'
import type { Inputs } from '../inputs/table.ts'
import { planBuildx } from '../plan/builder/buildx.ts'
import { needsNewBuildx } from '../plan/builder/features.ts'
import { provideBuildx } from '../run/buildx.ts'
import { group } from '../runner/log.ts'
import { buildxLines } from '../show/show-buildx.ts'
import type { Tools } from './job.ts'

/** Docker with the buildx for the whole job, which is downloaded first if necessary. */
export async function readyDocker(
  inputs: Inputs,
  env: Env,
  { dockerWith: withTries, clock }: Pick<Tools, 'dockerWith' | 'clock'>,
): Promise<Docker> {
  const dockerWith = withTries(createTries(inputs.retries, clock))
  const service = readServices(env)
  const isVersionNeeded = needsNewBuildx(inputs, service)
  const plan = planBuildx(inputs, await readBuildx(dockerWith, inputs, { service, isVersionNeeded }, env))
  if (plan.kind === 'fetch') group('Buildx', buildxLines(plan))
  return dockerWith(await provideBuildx(dockerWith, plan))
}
