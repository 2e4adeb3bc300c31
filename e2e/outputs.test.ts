import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from '@jest/globals'
import * as registry from './harness/registry.ts'
import { endToEnd, expectGreen } from './stage.ts'

const DOCKERFILE =
  'FROM alpine AS build\nRUN uname -m > /machine\nFROM scratch\nCOPY --from=build /machine /\n'

describe('outputs', () => {
  endToEnd('of files are written, without a digest', async (stage) => {
    stage.write({ Dockerfile: DOCKERFILE })
    const run = await stage.run({
      platforms: 'linux/amd64,linux/arm64',
      cache: 'off',
      outputs: 'type=local,dest=out\n# and as an archive\ntype=tar,dest=out.tar',
    })
    expectGreen(run)
    expect(readFileSync(join(stage.workspace, 'out/linux_arm64/machine'), 'utf8')).toBe('aarch64\n')
    expect(existsSync(join(stage.workspace, 'out.tar'))).toBe(true)
    expect(run.main.outputs).toMatchObject({ digest: '', imageid: '', digests: '{}' })
  })

  endToEnd('give the pushed digest, wherever the pushing one stands', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: DOCKERFILE })
    const oci = 'type=oci,dest=layout.tar'
    for (const [tag, outputs] of [
      ['first', [`type=image,"name=${repository}:first",push=true`, oci]],
      ['last', [oci, `type=registry,name=${repository}:last`]],
    ] as const) {
      const run = await stage.run({
        platforms: 'linux/amd64,linux/arm64',
        cache: 'off',
        outputs: outputs.join('\n'),
      })
      expectGreen(run)
      expect(run.main.outputs['digest']).toBe(await registry.resolve(`${repository}:${tag}`))
      expect(run.main.outputs['tags']).toBe(`${repository}:${tag}`)
      expect(existsSync(join(stage.workspace, 'layout.tar'))).toBe(true)
    }
  })

  endToEnd('by digest push no tag, and the digest is confirmed', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: DOCKERFILE })
    const run = await stage.run({
      platforms: 'linux/amd64,linux/arm64',
      cache: 'off',
      tags: repository,
      outputs: 'type=image,push-by-digest=true,name-canonical=true,push=true',
    })
    expectGreen(run)
    const { outputs } = run.main
    expect((await registry.index(`${repository}@${outputs['digest']}`)).images).toHaveLength(2)
    expect(await registry.exists(`${repository}:latest`)).toBe(false)
    expect(outputs).toMatchObject({ image: `${repository}@${outputs['digest']}`, tags: '' })
  })
})
