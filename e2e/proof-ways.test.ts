import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from '@jest/globals'
import { type ArtifactService, artifactService } from './harness/artifact-service.ts'
import { docker } from './harness/docker.ts'
import * as registry from './harness/registry.ts'
import { sharedBuilder } from './harness/shared-builder.ts'
import { endToEnd, errorsOf, expectGreen, inputsFor, type Run, type Stage } from './stage.ts'

// One mistake on every way from a build to a tag: Dockerfile has it, cured.Dockerfile does not.

type Inputs = Readonly<Record<string, string>>

const WRONG = '/usr/local/bin/busybox, which the image starts, is for amd64, not for linux/arm64.'

function prepare({ workspace }: Stage): void {
  cpSync(join(import.meta.dirname, 'broken/copied-program'), workspace, { recursive: true })
}

function run(stage: Stage, inputs: Inputs, env: Inputs = {}): Promise<Run> {
  const { inputs: common, env: own } = sharedBuilder()
  const platforms = 'linux/amd64,linux/arm64'
  const tags = `${stage.repository}:1`
  return stage.run(
    { ...inputsFor(inputs['mode'], common), platforms, tags, ...inputs },
    { env: { ...own, ...env } },
  )
}

/** The findings of each platform's proof: platform → findings. */
function findings({ main }: Run): unknown {
  const proof: Record<string, { findings: unknown }> = JSON.parse(main.outputs['proof'] || '{}')
  return Object.fromEntries(Object.entries(proof).map(([platform, each]) => [platform, each.findings]))
}

function expectRefused({ main }: Run): void {
  expect(main).toMatchObject({ result: 'failure', outputs: {} })
  const errors = errorsOf(main)
  expect(errors.some((text) => text.startsWith(WRONG))).toBe(true)
  expect(errors.at(-1)).toContain('no tag has moved')
}

describe('an image of a step', () => {
  endToEnd('with settings per platform is proven in every build', async (stage) => {
    prepare(stage)
    const settings = (file: string) =>
      run(stage, { file: 'cured.Dockerfile', 'platform-settings': `linux/arm64:\n  file: ${file}\n` })
    const good = await settings('cured.Dockerfile')
    expectGreen(good)
    expect(findings(good)).toEqual({ 'linux/amd64': [], 'linux/arm64': [] })
    const bad = await settings('Dockerfile')
    expectRefused(bad)
    const errors = bad.main.log.commands.filter(({ data }) => data.startsWith(WRONG))
    expect(errors.map(({ properties }) => properties)).toEqual([
      { file: 'Dockerfile', line: '5', title: 'Image proof' },
    ])
    expect(await registry.resolve(`${stage.repository}:1`)).toBe(good.main.outputs['digest'])
  })

  endToEnd('with little disk space is proven from the registry', async (stage) => {
    prepare(stage)
    const temp = join(stage.sandbox.folder, 'tiny')
    mkdirSync(temp)
    const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', temp])
    if (status !== 0) return console.warn(`Not tested, since nothing can be mounted here: ${stderr}`)
    try {
      const good = await run(stage, { file: 'cured.Dockerfile' }, { RUNNER_TEMP: temp })
      expectGreen(good)
      expect(findings(good)).toEqual({ 'linux/amd64': [], 'linux/arm64': [] })
      const bad = await run(stage, {}, { RUNNER_TEMP: temp })
      expectRefused(bad)
      for (const { main } of [good, bad]) expect(main.log.shown).not.toContain('type=oci')
      expect(await registry.resolve(`${stage.repository}:1`)).toBe(good.main.outputs['digest'])
      expect(readdirSync(temp)).toEqual([])
    } finally {
      spawnSync('umount', [temp])
    }
  })

  endToEnd("from docker's own builder has its tag before it is proven, with a notice", async (stage) => {
    prepare(stage)
    const { engine, repository } = stage
    const tag = `${repository}:1`
    const own = { builder: '', driver: 'docker', 'driver-opts': '', 'buildkitd-config-inline': '' }
    const inputs = { ...own, platforms: 'linux/arm64' }
    try {
      const good = await run(stage, { ...inputs, file: 'cured.Dockerfile' })
      expectGreen(good)
      expect(findings(good)).toEqual({ 'linux/arm64': [] })
      const { main } = await run(stage, inputs)
      expect(main).toMatchObject({ result: 'failure', outputs: {} })
      expect(errorsOf(main)).toEqual([
        expect.stringContaining(WRONG),
        expect.stringContaining(
          `could only be pushed together with its tags, so they already point to it: ${tag}`,
        ),
      ])
      expect(await registry.resolve(tag)).not.toBe(good.main.outputs['digest'])
    } finally {
      // This builder keeps what it pushes.
      await docker(engine, ['image', 'rm', '--force', tag])
    }
  })

  endToEnd('that fails its smoke test gets no tag', async (stage) => {
    prepare(stage)
    const inputs = { platforms: 'linux/amd64', file: 'cured.Dockerfile' }
    const good = await run(stage, { ...inputs, 'smoke-test': 'busybox true' })
    expectGreen(good)
    expect(JSON.parse(good.main.outputs['proof'] ?? '')).toMatchObject({
      'linux/amd64': { findings: [], smoke: { outcome: 'passed', exitCode: 0 } },
    })
    const { main } = await run(stage, { ...inputs, 'smoke-test': 'busybox false', labels: 'which=second' })
    expect(main).toMatchObject({ result: 'failure', outputs: {} })
    expect(errorsOf(main)).toEqual([
      expect.stringContaining('in the image of linux/amd64, busybox false ended with exit code 1, not 0.'),
      expect.stringContaining('no tag has moved'),
    ])
    // The proof would accept the image, but the smoke test runs it.
    expect(errorsOf(main).at(-1)).not.toContain('verify: false')
    expect(await registry.resolve(`${stage.repository}:1`)).toBe(good.main.outputs['digest'])
  })
})

/** The jobs of one workflow run. */
async function withJobs(
  stage: Stage,
  body: (
    job: (name: string, inputs: Inputs) => Promise<Run>,
    handedOn: () => ReturnType<ArtifactService['artifacts']>,
  ) => Promise<void>,
): Promise<void> {
  const service = await artifactService()
  const { runId } = stage.sandbox
  try {
    await body(
      (name, inputs) => run(stage, inputs, { ...service.env(runId, name), GITHUB_JOB: name }),
      () => service.artifacts(runId),
    )
  } finally {
    await service.close()
  }
}

describe('the jobs of a matrix', () => {
  const leg = (platforms: string, inputs: Inputs = {}): Inputs => {
    return { mode: 'part', platforms, file: 'cured.Dockerfile', ...inputs }
  }

  endToEnd('prove their parts, and do not hand over a part that is not what it claims to be', (stage) =>
    withJobs(stage, async (job, handedOn) => {
      prepare(stage)
      const good = await job('amd64', leg('linux/amd64'))
      expectGreen(good)
      expect(findings(good)).toEqual({ 'linux/amd64': [] })
      expectRefused(await job('arm64', leg('linux/arm64', { file: 'Dockerfile' })))
      expect(handedOn()).toHaveLength(1)
      const merged = await job('merge', { mode: 'merge' })
      expect(errorsOf(merged.main)).toEqual([
        expect.stringContaining('no matrix job has handed over linux/arm64'),
      ])
      expect(await registry.tags(stage.repository)).toEqual([])
    }),
  )

  endToEnd('that prove nothing are not joined unless the merge does not verify either', (stage) =>
    withJobs(stage, async (job) => {
      prepare(stage)
      expectGreen(await job('amd64', leg('linux/amd64')))
      expectGreen(await job('arm64', leg('linux/arm64', { file: 'Dockerfile', verify: 'false' })))
      const refused = await job('merge', { mode: 'merge' })
      expect(refused.main).toMatchObject({ result: 'failure', outputs: {} })
      expect(errorsOf(refused.main)).toEqual([
        expect.stringMatching(/^verify: .*arm64.* has not proven what it pushed\. No tag has moved\./),
      ])
      expect(await registry.tags(stage.repository)).toEqual([])
      const joined = await job('merge', { mode: 'merge', verify: 'false' })
      expectGreen(joined)
      expect(await registry.resolve(`${stage.repository}:1`)).toBe(joined.main.outputs['digest'])
    }),
  )
})

describe('parts by name', () => {
  endToEnd('are proven from their registry before they are joined', async (stage) => {
    prepare(stage)
    const { repository } = stage
    const made = async (file: string): Promise<string> => {
      const built = await run(stage, { tags: `${repository}:${file}`, file, verify: 'false' })
      expectGreen(built)
      return `${repository}:${file}`
    }
    const joined = (arm64: string, amd64: string) =>
      run(stage, { mode: 'merge', parts: `linux/amd64=${amd64}\nlinux/arm64=${arm64}` })
    const [right, wrong] = [await made('cured.Dockerfile'), await made('Dockerfile')]
    const good = await joined(right, right)
    expectGreen(good)
    expect(findings(good)).toEqual({ 'linux/amd64': [], 'linux/arm64': [] })
    expectRefused(await joined(wrong, right))
    expect(await registry.resolve(`${repository}:1`)).toBe(good.main.outputs['digest'])
  })
})
