import { describe, expect, test } from '@jest/globals'
import type { PlannedSmoke } from '../../src/plan/plan.ts'
import { judge, type SmokeEnd } from '../../src/plan/smoke-verdict.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'

function judged(test: Partial<PlannedSmoke>, end: Partial<SmokeEnd>): string {
  const planned: PlannedSmoke = {
    platform: parsePlatform('linux/arm64'),
    container: 'c',
    entrypoint: '',
    words: ['app'],
    network: 'none',
    timeout: 60,
    exitCode: 0,
    expect: undefined,
    ...test,
  }
  const { outcome, problem } = judge(planned, { code: 0, isTimedOut: false, output: '', ...end })
  return problem === undefined ? outcome : `${outcome}: ${problem.kind}: ${problem.text}`
}

const text = (wanted: string) => ({ expect: { kind: 'text', text: wanted } }) as const
const pattern = (source: string) => ({ expect: { kind: 'pattern', source } }) as const
const machine = (...names: readonly string[]) => ({ expect: { kind: 'machine', names } }) as const

/** The messages of docker 26 with runc 1.1. */
const DAEMON =
  'docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: '
const NO_UNAME = `${DAEMON}exec: "uname": executable file not found in $PATH: unknown.\n`
const NO_FILE = `${DAEMON}exec: "/app": stat /app: no such file or directory: unknown.\n`

describe('a test', () => {
  test.each<{ what: string; test?: Partial<PlannedSmoke>; end: Partial<SmokeEnd>; expected: string }>([
    { what: 'that ends with 0', end: { output: 'anything' }, expected: 'passed' },
    { what: 'that ends as it must', test: { exitCode: 3 }, end: { code: 3 }, expected: 'passed' },
    {
      what: 'with another exit code',
      end: { code: 3 },
      expected: 'failed: wrong exit code: ended with exit code 3, not 0',
    },
    {
      what: 'that ends well if it must not',
      test: { exitCode: 2 },
      end: {},
      expected: 'failed: wrong exit code: ended with exit code 0, not 2',
    },
    { what: 'that prints the text', test: text('v1.'), end: { output: 'a\napp v1.2\n' }, expected: 'passed' },
    {
      what: 'that prints another text',
      test: text('v1.'),
      end: { output: 'v2' },
      expected: 'wrong answer: wrong answer: did not print "v1."',
    },
    {
      what: 'that is as wanted but for its exit code',
      test: text('v1'),
      end: { code: 1, output: 'v1' },
      expected: 'failed: wrong exit code: ended with exit code 1, not 0',
    },
    {
      what: 'with a line that fits',
      test: pattern('^v\\d$'),
      end: { output: 'a\nv1\nb' },
      expected: 'passed',
    },
    {
      what: 'with no line that fits',
      test: pattern('^v\\d$'),
      end: { output: 'a v1' },
      expected: 'wrong answer: wrong answer: printed nothing that matches /^v\\d$/',
    },
    {
      what: 'that did not end',
      end: { code: 124, isTimedOut: true },
      expected: 'timed out: timed out: did not finish within 60 seconds and was killed',
    },
    {
      what: 'that exits with 124',
      end: { code: 124 },
      expected: 'failed: wrong exit code: ended with exit code 124, not 0',
    },
    {
      what: 'of the machine',
      test: machine('x', 'aarch64'),
      end: { output: 'WARNING: y\naarch64\n' },
      expected: 'passed',
    },
    {
      what: 'of another machine',
      test: machine('aarch64'),
      end: { output: 'x86_64\n' },
      expected: 'wrong answer: wrong answer: printed x86_64, not aarch64',
    },
    {
      what: 'of a machine that prints nothing',
      test: machine('a', 'b'),
      end: {},
      expected: 'wrong answer: wrong answer: printed nothing, not a or b',
    },
    { what: 'of a machine without a known name', test: machine(), end: { output: 'x' }, expected: 'passed' },
    {
      what: 'of the machine without uname',
      test: machine('aarch64'),
      end: { code: 127, output: NO_UNAME },
      expected: 'no uname',
    },
    {
      what: 'of the machine whose uname has no loader',
      test: machine('aarch64'),
      end: { code: 127, output: 'Error relocating /bin/uname: x' },
      expected: 'failed: wrong exit code: ended with exit code 127, not 0',
    },
    {
      what: 'without the program',
      end: { code: 127, output: NO_FILE },
      expected: 'failed: not started: could not be started (exit code 127)',
    },
    {
      what: 'that must end with 127 but has no program',
      test: { exitCode: 127 },
      end: { code: 127, output: NO_FILE },
      expected: 'failed: not started: could not be started (exit code 127)',
    },
    {
      what: 'that must end with 1 but is of another machine',
      test: { exitCode: 1 },
      end: { code: 1, output: 'exec /app: exec format error\n' },
      expected: 'failed: not started: could not be started (exit code 1)',
    },
    {
      what: 'that must end with 255 but has no loader',
      test: { exitCode: 255 },
      end: {
        code: 255,
        output: "qemu-aarch64: Could not open '/lib/ld-linux-aarch64.so.1': No such file or directory\n",
      },
      expected: 'failed: not started: could not be started (exit code 255)',
    },
    {
      what: 'that must end with 1 and speaks of a missing file',
      test: { exitCode: 1 },
      end: { code: 1, output: 'open /etc/app: no such file or directory\n' },
      expected: 'passed',
    },
  ])('$what: $expected', ({ test: planned = {}, end, expected }) => {
    expect(judged(planned, end)).toBe(expected)
  })
})
