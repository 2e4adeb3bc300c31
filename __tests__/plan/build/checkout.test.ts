import { describe, expect, test } from '@jest/globals'
import { readDockerfile } from '../../../src/buildx/dockerfile.ts'
import type { BuiltCommit, EventFacts } from '../../../src/facts/facts.ts'
import { checkoutWarnings } from '../../../src/plan/build/checkout.ts'
import { targetBuilder } from '../../../src/plan/builder/target.ts'
import { facts, type Given, inputs, platforms, setting } from '../../builders.ts'

const { event } = facts()
const BUILT = event.sha.slice(0, 12)
const HEAD = 'f00d'.repeat(10)

interface Scene {
  readonly given?: Given
  readonly dockerfile?: string
  readonly head?: string
  readonly about?: EventFacts['about']
  readonly dockerignore?: string
}

const COPY_ALL = 'FROM scratch\nCOPY . /\n'

const NOTHING: BuiltCommit = { files: [], changed: [], untracked: [], ignored: [], ignoreFiles: [] }

async function warned(
  built: Partial<BuiltCommit> | undefined,
  { given = { context: '' }, dockerfile = COPY_ALL, head = event.sha, about, dockerignore }: Scene = {},
): Promise<readonly string[]> {
  const asked = inputs({ platforms: platforms('linux/amd64'), ...given })
  const content = await readDockerfile(dockerfile)
  const ignoreFiles =
    dockerignore === undefined ? {} : { ignoreFiles: [{ path: '.dockerignore', text: dockerignore }] }
  const known = facts({
    event: { ...event, about },
    dockerfiles: asked.builds.map(({ context, file }) => ({ context, file, text: undefined, content })),
    checkout: { head, built: built && { ...NOTHING, ...ignoreFiles, ...built } },
  })
  return checkoutWarnings(asked, known, targetBuilder(asked, known), asked.platforms)
}

/** The files in a warning about differences; '' if there is none. */
async function differing(built: Partial<BuiltCommit>, scene: Scene = {}): Promise<string> {
  const [warning = '', ...others] = await warned(built, scene)
  expect(others).toEqual([])
  return /; different there, or only there: (.*)\. Set /.exec(warning)?.[1] ?? warning
}

describe('files of the workspace that are not built', () => {
  test('are named, up to five, with the cure', async () => {
    const changed = ['a', 'b/c', 'd', 'e', 'f', 'g', 'h']
    expect(await warned({ changed })).toEqual([
      `context: the commit ${BUILT} is built, not the workspace; different there, or only there: a, b/c, d, e, f and 2 more. Set context: . to build the workspace.`,
    ])
  })

  test.each<{ what: string; dockerfile: string; built: Partial<BuiltCommit>; names: string }>([
    {
      what: 'what git does not know, if all is copied',
      dockerfile: COPY_ALL,
      built: { changed: ['a'], untracked: ['b', 'c/'] },
      names: 'b, c/, a',
    },
    {
      what: 'a folder of .gitignore that is copied by its name',
      dockerfile: 'FROM nginx\nCOPY ./dist/ /www\n',
      built: { ignored: ['dist/', 'node_modules/'] },
      names: 'dist/',
    },
    {
      what: 'a folder of .gitignore, of which a file is copied',
      dockerfile: 'FROM eclipse-temurin\nCOPY target/*.jar app.jar\n',
      built: { ignored: ['target/', '.idea/'] },
      names: 'target/',
    },
    {
      what: 'files in a folder that git only keeps as their place',
      dockerfile: 'FROM nginx\nCOPY dist /www\n',
      built: { files: ['dist/.gitkeep', 'a'], ignored: ['dist/index.html', 'dist/assets/', 'b'] },
      names: 'dist/index.html, dist/assets/',
    },
    {
      what: 'what a mount of RUN sees',
      dockerfile: 'FROM golang\nRUN --mount=type=bind,target=. go build\n',
      built: { changed: ['go.mod'] },
      names: 'go.mod',
    },
    {
      what: 'what is in a stage that the last one needs',
      dockerfile: 'FROM a AS build\nCOPY src /src\nFROM scratch\nCOPY --from=build /src /\n',
      built: { changed: ['src/a', 'b'] },
      names: 'src/a',
    },
    {
      what: 'what git has, if it is unknown what the Dockerfile takes in',
      dockerfile: '# syntax=example.com/mine\nFROM a\n',
      built: { changed: ['a'], untracked: ['b'], ignored: ['dist/'] },
      names: 'a',
    },
  ])('are $what', async ({ dockerfile, built, names }) => {
    expect(await differing(built, { dockerfile })).toBe(names)
  })

  test.each<{ what: string; dockerfile?: string; built: Partial<BuiltCommit>; dockerignore?: string }>([
    { what: 'in a clean checkout', built: { files: ['a', 'Dockerfile'] } },
    {
      what: 'of .gitignore, if all is copied',
      built: { ignored: ['node_modules/', 'coverage/', 'a.log'] },
    },
    {
      what: 'of .gitignore in a folder that has files of its own',
      dockerfile: 'FROM a\nCOPY src /src\nCOPY * /\n',
      built: { files: ['src/a.py'], ignored: ['src/__pycache__/'] },
    },
    {
      what: 'that nothing copies',
      dockerfile: 'FROM a\nCOPY package.json src/ /\n',
      built: { changed: ['README.md', 'source/a'], untracked: ['b'], ignored: ['dist/'] },
    },
    {
      what: 'that come from another stage',
      dockerfile: 'FROM a AS build\nRUN make\nFROM a\nCOPY --from=build dist /www\n',
      built: { ignored: ['dist/'] },
    },
    {
      what: 'in a stage that nothing needs',
      dockerfile: 'FROM a AS test\nCOPY . /\nFROM a\nCOPY src /src\n',
      built: { changed: ['b'], untracked: ['c'] },
    },
    {
      what: 'that .dockerignore leaves out',
      dockerignore: 'a\nnode_modules\n**/*.md\n',
      built: { changed: ['a/b', 'c.md'], untracked: ['node_modules/'] },
    },
    {
      what: 'if it is unknown what .dockerignore leaves out',
      dockerignore: 'a[\n',
      built: { changed: ['a'] },
    },
    { what: 'that hold a login to Google Cloud', built: { untracked: ['gha-creds-0a1b2c.json'] } },
  ])('are absent $what', async ({ dockerfile = COPY_ALL, built, dockerignore }) => {
    const given = dockerignore === undefined ? {} : { dockerignore }
    expect(await warned(built, { dockerfile, ...given })).toEqual([])
  })

  test('are what .dockerignore lets through', async () => {
    const scene = { dockerfile: 'FROM a\nCOPY dist/app /\n', dockerignore: '*\n!dist/app\n' }
    expect(await differing({ ignored: ['dist/'] }, scene)).toBe('dist/')
    expect(await differing({ untracked: ['c/'] }, { dockerignore: '*\n!c/**\n' })).toBe('c/')
  })

  test.each<{ what: string; built: Partial<BuiltCommit>; file?: string; names: string }>([
    { what: 'is different', built: { changed: ['Dockerfile'] }, names: 'Dockerfile' },
    { what: 'is only there', built: { untracked: ['docker/'] }, file: 'docker/prod', names: 'docker/' },
    {
      what: 'is one that git ignores',
      built: { ignored: ['made.prod'] },
      file: 'made.prod',
      names: 'made.prod',
    },
  ])('are the Dockerfile itself if it $what', async ({ built, file = '', names }) => {
    const scene = { given: { context: '', file }, dockerignore: '**\n' }
    expect(await differing(built, scene)).toBe(names)
    expect(await differing(built, { ...scene, dockerignore: '[\n' })).toBe(names)
  })

  test('are those below the context', async () => {
    const given = { context: '{{defaultContext}}:app', file: 'prod' }
    expect(await warned({ changed: ['app/a', 'apple/b', 'c'] }, { given })).toEqual([
      `context: the commit ${BUILT} is built, not the workspace; different there, or only there: app/a. Set context: app and file: app/prod to build the workspace.`,
    ])
  })

  test('are those of further contexts', async () => {
    const given = { 'build-contexts': ['Lib={{defaultContext}}:lib'] }
    const dockerfile = 'FROM a\nCOPY . /\nCOPY --from=lib src /\n'
    const changed = ['a', 'lib/a', 'lib/src/b']
    expect(await warned({ changed }, { given, dockerfile })).toEqual([
      `context: the commit ${BUILT} is built, not the workspace; different there, or only there: lib/src/b. Set lib=lib in build-contexts to build the workspace.`,
    ])
  })

  test('are reported once for all platforms', async () => {
    const given: Given = {
      context: '',
      platforms: platforms('linux/amd64,linux/arm64'),
      platformSettings: [setting('linux/arm64', { target: 'arm' })],
    }
    const dockerfile = 'FROM a AS arm\nCOPY . /\nFROM a\nCOPY . /\n'
    expect(await warned({ changed: ['a'] }, { given, dockerfile })).toHaveLength(1)
  })
})

describe('another commit in the workspace', () => {
  const about = { sha: HEAD, what: 'the run', ref: 'REF' }

  test('is reported with what differs', async () => {
    expect(await warned({ changed: ['version'] }, { head: HEAD })).toEqual([
      `context: the commit ${BUILT} is built, not the workspace, where the commit f00df00df00d is checked out; different there, or only there: version. Set context: . to build the workspace.`,
    ])
  })

  test('is reported if it is unknown what differs', async () => {
    expect(await warned(undefined, { head: HEAD })).toEqual([
      `context: the commit ${BUILT} is built, not the workspace, where the commit f00df00df00d is checked out. Set context: . to build the workspace.`,
    ])
  })

  test('is not reported if it has the same in all that is copied', async () => {
    expect(await warned({ changed: ['b'] }, { head: HEAD, dockerfile: 'FROM a\nCOPY a /\n' })).toEqual([])
  })

  test('is not reported a second time if the event is about another one', async () => {
    expect(await warned({ changed: ['a'] }, { head: HEAD, about })).toEqual([])
    expect(await warned(undefined, { head: HEAD, about })).toEqual([])
    expect(await warned({ changed: ['a'] }, { about })).toHaveLength(1)
  })
})

describe('a .dockerignore', () => {
  const files = ['.github/x.yml', '.github/y.yml', 'README.md', 'docs/a.md', 'docs/b.md', 'src/a', 'src/b.md']

  test('is reported as without effect, with the files that are built anyway', async () => {
    expect(await warned({ files }, { dockerignore: '.github\n**/*.md\n' })).toEqual([
      'context: .dockerignore has no effect in a Git context, and the Dockerfile copies what it excludes: .github/, README.md, docs/a.md, docs/b.md, src/b.md. Set context: . to keep that out.',
    ])
  })

  test.each([
    { what: 'nothing is built that it names', dockerfile: COPY_ALL, dockerignore: 'node_modules\n.git\n' },
    { what: 'nothing copies what it names', dockerfile: 'FROM a\nCOPY src /\n', dockerignore: 'docs\n' },
    {
      what: 'only a RUN sees what it names',
      dockerfile: 'FROM a\nRUN --mount=target=. x\n',
      dockerignore: 'docs\n',
    },
    { what: 'it is unknown what it names', dockerfile: COPY_ALL, dockerignore: 'docs[\n' },
    {
      what: 'it is unknown what is copied',
      dockerfile: '# syntax=example.com/mine\nFROM a\n',
      dockerignore: 'docs\n',
    },
  ])('is not reported if $what', async ({ dockerfile, dockerignore }) => {
    expect(await warned({ files }, { dockerfile, dockerignore })).toEqual([])
  })

  test("of the Dockerfile's own wins", async () => {
    const ignoreFiles = [
      { path: '.dockerignore', text: 'docs\n' },
      { path: 'Dockerfile.dockerignore', text: 'src\n' },
    ]
    expect(await warned({ files, ignoreFiles })).toEqual([
      'context: Dockerfile.dockerignore has no effect in a Git context, and the Dockerfile copies what it excludes: src/. Set context: . to keep that out.',
    ])
  })
})
