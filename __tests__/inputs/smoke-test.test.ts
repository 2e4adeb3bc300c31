import { describe, expect, test } from '@jest/globals'
import type { Complaint } from '../../src/inputs/parsers.ts'
import { readSmokeTests } from '../../src/inputs/smoke-test.ts'
import { complete, inputs, platforms } from '../builders.ts'

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
      what: 'a command that YAML would read as a map',
      source: 'echo foo: bar',
      tests: [{ ...every, run: command('echo', 'foo:', 'bar') }],
    },
    {
      what: 'a command that YAML would read as a list',
      source: '[ -x /app ]',
      tests: [{ ...every, run: command('[', '-x', '/app', ']') }],
    },
    {
      what: 'a command with a port',
      source: 'curl localhost:80',
      tests: [{ ...every, run: command('curl', 'localhost:80') }],
    },
    {
      what: 'a command after comments',
      source: '\n# does it start?\n  # soon more\napp --version\n',
      tests: [{ ...every, run: command('app', '--version'), line: 4 }],
    },
    { what: 'only comments', source: '# app --version\n#', tests: [] },
    {
      what: 'a program of BusyBox that begins like a list',
      source: '[[ -x /app ]]',
      tests: [{ ...every, run: command('[[', '-x', '/app', ']]') }],
    },
    {
      what: 'a program named like an architecture',
      source: 'i386 uname -m',
      tests: [{ ...every, run: command('i386', 'uname', '-m') }],
    },
    {
      what: 'a test with a comma',
      source: '[ "a,b" = a,b ]',
      tests: [{ ...every, run: command('[', 'a,b', '=', 'a,b', ']') }],
    },
    {
      what: 'programs that are called false and, as an argument, AUTO',
      source: 'linux/amd64: {command: "false", exit-code: 1}\n"*": {entrypoint: app, command: AUTO}',
      tests: [
        { ...every, for: 'linux/amd64', run: command('false'), 'exit-code': 1 },
        { ...every, run: { kind: 'command', entrypoint: 'app', words: ['AUTO'] }, line: 2 },
      ],
    },
    {
      what: 'paths that end like flags',
      source: '"*": {command: ls, expect: /usr/lib/g}',
      tests: [{ ...every, run: command('ls'), expect: { kind: 'text', text: '/usr/lib/g' } }],
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
        'linux/arm64:\n  command: --version "a b"\n  entrypoint: /usr/bin/app\n  expect: v1.2\n  exit-code: 3\n  timeout: 120\n  network: host\n',
      tests: [
        {
          for: 'linux/arm64',
          run: { kind: 'command', entrypoint: '/usr/bin/app', words: ['--version', 'a b'] },
          expect: { kind: 'text', text: 'v1.2' },
          'exit-code': 3,
          timeout: 120,
          network: 'host',
          line: 1,
        },
      ],
    },
    {
      what: 'an expectation between slashes, as a regular expression',
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
    { what: 'an unclosed quote', source: "app 'x", problem: "-: the quote ' is not closed." },
    { what: 'arguments without a program', source: '--version', problem: '-: "--version" has no program.' },
    {
      what: 'arguments without a program in a map',
      source: '"*":\n  command: --version',
      problem: '2: "--version" has no program.',
    },
    {
      what: 'an unclosed quote in a map',
      source: 'linux/arm64: auto\nlinux/amd64:\n  command: app "x',
      problem: '3: the quote " is not closed.',
    },
    {
      what: 'lines of a block',
      source: 'linux/amd64: |\n  a\n  b\n',
      problem: '2: it has several lines, which would be several commands.',
    },
    {
      what: 'a key instead of a platform',
      source: 'command: app',
      problem: '1: "command" is a key, but a platform is expected here.',
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
      problem: `1: "linux/riscv64" is not among the platforms that are built: linux/amd64, linux/arm64, linux/arm/v7.`,
    },
    {
      what: 'a pattern that matches nothing that is built',
      source: 'linux/mips*: app',
      problem:
        '1: "linux/mips*" is not among the platforms that are built: linux/amd64, linux/arm64, linux/arm/v7.',
    },
    {
      what: 'a duplicate platform',
      source: 'arm64: a\nlinux/arm64: b',
      problem: '2: "linux/arm64" occurs twice, first on line 1.',
    },
    {
      what: 'a platform without a command',
      source: 'linux/arm64:',
      problem: '1: "linux/arm64" has no command.',
    },
    {
      what: 'a list for a command',
      source: 'linux/arm64: [app, -v]',
      problem: '1: "linux/arm64" has a list, but a command is a single string.',
      cure: 'uname -m',
    },
    {
      what: 'a list for a command below its key',
      source: '"*":\n  command: [app]',
      problem: '2: command is a list, but a single string is expected.',
    },
    {
      what: 'a list of platforms',
      source: '- linux/arm64: app',
      problem: '-: this is a list.',
      cure: 'Remove the dashes, as in "linux/arm64: app --version"',
    },
    {
      what: 'a list of several platforms',
      source: '- linux/arm64: app\n- linux/amd64: app\n',
      problem: '1: this is a list.',
    },
    {
      what: 'a list of words',
      source: '["uname", "-m"]',
      problem: '-: this is a list, but a command is a single string.',
      cure: 'uname -m',
    },
    {
      what: 'a list of words with blanks in it',
      source: '[ uname, "-m" ]',
      problem: '-: this is a list, but a command is a single string.',
    },
    {
      what: 'a platform without a blank after its colon',
      source: 'linux/amd64:app',
      problem: '-: "linux/amd64:" looks like a platform: a space belongs after the colon.',
      cure: 'Write it like this: linux/amd64: app --version.',
    },
    {
      what: 'platforms without a blank after their colon',
      source: '# which\narm64,linux/arm*:app',
      problem: '2: "arm64,linux/arm*:" looks like a platform: a space belongs after the colon.',
      cure: 'Write it like this: "arm64,linux/arm*": app --version.',
    },
    {
      what: 'a platform without a colon',
      source: 'linux/amd64 app',
      problem: '-: "linux/amd64" looks like a platform: a colon and a space belong after it.',
    },
    {
      what: 'an architecture without a colon',
      source: 'riscv64 app',
      problem: '-: "riscv64" looks like a platform: a colon and a space belong after it.',
    },
    {
      what: 'a misspelt platform without a blank',
      source: 'linux/amr64:app',
      problem: '-: "linux/amr64:" looks like a platform: a space belongs after the colon.',
    },
    {
      what: 'a star without a blank',
      source: '"*":app',
      problem: '-: "*:" looks like a platform: a space belongs after the colon.',
    },
    {
      what: 'a second platform without a blank',
      source: 'linux/amd64: app\nlinux/arm64:app',
      problem: expect.stringMatching(/^2: this is not valid YAML/),
      cure: 'A space belongs after the colon.',
    },
    {
      what: 'auto in capitals',
      source: 'AUTO',
      problem: '-: "AUTO" is not known.',
      cure: 'Did you mean auto?',
    },
    {
      what: 'auto with a capital, below its key',
      source: '"*":\n  command: Auto',
      problem: '2: "Auto" is not known.',
      cure: 'Did you mean auto?',
    },
    ...['false', 'Off', 'no'].map((word) => ({
      what: `${word}, which turns nothing off`,
      source: word,
      problem: `-: "${word}" would be run as a program.`,
      cure: 'To turn the test off, leave the value empty',
    })),
    {
      what: 'false for a platform',
      source: 'linux/amd64: app\nlinux/arm64: false',
      problem: '2: "false" would be run as a program.',
      cure: 'or remove the platform',
    },
    {
      what: 'a regular expression with flags',
      source: '"*": {command: a, expect: "/[/v]1/i"}',
      problem: '1: /[/v]1/i has the flags i, but flags are not supported.',
      cure: 'Write /[/v]1/ without them',
    },
    {
      what: 'an entrypoint with arguments',
      source: '"*":\n  command: -m\n  entrypoint: uname -s',
      problem: '3: "uname -s" has a space, but entrypoint is a single program.',
      cure: 'Move the rest to command',
    },
    {
      what: 'text that only a shell would expand',
      source: 'ls $HOME',
      problem: '-: there is no shell to interpret the $HOME in it.',
      cure: 'sh -c',
    },
    {
      what: 'a key without a value',
      source: '"*":\n  command: app\n  expect:\n',
      problem: '3: expect has no value.',
      cure: 'remove the key',
    },
    {
      what: 'a key whose value is a comment',
      source: '"*":\n  command: app\n  expect: #1\n',
      problem: '3: expect has no value.',
      cure: 'quoted if it begins with #',
    },
    {
      what: 'an empty expectation',
      source: '"*": {command: app, expect: ""}',
      problem: '1: expect is empty, which matches every output.',
    },
    {
      what: 'an invalid exit code',
      source: '"*": {command: a, exit-code: 256}',
      problem: '1: "256" is not a whole number from 0 to 255.',
    },
    {
      what: 'an invalid time',
      source: '"*": {command: a, timeout: 0}',
      problem: '1: "0" is not a whole number from 1 to 3600.',
    },
    {
      what: 'a time with a unit',
      source: '"*":\n  command: a\n  timeout: 5m',
      problem: '3: "5m" is not a whole number from 1 to 3600.',
    },
    {
      what: 'an invalid regular expression',
      source: '"*": {command: a, expect: /(/}',
      problem: '1: /(/ is not a valid regular expression: Unterminated group.',
    },
    {
      what: 'an expectation of auto',
      source: '"*":\n  command: auto\n  expect: x',
      problem: '3: expect has no effect with the command auto, which knows the right output.',
    },
    {
      what: 'invalid YAML',
      source: 'linux/arm64: "a',
      problem: '1: this is not valid YAML: Missing closing "quote.',
    },
    {
      what: 'a star without quotes',
      source: '*: app',
      problem: expect.stringContaining('this is not valid YAML'),
    },
  ])('refuses $what', async ({ source, problem, cure = '' }) => {
    const { problems, cures } = await read(source)
    expect(problems).toEqual([problem])
    expect(cures[0]).toContain(cure)
    expect(cures[0]).toMatch(/[.?]$/)
  })

  test('is not checked against platforms if there are none', async () => {
    expect(await read('linux/riscv64: app', '?')).toMatchObject({ problems: [] })
    expect(await read('linux/riscv64: app', '')).toMatchObject({ problems: [] })
  })

  test('is read together with the other inputs, and a matrix job only covers some platforms', async () => {
    const given = { platforms: platforms('linux/amd64'), 'smoke-test': 'linux/riscv64: app' }
    const whole = await complete(inputs(given))
    expect(whole.problems).toEqual([
      expect.objectContaining({
        input: 'smoke-test',
        line: 1,
        what: expect.stringContaining('not among the platforms'),
      }),
    ])
    const leg = await complete(inputs({ ...given, mode: 'part' }))
    expect(leg.problems).toEqual([])
    expect(leg.inputs.smokeTests).toMatchObject([{ run: command('app') }])
  })
})
