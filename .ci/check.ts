// Every check of the project, or a part of them, all counted: what `npm test` runs. The end-to-end tests wait for docker for
// a good part of their time, so the checks without an engine run beside them; what measures time or memory runs alone, last.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { current, down, up } from '../e2e/engine/engine.ts'
import { array, field, parseJson } from '../src/json.ts'
import { type Selection, selectParts, USAGE } from './parts.ts'
import { temporaryFolder } from './temporary.ts'

interface Count {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** A script of package.json; `jest` ones count their own tests, the others count as one. */
interface Check {
  readonly script: string
  readonly jest: boolean
}

const QUICK: readonly Check[] = [
  { script: 'types', jest: false },
  { script: 'lint', jest: false },
  { script: 'unused', jest: false },
  { script: 'workflows', jest: false },
  { script: 'go', jest: false },
  { script: 'contract', jest: true },
  { script: 'unit', jest: true },
  { script: 'bundle', jest: true },
]
const END_TO_END: Check = { script: 'e2e', jest: true }
const LIMITS: Check = { script: 'limits', jest: true }
const END_TO_END_LIMITS: Check = { script: 'e2e-limits', jest: true }

const root = join(import.meta.dirname, '..')
// For this run, and for everything that it starts.
const temporary = temporaryFolder() ?? mkdtempSync(join(tmpdir(), 'mpb-check-'))
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const say = (line: string): void => console.log(line)

/** How a check is run. */
interface Options {
  /** For jest. */
  readonly args?: readonly string[]
  /** Whether another check runs at the same time: the output is then printed in one piece. */
  readonly isBeside?: boolean
}

/** @returns the exit code, and the output that has not been printed yet */
function run(script: string, { args = [], isBeside = false }: Options): Promise<[number, string]> {
  // Node runs a script without the half second that npm takes to start.
  const all = ['--run', script, ...(args.length > 0 ? ['--', ...args] : [])]
  const stream = isBeside ? 'pipe' : 'inherit'
  return new Promise((resolve) => {
    const env = { ...process.env, TMPDIR: temporary }
    const child = spawn(process.execPath, all, { cwd: root, env, stdio: ['ignore', stream, stream] })
    let output = ''
    for (const each of [child.stdout, child.stderr]) each?.on('data', (chunk) => (output += String(chunk)))
    child.on('close', (code) => resolve([code ?? 1, output]))
  })
}

async function check({ script, jest }: Check, { args = [], isBeside = false }: Options = {}): Promise<Count> {
  const start = Date.now()
  if (!isBeside) say(`\n── ${script}`)
  const file = join(temporary, `${script}.json`)
  const jestArgs = jest ? ['--json', '--outputFile', file, ...args] : []
  const [code, output] = await run(script, { args: jestArgs, isBeside })
  if (isBeside) say(`\n── ${script}\n${output}`)
  const count = jest
    ? counted(file, code)
    : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }
  say(`── ${script}: ${count.failed === 0 ? 'ok' : 'FAILED'}, ${((Date.now() - start) / 1000).toFixed(1)} s`)
  return count
}

/** What jest counted. A run that ended badly without a failed test (a suite that did not load) is one failure. */
function counted(file: string, code: number): Count {
  const report = existsSync(file) ? parseJson(readFileSync(file, 'utf8')) : undefined
  const number = (name: string): number => Number(field(report, name) ?? 0)
  const failed = number('numFailedTests') + number('numRuntimeErrorTestSuites')
  for (const suite of array(report, 'testResults')) {
    for (const test of array(suite, 'assertionResults')) {
      if (field(test, 'status') === 'pending') say(`   skipped: ${String(field(test, 'fullName'))}`)
    }
  }
  return {
    passed: number('numPassedTests'),
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: number('numPendingTests') + number('numTodoTests'),
  }
}

/** @returns whether it is up */
function startEngine(): Promise<boolean> {
  return up(say).then(
    () => true,
    (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      say(`The engine for the end-to-end tests cannot be started: ${reason}`)
      return false
    },
  )
}

async function quickChecks(isBeside: boolean): Promise<readonly Count[]> {
  const counts: Count[] = []
  for (const each of QUICK) counts.push(await check(each, { isBeside }))
  return counts
}

async function main({ quick, e2e }: Selection): Promise<void> {
  const wasUp = (await current()) !== undefined
  const isBeside = quick && e2e !== undefined
  // A share of a few files may be empty.
  const args = e2e?.shard === undefined ? [] : ['--shard', e2e.shard, '--passWithNoTests']
  const engine = e2e && startEngine()
  const onEngine = async (each: Check, options: Options): Promise<Count> =>
    (await engine) ? check(each, options) : { passed: 0, failed: 1, skipped: 0 }
  const [tested, others] = await Promise.all([
    e2e && onEngine(END_TO_END, { args, isBeside }),
    quick ? quickChecks(isBeside) : [],
  ])
  const counts = [...others, ...(tested ? [tested] : [])]
  if (quick) counts.push(await check(LIMITS))
  if (e2e) counts.push(await onEngine(END_TO_END_LIMITS, { args }))
  if (e2e && !wasUp) await down({ all: false }, say)
  const sum = (key: keyof Count): number => counts.reduce((total, count) => total + count[key], 0)
  say(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
  process.exitCode = sum('failed') === 0 ? 0 : 1
}

const args = process.argv.slice(2)
const selection = selectParts(args)
if (selection === undefined) {
  say(`"${args.join(' ')}" is not a part of the checks. Use ${USAGE}.`)
  process.exitCode = 1
} else await main(selection)
