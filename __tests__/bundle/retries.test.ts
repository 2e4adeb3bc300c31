import { describe, expect, test } from '@jest/globals'
import type { Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { errors, goodDocker, indexOf, type JobResult, runBundle } from './run-bundle.ts'

/** Temporary faults of registries and engines: the shipped bundle continues. Pauses take no time in tests. */

const COMPLETE = indexOf(['linux/amd64', 'linux/arm64'])

function runJob(rules: readonly Rule[], inputs: Readonly<Record<string, string>> = {}): Promise<JobResult> {
  const good = goodDocker(COMPLETE.digest)
  return runBundle({ rules: [...rules, ...good], holds: [COMPLETE], inputs: { verify: 'false', ...inputs } })
}

const solve = (error: string): string => `ERROR: failed to build: failed to solve: ${error}\n`
const build = (stderr: string, times = 1): Rule => ({ match: ['buildx', 'build'], stderr, code: 1, times })

const RESET = solve(
  'alpine: failed to resolve source metadata for docker.io/library/alpine:3: failed to do request: Head "https://registry-1.docker.io/v2/library/alpine/manifests/3": read: connection reset by peer',
)
const LIMITED = solve(
  'failed to push r.example/app:1: unexpected status from PUT request to https://r.example/v2/app/manifests/1: 429 Too Many Requests',
)

/** The output `retries`, as pairs of class and remedy. */
function retries({ main }: JobResult): readonly (readonly [string, string])[] {
  const list: readonly { fault: string; remedy: string }[] = JSON.parse(main.outputs['retries'] || '[]')
  return list.map(({ fault, remedy }) => [fault, remedy])
}

function callsOf({ calls }: JobResult, ...words: readonly string[]): readonly string[] {
  return calls.map(({ argv }) => argv.join(' ')).filter((line) => line.startsWith(words.join(' ')))
}

describe('a job is green', () => {
  test.each([
    {
      what: 'although looking up the base image failed twice',
      rules: [build(RESET, 2)],
      fault: 'connection',
      count: 2,
    },
    {
      what: 'although its push was rate-limited three times',
      rules: [build(LIMITED, 3)],
      fault: 'rate limit',
      count: 3,
    },
  ])('$what', async ({ rules, fault, count }) => {
    const result = await runJob(rules)
    expect([errors(result), result.main.exitCode]).toEqual(['', 0])
    expect(retries(result)).toEqual(Array.from({ length: count }, () => [fault, 'again']))
    expect(result.main.outputs['digest']).toBe(COMPLETE.digest)
    expect(result.main.summary).toContain(`Retried: the build of linux/amd64,linux/arm64 (${fault}; again).`)
    const lines = result.main.log.shown.split('\n').filter((line) => line.includes(`failed (${fault})`))
    expect(lines.map((line) => /; again in \d+ s$/.exec(line)?.[0])).toEqual(
      ['; again in 5 s', '; again in 15 s', '; again in 30 s'].slice(0, count),
    )
  })

  test('and has no messages if nothing failed', async () => {
    const result = await runJob([])
    expect(result.main.outputs['retries']).toBe('')
  })

  test("although BuildKit's image could not be pulled at first", async () => {
    const pull =
      'ERROR: Error response from daemon: Head "https://registry-1.docker.io/v2/moby/buildkit/manifests/x": EOF\n'
    const result = await runJob([{ match: ['buildx', 'create'], stderr: pull, code: 1, times: 1 }])
    expect([errors(result), result.main.exitCode]).toEqual(['', 0])
    expect(callsOf(result, 'buildx', 'create')).toHaveLength(1)
    expect(callsOf(result, 'buildx', 'inspect', '--bootstrap')).toHaveLength(1)
    expect(retries(result)).toEqual([['connection', 'again']])
  })

  test('although the builder was killed', async () => {
    const gone =
      'ERROR: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF\n'
    const result = await runJob([build(gone)])
    expect([errors(result), result.main.exitCode]).toEqual(['', 0])
    expect(retries(result)).toEqual([['builder gone', 'again, once the builder is up']])
  })

  test('with a warning if its cache has lost content', async () => {
    const lost = solve(
      'failed to copy: httpReadSeeker: failed open: could not fetch content descriptor sha256:4e (application/vnd.oci.image.layer.v1.tar+gzip) from remote: not found',
    )
    const result = await runJob([build(lost)])
    expect([errors(result), result.main.exitCode]).toEqual(['', 0])
    const warnings = result.main.log.commands.filter(({ name }) => name === 'warning').map(({ data }) => data)
    expect(warnings).toEqual([expect.stringMatching(/was built without its cache/)])
    expect(result.main.summary).toContain('was built without its cache')
  })

  test('with a warning if the registry refuses default attestations', async () => {
    const refused = `------\n > exporting to image:\n------\n${solve('failed to push r.example/app:1: unknown: blob unknown to registry - sha256:1')}`
    const result = await runJob([build(refused)])
    expect([errors(result), result.main.exitCode]).toEqual(['', 0])
    expect(callsOf(result, 'buildx', 'build')[1]).toContain('oci-artifact=false')
    const warnings = result.main.log.commands.filter(({ name }) => name === 'warning').map(({ data }) => data)
    expect(warnings).toEqual([expect.stringMatching(/without OCI artifacts.*outputs: /)])
  })

  test('although a registry was silent for the time of stall-timeout', async () => {
    const hangs = {
      match: ['buildx', 'build'],
      stderr: '#2 [internal] load metadata for docker.io/library/alpine:3\n',
    }
    const rules = [{ ...hangs, delayMs: 60_000, times: 1 }, { match: ['buildx', 'stop'] }]
    const result = await runJob(rules, { 'stall-timeout': '5s' })
    expect([errors(result), result.main.exitCode]).toEqual(['', 0])
    expect(retries(result)).toEqual([['stalled', 'again']])
  })
})

describe('a job is red', () => {
  test.each([
    {
      what: 'at once with retries: 0',
      rules: [build(RESET)],
      inputs: { retries: '0' },
      says: /could not be reached/,
      count: 1,
    },
    {
      what: 'after all retries',
      rules: [build(RESET, 9)],
      inputs: {},
      says: /registry-1\.docker\.io could not be reached/,
      count: 4,
    },
    {
      what: 'at once if the registry refuses',
      rules: [build(solve('failed to push r.example/app:1: denied'), 9)],
      inputs: {},
      says: /Log in to the registry/,
      count: 1,
    },
    {
      what: 'at once if a step fails, whatever it prints',
      rules: [
        build(
          solve(
            'process "/bin/sh -c echo 503 Service Unavailable; exit 1" did not complete successfully: exit code: 1',
          ),
          9,
        ),
      ],
      inputs: {},
      says: /The output of the step says why/,
      count: 1,
    },
    {
      what: 'at once if requested attestations are refused',
      rules: [
        build(solve('failed to push r.example/app:1: unknown: blob unknown to registry - sha256:1'), 9),
      ],
      inputs: { provenance: 'mode=max' },
      says: /provenance: false and sbom: false/,
      count: 1,
    },
  ])('$what', async ({ rules, inputs, says, count }) => {
    const result = await runJob(rules, inputs)
    expect([result.main.exitCode, callsOf(result, 'buildx', 'build').length]).toEqual([1, count])
    expect(errors(result)).toMatch(says)
  })
})
