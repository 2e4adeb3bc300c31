import { describe, expect, test } from '@jest/globals'
import { argWarnings, buildArgProblems, buildArgs } from '../../../src/plan/build/args.ts'
import type { PlannedPlatform } from '../../../src/plan/plan.ts'
import { platformArgs } from '../../../src/platforms/args.ts'
import { parsePlatform } from '../../../src/platforms/platform.ts'
import { platforms } from '../../builders.ts'

const amd64 = parsePlatform('linux/amd64')

function planned(text: string): readonly PlannedPlatform[] {
  return platforms(text).map((platform) => ({
    platform,
    runs: 'native',
    args: platformArgs(platform, amd64),
  }))
}

const BUILD_AMD64 = [
  'BUILDPLATFORM=linux/amd64',
  'BUILDOS=linux',
  'BUILDOSVERSION=',
  'BUILDARCH=amd64',
  'BUILDVARIANT=',
]

const TARGET_ARM = [
  'TARGETPLATFORM=linux/arm/v7',
  'TARGETOS=linux',
  'TARGETOSVERSION=',
  'TARGETARCH=arm',
  'TARGETVARIANT=v7',
]

describe('build arguments', () => {
  test.each([
    {
      what: 'of one platform spell out what BuildKit would set',
      platforms: 'linux/arm/v7',
      given: [],
      args: [...BUILD_AMD64, ...TARGET_ARM],
    },
    {
      what: "of one platform come before the user's own",
      platforms: 'linux/arm/v7',
      given: ['A=1', 'B', 'TARGETSTAGE=x'],
      args: [...BUILD_AMD64, ...TARGET_ARM, 'A=1', 'B', 'TARGETSTAGE=x'],
    },
    {
      what: 'that agree with the platform are not repeated',
      platforms: 'linux/arm/v7',
      given: ['TARGETARCH=arm', 'A=1', 'BUILDARCH=amd64'],
      args: [...BUILD_AMD64, ...TARGET_ARM, 'A=1'],
    },
    {
      what: "of several platforms are only the user's own",
      platforms: 'linux/amd64,linux/arm64',
      given: ['A=1', 'B'],
      args: ['A=1', 'B'],
    },
    {
      what: 'of several platforms are absent if the user gave none',
      platforms: 'linux/amd64,linux/arm64',
      given: [],
      args: [],
    },
  ])('$what', ({ given, platforms: text, args }) => {
    expect(buildArgs(given, planned(text))).toEqual(args)
  })
})

describe('build arguments that contradict the platforms', () => {
  const check = (given: readonly string[], text: string) =>
    buildArgProblems(
      given,
      planned(text).map(({ args }) => args),
    )

  test.each([
    {
      what: 'another architecture',
      given: 'TARGETARCH=amd64',
      platforms: 'linux/arm64',
      told: '"TARGETARCH=amd64" contradicts the platform, whose TARGETARCH is "arm64".',
    },
    {
      what: 'an empty value',
      given: 'TARGETARCH=',
      platforms: 'linux/arm64',
      told: '"TARGETARCH=" contradicts the platform, whose TARGETARCH is "arm64".',
    },
    {
      what: 'another spelling',
      given: 'TARGETPLATFORM=linux/arm64/v8',
      platforms: 'linux/arm64',
      told: '"TARGETPLATFORM=linux/arm64/v8" contradicts the platform, whose TARGETPLATFORM is "linux/arm64".',
    },
    {
      what: 'a value for a variant that does not exist',
      given: 'TARGETVARIANT=v8',
      platforms: 'linux/arm64',
      told: '"TARGETVARIANT=v8" contradicts the platform, whose TARGETVARIANT is "".',
    },
    {
      what: 'another build platform',
      given: 'BUILDARCH=arm64',
      platforms: 'linux/arm64',
      told: '"BUILDARCH=arm64" contradicts the platform, whose BUILDARCH is "amd64".',
    },
    {
      what: 'a name without a value',
      given: 'TARGETARCH',
      platforms: 'linux/arm64',
      told: '"TARGETARCH" without a value would be read from the environment.',
    },
    {
      what: 'a value for one of several platforms',
      given: 'TARGETARCH=arm64',
      platforms: 'linux/amd64,linux/arm64,linux/riscv64',
      told: '"TARGETARCH=arm64" would apply to all 3 platforms and produce wrong images.',
    },
    {
      what: 'a value that even is the same for all of them',
      given: 'TARGETOS=linux',
      platforms: 'linux/amd64,linux/arm64',
      told: '"TARGETOS=linux" would apply to all 2 platforms and produce wrong images.',
    },
    {
      what: 'a name without a value for several platforms',
      given: 'BUILDPLATFORM',
      platforms: 'linux/amd64,linux/arm64',
      told: '"BUILDPLATFORM" would apply to all 2 platforms and produce wrong images.',
    },
  ])('$what is refused', ({ given, platforms: text, told }) => {
    const name = given.split('=')[0]
    expect(check([given], text)).toEqual([
      { input: 'build-args', what: told, cure: `Remove it: BuildKit sets ${name} for each platform.` },
    ])
  })

  test('are reported one by one', () => {
    const told = check(['TARGETARCH=amd64', 'A=1', 'TARGETOS=plan9'], 'linux/arm64').map(({ what }) => what)
    expect(told).toEqual([
      '"TARGETARCH=amd64" contradicts the platform, whose TARGETARCH is "arm64".',
      '"TARGETOS=plan9" contradicts the platform, whose TARGETOS is "linux".',
    ])
  })

  test.each([
    { what: 'the same value', given: ['TARGETARCH=arm64', 'BUILDPLATFORM=linux/amd64'] },
    { what: 'an empty value if it is empty', given: ['TARGETVARIANT='] },
    { what: 'names that only begin alike', given: ['TARGETARCHES=x', 'BUILD=1', 'TARGETSTAGE=y'] },
    { what: 'names in lower case', given: ['targetarch=x'] },
  ])('are not $what', ({ given }) => {
    expect(check(given, 'linux/arm64')).toEqual([])
  })
})

test('an argument without a value is reported, except those of proxies', () => {
  const unsetArgs = ['VERSION', 'HTTP_PROXY', 'no_proxy', 'VERSION']
  expect(argWarnings({ unsetArgs })).toEqual([
    'build-args: VERSION has no value, and no variable of the step has that name: the build does not get it.',
  ])
})
