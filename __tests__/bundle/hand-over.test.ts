import { describe, expect, test } from '@jest/globals'
import type { Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { readIndex } from '../../src/oci/image-index.ts'
import { type Fault, newStored, type Stored, sha256, shortly, tagsOf } from '../registry/stored.ts'
import { errors, goodDocker, type Index, type JobResult, runBundle } from './run-bundle.ts'

/** Jobs of one run that meet through a registry: the shipped bundle, a fake docker, and a registry that stores. */

/** The image that a matrix job pushes for a platform; another note makes another image. */
function pushed(platform: string, note: string): Index {
  const [os, architecture] = platform.split('/')
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const manifest = { mediaType, digest: sha256(note), size: 1, platform: { os, architecture } }
  const bytes = JSON.stringify({ schemaVersion: 2, manifests: [manifest], annotations: { note } })
  return { bytes, digest: sha256(bytes) }
}

type Given = Readonly<Record<string, string>>

const BARE: Given = { context: '', qemu: '', push: '' }
const RUN: Given = { GITHUB_RUN_ID: '77' }
const PLATFORMS = 'linux/amd64,linux/arm64'
const TAG = 'r.example/app:1'

/** A run of a repository on a server without artifacts. */
interface Run {
  readonly leg: (platform: string, more?: Leg) => Promise<JobResult>
  readonly merge: (more?: Merge) => Promise<JobResult>
  readonly stored: Stored
}

interface Leg {
  readonly note?: string
  readonly inputs?: Given
  readonly env?: Given
}

interface Merge extends Omit<Leg, 'note'> {
  /** The images that docker is expected to join, by their notes. */
  readonly of?: readonly string[]
  readonly fault?: Fault
  /** Rules of a docker that otherwise has no faults. */
  readonly rules?: readonly Rule[]
}

function newRun(): Run {
  const stored = newStored()
  return {
    stored,
    leg: (platform, { note = platform, inputs = {}, env = {} } = {}) => {
      const made = pushed(platform, note)
      const own = { mode: 'part', platforms: platform, tags: TAG, verify: 'false', ...inputs }
      return runBundle({
        ...{ stored, holds: [made], rules: goodDocker(made.digest) },
        inputs: { push: '', ...own },
        env: { ...RUN, ...env },
      })
    },
    merge: ({ of = PLATFORMS.split(','), inputs = {}, env = {}, fault, rules = [] } = {}) => {
      const own = { mode: 'merge', platforms: PLATFORMS, tags: TAG, ...inputs }
      const manifests = of.flatMap((note, index) => {
        const platform = own.platforms.split(',')[index] ?? ''
        return readIndex(pushed(platform, note).bytes)?.entries ?? []
      })
      const joined = JSON.stringify({ schemaVersion: 2, manifests })
      return runBundle({
        ...{ stored, ...(fault === undefined ? {} : { fault }) },
        rules: [
          ...rules,
          { match: ['buildx', 'imagetools'], stdout: `${joined}\n` },
          ...goodDocker(sha256(joined)),
        ],
        inputs: { ...BARE, verify: 'false', ...own },
        env: { ...RUN, ...env },
      })
    },
  }
}

/** The part for a platform in the image of a tag. */
const imagesOf = ({ tags, documents }: Stored, tag: string): readonly string[] =>
  readIndex(documents.get(tags.get(tag) ?? '') ?? '')?.images.map(({ digest }) => digest) ?? []

const green = (...all: readonly JobResult[]): void => {
  for (const result of all) expect([result.main.exitCode, errors(result)]).toEqual([0, ''])
}

const shownBy = ({ main }: JobResult): string => main.log.shown

describe('parts without an artifact service', () => {
  test.each(['registry', 'auto'])('are joined with hand-over: %s, and none of them remain', async (how) => {
    const { leg, merge, stored } = newRun()
    const inputs = { 'hand-over': how }
    const legs = [await leg('linux/amd64', { inputs }), await leg('linux/arm64', { inputs })]
    green(...legs)
    expect(tagsOf(stored, 'app')).toEqual([
      expect.stringMatching(/^multi-platform-build-part_77_[0-9a-f]{12}_linux-amd64$/),
      expect.stringMatching(/^multi-platform-build-part_77_[0-9a-f]{12}_linux-arm64$/),
    ])
    expect(shownBy(legs[0] ?? never())).toContain(
      `Handed on: linux/amd64=${pushed('linux/amd64', 'linux/amd64').digest} as r.example/app:multi-platform-build-part_77_`,
    )
    const merged = await merge({ inputs: { ...inputs, 'on-success': 'clean' } })
    green(merged)
    expect(tagsOf(stored, 'app')).toEqual(['1'])
    expect(imagesOf(stored, 'app:1')).toEqual([sha256('linux/amd64'), sha256('linux/arm64')])
    expect([...stored.documents.keys()]).toEqual([stored.tags.get('app:1')])
    expect(shownBy(merged)).toMatch(/^Removed: r\.example\/app:multi-platform-build-part_77_/m)
  })

  test('of a re-run matrix job replace the earlier ones', async () => {
    const { leg, merge, stored } = newRun()
    const again = { GITHUB_RUN_ATTEMPT: '2' }
    green(await leg('linux/amd64', { note: 'old' }), await leg('linux/arm64'))
    green(await leg('linux/amd64', { note: 'new', env: again }))
    const merged = await merge({ of: ['new', 'linux/arm64'], env: again })
    green(merged)
    expect(imagesOf(stored, 'app:1')).toEqual([sha256('new'), sha256('linux/arm64')])
    expect(tagsOf(stored, 'app')).toEqual(['1'])
  })

  test('of two images in one run are not mixed up', async () => {
    const { leg, merge, stored } = newRun()
    const inputs = (name: string): Given => ({ tags: `r.example/app:${name}` })
    for (const name of ['alpine', 'debian'])
      for (const platform of PLATFORMS.split(','))
        green(await leg(platform, { note: `${name} ${platform}`, inputs: inputs(name) }))
    expect(tagsOf(stored, 'app')).toHaveLength(4)
    for (const name of ['alpine', 'debian']) {
      const of = PLATFORMS.split(',').map((platform) => `${name} ${platform}`)
      green(await merge({ of, inputs: inputs(name) }))
      expect(imagesOf(stored, `app:${name}`)).toEqual(of.map(sha256))
    }
    expect(tagsOf(stored, 'app')).toEqual(['alpine', 'debian'])
  })

  test.each<{ what: string; env: Given }>([
    { what: 'run', env: { GITHUB_RUN_ID: '78' } },
    { what: 'repository', env: { GITHUB_REPOSITORY: 'someone/fork' } },
    { what: 'server', env: { GITHUB_SERVER_URL: 'https://gitea.example' } },
  ])('of another $what are never used', async ({ env }) => {
    const { leg, merge, stored } = newRun()
    for (const platform of PLATFORMS.split(',')) green(await leg(platform, { env }))
    const alone = await merge()
    expect(errors(alone)).toMatch(/no matrix job of this run has handed over a part of this image/)
    green(await leg('linux/amd64', { note: 'own' }))
    expect(errors(await merge())).toMatch(/no matrix job has handed over linux\/arm64\. No tag has moved\./)
    expect(stored.tags.has('app:1')).toBe(false)
  })

  test('stay if the registry does not delete, with a notice of the merge', async () => {
    const { leg, merge, stored } = newRun()
    for (const platform of PLATFORMS.split(',')) green(await leg(platform))
    const merged = await merge({
      inputs: { 'on-success': 'clean' },
      fault: ({ method, path }) =>
        method === 'DELETE' && path.includes('/manifests/')
          ? { status: 405, body: '{"errors":[{"code":"UNSUPPORTED"}]}' }
          : undefined,
    })
    green(merged)
    expect(imagesOf(stored, 'app:1')).toHaveLength(2)
    const notices = merged.main.log.commands.filter(({ name }) => name === 'notice').map(({ data }) => data)
    expect(notices).toEqual([
      expect.stringMatching(
        /^Parts were left in the registry\. Its registry does not allow deleting it: r\.example\/app:multi-platform-build-part_\S+, r\.example\/app:multi-platform-build-part_\S+, r\.example\/app@sha256:\S+, r\.example\/app@sha256:\S+\.$/,
      ),
    ])
  })

  test('are only removed if the list of tags can be trusted', async () => {
    const { leg, merge, stored } = newRun()
    for (const platform of PLATFORMS.split(',')) green(await leg(platform))
    const merged = await merge({
      inputs: { 'on-success': 'clean' },
      fault: ({ path }) => (path.includes('/tags/list') ? { body: '{"name":"app","tags":null}' } : undefined),
    })
    green(merged)
    expect(tagsOf(stored, 'app')).toEqual(['1'])
    expect(shownBy(merged)).toContain(
      'Parts were left in the registry. It was not deleted (r.example/app does not say for certain what its tags reach: its list of tags lacks 1):',
    )
    expect(shortly(merged.registry).filter((asked) => asked.startsWith('DELETE app@'))).toEqual([])
  })

  test('of one attempt that differ are refused by the second matrix job', async () => {
    const { leg } = newRun()
    green(await leg('linux/amd64', { note: 'one' }))
    expect(errors(await leg('linux/amd64', { note: 'other' }))).toMatch(/^linux\/amd64 was built twice: /)
  })

  test('that the registry has removed are pushed again, and joined', async () => {
    const { leg, merge, stored } = newRun()
    for (const platform of PLATFORMS.split(',')) green(await leg(platform))
    const { digest } = pushed('linux/amd64', 'linux/amd64')
    stored.documents.delete(digest)
    const merged = await merge()
    green(merged)
    expect(merged.registry.requests.map(({ method, path }) => `${method} ${path}`)).toContain(
      `PUT /v2/app/manifests/${digest}`,
    )
  })

  test('of act, whose runs share a number, are joined within a commit, with a notice', async () => {
    const { leg, merge, stored } = newRun()
    const act = (sha: string): Given => ({ ACT: 'true', GITHUB_RUN_ID: '1', GITHUB_SHA: sha.repeat(40) })
    green(await leg('linux/amd64', { env: act('a') }), await leg('linux/arm64', { env: act('a') }))
    expect(errors(await merge({ env: act('b') }))).toMatch(/no matrix job of this run has handed over a part/)
    const merged = await merge({ env: act('a') })
    green(merged)
    expect(shownBy(merged)).toContain('act gives every run the number 1')
    expect(tagsOf(stored, 'app')).toEqual(['1'])
  })
})

describe('a merge with the settings of a builder', () => {
  const CONFIG = '[registry."r.example"]\ninsecure = true'

  test('passes them to buildx, and removes the builder for it', async () => {
    const { leg, merge } = newRun()
    for (const platform of PLATFORMS.split(',')) green(await leg(platform))
    const merged = await merge({ inputs: { 'buildkitd-config-inline': CONFIG } })
    green(merged)
    const words = merged.calls.map(({ argv }) => argv.join(' '))
    const create = words.find((line) => line.startsWith('buildx create')) ?? ''
    const [, name = ''] = /--name (\S+) --driver docker-container --buildkitd-config \S+$/.exec(create) ?? []
    expect(name).toMatch(/^multi-platform-build-77-/)
    expect(words.find((line) => line.includes('imagetools'))).toContain(`create --builder ${name} --dry-run`)
    expect(words.filter((line) => line.startsWith('buildx rm'))).toEqual([`buildx rm ${name}`])
    expect(shownBy(merged)).toContain(`docker buildx rm ${name}`)
  })

  test('fails if buildx does not accept them, and moves no tag', async () => {
    const { leg, merge, stored } = newRun()
    for (const platform of PLATFORMS.split(',')) green(await leg(platform))
    const refused = await merge({
      inputs: { 'buildkitd-config-inline': CONFIG },
      rules: [{ match: ['buildx', 'create'], stderr: 'ERROR: no such engine\n', code: 1 }],
    })
    expect(errors(refused)).toMatch(
      /^buildx does not accept the configuration for joining the parts: no such engine\./,
    )
    expect(stored.tags.has('app:1')).toBe(false)
  })

  test.each([
    {
      what: 'two configurations',
      inputs: { 'buildkitd-config': 'Dockerfile' },
      says: 'there can be only one',
    },
    {
      what: 'a builder that has its own',
      inputs: { builder: 'mine' },
      says: '"mine" already exists, so buildkitd-config-inline',
    },
  ])('refuses $what', async ({ inputs, says }) => {
    const refused = await newRun().merge({ inputs: { 'buildkitd-config-inline': CONFIG, ...inputs } })
    expect(errors(refused)).toContain(says)
    expect(refused.calls).toEqual([])
  })
})

function never(): never {
  throw new Error('no leg')
}
