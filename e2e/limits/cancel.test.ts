import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect } from '@jest/globals'
import { pushBlob, pushImage } from '../harness/push.ts'
import * as registry from '../harness/registry.ts'
import { tarEntry } from '../harness/tar-writer.ts'
import { endToEnd, type Stage } from '../stage.ts'

/** The limit of our own: the runner would wait 7.5 s after SIGINT. */
const LIMIT_MS = 2_000

const SLOW = { 'slow.Dockerfile': 'FROM alpine\nRUN echo sleeping && sleep 300\n' }

function startSlow(stage: Stage) {
  stage.write(SLOW)
  return stage.start({ platforms: 'linux/amd64,linux/arm64', file: 'slow.Dockerfile', cache: 'off' })
}

// That no container, volume, builder, folder or process is left is checked after every end-to-end test.
describe('a cancelled job', () => {
  endToEnd(
    "stops mid-build with the runner's sequence of signals, and post removes everything",
    async (stage) => {
      const step = startSlow(stage)
      await step.until(/^#\d+ [\d.]+ sleeping/)
      const { by, ms } = await step.cancel()
      expect(by).toBe('SIGINT')
      expect(ms).toBeLessThan(LIMIT_MS)
      const ended = await step.ended
      expect(ended.exitCode).toBe(130)
      expect(ended.heldOpen).toBe(false)
      expect(ended.outputs).toEqual({})
      expect(ended.log.shown).toContain('Cancelled (SIGINT)')
      const post = await step.post()
      expect(post.exitCode).toBe(0)
      expect(post.log.shown).toMatch(/Removed builder multi-platform-build-/)
    },
  )

  endToEnd('may be signalled twice', async (stage) => {
    const step = startSlow(stage)
    await step.until(/^#\d+ [\d.]+ sleeping/)
    step.signal('SIGINT')
    step.signal('SIGTERM')
    const ended = await step.ended
    // Of two signals that are pending at the same time, either may be handled first.
    expect([130, 143]).toContain(ended.exitCode)
    expect((await step.post()).exitCode).toBe(0)
  })

  endToEnd('stops while its builder boots', async (stage) => {
    const step = startSlow(stage)
    await step.until(/Equivalent commands/)
    const { ms } = await step.cancel()
    expect(ms).toBeLessThan(LIMIT_MS)
    expect((await step.post()).exitCode).toBe(0)
  })

  endToEnd('may be post itself that runs twice', async (stage) => {
    stage.write({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' })
    const step = stage.start({ platforms: 'linux/amd64' })
    await step.ended
    expect((await step.post()).exitCode).toBe(0)
    const again = await step.post()
    expect(again.exitCode).toBe(0)
    expect(again.log.commands).toEqual([])
  })
})

const GIB = 2 ** 30

/** A layer of few bytes that takes long to look through: one file of zeros. */
function slowLayer(): Buffer {
  const [part, count] = [GIB / 4, 64]
  const zeros = gzipSync(Buffer.alloc(part))
  const header = gzipSync(tarEntry({ path: 'zeros', size: part * count }))
  return Buffer.concat([header, ...Array.from({ length: count }, () => zeros), gzipSync(Buffer.alloc(1024))])
}

/** Waits until a process reads a blob of a layout. @returns the layout's folder */
async function layoutInUse(pid: number): Promise<string> {
  const folder = `/proc/${pid}/fd`
  for (let tries = 0; tries < 1_000; tries++) {
    const open = readdirSync(folder).map((name) => {
      try {
        return readlinkSync(join(folder, name))
      } catch {
        return ''
      }
    })
    const blob = open.find((path) => path.includes('/layout/blobs/'))
    if (blob !== undefined) return blob.slice(0, blob.indexOf('/blobs/'))
    await sleep(20)
  }
  throw new Error('no blob of a layout is read')
}

describe('a cancelled proof', () => {
  endToEnd('stops at once, and leaves neither tag nor layout', async (stage) => {
    const { repository } = stage
    const mediaType = 'application/vnd.oci.image.layer.v1.tar+gzip'
    const layer = await pushBlob(repository, slowLayer(), mediaType)
    const rootfs = { type: 'layers', diff_ids: [`sha256:${'0'.repeat(64)}`] }
    const config = { architecture: 'amd64', os: 'linux', rootfs, config: {} }
    const { digest } = await pushImage(repository, config, [layer])
    stage.write({ Dockerfile: `FROM ${repository}@${digest}\nLABEL of=test\n` })
    const inputs = { platforms: 'linux/amd64', tags: `${repository}:1`, push: 'true', cache: 'off' }
    const step = stage.start(inputs)
    const layout = await layoutInUse(step.pid)
    const { by, ms } = await step.cancel()
    const ended = await step.ended
    expect({ by, exitCode: ended.exitCode, outputs: ended.outputs }).toEqual({
      ...{ by: 'SIGINT', exitCode: 130, outputs: {} },
    })
    expect(ms).toBeLessThan(LIMIT_MS)
    expect((await step.post()).exitCode).toBe(0)
    expect(existsSync(layout)).toBe(false)
    expect(await registry.tags(repository)).toEqual([])
  })
})
