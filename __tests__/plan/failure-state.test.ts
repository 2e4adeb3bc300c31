import { describe, expect, test } from '@jest/globals'
import type { FailureState } from '../../src/errors.ts'
import type { Inputs } from '../../src/inputs/table.ts'
import { stateAtEnd, stateAtStart } from '../../src/plan/failure-state.ts'
import { makePlan } from '../../src/plan/make.ts'
import { exporters, facts, inputs } from '../builders.ts'

describe('a job that fails before it has done anything leaves behind', () => {
  test.each<{ what: string; given: Partial<Inputs>; state: FailureState }>([
    { what: 'a build', given: {}, state: 'no image' },
    { what: 'a leg of a matrix', given: { mode: 'part' }, state: 'no image' },
    { what: 'a check', given: { call: 'check' }, state: { call: 'check' } },
    { what: 'a merge', given: { mode: 'merge' }, state: 'no tag moved' },
    { what: 'a plan', given: { mode: 'plan' }, state: 'no matrix' },
  ])('for $what: $state', ({ given, state }) => {
    expect(stateAtStart(inputs(given))).toEqual(state)
  })
})

describe('a job that fails after all of its work leaves behind', () => {
  const tags = [{ repository: 'ghcr.io/owner/app', tag: '1' }]

  test.each<{ what: string; given: Partial<Inputs>; state: FailureState }>([
    { what: 'a build that pushes nothing', given: {}, state: 'built' },
    { what: 'a push', given: { push: true, tags }, state: 'tags moved' },
    { what: 'a leg of a matrix', given: { mode: 'part', tags }, state: 'no tag moved' },
    { what: 'a check', given: { call: 'check' }, state: { call: 'check' } },
    {
      what: 'a push by digest',
      given: { outputs: exporters('type=image,name=ghcr.io/owner/app,push-by-digest=true,push=true') },
      state: 'no tag moved',
    },
  ])('for $what: $state', ({ given, state }) => {
    expect(stateAtEnd(makePlan(inputs(given), facts()))).toEqual(state)
  })
})
