import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from '@jest/globals'
import {
  type JobProcess,
  lifeOf,
  parseJob,
  printJob,
  readJob,
  readSelf,
} from '../../src/facts/job-process.ts'

/** A process that has ended, as it was while it ran. */
async function ended(): Promise<JobProcess> {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 1e6)'])
  await once(child, 'spawn')
  const job = { ...readSelf(), pid: child.pid ?? 0 }
  child.kill('SIGKILL')
  await once(child, 'exit')
  return job
}

describe('a job', () => {
  test('is the process that started this one, and is there', () => {
    expect(readJob().pid).toBe(process.ppid)
    expect([lifeOf(readJob()), lifeOf(readSelf())]).toEqual(['runs', 'runs'])
  })

  test('is gone with its process', async () => {
    expect(lifeOf(await ended())).toBe('gone')
  })

  const self = readSelf()
  test.each([
    { what: 'is gone where its number is that of a later process', job: { started: '1' }, life: 'gone' },
    { what: 'is gone where the machine was started since', job: { boot: 'another' }, life: 'gone' },
    { what: 'cannot be told on another machine', job: { host: 'another', boot: 'another' }, life: 'unknown' },
    { what: 'cannot be told in another container', job: { namespace: 'pid:[1]' }, life: 'unknown' },
  ])('$what', ({ job, life }) => {
    expect(lifeOf({ ...self, ...job })).toBe(life)
  })

  test('is read as it was written', () => {
    expect(parseJob(JSON.parse(JSON.stringify(printJob(self))))).toEqual(self)
  })

  test.each([undefined, null, 'x', {}, { pid: '' }, { pid: '-5' }, { pid: '0' }, { pid: 'x' }])(
    'is not what stands in a file of somebody else: %j',
    (value) => {
      expect(parseJob(value)).toBeUndefined()
    },
  )
})
