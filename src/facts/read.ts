import type { Docker } from '../docker/docker.ts'
import type { Inputs } from '../inputs/table.ts'
import { readDefaultBuilder, readEarlier, readExisting } from './builder.ts'
import { readCheckout } from './checkout.ts'
import { readDocker } from './docker.ts'
import { readDockerfiles } from './dockerfiles.ts'
import { readEngine, readHandlers } from './engine.ts'
import { readEvent } from './event.ts'
import type { Env, Facts, LocalFacts } from './facts.ts'
import { readPaths } from './paths.ts'
import { freeBytes, newStepId, readJobFacts, readStep, temporaryFolder } from './step.ts'

/** Reads the event, and the files and variables that the inputs name. Starts no process. */
export async function readLocal(inputs: Inputs, env: Env): Promise<LocalFacts> {
  const event = readEvent(env)
  return {
    event,
    job: readJobFacts(env),
    paths: readPaths(inputs, env, event),
    step: readStep(env),
    docker: await readDocker(inputs, env),
  }
}

/**
 * Queries the engine, buildx, binfmt_misc and git, all at the same time.
 * @param madeEarlier name of the builder that an earlier step of this job has created; '' if there is none
 * @throws Failure if docker, its engine, buildx or the named builder does not respond
 */
export async function readFacts(
  docker: Docker,
  inputs: Inputs,
  { local, madeEarlier }: { readonly local: LocalFacts; readonly madeEarlier: string },
  env: Env,
): Promise<Facts> {
  const existing = readExisting(docker, inputs, local.docker)
  const [engine, builder, earlier, defaultBuilder, checkout] = await Promise.all([
    readEngine(docker, inputs, existing, env),
    existing,
    madeEarlier === '' ? undefined : readEarlier(docker, madeEarlier),
    inputs['builder-use'] ? readDefaultBuilder(docker) : '',
    readCheckout(docker, inputs, local),
  ])
  const id = newStepId(env)
  const handlers = local.docker.isLocal ? readHandlers(env) : undefined
  return {
    ...local,
    engine,
    buildx: docker.buildx,
    handlers,
    dockerfiles: await readDockerfiles(docker, inputs, { ...local, engine, handlers, checkout }),
    checkout,
    builder,
    earlier,
    defaultBuilder,
    id,
    temp: temporaryFolder(id, env),
    freeBytes: freeBytes(env),
  }
}
