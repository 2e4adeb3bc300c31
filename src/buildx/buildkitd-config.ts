import { isDeepStrictEqual } from 'node:util'
import { array, field, parseJson, text } from '../json.ts'
import { HUB, HUB_SERVER } from '../oci/reference.ts'

/**
 * The configuration of a BuildKit daemon, which is TOML.
 * https://docs.docker.com/build/buildkit/toml-configuration/
 */
export interface BuildkitdConfig {
  /** Verbatim. */
  readonly text: string
  /** Its content as JSON values; undefined if it is not valid TOML. */
  readonly values: unknown
  /** Why it is not valid TOML; undefined if it is. */
  readonly mistake: TomlMistake | undefined
}

interface TomlMistake {
  readonly line: number
  /** In the parser's words, without a full stop. */
  readonly why: string
}

/**
 * Reads a configuration. The parser is a separate file of the bundle and is loaded only here: most jobs have no
 * configuration.
 */
export async function readConfig(text: string): Promise<BuildkitdConfig> {
  const { parse, TomlError } = await import('smol-toml')
  try {
    return { text, values: toJsonValues(parse(text, { integersAsBigInt: 'asNeeded' })), mistake: undefined }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [, why = error.message] = /^Invalid TOML document: (.*)/.exec(error.message) ?? []
    return { text, values: undefined, mistake: { line: error.line, why } }
  }
}

/** The cure for a configuration that is not valid TOML. */
export const TOML_CURE =
  'Correct that line. The format of the configuration: https://docs.docker.com/build/buildkit/toml-configuration/'

/** Dates become strings, and so do integers that are too large for a number. */
function toJsonValues(value: unknown): unknown {
  return parseJson(
    JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each)),
  )
}

/**
 * Whether two configurations are equivalent; a missing one is empty. buildx rewrites a configuration: sorted, with other
 * quotes, with tables instead of dotted keys, and with the paths that it copied certificates to
 * (util/confutil/container.go).
 * @returns undefined if one of them is not valid TOML, so that it is unknown
 */
export function sameConfig(
  one: BuildkitdConfig | undefined,
  other: BuildkitdConfig | undefined,
): boolean | undefined {
  if (one?.mistake !== undefined || other?.mistake !== undefined) return undefined
  return isDeepStrictEqual(normalise(one?.values ?? {}), normalise(other?.values ?? {}))
}

/** Without empty tables, which have no effect, and with only the names of files that buildx copies. */
function normalise(value: unknown, path: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((each) => normalise(each, path))
  if (typeof value === 'string' && isCopiedPath(path)) return value.slice(value.lastIndexOf('/') + 1)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(
    ([name, each]) => [name, normalise(each, [...path, name])] as const,
  )
  return Object.fromEntries(members.filter(([, each]) => !isDeepStrictEqual(each, {})))
}

/** Whether this is the path of a registry's file, which buildx copies into the builder. */
function isCopiedPath(path: readonly string[]): boolean {
  return path[0] === 'registry' && ['ca', 'key', 'cert'].includes(path.at(-1) ?? '')
}

/** How to connect to a registry, if not by HTTPS with an ordinary certificate. */
export interface RegistryHost {
  /** As in image names. */
  readonly host: string
  /** Unencrypted. The default is true for registries on this machine only (see isLocalhost). */
  readonly http?: boolean | undefined
  /** Encrypted, with any certificate. */
  readonly insecure?: boolean | undefined
  /** Files with additional certificate authorities. */
  readonly ca?: readonly string[] | undefined
  /** Client certificates for servers that request them. */
  readonly keypairs?: readonly KeypairFiles[] | undefined
}

/** Files with a certificate and its key. */
export interface KeypairFiles {
  readonly cert: string
  readonly key: string
}

/** The `registry."HOST"` tables of a configuration; none if it is not valid TOML. */
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

/** Configurations that may contain settings of registries; undefined if there is none. */
interface Configs {
  /** The one of the inputs. */
  readonly fromInputs: BuildkitdConfig | undefined
  /** The one that buildx uses by default. */
  readonly byDefault: BuildkitdConfig | undefined
  /** The one of an existing builder. */
  readonly ofBuilder: BuildkitdConfig | undefined
}

/**
 * The registries of the configuration in effect. In a builder's copy, buildx has replaced the paths of certificates by
 * those inside the builder's container; the original file has the paths of this machine.
 */
export function hostsOf({ fromInputs, byDefault, ofBuilder }: Configs): readonly RegistryHost[] {
  const isDefault = ofBuilder === undefined || sameConfig(byDefault, ofBuilder) === true
  return registryHosts(fromInputs ?? (isDefault ? byDefault : ofBuilder))
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
