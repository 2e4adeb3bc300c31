/**
 * The cache service of GitHub Actions. Its package is by far the largest that we use, so this file is imported only
 * when something is kept there, and is a chunk of its own in the bundle.
 *
 * A cache is a help and never a reason to fail, or to put warnings on the run's page: every problem is handed back
 * for the caller to tell.
 */
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { restoreCache, saveCache } from '@actions/cache'
import { hearing } from './capture-stdout.ts'

export interface CacheAnswer {
  /** Whether the file is there now (restored), or in the cache now (saved). */
  readonly done: boolean
  readonly problems: readonly string[]
}

/** Brings a file back that was kept under this key and at this path. */
export function restoreFile(path: string, key: string): Promise<CacheAnswer> {
  return listening(dirname(path), async () => {
    const isFound = (await restoreCache([path], key)) !== undefined
    return isFound && existsSync(path)
  })
}

/** Keeps a file under a key. One that is there already stays. */
export function saveFile(path: string, key: string): Promise<CacheAnswer> {
  return listening(dirname(path), async () => (await saveCache([path], key)) !== -1)
}

/** The package tells its problems by printing warnings and errors, and nowhere else. */
async function listening(folder: string, work: () => Promise<boolean>): Promise<CacheAnswer> {
  const lines: string[] = []
  const temp = process.env['RUNNER_TEMP']
  try {
    // It leaves folders behind where it packs: they go with the folder that our caller removes.
    process.env['RUNNER_TEMP'] = folder
    const done = await hearing(lines, work)
    return { done, problems: problemsIn(lines) }
  } catch (error) {
    return { done: false, problems: [error instanceof Error ? error.message : String(error)] }
  } finally {
    if (temp === undefined) delete process.env['RUNNER_TEMP']
    else process.env['RUNNER_TEMP'] = temp
  }
}

function problemsIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => /^::(?:warning|error)[^:]*::(.*)/.exec(line)?.[1] ?? [])
}
