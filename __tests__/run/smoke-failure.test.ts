import { describe, expect, test } from '@jest/globals'
import type { PlannedSmoke } from '../../src/plan/plan.ts'
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
  const known = { problem: 'ended with exit code 3, not 0', lastLines: ['one', 'two'] }
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
    { line: 'open /etc/app.conf: no such file or directory', cure: /The lines above say why/ },
  ])('of $line', ({ line, cure }) => {
    expect(smokeFailure({ test: APP, problem: 'x', lastLines: ['before', line] }).cure).toMatch(cure)
  })

  test('of a wrong machine says where to look', () => {
    const auto = { ...APP, expect: { kind: 'machine', names: ['aarch64'] } } as const
    expect(smokeFailure({ test: auto, problem: 'x', lastLines: ['x86_64'] }).cure).toMatch(/TARGETARCH/)
  })

  test.each([
    { line: 'Error response from daemon: denied: no access', cure: /Log in/ },
    { line: 'server gave HTTP response to HTTPS client', cure: /insecure-registries/ },
    { line: 'write /x: no space left on device', cure: /Free disk space/ },
    { line: 'something else', cure: /reaches the registry/ },
  ])('of a pull: $line', ({ line, cure }) => {
    const failure = pullFailure(APP, 'ghcr.io/o/app@sha256:1', [line])
    expect(failure.message).toBe(
      `smoke-test: docker cannot pull ghcr.io/o/app@sha256:1 for linux/arm64.\n| ${line}`,
    )
    expect(failure.cure).toMatch(cure)
  })
})
