import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { intoFolder } from '../../e2e/harness/layout-writer.ts'
import { Failure } from '../../src/errors.ts'
import { layoutBlobs } from '../../src/run/layout.ts'

let folder: string
let small: string
let large: string
const LARGE = Buffer.alloc(5_000_000, 'abc')

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpb-layout-'))
  const put = intoFolder(folder)
  small = put(Buffer.from('{}'))
  large = put(LARGE)
})

afterAll(() => rmSync(folder, { recursive: true }))

async function stream(digest: string, size: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await layoutBlobs(folder).open({ mediaType: '', digest, size }))
    chunks.push(chunk)
  return Buffer.concat(chunks)
}

describe('an image layout in a folder', () => {
  test('gives documents and layers', async () => {
    expect((await layoutBlobs(folder).read(small)).toString()).toBe('{}')
    expect((await stream(large, LARGE.length)).equals(LARGE)).toBe(true)
  })

  test('refuses a document of more than 4 MiB', async () => {
    await expect(layoutBlobs(folder).read(large)).rejects.toThrow('4194304 at most')
  })

  test('refuses a layer of another size', async () => {
    await expect(stream(large, 7)).rejects.toThrow('its descriptor says 7')
  })

  test.each(['sha256:../../../etc/passwd', 'md5:00', '', `sha256:${'A'.repeat(64)}`])(
    'refuses the digest "%s" without a look',
    async (digest) => {
      await expect(layoutBlobs(folder).read(digest)).rejects.toThrow(Failure)
      await expect(stream(digest, 1)).rejects.toThrow(Failure)
    },
  )

  test('tells what is missing', async () => {
    const digest = `sha256:${'0'.repeat(64)}`
    await expect(layoutBlobs(folder).read(digest)).rejects.toThrow(/cannot be read: ENOENT/)
    await expect(stream(digest, 1)).rejects.toThrow(/cannot be read: ENOENT/)
  })

  test('tells what is damaged', async () => {
    const digest = `sha256:${'1'.repeat(64)}`
    writeFileSync(join(folder, 'blobs', ...digest.split(':')), 'other')
    await expect(layoutBlobs(folder).read(digest)).rejects.toThrow('is damaged')
    await expect(stream(digest, 5)).rejects.toThrow('is damaged')
  })
})
