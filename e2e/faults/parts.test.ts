import { randomBytes } from 'node:crypto'
import { describe, expect } from '@jest/globals'
import { type ArtifactService, artifactService } from '../harness/artifact-service.ts'
import { pushBlob, pushImage } from '../harness/push.ts'
import * as registry from '../harness/registry.ts'
import { type Fault, refusal } from '../harness/registry-faults.ts'
import { tar } from '../harness/tar-writer.ts'
import { expectGreen } from '../stage.ts'
import { expectPublished, expectRefused, REAL_PAUSES, type Trial, trial } from './trial.ts'

const DOWN = { status: 503 }

/** Images that matrix jobs have pushed without a tag, as in the input `parts`. */
async function pushParts({ behind }: Trial): Promise<string> {
  const parts = await Promise.all(
    ['amd64', 'arm64'].map(async (architecture) => {
      const bytes = tar([{ path: `of-${architecture}`, bytes: randomBytes(64 << 10) }])
      const layer = await pushBlob(behind, bytes, 'application/vnd.oci.image.layer.v1.tar')
      const rootfs = { type: 'layers', diff_ids: [layer.digest] }
      const { digest } = await pushImage(behind, { os: 'linux', architecture, rootfs }, [layer])
      return `linux/${architecture}=${digest}`
    }),
  )
  return parts.join('\n')
}

describe('parts are joined although the registry', () => {
  const SURVIVED: readonly { what: string; faults: readonly Fault[]; isReal?: true }[] = [
    {
      what: 'is down for 3 s when their manifests are read',
      faults: [{ where: { method: 'GET HEAD', target: 'digest' }, when: { forMs: 3_000 }, what: DOWN }],
      isReal: true,
    },
    {
      what: 'resets the connection when a manifest is read',
      faults: [{ where: { method: 'GET', target: 'digest' }, when: { count: 1 }, what: 'reset' }],
    },
    {
      what: 'never answers the first request for a part',
      faults: [{ where: { method: 'GET HEAD', target: 'digest' }, when: { count: 1 }, what: 'silence' }],
    },
    {
      what: 'is down for 12 s when their layers are proven',
      faults: [{ where: { method: 'GET', target: 'blob' }, when: { forMs: 12_000 }, what: DOWN }],
      isReal: true,
    },
    {
      what: 'returns a different layer, once',
      faults: [{ where: { method: 'GET', target: 'blob' }, when: { count: 1 }, what: 'corrupted' }],
    },
    {
      what: 'truncates a layer',
      faults: [{ where: { method: 'GET', target: 'blob' }, when: { count: 1 }, what: 'truncated' }],
    },
    {
      what: 'is down for 3 s when the tag moves',
      faults: [{ where: { method: 'PUT', target: 'tag' }, when: { forMs: 3_000 }, what: DOWN }],
      isReal: true,
    },
    {
      what: 'does not know the tag at first',
      faults: [
        {
          where: { method: 'GET HEAD', target: 'tag' },
          when: { after: 'its PUT', count: 3 },
          what: 'stale',
        },
      ],
    },
  ]
  for (const { what, faults, isReal } of SURVIVED)
    trial(what, faults, async (given) => {
      const parts = await pushParts(given)
      const run = await given.publish({ mode: 'merge', parts }, isReal ? { env: REAL_PAUSES } : {})
      await expectPublished(run, given.behind)
    })
})

describe('parts are not joined if the registry', () => {
  trial(
    'returns a different layer every time',
    [{ where: { method: 'GET', target: 'blob' }, what: 'corrupted' }],
    async (given) => {
      const parts = await pushParts(given)
      expectRefused(await given.publish({ mode: 'merge', parts }), [/sha256:[0-9a-f]{64}/])
      expect(await registry.tags(given.behind)).toEqual([])
    },
  )

  trial(
    'redirects to a storage that refuses',
    [
      { where: { atStorage: true }, what: { status: 403 } },
      { where: { method: 'GET', target: 'blob' }, what: 'forwarded' },
    ],
    async (given) => {
      const parts = await pushParts(given)
      const run = await given.publish({ mode: 'merge', parts })
      expectRefused(run, [
        /localhost:\d+, to which the registry redirects, answers 403/,
        /No login is sent there/,
      ])
      expect(await registry.tags(given.behind)).toEqual([])
    },
  )

  trial(
    'has deleted the untagged images, with the matrix job that must run again',
    [
      {
        where: { method: 'GET HEAD', target: 'digest' },
        when: { after: 'signal', isUntagged: true },
        what: refusal(404, 'MANIFEST_UNKNOWN', 'manifest unknown'),
      },
    ],
    (given) =>
      withService(async (service) => {
        const { stage, proxy, behind, publish } = given
        const env = (job: string) => service.env(stage.sandbox.runId, job)
        const part = (platforms: string) => publish({ mode: 'part', platforms }, { env: env('build') })
        for (const leg of await Promise.all([part('linux/amd64'), part('linux/arm64')])) expectGreen(leg)
        proxy.signal()
        const run = await publish({ mode: 'merge' }, { env: env('merge') })
        expectRefused(run, [
          /A part is gone \(the matrix job for linux\/amd64/,
          /run the job that pushed it again/,
        ])
        expect(await registry.tags(behind)).toEqual([])
      }),
  )
})

async function withService(body: (service: ArtifactService) => Promise<void>): Promise<void> {
  const service = await artifactService()
  try {
    await body(service)
  } finally {
    await service.close()
  }
}
