import { describe, expect } from '@jest/globals'
import { internet } from '../__tests__/registry/internet.ts'
import { newStored } from '../__tests__/registry/stored.ts'
import { field, text } from '../src/json.ts'
import { pushTo } from './harness/event.ts'
import * as registry from './harness/registry.ts'
import { GITHUB_TOKEN, sigstore } from './harness/sigstore.ts'
import { errorsOf, expectGreen, onShared } from './stage.ts'

const DOCKERFILE = 'FROM alpine\nRUN uname -m > /machine\n'

describe('attestations', () => {
  onShared('of a public repository hold the builder and hang on the right platform', async (stage) => {
    const { repository, sandbox } = stage
    stage.write({ Dockerfile: DOCKERFILE })
    const run = await stage.run({
      platforms: 'linux/amd64,linux/arm64',
      tags: `${repository}:1`,
      push: 'true',
      cache: 'off',
    })
    expectGreen(run)
    const index = await registry.index(`${repository}:1`)
    expect(index.images).toHaveLength(2)
    expect(index.attestations.size).toBe(2)
    for (const { digest } of index.images) {
      const [statement, ...others] = await registry.statements(`${repository}:1`, digest)
      expect(others).toEqual([])
      const builder =
        field(field(statement, 'predicate'), 'builder') ??
        field(field(field(statement, 'predicate'), 'runDetails'), 'builder')
      expect(text(builder, 'id')).toBe(
        `https://github.com/octo-org/hello/actions/runs/${sandbox.runId}/attempts/1`,
      )
      expect(JSON.stringify(field(statement, 'subject'))).toContain(digest.replace('sha256:', ''))
    }
  })

  onShared('are left out with provenance: false, and the job signs what is pushed', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: DOCKERFILE })
    const world = await sigstore()
    const net = await internet(newStored(), undefined, world.hosts)
    const run = await stage.run(
      {
        ...{ platforms: 'linux/amd64,linux/arm64', tags: `${repository}:1`, push: 'true', cache: 'off' },
        ...{ provenance: 'false', attest: 'true', sign: 'true', 'github-token': GITHUB_TOKEN },
      },
      { env: { ...world.env, ...net.env } },
    )
    await net.close()
    expectGreen(run)
    const index = await registry.index(`${repository}:1`)
    expect(index.entries).toHaveLength(2)
    expect(index.attestations.size).toBe(0)
    const [whole, ...images] = [index, ...index.images].map(({ digest }) => digest)
    // This registry has no API for referrers.
    expect(await registry.tags(repository)).toEqual(
      ['1', ...[index, ...index.images].map(({ digest }) => digest.replace(':', '-'))].toSorted(),
    )
    const statementsOf = async (digest: string) => {
      const list = await registry.index(`${repository}:${digest.replace(':', '-')}`)
      const manifests = list.entries.map((entry) => registry.manifest(`${repository}@${entry.digest}`))
      const layers = (await Promise.all(manifests)).flatMap((each) => each.layers)
      const bundles = layers.map((layer) => registry.blob(`${repository}@${layer.digest}`))
      return (await Promise.all(bundles)).map(({ bytes }) => world.verify(bytes.toString()))
    }
    expect((await statementsOf(whole ?? '')).map(({ about }) => about)).toEqual([[whole], [whole]])
    for (const digest of images) expect(await statementsOf(digest)).toMatchObject([{ about: [digest] }])
  })

  onShared('of a private repository are the small ones', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: DOCKERFILE })
    const event = pushTo('main')
    const payload = { repository: { full_name: 'octo-org/hello', default_branch: 'main', private: true } }
    const inputs = { platforms: 'linux/amd64', tags: `${repository}:1`, push: 'true', cache: 'off' }
    const run = await stage.run(inputs, { event: { ...event, payload } })
    expectGreen(run)
    expect(run.main.log.shown).toMatch(/--attest type=provenance,mode=min,inline-only=true,builder-id=/)
    // inline-only: nothing is attached to a pushed image, so it is a manifest by itself.
    expect(await registry.resolve(`${repository}:1`)).toBe(run.main.outputs['digest'])
  })
})

describe('annotations', () => {
  onShared('are stored at their levels', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: DOCKERFILE })
    const run = await stage.run({
      platforms: 'linux/amd64,linux/arm64',
      tags: `${repository}:1`,
      push: 'true',
      cache: 'off',
      annotations: [
        'org.example.plain=a, b',
        'index:org.example.index=i',
        'manifest,index:org.example.both=m',
        'manifest[linux/arm64]:org.example.arm=yes',
        'manifest-descriptor:org.example.descriptor=d',
      ].join('\n'),
    })
    expectGreen(run)
    const index = await registry.index(`${repository}:1`)
    expect(index.annotations).toMatchObject({ 'org.example.index': 'i', 'org.example.both': 'm' })
    for (const { digest, platform, annotations } of index.images) {
      const manifest = await registry.manifest(`${repository}@${digest}`)
      expect(manifest.annotations).toMatchObject({ 'org.example.plain': 'a, b', 'org.example.both': 'm' })
      expect(manifest.annotations['org.example.arm']).toBe(platform === 'linux/arm64' ? 'yes' : undefined)
      expect(annotations).toMatchObject({ 'org.example.descriptor': 'd' })
    }
  })

  onShared(
    'of one platform go to its manifest, and to its index where attestations make one',
    async (stage) => {
      const { repository } = stage
      stage.write({ Dockerfile: DOCKERFILE })
      const common = { platforms: 'linux/amd64', tags: `${repository}:1`, push: 'true', cache: 'off' }
      const annotations = 'manifest:org.example.m=1\nindex:org.example.i=2'
      const run = await stage.run({ ...common, annotations })
      expectGreen(run)
      const index = await registry.index(`${repository}:1`)
      expect(index.annotations).toMatchObject({ 'org.example.i': '2' })
      const refused = await stage.run({ ...common, annotations, provenance: 'false' })
      expect(errorsOf(refused.main)).toEqual([
        expect.stringMatching(/^annotations: "index:org\.example\.i=2" is for an index/),
      ])
    },
  )
})
