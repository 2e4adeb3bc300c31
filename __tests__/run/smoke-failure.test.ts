import { describe, expect, test } from '@jest/globals'
import type { PlannedSmoke } from '../../src/plan/plan.ts'
import { judge, type SmokeEnd } from '../../src/plan/smoke-verdict.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import { pullFailure, smokeFailure } from '../../src/run/smoke-failure.ts'

const APP: PlannedSmoke = {
  platform: parsePlatform('linux/arm64'),
  container: 'c',
  entrypoint: '',
  words: ['app', 'a b'],
  network: 'none',
  timeout: 60,
  exitCode: 0,
  expect: undefined,
}

test('a failure names platform, command, what is wrong and the last lines', () => {
  const problem = { kind: 'wrong exit code', text: 'ended with exit code 3, not 0' } as const
  const known = { problem, lastLines: ['one', 'two'] }
  expect(smokeFailure({ test: APP, ...known }).message).toBe(
    "smoke-test: in the image of linux/arm64, app 'a b' ended with exit code 3, not 0.\n| one\n| two",
  )
  expect(smokeFailure({ test: { ...APP, entrypoint: '/x', words: [] }, ...known }).message).toMatch(
    /, \/x ended with/,
  )
})

/** Lines of docker 26 with runc 1.1, of QEMU, glibc and musl. */
const DAEMON = 'docker: Error response from daemon: unable to start container process: '

describe('the cure', () => {
  test.each([
    { line: 'exec /app: exec format error', cure: /another machine/ },
    { line: 'exec /app: no such file or directory', cure: /glibc .* musl/ },
    {
      line: "aarch64-binfmt-P: Could not open '/lib/ld-musl-aarch64.so.1': No such file or directory",
      cure: /glibc .* musl/,
    },
    { line: "app: /lib/libc.so.6: version `GLIBC_2.38' not found (required by app)", cure: /newer glibc/ },
    {
      line: 'app: error while loading shared libraries: libz.so.1: cannot open shared object file',
      cure: /library/,
    },
    { line: 'Error relocating /app: __fprintf_chk: symbol not found', cure: /library/ },
    { line: `${DAEMON}exec: "app": executable file not found in $PATH: unknown.`, cure: /no such program/ },
    {
      line: `${DAEMON}exec: "/app": stat /app: no such file or directory: unknown.`,
      cure: /no such program/,
    },
    { line: `${DAEMON}exec: "/app": permission denied: unknown.`, cure: /chmod=755/ },
  ])('of $line', ({ line, cure }) => {
    const problem = { kind: 'not started', text: 'x' } as const
    expect(smokeFailure({ test: APP, problem, lastLines: ['before', line] }).cure).toMatch(cure)
  })

  const text: PlannedSmoke = { ...APP, expect: { kind: 'text', text: 'v1' } }
  const auto: PlannedSmoke = { ...APP, expect: { kind: 'machine', names: ['aarch64'] } }
  const online: PlannedSmoke = { ...APP, network: 'bridge' }

  test.each<{ what: string; test?: PlannedSmoke; end: Partial<SmokeEnd>; cure: RegExp }>([
    {
      what: 'a wrong exit code',
      end: { code: 3, output: 'open /etc/app.conf: no such file or directory' },
      cure: /^The lines above say why\. .*any machine with docker\. .* exit-code\. .*network: bridge\.$/,
    },
    {
      what: 'a wrong exit code with a network',
      test: online,
      end: { code: 3, output: 'x' },
      cure: /exit-code\.$/,
    },
    { what: 'a wrong exit code without a line', end: { code: 3 }, cure: /^It printed nothing\. .*docker\./ },
    {
      what: 'a wrong exit code of auto',
      test: auto,
      end: { code: 3, output: 'x' },
      cure: /^The lines above say why\. [^.]*docker\.$/,
    },
    { what: 'a wrong answer', test: text, end: { output: 'v2' }, cure: /if it is right, correct expect/ },
    { what: 'no answer', test: text, end: {}, cure: /^It succeeded but printed nothing: .*expect/ },
    { what: 'a wrong machine', test: auto, end: { output: 'x86_64' }, cure: /TARGETARCH/ },
    { what: 'no machine', test: auto, end: {}, cure: /^It printed nothing\./ },
    {
      what: 'a time that is over',
      end: { isTimedOut: true, output: 'listening' },
      cure: /ends on its own.*timeout to more seconds\. .*network: bridge\.$/,
    },
    {
      what: 'a time that is over, with a network',
      test: online,
      end: { isTimedOut: true },
      cure: /ends on its own.*timeout to more seconds\.$/,
    },
    {
      what: 'a start that went wrong',
      end: { code: 125, output: 'docker: Error response from daemon: something new.' },
      cure: /^The lines above say why\. [^.]*docker\.$/,
    },
  ])('of $what', ({ test: planned = APP, end, cure }) => {
    const { problem } = judge(planned, { code: 0, isTimedOut: false, output: '', ...end })
    const lastLines = end.output === undefined ? [] : [end.output]
    expect(problem && smokeFailure({ test: planned, problem, lastLines }).cure).toMatch(cure)
  })

  test.each([
    { line: 'Error response from daemon: denied: no access', cure: /Log in/ },
    { line: 'server gave HTTP response to HTTPS client', cure: /insecure-registries/ },
    { line: 'write /x: no space left on device', cure: /Free disk space/ },
    { line: 'something else', cure: /can reach the registry/ },
  ])('of a pull: $line', ({ line, cure }) => {
    const failure = pullFailure(APP, 'ghcr.io/o/app@sha256:1', [line])
    expect(failure.message).toBe(
      `smoke-test: docker cannot pull ghcr.io/o/app@sha256:1 for linux/arm64.\n| ${line}`,
    )
    expect(failure.cure).toMatch(cure)
  })
})
