import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readPaths } from '../../src/facts/paths.ts'
import type { Inputs } from '../../src/inputs/table.ts'
import { facts, inputs } from '../builders.ts'

const pathsOf = (given: Partial<Inputs>, env: Readonly<Record<string, string | undefined>> = {}) =>
  readPaths(inputs(given), env, facts().event)

describe('the paths on disk', () => {
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
      facts: { contextIs: 'folder', dockerfile: 'app/Dockerfile', dockerfileIs: 'file' },
    },
    {
      what: 'a named Dockerfile, relative to the workspace',
      context: 'app',
      file: 'other.Dockerfile',
      facts: { contextIs: 'folder', dockerfile: 'other.Dockerfile', dockerfileIs: 'file' },
    },
    {
      what: 'a context without a Dockerfile',
      context: 'app/nested',
      file: '',
      facts: { contextIs: 'folder', dockerfile: 'app/nested/Dockerfile', dockerfileIs: 'missing' },
    },
    {
      what: 'a folder instead of the Dockerfile',
      context: 'app',
      file: 'app/nested',
      facts: { contextIs: 'folder', dockerfile: 'app/nested', dockerfileIs: 'missing' },
    },
    {
      what: 'a missing context',
      context: 'nowhere',
      file: '',
      facts: { contextIs: 'missing', dockerfile: 'nowhere/Dockerfile', dockerfileIs: 'missing' },
    },
    {
      what: 'a file instead of the context',
      context: 'other.Dockerfile',
      file: '',
      facts: {
        contextIs: 'missing',
        dockerfile: 'other.Dockerfile/Dockerfile',
        dockerfileIs: 'missing',
      },
    },
  ])('$what', ({ context, file, facts }) => {
    const found = pathsOf({ context: join(folder, context), file: file === '' ? '' : join(folder, file) })
    expect(found.sources).toMatchObject([{ ...facts, dockerfile: join(folder, facts.dockerfile) }])
  })

  test.each([
    'https://github.com/octo-org/app.git#main:app',
    'git@github.com:octo-org/app.git',
    'github.com/octo-org/app',
    'ssh://git@example.com/app.git',
    'https://example.com/app.tar.gz',
    '{{defaultContext}}',
    '',
  ])('%j is left to the builder', (context) => {
    expect(pathsOf({ context, file: 'app/Dockerfile' }).sources).toEqual([
      {
        ...{ context, file: 'app/Dockerfile' },
        ...{ contextIs: 'elsewhere', dockerfile: 'app/Dockerfile', dockerfileIs: 'elsewhere' },
      },
    ])
  })

  test.each([
    { context: '{{ defaultContext }}:app', file: '', dockerfile: 'app/Dockerfile' },
    { context: '{{defaultContext}}:app', file: './x/y', dockerfile: 'app/x/y' },
    { context: '', file: './x', dockerfile: 'x' },
    { context: 'https://github.com/octo-org/app.git#main:app', file: '', dockerfile: 'Dockerfile' },
  ])('the Dockerfile of "$context" is called $dockerfile', ({ context, file, dockerfile }) => {
    expect(pathsOf({ context, file }).sources).toMatchObject([{ dockerfile, dockerfileIs: 'elsewhere' }])
  })

  test('a Dockerfile at a URL is left to the builder', () => {
    const file = 'https://example.com/Dockerfile'
    expect(pathsOf({ context: folder, file }).sources).toEqual([
      { context: folder, file, contextIs: 'folder', dockerfile: file, dockerfileIs: 'elsewhere' },
    ])
  })
})

describe('missing secrets and build arguments', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'read-paths-'))
    mkdirSync(join(folder, 'folder'))
    writeFileSync(join(folder, 'key'), 'k')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('are variables that are not set or empty', () => {
    const given = [
      { id: 'a', value: 'SET' },
      { id: 'b', value: 'EMPTY' },
      { id: 'c', value: 'NOT_SET' },
    ]
    expect(pathsOf({ 'secret-envs': given }, { SET: 'x', EMPTY: '' }).missingEnvs).toEqual(['b', 'c'])
  })

  test('are files that do not exist or are folders', () => {
    const [key, nowhere, directory] = ['key', 'nowhere', 'folder'].map((name) => join(folder, name))
    const given = [key, nowhere, directory].map((path, index) => ({ id: String(index), value: path ?? '' }))
    expect(pathsOf({ 'secret-files': given }).missingFiles).toEqual(['1', '2'])
  })

  test('are build arguments without a value', () => {
    const given = { 'build-args': ['A=1', 'SET', 'EMPTY', 'UNSET', 'B='] }
    expect(pathsOf(given, { SET: 'x', EMPTY: '' }).unsetArgs).toEqual(['UNSET'])
  })
})

test.each([
  {
    what: "the runner's own folder",
    env: { RUNNER_TOOL_CACHE: '/opt/hostedtoolcache', HOME: '/home/runner' },
    expected: '/opt/hostedtoolcache/multi-platform-build-cache',
  },
  {
    what: 'the home folder',
    env: { HOME: '/home/me' },
    expected: '/home/me/.cache/multi-platform-build-cache',
  },
])('local caches are kept in $what', ({ env, expected }) => {
  expect(pathsOf({}, env).cacheFolder).toBe(expected)
})
