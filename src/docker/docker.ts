/**
 * Docker's commands, as what runs them: docker, buildx where it is a program of its own, docker's credential helpers, and
 * git, which knows the folder that docker builds from. The entry makes one `Docker`, and everything that runs a command is given it.
 */
import { type BuildxProgram, programOf } from '../buildx/program.ts'
import { withoutOverridden } from '../buildx/variables.ts'
import { Cancelled, Failure, messageOf } from '../errors.ts'
import type { RegistryLogin } from '../oci/registries.ts'
import { lastLines, textPieces } from '../runner/log.ts'
import type { Children, TakeOutput } from './children.ts'
import { createTries, type Tries } from './tries.ts'

/** How long a command may take, in milliseconds. */
export const LIMIT_MS = {
  /** What the engine or a builder knows. Buildx itself gives a node 20 s to answer. */
  question: 30_000,
  /** A volume with much of a cache in it takes minutes to delete. */
  removal: 5 * 60_000,
  /** What pulls an image of some 100 MB, and starts what is in it. */
  start: 5 * 60_000,
  /** What may pull an image of any size, or move one. */
  transfer: 10 * 60_000,
} as const

/** Exit code of a command that did not end in its time, as timeout(1) has it. */
export const TIMED_OUT = 124

export interface CommandResult {
  /** Whether the command failed is decided by this alone, and what that means by the caller. */
  readonly code: number
  readonly stdout: string
  /** Where its time was over, the last line says so. */
  readonly stderr: string
}

export interface Streamed {
  /** Exit code; 128 and the signal's number where a signal ended it, as a shell says it. */
  readonly code: number
  /** The last lines of its output. Where its time was over, the very last one says so. */
  readonly tail: readonly string[]
}

interface Captured extends Streamed {
  readonly bytes: Buffer
}

interface StreamOptions {
  /** Milliseconds until it is killed; undefined where only the job's own limit ends it. */
  readonly limitMs: number | undefined
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
  /** Variables over those of the job. */
  readonly env?: Readonly<Record<string, string>>
  /** What it reads from stdin; nothing where it is left out. */
  readonly input?: string
  /** Ends it early, with everything that it started. */
  readonly signal?: AbortSignal
}

/**
 * Every command runs in a process group of its own, in memory that does not grow with its output.
 * All of them throw Cancelled where the job is cancelled, and a Failure where the program cannot be started.
 */
export interface Docker {
  /** What its buildx commands run. */
  readonly buildx: BuildxProgram
  /** All variables that commands get. */
  readonly env: NodeJS.ProcessEnv
  /** How often work is done again, and what was. */
  readonly tries: Tries
  /** The logins of this step that its commands have beside those of the machine. */
  readonly logins: readonly RegistryLogin[]
  /** The same with other variables and logins; what is undefined, commands do not get. */
  readonly with: (changes: DockerChanges) => Docker
  /** Runs a short command. Its time is that of a question where none is given. */
  readonly run: (args: readonly string[], limitMs?: number) => Promise<CommandResult>
  /** Runs a command that may take long or print much. */
  readonly stream: (args: readonly string[], options: StreamOptions) => Promise<Streamed>
  /** Runs a command whose stdout is wanted byte for byte. What is too long is cut. */
  readonly capture: (args: readonly string[], limitMs: number) => Promise<Captured>
  /**
   * Asks a credential helper for the login of a server: `docker-credential-NAME get`, with the server on stdin
   * (https://github.com/docker/docker-credential-helpers). What it says may be a secret: it is in no error.
   * @param name as docker's config.json has it
   */
  readonly askCredentialHelper: (
    name: string,
    server: string,
    limitMs?: number,
  ) => Promise<Omit<CommandResult, 'stderr'>>
  /**
   * Asks git about a folder. It writes nothing there, fetches nothing and asks nobody for a password.
   * @returns what it says; undefined where it is not there, refuses, takes too long or has too much to say
   */
  readonly askGit: (folder: string, args: readonly string[]) => Promise<string | undefined>
}

interface DockerChanges {
  readonly env: NodeJS.ProcessEnv
  readonly logins: readonly RegistryLogin[]
}

/** Docker with a buildx of one's choice, for the time before it is decided which one is used. */
export type DockerWith = (buildx: BuildxProgram) => Docker

interface DockerSettings {
  readonly buildx: BuildxProgram
  /** All variables that commands get; PATH is where they are looked for. */
  readonly env: NodeJS.ProcessEnv
  readonly children: Children
  /** Nothing is done again where it is left out. */
  readonly tries?: Tries
  readonly logins?: readonly RegistryLogin[]
}

export function createDocker(settings: DockerSettings): Docker {
  return {
    buildx: settings.buildx,
    env: settings.env,
    tries: settings.tries ?? createTries(0),
    logins: settings.logins ?? [],
    with: ({ env, logins }) => createDocker({ ...settings, env: { ...settings.env, ...env }, logins }),
    run: (args, limitMs = LIMIT_MS.question) => run(settings, args, limitMs),
    stream: (args, options) => stream(settings, args, options),
    capture: (args, limitMs) => capture(settings, args, limitMs),
    askCredentialHelper: (name, server, limitMs = LIMIT_MS.question) =>
      askCredentialHelper(settings, { name, server, limitMs }),
    askGit: (folder, args) => askGit(settings, ['-C', folder, ...ALONE, ...args]),
  }
}

/** Most bytes that are kept of one output; registries refuse manifests of more than 4 MiB. */
const OUTPUT_LIMIT = 16 << 20

async function run(
  settings: DockerSettings,
  args: readonly string[],
  limitMs: number,
): Promise<CommandResult> {
  const [stdout, stderr] = [keepBytes(OUTPUT_LIMIT), keepBytes(OUTPUT_LIMIT)]
  const outputs = { onStdout: stdout.push, onStderr: stderr.push }
  const { code, late } = await runCommand(settings, args, { ...outputs, limitMs })
  return { code, stdout: stdout.bytes().toString(), stderr: [stderr.bytes().toString(), ...late].join('\n') }
}

/** Lines kept of a command's output, for the message when it fails. */
const TAIL_LINES = 200

async function stream(
  settings: DockerSettings,
  args: readonly string[],
  { onText, onLine, onStdout, tapStdout, ...options }: StreamOptions,
): Promise<Streamed> {
  const kept = lastLines(TAIL_LINES, onLine)
  let isBehind = false
  const take = (text: string): void => {
    kept.push(text)
    isBehind = onText?.(text) === false
  }
  // One for each, because a character may come in two chunks with the other's output between them.
  const [out, err] = [textPieces(take), textPieces(take)]
  const { code, late } = await runCommand(settings, args, {
    ...options,
    onStdout: (chunk) => {
      const takeStdout = onStdout ?? out.push
      takeStdout(chunk)
      tapStdout?.(chunk)
      return !isBehind
    },
    onStderr: (chunk) => {
      err.push(chunk)
      return !isBehind
    },
  })
  out.end()
  err.end()
  return { code, tail: [...kept.lines(), ...late] }
}

async function capture(
  settings: DockerSettings,
  args: readonly string[],
  limitMs: number,
): Promise<Captured> {
  const stdout = keepBytes(OUTPUT_LIMIT)
  const ended = await stream(settings, args, { limitMs, onStdout: stdout.push })
  return { ...ended, bytes: stdout.bytes() }
}

interface Outputs {
  readonly limitMs: number | undefined
  readonly env?: Readonly<Record<string, string>> | undefined
  readonly signal?: AbortSignal | undefined
  readonly input?: string
  readonly onStdout: TakeOutput
  readonly onStderr: TakeOutput
}

interface CommandEnd {
  readonly code: number
  /** The line that says that its time was over; empty where it was not. */
  readonly late: readonly string[]
}

async function runCommand(
  { buildx, env, children }: DockerSettings,
  command: readonly string[],
  { env: more, ...outputs }: Outputs,
): Promise<CommandEnd> {
  const [program, args] = programOf(command, buildx)
  try {
    const end = await children.run({ program, args, env: { ...withoutOverridden(env), ...more }, ...outputs })
    return end.isTimedOut
      ? { code: TIMED_OUT, late: [lateLine(command, outputs.limitMs)] }
      : { code: end.code, late: [] }
  } catch (error) {
    throw error instanceof Cancelled ? error : notStarted(error)
  }
}

/** `docker buildx inspect did not end within 30 seconds`: what stands before the first flag names a command well enough. */
function lateLine(command: readonly string[], limitMs = 0): string {
  const flag = command.findIndex((word) => word.startsWith('-'))
  const name = ['docker', ...command.slice(0, flag === -1 ? undefined : flag)].join(' ')
  const time = limitMs < 120_000 ? `${limitMs / 1_000} seconds` : `${limitMs / 60_000} minutes`
  return `${name} did not end within ${time}`
}

/** Most bytes that are kept of what a credential helper says. */
const LOGIN_LIMIT = 64 << 10

interface HelperQuestion {
  readonly name: string
  readonly server: string
  readonly limitMs: number
}

async function askCredentialHelper(
  { env, children }: DockerSettings,
  { name, server, limitMs }: HelperQuestion,
): Promise<Omit<CommandResult, 'stderr'>> {
  const program = `docker-credential-${name}`
  const stdout = keepBytes(LOGIN_LIMIT)
  const outputs = { onStdout: stdout.push, onStderr: () => true }
  try {
    const end = await children.run({ program, args: ['get'], env, input: server, limitMs, ...outputs })
    return { code: end.isTimedOut ? TIMED_OUT : end.code, stdout: stdout.bytes().toString() }
  } catch (error) {
    throw error instanceof Cancelled ? error : helperNotStarted(program, error)
  }
}

/** What git is asked is good to know, and not worth a longer wait: a large repository answers within a second. */
const GIT_LIMIT_MS = 5_000

/** No lock of the index, no question at a terminal, and nothing of a partial clone is fetched for an answer. */
const GIT_READS = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' }

/** It starts no program that watches the folder. */
const ALONE = ['-c', 'core.fsmonitor=false']

async function askGit(
  { env, children }: DockerSettings,
  args: readonly string[],
): Promise<string | undefined> {
  const stdout = keepBytes(OUTPUT_LIMIT)
  const outputs = { onStdout: stdout.push, onStderr: () => true, limitMs: GIT_LIMIT_MS }
  try {
    const end = await children.run({ program: 'git', args, env: { ...env, ...GIT_READS }, ...outputs })
    return end.isTimedOut || end.code !== 0 || stdout.isCut() ? undefined : stdout.bytes().toString()
  } catch (error) {
    if (error instanceof Cancelled) throw error
    return undefined
  }
}

/** Keeps the beginning of an output, in bounded memory. */
function keepBytes(limit: number) {
  const chunks: Buffer[] = []
  let size = 0
  return {
    push: (chunk: Buffer): boolean => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      return true
    },
    bytes: (): Buffer => Buffer.concat(chunks),
    isCut: (): boolean => size > limit,
  }
}

function notStarted(error: unknown): Failure {
  return new Failure(
    `The docker command could not be started: ${messageOf(error)}.`,
    "Install docker with buildx, or use a runner that has it (GitHub's ubuntu runners do), and check that it is in PATH.",
  )
}

function helperNotStarted(program: string, error: unknown): Failure {
  return new Failure(
    `The credential helper ${program}, which docker's config.json names, could not be started: ${messageOf(error)}.`,
    'Install it where PATH finds it, or take it out of credHelpers and credsStore and log in again.',
  )
}
