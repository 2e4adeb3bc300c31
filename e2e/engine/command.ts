import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'

export interface Call {
  /** File that gets the command line and everything the command prints. */
  readonly log: string
  readonly cwd?: string
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>
}

const running = new Set<ChildProcess>()
let abandoned = false

/** Runs a command to its end, its output in the log. An error carries the last lines of that output. */
export async function run(command: string, args: readonly string[], call: Call): Promise<void> {
  if (abandoned) throw new Error(`${command} was not started any more`)
  const log = openSync(call.log, 'a')
  try {
    writeSync(log, `$ ${command} ${args.join(' ')}\n`)
    const env = { ...process.env, ...call.env }
    const child = spawn(command, args, { cwd: call.cwd, env, stdio: ['ignore', log, log] })
    const end = await endOf(child)
    if (end !== '0') {
      throw new Error(`${command} ended with ${end}; the last lines of ${call.log}:\n${tail(call.log)}`)
    }
  } finally {
    closeSync(log)
  }
}

function endOf(child: ChildProcess): Promise<string> {
  running.add(child)
  return new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(signal ?? String(code)))
  }).finally(() => running.delete(child))
}

/** Runs a short command without a log and returns what it printed on stdout. */
export function output(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  seconds = 60,
): Promise<string> {
  const options = { env: { ...process.env, ...env }, timeout: seconds * 1000, maxBuffer: 16 << 20 }
  return new Promise((resolve, reject) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`${command} ${args.join(' ')}: ${stderr.trim() || error.message}`))
    })
  })
}

/** For a program that is told to end: ends the commands that run, and lets no other begin. */
export function abandon(): void {
  abandoned = true
  for (const child of running) child.kill('SIGTERM')
}

/** The last lines of a log, indented to be shown below a message. */
export function tail(log: string, lines = 15): string {
  const text = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines)
  return text.map((line) => `    ${line}`).join('\n')
}

/** What a failure says of itself, whatever was thrown. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
