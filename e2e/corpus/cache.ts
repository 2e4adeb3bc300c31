import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { home } from '../engine/home.ts'

/** Downloads, below the user's cache folder. */
export function cacheFolder(): string {
  return join(home().root, 'corpus')
}

/**
 * The path of a file that is fetched once. It is created in a separate folder, and moved when it is complete.
 * @param name of the cached file, below the cache folder
 * @param fetch gets an empty folder, and returns the folder that then contains only the file
 */
export async function cached(name: string, fetch: (into: string) => Promise<string>): Promise<string> {
  const path = join(cacheFolder(), name)
  if (existsSync(path)) return path
  mkdirSync(dirname(path), { recursive: true })
  const making = mkdtempSync(join(cacheFolder(), '.fetching-'))
  try {
    const folder = await fetch(making)
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    const [file, ...more] = files.filter((entry) => entry.isFile())
    if (file === undefined || more.length > 0) throw new Error(`${name} is ${more.length + 1} files`)
    renameSync(join(file.parentPath, file.name), path)
    return path
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}
