/** Git repositories of tests. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export type Files = Readonly<Record<string, string>>

/** Ignores the machine's settings: names, dates and hooks are those of the tests. */
const GIT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
}

/** Runs git in a folder. @returns its output */
export function git(folder: string, ...args: readonly string[]): string {
  const env = { PATH: process.env['PATH'], ...GIT }
  return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }).trim()
}

export function writeFiles(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** Turns a folder into a repository with a commit of these files. @returns the commit */
export function makeRepository(folder: string, files: Files): string {
  mkdirSync(folder, { recursive: true })
  git(folder, 'init', '--quiet', '--initial-branch=main')
  return commit(folder, files)
}

/** @returns the commit */
export function commit(folder: string, files: Files): string {
  writeFiles(folder, files)
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--message=a commit')
  return git(folder, 'rev-parse', 'HEAD')
}
