import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { fakeDocker } from '../../e2e/harness/fake-docker/fake.ts'
import type { Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { parseCacheEntry } from '../../src/buildx/cache-entry.ts'
import type { Docker } from '../../src/docker/docker.ts'
import type { Failure } from '../../src/errors.ts'
import { printJob, readSelf } from '../../src/facts/job-process.ts'
import type { BuildPlan } from '../../src/plan/plan.ts'
import { type BuildResult, buildAll } from '../../src/run/build.ts'
import { reviver } from '../../src/run/revive.ts'
import { platforms } from '../builders.ts'
import { dockerIn, patient, recordingDocker } from '../docker/recording.ts'
import { whileCaptured } from '../runner/stdout.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'again-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const IMPORT = 'type=registry,ref=r.example/o/a:cache'
const EXPORT = 'type=registry,ref=r.example/o/a:cache,mode=max'

/** One platform, with a cache of its own. */
function planned(overrides: Partial<BuildPlan> = {}): BuildPlan {
  const files = { metadataFile: join(folder, 'metadata.json'), iidFile: join(folder, 'iid') }
  const caches = ['--cache-from', IMPORT, '--cache-to', EXPORT]
  return {
    number: 1,
    platforms: platforms('linux/amd64'),
    command: ['buildx', 'build', ...caches, '--metadata-file', files.metadataFile, '.'],
    plainer: [
      { command: ['buildx', 'build', 'plain', '.'], without: 'without OCI artifacts', input: 'outputs: x' },
      {
        command: ['buildx', 'build', 'none', '.'],
        without: 'without attestations',
        input: 'provenance: false',
      },
    ],
    cache: {
      ...{ from: [], to: [], fallback: undefined, folder: undefined, why: '' },
      imports: [parseCacheEntry(IMPORT)],
      exports: [parseCacheEntry(EXPORT)],
    },
    dockerfile: 'Dockerfile',
    loaded: '',
    cacheServers: [],
    layout: '',
    ...files,
    ...overrides,
  }
}

interface Remedied {
  readonly built: BuildResult | undefined
  readonly failure: Failure | undefined
  /** Words of each build after `build`, without files. */
  readonly builds: readonly string[]
  readonly calls: readonly string[]
  readonly slept: readonly number[]
  readonly remedies: readonly string[]
  readonly log: string
}

interface Given {
  readonly limit?: number
  readonly plan?: BuildPlan
  readonly call?: string
}

async function ended(rules: readonly Partial<Rule>[], { limit = 3, plan, call = '' }: Given = {}) {
  const known = rules.map((rule) => ({ match: ['buildx', 'build'], ...rule }))
  const others = [{ match: ['version'], stdout: '28.0.0' }, { match: ['buildx', 'inspect'] }]
  const fake = fakeDocker({ folder, rules: [...known, ...others] })
  const { tries, slept } = patient(limit)
  const docker = dockerIn({ ...process.env, ...fake.env }, tries)
  const stall = { limitMs: 0, countBytes: async () => undefined }
  const building = {
    call,
    annotatesChecks: false,
    movesTags: false,
    builder: { name: 'b', isOurs: true },
    uncached: new Set<number>(),
    stall,
  }
  const { result, text } = await whileCaptured(() =>
    buildAll(docker, [plan ?? planned()], building).then(
      ([built]) => ({ built, failure: undefined }),
      (failure: Failure) => ({ built: undefined, failure }),
    ),
  )
  const calls = fake.calls().map(({ argv }) => argv.join(' '))
  const builds = calls.filter((line) => line.startsWith('buildx build')).map((line) => line.slice(13))
  const outcome: Remedied = {
    ...result,
    ...{ calls, builds, slept, log: text },
    remedies: tries.retried().map(({ fault, remedy }) => `${fault}: ${remedy}`),
  }
  return outcome
}

const failing = (stderr: string, rule: Partial<Rule> = {}): Partial<Rule> => ({
  code: 1,
  stderr: `${stderr}\n`,
  ...rule,
})
const solve = (error: string): string => `ERROR: failed to build: failed to solve: ${error}`

const RESET = solve(
  'alpine: failed to resolve source metadata for docker.io/library/alpine:3: failed to do request: Head "https://registry-1.docker.io/v2/library/alpine/manifests/3": read: connection reset by peer',
)
const DENIED = solve('failed to push r.example/o/a:1: denied')
const STEP = solve(
  'process "/bin/sh -c curl https://x # 503 Service Unavailable" did not complete successfully: exit code: 22',
)

describe('a layout that cannot be written', () => {
  const LAYOUT = '/tmp/own/layout'
  const OCI = `type=oci,tar=false,dest=${LAYOUT}`
  const IMAGE = 'type=image,push=true'
  const plan = (): BuildPlan =>
    planned({
      layout: LAYOUT,
      command: ['buildx', 'build', '--output', OCI, '--output', IMAGE, '.'],
    })

  test.each([
    // buildx 0.36.1 and BuildKit 0.32.2 on a disk of 8 MB, and where a file is in the way.
    `failed to copy: failed to send write: rpc error: code = Unknown desc = write ${LAYOUT}/ingest/12/data: no space left on device`,
    `failed to copy: failed to send write: rpc error: code = Unknown desc = write ${LAYOUT}/ingest/12/data: input/output error`,
    `mkdir ${LAYOUT}: permission denied`,
    `destination directory ${LAYOUT} is a file`,
  ])('is done without, once, and reported: %s', async (error) => {
    const outcome = await ended([failing(solve(error), { times: 1 }), {}], { limit: 0, plan: plan() })
    expect(outcome.failure).toBeUndefined()
    expect(outcome.builds).toEqual([`--output ${OCI} --output ${IMAGE} .`, `--output ${IMAGE} .`])
    expect(outcome.built?.layout).toBe('')
    expect(outcome.built?.omissions).toEqual([
      expect.stringMatching(
        /^The layout of linux\/amd64 for the proof could not be written \(.*\/tmp\/own\/layout.*\): the proof reads the image from the registry\.$/,
      ),
    ])
  })

  test("is not to blame for the builder's own disk", async () => {
    const error = 'write /var/lib/buildkit/runc-overlayfs/content/ingest/1/data: no space left on device'
    const outcome = await ended([failing(solve(error))], { limit: 0, plan: plan() })
    expect(outcome.builds).toHaveLength(1)
    expect(outcome.failure?.message).toContain('no space left')
  })
})

describe('a build that fails', () => {
  test('for content that came wrong is run again on a builder that does not hold it any more', async () => {
    const wrong = solve(
      'failed to compute cache key: failed commit on ref "layer-sha256:75": unexpected commit digest sha256:9b, expected sha256:75: failed precondition',
    )
    const outcome = await ended([failing(wrong, { times: 1 }), {}])
    expect([outcome.failure, outcome.remedies]).toEqual([undefined, ['corrupted: again']])
    expect(outcome.calls[1]).toBe('buildx prune --builder b --force --filter id=none')
  })

  test('for a reason that passes is run again as it was, and is green', async () => {
    const outcome = await ended([failing(RESET, { times: 2 }), { stderr: '#1 done\n' }])
    expect(outcome.failure).toBeUndefined()
    expect(new Set(outcome.builds).size).toBe(1)
    expect(outcome).toMatchObject({ slept: [5, 15], remedies: ['connection: again', 'connection: again'] })
    expect(outcome.log).toMatch(
      /^the build of linux\/amd64 failed \(connection\): .*connection reset by peer; again in 5 s$/m,
    )
    expect(outcome.built?.omissions).toEqual([])
  })

  test.each([
    { what: 'that goes on failing so', rules: [failing(RESET)], count: 4 },
    { what: 'with retries: 0', rules: [failing(RESET)], limit: 0, count: 1 },
    { what: 'that is refused', rules: [failing(DENIED)], count: 1 },
    { what: 'in a step, whatever that printed', rules: [failing(STEP)], count: 1 },
    {
      what: 'on a full disk',
      rules: [failing(solve('write /var/lib/buildkit/x: no space left on device'))],
      count: 1,
    },
    { what: 'in silence', rules: [{ code: 7 }], count: 1 },
    { what: 'because it was killed', rules: [{ code: 137 }], count: 1 },
    {
      what: 'where files cannot be written',
      rules: [failing(`------\n > exporting to client directory:\n------\n${solve('EOF')}`)],
      count: 1,
    },
    { what: 'that was a call', rules: [failing(RESET)], call: 'check', count: 4 },
    {
      what: 'because a check found something',
      rules: [{ code: 1, stdout: 'Check complete, 1 warning.\n' }],
      call: 'check',
      count: 1,
    },
  ])('$what is run $count times, and red', async ({ rules, count, limit, call }) => {
    const given = { ...(limit === undefined ? {} : { limit }), ...(call === undefined ? {} : { call }) }
    const outcome = await ended(rules, given)
    const isGreen = outcome.built !== undefined && outcome.built.checkFailure === undefined
    expect([outcome.builds.length, isGreen]).toEqual([count, false])
  })

  test('that a registry limits waits as long as it asks for', async () => {
    const limited = failing(solve('failed to push r.example/o/a:1: toomanyrequests: retry-after: 40s'), {
      times: 1,
    })
    expect(await ended([limited, {}])).toMatchObject({ failure: undefined, slept: [40] })
  })
})

describe('a builder that is gone', () => {
  const GONE = failing(
    'ERROR: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF',
  )

  test('is booted again once the engine answers, and the build goes on', async () => {
    const down: Rule = { match: ['version'], code: 1, times: 2 }
    const outcome = await ended([{ ...GONE, times: 1 }, down, {}])
    expect(outcome.failure).toBeUndefined()
    expect(outcome.calls.filter((line) => line.startsWith('version'))).toHaveLength(3)
    expect(outcome.calls).toContain('buildx inspect --bootstrap b')
    expect(outcome.remedies).toEqual(['builder gone: again, once the builder is up'])
  })

  test('whose engine stays away is waited for a minute', async () => {
    const { tries, slept } = patient(3)
    const { docker } = recordingDocker([{ match: ['version'], code: 1 }, { match: ['buildx'] }], {}, tries)
    await reviver(docker, { name: 'b', isOurs: true })('gone', () => {})
    expect(Math.round(slept.reduce((sum, seconds) => sum + seconds, 0))).toBe(60)
  })

  test('twice is too often', async () => {
    const outcome = await ended([GONE])
    expect(outcome.builds).toHaveLength(2)
    expect(outcome.failure?.cure).toMatch(/ended while it was needed/)
  })
})

describe('a cache', () => {
  const LOST = solve(
    'failed to copy: httpReadSeeker: failed open: could not fetch content descriptor sha256:4e (application/vnd.oci.image.layer.v1.tar+gzip) from remote: not found',
  )
  const broken = (repository: string, status = '403 Forbidden'): string =>
    solve(
      `failed to compute cache key: failed to copy: httpReadSeeker: failed open: unexpected status from GET request to https://r.example/v2/${repository}/blobs/sha256:1: ${status}`,
    )
  const EXPORTING = '#9 exporting cache to registry\n#9 ERROR: error writing layer blob: denied\n'
  const UNWRITTEN = failing(`${EXPORTING}${solve('error writing layer blob: denied')}`)

  test.each([
    { what: 'has lost content', error: LOST },
    { what: 'refuses its content', error: broken('o/a') },
  ])('that $what is left out at once, with a warning', async ({ error }) => {
    const outcome = await ended([failing(error, { times: 1 }), {}])
    expect(outcome.failure).toBeUndefined()
    expect(outcome.builds.map((words) => words.includes('--cache-from'))).toEqual([true, false])
    expect(outcome.builds[1]).toContain(`--cache-to ${EXPORT}`)
    expect(outcome.slept).toEqual([0])
    expect(outcome.built?.omissions).toEqual([
      expect.stringMatching(/without its cache.*: r\.example\/o\/a:cache\./),
    ])
  })

  test('that goes on failing is left out in the end', async () => {
    const failed = failing(broken('o/a', '500 Internal Server Error'), { times: 4 })
    const outcome = await ended([failed, {}])
    expect(outcome.failure).toBeUndefined()
    expect(outcome.builds).toHaveLength(5)
  })

  test('is not to blame for another repository', async () => {
    expect((await ended([failing(broken('library/base'))])).builds).toHaveLength(1)
  })

  test('is not to blame if there is none', async () => {
    const plan = planned()
    const outcome = await ended([failing(LOST)], { plan: { ...plan, cache: { ...plan.cache, imports: [] } } })
    expect(outcome.builds).toHaveLength(1)
  })

  test('that cannot be written does not keep the image', async () => {
    const outcome = await ended([{ ...UNWRITTEN, times: 1 }, {}])
    expect(outcome.failure).toBeUndefined()
    expect(outcome.builds.map((words) => words.includes('--cache-to'))).toEqual([true, false])
    expect(outcome.builds[1]).toContain(`--cache-from ${IMPORT}`)
    expect(outcome.built?.omissions).toEqual([expect.stringMatching(/was not written.*ignore-error=true/)])
  })

  test('that must be written keeps it', async () => {
    const plan = planned()
    const must = [parseCacheEntry(`${EXPORT},ignore-error=false`)]
    const outcome = await ended([UNWRITTEN], { plan: { ...plan, cache: { ...plan.cache, exports: must } } })
    expect([outcome.builds.length, outcome.built]).toEqual([1, undefined])
  })
})

describe("a registry that rejects BuildKit's form of attestations", () => {
  const pushing = (error: string): string =>
    `------\n > exporting to image:\n------\n${solve(`failed to push r.example/o/a:1: ${error}`)}`
  const SUBJECT = failing(pushing('unknown: blob unknown to registry - sha256:1'))
  const CLASS = failing(pushing('denied: unknown manifest class for application/vnd.oci.empty.v1+json'))

  test('gets them in the older form', async () => {
    const outcome = await ended([{ ...SUBJECT, times: 1 }, {}])
    expect(outcome.failure).toBeUndefined()
    expect(outcome.builds[1]).toBe('plain .')
    expect(outcome.built?.omissions).toEqual([expect.stringMatching(/without OCI artifacts.*set outputs: x/)])
  })

  test('gets none if it refuses that, too', async () => {
    const outcome = await ended([{ ...CLASS, times: 2 }, {}])
    expect(outcome.builds.slice(1)).toEqual(['plain .', 'none .'])
    expect(outcome.built?.omissions).toEqual([
      expect.stringMatching(/without attestations.*provenance: false/),
    ])
  })

  test('gets nothing else if they were asked for, and the error names the inputs', async () => {
    const outcome = await ended([CLASS], { plan: planned({ plainer: [] }) })
    expect(outcome.builds).toHaveLength(1)
    expect(outcome.failure?.cure).toMatch(/provenance: false and sbom: false/)
  })
})

describe('a build in which nothing moves', () => {
  const lookup = '#2 [internal] load metadata for docker.io/library/alpine:3'

  /** Builds that print these lines each, and end only when they are ended; the last one ends well. */
  async function hanging(prints: readonly (readonly string[])[], { isOurs = true, env = {} } = {}) {
    const { tries } = patient(3)
    const rules = [{ match: ['version'] }, { match: ['buildx', 'stop'] }, { match: ['buildx', 'inspect'] }]
    const { docker, calls } = recordingDocker(rules, env, tries)
    const builds: string[] = []
    const stream: Docker['stream'] = async (args, options) => {
      if (args[1] !== 'build') return docker.stream(args, options)
      const lines = prints[builds.length]
      builds.push(args.join(' '))
      if (lines === undefined) return { code: 0, tail: [] }
      for (const line of lines) options.onLine?.(line)
      await new Promise((resolve) => options.signal?.addEventListener('abort', resolve))
      return { code: 137, tail: lines }
    }
    const stall = { limitMs: 50, countBytes: async () => undefined }
    const builder = { name: 'b', isOurs }
    const uncached = new Set<number>()
    const building = { call: '', annotatesChecks: false, movesTags: false, builder, uncached, stall }
    const { text } = await whileCaptured(() => buildAll({ ...docker, stream }, [planned()], building))
    return {
      calls,
      builds,
      log: text,
      remedies: tries.retried().map(({ fault, remedy }) => `${fault}: ${remedy}`),
    }
  }

  test('is ended and run again, on a builder that is not stuck any more', async () => {
    const outcome = await hanging([[lookup]])
    expect(outcome.remedies).toEqual(['stalled: again'])
    expect(outcome.log).toMatch(/no more progress in \[internal\] load metadata for .*; again in 5 s/)
    expect(outcome.calls).toEqual([
      'version --format {{.Server.Version}}',
      'buildx stop b',
      'buildx inspect --bootstrap b',
    ])
  })

  test('leaves a builder alone that others may build on', async () => {
    const outcome = await hanging([[lookup]], { isOurs: false })
    expect([outcome.builds.length, outcome.calls]).toEqual([2, []])
    expect(outcome.log).toMatch(/^The builder b is not restarted: others may build on it\.$/m)
  })

  test('leaves a builder alone that is blocked while another job builds on it', async () => {
    const jobs = join(folder, 'multi-platform-build', 'jobs', 'b')
    mkdirSync(jobs, { recursive: true })
    writeFileSync(join(jobs, 'other'), JSON.stringify({ job: printJob(readSelf()) }))
    const importing = '#3 importing cache manifest from r.example/o/a:cache'
    const outcome = await hanging([[importing]], { isOurs: false, env: { BUILDX_CONFIG: folder } })
    expect([outcome.builds.length, outcome.calls]).toEqual([2, []])
    expect(outcome.log).toMatch(/^The builder b is not restarted: another job builds on it\.$/m)
  })

  test('has any builder restarted that is blocked for everybody', async () => {
    const outcome = await hanging([['#3 importing cache manifest from r.example/o/a:cache']], {
      isOurs: false,
    })
    expect(outcome.calls).toContain('buildx stop b')
  })

  test('is ended if the builder does not even read the Dockerfile', async () => {
    const outcome = await hanging([['#0 building with "b" instance using docker-container driver']])
    expect(outcome.log).toMatch(/no more progress in the builder; again/)
  })

  test('is run without the cache that does not answer', async () => {
    const outcome = await hanging([['#3 importing cache manifest from r.example/o/a:cache']])
    expect(outcome.remedies).toEqual(['stalled: again, without the cache that cannot be read'])
    expect(outcome.builds.map((words) => words.includes('--cache-from'))).toEqual([true, false])
  })

  test('is run without writing the cache if that does not end', async () => {
    const outcome = await hanging([['#9 exporting cache to registry', '#9 writing config sha256:1']])
    expect(outcome.remedies).toEqual(['stalled: again, without writing the cache'])
    expect(outcome.builds.map((words) => words.includes('--cache-to'))).toEqual([true, false])
  })
})
