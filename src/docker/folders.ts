/** The folders in which docker and buildx store what belongs to a user. */
import { homedir } from 'node:os'
import { join } from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

/** Docker's settings, contexts and plugins (docker/cli, cli/config/config.go). */
export function dockerFolder(env: Env): string {
  return env['DOCKER_CONFIG'] || join(env['HOME'] || homedir(), '.docker')
}

/** The builders of buildx, and its own settings (docker/buildx, util/confutil/config.go). */
export function buildxFolder(env: Env): string {
  return env['BUILDX_CONFIG'] || join(dockerFolder(env), 'buildx')
}
