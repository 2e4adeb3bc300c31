import type { MergePlan } from '../plan/merge.ts'
import { clock, type Phase } from './clock.ts'
import { dryRun, moveTags } from './join.ts'
import type { Confirmed } from './publish.ts'

/** Joins the parts: the index is made and checked, then its tags are moved and asked for. */
export async function merge({ join, builder }: MergePlan): Promise<{
  readonly confirmed: Confirmed
  readonly phases: readonly Phase[]
}> {
  const { phases, timed } = clock()
  const confirmed = await timed('index', () => dryRun(join))
  await timed('tags', () => moveTags(join.moves, confirmed.digest, builder))
  return { confirmed, phases }
}
