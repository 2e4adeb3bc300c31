import { isIPv4 } from 'node:net'
import { InvalidValue } from '../errors.ts'

/** An image name as the user wrote it, split. `repository` includes the host, if there is one. */
export interface Reference {
  readonly repository: string
  /** '' if there is none. */
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
      'Write a name and a tag, as in ghcr.io/owner/app:1.2; the digest is an output.',
    )
  }
  if (text.includes('://')) {
    const cure = `Leave out the scheme: write ${text.slice(text.indexOf('://') + 3)}.`
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
    throw new InvalidValue(
      `"${tag}" in "${text}" cannot be a tag.`,
      tag === '' ? `${cure} ${NOT_SET_CURE}` : cure,
    )
  }
  return { repository, tag }
}

/** Advice for a name with an empty part. */
const NOT_SET_CURE = 'Does it contain a variable, an input or a secret that is not set?'

/** The name as it was written. */
export function printReference({ repository, tag }: Reference): string {
  return tag === '' ? repository : `${repository}:${tag}`
}

/** A name with its effective tag: without one, docker uses `latest`. */
export function withTag(reference: Reference): string {
  return `${reference.repository}:${reference.tag || 'latest'}`
}

/** Splits an unchecked name, such as that of an exporter. */
export function splitName(name: string): Reference {
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1)
  return colon === -1
    ? { repository: name, tag: '' }
    : { repository: name.slice(0, colon), tag: name.slice(colon + 1) }
}

/** Docker Hub in image names and configurations. */
export const HUB = 'docker.io'

/** The host of Docker Hub's images. */
export const HUB_SERVER = 'registry-1.docker.io'

/** All names of Docker Hub that people use to log in. */
const HUB_NAMES = [HUB, HUB_SERVER, 'index.docker.io', 'registry.hub.docker.com', 'hub.docker.com']

/**
 * Parses the name of a registry as people use it to log in: a host, possibly with `https://` before it and a slash
 * after it.
 * @returns its host as returned by `splitRepository`
 * @throws InvalidValue for a path, another scheme, and anything that an image name cannot begin with
 */
export function parseRegistry(text: string): string {
  const host = text.replace(/^https:\/\//i, '').replace(/\/+$/, '')
  if (host.includes('://'))
    throw new InvalidValue(
      `"${text}" is not a registry.`,
      'Write only its host; how it is reached belongs in the configuration of the builder (buildkitd-config-inline).',
    )
  const name = host.toLowerCase()
  if (HUB_NAMES.includes(name.replace(/^(index\.docker\.io)\/v1$/, '$1'))) return HUB_SERVER
  const [first = ''] = host.split('/')
  if (first !== host)
    throw new InvalidValue(
      `"${text}" has a path, but a login is for a whole registry.`,
      `Write only its host: ${first}.`,
    )
  if (!HOST.test(host) || !(/[.:]/.test(host) || name === 'localhost'))
    throw new InvalidValue(
      `"${text}" is not the host of a registry.`,
      'Write it like the beginning of an image name, as in ghcr.io or registry.example.com:5000.',
    )
  return name
}

/** The host in a key of docker's settings: older settings have URLs instead of hosts. */
export function hostIn(key: string): string {
  return key.replace(/^https?:\/\//, '').replace(/\/.*/, '')
}

/** A user name and a password as sent to registries and stored in docker's settings (RFC 7617). */
export function basicAuth(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`).toString('base64')
}

/** The name of a registry for people. @param host as returned by `splitRepository` */
export function registryName(host: string): string {
  return host === HUB_SERVER ? HUB : host
}

/** The key for a registry's login in docker's settings. @param host as returned by `splitRepository` */
export function loginKey(host: string): string {
  return host === HUB_SERVER ? 'https://index.docker.io/v1/' : host
}

/**
 * Splits an image name without tag like docker: a first part that cannot be an owner is the host.
 * @returns the host for requests, and the path of the repository there
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
 * Whether a host, possibly with a port, is this machine: then containerd, and so BuildKit and buildx, do not encrypt
 * by default (containerd's MatchLocalhost).
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
  throw new InvalidValue(
    `"${text}" is not an image name.`,
    parts.includes('') ? `${cure} ${NOT_SET_CURE}` : cure,
  )
}
