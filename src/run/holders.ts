/**
 * Keeps track of which jobs on this machine use which managed builder. Each step has a note, a file next to buildx's
 * builders and so of the same user. The last job that uses a builder removes it, and the notes of killed jobs say
 * what they created.
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

/** What has to be removed of a builder that a step created. */
export type CreatedBuilder = Pick<State, 'builder' | 'nodes' | 'keepsState' | 'context'>

interface Note {
  readonly path: string
  /**
   * undefined if a step has left what it created to the last one that uses the builder, or if the note cannot be
   * read.
   */
  readonly job: JobProcess | undefined
  /** Whether it can be read: jobs of other users may have notes in the same folder. */
  readonly isReadable: boolean
  readonly made: CreatedBuilder | undefined
  /** Milliseconds since it was written. */
  readonly age: number
}

/** The maximum duration of a job: 5 days, on a self-hosted runner (docs.github.com, "Actions limits"). */
const MAX_JOB_MS = 5 * 24 * 60 * 60_000

/**
 * The minimum age of what a dead job created before others remove it. If the runner's worker is not the parent
 * process of its steps, a running job looks dead.
 */
const LONG_GONE_MS = 6 * 60 * 60_000

/**
 * Announces to other jobs that this step now uses a builder. Must be called before checking whether the builder
 * exists: it waits for a job that is just removing it.
 */
export async function holdBuilder(env: Env, name: string): Promise<void> {
  const path = notePath(env, name)
  if (path !== undefined) await tryNote(() => withLock(dirname(path), async () => writeNote(path)))
}

/** Whether a step has announced that it uses this builder, and has not left it. */
export function isHeldBuilder(env: Env, name: string): boolean {
  const path = notePath(env, name)
  return path !== undefined && namesIn(dirname(path)).length > 0
}

/** Records what will have to be removed of a builder; undefined for nothing. Must be called before it is created. */
export async function recordCreated(env: Env, name: string, made: CreatedBuilder | undefined): Promise<void> {
  const path = notePath(env, name)
  if (path !== undefined) await tryNote(async () => writeNote(path, made))
}

/** A step works without its note too: its own post step knows from the state what to undo. */
async function tryNote(write: () => Promise<void>): Promise<void> {
  await tryExtra('other jobs', undefined, write)
}

/** How many other steps on this machine have announced that they use a builder. */
export function countOthers(env: Env, name: string): number {
  const path = notePath(env, name)
  if (path === undefined) return 0
  return readNotes(dirname(path)).filter((note) => note.path !== path && isHeld(note)).length
}

/** What is known when a step leaves its builder. */
export interface Leaving {
  /** How many other steps use it. */
  readonly others: number
  /** What has to be removed, whichever job created it; undefined if the builder is not managed. */
  readonly made: CreatedBuilder | undefined
}

/**
 * Leaves a builder; no other step starts to use it meanwhile.
 * @param held path of this step's note
 * @param work returns whether nothing is left of what was created; then, or if others use it, the note is removed
 */
export async function leaveBuilder(
  held: string,
  work: (leaving: Leaving) => Promise<boolean>,
): Promise<void> {
  const folder = dirname(held)
  await withLock(folder, async () => {
    const notes = readNotes(folder)
    const others = notes.filter((note) => note.path !== held && isHeld(note)).length
    const made = createdIn(notes)
    const isDone = await work({ others, made })
    if (others > 0) {
      if (made !== undefined) writeFileSync(join(folder, LEFT_NOTE), JSON.stringify({ made }))
      rmSync(held, { force: true })
    } else if (isDone) rmSync(folder, { recursive: true, force: true })
  })
}

/** Whether a path is the path of a note. */
export function isNote(path: string): boolean {
  const jobs = dirname(dirname(path))
  return basename(jobs) === JOBS && basename(dirname(jobs)) === NOTES
}

/** Removes what long dead jobs created. @param work returns whether nothing is left of it */
export async function sweepBuilders(
  env: Env,
  work: (made: CreatedBuilder) => Promise<boolean>,
): Promise<void> {
  const jobs = join(buildxFolder(env), NOTES, JOBS)
  const abandoned = namesIn(jobs)
    .map((name) => join(jobs, name))
    .filter((folder) => readNotes(folder).every(isLongGone))
  await Promise.all(abandoned.slice(0, MAX_SWEPT).map((folder) => sweep(folder, work)))
}

/** Maximum number of builders that one job removes for others: it has its own work to do. */
const MAX_SWEPT = 4

async function sweep(folder: string, work: (made: CreatedBuilder) => Promise<boolean>): Promise<void> {
  await withLock(folder, async () => {
    const notes = readNotes(folder)
    // Another job may have started to use it, or removed it.
    if (!notes.every(isLongGone)) return
    const made = createdIn(notes)
    if (made === undefined || (await work(made))) rmSync(folder, { recursive: true, force: true })
  })
}

function isHeld({ job, isReadable, age }: Note): boolean {
  const life = job === undefined ? (isReadable ? 'gone' : 'unknown') : lifeOf(job)
  return life === 'runs' || (life === 'unknown' && age < MAX_JOB_MS)
}

function isLongGone(note: Note): boolean {
  return !isHeld(note) && note.age > LONG_GONE_MS
}

function createdIn(notes: readonly Note[]): CreatedBuilder | undefined {
  return notes.find(({ made }) => made !== undefined)?.made
}

// multi-platform-build/jobs/BUILDER/STEP is a note, multi-platform-build/locks/BUILDER a lock.
const NOTES = 'multi-platform-build'
const JOBS = 'jobs'
const LOCKS = 'locks'

/** File name of the note of a step that left the removal to others. */
const LEFT_NOTE = 'left'

/**
 * Path of this step's note about a builder; undefined for a name that buildx does not accept (ValidateName of its
 * store).
 */
function notePath(env: Env, name: string): string | undefined {
  if (!/^[a-z][a-z0-9._-]*$/i.test(name)) return undefined
  const { pid, started } = readSelf()
  return join(buildxFolder(env), NOTES, JOBS, name.toLowerCase(), `${pid}-${started}`)
}

function writeNote(path: string, made?: CreatedBuilder): void {
  remember('held', path)
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Written atomically: others may be reading it.
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

function parseMade(value: unknown): CreatedBuilder | undefined {
  const [builder, nodes] = [text(value, 'builder'), text(value, 'nodes')]
  if (builder === '') return undefined
  return { builder, nodes, keepsState: text(value, 'keepsState'), context: text(value, 'context') }
}

/** How long to wait for another step that removes a builder, or checks whether it may. */
const LOCK_MS = 2 * 60_000

/**
 * Does something with a builder that only one step may do at a time. It stops waiting for a step that takes too long.
 */
async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = join(dirname(dirname(folder)), LOCKS, basename(folder))
  const taken = await poll(async () => takeLock(lock), {
    limitMs: LOCK_MS,
    isDone: (found) => found !== 'busy',
  })
  try {
    return await work()
  } finally {
    if (taken === 'ours') rmSync(lock, { force: true })
  }
}

const DISK_FULL_CODES: readonly string[] = ['ENOSPC', 'EDQUOT']

/** `none` if no lock can be written: the cleanup goes on without it. */
function takeLock(lock: string): 'ours' | 'busy' | 'none' {
  try {
    mkdirSync(dirname(lock), { recursive: true, mode: 0o700 })
    writeFileSync(lock, JSON.stringify({ job: printJob(readSelf()) }), { flag: 'wx', mode: 0o600 })
    return 'ours'
  } catch (error) {
    const code = text(error, 'code')
    // On a full disk the file is created but stays empty: all others would wait for a job that they cannot read.
    if (DISK_FULL_CODES.includes(code)) rmSync(lock, { force: true })
    if (code !== 'EEXIST') return 'none'
    const { job, age } = readNote(lock)
    const isLeft = job === undefined || lifeOf(job) === 'unknown' ? age > LOCK_MS : lifeOf(job) === 'gone'
    if (isLeft) rmSync(lock, { force: true })
    return 'busy'
  }
}
