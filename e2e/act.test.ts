import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect } from '@jest/globals'
import { stringify } from 'yaml'
import * as registry from './harness/registry.ts'
import { checksumFile, releaseHost } from './harness/release-host.ts'
import { ACTION, endToEnd, type Stage } from './stage.ts'

interface Done {
  readonly code: number
  readonly log: string
}

/** A port that nobody uses now. */
function freePort(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? String(address?.port) : ''))
    })
  })
}

/** Runs a workflow file with act, on this machine, in a repository that holds the action; with act's own services. */
async function runWorkflow(stage: Stage, workflow: unknown): Promise<Done> {
  const { engine, place, workspace } = stage
  for (const name of ['action.yml', 'dist'])
    cpSync(join(ACTION, name), join(workspace, name), { recursive: true })
  mkdirSync(join(workspace, '.github/workflows'), { recursive: true })
  writeFileSync(join(workspace, '.github/workflows/test.yml'), stringify(workflow))
  const identity = ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.org']
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '-A'],
    [...identity, 'commit', '-q', '-m', 'e2e'],
  ]) {
    expect(spawnSync('git', args, { cwd: workspace }).status).toBe(0)
  }
  const services = ['artifact', 'cache'].flatMap((name) => [
    ...[`--${name}-server-path`, join(place.folder, name), `--${name}-server-addr`, '127.0.0.1'],
  ])
  const ports = ['--artifact-server-port', await freePort(), '--cache-server-port', await freePort()]
  const run = [
    'push',
    '-P',
    'ubuntu-latest=-self-hosted',
    '--env',
    `GITHUB_RUN_ID=${place.runId}`,
    ...services,
    ...ports,
  ]
  const node = join(ACTION, 'node_modules/.bin')
  const path = `${node}:${engine.env['PATH'] ?? process.env['PATH']}`
  const env = {
    ...process.env,
    ...engine.env,
    ...place.env,
    PATH: path,
    XDG_CACHE_HOME: join(place.folder, 'act'),
  }
  return new Promise((resolve) => {
    const child = spawn(engine.act, run, { cwd: workspace, env })
    let log = ''
    for (const output of [child.stdout, child.stderr])
      output.on('data', (chunk: Buffer) => (log += chunk.toString()))
    child.on('close', (code) => resolve({ code: code ?? 1, log }))
  })
}

function step(stage: Stage, inputs: Readonly<Record<string, unknown>>) {
  const own = { 'driver-opts': 'network=host', 'buildkitd-config-inline': stage.engine.buildkitdConfig }
  return { uses: './', with: { context: 'app', ...own, ...inputs } }
}

describe('a workflow file', () => {
  endToEnd('keeps layers in the cache service of GitHub Actions, from one job to the next', async (stage) => {
    const { repository } = stage
    stage.write({ 'app/Dockerfile': 'FROM alpine\nRUN uname -m > /machine\nRUN date > /date\n' })
    const job = {
      'runs-on': 'ubuntu-latest',
      steps: [
        { uses: 'actions/checkout@v4' },
        step(stage, {
          platforms: 'linux/amd64,linux/arm64',
          tags: `${repository}:1`,
          push: true,
          cache: 'gha',
        }),
      ],
    }
    const { code, log } = await runWorkflow(stage, {
      on: 'push',
      jobs: { first: job, second: { needs: 'first', ...job } },
    })
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' })
    expect(log).toMatch(/\/first\] {3}\| {3}0 of 4 steps came from the cache/)
    expect(log).toMatch(/\/second\] {3}\| {3}4 of 4 steps came from the cache/)
    expect((await registry.index(`${repository}:1`)).images).toHaveLength(2)
    expect(await registry.tags(repository)).toEqual(['1'])
  })

  endToEnd('keeps a downloaded buildx there, which is verified again when it comes back', async (stage) => {
    const plugins = join(stage.place.env['DOCKER_CONFIG'] ?? '', 'cli-plugins')
    const binary = readFileSync(realpathSync(join(plugins, 'docker-buildx')))
    const name = `buildx-v0.99.0.linux-${process.arch === 'x64' ? 'amd64' : process.arch}`
    const host = await releaseHost({
      '/v0.99.0/checksums.txt': [{ body: checksumFile({ [name]: binary }) }],
      [`/v0.99.0/${name}`]: [{ body: binary }],
    })
    try {
      stage.write({ 'app/Dockerfile': 'FROM alpine\nRUN uname -m > /machine\n' })
      const asked = { 'buildx-version': 'v0.99.0', 'buildx-mirror': host.url }
      const build = step(stage, { platforms: 'linux/amd64', cache: 'off', ...asked })
      // Caches know files by their path, and act's jobs have each their own: so it is one job here.
      const fresh = { run: `rm -r ${plugins} "$RUNNER_TOOL_CACHE/multi-platform-build-buildx"` }
      const steps = [{ uses: 'actions/checkout@v4' }, build, fresh, build]
      const jobs = { twice: { 'runs-on': 'ubuntu-latest', steps } }
      const { code, log } = await runWorkflow(stage, { on: 'push', jobs })
      expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' })
      expect(log).toMatch(/ Kept in the cache of GitHub Actions as multi-platform-build-buildx-0\.99\.0/)
      expect(log).toMatch(/ buildx 0\.99\.0 came from the cache of GitHub Actions; its sha256 is/)
      expect(host.requests.filter((path) => path.endsWith(name))).toHaveLength(1)
    } finally {
      await host.close()
    }
  })
})
