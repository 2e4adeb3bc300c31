import { createHash } from 'node:crypto'
import type { EventFacts } from '../facts/facts.ts'
import type { Reference } from '../inputs/reference.ts'
import type { Inputs } from '../inputs/table.ts'
import { type Platform, printPlatform } from '../platforms/platform.ts'
import type { CachePlan, CacheRef } from './plan.ts'

/** A tag has at most 128 characters; `cache-`, two dashes and a hash take some of them. */
const PART_LIMIT = 50

/** Stands for a branch where a tag is built; no branch can have a name that begins with a dot. */
const TAGS = '.tags'

const NONE = { from: [], to: [], fromFlags: [], toFlags: [] }

/** Where layers come from and go to. The user's own cache-from and cache-to replace what is derived here. */
export function planCache(inputs: Inputs, event: EventFacts, platforms: readonly Platform[]): CachePlan {
  const derived = deriveCache(inputs, event, platforms)
  const from = inputs['cache-from']
  const to = inputs['cache-to']
  const given = [...(from.length > 0 ? ['cache-from'] : []), ...(to.length > 0 ? ['cache-to'] : [])]
  if (given.length === 0) return derived
  return {
    from: from.length === 0 ? derived.from : [],
    to: to.length === 0 ? derived.to : [],
    fromFlags: from.length === 0 ? derived.fromFlags : from,
    toFlags: to.length === 0 ? derived.toFlags : to,
    why: `${given.join(' and ')} as given${given.length === 1 ? `; the rest ${derived.why}` : ''}`,
  }
}

function deriveCache(inputs: Inputs, event: EventFacts, platforms: readonly Platform[]): CachePlan {
  if (inputs.cache === 'off') return { ...NONE, why: 'off, as asked' }
  const image = inputs['cache-ref'] ?? inputs.tags[0]
  if (image === undefined) return { ...NONE, why: 'none: without tags or cache-ref there is no place for it' }
  const from = sources(image, inputs['cache-ref'] !== undefined, event, platforms)
  const [denied, why] = exportRule(inputs, event)
  const to = denied ? [] : from.slice(0, 1)
  return {
    from,
    to,
    fromFlags: from.map(({ ref }) => `type=registry,ref=${ref}`),
    // ignore-error: an image that is pushed is not to fail because of its cache.
    toFlags: to.map(({ ref }) => `type=registry,ref=${ref},mode=max,ignore-error=true`),
    why,
  }
}

/** Own → base → default branch, each once. */
function sources(
  image: Reference,
  isCacheRef: boolean,
  event: EventFacts,
  platforms: readonly Platform[],
): readonly CacheRef[] {
  if (isCacheRef && image.tag !== '') {
    return [{ ref: `${image.repository}:${image.tag}`, why: 'cache-ref' }]
  }
  const places: readonly (readonly [branch: string, why: string])[] = [
    event.onTag ? [TAGS, 'builds of tags'] : [event.branch, event.branch && `branch ${event.branch}`],
    [event.base, `base branch ${event.base}`],
    [event.defaultBranch, `default branch ${event.defaultBranch}`],
  ]
  const known = places.filter(([branch]) => branch !== '')
  const named: typeof places = known.length === 0 ? [['', 'no branch known']] : known
  const refs = named.map(([branch, why]) => ({
    ref: `${image.repository}:${cacheTag(platforms, branch)}`,
    why,
  }))
  return refs.filter(({ ref }, index) => refs.findIndex((other) => other.ref === ref) === index)
}

function exportRule(inputs: Inputs, event: EventFacts): readonly [denied: boolean, why: string] {
  if (!inputs.push) return [true, 'imported only, because push is false']
  if (event.fork) return [true, "imported only, because this is a fork's pull request"]
  return [false, 'imported and exported (mode=max); a missing or failing cache never fails the job']
}

/** Builds of the same platforms share a cache; others must not overwrite it, since one ref is one manifest. */
function cacheTag(platforms: readonly Platform[], branch: string): string {
  // No dash in the first part, so that the first dash ends it: amd64 on v2-fix is not amd64/v2 on fix.
  const names = platforms.map((platform) => {
    const [system, ...machine] = printPlatform(platform).split('/')
    return `${system === 'linux' ? '' : `${system}.`}${machine.join('')}`
  })
  const parts = [names.toSorted().join('_'), branch].filter((part) => part !== '')
  return `cache-${parts.map(tagPart).join('-')}`
}

/** A name as a part of a tag. Where characters are lost, a hash of the name keeps two names apart. */
function tagPart(name: string): string {
  const slug = name.replace(/[^A-Za-z0-9._-]+/g, '-')
  if (slug === name && slug.length <= PART_LIMIT) return slug
  return `${slug.slice(0, PART_LIMIT - 9)}.${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
}
