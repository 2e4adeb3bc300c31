import { describe, expect, test } from '@jest/globals'
import { limiter, mapConcurrent } from '../src/concurrency.ts'

/** Work that waits until it is let go, and tells how much of it runs. */
function gates() {
  const open: (() => void)[] = []
  return {
    begun: () => open.length,
    pass: () => new Promise<void>((resolve) => open.push(resolve)),
    letGo: (index: number) => open[index]?.(),
  }
}

/** Lets everything happen that waits for nothing. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a limiter', () => {
  test('begins work in the order of asking, as soon as there is room', async () => {
    const gate = gates()
    const order: string[] = []
    const limit = limiter(2)
    const work = ['a', 'b', 'c', 'd'].map((name) =>
      limit(async () => {
        order.push(name)
        await gate.pass()
        return name
      }),
    )
    await settle()
    expect(order).toEqual(['a', 'b'])
    gate.letGo(1)
    await settle()
    expect(order).toEqual(['a', 'b', 'c'])
    gate.letGo(0)
    gate.letGo(2)
    await settle()
    gate.letGo(3)
    expect(await Promise.all(work)).toEqual(['a', 'b', 'c', 'd'])
  })

  test('has room again after work that failed', async () => {
    const limit = limiter(1)
    const failed = limit(() => Promise.reject(new Error('broken')))
    const next = limit(async () => 'done')
    await expect(failed).rejects.toThrow('broken')
    expect(await next).toBe('done')
  })

  test('of nothing lets one run at a time', async () => {
    expect(await limiter(0)(async () => 'done')).toBe('done')
  })
})

describe('a list that is worked through', () => {
  test('gives its results in its own order, whatever ends first', async () => {
    const gate = gates()
    const all = mapConcurrent(['a', 'b', 'c'], 3, async (item, index) => {
      await gate.pass()
      return `${item}${index}`
    })
    await settle()
    for (const index of [2, 1, 0]) gate.letGo(index)
    expect(await all).toEqual(['a0', 'b1', 'c2'])
  })

  test('keeps to as many at the same time', async () => {
    const gate = gates()
    const all = mapConcurrent([1, 2, 3], 2, () => gate.pass())
    await settle()
    expect(gate.begun()).toBe(2)
    for (const index of [0, 1]) gate.letGo(index)
    await settle()
    gate.letGo(2)
    expect(await all).toEqual([undefined, undefined, undefined])
  })

  test('fails with the error of one item, once the others have ended', async () => {
    const ended: number[] = []
    const all = mapConcurrent([1, 2, 3], 1, async (item) => {
      if (item === 1) throw new Error('broken')
      ended.push(item)
    })
    await expect(all).rejects.toThrow('broken')
    expect(ended).toEqual([2, 3])
  })

  test('fails with all errors of several, in its own order', async () => {
    const all = mapConcurrent([1, 2, 3], 3, (item) =>
      item === 2 ? Promise.resolve() : Promise.reject(new Error(`${item}`)),
    )
    const error: unknown = await all.catch((reason: unknown) => reason)
    expect(error instanceof AggregateError && error.errors.map(String)).toEqual(['Error: 1', 'Error: 3'])
  })

  test('may be empty', async () => {
    expect(await mapConcurrent([], 4, async () => 1)).toEqual([])
  })
})
