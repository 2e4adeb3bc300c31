/** Reads files and folders that need not exist. */
import { readdirSync, readFileSync } from 'node:fs'

/** The text of a file; undefined if it does not exist or cannot be read. */
export function textIn(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** The names of a folder's entries; empty if it does not exist or cannot be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
