import { describe, expect } from '@jest/globals'
import { runByDigest } from './harness/docker.ts'
import * as registry from './harness/registry.ts'
import { endToEnd, expectGreen } from './stage.ts'

const PLATFORMS = ['linux/amd64', 'linux/arm64', 'linux/arm/v7']
const ARCHITECTURE: Readonly<Record<string, string>> = {
  'linux/amd64': 'amd64',
  'linux/arm64': 'arm64',
  'linux/arm/v7': 'arm',
}

describe('a Go program, cross-compiled for three platforms', () => {
  endToEnd(
    'is pushed as one index in which every platform runs, and comes from the registry cache the next time',
    async (stage) => {
      const { engine, repository } = stage
      stage.example('hello-go')
      const inputs = {
        platforms: 'linux/amd64, aarch64, linux/arm',
        context: 'hello-go',
        file: 'hello-go/cross.Dockerfile',
        tags: `${repository}:1.0\n${repository}:latest`,
        push: 'true',
        // The build executes nothing on these two platforms, so without this no emulator would be installed for the runs below.
        qemu: 'linux/arm64, linux/arm',
      }

      const first = await stage.run(inputs)
      expectGreen(first)
      const { outputs } = first.main
      const index = await registry.index(`${repository}:1.0`)
      expect(outputs['digest']).toBe(index.digest)
      expect(outputs['image']).toBe(`${repository}@${index.digest}`)
      expect(await registry.resolve(`${repository}:latest`)).toBe(index.digest)
      expect(outputs['tags']).toBe(`${repository}:1.0\n${repository}:latest`)
      expect(outputs['platforms']).toBe(PLATFORMS.join(','))
      expect(index.images.map(({ platform }) => platform)).toEqual(PLATFORMS)
      expect(JSON.parse(outputs['digests'] ?? '')).toEqual(
        Object.fromEntries(index.images.map(({ platform, digest }) => [platform, digest])),
      )
      for (const { digest, platform } of index.images) {
        expect(index.attestations.has(digest)).toBe(true)
        const config = await registry.config(`${repository}@${digest}`)
        expect(config.platform).toBe(platform)
        expect(await runByDigest(engine, { repository, digest: index.digest, platform })).toBe(
          `Hello world!\nRunning in [${ARCHITECTURE[platform]}] architecture.`,
        )
      }
      // A separate cache: the plain build's cache, from which this build would start, is not missing.
      expect(first.main.log.shown.match(/^Cache: .* does not exist yet/gm)).toEqual([
        expect.stringMatching(
          /:cache-amd64_arm64_armv7-main\.\.hello-go-cross\.Dockerfile-hello-go\.[0-9a-f]{8} does not exist yet$/,
        ),
      ])
      expect(first.main.summary).toContain(index.digest)

      const layers = await registry.layerDigests(`${repository}:1.0`)
      const second = await stage.run(inputs)
      expectGreen(second)
      const builders = [first, second].map(({ main }) => JSON.parse(main.outputs['builder'] ?? '').name)
      expect(builders[0]).not.toBe(builders[1])
      expect(second.main.log.shown).toMatch(/^ {2}\d+ of \d+ steps came from the cache\.$/m)
      // A step that ran again would have produced a different layer.
      expect(await registry.layerDigests(`${repository}:1.0`)).toEqual(layers)
      const again = await registry.index(`${repository}:1.0`)
      expect(again.images.map(({ digest }) => digest)).toEqual(index.images.map(({ digest }) => digest))
    },
    300_000,
  )
})
