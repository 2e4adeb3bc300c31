import { join } from 'node:path'
import type { Env } from './facts.ts'

/**
 * The path of a file that no variable of docker or the runner can relocate: binfmt_misc, docker's shared plugins. Tests
 * replace `/` by the folder in MULTI_PLATFORM_BUILD_ROOT, so that they do not depend on the machine they run on.
 */
export function machinePath(path: string, env: Env): string {
  return join(env['MULTI_PLATFORM_BUILD_ROOT'] || '/', path)
}
