/** docker's settings for its engine and for the nodes of builders, from the environment and the disk. */
import { join } from 'node:path'
import { type BuildkitdConfig, readConfig } from '../buildx/buildkitd-config.ts'
import { engineAddress, isLocalAddress } from '../buildx/endpoints.ts'
import { vainVariables } from '../buildx/variables.ts'
import { namesIn, textIn } from '../disk.ts'
import { buildxFolder, dockerFolder } from '../docker/folders.ts'
import type { Inputs } from '../inputs/table.ts'
import { field, parseJson, text } from '../json.ts'
import { hostIn } from '../oci/reference.ts'
import type { DockerFacts, Env, KeyVariable } from './facts.ts'
import { unclearSwitches } from './switches.ts'

/** `BUILDER_NODE_0_AUTH_TLS_KEY`: the first node is 0, those of `append` follow. */
const KEY_VARIABLE = /^BUILDER_NODE_(\d+)_AUTH_TLS_(CACERT|CERT|KEY)$/

/** Reads variables and files; starts no process. */
export async function readDocker(inputs: Inputs, env: Env): Promise<DockerFacts> {
  const folder = dockerFolder(env)
  const names = {
    context: currentContext(folder, env),
    host: env['DOCKER_HOST'] ?? '',
    contexts: readContexts(folder),
  }
  const address = engineAddress('', names)
  return {
    ...names,
    address,
    isLocal: isLocalAddress(address),
    // To docker any text is true, even false and 0 (docker/cli, cli/flags/options.go).
    hasTls: names.context === 'default' && Boolean(env['DOCKER_TLS_VERIFY'] || env['DOCKER_TLS']),
    buildkitHost: env['BUILDKIT_HOST'] ?? '',
    chosenBuilder: chosenBuilder(env),
    logins: readLogins(folder, env),
    hasProxies: field(settingsOf(folder), 'proxies') !== undefined,
    keys: Object.entries(env).flatMap(([name, value]) => keyVariable(name, value)),
    config: await readConfigFile(inputs['buildkitd-config']),
    defaultConfig: await readConfigFile(join(buildxFolder(env), 'buildkitd.default.toml')),
    unclearVariables: unclearSwitches(env),
    warnings: vainVariables(env, inputs.platforms.length > 0),
  }
}

/** undefined if no file is named, or if it cannot be read. */
async function readConfigFile(path: string): Promise<BuildkitdConfig | undefined> {
  const source = path === '' ? undefined : textIn(path)
  return source === undefined ? undefined : readConfig(source)
}

/** By buildx's variable, or else by `buildx use` and `create --use`, which write a file (docker/buildx, store/store.go). */
function chosenBuilder(env: Env): string {
  const current = parseJson(textIn(join(buildxFolder(env), 'current')) ?? '')
  return env['BUILDX_BUILDER'] || text(current, 'Name')
}

/** The values that must never appear in the log. */
export function readKeys(env: Env): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    keyVariable(name, value).length > 0 ? [value ?? ''] : [],
  )
}

/** As in docker's command line: an address in the environment selects the default context. */
function currentContext(folder: string, env: Env): string {
  if (env['DOCKER_HOST']) return 'default'
  return env['DOCKER_CONTEXT'] || text(settingsOf(folder), 'currentContext') || 'default'
}

function settingsOf(folder: string): unknown {
  return parseJson(textIn(join(folder, 'config.json')) ?? '')
}

/**
 * For logins in a credential store docker writes empty members; helpers for single registries are listed separately.
 * Buildx has folders with logins for single registries and repositories.
 */
function readLogins(folder: string, env: Env): readonly string[] {
  const settings = settingsOf(folder)
  const hasStore = text(settings, 'credsStore') !== ''
  const auths = [
    ...entriesOf(field(settings, 'auths')),
    ...entriesOf(field(parseJson(env['DOCKER_AUTH_CONFIG'] ?? ''), 'auths')),
  ].filter(([, login]) => hasStore || entriesOf(login).length > 0)
  const keys = [...auths, ...entriesOf(field(settings, 'credHelpers'))].map(([key]) => key)
  const scoped = namesIn(join(buildxFolder(env), 'config')).map((name) => name.replace(/@.*/, ''))
  return [...new Set([...keys, ...scoped].flatMap((key) => [key, hostIn(key)]))]
}

function entriesOf(member: unknown): readonly (readonly [string, unknown])[] {
  return typeof member === 'object' && member !== null ? Object.entries(member) : []
}

/** Addresses of the engines of docker's contexts, by name. */
function readContexts(folder: string): Readonly<Record<string, string>> {
  const metas = join(folder, 'contexts', 'meta')
  const found = namesIn(metas).map((name) => parseJson(textIn(join(metas, name, 'meta.json')) ?? ''))
  return Object.fromEntries(
    found.map((meta) => [text(meta, 'Name'), text(meta, 'Endpoints', 'docker', 'Host')]),
  )
}

function keyVariable(name: string, value: string | undefined): readonly KeyVariable[] {
  const [, node, part] = KEY_VARIABLE.exec(name) ?? []
  if (node === undefined || part === undefined || !value) return []
  return [{ name, node: Number(node), option: part.toLowerCase() }]
}
