import { describe, expect, test } from '@jest/globals'
import { limiter, mapConcurrent } from '../src/concurrency.ts'

/** Work that waits until it is released, and counts how much of it is running. */
function gates() {
  const open: (() => void)[] = []
  return {
    begun: () => open.length,
    pass: () => new Promise<void>((resolve) => open.push(resolve)),
    letGo: (index: number) => open[index]?.(),
  }
}

/** Runs everything that is ready to run. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a limiter', () => {
  test('starts work in the order of the requests, as soon as there is room', async () => {
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

  test('has room again after failed work', async () => {
    const limit = limiter(1)
    const failed = limit(() => Promise.reject(new Error('broken')))
    const next = limit(async () => 'done')
    await expect(failed).rejects.toThrow('broken')
    expect(await next).toBe('done')
  })

  test('of zero runs one at a time', async () => {
    expect(await limiter(0)(async () => 'done')).toBe('done')
  })
})

describe('a concurrently processed list', () => {
  test('has its results in its own order, whatever ends first', async () => {
    const gate = gates()
    const all = mapConcurrent(['a', 'b', 'c'], 3, async (item, index) => {
      await gate.pass()
      return `${item}${index}`
    })
    await settle()
    for (const index of [2, 1, 0]) gate.letGo(index)
    expect(await all).toEqual(['a0', 'b1', 'c2'])
  })

  test('never exceeds the limit', async () => {
    const gate = gates()
    const all = mapConcurrent([1, 2, 3], 2, () => gate.pass())
    await settle()
    expect(gate.begun()).toBe(2)
    for (const index of [0, 1]) gate.letGo(index)
    await settle()
    gate.letGo(2)
    expect(await all).toEqual([undefined, undefined, undefined])
  })

  test('fails with the error of a single item, once the others have ended', async () => {
    const ended: number[] = []
    const all = mapConcurrent([1, 2, 3], 1, async (item) => {
      if (item === 1) throw new Error('broken')
      ended.push(item)
    })
    await expect(all).rejects.toThrow('broken')
    expect(ended).toEqual([2, 3])
  })

  test('fails with the errors of several items, in its own order', async () => {
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
