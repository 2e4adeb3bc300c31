import { saveState } from './host/runner.ts'

/**
 * What post has to undo, by name. Each value is saved before the thing is made, so that a cancelled job
 * leaves nothing behind; an undo therefore takes "it was never made" for success.
 */
export const STATE_NAMES = ['builder', 'installer', 'temp', 'finished'] as const

export type StateName = (typeof STATE_NAMES)[number]

/** '' where there is nothing to undo. `finished` says that the job got to its end: nothing is half made. */
export type State = Readonly<Record<StateName, string>>

/** Keeps one thing to undo for the post step. */
export function remember(name: StateName, value: string): void {
  saveState(name, value)
}

/** What main remembered, read from the runner's variables. */
export function recall(env: Readonly<Record<string, string | undefined>>): State {
  const read = (name: StateName): string => env[`STATE_${name}`] ?? ''
  return {
    builder: read('builder'),
    installer: read('installer'),
    temp: read('temp'),
    finished: read('finished'),
  }
}
