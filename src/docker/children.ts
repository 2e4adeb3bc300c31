/**
 * The only file that starts processes. Each one leads its own process group: when a job is cancelled, the runner only
 * signals this process, which passes the signal on to the groups, so that it also reaches their descendants.
 */
import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { Cancelled } from '../errors.ts'
import { whenWritten } from '../runner/log.ts'

/**
 * Receives a chunk of output. Returns false if the log is behind: then the process waits until the log has caught up.
 */
export type TakeOutput = (chunk: Buffer) => boolean

interface ChildCommand {
  readonly program: string
  readonly args: readonly string[]
  /** Its whole environment; the program is looked up in its PATH. */
  readonly env: NodeJS.ProcessEnv
  /** Its stdin; empty if left out. */
  readonly input?: string
  /** Milliseconds after which it is killed, with everything it started; undefined for no limit. */
  readonly limitMs: number | undefined
  /** Kills it in the same way when aborted. */
  readonly signal?: AbortSignal | undefined
  readonly onStdout: TakeOutput
  readonly onStderr: TakeOutput
}

interface ChildEnd {
  /** Exit code; 128 plus the number of the signal that ended it, as in a shell. */
  readonly code: number
  /** Whether it was killed by its time limit. */
  readonly isTimedOut: boolean
}

export interface Children {
  /**
   * Runs a program to its end.
   * @throws Cancelled if the job was cancelled before or meanwhile; Node's error if it cannot be started
   */
  readonly run: (command: ChildCommand) => Promise<ChildEnd>
  /** How many are running. */
  readonly count: () => number
  /** Signals every running one and all its descendants. */
  readonly signal: (signal: NodeJS.Signals) => void
  /** Cancels the job: from here on no process is started, and the results of running ones are ignored. */
  readonly cancel: () => void
}

/** The processes of this job, none so far. */
export function createChildren(): Children {
  const running = new Set<number>()
  let isCancelled = false
  return {
    run: async (command) => {
      if (isCancelled) throw new Cancelled()
      const end = await runChild(command, running)
      if (isCancelled) throw new Cancelled()
      return end
    },
    count: () => running.size,
    signal: (signal) => {
      for (const pid of running) signalGroup(pid, signal)
    },
    cancel: () => {
      isCancelled = true
    },
  }
}

function runChild(command: ChildCommand, running: Set<number>): Promise<ChildEnd> {
  const { program, args, env, input, limitMs, signal: stop, onStdout, onStderr } = command
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { detached: true, env, stdio: ['pipe', 'pipe', 'pipe'] })
    const { pid, stdin, stdout, stderr } = child
    if (pid !== undefined) running.add(pid)
    const limit = killAfter(pid, limitMs, stop)
    for (const [output, take] of [[stdout, onStdout] as const, [stderr, onStderr] as const]) {
      output.on('data', (chunk: Buffer) => {
        if (!take(chunk)) pauseOutputs([stdout, stderr])
      })
    }
    // A process that does not read its input still ends, and its exit code counts.
    stdin.on('error', () => {})
    stdin.end(input)
    child.on('error', (error) => {
      limit.lift()
      reject(error)
    })
    child.on('exit', () => closeSilent([stdout, stderr]))
    child.on('close', (code, signal) => {
      limit.lift()
      if (pid !== undefined) running.delete(pid)
      resolve({ code: code ?? 128 + signalNumber(signal), isTimedOut: limit.isOver() })
    })
  })
}

/** Kills a process and all its descendants at its time limit, or when aborted. */
function killAfter(pid: number | undefined, ms: number | undefined, stop?: AbortSignal) {
  let isOver = false
  if (pid === undefined) return { isOver: () => false, lift: () => {} }
  const kill = (): void => signalGroup(pid, 'SIGKILL')
  const expire = (): void => {
    isOver = true
    kill()
  }
  const timer = ms === undefined ? undefined : setTimeout(expire, ms)
  stop?.addEventListener('abort', kill)
  const lift = (): void => {
    clearTimeout(timer)
    stop?.removeEventListener('abort', kill)
  }
  return { isOver: () => isOver, lift }
}

/** How long the outputs of an ended process may be silent before they are closed. */
const SILENCE_MS = 2_000

/**
 * Descendants of a process may outlive it and keep its outputs open: the shared connection of ssh does. So the
 * outputs are read to their end, or until nothing more arrives.
 */
function closeSilent(outputs: readonly Readable[]): void {
  // An output that ended before its process emits no further events, and its timer would keep this process alive.
  for (const output of outputs.filter(({ closed }) => !closed)) {
    const timer = setTimeout(() => (output.isPaused() ? timer.refresh() : output.destroy()), SILENCE_MS)
    output.on('data', () => timer.refresh())
    output.on('close', () => clearTimeout(timer))
  }
}

/** Pauses outputs: what a process prints faster than the log is written would pile up in memory. */
function pauseOutputs(outputs: readonly Readable[]): void {
  for (const output of outputs) {
    output.pause()
    whenWritten(() => output.resume())
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // It has ended meanwhile.
  }
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15
}
