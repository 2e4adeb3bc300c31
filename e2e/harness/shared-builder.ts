/**
 * One builder for all tests of a run, like a workflow that creates one in an earlier step: the common parts of their
 * images are pulled and built once, and no test waits for it to boot.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import { docker, dockerOutput } from './docker.ts'
import { SANDBOX_PREFIX } from './sandbox.ts'

export interface SharedBuilder {
  /** The input that names it. */
  readonly named: Readonly<Record<'builder', string>>
  /** Inputs of a step that pushes what it builds there. */
  readonly inputs: Readonly<Record<string, string>>
  /** Makes it visible to a step, whose docker settings have other builders. */
  readonly env: Readonly<Record<string, string>>
}

/** Both are named by the process of the run, because jest hands nothing from its setup to the tests. */
const nameOf = (run: number): string => `shared-${run}`
const folderOf = (run: number): string => join(tmpdir(), `${SANDBOX_PREFIX}builder-${run}`)

/** Creates the builder before the tests of a run. */
export async function createSharedBuilder(engine: Engine): Promise<void> {
  const folder = folderOf(process.pid)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const config = join(folder, 'buildkitd.toml')
  writeFileSync(config, engine.buildkitdConfig)
  const create = [
    ...['buildx', 'create', '--bootstrap', '--name', nameOf(process.pid), '--driver', 'docker-container'],
    ...['--driver-opt', 'network=host', '--buildkitd-config', config],
  ]
  await dockerOutput(engine, create, { env: { BUILDX_CONFIG: folder } })
}

/** Removes it after the tests, with everything that was built on it. */
export async function removeSharedBuilder(engine: Engine): Promise<void> {
  const folder = folderOf(process.pid)
  await docker(engine, ['buildx', 'rm', nameOf(process.pid)], { env: { BUILDX_CONFIG: folder } })
  rmSync(folder, { recursive: true, force: true })
}

/** The builder of the run that this process belongs to: a worker of jest, or its only process. */
export function sharedBuilder(): SharedBuilder {
  const run = [process.ppid, process.pid].find((each) => existsSync(folderOf(each)))
  if (run === undefined) throw new Error('the setup of the run has not created the builder')
  const named = { builder: nameOf(run) }
  return { named, inputs: { ...named, push: 'true', cache: 'off' }, env: { BUILDX_CONFIG: folderOf(run) } }
}
