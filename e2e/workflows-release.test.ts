// release.yml, run by act for all events of an image: what each publishes, under which names, and whose signature it has.
import { describe, expect } from '@jest/globals'
import { internet } from '../__tests__/registry/internet.ts'
import { newStored } from '../__tests__/registry/stored.ts'
import { type ActRun, act, example, outputsOf, type Workflow } from './harness/act.ts'
import { docker } from './harness/docker.ts'
import { type Event, pullRequest, pushOfTag, pushTo } from './harness/event.ts'
import * as registry from './harness/registry.ts'
import { sharedBuilder } from './harness/shared-builder.ts'
import { GITHUB_TOKEN, sigstore } from './harness/sigstore.ts'
import { type Stage, sideBySide } from './stage.ts'

const OCI = 'org.opencontainers.image'
const DOCKERFILE = 'FROM busybox\nCMD ["echo", "It runs"]\n'
/** Several run at the same time, on a machine with two processors. */
const TIMEOUT_MS = 240_000

interface Released {
  readonly done: ActRun
  /** The subjects of the bundles that GitHub has stored. */
  readonly attested: readonly (readonly string[])[]
}

const shared = () => ({ builder: sharedBuilder() })

/** Sigstore and GitHub are stand-ins, which the job reaches under the real names. */
async function release(
  stage: Stage,
  event: Event,
  options: Pick<Workflow, 'builder'> = {},
): Promise<Released> {
  stage.write({ Dockerfile: DOCKERFILE })
  const world = await sigstore()
  const net = await internet(newStored(), undefined, world.hosts)
  try {
    const source = example('release.yml', stage.repository)
    const env = { ...world.env, ...net.env }
    const done = await act(stage, {
      ...options,
      source,
      event,
      env,
      args: ['-s', `GITHUB_TOKEN=${GITHUB_TOKEN}`],
    })
    expect({ code: done.code, log: done.code === 0 ? '' : done.log }).toEqual({ code: 0, log: '' })
    return { done, attested: world.kept.map((bundle) => world.verify(bundle).about) }
  } finally {
    await net.close()
  }
}

/** Tags of images, without caches and without the tags by which this registry finds signatures. */
async function published({ repository }: Stage): Promise<readonly string[]> {
  return (await registry.tags(repository)).filter((tag) => !/^(?:cache|sha256)-/.test(tag))
}

/** The image to which all the tags point, after a check of what the event has written into it. */
async function released(stage: Stage, { done, attested }: Released, version: string): Promise<string> {
  const { repository, engine } = stage
  const digest = outputsOf(done, 'image', 'digest')[0] ?? ''
  const { images, annotations } = await registry.index(`${repository}@${digest}`)
  expect(images.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64', 'linux/arm/v7'])
  const metadata = {
    [`${OCI}.version`]: version,
    [`${OCI}.created`]: '2026-03-01T10:30:45.000Z',
    [`${OCI}.revision`]: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
    [`${OCI}.source`]: 'https://github.com/octo-org/hello',
    [`${OCI}.licenses`]: 'MIT',
  }
  expect(annotations).toMatchObject(metadata)
  for (const image of images)
    expect(await registry.config(`${repository}@${image.digest}`)).toMatchObject({ labels: metadata })
  expect(attested).toEqual([[digest]])
  expect(done.log.match(/\/smoke-test-\d *\] {3}\| It runs$/gm)).toHaveLength(2)
  await docker(engine, ['image', 'rm', '--force', `${repository}@${digest}`])
  return digest
}

async function tagsAt({ repository }: Stage, digest: string): Promise<readonly string[]> {
  const tags = (await registry.tags(repository)).filter((tag) => !/^(?:cache|sha256)-/.test(tag))
  const digests = await Promise.all(tags.map((tag) => registry.resolve(`${repository}:${tag}`)))
  return tags.filter((_, index) => digests[index] === digest)
}

describe('release.yml', () => {
  sideBySide(
    'publishes a tag under its versions and as latest, which a fix of an older version does not move',
    async (stage) => {
      const second = await released(stage, await release(stage, pushOfTag('v2.0.0'), shared()), '2.0.0')
      expect(await published(stage)).toEqual(['2', '2.0', '2.0.0', 'latest'])
      const fixed = await release(stage, pushOfTag('v1.1.5'), shared())
      const first = await released(stage, fixed, '1.1.5')
      expect(fixed.done.log).toContain('latest stays where it is')
      expect(await tagsAt(stage, second)).toEqual(['2', '2.0', '2.0.0', 'latest'])
      expect(await tagsAt(stage, first)).toEqual(['1', '1.1', '1.1.5'])
    },
    TIMEOUT_MS,
  )

  sideBySide(
    'publishes main as edge',
    async (stage) => {
      await released(stage, await release(stage, pushTo('main')), 'edge')
      expect(await published(stage)).toEqual(['edge'])
    },
    TIMEOUT_MS,
  )

  sideBySide(
    'publishes a prerelease under its own name only',
    async (stage) => {
      await released(stage, await release(stage, pushOfTag('v2.1.0-rc.1'), shared()), '2.1.0-rc.1')
      expect(await published(stage)).toEqual(['2.1.0-rc.1'])
    },
    TIMEOUT_MS,
  )

  sideBySide(
    'builds a pull request, and neither pushes, signs nor runs it',
    async (stage) => {
      const { done, attested } = await release(
        stage,
        pullRequest({ number: 7, from: 'topic', into: 'main' }),
        shared(),
      )
      expect(done.log).toMatch(/\| Built, not pushed$/m)
      expect(done.log).not.toContain('It runs')
      expect([attested, await registry.tags(stage.repository)]).toEqual([[], []])
    },
    TIMEOUT_MS,
  )
})
