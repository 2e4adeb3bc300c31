import { saveState } from './runner/commands.ts'

/**
 * What post has to undo, by name. Each value is saved before the thing is made, so that a cancelled job
 * leaves nothing behind; an undo therefore treats "it was never made" as success.
 */
export const STATE_NAMES = [
  ...(['default', 'held', 'builder', 'nodes', 'keepsState', 'context'] as const),
  ...(['installer', 'temp', 'downloads', 'standalone', 'finished'] as const),
  ...(['smokeContainers', 'smokeImages'] as const),
] as const

export type StateName = (typeof STATE_NAMES)[number]

/**
 * '' if there is nothing to undo. `default` holds the earlier default builder and ours; `held` is the note that tells
 * other jobs which builder is in use; `nodes` and `keepsState` define how the builder is removed: `nodes` are those that
 * are containers, separated by blanks, with `@ENDPOINT` if that is not the current engine. `finished` means that the job
 * reached its end: nothing is half-finished. `standalone` is the path of a buildx that is not a docker plugin.
 * `smokeContainers` and `smokeImages` are what the smoke test runs and pulls, separated by blanks.
 */
export type State = Readonly<Record<StateName, string>>

/** Saves something that the post step must undo. */
export function remember(name: StateName, value: string): void {
  saveState(name, value)
}

/** What main remembered, read from the runner's variables. */
export function recall(env: Readonly<Record<string, string | undefined>>): State {
  const read = (name: StateName): string => env[`STATE_${name}`] ?? ''
  return {
    default: read('default'),
    held: read('held'),
    builder: read('builder'),
    nodes: read('nodes'),
    keepsState: read('keepsState'),
    context: read('context'),
    installer: read('installer'),
    temp: read('temp'),
    downloads: read('downloads'),
    standalone: read('standalone'),
    finished: read('finished'),
    smokeContainers: read('smokeContainers'),
    smokeImages: read('smokeImages'),
  }
}
