/**
 * One builder for all tests of a file, like a workflow that creates one in an earlier step: the common parts of their
 * images are built once, and no test waits for it to boot.
 */
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from '@jest/globals'
import { current, type Engine } from '../engine/engine.ts'
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

/** Timeout for its container to boot or to be removed, on a busy machine. */
const LIMIT_MS = 120_000

/** Creates a builder before the tests of a file, and removes it after them. @returns a function that gives it to the tests */
export function sharedBuilder(): () => SharedBuilder {
  let made: { readonly engine: Engine; readonly name: string; readonly folder: string } | undefined
  beforeAll(async () => {
    const engine = await current()
    if (engine === undefined) throw new Error('The engine is not up: npm run engine -- up')
    const folder = mkdtempSync(join(tmpdir(), SANDBOX_PREFIX))
    const name = `shared-${randomInt(10 ** 9)}`
    made = { engine, name, folder }
    const config = join(folder, 'buildkitd.toml')
    writeFileSync(config, engine.buildkitdConfig)
    const create = [
      ...['buildx', 'create', '--bootstrap', '--name', name, '--driver', 'docker-container'],
      ...['--driver-opt', 'network=host', '--buildkitd-config', config],
    ]
    await dockerOutput(engine, create, { env: { BUILDX_CONFIG: folder } })
  }, LIMIT_MS)
  afterAll(async () => {
    if (made === undefined) return
    const { engine, name, folder } = made
    await docker(engine, ['buildx', 'rm', name], { env: { BUILDX_CONFIG: folder } })
    rmSync(folder, { recursive: true, force: true })
  }, LIMIT_MS)
  return () => {
    if (made === undefined) throw new Error('the builder is made before the first test')
    const named = { builder: made.name }
    return { named, inputs: { ...named, push: 'true', cache: 'off' }, env: { BUILDX_CONFIG: made.folder } }
  }
}
