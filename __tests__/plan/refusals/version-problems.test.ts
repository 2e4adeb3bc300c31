import { describe, expect, test } from '@jest/globals'
import { parseAttestation } from '../../../src/buildx/attestation.ts'
import { parseCacheEntry } from '../../../src/buildx/cache-entry.ts'
import { parseOutput } from '../../../src/buildx/exporter.ts'
import type { BuilderFacts } from '../../../src/buildx/inspect.ts'
import type { EngineKind, Facts } from '../../../src/facts/facts.ts'
import { attestsOf } from '../../../src/plan/build/command.ts'
import { targetBuilder } from '../../../src/plan/builder/target.ts'
import { versionProblems } from '../../../src/plan/refusals/version-problems.ts'
import { builder, driverOptions, facts, type Given, inputs } from '../../builders.ts'

function problemsOf(given: Given, known: Facts) {
  const all = inputs(given)
  const target = targetBuilder(all, known)
  return versionProblems(all, known, { builder: target, attests: attestsOf(all, known, target) })
}

/** What is refused, without problems of the engine. */
function refused(given: Given, known: Facts): readonly string[] {
  return problemsOf(given, known).map(
    ({ input, what }) => `${input}: ${/, and (.*)\.$/.exec(what)?.[1] ?? what}`,
  )
}

/** An existing builder with nodes of these versions of BuildKit. */
function withBuildkit(...versions: readonly string[]): Facts {
  return facts({ builder: ofVersions(versions) })
}

function ofVersions(versions: readonly string[], overrides: Partial<BuilderFacts> = {}): BuilderFacts {
  const found = builder(
    versions.map(() => 'linux/amd64'),
    overrides,
  )
  const nodes = found.nodes.map((node, index) => ({ ...node, buildkit: versions[index] ?? '' }))
  return { ...found, nodes }
}

const OUTPUT = { outputs: [parseOutput('type=image,name=r.io/a,push=true,rewrite-timestamp=true')] }
const NO_ATTESTATIONS = { provenance: parseAttestation('type=provenance,disabled=true') }

describe('the BuildKit of a builder', () => {
  test.each<{ what: string; given: Given; version: string; problems: readonly string[] }>([
    {
      what: 'does not know an attribute of outputs',
      given: OUTPUT,
      version: 'v0.12.5',
      problems: ['outputs: outputs with rewrite-timestamp need 0.13.0'],
    },
    { what: 'is the first that knows it', given: OUTPUT, version: 'v0.13.0', problems: [] },
    { what: 'does not report its version', given: OUTPUT, version: '', problems: [] },
    { what: 'is made from a commit', given: OUTPUT, version: '7e5ab1c3f', problems: [] },
    {
      what: 'cannot make attestations',
      given: {},
      version: 'v0.10.6',
      problems: ['provenance: attestations need 0.11.0'],
    },
    { what: 'is requested none', given: NO_ATTESTATIONS, version: 'v0.10.6', problems: [] },
    {
      what: 'has no devices',
      given: { allow: ['device=vendor/x'] },
      version: 'v0.19.0',
      problems: ['allow: devices need 0.20.0'],
    },
    {
      what: 'does not know an attribute of caches',
      given: { 'cache-to': [parseCacheEntry('type=registry,ref=r.io/c,image-manifest=true')] },
      version: 'v0.11.6',
      problems: ['cache-to: caches with image-manifest need 0.12.0'],
    },
    {
      what: 'knows a service that is gone',
      given: { cache: 'gha' },
      version: 'v0.19.0',
      problems: ["cache: caches in GitHub's current service need 0.20.0"],
    },
    {
      what: 'knows another service, whose address is set',
      given: { 'cache-to': [parseCacheEntry('type=gha,url=https://cache.example/')] },
      version: 'v0.19.0',
      problems: [],
    },
    {
      what: 'lacks one form of provenance',
      given: { provenance: parseAttestation('type=provenance,version=v1') },
      version: 'v0.20.0',
      problems: ['provenance: versions of provenance need 0.23.0'],
    },
  ])('$what', ({ given, version, problems }) => {
    expect(refused({ builder: 'mine', ...given }, withBuildkit(version))).toEqual(problems)
  })

  test('counts on every node, and once', () => {
    const known = withBuildkit('v0.32.0', 'v0.12.5', 'v0.12.5')
    expect(refused({ builder: 'mine', ...OUTPUT }, known)).toHaveLength(1)
  })

  test('matters to no other service than that of GitHub', () => {
    const known = withBuildkit('v0.19.0')
    const step = { ...known.step, hasCacheServiceV2: false }
    expect(refused({ builder: 'mine', cache: 'gha' }, { ...known, step })).toEqual([])
  })

  test.each([
    { image: 'moby/buildkit:v0.12.5', isKnown: true },
    { image: 'docker.io/moby/buildkit:v0.12.5-rootless', isKnown: true },
    { image: 'mirror.example/hub/moby/buildkit:v0.12.5@sha256:0a', isKnown: true },
    { image: 'moby/buildkit:v0.12', isKnown: false },
    { image: 'moby/buildkit:buildx-stable-1', isKnown: false },
    { image: 'example.com/mine:v0.12.5', isKnown: false },
    { image: 'example.com/notmoby/buildkit:v0.12.5', isKnown: false },
  ])('is known by the tag of $image: $isKnown', ({ image, isKnown }) => {
    const given = { ...OUTPUT, 'driver-opts': driverOptions(`image=${image}`) }
    expect(refused(given, facts())).toHaveLength(isKnown ? 1 : 0)
  })

  test.each([
    {
      what: 'of a managed builder',
      given: { 'driver-opts': driverOptions('image=moby/buildkit:v0.12.5') },
      known: facts(),
      says: 'the BuildKit of the managed builder is v0.12.5, and outputs with rewrite-timestamp need 0.13.0. Set image=moby/buildkit:v0.13.0 or later in driver-opts, or remove image to get the latest.',
    },
    {
      what: 'that is there',
      given: { builder: 'mine' },
      known: withBuildkit('v0.12.5'),
      says: 'the BuildKit of the builder "mine" is v0.12.5, and outputs with rewrite-timestamp need 0.13.0. Recreate the builder with a later BuildKit, or remove builder to get a managed one.',
    },
    {
      what: 'of the engine',
      given: { driver: 'docker' as const },
      known: facts({ builder: ofVersions(['v0.12.5'], { driver: 'docker', name: 'default' }) }),
      says: 'the BuildKit of the builder "default" is v0.12.5, and outputs with rewrite-timestamp need 0.13.0. Update docker, whose engine contains its own BuildKit, or remove driver and builder to get a managed builder.',
    },
  ])('says what to do about one $what', ({ given, known, says }) => {
    const [problem] = problemsOf({ ...OUTPUT, ...given }, known)
    expect(`${problem?.what} ${problem?.cure}`).toBe(says)
  })
})

describe('the docker engine', () => {
  const NOTHING = { run: undefined, expect: undefined, 'exit-code': undefined, timeout: undefined }
  const SMOKE: Given = { smokeTests: [{ ...NOTHING, patterns: [], network: '', line: 1 }] }

  test.each<{ version: string; kind?: EngineKind; given?: Given; problems: readonly string[] }>([
    { version: '18.09.9', problems: ['driver: builders need 19.03.0'] },
    { version: '18.09.9', given: { driver: 'remote', 'builder-endpoint': 'tcp://b:1' }, problems: [] },
    { version: '19.03.15', problems: [] },
    { version: '19.03.15', given: SMOKE, problems: ['smoke-test: containers of a platform need 20.10.0'] },
    { version: '20.10.24', given: SMOKE, problems: [] },
    { version: '4.9.3', kind: 'podman', problems: [] },
    { version: '', problems: [] },
    { version: 'dev', problems: [] },
  ])('of version "$version"', ({ version, kind = 'docker', given = {}, problems }) => {
    const { engine } = facts()
    expect(refused(given, facts({ engine: { ...engine, version, kind } }))).toEqual(problems)
  })
})
