import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from '@jest/globals'
import { stringify } from 'yaml'
import { type ActRun, act } from './harness/act.ts'
import { realBuildx } from './harness/real-buildx.ts'
import * as registry from './harness/registry.ts'
import { checksumFile, releaseHost } from './harness/release-host.ts'
import { endToEnd, type Stage } from './stage.ts'

/** With act's own cache service. */
function runWorkflow(stage: Stage, workflow: unknown): Promise<ActRun> {
  return act(stage, { source: stringify(workflow) })
}

function step(inputs: Readonly<Record<string, unknown>>) {
  return { uses: 'multi-platform-build/multi-platform-build@v0', with: { context: 'app', ...inputs } }
}

describe('a workflow file', () => {
  endToEnd('keeps layers in the cache service of GitHub Actions, from one job to the next', async (stage) => {
    const { repository } = stage
    stage.write({
      'app/Dockerfile':
        'FROM alpine\nRUN uname -m > /machine\nRUN cat /proc/sys/kernel/random/uuid > /once\n',
    })
    const job = (tag: string) => ({
      'runs-on': 'ubuntu-latest',
      steps: [
        { uses: 'actions/checkout@v4' },
        step({
          platforms: 'linux/amd64,linux/arm64',
          tags: `${repository}:${tag}`,
          push: true,
          cache: 'gha',
        }),
      ],
    })
    const { code, log } = await runWorkflow(stage, {
      on: 'push',
      jobs: { first: job('first'), second: { needs: 'first', ...job('second') } },
    })
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' })
    expect(log).toMatch(/\/first\] {3}\| {3}0 of 4 steps came from the cache/)
    // If the step had run again, its layer would differ. What BuildKit prints for a step that it fetches varies.
    expect(log).toMatch(/\/second\] {3}\| {3}[1-4] of 4 steps came from the cache/)
    const built = await registry.layerDigests(`${repository}:first`)
    expect(built).toHaveLength(6)
    expect(await registry.layerDigests(`${repository}:second`)).toEqual(built)
    expect(await registry.tags(repository)).toEqual(['first', 'second'])
  })

  endToEnd('keeps a downloaded buildx there, which is verified again when it comes back', async (stage) => {
    const plugins = join(stage.sandbox.env['DOCKER_CONFIG'] ?? '', 'cli-plugins')
    const binary = readFileSync(realBuildx(stage.engine, stage.sandbox))
    const name = `buildx-v0.99.0.linux-${process.arch === 'x64' ? 'amd64' : process.arch}`
    const host = await releaseHost({
      '/v0.99.0/checksums.txt': [{ body: checksumFile({ [name]: binary }) }],
      [`/v0.99.0/${name}`]: [{ body: binary }],
    })
    try {
      stage.write({ 'app/Dockerfile': 'FROM alpine\nRUN uname -m > /machine\n' })
      const buildxInputs = { 'buildx-version': 'v0.99.0', 'buildx-mirror': host.url }
      const build = step({ platforms: 'linux/amd64', cache: 'off', ...buildxInputs })
      // Caches identify files by their path, and each job of act has different paths, so this is a single job.
      const fresh = { run: `rm -r ${plugins} "$RUNNER_TOOL_CACHE/multi-platform-build-buildx"` }
      const steps = [{ uses: 'actions/checkout@v4' }, build, fresh, build]
      const jobs = { twice: { 'runs-on': 'ubuntu-latest', steps } }
      const { code, log } = await runWorkflow(stage, { on: 'push', jobs })
      expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' })
      expect(log).toMatch(/ Saved to the cache of GitHub Actions as multi-platform-build-buildx-0\.99\.0/)
      expect(log).toMatch(/ buildx 0\.99\.0 came from the cache of GitHub Actions; its sha256 is/)
      expect(host.requests.filter((path) => path.endsWith(name))).toHaveLength(1)
    } finally {
      await host.close()
    }
  })
})
