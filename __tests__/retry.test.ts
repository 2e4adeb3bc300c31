import { describe, expect, test } from '@jest/globals'
import { type Clock, poll, retry, startRetries } from '../src/retry.ts'

/** A clock that only advances during sleeps. */
function clockAt(start = 0) {
  let now = start
  const slept: number[] = []
  const clock: Clock = {
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms)
      now += ms
    },
  }
  return { clock, slept, pass: (ms: number) => (now += ms) }
}

/** Work with one outcome after the other; an Error is thrown. */
function inOrder<T>(...outcomes: readonly (T | Error)[]) {
  const rest = [...outcomes]
  return async (): Promise<T> => {
    const [next] = rest.splice(0, 1)
    if (next === undefined) throw new Error('asked too often')
    if (next instanceof Error) throw next
    return next
  }
}

const BUSY = new Error('busy')
const isBusy = (error: unknown): boolean => error === BUSY

describe('work that is retried', () => {
  test.each([
    { what: 'succeeds at once', outcomes: ['done'], slept: [] },
    { what: 'succeeds the second time', outcomes: [BUSY, 'done'], slept: [10] },
    { what: 'succeeds the last time', outcomes: [BUSY, BUSY, 'done'], slept: [10, 20] },
  ])('$what', async ({ outcomes, slept: pauses }) => {
    const { clock, slept } = clockAt()
    const policy = { pausesMs: [10, 20], isTransient: isBusy, clock }
    expect(await retry(inOrder(...outcomes), policy)).toBe('done')
    expect(slept).toEqual(pauses)
  })

  test.each([
    { what: 'that fails every time', outcomes: [BUSY, BUSY, BUSY], says: 'busy', slept: [10, 20] },
    { what: 'that fails permanently', outcomes: [BUSY, new Error('broken')], says: 'broken', slept: [10] },
  ])('$what fails with its last error', async ({ outcomes, says, slept: pauses }) => {
    const { clock, slept } = clockAt()
    const policy = { pausesMs: [10, 20], isTransient: isBusy, clock }
    await expect(retry(inOrder<string>(...outcomes), policy)).rejects.toThrow(says)
    expect(slept).toEqual(pauses)
  })

  test('is not tried again for an error, if nothing says which ones pass', async () => {
    await expect(retry(inOrder<string>(BUSY, 'done'), { pausesMs: [10] })).rejects.toThrow('busy')
  })

  test('waits as long as the error requests, and never less than the pause', async () => {
    const { clock, slept } = clockAt()
    const asked = [5, 500]
    const pauseAfter = (): number => asked.shift() ?? 0
    const told: unknown[] = []
    const onRetry = (error: unknown, pauseMs: number): number => told.push([error, pauseMs])
    const policy = { pausesMs: [10, 20], isTransient: isBusy, pauseAfter, onRetry, clock }
    expect(await retry(inOrder(BUSY, BUSY, 'done'), policy)).toBe('done')
    expect(slept).toEqual([10, 500])
    expect(told).toEqual([
      [BUSY, 10],
      [BUSY, 500],
    ])
  })

  test('fails with the error that the caller makes of the last error and the number of tries', async () => {
    const { clock } = clockAt()
    const giveUp = (error: unknown, tries: number): Error => new Error(`${String(error)} after ${tries}`)
    const policy = { pausesMs: [10], isTransient: isBusy, giveUp, clock }
    await expect(retry(inOrder<string>(BUSY, BUSY), policy)).rejects.toThrow('Error: busy after 2')
  })

  test.each([
    { what: 'a good one', outcomes: [1, 0], result: 0, slept: [10] },
    { what: 'the last one if none is good', outcomes: [1, 2, 3], result: 3, slept: [10, 20] },
  ])('may report failures in its results, and returns $what', async ({ outcomes, result, slept: pauses }) => {
    const { clock, slept } = clockAt()
    const policy = {
      pausesMs: [10, 20],
      failureOf: (code: number) => (code === 0 ? undefined : BUSY),
      isTransient: isBusy,
      clock,
    }
    expect(await retry(inOrder(...outcomes), policy)).toBe(result)
    expect(slept).toEqual(pauses)
  })

  test('may be any work whose errors the caller reports', async () => {
    const { clock, slept } = clockAt()
    const { recover } = startRetries({ pausesMs: [10], isTransient: isBusy, clock })
    await recover(BUSY)
    await expect(recover(BUSY)).rejects.toBe(BUSY)
    expect(slept).toEqual([10])
  })
})

describe('a poll', () => {
  const isDone = (seen: string): boolean => seen === 'done'

  test('is looked at once if it is', async () => {
    const { clock, slept } = clockAt()
    expect(await poll(inOrder('done'), { limitMs: 1_000, isDone, clock })).toBe('done')
    expect(slept).toEqual([])
  })

  test('checks twice a second, and stops at its timeout', async () => {
    const { clock, slept, pass } = clockAt(7)
    const left: number[] = []
    const look = async (leftMs: number): Promise<string> => {
      left.push(leftMs)
      pass(100)
      return `look ${left.length}`
    }
    expect(await poll(look, { limitMs: 1_300, isDone, clock })).toBe('look 3')
    expect(left).toEqual([1_300, 700, 100])
    expect(slept).toEqual([500, 500])
  })

  test('is looked at once if there is no time', async () => {
    const { clock } = clockAt()
    expect(await poll(inOrder('broken'), { limitMs: 0, isDone, clock })).toBe('broken')
  })
})
