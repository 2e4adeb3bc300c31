import { afterEach, describe, expect, test } from '@jest/globals'
import { stateOf } from '../../src/errors.ts'
import type { PublishPlan } from '../../src/plan/plan.ts'
import type { Confirmed } from '../../src/run/confirm.ts'
import type { Sign } from '../../src/run/signatures.ts'
import { readTargets } from '../../src/run/tag-targets.ts'
import { moveTags } from '../../src/run/tags.ts'
import { imageIndex, PUBLISHING } from '../builders.ts'
import { type Place, place } from '../registry/registries.ts'
import { type Fault, keep, shortly } from '../registry/stored.ts'
import { whileCaptured } from '../runner/stdout.ts'
import { documentOf, indexOf } from './documents.ts'

const NEW = indexOf(['linux/amd64', 'linux/arm64'])
const OLD = indexOf(['linux/riscv64'])
const RUNS = 'https://github.com/owner/app/actions/runs'

const open: Place[] = []
afterEach(async () => {
  for (const { server } of open.splice(0)) await server.close()
})

async function opened(fault?: Fault): Promise<Place> {
  const made = await place(fault)
  open.push(made)
  keep(made.stored, NEW.bytes)
  return made
}

const image: Confirmed = {
  digest: NEW.digest,
  bytes: NEW.bytes,
  index: imageIndex({ 'linux/amd64': '1', 'linux/arm64': '2' }),
}

interface Given extends Partial<PublishPlan> {
  /** What happens between the beginning of the job and its tags. */
  readonly meanwhile?: () => void
  readonly sign?: Sign
  /** Instead of all platforms. */
  readonly only?: string
}

/** Moves `app:1` and `app:2`. */
async function moved({ registries, app }: Place, { meanwhile, sign, only, ...given }: Given = {}) {
  const tags = [`${app}:1`, `${app}:2`]
  const publish: PublishPlan = {
    ...{ repositories: [app], tags, by: 'digest', ...PUBLISHING, onNewer: 'keep' },
    ...given,
  }
  const lasts: (() => void)[] = []
  const beforeLeaving = (step: () => void) => {
    lasts.push(step)
    return () => lasts.splice(0)
  }
  const { result, text } = await whileCaptured(async () => {
    const before = await readTargets(registries, publish)
    meanwhile?.()
    const own = only === undefined ? image : { ...image, index: imageIndex({ [only]: '1' }) }
    return moveTags({ registries, beforeLeaving, before, sign }, publish, own).catch(
      (error: unknown) => error,
    )
  })
  return { result, text, lasts }
}

/** An image that says which run has made it. */
function madeBy({ stored }: Place, run: string, ...tags: readonly string[]): string {
  const provenance = keep(stored, JSON.stringify({ predicate: { runDetails: { builder: { id: run } } } }))
  const layers = [
    { digest: provenance, annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v1' } },
  ]
  const attestation = keep(stored, JSON.stringify({ schemaVersion: 2, config: {}, layers }))
  const digest = `sha256:${'3'.repeat(64)}`
  const about = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': digest,
  }
  const manifests = [
    { digest, size: 1, platform: { os: 'linux', architecture: 'amd64' } },
    {
      digest: attestation,
      size: 1,
      annotations: about,
      platform: { os: 'unknown', architecture: 'unknown' },
    },
  ]
  return keep(stored, JSON.stringify({ schemaVersion: 2, manifests }), ...tags)
}

describe('moving tags', () => {
  test('takes one PUT of the same bytes for each, and asks for each before and after', async () => {
    const made = await opened()
    const { result } = await moved(made)
    expect(result).toMatchObject({ tags: [`${made.app}:1`, `${made.app}:2`], superseded: [] })
    expect(made.stored.tags.get('app:1')).toBe(NEW.digest)
    const [put] = made.server.requests.filter(({ method }) => method === 'PUT')
    expect([put?.body, put?.headers['content-type']]).toEqual([
      NEW.bytes,
      'application/vnd.oci.image.index.v1+json',
    ])
    // At the beginning of the job, before the PUT, and after it.
    expect(shortly(made.server).filter((asked) => asked.endsWith(':1'))).toEqual([
      ...['HEAD app:1', 'HEAD app:1', 'PUT app:1', 'HEAD app:1'],
    ])
  })

  test('does nothing where they are there already', async () => {
    const made = await opened()
    keep(made.stored, NEW.bytes, 'app:1', 'app:2')
    expect((await moved(made)).result).toMatchObject({ tags: [`${made.app}:1`, `${made.app}:2`] })
    expect(made.server.requests.filter(({ method }) => method === 'PUT')).toEqual([])
  })

  test.each<{ what: string; fault: Fault }>([
    {
      what: 'asks again',
      fault: ({ method }, turn) => (method === 'PUT' && turn < 4 ? { status: 503 } : undefined),
    },
    {
      what: 'waits for as long as the registry wants it to',
      fault: ({ method }, turn) =>
        method === 'PUT' && turn < 4 ? { status: 429, headers: { 'retry-after': '10' } } : undefined,
    },
    {
      what: 'takes the secondary rate limit for what it is',
      fault: ({ method }, turn) =>
        method === 'PUT' && turn < 4
          ? {
              status: 403,
              body: '{"errors":[{"code":"DENIED","message":"You have exceeded a secondary rate limit."}]}',
            }
          : undefined,
    },
    {
      what: 'has patience with a tag that is not seen yet',
      fault: ({ method, path }, turn) =>
        method === 'HEAD' && path.endsWith('/1') && turn > 2 && turn < 6 ? { status: 404 } : undefined,
    },
    {
      what: 'takes a tag for moved that cannot be asked for any more',
      fault: ({ method, path }, turn) =>
        method === 'HEAD' && path.endsWith('/1') && turn > 2 ? { status: 429 } : undefined,
    },
  ])('$what', async ({ fault }) => {
    const made = await opened(fault)
    expect((await moved(made)).result).toMatchObject({ tags: [`${made.app}:1`, `${made.app}:2`] })
    expect(made.pauses.length).toBeGreaterThan(0)
  })
})

const DENIED = '{"errors":[{"code":"DENIED","message":"requested access to the resource is denied"}]}'
const IMMUTABLE =
  '{"errors":[{"code":"TAG_INVALID","message":"The image tag \'1\' already exists in the \'app\' repository and cannot be overwritten because the repository is immutable."}]}'

/** @param tag whose PUT is answered so */
const refused =
  (tag: string, status: number, body: string): Fault =>
  ({ method, path }) =>
    method === 'PUT' && path.endsWith(`/${tag}`) ? { status, body } : undefined

describe('a tag that is refused', () => {
  test.each([
    { tag: '1', other: '2' },
    { tag: '2', other: '1' },
  ])('does not keep the other from it, whichever comes first: $tag', async ({ tag, other }) => {
    const made = await opened(refused(tag, 403, DENIED))
    const { result } = await moved(made)
    expect(stateOf(result)).toBe('some tags moved')
    expect(String(result)).toContain(`Moved: ${made.app}:${other}.\nNot moved: ${made.app}:${tag}.`)
    expect(String(result)).toContain('403 DENIED (requested access to the resource is denied)')
    expect(made.stored.tags.get(`app:${other}`)).toBe(NEW.digest)
  })

  test('for good does so at once', async () => {
    const made = await opened(refused('1', 403, DENIED))
    await moved(made)
    expect(made.pauses).toEqual([])
  })

  test.each([
    { who: 'ECR', status: 400, body: IMMUTABLE },
    {
      who: 'Harbor',
      status: 412,
      body: '{"errors":[{"code":"PRECONDITION","message":"Failed to process request due to \'app:1\' configured as immutable."}]}',
    },
    {
      who: 'Quay',
      status: 409,
      body: '{"errors":[{"code":"TAG_IMMUTABLE","message":"tag is immutable and cannot be overwritten"}]}',
    },
  ])('because it cannot be overwritten says so, and not to run again: $who', async ({ status, body }) => {
    const made = await opened(refused('1', status, body))
    keep(made.stored, OLD.bytes, 'app:1')
    const { result } = await moved(made)
    expect(String(result)).toContain(`Tagging ${made.app}:1 is not possible, the tag cannot be overwritten`)
    const cure = result instanceof AggregateError ? result.errors.map(({ cure: text }) => text).join() : ''
    expect(cure).toMatch(/publish under another tag/)
    expect(cure).not.toMatch(/again/)
  })

  test('because it cannot be overwritten is right if it has the same images', async () => {
    const made = await opened(refused('1', 400, IMMUTABLE))
    const same = documentOf({ ...JSON.parse(NEW.bytes), annotations: { of: 'an earlier build' } })
    keep(made.stored, same.bytes, 'app:1')
    const { result, text } = await moved(made)
    expect(result).toMatchObject({ confirmed: { digest: NEW.digest }, tags: [`${made.app}:2`] })
    expect(text).toContain('cannot be moved, but already has the same images')
  })

  test('may have been accepted anyway: its position counts', async () => {
    const made: Place = await opened(({ method, path, body }) => {
      if (method !== 'PUT' || !path.endsWith('/1')) return undefined
      keep(made.stored, body, 'app:1')
      return { status: 500 }
    })
    expect((await moved(made)).result).toMatchObject({ tags: [`${made.app}:1`, `${made.app}:2`] })
  })
})

describe('a tag that was taken', () => {
  test('and is not seen in a minute is never said not to have moved', async () => {
    const made = await opened(({ method, path }, turn) =>
      method === 'HEAD' && path.endsWith('/1') && turn > 2
        ? { headers: { 'docker-content-digest': OLD.digest } }
        : undefined,
    )
    keep(made.stored, OLD.bytes, 'app:1')
    const { result } = await moved(made)
    expect(String(result)).toContain(
      `Moved: ${made.app}:2.\nAcknowledged by the registry, but not what it returns: ${made.app}:1 (is ${OLD.digest}, not ${NEW.digest}).`,
    )
    expect(String(result)).not.toContain('Not moved')
  })

  test('and was taken over by a newer run right away is left to it', async () => {
    const made: Place = await opened(({ method, path }) => {
      if (method === 'PUT' && path.endsWith('/1')) {
        madeBy(made, `${RUNS}/78/attempts/1`, 'app:1')
        return { status: 201 }
      }
      return undefined
    })
    const { result } = await moved(made)
    expect(result).toMatchObject({ tags: [`${made.app}:2`], superseded: [`${made.app}:1`] })
  })
})

describe('an image of another run', () => {
  test.each([
    { what: 'a newer one stays', run: `${RUNS}/78/attempts/1`, stays: true },
    { what: 'an older one is replaced', run: `${RUNS}/76/attempts/9`, stays: false },
    { what: 'the same one is replaced', run: `${RUNS}/77/attempts/1`, stays: false },
    {
      what: 'another repository is replaced',
      run: `${RUNS.replace('owner', 'other')}/78/attempts/1`,
      stays: false,
    },
    { what: 'nobody knows is replaced', run: 'mailto:somebody', stays: false },
  ])('of $what', async ({ run, stays }) => {
    const made = await opened()
    const digest = madeBy(made, run, 'app:1')
    const { result, text } = await moved(made)
    expect(made.stored.tags.get('app:1')).toBe(stays ? digest : NEW.digest)
    expect(result).toMatchObject({ superseded: stays ? [`${made.app}:1`] : [] })
    expect(made.stored.tags.get('app:2')).toBe(NEW.digest)
    expect(text.includes('::warning')).toBe(stays)
  })

  test('is found, too, if it came while the job ran', async () => {
    const made = await opened()
    keep(made.stored, OLD.bytes, 'app:1')
    const meanwhile = (): void => void madeBy(made, `${RUNS}/78/attempts/1`, 'app:1')
    expect((await moved(made, { meanwhile })).result).toMatchObject({ superseded: [`${made.app}:1`] })
  })

  test('of a newer one is an error if that is requested, and no tag moves', async () => {
    const made = await opened()
    madeBy(made, `${RUNS}/78/attempts/1`, 'app:1')
    const { result } = await moved(made, { onNewer: 'fail' })
    expect(stateOf(result)).toBe('no tag moved')
    expect(String(result)).toContain(`${made.app}:1 (${RUNS}/78/attempts/1)`)
    expect(made.stored.tags.get('app:2')).toBeUndefined()
  })

  test('of a newer one is replaced if that is requested', async () => {
    const made = await opened()
    madeBy(made, `${RUNS}/78/attempts/1`, 'app:1')
    await moved(made, { onNewer: 'move' })
    expect(made.stored.tags.get('app:1')).toBe(NEW.digest)
    // What it points to right before counts for nothing then.
    expect(shortly(made.server).filter((asked) => asked.endsWith(':1'))).toEqual([
      ...['HEAD app:1', 'PUT app:1', 'HEAD app:1'],
    ])
  })

  test('that is unknown and came while the job ran is replaced, and both digests are reported', async () => {
    const made = await opened()
    keep(made.stored, OLD.bytes, 'app:1')
    const other = indexOf(['linux/s390x'])
    const meanwhile = (): void => void keep(made.stored, other.bytes, 'app:1')
    const { text } = await moved(made, { meanwhile })
    expect(made.stored.tags.get('app:1')).toBe(NEW.digest)
    expect(text).toContain(`(${OLD.digest}, then ${other.digest})`)
  })
})

describe('images of which none is new', () => {
  const same = documentOf({ ...JSON.parse(NEW.bytes), annotations: { of: 'an earlier build' } })

  test('are published again if nothing else is said', async () => {
    const made = await opened()
    keep(made.stored, same.bytes, 'app:1')
    expect((await moved(made)).result).toMatchObject({ confirmed: { digest: NEW.digest } })
  })

  test('leave the tags if that is requested, and give them to the tags that lack them', async () => {
    const made = await opened()
    keep(made.stored, same.bytes, 'app:1')
    const { result } = await moved(made, { onUnchanged: 'keep' })
    const tags = [`${made.app}:1`, `${made.app}:2`]
    expect(result).toMatchObject({ confirmed: { digest: same.digest }, tags })
    expect(made.stored.tags.get('app:2')).toBe(same.digest)
  })

  test('move the tags anyway if any image is new', async () => {
    const made = await opened()
    keep(made.stored, OLD.bytes, 'app:1')
    await moved(made, { onUnchanged: 'keep' })
    expect(made.stored.tags.get('app:1')).toBe(NEW.digest)
  })
})

describe('an image that is signed', () => {
  const SIGNED = {
    ...{ attestation: '', issuer: 'https://i.example', repository: 'o/a', workflow: 'o/a/w.yml' },
  }

  test('is so before a tag moves', async () => {
    const made = await opened()
    const at: unknown[] = []
    const sign: Sign = async ({ digest }) => {
      at.push([digest, [...made.stored.tags.keys()]])
      return SIGNED
    }
    expect((await moved(made, { sign })).result).toMatchObject({ signed: SIGNED })
    expect(at).toEqual([[NEW.digest, []]])
    expect(made.stored.tags.get('app:1')).toBe(NEW.digest)
  })

  test('moves no tag if that fails', async () => {
    const made = await opened()
    const sign: Sign = () => Promise.reject(new Error('no certificate'))
    expect(String((await moved(made, { sign })).result)).toContain('no certificate')
    expect(made.stored.tags.size).toBe(0)
  })

  test('leaves a tag that a newer run has taken while it was signed', async () => {
    const made = await opened()
    let newer = ''
    const sign: Sign = async () => {
      newer = madeBy(made, `${RUNS}/78/attempts/1`, 'app:1')
      return SIGNED
    }
    const { result } = await moved(made, { sign, runUrl: `${RUNS}/77/attempts/1` })
    expect(result).toMatchObject({ tags: [`${made.app}:2`], superseded: [`${made.app}:1`] })
    expect(made.stored.tags.get('app:1')).toBe(newer)
  })

  test.each<{ what: string; given: Given; before: (made: Place) => string }>([
    {
      what: 'all tags are left to newer runs',
      given: { runUrl: `${RUNS}/77/attempts/1` },
      before: (made) => madeBy(made, `${RUNS}/78/attempts/1`, 'app:1', 'app:2'),
    },
    {
      what: 'the tags keep what they have',
      given: { onUnchanged: 'keep' },
      before: ({ stored }) =>
        keep(stored, JSON.stringify({ ...JSON.parse(NEW.bytes), annotations: {} }), 'app:1'),
    },
  ])('is not signed where $what', async ({ given, before }) => {
    const made = await opened()
    before(made)
    const sign: Sign = () => Promise.reject(new Error('it was asked for'))
    expect((await moved(made, { sign, ...given })).result).toMatchObject({ signed: undefined })
  })
})

test('a user who cancels while tags move sees where they are', async () => {
  let interrupt = (): void => {}
  const made: Place = await opened(({ method, path }) => {
    if (method === 'HEAD' && path.endsWith('/2') && made.stored.tags.has('app:2')) interrupt()
    return undefined
  })
  const { registries, app } = made
  const publish = {
    ...PUBLISHING,
    repositories: [app],
    tags: [`${app}:1`, `${app}:2`],
    by: 'digest',
  } as const
  const beforeLeaving = (step: () => void) => {
    interrupt = step
    return () => {}
  }
  const { text } = await whileCaptured(() =>
    moveTags({ registries, beforeLeaving, before: new Map(), sign: undefined }, publish, image),
  )
  expect(text).toMatch(/^Tags that point to sha256:\w+: \S+\.$/m)
  expect(text).toMatch(/^Tags that were being moved, and may or may not point there: .*app:2\.$/m)
})

describe('jobs that push one tag for a platform each', () => {
  const OWN = `${RUNS}/77/attempts/1`

  test.each([
    { what: 'are told of each other', maker: OWN, only: 'linux/arm64', isTold: true },
    {
      what: 'are told of one that an earlier attempt made',
      maker: `${RUNS}/77/attempts/2`,
      only: 'linux/arm64',
      isTold: true,
    },
    { what: 'may make a platform again', maker: OWN, only: 'linux/amd64', isTold: false },
    {
      what: 'may make another platform in another run',
      maker: `${RUNS}/76/attempts/1`,
      only: 'linux/arm64',
      isTold: false,
    },
  ])('$what', async ({ maker, only, isTold }) => {
    const made = await opened()
    const runUrl = maker === OWN ? OWN : `${RUNS}/77/attempts/3`
    madeBy(made, maker, 'app:1')
    const { result, text } = await moved(made, { only, runUrl })
    expect(result).toMatchObject({ tags: [`${made.app}:1`, `${made.app}:2`] })
    const told = `${made.app}:1 has an image for linux/amd64 that this run has built. It is replaced by one for ${only} only.`
    expect(text.includes(told)).toBe(isTold)
    expect(text.includes('that this run has built')).toBe(isTold)
  })
})
