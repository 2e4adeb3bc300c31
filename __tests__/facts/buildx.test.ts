import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { programPath, readBuildx, versionOf } from '../../src/facts/buildx.ts'
import { inputs } from '../builders.ts'
import { recordingDocker } from '../docker/recording.ts'

describe('the version of a buildx', () => {
  test.each([
    { output: 'github.com/docker/buildx v0.36.1 8a1d9a1', version: '0.36.1' },
    { output: 'github.com/docker/buildx v0.37.0-rc1 8a1d9a1', version: '0.37.0-rc1' },
    { output: 'github.com/docker/buildx v0.29.1-desktop.1 8a1d9a1', version: '0.29.1-desktop.1' },
    { output: 'github.com/docker/buildx 0.13.1+ds1 0.13.1+ds1-3', version: '0.13.1' },
    { output: 'github.com/docker/buildx unknown', version: '' },
    { output: '', version: '' },
  ])('is "$version" in "$output"', ({ output, version }) => {
    expect(versionOf(output)).toBe(version)
  })
})

test('a program is searched for in the folders of PATH, and must be executable', () => {
  const root = mkdtempSync(join(tmpdir(), 'programs-'))
  try {
    const [first, second, third] = [join(root, 'first'), join(root, 'second'), join(root, 'third')]
    mkdirSync(join(first, 'docker'), { recursive: true })
    for (const folder of [second, third]) mkdirSync(folder)
    writeFileSync(join(second, 'docker'), 'no program', { mode: 0o644 })
    writeFileSync(join(third, 'docker'), '#!/bin/sh\n', { mode: 0o755 })
    const path = [first, '', '/not/there', second, third].join(delimiter)
    expect(programPath('docker', { PATH: path })).toBe(join(third, 'docker'))
    expect(programPath('docker', { Path: path })).toBe(join(third, 'docker'))
    expect(programPath('buildx', { PATH: path })).toBe('')
    expect(programPath('docker', {})).toBe('')
  } finally {
    rmSync(root, { recursive: true })
  }
})

test.each([
  { isVersionNeeded: false, calls: [], version: '' },
  { isVersionNeeded: true, calls: ['buildx version'], version: '0.30.0' },
])('an installed plugin is asked for its version only if that matters: $isVersionNeeded', async (row) => {
  const folder = mkdtempSync(join(tmpdir(), 'plugins-'))
  try {
    mkdirSync(join(folder, 'cli-plugins'))
    for (const program of ['docker', 'cli-plugins/docker-buildx'])
      writeFileSync(join(folder, program), '', { mode: 0o755 })
    const env = { PATH: folder, DOCKER_CONFIG: folder }
    const answer = { match: ['buildx', 'version'], stdout: 'github.com/docker/buildx v0.30.0 8a1d9a1\n' }
    const { docker, calls } = recordingDocker([answer], env)
    const service = { hasCacheService: false, hasCacheServiceV2: false }
    const { isVersionNeeded, version } = row
    expect(await readBuildx(() => docker, inputs(), { service, isVersionNeeded }, env)).toMatchObject({
      version,
    })
    expect(calls).toEqual(row.calls)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
