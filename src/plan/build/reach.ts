import { cacheImage } from '../../buildx/cache-entry.ts'
import type { Facts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { isLocalhost, splitName, splitRepository } from '../../oci/reference.ts'
import type { TargetBuilder } from '../builder/target.ts'
import type { CachePlan } from '../plan.ts'

/**
 * The registry servers that a build imports its cache from. They are asked once, because BuildKit waits most of a minute
 * for each that does not answer. Only if a build imports nothing else, and if this machine reaches what its builder
 * reaches: not through mirrors, proxies or a separate network of the builder.
 */
export function cacheServers(
  { imports }: CachePlan,
  inputs: Inputs,
  { docker }: Facts,
  { kind, nodes }: TargetBuilder,
): readonly string[] {
  const isConfigured = (inputs.buildkitdConfig ?? docker.config ?? docker.defaultConfig) !== undefined
  const options = inputs['driver-opts'].flatMap((each) => Object.entries(each.options))
  const hasOwnNetwork = options.some(
    ([name, value]) => name.startsWith('env.') || (name === 'network' && value !== 'host'),
  )
  const isLocal = docker.isLocal && kind === 'planned' && nodes.every(({ machine }) => machine !== undefined)
  if (!isLocal || isConfigured || hasOwnNetwork || docker.hasProxies) return []
  const servers = imports.flatMap((entry) => serverOf(cacheImage(entry)) ?? [])
  return servers.length === imports.length ? [...new Set(servers)] : []
}

/** undefined for a registry on this machine: it answers at once, or the builder cannot reach it at all. */
function serverOf(image: string | undefined): string | undefined {
  if (image === undefined) return undefined
  const { host } = splitRepository(splitName(image).repository)
  return isLocalhost(host) ? undefined : host
}
