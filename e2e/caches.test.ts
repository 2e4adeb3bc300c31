import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from '@jest/globals'
import * as registry from './harness/registry.ts'
import { endToEnd, expectGreen, type Run } from './stage.ts'

const ONCE = 'cat /proc/sys/kernel/random/uuid'
const DOCKERFILE = `FROM alpine\nRUN uname -m > /machine\nRUN ${ONCE} > /once\n`

/**
 * BuildKit does not always report a step as cached when it fetches its layers, so these tests do not expect that for all
 * steps. A step that ran again would have produced a different layer.
 */
function cachedSteps({ main }: Run): string | undefined {
  return /^ {2}(\d+ of \d+) steps came from the cache\.$/m.exec(main.log.shown)?.[1]
}

describe('cache', () => {
  endToEnd('local is used by the next builder, and its old layers are removed', async (stage) => {
    const { repository, sandbox } = stage
    stage.write({ Dockerfile: DOCKERFILE })
    const inputs = {
      platforms: 'linux/amd64,linux/arm64',
      tags: `${repository}:1`,
      push: 'true',
      cache: 'local',
    }
    const first = await stage.run(inputs)
    expectGreen(first)
    expect(cachedSteps(first)).toBe('0 of 4')
    const built = await registry.layerDigests(`${repository}:1`)
    const folder = join(sandbox.tools, 'multi-platform-build-cache')
    const [kept = ''] = readdirSync(folder)
    expect(readdirSync(join(folder, kept))).toEqual(['cache-amd64_arm64-main'])
    const second = await stage.run(inputs)
    expectGreen(second)
    expect(await registry.layerDigests(`${repository}:1`)).toEqual(built)
    const blobs = (): number =>
      readdirSync(join(folder, kept, 'cache-amd64_arm64-main', 'blobs', 'sha256')).length
    const before = blobs()
    stage.write({ Dockerfile: DOCKERFILE.replace(ONCE, `true && ${ONCE}`) })
    expectGreen(await stage.run(inputs))
    expect(blobs()).toBe(before)
    expect(existsSync(join(folder, kept, 'cache-amd64_arm64-main.new'))).toBe(false)
  })

  endToEnd('of two targets are kept separately, and start from the common one', async (stage) => {
    const { repository } = stage
    stage.write({
      Dockerfile: `FROM alpine AS one\nRUN ${ONCE} > /one\nFROM alpine AS two\nRUN ${ONCE} > /two\n`,
    })
    const old = `${repository}:cache-amd64-main`
    const common = { platforms: 'linux/amd64', tags: `${repository}:1`, push: 'true', verify: 'false' }
    const build = async (inputs: Readonly<Record<string, string>>): Promise<readonly string[]> => {
      expectGreen(await stage.run({ ...common, ...inputs }))
      return registry.layerDigests(`${repository}:1`)
    }
    // The name for every target before targets had names of their own.
    const two = await build({
      target: 'two',
      'cache-from': old,
      'cache-to': `type=registry,ref=${old},mode=max`,
    })
    const one = await build({ target: 'one' })
    expect(one).not.toEqual(two)
    expect(await build({ target: 'two' })).toEqual(two)
    expect(await build({ target: 'one' })).toEqual(one)
    expect(await registry.tags(repository)).toEqual(
      expect.arrayContaining(['cache-amd64-main..one', 'cache-amd64-main..two']),
    )
  })

  endToEnd('inline is stored in the image itself', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: DOCKERFILE })
    const inputs = { platforms: 'linux/amd64', tags: `${repository}:1`, push: 'true', cache: 'inline' }
    expectGreen(await stage.run(inputs))
    const built = await registry.layerDigests(`${repository}:1`)
    expectGreen(await stage.run(inputs))
    expect(await registry.layerDigests(`${repository}:1`)).toEqual(built)
    expect(await registry.tags(repository)).toEqual(['1'])
  })

  endToEnd('gha without the service of GitHub gives a warning, and the job continues', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: DOCKERFILE })
    const run = await stage.run({
      platforms: 'linux/amd64',
      tags: `${repository}:1`,
      push: 'true',
      cache: 'gha',
    })
    expectGreen(run)
    expect(run.main.log.shown).toContain('Cache: none: the cache service of GitHub Actions is not available')
  })
})
