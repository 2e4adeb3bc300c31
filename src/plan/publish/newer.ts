import { listsPlatform, type Platform } from '../../platforms/platform.ts'
import type { PublishPlan } from '../plan.ts'

/** A run of a workflow, identified by its page. */
interface Run {
  /** Address of the repository on its server. */
  readonly repository: string
  /** Increases from run to run. */
  readonly id: number
  readonly attempt: number
}

/** https://docs.github.com/actions/reference/workflows-and-actions/variables: GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT */
const RUN_PAGE = /^(https?:\/\/.+)\/actions\/runs\/(\d+)(?:\/attempts\/(\d+))?$/

function readRun(page: string): Run | undefined {
  const [, repository, id, attempt = '1'] = RUN_PAGE.exec(page) ?? []
  if (repository === undefined) return undefined
  return { repository: repository.toLowerCase(), id: Number(id), attempt: Number(attempt) }
}

/**
 * Whether a run of the same repository began after this one; both are identified by their pages. The id of a run stays
 * the same in later attempts: it is as old as its commit.
 * @returns undefined if one of them is not a run, or they belong to different repositories
 */
export function isNewerRun(candidate: string, current: string): boolean | undefined {
  const [other, ours] = [readRun(candidate), readRun(current)]
  if (other === undefined || ours === undefined || other.repository !== ours.repository) return undefined
  return other.id > ours.id || (other.id === ours.id && other.attempt > ours.attempt)
}

/** What a tag points to, as far as it matters for moving the tag. */
interface Holder {
  /** '' if the tag does not exist. */
  readonly digest: string
  /** Page of the run that made it; '' if unknown. */
  readonly maker: string
}

/**
 * Whether a tag has an image that this run made for other platforms only: jobs of a matrix that push the same tag
 * replace each other's images.
 */
export function isOfOtherLeg(
  { maker, platforms }: Holder & { readonly platforms: readonly Platform[] },
  targets: readonly Platform[],
  { runUrl }: Pick<PublishPlan, 'runUrl'>,
): boolean {
  const [other, ours] = [readRun(maker), readRun(runUrl)]
  if (other === undefined || other.repository !== ours?.repository || other.id !== ours.id) return false
  return platforms.length > 0 && !platforms.some((platform) => listsPlatform(targets, platform))
}

/** What happens to a tag: it moves, it already points to the image, or it is left at the image of a newer run. */
export type Fate = 'moves' | 'is there' | 'superseded'

/** @param held undefined if the registry does not report it */
export function fateOf(
  held: Holder | undefined,
  digest: string,
  { runUrl, onNewer }: Pick<PublishPlan, 'runUrl' | 'onNewer'>,
): Fate {
  if (held?.digest === digest) return 'is there'
  const isNewer = onNewer !== 'move' && held !== undefined && isNewerRun(held.maker, runUrl) === true
  return isNewer ? 'superseded' : 'moves'
}

/** Whether a tag was changed while the job ran, by a maker that may be newer or older. */
export function isUnclear(
  earlier: Holder | undefined,
  now: Holder | undefined,
  { runUrl, onNewer }: Pick<PublishPlan, 'runUrl' | 'onNewer'>,
): boolean {
  if (onNewer === 'move' || earlier === undefined || now === undefined || earlier.digest === now.digest)
    return false
  return now.digest !== '' && isNewerRun(now.maker, runUrl) === undefined
}
