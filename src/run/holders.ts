/**
 * Which jobs on this machine use which builder of ours. Each step has a note, a file beside buildx's builders and so of the
 * same user. A builder is removed by the last one that uses it, and the notes of jobs that were killed tell what they made.
 */
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { namesIn, textIn } from '../disk.ts'
import { buildxFolder } from '../docker/folders.ts'
import type { Env } from '../facts/facts.ts'
import { type JobProcess, lifeOf, parseJob, printJob, readJob, readSelf } from '../facts/job-process.ts'
import { field, parseJson, text } from '../json.ts'
import { poll } from '../retry.ts'
import { tryExtra } from '../runner/extras.ts'
import { remember, type State } from '../state.ts'

/** What there is to remove of a builder that a step made. */
export type Made = Pick<State, 'builder' | 'nodes' | 'keepsState' | 'context'>

interface Note {
  readonly path: string
  /** undefined where a step has left what it made to the last one that uses the builder, or where it cannot be read. */
  readonly job: JobProcess | undefined
  /** Whether it can be read: jobs of other users may have theirs in the same folder. */
  readonly isReadable: boolean
  readonly made: Made | undefined
  /** Milliseconds since it was written. */
  readonly age: number
}

/** The longest that a job may take: 5 days, on a self-hosted runner (docs.github.com, "Actions limits"). */
const LONGEST_JOB_MS = 5 * 24 * 60 * 60_000

/**
 * How long ago a job that is gone must have made something before others remove it. Where the runner's worker is not the
 * parent of its steps, a job looks as if it were gone while it runs.
 */
const LONG_GONE_MS = 6 * 60 * 60_000

/**
 * Says to other jobs that this step uses a builder from here on. To be called before looking whether it is there: a
 * job that is just removing it is waited for.
 */
export async function holdBuilder(env: Env, name: string): Promise<void> {
  const path = notePath(env, name)
  if (path !== undefined) await noting(() => locked(dirname(path), async () => writeNote(path)))
}

/** Whether a step said that it uses this builder, and has not left it. */
export function isHeldBuilder(env: Env, name: string): boolean {
  const path = notePath(env, name)
  return path !== undefined && namesIn(dirname(path)).length > 0
}

/** Says what of a builder there will be to remove; undefined for nothing. To be called before it is made. */
export async function noteMade(env: Env, name: string, made: Made | undefined): Promise<void> {
  const path = notePath(env, name)
  if (path !== undefined) await noting(async () => writeNote(path, made))
}

/** A step does without its note: its own post step knows from the state what there is to do. */
async function noting(write: () => Promise<void>): Promise<void> {
  await tryExtra('other jobs', undefined, write)
}

/** How many other steps on this machine use a builder, as far as they say so. */
export function countOthers(env: Env, name: string): number {
  const path = notePath(env, name)
  if (path === undefined) return 0
  return readNotes(dirname(path)).filter((note) => note.path !== path && isHeld(note)).length
}

/** What a step finds that leaves its builder. */
export interface Leaving {
  /** How many other steps use it. */
  readonly others: number
  /** What there is to remove, whoever made it; undefined where the builder is not ours. */
  readonly made: Made | undefined
}

/**
 * Leaves a builder; nobody begins to use it meanwhile.
 * @param held path of this step's note
 * @param work tells whether nothing is left of what was made; if so or where others use it, the note goes
 */
export async function leaveBuilder(
  held: string,
  work: (leaving: Leaving) => Promise<boolean>,
): Promise<void> {
  const folder = dirname(held)
  await locked(folder, async () => {
    const notes = readNotes(folder)
    const others = notes.filter((note) => note.path !== held && isHeld(note)).length
    const made = madeIn(notes)
    const isDone = await work({ others, made })
    if (others > 0) {
      if (made !== undefined) writeFileSync(join(folder, LEFT), JSON.stringify({ made }))
      rmSync(held, { force: true })
    } else if (isDone) rmSync(folder, { recursive: true, force: true })
  })
}

/** Whether a path is that of a note. */
export function isNote(path: string): boolean {
  const jobs = dirname(dirname(path))
  return basename(jobs) === JOBS && basename(dirname(jobs)) === NOTES
}

/** Removes what jobs made that are long gone. @param work tells whether nothing is left of it */
export async function sweepBuilders(env: Env, work: (made: Made) => Promise<boolean>): Promise<void> {
  const jobs = join(buildxFolder(env), NOTES, JOBS)
  const abandoned = namesIn(jobs)
    .map((name) => join(jobs, name))
    .filter((folder) => readNotes(folder).every(isLongGone))
  await Promise.all(abandoned.slice(0, MOST_SWEPT).map((folder) => sweep(folder, work)))
}

/** Builders that one job removes for others at most: it has its own work to do. */
const MOST_SWEPT = 4

async function sweep(folder: string, work: (made: Made) => Promise<boolean>): Promise<void> {
  await locked(folder, async () => {
    const notes = readNotes(folder)
    // Another job may have begun to use it, or swept it.
    if (!notes.every(isLongGone)) return
    const made = madeIn(notes)
    if (made === undefined || (await work(made))) rmSync(folder, { recursive: true, force: true })
  })
}

function isHeld({ job, isReadable, age }: Note): boolean {
  const life = job === undefined ? (isReadable ? 'gone' : 'unknown') : lifeOf(job)
  return life === 'runs' || (life === 'unknown' && age < LONGEST_JOB_MS)
}

function isLongGone(note: Note): boolean {
  return !isHeld(note) && note.age > LONG_GONE_MS
}

function madeIn(notes: readonly Note[]): Made | undefined {
  return notes.find(({ made }) => made !== undefined)?.made
}

// multi-platform-build/jobs/BUILDER/STEP is a note, multi-platform-build/locks/BUILDER a lock.
const NOTES = 'multi-platform-build'
const JOBS = 'jobs'
const LOCKS = 'locks'

/** The note of a step that left what it made to others. */
const LEFT = 'left'

/** This step's note about a builder; undefined for a name that buildx does not take (ValidateName of its store). */
function notePath(env: Env, name: string): string | undefined {
  if (!/^[a-z][a-z0-9._-]*$/i.test(name)) return undefined
  const { pid, started } = readSelf()
  return join(buildxFolder(env), NOTES, JOBS, name.toLowerCase(), `${pid}-${started}`)
}

function writeNote(path: string, made?: Made): void {
  remember('held', path)
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Whole or not at all: others may be reading it.
  const fresh = join(dirname(folder), '..', basename(path))
  writeFileSync(fresh, JSON.stringify({ job: printJob(readJob()), made }), { mode: 0o600 })
  renameSync(fresh, path)
}

function readNotes(folder: string): readonly Note[] {
  return namesIn(folder).map((name) => readNote(join(folder, name)))
}

function readNote(path: string): Note {
  const value = parseJson(textIn(path) ?? '')
  const job = parseJob(field(value, 'job'))
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)
  return { path, job, isReadable: value !== undefined, made: parseMade(field(value, 'made')), age }
}

function parseMade(value: unknown): Made | undefined {
  const [builder, nodes] = [text(value, 'builder'), text(value, 'nodes')]
  if (builder === '') return undefined
  return { builder, nodes, keepsState: text(value, 'keepsState'), context: text(value, 'context') }
}

/** How long another step is waited for that removes a builder, or looks whether it may. */
const LOCKED_MS = 2 * 60_000

/** Does something that only one step may do at a time with a builder. One that takes too long is no reason to wait for ever. */
async function locked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = join(dirname(dirname(folder)), LOCKS, basename(folder))
  const taken = await poll(async () => takeLock(lock), {
    limitMs: LOCKED_MS,
    isDone: (found) => found !== 'busy',
  })
  try {
    return await work()
  } finally {
    if (taken === 'ours') rmSync(lock, { force: true })
  }
}

const FULL: readonly string[] = ['ENOSPC', 'EDQUOT']

/** `none` where the disk takes no lock: what is to be undone is undone all the same. */
function takeLock(lock: string): 'ours' | 'busy' | 'none' {
  try {
    mkdirSync(dirname(lock), { recursive: true, mode: 0o700 })
    writeFileSync(lock, JSON.stringify({ job: printJob(readSelf()) }), { flag: 'wx', mode: 0o600 })
    return 'ours'
  } catch (error) {
    const code = text(error, 'code')
    // A full disk takes the name and nothing of what is in it: everybody would wait for a job that nobody can read.
    if (FULL.includes(code)) rmSync(lock, { force: true })
    if (code !== 'EEXIST') return 'none'
    const { job, age } = readNote(lock)
    const isLeft = job === undefined || lifeOf(job) === 'unknown' ? age > LOCKED_MS : lifeOf(job) === 'gone'
    if (isLeft) rmSync(lock, { force: true })
    return 'busy'
  }
}
