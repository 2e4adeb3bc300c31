/**
 * The environment of an end-to-end test: the engine, a sandbox, a workspace, and runs of the action's bundles. After every
 * test the log is checked, and anything that the step left behind fails the test.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { MODES_OF } from '../src/inputs/modes.ts'
import { current, type Engine } from './engine/engine.ts'
import { leftovers, type Snapshot } from './harness/leaks.ts'
import { type Ended, type Step, type StepOptions, startStep } from './harness/runner.ts'
import { newSandbox, removeSandbox, type Sandbox } from './harness/sandbox.ts'
import { type SharedBuilder, sharedBuilder } from './harness/shared-builder.ts'

/** The repository: the folder of action.yml. */
export const ACTION = join(import.meta.dirname, '..')

export interface Run {
  readonly main: Ended
  readonly post: Ended
}

export interface Stage {
  readonly engine: Engine
  readonly sandbox: Sandbox
  readonly workspace: string
  /** A repository in the throwaway registry that no other test uses. */
  readonly repository: string
  /** Writes files into the workspace. */
  readonly write: (files: Readonly<Record<string, string>>) => void
  /** Copies an example into the workspace, below its own name. */
  readonly example: (name: string) => void
  /** Starts main with the inputs, over those that point the builder at the throwaway registry. */
  readonly start: (inputs: Readonly<Record<string, string>>, options?: Partial<StepOptions>) => Step
  /** Runs main, then post, as a job does. */
  readonly run: (inputs: Readonly<Record<string, string>>, options?: Partial<StepOptions>) => Promise<Run>
}

const DEFAULT_TIMEOUT_MS = 120_000

type Body = (stage: Stage) => Promise<void>

/** A test on the real engine. */
export function endToEnd(name: string, body: Body, timeoutMs = DEFAULT_TIMEOUT_MS): void {
  test(name, () => onStage(body), timeoutMs)
}

/** As `endToEnd`, on the builder of the run: for tests that do not depend on who created it, because creating one takes long. */
export function onShared(name: string, body: Body, timeoutMs = DEFAULT_TIMEOUT_MS): void {
  test(name, () => onStage(body, sharedBuilder()), timeoutMs)
}

/** As `endToEnd`, but concurrent with others of its file: for steps that mostly wait. */
export function sideBySide(name: string, body: Body, timeoutMs = DEFAULT_TIMEOUT_MS): void {
  test.concurrent(name, () => onStage(body), timeoutMs)
}

/** Nothing on the machine can have the run id of a new sandbox. */
const NOTHING: Snapshot = { things: new Set() }

async function onStage(body: Body, builder?: SharedBuilder): Promise<void> {
  const engine = await running()
  const sandbox = newSandbox(engine)
  try {
    const stage = makeStage(engine, sandbox, builder)
    await body(stage)
    expect(await leftovers(engine, sandbox, NOTHING)).toEqual([])
  } finally {
    removeSandbox(sandbox)
  }
}

/** The engine that the tests run on. */
export async function running(): Promise<Engine> {
  const engine = await current()
  if (engine === undefined) throw new Error('The engine is not up: npm run engine -- up')
  return engine
}

function makeStage(engine: Engine, sandbox: Sandbox, builder?: SharedBuilder): Stage {
  const workspace = join(sandbox.folder, 'workspace')
  mkdirSync(workspace)
  const start: Stage['start'] = (given, options = {}) => {
    const inputs = { ...inputsFor(given['mode'], builder?.named ?? {}), ...given }
    return startStep({
      action: ACTION,
      workspace,
      sandbox,
      inputs: { ...machineInputs(engine, inputs), ...inputs },
      ...options,
      env: { ...builder?.env, ...options.env },
    })
  }
  return {
    engine,
    sandbox,
    workspace,
    repository: `${engine.registry}/e2e/${sandbox.runId}`,
    write: (files) => {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(workspace, path)), { recursive: true })
        writeFileSync(join(workspace, path), content)
      }
    },
    example: (name) => cpSync(join(ACTION, 'examples', name), join(workspace, name), { recursive: true }),
    start,
    run: async (inputs, options) => {
      const step = start(inputs, options)
      const main = await step.ended
      const post = await step.post()
      expectCleanLog(main)
      expectCleanLog(post)
      expect(post).toMatchObject({ exitCode: 0 })
      return { main, post }
    },
  }
}

/**
 * Inputs that this machine needs in each mode. An existing builder keeps its settings; a managed builder reaches the throwaway
 * registry over the host's network.
 */
function machineInputs(engine: Engine, inputs: Readonly<Record<string, string>>): Record<string, string> {
  const { mode, builder = '' } = inputs
  if (mode === 'plan') return {}
  const config = builder === '' ? { 'buildkitd-config-inline': engine.buildkitdConfig } : {}
  if (mode === 'merge') return config
  return { context: '.', ...(builder === '' ? { 'driver-opts': 'network=host' } : {}), ...config }
}

/** From inputs that jobs of several modes share, those that have a meaning in a mode. */
export function inputsFor(
  mode: string | undefined,
  inputs: Readonly<Record<string, string>>,
): Record<string, string> {
  const modes = new Map<string, readonly string[]>(Object.entries(MODES_OF))
  return Object.fromEntries(
    Object.entries(inputs).filter(([name]) => modes.get(name)?.includes(mode ?? 'build')),
  )
}

/** Expects that no foreign text reached the runner's command parser, and that every group is closed. */
function expectCleanLog(ended: Ended): void {
  expect({ problems: ended.problems, leaks: ended.log.leaks, groups: ended.log.groupErrors }).toEqual({
    problems: [],
    leaks: [],
    groups: [],
  })
}

/** Fails with the step's log if the step is not green. */
export function expectGreen({ main }: Run): void {
  if (main.result !== 'success')
    throw new Error(`The step is red (exit code ${main.exitCode}):\n${main.log.shown}`)
}

/** The messages that the step shows on the run's page. */
export function errorsOf({ log }: Ended): readonly string[] {
  return log.commands.filter(({ name }) => name === 'error').map(({ data }) => data)
}
