import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readDockerfiles } from '../../src/facts/dockerfiles.ts'
import { caches, facts, type Given, inputs, platforms } from '../builders.ts'
import { recordingDocker } from '../docker/recording.ts'

describe('the Dockerfile', () => {
  const AMD64 = platforms('linux/amd64')
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'read-dockerfiles-'))
    writeFileSync(join(folder, 'Dockerfile'), 'ARG BASE\nARG VERSION\nFROM $BASE\nARG VERSION\nRUN x\n')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** The facts that were read from it on an amd64 machine. */
  async function read(given: Given, name = 'Dockerfile'): Promise<string> {
    const { paths, ...others } = facts()
    const [source] = paths.sources
    const dockerfile = join(folder, name)
    const sources = source === undefined ? [] : [{ ...source, dockerfile }]
    const known = { ...others, paths: { ...paths, sources } }
    const [file] = await readDockerfiles(recordingDocker([]).docker, inputs(given), known)
    const { content } = file ?? {}
    return content === undefined ? 'not parsed' : `bases ${content.stages.map(({ base }) => base)}`
  }

  test.each<{ what: string; given: Given; is: string }>([
    { what: 'a platform is foreign', given: { platforms: platforms('linux/arm64') }, is: 'bases $BASE' },
    {
      what: 'FROM uses an argument',
      given: { platforms: AMD64, 'build-args': ['BASE=x'] },
      is: 'bases $BASE',
    },
    { what: 'nothing needs it', given: { platforms: AMD64 }, is: 'not parsed' },
    {
      what: 'no cache depends on it',
      given: { platforms: AMD64, cache: 'off', 'build-args': ['BASE=x'] },
      is: 'not parsed',
    },
    {
      what: 'the caches are set',
      given: { platforms: AMD64, 'cache-from': caches('type=gha'), 'build-args': ['BASE=x'] },
      is: 'not parsed',
    },
    {
      what: 'there is no such argument',
      given: { platforms: AMD64, 'build-args': ['OTHER=x'] },
      is: 'not parsed',
    },
  ])('if $what: $is', async ({ given, is }) => {
    expect(await read(given)).toBe(is)
  })

  test.each([
    { run: '--network=host', is: 'bases a' },
    { run: '--security=insecure', is: 'bases a' },
    { run: '--network=default', is: 'not parsed' },
  ])('if a step has $run: $is', async ({ run, is }) => {
    writeFileSync(join(folder, 'Steps'), `FROM a\nRUN ${run} x\n`)
    expect(await read({ platforms: AMD64 }, 'Steps')).toBe(is)
  })

  test('is left to the build if it cannot be read', async () => {
    expect(await read({ platforms: platforms('linux/arm64') }, 'missing')).toBe('not parsed')
  })
})
