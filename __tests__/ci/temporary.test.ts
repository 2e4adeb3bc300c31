import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { temporaryFolder } from '../../.ci/temporary.ts'

let memory = ''
beforeEach(() => {
  memory = mkdtempSync(join(tmpdir(), 'mpb-memory-'))
})
afterEach(() => rmSync(memory, { recursive: true }))

test('is an empty folder of its own', () => {
  const folder = temporaryFolder(memory, 1) ?? ''
  expect([dirname(folder), readdirSync(folder)]).toEqual([memory, []])
})

test('is none without such a file system, or with a small one', () => {
  expect(temporaryFolder(join(memory, 'missing'), 1)).toBeUndefined()
  expect(temporaryFolder(memory, Number.MAX_SAFE_INTEGER)).toBeUndefined()
  expect(existsSync(memory) && readdirSync(memory)).toEqual([])
})

test('is none where no folder can be made', () => {
  expect(temporaryFolder('/proc', 0)).toBeUndefined()
})
