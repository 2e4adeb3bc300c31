/**
 * Runs commands: docker, buildx if it is a standalone program, docker's credential helpers, and git, which knows the
 * folder that docker builds from. The entry creates one `Docker`, and everything that runs a command receives it.
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
  /** A question to the engine or a builder. Buildx itself gives a node 20 s to answer. */
  question: 30_000,
  /** A volume with a large cache takes minutes to delete. */
  removal: 5 * 60_000,
  /** A pull of an image of some 100 MB, and the start of its program. */
  start: 5 * 60_000,
  /** A pull or a transfer of an image of any size. */
  transfer: 10 * 60_000,
} as const

/** Exit code of a command that was killed by its time limit, as with timeout(1). */
export const TIMED_OUT = 124

export interface CommandResult {
  /** This alone decides whether the command failed; the caller decides what that means. */
  readonly code: number
  readonly stdout: string
  /** If its time was over, the last line says so. */
  readonly stderr: string
}

export interface Streamed {
  /** Exit code; 128 plus the number of the signal that ended it, as in a shell. */
  readonly code: number
  /** The last lines of its output. If its time was over, the very last one says so. */
  readonly tail: readonly string[]
}

interface Captured extends Streamed {
  readonly bytes: Buffer
}

interface StreamOptions {
  /** Milliseconds until it is killed; undefined if only the limit of the job ends it. */
  readonly limitMs: number | undefined
  /**
   * Receives the output as it arrives, stdout and stderr together; not yet neutralised. Returns false if the log is
   * behind: then the command waits, because its output would pile up in memory.
   */
  readonly onText?: (text: string) => boolean
  readonly onLine?: (line: string) => void
  /** Receives stdout separately; then it is not part of the text and the lines. */
  readonly onStdout?: (chunk: Buffer) => void
  /** Receives stdout in addition. */
  readonly tapStdout?: (chunk: Buffer) => void
  /** Variables in addition to those of the job. */
  readonly env?: Readonly<Record<string, string>>
  /** Its stdin; empty if left out. */
  readonly input?: string
  /** Ends it early, with everything it started. */
  readonly signal?: AbortSignal
}

/**
 * Every command runs in its own process group, and memory does not grow with its output. All of them throw Cancelled
 * if the job is cancelled, and a Failure if the program cannot be started.
 */
export interface Docker {
  /** The program for buildx commands. */
  readonly buildx: BuildxProgram
  /** All variables that commands get. */
  readonly env: NodeJS.ProcessEnv
  /** How often work is retried, and what has been. */
  readonly tries: Tries
  /** The logins of this step that its commands have in addition to those of the machine. */
  readonly logins: readonly RegistryLogin[]
  /** The same with other variables and logins; undefined removes a variable. */
  readonly with: (changes: DockerChanges) => Docker
  /** Runs a short command. By default, its time limit is that of a question. */
  readonly run: (args: readonly string[], limitMs?: number) => Promise<CommandResult>
  /** Runs a command that may take long or print a lot. */
  readonly stream: (args: readonly string[], options: StreamOptions) => Promise<Streamed>
  /** Runs a command and returns its stdout byte for byte, cut off if it is too long. */
  readonly capture: (args: readonly string[], limitMs: number) => Promise<Captured>
  /**
   * Asks a credential helper for the login of a server: `docker-credential-NAME get`, with the server on stdin
   * (https://github.com/docker/docker-credential-helpers). Its output may be a secret, so no error contains it.
   * @param name as in docker's config.json
   */
  readonly runCredentialHelper: (
    name: string,
    server: string,
    limitMs?: number,
  ) => Promise<Omit<CommandResult, 'stderr'>>
  /**
   * Runs a query of git in a folder. It writes nothing there, fetches nothing and never prompts for a password.
   * @returns its output; undefined if git is not installed, fails, takes too long or prints too much
   */
  readonly runGit: (folder: string, args: readonly string[]) => Promise<string | undefined>
}

interface DockerChanges {
  readonly env: NodeJS.ProcessEnv
  readonly logins: readonly RegistryLogin[]
}

/** Creates a Docker with any buildx, for the time before it is decided which one is used. */
export type DockerWith = (buildx: BuildxProgram) => Docker

interface DockerSettings {
  readonly buildx: BuildxProgram
  /** All variables that commands get; they are looked up in PATH. */
  readonly env: NodeJS.ProcessEnv
  readonly children: Children
  /** Without it, nothing is retried. */
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
    runCredentialHelper: (name, server, limitMs = LIMIT_MS.question) =>
      runCredentialHelper(settings, { name, server, limitMs }),
    runGit: (folder, args) => runGit(settings, ['-C', folder, ...NO_MONITOR, ...args]),
  }
}

/** Maximum number of bytes kept of one output; registries reject manifests of more than 4 MiB. */
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

/** Number of lines kept of a command's output, for the message if it fails. */
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
  // One for each, because a character may arrive in two chunks with output of the other in between.
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
  /** The line that says that its time was over; empty if it was not. */
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
    throw error instanceof Cancelled ? error : startFailure(error)
  }
}

/**
 * `docker buildx inspect did not end within 30 seconds`: the words before the first flag are enough to name a
 * command.
 */
function lateLine(command: readonly string[], limitMs = 0): string {
  const flag = command.findIndex((word) => word.startsWith('-'))
  const name = ['docker', ...command.slice(0, flag === -1 ? undefined : flag)].join(' ')
  const time = limitMs < 120_000 ? `${limitMs / 1_000} seconds` : `${limitMs / 60_000} minutes`
  return `${name} did not end within ${time}`
}

/** Maximum number of bytes kept of a credential helper's output. */
const LOGIN_LIMIT = 64 << 10

interface HelperRequest {
  readonly name: string
  readonly server: string
  readonly limitMs: number
}

async function runCredentialHelper(
  { env, children }: DockerSettings,
  { name, server, limitMs }: HelperRequest,
): Promise<Omit<CommandResult, 'stderr'>> {
  const program = `docker-credential-${name}`
  const stdout = keepBytes(LOGIN_LIMIT)
  const outputs = { onStdout: stdout.push, onStderr: () => true }
  try {
    const end = await children.run({ program, args: ['get'], env, input: server, limitMs, ...outputs })
    return { code: end.isTimedOut ? TIMED_OUT : end.code, stdout: stdout.bytes().toString() }
  } catch (error) {
    throw error instanceof Cancelled ? error : helperStartFailure(program, error)
  }
}

/**
 * The answers of git are optional, and not worth a longer wait: even in a large repository it answers within a
 * second.
 */
const GIT_LIMIT_MS = 5_000

/** No lock of the index, no prompt at a terminal, and no fetches for a partial clone. */
const GIT_ENV = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' }

/** Keeps git from starting a program that watches the folder. */
const NO_MONITOR = ['-c', 'core.fsmonitor=false']

async function runGit(
  { env, children }: DockerSettings,
  args: readonly string[],
): Promise<string | undefined> {
  const stdout = keepBytes(OUTPUT_LIMIT)
  const outputs = { onStdout: stdout.push, onStderr: () => true, limitMs: GIT_LIMIT_MS }
  try {
    const end = await children.run({ program: 'git', args, env: { ...env, ...GIT_ENV }, ...outputs })
    return end.isTimedOut || end.code !== 0 || stdout.isCut() ? undefined : stdout.bytes().toString()
  } catch (error) {
    if (error instanceof Cancelled) throw error
    return undefined
  }
}

/** Keeps the beginning of an output in bounded memory. */
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

function startFailure(error: unknown): Failure {
  return new Failure(
    `The docker command could not be started: ${messageOf(error)}.`,
    "Install docker with buildx, or use a runner that has it (GitHub's ubuntu runners do), and check that it is in PATH.",
  )
}

function helperStartFailure(program: string, error: unknown): Failure {
  return new Failure(
    `The credential helper ${program}, which docker's config.json names, could not be started: ${messageOf(error)}.`,
    'Install it in PATH, or remove it from credHelpers and credsStore and log in again.',
  )
}
