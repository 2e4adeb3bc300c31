import { expect } from '@jest/globals'
import { pushImage } from './harness/push.ts'
import * as registry from './harness/registry.ts'
import { endToEnd, expectGreen } from './stage.ts'

const PLATFORMS = [
  ...['linux/amd64', 'linux/amd64/v3', 'linux/386', 'linux/arm/v5', 'linux/arm/v6', 'linux/arm/v7'],
  ...['linux/arm64', 'linux/loong64', 'linux/mips64le', 'linux/mips64', 'linux/ppc64le', 'linux/riscv64'],
  ...['linux/s390x', 'darwin/arm64', 'freebsd/amd64', 'wasi/wasm'],
]

endToEnd('an index of 16 platforms gets 100 tags in one merge', async (stage) => {
  const { repository } = stage
  const images = await Promise.all(
    PLATFORMS.map(async (platform) => {
      const [os, architecture, variant] = platform.split('/')
      const config = { os, architecture, variant, rootfs: { type: 'layers', diff_ids: [] } }
      return { platform, ...(await pushImage(repository, config, [])) }
    }),
  )
  const tags = Array.from({ length: 100 }, (_, number) => `${repository}:v1.${number}`)
  const run = await stage.run({
    mode: 'merge',
    platforms: PLATFORMS.join(','),
    tags: tags.join('\n'),
    parts: images.map(({ platform, digest }) => `${platform}=${digest}`).join('\n'),
  })
  expectGreen(run)
  const { images: found, digest } = await registry.index(`${repository}:v1.99`)
  expect(found.map((image) => [image.platform, image.digest])).toEqual(
    images.map((image) => [image.platform, image.digest]),
  )
  expect(run.main.outputs['digest']).toBe(digest)
  for (const tag of tags) expect(await registry.resolve(tag)).toBe(digest)
})
