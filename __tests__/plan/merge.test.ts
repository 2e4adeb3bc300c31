import { describe, expect, test } from '@jest/globals'
import { PLUGIN } from '../../src/buildx/program.ts'
import type { Problem } from '../../src/errors.ts'
import { parseAnnotation } from '../../src/inputs/annotation.ts'
import { parsePart } from '../../src/inputs/parts.ts'
import type { Inputs } from '../../src/inputs/table.ts'
import type { Part } from '../../src/oci/part.ts'
import { imagesOf, type MergePlan, planMerge } from '../../src/plan/merge.ts'
import { printPlatform, printPlatforms } from '../../src/platforms/platform.ts'
import {
  digestOf,
  facts,
  imageIndex,
  inlineConfig,
  inputs,
  NO_TAGS,
  part,
  platforms,
  refusalOf,
} from '../builders.ts'

const APP = { repository: 'ghcr.io/owner/app', tag: '1' }

const AMD64 = part({ 'linux/amd64': 'a' }, 'a1')
const ARM64 = part({ 'linux/arm64': 'b' }, 'b1')

const { event, docker, id, temp } = facts()

function merged(parts: readonly Part[], given: Partial<Inputs> = {}, others = 0): MergePlan {
  const known = { platforms: platforms('linux/amd64,linux/arm64'), tags: [APP] }
  return planMerge(inputs({ mode: 'merge', ...known, ...given }), {
    ...{ event, docker, id, temp, parts, others, ...NO_TAGS },
    ...{ buildx: PLUGIN, builder: undefined },
  })
}

/** Why parts are not joined. */
const refusal = (parts: readonly Part[], given: Partial<Inputs> = {}, others = 0) =>
  refusalOf(() => merged(parts, given, others))

const whatOf = (problems: readonly Problem[]) => problems.map(({ input, what }) => [input, what])

/** Platform and digest of images. */
const short = (plan: MergePlan): readonly string[] =>
  imagesOf(plan).map(({ platform, digest }) => `${printPlatform(platform)} ${digest}`)

describe('a job that joins', () => {
  test('makes one index of the parts and moves every tag to it', () => {
    const plan = merged([AMD64, ARM64], { builder: 'mine' })
    const sources = [AMD64, ARM64].map(({ digest }) => `ghcr.io/owner/app@${digest}`)
    const create = ['buildx', 'imagetools', 'create', '--builder', 'mine']
    expect(plan).toMatchObject({
      platforms: platforms('linux/amd64,linux/arm64'),
      settings: undefined,
      notices: [],
      publish: {
        repositories: ['ghcr.io/owner/app'],
        tags: ['ghcr.io/owner/app:1'],
        by: 'digest',
        annotations: [],
      },
    })
    expect(plan.join).toMatchObject({
      copies: [],
      index: { dryRun: [...create, '--dry-run', ...sources], annotations: [] },
      moves: [
        {
          repository: 'ghcr.io/owner/app',
          tags: ['ghcr.io/owner/app:1'],
          command: [...create, '--tag', 'ghcr.io/owner/app:1', ...sources],
        },
      ],
    })
    expect(short(plan)).toEqual([`linux/amd64 ${digestOf('a')}`, `linux/arm64 ${digestOf('b')}`])
  })

  test('publishes a tag that is named twice once, and latest if none is written', () => {
    const { publish } = merged([AMD64, ARM64], { tags: [APP, APP, { ...APP, tag: '' }] })
    expect(publish).toMatchObject({
      repositories: ['ghcr.io/owner/app'],
      tags: ['ghcr.io/owner/app:1', 'ghcr.io/owner/app:latest'],
    })
  })

  test('needs a platform once, however often and in what words it is named', () => {
    const given = { platforms: platforms('linux/arm64,linux/amd64,linux/arm64/v8') }
    expect(merged([AMD64, ARM64], given).platforms).toEqual(platforms('linux/arm64,linux/amd64'))
  })
})

describe('the settings of registries', () => {
  const NAME = 'multi-platform-build-77-1-0a1b2c3d'

  test.each([
    {
      what: 'a text',
      given: inlineConfig('debug = true'),
      path: `/tmp/${NAME}/buildkitd.toml`,
      file: { path: `/tmp/${NAME}/buildkitd.toml`, content: 'debug = true\n' },
    },
    {
      what: 'a file',
      given: { 'buildkitd-config': 'ci/buildkitd.toml' },
      path: 'ci/buildkitd.toml',
      file: undefined,
    },
  ])('are passed to buildx by a builder that is not booted: $what', async ({ given, path, file }) => {
    const { settings, join } = merged([AMD64, ARM64], await given)
    expect(settings).toEqual({
      ...{ name: NAME, file, context: undefined },
      create: [
        ...['buildx', 'create', '--name', NAME, '--driver', 'docker-container'],
        ...['--buildkitd-config', path],
      ],
    })
    const commands = [
      ...(join.index === undefined ? [] : [join.index.dryRun]),
      ...join.moves.map((move) => move.command),
    ]
    for (const command of commands) expect(command.join(' ')).toContain(`create --builder ${NAME} `)
  })

  test('need a docker context of their own if the environment has certificates', () => {
    const known = {
      ...facts(),
      docker: { ...docker, hasTls: true },
      parts: [AMD64, ARM64],
      others: 0,
      ...NO_TAGS,
    }
    const given = { mode: 'merge', platforms: platforms('linux/amd64,linux/arm64'), tags: [APP] } as const
    const { settings } = planMerge(inputs({ ...given, 'buildkitd-config': 'a.toml' }), known)
    expect(settings?.context).toEqual({
      name: `${NAME}-context`,
      command: ['context', 'create', `${NAME}-context`],
    })
    expect(settings?.create.at(-1)).toBe(`${NAME}-context`)
  })

  test('make no builder if one is named, nor for a single part that gets the tags as it is', async () => {
    const config = await inlineConfig('debug = true')
    expect(merged([AMD64, ARM64], { builder: 'mine' }).settings).toBeUndefined()
    const { settings, join } = merged([AMD64], { ...config, platforms: platforms('linux/amd64') })
    expect(settings).toBeUndefined()
    expect(join.moves[0]?.command).not.toContain('--builder')
  })
})

describe('the order of an index', () => {
  test('is that of the platforms, in whatever order the legs ended', () => {
    const plans = [merged([AMD64, ARM64]), merged([ARM64, AMD64])]
    expect(plans[1]).toEqual(plans[0])
    expect(plans[0]?.join.index?.dryRun.slice(-2)).toEqual([
      `ghcr.io/owner/app@${AMD64.digest}`,
      `ghcr.io/owner/app@${ARM64.digest}`,
    ])
  })

  test('is that of the first platform if a part has several', () => {
    const both = part({ 'linux/s390x': 'd', 'linux/amd64': 'a' }, 'e1')
    const given = { platforms: platforms('linux/amd64,linux/arm64,linux/s390x') }
    expect(merged([ARM64, both], given).parts.map(({ digest }) => digest)).toEqual([
      both.digest,
      ARM64.digest,
    ])
  })
})

describe('an image that is not whole', () => {
  test('lacks a platform that no leg handed over', () => {
    const problems = refusal([AMD64])
    expect(whatOf(problems)).toEqual([
      ['platforms', 'no matrix job has handed over linux/arm64. No tag has moved.'],
    ])
    expect(problems[0]?.cure).toContain('linux/arm64')
  })

  test('lacks several platforms, reported together', () => {
    const given = { platforms: platforms('linux/arm64,linux/amd64,linux/arm/v7,linux/arm/v6') }
    expect(whatOf(refusal([AMD64], given))).toEqual([
      [
        'platforms',
        'no matrix job has handed over linux/arm64, linux/arm/v7, linux/arm/v6. No tag has moved.',
      ],
    ])
  })

  test('has no part at all', () => {
    const [problem, ...more] = refusal([])
    expect(more).toEqual([])
    expect(problem).toMatchObject({
      input: 'tags',
      what: 'no matrix job of this run has handed over a part of this image.',
    })
    expect(problem?.cure).toContain('mode: part')
  })

  test('has no part, while there are parts of another image: the tags differ', () => {
    expect(refusal([], {}, 3)[0]?.what).toBe(
      'no matrix job of this run has handed over a part of this image. There are 3 parts with other tags: set the same tags for the parts and the merge.',
    )
  })

  test('is not affected by parts of another image', () => {
    expect(refusal([AMD64, ARM64], {}, 3)).toEqual([])
  })
})

describe('a platform that came twice', () => {
  const other = part({ 'linux/amd64': 'c' }, 'c1', { from: 'another leg' })

  test('with different images is refused, and each is named', () => {
    expect(whatOf(refusal([AMD64, ARM64, other]))).toEqual([
      [
        'platforms',
        `linux/amd64 appears 2 times, with different images (the matrix job for linux/amd64: ${AMD64.digest}; another leg: ${other.digest}). No tag has moved.`,
      ],
    ])
  })

  test('with one image in two parts is refused, and not called different', () => {
    const both = part({ 'linux/amd64': 'a', 'linux/arm64': 'b' }, 'e1')
    expect(whatOf(refusal([AMD64, both]))).toEqual([
      [
        'platforms',
        `linux/amd64 appears 2 times (the matrix job for linux/amd64: ${AMD64.digest}; the matrix job for linux/amd64,linux/arm64: ${both.digest}). No tag has moved.`,
      ],
    ])
  })

  test('in a part of its own and in one of several is refused', () => {
    const both = part({ 'linux/amd64': 'c', 'linux/arm64': 'd' }, 'e1')
    expect(whatOf(refusal([AMD64, both])).map(([, what]) => what?.split(',', 1)[0])).toEqual([
      'linux/amd64 appears 2 times',
    ])
  })

  test('with the same image is one', () => {
    const again = { ...AMD64, from: 'the same leg again' }
    expect(short(merged([AMD64, ARM64, again]))).toEqual(short(merged([AMD64, ARM64])))
  })

  test('with the same image, whose platforms are named in another order, is one', () => {
    const both = part({ 'linux/amd64': 'a', 'linux/arm64': 'b' }, 'e1')
    const again = { ...both, platforms: both.platforms.toReversed() }
    expect(refusal([both, again])).toEqual([])
  })
})

describe('a platform that was not requested', () => {
  test('is refused, so that nothing is left out silently', () => {
    const s390x = part({ 'linux/s390x': 'd' }, 'd1')
    expect(whatOf(refusal([AMD64, ARM64, s390x]))).toEqual([
      [
        'platforms',
        'the matrix job for linux/s390x has linux/s390x, which platforms does not name. No tag has moved.',
      ],
    ])
  })

  test('is reported together with missing platforms', () => {
    const v6 = part({ 'linux/arm/v6': 'd' }, 'd1')
    const given = { platforms: platforms('linux/amd64,linux/arm/v7') }
    expect(whatOf(refusal([AMD64, v6], given)).map(([, what]) => what)).toEqual([
      'no matrix job has handed over linux/arm/v7. No tag has moved.',
      'the matrix job for linux/arm/v6 has linux/arm/v6, which platforms does not name. No tag has moved.',
    ])
  })
})

describe('versions of Windows', () => {
  const [OLD, NEW] = ['windows(10.0.17763.6414)/amd64', 'windows(10.0.20348.2762)/amd64']
  const named = (text: string, images: Readonly<Record<string, string>>, digits = 'a1'): Part => ({
    ...part(images, digits, { from: text }),
    platforms: parsePart(text).platforms,
  })
  const all = (on: string, ...parts: readonly Part[]) => ({
    platforms: platforms(on),
    parts: parts.map(({ from }) => parsePart(from)),
  })
  const both = named('windows/amd64=owner/app:all', { [OLD]: 'c', [NEW]: 'd' })

  test.each(['windows/amd64', 'windows(10.0)/amd64', 'windows(10.0.17763)/amd64,windows(10.0.20348)/amd64'])(
    'of one index are both kept for %s',
    (on) => {
      expect(short(merged([both], all(on, both)))).toEqual([
        `${OLD} ${digestOf('c')}`,
        `${NEW} ${digestOf('d')}`,
      ])
    },
  )

  test('of two lines for one platform are joined, with Linux', () => {
    const lines = [
      named('linux/amd64=owner/app:linux', { 'linux/amd64': 'a' }, 'a1'),
      named('windows/amd64=owner/app:ltsc2019', { [OLD]: 'c' }, 'c1'),
      named('windows/amd64=owner/app:ltsc2022', { [NEW]: 'd' }, 'd1'),
    ]
    expect(short(merged(lines, all('linux/amd64,windows/amd64', ...lines)))).toEqual([
      `linux/amd64 ${digestOf('a')}`,
      `${OLD} ${digestOf('c')}`,
      `${NEW} ${digestOf('d')}`,
    ])
  })

  test('that only differ in features are joined', () => {
    const lines = [
      named('windows/amd64=owner/app:core', { 'windows(10.0.1)/amd64': 'c' }, 'c1'),
      named('windows/amd64=owner/app:gui', { 'windows(10.0.1+win32k)/amd64': 'd' }, 'd1'),
    ]
    expect(refusal(lines, all('windows/amd64', ...lines))).toEqual([])
  })

  test('of which one is missing are refused', () => {
    const line = named('windows/amd64=owner/app:ltsc2019', { [OLD]: 'c' })
    const on = 'windows(10.0.17763)/amd64,windows(10.0.20348)/amd64'
    expect(whatOf(refusal([line], all(on, line)))).toEqual([
      ['parts', 'no line of parts names windows(10.0.20348)/amd64. No tag has moved.'],
    ])
  })

  test('that differ from the line are refused', () => {
    const line = named('windows(10.0.20348)/amd64=owner/app:1', { [OLD]: 'c' })
    expect(whatOf(refusal([line], all('windows/amd64', line)))[0]?.[1]).toContain(
      `should be windows(10.0.20348)/amd64, but it contains ${OLD}.`,
    )
  })

  test('twice are refused, within one index, too', () => {
    const line = { ...both, index: imageIndex({ [OLD]: 'c', [NEW]: 'd' }) }
    const again = {
      ...line,
      index: {
        ...line.index,
        images: line.index.images.map((i) => ({ ...i, platform: platforms(OLD)[0] ?? i.platform })),
      },
    }
    expect(whatOf(refusal([again], all('windows/amd64', again)))).toEqual([
      [
        'parts',
        `${OLD} appears 2 times, with different images (${both.from}: ${digestOf('c')}; ${both.from}: ${digestOf('d')}). No tag has moved.`,
      ],
    ])
  })

  test('that two legs built without saying which are refused, with the notation', () => {
    const legs = [part({ [OLD]: 'c' }, 'c1'), part({ [NEW]: 'd' }, 'd1')].map((leg) => ({
      ...leg,
      platforms: platforms('windows/amd64'),
    }))
    expect(refusal(legs, { platforms: platforms('windows/amd64') })).toMatchObject([
      { input: 'platforms', cure: expect.stringContaining('platforms: windows(10.0.20348)/amd64') },
    ])
  })
})

describe('parts that are named', () => {
  const named = (text: string, images: Readonly<Record<string, string>>): Part => ({
    ...part(images, 'a1', { from: text }),
    platforms: parsePart(text).platforms,
  })
  const given = (...parts: readonly Part[]): Partial<Inputs> => ({
    parts: parts.map(({ from }) => parsePart(from)),
  })

  test('are to blame by their own input', () => {
    const s390x = named('linux/s390x=owner/app:s390x', { 'linux/s390x': 'd' })
    expect(whatOf(refusal([AMD64, ARM64, s390x], given(s390x)))).toEqual([
      [
        'parts',
        'linux/s390x=owner/app:s390x has linux/s390x, which platforms does not name. No tag has moved.',
      ],
    ])
  })

  test('have a cure of their own if they hold a platform too many', () => {
    const s390x = named('linux/s390x=owner/app:s390x', { 'linux/s390x': 'd' })
    expect(refusal([AMD64, ARM64, s390x], given(s390x))[0]?.cure).toBe(
      'Name it in platforms, or remove it from the line.',
    )
    expect(refusal([AMD64, ARM64, s390x])[0]?.cure).toBe('Name it in platforms, or do not build it.')
  })

  test('are not called legs if a platform is missing', () => {
    const amd64 = named(`linux/amd64=${digestOf('a1')}`, { 'linux/amd64': 'a' })
    expect(refusal([amd64], given(amd64))).toEqual([
      {
        input: 'parts',
        what: 'no line of parts names linux/arm64. No tag has moved.',
        cure: expect.stringContaining('Add a line such as linux/arm64=DIGEST'),
      },
    ])
  })

  test('are refused if two lines name one platform of one image', () => {
    const both = { 'linux/amd64': 'a', 'linux/arm64': 'b' }
    const [all, one] = [
      named(`linux/amd64,linux/arm64=${digestOf('a1')}`, both),
      named(`linux/amd64=${digestOf('a1')}`, both),
    ]
    expect(refusal([all, one], given(all, one))).toEqual([
      {
        input: 'parts',
        what: `linux/amd64 appears 2 times (${all.from}; ${one.from}). No tag has moved.`,
        cure: 'Remove linux/amd64 from all but one of these lines.',
      },
    ])
  })

  test('are refused if an image is something else', () => {
    const wrong = named('linux/arm64=owner/app:arm', { 'linux/amd64': 'a' })
    expect(whatOf(refusal([AMD64, wrong], given(wrong)))).toEqual([
      [
        'parts',
        'linux/arm64=owner/app:arm should be linux/arm64, but it contains linux/amd64. No tag has moved.',
      ],
    ])
  })

  test('are refused if an image states another variant', () => {
    const wrong = named('linux/arm/v6=owner/app:arm', { 'linux/arm/v7': 'c' })
    const on = { platforms: platforms('linux/arm/v6') }
    expect(whatOf(refusal([wrong], { ...given(wrong), ...on }))).toEqual([
      [
        'parts',
        'linux/arm/v6=owner/app:arm should be linux/arm/v6, but it contains linux/arm/v7. No tag has moved.',
      ],
    ])
  })

  test('are refused if one image is to be two platforms', () => {
    const wrong = named('linux/arm/v6,linux/arm/v7=owner/app:arm', { 'linux/arm': 'c' })
    const on = { platforms: platforms('linux/arm/v6,linux/arm/v7') }
    expect(refusal([wrong], { ...given(wrong), ...on })).toMatchObject([{ input: 'parts' }])
  })

  test('are refused if there is no image', () => {
    const wrong = named('linux/arm64=owner/app:none', {})
    expect(whatOf(refusal([AMD64, wrong], given(wrong)))).toEqual([
      [
        'parts',
        'linux/arm64=owner/app:none should be linux/arm64, but it contains no image. No tag has moved.',
      ],
    ])
  })

  test('give the wanted platforms out of several', () => {
    const both = named('linux/arm64=owner/app:old', { 'linux/amd64': 'c', 'linux/arm64': 'd' })
    expect(short(merged([AMD64, both], given(both)))).toEqual([
      `linux/amd64 ${digestOf('a')}`,
      `linux/arm64 ${digestOf('d')}`,
    ])
  })
})

describe('a part in which its leg has found errors', () => {
  const wrong: Part = { ...ARM64, proofErrors: 3 }
  const what =
    'the matrix job for linux/arm64 has found 3 errors in what it pushed, and only warned because of verify: warn.'

  test('is refused if errors stop a merge', () => {
    expect(refusal([AMD64, wrong], { verify: 'stop' })).toEqual([
      {
        input: 'verify',
        what: `${what} No tag has moved.`,
        cure: expect.stringContaining('verify: warn here'),
      },
    ])
  })

  test('is joined with a warning if they do not', () => {
    expect(merged([AMD64, wrong], { verify: 'warn' }).warnings).toEqual([what])
  })

  test('is joined silently if no input requests a proof', () => {
    expect(merged([AMD64, wrong], { verify: 'off' }).warnings).toEqual([])
  })
})

describe('a part that its leg has not proven', () => {
  const unproven: Part = { ...ARM64, proofErrors: undefined }

  test('is refused, and no tag has moved', () => {
    const problems = refusal([AMD64, unproven], { verify: 'stop' })
    expect(whatOf(problems)).toEqual([
      ['verify', 'the matrix job for linux/arm64 has not proven what it pushed. No tag has moved.'],
    ])
    expect(problems[0]?.cure).toContain('verify: false')
  })

  test('is named individually if there are several', () => {
    const both = [{ ...AMD64, proofErrors: undefined }, unproven]
    expect(whatOf(refusal(both, { verify: 'stop' })).map(([, what]) => what)).toEqual([
      'the matrix job for linux/amd64 has not proven what it pushed. No tag has moved.',
      'the matrix job for linux/arm64 has not proven what it pushed. No tag has moved.',
    ])
  })

  test('is reported together with missing platforms', () => {
    const given = { verify: 'stop', platforms: platforms('linux/amd64,linux/arm64,linux/s390x') } as const
    expect(whatOf(refusal([AMD64, unproven], given)).map(([input]) => input)).toEqual(['platforms', 'verify'])
  })

  test('is joined with verify: warn, and that is reported', () => {
    expect(merged([AMD64, unproven], { verify: 'warn' }).warnings).toEqual([
      'the matrix job for linux/arm64 has not proven what it pushed.',
    ])
    expect(merged([AMD64, ARM64], { verify: 'warn' }).warnings).toEqual([])
  })

  test('is joined with verify: false', () => {
    expect(refusal([AMD64, unproven], { verify: 'off' })).toEqual([])
    expect(merged([AMD64, unproven], { verify: 'off' }).proof).toBeUndefined()
  })
})

describe('the proof of a joined image', () => {
  const named = [parsePart(`linux/amd64=${digestOf('a1')}`), parsePart(`linux/arm64=${digestOf('b1')}`)]
  const strangers = [AMD64, ARM64].map((one) => ({ ...one, proofErrors: undefined }))

  test('is that of its legs, and not made again', () => {
    expect(merged([AMD64, ARM64], { verify: 'stop' }).proof).toBeUndefined()
  })

  test('is made by the merge for named parts, regardless of their maker', () => {
    const plan = merged(strangers, { verify: 'stop', parts: named, 'verify-ignore': ['/opt/**'] })
    expect(plan.proof).toEqual({
      ...{ onErrors: 'stop', ignore: ['/opt/**'], deletes: false },
      groups: [{ repository: 'ghcr.io/owner/app', parts: strangers, platforms: plan.platforms }],
    })
  })

  test.each([
    {
      what: 'all parts together if the first home of the first has them all',
      amd64: ['owner/a', 'owner/b'],
      arm64: ['owner/b', 'owner/a'],
      groups: ['owner/a linux/amd64,linux/arm64'],
    },
    {
      what: 'each part where it is, where it does not',
      amd64: ['owner/a', 'owner/b'],
      arm64: ['owner/b'],
      groups: ['owner/a linux/amd64', 'owner/b linux/arm64'],
    },
  ])('reads $what', ({ amd64, arm64, groups }) => {
    const parts = [
      { ...AMD64, repositories: amd64 },
      { ...ARM64, repositories: arm64 },
    ]
    const { proof } = merged(parts, { verify: 'stop', parts: named })
    expect(proof?.groups.flatMap((group) => group.parts)).toEqual(parts)
    expect(proof?.groups.map((group) => `${group.repository} ${printPlatforms(group.platforms)}`)).toEqual(
      groups,
    )
  })

  test('deletes nothing that others made', () => {
    const given = { verify: 'stop', parts: named, 'on-failure': 'delete' } as const
    expect(merged(strangers, given).proof?.deletes).toBe(false)
  })

  test('reads their registries as the configuration says', async () => {
    const config = await inlineConfig('[registry."registry.lan"]\n  insecure = true\n')
    const plan = merged(strangers, { verify: 'stop', parts: named, ...config })
    expect(plan.publish.hosts).toEqual([{ host: 'registry.lan', insecure: true }])
  })

  test('is none with verify: false', () => {
    expect(merged(strangers, { verify: 'off', parts: named }).proof).toBeUndefined()
  })
})

describe('what an image says of its platform', () => {
  test.each([
    { what: 'a variant', named: 'linux/arm/v6', says: 'linux/arm/v6', expected: 'linux/arm/v6' },
    {
      what: 'no variant: the named one is trusted',
      named: 'linux/arm/v6',
      says: 'linux/arm',
      expected: 'linux/arm/v6',
    },
    {
      what: 'no variant, which is the usual one',
      named: 'linux/arm/v7',
      says: 'linux/arm',
      expected: 'linux/arm/v7',
    },
    {
      what: 'a variant that need not be named',
      named: 'linux/arm64',
      says: 'linux/arm64/v8',
      expected: 'linux/arm64',
    },
    {
      what: 'no variant if a newer one is named',
      named: 'linux/amd64/v3',
      says: 'linux/amd64',
      expected: 'linux/amd64/v3',
    },
    {
      what: 'a version of Windows, which need not be named',
      named: 'windows/amd64',
      says: 'windows(10.0.20348.1)/amd64',
      expected: 'windows(10.0.20348.1)/amd64',
    },
  ])('is taken: $what', ({ named, says, expected }) => {
    const one = part({ [says]: 'c' }, 'c1', { platforms: platforms(named) })
    expect(short(merged([one], { platforms: platforms(named) }))).toEqual([`${expected} ${digestOf('c')}`])
  })

  test('is taken if a leg hands over the version of Windows that its image brought', () => {
    const one = part({ 'windows(10.0.20348.1)/amd64': 'c' }, 'c1')
    expect(refusal([one], { platforms: platforms('windows/amd64') })).toEqual([])
  })

  test('exactly wins over an image that says less', () => {
    const versions = part({ 'linux/amd64': 'c', 'linux/amd64/v2': 'd' }, 'e1')
    const on = { platforms: platforms('linux/amd64,linux/amd64/v2') }
    expect(short(merged([versions], on))).toEqual([
      `linux/amd64 ${digestOf('c')}`,
      `linux/amd64/v2 ${digestOf('d')}`,
    ])
  })

  test('exactly wins over an image that comes before it', () => {
    const arms = part({ 'linux/arm': 'c', 'linux/arm/v6': 'd' }, 'e1', {
      platforms: platforms('linux/arm/v6'),
    })
    expect(short(merged([arms], { platforms: platforms('linux/arm/v6') }))).toEqual([
      `linux/arm/v6 ${digestOf('d')}`,
    ])
  })
})

describe('annotations of a joined image', () => {
  const annotations = ['index:a=1', 'manifest-descriptor:b=2', 'c=3', 'index,manifest:d=4'].map(
    parseAnnotation,
  )

  test('are those of the index and of its descriptors', () => {
    const { join, publish } = merged([AMD64, ARM64], { annotations })
    const texts = [
      'index:a=1',
      'manifest-descriptor[linux/amd64]:b=2',
      'manifest-descriptor[linux/arm64]:b=2',
      'index:d=4',
    ]
    expect(publish.annotations).toEqual(texts)
    expect(join.index?.annotations).toEqual(texts)
    for (const command of [join.index?.dryRun ?? [], ...join.moves.map((move) => move.command)]) {
      expect(command.filter((_, index) => command[index - 1] === '--annotation')).toEqual(texts)
    }
  })

  test('of the images are already in those of the legs of this run, which got them, too', () => {
    expect(merged([AMD64, ARM64], { annotations }).notices).toEqual([])
  })

  test('of the images come too late for parts that are named, which is reported', () => {
    const parts = [parsePart('linux/amd64=owner/app:1')]
    expect(merged([AMD64, ARM64], { annotations, parts }).notices).toEqual([
      'annotations: c=3 cannot be written here: the images already exist, and no registry stores the descriptor of an index.',
    ])
  })
})

test('a merge is plain data', () => {
  const plan = merged([AMD64, ARM64])
  expect(structuredClone(plan)).toEqual(plan)
})
