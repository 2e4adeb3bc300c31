import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { newStore, proveOne } from '../verify/images.ts'

/** Of the whole process, so nothing else may run in it. */
const LIMIT = 120 << 20

test('300 MB of zeros in 300 kB are proven with little memory', async () => {
  const store = newStore()
  const zeros = Buffer.alloc(30_000_000)
  const hash = createHash('sha256')
  for (let part = 0; part < 10; part++) hash.update(zeros)
  const packed = Buffer.concat(new Array<Buffer>(10).fill(gzipSync(zeros)))
  const layer = { ...store.raw(Buffer.alloc(0), () => packed), diffId: `sha256:${hash.digest('hex')}` }
  const before = process.memoryUsage().rss
  const { findings } = await proveOne(store, store.image('linux/amd64', [layer]))
  expect(findings).toEqual([])
  expect(process.memoryUsage().rss - before).toBeLessThan(LIMIT)
})
