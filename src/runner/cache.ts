/**
 * The cache service of GitHub Actions. Its package is by far the largest that we use, so this file is imported only
 * when something is kept there, and is a chunk of its own in the bundle.
 *
 * A cache is a help and never a reason to fail, or to put warnings on the run's page: every problem is returned for
 * the caller to report.
 */
import { existsSync, rmSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { restoreCache, saveCache } from '@actions/cache'
import { messageOf } from '../errors.ts'
import { captureStdout } from './capture-stdout.ts'

export interface CacheAnswer {
  /** Whether the file is there now (restored), or in the cache now (saved). */
  readonly done: boolean
  readonly problems: readonly string[]
}

/** Brings a file back that was kept under this key and at this path. */
export function restoreFile(path: string, key: string): Promise<CacheAnswer> {
  return quietly(async () => {
    const isFound = (await restoreCache([path], key)) !== undefined
    return isFound && existsSync(path)
  })
}

/** Keeps a file under a key. An existing entry stays. */
export function saveFile(path: string, key: string): Promise<CacheAnswer> {
  return quietly(async () => (await saveCache([path], key)) !== -1)
}

/** The package reports its problems by printing warnings and errors, and nowhere else. */
async function quietly(work: () => Promise<boolean>): Promise<CacheAnswer> {
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
 * Folders that the package packs in and leaves behind, each with a random name in RUNNER_TEMP. It cannot be told
 * another place, but it names the archive in a debug line. Should that line change, the folders stay until the runner
 * empties RUNNER_TEMP at the end of the job.
 */
function packingFolders(lines: readonly string[]): readonly string[] {
  return lines
    .flatMap((line) => /^::debug::Archive path: (.+)/i.exec(line)?.[1]?.trim() ?? [])
    .map(dirname)
    .filter((folder) => UUID.test(basename(folder)))
}
