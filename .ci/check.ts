// Every check of the project, or a part of them, each by itself and all counted: what `npm test` runs.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { current, down, up } from '../e2e/engine/engine.ts'
import { array, field, parseJson } from '../src/json.ts'
import { type Selection, selectParts, USAGE } from './parts.ts'

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
  { script: 'contract', jest: true },
  { script: 'unit', jest: true },
  { script: 'bundle', jest: true },
]
/** Once the engine is up, because nothing else may run beside them: they measure time and memory. */
const LIMITS: Check = { script: 'limits', jest: true }
const END_TO_END: readonly Check[] = [
  { script: 'e2e', jest: true },
  { script: 'e2e-limits', jest: true },
]

const root = join(import.meta.dirname, '..')
const results = mkdtempSync(join(tmpdir(), 'multi-platform-build-check-'))
const say = (line: string): void => console.log(line)

function run(script: string, args: readonly string[]): Promise<number> {
  const env = { ...process.env, PATH: [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter) }
  const all = ['run', '--silent', script, ...(args.length > 0 ? ['--', ...args] : [])]
  return new Promise((resolve) => {
    const child = spawn('npm', all, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('close', (code) => resolve(code ?? 1))
  })
}

async function check({ script, jest }: Check, options: readonly string[] = []): Promise<Count> {
  const start = Date.now()
  say(`\n── ${script}`)
  const file = join(results, `${script}.json`)
  const code = await run(script, jest ? ['--json', '--outputFile', file, ...options] : [])
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

async function endToEnd(isUp: boolean, shard: string | undefined): Promise<readonly Count[]> {
  // A share of a few files may be empty.
  const options = shard === undefined ? [] : ['--shard', shard, '--passWithNoTests']
  const counts: Count[] = []
  for (const each of END_TO_END)
    counts.push(isUp ? await check(each, options) : { passed: 0, failed: 1, skipped: 0 })
  return counts
}

async function main({ quick, e2e }: Selection): Promise<void> {
  const wasUp = (await current()) !== undefined
  // It starts beside the quick checks.
  const engine = e2e && startEngine()
  const counts: Count[] = []
  if (quick) for (const each of QUICK) counts.push(await check(each))
  const isUp = await engine
  if (quick) counts.push(await check(LIMITS))
  if (e2e) counts.push(...(await endToEnd(isUp === true, e2e.shard)))
  if (e2e && !wasUp) await down({ all: false }, say)
  rmSync(results, { recursive: true, force: true })
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
