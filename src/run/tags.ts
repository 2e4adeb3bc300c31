import { mapConcurrent } from '../concurrency.ts'
import type { BeforeLeaving } from '../docker/signals.ts'
import { Failure, Unfinished, withState } from '../errors.ts'
import { splitName } from '../oci/reference.ts'
import type { PublishPlan } from '../plan/plan.ts'
import { fateOf, isNewerRun, isOfOtherLeg, isUnclear } from '../plan/publish/newer.ts'
import { printPlatforms } from '../platforms/platform.ts'
import type { Registries } from '../registry/manifests.ts'
import { annotate } from '../runner/commands.ts'
import { askTag, type Before, countsMakers, type Held, lookAt, NOTHING, QUESTIONS_AT_ONCE } from './before.ts'
import type { Confirmed } from './confirm.ts'
import { type Decided, moveTag, type Outcome, stuck, whereTagsAre } from './move.ts'
import type { Signed } from './sign.ts'
import type { Sign } from './signatures.ts'
import { keptImage } from './unchanged.ts'

/** Number of tags that are moved concurrently. */
const MOVES_AT_ONCE = 8

export interface Mover {
  readonly registries: Registries
  readonly beforeLeaving: BeforeLeaving
  /** What the tags pointed to when the job began. */
  readonly before: Before
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
    ...(await carryOut(mover, publish, decided, image)),
    signed,
  }))
}

/** What each tag will point to, before any has moved. */
interface Decision {
  readonly image: Confirmed
  readonly decided: readonly Decided[]
}

/** @throws Unfinished if a tag belongs to a newer run and `on-newer` is `fail` */
async function decide(mover: Mover, publish: PublishPlan, made: Confirmed): Promise<Decision> {
  const { registries, before } = mover
  const held = await mapConcurrent(publish.tags, QUESTIONS_AT_ONCE, async (tag, index) => {
    // If tags move in any case, only the first one is checked, and only to decide whether all stay as they are.
    const isAsked = publish.onNewer !== 'move' || (publish.onUnchanged === 'keep' && index === 0)
    const now = isAsked ? await heldNow(mover, tag, made.digest, countsMakers(publish)) : before.get(tag)
    return { tag, isAsked, held: now }
  })
  const image = (await keptImage(registries, publish, made, held[0]?.held)) ?? made
  const decided = held.map(
    ({ tag, isAsked, held: now }): Decided => ({
      tag,
      held: now,
      fate: isAsked ? fateOf(now, image.digest, publish) : 'moves',
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
async function heldNow(
  { registries, before }: Mover,
  tag: string,
  own: string,
  wantsMaker: boolean,
): Promise<Held | undefined> {
  const earlier = before.get(tag)
  const digest = await askTag(registries, tag).catch(() => undefined)
  if (digest === undefined) return undefined
  if (digest === earlier?.digest) return earlier
  if (digest === own) return { ...NOTHING, digest }
  return lookAt(registries.at(splitName(tag).repository), digest, wantsMaker)
}

/** @throws Unfinished if a tag belongs to a newer run */
export function refuseNewer(decided: readonly Decided[]): void {
  const newer = decided.filter(({ fate }) => fate === 'superseded')
  if (newer.length === 0) return
  const shown = newer.map(({ tag, held }) => `${tag} (${held?.maker})`).join(', ')
  const failure = new Failure(
    `A newer run has already published: ${shown}. No tag has moved.`,
    'Run the newest commit again instead. on-newer: keep would leave these tags and move the others, on-newer: move would replace what is newer.',
  )
  throw new Unfinished([failure], 'no tag moved')
}

function warnOfOthers(
  { tag, held, fate }: Decided,
  earlier: Held | undefined,
  { digest, reading }: Confirmed,
  publish: PublishPlan,
): void {
  if (fate === 'superseded') warnOfNewer(tag, held?.maker ?? '')
  const own = reading.images.map(({ platform }) => platform)
  if (fate === 'moves' && held !== undefined && isOfOtherLeg(held, own, publish)) {
    const what = `${tag} has an image for ${printPlatforms(held.platforms)} that this run has built. It is replaced by one for ${printPlatforms(own)} only.`
    annotate(
      'warning',
      `${what}\nTo join what the jobs of a matrix build, use mode: part in them, and mode: merge in one job after them.`,
    )
  }
  if (fate === 'moves' && isUnclear(earlier, held, publish)) {
    const first = earlier?.digest || 'not there'
    const what = `${tag} was changed while this job ran (${first}, then ${held?.digest}), and its image does not say by which run. It is moved to ${digest}.`
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

async function carryOut(
  { registries, beforeLeaving }: Mover,
  publish: PublishPlan,
  decided: readonly Decided[],
  image: Confirmed,
): Promise<Omit<Moved, 'signed'>> {
  const done = new Map<string, Outcome>()
  const forget = beforeLeaving(() => whereTagsAre(decided, done, image.digest))
  const outcomes = await mapConcurrent(decided, MOVES_AT_ONCE, async (each) => {
    const outcome = await moveTag(registries, each, image)
    done.set(each.tag, outcome)
    return { tag: each.tag, outcome }
  }).finally(forget)
  for (const { tag, outcome } of outcomes) {
    if (outcome.kind === 'overtaken' && isNewerRun(outcome.held.maker, publish.runUrl)) {
      done.set(tag, { kind: 'superseded' })
      warnOfNewer(tag, outcome.held.maker)
    }
  }
  const of = (...kinds: readonly Outcome['kind'][]): readonly string[] =>
    decided.map(({ tag }) => tag).filter((tag) => kinds.some((kind) => done.get(tag)?.kind === kind))
  if (of('refused', 'overtaken', 'unseen').length > 0) throw stuck(decided, done, image.digest)
  return { confirmed: image, tags: of('moved'), superseded: of('superseded') }
}
