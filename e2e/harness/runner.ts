/**
 * A stand-in for the GitHub Actions runner, for one step: it starts an action's bundle with the runtime, the
 * environment and the files that the runner provides, reads its output as the runner does, and cancels it like
 * the runner.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { arch } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Action, inputVariables, readAction } from './action.ts'
import { type Event, pushTo, REPOSITORY } from './event.ts'
import { parsePairs, parsePath } from './files.ts'
import { type Log, logReader } from './log.ts'
import type { Sandbox } from './sandbox.ts'

/** Node 24, the runtime of the action; the machine's version may differ. */
export const NODE = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url))

type Variables = Readonly<Record<string, string>>

export interface StepOptions {
  /** Folder of action.yml. */
  readonly action: string
  readonly inputs?: Variables
  readonly workspace: string
  readonly sandbox: Sandbox
  /** Steps with the same value belong to one job; by default, each step is a separate job. */
  readonly job?: string
  /** A push to main by default. */
  readonly event?: Event
  /** The step's `env:`, which overrides all other variables. */
  readonly env?: Variables
  /** Paths that replace the files that the runner creates for the step. */
  readonly files?: Readonly<Partial<Record<(typeof FILES)[number], string>>>
  /** Gets every line, as soon as the log page would show it. */
  readonly onLine?: (line: string) => void
}

/** A process of the step while it runs. */
interface Running {
  readonly pid: number
  /** Its log so far. */
  readonly log: () => Log
  /** Waits for a shown line of the log that matches; throws if the process ends without one. */
  readonly until: (pattern: RegExp, timeoutMs?: number) => Promise<string>
  /** Sends a signal to this process only. @returns whether it was still running */
  readonly signal: (name: NodeJS.Signals) => boolean
  /** Cancels the step as the runner cancels a job. Resolves when the process has ended. */
  readonly cancel: (grace?: GracePeriods) => Promise<Cancelled>
  readonly ended: Promise<Ended>
}

interface GracePeriods {
  /** Milliseconds between SIGINT and SIGTERM. */
  readonly interrupt: number
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly terminate: number
}

const RUNNER_GRACE_PERIODS: GracePeriods = { interrupt: 7_500, terminate: 2_500 }

interface Cancelled {
  /** The signal that was needed. */
  readonly by: 'SIGINT' | 'SIGTERM' | 'SIGKILL'
  readonly ms: number
}

export interface Ended {
  /** As a shell reports it: 128 plus the signal's number if a signal ended the process. */
  readonly exitCode: number
  /** A failure if the exit code is not 0 or the runner could not read the step's files. */
  readonly result: 'success' | 'failure'
  readonly log: Log
  readonly outputs: Variables
  readonly state: Variables
  /** What it exported to later steps. */
  readonly exported: { readonly env: Variables; readonly path: readonly string[] }
  readonly summary: string
  /** The runner's own errors. */
  readonly problems: readonly string[]
  readonly pid: number
  readonly ms: number
  /** Peak memory of the process without its children, in bytes. */
  readonly peakRss: number
  /** Whether a child kept the output open after the process had ended; the runner waits 5 s for it. */
  readonly heldOpen: boolean
}

export interface Step extends Running {
  readonly sandbox: Sandbox
  /** Starts the post bundle, once main has ended. */
  readonly startPost: () => Promise<Running>
  /** Runs the post bundle to its end. */
  readonly post: () => Promise<Ended>
}

export function startStep(stepOptions: StepOptions): Step {
  const options = { job: randomUUID(), ...stepOptions }
  const action = readAction(options.action)
  const main = startStage(action.main, options, stepVariables(action, options))
  const startPost = async (): Promise<Running> => {
    if (action.post === '') throw new Error('the action has no post step')
    const { state, exported } = await main.ended
    const variables = stepVariables(action, options)
    const path = [...exported.path.toReversed(), variables['PATH']].join(':')
    const saved = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])
    const env = { ...variables, PATH: path, ...exported.env, ...Object.fromEntries(saved) }
    return startStage(action.post, options, env)
  }
  return { ...main, sandbox: options.sandbox, startPost, post: async () => (await startPost()).ended }
}

/** Runs main to its end. */
export function runStep(options: StepOptions): Promise<Ended> {
  return startStep(options).ended
}

function stepVariables(action: Action, options: StepOptions): Variables {
  const { sandbox, event = pushTo('main') } = options
  const folder = join(sandbox.temp, '_github_workflow')
  mkdirSync(folder, { recursive: true })
  const payload = join(folder, 'event.json')
  // Steps of one sandbox may start at the same time, and read the file while the next one is started.
  writeFileSync(`${payload}.new`, JSON.stringify(event.payload))
  renameSync(`${payload}.new`, payload)
  const github = githubVariables(event, options)
  return {
    ...sandbox.env,
    ...github,
    GITHUB_EVENT_PATH: payload,
    ...runnerVariables(options),
    ...inputVariables(action, options.inputs ?? {}, github),
    ...options.env,
  }
}

function githubVariables(event: Event, { sandbox, workspace }: StepOptions): Variables {
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTION_REF: '',
    GITHUB_ACTION_REPOSITORY: '',
    GITHUB_ACTOR: 'octocat',
    GITHUB_ACTOR_ID: '583231',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_BASE_REF: event.baseRef,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_HEAD_REF: event.headRef,
    GITHUB_JOB: 'build',
    GITHUB_REF: event.ref,
    GITHUB_REF_NAME: event.refName,
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_REF_TYPE: event.refType,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_REPOSITORY_ID: '1296269',
    GITHUB_REPOSITORY_OWNER: REPOSITORY.split('/')[0] ?? '',
    GITHUB_REPOSITORY_OWNER_ID: '9919',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: sandbox.runId,
    GITHUB_RUN_NUMBER: '7',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: event.sha,
    GITHUB_TRIGGERING_ACTOR: 'octocat',
    GITHUB_WORKFLOW: 'build',
    GITHUB_WORKFLOW_REF: `${REPOSITORY}/.github/workflows/build.yml@${event.ref}`,
    GITHUB_WORKFLOW_SHA: event.sha,
    GITHUB_WORKSPACE: workspace,
  }
}

function runnerVariables({ sandbox: { temp, tools }, job }: StepOptions): Variables {
  return {
    RUNNER_ARCH: arch().toUpperCase(),
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_NAME: 'multi-platform-build-e2e',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: tools,
    RUNNER_TRACKING_ID: `github_${job}`,
    RUNNER_WORKSPACE: join(temp, '..'),
  }
}

const FILES = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'] as const

/** Creates the files of one stage, separate ones for main and post. @returns the variables with their paths */
function commandFiles(sandbox: Sandbox): Record<(typeof FILES)[number], string> {
  const folder = join(sandbox.temp, '_runner_file_commands')
  mkdirSync(folder, { recursive: true })
  const suffix = randomUUID()
  const make = (name: string): string => {
    const path = join(folder, `${name.toLowerCase()}_${suffix}`)
    writeFileSync(path, '')
    return path
  }
  return {
    OUTPUT: make('OUTPUT'),
    STATE: make('STATE'),
    ENV: make('ENV'),
    PATH: make('PATH'),
    STEP_SUMMARY: make('STEP_SUMMARY'),
  }
}

function startStage(script: string, options: StepOptions, variables: Variables): Running {
  const files = commandFiles(options.sandbox)
  const named = FILES.map((name) => [`GITHUB_${name}`, options.files?.[name] ?? files[name]])
  const env = { ...variables, ...Object.fromEntries(named) }
  const started = performance.now()
  const child = spawn(NODE, [script], { cwd: options.workspace, env, stdio: 'pipe' })
  child.stdin.end()
  const { pid } = child
  if (pid === undefined) throw new Error(`${NODE} could not be started in ${options.workspace}`)
  const listeners = new Set<(line: string) => void>()
  if (options.onLine !== undefined) listeners.add(options.onLine)
  const reader = logReader((line) => {
    for (const listener of listeners) listener(line)
  })
  child.stdout.on('data', (chunk: Buffer) => reader.push('stdout', chunk))
  child.stderr.on('data', (chunk: Buffer) => reader.push('stderr', chunk))
  const memory = watchMemory(pid)
  const ended = waitForEnd(child).then(({ exitCode, heldOpen }): Ended => {
    reader.end()
    const ms = performance.now() - started
    return { ...readStage(files, reader.read(), exitCode), pid, ms, peakRss: memory(), heldOpen }
  })
  // If a step could not be run and its test never checks it, that must not end the whole test process.
  ended.catch(() => {})
  const signal = (name: NodeJS.Signals): boolean => child.exitCode === null && child.kill(name)
  const until = (pattern: RegExp, timeoutMs = 60_000): Promise<string> =>
    firstLine({ pattern, timeoutMs, listeners, shown: () => reader.read().shown, ended })
  return {
    pid,
    log: reader.read,
    until,
    signal,
    cancel: (grace) => cancel(signal, ended, grace),
    ended,
  }
}

interface End {
  readonly exitCode: number
  readonly heldOpen: boolean
}

const SIGNAL_NUMBERS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGTERM: 15,
}

/** The step has ended when its output has ended, or 5 s after its process, even if another process still holds the output. */
function waitForEnd(child: ChildProcessWithoutNullStreams): Promise<End> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined
    const finish = (heldOpen: boolean): void => {
      const code = child.exitCode ?? 128 + (SIGNAL_NUMBERS[child.signalCode ?? ''] ?? 0)
      resolve({ exitCode: code, heldOpen })
    }
    child.once('error', reject)
    child.once('exit', () => {
      timer = setTimeout(() => {
        child.stdout.destroy()
        child.stderr.destroy()
        finish(true)
      }, 5_000)
    })
    child.once('close', () => {
      clearTimeout(timer)
      finish(false)
    })
  })
}

const SUMMARY_LIMIT = 1 << 20

function readStage(files: Readonly<Record<(typeof FILES)[number], string>>, log: Log, exitCode: number) {
  const problems: string[] = []
  const pairs = (name: 'OUTPUT' | 'STATE' | 'ENV'): Variables => {
    try {
      return Object.fromEntries(parsePairs(readFileSync(files[name], 'utf8')))
    } catch (error) {
      problems.push(`Unable to process file command '${name.toLowerCase()}' successfully: ${String(error)}`)
      return {}
    }
  }
  const summary = readFileSync(files.STEP_SUMMARY, 'utf8')
  if (Buffer.byteLength(summary) > SUMMARY_LIMIT) problems.push('The step summary is larger than 1024k')
  const fromCommands = (command: string): Variables => {
    const matches = log.commands.filter(({ name }) => name === command)
    return Object.fromEntries(matches.map(({ properties, data }) => [properties['name'] ?? '', data]))
  }
  const outputs = { ...fromCommands('set-output'), ...pairs('OUTPUT') }
  const state = { ...fromCommands('save-state'), ...pairs('STATE') }
  const exported = { env: pairs('ENV'), path: parsePath(readFileSync(files.PATH, 'utf8')) }
  const failed = exitCode !== 0 || problems.some((problem) => problem.startsWith('Unable'))
  const result = failed ? ('failure' as const) : ('success' as const)
  return { exitCode, result, log, outputs, state, exported, summary, problems }
}

interface Search {
  readonly pattern: RegExp
  readonly timeoutMs: number
  readonly listeners: Set<(line: string) => void>
  readonly shown: () => string
  readonly ended: Promise<unknown>
}

function firstLine({ pattern, timeoutMs, listeners, shown, ended }: Search): Promise<string> {
  const before = shown()
    .split('\n')
    .find((line) => pattern.test(line))
  if (before !== undefined) return Promise.resolve(before)
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      clearTimeout(timer)
      listeners.delete(look)
      settle()
    }
    const look = (line: string): void => {
      if (pattern.test(line)) done(() => resolve(line))
    }
    const fail = (why: string) => (): void =>
      done(() => reject(new Error(`${why} without a line ${pattern}`)))
    const timer = setTimeout(fail(`${timeoutMs} ms went by`), timeoutMs)
    listeners.add(look)
    ended.then(fail('the process ended'), fail('the process could not be run'))
  })
}

/** Sends SIGINT to the process alone, then SIGTERM, then SIGKILL. Its children get no signal. */
async function cancel(
  signal: (name: NodeJS.Signals) => boolean,
  ended: Promise<Ended>,
  { interrupt, terminate }: GracePeriods = RUNNER_GRACE_PERIODS,
): Promise<Cancelled> {
  const started = performance.now()
  const steps = [
    ['SIGINT', interrupt],
    ['SIGTERM', terminate],
  ] as const
  for (const [by, grace] of steps) {
    signal(by)
    const timer = new AbortController()
    const over = await Promise.race([
      ended.then(() => true),
      sleep(grace, false, { signal: timer.signal }).catch(() => false),
    ])
    timer.abort()
    if (over) return { by, ms: performance.now() - started }
  }
  signal('SIGKILL')
  await ended
  return { by: 'SIGKILL', ms: performance.now() - started }
}

/** Polls the kernel's high-water mark: often at first, to have a value of a process that ends soon, and then every 200 ms. */
function watchMemory(pid: number): () => number {
  let peak = 0
  let pause = 20
  const look = (): void => {
    try {
      const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      peak = Math.max(peak, Number(kilobytes ?? 0) * 1024)
    } catch {
      // It has ended, or this is not Linux.
    }
    pause = Math.min(pause * 1.1, 200)
    timer = setTimeout(look, pause).unref()
  }
  let timer = setTimeout(look, pause).unref()
  return () => {
    clearTimeout(timer)
    return peak
  }
}
