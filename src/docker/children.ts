/**
 * The only file that starts a process. Each one leads a process group of its own, because the runner signals only us
 * when a job is cancelled: the signal is passed on to the groups, so that it also reaches what they started.
 */
import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { Cancelled } from '../errors.ts'
import { whenWritten } from '../runner/log.ts'

/** Takes a piece of an output. Returns false when the log is behind: then the process waits until it has caught up. */
export type TakeOutput = (chunk: Buffer) => boolean

interface ChildCommand {
  readonly program: string
  readonly args: readonly string[]
  /** All of its environment; its PATH is where the program is looked for. */
  readonly env: NodeJS.ProcessEnv
  /** What it reads from stdin; nothing where it is not given. */
  readonly input?: string
  /** It is killed after so many milliseconds, with everything it started; undefined for no limit. */
  readonly limitMs: number | undefined
  /** It is killed in the same way when this says so. */
  readonly signal?: AbortSignal | undefined
  readonly onStdout: TakeOutput
  readonly onStderr: TakeOutput
}

interface ChildEnd {
  /** Exit code; 128 and the signal's number where a signal ended it, as a shell says it. */
  readonly code: number
  /** Whether it was killed because its time was over. */
  readonly isTimedOut: boolean
}

export interface Children {
  /**
   * Runs a program to its end.
   * @throws Cancelled where the job was cancelled before or meanwhile; Node's error where it cannot be started
   */
  readonly run: (command: ChildCommand) => Promise<ChildEnd>
  /** How many are running. */
  readonly count: () => number
  /** Signals every running one and all its descendants. */
  readonly signal: (signal: NodeJS.Signals) => void
  /** The job is cancelled: from here on none is started, and the end of one that is running tells nothing. */
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
        if (!take(chunk)) holdBack([stdout, stderr])
      })
    }
    // One that does not read its input ends nevertheless, and its exit code counts.
    stdin.on('error', () => {})
    stdin.end(input)
    child.on('error', (error) => {
      limit.lift()
      reject(error)
    })
    child.on('exit', () => letGo([stdout, stderr]))
    child.on('close', (code, signal) => {
      limit.lift()
      if (pid !== undefined) running.delete(pid)
      resolve({ code: code ?? 128 + signalNumber(signal), isTimedOut: limit.isOver() })
    })
  })
}

/** Ends a process and all its descendants when its time is over, or when it is told to. */
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

/** How long the outputs of a process that has ended may be silent before they are closed. */
const SILENCE_MS = 2_000

/**
 * What a process started may outlive it and keep its outputs open: the shared connection of ssh does. So they are
 * read to their end, or until nothing comes any more.
 */
function letGo(outputs: readonly Readable[]): void {
  // One that ended before its process tells nothing of that any more, and its timer would keep us alive.
  for (const output of outputs.filter(({ closed }) => !closed)) {
    const timer = setTimeout(() => (output.isPaused() ? timer.refresh() : output.destroy()), SILENCE_MS)
    output.on('data', () => timer.refresh())
    output.on('close', () => clearTimeout(timer))
  }
}

/** What a process prints faster than the log takes it would pile up in memory. */
function holdBack(outputs: readonly Readable[]): void {
  for (const output of outputs) {
    output.pause()
    whenWritten(() => output.resume())
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // It ended in between.
  }
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15
}
