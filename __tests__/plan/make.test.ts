import { describe, expect, test } from '@jest/globals'
import type { EngineKind, Facts } from '../../src/facts/facts.ts'
import type { Inputs } from '../../src/inputs/table.ts'
import { makePlan } from '../../src/plan/make.ts'
import { printPlatform } from '../../src/platforms/platform.ts'
import {
  builder,
  caches,
  driverOptions,
  exporters,
  facts,
  handler,
  inlineConfig,
  inputs,
  platforms,
  refusalOf,
  valuesOf,
} from '../builders.ts'

const APP = { repository: 'ghcr.io/owner/app', tag: '1' }
const FROM = 'type=registry,ref=ghcr.io/owner/app:cache-amd64_arm64-main'

/** Why a plan is refused: the input and the message of each reason. */
const refusal = (given: Partial<Inputs>, machine: Partial<Facts>) =>
  refusalOf(() => makePlan(inputs(given), facts(machine))).map(({ input, what }) => [input, what])

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const member of Object.values(value)) deepFreeze(member)
  }
  return value
}

/** Platforms and how they run. */
const runs = (given: Partial<Inputs>, machine: Partial<Facts>): readonly string[] =>
  makePlan(inputs(given), facts(machine)).platforms.map(
    (planned) => `${printPlatform(planned.platform)} ${planned.runs}`,
  )

const INLINE = await inlineConfig('[registry."docker.io"]\n  mirrors = ["mirror.example.com"]')

describe('a plan', () => {
  const given: Partial<Inputs> = {
    platforms: platforms('linux/amd64,linux/arm64'),
    tags: [APP, { repository: 'owner/app', tag: '' }],
    push: true,
    'build-args': ['A=1'],
    'driver-opts': driverOptions('network=host'),
    ...INLINE,
  }

  test('of a whole job', () => {
    const plan = makePlan(inputs(given), facts())
    const { name } = plan.builder
    const { temp } = plan
    expect(plan).toMatchObject({
      temp,
      files: [
        {
          path: `${temp}/buildkitd.toml`,
          content: '[registry."docker.io"]\n  mirrors = ["mirror.example.com"]\n',
        },
      ],
      emulation: { platforms: platforms('linux/arm64') },
      builder: { kind: 'managed', name },
      secretFiles: [],
      call: '',
      publish: {
        repositories: ['ghcr.io/owner/app', 'owner/app'],
        tags: ['ghcr.io/owner/app:1', 'owner/app:latest'],
        by: 'tags',
        annotations: [],
      },
      proof: undefined,
      smoke: undefined,
      part: undefined,
      notices: [],
      warnings: [],
    })
    expect(plan.builder).toMatchObject({
      kind: 'managed',
      name,
      create: [
        [
          ...[
            'buildx',
            'create',
            '--name',
            name,
            '--driver',
            'docker-container',
            '--driver-opt',
            'network=host',
          ],
          ...['--buildkitd-config', `${temp}/buildkitd.toml`, '--bootstrap'],
        ],
      ],
    })
    const [build] = plan.builds
    expect(plan.builds).toHaveLength(1)
    expect(build).toEqual({
      number: 1,
      platforms: platforms('linux/amd64,linux/arm64'),
      dockerfile: 'Dockerfile',
      metadataFile: `${temp}/metadata.json`,
      iidFile: `${temp}/iid`,
      loaded: '',
      cacheServers: [],
      layout: '',
      plainer: [
        expect.objectContaining({ without: 'without OCI artifacts' }),
        expect.objectContaining({ without: 'without attestations' }),
      ],
      cache: expect.objectContaining({
        imports: caches(FROM),
        exports: caches(`${FROM},mode=max,ignore-error=true`),
      }),
      command: [
        ...['buildx', 'build', '--builder', name, '--platform', 'linux/amd64,linux/arm64'],
        ...['--build-arg', 'A=1', '--tag', 'ghcr.io/owner/app:1', '--tag', 'owner/app'],
        ...['--attest', `type=provenance,mode=max,builder-id=${facts().event.runUrl}`],
        ...['--cache-from', FROM, '--cache-to', `${FROM},mode=max,ignore-error=true`, '--push'],
        ...['--iidfile', `${temp}/iid`, '--metadata-file', `${temp}/metadata.json`],
        ...['--progress', 'plain', '.'],
      ],
    })
  })

  test('is the same for the same inputs and facts, and changes neither', () => {
    const frozenInputs = deepFreeze(inputs({ ...given, qemu: platforms('linux/riscv64,linux/arm64') }))
    const frozenFacts = deepFreeze(facts({ handlers: [handler('arm64')], builder: undefined }))
    expect(makePlan(frozenInputs, frozenFacts)).toEqual(makePlan(frozenInputs, frozenFacts))
  })

  test('is plain data', () => {
    const plan = makePlan(inputs(given), facts())
    expect(structuredClone(plan)).toEqual(plan)
  })

  test('of one platform names its arguments one by one', () => {
    const [build] = makePlan(inputs({ platforms: platforms('linux/arm64') }), facts()).builds
    expect(valuesOf(build, '--build-arg')).toEqual([
      'BUILDPLATFORM=linux/amd64',
      'BUILDOS=linux',
      'BUILDOSVERSION=',
      'BUILDARCH=amd64',
      'BUILDVARIANT=',
      'TARGETPLATFORM=linux/arm64',
      'TARGETOS=linux',
      'TARGETOSVERSION=',
      'TARGETARCH=arm64',
      'TARGETVARIANT=',
    ])
  })

  test('of nothing pushed has nothing to publish', () => {
    expect(makePlan(inputs({ tags: [APP] }), facts()).publish).toBeUndefined()
  })

  test('publishes a tag that is named twice once', () => {
    const { publish } = makePlan(inputs({ push: true, tags: [APP, APP] }), facts())
    expect(publish?.tags).toEqual(['ghcr.io/owner/app:1'])
  })
})

describe('the platforms of a plan', () => {
  test.each([
    {
      what: "are the machine's own if nothing is requested",
      given: {},
      machine: {},
      expected: ['linux/amd64 native'],
    },
    {
      what: "are the builder's own if nothing is requested",
      given: { builder: 'mine' },
      machine: { builder: builder(['linux/arm64,linux/arm/v7']) },
      expected: ["linux/arm64 by the builder's node"],
    },
    {
      what: "are the machine's own if nothing is requested if the builder does not run yet",
      given: { builder: 'mine' },
      machine: { builder: builder(['']) },
      expected: ['linux/amd64 native'],
    },
    {
      what: 'keep their order, each once',
      given: { platforms: platforms('linux/arm64,linux/amd64,linux/arm64/v8') },
      machine: {},
      expected: ['linux/arm64 emulated', 'linux/amd64 native'],
    },
    {
      what: 'run by an emulator that is there',
      given: { platforms: platforms('linux/arm64'), qemu: 'off' } as const,
      machine: { handlers: [handler('arm64')] },
      expected: ['linux/arm64 emulated'],
    },
    {
      what: 'run by nothing if emulators are off',
      given: { platforms: platforms('linux/arm64'), qemu: 'off' } as const,
      machine: {},
      expected: ['linux/arm64 no emulator'],
    },
    {
      what: 'run by nothing if the list of emulators leaves them out',
      given: { platforms: platforms('linux/arm64,linux/riscv64'), qemu: platforms('linux/riscv64') },
      machine: {},
      expected: ['linux/arm64 no emulator', 'linux/riscv64 emulated'],
    },
    {
      what: 'run by all emulators there are',
      given: { platforms: platforms('linux/arm64'), qemu: 'all' } as const,
      machine: {},
      expected: ['linux/arm64 emulated'],
    },
    {
      what: 'run on the node that offers them',
      given: { platforms: platforms('linux/amd64,linux/arm64'), builder: 'mine' },
      machine: { builder: builder(['linux/amd64', 'linux/arm64'], { driver: 'remote' }) },
      expected: ["linux/amd64 by the builder's node", "linux/arm64 by the builder's node"],
    },
  ])('$what', ({ given, machine, expected }) => {
    expect(runs(given, machine)).toEqual(expected)
  })

  test('know the machine of the node that builds them', () => {
    const machine = { builder: builder(['linux/amd64,linux/386', 'linux/arm64,linux/arm/v7']) }
    const plan = makePlan(
      inputs({ platforms: platforms('linux/386,linux/arm/v7'), builder: 'mine' }),
      facts(machine),
    )
    expect(plan.platforms.map(({ args }) => [args.TARGETPLATFORM, args.BUILDPLATFORM])).toEqual([
      ['linux/386', 'linux/amd64'],
      // Another node might have an emulator for it by now.
      ['linux/arm/v7', ''],
    ])
  })
})

describe('an existing builder', () => {
  const { nodes, ...head } = builder(['linux/arm64,linux/arm/v7,linux/amd64'])
  const declared = { ...head, nodes: nodes.map((node) => ({ ...node, machine: undefined })) }

  test('that does not report its own platform gets no BUILD arguments: BuildKit knows them', () => {
    const given = inputs({
      builder: 'mine',
      platforms: platforms('linux/arm/v7'),
      'build-args': ['BUILDARCH=x'],
    })
    const [build] = makePlan(given, facts({ builder: declared })).builds
    expect(valuesOf(build, '--build-arg')).toEqual([
      'TARGETPLATFORM=linux/arm/v7',
      'TARGETOS=linux',
      'TARGETOSVERSION=',
      'TARGETARCH=arm',
      'TARGETVARIANT=v7',
      'BUILDARCH=x',
    ])
  })

  test('is used as it is', () => {
    const plan = makePlan(inputs({ builder: 'mine' }), facts({ builder: builder(['linux/amd64']) }))
    expect(plan.builder).toMatchObject({ kind: 'existing', name: 'mine' })
    expect(plan.builds[0]?.command.slice(0, 4)).toEqual(['buildx', 'build', '--builder', 'mine'])
  })
})

describe('what cannot be carried out', () => {
  const twoPlatforms = { platforms: platforms('linux/amd64,linux/arm64') }
  const notOffered = (name: string) =>
    `no node of the builder "mine" builds ${name}, and no emulator on this machine can add it. It builds: linux/amd64.`

  test.each([
    {
      what: 'several platforms loaded into an engine that holds one',
      given: { ...twoPlatforms, load: true },
      machine: {},
      reasons: [['load', 'this docker engine (28.5.1) cannot hold 2 platforms of one image.']],
    },
    {
      what: 'a platform that a remote builder does not offer',
      given: { ...twoPlatforms, builder: 'mine' },
      machine: { builder: builder(['linux/amd64'], { driver: 'remote' }) },
      reasons: [['platforms', notOffered('linux/arm64')]],
    },
    {
      what: 'a platform that a remote builder does not offer, though an emulator is on this machine',
      given: { ...twoPlatforms, builder: 'mine' },
      machine: { builder: builder(['linux/amd64'], { driver: 'remote' }), handlers: [handler('arm64')] },
      reasons: [['platforms', notOffered('linux/arm64')]],
    },
    {
      what: 'a platform that a remote builder does not offer, though this machine is one',
      given: { platforms: platforms('linux/arm64'), builder: 'mine' },
      machine: {
        builder: builder(['linux/amd64'], { driver: 'kubernetes' }),
        engine: { ...facts().engine, platform: platforms('linux/arm64')[0] ?? facts().engine.platform },
      },
      reasons: [['platforms', notOffered('linux/arm64')]],
    },
    {
      what: 'a platform that a builder here does not offer, without emulators',
      given: { ...twoPlatforms, builder: 'mine', qemu: 'off' } as const,
      machine: { builder: builder(['linux/amd64']) },
      reasons: [['platforms', notOffered('linux/arm64')]],
    },
    {
      what: 'a platform that no emulator adds to a builder here',
      given: { platforms: platforms('linux/amd64,windows/amd64'), builder: 'mine' },
      machine: { builder: builder(['linux/amd64']) },
      reasons: [['platforms', notOffered('windows/amd64')]],
    },
    {
      what: "a BUILD argument that contradicts the builder's machine",
      given: { platforms: platforms('linux/amd64'), 'build-args': ['BUILDARCH=arm64'] },
      machine: {},
      reasons: [['build-args', '"BUILDARCH=arm64" contradicts the platform, whose BUILDARCH is "amd64".']],
    },
    {
      what: 'everything at once',
      given: { ...twoPlatforms, load: true, builder: 'mine', 'build-args': ['TARGETARCH=amd64'] },
      machine: { builder: builder(['linux/amd64'], { driver: 'remote' }) },
      reasons: [
        ['build-args', '"TARGETARCH=amd64" would apply to all 2 platforms and produce wrong images.'],
        ['load', 'this docker engine (28.5.1) cannot hold 2 platforms of one image.'],
        ['platforms', notOffered('linux/arm64')],
      ],
    },
  ])('$what is refused', ({ given, machine, reasons }) => {
    expect(refusal(given, machine)).toEqual(reasons)
  })

  test.each([
    { what: 'one platform loaded', given: { load: true }, machine: {} },
    {
      what: 'several platforms loaded into the containerd store',
      given: { ...twoPlatforms, load: true },
      machine: { engine: { ...facts().engine, containerdStore: true } },
    },
    {
      what: 'a platform named twice, loaded',
      given: { platforms: platforms('linux/arm64,linux/arm64/v8'), load: true },
      machine: {},
    },
    {
      what: 'a platform that an emulator adds to a builder here',
      given: { ...twoPlatforms, builder: 'mine' },
      machine: { builder: builder(['linux/amd64']) },
    },
    {
      what: 'a platform that no emulator runs, on a managed builder: it may need no RUN',
      given: { platforms: platforms('windows/amd64') },
      machine: {},
    },
  ])('but not $what', ({ given, machine }) => {
    expect(refusal(given, machine)).toEqual([])
  })
})

describe('warnings and notices', () => {
  test.each([
    {
      what: 'a platform named twice',
      given: {
        platforms: platforms('linux/arm64,linux/amd64,aarch64,linux/arm64/v8'),
        load: true,
        qemu: 'all',
      } as const,
      machine: { engine: { ...facts().engine, containerdStore: true } },
      notices: ['platforms: linux/arm64 is named more than once (after normalising) and built once.'],
      warnings: [],
    },
    {
      what: 'a platform without an emulator',
      given: { platforms: platforms('linux/arm64'), qemu: 'off', push: true, tags: [APP] } as const,
      machine: {},
      notices: [
        'There is no emulator for linux/arm64 on this machine: its RUN steps only work if the builder has one of its own.',
      ],
      warnings: [],
    },
    {
      what: 'a result that is not kept',
      given: {},
      machine: {},
      notices: [],
      warnings: [
        'The result only exists in the build cache of the builder: set push: true or load: true to keep it.',
      ],
    },
    {
      what: 'a result that is not kept, though it has a name',
      given: { tags: [APP] },
      machine: {},
      notices: [],
      warnings: [
        'The result only exists in the build cache of the builder: set push: true or load: true to keep it.',
      ],
    },
    {
      what: 'an image that is not pushed and cannot be taken out of the builder',
      given: { outputs: exporters('type=image') },
      machine: {},
      notices: [],
      warnings: [
        'The result only exists in the build cache of the builder: set push: true or load: true to keep it.',
      ],
    },
    {
      what: 'nothing about an image that the driver docker loads',
      given: { driver: 'docker', tags: [APP] } as const,
      machine: {},
      notices: [],
      warnings: [],
    },
    {
      what: 'nothing about an image that an option of the driver loads',
      given: { 'driver-opts': driverOptions('default-load=true'), tags: [APP] },
      machine: {},
      notices: [],
      warnings: [],
    },
    {
      what: 'an output that pushes though push says no',
      given: { push: false, outputs: exporters('type=registry'), tags: [APP] },
      machine: {},
      notices: [],
      warnings: [
        'push: false does not keep type=registry of outputs from pushing. Write type=image,push=false there, or remove that output.',
      ],
    },
    {
      what: 'nothing about an output that pushes',
      given: { outputs: exporters('type=registry'), tags: [APP] },
      machine: {},
      notices: [],
      warnings: [],
    },
    {
      what: 'nothing about an image that only fills the cache',
      given: { outputs: exporters('type=cacheonly') },
      machine: {},
      notices: [],
      warnings: [],
    },
    {
      what: 'what a call makes nothing of',
      given: { call: 'check', push: true, tags: [APP], labels: ['a=b'] },
      machine: {},
      notices: [],
      warnings: ['call: check builds nothing, so push, labels have no effect.'],
    },
    {
      what: 'nothing about a call that is asked to make nothing',
      given: { call: 'check', push: false, tags: [APP] },
      machine: {},
      notices: [],
      warnings: [],
    },
    {
      what: 'nothing about a result that is not pushed on purpose',
      given: { tags: [APP], push: false },
      machine: {},
      notices: [],
      warnings: [],
    },
    {
      what: 'nothing about a build that only fills the cache',
      given: { 'cache-to': caches('type=gha') },
      machine: {},
      notices: [],
      warnings: [],
    },
  ])('is $what', ({ given, machine, notices, warnings }) => {
    const plan = makePlan(inputs(given), facts(machine))
    expect({ notices: plan.notices, warnings: plan.warnings }).toEqual({ notices, warnings })
  })
})

describe('an engine that is not the usual one', () => {
  test.each<{ kind: EngineKind; on: string; warnings: readonly unknown[] }>([
    { kind: 'docker', on: 'linux/amd64,linux/arm64', warnings: [] },
    { kind: 'rootless docker', on: 'linux/amd64', warnings: [] },
    {
      kind: 'rootless docker',
      on: 'linux/amd64,linux/arm64',
      warnings: [expect.stringMatching(/^The docker engine runs without root and may not register/)],
    },
    {
      kind: 'podman',
      on: 'linux/amd64',
      warnings: [expect.stringMatching(/^The engine is Podman, .* privileged containers/)],
    },
  ])('is reported if it may be unable to do what is requested: $kind, $on', ({ kind, on, warnings }) => {
    const given = { push: true, tags: [APP], platforms: platforms(on) }
    const machine = { engine: { ...facts().engine, kind }, handlers: [] }
    expect(makePlan(inputs(given), facts(machine)).warnings).toEqual(warnings)
  })
})
