/** Jobs of the action for the benchmark: places of their own, and main and post to their ends. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import { newPlace, type Place, removePlace } from '../harness/place.ts'
import { type Ended, type Step, type StepOptions, startStep } from '../harness/runner.ts'

/** The repository: the folder of action.yml. */
export const ACTION = join(import.meta.dirname, '..', '..')

/** A place and a workspace, removed afterwards. */
export async function withPlace<T>(
  engine: Engine,
  body: (place: Place, workspace: string) => Promise<T>,
): Promise<T> {
  const place = newPlace(engine)
  try {
    const workspace = join(place.folder, 'workspace')
    mkdirSync(workspace)
    return await body(place, workspace)
  } finally {
    removePlace(place)
  }
}

/** Runs main and post. @throws where one of them is red */
export async function job(options: Omit<StepOptions, 'action'>): Promise<Ended> {
  const step = startStep({ action: ACTION, ...options })
  const main = await step.ended
  mustBeGreen(main)
  mustBeGreen(await step.post())
  return main
}

/** Runs the main of each step, then post of each, the last one first, as a runner does. @throws where one of them is red */
export async function jobOf(steps: readonly Omit<StepOptions, 'action'>[]): Promise<void> {
  const started: Step[] = []
  for (const options of steps) {
    const step = startStep({ action: ACTION, ...options })
    mustBeGreen(await step.ended)
    started.push(step)
  }
  for (const step of started.toReversed()) mustBeGreen(await step.post())
}

/** @throws where a step is red */
export function mustBeGreen({ result, log }: Ended): void {
  if (result !== 'success') throw new Error(`A job of the benchmark failed:\n${log.shown}`)
}
