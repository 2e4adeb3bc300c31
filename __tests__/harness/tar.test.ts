import { execFileSync } from 'node:child_process'
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readTar } from '../../e2e/harness/tar.ts'

const deep = `${'folder-with-a-long-name/'.repeat(12)}file`
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpb-tar-'))
  const files = join(folder, 'files')
  mkdirSync(join(files, deep, '..'), { recursive: true })
  writeFileSync(join(files, deep), 'deep')
  writeFileSync(join(files, 'empty'), '')
  chmodSync(join(files, 'empty'), 0o755)
  writeFileSync(join(files, 'ünicode'), Buffer.alloc(1025, 1))
  symlinkSync(`/${deep}`, join(files, 'sym'))
  linkSync(join(files, 'empty'), join(files, 'hard'))
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('archives as tar writes them', () => {
  test.each(['gnu', 'pax'])('in the format %s', (format) => {
    const archive = execFileSync('tar', [
      '-c',
      '--format',
      format,
      '--sort=name',
      '-C',
      join(folder, 'files'),
      '.',
    ])
    const entries = readTar(archive)
    expect(entries.get(deep)?.bytes.toString()).toBe('deep')
    expect(entries.get('empty')).toMatchObject({ kind: 'file', mode: 0o755 })
    expect(entries.get('hard')).toMatchObject({ kind: 'link', target: './empty' })
    expect(entries.get('sym')).toMatchObject({ kind: 'symlink', target: `/${deep}` })
    expect(entries.get('ünicode')?.bytes).toEqual(Buffer.alloc(1025, 1))
    expect(entries.get('folder-with-a-long-name')?.kind).toBe('directory')
  })

  test('a truncated one is refused', () => {
    const archive = execFileSync('tar', ['-c', '-C', join(folder, 'files'), 'ünicode'])
    expect(() => readTar(archive.subarray(0, 1024))).toThrow('ends in the middle')
  })
})
