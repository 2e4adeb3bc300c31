import { isIPv4 } from 'node:net'
import { parseJson } from '../json.ts'
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

const HUB = 'docker.io'

/** Where Docker Hub's images are. */
export const HUB_SERVER = 'registry-1.docker.io'

/**
 * Splits an image name without tag as docker reads it: a first part that cannot be an owner is the host.
 * @returns the host that is asked, and the name that it knows the repository by
 */
export function splitRepository(repository: string): { readonly host: string; readonly path: string } {
  const slash = repository.indexOf('/')
  const first = repository.slice(0, Math.max(slash, 0))
  const hasHost = /[.:A-Z]/.test(first) || first === 'localhost'
  const path = hasHost ? repository.slice(slash + 1) : repository
  if (hasHost && first !== HUB && first !== 'index.docker.io') return { host: first, path }
  return { host: HUB_SERVER, path: path.includes('/') ? path : `library/${path}` }
}

/**
 * Whether a host, which may have a port, is this machine: then containerd, and so BuildKit and buildx, do not encrypt
 * where nothing is configured (containerd's MatchLocalhost).
 */
export function isLocalhost(host: string): boolean {
  const name = host.replace(/:\d+$/, '')
  return name === 'localhost' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'))
}
