import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readPaths } from '../../src/facts/read.ts'
import { inputs } from '../builders.ts'

describe('what the disk says about the paths', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'read-paths-'))
    mkdirSync(join(folder, 'app', 'nested'), { recursive: true })
    writeFileSync(join(folder, 'app', 'Dockerfile'), 'FROM scratch\n')
    writeFileSync(join(folder, 'other.Dockerfile'), 'FROM scratch\n')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each([
    {
      what: 'the Dockerfile in the context',
      context: 'app',
      file: '',
      facts: { context: 'folder', dockerfile: 'app/Dockerfile', dockerfileIs: 'file' },
    },
    {
      what: 'a named Dockerfile, from the workspace on',
      context: 'app',
      file: 'other.Dockerfile',
      facts: { context: 'folder', dockerfile: 'other.Dockerfile', dockerfileIs: 'file' },
    },
    {
      what: 'a context without a Dockerfile',
      context: 'app/nested',
      file: '',
      facts: { context: 'folder', dockerfile: 'app/nested/Dockerfile', dockerfileIs: 'missing' },
    },
    {
      what: 'a folder in place of the Dockerfile',
      context: 'app',
      file: 'app/nested',
      facts: { context: 'folder', dockerfile: 'app/nested', dockerfileIs: 'missing' },
    },
    {
      what: 'no such context',
      context: 'nowhere',
      file: '',
      facts: { context: 'missing', dockerfile: 'nowhere/Dockerfile', dockerfileIs: 'missing' },
    },
    {
      what: 'a file in place of the context',
      context: 'other.Dockerfile',
      file: '',
      facts: {
        context: 'missing',
        dockerfile: 'other.Dockerfile/Dockerfile',
        dockerfileIs: 'missing',
      },
    },
  ])('$what', ({ context, file, facts }) => {
    const found = readPaths(
      inputs({ context: join(folder, context), file: file === '' ? '' : join(folder, file) }),
    )
    expect(found).toEqual({ ...facts, dockerfile: join(folder, facts.dockerfile) })
  })

  test.each([
    'https://github.com/octo-org/app.git#main:app',
    'git@github.com:octo-org/app.git',
    'github.com/octo-org/app',
    'ssh://git@example.com/app.git',
  ])('%s is for the builder to look at', (context) => {
    expect(readPaths(inputs({ context, file: 'app/Dockerfile' }))).toEqual({
      context: 'elsewhere',
      dockerfile: 'app/Dockerfile',
      dockerfileIs: 'elsewhere',
    })
  })

  test('a Dockerfile behind a URL is for the builder to look at', () => {
    const file = 'https://example.com/Dockerfile'
    expect(readPaths(inputs({ context: folder, file }))).toEqual({
      context: 'folder',
      dockerfile: file,
      dockerfileIs: 'elsewhere',
    })
  })
})
