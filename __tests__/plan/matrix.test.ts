import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type RunnerLine, runners } from '../../src/inputs/runners.ts'
import { type FanOut, matrixJson, planMatrix } from '../../src/plan/matrix.ts'
import { ARCHITECTURES, canPair, SYSTEMS, variantsOf } from '../../src/platforms/names.ts'
import {
  distinctPlatforms,
  type Platform,
  parsePlatform,
  printPlatform,
} from '../../src/platforms/platform.ts'
import { platforms, refusalOf } from '../builders.ts'

/** Every platform, and some with versions that look like each other or like several platforms. */
const ALL: readonly string[] = SYSTEMS.flatMap((os) =>
  ARCHITECTURES.filter((arch) => canPair(os, arch)).flatMap((arch) =>
    [`${os}/${arch}`].concat(variantsOf(arch).map((variant) => `${os}/${arch}/${variant}`)),
  ),
).concat(
  ['10.0', '10-0', '10_0', 'A', 'a', '-', '_', '1'.repeat(90)].map((version) => `windows(${version})/amd64`),
)

function lines(text: string): readonly RunnerLine[] {
  return runners(text, (complaint) => {
    throw new Error(complaint.what)
  })
}

/** Each leg as one line: name, runner, and its platforms with how they run. */
function shown(given: string, runnerLines = '', fanOut: FanOut = 'platform'): readonly string[] {
  const { legs } = planMatrix(platforms(given), lines(runnerLines), fanOut)
  return legs.map(({ name, runner, platforms: own }) => {
    const each = own.map(({ platform, runs }) => `${printPlatform(platform)} ${runs}`)
    return `${name} on ${JSON.stringify(runner)}: ${each.join(', ')}`
  })
}

const refusal = (given: readonly Platform[], fanOut: FanOut, runnerLines = '') =>
  refusalOf(() => planMatrix(given, lines(runnerLines), fanOut))

/** What violates the rules of strategy.matrix, runs-on, names of artifacts and the file of outputs. */
function mistakesIn(json: string): readonly string[] {
  const matrix: unknown = JSON.parse(json)
  if (!isObject(matrix) || Object.keys(matrix).join() !== 'include') return ['more or less than include']
  const { include } = matrix
  if (!Array.isArray(include) || include.length === 0) return ['include is no list with entries']
  if (include.length > 256) return ['more than 256 jobs']
  return [
    ...(/[\r\n]/.test(json) ? ['more than one line'] : []),
    ...include.flatMap((entry: unknown) => {
      if (!isObject(entry)) return ['an entry is no object']
      const { platform, runner, emulated, name } = entry
      return [
        ...(Object.keys(entry).join() === 'platform,runner,emulated,name' ? [] : ['other keys']),
        ...(typeof platform === 'string' && platform.split(',').every(isPlatform) ? [] : ['no platforms']),
        ...(isRunsOn(runner) ? [] : [`runs-on does not take ${JSON.stringify(runner)}`]),
        ...(typeof emulated === 'boolean' ? [] : ['emulated is no boolean']),
        ...(typeof name === 'string' && /^[a-z0-9][a-z0-9._-]{0,63}$/.test(name) ? [] : [`name ${name}`]),
      ]
    }),
  ]
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isPlatform(text: string): boolean {
  return printPlatform(parsePlatform(text)) === text
}

function isRunsOn(runner: unknown): boolean {
  const isLabel = (label: unknown): boolean => typeof label === 'string' && label.trim() !== ''
  const isLabels = (labels: unknown): boolean =>
    Array.isArray(labels) && labels.length > 0 && labels.every(isLabel)
  if (!isObject(runner)) return isLabel(runner) || isLabels(runner)
  const isKnown = Object.keys(runner).every((key) => ['group', 'labels'].includes(key))
  return isKnown && isLabel(runner['group']) && (!('labels' in runner) || isLabels(runner['labels']))
}

describe('by default a platform goes to the machine of GitHub that runs it', () => {
  test.each([
    { platform: 'linux/amd64', leg: 'linux-amd64 on "ubuntu-24.04": linux/amd64 native' },
    { platform: 'linux/amd64/v3', leg: 'linux-amd64-v3 on "ubuntu-24.04": linux/amd64/v3 native' },
    { platform: 'linux/386', leg: 'linux-386 on "ubuntu-24.04": linux/386 native' },
    { platform: 'linux/arm64', leg: 'linux-arm64 on "ubuntu-24.04-arm": linux/arm64 native' },
    { platform: 'linux/arm64/v8.2', leg: 'linux-arm64-v8.2 on "ubuntu-24.04-arm": linux/arm64/v8.2 native' },
    { platform: 'linux/arm/v7', leg: 'linux-arm-v7 on "ubuntu-24.04": linux/arm/v7 emulated' },
    { platform: 'linux/riscv64', leg: 'linux-riscv64 on "ubuntu-24.04": linux/riscv64 emulated' },
    { platform: 'linux/ppc64', leg: 'linux-ppc64 on "ubuntu-24.04": linux/ppc64 no emulator' },
    { platform: 'windows/arm64', leg: 'windows-arm64 on "ubuntu-24.04": windows/arm64 no emulator' },
    { platform: 'wasi/wasm', leg: 'wasi-wasm on "ubuntu-24.04": wasi/wasm no emulator' },
  ])('$leg', ({ platform, leg }) => {
    expect(shown(platform)).toEqual([leg])
  })
})

describe('a line in runners', () => {
  test.each([
    { what: "GitHub's machine of the kind", line: 'linux/arm64=ubuntu-22.04-arm', runs: 'native' },
    { what: "GitHub's machine of another kind", line: 'linux/arm64=ubuntu-latest', runs: 'emulated' },
    { what: 'a larger one', line: 'linux/arm64=ubuntu-latest-8-cores', runs: 'emulated' },
    { what: 'a small one', line: 'linux/arm64=ubuntu-slim', runs: 'emulated' },
    { what: 'a label in other case', line: 'linux/arm64=Ubuntu-Latest', runs: 'emulated' },
    { what: 'the label in an array', line: 'linux/arm64=["ubuntu-24.04"]', runs: 'emulated' },
    { what: 'a label of somebody', line: 'linux/arm64=ubuntu-my-own-arm', runs: 'native' },
    { what: 'labels', line: 'linux/arm64=["self-hosted","ubuntu-24.04"]', runs: 'native' },
    { what: 'labels in another order', line: 'linux/arm64=["ubuntu-24.04","gpu"]', runs: 'native' },
    { what: 'a group', line: 'linux/arm64={"group":"big","labels":["ubuntu-24.04"]}', runs: 'native' },
  ])('reports how a platform runs: $what, $runs', ({ line, runs }) => {
    const [leg] = planMatrix(platforms('linux/arm64'), lines(line), 'platform').legs
    expect(leg?.platforms.map((each) => each.runs)).toEqual([runs])
    expect(JSON.stringify(leg?.runner)).toBe(JSON.stringify(lines(line)[0]?.runner))
  })

  test('of arm64 for 32-bit arm means emulation on a GitHub-hosted machine, and the user is trusted about other machines', () => {
    expect(shown('linux/arm/v7,linux/arm/v6', 'linux/arm/v7=ubuntu-24.04-arm\nlinux/arm/v6=pi')).toEqual([
      'linux-arm-v7 on "ubuntu-24.04-arm": linux/arm/v7 emulated',
      'linux-arm-v6 on "pi": linux/arm/v6 native',
    ])
  })

  test('says nothing about the platforms that it does not fit', () => {
    expect(shown('linux/amd64,linux/arm64', '*/riscv64=risc\nlinux/amd64=mine')).toEqual([
      'linux-amd64 on "mine": linux/amd64 native',
      'linux-arm64 on "ubuntu-24.04-arm": linux/arm64 native',
    ])
  })
})

describe('the legs', () => {
  test('are one per platform, in the given order, each platform once', () => {
    expect(shown('linux/arm64,linux/amd64,linux/arm64/v8,amd64')).toEqual([
      'linux-arm64 on "ubuntu-24.04-arm": linux/arm64 native',
      'linux-amd64 on "ubuntu-24.04": linux/amd64 native',
    ])
  })

  test('are one a runner with fan-out: runner, in the order of their first platforms', () => {
    const given = 'linux/arm/v7,linux/arm64,linux/amd64,linux/riscv64,linux/arm64/v9,linux/s390x'
    expect(shown(given, '*/riscv64=["self-hosted","Big"]\n*/s390x=["big","self-hosted"]', 'runner')).toEqual([
      'linux-arm-v7_linux-amd64 on "ubuntu-24.04": linux/arm/v7 emulated, linux/amd64 native',
      'linux-arm64_linux-arm64-v9 on "ubuntu-24.04-arm": linux/arm64 native, linux/arm64/v9 native',
      'linux-riscv64_linux-s390x on ["self-hosted","Big"]: linux/riscv64 native, linux/s390x native',
    ])
  })

  test.each([
    { what: 'a label and a group of that name', a: 'big', b: '{"group":"big"}' },
    { what: 'one label and more', a: '["big"]', b: '["big","arm"]' },
    { what: 'a group, and one of its labels', a: '{"group":"big"}', b: '{"group":"big","labels":["arm"]}' },
    { what: 'labels, and one with a comma between them', a: '["a","b"]', b: '["a,b"]' },
  ])('of different runners stay separate: $what', ({ a, b }) => {
    expect(shown('linux/amd64,linux/arm64', `linux/amd64=${a}\n*=${b}`, 'runner')).toHaveLength(2)
  })

  test.each([
    { what: 'a label and an array of it', a: 'big', b: '["big"]' },
    { what: 'a label in other case', a: 'big', b: 'BIG' },
    { what: 'a label twice', a: '["a","b"]', b: '["b","a","a"]' },
    {
      what: 'a label of a group and an array of it',
      a: '{"group":"x","labels":"a"}',
      b: '{"group":"x","labels":["a"]}',
    },
  ])('of one runner are one: $what', ({ a, b }) => {
    expect(shown('linux/amd64,linux/arm64', `linux/amd64=${a}\n*=${b}`, 'runner')).toHaveLength(1)
  })

  test('have names that are cut if they are long, and differ anyway', () => {
    const long = ALL.filter((text) => text.startsWith('linux/')).join(',')
    const [a] = planMatrix(platforms(long), lines('*=one'), 'runner').legs
    const [b] = planMatrix(platforms(`${long},windows/386`), lines('*=one'), 'runner').legs
    expect(a?.name).toMatch(/^linux-amd64_linux-amd64-v2_linux-amd64-v3_linux-amd64-v-[0-9a-f]{8}$/)
    expect(a?.name).toHaveLength(64)
    expect(b?.name).toHaveLength(64)
    expect(b?.name).not.toBe(a?.name)
  })

  test('have names that differ if platforms would have the same', () => {
    const versions = 'windows(10-0)/amd64,windows(10_0)/amd64,windows(10.0)/amd64'
    const { legs } = planMatrix(platforms(versions), [], 'platform')
    expect(legs.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^windows-10-0-amd64-[0-9a-f]{8}$/),
      expect.stringMatching(/^windows-10-0-amd64-[0-9a-f]{8}$/),
      'windows-10.0-amd64',
    ])
    expect(new Set(legs.map(({ name }) => name)).size).toBe(3)
  })
})

describe('no matrix is made', () => {
  test('of nothing', () => {
    expect(refusal([], 'platform')).toEqual([
      {
        input: 'platforms',
        what: 'no platform is named to make a matrix from.',
        cure: 'Name them, as in platforms: linux/amd64,linux/arm64.',
      },
    ])
  })

  const many = distinctPlatforms(ALL.map(parsePlatform))

  test('of more jobs than GitHub runs, and the last that fits is made', () => {
    expect(refusal(many.slice(0, 257), 'platform')).toEqual([
      {
        input: 'platforms',
        what: 'they make 257 jobs, and GitHub runs at most 256 per matrix.',
        cure: 'Set fan-out: runner, or name fewer platforms.',
      },
    ])
    expect(planMatrix(many.slice(0, 256), [], 'platform').legs).toHaveLength(256)
    expect(planMatrix(many, [], 'runner').legs).toHaveLength(2)
  })

  test('of more runners than that either', () => {
    const own = many.map((platform, index) => `${printPlatform(platform)}=r${index}`).join('\n')
    const [problem] = refusal(many, 'runner', own)
    expect(problem?.what).toBe(`they make ${many.length} jobs, and GitHub runs at most 256 per matrix.`)
    expect(problem?.cure).toBe('Name fewer platforms, or fewer runners.')
  })
})

test('the output is JSON in one line, with one entry a job', () => {
  const given = platforms('linux/amd64,linux/arm64,linux/386,linux/riscv64,wasi/wasm')
  const own = lines('linux/arm64=["self-hosted","arm64"]\nwasi/wasm={"group":"big","labels":["x"]}')
  expect(matrixJson(planMatrix(given, own, 'runner'))).toBe(
    '{"include":[' +
      '{"platform":"linux/amd64,linux/386,linux/riscv64","runner":"ubuntu-24.04","emulated":true,"name":"linux-amd64_linux-386_linux-riscv64"},' +
      '{"platform":"linux/arm64","runner":["self-hosted","arm64"],"emulated":false,"name":"linux-arm64"},' +
      '{"platform":"wasi/wasm","runner":{"group":"big","labels":["x"]},"emulated":false,"name":"wasi-wasm"}' +
      ']}',
  )
})

test.each([
  { what: 'no include', json: '{}' },
  { what: 'an empty include', json: '{"include":[]}' },
  {
    what: 'an empty runner',
    json: '{"include":[{"platform":"linux/386","runner":"","emulated":true,"name":"a"}]}',
  },
  {
    what: 'a slash in a name',
    json: '{"include":[{"platform":"linux/386","runner":"a","emulated":true,"name":"a/b"}]}',
  },
  { what: 'a key that is missing', json: '{"include":[{"platform":"linux/386","runner":"a","name":"a"}]}' },
])('what checks a matrix here finds $what', ({ json }) => {
  expect(mistakesIn(json)).not.toEqual([])
})

describe('of any platforms and runners', () => {
  const left = fc.constantFrom(
    '*',
    'linux/*',
    '*/arm*',
    'linux/arm64',
    'linux/riscv64',
    '*/s390x',
    '*64*',
    'amd64',
  )
  const right = fc.constantFrom(
    ...['ubuntu-24.04', 'ubuntu-24.04-arm', 'mine', '["self-hosted","arm64"]', '["mine"]'],
    ...['{"group":"big"}', '{"group":"big","labels":["a","b"]}'],
  )
  const runnerLines = fc
    .uniqueArray(left, { maxLength: 5 })
    .chain((lefts) => fc.tuple(...lefts.map((text) => right.map((runner) => `${text}=${runner}`))))
    .map((items) => lines(items.join('\n')))
  const given = fc
    .array(fc.constantFrom(...ALL), { minLength: 1, maxLength: 60 })
    .map((texts) => texts.map(parsePlatform))
  const fanOut = fc.constantFrom<FanOut>('platform', 'runner')

  test('each is in one leg, order is kept, names differ, and the matrix is one that GitHub takes', () => {
    fc.assert(
      fc.property(given, runnerLines, fanOut, (asked, own, fan) => {
        const plan = planMatrix(asked, own, fan)
        const wanted = [...new Set(asked.map(printPlatform))]
        const legs = plan.legs.map((leg) => leg.platforms.map(({ platform }) => printPlatform(platform)))
        const places = legs.map((texts) => texts.map((text) => wanted.indexOf(text)))
        const ascending = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)
        expect(ascending(places.flat())).toEqual(wanted.map((_, index) => index))
        for (const place of places) expect(place).toEqual(ascending(place))
        const firsts = places.map(([first = -1]) => first)
        expect(firsts).toEqual(ascending(firsts))
        if (fan === 'platform') expect(legs.map((texts) => texts.length)).toEqual(wanted.map(() => 1))
        const names = plan.legs.map(({ name }) => name.toLowerCase())
        expect(new Set(names).size).toBe(names.length)
        expect(mistakesIn(matrixJson(plan))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})
