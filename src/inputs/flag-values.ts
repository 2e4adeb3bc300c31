/**
 * Values that are passed on to a flag of `docker buildx build`. buildx reads them only after the builder has been
 * created; here mistakes are refused at once, with their line. Each function returns the text verbatim.
 * The rules are those of buildx 0.36 (util/buildflags, opts of docker/cli, go-units).
 */

import { isIP } from 'node:net'
import { fieldsOf, isNo, isYes, nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'

const CALLS = ['build', 'check', 'outline', 'targets']

/**
 * --call: a method, perhaps with format and ignorestatus, in any order.
 * @returns '' for the method build, with which Buildx ignores the attributes (util/buildflags/callfunc.go)
 */
export function parseCall(text: string): string {
  const isAttribute = (field: string): boolean =>
    field.startsWith('format=') ||
    (field.startsWith('ignorestatus=') && isBoolean(field.slice('ignorestatus='.length)))
  const names = fieldsOf(text).filter((field) => !isAttribute(field))
  if (names.length === 1 && CALLS.includes(names[0] ?? '')) return names[0] === 'build' ? '' : text
  throw new InvalidValue(`"${text}" is not a call.`, 'Write check, outline or targets.')
}

/** --network: that of the builder, none, or that of its host (build/opt.go of buildx). */
export function parseNetwork(text: string): string {
  if (['default', 'none', 'host'].includes(text)) return text
  throw new InvalidValue(
    `"${text}" is not a build network.`,
    `Write host, none or default. To use a network of docker, attach the builder to it, as in driver-opts: network=${text}.`,
  )
}

/** --shm-size: a number of bytes with a unit. */
export function parseSize(text: string): string {
  if (/^\d+(?:\.\d+)? ?[kmgtp]?i?b?$/i.test(text)) return text
  throw new InvalidValue(`"${text}" is not a size.`, 'Write a number with a unit, as in 64m or 2g.')
}

const ULIMITS =
  'core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(' ')

/** --ulimit: `name=soft` or `name=soft:hard`. */
export function parseUlimit(text: string): string {
  const [, name = '', soft, hard = soft] = /^([a-z]+)=(-?\d+)(?::(-?\d+))?$/.exec(text) ?? []
  if (!ULIMITS.includes(name)) {
    throw new InvalidValue(
      `"${text}" is not a limit.`,
      `Write name=soft:hard; names are ${ULIMITS.join(', ')}.`,
    )
  }
  if (hard !== '-1' && (soft === '-1' || Number(soft) > Number(hard))) {
    throw new InvalidValue(`"${text}" has a soft limit above the hard one.`, 'Write the smaller one first.')
  }
  return text
}

/** --allow: an entitlement. */
export function parseEntitlement(text: string): string {
  if (/^(?:network\.host|security\.insecure|device(?:=.+)?|buildx\.local\.delete)$/.test(text)) return text
  throw new InvalidValue(
    `"${text}" is not an entitlement.`,
    'Write network.host, security.insecure or device=NAME.',
  )
}

/** --add-host: `name:address` or `name=address`; an IPv6 address may be in brackets. */
export function parseHost(text: string): string {
  const address = /^[^\s"=:]+[=:](.+)$/.exec(text)?.[1]?.replace(/^\[(.*)\]$/, '$1') ?? ''
  if (address === 'host-gateway' || isIP(address) !== 0) return text
  throw new InvalidValue(`"${text}" is not a host.`, 'Write name:address, as in db:10.0.0.5.')
}

/** --build-context: `name=path`. The name replaces an image name in the Dockerfile, so it has the same form. */
export function parseBuildContext(text: string): string {
  const { name, value } = nameAndValue(text)
  if (value !== undefined && /^[a-z0-9][a-z0-9._/:@-]*$/.test(name)) return text
  throw new InvalidValue(`"${text}" is not a build context.`, 'Write name=path with a name in lower case.')
}

function isBoolean(text: string): boolean {
  return isYes(text) || isNo(text)
}
