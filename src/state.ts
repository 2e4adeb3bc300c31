import { saveState } from './runner/commands.ts'

/**
 * What post has to undo, by name. Each value is saved before the thing is made, so that a cancelled job
 * leaves nothing behind; an undo therefore takes "it was never made" for success.
 */
export const STATE_NAMES = [
  ...(['default', 'held', 'builder', 'nodes', 'keepsState', 'context'] as const),
  ...(['installer', 'temp', 'downloads', 'standalone', 'finished'] as const),
  ...(['smokeContainers', 'smokeImages'] as const),
] as const

export type StateName = (typeof STATE_NAMES)[number]

/**
 * '' where there is nothing to undo. `default` holds the earlier default builder and ours; `held` is the note that tells
 * other jobs which builder is used; `nodes` and `keepsState` say how the builder is removed: `nodes` are those that are
 * containers, separated by blanks, with `@ENDPOINT` where that is not the engine at hand. `finished` says that the job got to its end: nothing is half made. `standalone`
 * is the path of a buildx that is no plugin of docker. `smokeContainers` and `smokeImages` are what the smoke test
 * runs and pulls, separated by blanks.
 */
export type State = Readonly<Record<StateName, string>>

/** Keeps one thing to undo for the post step. */
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
