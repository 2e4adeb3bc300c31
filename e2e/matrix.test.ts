import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect } from '@jest/globals'
import { type ArtifactService, artifactService } from './harness/artifact-service.ts'
import { dockerOutput } from './harness/docker.ts'
import { pushImage } from './harness/push.ts'
import * as registry from './harness/registry.ts'
import { registryProxy } from './harness/registry-proxy.ts'
import { endToEnd, errorsOf, expectGreen, onShared, type Run, type Stage } from './stage.ts'

const DOCKERFILE = 'FROM alpine\nARG TARGETPLATFORM NOTE\nRUN uname -m > /machine && echo "$NOTE" > /note\n'

/** The matrix jobs that `strategy.matrix` creates from the plan's output. */
interface Leg {
  readonly platform: string
  readonly runner: unknown
  readonly emulated: boolean
  readonly name: string
}

function legsOf({ main }: Run): readonly Leg[] {
  return JSON.parse(main.outputs['matrix'] ?? '{}').include
}

/** The jobs of one workflow run that share an artifact service. */
function jobs(stage: Stage, service: ArtifactService, run = stage.sandbox.runId) {
  const env = (job: string, attempt = 1) => ({
    ...service.env(run, job, attempt),
    GITHUB_JOB: job,
    GITHUB_RUN_ATTEMPT: String(attempt),
  })
  return {
    part: (inputs: Readonly<Record<string, string>>, attempt = 1) =>
      stage.run({ mode: 'part', cache: 'off', ...inputs }, { env: env('build', attempt) }),
    merge: (inputs: Readonly<Record<string, string>>, attempt = 1) =>
      stage.run({ mode: 'merge', ...inputs }, { env: env('merge', attempt) }),
  }
}

async function withService(body: (service: ArtifactService) => Promise<void>): Promise<void> {
  const service = await artifactService()
  try {
    await body(service)
  } finally {
    await service.close()
  }
}

/** The image manifests of an index: platform → digest. */
async function digestsOf(reference: string): Promise<Record<string, string>> {
  const { images } = await registry.index(reference)
  return Object.fromEntries(images.map(({ platform, digest }) => [platform, digest]))
}

describe('plan, part, merge', () => {
  onShared(
    'make one image from three matrix jobs, in two repositories, with everything in its index',
    (stage) =>
      withService(async (service) => {
        const { repository } = stage
        stage.write({ Dockerfile: DOCKERFILE })
        const platforms = 'linux/amd64,linux/arm64,linux/arm/v7'
        const tags = `${repository}:1\n${repository}:latest\n${repository}/copy:1`
        const annotations = 'index:org.opencontainers.image.title=app\nmanifest:org.example.of=image'
        const planned = await stage.run({ mode: 'plan', platforms })
        expectGreen(planned)
        expect(legsOf(planned)).toEqual([
          { platform: 'linux/amd64', runner: 'ubuntu-24.04', emulated: false, name: 'linux-amd64' },
          { platform: 'linux/arm64', runner: 'ubuntu-24.04-arm', emulated: false, name: 'linux-arm64' },
          { platform: 'linux/arm/v7', runner: 'ubuntu-24.04', emulated: true, name: 'linux-arm-v7' },
        ])
        const { part, merge } = jobs(stage, service)
        const legs = await Promise.all(
          legsOf(planned).map(({ platform }) => part({ platforms: platform, tags, annotations })),
        )
        for (const leg of legs) expectGreen(leg)
        expect(await registry.tags(repository)).toEqual([])
        const merged = await merge({ platforms, tags, annotations })
        expectGreen(merged)
        const { digest = '', image, digests = '{}' } = merged.main.outputs
        expect(image).toBe(`${repository}@${digest}`)
        expect(merged.main.outputs['tags']?.split('\n')).toEqual(tags.split('\n'))
        for (const tag of tags.split('\n')) expect(await registry.resolve(tag)).toBe(digest)
        const index = await registry.index(`${repository}:1`)
        expect(index.images.map(({ platform }) => platform)).toEqual(platforms.split(','))
        expect(index.annotations).toEqual({ 'org.opencontainers.image.title': 'app' })
        expect(JSON.parse(digests)).toEqual(await digestsOf(`${repository}/copy:1`))
        expect([...index.attestations.keys()].toSorted()).toEqual(
          index.images.map((each) => each.digest).toSorted(),
        )
        for (const [number, leg] of legs.entries()) {
          const platform = platforms.split(',')[number] ?? ''
          const partDigest = JSON.parse(leg.main.outputs['digests'] ?? '{}')[platform]
          expect(partDigest).toBe(JSON.parse(digests)[platform])
          expect(leg.main.outputs['part']).toBe(`${platform}=${leg.main.outputs['digest']}`)
          expect((await registry.manifest(`${repository}@${partDigest}`)).annotations).toEqual({
            'org.example.of': 'image',
          })
        }
        const runs = await Promise.all(
          Object.entries<string>(JSON.parse(digests)).map(([platform, each]) =>
            dockerOutput(stage.engine, [
              ...['run', '--rm', '--network', 'none', '--platform', platform],
              ...[`${repository}@${each}`, 'cat', '/machine'],
            ]),
          ),
        )
        expect(runs.map((text) => text.trim())).toEqual(['x86_64', 'aarch64', 'armv7l'])
        await Promise.all(
          Object.values<string>(JSON.parse(digests)).map((each) =>
            dockerOutput(stage.engine, ['rmi', '--force', `${repository}@${each}`]),
          ),
        )
      }),
  )
})

/** A small image for matrix jobs whose content does not matter. */
const SMALL = 'FROM scratch\nARG NOTE\nLABEL note=$NOTE\nCOPY Dockerfile /\n'

describe('a merge', () => {
  onShared('tags nothing if a matrix job failed, and completes after a re-run of only that job', (stage) =>
    withService(async (service) => {
      const { repository } = stage
      stage.write({ Dockerfile: SMALL, 'Dockerfile.bad': 'FROM busybox\nRUN exit 3\n' })
      const tags = `${repository}:1`
      const platforms = 'linux/amd64,linux/arm64'
      expectGreen(await stage.run({ platforms: 'linux/amd64', tags, push: 'true', cache: 'off' }))
      const before = await registry.resolve(tags)
      const { part, merge } = jobs(stage, service)
      expectGreen(await part({ platforms: 'linux/amd64', tags }))
      const failed = await part({ platforms: 'linux/arm64', tags, file: 'Dockerfile.bad' })
      expect(failed.main.exitCode).toBe(1)
      const early = await merge({ platforms, tags })
      expect(early.main.exitCode).toBe(1)
      expect(errorsOf(early.main)).toEqual([
        expect.stringContaining('no matrix job has handed over linux/arm64. No tag has moved.'),
      ])
      expect(early.main.outputs).toEqual({})
      expect(await registry.resolve(tags)).toBe(before)
      expectGreen(await part({ platforms: 'linux/arm64', tags }, 2))
      const merged = await merge({ platforms, tags }, 2)
      expectGreen(merged)
      expect(Object.keys(await digestsOf(tags))).toEqual(platforms.split(','))
    }),
  )

  onShared('uses the last attempt of each matrix job, and refuses two images of one attempt', (stage) =>
    withService(async (service) => {
      const { repository } = stage
      stage.write({ Dockerfile: SMALL })
      const common = { platforms: 'linux/arm64', tags: `${repository}:1` }
      const { part, merge } = jobs(stage, service)
      expectGreen(await part({ ...common, 'build-args': 'NOTE=old' }))
      const second = await part({ ...common, 'build-args': 'NOTE=new' }, 2)
      expectGreen(second)
      const merged = await merge(common, 2)
      expectGreen(merged)
      expect(merged.main.outputs['digests']).toBe(second.main.outputs['digests'])
      const third = await part({ ...common, 'build-args': 'NOTE=other' }, 2)
      expectGreen(third)
      const refused = await merge(common, 2)
      const [error = ''] = errorsOf(refused.main)
      expect(error).toContain('linux/arm64 appears 2 times, with different images')
      expect(error).toContain(second.main.outputs['digest'])
      expect(error).toContain(third.main.outputs['digest'])
      expect(await registry.resolve(common.tags)).toBe(merged.main.outputs['digest'])
    }),
  )

  onShared('of one of the two images of a run uses only the parts of that image', (stage) =>
    withService(async (service) => {
      const { repository } = stage
      stage.write({ Dockerfile: SMALL })
      const { part, merge } = jobs(stage, service)
      const images = ['alpine', 'debian'].map((name) => ({ tags: `${repository}:${name}`, name }))
      const platforms = 'linux/amd64,linux/riscv64'
      for (const { tags, name } of images) {
        for (const each of platforms.split(',')) {
          expectGreen(await part({ platforms: each, tags, 'build-args': `NOTE=${name}` }))
        }
      }
      const merged = await Promise.all(images.map(({ tags }) => merge({ platforms, tags })))
      for (const [number, run] of merged.entries()) {
        expectGreen(run)
        const { name = '', tags = '' } = images[number] ?? {}
        for (const digest of Object.values(await digestsOf(tags)))
          expect((await registry.config(`${repository}@${digest}`)).labels).toEqual({ note: name })
      }
      const stranger = await merge({ platforms, tags: `${repository}:other` })
      expect(errorsOf(stranger.main)).toEqual([
        expect.stringContaining(
          'There are 4 parts with other tags: set the same tags for the parts and the merge.',
        ),
      ])
    }),
  )

  onShared(
    'works without an artifact service through the registry, and leaves nothing there',
    async (stage) => {
      const { repository } = stage
      stage.write({ Dockerfile: SMALL })
      const platforms = 'linux/amd64,linux/arm/v6,linux/arm/v7'
      const tags = `${repository}:1,${repository}/copy:1`
      const part = (each: string, attempt: number, note: string) =>
        stage.run(
          { mode: 'part', cache: 'off', platforms: each, tags, 'build-args': `NOTE=${note}` },
          { env: { GITHUB_RUN_ATTEMPT: String(attempt) } },
        )
      for (const leg of await Promise.all([
        part('linux/amd64', 1, 'a'),
        part('linux/arm/v6,linux/arm/v7', 1, 'b'),
      ]))
        expectGreen(leg)
      const rival = await part('linux/amd64', 1, 'c')
      expect(errorsOf(rival.main)).toEqual([expect.stringContaining('linux/amd64 was built twice')])
      const again = await part('linux/amd64', 2, 'd')
      expectGreen(again)
      expect(await registry.tags(repository)).toHaveLength(3)
      const merged = await stage.run(
        { mode: 'merge', platforms, tags, 'on-success': 'clean' },
        { env: { GITHUB_RUN_ATTEMPT: '2' } },
      )
      expectGreen(merged)
      const digests = await digestsOf(tags.split(',')[0] ?? '')
      expect(Object.keys(digests)).toEqual(platforms.split(','))
      expect(digests['linux/amd64']).toBe(JSON.parse(again.main.outputs['digests'] ?? '{}')['linux/amd64'])
      for (const each of [repository, `${repository}/copy`]) expect(await registry.tags(each)).toEqual(['1'])
    },
  )

  onShared('works without an artifact service, from the outputs of the matrix jobs', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: SMALL })
    const [platforms, tags] = ['linux/amd64,linux/arm/v6,linux/arm/v7', `${repository}:1`]
    const legs = await Promise.all(
      ['linux/amd64', 'linux/arm/v6,linux/arm/v7'].map((each) =>
        stage.run({ mode: 'part', cache: 'off', platforms: each, tags, 'hand-over': 'artifacts' }),
      ),
    )
    for (const leg of legs) {
      expectGreen(leg)
      expect(leg.main.log.shown).toContain('##[warning]There is no artifact service')
    }
    const alone = await stage.run({ mode: 'merge', platforms, tags, 'hand-over': 'artifacts' })
    expect(errorsOf(alone.main)).toEqual([expect.stringContaining('parts')])
    const parts = legs.map(({ main }) => main.outputs['part']).join('\n')
    const merged = await stage.run({ mode: 'merge', platforms, tags, parts })
    expectGreen(merged)
    expect(Object.keys(await digestsOf(tags))).toEqual(platforms.split(','))
    expect((await registry.index(tags)).attestations.size).toBe(3)
  })

  endToEnd('lets buildx reach registries as configured', async (stage) => {
    const { repository, engine } = stage
    stage.write({ Dockerfile: SMALL })
    const platforms = 'linux/amd64,linux/arm64'
    const legs = await Promise.all(
      platforms
        .split(',')
        .map((each) => stage.run({ mode: 'part', cache: 'off', platforms: each, tags: repository })),
    )
    for (const leg of legs) expectGreen(leg)
    // Only buildx uses a mirror.
    const mirror = await registryProxy(engine.registry)
    try {
      const config = `[registry."${engine.registry}"]\nmirrors = ["${mirror.host}"]`
      const parts = legs.map(({ main }) => main.outputs['part']).join('\n')
      const inputs = { mode: 'merge', platforms, tags: `${repository}:1`, parts, verify: 'false' }
      expectGreen(await stage.run({ ...inputs, 'buildkitd-config-inline': config }))
      expect(mirror.count({ method: 'GET', target: 'digest' })).toBeGreaterThan(0)
      expect(Object.keys(await digestsOf(`${repository}:1`))).toEqual(platforms.split(','))
    } finally {
      await mirror.close()
    }
  })

  onShared(
    'with a tag that one registry does not take says what moved, and a re-run moves the rest',
    async (stage) => {
      const { repository, engine } = stage
      stage.write({ Dockerfile: SMALL })
      const built = await stage.run({
        mode: 'part',
        cache: 'off',
        platforms: 'linux/amd64',
        tags: repository,
      })
      expectGreen(built)
      const [target] = engine.registry.split(':').slice(-1)
      const server = createServer((incoming, answer) => {
        const { method, url, headers } = incoming
        if (!isWilling && method === 'PUT' && url?.endsWith('/manifests/1'))
          return void answer.writeHead(400).end()
        const forward = request({ port: target, method, path: url, headers }, (reply) => {
          answer.writeHead(reply.statusCode ?? 500, reply.headers)
          reply.pipe(answer)
        })
        incoming.pipe(forward)
      })
      let isWilling = false
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      try {
        const { port } = server.address() as AddressInfo
        const other = `127.0.0.1:${port}/${repository.slice(engine.registry.length + 1)}/other`
        const inputs = {
          mode: 'merge',
          platforms: 'linux/amd64',
          tags: `${repository}:1,${repository}:2,${other}:1`,
          parts: built.main.outputs['part'] ?? '',
        }
        const half = await stage.run(inputs)
        expect(half.main.exitCode).toBe(1)
        const [error = ''] = errorsOf(half.main)
        expect(error).toContain(`Moved: ${repository}:1, ${repository}:2.`)
        expect(error).toContain(`Not moved: ${other}:1`)
        expect(half.main.outputs).toEqual({})
        isWilling = true
        const whole = await stage.run(inputs)
        expectGreen(whole)
        expect(await registry.resolve(`${repository}/other:1`)).toBe(whole.main.outputs['digest'])
        expect(await registry.resolve(`${repository}:2`)).toBe(whole.main.outputs['digest'])
      } finally {
        server.close()
      }
    },
  )
})

/** Pushes the image again, as a tool would that does not know variants. @returns its digest */
async function withoutVariant(repository: string, tag: string): Promise<string> {
  const reference = await registry.imageOf(`${repository}:${tag}`, 'linux/arm/v6')
  const { layers, config } = await registry.manifest(reference)
  const bytes = (await registry.blob(registry.withDigest(reference, config.digest))).bytes
  const { variant, ...rest } = JSON.parse(bytes.toString())
  expect(variant).toBe('v6')
  const described = layers.map(({ mediaType, digest, size }) => ({ mediaType, digest, size }))
  return (await pushImage(repository, rest, described, 'vague')).digest
}

describe('joining existing images', () => {
  onShared(
    'sets the variant that an image does not say, and takes one platform of several',
    async (stage) => {
      const { repository } = stage
      stage.write({ Dockerfile: SMALL })
      const build = (inputs: Readonly<Record<string, string>>) =>
        stage.run({ push: 'true', cache: 'off', provenance: 'false', ...inputs })
      const runs = await Promise.all([
        build({ platforms: 'linux/amd64,linux/arm64', tags: `${repository}/a:both`, provenance: 'true' }),
        build({ platforms: 'linux/arm/v6,linux/arm/v7', tags: `${repository}/b:v6` }),
      ])
      for (const run of runs) expectGreen(run)
      const vague = await withoutVariant(`${repository}/b`, 'v6')
      const tags = `${repository}:1,${repository}/again:1`
      const merged = await stage.run({
        mode: 'merge',
        platforms: 'linux/arm64,linux/arm/v6',
        tags,
        parts: `linux/arm64=${repository}/a:both\nlinux/arm/v6=${repository}/b@${vague}`,
      })
      expectGreen(merged)
      for (const tag of tags.split(',')) {
        const index = await registry.index(tag)
        expect(index.images.map(({ platform, digest }) => [platform, digest])).toEqual([
          ['linux/arm64', (await digestsOf(`${repository}/a:both`))['linux/arm64']],
          ['linux/arm/v6', vague],
        ])
        expect(index.attestations.size).toBe(1)
        expect(index.digest).toBe(merged.main.outputs['digest'])
      }
    },
  )

  onShared('refuses an image whose config contradicts the platform named for it', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: SMALL })
    expectGreen(
      await stage.run({ platforms: 'linux/amd64', tags: `${repository}:amd64`, push: 'true', cache: 'off' }),
    )
    const merged = await stage.run({
      mode: 'merge',
      platforms: 'linux/arm64',
      tags: `${repository}:1`,
      parts: `linux/arm64=${repository}:amd64`,
    })
    expect(errorsOf(merged.main)).toEqual([
      expect.stringContaining('should be linux/arm64, but it contains linux/amd64.'),
    ])
    expect(await registry.tags(repository)).toEqual(['amd64'])
  })
})

describe('settings per platform', () => {
  onShared('build three Dockerfiles into one index', async (stage) => {
    const { repository } = stage
    const dockerfile = (name: string): string => `FROM busybox\nARG BASE\nRUN echo "${name} $BASE" > /which\n`
    stage.write({
      Dockerfile: dockerfile('common'),
      'Dockerfile.arm64': dockerfile('arm64'),
      'Dockerfile.armv7': dockerfile('armv7'),
    })
    const run = await stage.run({
      platforms: 'linux/amd64,linux/arm64,linux/arm/v7',
      tags: `${repository}:1,${repository}:2`,
      push: 'true',
      annotations: 'index:org.example=joined',
      'build-args': 'BASE=none',
      'platform-settings': [
        'linux/arm64:',
        '  file: Dockerfile.arm64',
        'linux/arm/v7:',
        '  file: Dockerfile.armv7',
        'linux/arm*:',
        '  build-args:',
        '    - BASE={{debian}}',
      ].join('\n'),
    })
    expectGreen(run)
    const index = await registry.index(`${repository}:2`)
    expect(run.main.outputs['digest']).toBe(index.digest)
    expect(index.annotations).toEqual({ 'org.example': 'joined' })
    expect(index.attestations.size).toBe(3)
    const which = await Promise.all(
      index.images.map(async ({ platform, digest }) => [
        platform,
        (await registry.imageFile(`${repository}@${digest}`, 'which'))?.toString().trim(),
      ]),
    )
    expect(which).toEqual([
      ['linux/amd64', 'common none'],
      ['linux/arm64', 'arm64 arm64'],
      ['linux/arm/v7', 'armv7 armhf'],
    ])
    expect((await registry.tags(repository)).toSorted()).toEqual([
      ...['1', '2', 'cache-amd64-main'],
      expect.stringMatching(/^cache-arm64-main\.\.Dockerfile\.arm64\.[0-9a-f]{8}$/),
      expect.stringMatching(/^cache-armv7-main\.\.Dockerfile\.armv7\.[0-9a-f]{8}$/),
    ])
  })

  onShared('leave every tag unchanged if a build fails', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: SMALL, 'Dockerfile.bad': 'FROM busybox\nRUN echo went wrong && exit 7\n' })
    const run = await stage.run({
      platforms: 'linux/amd64,linux/arm64',
      tags: `${repository}:1`,
      push: 'true',
      cache: 'off',
      'platform-settings': 'linux/arm64:\n  file: Dockerfile.bad\n',
    })
    expect(run.main.exitCode).toBe(1)
    expect(errorsOf(run.main)).toEqual([expect.stringMatching(/\| [\d.]+ went wrong$/m)])
    expect(run.main.log.commands.find(({ name }) => name === 'error')?.properties).toMatchObject({
      file: 'Dockerfile.bad',
      line: '2',
    })
    expect(await registry.tags(repository)).toEqual([])
  })
})
