import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { type CacheService, cacheService } from '../../e2e/harness/cache-service.ts'
import { fakeDocker } from '../../e2e/harness/fake-docker/fake.ts'
import type { Call, Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { checksumFile, type ReleaseHost, releaseHost } from '../../e2e/harness/release-host.ts'
import { type Ended, startStep } from '../../e2e/harness/runner.ts'
import { newSandbox, removeSandbox, type Sandbox } from '../../e2e/harness/sandbox.ts'

/** Files in the cache of GitHub Actions: the shipped bundle against a stand-in for the service. */

const action = join(import.meta.dirname, '..', '..')
const VERSION = '9.8.7'
const NAME = `buildx-v${VERSION}.linux-${process.arch === 'x64' ? 'amd64' : process.arch}`
const BINARY = Buffer.from(`#!/bin/sh\n${'# as large as a small program\n'.repeat(4_000)}`)
const IMAGE = 'binfmt.example/binfmt:1'

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

interface Run {
  readonly inputs: Readonly<Record<string, string>>
  readonly rules: readonly Rule[]
  readonly env?: Readonly<Record<string, string>>
}

interface JobResult {
  readonly main: Ended
  readonly calls: readonly Call[]
}

/** Several jobs on one runner, one after the other. */
async function onRunner(
  work: (run: (what: Run) => Promise<JobResult>, sandbox: Sandbox) => Promise<void>,
): Promise<void> {
  const sandbox = newSandbox()
  try {
    const workspace = join(sandbox.folder, 'workspace')
    mkdirSync(workspace)
    writeFileSync(join(workspace, 'Dockerfile'), 'FROM scratch\n')
    await work(async ({ inputs, rules, env }) => {
      const fake = fakeDocker({ folder: join(sandbox.folder, 'fake'), rules: [...rules, ...DOCKER] })
      const given = { context: '.', platforms: 'linux/amd64', cache: 'off', ...inputs }
      const step = startStep({ action, workspace, sandbox, inputs: given, env: { ...fake.env, ...env } })
      const main = await step.ended
      const post = await step.post()
      expect([main.problems, main.log.groupErrors, main.log.leaks, post.exitCode]).toEqual([[], [], [], 0])
      expect(readdirSync(sandbox.temp).filter((name) => !name.startsWith('_'))).toEqual([])
      return { main, calls: fake.calls() }
    }, sandbox)
  } finally {
    removeSandbox(sandbox)
  }
}

async function withCache(
  service: CacheService,
  work: (service: CacheService) => Promise<void>,
): Promise<void> {
  try {
    await work(service)
  } finally {
    await service.close()
  }
}

async function withHost(work: (host: ReleaseHost) => Promise<void>, files = BINARY): Promise<void> {
  const sums = checksumFile({ [NAME]: files })
  const host = await releaseHost({
    [`/v${VERSION}/checksums.txt`]: [{ body: sums }],
    [`/v${VERSION}/${NAME}`]: [{ body: files }],
  })
  try {
    await work(host)
  } finally {
    await host.close()
  }
}

function messages({ main }: JobResult): readonly string[] {
  const shown = main.log.commands.filter(({ name }) => ['notice', 'warning', 'error'].includes(name))
  return shown
    .map(({ name, data }) => `${name}: ${data}`)
    .filter((line) => !/only exists in the build cache/.test(line))
}

const NO_PLUGIN: Rule = { match: ['buildx', 'version'], times: 1, stderr: 'no such command\n', code: 1 }

/** Simulates a fresh runner: no plugin and an empty tool cache. */
function forget(sandbox: Sandbox): void {
  rmSync(join(sandbox.env['DOCKER_CONFIG'] ?? '', 'cli-plugins'), { recursive: true })
  for (const name of readdirSync(sandbox.tools)) rmSync(join(sandbox.tools, name), { recursive: true })
}

describe('buildx', () => {
  const inputs = (host: ReleaseHost) => ({ 'buildx-version': VERSION, 'buildx-mirror': host.url })

  test('is downloaded once; the next runner gets it from the cache and verifies it', async () => {
    await withCache(await cacheService(), (service) =>
      withHost((host) =>
        onRunner(async (run, sandbox) => {
          const job = { inputs: inputs(host), rules: [NO_PLUGIN], env: service.env }
          const first = await run(job)
          expect(messages(first)).toEqual([])
          expect(service.saved).toEqual([
            expect.stringMatching(/^multi-platform-build-buildx-9\.8\.7-linux-\w+-[\da-f]{64}$/),
          ])
          expect(host.requests).toEqual([`/v${VERSION}/checksums.txt`, `/v${VERSION}/${NAME}`])

          forget(sandbox)
          const second = await run(job)
          expect(messages(second)).toEqual([])
          expect(second.main.log.shown).toMatch(
            /buildx 9\.8\.7 came from the cache of GitHub Actions; its sha256 is that of/,
          )
          expect(host.requests.slice(2)).toEqual([`/v${VERSION}/checksums.txt`])
          expect(service.saved).toHaveLength(1)
          const plugin = join(sandbox.env['DOCKER_CONFIG'] ?? '', 'cli-plugins/docker-buildx')
          expect(readFileSync(plugin).equals(BINARY)).toBe(true)
        }),
      ),
    )
  })

  test('is downloaded if the cache has another file under its key, with a warning', async () => {
    await withCache(await cacheService(), (service) =>
      onRunner(async (run, sandbox) => {
        const job = (host: ReleaseHost) => ({ inputs: inputs(host), rules: [NO_PLUGIN], env: service.env })
        await withHost(async (host) => {
          await run(job(host))
        }, Buffer.from('#!/bin/sh\n# another program\n'))
        forget(sandbox)
        await withHost(async (host) => {
          await run(job(host))
          expect(service.saved).toHaveLength(2)
          service.mixUpEntries()
          forget(sandbox)
          const result = await run(job(host))
          expect(messages(result)).toEqual([
            expect.stringMatching(
              /^warning: .* for buildx: its entry .* is not the program of the release; buildx is downloaded\.$/,
            ),
          ])
          const plugin = join(sandbox.env['DOCKER_CONFIG'] ?? '', 'cli-plugins/docker-buildx')
          expect(readFileSync(plugin).equals(BINARY)).toBe(true)
        })
      }),
    )
  })

  test('is downloaded if the cache is out of order, with a warning', async () => {
    await withCache(await cacheService({ broken: 403 }), (service) =>
      withHost((host) =>
        onRunner(async (run) => {
          const result = await run({ inputs: inputs(host), rules: [NO_PLUGIN], env: service.env })
          expect(result.main.exitCode).toBe(0)
          expect(messages(result)).toEqual([
            expect.stringMatching(
              /^warning: The cache of GitHub Actions could not be used for buildx: .*; buildx is downloaded\.$/,
            ),
          ])
        }),
      ),
    )
  })

  test.each([
    { name: 'cache-binary: false', given: { 'cache-binary': 'false' }, hasService: true },
    { name: 'no such service', given: {}, hasService: false },
  ])('is not kept with $name', async ({ given, hasService }) => {
    await withCache(await cacheService(), (service) =>
      withHost((host) =>
        onRunner(async (run) => {
          const env = hasService ? service.env : {}
          const result = await run({ inputs: { ...inputs(host), ...given }, rules: [NO_PLUGIN], env })
          expect(result.main.exitCode).toBe(0)
          expect([service.requests, service.saved, messages(result)]).toEqual([[], [], []])
        }),
      ),
    )
  })
})

describe('the image of the emulators', () => {
  const SUPPORTED = '{"supported":["linux/amd64","linux/s390x"],"emulators":[]}\n'
  const RUN: Rule = { match: ['run'], stdout: SUPPORTED }
  const ABSENT: Rule = { match: ['image', 'inspect'], stderr: 'No such image\n', code: 1 }
  // Whatever handlers the test machine has: the image is run, and no emulator needs to work afterwards.
  const inputs = { qemu: 'all', 'qemu-reset': 'true', 'qemu-image': IMAGE }
  const order = ({ calls }: JobResult): readonly string[] =>
    calls
      .map(({ argv }) =>
        argv
          .slice(0, 2)
          .join(' ')
          .replace('run --rm', argv.at(-2) ?? ''),
      )
      .filter((name) => /^(image|load|save|pull|--)/.test(name))

  test('is saved once and loaded by the next runner, which pulls nothing', async () => {
    await withCache(await cacheService(), (service) =>
      onRunner(async (run) => {
        const saving: Rule = {
          match: ['save', '--output'],
          writes: { after: '--output', content: 'an image' },
        }
        const first = await run({ inputs, rules: [ABSENT, RUN, saving], env: service.env })
        expect(order(first)).toEqual(['image inspect', '--uninstall', '--install', 'save --output'])
        expect(service.saved).toEqual([`multi-platform-build-qemu-linux-amd64-${IMAGE}`])

        const loading: readonly Rule[] = [
          { ...ABSENT, times: 1 },
          { match: ['image', 'inspect'], stdout: 'sha256:1\n' },
          { match: ['load'] },
        ]
        const second = await run({ inputs, rules: [...loading, RUN], env: service.env })
        expect(order(second)).toEqual([
          'image inspect',
          'load --input',
          'image inspect',
          '--uninstall',
          '--install',
        ])
        expect(second.main.log.shown).toContain(`${IMAGE} came from the cache of GitHub Actions`)
        expect(service.saved).toHaveLength(1)
      }),
    )
  })

  test('is run without any network request if docker has it', async () => {
    await withCache(await cacheService(), (service) =>
      onRunner(async (run) => {
        const local: Rule = { match: ['image', 'inspect'], stdout: 'sha256:1\n' }
        const result = await run({ inputs, rules: [local, RUN], env: service.env })
        expect(order(result)).toEqual(['image inspect', '--uninstall', '--install'])
        expect([service.requests, service.saved]).toEqual([[], []])
      }),
    )
  })

  test('is pulled by docker if the cached file cannot be loaded, with a warning', async () => {
    await withCache(await cacheService(), (service) =>
      onRunner(async (run) => {
        const saving: Rule = {
          match: ['save', '--output'],
          writes: { after: '--output', content: 'rubbish' },
        }
        await run({ inputs, rules: [ABSENT, RUN, saving], env: service.env })
        const broken: Rule = { match: ['load'], stderr: 'unexpected EOF\n', code: 1 }
        const result = await run({ inputs, rules: [ABSENT, broken, RUN], env: service.env })
        expect(order(result)).toEqual(['image inspect', 'load --input', '--uninstall', '--install'])
        expect(messages(result)).toContain(
          `warning: The cache of GitHub Actions could not be used for qemu-image: docker cannot load multi-platform-build-qemu-linux-amd64-${IMAGE}: unexpected EOF; docker pulls the image.`,
        )
      }),
    )
  })

  test.each<{ what: string; broken?: 403; rules?: readonly Rule[]; before?: (sandbox: Sandbox) => void }>([
    { what: 'the cache is out of order', broken: 403 },
    {
      what: 'docker cannot save it, as on a full disk',
      rules: [{ match: ['save'], stderr: 'write x: no space left on device\n', code: 1 }],
    },
    {
      what: 'its folder cannot be created',
      before: ({ temp }) => writeFileSync(join(temp, 'multi-platform-build-downloads'), 'a file'),
    },
  ])('is pulled by docker if $what, with one warning', async ({ broken, rules = [], before }) => {
    await withCache(await cacheService(broken === undefined ? {} : { broken }), (service) =>
      onRunner(async (run, sandbox) => {
        before?.(sandbox)
        const result = await run({ inputs, rules: [...rules, ABSENT, RUN], env: service.env })
        expect(order(result)).toEqual(expect.arrayContaining(['image inspect', '--uninstall', '--install']))
        expect(messages(result).filter((line) => line.startsWith('warning'))).toEqual([
          expect.stringMatching(/could not be used for qemu-image: .*; docker pulls the image\.$/),
        ])
      }),
    )
  })

  test.each([
    { name: 'qemu-cache-image: false', given: { 'qemu-cache-image': 'false' }, hasService: true },
    { name: 'no such service', given: {}, hasService: false },
  ])('is not kept with $name', async ({ given, hasService }) => {
    await withCache(await cacheService(), (service) =>
      onRunner(async (run) => {
        const env = hasService ? service.env : {}
        const result = await run({ inputs: { ...inputs, ...given }, rules: [RUN], env })
        expect(order(result)).toEqual(['--uninstall', '--install'])
        expect([service.requests, service.saved]).toEqual([[], []])
      }),
    )
  })

  test('is not looked up if no emulator is missing', async () => {
    await withCache(await cacheService(), (service) =>
      onRunner(async (run) => {
        const result = await run({ inputs: { platforms: 'linux/amd64' }, rules: [], env: service.env })
        expect(order(result)).toEqual([])
        expect(service.requests).toEqual([])
      }),
    )
  })
})

describe('qemu-reset', () => {
  test('uninstalls every emulator before the needed ones are installed', async () => {
    await onRunner(async (run) => {
      const rule: Rule = { match: ['run'], stdout: '{"supported":["linux/s390x"],"emulators":[]}\n' }
      const result = await run({
        inputs: { qemu: 'all', 'qemu-image': IMAGE, 'qemu-reset': 'true' },
        rules: [rule],
      })
      const runs = result.calls.filter(({ argv }) => argv[0] === 'run').map(({ argv }) => argv.slice(-3))
      expect(runs).toEqual([
        [IMAGE, '--uninstall', 'qemu-*'],
        [IMAGE, '--install', 'all'],
      ])
      expect(result.main.log.shown).toMatch(/--uninstall 'qemu-\*'/)
    })
  })

  test('that fails ends the job', async () => {
    await onRunner(async (run) => {
      const rule: Rule = { match: ['run'], with: ['--uninstall'], stderr: 'no permission\n', code: 125 }
      const result = await run({ inputs: { 'qemu-image': IMAGE, 'qemu-reset': 'true' }, rules: [rule] })
      expect(messages(result)).toContain(
        'error: qemu: the emulators could not be uninstalled (exit code 125): no permission\nCheck that qemu-image can be pulled and that privileged containers are allowed on this runner.',
      )
    })
  })
})
