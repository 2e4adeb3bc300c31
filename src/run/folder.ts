import { mkdirSync, rmSync } from 'node:fs'
import { Failure, messageOf } from '../errors.ts'
import { remember } from '../state.ts'

/**
 * Creates a folder of this action in RUNNER_TEMP, which post removes.
 * @param name its name in the state, by which post finds it
 * @throws Failure if the folder cannot be created
 */
export function makeFolder(name: 'temp' | 'downloads', path: string): void {
  remember(name, path)
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new Failure(
      `RUNNER_TEMP: the folder ${path} could not be created: ${messageOf(error)}.`,
      'Check that RUNNER_TEMP is a folder that this user may write to, and that the disk is not full.',
    )
  }
}

/** Removes a folder of this action before the job ends. If that fails, post tries again and reports if it cannot. */
export function dropFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // Its content is no longer needed, but does no harm.
  }
}
