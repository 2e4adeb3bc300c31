import { posix } from 'node:path'
import { isWithin, type PathNames, type PathPattern, parsePathPattern } from './path-pattern.ts'

/** What a .dockerignore says, line by line. */
export interface Dockerignore {
  readonly rules: readonly Rule[]
}

interface Rule {
  readonly pattern: PathPattern
  /** Whether it keeps something that an earlier line leaves out. */
  readonly isException: boolean
}

/**
 * Reads a .dockerignore as BuildKit does (moby/patternmatcher 0.6, ignorefile.ReadAll).
 * @returns undefined where a line is not understood, which may be an exception of another one
 */
export function parseDockerignore(text: string): Dockerignore | undefined {
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  const patterns = lines.flatMap((line) => (line.startsWith('#') || line.trim() === '' ? [] : [line.trim()]))
  const rules: Rule[] = []
  for (const line of patterns) {
    const isException = line.startsWith('!')
    const path = posix.normalize(isException ? line.slice(1).trim() : line)
    const pattern = parsePathPattern(path)
    if (pattern === undefined) return undefined
    // One for the context itself leaves nothing out.
    if (pattern.length > 0) rules.push({ pattern, isException })
  }
  return { rules }
}

/** Whether a path below the context is left out: the last line that fits it, or a folder that it is in, decides. */
export function isLeftOut({ rules }: Dockerignore, path: PathNames): boolean {
  return rules.findLast(({ pattern }) => isWithin(pattern, path))?.isException === false
}

/** What is left out with a path that is: the first folder of it that is left out as a whole, or the path by itself. */
export function leftOutWith({ rules }: Dockerignore, path: PathNames): string {
  const hasExceptions = rules.some(({ isException }) => isException)
  const folders = hasExceptions ? [] : path.slice(0, -1).map((_, index) => path.slice(0, index + 1))
  const folder = folders.find((each) => isLeftOut({ rules }, each))
  return folder === undefined ? path.join('/') : `${folder.join('/')}/`
}
