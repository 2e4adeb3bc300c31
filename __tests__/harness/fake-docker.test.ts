import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { docker } from '../../e2e/harness/docker.ts'
import { fakeDocker } from '../../e2e/harness/fake-docker/fake.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpb-fake-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

describe('the fake docker', () => {
  test('answers by the first matching rule and records every call', async () => {
    const fake = fakeDocker({
      folder,
      rules: [
        { match: ['buildx', '*', '--builder'], stdout: 'one {last}\n' },
        { match: ['buildx'], with: ['--push'], stderr: 'two\n', code: 1 },
      ],
      record: ['EXTRA'],
    })
    expect(await docker(fake, ['buildx', 'build', '--builder', 'b'])).toMatchObject({
      code: 0,
      stdout: 'one b\n',
    })
    expect(await docker(fake, ['buildx', 'build', '--push'])).toMatchObject({ code: 1, stderr: 'two\n' })
    const none = await docker(fake, ['ps'], { env: { EXTRA: 'x', DOCKER_HOST: 'unix:///nowhere' } })
    expect(none).toMatchObject({ code: 64, stderr: 'fake docker: no rule for: docker ps\n' })
    const calls = fake.calls()
    expect(calls.map(({ argv, rule, code }) => [argv[0], rule, code])).toEqual([
      ['buildx', 0, 0],
      ['buildx', 1, 1],
      ['ps', -1, 64],
    ])
    expect(calls[2]?.env).toMatchObject({ EXTRA: 'x', DOCKER_HOST: 'unix:///nowhere' })
  })

  test('fails the first time only', async () => {
    const fake = fakeDocker({ folder, rules: [{ match: ['push'], times: 1, code: 1 }, { match: ['push'] }] })
    const codes = [await docker(fake, ['push']), await docker(fake, ['push'])].map(({ code }) => code)
    expect(codes).toEqual([1, 0])
  })

  test('writes the files that a build writes', async () => {
    const rules = [{ match: ['build'], metadata: { 'containerimage.digest': 'sha256:1' }, iid: 'sha256:2' }]
    const fake = fakeDocker({ folder, rules })
    const [metadata, iid] = [join(folder, 'm.json'), join(folder, 'iid')]
    await docker(fake, ['build', '--metadata-file', metadata, `--iidfile=${iid}`])
    expect(JSON.parse(readFileSync(metadata, 'utf8'))).toEqual({ 'containerimage.digest': 'sha256:1' })
    expect(readFileSync(iid, 'utf8')).toBe('sha256:2')
  })

  test('prints as much as requested', async () => {
    const fake = fakeDocker({
      folder,
      rules: [{ match: [], flood: { line: 'x'.repeat(99), times: 50_500 } }],
    })
    expect((await docker(fake, ['build'])).stderr).toHaveLength(5_050_000)
  })

  test('waits, records the signals that it receives, and can ignore them', async () => {
    const fake = fakeDocker({ folder, rules: [{ match: [], delayMs: 30_000, ignores: ['SIGINT'] }] })
    const child = spawn('docker', ['build'], { env: fake.env })
    const ended = new Promise((resolve) => child.once('close', resolve))
    while (fake.calls().length === 0) await sleep(20)
    await sleep(50)
    child.kill('SIGINT')
    await sleep(100)
    expect(fake.calls()[0]?.code).toBeUndefined()
    child.kill('SIGTERM')
    expect(await ended).toBe(143)
    expect(fake.calls()[0]).toMatchObject({ signals: ['SIGINT', 'SIGTERM'], code: 143 })
  })
})
