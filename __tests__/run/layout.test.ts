import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { intoFolder } from '../../e2e/harness/layout-writer.ts'
import { Failure } from '../../src/errors.ts'
import { BrokenLayout, layoutBlobs, layoutsBlobs } from '../../src/run/layout.ts'
import { digestOf } from '../builders.ts'

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
  test('provides documents and layers', async () => {
    expect((await layoutBlobs(folder).read(small)).toString()).toBe('{}')
    expect((await stream(large, LARGE.length)).equals(LARGE)).toBe(true)
  })

  test('refuses a document of more than 4 MiB', async () => {
    await expect(layoutBlobs(folder).read(large)).rejects.toThrow('at most 4194304')
  })

  test('refuses a layer of another size', async () => {
    await expect(stream(large, 7)).rejects.toThrow('its descriptor says 7')
  })

  test.each(['sha256:../../../etc/passwd', 'md5:00', '', `sha256:${'A'.repeat(64)}`])(
    'refuses the digest "%s" without a look',
    async (digest) => {
      await expect(layoutBlobs(folder).read(digest)).rejects.toThrow(BrokenLayout)
      await expect(stream(digest, 1)).rejects.toThrow(BrokenLayout)
    },
  )

  test('reports what is missing', async () => {
    const digest = `sha256:${'0'.repeat(64)}`
    await expect(layoutBlobs(folder).read(digest)).rejects.toThrow(/cannot be read: ENOENT/)
    await expect(stream(digest, 1)).rejects.toThrow(/cannot be read: ENOENT/)
  })

  test('reports what exists but cannot be read', async () => {
    const digest = `sha256:${'2'.repeat(64)}`
    mkdirSync(join(folder, 'blobs', ...digest.split(':')))
    await expect(layoutBlobs(folder).read(digest)).rejects.toThrow(/^\S+ cannot be read: EISDIR/)
    await expect(stream(digest, -1)).rejects.toThrow(/^\S+ cannot be read: EISDIR/)
    await expect(stream(digest, -1)).rejects.toThrow(BrokenLayout)
  })

  test('reports what is damaged', async () => {
    const digest = `sha256:${'1'.repeat(64)}`
    writeFileSync(join(folder, 'blobs', ...digest.split(':')), 'other')
    await expect(layoutBlobs(folder).read(digest)).rejects.toThrow('is damaged')
    await expect(stream(digest, 5)).rejects.toThrow('is damaged')
  })
})

const nowhere = (): Promise<never> => Promise.reject(new Failure('It is nowhere else.', ''))

describe('the layouts of several builds', () => {
  test('fall back to the registry for what none of them has', async () => {
    const bytes = Buffer.from('{"c":3}')
    const elsewhere = { read: async () => bytes, open: async () => Readable.from([bytes]) }
    const blobs = layoutsBlobs([join(folder, 'none')], async () => elsewhere)
    expect(await blobs.read(digestOf('1'))).toBe(bytes)
  })

  test('are read like a single one', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')]
    const digests = [intoFolder(one)(Buffer.from('{"a":1}')), intoFolder(two)(Buffer.from('{"b":2}'))]
    const blobs = layoutsBlobs([one, two], nowhere)
    const texts = await Promise.all(digests.map(async (digest) => (await blobs.read(digest)).toString()))
    expect(texts).toEqual(['{"a":1}', '{"b":2}'])
    const chunks: Buffer[] = []
    const layer = { mediaType: '', digest: digests[1] ?? '', size: 7 }
    for await (const chunk of await blobs.open(layer)) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe('{"b":2}')
  })

  test.each([
    { what: 'that none of them has', digest: digestOf('0') },
    { what: 'that leads out of them', digest: 'sha256:../../../../etc/passwd' },
  ])('give nothing $what', async ({ digest }) => {
    const one = join(folder, 'only')
    intoFolder(one)(Buffer.from('x'))
    await expect(async () => layoutsBlobs([one, join(folder, 'gone')], nowhere).read(digest)).rejects.toThrow(
      Failure,
    )
  })
})
