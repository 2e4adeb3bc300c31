import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { docker } from '../../e2e/harness/docker.ts'
import { fakeDocker } from '../../e2e/harness/fake-docker/fake.ts'
import { compileFakeDocker } from '../../e2e/harness/fake-docker/program.ts'
import { recordingDocker } from '../docker/recording.ts'

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

  test('chooses the rule that the recording docker chooses', async () => {
    const rules = [
      { match: ['a', '*', 'c'], stdout: 'any second word' },
      { match: ['a'], with: ['x', 'y'], stdout: 'two words anywhere' },
      { match: ['a'], times: 1, stdout: 'the first time' },
      { match: ['a'], with: ['x'], times: 0, stdout: 'never' },
      { match: ['a', 'b'], stdout: 'afterwards', code: 3 },
    ]
    const calls = [['a', 'b', 'c'], ['a', 'y', 'x'], ['a', 'c'], ['a', 'b', 'x'], ['a'], []]
    const [fake, recording] = [fakeDocker({ folder, rules }), recordingDocker(rules).docker]
    for (const words of calls) {
      const { stdout, code } = await recording.run(words)
      expect(await docker(fake, words)).toMatchObject({ stdout, code })
    }
    expect(fake.calls().map(({ rule }) => rule)).toEqual([0, 1, 2, 4, -1, -1])
  })

  test('fails the first time only', async () => {
    const fake = fakeDocker({ folder, rules: [{ match: ['push'], times: 1, code: 1 }, { match: ['push'] }] })
    const codes = [await docker(fake, ['push']), await docker(fake, ['push'])].map(({ code }) => code)
    expect(codes).toEqual([1, 0])
  })

  test('writes the files that a build writes', async () => {
    const writes = { after: '--file', content: 'any text' }
    const build = {
      match: ['build'],
      metadata: { 'containerimage.digest': 'sha256:1' },
      iid: 'sha256:2',
      writes,
    }
    const fake = fakeDocker({ folder, rules: [build] })
    const [metadata, iid, file] = ['m.json', 'iid', 'file'].map((name) => join(folder, name))
    await docker(fake, ['build', '--metadata-file', `${metadata}`, `--iidfile=${iid}`, '--file', `${file}`])
    expect(JSON.parse(readFileSync(`${metadata}`, 'utf8'))).toEqual({ 'containerimage.digest': 'sha256:1' })
    expect([iid, file].map((path) => readFileSync(`${path}`, 'utf8'))).toEqual(['sha256:2', 'any text'])
    expect((await docker(fake, ['build', '--metadata-file'])).code).toBe(0)
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

  test.each([
    { what: 'with its output, its input and its exit code', script: 'cat; echo "$*" >&2; exit 7', code: 7 },
    { what: 'with 137 if it was killed', script: 'echo "$*" >&2; kill -9 $$', code: 137 },
  ])('forwards calls to another docker, $what', async ({ script, code }) => {
    const real = join(folder, 'real')
    mkdirSync(real)
    writeFileSync(join(real, 'docker'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
    const fake = fakeDocker({ folder, rules: [{ match: [], real: true }], path: `${real}:/usr/bin:/bin` })
    const answer = await docker(fake, ['load', '-i x'], { input: 'an image' })
    expect(answer).toEqual({ code, stdout: code === 7 ? 'an image' : '', stderr: 'load -i x\n' })
    expect(fake.calls()[0]).toMatchObject({ rule: 0, code })
  })

  test('reports that there is no docker to forward a call to', async () => {
    const fake = fakeDocker({ folder, rules: [{ match: [], real: true }] })
    expect(await docker(fake, ['load'])).toMatchObject({
      code: 137,
      stderr: expect.stringMatching(/^fake docker: the real one could not be started: /),
    })
  })

  test('is compiled by Go, and an error names the cure if that is missing', async () => {
    jest.replaceProperty(process, 'env', { PATH: folder, XDG_CACHE_HOME: folder })
    try {
      await expect(compileFakeDocker()).rejects.toThrow(/ENOENT.*Install Go 1\.26 or newer/)
    } finally {
      jest.restoreAllMocks()
    }
  })
})
