import { describe, expect, test } from '@jest/globals'
import { parseProvenance } from '../../src/buildx/attestation.ts'
import type { Problem } from '../../src/errors.ts'
import type { Facts } from '../../src/facts/facts.ts'
import { parseAnnotation } from '../../src/inputs/annotation.ts'
import { makePlan } from '../../src/plan/make.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { ruleProblems } from '../../src/plan/refusals/rules.ts'
import { printPlatforms } from '../../src/platforms/platform.ts'
import {
  builder,
  caches,
  exporters,
  FOLDER,
  facts,
  type Given,
  inputs,
  PUBLISHING,
  platforms,
  refusalOf,
  setting,
  valuesOf,
} from '../builders.ts'

const APP = { repository: 'ghcr.io/owner/app', tag: '1' }
const HUB = { repository: 'owner/app', tag: '' }
const TEMP = facts().temp
const RUN = 'https://github.com/owner/app/actions/runs/77/attempts/1'

/** arm64 has its own Dockerfile; the others are built together. */
const THREE: Given = {
  platforms: platforms('linux/amd64,linux/arm64,linux/arm/v7'),
  platformSettings: [
    setting('linux/arm64', { file: 'Dockerfile.arm64', target: 'slim', labels: ['a=1'], context: './arm' }),
  ],
  tags: [APP, HUB],
  push: true,
}

const SOURCES = [
  FOLDER,
  { ...FOLDER, context: './arm', file: 'Dockerfile.arm64', dockerfile: 'Dockerfile.arm64' },
]

const onDisk = (overrides: Partial<Facts> = {}): Facts => {
  const base = facts(overrides)
  return { ...base, paths: { ...base.paths, sources: SOURCES } }
}

const planned = (given: Given = {}, machine: Partial<Facts> = {}): Plan =>
  makePlan(inputs({ ...THREE, ...given }), onDisk(machine))

/** Why the rules or the plan refuse it. */
function refusal(given: Given, machine: Partial<Facts> = {}): readonly Problem[] {
  const broken = ruleProblems(inputs({ ...THREE, ...given }), onDisk(machine), [])
  return broken.length > 0 ? broken : refusalOf(() => planned(given, machine))
}

const inputsOf = (problems: readonly Problem[]): readonly string[] => problems.map(({ input }) => input)

/** The values of a flag in each build command. */
const each = ({ builds }: Plan, flag: string): readonly (readonly string[])[] =>
  builds.map((build) => valuesOf(build, flag))

const BY_DIGEST =
  'type=image,"name=ghcr.io/owner/app,owner/app",push-by-digest=true,name-canonical=true,push=true'

describe('platforms with settings of their own', () => {
  test('are built by a command for each group', () => {
    const [first, second, ...more] = planned().builds
    expect(more).toEqual([])
    expect(first).toMatchObject({
      platforms: platforms('linux/amd64,linux/arm/v7'),
      dockerfile: 'Dockerfile',
      metadataFile: `${TEMP}/metadata.json`,
      iidFile: `${TEMP}/iid`,
    })
    expect(second).toMatchObject({
      platforms: platforms('linux/arm64'),
      dockerfile: 'Dockerfile.arm64',
      metadataFile: `${TEMP}/metadata-2.json`,
      iidFile: `${TEMP}/iid-2`,
    })
  })

  test('have the whole command of the group', () => {
    const { builds, builder } = planned()
    const [first, second] = builds
    const cache = 'type=registry,ref=ghcr.io/owner/app:cache-amd64_armv7-main'
    expect(first?.command).toEqual([
      ...['buildx', 'build', '--builder', builder.name],
      ...['--platform', 'linux/amd64,linux/arm/v7'],
      ...['--attest', `type=provenance,mode=max,builder-id=${RUN}`],
      ...['--cache-from', cache, '--cache-to', `${cache},mode=max,ignore-error=true`],
      ...['--output', BY_DIGEST, '--iidfile', `${TEMP}/iid`, '--metadata-file', `${TEMP}/metadata.json`],
      ...['--progress', 'plain', '.'],
    ])
    expect(second?.command.at(-1)).toBe('./arm')
    expect(second?.command).toEqual(
      expect.arrayContaining(['--file', 'Dockerfile.arm64', '--target', 'slim', '--label', 'a=1']),
    )
  })

  test('are pushed by digest, and their tags follow when they are joined', () => {
    const plan = planned()
    expect(each(plan, '--output')).toEqual([[BY_DIGEST], [BY_DIGEST]])
    expect(each(plan, '--tag')).toEqual([[], []])
    expect(plan.builds.filter(({ command }) => command.includes('--push'))).toEqual([])
    expect(plan.publish).toEqual({
      repositories: ['ghcr.io/owner/app', 'owner/app'],
      tags: ['ghcr.io/owner/app:1', 'owner/app:latest'],
      by: 'digest',
      ...PUBLISHING,
    })
  })

  test('have the arguments of a build of one platform if a group is one', () => {
    const [first = [], second = []] = each(planned(), '--build-arg')
    expect(first).toEqual([])
    expect(second).toContain('TARGETPLATFORM=linux/arm64')
    expect(second).toContain('BUILDPLATFORM=linux/amd64')
  })

  test('have caches that do not overwrite each other', () => {
    const plan = planned()
    const [first, second] = plan.builds
    expect(first?.cache.to).toEqual([{ ref: 'ghcr.io/owner/app:cache-amd64_armv7-main', why: 'branch main' }])
    const own = 'ghcr.io/owner/app:cache-arm64-main..slim-Dockerfile.arm64-arm.98f1d516'
    expect(second?.cache.to).toEqual([{ ref: own, why: 'branch main' }])
    expect(new Set(each(plan, '--cache-to').flat()).size).toBe(2)
  })

  test.each(['gha', 'local'] as const)('have caches of their own with cache: %s', (cache) => {
    const plan = planned({ cache })
    expect(new Set(each(plan, '--cache-to').flat()).size).toBe(2)
    const folders = plan.builds.map((build) => build.cache.folder)
    if (cache === 'local') expect(new Set(folders).size).toBe(2)
  })

  test('have caches of their own in the repository of cache-ref', () => {
    const plan = planned({ 'cache-ref': { repository: 'ghcr.io/owner/cache', tag: '' } })
    expect(each(plan, '--cache-to').flat()).toEqual(
      ['amd64_armv7-main', 'arm64-main..slim-Dockerfile.arm64-arm.98f1d516'].map(
        (names) => `type=registry,ref=ghcr.io/owner/cache:cache-${names},mode=max,ignore-error=true`,
      ),
    )
  })

  test('do not overwrite the one cache that cache-ref names with a tag', () => {
    const given = { 'cache-ref': { repository: 'ghcr.io/owner/cache', tag: 'mine' } }
    const written = refusal(given).length > 0 ? [] : each(planned(given), '--cache-to').flat()
    expect(new Set(written).size).toBe(written.length)
  })

  test('share secrets, which are written once', () => {
    const plan = planned({ secrets: [{ id: 'npm', value: 'hunter2' }] })
    expect(plan.secretFiles).toEqual([{ id: 'npm', path: `${TEMP}/secrets/0` }])
    expect(each(plan, '--secret')).toEqual([
      [`id=npm,src=${TEMP}/secrets/0`],
      [`id=npm,src=${TEMP}/secrets/0`],
    ])
    expect(JSON.stringify(plan)).not.toContain('hunter2')
  })

  test('are one build if all settings are equal', () => {
    const plan = planned({ platformSettings: [setting('linux/*', { file: 'Other' })] })
    expect(plan.builds.map((build) => printPlatforms(build.platforms))).toEqual([
      'linux/amd64,linux/arm64,linux/arm/v7',
    ])
    expect(plan.publish?.by).toBe('tags')
    expect(each(plan, '--tag')).toEqual([['ghcr.io/owner/app:1', 'owner/app']])
  })

  test('are built without a push, too', () => {
    const plan = planned({ push: false, 'cache-to': caches('type=gha') })
    expect(plan.publish).toBeUndefined()
    expect(each(plan, '--output')).toEqual([[], []])
  })

  test('are each called', () => {
    const plan = planned({ call: 'check' })
    expect(plan.publish).toBeUndefined()
    expect(each(plan, '--call')).toEqual([['check'], ['check']])
    expect(each(plan, '--output')).toEqual([[], []])
  })

  test('are called by a driver that could not push them', () => {
    const docker = builder(['linux/amd64,linux/arm64,linux/arm/v7'], { driver: 'docker' })
    expect(each(planned({ call: 'check', builder: 'mine' }, { builder: docker }), '--call')).toEqual([
      ['check'],
      ['check'],
    ])
  })

  test('are plain data', () => {
    const plan = planned({ annotations: [parseAnnotation('index:a=1')] })
    expect(structuredClone(plan)).toEqual(plan)
  })
})

describe('annotations of several builds', () => {
  test('go to the images where they are theirs, and to the index where they are its own', () => {
    const annotations = ['index:i=1', 'm=2', 'index,manifest:b=3', 'manifest-descriptor:d=4'].map(
      parseAnnotation,
    )
    const plan = planned({ annotations })
    expect(each(plan, '--annotation')).toEqual([
      ['manifest:m=2', 'manifest:b=3'],
      ['manifest:m=2', 'manifest:b=3'],
    ])
    expect(plan.publish?.annotations).toEqual([
      'index:i=1',
      'index:b=3',
      ...['linux/amd64', 'linux/arm64', 'linux/arm/v7'].map((name) => `manifest-descriptor[${name}]:d=4`),
    ])
  })

  test('of one platform go to its build, and not to a platform that is not built', () => {
    const annotations = [parseAnnotation('manifest[linux/arm64]:a=1')]
    expect(refusal({ annotations })).toEqual([])
    expect(each(planned({ annotations }), '--annotation')).toEqual([[], ['manifest[linux/arm64]:a=1']])
  })

  test('of a platform that no build has are refused, once', () => {
    const annotations = [parseAnnotation('manifest[linux/s390x]:a=1')]
    expect(inputsOf(refusal({ annotations }))).toEqual(['annotations'])
  })

  test('of an index are accepted without attestations, because there is always an index', () => {
    expect(
      refusal({ annotations: [parseAnnotation('index:a=1')], provenance: parseProvenance('false') }),
    ).toEqual([])
  })
})

describe('what several builds cannot do', () => {
  const engine = { ...facts().engine, containerdStore: true }

  test.each<{ what: string; given: Given; input: string }>([
    {
      what: 'load, because each would take the tags from the one before',
      given: { load: true, push: false },
      input: 'load',
    },
    {
      what: 'load by an output',
      given: { outputs: exporters('type=docker'), push: false },
      input: 'outputs',
    },
    {
      what: 'write to one file',
      given: { outputs: exporters('type=oci,dest=image.tar') },
      input: 'outputs',
    },
    {
      what: 'get no tag: nothing could name the index that they are joined in',
      given: {
        tags: [],
        push: false,
        outputs: exporters('type=image,name=owner/app,push-by-digest=true,name-canonical=true,push=true'),
      },
      input: 'tags',
    },
    {
      what: 'get no tag, although names are set',
      given: {
        tags: [{ repository: 'owner/app', tag: '' }],
        push: false,
        outputs: exporters('type=image,push-by-digest=true,push=true'),
      },
      input: 'tags',
    },
  ])('is to $what', ({ given, input }) => {
    expect(inputsOf(refusal(given, { engine }))).toEqual([input])
  })

  test('would overwrite the files of another one', () => {
    const given = { outputs: exporters('type=local,dest=out') }
    const values = refusal(given).length > 0 ? [] : each(planned(given), '--output').flat()
    const folders = values.filter((value) => value.startsWith('type=local'))
    expect(folders.filter((value) => !value.includes('platform-split=true'))).toEqual([])
  })

  test('is to contradict a platform, in the settings of any of them', () => {
    const platformSettings = [
      setting('linux/arm*', { 'build-args': ['TARGETVARIANT=v6'] }),
      setting('linux/arm64', { file: 'Dockerfile.arm64' }),
    ]
    expect(refusal({ platformSettings })).toMatchObject([
      { input: 'platform-settings', what: expect.stringContaining('whose TARGETVARIANT is ""') },
      { input: 'platform-settings', what: expect.stringContaining('whose TARGETVARIANT is "v7"') },
    ])
  })
})

describe('a part', () => {
  const LEG: Given = { mode: 'part', platforms: platforms('linux/arm64'), tags: [APP, HUB] }
  const leg = (given: Given = {}, machine: Partial<Facts> = {}): Plan =>
    makePlan(inputs({ ...LEG, ...given }), facts(machine))

  test('is pushed by digest and gets no tag, regardless of what push says', () => {
    for (const push of [true, false]) {
      const plan = leg({ push })
      expect(each(plan, '--output')).toEqual([[BY_DIGEST]])
      expect(each(plan, '--tag')).toEqual([[]])
      expect(plan.builds[0]?.command).not.toContain('--push')
      expect(plan.publish).toEqual({
        repositories: ['ghcr.io/owner/app', 'owner/app'],
        tags: [],
        by: 'digest',
        ...PUBLISHING,
      })
    }
  })

  test('is handed over, with a warning if it cannot be', () => {
    const { step } = facts()
    expect(leg().part).toMatchObject({ handOver: { by: 'artifact' } })
    expect(leg().warnings).toEqual([])
    const without = leg({ 'hand-over': 'artifacts' }, { step: { ...step, hasArtifactService: false } })
    expect(without.part).toMatchObject({ handOver: { by: 'output' } })
    expect(without.warnings).toEqual([expect.stringContaining('the output part')])
  })

  test('is none in a build', () => {
    expect(leg({ mode: 'build', push: true }).part).toBeUndefined()
  })

  test('has a cache of its platforms, which it may write because it is pushed', () => {
    const cache = 'type=registry,ref=ghcr.io/owner/app:cache-arm64-main'
    expect(each(leg(), '--cache-from')).toEqual([[cache]])
    expect(each(leg(), '--cache-to')).toEqual([[`${cache},mode=max,ignore-error=true`]])
  })

  test("writes no cache in a fork's pull request", () => {
    expect(each(leg({}, { event: { ...facts().event, fork: true } }), '--cache-to')).toEqual([[]])
  })

  test('has the annotations of its own images', () => {
    const annotations = ['m=1', 'index:i=2', 'index,manifest:b=3', 'manifest-descriptor:d=4'].map(
      parseAnnotation,
    )
    const plan = leg({ annotations, provenance: parseProvenance('false') })
    expect(each(plan, '--annotation')).toEqual([['manifest:m=1', 'manifest:b=3']])
  })

  test('leaves annotations of the platforms of other legs to them, because all get the same inputs', () => {
    const annotations = ['manifest[linux/amd64]:a=1', 'manifest[linux/arm64]:b=2'].map(parseAnnotation)
    expect(each(leg({ annotations }), '--annotation')).toEqual([['manifest[linux/arm64]:b=2']])
  })

  test('takes what an output says of the image', () => {
    const plan = leg({ outputs: exporters('type=image,compression=zstd') })
    expect(each(plan, '--output')).toEqual([[`${BY_DIGEST},compression=zstd`]])
  })

  test('of several platforms with settings is one part anyway', () => {
    const given = {
      platforms: platforms('linux/arm64,linux/arm/v7'),
      platformSettings: [setting('linux/arm/v7', { file: 'Dockerfile.arm' })],
    }
    const plan = leg(given, { paths: { ...facts().paths, sources: SOURCES } })
    expect(plan.builds.map((build) => printPlatforms(build.platforms))).toEqual([
      'linux/arm64',
      'linux/arm/v7',
    ])
    expect(each(plan, '--output')).toEqual([[BY_DIGEST], [BY_DIGEST]])
    expect(plan.publish).toMatchObject({ tags: [], by: 'digest' })
    expect(plan.part).toBeDefined()
  })
})
