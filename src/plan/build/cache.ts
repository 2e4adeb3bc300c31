import { type CacheEntry, cacheEntry } from '../../buildx/cache-entry.ts'
import { distinctBy } from '../../distinct.ts'
import type { LocalFacts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { shortHash } from '../../oci/digest.ts'
import { printReference, type Reference } from '../../oci/reference.ts'
import { belongsToWorkflow } from '../../oci/registries.ts'
import { type Platform, printPlatform } from '../../platforms/platform.ts'
import { capabilitiesOf, type TargetBuilder } from '../builder/target.ts'
import type { CachePlan, CacheRef } from '../plan.ts'
import { type Destination, isPushed } from '../publish/destination.ts'
import { type Variant, withImage } from './variant.ts'

/** Characters that a tag may have. */
const TAG_LIMIT = 128

/** Characters that a branch, the platforms and a variant may each take in a tag. */
const PART_LIMIT = 50

/** Replaces the branch if a tag is built; the name of a branch cannot begin with a dot. */
const TAG_BUILDS = '.tags'

const NO_CACHE = { from: [], to: [], fallback: undefined, imports: [], exports: [], folder: undefined }

/** The build that a cache is for. */
interface CachedBuild {
  readonly platforms: readonly Platform[]
  readonly variant: Variant
  /** Whether other builds of the image write caches, too: a ref is one manifest. */
  readonly isOneOfSeveral: boolean
  /** Where the image goes: a job that may push it may push its cache. */
  readonly destination: Destination
}

/** Where layers come from and go to. The inputs cache-from and cache-to replace what is derived here. */
export function planCache(inputs: Inputs, local: LocalFacts, build: CachedBuild): CachePlan {
  const derived = deriveCache(inputs, local, build)
  const from = inputs['cache-from']
  const to = inputs['cache-to']
  if (from.length === 0 && to.length === 0) return derived
  // If only cache-from is set, another job exports the cache.
  const explicit = { ...NO_CACHE, imports: from, exports: to }
  if (to.length === 0)
    return { ...explicit, why: 'cache-from as given; without cache-to nothing is exported' }
  if (from.length > 0) return { ...explicit, why: 'cache-from and cache-to as given' }
  const { from: sources, fallback, imports } = derived
  return {
    ...explicit,
    from: sources,
    fallback,
    imports,
    why: `cache-to as given; the rest ${derived.why}`,
  }
}

interface Backend {
  /** Whether writing it requires the right to push. */
  readonly needsPush: boolean
  /** Whether it is stored with the image, and therefore belongs to no other image. */
  readonly isBesideImage: boolean
  /** Why it cannot be used in this job; undefined if it can. */
  readonly obstacle: (source: CacheSource) => string | undefined
  /** Name of the cache of a branch. */
  readonly ref: (source: CacheSource, branch: string) => string
  /** The entry that imports a cache. */
  readonly from: (ref: string) => CacheEntry
  /** The entry that exports a cache. */
  readonly to: (ref: string) => CacheEntry
}

interface CacheSource extends CachedBuild {
  readonly image: Reference | undefined
  /** Whether the image is the input cache-ref, whose tag is then the cache itself. */
  readonly isCacheRef: boolean
  readonly local: LocalFacts
}

/**
 * A name that this job does not push to may belong to anybody, like that of an image that is only loaded: whoever owns
 * it in a public registry could feed layers to the build.
 */
function needsOwnImage({ image, isCacheRef, destination, local }: CacheSource): string | undefined {
  if (image === undefined) return 'without tags or cache-ref there is no image name for it'
  if (isCacheRef || isPushed(destination) || belongsToWorkflow(image.repository, local.event))
    return undefined
  return `nothing is pushed to ${image.repository}, and nothing shows that this name is yours; set cache-ref to say where your cache is`
}

/** A failing cache export must not fail the push of the image. */
const EXPORT_ATTRIBUTES = { mode: 'max', 'ignore-error': 'true' }

/** What each value of `cache` means. */
const BACKENDS = {
  registry: {
    ...{ needsPush: true, isBesideImage: true },
    obstacle: needsOwnImage,
    ref: registryRef,
    from: (ref) => cacheEntry('registry', { ref }),
    to: (ref) => cacheEntry('registry', { ref, ...EXPORT_ATTRIBUTES }),
  },
  gha: {
    ...{ needsPush: false, isBesideImage: false },
    obstacle: ({ local }) =>
      local.step.hasCacheService ? undefined : 'the cache service of GitHub Actions is not available',
    ref: cacheTag,
    from: (scope) => cacheEntry('gha', { scope }),
    to: (scope) => cacheEntry('gha', { scope, ...EXPORT_ATTRIBUTES }),
  },
  local: {
    ...{ needsPush: false, isBesideImage: false },
    obstacle: () => undefined,
    ref: (source, branch) =>
      [source.local.paths.cacheFolder, tagPart(source.local.event.repository), cacheTag(source, branch)]
        .filter((part) => part !== '')
        .join('/'),
    from: (folder) => cacheEntry('local', { src: folder }),
    to: (folder) => cacheEntry('local', { dest: newFolder(folder), ...EXPORT_ATTRIBUTES }),
  },
  inline: {
    ...{ needsPush: true, isBesideImage: true },
    obstacle: needsOwnImage,
    ref: ({ image }) => (image === undefined ? '' : printReference(image)),
    from: (ref) => cacheEntry('registry', { ref }),
    to: () => cacheEntry('inline', {}),
  },
} as const satisfies Readonly<Record<Exclude<Inputs['cache'], 'off'>, Backend>>

function deriveCache(inputs: Inputs, local: LocalFacts, build: CachedBuild): CachePlan {
  if (inputs.cache === 'off') return { ...NO_CACHE, why: 'off, as requested' }
  const backend: Backend = BACKENDS[inputs.cache]
  const isCacheRef = inputs['cache-ref'] !== undefined
  const image = inputs['cache-ref'] ?? inputs.tags[0] ?? imageWithoutTag(inputs)
  const isBeside = backend.isBesideImage && !isCacheRef
  const variant = isBeside ? build.variant : withImage(build.variant, inputs)
  const source = { ...build, variant, image, isCacheRef, local }
  const obstacle = backend.obstacle(source)
  if (obstacle !== undefined) return { ...NO_CACHE, why: `none: ${obstacle}` }
  const branchSources = sources(backend, source)
  const fallback = plainSource(backend, source)
  const from = distinctBy([...branchSources, ...fallback], ({ ref }) => ref)
  const [isDenied, why] = exportRule(inputs, source, backend)
  const to = isDenied ? [] : branchSources.slice(0, 1)
  return {
    ...{ from, to, fallback: from[branchSources.length]?.ref },
    imports: from.map(({ ref }) => backend.from(ref)),
    exports: to.map(({ ref }) => backend.to(ref)),
    folder: inputs.cache === 'local' ? to[0]?.ref : undefined,
    why,
  }
}

/** The first image of `images`, if no rule gives a tag for this event, as on a pull request. */
function imageWithoutTag({ names }: Inputs): Reference | undefined {
  const [repository] = names?.images ?? []
  return repository === undefined ? undefined : { repository, tag: '' }
}

/** A derived cache without the exports that the driver does not support. Exports that the user requests are refused elsewhere. */
export function limitedToDriver(cache: CachePlan, builder: TargetBuilder): CachePlan {
  const { cacheTo } = capabilitiesOf(builder)
  if (cacheTo === 'all') return cache
  const exports = cache.exports.filter(({ type }) => cacheTo.includes(type))
  if (exports.length === cache.exports.length) return cache
  const why = `imported only, because the driver ${builder.driver} of this engine can only export ${cacheTo.join(' and ')} caches`
  return { ...cache, to: [], exports, folder: undefined, why }
}

/** Where a local cache is written before it replaces the old one: BuildKit never removes old content. */
export function newFolder(folder: string): string {
  return `${folder}.new`
}

function registryRef(source: CacheSource, branch: string): string {
  const { image, isCacheRef, isOneOfSeveral, platforms } = source
  if (!isCacheRef || !image?.tag) return `${image?.repository}:${cacheTag(source, branch)}`
  return `${printReference(image)}${isOneOfSeveral ? `-${tagPart(platformPart(platforms))}` : ''}`
}

/** Caches of this branch → the base branch → the default branch, each once. */
function sources(backend: Backend, source: CacheSource): readonly CacheRef[] {
  const refs = branchesOf(source).map(([name, why]) => ({ ref: backend.ref(source, name), why }))
  const distinct = distinctBy(refs, ({ ref }) => ref)
  // The input cache-ref and an image with an inline cache are the same for all branches.
  const isShared = backend.ref(source, 'one') === backend.ref(source, 'two')
  return isShared ? distinct.map(({ ref }) => ({ ref, why: 'for every branch' })) : distinct
}

/**
 * The cache of the plain build for the last branch: all variants shared it before each had its own name, and a new
 * variant has no other cache to start from.
 */
function plainSource(backend: Backend, source: CacheSource): readonly CacheRef[] {
  const plain = { ...source, variant: [] }
  return branchesOf(source)
    .slice(-1)
    .map(([name, why]) => ({ ref: backend.ref(plain, name), why: `${why}, as a starting point` }))
}

function branchesOf({ local }: CacheSource): readonly (readonly [branch: string, why: string])[] {
  const { branch, base, defaultBranch, onTag } = local.event
  const candidates: readonly (readonly [branch: string, why: string])[] = [
    onTag ? [TAG_BUILDS, 'builds of tags'] : [branch, `branch ${branch}`],
    [base, `base branch ${base}`],
    [defaultBranch, `default branch ${defaultBranch}`],
  ]
  const known = candidates.filter(([name]) => name !== '')
  return known.length === 0 ? [['', 'no branch known']] : known
}

function exportRule(
  inputs: Inputs,
  { destination, local }: CacheSource,
  { needsPush }: Backend,
): readonly [denied: boolean, why: string] {
  if (destination.kind === 'call') return [true, 'imported only, because a call builds nothing']
  if (needsPush && !isPushed(destination)) return [true, 'imported only, because push is false']
  if (local.event.fork) return [true, 'imported only, because this is a pull request from a fork']
  const mode = inputs.cache === 'inline' ? 'in the image itself' : 'mode=max'
  return [false, `imported and exported (${mode}); a missing or failing cache never fails the job`]
}

/**
 * Builds of the same platforms and variant share a cache; others must not overwrite it, since a ref is one manifest. The
 * name of a branch cannot contain two dots, so they mark its end.
 */
function cacheTag({ platforms, variant }: CacheSource, branch: string): string {
  const parts = [platformPart(platforms), branch].filter((part) => part !== '')
  const suffix = variant.length === 0 ? '' : `..${variantPart(variant)}`
  return tagPart(`cache-${parts.map((part) => tagPart(part)).join('-')}${suffix}`, TAG_LIMIT)
}

/** Platforms in a tag, without a dash, so that the first dash ends them: amd64 on v2-fix is not amd64/v2 on fix. */
function platformPart(platforms: readonly Platform[]): string {
  const names = platforms.map((platform) => {
    const [system, ...machine] = printPlatform(platform).split('/')
    return `${system === 'linux' ? '' : `${system}.`}${machine.join('')}`
  })
  return names.toSorted().join('_')
}

/** A target is spelled out. Other choices could look the same as each other, and get a hash. */
function variantPart(variant: Variant): string {
  const words = variant.map(({ value }) => value).join('-')
  const isTarget = variant.every(({ by }) => by === 'target')
  return isTarget
    ? tagPart(words)
    : withHash(words, variant.map(({ by, value }) => `${by} ${value}`).join('\n'), PART_LIMIT)
}

/** A name as a component of a tag. If characters are lost, a hash of the name keeps it unique. */
function tagPart(name: string, limit = PART_LIMIT): string {
  return tagSlug(name) === name && name.length <= limit ? name : withHash(name, name, limit)
}

function withHash(name: string, of: string, limit: number): string {
  return `${tagSlug(name).slice(0, limit - 9)}.${shortHash(of, 8)}`
}

function tagSlug(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]+/g, '-')
}
