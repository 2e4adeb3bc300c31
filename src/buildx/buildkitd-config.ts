import { isDeepStrictEqual } from 'node:util'
import { array, field, parseJson, text } from '../json.ts'
import { HUB, HUB_SERVER } from '../oci/reference.ts'

/**
 * The configuration of a BuildKit daemon, which is TOML.
 * https://docs.docker.com/build/buildkit/toml-configuration/
 */
export interface BuildkitdConfig {
  /** As it was written. */
  readonly text: string
  /** What it says, as JSON has it; undefined where it is not valid TOML. */
  readonly values: unknown
  /** Why it is not valid TOML; undefined where it is. */
  readonly mistake: TomlMistake | undefined
}

interface TomlMistake {
  readonly line: number
  /** In the parser's words, without a full stop. */
  readonly why: string
}

/**
 * Reads a configuration. The parser is a file of its own in the bundle, which is loaded only here: most jobs have no
 * configuration.
 */
export async function readConfig(text: string): Promise<BuildkitdConfig> {
  const { parse, TomlError } = await import('smol-toml')
  try {
    return { text, values: plain(parse(text, { integersAsBigInt: 'asNeeded' })), mistake: undefined }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [, why = error.message] = /^Invalid TOML document: (.*)/.exec(error.message) ?? []
    return { text, values: undefined, mistake: { line: error.line, why } }
  }
}

/** The cure for a configuration that is not valid TOML. */
export const TOML_CURE =
  'Correct that line. What a configuration may say: https://docs.docker.com/build/buildkit/toml-configuration/'

/** Dates become texts, and so do numbers that are too large for a number. */
function plain(value: unknown): unknown {
  return parseJson(
    JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each)),
  )
}

/**
 * Whether two configurations say the same; none says nothing. buildx keeps a configuration in its own wording: sorted,
 * with other quotes, with tables where there were dotted keys, and with certificates where it copied them to
 * (util/confutil/container.go).
 * @returns undefined where one of them is not valid TOML, and nobody knows
 */
export function sameConfig(
  one: BuildkitdConfig | undefined,
  other: BuildkitdConfig | undefined,
): boolean | undefined {
  if (one?.mistake !== undefined || other?.mistake !== undefined) return undefined
  return isDeepStrictEqual(comparable(one?.values ?? {}), comparable(other?.values ?? {}))
}

/** Without empty tables, which say nothing, and with the bare names of what buildx copies. */
function comparable(value: unknown, path: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((each) => comparable(each, path))
  if (typeof value === 'string' && isCopied(path)) return value.slice(value.lastIndexOf('/') + 1)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(
    ([name, each]) => [name, comparable(each, [...path, name])] as const,
  )
  return Object.fromEntries(members.filter(([, each]) => !isDeepStrictEqual(each, {})))
}

/** Whether a text names a file of a registry, which buildx copies into the builder. */
function isCopied(path: readonly string[]): boolean {
  return path[0] === 'registry' && ['ca', 'key', 'cert'].includes(path.at(-1) ?? '')
}

/** How a registry is reached that is not simply at a verified HTTPS address. */
export interface RegistryHost {
  /** As image names have it. */
  readonly host: string
  /** Not encrypted. Where nothing is said, this machine's own registries are not (see isLocalhost). */
  readonly http?: boolean | undefined
  /** Encrypted, by whatever certificate. */
  readonly insecure?: boolean | undefined
  /** Files with further certificate authorities. */
  readonly ca?: readonly string[] | undefined
  /** What is shown to a server that wants to know who asks. */
  readonly keypairs?: readonly KeypairFiles[] | undefined
}

/** Files with a certificate and its key. */
export interface KeypairFiles {
  readonly cert: string
  readonly key: string
}

/** What a configuration says about registries: its tables `registry."HOST"`. None where it is not valid TOML. */
export function registryHosts(config: BuildkitdConfig | undefined): readonly RegistryHost[] {
  const registries = field(config?.values, 'registry')
  if (typeof registries !== 'object' || registries === null) return []
  return Object.entries(registries).flatMap(([host, settings]): readonly RegistryHost[] => {
    const http = booleanOf(settings, 'http')
    const insecure = booleanOf(settings, 'insecure')
    const ca = array(settings, 'ca').filter((path) => typeof path === 'string')
    const keypairs = array(settings, 'keypair')
      .map((pair) => ({ cert: text(pair, 'cert'), key: text(pair, 'key') }))
      .filter(({ cert, key }) => cert !== '' && key !== '')
    const isSilent = http === undefined && insecure === undefined && ca.length + keypairs.length === 0
    const files = {
      ca: ca.length === 0 ? undefined : ca,
      keypairs: keypairs.length === 0 ? undefined : keypairs,
    }
    return isSilent ? [] : [{ host, http, insecure, ...files }]
  })
}

/** Configurations that may say how registries are reached; undefined for what is not there. */
interface Configs {
  /** The one that the inputs give. */
  readonly given: BuildkitdConfig | undefined
  /** The one that buildx takes where none is given. */
  readonly usual: BuildkitdConfig | undefined
  /** The one that a builder has. */
  readonly has: BuildkitdConfig | undefined
}

/**
 * How registries are reached by the configuration that counts. In a builder's copy, buildx has put the paths of
 * certificates inside of the builder's container; those of the file that it was made from are of this machine.
 */
export function hostsOf({ given, usual, has }: Configs): readonly RegistryHost[] {
  const builders = has === undefined || sameConfig(usual, has) === true ? usual : has
  return registryHosts(given ?? builders)
}

function booleanOf(settings: unknown, name: string): boolean | undefined {
  const value = field(settings, name)
  return typeof value === 'boolean' ? value : undefined
}

/** What is said about the host of an address; undefined where nothing is. */
export function hostSettings(hosts: readonly RegistryHost[], url: URL): RegistryHost | undefined {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const name = url.host === HUB_SERVER ? HUB : url.host
  const settingsOf = (wanted: string) => hosts.find(({ host }) => host === wanted)
  return settingsOf(name) ?? settingsOf(`${url.hostname}:${port}`)
}
