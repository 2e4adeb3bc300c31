import { describe, expect, test } from '@jest/globals'
import { Failure, type FailureState, stateOf, Unfinished, withState } from '../src/errors.ts'

const failure = new Failure('It broke.', 'Mend it.')
const some = new Unfinished([failure], 'some tags moved')

describe('what a failed job leaves behind', () => {
  test.each<{ what: string; error: unknown; state: FailureState | undefined }>([
    { what: 'a text that was thrown', error: 'odd', state: undefined },
    { what: 'a failure', error: failure, state: undefined },
    { what: 'several failures', error: new AggregateError([failure, failure]), state: undefined },
    { what: 'an error that says it', error: some, state: 'some tags moved' },
    { what: 'one of several', error: new AggregateError([failure, some]), state: 'some tags moved' },
  ])('of $what: $state', ({ error, state }) => {
    expect(stateOf(error)).toBe(state)
  })

  test.each<{ what: string; error: unknown; state: FailureState }>([
    { what: 'is what its stage says', error: failure, state: 'no tag moved' },
    { what: 'is what the error knows better', error: some, state: 'some tags moved' },
    {
      what: 'is what one of several errors knows better',
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

  test('is told with the texts of all errors', () => {
    expect(new Unfinished([failure, 'odd'], 'no image').message).toBe('It broke.\nodd')
  })
})
