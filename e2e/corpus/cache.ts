import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { home } from '../engine/home.ts'
import { makeOnce } from '../engine/kept.ts'

/** Downloads, below the user's cache folder. */
export function cacheFolder(): string {
  return join(home().root, 'corpus')
}

/**
 * The path of a file that is fetched once.
 * @param name of the cached file, below the cache folder
 * @param fetch gets an empty folder, and returns the folder that then contains only the file
 */
export function cached(name: string, fetch: (into: string) => Promise<string>): Promise<string> {
  return makeOnce(join(cacheFolder(), name), async (making) => {
    const folder = await fetch(making)
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    const [file, ...more] = files.filter((entry) => entry.isFile())
    if (file === undefined || more.length > 0) throw new Error(`${name} is ${more.length + 1} files`)
    return join(file.parentPath, file.name)
  })
}
