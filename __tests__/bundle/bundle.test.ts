import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { bundle } from '../../.ci/bundle.ts'
import { field, text } from '../../src/json.ts'

const root = join(import.meta.dirname, '..', '..')
const fresh = mkdtempSync(join(tmpdir(), 'multi-platform-build-bundle-'))

afterAll(() => rmSync(fresh, { recursive: true, force: true }))

function files(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted()
}

describe('dist', () => {
  test('is the build of src, byte for byte (npm run build)', () => {
    bundle(fresh)
    const committed = join(root, 'dist')
    expect(files(committed)).toEqual(files(fresh))
    for (const file of files(fresh)) {
      const same = readFileSync(join(committed, file)).equals(readFileSync(join(fresh, file)))
      expect({ file, same }).toEqual({ file, same: true })
    }
  })

  test('has the entries that action.yml names, for Node 24', () => {
    const runs = field(parse(readFileSync(join(root, 'action.yml'), 'utf8')), 'runs')
    expect(text(runs, 'using')).toBe('node24')
    for (const entry of ['main', 'post']) {
      expect(files(join(root, 'dist'))).toContain(text(runs, entry).replace('dist/', ''))
    }
  })

  test('contains no HTTP client, which would cost 60 ms at every start', () => {
    for (const entry of ['main', 'post']) {
      expect(readFileSync(join(root, 'dist', entry, 'index.js'), 'utf8')).not.toMatch(/undici|http-client/)
    }
  })
})
