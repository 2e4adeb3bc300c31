/**
 * Runs many sets of inputs through all decisions that come before any action, some of the resulting commands
 * through the real buildx, and lists of all kinds of characters from input to command.
 * usage: node e2e/fuzz.ts [--seed N] [--sets N] [--commands N] [--arrivals N] [--only INDEX]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { current } from './engine/engine.ts'
import { checkArrival } from './fuzz/arrivals.ts'
import { type Answer, checkSet, inputLines, Wrong } from './fuzz/check.ts'
import { dryBuildx } from './fuzz/dry.ts'

export interface Fuzzed {
  readonly plans: number
  readonly refusals: number
  /** Problems of the first sets with a wrong result. */
  readonly wrong: readonly string[]
  /** Commands of plans, spread evenly over all of them, with their sets. */
  readonly commands: readonly { readonly index: number; readonly command: readonly string[] }[]
  /** Bytes in use, sampled evenly over the run. */
  readonly memory: readonly number[]
}

/** Maximum number of wrong results to collect. */
const MOST_WRONG = 20

export interface FuzzOptions {
  readonly seed: number
  readonly sets: number
  /** Number of commands to keep. */
  readonly commands: number
  readonly say?: (line: string) => void
}

export async function fuzz({ seed, sets, commands, say = () => {} }: FuzzOptions): Promise<Fuzzed> {
  const temp = mkdtempSync(join(tmpdir(), 'mpb-fuzz-'))
  const kept: { index: number; command: readonly string[] }[] = []
  const memory: number[] = []
  const wrong: string[] = []
  const count = { plan: 0, refusal: 0 }
  const every = Math.max(1, Math.floor(sets / 10))
  const keepEvery = Math.max(1, Math.floor(sets / Math.max(1, commands)))
  try {
    for (let index = 0; index < sets; index++) {
      const answer = await answerTo(seed, index, join(temp, 'step'))
      if (typeof answer === 'string') wrong.push(answer)
      else count[answer.kind]++
      if (wrong.length >= MOST_WRONG) break
      if (
        typeof answer === 'object' &&
        answer.kind === 'plan' &&
        kept.length < commands &&
        index >= kept.length * keepEvery
      ) {
        for (const command of answer.commands) kept.push({ index, command })
      }
      if ((index + 1) % every === 0) {
        memory.push(inUse())
        say(
          `${index + 1} sets: ${count.plan} plans, ${count.refusal} refusals, ${megabytes(memory.at(-1) ?? 0)}`,
        )
      }
    }
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
  return { plans: count.plan, refusals: count.refusal, wrong, commands: kept, memory }
}

/** The result, or the problem with it. */
async function answerTo(seed: number, index: number, temp: string): Promise<Answer | string> {
  try {
    return await checkSet(seed, index, temp)
  } catch (error) {
    if (error instanceof Wrong) return error.message
    throw error
  }
}

export interface Arrivals {
  readonly arrived: number
  readonly refused: number
  /** The first lists that were changed. */
  readonly wrong: readonly string[]
}

/** Lists in any notation that people may use: every item is passed on unchanged, or the input is refused. */
export async function arrive({
  seed,
  lists,
}: {
  readonly seed: number
  readonly lists: number
}): Promise<Arrivals> {
  const count = { arrived: 0, refused: 0 }
  const wrong: string[] = []
  for (let index = 0; index < lists && wrong.length < MOST_WRONG; index++) {
    const arrival = await checkArrival(seed, index)
    if (typeof arrival === 'string') count[arrival]++
    else wrong.push(arrival.wrong)
  }
  return { ...count, wrong }
}

/** Growth over the second half of a run that is too large for chance: a memory leak. */
export const GROWTH_LIMIT = 16 << 20

export function growth(memory: readonly number[]): number {
  const half = memory[Math.floor(memory.length / 2)] ?? 0
  return Math.max(0, (memory.at(-1) ?? 0) - half)
}

/** Bytes in use after garbage collection. */
function inUse(): number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
  return process.memoryUsage().heapUsed
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`
}

/** @returns how many of the commands buildx cannot read */
async function askBuildx(fuzzed: Fuzzed, seed: number): Promise<number> {
  const engine = await current()
  if (engine === undefined) {
    console.log('No engine is up (npm run engine -- up), so no command was shown to buildx.')
    return 0
  }
  const buildx = await dryBuildx(engine)
  let objections = 0
  try {
    for (const { index, command } of fuzzed.commands) {
      const objection = await buildx.objection(command)
      if (objection === undefined) continue
      objections++
      console.log(
        [`seed ${seed}, set ${index}: buildx says ${objection}`, ...inputLines(seed, index), ''].join('\n'),
      )
    }
  } finally {
    buildx.end()
  }
  console.log(`buildx read ${fuzzed.commands.length - objections} of ${fuzzed.commands.length} commands.`)
  return objections
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      sets: { type: 'string', default: '200000' },
      commands: { type: 'string', default: '200' },
      arrivals: { type: 'string', default: '200000' },
      only: { type: 'string' },
    },
  })
  const seed = Number(values.seed)
  if (values.only !== undefined) {
    const index = Number(values.only)
    console.log(inputLines(seed, index).join('\n'))
    console.log(await checkSet(seed, index, join(tmpdir(), 'mpb-fuzz-step')))
    return
  }
  const started = Date.now()
  const options = { seed, sets: Number(values.sets), commands: Number(values.commands) }
  const fuzzed = await fuzz({ ...options, say: (line) => console.log(line) })
  const grown = growth(fuzzed.memory)
  console.log(
    `${((Date.now() - started) / 1000).toFixed(0)} s; memory grew by ${megabytes(grown)} in the second half.`,
  )
  for (const what of fuzzed.wrong) console.log(`\n${what}`)
  const { arrived, refused, wrong } = await arrive({ seed, lists: Number(values.arrivals) })
  console.log(
    `${arrived} lists arrived as they were written, ${refused} were refused, ${wrong.length} were changed.`,
  )
  for (const what of wrong) console.log(`\n${what}`)
  const objections = await askBuildx(fuzzed, seed)
  if (fuzzed.wrong.length > 0 || wrong.length > 0 || objections > 0 || grown > GROWTH_LIMIT)
    process.exitCode = 1
}

if (import.meta.main) await main()
