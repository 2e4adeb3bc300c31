import { describe, expect, test } from '@jest/globals'
import type { Complaint } from '../../src/inputs/parsers.ts'
import { readYamlInputs } from '../../src/inputs/read.ts'
import { readSmokeTests } from '../../src/inputs/smoke-test.ts'
import { inputs, platforms } from '../builders.ts'

const BUILT = 'linux/amd64,linux/arm64,linux/arm/v7'

async function read(source: string, built: string | undefined = BUILT) {
  const complaints: Complaint[] = []
  const known = built === '?' ? undefined : platforms(built)
  const tests = await readSmokeTests(source, known, (complaint) => complaints.push(complaint))
  return {
    tests: tests.map(({ patterns, ...rest }) => ({ for: patterns.map(({ text }) => text).join(), ...rest })),
    problems: complaints.map(({ line, what }) => `${line ?? '-'}: ${what}`),
    cures: complaints.map(({ cure }) => cure),
  }
}

const command = (...words: readonly string[]) => ({ kind: 'command', entrypoint: '', words })
const NOTHING = { expect: undefined, 'exit-code': undefined, timeout: undefined, network: '' }
const every = { for: '*', ...NOTHING, line: 1 }

describe('smoke-test', () => {
  test.each([
    { what: 'nothing', source: ' \n', tests: [] },
    {
      what: 'a command for every platform',
      source: 'app --version\n',
      tests: [{ ...every, run: command('app', '--version') }],
    },
    { what: 'auto', source: ' auto\n', tests: [{ ...every, run: { kind: 'auto' } }] },
    {
      what: 'a command that YAML would take for a map',
      source: 'echo foo: bar',
      tests: [{ ...every, run: command('echo', 'foo:', 'bar') }],
    },
    {
      what: 'a command that YAML would take for a list',
      source: '[ -x /app ]',
      tests: [{ ...every, run: command('[', '-x', '/app', ']') }],
    },
    {
      what: 'a command with a port',
      source: 'curl localhost:80',
      tests: [{ ...every, run: command('curl', 'localhost:80') }],
    },
    {
      what: 'commands by platform, which is normalised',
      source: '# by platform\n\naarch64: auto\n"linux/arm*, amd64": app -v # both\n',
      tests: [
        { ...every, for: 'linux/arm64', run: { kind: 'auto' }, line: 3 },
        { ...every, for: 'linux/arm*,linux/amd64', run: command('app', '-v'), line: 4 },
      ],
    },
    {
      what: 'a test with everything',
      source:
        'linux/arm64:\n  command: --version "a b"\n  entrypoint: /usr/bin/my app\n  expect: v1.2\n  exit-code: 3\n  timeout: 120\n  network: host\n',
      tests: [
        {
          for: 'linux/arm64',
          run: { kind: 'command', entrypoint: '/usr/bin/my app', words: ['--version', 'a b'] },
          expect: { kind: 'text', text: 'v1.2' },
          'exit-code': 3,
          timeout: 120,
          network: 'host',
          line: 1,
        },
      ],
    },
    {
      what: 'what is between slashes, as an expression',
      source: '{"*": {command: app, expect: "/^v\\\\d+ (a|b)$/"}, amd64: {expect: /usr/lib}}',
      tests: [
        { ...every, run: command('app'), expect: { kind: 'pattern', source: '^v\\d+ (a|b)$' } },
        { ...every, for: 'linux/amd64', run: undefined, expect: { kind: 'text', text: '/usr/lib' } },
      ],
    },
    {
      what: 'an entrypoint without arguments, and limits only',
      source: '"*":\n  entrypoint: app\nlinux/arm64:\n  timeout: 3600\n',
      tests: [
        { ...every, run: { kind: 'command', entrypoint: 'app', words: [] } },
        { ...every, for: 'linux/arm64', run: undefined, timeout: 3600, line: 3 },
      ],
    },
    {
      what: 'a folded command',
      source: 'linux/amd64: >\n  app\n  --version\n',
      tests: [{ ...every, for: 'linux/amd64', run: command('app', '--version') }],
    },
  ])('reads $what', async ({ source, tests }) => {
    expect(await read(source)).toMatchObject({ tests, problems: [] })
  })

  test.each([
    { what: 'an open quote', source: "app 'x", problem: "-: the quote ' is not closed." },
    { what: 'arguments without a program', source: '--version', problem: '-: "--version" has no program.' },
    {
      what: 'arguments without a program in a map',
      source: '"*":\n  command: --version',
      problem: '2: "--version" has no program.',
    },
    {
      what: 'an open quote in a map',
      source: 'linux/arm64: auto\nlinux/amd64:\n  command: app "x',
      problem: '3: the quote " is not closed.',
    },
    {
      what: 'lines of a block',
      source: 'linux/amd64: |\n  a\n  b\n',
      problem: '2: it has several lines, which are several commands.',
    },
    {
      what: 'a key where a platform belongs',
      source: 'command: app',
      problem: '1: "command" stands where a platform belongs.',
    },
    {
      what: 'an unknown key',
      source: '"*":\n  comand: app',
      problem: '2: a smoke test has no "comand".',
      cure: 'Did you mean command?',
    },
    {
      what: 'an unknown platform',
      source: 'linux/amd46: app',
      problem: '1: unknown architecture "amd46" in platform "linux/amd46".',
      cure: 'linux/amd64',
    },
    {
      what: 'a platform that is not built',
      source: 'linux/riscv64: app',
      problem: `1: "linux/riscv64" is none of the platforms that are built: linux/amd64, linux/arm64, linux/arm/v7.`,
    },
    {
      what: 'a pattern for nothing that is built',
      source: 'linux/mips*: app',
      problem:
        '1: "linux/mips*" is none of the platforms that are built: linux/amd64, linux/arm64, linux/arm/v7.',
    },
    {
      what: 'a platform twice',
      source: 'arm64: a\nlinux/arm64: b',
      problem: '2: "linux/arm64" stands a second time, after line 1.',
    },
    {
      what: 'a platform without a command',
      source: 'linux/arm64:',
      problem: '1: "linux/arm64" has no command.',
    },
    {
      what: 'a list for a command',
      source: 'linux/arm64: [app, -v]',
      problem: '1: "linux/arm64" has no command.',
    },
    {
      what: 'no exit code',
      source: '"*": {command: a, exit-code: 256}',
      problem: '1: "256" is not a whole number from 0 to 255.',
    },
    {
      what: 'no time',
      source: '"*": {command: a, timeout: 0}',
      problem: '1: "0" is not a whole number from 1 to 3600.',
    },
    {
      what: 'a time with a unit',
      source: '"*":\n  command: a\n  timeout: 5m',
      problem: '3: "5m" is not a whole number from 1 to 3600.',
    },
    {
      what: 'no expression',
      source: '"*": {command: a, expect: /(/}',
      problem: '1: /(/ is no regular expression: Unterminated group.',
    },
    {
      what: 'an expectation of auto',
      source: '"*":\n  command: auto\n  expect: x',
      problem: '3: expect has no meaning with the command auto, which knows what must come back.',
    },
    { what: 'no YAML', source: 'linux/arm64: "a', problem: '1: this is no YAML: Missing closing "quote.' },
    { what: 'a star without quotes', source: '*: app', problem: expect.stringContaining('this is no YAML') },
  ])('refuses $what', async ({ source, problem, cure = '' }) => {
    const { problems, cures } = await read(source)
    expect(problems).toEqual([problem])
    expect(cures[0]).toContain(cure)
    expect(cures[0]).toMatch(/[.?]$/)
  })

  test('compares with no platforms where there are none to compare with', async () => {
    expect(await read('linux/riscv64: app', '?')).toMatchObject({ problems: [] })
    expect(await read('linux/riscv64: app', '')).toMatchObject({ problems: [] })
  })

  test('is read beside the other inputs, and a leg of a matrix is for some platforms only', async () => {
    const given = { platforms: platforms('linux/amd64'), 'smoke-test': 'linux/riscv64: app' }
    const whole = await readYamlInputs({ inputs: inputs(given), problems: [] })
    expect(whole.problems).toEqual([
      expect.objectContaining({
        input: 'smoke-test',
        line: 1,
        what: expect.stringContaining('none of the platforms'),
      }),
    ])
    const leg = await readYamlInputs({ inputs: inputs({ ...given, mode: 'part' }), problems: [] })
    expect(leg.problems).toEqual([])
    expect(leg.inputs.smokeTests).toMatchObject([{ run: command('app') }])
  })
})
