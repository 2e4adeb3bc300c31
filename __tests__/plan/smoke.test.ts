import { describe, expect, test } from '@jest/globals'
import type { Facts } from '../../src/facts/facts.ts'
import type { Inputs } from '../../src/inputs/table.ts'
import { parseReference } from '../../src/oci/reference.ts'
import { planEmulation } from '../../src/plan/builder/emulation.ts'
import { targetBuilder } from '../../src/plan/builder/target.ts'
import { modeProblems } from '../../src/plan/refusals/modes.ts'
import { ruleProblems } from '../../src/plan/refusals/rules.ts'
import { planSmoke, pullCommand, smokeCommand, smokeProblems, testedPlatforms } from '../../src/plan/smoke.ts'
import { printPlatform } from '../../src/platforms/platform.ts'
import { smokeLines } from '../../src/show/show-smoke.ts'
import { builder, complete, digestOf, exporters, facts, handler, inputs, platforms } from '../builders.ts'

const THREE = 'linux/amd64,linux/arm64,linux/arm/v7'

async function given(smoke: string, overrides: Partial<Inputs> = {}): Promise<Inputs> {
  const read = await complete(
    inputs({ platforms: platforms(THREE), push: true, 'smoke-test': smoke, ...overrides }),
  )
  expect(read.problems).toEqual([])
  return read.inputs
}

async function planned(smoke: string, machine: Partial<Facts> = {}) {
  const plan = planSmoke(await given(smoke), facts(machine), platforms(THREE))
  if (plan === undefined) throw new Error('something is to be tested')
  return {
    ...plan,
    tests: plan.tests.map(({ platform, ...test }) => ({ platform: printPlatform(platform), ...test })),
    notRun: plan.notRun.map(printPlatform),
    commands: plan.tests.map((test) => smokeCommand(test, 'ghcr.io/o/app@DIGEST').join(' ')),
  }
}

const ID = 'multi-platform-build-77-1-0a1b2c3d-smoke'

describe('the plan of the smoke test', () => {
  test('is none if nothing is requested', async () => {
    expect(planSmoke(await given(''), facts(), platforms(THREE))).toBeUndefined()
  })

  test('runs a command in each image, whatever its entrypoint, without a network', async () => {
    const { tests, commands } = await planned('app --version')
    expect(commands).toEqual(
      THREE.split(',').map(
        (name, index) =>
          `run --rm --platform ${name} --network none --name ${ID}-${index + 1} --log-driver none --entrypoint  ghcr.io/o/app@DIGEST app --version`,
      ),
    )
    expect(tests[0]).toMatchObject({ entrypoint: '', timeout: 60, exitCode: 0, expect: undefined })
  })

  test('brings an image by its digest first', async () => {
    const plan = planSmoke(await given('app'), facts(), platforms('linux/arm/v7'))
    const commands = plan?.tests.map((each) => pullCommand(each, `ghcr.io/o/app@${digestOf('a')}`).join(' '))
    expect(commands).toEqual([`pull --quiet --platform linux/arm/v7 ghcr.io/o/app@${digestOf('a')}`])
  })

  test('of auto knows what uname must say', async () => {
    const { tests } = await planned('auto')
    expect(tests.map(({ words, expect: wanted }) => [words.join(' '), wanted])).toEqual([
      ['uname -m', { kind: 'machine', names: ['x86_64'] }],
      ['uname -m', { kind: 'machine', names: ['aarch64'] }],
      ['uname -m', { kind: 'machine', names: ['armv7l', 'armv8l'] }],
    ])
  })

  test('merges all entries for one platform', async () => {
    const { tests, notRun, commands } = await planned(
      'linux/arm/v7:\n  entrypoint: app\n  command: -a "b c"\n  expect: /v\\d/\n  exit-code: 2\n  timeout: 9\n  network: bridge\n',
    )
    expect(tests).toEqual([
      {
        platform: 'linux/arm/v7',
        container: `${ID}-1`,
        entrypoint: 'app',
        words: ['-a', 'b c'],
        network: 'bridge',
        timeout: 9,
        exitCode: 2,
        expect: { kind: 'pattern', source: 'v\\d' },
      },
    ])
    expect(notRun).toEqual(['linux/amd64', 'linux/arm64'])
    expect(commands).toEqual([
      `run --rm --platform linux/arm/v7 --network bridge --name ${ID}-1 --log-driver none --entrypoint app ghcr.io/o/app@DIGEST -a b c`,
    ])
  })

  test('lets a name win over patterns, key by key; an entry with its own command starts from scratch', async () => {
    const { tests } = await planned(
      'linux/arm/v7: other\nlinux/arm64:\n  timeout: 5\n"*":\n  command: app\n  expect: v1\n  exit-code: 1\n  timeout: 99\n  network: host\n',
    )
    const rows = tests.map(({ words, expect: wanted, exitCode, timeout, network }) => [
      ...words,
      ...[wanted?.kind, exitCode, timeout, network],
    ])
    expect(rows).toEqual([
      ['app', 'text', 1, 99, 'host'],
      ['app', 'text', 1, 5, 'host'],
      ['other', undefined, 0, 99, 'host'],
    ])
  })

  test('is shown as it can be pasted into a shell', async () => {
    const plan = planSmoke(
      await given('amd64:\n  command: sh -c "a b"\n  expect: "v\\n1"\n'),
      facts(),
      platforms(THREE),
    )
    const imageOf = () => ({ repository: 'ghcr.io/o/app', build: 2 })
    expect(plan && smokeLines(plan, imageOf)).toEqual([
      'docker run \\',
      '  --rm \\',
      '  --platform linux/amd64 \\',
      '  --network none \\',
      `  --name ${ID}-1 \\`,
      '  --log-driver none \\',
      `  --entrypoint '' ghcr.io/o/app@"$DIGEST_2" sh -c 'a b'`,
      '# must exit with 0 within 60 s and print "v\\n1"',
      '# not run: linux/arm64, linux/arm/v7',
    ])
  })
})

/** The emulators that an amd64 machine gets for a build of some platforms, of which some are tested. */
async function installed(smoke: string, machine: Partial<Facts>, overrides: Partial<Inputs> = {}) {
  const all = await given(smoke, overrides)
  const targets = platforms(THREE)
  const found = facts(machine)
  const emulation = planEmulation(all, found, targetBuilder(all, found), {
    steps: targets,
    tested: testedPlatforms(all, targets),
  })
  return {
    names: emulation?.install?.at(-1),
    must: emulation?.platforms.map(printPlatform).join(','),
    problems: smokeProblems(all, found, targets, emulation).map(({ what }) => what),
  }
}

/** Remote nodes that build every platform. */
const elsewhere: Partial<Facts> = { builder: builder([THREE], { driver: 'remote' }) }

/** Local nodes that claim to build every platform although no emulator is registered on this machine. */
const offering: Partial<Facts> = { builder: builder([THREE]) }

const NO_EMULATOR = (name: string): string =>
  `${name} cannot be run on this machine, which has no emulator for it.`

describe('what is tested has its emulator', () => {
  test.each([
    {
      what: 'though a remote builder builds it',
      smoke: 'app',
      machine: elsewhere,
      names: 'arm64,arm',
      must: 'linux/arm64,linux/arm/v7',
    },
    {
      what: 'though a node has one of its own',
      smoke: 'linux/arm64: app',
      machine: offering,
      names: 'arm64',
      must: 'linux/arm64',
    },
    {
      what: 'once, if the build needs it too',
      smoke: 'app',
      machine: {},
      names: 'arm64,arm',
      must: 'linux/arm64,linux/arm/v7',
    },
    {
      what: 'and what is not tested has none',
      smoke: 'linux/amd64: app',
      machine: elsewhere,
      names: undefined,
      must: undefined,
    },
    {
      what: 'unless it is there',
      smoke: 'app',
      machine: { ...elsewhere, handlers: [handler('arm64'), handler('arm')] },
      names: undefined,
      must: undefined,
    },
    {
      what: 'also beside all others',
      smoke: 'app',
      machine: elsewhere,
      given: { qemu: 'all' as const },
      names: 'all',
      must: 'linux/arm64,linux/arm/v7',
    },
    {
      what: 'if a list names it',
      smoke: 'linux/arm/v7: app',
      machine: elsewhere,
      given: { qemu: platforms('linux/arm/v6') },
      names: 'arm',
      must: 'linux/arm/v7',
    },
  ])('$what', async ({ smoke, machine, given: overrides = {}, names, must }) => {
    expect(await installed(smoke, machine, overrides)).toEqual({ names, must, problems: [] })
  })

  test.each([
    {
      what: 'qemu: off',
      machine: {},
      given: { qemu: 'off' as const },
      problems: [NO_EMULATOR('linux/arm64'), NO_EMULATOR('linux/arm/v7')],
    },
    {
      what: 'a list of others',
      machine: elsewhere,
      given: { qemu: platforms('linux/arm64') },
      problems: [NO_EMULATOR('linux/arm/v7')],
    },
    {
      what: 'no engine',
      machine: { engine: { ...facts().engine, version: '' } },
      given: {},
      problems: ['docker runs the image, and no docker engine can be reached.'],
    },
    {
      what: 'handlers that cannot be read',
      machine: { handlers: undefined },
      given: { qemu: 'off' as const },
      problems: [],
    },
  ])('or is refused, as far as is known: $what', async ({ machine, given: overrides, problems }) => {
    expect((await installed('app', machine, overrides)).problems).toEqual(problems)
  })

  test('but 32-bit arm on arm64 is tried without one, as it is built', async () => {
    const [arm64 = facts().engine.platform] = platforms('linux/arm64')
    const machine = { engine: { ...facts().engine, platform: arm64 } }
    expect((await installed('linux/arm/v7: app', machine, { qemu: 'off' })).problems).toEqual([])
  })
})

describe('a smoke test is refused', () => {
  test.each([
    {
      what: 'without a command',
      smoke: 'linux/arm64: {timeout: 3}',
      problem: 'no command is set for linux/arm64.',
    },
    {
      what: 'with an expectation of auto',
      smoke: '"*": auto\nlinux/arm64: {exit-code: 3}',
      problem: 'expect and exit-code have no effect for linux/arm64, whose command is auto.',
    },
  ])('$what', async ({ smoke, problem }) => {
    expect((await installed(smoke, {})).problems).toEqual([problem])
  })

  test('if it is for nothing that turns out to be built, except in a leg of a matrix', async () => {
    const none = await given('linux/riscv64: app', { platforms: [] })
    const problems = (all: Inputs) => smokeProblems(all, facts(), platforms('linux/amd64'), undefined)
    expect(problems(none).map(({ what }) => what)).toEqual([
      'it covers none of the platforms that are built: linux/amd64.',
    ])
    expect(problems({ ...none, mode: 'part' })).toEqual([])
  })

  test.each([
    {
      what: 'if nothing is pushed',
      given: { push: false },
      problems: ['it runs the pushed image, and nothing is pushed.'],
    },
    {
      what: 'but not for an output that pushes',
      given: { push: false, outputs: exporters('type=registry') },
      problems: [],
    },
    {
      what: 'but not for a part, which is pushed',
      given: { push: false, mode: 'part' as const },
      problems: [],
    },
    {
      what: 'with a call',
      given: { call: 'check' },
      problems: ['it runs the pushed image, and call: check builds nothing.'],
    },
    {
      what: 'with another mode',
      given: { mode: 'merge' as const },
      problems: ['it does not apply to mode: merge.'],
    },
  ])('$what', async ({ given: overrides, problems }) => {
    const tag = parseReference('ghcr.io/o/app:1')
    const all = await given('app', { tags: [tag], ...overrides })
    const found = [...modeProblems(all, []), ...ruleProblems(all, facts(), [])]
    expect(found.filter(({ input }) => input === 'smoke-test').map(({ what }) => what)).toEqual(problems)
  })
})
