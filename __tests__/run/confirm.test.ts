import { afterEach, describe, expect, test } from '@jest/globals'
import { confirm, type Expected } from '../../src/run/confirm.ts'
import { platforms } from '../builders.ts'
import { type Place, place } from '../registry/registries.ts'
import { type Fault, keep, shortly } from '../registry/stored.ts'
import { whileCaptured } from '../runner/stdout.ts'
import { documentOf, indexOf } from './documents.ts'

const BOTH = indexOf(['linux/amd64', 'linux/arm64'])
const ONE = indexOf(['linux/amd64'])

const open: Place[] = []
afterEach(async () => {
  for (const { server } of open.splice(0)) await server.close()
})

async function opened(fault?: Fault): Promise<Place> {
  const made = await place(fault)
  open.push(made)
  keep(made.stored, BOTH.bytes, 'app:1', 'app:2')
  return made
}

function expected(app: string, overrides: Partial<Expected> = {}): Expected {
  return {
    ...{ digest: BOTH.digest, repository: app, others: [], tags: [`${app}:1`] },
    platforms: platforms('linux/amd64,linux/arm64'),
    ...overrides,
  }
}

/** Confirms it; what is said on the way is not shown. */
function confirmed({ registries, app }: Place, overrides: Partial<Expected> = {}) {
  return whileCaptured(() => confirm(registries, expected(app, overrides)).catch((error: unknown) => error))
}

describe('what was pushed', () => {
  test('is confirmed by one GET of the digest, and one HEAD of every other name', async () => {
    const made = await opened()
    const others = [made.app.replace('/app', '/other')]
    const tags = [`${made.app}:1`, `${made.app}:2`]
    const { result } = await confirmed(made, { others, tags })
    expect(result).toMatchObject({ confirmed: { digest: BOTH.digest, bytes: BOTH.bytes }, unchecked: [] })
    const short = BOTH.digest.slice(7, 15)
    expect(shortly(made.server).toSorted()).toEqual([
      `GET app@${short}`,
      'HEAD app:1',
      'HEAD app:2',
      `HEAD other@${short}`,
    ])
  })

  test('without an index has its platform in its config', async () => {
    const made = await opened()
    const config = keep(made.stored, '{"os":"linux","architecture":"arm64"}')
    const manifest = documentOf({ schemaVersion: 2, config: { digest: config }, layers: [] })
    keep(made.stored, manifest.bytes)
    const wanted = { digest: manifest.digest, tags: [], platforms: platforms('linux/arm64') }
    const { result } = await confirmed(made, wanted)
    expect(result).toMatchObject({ confirmed: { index: { images: [{ digest: manifest.digest }] } } })
  })

  test.each<{ what: string; fault: Fault }>([
    {
      what: 'that the registry does not know yet',
      fault: ({ path }, turn) => (path.includes('sha256:') && turn < 4 ? { status: 404 } : undefined),
    },
    {
      what: 'whose tag is the old one for a while',
      fault: ({ path }, turn) =>
        path.endsWith('/1') && turn < 4
          ? { headers: { 'docker-content-digest': ONE.digest }, body: ONE.bytes }
          : undefined,
    },
    {
      what: 'where the registry is out of order for a while',
      fault: ({ path }, turn) => (path.endsWith('/1') && turn < 4 ? { status: 503 } : undefined),
    },
    {
      what: 'whose tag a HEAD never finds',
      fault: ({ path, method }) => (path.endsWith('/1') && method === 'HEAD' ? { status: 404 } : undefined),
    },
    {
      what: 'whose bytes came damaged once',
      fault: ({ path, method }, turn) =>
        method === 'GET' && path.includes('sha256:') && turn === 0 ? { body: 'half' } : undefined,
    },
  ])('is requested again: $what', async ({ fault }) => {
    const made = await opened(fault)
    const { result } = await confirmed(made)
    expect(result).toMatchObject({ confirmed: { digest: BOTH.digest } })
    expect([...made.pauses].toSorted((a, b) => a - b)).toEqual(made.pauses)
    expect(made.pauses.length).toBeGreaterThan(0)
  })

  test('is a failure after a minute of the same wrong answer', async () => {
    const made = await opened(({ path }) => (path.endsWith('/1') ? { status: 503 } : undefined))
    const { result } = await confirmed(made)
    expect(String(result)).toContain(`${made.app}:1 does not answer: ${made.server.host} answers 503`)
    expect(made.pauses.reduce((sum, pause) => sum + pause)).toBe(60_000)
  })

  test('is confirmed except for a tag that is rate limited, which is reported', async () => {
    const made = await opened(({ path }) => (path.endsWith('/1') ? { status: 429 } : undefined))
    const { result } = await confirmed(made)
    expect(result).toMatchObject({ confirmed: { digest: BOTH.digest }, unchecked: [`${made.app}:1`] })
  })

  test.each<{ what: string; fault?: Fault; given?: Partial<Expected>; message: (app: string) => string }>([
    {
      what: 'buildx does not name its digest',
      given: { digest: '' },
      message: () => 'buildx pushed the image but did not report its digest.',
    },
    {
      what: 'the digest is not there',
      fault: ({ path }) => (path.includes('sha256:') ? { status: 404 } : undefined),
      message: (app) => `The registry does not hold what was built: ${app}@${BOTH.digest} is not there.`,
    },
    {
      what: 'the digest answers with other bytes',
      fault: ({ path }) => (path.includes('sha256:') ? { body: ONE.bytes } : undefined),
      message: (app) =>
        `The registry does not hold what was built: ${app}@${BOTH.digest} is ${ONE.digest}, not ${BOTH.digest}.`,
    },
    {
      what: 'a tag is another image',
      fault: ({ path }) =>
        path.endsWith('/1') ? { headers: { 'docker-content-digest': ONE.digest } } : undefined,
      message: (app) =>
        `The registry does not hold what was built: ${app}:1 is ${ONE.digest}, not ${BOTH.digest}.`,
    },
    {
      what: 'the index has too few platforms',
      given: { platforms: platforms('linux/amd64,linux/arm64,linux/s390x') },
      message: (app) =>
        `The registry does not hold what was built: the index ${app}@${BOTH.digest} is not what was requested: linux/s390x is missing.`,
    },
  ])('is a failure where $what', async ({ fault, given, message }) => {
    const made = await opened(fault)
    const { result } = await confirmed(made, given)
    expect(String(result)).toContain(message(made.app))
  })

  test('has the requirement of the registry in its cure', async () => {
    const body = '{"errors":[{"code":"DENIED","message":"The image is not signed by cosign."}]}'
    const made = await opened(() => ({ status: 412, body }))
    const { result } = await confirmed(made, { tags: [] })
    expect(result).toMatchObject({
      cure: expect.stringMatching(/no tag has moved\. .* A policy of the registry blocks/),
    })
    expect(made.pauses).toEqual([])
  })

  test.each([
    { tags: ['1'], cure: /tags may have moved/ },
    { tags: [], cure: /no tag has moved/ },
  ])('says in its cure whether tags may have moved', async ({ tags, cure }) => {
    const made = await opened(() => ({ status: 404 }))
    const { result } = await confirmed(made, { tags: tags.map((tag) => `${made.app}:${tag}`) })
    expect(result).toMatchObject({ cure: expect.stringMatching(cure) })
  })
})
