import { describe, expect, test } from '@jest/globals'
import { errorIn, pauseBefore, persist, retryCommand } from '../../src/docker/tries.ts'
import { whileCaptured } from '../runner/stdout.ts'
import { patient } from './recording.ts'

const BUSY = 'unexpected status: 503 Service Unavailable'
const REFUSED = 'denied: no'

/** Work that fails with one text after the other; '' is success. */
function inOrder(...errors: readonly string[]) {
  const rest = [...errors]
  let count = 0
  const work = async (): Promise<string> => {
    count++
    return rest.shift() ?? ''
  }
  return { work, count: () => count }
}

async function ended(limit: number, ...errors: readonly string[]) {
  const { tries, slept } = patient(limit)
  const { work, count } = inOrder(...errors)
  const { result, text } = await whileCaptured(() => persist(tries, 'the pull', work, (error) => error))
  return { result, text, slept, count: count(), retried: tries.retried() }
}

describe('work', () => {
  test('is done again after 5, 15 and 30 seconds, and each time is said in one line', async () => {
    const { result, slept, text, retried } = await ended(3, BUSY, BUSY, BUSY, '')
    expect([result, slept]).toEqual(['', [5, 15, 30]])
    expect(text.trim().split('\n')).toHaveLength(3)
    expect(text).toContain(`the pull failed (server error): ${BUSY}; again in 5 s\n`)
    expect(retried[0]).toEqual({
      what: 'the pull',
      fault: 'server error',
      error: BUSY,
      remedy: 'again',
      seconds: 5,
    })
  })

  test.each([
    {
      what: 'that goes on failing',
      limit: 3,
      errors: [BUSY, BUSY, BUSY, BUSY, BUSY],
      result: BUSY,
      count: 4,
    },
    { what: 'that is refused', limit: 3, errors: [REFUSED, ''], result: REFUSED, count: 1 },
    { what: 'that is refused later', limit: 3, errors: [BUSY, REFUSED], result: REFUSED, count: 2 },
    { what: 'that nothing is known of', limit: 3, errors: ['odd', ''], result: 'odd', count: 1 },
    { what: 'with retries: 0', limit: 0, errors: [BUSY, ''], result: BUSY, count: 1 },
    { what: 'that succeeds', limit: 3, errors: [''], result: '', count: 1 },
  ])('$what is done $count times', async ({ limit, errors, result, count }) => {
    expect(await ended(limit, ...errors)).toMatchObject({ result, count })
  })

  test('cannot say more than a line, or give the runner a command', async () => {
    const { text } = await ended(1, `${BUSY}\n::error::no\n${'x'.repeat(5_000)}`, '')
    expect(text.split('\n').filter((line) => line.startsWith('::'))).toEqual([])
    expect(text.length).toBeLessThan(600)
  })
})

describe('the pause before a try', () => {
  test.each([
    { error: BUSY, done: 0, seconds: 5 },
    { error: BUSY, done: 7, seconds: 30 },
    { error: 'toomanyrequests: retry-after: 12s, allowed: 44000/minute', done: 0, seconds: 12 },
    { error: 'toomanyrequests: retry-after: 154.2µs, allowed: 44000/minute', done: 0, seconds: 5 },
    { error: 'toomanyrequests: retry-after: 2m', done: 0, seconds: 60 },
    { error: 'Retry-After: 20', done: 1, seconds: 20 },
  ])('number $done after "$error" is $seconds s', ({ error, done, seconds }) => {
    expect(pauseBefore(done, error)).toBe(seconds)
  })
})

describe('a command', () => {
  test('fails with what is marked as its error, to the end', () => {
    expect(errorIn(['#1 x', 'ERROR: one', '#2 y', 'ERROR: failed to push a:', 'denied'])).toBe(
      'failed to push a:\ndenied',
    )
  })

  test('fails with its last lines if none is marked', () => {
    expect(errorIn(['1', '2', '3', '4', '5', '6'])).toBe('2\n3\n4\n5\n6')
  })

  test('that ends well is not run again, whatever it printed', async () => {
    const { tries } = patient(3)
    let runs = 0
    const command = async () => ({ code: runs++, tail: [`ERROR: ${BUSY}`] })
    await whileCaptured(() => retryCommand(tries, 'x', command))
    expect(runs).toBe(1)
  })
})

test('the error of a command that traces what it does is the error alone', () => {
  const trace = [
    '7 v0.32.2 buildkitd --config /etc/buildkit/buildkitd.toml',
    'github.com/moby/buildkit/executor/runcexecutor.exitError',
    '\tgithub.com/moby/buildkit@v0.32.2/executor/runcexecutor/executor.go:434',
    '',
  ]
  const tail = [
    '#5 ERROR: no',
    'ERROR: failed to solve: security.insecure is not allowed',
    'and more',
    ...trace,
    ...trace,
  ]
  expect(errorIn(tail)).toBe('failed to solve: security.insecure is not allowed\nand more')
  expect(errorIn(['ERROR: 2 of 3 failed', '3 files left', ''])).toBe('2 of 3 failed\n3 files left\n')
})
