/** Jobs of the action for the benchmark, each in a sandbox: runs main and post to their ends. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import { type Ended, type Step, type StepOptions, startStep } from '../harness/runner.ts'
import { newSandbox, removeSandbox, type Sandbox } from '../harness/sandbox.ts'

/** The repository: the folder of action.yml. */
export const ACTION = join(import.meta.dirname, '..', '..')

/** Runs the body in a new sandbox with a workspace, and removes both afterwards. */
export async function withSandbox<T>(
  engine: Engine,
  body: (sandbox: Sandbox, workspace: string) => Promise<T>,
): Promise<T> {
  const sandbox = newSandbox(engine)
  try {
    const workspace = join(sandbox.folder, 'workspace')
    mkdirSync(workspace)
    return await body(sandbox, workspace)
  } finally {
    removeSandbox(sandbox)
  }
}

/** Runs main and post. @throws if one of them is red */
export async function job(options: Omit<StepOptions, 'action'>): Promise<Ended> {
  const step = startStep({ action: ACTION, ...options })
  const main = await step.ended
  mustBeGreen(main)
  mustBeGreen(await step.post())
  return main
}

/** Runs main of each step, then post of each, last step first, like a runner. @throws if one of them is red */
export async function jobOf(steps: readonly Omit<StepOptions, 'action'>[]): Promise<void> {
  const started: Step[] = []
  for (const options of steps) {
    const step = startStep({ action: ACTION, ...options })
    mustBeGreen(await step.ended)
    started.push(step)
  }
  for (const step of started.toReversed()) mustBeGreen(await step.post())
}

/** @throws if a step is red */
export function mustBeGreen({ result, log }: Ended): void {
  if (result !== 'success') throw new Error(`A job of the benchmark failed:\n${log.shown}`)
}
