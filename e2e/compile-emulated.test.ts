import { expect } from '@jest/globals'
import { runByDigest } from './harness/docker.ts'
import * as registry from './harness/registry.ts'
import { expectGreen, onShared } from './stage.ts'

onShared(
  'a simple Dockerfile compiles natively for amd64 and under QEMU for arm64',
  async (stage) => {
    const { engine, repository } = stage
    stage.example('hello-go')
    const run = await stage.run({
      platforms: 'linux/amd64,linux/arm64',
      context: 'hello-go',
      tags: `${repository}:1`,
      push: 'true',
      cache: 'off',
    })
    expectGreen(run)
    const index = await registry.index(`${repository}:1`)
    expect(index.images.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
    for (const arch of ['amd64', 'arm64']) {
      const image = { repository, digest: index.digest, platform: `linux/${arch}` }
      expect(await runByDigest(engine, image)).toBe(`Hello world!\nRunning in [${arch}] architecture.`)
    }
  },
  600_000,
)
