import { describe, expect, test } from '@jest/globals'
import type { PublishPlan } from '../../../src/plan/plan.ts'
import { fateOf, isNewerRun, isOfOtherLeg, isUnclear } from '../../../src/plan/publish/newer.ts'
import { digestOf, platforms } from '../../builders.ts'

const REPOSITORY = 'https://github.com/owner/app'
const page = (run: number, attempt?: number, repository = REPOSITORY): string =>
  `${repository}/actions/runs/${run}${attempt === undefined ? '' : `/attempts/${attempt}`}`

const [OLD, NEW] = [digestOf('a'), digestOf('b')]

type Publishing = Pick<PublishPlan, 'runUrl' | 'onNewer'>
const KEEPS: Publishing = { runUrl: page(20), onNewer: 'keep' }
const MOVES: Publishing = { runUrl: page(20), onNewer: 'move' }

describe('whether a run is newer than ours', () => {
  test.each([
    { what: 'a later run', found: page(21), newer: true },
    { what: 'an earlier run', found: page(19), newer: false },
    { what: 'our run', found: page(20), newer: false },
    { what: 'our run, by its first attempt', found: page(20, 1), newer: false },
    { what: 'a later attempt of our run', found: page(20, 2), newer: true },
    { what: 'a later attempt of an earlier run', found: page(19, 9), newer: false },
    { what: 'a run with more digits', found: page(100), newer: true },
    {
      what: 'a later run, the repository in other letters',
      found: page(21, 1, 'https://github.com/Owner/App'),
      newer: true,
    },
    {
      what: 'a run of another repository',
      found: page(21, 1, 'https://github.com/owner/other'),
      newer: undefined,
    },
    { what: 'a page that is not a run', found: `${REPOSITORY}/actions`, newer: undefined },
    { what: 'a page below a run', found: `${page(21)}/job/7`, newer: undefined },
    { what: 'a page that only contains one', found: `x ${page(21)}`, newer: undefined },
    { what: 'nothing', found: '', newer: undefined },
  ])('$what: $newer', ({ found, newer }) => {
    expect(isNewerRun(found, page(20))).toBe(newer)
  })

  test('is not known of a step outside a run', () => {
    expect(isNewerRun(page(21), '')).toBeUndefined()
  })
})

describe('whether a tag has the image of another matrix job', () => {
  const own = platforms('linux/arm64,linux/arm/v7')
  test.each([
    { what: 'of this run, for other platforms', maker: page(20), has: 'linux/amd64', is: true },
    { what: 'of this run, for one of ours too', maker: page(20), has: 'linux/amd64,linux/arm64', is: false },
    { what: 'of this run, for nothing that is known', maker: page(20), has: '', is: false },
    { what: 'of another run', maker: page(19), has: 'linux/amd64', is: false },
    {
      what: 'of another repository',
      maker: page(20, 1, 'https://github.com/a/b'),
      has: 'linux/amd64',
      is: false,
    },
    { what: 'of nobody knows whom', maker: '', has: 'linux/amd64', is: false },
  ])('an image $what: $is', ({ maker, has, is }) => {
    const held = { digest: OLD, maker, platforms: platforms(has) }
    expect(isOfOtherLeg(held, own, KEEPS)).toBe(is)
  })

  test('it has not if this is not a run', () => {
    const held = { digest: OLD, maker: '', platforms: platforms('linux/amd64') }
    expect(isOfOtherLeg(held, own, { runUrl: '' })).toBe(false)
  })
})

describe('what becomes of a tag', () => {
  test.each([
    { what: 'It has the image', held: { digest: NEW, maker: page(21) }, publish: KEEPS, fate: 'is there' },
    {
      what: 'It has one of an older run',
      held: { digest: OLD, maker: page(19) },
      publish: KEEPS,
      fate: 'moves',
    },
    {
      what: 'It has one of a newer run',
      held: { digest: OLD, maker: page(21) },
      publish: KEEPS,
      fate: 'superseded',
    },
    {
      what: 'It moves back if on-newer says so',
      held: { digest: OLD, maker: page(21) },
      publish: MOVES,
      fate: 'moves',
    },
    { what: 'Its maker is not known', held: { digest: OLD, maker: '' }, publish: KEEPS, fate: 'moves' },
    { what: 'There is none', held: { digest: '', maker: '' }, publish: KEEPS, fate: 'moves' },
    { what: 'The registry does not tell', held: undefined, publish: KEEPS, fate: 'moves' },
  ])('$what: $fate', ({ held, publish, fate }) => {
    expect(fateOf(held, NEW, publish)).toBe(fate)
  })
})

describe('a tag that changed while the job ran', () => {
  const earlier = { digest: OLD, maker: page(19) }
  test.each([
    {
      what: 'has an image of unknown origin',
      now: { digest: NEW, maker: '' },
      publish: KEEPS,
      unclear: true,
    },
    {
      what: 'has an image of a known run',
      now: { digest: NEW, maker: page(21) },
      publish: KEEPS,
      unclear: false,
    },
    { what: 'was removed', now: { digest: '', maker: '' }, publish: KEEPS, unclear: false },
    { what: 'has not changed after all', now: { digest: OLD, maker: '' }, publish: KEEPS, unclear: false },
    { what: 'is moved whoever changed it', now: { digest: NEW, maker: '' }, publish: MOVES, unclear: false },
    { what: 'is not shown by the registry', now: undefined, publish: KEEPS, unclear: false },
  ])('$what: unclear is $unclear', ({ now, publish, unclear }) => {
    expect(isUnclear(earlier, now, publish)).toBe(unclear)
  })

  test('is clear if nobody knows what it was', () => {
    expect(isUnclear(undefined, { digest: NEW, maker: '' }, KEEPS)).toBe(false)
  })
})
