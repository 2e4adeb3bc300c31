import { isIPv4 } from 'node:net'
import { InvalidValue } from '../errors.ts'

/** An image name as the user wrote it, split. `repository` keeps the host when one is there. */
export interface Reference {
  readonly repository: string
  /** '' when none was written. */
  readonly tag: string
}

// The grammar of names: distribution's reference package,
// https://pkg.go.dev/github.com/distribution/reference#section-documentation
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/
const HOST =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9-]+)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/

/**
 * Parses an image name with an optional tag.
 * @throws InvalidValue for a digest, an upper-case or otherwise impossible name, or an impossible tag.
 */
export function parseReference(text: string): Reference {
  if (text.includes('@')) {
    throw new InvalidValue(
      `"${text}" names a digest.`,
      'Write a name and a tag, as in ghcr.io/owner/app:1.2; the digest is what comes out.',
    )
  }
  if (text.includes('://')) {
    const cure = `Leave the scheme out: write ${text.slice(text.indexOf('://') + 3)}.`
    throw new InvalidValue(`"${text}" is not an image name.`, cure)
  }
  // The colon of a host's port is followed by digits and a slash; any other one begins the tag.
  const colon = text.indexOf(':', /^[^/]+:\d+\//.exec(text)?.[0].length ?? 0)
  const repository = colon === -1 ? text : text.slice(0, colon)
  const tag = colon === -1 ? '' : text.slice(colon + 1)
  checkRepository(repository, text)
  if (colon !== -1 && !TAG.test(tag)) {
    const cure =
      'A tag has up to 128 letters, digits, ".", "_" and "-", and begins with a letter, a digit or "_".'
    throw new InvalidValue(`"${tag}" in "${text}" cannot be a tag.`, tag === '' ? `${cure} ${NOT_SET}` : cure)
  }
  return { repository, tag }
}

/** What leaves a name with nothing between two of its marks. */
const NOT_SET = 'Is there a variable, an input or a secret in it that is not set?'

/** The name as it was written. */
export function printReference({ repository, tag }: Reference): string {
  return tag === '' ? repository : `${repository}:${tag}`
}

/** A name with the tag that it stands for: docker takes none for `latest`. */
export function withTag(reference: Reference): string {
  return `${reference.repository}:${reference.tag || 'latest'}`
}

/** Splits a name that nobody has checked, such as an exporter's. */
export function splitName(name: string): Reference {
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1)
  return colon === -1
    ? { repository: name, tag: '' }
    : { repository: name.slice(0, colon), tag: name.slice(colon + 1) }
}

/** Docker Hub, as image names and configurations have it. */
export const HUB = 'docker.io'

/** Where Docker Hub's images are. */
export const HUB_SERVER = 'registry-1.docker.io'

/** Other names of Docker Hub that people log in to. */
const HUB_NAMES = [HUB, HUB_SERVER, 'index.docker.io', 'registry.hub.docker.com', 'hub.docker.com']

/**
 * Parses the name of a registry as people log in to it: a host, perhaps with `https://` before it and a slash behind it.
 * @returns its host as `splitRepository` has it
 * @throws InvalidValue for a path, another scheme, and what no image name can begin with
 */
export function parseRegistry(text: string): string {
  const host = text.replace(/^https:\/\//i, '').replace(/\/+$/, '')
  if (host.includes('://'))
    throw new InvalidValue(
      `"${text}" is no registry.`,
      'Write its host alone; how it is reached stands in the configuration of the builder (buildkitd-config-inline).',
    )
  const name = host.toLowerCase()
  if (HUB_NAMES.includes(name.replace(/^(index\.docker\.io)\/v1$/, '$1'))) return HUB_SERVER
  const [first = ''] = host.split('/')
  if (first !== host)
    throw new InvalidValue(
      `"${text}" has a path, and a login is for a whole registry.`,
      `Write its host alone: ${first}.`,
    )
  if (!HOST.test(host) || !(/[.:]/.test(host) || name === 'localhost'))
    throw new InvalidValue(
      `"${text}" is no host of a registry.`,
      'Write it as image names begin, as in ghcr.io or registry.example.com:5000.',
    )
  return name
}

/** The host in a key of docker's settings: old ones have addresses where hosts are now. */
export function hostIn(key: string): string {
  return key.replace(/^https?:\/\//, '').replace(/\/.*/, '')
}

/** A name and a password as registries are shown them, and as docker's settings have them (RFC 7617). */
export function basicAuth(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`).toString('base64')
}

/** A registry as people know it. @param host as `splitRepository` has it */
export function registryName(host: string): string {
  return host === HUB_SERVER ? HUB : host
}

/** What docker's settings have the login of a registry by. @param host as `splitRepository` has it */
export function loginKey(host: string): string {
  return host === HUB_SERVER ? 'https://index.docker.io/v1/' : host
}

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

function checkRepository(repository: string, text: string): void {
  const parts = repository.split('/')
  const first = parts[0] ?? ''
  const hasHost = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost')
  const path = hasHost ? parts.slice(1) : parts
  if ((!hasHost || HOST.test(first)) && path.every((part) => COMPONENT.test(part))) return
  const lower = repository.toLowerCase()
  if (lower !== repository && lower.split('/').every((part) => COMPONENT.test(part) || HOST.test(part)))
    throw new InvalidValue(
      `"${text}" is not an image name.`,
      `Image names are lower-case: write ${text.replace(repository, lower)}.`,
    )
  const cure = 'Write HOST/OWNER/NAME with lower-case letters, digits, ".", "_" and "-".'
  throw new InvalidValue(`"${text}" is not an image name.`, parts.includes('') ? `${cure} ${NOT_SET}` : cure)
}
