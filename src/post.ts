import { PLUGIN } from './buildx/program.ts'
import type { DockerWith } from './docker/docker.ts'
import type { Env } from './facts/facts.ts'
import { undoAll } from './run/undo.ts'
import { annotate } from './runner/commands.ts'
import { say } from './runner/log.ts'
import { recall } from './state.ts'

/** Undoes what main remembered. What cannot be undone is a warning: it never makes a good job fail. */
export async function post(env: Env, dockerWith: DockerWith): Promise<void> {
  try {
    const state = recall(env)
    const { standalone } = state
    const docker = dockerWith(standalone === '' ? PLUGIN : { kind: 'standalone', path: standalone })
    for (const { what, verb, outcome } of await undoAll(docker, state)) {
      if (outcome === 'done') say(`${verb === 'remove' ? 'Removed' : 'Restored'} ${what}`)
      else if (outcome !== 'was not there')
        annotate('warning', `Could not ${verb} ${what}: ${outcome.failure}`)
    }
  } catch (error) {
    annotate('warning', `Cleaning up failed: ${String(error)}`)
  }
}
