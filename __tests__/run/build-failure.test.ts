import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { buildFailure, type FailedBuild } from '../../src/run/build-failure.ts'
import { faultOfBuild } from '../../src/run/remedy.ts'

/** The end of what `docker buildx build --progress plain` printed (buildx 0.36.1, BuildKit 0.32.2). */
function recorded(name: string): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', `${name}.txt`), 'utf8')
  return text.replace(/\n$/, '').split('\n').slice(-200)
}

function failure(tail: readonly string[], overrides: Partial<FailedBuild> = {}) {
  const known = { code: 1, dockerfile: 'app/Dockerfile', platforms: ['linux/amd64'] }
  const code = overrides.code ?? 1
  const fault = faultOfBuild({ code, tail, stalled: [], exportError: '' })
  const {
    message,
    cure,
    location: place,
  } = buildFailure({
    ...known,
    fault,
    tries: 1,
    isPlainer: false,
    ...overrides,
    tail,
  })
  return { lines: message.split('\n'), cure, place }
}

const SEE_OUTPUT =
  'The output of the step says why; the commands shown in the plan reproduce it on any machine.'
const LOG_IN = 'Log in to the registry in an earlier step, with an account that may push to that repository.'
const UNREACHABLE =
  '127.0.0.1:5992 is this machine only for a builder in its network: set driver-opts: network=host, or driver: docker, and check that the registry is up.'

const LOOP = 'RUN for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "line $i"; done; exit 3'
const LAST_TEN = [
  ...['| 0.289 line 3', '| 0.294 line 4', '| 0.298 line 5'],
  ...['| 0.300 line 6', '| 0.300 line 7', '| 0.300 line 8', '| 0.300 line 9'],
  ...['| 0.300 line 10', '| 0.300 line 11', '| 0.300 line 12'],
]
const COMPILE =
  'RUN if [ "arm64" = arm64 ]; then       echo "no compiler for arm64" >&2;       exit 7;     fi'

describe('a failure of a buildx that is too old', () => {
  test.each([
    // buildx 0.36.1 with a flag of a later day.
    ['ERROR: unknown flag: --nosuch'],
    ['ERROR: multiple outputs currently unsupported'],
  ])('names the input that brings another one: %s', (...tail) => {
    expect(failure(tail).cure).toBe(
      'The installed buildx is too old for this: set buildx-version: latest, to download a newer one.',
    )
  })
})

test('a registry that accepts no form of an image is not advised to do without attestations', () => {
  const tail = [
    'ERROR: failed to build: failed to solve: failed to push a.jfrog.io/d/a: unknown: manifest invalid',
  ]
  expect(failure(tail).cure).toMatch(/set provenance: false/)
  expect(failure(tail, { isPlainer: true }).cure).toMatch(/without attestations either: .* not overwrite/)
})

test('a program of a step that does not know a flag says nothing about buildx', () => {
  const step = ['------', ' > [2/2] RUN tool --x:', '0.289 unknown flag: --x', '------']
  const solve = 'failed to solve: process "/bin/sh -c tool --x" did not complete successfully: exit code: 1'
  expect(failure([...step, `ERROR: failed to build: ${solve}`]).cure).not.toContain('buildx-version')
})

describe('a failure for an entitlement', () => {
  test.each([
    {
      error: 'failed to load LLB: security.insecure is not allowed',
      cure: 'RUN --security=insecure needs allow: security.insecure, and a builder that grants it, as with buildkitd-flags: --allow-insecure-entitlement security.insecure.',
    },
    {
      error: 'failed to load LLB: network.host is not allowed',
      cure: 'RUN --network=host needs allow: network.host.',
    },
    {
      error: 'granting entitlement security.insecure is not allowed by build daemon configuration',
      cure: 'The daemon of the builder does not grant what allow or network requests: start it with --allow-insecure-entitlement, as buildkitd-flags does for a managed builder.',
    },
  ])('says who has to grant it: $error', ({ error, cure }) => {
    expect(failure([`ERROR: failed to build: failed to solve: ${error}`]).cure).toBe(cure)
  })
})

describe('a recorded failure', () => {
  test.each([
    {
      what: 'of a RUN names step, place, instruction, its last ten lines and its exit code',
      output: 'failed-run',
      lines: [
        'linux/amd64 (stage stage-1, step 1/1) failed at app/Dockerfile:5 with exit code 3.',
        LOOP,
        ...LAST_TEN,
      ],
      cure: SEE_OUTPUT,
      line: 5,
    },
    {
      what: 'of a RUN on one of two platforms names that platform',
      output: 'failed-run-one-platform',
      platforms: ['linux/amd64', 'linux/arm64'],
      lines: [
        'linux/arm64 (stage build, step 3/3) failed at app/Dockerfile:4 with exit code 7.',
        COMPILE,
        '| 0.091 no compiler for arm64',
      ],
      cure: SEE_OUTPUT,
      line: 4,
    },
    {
      what: 'of a RUN is not taken for that of a missing cache',
      output: 'failed-run-and-cache-missing',
      platforms: ['linux/amd64', 'linux/arm64'],
      lines: [
        'linux/arm64 (stage build, step 3/3) failed at app/Dockerfile:4 with exit code 7.',
        COMPILE,
        '| 0.673 no compiler for arm64',
      ],
      cure: SEE_OUTPUT,
      line: 4,
    },
    {
      what: 'of a RUN is not taken for that of a cache that cannot be reached',
      output: 'failed-run-and-cache-unreachable',
      lines: [
        'linux/amd64 (stage stage-1, step 1/1) failed at app/Dockerfile:5 with exit code 3.',
        LOOP,
        ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((number) => `| 0.072 line ${number}`),
      ],
      cure: SEE_OUTPUT,
      line: 5,
    },
    {
      what: 'of a script names its first line, whatever warnings stand between',
      output: 'heredoc',
      lines: [
        'linux/amd64 (step 2/2) failed at app/Dockerfile:2 with exit code 1.',
        'RUN <<EOF (set -e...)',
        '| 0.076 one',
      ],
      cure: SEE_OUTPUT,
      line: 2,
    },
    {
      what: "of another machine's program points at the emulator",
      output: 'exec-format',
      lines: [
        'linux/amd64 (stage stage-1, step 2/2) failed at app/Dockerfile:5 with exit code 1.',
        'RUN ["/app"]',
        '| 0.081 exec /app: exec format error',
      ],
      cure: 'A program for another machine was run: check that the emulator of that platform is installed (qemu: auto, or the name of the platform) and that the image has the right binaries.',
      line: 5,
    },
  ])('$what', ({ output, lines, cure, line, platforms }) => {
    const found = failure(recorded(output), platforms === undefined ? {} : { platforms })
    expect(found).toEqual({ lines, cure, place: { file: 'app/Dockerfile', line, title: 'Build failed' } })
  })

  test.each([
    {
      what: 'of a stage that is not there',
      output: 'missing-stage',
      first: 'The build failed with exit code 1.',
      last: 'failed to build: failed to solve: target stage "releese" could not be found',
      cure: 'Correct target: it must be the name of a stage in the Dockerfile.',
      line: undefined,
    },
    {
      what: 'of a base image without the platform',
      output: 'no-such-platform',
      first:
        '[linux/s390x internal] load metadata for docker.io/library/alpine:latest failed at app/Dockerfile:4 with exit code 1.',
      last: 'failed to build: failed to solve: alpine: failed to resolve source metadata for docker.io/library/alpine:latest: no match for platform in manifest: not found',
      cure: 'The base image has no such platform: choose another base, or drop the platform.',
      line: 4,
    },
    {
      what: 'of a push that the registry denies',
      output: 'push-denied',
      first: 'exporting to image failed with exit code 1.',
      last: 'failed to build: failed to solve: failed to push 127.0.0.1:5991/owner/app:1: denied',
      cure: LOG_IN,
      line: undefined,
    },
    {
      what: 'of a push without a login',
      output: 'push-unauthorized',
      first: 'exporting to image failed with exit code 1.',
      last: 'failed to build: failed to solve: failed to push 127.0.0.1:5991/owner/app:1: unauthorized',
      cure: LOG_IN,
      line: undefined,
    },
    {
      what: 'of a push to a registry that is down',
      output: 'push-unreachable',
      first: 'exporting to image failed with exit code 1.',
      last: 'failed to build: failed to solve: failed to push 127.0.0.1:5992/owner/app:1: failed to do request: Head "http://127.0.0.1:5992/v2/owner/app/blobs/sha256:672e9902e51aec5dea15457bb3c3b9f9f26a1e2fb9e5a5a9f453356d46bc3b9b": dial tcp 127.0.0.1:5992: connect: connection refused',
      cure: UNREACHABLE,
      line: undefined,
    },
    {
      what: 'of a file that is not in the context',
      output: 'missing-file',
      first: 'linux/amd64 (step 2/2) failed at app/Dockerfile:2 with exit code 1.',
      last: 'failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref q32rkfqyspto2i4pfmvpwpw6i::rqf0z3mp19yfbucsuxzmonm42: "/missing.txt": not found',
      cure: SEE_OUTPUT,
      line: 2,
    },
    {
      what: 'of a Dockerfile that cannot be read',
      output: 'typo',
      first: 'The build failed at app/Dockerfile:2 with exit code 1.',
      last: 'failed to build: failed to solve: dockerfile parse error on line 2: unknown instruction: RUNN (did you mean RUN?)',
      cure: SEE_OUTPUT,
      line: 2,
    },
  ])("$what ends with BuildKit's own words, once", ({ output, first, last, cure, line }) => {
    const found = failure(recorded(output))
    expect(found.lines[0]).toBe(first)
    expect(found.lines.at(-1)).toBe(last)
    expect(found.lines.filter((text) => text.includes(last))).toHaveLength(1)
    expect(found.cure).toBe(cure)
    expect(found.place).toEqual(
      line === undefined ? undefined : { file: 'app/Dockerfile', line, title: 'Build failed' },
    )
  })
})

describe('a failure', () => {
  test.each([
    { what: 'without any output', tail: [], lines: ['The build failed with exit code 2.'] },
    {
      what: 'whose output is not understood shows its last lines',
      tail: Array.from({ length: 30 }, (_, index) => `line ${index}`),
      lines: [
        'The build failed with exit code 2.',
        ...Array.from({ length: 10 }, (_, index) => `| line ${index + 20}`),
      ],
    },
    {
      what: 'of several platforms whose step names none',
      tail: ['------', ' > [build 2/2] RUN false:', '0.1 no', '------'],
      platforms: ['linux/amd64', 'linux/arm64'],
      lines: ['A platform (stage build, step 2/2) failed with exit code 2.', 'RUN false', '| 0.1 no'],
    },
    {
      what: 'of a cross-compiling step',
      tail: ['------', ' > [linux/amd64->arm64 build 2/2] RUN false:', '0.1 no', '------'],
      platforms: ['linux/amd64', 'linux/arm64'],
      lines: ['linux/amd64->arm64 (stage build, step 2/2) failed with exit code 2.', 'RUN false', '| 0.1 no'],
    },
    {
      what: 'whose instruction is a script is short',
      tail: ['------', ` > [build 2/2] RUN ${'x'.repeat(5_000)}:`, '0.1 no', '------'],
      lines: [
        'linux/amd64 (stage build, step 2/2) failed with exit code 2.',
        `RUN ${'x'.repeat(196)}`,
        '| 0.1 no',
      ],
    },
    {
      what: 'that a step talks about is not the failure',
      tail: ['------', ' > [build 2/2] RUN false:', '0.1  > [linux/arm64 x 1/1] RUN true:', '------'],
      lines: [
        'linux/amd64 (stage build, step 2/2) failed with exit code 2.',
        'RUN false',
        '| 0.1  > [linux/arm64 x 1/1] RUN true:',
      ],
    },
  ])('$what', ({ tail, lines, platforms }) => {
    const known = { code: 2, ...(platforms === undefined ? {} : { platforms }) }
    expect(failure(tail, known)).toEqual({ lines, cure: SEE_OUTPUT, place: undefined })
  })

  test('whose error has several lines shows all of them', () => {
    const tail = [
      'ERROR: failed to build: failed to solve: failed to push ghcr.io/o/a:1: unexpected status from HEAD request to https://ghcr.io/v2/o/a/blobs/sha256:1: 403 Forbidden',
      'denied: You have exceeded a secondary rate limit.',
    ]
    const { lines, cure } = failure(tail)
    expect(lines.at(-1)).toBe('denied: You have exceeded a secondary rate limit.')
    expect(cure).toMatch(/limits the number of requests/)
  })

  test('that was retried says how often', () => {
    const { lines } = failure(['ERROR: unexpected status: 503 Service Unavailable'], { tries: 4 })
    expect(lines[0]).toBe('The build failed with exit code 1, the last of 4 attempts.')
  })

  test('that was killed says memory', () => {
    expect(failure(['#7 0.1 cc1plus'], { code: 137 }).cure).toMatch(/memory/)
  })

  test.each([
    { output: "0.1 cp: can't create /etc/x: Permission denied" },
    { output: '0.1 mkdir: /etc/x: permission denied' },
    { output: '0.1 curl: (22) The requested URL returned error: 403 Forbidden' },
  ])('of a RUN is not a matter of the registry, whatever its program prints: $output', ({ output }) => {
    const error = 'process "/bin/sh -c x" did not complete successfully: exit code: 1'
    const tail = [
      ...['------', ' > [2/2] RUN x:', output, '------'],
      `ERROR: failed to build: failed to solve: ${error}`,
    ]
    expect(failure(tail).cure).toBe(SEE_OUTPUT)
  })
})
