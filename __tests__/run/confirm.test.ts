import { describe, expect, test } from '@jest/globals'
import { confirm, type Expected } from '../../src/run/confirm.ts'
import { platforms } from '../builders.ts'
import { type Reply, recordingDocker } from '../docker/recording.ts'
import { documentOf, holds, indexOf, lacks } from './registry-rules.ts'

const BOTH = indexOf(['linux/amd64', 'linux/arm64'])
const ONE = indexOf(['linux/amd64'])
const BY_DIGEST = `r.example/app@${BOTH.digest}`

function expected(overrides: Partial<Expected> = {}): Expected {
  return {
    digest: BOTH.digest,
    repository: 'r.example/app',
    others: ['r.example/app:1'],
    platforms: platforms('linux/amd64,linux/arm64'),
    by: 'tags',
    ...overrides,
  }
}

describe('what was pushed', () => {
  test('is confirmed where the digest and every other name answer with it', async () => {
    const { docker, calls } = recordingDocker([holds(BY_DIGEST, BOTH), holds('r.example/app:1', BOTH)])
    const { digest, size, reading } = await confirm(docker, expected(), 'b')
    expect([digest, size, reading.images.length]).toEqual([BOTH.digest, BOTH.bytes.length, 2])
    expect(calls).toEqual(
      [BY_DIGEST, 'r.example/app:1'].map((name) => `buildx imagetools inspect --builder b --raw ${name}`),
    )
  })

  test('by itself has its platform in its config', async () => {
    const manifest = documentOf({ schemaVersion: 2, config: {}, layers: [] })
    const reference = `r.example/app@${manifest.digest}`
    const config: Reply = {
      match: ['buildx', 'imagetools', 'inspect', '--format', '{{json .Image}}', reference],
      stdout: '{"os":"linux","architecture":"arm64"}',
    }
    const { docker } = recordingDocker([holds(reference, manifest), config])
    const wanted = expected({ digest: manifest.digest, others: [], platforms: platforms('linux/arm64') })
    expect((await confirm(docker, wanted, '')).reading.images.map(({ digest }) => digest)).toEqual([
      manifest.digest,
    ])
  })

  test.each<{ what: string; rules: readonly Reply[]; given?: Partial<Expected>; message: string }>([
    {
      what: 'buildx does not name its digest',
      rules: [],
      given: { digest: '' },
      message: 'buildx pushed the image but did not tell its digest.',
    },
    {
      what: 'the digest is not there',
      rules: [lacks(BY_DIGEST), holds('r.example/app:1', BOTH)],
      message: `The registry does not hold what was built: ${BY_DIGEST} does not answer: ERROR: ${BY_DIGEST}: not found.`,
    },
    {
      what: 'the digest answers with other bytes',
      rules: [holds(BY_DIGEST, ONE), holds('r.example/app:1', BOTH)],
      message: `The registry does not hold what was built: ${BY_DIGEST} is ${ONE.digest}, not ${BOTH.digest}.`,
    },
    {
      what: 'a tag is another image',
      rules: [holds(BY_DIGEST, BOTH), holds('r.example/app:1', ONE)],
      message: `The registry does not hold what was built: r.example/app:1 is ${ONE.digest}, not ${BOTH.digest}.`,
    },
    {
      what: 'the index has too few platforms',
      rules: [holds(`r.example/app@${ONE.digest}`, ONE)],
      given: { digest: ONE.digest, others: [] },
      message: `The registry does not hold what was built: the index r.example/app@${ONE.digest} is not what was asked for: linux/arm64 is missing.`,
    },
  ])('is a failure where $what', async ({ rules, given, message }) => {
    const { docker } = recordingDocker(rules)
    await expect(confirm(docker, expected(given), '')).rejects.toThrow(message)
  })

  test.each([
    { by: 'tags', cure: /tags may have moved/ },
    { by: 'digest', cure: /no tag has moved/ },
  ] as const)('by $by says so in its cure', async ({ by, cure }) => {
    const { docker } = recordingDocker([lacks(BY_DIGEST)])
    const failure = confirm(docker, expected({ by, others: [] }), '')
    await expect(failure).rejects.toMatchObject({ cure: expect.stringMatching(cure) })
  })
})
