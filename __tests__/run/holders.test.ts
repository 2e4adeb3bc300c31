import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type JobProcess, printJob, readSelf } from '../../src/facts/job-process.ts'
import {
  type CreatedBuilder,
  holdBuilder,
  isNote,
  type Leaving,
  leaveBuilder,
  recordCreated,
  sweepBuilders,
} from '../../src/run/holders.ts'
import { whileCaptured } from '../runner/stdout.ts'

let folder: string
let jobs: string
let env: Readonly<Record<string, string>>
const { env: real } = process

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpb-holders-'))
  env = { BUILDX_CONFIG: folder }
  jobs = join(folder, 'multi-platform-build', 'jobs')
  writeFileSync(join(folder, 'state'), '')
  process.env = { ...real, GITHUB_STATE: join(folder, 'state') }
})

afterEach(() => {
  process.env = real
  rmSync(folder, { recursive: true })
})

const MADE: CreatedBuilder = { builder: 'b', nodes: 'b0', keepsState: '', context: '' }
const SELF = readSelf()
const GONE: JobProcess = { ...SELF, started: '1' }
const ELSEWHERE: JobProcess = { ...SELF, host: 'another' }
const HOUR = 3_600

interface Written {
  readonly job?: JobProcess
  readonly made?: CreatedBuilder
  /** Seconds since it was written. */
  readonly age?: number
}

/** A note of another step. */
function note(name: string, { job, made, age = 0 }: Written): string {
  const path = join(jobs, 'b', name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, JSON.stringify({ job: job === undefined ? undefined : printJob(job), made }))
  const then = Date.now() / 1_000 - age
  utimesSync(path, then, then)
  return path
}

/** The path that post is told. */
function held(): string {
  return /^held<<(\S+)\n(.*)\n\1$/m.exec(readFileSync(join(folder, 'state'), 'utf8'))?.[2] ?? ''
}

async function leave(path: string, isDone = true): Promise<readonly Leaving[]> {
  const seen: Leaving[] = []
  await leaveBuilder(path, async (leaving) => {
    seen.push(leaving)
    return isDone
  })
  return seen
}

const left = () => (existsSync(join(jobs, 'b')) ? readdirSync(join(jobs, 'b')) : [])

describe('a step that leaves its builder', () => {
  test.each([
    { what: 'holds it', age: 0, others: 1 },
    { what: 'is left behind once no job outlives it', age: 121 * HOUR, others: 0 },
  ])('is not the only one if a note cannot be read, as that of another user: it $what', async (row) => {
    await recordCreated(env, 'b', MADE)
    const path = note('theirs', { age: row.age })
    const then = Date.now() / 1_000 - row.age
    writeFileSync(path, '')
    utimesSync(path, then, then)
    expect(await leave(held())).toEqual([{ others: row.others, made: MADE }])
  })

  test('is the last one if nobody else uses it, and its note goes', async () => {
    await recordCreated(env, 'b', MADE)
    expect(isNote(held())).toBe(true)
    expect(await leave(held())).toEqual([{ others: 0, made: MADE }])
    expect(left()).toEqual([])
  })

  test('keeps its note if something is left, for a later job to find', async () => {
    await recordCreated(env, 'b', MADE)
    await leave(held(), false)
    expect(JSON.parse(readFileSync(held(), 'utf8'))).toMatchObject({ made: MADE })
  })

  test('leaves what it made to the last one', async () => {
    await holdBuilder(env, 'B')
    await recordCreated(env, 'b', MADE)
    const other = note('other', { job: SELF })
    expect(await leave(held())).toEqual([{ others: 1, made: MADE }])
    expect(left().toSorted()).toEqual(['left', 'other'])
    expect(await leave(other)).toEqual([{ others: 0, made: MADE }])
    expect(left()).toEqual([])
  })

  test('removes nothing that none of them made', async () => {
    await holdBuilder(env, 'b')
    expect(await leave(held())).toEqual([{ others: 0, made: undefined }])
    expect(left()).toEqual([])
  })

  test.each([
    { what: 'one that was killed', written: { job: GONE }, others: 0 },
    { what: 'one on another machine', written: { job: ELSEWHERE }, others: 1 },
    {
      what: 'one on another machine that no job outlives',
      written: { job: ELSEWHERE, age: 121 * HOUR },
      others: 0,
    },
  ])('counts the others: $what', async ({ written, others }) => {
    await recordCreated(env, 'b', MADE)
    note('other', written)
    expect(await leave(held())).toEqual([{ others, made: MADE }])
  })

  test('goes on if the folder of the notes cannot be written', async () => {
    writeFileSync(join(folder, 'multi-platform-build'), 'a file')
    const { text } = await whileCaptured(async () => {
      await holdBuilder(env, 'b')
      await recordCreated(env, 'b', MADE)
    })
    expect(text).toMatch(/^::warning::Other jobs on this machine cannot be told about the builder: E/)
    expect(await leave(held())).toEqual([{ others: 0, made: undefined }])
  })

  test('has no note for a name that buildx does not take', async () => {
    await holdBuilder(env, '../b')
    expect(held()).toBe('')
  })
})

describe('a builder that is being removed', () => {
  test('is not used by anybody until it is gone', async () => {
    await recordCreated(env, 'b', MADE)
    const order: string[] = []
    let holding: Promise<void> | undefined
    await leaveBuilder(held(), async () => {
      holding = holdBuilder(env, 'b').then(() => {
        order.push('held')
      })
      await sleep(600)
      order.push('removed')
      return true
    })
    await holding
    expect(order).toEqual(['removed', 'held'])
    expect(left()).toHaveLength(1)
  })

  test('is waited for no longer than its remover lives', async () => {
    const lock = join(folder, 'multi-platform-build', 'locks', 'b')
    mkdirSync(dirname(lock), { recursive: true })
    writeFileSync(lock, JSON.stringify({ job: printJob(GONE) }))
    await holdBuilder(env, 'b')
    expect([existsSync(held()), existsSync(lock)]).toEqual([true, false])
  })
})

test('a full disk leaves no lock that nobody holds', async () => {
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder])
  if (status !== 0) return console.warn(`Not tested, since nothing can be mounted here: ${stderr}`)
  try {
    const locks = join(folder, 'multi-platform-build', 'locks')
    mkdirSync(locks, { recursive: true })
    expect(() => writeFileSync(join(folder, 'fill'), Buffer.alloc(1 << 20))).toThrow('ENOSPC')
    await whileCaptured(() => holdBuilder(env, 'b'))
    expect(readdirSync(locks)).toEqual([])
  } finally {
    spawnSync('umount', [folder])
  }
})

describe('what earlier jobs have left', () => {
  test.each<{ what: string; notes: readonly Written[]; swept: readonly CreatedBuilder[]; kept: number }>([
    {
      what: 'is removed where the job is long gone',
      notes: [{ job: GONE, made: MADE, age: 6.1 * HOUR }],
      swept: [MADE],
      kept: 0,
    },
    {
      what: 'is removed where it was left to a job that was killed',
      notes: [
        { made: MADE, age: 7 * HOUR },
        { job: GONE, age: 7 * HOUR },
      ],
      swept: [MADE],
      kept: 0,
    },
    {
      what: 'is only forgotten where nothing was made',
      notes: [{ job: GONE, age: 7 * HOUR }],
      swept: [],
      kept: 0,
    },
    {
      what: 'stays while the job runs',
      notes: [{ job: SELF, made: MADE, age: 7 * HOUR }],
      swept: [],
      kept: 1,
    },
    {
      what: 'stays where the job has been gone for a short time only',
      notes: [{ job: GONE, made: MADE, age: 5.9 * HOUR }],
      swept: [],
      kept: 1,
    },
    {
      what: 'stays where another job uses it',
      notes: [{ job: GONE, made: MADE, age: 7 * HOUR }, { job: SELF }],
      swept: [],
      kept: 2,
    },
    {
      what: 'stays where the job may be running on another machine',
      notes: [{ job: ELSEWHERE, made: MADE, age: 119 * HOUR }],
      swept: [],
      kept: 1,
    },
  ])('$what', async ({ notes, swept, kept }) => {
    for (const [index, written] of notes.entries()) note(`n${index}`, written)
    const seen: CreatedBuilder[] = []
    await sweepBuilders(env, async (made) => {
      seen.push(made)
      return true
    })
    expect([seen, left().length]).toEqual([swept, kept])
  })

  test('is retried by the next job if it could not be removed', async () => {
    note('n', { job: GONE, made: MADE, age: 7 * HOUR })
    for (const isDone of [false, true]) await sweepBuilders(env, async () => isDone)
    expect(left()).toEqual([])
  })

  test('is nothing if no job of ours has been', async () => {
    await sweepBuilders(env, () => Promise.reject(new Error('there is nothing to do')))
    expect(readdirSync(folder)).toEqual(['state'])
  })
})
