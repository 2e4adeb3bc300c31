import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { Failure } from '../../src/errors.ts'
import { makeFolder } from '../../src/run/folder.ts'

test('a RUNNER_TEMP that is a file is reported, with a cure', () => {
  const place = mkdtempSync(join(tmpdir(), 'mpb-folder-'))
  try {
    const temp = join(place, 'temp')
    writeFileSync(temp, '')
    const made = () => makeFolder('temp', join(temp, 'multi-platform-build-1'))
    expect(made).toThrow(Failure)
    expect(made).toThrow(
      /^RUNNER_TEMP: the folder \S+\/temp\/multi-platform-build-1 could not be created: ENOTDIR/,
    )
  } finally {
    rmSync(place, { recursive: true })
  }
})
