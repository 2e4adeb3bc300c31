/**
 * The only file that starts a process, and that process is always docker, buildx where it stands by itself, or a
 * credential helper of docker's.
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
import { lastLines, textPieces, whenWritten } from '../runner/log.ts'

/** Lines kept of a command's output, for the message when it fails. */
const TAIL_LINES = 200

export interface Answer {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Path of a buildx that is no plugin of docker; '' where it is one. */
let standalone = ''

/** From here on, buildx is the program at this path and not docker's plugin. Commands stay the same. */
export function startBuildxFrom(path: string): void {
  standalone = path
}

/** Whether `docker buildx …` is run as `buildx …`. */
export function isBuildxStandalone(): boolean {
  return standalone !== ''
}

/** The program behind a command and its arguments. */
function programOf(args: readonly string[], buildx: string): readonly [string, string[]] {
  const [first, ...rest] = args
  return first === 'buildx' && buildx !== '' ? [buildx, rest] : ['docker', [...args]]
}

/**
 * Runs a short docker command. Its exit code alone says whether it failed; the caller decides what that means.
 * @param buildx the program that a buildx command is for, where it is not the one in use
 */
export async function ask(args: readonly string[], buildx = standalone): Promise<Answer> {
  try {
    const options = { silent: true, ignoreReturnCode: true }
    const [program, rest] = programOf(args, buildx)
    const { exitCode, stdout, stderr } = await getExecOutput(`"${program}"`, rest, options)
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
  /** Gets stdout besides. */
  readonly tapStdout?: (chunk: Buffer) => void
  /** Variables over those of this process. */
  readonly env?: Readonly<Record<string, string>>
  /** It is killed after so many milliseconds; its exit code is then 124, as timeout(1) says it. */
  readonly limitMs?: number | undefined
}

/** Exit code of a command that did not end in its time. */
export const TIMED_OUT = 124

const running = new Set<number>()

/** Runs a docker command in a process group of its own, in memory that does not grow with its output. */
export function stream(args: readonly string[], options: StreamOptions = {}): Promise<Streamed> {
  if (isClosed) return Promise.reject(new Failure('The job is cancelled: nothing new is started.', ''))
  const { onText, onLine, onStdout, tapStdout } = options
  const env = { ...process.env, ...options.env }
  const kept = lastLines(TAIL_LINES, onLine)
  return new Promise((resolve, reject) => {
    const [program, rest] = programOf(args, standalone)
    const child = spawn(program, rest, { detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const { pid } = child
    const take = (text: string): void => {
      kept.push(text)
      if (onText?.(text) === false) holdBack(child)
    }
    // One for each, because a character may come in two chunks with the other's output between them.
    const [out, err] = [textPieces(take), textPieces(take)]
    if (pid !== undefined) running.add(pid)
    child.stdout.on('data', onStdout ?? out.push)
    child.stderr.on('data', err.push)
    if (tapStdout !== undefined) child.stdout.on('data', tapStdout)
    const limit = killAfter(pid, options.limitMs)
    child.on('error', (error) => reject(notStarted(error)))
    child.on('close', (code, signal) => {
      if (pid !== undefined) running.delete(pid)
      out.end()
      err.end()
      const ended = code ?? 128 + signalNumber(signal)
      resolve({ code: limit.isOver() ? TIMED_OUT : ended, tail: kept.lines() })
    })
  })
}

/** Ends a command and all its descendants when its time is over. */
function killAfter(pid: number | undefined, ms: number | undefined): { readonly isOver: () => boolean } {
  let isOver = false
  if (ms === undefined || pid === undefined) return { isOver: () => false }
  const timer = setTimeout(() => {
    if (!running.has(pid)) return
    isOver = true
    signalGroup(pid, 'SIGKILL')
  }, ms)
  timer.unref()
  return { isOver: () => isOver }
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
export async function fetchBytes(
  args: readonly string[],
  options: Pick<StreamOptions, 'limitMs'> = {},
): Promise<Streamed & { readonly bytes: Buffer }> {
  const chunks: Buffer[] = []
  let size = 0
  const ended = await stream(args, {
    ...options,
    onStdout: (chunk) => {
      size += chunk.length
      if (size <= BYTES_LIMIT) chunks.push(chunk)
    },
  })
  return { ...ended, bytes: Buffer.concat(chunks) }
}

/** Longest time for a credential helper, in milliseconds: some ask a service in the cloud. */
const HELPER_LIMIT_MS = 30_000

/** Most bytes that are kept of what a credential helper says. */
const HELPER_BYTES = 64 << 10

/**
 * Asks a credential helper of docker's for the login of a server: `docker-credential-NAME get`, with the server on
 * stdin (https://github.com/docker/docker-credential-helpers). What it says may be a secret: it is in no error.
 * @param name as docker's config.json has it
 * @param env the helper's environment, with the PATH where it is looked for
 * @returns its exit code, TIMED_OUT where it took too long, and what it wrote to stdout
 */
export function askCredentialHelper(
  name: string,
  server: string,
  env: NodeJS.ProcessEnv,
  limitMs = HELPER_LIMIT_MS,
): Promise<Omit<Answer, 'stderr'>> {
  if (isClosed) return Promise.reject(new Failure('The job is cancelled: nothing new is started.', ''))
  return new Promise((resolve, reject) => {
    const program = `docker-credential-${name}`
    const child = spawn(program, ['get'], { detached: true, env, stdio: ['pipe', 'pipe', 'ignore'] })
    const { pid } = child
    if (pid !== undefined) running.add(pid)
    const limit = killAfter(pid, limitMs)
    const chunks: Buffer[] = []
    let size = 0
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= HELPER_BYTES) chunks.push(chunk)
    })
    // One that does not read what it is asked ends nevertheless, and its exit code tells.
    child.stdin.on('error', () => {})
    child.stdin.end(server)
    child.on('error', (error) => reject(helperNotStarted(program, error)))
    child.on('close', (code, signal) => {
      if (pid !== undefined) running.delete(pid)
      const ended = code ?? 128 + signalNumber(signal)
      resolve({ code: limit.isOver() ? TIMED_OUT : ended, stdout: Buffer.concat(chunks).toString('utf8') })
    })
  })
}

function helperNotStarted(program: string, error: Error): Failure {
  return new Failure(
    `The credential helper ${program}, which docker's config.json names, could not be started: ${error.message}.`,
    'Install it where PATH finds it, or take it out of credHelpers and credsStore and log in again.',
  )
}

let isClosed = false

/** From here on no command is started: the job is cancelled. */
export function startNoMore(): void {
  isClosed = true
}

/** How many streamed commands are running. */
export function runningChildren(): number {
  return running.size
}

/** Passes a signal on to every streamed command and all its descendants. */
export function signalChildren(signal: NodeJS.Signals): void {
  for (const pid of running) signalGroup(pid, signal)
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

function notStarted(error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error)
  return new Failure(
    `The docker command could not be started: ${why}.`,
    "Install docker with buildx, or use a runner that has it (GitHub's ubuntu runners do), and see that it is in PATH.",
  )
}
