import { afterEach, describe, expect, test } from '@jest/globals'
import { PLUGIN } from '../../src/buildx/program.ts'
import { planMerge } from '../../src/plan/merge.ts'
import { merge } from '../../src/run/merge.ts'
import { facts, type Given, inputs, platforms } from '../builders.ts'
import { type Reply, recordingDocker } from '../docker/recording.ts'
import { type Place, place } from '../registry/registries.ts'
import { type Fault, shortly, tagsOf as tagsIn } from '../registry/stored.ts'
import { whileCaptured } from '../runner/stdout.ts'
import { documentOf } from './documents.ts'
import { entryOf, found, handed, tagsOf } from './legs.ts'

/** What legs have handed on through the registry, joined: buildx makes the index, the rest is ours. */

const NAMES = 'linux/amd64,linux/arm64'
const JOINED = documentOf({ schemaVersion: 2, manifests: NAMES.split(',').map(entryOf) })
const PRINTED: Reply = { match: ['buildx', 'imagetools', 'create', '--dry-run'], stdout: `${JOINED.bytes}\n` }

const open: Place[] = []
afterEach(async () => {
  for (const { server } of open.splice(0)) await server.close()
})

/** A registry where two legs have handed on their parts. */
async function opened(fault?: Fault) {
  const made = await place(fault)
  open.push(made)
  const parts = []
  for (const names of NAMES.split(',')) parts.push((await handed(made, { names })).digest)
  return { made, parts }
}

async function merged(made: Place, given: Given = {}) {
  const facing = await found(made, { names: NAMES })
  const asked = { mode: 'merge', platforms: platforms(NAMES), tags: tagsOf(made) } as const
  const { event, docker, id, temp } = facts()
  const known = { ...facing, event, docker, id, temp, buildx: PLUGIN, builder: undefined }
  const plan = planMerge(inputs({ ...asked, ...given }), known)
  const tools = {
    docker: recordingDocker([PRINTED]).docker,
    beforeLeaving: () => () => {},
    signer: { identities: undefined, token: '', env: {} },
    registries: made.registries,
  }
  return whileCaptured(() => merge(tools, plan))
}

const deletions = ({ server }: Place): readonly string[] =>
  shortly(server).filter((asked) => asked.startsWith('DELETE') && !asked.endsWith(' upload'))

describe('a merge of what was handed on through the registry', () => {
  test('moves the tags, and deletes those of the parts', async () => {
    const { made, parts } = await opened()
    const { result, text } = await merged(made)
    expect(result).toMatchObject({ confirmed: { digest: JOINED.digest }, left: [] })
    expect([tagsIn(made.stored, 'app'), tagsIn(made.stored, 'app/copy')]).toEqual([['1'], ['1']])
    expect(text).toMatch(/^Removed: (?:\S+:multi-platform-build-part_\S+(?:, )?){4}$/m)
    // What the legs pushed stays, and the indexes that only handed it on do not.
    expect([...made.stored.documents.keys()].toSorted()).toEqual([...parts, JOINED.digest].toSorted())
  })

  test('also deletes the indexes of the legs, if that is requested', async () => {
    const { made } = await opened()
    expect((await merged(made, { 'on-success': 'clean' })).result.left).toEqual([])
    expect([...made.stored.documents.keys()]).toEqual([JOINED.digest])
  })

  test.each([
    { what: 'by itself', holds: (digest: string) => digest },
    {
      what: 'in an index',
      holds: (digest: string, made: Place) => {
        const { bytes, digest: own } = documentOf({ schemaVersion: 2, manifests: [{ digest, size: 1 }] })
        made.stored.documents.set(own, bytes)
        return own
      },
    },
  ])('leaves what a tag has $what', async ({ holds }) => {
    const { made, parts } = await opened()
    const [first = '', second = ''] = parts
    made.stored.tags.set('app:theirs', holds(first, made))
    made.stored.tags.set('app/copy:theirs', holds(first, made))
    const { result } = await merged(made, { 'on-success': 'clean' })
    const digests = [...made.stored.documents.keys()]
    expect([digests.includes(first), digests.includes(second)]).toEqual([true, false])
    expect(result.left).toEqual([
      `It stays, because the tag theirs reaches it: ${made.app}@${first}, ${made.app}/copy@${first}.`,
    ])
  })

  test('says what stays if the registry deletes nothing, and is done anyway', async () => {
    const { made } = await opened(({ method }) =>
      method === 'DELETE' ? { status: 405, body: '{"errors":[{"code":"UNSUPPORTED"}]}' } : undefined,
    )
    const { result } = await merged(made)
    expect(made.stored.tags.get('app:1')).toBe(JOINED.digest)
    expect(result.left).toEqual([
      expect.stringMatching(
        /^Its registry does not allow deleting it: (?:\S+:multi-platform-build-part_\S+(?:, )?){4}\.$/,
      ),
    ])
  })

  test('deletes the tags if the registry deletes only what is behind them', async () => {
    const { made } = await opened(({ method, path }) =>
      method === 'DELETE' && !path.includes('sha256:') ? { status: 400 } : undefined,
    )
    expect((await merged(made)).result.left).toEqual([])
    expect(tagsIn(made.stored, 'app')).toEqual(['1'])
  })

  test('puts back what the registry has removed of a part', async () => {
    const { made, parts } = await opened()
    const [first = ''] = parts
    made.stored.documents.delete(first)
    await merged(made)
    expect(made.stored.documents.has(first)).toBe(true)
    expect(made.stored.tags.get('app:1')).toBe(JOINED.digest)
  })

  test('that fails deletes nothing', async () => {
    const { made } = await opened(({ method, path }) =>
      method === 'PUT' && path.endsWith('/manifests/1') ? { status: 403 } : undefined,
    )
    await expect(merged(made)).rejects.toThrow()
    expect(deletions(made)).toEqual([])
  })
})
