import { describe, expect, test } from '@jest/globals'
import { Failure, type FailureState, stateOf, Unfinished, withState } from '../src/errors.ts'

const failure = new Failure('It broke.', 'Mend it.')
const some = new Unfinished([failure], 'some tags moved')

describe('the state after a failed job', () => {
  test.each<{ what: string; error: unknown; state: FailureState | undefined }>([
    { what: 'a thrown string', error: 'odd', state: undefined },
    { what: 'a failure', error: failure, state: undefined },
    { what: 'several failures', error: new AggregateError([failure, failure]), state: undefined },
    { what: 'an error with a state', error: some, state: 'some tags moved' },
    { what: 'one of several', error: new AggregateError([failure, some]), state: 'some tags moved' },
  ])('for $what: $state', ({ error, state }) => {
    expect(stateOf(error)).toBe(state)
  })

  test.each<{ what: string; error: unknown; state: FailureState }>([
    { what: 'is that of its stage', error: failure, state: 'no tag moved' },
    { what: 'is that of the error if it is more precise', error: some, state: 'some tags moved' },
    {
      what: 'is that of one of several errors if it is more precise',
      error: new AggregateError([failure, some]),
      state: 'some tags moved',
    },
  ])('$what', async ({ error, state }) => {
    const thrown = await withState('no tag moved', () => Promise.reject(error)).catch(
      (reason: unknown) => reason,
    )
    expect(stateOf(thrown)).toBe(state)
  })

  test('is nothing if a stage ends well', async () => {
    expect(await withState('no tag moved', () => 7)).toBe(7)
  })

  test('is reported with the messages of all errors', () => {
    expect(new Unfinished([failure, 'odd'], 'no image').message).toBe('It broke.\nodd')
  })
})
