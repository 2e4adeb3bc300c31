import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { artifactService } from '../../e2e/harness/artifact-service.ts'
import { download, failure, HURRIED, list, startJob, upload } from '../bundle/artifact-jobs.ts'

/** The package itself waits for 3 minutes up to five times. */
const DEADLINE_MS = 1_500

test('the job gives up on an artifact service that keeps failing, and then ends at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mpb-artifacts-'))
  const start = artifactService
  const [down, silent, full, empty] = await Promise.all([start(), start(), start(), start()])
  down.injectFault({ status: 503 })
  silent.injectFault({})
  full.injectFault({ call: 'PUT' })
  empty.addArtifact('7', 'part-1', 'x')
  empty.injectFault({ call: 'GET', status: 503 })
  try {
    const told = await Promise.all([
      startJob(folder, { ...down.env('7', 'a'), ...HURRIED }, list('part-')),
      startJob(folder, silent.env('7', 'a'), { ...list('part-'), deadlineMs: DEADLINE_MS }),
      startJob(folder, full.env('7', 'a'), { ...upload('part-1', 'x'), deadlineMs: DEADLINE_MS }),
      startJob(folder, { ...empty.env('7', 'a'), ...HURRIED }, download('part-1')),
    ])
    expect(told.map((one) => failure(one).failure)).toEqual([
      'Listing the artifacts of this run at SERVICE failed: Failed to ListArtifacts: Failed to make request after 5 attempts: (503) Service Unavailable: the service is out of order.',
      'Listing the artifacts of this run at SERVICE failed: not finished after 1.5 s.',
      'Uploading the artifact part-1 at SERVICE failed: not finished after 1.5 s.',
      'Downloading the artifact part-1 at SERVICE failed: Unable to download and extract artifact: Artifact download failed after 5 retries (Unexpected HTTP response from blob storage: 503 Service Unavailable).',
    ])
    for (const { lingered, written } of told) {
      expect(lingered).toBeLessThan(2_000)
      expect(written).toBe('')
    }
  } finally {
    for (const other of [down, silent, full, empty]) await other.close()
    rmSync(folder, { recursive: true })
  }
})
