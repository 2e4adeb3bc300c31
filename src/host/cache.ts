/**
 * The cache service of GitHub Actions. Its package is by far the largest that we use, so this file is imported only
 * when something is kept there, and is a chunk of its own in the bundle.
 *
 * A cache is a help and never a reason to fail, or to put warnings on the run's page: every problem is handed back
 * for the caller to tell.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { restoreCache, saveCache } from '@actions/cache'

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

/** What the package writes to stdout, in the calls that are listened to. */
const heard = new AsyncLocalStorage<string[]>()
let isListening = false

/**
 * The package prints what it does, and its problems as warnings and errors of the runner; other parts of the job
 * write at the same time. So what comes out of this one call, and nothing else, is taken off stdout.
 */
async function listening(folder: string, work: () => Promise<boolean>): Promise<CacheAnswer> {
  tapStdout()
  const lines: string[] = []
  const temp = process.env['RUNNER_TEMP']
  try {
    // It leaves folders behind where it packs: they go with the folder that our caller removes.
    process.env['RUNNER_TEMP'] = folder
    const done = await heard.run(lines, work)
    return { done, problems: problemsIn(lines) }
  } catch (error) {
    return { done: false, problems: [error instanceof Error ? error.message : String(error)] }
  } finally {
    if (temp === undefined) delete process.env['RUNNER_TEMP']
    else process.env['RUNNER_TEMP'] = temp
  }
}

function tapStdout(): void {
  if (isListening) return
  isListening = true
  process.stdout.write = new Proxy(process.stdout.write, {
    apply(write, self, args) {
      const lines = heard.getStore()
      const text = String(args[0])
      // Masks are for the runner, whoever asks for them.
      if (lines === undefined || text.startsWith('::add-mask::')) return Reflect.apply(write, self, args)
      lines.push(text)
      return true
    },
  })
}

function problemsIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => /^::(?:warning|error)[^:]*::(.*)/.exec(line)?.[1] ?? [])
}
