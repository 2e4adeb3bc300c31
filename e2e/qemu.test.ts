import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from '@jest/globals'
import { programPath } from '../src/facts/buildx.ts'
import { cacheService } from './harness/cache-service.ts'
import { docker, dockerOutput } from './harness/docker.ts'
import type { Step } from './harness/runner.ts'
import { endToEnd, errorsOf, expectGreen, type Run, type Stage } from './stage.ts'

// Handlers belong to the whole machine, so each test has an architecture that no other test uses.

/** Builds for every platform; the action cannot know whether it executes anything. */
const UNSURE = 'FROM scratch\nCOPY Dockerfile /\nONBUILD RUN true\n'

async function uninstall({ engine }: Stage, handler: string): Promise<void> {
  await dockerOutput(engine, ['run', '--rm', '--privileged', engine.binfmtImage, '--uninstall', handler])
  expect(existsSync(`/proc/sys/fs/binfmt_misc/${handler}`)).toBe(false)
}

/**
 * A docker in PATH that uninstalls one handler instead of all of them: they belong to the whole machine, and other tests are
 * using them.
 */
function sparing({ engine, sandbox }: Stage, handler: string): Readonly<Record<string, string>> {
  const path = engine.env['PATH'] ?? process.env['PATH'] ?? ''
  const docker = programPath('docker', { PATH: path })
  const folder = join(sandbox.folder, 'sparing')
  mkdirSync(folder)
  const script = `#!/bin/sh
for each in "$@"; do
  shift
  if [ "$each" = 'qemu-*' ]; then each=${handler}; fi
  set -- "$@" "$each"
done
exec ${docker} "$@"
`
  writeFileSync(join(folder, 'docker'), script, { mode: 0o755 })
  return { PATH: `${folder}:${path}` }
}

/** Runs the main part of a step to its end, which must be green. */
async function endMain(step: Step): Promise<Pick<Run, 'main'>> {
  const main = await step.ended
  expectGreen({ main, post: main })
  return { main }
}

function installs({ main }: Pick<Run, 'main'>): readonly string[] {
  return main.log.shown.split('\n').filter((line) => / --install /.test(line))
}

describe('emulators', () => {
  endToEnd('are installed if they are needed and missing, and not a second time', async (stage) => {
    await uninstall(stage, 'qemu-ppc64le')
    stage.write({ Dockerfile: UNSURE })
    const inputs = { platforms: 'linux/amd64,linux/ppc64le', cache: 'off' }

    const first = await stage.run(inputs)
    expectGreen(first)
    expect(installs(first)).toEqual([expect.stringMatching(/--install ppc64le$/)])
    expect(first.main.log.groups.map(({ title }) => title)).toContain('Emulators installed and checked')
    const handler = readFileSync('/proc/sys/fs/binfmt_misc/qemu-ppc64le', 'utf8')
    expect(handler).toMatch(/^enabled$/m)
    expect(handler).toMatch(/^flags: .*F/m)

    const second = await stage.run(inputs)
    expectGreen(second)
    expect(installs(second)).toEqual([])
    expect(second.main.log.shown).toContain('Emulators: none are missing')
    await uninstall(stage, 'qemu-ppc64le')
  })

  endToEnd(
    'are installed if a step needs one, and not for a Dockerfile that cross-compiles',
    async (stage) => {
      const handler = '/proc/sys/fs/binfmt_misc/qemu-ppc64le'
      await uninstall(stage, 'qemu-ppc64le')
      const build = 'FROM --platform=$BUILDPLATFORM golang:alpine AS build\nARG TARGETARCH\nCOPY . .\n'
      const cross = `${build}RUN CGO_ENABLED=0 GOARCH=$TARGETARCH go build -o /hello .\nFROM scratch\nCOPY --from=build /hello /\n`
      stage.example('hello-go')
      stage.write({ 'cross.Dockerfile': cross, 'run.Dockerfile': `${cross}RUN ["/hello"]\n` })
      const inputs = { platforms: 'linux/ppc64le', context: 'hello-go', cache: 'off' }

      // Two steps of one job, so that Go's image is pulled only once.
      const job = 'compiling'
      const copying = stage.start({ ...inputs, file: 'cross.Dockerfile' }, { job })
      const copied = await endMain(copying)
      expect(installs(copied)).toEqual([])
      expect(copied.main.log.shown).toContain('No RUN step runs on linux/ppc64le')
      expect(existsSync(handler)).toBe(false)

      const running = stage.start({ ...inputs, file: 'run.Dockerfile' }, { job })
      const ran = await endMain(running)
      for (const step of [running, copying]) await step.post()
      expect(installs(ran)).toEqual([expect.stringMatching(/--install ppc64le$/)])
      expect(ran.main.log.shown).toContain('Running in [ppc64le] architecture.')
      await uninstall(stage, 'qemu-ppc64le')
    },
    600_000,
  )

  endToEnd('are not touched with qemu: off, with a message for the platform', async (stage) => {
    await uninstall(stage, 'qemu-mips64')
    stage.write({ Dockerfile: UNSURE })
    const run = await stage.run({ platforms: 'linux/mips64', qemu: 'off', cache: 'off' })
    expectGreen(run)
    expect(installs(run)).toEqual([])
    const notices = run.main.log.commands.filter(({ name }) => name === 'notice').map(({ data }) => data)
    expect(notices).toEqual([
      expect.stringMatching(/^There is no emulator for linux\/mips64 on this machine/),
    ])
  })

  endToEnd('in a list are installed even if the build does not need them', async (stage) => {
    await uninstall(stage, 'qemu-mips64el')
    stage.write({ Dockerfile: UNSURE })
    const run = await stage.run({ platforms: 'linux/amd64', qemu: 'linux/amd64, mips64le', cache: 'off' })
    expectGreen(run)
    expect(installs(run)).toEqual([expect.stringMatching(/--install mips64le$/)])
    expect(existsSync('/proc/sys/fs/binfmt_misc/qemu-mips64el')).toBe(true)
    await uninstall(stage, 'qemu-mips64el')
  })

  endToEnd('are uninstalled with qemu-reset before the needed ones are installed', async (stage) => {
    const handler = '/proc/sys/fs/binfmt_misc/qemu-mips64el'
    await uninstall(stage, 'qemu-mips64el')
    await dockerOutput(stage.engine, [
      ...['run', '--rm', '--privileged', stage.engine.binfmtImage, '--install', 'mips64le'],
    ])
    const before = statSync(handler).ino
    stage.write({ Dockerfile: UNSURE })
    const inputs = { platforms: 'linux/mips64le', 'qemu-reset': 'true', cache: 'off' }
    const run = await stage.run(inputs, { env: sparing(stage, 'qemu-mips64el') })
    expectGreen(run)
    expect(run.main.log.shown).toMatch(/--uninstall 'qemu-\*'$/m)
    expect(installs(run)).toEqual([expect.stringMatching(/--install mips64le$/)])
    expect(readFileSync(handler, 'utf8')).toMatch(/^flags: .*F/m)
    expect(statSync(handler).ino).not.toBe(before)
    await uninstall(stage, 'qemu-mips64el')
  })

  endToEnd('come from an image in the cache of GitHub Actions', async (stage) => {
    const { engine, repository } = stage
    const image = `${repository}-binfmt:1`
    const service = await cacheService()
    const inputs = { platforms: 'linux/mips64', 'qemu-image': image, cache: 'off' }
    stage.write({ Dockerfile: UNSURE })
    try {
      await dockerOutput(engine, ['tag', engine.binfmtImage, image])
      await dockerOutput(engine, ['push', '--quiet', image])
      for (const turn of ['pulled', 'loaded']) {
        await dockerOutput(engine, ['image', 'rm', image])
        await uninstall(stage, 'qemu-mips64')
        const run = await stage.run(inputs, { env: service.env })
        expectGreen(run)
        expect(readFileSync('/proc/sys/fs/binfmt_misc/qemu-mips64', 'utf8')).toMatch(/^enabled$/m)
        const isLoaded = run.main.log.shown.includes(`${image} came from the cache of GitHub Actions`)
        expect({ turn, isLoaded }).toEqual({ turn, isLoaded: turn === 'loaded' })
      }
      expect(service.saved).toEqual([`multi-platform-build-qemu-linux-amd64-${image}`])

      // docker has it now, so there is no request to the cache.
      await uninstall(stage, 'qemu-mips64')
      expectGreen(await stage.run(inputs, { env: service.env }))
      expect(service.requests).toHaveLength(2)
    } finally {
      await uninstall(stage, 'qemu-mips64')
      await docker(engine, ['image', 'rm', '--force', image])
      await service.close()
    }
  })

  endToEnd('come from an image that must exist', async (stage) => {
    await uninstall(stage, 'qemu-loongarch64')
    stage.write({ Dockerfile: UNSURE })
    const { main } = await stage.run({ platforms: 'linux/loong64', 'qemu-image': '127.0.0.1:9/none:1' })
    expect(main.exitCode).toBe(1)
    expect(errorsOf(main)).toEqual([
      expect.stringMatching(/^qemu: the emulators could not be installed.*127\.0\.0\.1:9[\s\S]*qemu-image/),
    ])
  })
})
