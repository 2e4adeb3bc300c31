import { afterEach, describe, expect, test } from '@jest/globals'
import { partTag } from '../../src/oci/hand-over.ts'
import { identityOf } from '../../src/oci/part-document.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import { platforms } from '../builders.ts'
import { type Place, place } from '../registry/registries.ts'
import { type Fault, shortly } from '../registry/stored.ts'
import { found, handed, type Leg, RUN, tagsOf } from './legs.ts'

/** A part that a leg tags, and what the job that joins finds of it. */

const open: Place[] = []
afterEach(async () => {
  for (const { server } of open.splice(0)) await server.close()
})

async function opened(fault?: Fault): Promise<Place> {
  const made = await place(fault)
  open.push(made)
  return made
}

const nameOf = (made: Place, platform: string, { run = RUN, tag }: Leg = {}) =>
  partTag(run, identityOf(tagsOf(made, tag)), parsePlatform(platform))

describe('a part that is handed on through the registry', () => {
  test('has a tag for each of its platforms in every repository, and is found by them', async () => {
    const made = await opened()
    const names = 'linux/amd64,linux/arm64'
    const { failure, text, digest } = await handed(made, { names })
    expect(failure).toEqual([])
    const tags = names.split(',').map((name) => nameOf(made, name))
    expect([...made.stored.tags.keys()].toSorted()).toEqual(
      [...tags.map((tag) => `app/copy:${tag}`), ...tags.map((tag) => `app:${tag}`)].toSorted(),
    )
    expect(text).toContain(`Handed on: ${names}=${digest} as ${made.app}:${tags[0]}`)
    const { parts, handedTags, removed, others } = await found(made, { names })
    expect(parts).toMatchObject([
      {
        from: 'the matrix job for linux/amd64,linux/arm64 (job legs, attempt 1)',
        ...{ digest, proofErrors: 0, platforms: platforms(names) },
        repositories: [made.app, `${made.app}/copy`],
      },
    ])
    expect(parts[0]?.index.images).toHaveLength(2)
    expect(handedTags.map(({ name }) => name)).toEqual(tags)
    expect([removed, others]).toEqual([[], 0])
  })

  test('takes two requests in a merge, and only a lookup of its name if it does not exist', async () => {
    const made = await opened()
    await handed(made)
    const before = shortly(made.server).length
    await found(made, { names: 'linux/arm64,linux/amd64' })
    expect(
      shortly(made.server)
        .slice(before)
        .map((asked) => asked.split(/[_@]/)[0])
        .toSorted(),
    ).toEqual([...['GET app:multi-platform-build-part', 'GET app:multi-platform-build-part', 'HEAD app']])
  })

  test('says what was proven about it', async () => {
    const made = await opened()
    await handed(made, { proofErrors: 2 })
    expect((await found(made)).parts.map(({ proofErrors }) => proofErrors)).toEqual([2])
  })

  test.each<{ what: string; asks: Leg }>([
    { what: 'another run', asks: { run: { ...RUN, id: '78' } } },
    {
      what: 'a run of another repository',
      asks: { run: { ...RUN, source: 'https://gitea.example/owner/b' } },
    },
    { what: 'another image', asks: { tag: '2' } },
  ])('is not found by $what, whatever its tag is called', async ({ asks }) => {
    const made = await opened()
    await handed(made)
    const theirs = made.stored.tags.get(`app:${nameOf(made, 'linux/arm64')}`) ?? ''
    expect((await found(made, asks)).parts).toEqual([])
    made.stored.tags.set(`app:${nameOf(made, 'linux/arm64', asks)}`, theirs)
    expect(await found(made, asks)).toMatchObject({ parts: [], handedTags: [] })
  })

  test('replaces that of an earlier attempt', async () => {
    const made = await opened()
    await handed(made, { note: 'first' })
    const { failure, digest } = await handed(made, { note: 'second', attempt: 2 })
    expect(failure).toEqual([])
    expect((await found(made)).parts).toMatchObject([{ digest, from: expect.stringContaining('attempt 2') }])
  })

  test.each([
    { what: 'the same attempt', attempt: 2 },
    { what: 'a later attempt', attempt: 1 },
  ])('does not replace that of $what', async ({ attempt }) => {
    const made = await opened()
    const { digest: first } = await handed(made, { note: 'first', attempt: 2 })
    const { failure, digest } = await handed(made, { note: 'second', attempt })
    expect(failure).toEqual([
      `linux/arm64 was built twice: the matrix job for linux/arm64 (job legs, attempt 2) has handed over ${first}, and this is the matrix job for linux/arm64 (job legs, attempt ${attempt}) with ${digest}.`,
    ])
    expect((await found(made)).parts).toMatchObject([{ digest: first }])
  })

  test('is handed on again if it is the same, or if runs cannot be distinguished', async () => {
    const made = await opened()
    const run = { ...RUN, id: '1', isShared: true }
    await handed(made, { run, note: 'first' })
    expect((await handed(made, { run, note: 'first' })).failure).toEqual([])
    const { failure, digest } = await handed(made, { run, note: 'second' })
    expect(failure).toEqual([])
    expect((await found(made, { run })).parts).toMatchObject([{ digest }])
  })

  test('is found even if the registry has removed untagged manifests', async () => {
    const made = await opened()
    const { digest } = await handed(made)
    made.stored.documents.delete(digest)
    expect(await found(made)).toMatchObject({ parts: [{ digest }], removed: [digest] })
  })

  test.each<{ what: string; fault: Fault; expected: RegExp }>([
    {
      what: 'the tag is refused',
      fault: ({ method }) =>
        method === 'PUT' ? { status: 403, body: '{"errors":[{"code":"DENIED"}]}' } : undefined,
      expected:
        /^The part was pushed but cannot be handed on: Tagging .* is not allowed: the registry answers 403 DENIED\.$/,
    },
    {
      what: 'the tag is not there in the end',
      fault: ({ method }) => (method === 'PUT' ? { status: 201 } : undefined),
      expected: /^The part was pushed but cannot be handed on: .*_linux-arm64 is not there\.$/,
    },
  ])('is a failure where $what', async ({ fault, expected }) => {
    const made = await opened(fault)
    const { failure } = await handed(made)
    expect(failure).toEqual([expect.stringMatching(expected), expect.stringMatching(expected)])
  })
})
