import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { recall, remember, STATE_NAMES } from '../../src/state.ts'

const NOTHING = Object.fromEntries(STATE_NAMES.map((name) => [name, '']))

describe('the state for post', () => {
  test.each([
    {
      what: 'is empty where main did not come to it',
      env: {},
      state: NOTHING,
    },
    {
      what: 'is what main remembered',
      env: {
        STATE_builder: 'b',
        STATE_installer: 'q',
        STATE_temp: '/tmp/x',
        STATE_finished: 'true',
        STATE_other: 'x',
      },
      state: { ...NOTHING, builder: 'b', installer: 'q', temp: '/tmp/x', finished: 'true' },
    },
  ])('$what', ({ env, state }) => {
    expect(recall(env)).toEqual(state)
  })

  test('is written at once, so that it is there when main is killed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'state-'))
    const file = join(folder, 'state')
    writeFileSync(file, '')
    process.env['GITHUB_STATE'] = file
    try {
      remember('builder', 'ours')
      expect(readFileSync(file, 'utf8')).toMatch(/^builder<<(\S+)\nours\n\1\n$/)
    } finally {
      delete process.env['GITHUB_STATE']
      rmSync(folder, { recursive: true })
    }
  })
})
