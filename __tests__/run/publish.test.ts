import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import type { Docker } from '../../src/docker/docker.ts'
import { Cancelled, type FailureState, isCancelled, stateOf } from '../../src/errors.ts'
import { makePlan } from '../../src/plan/make.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { planSmoke } from '../../src/plan/smoke.ts'
import { parsePattern } from '../../src/platforms/pattern.ts'
import type { Built } from '../../src/run/build.ts'
import type { Timed } from '../../src/run/clock.ts'
import { publish } from '../../src/run/publish.ts'
import { facts, type Given, inputs, platforms } from '../builders.ts'
import { type Recorded, type Reply, recordingDocker } from '../docker/recording.ts'
import { whileCaptured } from '../runner/stdout.ts'
import { type Document, holds, indexOf, lacks } from './registry-rules.ts'

const NAMES = ['linux/amd64', 'linux/arm64']
const IMAGE = indexOf(NAMES)
const OTHER = indexOf(['linux/amd64'])
const BY_DIGEST = `r.example/app@${IMAGE.digest}`
const TAGS = ['r.example/app:1', 'r.example/app:2']

/** A push of two tags. */
function planned(given: Given = {}): Plan {
  const tags = ['1', '2'].map((tag) => ({ repository: 'r.example/app', tag }))
  return makePlan(
    inputs({ platforms: platforms(NAMES.join()), tags, push: true, qemu: 'off', ...given }),
    facts(),
  )
}

/** By its digest first, so that tags move later; what is proven has tests of its own. */
function staged(overrides: Partial<Plan> = {}): Plan {
  return { ...planned({ verify: 'stop' }), proof: undefined, ...overrides }
}

/** What buildx says it has pushed. */
function builtOf({ builds }: Plan, { digest }: Document): readonly Built[] {
  const progress = { steps: 1, cachedSteps: 0, cacheProblems: [] }
  return builds.map(({ number, platforms: each }) => {
    return { number, platforms: each, digest, imageid: '', metadata: '', result: '', progress }
  })
}

const timed: Timed = (_, part) => part()

interface Ended extends Recorded {
  readonly result: unknown
}

async function ended(plan: Plan, rules: readonly Reply[], overrides: Partial<Recorded['docker']> = {}) {
  const { docker, calls } = recordingDocker(rules)
  const { result } = await whileCaptured(() =>
    publish({ ...docker, ...overrides }, plan, builtOf(plan, IMAGE), timed).catch((error: unknown) => error),
  )
  const made: Ended = { docker, calls, result }
  return made
}

const MOVE: Reply = { match: ['buildx', 'imagetools', 'create'] }
const moves = ({ calls }: Ended): readonly string[] => calls.filter((call) => call.includes(' create '))
const everywhere = [BY_DIGEST, ...TAGS].map((name) => holds(name, IMAGE))

describe('publishing', () => {
  test('asks nobody where nothing is pushed', async () => {
    const { result, calls } = await ended(planned({ push: false, tags: [] }), [])
    expect([result, calls]).toEqual([undefined, []])
  })

  test('of tags that were pushed at once asks for the digest and each of them', async () => {
    const told = await ended(planned(), everywhere)
    expect(told.result).toMatchObject({ confirmed: { digest: IMAGE.digest }, proofs: [], smoke: [] })
    expect(told.calls.map((call) => call.split(' ').at(-1))).toEqual([BY_DIGEST, ...TAGS])
  })

  test('of a digest moves the tags, once it is confirmed, and asks for them', async () => {
    const told = await ended(staged(), [...everywhere, MOVE])
    expect(told.result).toMatchObject({ confirmed: { digest: IMAGE.digest } })
    const steps = told.calls.map((call) => (call.includes(' create ') ? 'move' : call.split(' ').at(-1)))
    expect(steps).toEqual([BY_DIGEST, 'move', ...TAGS])
  })

  test.each<{ what: string; plan: Plan; rules: readonly Reply[]; state: FailureState }>([
    {
      what: 'the digest is another image',
      plan: staged(),
      rules: [holds(BY_DIGEST, OTHER)],
      state: 'no tag moved',
    },
    {
      what: 'the digest is not there after a push of tags',
      plan: planned(),
      rules: [lacks(BY_DIGEST), ...everywhere],
      state: 'tags may have moved',
    },
  ])('moves nothing where $what', async ({ plan, rules, state }) => {
    const told = await ended(plan, rules)
    expect(stateOf(told.result)).toBe(state)
    expect(moves(told)).toEqual([])
  })

  test('says which tags have moved where a move fails half way', async () => {
    const told = await ended(staged(), [holds(TAGS[1] ?? '', OTHER), ...everywhere, MOVE])
    expect(stateOf(told.result)).toBe('some tags moved')
    expect(moves(told)).toHaveLength(1)
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

  test('lets the tags move where it passes', async () => {
    const told = await ended(staged({ smoke }), [here, pulled, { match: ['run'] }, ...everywhere, MOVE])
    expect(told.result).toMatchObject({ smoke: [{ outcome: 'passed', exitCode: 0 }] })
    expect(moves(told)).toHaveLength(1)
  })

  test('moves no tag where it fails, and keeps the image', async () => {
    const { docker } = recordingDocker([pulled, { match: ['run'], code: 3 }])
    // A program that was run took some time.
    const stream: Docker['stream'] = async (...args) => {
      await sleep(2)
      return docker.stream(...args)
    }
    const told = await ended(staged({ smoke }), [here, ...everywhere], { stream })
    expect(stateOf(told.result)).toBe('no tag moved')
    expect(String(told.result)).toMatch(
      /The image does not run as smoke-test wants it, so no tag has moved\./,
    )
    expect(moves(told)).toEqual([])
  })

  test('that is cancelled is no verdict on the image', async () => {
    const stream = () => Promise.reject(new Cancelled())
    const told = await ended(staged({ smoke }), [here, ...everywhere], { stream })
    expect(isCancelled(told.result)).toBe(true)
    expect(String(told.result)).not.toMatch(/smoke-test/)
    expect(moves(told)).toEqual([])
  })
})
