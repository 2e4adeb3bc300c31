import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { intoFolder, putImage, putLayer } from '../../e2e/harness/layout-writer.ts'
import { tar } from '../../e2e/harness/tar-writer.ts'
import { layoutBlobs } from '../../src/run/layout.ts'
import { proveImages } from '../../src/verify/proof.ts'
import { whatOf } from './images.ts'

test('a layer whose descriptor has no size does not prevent the proof of the rest', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mpb-proof-'))
  try {
    const put = intoFolder(folder)
    const { descriptor, diffId } = putLayer(put, tar([]))
    const layers = [{ ...descriptor, size: -1 }]
    const subject = putImage(put, { platform: 'linux/amd64', layers, diffIds: [diffId] })
    const options = { ignore: [] }
    const [proof] = await proveImages([subject], [subject.platform], layoutBlobs(folder), options)
    expect(proof?.findings.map(whatOf)).toEqual([
      `the manifest has a layer with an invalid digest or size: "${descriptor.digest}".`,
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
