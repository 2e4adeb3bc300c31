import { mapConcurrent } from '../concurrency.ts'
import type { BeforeLeaving } from '../docker/signals.ts'
import { Failure, Unfinished, withState } from '../errors.ts'
import { splitName } from '../oci/reference.ts'
import type { PublishPlan } from '../plan/plan.ts'
import { fateOf, isNewerRun, isOfOtherLeg, isUnclear } from '../plan/publish/newer.ts'
import { printPlatforms } from '../platforms/platform.ts'
import type { Registries } from '../registry/manifests.ts'
import { annotate } from '../runner/commands.ts'
import type { Confirmed } from './confirm.ts'
import { logTagPositions, moveTag, type Outcome, type TagDecision, unfinishedMoves } from './move.ts'
import type { Signed } from './sign.ts'
import type { Sign } from './signatures.ts'
import {
  inspectTarget,
  lookUpTag,
  NO_TARGET,
  needsMaker,
  REQUESTS_AT_ONCE,
  type TagTarget,
  type TagTargets,
} from './tag-targets.ts'
import { keptImage } from './unchanged.ts'

/** Number of tags that are moved concurrently. */
const MOVES_AT_ONCE = 8

export interface Mover {
  readonly registries: Registries
  readonly beforeLeaving: BeforeLeaving
  /** What the tags pointed to when the job began. */
  readonly before: TagTargets
  /** Signs an image before a tag points to it; undefined if nothing is signed. */
  readonly sign: Sign | undefined
}

/** The result of moving tags. */
export interface Moved {
  /** The image that they point to. */
  readonly confirmed: Confirmed
  /** The tags that point to it. */
  readonly tags: readonly string[]
  /** The tags that stay with the image of a newer run. */
  readonly superseded: readonly string[]
  /** undefined if nothing was signed. */
  readonly signed: Signed | undefined
}

/**
 * Moves every tag to an image by one PUT of its bytes, and checks it. A tag of a newer run stays; a tag that cannot
 * be moved does not stop the others. If the image is to be signed, that is done first.
 * @throws Unfinished, which says which tags point to the digest and which do not
 */
export async function moveTags(mover: Mover, publish: PublishPlan, made: Confirmed): Promise<Moved> {
  const { sign, before } = mover
  const first = await decide(mover, publish, made)
  const signed = sign !== undefined && isTagged(first, made) ? await sign(made) : undefined
  // Signing takes seconds, and another run may have moved tags meanwhile.
  const { image, decided } = signed === undefined ? first : await decide(mover, publish, made)
  if (sign !== undefined && image !== made) annotate('notice', keptSentence(image))
  for (const each of decided) warnOfOthers(each, before.get(each.tag), image, publish)
  return withState('tags may have moved', async () => ({
    ...(await moveAll(mover, publish, decided, image)),
    signed,
  }))
}

/** What each tag will point to, before any has moved. */
interface Decision {
  readonly image: Confirmed
  readonly decided: readonly TagDecision[]
}

/** @throws Unfinished if a tag belongs to a newer run and `on-newer` is `fail` */
async function decide(mover: Mover, publish: PublishPlan, made: Confirmed): Promise<Decision> {
  const { registries, before } = mover
  const target = await mapConcurrent(publish.tags, REQUESTS_AT_ONCE, async (tag, index) => {
    // If tags move in any case, only the first one is checked, and only to decide whether all stay as they are.
    const isChecked = publish.onNewer !== 'move' || (publish.onUnchanged === 'keep' && index === 0)
    const now = isChecked
      ? await currentTarget(mover, tag, made.digest, needsMaker(publish))
      : before.get(tag)
    return { tag, isAsked: isChecked, target: now }
  })
  const image = (await keptImage(registries, publish, made, target[0]?.target)) ?? made
  const decided = target.map(
    ({ tag, isAsked: isChecked, target: now }): TagDecision => ({
      tag,
      target: now,
      fate: isChecked ? fateOf(now, image.digest, publish) : 'moves',
    }),
  )
  if (publish.onNewer === 'fail') refuseNewer(decided)
  return { image, decided }
}

/** Whether any tag will point to the new image: tags are neither kept unchanged nor all left to newer runs. */
function isTagged({ image, decided }: Decision, made: Confirmed): boolean {
  return image === made && decided.some(({ fate }) => fate !== 'superseded')
}

function keptSentence({ digest }: Confirmed): string {
  return `The tags stay at ${digest}, which another run has built and this one does not sign: no image in it is new.`
}

/** What a tag points to now; inspected if that has changed. undefined if the registry does not answer. */
async function currentTarget(
  { registries, before }: Mover,
  tag: string,
  own: string,
  readsMaker: boolean,
): Promise<TagTarget | undefined> {
  const earlier = before.get(tag)
  const digest = await lookUpTag(registries, tag).catch(() => undefined)
  if (digest === undefined) return undefined
  if (digest === earlier?.digest) return earlier
  if (digest === own) return { ...NO_TARGET, digest }
  return inspectTarget(registries.at(splitName(tag).repository), digest, readsMaker)
}

/** @throws Unfinished if a tag belongs to a newer run */
export function refuseNewer(decided: readonly TagDecision[]): void {
  const newer = decided.filter(({ fate }) => fate === 'superseded')
  if (newer.length === 0) return
  const shown = newer.map(({ tag, target }) => `${tag} (${target?.maker})`).join(', ')
  const failure = new Failure(
    `A newer run has already published: ${shown}. No tag has moved.`,
    'Run the newest commit again instead. on-newer: keep would leave these tags and move the others, on-newer: move would replace what is newer.',
  )
  throw new Unfinished([failure], 'no tag moved')
}

function warnOfOthers(
  { tag, target, fate }: TagDecision,
  earlier: TagTarget | undefined,
  { digest, index }: Confirmed,
  publish: PublishPlan,
): void {
  if (fate === 'superseded') warnOfNewer(tag, target?.maker ?? '')
  const own = index.images.map(({ platform }) => platform)
  if (fate === 'moves' && target !== undefined && isOfOtherLeg(target, own, publish)) {
    const what = `${tag} has an image for ${printPlatforms(target.platforms)} that this run has built. It is replaced by one for ${printPlatforms(own)} only.`
    annotate(
      'warning',
      `${what}\nTo join what the jobs of a matrix build, use mode: part in them, and mode: merge in one job after them.`,
    )
  }
  if (fate === 'moves' && isUnclear(earlier, target, publish)) {
    const first = earlier?.digest || 'not there'
    const what = `${tag} was changed while this job ran (${first}, then ${target?.digest}), and its image does not say by which run. It is moved to ${digest}.`
    annotate(
      'warning',
      `${what}\nLet only one job at a time publish it (concurrency), or leave provenance on.`,
    )
  }
}

function warnOfNewer(tag: string, maker: string): void {
  annotate(
    'warning',
    `${tag} stays: its image is from a newer run, ${maker}.\non-newer: move would replace it, on-newer: fail makes this an error.`,
  )
}

async function moveAll(
  { registries, beforeLeaving }: Mover,
  publish: PublishPlan,
  decided: readonly TagDecision[],
  image: Confirmed,
): Promise<Omit<Moved, 'signed'>> {
  const done = new Map<string, Outcome>()
  const forget = beforeLeaving(() => logTagPositions(decided, done, image.digest))
  const outcomes = await mapConcurrent(decided, MOVES_AT_ONCE, async (each) => {
    const outcome = await moveTag(registries, each, image)
    done.set(each.tag, outcome)
    return { tag: each.tag, outcome }
  }).finally(forget)
  for (const { tag, outcome } of outcomes) {
    if (outcome.kind === 'overtaken' && isNewerRun(outcome.target.maker, publish.runUrl)) {
      done.set(tag, { kind: 'superseded' })
      warnOfNewer(tag, outcome.target.maker)
    }
  }
  const tagsThat = (...kinds: readonly Outcome['kind'][]): readonly string[] =>
    decided.map(({ tag }) => tag).filter((tag) => kinds.some((kind) => done.get(tag)?.kind === kind))
  if (tagsThat('refused', 'overtaken', 'unseen').length > 0)
    throw unfinishedMoves(decided, done, image.digest)
  return { confirmed: image, tags: tagsThat('moved'), superseded: tagsThat('superseded') }
}
