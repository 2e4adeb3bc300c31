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
import { newPlace, type Place, removePlace } from '../../e2e/harness/place.ts'
import { checksumFile, type Reply, releaseHost } from '../../e2e/harness/release-host.ts'
import { type Ended, type Step, startStep } from '../../e2e/harness/runner.ts'

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

interface Told {
  readonly main: Ended
  readonly post: Ended
  readonly place: Place
  readonly calls: readonly Call[]
  /** The requests to the server in each run. */
  readonly requests: readonly string[]
}

interface Scene {
  readonly routes: Readonly<Record<string, readonly [Reply, ...Reply[]]>>
  readonly rules?: readonly Rule[]
  readonly inputs?: Readonly<Record<string, string>>
  /** Added to the server's address. */
  readonly mirror?: string
  readonly env?: (place: Place) => Readonly<Record<string, string>>
  readonly before?: (place: Place) => void
}

/** Runs a step, and passes its results to the test before its folders are removed. */
async function play(
  scene: Scene,
  look: (told: Told) => void | Promise<void>,
  meanwhile: (step: Step, requests: readonly string[]) => Promise<unknown> = async () => undefined,
): Promise<void> {
  const place = newPlace()
  const host = await releaseHost(scene.routes)
  try {
    const workspace = join(place.folder, 'workspace')
    mkdirSync(workspace)
    writeFileSync(join(workspace, 'Dockerfile'), 'FROM scratch\n')
    scene.before?.(place)
    const fake = fakeDocker({
      folder: join(place.folder, 'fake'),
      rules: [...(scene.rules ?? [NO_PLUGIN]), ...DOCKER],
    })
    const step = startStep({
      action,
      workspace,
      place,
      inputs: {
        ...{ context: '.', platforms: 'linux/amd64', cache: 'off', 'buildx-version': VERSION },
        'buildx-mirror': `${host.url}${scene.mirror ?? ''}`,
        ...scene.inputs,
      },
      env: { ...fake.env, ...scene.env?.(place) },
    })
    await meanwhile(step, host.requests)
    const main = await step.ended
    await look({ main, post: await step.post(), place, calls: fake.calls(), requests: host.requests })
  } finally {
    await host.close()
    removePlace(place)
  }
}

function plugin(place: Place): string {
  return join(place.env['DOCKER_CONFIG'] ?? '', 'cli-plugins/docker-buildx')
}

function errors({ main }: Told): string {
  const found = main.log.commands.filter(({ name }) => name === 'error')
  return found.map(({ data }) => data).join('\n')
}

function expectGreen({ main, post }: Told): void {
  expect(main.exitCode === 0 ? '' : main.log.shown).toBe('')
  expect([main.problems, main.log.groupErrors, main.log.leaks]).toEqual([[], [], []])
  expect(post.exitCode).toBe(0)
}

/** No download remains anywhere. */
function expectNothingKept({ place, main }: Told): void {
  expect(existsSync(plugin(place))).toBe(false)
  expect(readdirSync(place.tools)).toEqual([])
  expect(readdirSync(place.temp).filter((name) => !name.startsWith('_'))).toEqual([])
  expect(main.exitCode).toBe(1)
  expect(main.outputs).toEqual({})
}

describe('a release', () => {
  test.each<{ name: string; scene: Scene; requests: readonly string[]; log?: RegExp }>([
    {
      name: 'that is correct is installed as the plugin of this and later steps',
      scene: { routes: { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: BINARY }] } },
      requests: [SUMS, FILE],
      log: /sha256 verified: [\da-f]{64}\n[\s\S]*Installed as docker's plugin for this and later steps, and nowhere else: /,
    },
    {
      name: 'behind a redirect, as GitHub has them',
      scene: {
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
      scene: { routes: { [SUMS]: [{ body: RIGHT }], [FILE]: ['reset', 'reset', { body: BINARY }] } },
      requests: [SUMS, FILE, FILE, FILE],
      log: /(ECONNRESET|socket hang up); again in 5 s\n.*(ECONNRESET|socket hang up); again in 15 s\n/,
    },
    {
      name: 'that comes after a truncated one',
      scene: { routes: { [SUMS]: [{ body: RIGHT }], [FILE]: [{ cut: BINARY }, { body: BINARY }] } },
      requests: [SUMS, FILE, FILE],
      log: /; again in 5 s\n/,
    },
    {
      name: 'that comes after a server error',
      scene: {
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
      scene: {
        routes: { [`/tools/buildx${SUMS}`]: [{ body: RIGHT }], [`/tools/buildx${FILE}`]: [{ body: BINARY }] },
        mirror: '/tools/buildx/',
      },
      requests: [`/tools/buildx${SUMS}`, `/tools/buildx${FILE}`],
    },
    {
      name: 'that is the latest of a mirror',
      scene: {
        routes: { '/latest/checksums.txt': [{ body: RIGHT }], [FILE]: [{ body: BINARY }] },
        inputs: { 'buildx-version': 'latest' },
      },
      requests: ['/latest/checksums.txt', FILE],
      log: /The latest version is 9\.8\.7\./,
    },
    {
      name: 'that is the latest of a server like GitHub, if docker has no plugin and no version is requested',
      scene: {
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
      scene: { routes: { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: BINARY }] }, rules: [OLD_PLUGIN] },
      requests: [SUMS, FILE],
      log: /Why: {6}buildx-version is 9\.8\.7, but 0\.10\.0 is installed\n/,
    },
  ])('$name', async ({ scene, requests, log }) => {
    await play(scene, (told) => {
      expectGreen(told)
      expect(told.requests).toEqual(requests)
      expect(readFileSync(plugin(told.place)).equals(BINARY)).toBe(true)
      expect(statSync(plugin(told.place)).mode & 0o777).toBe(0o755)
      expect(readdirSync(told.place.temp).filter((name) => !name.startsWith('_'))).toEqual([])
      expect(told.main.log.groups.map(({ title }) => title)).toContain('Buildx')
      expect(told.main.log.shown).toMatch(log ?? /Downloaded 0\.1 MB in /)
    })
  })

  test('is kept for this job if the tool cache cannot be written, with a warning', async () => {
    const before = ({ tools }: Place): void => writeFileSync(join(tools, 'multi-platform-build-buildx'), '')
    const routes: Scene['routes'] = { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: BINARY }] }
    await play({ routes, before }, (told) => {
      expectGreen(told)
      const warnings = told.main.log.commands.filter(({ name }) => name === 'warning')
      expect(warnings.map(({ data }) => data)).toContainEqual(
        expect.stringMatching(
          /^The runner's tool cache could not be used for buildx: E.*; it is kept for this/,
        ),
      )
      expect(readFileSync(plugin(told.place)).equals(BINARY)).toBe(true)
    })
  })

  test('replaces a link and not the program that it leads to', async () => {
    const before = (place: Place): void => {
      mkdirSync(join(plugin(place), '..'), { recursive: true })
      writeFileSync(join(place.folder, 'theirs'), 'theirs')
      symlinkSync(join(place.folder, 'theirs'), plugin(place))
    }
    const scene = {
      routes: { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: BINARY }] },
      rules: [OLD_PLUGIN],
      before,
    } as const
    await play(scene, (told) => {
      expectGreen(told)
      expect(readFileSync(join(told.place.folder, 'theirs'), 'utf8')).toBe('theirs')
      expect(readFileSync(plugin(told.place)).equals(BINARY)).toBe(true)
    })
  })
})

describe('a release that must not be used', () => {
  const other = Buffer.from('#!/bin/sh\necho something else\n')

  test.each<{ name: string; scene: Scene; says: RegExp; requests: readonly string[] }>([
    {
      name: 'has another checksum',
      scene: { routes: { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: other }] } },
      says: /^buildx-version: http:\S+ has the sha256 [\da-f]{64}, but http:\S+checksums\.txt says [\da-f]{64}\. The file is not used and not kept\.\n.*ask whoever runs buildx-mirror/,
      requests: [SUMS, FILE],
    },
    {
      name: 'is not in the checksum file',
      scene: { routes: { [SUMS]: [{ body: checksumFile({ other }) }], [FILE]: [{ body: BINARY }] } },
      says: /checksums\.txt does not list buildx-v9\.8\.7\.linux-\w+, so it could not be verified\. It is not used\./,
      requests: [SUMS],
    },
    {
      name: 'has no checksum file',
      scene: { routes: { [FILE]: [{ body: BINARY }] } },
      says: /^buildx-version: 9\.8\.7 is not available for linux-\w+: http:\S+\/v9\.8\.7\/checksums\.txt does not exist \(docker has no buildx: .*\)\.\nSee https:/,
      requests: [SUMS],
    },
    {
      name: 'has no file for this machine',
      scene: { routes: { [SUMS]: [{ body: RIGHT }] } },
      says: /^buildx-version: 9\.8\.7 is not available for linux-\w+: http:\S+\/buildx-v9\.8\.7\.linux-\w+ does not exist /,
      requests: [SUMS, FILE],
    },
    {
      name: 'has a sign-in page instead of the latest checksums',
      scene: {
        routes: { '/latest/checksums.txt': [{ body: '<html>Sign in</html>' }] },
        inputs: { 'buildx-version': 'latest' },
      },
      says: /\/latest\/checksums\.txt does not list buildx, so/,
      requests: ['/latest/checksums.txt'],
    },
    {
      name: 'needs a permission',
      scene: { routes: { [SUMS]: [{ body: 'no', status: 403 }] } },
      says: /^buildx could not be downloaded from http:\S+: 127\.0\.0\.1:\d+ answers 403\. It is .*\n.*buildx-mirror/,
      requests: [SUMS],
    },
    {
      name: 'is truncated in a way that only the checksum shows',
      scene: {
        routes: { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: BINARY.subarray(0, 1000) }] },
      },
      says: /has the sha256/,
      requests: [SUMS, FILE],
    },
  ])('$name', async ({ scene, says, requests }) => {
    await play(scene, (told) => {
      expect(errors(told)).toMatch(says)
      expect(told.requests).toEqual(requests)
      expectNothingKept(told)
      expect(told.calls.filter(({ argv }) => ['create', 'build'].includes(argv[1] ?? ''))).toEqual([])
      expect(told.post.log.commands).toEqual([])
    })
  })

  test('breaks off every time: four tries, then the reason', async () => {
    await play({ routes: { [SUMS]: [{ body: RIGHT }], [FILE]: ['reset'] } }, (told) => {
      expect(errors(told)).toMatch(
        /(socket hang up|ECONNRESET) \(tried 4 times\)\. It is needed because .*\nRun the job again/,
      )
      expect(told.requests).toEqual([SUMS, FILE, FILE, FILE, FILE])
      expectNothingKept(told)
    })
  })

  test('hangs until the job is cancelled: post removes the partial download', async () => {
    const routes: Scene['routes'] = { [SUMS]: [{ body: RIGHT }], [FILE]: [{ half: BINARY }] }
    await play(
      { routes },
      (told) => {
        expect(told.post.log.shown).toMatch(/^Removed folder \S+multi-platform-build-downloads$/m)
        expect(existsSync(plugin(told.place))).toBe(false)
        expect(readdirSync(told.place.tools)).toEqual([])
        expect(readdirSync(told.place.temp).filter((name) => !name.startsWith('_'))).toEqual([])
      },
      async (step, requests) => {
        while (!requests.includes(FILE)) await sleep(20)
        await sleep(100)
        expect(await step.cancel()).toMatchObject({ by: 'SIGINT' })
      },
    )
  })

  test('cannot be installed in the plugin folder of docker', async () => {
    const before = (place: Place): void =>
      writeFileSync(join(plugin(place), '../..', 'cli-plugins'), 'a file')
    const routes: Scene['routes'] = { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: BINARY }] }
    await play({ routes, before }, (told) => {
      expect(errors(told)).toMatch(
        /^buildx could not be installed in \S+cli-plugins: E\w+[\s\S]*DOCKER_CONFIG/,
      )
    })
  })

  test('does not start', async () => {
    const broken = { match: ['buildx', 'version'], stderr: 'Exec format error\n', code: 126 }
    const rules = [{ ...broken, times: 2 }]
    await play({ routes: { [SUMS]: [{ body: RIGHT }], [FILE]: [{ body: BINARY }] }, rules }, (told) => {
      expect(errors(told)).toMatch(
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
    await play({ routes: {}, inputs, rules }, (told) => {
      expectGreen(told)
      expect(told.requests).toEqual([])
      expect(told.main.log.groups.map(({ title }) => title)).not.toContain('Buildx')
      expect(existsSync(plugin(told.place))).toBe(false)
    })
  })

  test('if the latest is the installed one, except the checksum file', async () => {
    const routes: Scene['routes'] = { '/latest/checksums.txt': [{ body: RIGHT }] }
    const rules = [{ ...OLD_PLUGIN, stdout: `github.com/docker/buildx v${VERSION} abc\n` }]
    await play({ routes, rules, inputs: { 'buildx-version': 'latest' } }, (told) => {
      expectGreen(told)
      expect(told.requests).toEqual(['/latest/checksums.txt'])
      expect(told.main.log.shown).toContain('The latest version is 9.8.7, which is already installed.')
      expect(existsSync(plugin(told.place))).toBe(false)
    })
  })

  test('if the tool cache has it', async () => {
    const before = ({ tools }: Place): void => {
      const folder = join(tools, 'multi-platform-build-buildx', VERSION, NAME.split('.').at(-1) ?? '')
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'buildx'), BINARY)
      writeFileSync(`${folder}.complete`, '')
    }
    await play({ routes: {}, before }, (told) => {
      expectGreen(told)
      expect(told.requests).toEqual([])
      expect(told.main.log.shown).toContain(`buildx ${VERSION} is in the tool cache: `)
      expect(readFileSync(plugin(told.place)).equals(BINARY)).toBe(true)
    })
  })
})
