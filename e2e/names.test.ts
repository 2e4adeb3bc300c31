import { describe, expect } from '@jest/globals'
import { type Event, pullRequest, pushOfTag, pushTo } from './harness/event.ts'
import * as registry from './harness/registry.ts'
import { expectGreen, onShared, type Run, type Stage } from './stage.ts'

/** Names from the event on the real engine, read back from the registry. */

const FILES = { Dockerfile: 'FROM scratch\nCOPY note /note\n', note: 'a note\n' }
const OCI = 'org.opencontainers.image'
const SHA = '6113728f27ae82c7b1a177c8d03f9e96e0adf246'

const RULES = ['type=edge', 'type=semver,pattern={{version}}', 'type=semver,pattern={{major}}'].join('\n')

/** One workflow for every event. */
function workflow({ run, repository }: Stage) {
  return async (event: Event, more: Readonly<Record<string, string>> = {}): Promise<Run> => {
    const inputs = { images: repository, tags: RULES, push: 'auto', cache: 'off', ...more }
    const ended = await run(inputs, { event })
    expectGreen(ended)
    return ended
  }
}

describe('one workflow for every event', () => {
  onShared(
    'names, labels and annotates what it pushes, and leaves latest to the highest release',
    async (stage) => {
      const { repository } = stage
      stage.write(FILES)
      const job = workflow(stage)

      const released = await job(pushOfTag('v2.0.0'), { labels: `${OCI}.vendor=us` })
      expect((await registry.tags(repository)).toSorted()).toEqual(['2', '2.0.0', 'latest'])
      const index = await registry.index(`${repository}:2.0.0`)
      const [image] = index.images
      const { labels } = await registry.config(`${repository}@${image?.digest}`)
      const known = {
        [`${OCI}.created`]: '2026-03-01T10:30:45.000Z',
        [`${OCI}.revision`]: SHA,
        [`${OCI}.title`]: 'hello',
        [`${OCI}.version`]: '2.0.0',
      }
      expect(labels).toMatchObject({ ...known, [`${OCI}.vendor`]: 'us' })
      expect(index.annotations).toMatchObject(known)
      expect((await registry.manifest(`${repository}@${image?.digest}`)).annotations).toMatchObject(known)
      expect(released.main.outputs['labels']).toContain(`\n${OCI}.version=2.0.0`)

      const older = await job(pushOfTag('v1.1.5'))
      expect(older.main.outputs['tags']).toBe(`${repository}:1.1.5\n${repository}:1`)
      expect(await registry.resolve(`${repository}:latest`)).toBe(index.digest)

      const before = await registry.tags(repository)
      const tried = await job(pullRequest({ number: 7, from: 'topic', into: 'main' }))
      expect(tried.main.outputs).toMatchObject({ digest: '', tags: '' })
      expect(await registry.tags(repository)).toEqual(before)
    },
  )

  onShared('gives the same names in each matrix job, whatever time its clock shows', async (stage) => {
    const { repository } = stage
    stage.write(FILES)
    const job = workflow(stage)
    const tags = `type=raw,value=at-{{date 'x'}}\n${RULES}`
    const event = pushTo('main')
    for (const platforms of ['linux/amd64', 'linux/arm64'])
      await job(event, { mode: 'part', platforms, tags })
    const { main } = await stage.run(
      { mode: 'merge', images: repository, tags, push: 'auto', platforms: 'linux/amd64,linux/arm64' },
      { event },
    )
    expect(main).toMatchObject({ exitCode: 0 })
    const index = await registry.index(`${repository}:edge`)
    expect(index.images.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
    expect(index.annotations).toMatchObject({ [`${OCI}.version`]: 'edge', [`${OCI}.revision`]: SHA })
    expect(main.outputs['tags']).toMatch(/:edge\n.*:at-\d{13}$/)
  })
})
