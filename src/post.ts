import { startBuildxFrom } from './host/docker.ts'
import { say } from './host/log.ts'
import { annotate } from './host/runner.ts'
import { undoAll } from './run/undo.ts'
import { recall } from './state.ts'

/** Undoes what main remembered. What cannot be undone is a warning: it never makes a good job fail. */
async function post(): Promise<void> {
  const state = recall(process.env)
  startBuildxFrom(state.standalone)
  for (const { what, verb, outcome } of await undoAll(state)) {
    if (outcome === 'done') say(`${verb === 'remove' ? 'Removed' : 'Restored'} ${what}`)
    else if (outcome !== 'was not there') annotate('warning', `Could not ${verb} ${what}: ${outcome.failure}`)
  }
}

post().catch((error: unknown) => annotate('warning', `Cleaning up failed: ${String(error)}`))
