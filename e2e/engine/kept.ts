/** Files and folders that are the same in every run: made once, and kept for the next one. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Makes it unless it exists. It is made in a folder beside its place, and moved when it is complete: runs that start at the
 * same time may both make it, and none of them sees half of it.
 * @param path where it is kept
 * @param make gets an empty folder, and returns the path of what was made: this folder, or something in it
 */
export async function makeOnce(path: string, make: (into: string) => Promise<string>): Promise<string> {
  if (existsSync(path)) return path
  // Private, also where the umask is not.
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const making = mkdtempSync(join(dirname(path), '.making-'))
  try {
    const made = await make(making)
    if (!existsSync(path)) renameSync(made, path)
    return path
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}
