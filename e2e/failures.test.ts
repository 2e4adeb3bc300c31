import { describe, expect } from '@jest/globals'
import * as registry from './harness/registry.ts'
import { endToEnd, errorsOf, expectGreen, onShared } from './stage.ts'

describe('a RUN that fails on one platform only', () => {
  onShared('is named with its platform, stage, line, last output and exit code', async (stage) => {
    const { repository } = stage
    stage.write({
      'app/Dockerfile': [
        'FROM alpine AS base',
        'RUN if [ "$(uname -m)" = aarch64 ]; then for i in $(seq 1 14); do echo "line $i"; done; exit 3; fi',
        'FROM base',
      ].join('\n'),
    })
    const inputs = {
      platforms: 'linux/amd64,linux/arm64',
      context: 'app',
      tags: `${repository}:1`,
      push: 'true',
    }
    // Buildx prints a stack trace, as with any DEBUG that a workflow sets for its programs.
    const { main } = await stage.run(inputs, { env: { DEBUG: 'app:*' } })
    expect(main.exitCode).toBe(1)
    const [message, ...others] = errorsOf(main)
    expect(others).toEqual([])
    const lines = message?.split('\n') ?? []
    expect(lines[0]).toBe('linux/arm64 (stage base, step 2/2) failed at app/Dockerfile:2 with exit code 3.')
    expect(lines[1]).toMatch(/^RUN if \[/)
    expect(lines.slice(2, 12).map((line) => line.replace(/^\| \d+\.\d+ /, ''))).toEqual(
      Array.from({ length: 10 }, (_, index) => `line ${index + 5}`),
    )
    const annotation = main.log.commands.find(({ name }) => name === 'error')
    expect(annotation?.properties).toMatchObject({ file: 'app/Dockerfile', line: '2' })
    expect(main.summary).toContain('line 14')
    expect(main.outputs['digest']).toBeUndefined()
    expect(await registry.exists(`${repository}:1`)).toBe(false)
  })
})

describe('output of a build', () => {
  endToEnd('never reaches the parser of the runner, whatever it prints', async (stage) => {
    stage.write({
      'commands.sh': [
        'echo "::error::from a build"',
        'echo "  ::set-output name=digest::sha256:0"',
        'echo "text ##[add-mask]linux"',
        "printf 'a\\r::add-mask::amd64\\n'",
        "printf 'progress 1\\r##[error]b\\rprogress 3\\n'",
        'echo "##[group]c"; echo "::group::d"; echo "::endgroup::"; echo "::stop-commands::e"; echo "::e::"',
        'echo "##vso[task.complete result=Failed;]f"',
      ].join('\n'),
      Dockerfile:
        'FROM alpine\nCOPY commands.sh /\nRUN sh /commands.sh # ##[error]in a name\nRUN sh /commands.sh && false\n',
    })
    const { main } = await stage.run({ platforms: 'linux/amd64', cache: 'off' })
    expect(main.exitCode).toBe(1)
    expect(main.log.commands.map(({ name }) => name).filter((name) => !/^(end)?group$/.test(name))).toEqual([
      'warning',
      'error',
    ])
    expect(errorsOf(main)).toHaveLength(1)
    expect(main.log.groups.map(({ title }) => title)).toEqual(['Plan', 'docker buildx build', 'New builder'])
    expect(main.outputs).toEqual({})
    expect(main.log.shown).toContain('::error::from a build')
  })
})

describe('a registry that is down', () => {
  endToEnd('makes the job red and is named as the cause', async (stage) => {
    stage.write({ Dockerfile: 'FROM alpine\n' })
    const tags = '127.0.0.1:9/app:1'
    const { main } = await stage.run({ platforms: 'linux/amd64,linux/arm64', tags, push: 'true' })
    expect(main.exitCode).toBe(1)
    expect(errorsOf(main).join('\n')).toMatch(
      /127\.0\.0\.1:9 does not answer: connect ECONNREFUSED .*Nothing has been pushed[\s\S]*that the registry is up/,
    )
    expect(main.outputs['digest']).toBeUndefined()
  })

  onShared('only costs the cache if nothing but the cache is stored there', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: 'FROM alpine\nRUN true\n' })
    const run = await stage.run({
      platforms: 'linux/amd64',
      tags: `${repository}:1`,
      push: 'true',
      'cache-ref': '127.0.0.1:9/cache',
    })
    expectGreen(run)
    expect(await registry.resolve(`${repository}:1`)).toBe(run.main.outputs['digest'])
    const warnings = run.main.log.commands.flatMap(({ name, data }) => (name === 'warning' ? [data] : []))
    expect(warnings).toEqual([
      expect.stringMatching(
        /importing cache manifest from 127\.0\.0\.1:9\/cache:cache-amd64-main: .*refused[^;]*; .*exporting cache to registry: .*refused.*; the job continues without it/,
      ),
    ])
  })
})

describe('an installer of emulators that silently does nothing', () => {
  endToEnd('is detected by reading binfmt_misc again', async (stage) => {
    stage.write({ Dockerfile: 'FROM scratch\nONBUILD RUN true\n' })
    const { main } = await stage.run({
      platforms: 'linux/amd64,linux/s390x',
      'qemu-image': stage.engine.noopBinfmtImage,
    })
    expect(main.exitCode).toBe(1)
    expect(errorsOf(main)).toEqual([
      expect.stringMatching(
        /^qemu: the installer succeeded, but no emulator for linux\/s390x is registered in binfmt_misc\.\n.*qemu-image/,
      ),
    ])
    expect(main.log.groups.map(({ title }) => title)).not.toContain('docker buildx build')
  })
})

describe('a builder that cannot be made', () => {
  endToEnd('has the error of buildx and leaves nothing behind', async (stage) => {
    stage.write({ Dockerfile: 'FROM scratch\n' })
    const { main } = await stage.run({
      platforms: 'linux/amd64',
      'driver-opts': 'network=host\nimage=127.0.0.1:9/none',
    })
    expect(main.exitCode).toBe(1)
    expect(errorsOf(main)).toEqual([
      expect.stringMatching(/The builder could not be created[\s\S]*127\.0\.0\.1:9/),
    ])
  })
})
