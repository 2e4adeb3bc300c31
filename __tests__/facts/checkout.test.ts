import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { commit, type Files, git, makeRepository, writeFiles } from '../../e2e/harness/repository.ts'
import { readCheckout } from '../../src/facts/checkout.ts'
import { readDockerfiles } from '../../src/facts/dockerfiles.ts'
import type { Facts } from '../../src/facts/facts.ts'
import { facts, inputs, platforms } from '../builders.ts'
import { dockerIn, recordingDocker } from '../docker/recording.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpb-checkout-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

const FILES: Files = {
  Dockerfile: 'FROM scratch\nCOPY . /\n',
  '.gitignore': 'dist\n*.log\n',
  'app/a b.txt': 'a',
  'app/.dockerignore': 'a*\n',
  'other/.dockerignore': 'b*\n',
}

const GIT = { PATH: process.env['PATH'] }

/** A job of this commit, with the checkout in its workspace. */
function jobOf(sha: string, workspace = folder): Facts {
  const { event, paths, ...others } = facts()
  return { ...others, event: { ...event, sha }, paths: { ...paths, workspace } }
}

const read = (sha: string, context = '') => readCheckout(dockerIn(GIT), inputs({ context }), jobOf(sha))

describe('a checkout of the commit that is built', () => {
  test('has no differences if nothing was done', async () => {
    const sha = makeRepository(folder, FILES)
    const files = ['.gitignore', 'Dockerfile', 'app/.dockerignore', 'app/a b.txt', 'other/.dockerignore']
    const nothing = { changed: [], untracked: [], ignored: [], ignoreFiles: [] }
    expect(await read(sha)).toEqual({ head: sha, built: { files, ...nothing } })
  })

  test('differs in changed, removed and new files', async () => {
    const sha = makeRepository(folder, { ...FILES, 'b/é': 'b', 'c.txt': 'c' })
    writeFiles(folder, { 'c.txt': 'other', 'dist/x/y': '', 'app/z.log': '', 'new/a/b': '', 'app/new': '' })
    rmSync(join(folder, 'b'), { recursive: true })
    expect((await read(sha))?.built).toMatchObject({
      changed: ['b/é', 'c.txt'],
      untracked: ['app/new', 'new/'],
      ignored: ['app/z.log', 'dist/'],
    })
  })

  test('differs in files that Git LFS has fetched', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d'.repeat(32)}\nsize 9\n`
    const large = { 'a.bin': pointer, 'b/c.bin': pointer, 'd.bin': pointer, 'e.bin': pointer }
    const sha = makeRepository(folder, { ...FILES, ...large, '.gitattributes': '*.bin filter=lfs -text\n' })
    // As git-lfs does it: the file is different, and git reports it as the committed one.
    git(
      folder,
      'config',
      'filter.lfs.clean',
      `printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:${'4d'.repeat(32)}\\nsize 9\\n' #`,
    )
    writeFiles(folder, { 'b/c.bin': '123456789', 'd.bin': '9'.repeat(2_000) })
    expect((await read(sha))?.built?.changed).toEqual(['b/c.bin', 'd.bin'])
  })

  test('has the committed .dockerignore of the context', async () => {
    const sha = makeRepository(folder, FILES)
    writeFiles(folder, { 'app/.dockerignore': 'changed' })
    const ignoreFiles = [{ path: 'app/.dockerignore', text: 'a*\n' }]
    expect((await read(sha, '{{defaultContext}}:app'))?.built?.ignoreFiles).toEqual(ignoreFiles)
  })

  test('is only read: nothing is fetched and nothing is written', async () => {
    const sha = makeRepository(folder, FILES)
    renameSync(join(folder, '.git/index'), join(folder, '.git/kept'))
    await read(sha)
    expect(git(folder, 'ls-files')).toBe('')
  })
})

describe('a checkout of another commit', () => {
  test('differs in files that its commits changed', async () => {
    const sha = makeRepository(folder, FILES)
    const head = commit(folder, { 'app/version': '2', 'app/a b.txt': 'b' })
    expect(await read(sha)).toMatchObject({
      head,
      built: { changed: ['app/a b.txt', 'app/version'], untracked: [] },
    })
  })

  const OTHER = 'f00d'.repeat(10)

  test.each([
    'https://github.com/Owner/App',
    'https://x-access-token:x@github.com/owner/app.git',
    'git@github.com:owner/app.git',
    'ssh://git@github.com/owner/app/',
  ])('does not count without the built commit, with %s', async (address) => {
    const head = makeRepository(folder, FILES)
    git(folder, 'remote', 'add', 'origin', address)
    expect(await read(OTHER)).toEqual({ head, built: undefined })
  })

  test.each([
    'https://github.com/owner/other',
    'https://example.com/owner/app',
    'https://github.com/co-owner/app',
  ])('does not count in another repository: %s', async (address) => {
    makeRepository(folder, FILES)
    git(folder, 'remote', 'add', 'origin', address)
    expect(await read(OTHER)).toBeUndefined()
  })
})

describe('no differences are known', () => {
  const SHA = facts().event.sha
  const nothing = async (context: string, workspace = folder) => {
    const { docker, calls } = recordingDocker([])
    return { checkout: await readCheckout(docker, inputs({ context }), jobOf(SHA, workspace)), calls }
  }

  test('if a folder is built, and git is not started', async () => {
    makeRepository(folder, FILES)
    expect(await nothing('.')).toEqual({ checkout: undefined, calls: [] })
  })

  test('if nothing is checked out, and git is not started', async () => {
    expect(await nothing('')).toEqual({ checkout: undefined, calls: [] })
  })

  test('outside a runner', async () => {
    expect(await nothing('', '')).toEqual({ checkout: undefined, calls: [] })
  })

  test('for a folder that is not a repository', async () => {
    writeFiles(folder, { '.git/HEAD': 'nonsense' })
    expect(await read(SHA)).toBeUndefined()
  })

  test('before the first commit', async () => {
    git(folder, 'init', '--quiet')
    expect(await read(SHA)).toBeUndefined()
  })

  test('without git', async () => {
    const sha = makeRepository(folder, FILES)
    expect(
      await readCheckout(dockerIn({ PATH: folder }), inputs({ context: '' }), jobOf(sha)),
    ).toBeUndefined()
  })
})

describe('the Dockerfile of a commit', () => {
  /** The files that are read on a machine that needs no emulator, and on one that does. */
  async function basesOf(sha: string, platform: string, context = '', file = '') {
    const job = jobOf(sha)
    const all = inputs({ context, file, platforms: platforms(platform) })
    const docker = dockerIn(GIT)
    const checkout = await readCheckout(docker, all, job)
    const found = await readDockerfiles(docker, all, { ...job, checkout })
    return found.map(({ content }) => content?.stages.map(({ base }) => base))
  }

  test('is read as committed, for emulators', async () => {
    const sha = makeRepository(folder, { Dockerfile: 'FROM a\n' })
    expect(await basesOf(sha, 'linux/amd64')).toEqual([undefined])
    expect(await basesOf(sha, 'linux/arm64')).toEqual([['a']])
    writeFiles(folder, { Dockerfile: 'FROM changed\n' })
    expect(await basesOf(sha, 'linux/arm64')).toEqual([['a']])
  })

  test('is read if the workspace has more than the commit', async () => {
    const sha = makeRepository(folder, { 'app/dockerfile': 'FROM a\n', 'app/own/x': 'FROM b\n' })
    writeFiles(folder, { made: '' })
    const context = '{{defaultContext}}:app'
    expect(await basesOf(sha, 'linux/amd64', context)).toEqual([['a']])
    expect(await basesOf(sha, 'linux/amd64', context, './own/x')).toEqual([['b']])
  })

  test('is not known if it is not in the commit, or if another commit is checked out', async () => {
    const sha = makeRepository(folder, { a: '' })
    git(folder, 'remote', 'add', 'origin', 'https://github.com/owner/app')
    writeFiles(folder, { Dockerfile: 'FROM a\n' })
    expect(await basesOf(sha, 'linux/arm64')).toEqual([undefined])
    expect(await basesOf('f00d'.repeat(10), 'linux/arm64')).toEqual([undefined])
  })
})
