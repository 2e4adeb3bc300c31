import { describe, expect, test } from '@jest/globals'
import { commitContexts, ignoreFilesOf, isGitContext } from '../../src/inputs/context.ts'

test.each([
  { context: '', isGit: true },
  { context: '{{defaultContext}}', isGit: true },
  { context: '{{ defaultContext }}:app', isGit: true },
  { context: '.', isGit: false },
  { context: './app', isGit: false },
  { context: 'https://github.com/a/b.git#main', isGit: false },
  { context: '{defaultContext}', isGit: false },
])('the context "$context" is the repository of the event: $isGit', ({ context, isGit }) => {
  expect(isGitContext(context)).toBe(isGit)
})

describe("the contexts that are folders of the event's commit", () => {
  const event = { server: 'https://github.com', repository: 'owner/app', sha: '6113728f' }
  const GIT = 'https://github.com/owner/app.git#6113728f'
  const main = (folder: string, dockerfile: string) => ({ name: '', folder, dockerfile })

  test.each([
    { context: '', file: '', found: [main('', 'Dockerfile')] },
    { context: '', file: './docker/prod', found: [main('', 'docker/prod')] },
    { context: '{{defaultContext}}:app/', file: '', found: [main('app', 'app/Dockerfile')] },
    { context: '{{defaultContext}}:./a/../b', file: 'c', found: [main('b', 'b/c')] },
    { context: `${GIT}:app`, file: '', found: [main('app', 'app/Dockerfile')] },
    { context: '', file: '/tmp/Dockerfile', found: [main('', '')] },
    { context: '', file: 'https://example.com/Dockerfile', found: [main('', '')] },
    { context: '.', file: '', found: [] },
    { context: `${GIT}0:app`, file: '', found: [] },
    { context: 'https://github.com/owner/app.git#main', file: '', found: [] },
  ])('"$context" with the file "$file"', ({ context, file, found }) => {
    expect(commitContexts({ context, file, 'build-contexts': [] }, event)).toEqual(found)
  })

  test('include named contexts', () => {
    const given = { context: '.', file: '', 'build-contexts': ['Src={{defaultContext}}:src', 'b=./b', 'c'] }
    expect(commitContexts(given, event)).toEqual([{ name: 'src', folder: 'src', dockerfile: '' }])
  })

  test.each([
    { of: main('', 'Dockerfile'), files: ['Dockerfile.dockerignore', '.dockerignore'] },
    { of: main('app', 'app/x'), files: ['app/x.dockerignore', 'app/.dockerignore'] },
    { of: { name: 'src', folder: 'src', dockerfile: '' }, files: ['src/.dockerignore'] },
  ])('do not include those of $files', ({ of, files }) => {
    expect(ignoreFilesOf(of)).toEqual(files)
  })
})
