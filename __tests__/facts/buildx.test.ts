import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { programPath, versionOf } from '../../src/facts/buildx.ts'

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

test('a program is looked for in the folders of PATH, and must be one', () => {
  const root = mkdtempSync(join(tmpdir(), 'programs-'))
  try {
    const [first, second, third] = [join(root, 'first'), join(root, 'second'), join(root, 'third')]
    mkdirSync(join(first, 'docker'), { recursive: true })
    for (const folder of [second, third]) mkdirSync(folder)
    writeFileSync(join(second, 'docker'), 'no program', { mode: 0o644 })
    writeFileSync(join(third, 'docker'), '#!/bin/sh\n', { mode: 0o755 })
    const path = [first, '', '/not/there', second, third].join(delimiter)
    expect(programPath('docker', { PATH: path })).toBe(join(third, 'docker'))
    expect(programPath('buildx', { PATH: path })).toBe('')
    expect(programPath('docker', {})).toBe('')
  } finally {
    rmSync(root, { recursive: true })
  }
})
