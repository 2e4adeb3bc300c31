import { accessSync, constants, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type BuildxProgram, PLUGIN } from '../buildx/program.ts'
import type { DockerWith } from '../docker/docker.ts'
import { dockerFolder } from '../docker/folders.ts'
import type { Inputs } from '../inputs/table.ts'
import type { BuildxFacts, CacheService, Env } from './facts.ts'
import { machinePath } from './machine.ts'

/** Whether a program is in PATH, and where: '' for nowhere. Starts nothing. */
export function programPath(name: string, env: Env): string {
  const file = process.platform === 'win32' ? `${name}.exe` : name
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
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

/** What makes it necessary to know the version of a plugin that is in its place. */
interface WantedBuildx {
  readonly service: CacheService
  /** Whether the inputs ask for what not every version can do. */
  readonly isVersionNeeded: boolean
}

/**
 * Which buildx is there, asked before everything else, because all other questions go through it. Where docker's
 * plugin is in its place and its version does not matter, no process is started.
 */
export async function readBuildx(
  dockerWith: DockerWith,
  inputs: Inputs,
  { service, isVersionNeeded }: WantedBuildx,
  env: Env,
): Promise<BuildxFacts> {
  const hasDocker = programPath('docker', env) !== ''
  const about = { hasDocker, ...service, ...machineFacts(env) }
  const isAsked = inputs['buildx-version'] !== '' || isVersionNeeded
  if (!isAsked && hasDocker && hasPluginFile(about.pluginFolder, env)) {
    return { ...about, program: PLUGIN, version: '', said: '' }
  }
  const plugin = hasDocker ? await dockerWith(PLUGIN).run(['buildx', 'version']) : undefined
  if (plugin?.code === 0) return { ...about, program: PLUGIN, version: versionOf(plugin.stdout), said: '' }
  const path = programPath('buildx', env)
  const said = (plugin?.stderr ?? '').trim().split('\n')[0] ?? ''
  if (path === '') return { ...about, program: undefined, version: '', said }
  const program: BuildxProgram = { kind: 'standalone', path }
  const { stdout } = await dockerWith(program).run(['buildx', 'version'])
  return { ...about, program, version: versionOf(stdout), said }
}

function machineFacts(env: Env) {
  const home = env['HOME'] || homedir()
  return {
    machine: `${process.platform === 'win32' ? 'windows' : process.platform}-${architecture()}${variant()}`,
    pluginFolder: join(dockerFolder(env), 'cli-plugins'),
    toolCache: env['RUNNER_TOOL_CACHE'] || join(home, '.cache', 'multi-platform-build-tools'),
    spare: join(env['RUNNER_TEMP'] || tmpdir(), '_multi-platform-build-tools'),
    downloads: join(env['RUNNER_TEMP'] || tmpdir(), 'multi-platform-build-downloads'),
  }
}

/** The architecture of this machine as images name it. */
export function architecture(): string {
  const known: Readonly<Record<string, string>> = { x64: 'amd64', ppc64: 'ppc64le', ia32: '386' }
  return known[process.arch] ?? process.arch
}

/** `-v7` on 32-bit arm, whose versions have files of their own. */
function variant(): string {
  // The types do not know that Node says here which arm it was made for.
  const variables: Readonly<Record<string, unknown>> = { ...process.config.variables }
  return process.arch === 'arm' ? `-v${variables['arm_version']}` : ''
}

/**
 * Where docker looks for its plugins (docker/cli, cli-plugins/manager). Starting one costs 60 ms, looking
 * whether the file is there costs nothing.
 */
function hasPluginFile(own: string, env: Env): boolean {
  const shared = [
    '/usr/local/lib/docker',
    '/usr/local/libexec/docker',
    '/usr/lib/docker',
    '/usr/libexec/docker',
  ]
  const folders = [own, ...shared.map((folder) => machinePath(join(folder, 'cli-plugins'), env))]
  return folders.some((folder) => isProgram(join(folder, 'docker-buildx')))
}

/** `github.com/docker/buildx v0.36.1 COMMIT`; what a distribution adds behind a + is not part of the version. */
export function versionOf(output: string): string {
  return /\sv?(\d+\.\d+\.\d+[\w.-]*)/.exec(output)?.[1] ?? ''
}
