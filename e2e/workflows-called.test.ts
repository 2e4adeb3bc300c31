// The workflow that others call, and the workflows of examples/workflows without a matrix of their own, run by act.
import { describe, expect } from '@jest/globals'
import { type ActRun, act, example, outputsOf, type Workflow } from './harness/act.ts'
import { artifactService } from './harness/artifact-service.ts'
import { docker } from './harness/docker.ts'
import * as registry from './harness/registry.ts'
import { registryGuard } from './harness/registry-guard.ts'
import { sharedBuilder } from './harness/shared-builder.ts'
import { endToEnd, expectGreen, onShared, type Stage } from './stage.ts'

async function runWithService(stage: Stage, workflow: Workflow): Promise<ActRun> {
  const service = await artifactService()
  try {
    return await act(stage, { ...workflow, artifacts: service })
  } finally {
    await service.close()
  }
}

function expectDone({ code, log }: ActRun): void {
  expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' })
}

/** The platforms of an index, after a check that every image has an attestation. */
async function platformsOf(reference: string): Promise<readonly string[]> {
  const { images, attestations } = await registry.index(reference)
  expect([...attestations.keys()].toSorted()).toEqual(images.map(({ digest }) => digest).toSorted())
  return images.map(({ platform }) => platform)
}

const SMALL = 'FROM scratch\nCOPY Dockerfile /\n'

describe('the workflow that others call', () => {
  endToEnd('builds an image for three platforms from the twelve lines of reusable.yml', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: SMALL })
    const done = await runWithService(stage, { source: example('reusable.yml', repository) })
    expectDone(done)
    const tag = `${repository}:main`
    expect(await platformsOf(tag)).toEqual(['linux/amd64', 'linux/arm64', 'linux/arm/v7'])
    expect(outputsOf(done, 'merge', 'digest')).toEqual([await registry.resolve(tag)])
    expect(outputsOf(done, 'merge', 'version')).toEqual(['main'])
  })

  endToEnd('only builds with push: false, which act passes on as a boolean', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: SMALL })
    const source = `${example('reusable.yml', repository)}      push: false\n      smoke-test: app\n`
    const done = await runWithService(stage, { source, builder: sharedBuilder() })
    expectDone(done)
    expect(done.log.match(/\| Built, not pushed$/gm)).toHaveLength(3)
    expect(done.log).not.toMatch(/\/merge *\]/)
    expect(await registry.tags(repository)).toEqual([])
  })

  const given = [
    '--var',
    'DOCKERHUB_USERNAME=me',
    '-s',
    'DOCKERHUB_TOKEN=dockerhub-t0ken',
    '-s',
    'NPM_TOKEN=npm-t0ken',
  ]
  const dockerfile = [
    'FROM busybox',
    'RUN --mount=type=secret,id=npm_token test "$(cat /run/secrets/npm_token)" = npm-t0ken',
    'CMD ["echo", "It runs"]\n',
  ].join('\n')

  /** Two registries, one of which requires the login of the workflow. */
  async function withTwo(stage: Stage, event: string): Promise<ActRun> {
    const { engine, repository } = stage
    const user = { username: 'me', password: 'dockerhub-t0ken' }
    const guard = await registryGuard(engine.registry, 'token', user)
    try {
      const hub = `${repository.replace(engine.registry, guard.host)}/hub`
      const source = example('reusable-two-registries.yml', repository, hub)
      const there = source.replace('- registry: docker.io', `- registry: ${guard.host}`)
      return await runWithService(stage, { source: there, event, builder: sharedBuilder(), args: given })
    } finally {
      await guard.close()
    }
  }

  endToEnd(
    'pushes to two registries with a secret for the build, and gives the digest to the next job',
    async (stage) => {
      const { repository, engine } = stage
      stage.write({ Dockerfile: dockerfile })
      const done = await withTwo(stage, 'push')
      expectDone(done)
      const digest = await registry.resolve(`${repository}:latest`)
      await docker(engine, ['image', 'rm', '--force', `${repository}@${digest}`])
      expect(await registry.resolve(`${repository}/hub:latest`)).toBe(digest)
      expect(await platformsOf(`${repository}/hub:latest`)).toEqual(['linux/amd64', 'linux/arm64'])
      expect((await registry.index(`${repository}:latest`)).annotations).toMatchObject({
        'org.opencontainers.image.description': 'Says hello',
      })
      expect(done.log).toMatch(/\/smoke-test *\] {3}\| It runs$/m)
      expect(done.log.match(/ 127\.0\.0\.1:\d+ as me \(/g)).toHaveLength(3)
      expect(done.log).not.toMatch(/-t0ken/)
    },
  )

  endToEnd('builds every platform of a pull request and pushes nothing', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: dockerfile })
    const done = await withTwo(stage, 'pull_request')
    expectDone(done)
    expect(done.log.match(/\| Built, not pushed$/gm)).toHaveLength(2)
    expect(done.log).toMatch(/\/merge *\] .*Nothing is joined: with push: auto/)
    expect(await registry.tags(repository)).toEqual([])
  })
})

describe('parts.yml', () => {
  endToEnd('joins the outputs of two jobs without an artifact service', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: SMALL })
    const done = await act(stage, {
      source: example('parts.yml', repository),
      builder: sharedBuilder(),
      artifacts: 'none',
    })
    expectDone(done)
    const { images, attestations } = await registry.index(`${repository}:latest`)
    expect(images.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
    expect(attestations.size).toBe(2)
    for (const [index, job] of ['amd64', 'arm64'].entries()) {
      const { platform = '', digest } = images[index] ?? {}
      expect(outputsOf(done, job, 'digests')).toEqual([JSON.stringify({ [platform]: digest })])
      expect(outputsOf(done, job, 'part')).toEqual([`${platform}=${outputsOf(done, job, 'digest')[0]}`])
    }
  })
})

describe('platform-settings.yml', () => {
  endToEnd('builds three Dockerfiles into one image in one step', async (stage) => {
    const { repository } = stage
    const of = (name: string): string =>
      `FROM scratch\nARG DEBIAN_ARCH\nLABEL of=${name} arch=$DEBIAN_ARCH\nCOPY . /\n`
    stage.write({ Dockerfile: of('all'), 'Dockerfile.arm64': of('arm64'), 'Dockerfile.arm': of('arm') })
    const done = await act(stage, {
      source: example('platform-settings.yml', repository),
      builder: sharedBuilder(),
    })
    expectDone(done)
    const { images } = await registry.index(`${repository}:latest`)
    const labels = await Promise.all(
      images.map(async ({ platform, digest }) => [
        platform,
        (await registry.config(`${repository}@${digest}`)).labels,
      ]),
    )
    expect(labels).toEqual([
      ['linux/amd64', { of: 'all', arch: '' }],
      ['linux/arm64', { of: 'arm64', arch: 'arm64' }],
      ['linux/arm/v7', { of: 'arm', arch: 'armhf' }],
    ])
  })
})

describe('join.yml', () => {
  onShared('joins existing images into one', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: SMALL })
    const make = async (platforms: string, tags: string): Promise<void> =>
      expectGreen(await stage.run({ platforms, tags, push: 'true', cache: 'off' }))
    await Promise.all([
      make('linux/amd64,linux/arm64', `${repository}:1.2-servers`),
      make('linux/riscv64', `${repository}-riscv64:1.2`),
    ])
    const done = await act(stage, {
      source: example('join.yml', repository),
      event: 'workflow_dispatch',
      args: ['--input', 'version=1.2'],
    })
    expectDone(done)
    expect(await platformsOf(`${repository}:1.2`)).toEqual(['linux/amd64', 'linux/arm64', 'linux/riscv64'])
    expect(outputsOf(done, 'join', 'digest')).toEqual([await registry.resolve(`${repository}:1.2`)])
  })
})
