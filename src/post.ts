import { say } from './host/log.ts'
import { annotate } from './host/runner.ts'
import { undoAll } from './run/undo.ts'
import { recall } from './state.ts'

/** Undoes what main remembered. What cannot be undone is a warning: it never makes a good job fail. */
async function post(): Promise<void> {
  for (const { what, failure } of await undoAll(recall(process.env))) {
    if (failure === undefined) say(`Removed ${what}`)
    else annotate('warning', `Could not remove ${what}: ${failure}`)
  }
}

post().catch((error: unknown) => annotate('warning', `Cleaning up failed: ${String(error)}`))
