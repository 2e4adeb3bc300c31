import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type BuildInputs, buildsOf } from '../../src/inputs/builds.ts'
import type { PlatformSetting } from '../../src/inputs/platform-settings.ts'
import { printPlatforms } from '../../src/platforms/platform.ts'
import { inputs, platforms, setting } from '../builders.ts'

const ARM = 'linux/amd64,linux/arm64,linux/arm/v7,linux/arm/v6'

/** What may differ between builds; `on` holds the platforms of a row. */
function given(on = ARM, others: Partial<BuildInputs> = {}): BuildInputs {
  const [only] = inputs(others).builds
  if (only === undefined) throw new Error('without settings it is one build')
  return { ...only, platforms: platforms(on) }
}

const namesOf = ({ platforms }: BuildInputs): string => printPlatforms(platforms)

describe('builds', () => {
  test.each([
    { what: 'without settings', on: ARM, settings: [] },
    { what: 'without settings and platforms', on: '', settings: [] },
    { what: 'without platforms', on: '', settings: [setting('linux/arm64', { file: 'a' })] },
  ])('are the unchanged inputs $what', ({ on, settings }) => {
    const base = given(on, { file: 'b', labels: ['a=1', 'a=2'] })
    expect(buildsOf(base, settings)).toEqual([base])
  })

  test.each([
    { what: 'without settings', settings: [] },
    { what: 'whatever its settings', settings: [setting('*', { file: '' })] },
  ])('are separate for platforms with a version, which buildx leaves out, $what', ({ settings }) => {
    const on = 'windows(10.0.17763)/amd64,linux/amd64,windows(10.0.20348)/amd64,linux/arm64,windows/amd64'
    expect(buildsOf(given(on), settings).map(namesOf)).toEqual([
      'windows(10.0.17763)/amd64',
      'linux/amd64,linux/arm64,windows/amd64',
      'windows(10.0.20348)/amd64',
    ])
  })

  test.each<{ what: string; settings: readonly PlatformSetting[]; on?: string; expected: object }>([
    {
      what: 'one, if the settings apply to all platforms',
      settings: [setting('*', { file: 'a' })],
      expected: { [ARM]: 'a' },
    },
    {
      what: 'one for each file, in the order of their first platforms',
      settings: [setting('linux/arm64', { file: 'b' }), setting('linux/amd64', { file: 'a' })],
      on: 'linux/arm/v7,linux/arm64,linux/amd64,linux/arm/v6',
      expected: { 'linux/arm/v7,linux/arm/v6': '', 'linux/arm64': 'b', 'linux/amd64': 'a' },
    },
    {
      what: 'one for platforms whose different settings have the same result',
      settings: [setting('linux/arm64', { file: 'a' }), setting('linux/arm/*', { file: 'a' })],
      expected: { 'linux/amd64': '', 'linux/arm64,linux/arm/v7,linux/arm/v6': 'a' },
    },
    {
      what: 'one, if the settings repeat the inputs',
      settings: [setting('linux/arm64', { file: '' }), setting('linux/amd64', { target: 'all' })],
      expected: { [ARM]: '' },
    },
    {
      what: 'compared after the templates are filled in',
      settings: [setting('linux/arm*', { file: '{{TARGETARCH}}' }), setting('linux/amd64', { file: 'arm' })],
      expected: { 'linux/amd64,linux/arm/v7,linux/arm/v6': 'arm', 'linux/arm64': 'arm64' },
    },
    {
      what: 'one, if a platform is listed twice',
      settings: [setting('linux/arm64', { file: 'a' })],
      on: 'linux/arm64,linux/amd64,linux/arm64',
      expected: { 'linux/arm64,linux/arm64': 'a', 'linux/amd64': '' },
    },
    {
      what: 'decided by the name before any pattern',
      settings: [setting('linux/arm64', { file: 'exact' }), setting('linux/arm*', { file: 'pattern' })],
      expected: { 'linux/amd64': '', 'linux/arm64': 'exact', 'linux/arm/v7,linux/arm/v6': 'pattern' },
    },
    {
      what: 'decided by the name next to a pattern',
      settings: [setting('linux/arm64,*/amd64', { file: 'a' }), setting('linux/*', { file: 'b' })],
      expected: { 'linux/amd64,linux/arm/v7,linux/arm/v6': 'b', 'linux/arm64': 'a' },
    },
    {
      what: 'decided by the later of two patterns',
      settings: [setting('linux/arm/*', { file: 'a' }), setting('linux/*', { file: 'b' })],
      expected: { [ARM]: 'b' },
    },
  ])('are $what', ({ settings, on, expected }) => {
    const builds = buildsOf(given(on, { target: 'all' }), settings).map((build) => [
      namesOf(build),
      build.file,
    ])
    expect(builds).toEqual(Object.entries(expected))
  })

  test.each<{
    what: string
    overrides: Partial<PlatformSetting>
    others?: Partial<BuildInputs>
    expected: object
  }>([
    {
      what: 'a text replaces that of the inputs',
      overrides: { file: 'b', target: 'c', context: 'd' },
      others: { file: 'w', target: 'x', context: 'y' },
      expected: { file: 'b', target: 'c', context: 'd' },
    },
    {
      what: 'a missing key keeps the value of the inputs',
      overrides: { 'no-cache': false },
      others: { file: 'w', labels: ['a=1'], 'no-cache': true },
      expected: { file: 'w', labels: ['a=1'], 'no-cache': false },
    },
    { what: 'the cache is not used', overrides: { 'no-cache': true }, expected: { 'no-cache': true } },
    {
      what: 'items are added',
      overrides: { 'build-args': ['B=2'], 'build-contexts': ['b=2'], labels: ['c=3'] },
      others: { 'build-args': ['A=1'], 'build-contexts': ['a=1'] },
      expected: { 'build-args': ['A=1', 'B=2'], 'build-contexts': ['a=1', 'b=2'], labels: ['c=3'] },
    },
    {
      what: 'an item replaces the existing one of the same name',
      overrides: { 'build-args': ['A=2=3', 'C'], 'build-contexts': ['a=2'], labels: ['a='] },
      others: { 'build-args': ['A', 'B=1', 'C=1'], 'build-contexts': ['a=1'], labels: ['a=1', 'ab=1'] },
      expected: { 'build-args': ['A=2=3', 'B=1', 'C'], 'build-contexts': ['a=2'], labels: ['a=', 'ab=1'] },
    },
    {
      what: 'templates are filled in',
      overrides: {
        file: 'Dockerfile.{{debian}}',
        target: '{{GOAMD64}}',
        'build-args': ['BASE=debian-{{ debian }}', '{{gnu}}_X=1'],
        'build-contexts': ['a=./{{uname}}'],
        labels: ['go={{GOARCH}}{{GOARM}}'],
      },
      others: { target: 'x' },
      expected: {
        file: 'Dockerfile.arm64',
        target: '',
        'build-args': ['BASE=debian-arm64', 'aarch64-linux-gnu_X=1'],
        'build-contexts': ['a=./aarch64'],
        labels: ['go=arm64'],
      },
    },
    {
      what: 'the Git context stays a template',
      overrides: {
        context: '{{ defaultContext }}:{{debian}}',
        'build-contexts': ['a={{defaultContext}}:src/{{debian}}'],
      },
      expected: {
        context: '{{ defaultContext }}:arm64',
        'build-contexts': ['a={{defaultContext}}:src/arm64'],
      },
    },
    {
      what: 'values of the inputs are not templates',
      overrides: { file: 'a' },
      others: { 'build-args': ['A={{debian}}'] },
      expected: { file: 'a', 'build-args': ['A={{debian}}'] },
    },
  ])('have the settings of their platform: $what', ({ overrides, others = {}, expected }) => {
    const base = given('linux/arm64', others)
    expect(buildsOf(base, [setting('linux/arm64', overrides)])).toEqual([{ ...base, ...expected }])
  })

  test('have the items of every matching entry, those of the exact name last', () => {
    const settings = [
      setting('linux/arm64', { 'build-args': ['A=exact'] }),
      setting('linux/arm*', { 'build-args': ['A=arm', 'B=arm'] }),
      setting('*', { 'build-args': ['B=all', 'C=all'] }),
    ]
    expect(buildsOf(given('linux/arm64,linux/amd64'), settings).map((build) => build['build-args'])).toEqual([
      ['A=exact', 'B=all', 'C=all'],
      ['B=all', 'C=all'],
    ])
  })

  test('are one if only the order of the items differs', () => {
    const base = given('linux/arm64,linux/amd64')
    const settings = [
      setting('linux/arm64', { 'build-args': ['A=1', 'B=1'] }),
      setting('linux/amd64', { 'build-args': ['B=1', 'A=1'] }),
    ]
    expect(buildsOf(base, settings)).toMatchObject([
      { platforms: base.platforms, 'build-args': ['A=1', 'B=1'] },
    ])
  })
})

describe('with any settings', () => {
  const NAMES = [...ARM.split(','), 'linux/386', 'linux/riscv64', 'windows/amd64']
  const PATTERNS = ['*', 'linux/*', '*/amd64', 'linux/arm*', 'linux/arm/*', '*64']
  const text = fc.constantFrom('', 'a', 'b', '{{TARGETARCH}}', '{{GOARM}}', '{{debian}}')
  const items = fc.array(fc.constantFrom('a=1', 'a=2', 'b=1', 'b={{TARGETARCH}}', 'a={{GOARM}}'), {
    maxLength: 2,
  })
  const settings = fc.array(
    fc
      .record({
        names: fc.uniqueArray(fc.constantFrom(...NAMES, ...PATTERNS), { minLength: 1, maxLength: 3 }),
        file: text,
        target: text,
        context: text,
        'build-args': items,
        'build-contexts': items,
        labels: items,
        'no-cache': fc.constantFrom(undefined, true, false),
      })
      .map(({ names, ...overrides }) => setting(names.join(), overrides)),
    { minLength: 1, maxLength: 3 },
  )
  const on = fc.shuffledSubarray(NAMES, { minLength: 1 }).map((names) => names.join())

  /** The values of a build for this platform alone; the order of items does not count. */
  const valuesFor = (base: BuildInputs, overrides: readonly PlatformSetting[], name: string) => {
    const [only] = buildsOf({ ...base, platforms: platforms(name) }, overrides)
    return JSON.stringify([
      only?.file,
      only?.target,
      only?.context,
      only?.['no-cache'],
      only?.['build-args'].toSorted(),
      only?.['build-contexts'].toSorted(),
      only?.labels.toSorted(),
    ])
  }

  test('every platform is in exactly one build, in the order of the input', () => {
    fc.assert(
      fc.property(settings, on, (overrides, names) => {
        const builds = buildsOf(given(names), overrides).map((build) => namesOf(build).split(','))
        expect(builds.flat().toSorted()).toEqual(names.split(',').toSorted())
        const places = builds.map((build) => build.map((name) => names.split(',').indexOf(name)))
        for (const inBuild of [...places, places.map(([first]) => first ?? 0)]) {
          expect(inBuild).toEqual(inBuild.toSorted((a, b) => a - b))
        }
      }),
    )
  })

  test('two platforms are in one build exactly if all their values are equal', () => {
    fc.assert(
      fc.property(settings, on, (overrides, names) => {
        const base = given(names, { 'build-args': ['a=1', 'c=1'] })
        const builds = buildsOf(base, overrides).map((build) => namesOf(build).split(','))
        const buildOf = (name: string): number => builds.findIndex((build) => build.includes(name))
        const all = names.split(',')
        for (const a of all) {
          for (const b of all) {
            expect(buildOf(a) === buildOf(b)).toBe(
              valuesFor(base, overrides, a) === valuesFor(base, overrides, b),
            )
          }
        }
      }),
    )
  })

  test('a build of its platforms alone is the same build', () => {
    fc.assert(
      fc.property(settings, on, (overrides, names) => {
        const base = given(names)
        for (const build of buildsOf(base, overrides)) {
          expect(buildsOf({ ...base, platforms: build.platforms }, overrides)).toEqual([build])
          expect(buildsOf(build, [])).toEqual([build])
        }
      }),
    )
  })
})
