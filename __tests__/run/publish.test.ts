import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { Docker } from '../../src/docker/docker.ts'
import { Cancelled, type FailureState, isCancelled, stateOf } from '../../src/errors.ts'
import { makePlan } from '../../src/plan/make.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { planSmoke } from '../../src/plan/smoke.ts'
import { parsePattern } from '../../src/platforms/pattern.ts'
import type { BuildResult } from '../../src/run/build.ts'
import { publish, refuseEarly } from '../../src/run/publish.ts'
import type { Time } from '../../src/run/stopwatch.ts'
import { readTargets } from '../../src/run/tag-targets.ts'
import { facts, type Given, inputs, platforms } from '../builders.ts'
import { type Recorded, type Reply, recordingDocker } from '../docker/recording.ts'
import { type Place, place } from '../registry/registries.ts'
import { type Fault, keep, shortly } from '../registry/stored.ts'
import { whileCaptured } from '../runner/stdout.ts'
import { type Document, indexOf } from './documents.ts'

const NAMES = ['linux/amd64', 'linux/arm64']
const IMAGE = indexOf(NAMES)
const OTHER = indexOf(['linux/amd64'])

const open: Place[] = []
afterEach(async () => {
  for (const { server } of open.splice(0)) await server.close()
})

/** A registry that has the image, as a push by its digest leaves it. */
async function opened(fault?: Fault): Promise<Place> {
  const made = await place(fault)
  open.push(made)
  keep(made.stored, IMAGE.bytes)
  return made
}

/** A push of two tags. */
function planned({ app }: Place, given: Given = {}): Plan {
  const tags = ['1', '2'].map((tag) => ({ repository: app, tag }))
  return makePlan(
    inputs({ platforms: platforms(NAMES.join()), tags, push: true, qemu: 'off', ...given }),
    facts(),
  )
}

/** By its digest first, so that tags move later; what is proven has tests of its own. */
function staged(made: Place, overrides: Partial<Plan> = {}): Plan {
  return { ...planned(made, { verify: 'stop' }), proof: undefined, ...overrides }
}

/** What buildx says it has pushed. */
function builtOf({ builds }: Plan, { digest }: Document): readonly BuildResult[] {
  const progress = { steps: 1, cachedSteps: 0, missingCaches: [], cacheProblems: [] }
  return builds.map(({ number, platforms: each }) => {
    const nothing = {
      imageid: '',
      metadata: '',
      result: '',
      layout: '',
      checkFailure: undefined,
      omissions: [],
    }
    return { number, platforms: each, digest, progress, ...nothing }
  })
}

const time: Time = (_, part) => part()

/** What is left of the job where a build has pushed to the registry. */
async function ended(
  made: Place,
  plan: Plan,
  rules: readonly Reply[] = [],
  overrides: Partial<Recorded['docker']> = {},
) {
  const { docker } = recordingDocker(rules)
  const { publish: to } = plan
  if (to === undefined) throw new Error('nothing is pushed')
  const { registries } = made
  const prepared = { registries, gate: Promise.resolve(), before: readTargets(registries, to) }
  const signer = { identities: undefined, token: '', env: {} }
  const tools = { docker: { ...docker, ...overrides }, beforeLeaving: () => () => {}, signer, time }
  const { result } = await whileCaptured(() =>
    publish(tools, plan, to, builtOf(plan, IMAGE), prepared).catch((error: unknown) => error),
  )
  return result
}

const putsOf = ({ server }: Place): readonly string[] =>
  shortly(server).filter((asked) => asked.startsWith('PUT'))

describe('publishing', () => {
  test('of tags that were pushed at once asks for the digest and each of them', async () => {
    const made = await opened()
    keep(made.stored, IMAGE.bytes, 'app:1', 'app:2')
    const result = await ended(made, planned(made))
    expect(result).toMatchObject({ confirmed: { digest: IMAGE.digest }, proofs: [], smoke: [] })
    expect(putsOf(made)).toEqual([])
    expect(new Set(shortly(made.server))).toEqual(
      new Set([`GET app@${IMAGE.digest.slice(7, 15)}`, 'HEAD app:1', 'HEAD app:2']),
    )
  })

  test('of a digest moves the tags once it is confirmed, and tells what they had', async () => {
    const made = await opened()
    keep(made.stored, OTHER.bytes, 'app:1')
    const result = await ended(made, staged(made))
    expect(result).toMatchObject({ confirmed: { digest: IMAGE.digest }, isChanged: true })
    expect(putsOf(made).toSorted()).toEqual(['PUT app:1', 'PUT app:2'])
    const before = typeof result === 'object' && result !== null && 'before' in result ? result.before : ''
    expect(before).toEqual(
      new Map([
        [`${made.app}:1`, expect.objectContaining({ digest: OTHER.digest })],
        [`${made.app}:2`, expect.objectContaining({ digest: '' })],
      ]),
    )
  })

  test('of what the first tag has already is no change', async () => {
    const made = await opened()
    const same = JSON.stringify({ ...JSON.parse(IMAGE.bytes), annotations: { of: 'an earlier build' } })
    keep(made.stored, same, 'app:1')
    expect(await ended(made, staged(made))).toMatchObject({ isChanged: false })
  })

  test.each<{ what: string; early: boolean; state: FailureState }>([
    { what: 'is not there', early: false, state: 'no tag moved' },
    { what: 'is not there after a push of tags', early: true, state: 'tags may have moved' },
  ])('moves nothing if the digest $what', async ({ early, state }) => {
    const made = await opened(({ path }) => (path.includes('sha256:') ? { status: 404 } : undefined))
    const result = await ended(made, early ? planned(made) : staged(made))
    expect(stateOf(result)).toBe(state)
    expect(putsOf(made)).toEqual([])
  })

  test('says which tags have moved if a move fails half way', async () => {
    const made = await opened(({ method, path }) =>
      method === 'PUT' && path.endsWith('/2') ? { status: 400 } : undefined,
    )
    expect(stateOf(await ended(made, staged(made)))).toBe('some tags moved')
  })
})

describe('a tag of a newer run, known before the build,', () => {
  test.each([
    { by: 'tags', onNewer: 'keep', isRefused: true },
    { by: 'tags', onNewer: 'fail', isRefused: true },
    { by: 'tags', onNewer: 'move', isRefused: false },
    { by: 'digest', onNewer: 'keep', isRefused: false },
    { by: 'digest', onNewer: 'fail', isRefused: true },
  ] as const)('with a push by $by and on-newer: $onNewer ends the job: $isRefused', async (row) => {
    const made = await opened()
    const { publish: to } = planned(made)
    if (to === undefined) throw new Error('nothing is pushed')
    const { by, onNewer, isRefused } = row
    const maker = to.runUrl.replace('/77/', '/78/')
    const before = Promise.resolve(
      new Map([[`${made.app}:1`, { digest: OTHER.digest, images: [], platforms: [], maker }]]),
    )
    const prepared = { registries: made.registries, gate: Promise.resolve(), before }
    const refusal = await refuseEarly({ ...to, by, onNewer }, prepared).catch((error: unknown) => error)
    expect(stateOf(refusal)).toBe(isRefused ? 'no tag moved' : undefined)
  })
})

describe('the smoke test between', () => {
  const smoke = planSmoke(
    {
      smokeTests: [
        {
          patterns: [parsePattern('linux/*')],
          run: { kind: 'command', entrypoint: '/app', words: ['--version'] },
          expect: undefined,
          'exit-code': undefined,
          timeout: undefined,
          network: '',
          line: 1,
        },
      ],
    },
    { id: '7', engine: facts().engine },
    platforms('linux/amd64'),
  )
  const here: Reply = { match: ['image', 'inspect'] }
  const pulled: Reply = { match: ['pull'] }

  test('lets the tags move if it passes', async () => {
    const made = await opened()
    const result = await ended(made, staged(made, { smoke }), [here, pulled, { match: ['run'] }])
    expect(result).toMatchObject({ smoke: [{ outcome: 'passed', exitCode: 0 }] })
    expect(putsOf(made)).toHaveLength(2)
  })

  test('moves no tag if it fails, and keeps the image', async () => {
    const { docker } = recordingDocker([pulled, { match: ['run'], code: 3 }])
    // A program that was run took some time.
    const stream: Docker['stream'] = async (...args) => {
      await sleep(2)
      return docker.stream(...args)
    }
    const made = await opened()
    const result = await ended(made, staged(made, { smoke }), [here], { stream })
    expect(stateOf(result)).toBe('no tag moved')
    expect(String(result)).toMatch(/The image failed the smoke test, so no tag has moved\./)
    expect(putsOf(made)).toEqual([])
  })

  test('that is cancelled is no verdict on the image', async () => {
    const stream = () => Promise.reject(new Cancelled())
    const made = await opened()
    const result = await ended(made, staged(made, { smoke }), [here], { stream })
    expect(isCancelled(result)).toBe(true)
    expect(String(result)).not.toMatch(/smoke-test/)
    expect(putsOf(made)).toEqual([])
  })
})
