import { mkdirSync, rmSync } from 'node:fs'
import { Failure, messageOf } from '../errors.ts'
import { remember } from '../state.ts'

/**
 * Makes a folder of ours in RUNNER_TEMP, which post removes.
 * @param name what post knows it by
 * @throws Failure where RUNNER_TEMP is not a folder to write in
 */
export function makeFolder(name: 'temp' | 'downloads', path: string): void {
  remember(name, path)
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new Failure(
      `RUNNER_TEMP: the folder ${path} could not be made: ${messageOf(error)}.`,
      'See that RUNNER_TEMP names a folder in which this user may write, and that the disk is not full.',
    )
  }
}

/** Removes a folder of ours before the job ends. Where that does not work post does it, and says so where it cannot. */
export function dropFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // What is in it is of no use any more, but does no harm.
  }
}
