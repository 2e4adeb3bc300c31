import { join } from 'node:path'
import type { Env } from './facts.ts'

/**
 * Where a file of the machine is that no variable of docker's or the runner's can move: binfmt_misc, docker's shared plugins.
 * Tests name a folder in MULTI_PLATFORM_BUILD_ROOT that stands for `/`, so that they do not depend on the machine they run on.
 */
export function machinePath(path: string, env: Env): string {
  return join(env['MULTI_PLATFORM_BUILD_ROOT'] || '/', path)
}
