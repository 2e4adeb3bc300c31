import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect } from '@jest/globals'
import { programPath } from '../src/facts/buildx.ts'
import { dockerOutput } from './harness/docker.ts'
import { realBuildx } from './harness/real-buildx.ts'
import * as registry from './harness/registry.ts'
import { checksumFile, releaseHost } from './harness/release-host.ts'
import { endToEnd, errorsOf, expectGreen, type Stage } from './stage.ts'

const VERSION = '0.36.1'
const NAME = `buildx-v${VERSION}.linux-${process.arch === 'x64' ? 'amd64' : process.arch}`

/** A folder for PATH with these programs only. */
function pathWith(
  stage: Stage,
  programs: readonly ('docker' | 'buildx')[],
): Readonly<Record<string, string>> {
  const folder = join(stage.sandbox.folder, `only-${programs.join('-')}`)
  mkdirSync(folder)
  const docker = programPath('docker', { ...process.env, ...stage.engine.env })
  const real = { docker, buildx: realBuildx(stage.engine, stage.sandbox) }
  for (const name of programs) symlinkSync(real[name], join(folder, name))
  return { PATH: folder }
}

function removePlugins({ sandbox }: Stage): void {
  rmSync(join(sandbox.env['DOCKER_CONFIG'] ?? '', 'cli-plugins'), { recursive: true, force: true })
}

const DOCKERFILE = { Dockerfile: 'FROM alpine\nRUN uname -m > /machine\n' }

async function expectPushed({ repository }: Stage): Promise<void> {
  const { images } = await registry.index(`${repository}:1`)
  expect(images).toHaveLength(1)
}

function pushing({ repository }: Stage) {
  return { platforms: 'linux/amd64', tags: `${repository}:1`, push: 'true', cache: 'off' }
}

describe('buildx', () => {
  endToEnd('is downloaded, verified and installed if docker has none, and builds', async (stage) => {
    const binary = readFileSync(realBuildx(stage.engine, stage.sandbox))
    const host = await releaseHost({
      [`/v${VERSION}/checksums.txt`]: [{ body: checksumFile({ [NAME]: binary }) }],
      [`/v${VERSION}/${NAME}`]: ['reset', { body: binary }],
    })
    try {
      const env = pathWith(stage, ['docker'])
      const inputs = { ...pushing(stage), 'buildx-version': `v${VERSION}`, 'buildx-mirror': host.url }
      removePlugins(stage)
      stage.write(DOCKERFILE)
      const first = await stage.run(inputs, { env })
      expectGreen(first)
      expect(first.main.log.shown).toMatch(
        /; again in 5 s\n.*\nDownloaded [\d.]+ MB in [\d.]+ s; sha256 verified|; again in 5 s\nDownloaded/,
      )
      await expectPushed(stage)
      expect(host.requests).toHaveLength(3)

      // Another job of this runner: the plugin was removed with the first job's docker settings, but the tool cache stays.
      removePlugins(stage)
      const second = await stage.run(inputs, { env })
      expectGreen(second)
      expect(second.main.log.shown).toContain(`buildx ${VERSION} is in the tool cache`)
      expect(host.requests).toHaveLength(3)
    } finally {
      await host.close()
    }
  })

  endToEnd('is neither used nor kept if its checksum differs', async (stage) => {
    const binary = readFileSync(realBuildx(stage.engine, stage.sandbox))
    const host = await releaseHost({
      [`/v${VERSION}/checksums.txt`]: [{ body: checksumFile({ [NAME]: 'another file' }) }],
      [`/v${VERSION}/${NAME}`]: [{ body: binary }],
    })
    try {
      const env = pathWith(stage, ['docker'])
      removePlugins(stage)
      stage.write(DOCKERFILE)
      const inputs = { ...pushing(stage), 'buildx-version': VERSION, 'buildx-mirror': host.url }
      const { main } = await stage.run(inputs, { env })
      expect(errorsOf(main)).toEqual([
        expect.stringMatching(/has the sha256 .* The file is not used and not kept\./),
      ])
      expect(existsSync(join(stage.sandbox.env['DOCKER_CONFIG'] ?? '', 'cli-plugins'))).toBe(false)
      expect(existsSync(join(stage.sandbox.tools, 'multi-platform-build-buildx'))).toBe(false)
    } finally {
      await host.close()
    }
  })
})

describe('buildx without docker', () => {
  endToEnd('builds as a standalone program next to a docker without the plugin', async (stage) => {
    const env = pathWith(stage, ['docker', 'buildx'])
    removePlugins(stage)
    stage.write(DOCKERFILE)
    const run = await stage.run(pushing(stage), { env })
    expectGreen(run)
    expect(run.main.log.shown).toMatch(/^buildx create /m)
    expect(run.main.log.shown).toMatch(/^buildx build \\$/m)
    expect(run.main.log.shown).not.toMatch(/^docker buildx/m)
    expect(run.post.log.shown).toMatch(/^Removed builder /m)
    await expectPushed(stage)
  })

  endToEnd('builds without a docker command, with a managed builder', async (stage) => {
    const env = pathWith(stage, ['buildx'])
    removePlugins(stage)
    stage.write(DOCKERFILE)
    const run = await stage.run(pushing(stage), { env })
    expectGreen(run)
    expect(run.post.log.shown).toMatch(/^Removed builder /m)
    await expectPushed(stage)
  })

  endToEnd('is downloaded for a remote builder without docker and without an engine', async (stage) => {
    const binary = readFileSync(realBuildx(stage.engine, stage.sandbox))
    const host = await releaseHost({
      '/latest/checksums.txt': [{ body: checksumFile({ [NAME]: binary }) }],
      [`/v${VERSION}/${NAME}`]: [{ body: binary }],
    })
    const daemon = await startBuildkit(stage)
    try {
      const env = { ...pathWith(stage, []), DOCKER_HOST: 'unix:///nowhere/docker.sock' }
      removePlugins(stage)
      stage.write({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' })
      const none = { 'driver-opts': '', 'buildkitd-config-inline': '' }
      const remote = { driver: 'remote', 'builder-endpoint': daemon.address, ...none }
      const inputs = { ...remote, 'buildx-mirror': host.url }
      const run = await stage.run(
        { ...pushing(stage), push: 'false', tags: '', outputs: 'type=local,dest=out', ...inputs },
        { env },
      )
      expectGreen(run)
      expect(existsSync(join(stage.workspace, 'out', 'Dockerfile'))).toBe(true)
      expect(run.main.exported.path).toEqual([expect.stringContaining('multi-platform-build-buildx')])
      expect(host.requests).toEqual(['/latest/checksums.txt', `/v${VERSION}/${NAME}`])
    } finally {
      await daemon.end()
      await host.close()
    }
  })
})

/** A BuildKit daemon that listens on a port of this machine. */
async function startBuildkit({ engine, sandbox }: Stage) {
  const port = await freePort()
  const name = `buildkit-${sandbox.runId}`
  const address = `tcp://127.0.0.1:${port}`
  const options = ['run', '--detach', '--rm', '--privileged', '--network', 'host', '--name', name]
  await dockerOutput(engine, [...options, engine.buildkitImage, '--addr', address])
  return { address, end: () => dockerOutput(engine, ['rm', '--force', '--volumes', name]) }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}
