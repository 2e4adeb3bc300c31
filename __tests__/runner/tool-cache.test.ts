import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { findTool, keepTool } from '../../src/runner/tool-cache.ts'

let cache: string

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'mpb-tools-'))
})

afterEach(() => rmSync(cache, { recursive: true }))

const version = '0.36.1'
const machine = 'linux-amd64'
const folder = () => join(cache, 'multi-platform-build-buildx', version, machine)

function program(): string {
  const path = join(cache, 'downloaded')
  writeFileSync(path, 'a program')
  chmodSync(path, 0o755)
  return path
}

describe('the tool cache', () => {
  test('has nothing at first', () => {
    expect(findTool({ cache, version, machine })).toBeUndefined()
  })

  test('finds what was kept, which can be started, and nothing of another version or machine', () => {
    const tool = { cache, version, machine }
    expect(keepTool(tool, program(), 'buildx')).toBe(folder())
    expect(findTool(tool)).toBe(folder())
    expect(readFileSync(join(folder(), 'buildx'), 'utf8')).toBe('a program')
    expect(statSync(join(folder(), 'buildx')).mode & 0o777).toBe(0o755)
    expect(findTool({ ...tool, version: '0.36.2' })).toBeUndefined()
    expect(findTool({ ...tool, machine: 'linux-arm64' })).toBeUndefined()
  })

  test('replaces what a job that was cancelled left half copied', () => {
    mkdirSync(folder(), { recursive: true })
    writeFileSync(join(folder(), 'leftover'), '')
    const tool = { cache, version, machine }
    expect(findTool(tool)).toBeUndefined()
    keepTool(tool, program(), 'buildx')
    expect(() => statSync(join(folder(), 'leftover'))).toThrow('ENOENT')
    expect(findTool(tool)).toBe(folder())
  })
})
