/**
 * Runs workflow files with act, on this machine and without containers. Actions that a workflow loads from GitHub come from
 * local folders: this action with its bundle, and a login action that does nothing, because the throwaway registry needs none.
 */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { parseDocument } from 'yaml'
import type { Engine } from '../engine/engine.ts'
import type { ArtifactService } from './artifact-service.ts'
import type { Event } from './event.ts'
import type { Sandbox } from './sandbox.ts'
import type { SharedBuilder } from './shared-builder.ts'

/** The required parts of the stage of a test. */
interface Stage {
  readonly engine: Engine
  readonly sandbox: Sandbox
  readonly workspace: string
}

export interface Workflow {
  /** Text of the workflow file. */
  readonly source: string
  /** The name of an event that act makes up, or one with a payload. Without it, a push to main. */
  readonly event?: string | Event
  /** Variables of the machine in addition to the usual ones. */
  readonly env?: Readonly<Record<string, string>>
  /** The builder of all jobs; without it, each job has a managed one. */
  readonly builder?: SharedBuilder
  /** Additional arguments of act. */
  readonly args?: readonly string[]
  /** Number of the attempt of the run. */
  readonly attempt?: number
  /**
   * The service that receives the jobs' artifacts, through which the jobs then hand over; `none`: no service. By default act's
   * own service, which does not accept those of \@actions/artifact 6: it does not know `mime_type` (nektos/act#6022), and
   * rejects the requests of 6.1.
   */
  readonly artifacts?: ArtifactService | 'none'
}

export interface ActRun {
  readonly code: number
  readonly log: string
}

const ACTION = join(import.meta.dirname, '../..')
const NAME = 'multi-platform-build/multi-platform-build'
const LOGIN = 'docker/login-action'

/** Labels of runners in our workflows. */
const RUNNERS = ['ubuntu-latest', 'ubuntu-24.04', 'ubuntu-24.04-arm']

const NO_LOGIN = `
name: no login
inputs: { registry: {}, username: {}, password: {} }
runs:
  using: composite
  steps:
    - { run: 'echo "A login at \${{ inputs.registry }}"', shell: bash }
`

/**
 * A workflow of examples/workflows as users copy it. Only its images have other names.
 * @param repository replaces GitHub's registry
 * @param hub replaces Docker Hub
 */
export function example(name: string, repository: string, hub = `${repository}/hub`): string {
  return readFileSync(join(ACTION, 'examples/workflows', name), 'utf8')
    .replaceAll(`ghcr.io/\${{ github.repository }}`, repository)
    .replaceAll(`docker.io/\${{ github.repository }}`, hub)
}

/** The non-empty values of an output, from the steps of a job or of its matrix jobs. */
export function outputsOf({ log }: ActRun, job: string, name: string): readonly string[] {
  const pattern = new RegExp(`^\\[[^\\]]*/${job}(?:-\\d+)? *\\] .*::set-output:: ${name}=(.+)$`, 'gm')
  return [...log.matchAll(pattern)].map(([, value = '']) => value)
}

/** Runs a workflow in a repository with the files of the workspace. */
export async function act(stage: Stage, workflow: Workflow): Promise<ActRun> {
  const { engine, sandbox, workspace } = stage
  const { event = 'push', args = [], attempt = 1, artifacts, builder, env = {} } = workflow
  commit(workspace, workflow.source)
  const ports = await Promise.all([freePort(), freePort()])
  const services = ['artifact', 'cache'].flatMap((name, index) => [
    ...[`--${name}-server-path`, join(sandbox.folder, name), `--${name}-server-addr`, '127.0.0.1'],
    ...[`--${name}-server-port`, ports[index] ?? ''],
  ])
  const run = [
    ...eventArgs(event, sandbox),
    ...RUNNERS.flatMap((label) => ['-P', `${label}=-self-hosted`]),
    ...['--env', `GITHUB_RUN_ID=${sandbox.runId}`, '--env', `GITHUB_RUN_ATTEMPT=${attempt}`],
    ...['--env', 'GITHUB_REPOSITORY=octo-org/hello'],
    ...localRepositories(stage, workflow).flatMap((stand) => ['--local-repository', stand]),
    ...(artifacts === 'none' ? services.slice(services.length / 2) : services),
    ...args,
  ]
  return waitForAct(
    spawn(engine.act, run, {
      cwd: workspace,
      env: {
        ...sandbox.env,
        ...serviceOf(artifacts, sandbox.runId, attempt),
        ...builder?.env,
        ...env,
        PATH: `${join(ACTION, 'node_modules/.bin')}:${sandbox.env['PATH']}`,
        XDG_CACHE_HOME: join(sandbox.folder, 'act'),
      },
    }),
  )
}

function eventArgs(event: string | Event, { folder }: Sandbox): readonly string[] {
  if (typeof event === 'string') return [event]
  write(folder, 'event.json', JSON.stringify(event.payload))
  return [event.name, '-e', join(folder, 'event.json')]
}

/** act derives both addresses of the service from the first one. */
function serviceOf(artifacts: Workflow['artifacts'], runId: string, attempt: number): Record<string, string> {
  if (artifacts === undefined || artifacts === 'none') return {}
  const env = artifacts.env(runId, 'act', attempt)
  return { ...env, ACTIONS_RUNTIME_URL: env['ACTIONS_RESULTS_URL'] ?? '' }
}

function commit(workspace: string, source: string): void {
  write(workspace, '.github/workflows/test.yml', source)
  const identity = ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.org']
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '-A'],
    [...identity, 'commit', '-q', '--allow-empty', '-m', 'e2e'],
  ]) {
    const { status, stderr } = spawnSync('git', args, { cwd: workspace })
    if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status}:\n${stderr}`)
  }
}

/** Folders that stand in for repositories, in act's form: NAME@REF=FOLDER. */
function localRepositories(
  { sandbox, ...stage }: Stage,
  { source, artifacts = 'none', builder }: Workflow,
): readonly string[] {
  const actionFolder = join(sandbox.folder, 'action')
  const login = join(sandbox.folder, 'login')
  cpSync(join(ACTION, 'dist'), join(actionFolder, 'dist'), { recursive: true })
  const called = '.github/workflows/build.yml'
  cpSync(join(ACTION, called), join(actionFolder, called))
  const definition = parseDocument(readFileSync(join(ACTION, 'action.yml'), 'utf8'))
  definition.setIn(['runs', 'main'], 'here.mjs')
  write(actionFolder, 'action.yml', definition.toString())
  write(actionFolder, 'here.mjs', startScript(machineInputs(stage, artifacts !== 'none', builder)))
  write(login, 'action.yml', NO_LOGIN)
  const refs = (name: string): readonly string[] => {
    const texts = [source, readFileSync(join(ACTION, called), 'utf8')].join('\n')
    const matches = texts.matchAll(new RegExp(`uses: ${name}(?:/[^@\\s]+)?@(\\S+)`, 'g'))
    return [...new Set([...matches].map(([, ref = '']) => ref))]
  }
  return [
    ...refs(NAME).map((ref) => `${NAME}@${ref}=${actionFolder}`),
    ...refs(LOGIN).map((ref) => `${LOGIN}@${ref}=${login}`),
  ]
}

/** Inputs of a mode by their names. */
type ModeInputs = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Inputs that each mode needs on this machine. */
function machineInputs(
  { engine, workspace }: Omit<Stage, 'sandbox'>,
  hasService: boolean,
  builder: SharedBuilder | undefined,
): ModeInputs {
  const config = { 'buildkitd-config-inline': engine.buildkitdConfig }
  // The throwaway engine's BuildKit has no git, so it cannot build the commit itself.
  const build = { ...(builder?.named ?? { ...config, 'driver-opts': 'network=host' }), context: workspace }
  // The artifacts of act would not be used.
  const handOver: Record<string, string> = hasService ? { 'hand-over': 'artifacts' } : {}
  return { build, part: { ...build, ...handOver }, merge: { ...config, ...handOver } }
}

/** Starts the bundle with inputs that a workflow does not set, so workflows stay unchanged. */
function startScript(needed: ModeInputs): string {
  return `
const needed = ${JSON.stringify(needed)}
for (const [name, value] of Object.entries(needed[process.env.INPUT_MODE || 'build'] ?? {})) {
  const variable = 'INPUT_' + name.toUpperCase()
  if (['', 'auto', undefined].includes(process.env[variable])) process.env[variable] = value
}
await import('./dist/main/index.js')
`
}

function write(folder: string, path: string, content: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** An unused port. */
function freePort(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? String(address?.port) : ''))
    })
  })
}

function waitForAct(child: ReturnType<typeof spawn>): Promise<ActRun> {
  return new Promise((resolve, reject) => {
    let log = ''
    for (const output of [child.stdout, child.stderr])
      output?.on('data', (chunk: Buffer) => {
        log += chunk.toString()
      })
    child.once('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, log }))
  })
}
