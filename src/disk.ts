/** What may be on this machine's disk, where it is no fault that it is not there. */
import { readdirSync, readFileSync } from 'node:fs'

/** The text of a file; undefined where there is none, or none that may be read. */
export function textIn(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** What is in a folder, by name; nothing where there is none, or none that may be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
