import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { fakeDocker } from '../../e2e/harness/fake-docker/fake.ts'
import type { Call, Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { checksumFile, type Reply, releaseHost } from '../../e2e/harness/release-host.ts'
import { type Ended, type Step, startStep } from '../../e2e/harness/runner.ts'
import { newSandbox, removeSandbox, type Sandbox } from '../../e2e/harness/sandbox.ts'

/** Getting buildx: the shipped bundle against a stand-in for the release host, and a docker without buildx. */

const action = join(import.meta.dirname, '..', '..')
const VERSION = '9.8.7'
const NAME = `buildx-v${VERSION}.linux-${process.arch === 'x64' ? 'amd64' : process.arch}`
const FILE = `/v${VERSION}/${NAME}`
const SUMS = `/v${VERSION}/checksums.txt`
const BINARY = Buffer.from(`#!/bin/sh\n${'# as large as a small program\n'.repeat(4_000)}`)
const RIGHT = checksumFile({ [NAME]: BINARY, [`${NAME}.sbom.json`]: '{}' })

/** docker without a plugin for its first call only, because then the plugin is downloaded. */
const NO_PLUGIN: Rule = {
  match: ['buildx', 'version'],
  times: 1,
  stderr: "docker: 'buildx' is not a docker command.\n",
  code: 1,
}

const DOCKER: readonly Rule[] = [
  { match: ['version'], stdout: '{"Version":"28.0.0","Os":"linux","Arch":"amd64"}\n' },
  { match: ['buildx', 'version'], stdout: `github.com/docker/buildx v${VERSION} abc\n` },
  {
    match: ['buildx', 'inspect'],
    stdout:
      'Name: b\nDriver: docker-container\n\nNodes:\nName: b0\nEndpoint: x\nStatus: running\nPlatforms: linux/amd64\n',
  },
  { match: ['buildx'] },
  { match: ['rm'] },
  { match: ['volume', 'rm'] },
]

/** docker with a plugin of another version. */
const OLD_PLUGIN: Rule = {
  match: ['buildx', 'version'],
  times: 1,
  stdout: 'github.com/docker/buildx v0.10.0 abc\n',
}

interface JobResult {
  readonly main: Ended
  readonly post: Ended
  readonly sandbox: Sandbox
  readonly calls: readonly Call[]
  /** The requests to the server in each run. */
  readonly requests: readonly string[]
}

interface JobSetup {
  readonly routes: Readonly<Record<string, readonly [Reply, ...Reply[]]>>
  readonly rules?: readonly Rule[]
  readonly inputs?: Readonly<Record<string, string>>
  /** Added to the server's address. */
  readonly mirror?: string
  readonly env?: (sandbox: Sandbox) => Readonly<Record<string, string>>
  readonly before?: (sandbox: Sandbox) => void
}

/** Runs a step, and passes its results to the test before its folders are removed. */
async function runJob(
  setup: JobSetup,
  look: (result: JobResult) => void | Promise<void>,
  meanwhile: (step: Step, requests: readonly string[]) => Promise<unknown> = async () => undefined,
): Promise<void> {
  const sandbox = newSandbox()
  const host = await releaseHost(setup.routes)
  try {
    const workspace = join(sandbox.folder, 'workspace')
    mkdirSync(workspace)
    writeFileSync(join(workspace, 'Dockerfile'), 'FROM scratch\n')
    setup.before?.(sandbox)
    const fake = fakeDocker({
      folder: join(sandbox.folder, 'fake'),
      rules: [...(setup.rules ?? [NO_PLUGIN]), ...DOCKER],
    })
    const step = startStep({
      action,
      workspace,
      sandbox,
      inputs: {
        ...{ context: '.', platforms: 'linux/amd64', cache: 'off', 'buildx-version': VERSION },
        'buildx-mirror': `${host.url}${setup.mirror ?? ''}`,
        ...setup.inputs,
      },
      env: { ...fake.env, ...setup.env?.(sandbox) },
    })
    await meanwhile(step, host.requests)
    const main = await step.ended
    await look({ main, post: await step.post(), sandbox, calls: fake.calls(), requests: host.requests })
  } finally {
    await host.close()
    removeSandbox(sandbox)
  }
}

function plugin(sandbox: Sandbox): string {
  return join(sandbox.env['DOCKER_CONFIG'] ?? '', 'cli-plugins/docker-buildx')
}

function errors({ main }: JobResult): string {
  const found = main.log.commands.filter(({ name }) => name === 'error')
  return found.map(({ data }) => data).join('\n')
}

function expectGreen({ main, post }: JobResult): void {
  expect(main.exitCode === 0 ? '' : main.log.shown).toBe('')
  expect([main.problems, main.log.groupErrors, main.log.leaks]).toEqual([[], [], []])
  expect(post.exitCode).toBe(0)
}

/** No download remains anywhere. */
function expectNothingKept({ sandbox, main }: JobResult): void {
  expect(existsSync(plugin(sandbox))).toBe(false)
  expect(readdirSync(sandbox.tools)).toEqual([])
  expect(readdirSync(sandbox.temp).filter((name) => !name.startsWith('_'))).toEqual([])
  expect(main.exitCode).toBe(1)
  expect(main.outputs).toEqual({})
}

describe('a release', () => {
  test.each<{ name: string; setup: JobSetup; requests: readonly string[]; log?: RegExp }>([
    {
      name: 'that is correct is installed as the plugin of this and later steps',
      setup: { routes: { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: BINARY }] } },
      requests: [SUMS, FILE],
      log: /sha256 verified: [\da-f]{64}\n[\s\S]*Installed as docker's plugin for this and later steps, and nowhere else: /,
    },
    {
      name: 'behind a redirect, as GitHub has them',
      setup: {
        routes: {
          [SUMS]: [{ redirect: '/storage/1' }],
          [FILE]: [{ redirect: '/storage/2' }],
          '/storage/1': [{ body: RIGHT }],
          '/storage/2': [{ body: BINARY }],
        },
      },
      requests: [SUMS, '/storage/1', FILE, '/storage/2'],
    },
    {
      name: 'that comes after two broken connections',
      setup: { routes: { [SUMS]: [{ body: RIGHT }], [FILE]: ['reset', 'reset', { body: BINARY }] } },
      requests: [SUMS, FILE, FILE, FILE],
      log: /(ECONNRESET|socket hang up); again in 5 s\n.*(ECONNRESET|socket hang up); again in 15 s\n/,
    },
    {
      name: 'that comes after a truncated one',
      setup: { routes: { [SUMS]: [{ body: RIGHT }], [FILE]: [{ cut: BINARY }, { body: BINARY }] } },
      requests: [SUMS, FILE, FILE],
      log: /; again in 5 s\n/,
    },
    {
      name: 'that comes after a server error',
      setup: {
        routes: {
          [SUMS]: [{ body: 'oh', status: 500 }, { body: RIGHT }],
          [FILE]: [{ body: 'oh', status: 503 }, { body: BINARY }],
        },
      },
      requests: [SUMS, SUMS, FILE, FILE],
      log: /checksums\.txt failed \(server error\): 127\.0\.0\.1:\d+ answers 500; again in 5 s\n.*127\.0\.0\.1:\d+ answers 503; again/,
    },
    {
      name: 'on a mirror below a folder, written with a slash at the end',
      setup: {
        routes: { [`/tools/buildx${SUMS}`]: [{ body: RIGHT }], [`/tools/buildx${FILE}`]: [{ body: BINARY }] },
        mirror: '/tools/buildx/',
      },
      requests: [`/tools/buildx${SUMS}`, `/tools/buildx${FILE}`],
    },
    {
      name: 'that is the latest of a mirror',
      setup: {
        routes: { '/latest/checksums.txt': [{ body: RIGHT }], [FILE]: [{ body: BINARY }] },
        inputs: { 'buildx-version': 'latest' },
      },
      requests: ['/latest/checksums.txt', FILE],
      log: /The latest version is 9\.8\.7\./,
    },
    {
      name: 'that is the latest of a server like GitHub, if docker has no plugin and no version is requested',
      setup: {
        routes: {
          '/docker/buildx/releases/latest/download/checksums.txt': [
            { redirect: `/docker/buildx/releases/download${SUMS}` },
          ],
          [`/docker/buildx/releases/download${SUMS}`]: [{ body: RIGHT }],
          [`/docker/buildx/releases/download${FILE}`]: [{ body: BINARY }],
        },
        mirror: '/docker/buildx/releases/download',
        inputs: { 'buildx-version': '' },
      },
      requests: [
        '/docker/buildx/releases/latest/download/checksums.txt',
        `/docker/buildx/releases/download${SUMS}`,
        `/docker/buildx/releases/download${FILE}`,
      ],
      log: /Why: {6}docker has no buildx: docker: 'buildx' is not a docker command\./,
    },
    {
      name: 'that differs from the installed one',
      setup: { routes: { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: BINARY }] }, rules: [OLD_PLUGIN] },
      requests: [SUMS, FILE],
      log: /Why: {6}buildx-version is 9\.8\.7, but 0\.10\.0 is installed\n/,
    },
  ])('$name', async ({ setup, requests, log }) => {
    await runJob(setup, (result) => {
      expectGreen(result)
      expect(result.requests).toEqual(requests)
      expect(readFileSync(plugin(result.sandbox)).equals(BINARY)).toBe(true)
      expect(statSync(plugin(result.sandbox)).mode & 0o777).toBe(0o755)
      expect(readdirSync(result.sandbox.temp).filter((name) => !name.startsWith('_'))).toEqual([])
      expect(result.main.log.groups.map(({ title }) => title)).toContain('Buildx')
      expect(result.main.log.shown).toMatch(log ?? /Downloaded 0\.1 MB in /)
    })
  })

  test('is kept for this job if the tool cache cannot be written, with a warning', async () => {
    const before = ({ tools }: Sandbox): void => writeFileSync(join(tools, 'multi-platform-build-buildx'), '')
    const routes: JobSetup['routes'] = { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: BINARY }] }
    await runJob({ routes, before }, (result) => {
      expectGreen(result)
      const warnings = result.main.log.commands.filter(({ name }) => name === 'warning')
      expect(warnings.map(({ data }) => data)).toContainEqual(
        expect.stringMatching(
          /^The runner's tool cache could not be used for buildx: E.*; it is kept for this/,
        ),
      )
      expect(readFileSync(plugin(result.sandbox)).equals(BINARY)).toBe(true)
    })
  })

  test('replaces a link and not the program that it leads to', async () => {
    const before = (sandbox: Sandbox): void => {
      mkdirSync(join(plugin(sandbox), '..'), { recursive: true })
      writeFileSync(join(sandbox.folder, 'theirs'), 'theirs')
      symlinkSync(join(sandbox.folder, 'theirs'), plugin(sandbox))
    }
    const setup = {
      routes: { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: BINARY }] },
      rules: [OLD_PLUGIN],
      before,
    } as const
    await runJob(setup, (result) => {
      expectGreen(result)
      expect(readFileSync(join(result.sandbox.folder, 'theirs'), 'utf8')).toBe('theirs')
      expect(readFileSync(plugin(result.sandbox)).equals(BINARY)).toBe(true)
    })
  })
})

describe('a release that must not be used', () => {
  const other = Buffer.from('#!/bin/sh\necho something else\n')

  test.each<{ name: string; setup: JobSetup; says: RegExp; requests: readonly string[] }>([
    {
      name: 'has another checksum',
      setup: { routes: { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: other }] } },
      says: /^buildx-version: http:\S+ has the sha256 [\da-f]{64}, but http:\S+checksums\.txt says [\da-f]{64}\. The file is not used and not kept\.\n.*ask whoever runs buildx-mirror/,
      requests: [SUMS, FILE],
    },
    {
      name: 'is not in the checksum file',
      setup: { routes: { [SUMS]: [{ body: checksumFile({ other }) }], [FILE]: [{ body: BINARY }] } },
      says: /checksums\.txt does not list buildx-v9\.8\.7\.linux-\w+, so it could not be verified\. It is not used\./,
      requests: [SUMS],
    },
    {
      name: 'has no checksum file',
      setup: { routes: { [FILE]: [{ body: BINARY }] } },
      says: /^buildx-version: 9\.8\.7 is not available for linux-\w+: http:\S+\/v9\.8\.7\/checksums\.txt does not exist \(docker has no buildx: .*\)\.\nSee https:/,
      requests: [SUMS],
    },
    {
      name: 'has no file for this machine',
      setup: { routes: { [SUMS]: [{ body: RIGHT }] } },
      says: /^buildx-version: 9\.8\.7 is not available for linux-\w+: http:\S+\/buildx-v9\.8\.7\.linux-\w+ does not exist /,
      requests: [SUMS, FILE],
    },
    {
      name: 'has a sign-in page instead of the latest checksums',
      setup: {
        routes: { '/latest/checksums.txt': [{ body: '<html>Sign in</html>' }] },
        inputs: { 'buildx-version': 'latest' },
      },
      says: /\/latest\/checksums\.txt does not list buildx, so/,
      requests: ['/latest/checksums.txt'],
    },
    {
      name: 'needs a permission',
      setup: { routes: { [SUMS]: [{ body: 'no', status: 403 }] } },
      says: /^buildx could not be downloaded from http:\S+: 127\.0\.0\.1:\d+ answers 403\. It is .*\n.*buildx-mirror/,
      requests: [SUMS],
    },
    {
      name: 'is truncated in a way that only the checksum shows',
      setup: {
        routes: { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: BINARY.subarray(0, 1000) }] },
      },
      says: /has the sha256/,
      requests: [SUMS, FILE],
    },
  ])('$name', async ({ setup, says, requests }) => {
    await runJob(setup, (result) => {
      expect(errors(result)).toMatch(says)
      expect(result.requests).toEqual(requests)
      expectNothingKept(result)
      expect(result.calls.filter(({ argv }) => ['create', 'build'].includes(argv[1] ?? ''))).toEqual([])
      expect(result.post.log.commands).toEqual([])
    })
  })

  test('breaks off every time: four tries, then the reason', async () => {
    await runJob({ routes: { [SUMS]: [{ body: RIGHT }], [FILE]: ['reset'] } }, (result) => {
      expect(errors(result)).toMatch(
        /(socket hang up|ECONNRESET) \(tried 4 times\)\. It is needed because .*\nRun the job again/,
      )
      expect(result.requests).toEqual([SUMS, FILE, FILE, FILE, FILE])
      expectNothingKept(result)
    })
  })

  test('hangs until the job is cancelled: post removes the partial download', async () => {
    const routes: JobSetup['routes'] = { [SUMS]: [{ body: RIGHT }], [FILE]: [{ half: BINARY }] }
    await runJob(
      { routes },
      (result) => {
        expect(result.post.log.shown).toMatch(/^Removed folder \S+multi-platform-build-downloads$/m)
        expect(existsSync(plugin(result.sandbox))).toBe(false)
        expect(readdirSync(result.sandbox.tools)).toEqual([])
        expect(readdirSync(result.sandbox.temp).filter((name) => !name.startsWith('_'))).toEqual([])
      },
      async (step, requests) => {
        while (!requests.includes(FILE)) await sleep(20)
        await sleep(100)
        expect(await step.cancel()).toMatchObject({ by: 'SIGINT' })
      },
    )
  })

  test('cannot be installed in the plugin folder of docker', async () => {
    const before = (sandbox: Sandbox): void =>
      writeFileSync(join(plugin(sandbox), '../..', 'cli-plugins'), 'a file')
    const routes: JobSetup['routes'] = { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: BINARY }] }
    await runJob({ routes, before }, (result) => {
      expect(errors(result)).toMatch(
        /^buildx could not be installed in \S+cli-plugins: E\w+[\s\S]*DOCKER_CONFIG/,
      )
    })
  })

  test('does not start', async () => {
    const broken = { match: ['buildx', 'version'], stderr: 'Exec format error\n', code: 126 }
    const rules = [{ ...broken, times: 2 }]
    await runJob({ routes: { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: BINARY }] }, rules }, (result) => {
      expect(errors(result)).toMatch(
        /^buildx 9\.8\.7 was downloaded and verified, but does not start \(exit code 126\): Exec format error/,
      )
    })
  })
})

describe('nothing is downloaded', () => {
  test.each<{ name: string; inputs: Readonly<Record<string, string>>; rules: readonly Rule[] }>([
    {
      name: 'if the version is the installed one',
      inputs: {},
      rules: [{ ...OLD_PLUGIN, stdout: `github.com/docker/buildx v${VERSION} abc\n` }],
    },
    {
      name: 'if no version is requested and one is installed',
      inputs: { 'buildx-version': '' },
      rules: [{ ...OLD_PLUGIN, stdout: 'github.com/docker/buildx v0.30.0 abc\n' }],
    },
  ])('$name', async ({ inputs, rules }) => {
    await runJob({ routes: {}, inputs, rules }, (result) => {
      expectGreen(result)
      expect(result.requests).toEqual([])
      expect(result.main.log.groups.map(({ title }) => title)).not.toContain('Buildx')
      expect(existsSync(plugin(result.sandbox))).toBe(false)
    })
  })

  test('if the latest is the installed one, except the checksum file', async () => {
    const routes: JobSetup['routes'] = { '/latest/checksums.txt': [{ body: RIGHT }] }
    const rules = [{ ...OLD_PLUGIN, stdout: `github.com/docker/buildx v${VERSION} abc\n` }]
    await runJob({ routes, rules, inputs: { 'buildx-version': 'latest' } }, (result) => {
      expectGreen(result)
      expect(result.requests).toEqual(['/latest/checksums.txt'])
      expect(result.main.log.shown).toContain('The latest version is 9.8.7, which is already installed.')
      expect(existsSync(plugin(result.sandbox))).toBe(false)
    })
  })

  test('if the tool cache has it', async () => {
    const before = ({ tools }: Sandbox): void => {
      const folder = join(tools, 'multi-platform-build-buildx', VERSION, NAME.split('.').at(-1) ?? '')
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'buildx'), BINARY)
      writeFileSync(`${folder}.complete`, '')
    }
    await runJob({ routes: {}, before }, (result) => {
      expectGreen(result)
      expect(result.requests).toEqual([])
      expect(result.main.log.shown).toContain(`buildx ${VERSION} is in the tool cache: `)
      expect(readFileSync(plugin(result.sandbox)).equals(BINARY)).toBe(true)
    })
  })
})
