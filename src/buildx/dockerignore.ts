import { posix } from 'node:path'
import { isWithin, type PathNames, type PathPattern, parsePathPattern } from './path-pattern.ts'

/** The rules of a .dockerignore, in order. */
export interface Dockerignore {
  readonly rules: readonly Rule[]
}

interface Rule {
  readonly pattern: PathPattern
  /** Whether it includes something that an earlier line excludes. */
  readonly isException: boolean
}

/**
 * Reads a .dockerignore as BuildKit does (moby/patternmatcher 0.6, ignorefile.ReadAll).
 * @returns undefined if a line is not understood, which may be an exception to another one
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
    // A pattern for the context itself excludes nothing.
    if (pattern.length > 0) rules.push({ pattern, isException })
  }
  return { rules }
}

/** Whether a path below the context is excluded: the last line that matches it, or one of its folders, decides. */
export function isExcluded({ rules }: Dockerignore, path: PathNames): boolean {
  return rules.findLast(({ pattern }) => isWithin(pattern, path))?.isException === false
}

/** What is excluded together with an excluded path: its first folder that is excluded as a whole, or only the path. */
export function excludedWith({ rules }: Dockerignore, path: PathNames): string {
  const hasExceptions = rules.some(({ isException }) => isException)
  const folders = hasExceptions ? [] : path.slice(0, -1).map((_, index) => path.slice(0, index + 1))
  const folder = folders.find((each) => isExcluded({ rules }, each))
  return folder === undefined ? path.join('/') : `${folder.join('/')}/`
}
