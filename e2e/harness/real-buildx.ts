import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import type { Sandbox } from './sandbox.ts'

/** Folders of docker's shared plugins. */
const SHARED = [
  '/usr/local/lib/docker',
  '/usr/local/libexec/docker',
  '/usr/lib/docker',
  '/usr/libexec/docker',
]

/** The file of the engine's Buildx, whether docker has it as a plugin or, as a private engine, a script in front of it. */
export function realBuildx(engine: Engine, { env }: Sandbox): string {
  const folders = [env['DOCKER_CONFIG'] ?? '', ...SHARED]
  const plugins = folders.map((folder) => join(folder, 'cli-plugins/docker-buildx'))
  const made = engine.kind === 'private' ? [join(engine.home, 'parts/buildx/buildx')] : []
  const found = [...made, ...plugins].find(existsSync)
  if (found === undefined) throw new Error('the engine has no buildx')
  return realpathSync(found)
}
