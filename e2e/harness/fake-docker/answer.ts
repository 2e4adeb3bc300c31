/** The program behind the fake docker: records the call and answers with the first matching rule. */
import { spawnSync } from 'node:child_process'
import { appendFileSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { choose, FAKE_ENV, FAKE_RECORD, FAKE_RULES, parseRecord, parseRules, type Rule } from './rules.ts'

const argv = process.argv.slice(2)
const rules = parseRules(readFileSync(variable(FAKE_RULES), 'utf8'))
const position = choose(rules, argv, parseRecord(readFileSync(variable(FAKE_RECORD), 'utf8')))
const rule = rules[position]
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    record({ event: 'signal', name })
    if (rule?.ignores?.includes(name) !== true) end(name === 'SIGINT' ? 130 : 143)
  })
}
// After the handlers, because a test may send a signal as soon as it sees the call.
record({ event: 'call', argv, cwd: process.cwd(), env: recorded(), at: Date.now(), rule: position })
await answer(rule)

async function answer(rule: Rule | undefined): Promise<void> {
  if (rule === undefined) {
    print(2, `fake docker: no rule for: docker ${argv.join(' ')}\n`)
    return end(64)
  }
  if (rule.real === true) return end(callReal())
  if (rule.flood !== undefined) flood(rule.flood.line, rule.flood.times)
  print(2, rule.stderr ?? '')
  print(1, (rule.stdout ?? '').replaceAll('{last}', argv.at(-1) ?? ''))
  // A signal handler only runs while the program waits, so it always waits, however briefly.
  await sleep(rule.delayMs ?? 0)
  while (parseRecord(readFileSync(variable(FAKE_RECORD), 'utf8')).length < (rule.untilCalls ?? 0))
    await sleep(20)
  writeAfter('--metadata-file', rule.metadata === undefined ? undefined : JSON.stringify(rule.metadata))
  writeAfter('--iidfile', rule.iid)
  if (rule.writes !== undefined) writeAfter(rule.writes.after, rule.writes.content)
  end(rule.code ?? 0)
}

function callReal(): number {
  const here = dirname(fileURLToPath(import.meta.url))
  const path = (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== here)
  const { NODE_COMPILE_CACHE: _, ...variables } = process.env
  const env = { ...variables, PATH: path.join(':') }
  const { status, error } = spawnSync('docker', argv, { env, stdio: 'inherit' })
  if (error !== undefined) print(2, `fake docker: the real one could not be started: ${error.message}\n`)
  return status ?? 137
}

function flood(line: string, times: number): void {
  const block = 1_000
  const text = `${line}\n`.repeat(block)
  for (let left = times; left >= block; left -= block) print(2, text)
  print(2, `${line}\n`.repeat(times % block))
}

/** Writes everything before it continues, even to a pipe that is currently full. */
function print(descriptor: number, text: string): void {
  let rest = Buffer.from(text)
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
    }
  }
}

function writeAfter(flag: string, content: string | undefined): void {
  const position = argv.indexOf(flag)
  const joined = argv.find((argument) => argument.startsWith(`${flag}=`))
  const path = joined?.slice(flag.length + 1) ?? (position < 0 ? undefined : argv[position + 1])
  if (path !== undefined && content !== undefined) writeFileSync(path, content)
}

function recorded(): Readonly<Record<string, string>> {
  const further = (process.env[FAKE_ENV] ?? '').split(',')
  const kept = Object.entries(process.env).filter(
    ([name]) => /^(DOCKER|BUILDX|BUILDKIT)_|^GITHUB_RUN_ID$/.test(name) || further.includes(name),
  )
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? '']))
}

/** Appends one line at once, so concurrent calls do not mix their lines. */
function record(event: Readonly<Record<string, unknown>>): void {
  appendFileSync(variable(FAKE_RECORD), `${JSON.stringify({ ...event, pid: process.pid })}\n`)
}

function end(code: number): void {
  record({ event: 'end', code })
  process.exit(code)
}

function variable(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`fake docker: ${name} is not set`)
  return value
}
