import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Docker } from '../docker/docker.ts'
import { type CommitContext, commitContexts, ignoreFilesOf } from '../inputs/context.ts'
import type { Inputs } from '../inputs/table.ts'
import { present } from '../present.ts'
import type { BuiltCommit, CheckoutFacts, EventFacts, LocalFacts, TextFile } from './facts.ts'

type Git = Pick<Docker, 'runGit'>

/**
 * Inspects the checkout in the workspace if a build uses the event's commit as a Git context. Nothing here fails: without
 * an answer from git, facts are unknown.
 * @returns undefined if there is none, or one of another repository
 */
export async function readCheckout(
  git: Git,
  { builds }: Pick<Inputs, 'builds'>,
  { event, paths }: Pick<LocalFacts, 'event' | 'paths'>,
): Promise<CheckoutFacts | undefined> {
  const folder = paths.workspace
  const contexts = builds.flatMap((build) => commitContexts(build, event))
  if (contexts.length === 0 || folder === '' || !existsSync(join(folder, '.git'))) return undefined
  const [head, hasCommit, origin] = await Promise.all([
    git.runGit(folder, ['rev-parse', '--verify', 'HEAD']),
    git.runGit(folder, ['cat-file', '-e', `${event.sha}^{commit}`]),
    git.runGit(folder, ['config', '--get', 'remote.origin.url']),
  ])
  if (head === undefined) return undefined
  if (hasCommit !== undefined)
    return { head: head.trim(), built: await readBuilt(git, folder, event.sha, contexts) }
  return isAddressOf(origin ?? '', event) ? { head: head.trim(), built: undefined } : undefined
}

/** Lists untracked files, and only the names of folders with nothing else in them. */
const LIST_UNTRACKED = [
  'ls-files',
  '-z',
  '--others',
  '--directory',
  '--no-empty-directory',
  '--exclude-standard',
]

async function readBuilt(
  git: Git,
  folder: string,
  sha: string,
  contexts: readonly CommitContext[],
): Promise<BuiltCommit> {
  const list = async (args: readonly string[]): Promise<readonly string[]> =>
    ((await git.runGit(folder, args)) ?? '').split('\0').filter((path) => path !== '')
  const [files, changed, untracked, ignored] = await Promise.all([
    list(['ls-tree', '-r', '-z', '--name-only', '--full-tree', sha]),
    list(['diff', '-z', '--name-only', '--no-renames', '--no-ext-diff', '--ignore-submodules=dirty', sha]),
    list(LIST_UNTRACKED),
    list([...LIST_UNTRACKED, '--ignored']),
  ])
  const wanted = new Set(contexts.flatMap(ignoreFilesOf))
  const found = files.filter((path) => wanted.has(path))
  const ignoreFiles = await Promise.all(found.map((path) => readCommitted(git, folder, sha, path)))
  const hasAttributes = files.some((path) => path.endsWith('.gitattributes'))
  const large = hasAttributes ? await list(['ls-files', '-z', '--', ':(attr:filter=lfs)']) : []
  const fetched = large.filter((path) => isFetched(join(folder, path)))
  return { files, changed: [...changed, ...fetched], untracked, ignored, ignoreFiles: present(ignoreFiles) }
}

/** Pointers of Git LFS are smaller (docs/spec.md of git-lfs). */
const POINTER_LIMIT = 1024

/** Whether a Git LFS file has been fetched: BuildKit gets the committed version, which is only a pointer. */
function isFetched(path: string): boolean {
  try {
    return (
      statSync(path).size >= POINTER_LIMIT ||
      !readFileSync(path, 'utf8').startsWith('version https://git-lfs')
    )
  } catch {
    return false
  }
}

/** A file as committed, regardless of the workspace. */
export async function readCommitted(
  git: Git,
  folder: string,
  sha: string,
  path: string,
): Promise<TextFile | undefined> {
  const text = await git.runGit(folder, ['cat-file', 'blob', `${sha}:${path}`])
  return text === undefined ? undefined : { path, text }
}

/** Whether an address is that of the event's repository: with or without a login and .git, by HTTPS or SSH. */
function isAddressOf(address: string, { server, repository }: EventFacts): boolean {
  const plain = address
    .trim()
    .toLowerCase()
    .replace(/(?:\.git)?\/?$/, '')
  const name = repository.toLowerCase()
  const isNamed = plain.endsWith(`/${name}`) || plain.endsWith(`:${name}`)
  return isNamed && plain.includes(new URL(server).hostname)
}
