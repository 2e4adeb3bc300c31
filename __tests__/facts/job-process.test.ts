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
  test('is the process that started this one, and is alive', () => {
    expect(readJob().pid).toBe(process.ppid)
    expect([lifeOf(readJob()), lifeOf(readSelf())]).toEqual(['runs', 'runs'])
  })

  test('is gone with its process', async () => {
    expect(lifeOf(await ended())).toBe('gone')
  })

  const self = readSelf()
  test.each([
    { what: 'is gone if a later process has its number', job: { started: '1' }, life: 'gone' },
    { what: 'is gone if the machine was restarted', job: { boot: 'another' }, life: 'gone' },
    {
      what: 'cannot be determined on another machine',
      job: { host: 'another', boot: 'another' },
      life: 'unknown',
    },
    { what: 'cannot be determined in another container', job: { namespace: 'pid:[1]' }, life: 'unknown' },
  ])('$what', ({ job, life }) => {
    expect(lifeOf({ ...self, ...job })).toBe(life)
  })

  test('is read back as written', () => {
    expect(parseJob(JSON.parse(JSON.stringify(printJob(self))))).toEqual(self)
  })

  test.each([undefined, null, 'x', {}, { pid: '' }, { pid: '-5' }, { pid: '0' }, { pid: 'x' }])(
    'is not read from a file with other content: %j',
    (value) => {
      expect(parseJob(value)).toBeUndefined()
    },
  )
})
