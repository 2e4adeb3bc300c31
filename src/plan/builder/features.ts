/**
 * Features that not every version of docker's tools has, and the first version that has them. Found by comparing the
 * sources of consecutive releases (docker/buildx from 0.12 to 0.36, moby/buildkit from 0.11 to 0.32); if those are too
 * far apart, the older one counts, so that nothing is refused that would work. docs/environment.md has the same rows.
 */
import type { Attestation } from '../../buildx/attestation.ts'
import type { TypedAttributes } from '../../buildx/attributes.ts'
import { isOlder } from '../../buildx/version.ts'
import type { CacheService } from '../../facts/facts.ts'
import type { InputName, Inputs } from '../../inputs/table.ts'

/** The inputs that may request such a feature. */
export const FEATURE_INPUTS = [
  ...(['call', 'allow', 'outputs', 'cache', 'cache-from', 'cache-to'] as const),
  'smokeTests',
] as const

type FeatureInputs = Pick<Inputs, (typeof FEATURE_INPUTS)[number]>

/** Something that a tool supports from a version on. */
export interface Feature<Known> {
  /** For messages: in lower case and plural. */
  readonly name: string
  readonly input: InputName
  readonly since: string
  /** Whether every build uses it, which makes this the minimum version. */
  readonly isAlways?: true
  readonly isUsed: (inputs: FeatureInputs, known: Known) => boolean
}

type Service = Pick<CacheService, 'hasCacheServiceV2'>

export const BUILDX_FEATURES: readonly Feature<Service>[] = [
  // Release notes of 0.13; so is create --buildkitd-config.
  {
    name: 'builds with several outputs',
    input: 'outputs',
    since: '0.13.0',
    isAlways: true,
    isUsed: () => true,
  },
  // --print before, with experimental features enabled.
  { name: 'calls', input: 'call', since: '0.15.0', isUsed: ({ call }) => call !== '' },
  { name: 'devices', input: 'allow', since: '0.21.0', isUsed: allowsDevice },
  // https://docs.docker.com/build/ci/github-actions/cache/
  {
    name: "caches in GitHub's current service",
    input: 'cache',
    since: '0.21.0',
    isUsed: usesCacheServiceV2,
  },
  {
    name: 'outputs that delete files',
    input: 'allow',
    since: '0.34.0',
    isUsed: ({ allow }) => allow.includes('buildx.local.delete'),
  },
]

interface BuildContext extends Service {
  readonly attests: readonly Attestation[]
}

export const BUILDKIT_FEATURES: readonly Feature<BuildContext>[] = [
  {
    name: 'attestations',
    input: 'provenance',
    since: '0.11.0',
    isUsed: (_, { attests }) => attests.some(({ isDisabled }) => !isDisabled),
  },
  outputFeature('platform-split', '0.12.0'),
  cacheFeature('image-manifest', '0.12.0'),
  cacheFeature('registry.insecure', '0.12.0'),
  outputFeature('rewrite-timestamp', '0.13.0'),
  cacheFeature('repository', '0.14.0'),
  cacheFeature('upload_parallelism', '0.16.0'),
  outputFeature('oci-artifact', '0.19.0'),
  { name: 'devices', input: 'allow', since: '0.20.0', isUsed: allowsDevice },
  {
    name: "caches in GitHub's current service",
    input: 'cache',
    since: '0.20.0',
    isUsed: usesCacheServiceV2,
  },
  {
    name: 'versions of provenance',
    input: 'provenance',
    since: '0.23.0',
    isUsed: (_, { attests }) => attests.some(({ attributes }) => Object.hasOwn(attributes, 'version')),
  },
  cacheFeature('retry_mode', '0.30.0'),
  cacheFeature('retry_max_attempts', '0.30.0'),
  cacheFeature('disable_accept_encoding', '0.30.0'),
  cacheFeature('reset', '0.31.0'),
  outputFeature('mode', '0.31.0'),
  {
    name: 'complete-materials of provenance',
    input: 'provenance',
    since: '0.31.0',
    isUsed: (_, { attests }) =>
      attests.some(({ attributes }) => Object.hasOwn(attributes, 'complete-materials')),
  },
]

interface EngineContext {
  /** Whether nodes of the builder run on it. */
  readonly hasNodes: boolean
}

export const ENGINE_FEATURES: readonly Feature<EngineContext>[] = [
  // API 1.40, the smallest that docker's client of 2025 speaks (moby/moby/client, MinAPIVersion), which Buildx is made with.
  { name: 'builders', input: 'driver', since: '19.03.0', isUsed: (_, { hasNodes }) => hasNodes },
  // API 1.41: before, the platform of a container was experimental.
  {
    name: 'containers of a platform',
    input: 'smoke-test',
    since: '20.10.0',
    isUsed: ({ smokeTests }) => smokeTests.length > 0,
  },
]

/** Whether a supported version of Buildx may be too old for the inputs, so that its version must be known. */
export function needsNewBuildx(inputs: FeatureInputs, service: Service): boolean {
  return BUILDX_FEATURES.some(({ isAlways = false, isUsed }) => !isAlways && isUsed(inputs, service))
}

/** The features that the inputs request and a version is too old for; empty if the version is unknown. */
export function lackingIn<Known>(
  features: readonly Feature<Known>[],
  version: string,
  inputs: FeatureInputs,
  known: Known,
): readonly Feature<Known>[] {
  return features.filter(({ since, isUsed }) => isOlder(version, since) && isUsed(inputs, known))
}

function outputFeature(attribute: string, since: string): Feature<unknown> {
  const isUsed = ({ outputs }: FeatureInputs): boolean => outputs.some(hasAttribute(attribute))
  return { name: `outputs with ${attribute}`, input: 'outputs', since, isUsed }
}

function cacheFeature(attribute: string, since: string): Feature<unknown> {
  const isUsed = (inputs: FeatureInputs): boolean =>
    inputs['cache-to'].some(hasAttribute(attribute)) || inputs['cache-from'].some(hasAttribute(attribute))
  return { name: `caches with ${attribute}`, input: 'cache-to', since, isUsed }
}

function hasAttribute(attribute: string): (typed: TypedAttributes) => boolean {
  return ({ attributes }) => Object.hasOwn(attributes, attribute)
}

function allowsDevice({ allow }: FeatureInputs): boolean {
  return allow.some((name) => /^device(?:=|$)/.test(name))
}

/** Where this service exists, its predecessor was shut down in April 2025: https://gh.io/gha-cache-sunset */
function usesCacheServiceV2(inputs: FeatureInputs, { hasCacheServiceV2 }: Service): boolean {
  const entries = [...inputs['cache-from'], ...inputs['cache-to']]
  const isDerived = inputs.cache === 'gha' && entries.length === 0
  const choosesService = ['url', 'url_v2', 'version'].map(hasAttribute)
  const isOfService = entries.some(
    (entry) => entry.type === 'gha' && !choosesService.some((says) => says(entry)),
  )
  return hasCacheServiceV2 && (isDerived || isOfService)
}
