import { startBuildxFrom } from './docker/docker.ts'
import { undoAll } from './run/undo.ts'
import { annotate } from './runner/commands.ts'
import { say } from './runner/log.ts'
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
