import { afterEach, describe, expect, test } from '@jest/globals'
import type { PublishPlan } from '../../src/plan/plan.ts'
import { withoutOldLatest } from '../../src/run/latest.ts'
import { readTargets } from '../../src/run/tag-targets.ts'
import { PUBLISHING } from '../builders.ts'
import { type Place, place } from '../registry/registries.ts'
import { type Fault, keep } from '../registry/stored.ts'
import { whileCaptured } from '../runner/stdout.ts'

const open: Place[] = []
afterEach(async () => {
  for (const { server } of open.splice(0)) await server.close()
})

const RELEASE = { tag: 'latest', before: '', after: '', numbers: ['1', '1', '5'], hasSeveral: true }

/** Asks a repository that has tags, and one beside it that has none. */
async function asked(tags: readonly string[], more: Partial<PublishPlan> = {}, fault?: Fault) {
  const made = await place(fault)
  open.push(made)
  const { registries, app, stored, server } = made
  keep(stored, '{}', ...tags.map((tag) => `app:${tag}`))
  const other = app.replace(/app$/, 'other')
  const all = [app, other].flatMap((name) => ['1.1.5', 'latest'].map((tag) => `${name}:${tag}`))
  const publish: PublishPlan = {
    repositories: [app, other],
    tags: all,
    by: 'digest',
    ...PUBLISHING,
    latest: RELEASE,
    ...more,
  }
  const { result, text } = await whileCaptured(async () => {
    const before = await readTargets(registries, publish)
    return withoutOldLatest({ registries, beforeLeaving: () => () => {}, before, sign: undefined }, publish)
  })
  const lists = server.requests.filter(({ path }) => path.includes('/tags/list')).length
  return { tags: result.tags.map((tag) => tag.replace(/^.*\//, '')), text, lists }
}

const ALL = ['app:1.1.5', 'app:latest', 'other:1.1.5', 'other:latest']

describe('latest', () => {
  test('moves if no release is higher, and lists the tags of each repository once', async () => {
    expect(await asked(['1.1.4', 'latest'])).toMatchObject({ tags: ALL, lists: 2 })
  })

  test('stays in the repository that has a higher release, with a notice', async () => {
    const { tags, text } = await asked(['2.0.0', 'latest'])
    expect(tags).toEqual(['app:1.1.5', 'other:1.1.5', 'other:latest'])
    expect(text).toMatch(
      /^::notice::\S+app:latest stays where it is: \S+app has 2\.0\.0, a higher release than 1\.1\.5\./m,
    )
  })

  test('is not looked up if the user has decided it', async () => {
    expect(await asked(['2.0.0', 'latest'], { latest: undefined })).toMatchObject({ tags: ALL, lists: 0 })
  })

  const refuses: Fault = ({ path }) => (path.includes('/tags/list') ? { status: 403 } : undefined)

  test('stays if the releases are unknown, moves if it does not exist yet, and the job continues', async () => {
    const { tags, text } = await asked(['2.0.0', 'latest'], {}, refuses)
    expect(tags).toEqual(['app:1.1.5', 'other:1.1.5', 'other:latest'])
    expect(text).toMatch(
      /^::warning::It could not be determined whether this release is the highest: Listing the tags of \S+app is not allowed/m,
    )
  })

  test('is looked up again after a transient fault of the registry', async () => {
    let turns = 0
    const fault: Fault = ({ path }) => {
      if (!path.includes('/app/tags/list')) return undefined
      turns += 1
      return turns === 1 ? { status: 503 } : undefined
    }
    expect((await asked(['2.0.0', 'latest'], {}, fault)).tags).toEqual([
      'app:1.1.5',
      'other:1.1.5',
      'other:latest',
    ])
  })
})
