// The workflows of examples/workflows that have a matrix, as users copy them, run by act.
import { describe, expect } from '@jest/globals'
import { type ActRun, act, example, outputsOf, type Workflow } from './harness/act.ts'
import { type ArtifactService, artifactService } from './harness/artifact-service.ts'
import * as registry from './harness/registry.ts'
import { sharedBuilder } from './harness/shared-builder.ts'
import { endToEnd, expectGreen, onShared, type Stage } from './stage.ts'

/** The runs of one workflow, which share an artifact service. */
async function withRuns(
  stage: Stage,
  body: (run: (workflow: Workflow) => Promise<ActRun>, service: ArtifactService) => Promise<void>,
): Promise<void> {
  const service = await artifactService()
  try {
    await body((workflow) => act(stage, { artifacts: service, ...workflow }), service)
  } finally {
    await service.close()
  }
}

/** The images that the matrix jobs reported: platform → digest. */
function reported(done: ActRun): Record<string, string> {
  return Object.assign({}, ...outputsOf(done, 'part', 'digests').map((value) => JSON.parse(value)))
}

/** The images of an index, platform → digest, after a check that every image has an attestation. */
async function held(reference: string): Promise<Record<string, string>> {
  const { images, attestations } = await registry.index(reference)
  expect([...attestations.keys()].toSorted()).toEqual(images.map(({ digest }) => digest).toSorted())
  return Object.fromEntries(images.map(({ platform, digest }) => [platform, digest]))
}

/** Tags that are not caches. */
async function tagsOf(repository: string): Promise<readonly string[]> {
  return (await registry.tags(repository)).filter((tag) => !tag.startsWith('cache-'))
}

function expectDone({ code, log }: ActRun): void {
  expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' })
}

describe('matrix.yml', () => {
  endToEnd('plans, builds in one job per platform, and joins the parts of the jobs', (stage) =>
    withRuns(stage, async (run, service) => {
      const { repository, sandbox } = stage
      stage.write({
        Dockerfile: 'FROM scratch\nARG TARGETPLATFORM\nLABEL of=$TARGETPLATFORM\nCOPY Dockerfile /\n',
      })
      const done = await run({ source: example('matrix.yml', repository) })
      expectDone(done)
      const images = await held(`${repository}:main`)
      expect(Object.keys(images)).toEqual(['linux/amd64', 'linux/arm64', 'linux/arm/v7'])
      expect(reported(done)).toEqual(images)
      expect(outputsOf(done, 'merge', 'digest')).toEqual([await registry.resolve(`${repository}:main`)])
      for (const [platform, digest] of Object.entries(images))
        expect(await registry.config(`${repository}@${digest}`)).toMatchObject({
          platform,
          labels: { of: platform },
        })
      expect(service.artifacts(sandbox.runId)).toHaveLength(3)
      expect(await tagsOf(repository)).toEqual(['main'])
    }),
  )

  endToEnd('is joined through the registry without artifacts, with plain act', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' })
    const source = example('matrix.yml', repository)
    const workflow = { source, builder: sharedBuilder(), artifacts: 'none' } as const
    const done = await act(stage, { ...workflow, args: ['--env', 'GITHUB_RUN_ID=1'] })
    expectDone(done)
    expect(done.log.match(/ Handed on: .* as \S+:multi-platform-build-part_1-[0-9a-f]{12}_/g)).toHaveLength(3)
    expect(done.log).toContain('act gives every run the number 1')
    const images = await held(`${repository}:main`)
    expect(Object.keys(images)).toEqual(['linux/amd64', 'linux/arm64', 'linux/arm/v7'])
    expect(reported(done)).toEqual(images)
    expect(await tagsOf(repository)).toEqual(['main'])
  })

  onShared('tags nothing if a matrix job fails, and is completed by re-running only that job', (stage) =>
    withRuns(stage, async (run, service) => {
      const { repository, sandbox } = stage
      const base = `${repository}/base:1`
      const makeBase = async (platforms: string): Promise<void> => {
        stage.write({ 'base/Dockerfile': 'FROM scratch\nCOPY Dockerfile /\n' })
        expectGreen(await stage.run({ context: 'base', platforms, tags: base, push: 'true', cache: 'off' }))
      }
      stage.write({ Dockerfile: `FROM ${base}\nCOPY Dockerfile /again\n` })
      await makeBase('linux/amd64,linux/arm64')
      const common = { source: example('matrix.yml', repository), builder: sharedBuilder() }
      const first = await run(common)
      expect(first.code).toBe(1)
      expect(first.log).toMatch(/\/part-3\] .*::error .*no match for platform in manifest/)
      expect(first.log).not.toMatch(/\/merge *\]/)
      expect(Object.keys(reported(first)).toSorted()).toEqual(['linux/amd64', 'linux/arm64'])
      expect(await tagsOf(repository)).toEqual([])
      await makeBase('linux/amd64,linux/arm64,linux/arm/v7')
      const second = await run({ ...common, attempt: 2, args: ['--matrix', 'platform:linux/arm/v7'] })
      expectDone(second)
      expect(Object.keys(reported(second))).toEqual(['linux/arm/v7'])
      expect(await held(`${repository}:main`)).toEqual({ ...reported(first), ...reported(second) })
      const attempts = service.artifacts(sandbox.runId).map(({ attempt }) => attempt)
      expect(attempts).toEqual([1, 1, 2])
    }),
  )
})

describe('two-images.yml', () => {
  const worker = 'FROM scratch AS worker\nLABEL image=worker\nCOPY Dockerfile /\n'

  endToEnd('builds both images of one run, each from its own parts', (stage) =>
    withRuns(stage, async (run) => {
      const { repository } = stage
      stage.write({ Dockerfile: `${worker}FROM scratch AS app\nLABEL image=app\nCOPY Dockerfile /\n` })
      const done = await run({ source: example('two-images.yml', repository), builder: sharedBuilder() })
      expectDone(done)
      for (const image of ['app', 'worker']) {
        const images = await held(`${repository}/${image}:latest`)
        expect(Object.keys(images)).toEqual(['linux/amd64', 'linux/arm64'])
        for (const digest of Object.values(images))
          expect((await registry.config(`${repository}/${image}@${digest}`)).labels).toEqual({ image })
      }
    }),
  )

  onShared('tags the complete image, and reports the missing parts of the other one', (stage) =>
    withRuns(stage, async (run) => {
      const { repository } = stage
      const base = { context: 'base', platforms: 'linux/amd64', tags: `${repository}/base:1` }
      stage.write({
        'base/Dockerfile': 'FROM scratch\nCOPY Dockerfile /\n',
        Dockerfile: `${worker}FROM ${base.tags} AS app\nCOPY Dockerfile /again\n`,
      })
      expectGreen(await stage.run({ ...base, push: 'true', cache: 'off' }))
      const done = await run({ source: example('two-images.yml', repository), builder: sharedBuilder() })
      expect(done.code).toBe(1)
      expect(done.log).toMatch(
        /\/merge-\d\] .*no matrix job has handed over linux\/arm64\. No tag has moved\./,
      )
      expect(Object.keys(await held(`${repository}/worker:latest`))).toEqual(['linux/amd64', 'linux/arm64'])
      expect(await tagsOf(`${repository}/app`)).toEqual([])
    }),
  )
})
