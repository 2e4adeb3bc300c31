import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { describe, expect } from '@jest/globals'
import { dockerOutput } from './harness/docker.ts'
import * as registry from './harness/registry.ts'
import { endToEnd, errorsOf, expectGreen, type Stage } from './stage.ts'

/** Creates a builder like an earlier step of the workflow, runs the test with it, and removes it. */
async function withBuilder(stage: Stage, body: (name: string) => Promise<void>): Promise<void> {
  const name = `given-${stage.sandbox.runId}`
  const home = { env: { ...stage.engine.env, ...stage.sandbox.env } }
  stage.write({ 'buildkitd.toml': stage.engine.buildkitdConfig })
  const config = ['--buildkitd-config', `${stage.workspace}/buildkitd.toml`]
  const create = [
    'buildx',
    'create',
    '--name',
    name,
    '--driver',
    'docker-container',
    '--driver-opt',
    'network=host',
  ]
  await dockerOutput(home, [...create, ...config, '--bootstrap'])
  try {
    await body(name)
  } finally {
    await dockerOutput(home, ['buildx', 'rm', name])
  }
}

describe('an existing builder', () => {
  endToEnd('is used and left unchanged', async (stage) => {
    const { repository, engine, sandbox } = stage
    stage.write({ Dockerfile: 'FROM alpine\nRUN uname -m > /machine\n' })
    await withBuilder(stage, async (builder) => {
      const inspect = [
        'container',
        'inspect',
        `buildx_buildkit_${builder}0`,
        '--format',
        '{{.Id}} {{.State.StartedAt}}',
      ]
      const before = await dockerOutput(engine, inspect)
      const run = await stage.run({
        builder,
        platforms: 'linux/amd64,linux/arm64',
        tags: `${repository}:1`,
        push: 'true',
      })
      expectGreen(run)
      expect(await dockerOutput(engine, inspect)).toBe(before)
      expect(JSON.parse(run.main.outputs['builder'] ?? '')).toMatchObject({
        name: builder,
        driver: 'docker-container',
        nodes: [{ name: `${builder}0`, status: 'running' }],
      })
      expect((await registry.index(`${repository}:1`)).images).toHaveLength(2)
      const home = { env: { ...engine.env, ...sandbox.env } }
      const names = await dockerOutput(home, ['buildx', 'ls', '--format', '{{.Name}}'])
      expect(names).toContain(builder)
    })
  })

  endToEnd(
    'that does not build a platform is refused before the build, with the platforms that it does build',
    async (stage) => {
      stage.write({ Dockerfile: 'FROM scratch\nRUN true\n' })
      await withBuilder(stage, async (builder) => {
        const { main } = await stage.run({ builder, platforms: 'linux/amd64,linux/mips,windows/amd64' })
        expect(main.exitCode).toBe(1)
        expect(errorsOf(main)).toEqual([
          expect.stringMatching(
            /^platforms: no node of the builder "given-\d+" builds linux\/mips.*It builds: linux\/amd64/,
          ),
          expect.stringMatching(/builds windows\/amd64/),
        ])
        expect(main.log.groups).toEqual([])
      })
    },
  )

  endToEnd('that does not exist is named in the error', async (stage) => {
    stage.write({ Dockerfile: 'FROM scratch\n' })
    const { main } = await stage.run({ builder: 'nobody', platforms: 'linux/amd64' })
    expect(errorsOf(main)).toEqual([expect.stringMatching(/^builder: there is no builder "nobody"/)])
  })
})

describe('two steps at the same time', () => {
  endToEnd('have separate builders', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: 'FROM alpine\nRUN uname -m > /machine\n' })
    const inputs = (tag: string) => ({
      platforms: 'linux/amd64,linux/arm64',
      tags: `${repository}:${tag}`,
      push: 'true',
    })
    const runs = await Promise.all([stage.run(inputs('a')), stage.run(inputs('b'))])
    for (const run of runs) expectGreen(run)
    const names = runs.map(({ main }) => JSON.parse(main.outputs['builder'] ?? '').name)
    expect(new Set(names).size).toBe(2)
  })
})

describe('on one machine', () => {
  endToEnd('jobs with one builder-name share it, and the last one removes it', async (stage) => {
    stage.write({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' })
    const inputs = { platforms: 'linux/amd64', 'builder-name': `shared-${stage.sandbox.runId}`, cache: 'off' }
    const first = stage.start(inputs)
    expectGreen({ main: await first.ended, post: await first.ended })
    const second = stage.start(inputs)
    const { log } = await second.ended
    expect(log.shown).toContain('matches the inputs')
    expect((await first.post()).log.shown).toMatch(/^The builder shared-\d+ stays: other jobs use it \(1\)/m)
    expect((await second.post()).log.shown).toMatch(/^Removed builder shared-/m)
  })

  endToEnd('the leftovers of a killed job are removed by a later one', async (stage) => {
    stage.write({
      Dockerfile: 'FROM alpine\nRUN echo sleeping && sleep 300\n',
      Good: 'FROM scratch\nCOPY Good /\n',
    })
    const inputs = { platforms: 'linux/amd64', cache: 'off' }
    const killed = stage.start(inputs)
    await killed.until(/^#\d+ [\d.]+ sleeping/)
    killed.signal('SIGKILL')
    const { state } = await killed.ended
    const path = state['held'] ?? ''
    // The process of its job is this test process, which is still running.
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"started":"\d+"/, '"started":"1"'))
    const then = Date.now() / 1_000 - 7 * 3_600
    utimesSync(path, then, then)
    // The runner empties its folder before each job.
    rmSync(state['temp'] ?? '', { recursive: true })
    const { post } = await stage.run({ ...inputs, file: 'Good' })
    expect(post.log.shown).toContain(`Removed builder ${state['builder']}, which an earlier job left behind`)
  })
})
