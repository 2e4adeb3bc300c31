/**
 * The cache service of GitHub Actions. Its package is by far the largest that we use, so this file is only imported
 * when something is stored there, and is a separate chunk of the bundle. A cache is optional and never a reason to
 * fail, or to put warnings on the run's page: all problems are returned, and the caller reports them.
 */
import { existsSync, rmSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { restoreCache, saveCache } from '@actions/cache'
import { messageOf } from '../errors.ts'
import { captureStdout } from './capture-stdout.ts'

export interface CacheResult {
  /** Whether the file now exists (restored), or is now in the cache (saved). */
  readonly done: boolean
  readonly problems: readonly string[]
}

/** Restores a file that was saved under this key and at this path. */
export function restoreFile(path: string, key: string): Promise<CacheResult> {
  return captureProblems(async () => {
    const isFound = (await restoreCache([path], key)) !== undefined
    return isFound && existsSync(path)
  })
}

/** Saves a file under a key. An existing entry stays. */
export function saveFile(path: string, key: string): Promise<CacheResult> {
  return captureProblems(async () => (await saveCache([path], key)) !== -1)
}

/** The package only reports its problems by printing warnings and errors. */
async function captureProblems(work: () => Promise<boolean>): Promise<CacheResult> {
  const lines: string[] = []
  try {
    const done = await captureStdout(lines, work)
    return { done, problems: problemsIn(lines) }
  } catch (error) {
    return { done: false, problems: [messageOf(error)] }
  } finally {
    for (const folder of packingFolders(lines)) rmSync(folder, { recursive: true, force: true })
  }
}

function problemsIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => /^::(?:warning|error)[^:]*::(.*)/.exec(line)?.[1] ?? [])
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Folders in which the package creates archives and which it leaves behind, each with a random name in RUNNER_TEMP.
 * Their location cannot be configured, but the package names the archive in a debug line. If that line changes, the
 * folders stay until the runner empties RUNNER_TEMP at the end of the job.
 */
function packingFolders(lines: readonly string[]): readonly string[] {
  return lines
    .flatMap((line) => /^::debug::Archive path: (.+)/i.exec(line)?.[1]?.trim() ?? [])
    .map(dirname)
    .filter((folder) => UUID.test(basename(folder)))
}
