/**
 * The only file that starts a process, and that process is always docker.
 *
 * `ask` runs the short commands with @actions/exec. `stream` runs what may take long or print much with
 * node:child_process, for the three things exec cannot do: a process group of the child's own, which gets
 * the signals the runner sends only to us; memory that does not grow with the output; and output that is
 * made inert before the runner sees it.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { getExecOutput } from '@actions/exec'
import { Failure } from '../errors.ts'
import { lastLines, textPieces, whenWritten } from './log.ts'

/** Lines kept of a command's output, for the message when it fails. */
const TAIL_LINES = 200

export interface Answer {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a short docker command. Its exit code alone says whether it failed; the caller decides what that means. */
export async function ask(args: readonly string[]): Promise<Answer> {
  try {
    const options = { silent: true, ignoreReturnCode: true }
    const { exitCode, stdout, stderr } = await getExecOutput('docker', [...args], options)
    return { code: exitCode, stdout, stderr }
  } catch (error) {
    throw notStarted(error)
  }
}

export interface Streamed {
  /** Exit code; 128 and the signal's number where a signal ended it, as a shell says it. */
  readonly code: number
  /** The last lines of its output. */
  readonly tail: readonly string[]
}

export interface StreamOptions {
  /**
   * Gets the output as it comes, stdout and stderr together, still to be made inert. Returns false when the log
   * is behind: then the command waits, because what it prints would pile up in memory.
   */
  readonly onText?: (text: string) => boolean
  readonly onLine?: (line: string) => void
  /** Gets stdout by itself; then it is not part of the text and the lines. */
  readonly onStdout?: (chunk: Buffer) => void
}

const running = new Set<number>()

/** Runs a docker command in a process group of its own, in memory that does not grow with its output. */
export function stream(args: readonly string[], options: StreamOptions = {}): Promise<Streamed> {
  const { onText, onLine, onStdout } = options
  const kept = lastLines(TAIL_LINES, onLine)
  return new Promise((resolve, reject) => {
    const child = spawn('docker', args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const { pid } = child
    const pieces = textPieces((text) => {
      kept.push(text)
      if (onText?.(text) === false) holdBack(child)
    })
    if (pid !== undefined) running.add(pid)
    child.stdout.on('data', onStdout ?? pieces.push)
    child.stderr.on('data', pieces.push)
    child.on('error', (error) => reject(notStarted(error)))
    child.on('close', (code, signal) => {
      if (pid !== undefined) running.delete(pid)
      pieces.end()
      resolve({ code: code ?? 128 + signalNumber(signal), tail: kept.lines() })
    })
  })
}

function holdBack({ stdout, stderr }: ChildProcessByStdio<null, Readable, Readable>): void {
  for (const output of [stdout, stderr]) {
    output.pause()
    whenWritten(() => output.resume())
  }
}

/** Most bytes that `fetchBytes` keeps; registries refuse manifests of more than 4 MiB. */
const BYTES_LIMIT = 16 << 20

/** Runs a docker command whose stdout is wanted byte for byte, as `stream` runs it. What is too long is cut. */
export async function fetchBytes(args: readonly string[]): Promise<Streamed & { readonly bytes: Buffer }> {
  const chunks: Buffer[] = []
  let size = 0
  const ended = await stream(args, {
    onStdout: (chunk) => {
      size += chunk.length
      if (size <= BYTES_LIMIT) chunks.push(chunk)
    },
  })
  return { ...ended, bytes: Buffer.concat(chunks) }
}

/** How many streamed commands are running. */
export function runningChildren(): number {
  return running.size
}

/** Passes a signal on to every streamed command and all its descendants. */
export function signalChildren(signal: NodeJS.Signals): void {
  for (const pid of running) {
    try {
      process.kill(-pid, signal)
    } catch {
      // It ended in between.
    }
  }
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15
}

function notStarted(error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error)
  return new Failure(
    `The docker command could not be started: ${why}.`,
    "Install docker with buildx, or use a runner that has it (GitHub's ubuntu runners do), and see that it is in PATH.",
  )
}
