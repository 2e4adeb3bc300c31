import { say } from './host/log.ts'
import { annotate } from './host/runner.ts'
import { undoAll } from './run/undo.ts'
import { recall } from './state.ts'

/** Undoes what main remembered. What cannot be undone is a warning: it never makes a good job fail. */
async function post(): Promise<void> {
  for (const { what, outcome } of await undoAll(recall(process.env))) {
    if (outcome === 'removed') say(`Removed ${what}`)
    else if (outcome !== 'was not there') annotate('warning', `Could not remove ${what}: ${outcome.failure}`)
  }
}

post().catch((error: unknown) => annotate('warning', `Cleaning up failed: ${String(error)}`))
