import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readSecrets } from '../../src/facts/secrets.ts'
import { caches, inputs, login } from '../builders.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-secrets-'))
  mkdirSync(join(folder, 'folder'))
  writeFileSync(join(folder, 'key'), 'of two\nlines\n')
  writeFileSync(join(folder, 'empty'), '')
  writeFileSync(join(folder, 'large'), 'x'.repeat((64 << 10) + 1))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('every secret is listed', () => {
  const secret = (id: string, value: string) => ({ id, value })
  const given = inputs({
    secrets: [secret('a', 'first one '), secret('b', ' '), secret('e', 'thr'), secret('f', 'four')],
    'secret-envs': [secret('c', 'TOKEN'), secret('d', 'NOT_SET')],
    'secret-files': ['key', 'empty', 'large', 'nowhere', 'folder'].map((name) =>
      secret(name, join(folder, name)),
    ),
    'cache-from': caches('type=gha,scope=main,token=third'),
    'cache-to': caches('type=s3,bucket=b,secret_access_key=fourth', 'type=inline'),
    'github-token': 'ghs_1',
    logins: [
      login('ghcr.io', 'octocat', 'fifth'),
      login('registry-1.docker.io', 'bob', 'sixth'),
      login('r.test', 'x', ''),
    ],
  })
  // Line by line, as the runner searches for them, and without lines too short to distinguish from other text.
  expect(readSecrets(given, { TOKEN: 'second' })).toEqual([
    { of: 'the value of the secret "a"', value: 'first one' },
    { of: 'the value of the secret "f"', value: 'four' },
    { of: 'the value of the secret "c"', value: 'second' },
    { of: 'the value of the secret "key"', value: 'of two' },
    { of: 'the value of the secret "key"', value: 'lines' },
    { of: 'a cache credential', value: 'third' },
    { of: 'a cache credential', value: 'fourth' },
    { of: 'the github-token', value: 'ghs_1' },
    { of: 'the password of the login at ghcr.io', value: 'fifth' },
    { of: 'the password of the login at ghcr.io', value: 'b2N0b2NhdDpmaWZ0aA==' },
    { of: 'the password of the login at docker.io', value: 'sixth' },
    { of: 'the password of the login at docker.io', value: 'Ym9iOnNpeHRo' },
  ])
})

test('at most 500 lines of one value are hidden: a longer one is a file, not a password', () => {
  const value = Array.from({ length: 600 }, (_, line) => `line ${line}`).join('\n')
  const hidden = readSecrets(inputs({ secrets: [{ id: 'a', value }] }), {})
  expect([hidden.length, hidden.at(-1)?.value]).toEqual([500, 'line 499'])
})
