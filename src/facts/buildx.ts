import { accessSync, constants, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type BuildxProgram, PLUGIN } from '../buildx/program.ts'
import type { DockerWith } from '../docker/docker.ts'
import { dockerFolder } from '../docker/folders.ts'
import type { Inputs } from '../inputs/table.ts'
import type { BuildxFacts, CacheService, Env } from './facts.ts'
import { machinePath } from './machine.ts'

/** The path of a program in PATH; '' if there is none. Starts nothing. */
export function programPath(name: string, env: Env): string {
  const file = process.platform === 'win32' ? `${name}.exe` : name
  // Windows calls it Path, and the copy of a process's variables distinguishes between upper and lower case.
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, file)).find(isProgram) ?? ''
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** Reasons to read the version of an installed plugin. */
interface WantedBuildx {
  readonly service: CacheService
  /** Whether the inputs request something that not every version supports. */
  readonly isVersionNeeded: boolean
}

/**
 * The installed buildx, which is read before everything else because all other queries use it. If docker's plugin is in
 * its folder and its version does not matter, no process is started.
 */
export async function readBuildx(
  dockerWith: DockerWith,
  inputs: Inputs,
  { service, isVersionNeeded }: WantedBuildx,
  env: Env,
): Promise<BuildxFacts> {
  const hasDocker = programPath('docker', env) !== ''
  const known = { hasDocker, ...service, ...machineFacts(env) }
  const mustAsk = inputs['buildx-version'] !== '' || isVersionNeeded
  if (!mustAsk && hasDocker && hasPluginFile(known.pluginFolder, env)) {
    return { ...known, program: PLUGIN, version: '', error: '' }
  }
  const plugin = hasDocker ? await dockerWith(PLUGIN).run(['buildx', 'version']) : undefined
  if (plugin?.code === 0) return { ...known, program: PLUGIN, version: versionOf(plugin.stdout), error: '' }
  const path = programPath('buildx', env)
  const error = (plugin?.stderr ?? '').trim().split('\n')[0] ?? ''
  if (path === '') return { ...known, program: undefined, version: '', error }
  const program: BuildxProgram = { kind: 'standalone', path }
  const { stdout } = await dockerWith(program).run(['buildx', 'version'])
  return { ...known, program, version: versionOf(stdout), error }
}

function machineFacts(env: Env) {
  const home = env['HOME'] || homedir()
  return {
    machine: `${process.platform === 'win32' ? 'windows' : process.platform}-${architecture()}${armVersion()}`,
    pluginFolder: join(dockerFolder(env), 'cli-plugins'),
    toolCache: env['RUNNER_TOOL_CACHE'] || join(home, '.cache', 'multi-platform-build-tools'),
    spare: join(env['RUNNER_TEMP'] || tmpdir(), '_multi-platform-build-tools'),
    downloads: join(env['RUNNER_TEMP'] || tmpdir(), 'multi-platform-build-downloads'),
  }
}

/** The architecture of this machine, as in platforms. */
export function architecture(): string {
  const known: Readonly<Record<string, string>> = { x64: 'amd64', ppc64: 'ppc64le', ia32: '386' }
  return known[process.arch] ?? process.arch
}

/** `-v7` on 32-bit arm, which has separate files for each version. */
function armVersion(): string {
  // The types lack Node's field for the version of arm that it was built for.
  const variables: Readonly<Record<string, unknown>> = { ...process.config.variables }
  return process.arch === 'arm' ? `-v${variables['arm_version']}` : ''
}

/**
 * Checks the folders that docker searches for plugins (docker/cli, cli-plugins/manager). Starting a plugin takes 60 ms,
 * checking for its file takes no time.
 */
function hasPluginFile(userFolder: string, env: Env): boolean {
  const shared = [
    '/usr/local/lib/docker',
    '/usr/local/libexec/docker',
    '/usr/lib/docker',
    '/usr/libexec/docker',
  ]
  const folders = [userFolder, ...shared.map((folder) => machinePath(join(folder, 'cli-plugins'), env))]
  return folders.some((folder) => isProgram(join(folder, 'docker-buildx')))
}

/** `github.com/docker/buildx v0.36.1 COMMIT`; a distribution's suffix after a + is not part of the version. */
export function versionOf(output: string): string {
  return /\sv?(\d+\.\d+\.\d+[\w.-]*)/.exec(output)?.[1] ?? ''
}
