/** The cost of a start: the bundles compared with Node and an empty file. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import { inputVariables, readAction } from '../harness/action.ts'
import { NODE } from '../harness/runner.ts'
import { compare, contestant, inTurn, milliseconds, type Row } from './measure.ts'
import { ACTION, withSandbox } from './steps.ts'

/** A start is so short that a steady median needs many. */
export const START_REPETITIONS = 21

interface Start {
  readonly what: string
  readonly entry: 'main' | 'post'
  readonly env: Readonly<Record<string, string>>
  /** Exit code. */
  readonly code: number
  /** Milliseconds more than bare Node. */
  readonly goal: number
}

/** A main that rejects its inputs, a post with nothing to undo, and a whole job that starts no process. */
function starts(folder: string): readonly Start[] {
  const platforms = 'linux/amd64,linux/arm64,linux/arm/v7,linux/riscv64'
  const inputs = inputVariables(readAction(ACTION), { mode: 'plan', platforms }, {})
  const [output, summary] = [join(folder, 'output'), join(folder, 'summary')]
  for (const file of [output, summary]) writeFileSync(file, '')
  const plan = { ...inputs, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary }
  return [
    { what: 'start-up of main', entry: 'main', env: { INPUT_PLATFORMS: 'linux/none' }, code: 1, goal: 40 },
    { what: 'start-up of post', entry: 'post', env: {}, code: 0, goal: 30 },
    { what: 'whole job with mode: plan', entry: 'main', env: plan, code: 0, goal: 100 },
  ]
}

export function startRows(engine: Engine): Promise<readonly Row[]> {
  return withSandbox(engine, async ({ folder }) => {
    const empty = join(folder, 'empty.mjs')
    writeFileSync(empty, '')
    const rows: Row[] = []
    for (const start of starts(folder)) rows.push(await startRow(start, folder, empty))
    return rows
  })
}

async function startRow({ what, entry, env, code, goal }: Start, cwd: string, empty: string): Promise<Row> {
  const node = (file: string, expected: number) => async (): Promise<undefined> => {
    const path = process.env['PATH'] ?? ''
    const { status, stdout } = spawnSync(NODE, [file], { env: { PATH: path, ...env }, cwd, encoding: 'utf8' })
    if (status !== expected) throw new Error(`${what}: exit code ${status}:\n${stdout}`)
  }
  const ours = contestant(node(join(ACTION, 'dist', entry, 'index.js'), code))
  const theirs = contestant(node(empty, 0))
  await inTurn(START_REPETITIONS, [ours, theirs])
  const found = compare(ours, theirs)
  return {
    what,
    ...{ ours: milliseconds(found.ours), theirs: `${milliseconds(found.theirs)} (bare Node)` },
    ...{ result: `+ ${milliseconds(found.difference)}`, goal: `≤ + ${goal} ms` },
    met: found.difference * 1000 <= goal,
  }
}
