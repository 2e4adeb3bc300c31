import { parseJson } from '../json.ts'
import { HUB, HUB_SERVER } from '../oci/reference.ts'
import { tomlEntries } from './toml.ts'

/** How a registry is reached that is not simply at a verified HTTPS address. */
export interface HostSettings {
  /** Not encrypted. Where nothing is said, this machine's own registries are not (see isLocalhost). */
  readonly http?: boolean
  /** Encrypted, by whatever certificate. */
  readonly insecure?: boolean
  /** Files with further certificate authorities. */
  readonly ca?: readonly string[]
}

const SETTING = /^"registry"\.("(?:[^"\\]|\\.)*")\."(http|insecure|ca)"=(.*)$/s

/**
 * What a builder's configuration says about registries, by host as image names have it: the tables `registry."HOST"`
 * (https://docs.docker.com/build/buildkit/toml-configuration/). Nothing where it is not understood.
 */
export function registryHosts(toml: string): ReadonlyMap<string, HostSettings> {
  const hosts = new Map<string, HostSettings>()
  for (const entry of tomlEntries(toml) ?? []) {
    const [, quoted = '', name = '', value = ''] = SETTING.exec(entry) ?? []
    const [host, setting] = [parseJson(quoted), parseJson(value)]
    if (typeof host !== 'string') continue
    if (name === 'ca' && Array.isArray(setting))
      hosts.set(host, { ...hosts.get(host), ca: setting.filter((path) => typeof path === 'string') })
    if (name !== 'ca' && typeof setting === 'boolean')
      hosts.set(host, { ...hosts.get(host), [name]: setting })
  }
  return hosts
}

/** What is said about the host of an address. */
export function hostSettings(hosts: ReadonlyMap<string, HostSettings>, url: URL): HostSettings {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const name = url.host === HUB_SERVER ? HUB : url.host
  return hosts.get(name) ?? hosts.get(`${url.hostname}:${port}`) ?? {}
}
