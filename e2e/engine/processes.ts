import { spawn } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { tail } from './command.ts'

/** A process that can be recognised again: a pid alone may have been given to another since. */
export interface ProcessId {
  readonly name: string
  readonly pid: number
  /** Start time in clock ticks since boot, from /proc/PID/stat. */
  readonly started: string
}

/** All programs of Docker are written in Go, and a short command spends a fifth of its time on garbage. */
export const GO_VARIABLES = { GOGC: '400' } as const

interface Stat {
  readonly parent: number
  readonly started: string
}

/** Undefined for a process that does not exist or has ended and only waits to be collected. */
function stat(pid: number): Stat | undefined {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
  // The second field is the program's name in brackets and may hold anything, so count from its end.
  const [state, parent, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const started = rest[17]
  if (state === 'Z' || parent === undefined || started === undefined) return undefined
  return { parent: Number(parent), started }
}

export function identify(name: string, pid: number): ProcessId | undefined {
  const found = stat(pid)
  return found && { name, pid, started: found.started }
}

export function alive(process: ProcessId): boolean {
  return stat(process.pid)?.started === process.started
}

/** Starts a program that outlives this one, in a session of its own, its output in the log. */
export async function launch(
  name: string,
  command: string,
  args: readonly string[],
  options: { readonly log: string; readonly env?: Readonly<Record<string, string>> },
): Promise<ProcessId> {
  const log = openSync(options.log, 'a')
  const env = { ...GO_VARIABLES, ...process.env, ...options.env }
  const child = spawn(command, args, { cwd: '/', detached: true, env, stdio: ['ignore', log, log] })
  closeSync(log)
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('spawn', resolve)
  })
  child.unref()
  const started = child.pid === undefined ? undefined : identify(name, child.pid)
  if (started === undefined) throw new Error(`${name} ended as soon as it was started, see ${options.log}`)
  return started
}

/** Waits until a process that was launched does its work. */
export async function ready(target: ProcessId, log: string, working: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 600 && alive(target); waited++) {
    if (await working()) return
    await sleep(100)
  }
  const problem = alive(target) ? 'does not answer' : 'ended'
  throw new Error(`${target.name} ${problem}; the last lines of ${log}:\n${tail(log)}`)
}

/** Asks a process to end, and makes it end when it has not after `seconds`. */
export async function end(target: ProcessId, seconds: number): Promise<void> {
  signal(target, 'SIGTERM')
  await gone(target, seconds)
  signal(target, 'SIGKILL')
  await gone(target, 5)
}

async function gone(target: ProcessId, seconds: number): Promise<void> {
  for (let waited = 0; alive(target) && waited < seconds * 20; waited++) await sleep(50)
}

function signal(target: ProcessId, kind: NodeJS.Signals): void {
  try {
    if (alive(target)) process.kill(target.pid, kind)
  } catch {
    // It ended between the look and the signal, which is what was wanted.
  }
}

/** The processes with `mark` in their command line, and everything these have started. */
export function marked(mark: string): readonly ProcessId[] {
  const table = new Map<number, Stat>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    const found = Number.isInteger(pid) ? stat(pid) : undefined
    if (found !== undefined) table.set(pid, found)
  }
  const ours = new Set([...table.keys()].filter((pid) => commandLine(pid).includes(mark)))
  let before = -1
  while (before !== ours.size) {
    before = ours.size
    for (const [pid, { parent }] of table) if (ours.has(parent)) ours.add(pid)
  }
  ours.delete(process.pid)
  return [...ours].flatMap((pid) => identify(`process ${pid}`, pid) ?? [])
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
