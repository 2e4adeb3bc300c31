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

/** Tags that are moved at the same time. */
const MOVES_AT_ONCE = 8

/** What tags are moved with. */
export interface Mover {
  readonly registries: Registries
  readonly beforeLeaving: BeforeLeaving
  /** What the tags pointed to when the job began. */
  readonly before: Before
  /** Signs an image, which has to be done before a tag points to it; undefined where nothing is signed. */
  readonly sign: Sign | undefined
}

/** Where the tags are. */
export interface Moved {
  /** What they point to. */
  readonly confirmed: Confirmed
  /** Those that point there. */
  readonly tags: readonly string[]
  /** Those that were left to an image of a newer run. */
  readonly superseded: readonly string[]
  /** undefined where nothing was signed. */
  readonly signed: Signed | undefined
}

/**
 * Makes every tag point to an image by one PUT of its bytes each, and asks for it. A tag of a newer run is left to that;
 * one that the registry does not let move does not keep the others from it. Where the image is to be signed, that comes
 * first.
 * @throws Unfinished that says which tags point to the digest and which do not
 */
export async function moveTags(mover: Mover, publish: PublishPlan, made: Confirmed): Promise<Moved> {
  const { sign, before } = mover
  const first = await decide(mover, publish, made)
  const signed = sign !== undefined && isTagged(first, made) ? await sign(made) : undefined
  // Signing takes seconds, in which another run may have moved tags.
  const { image, decided } = signed === undefined ? first : await decide(mover, publish, made)
  if (sign !== undefined && image !== made) annotate('notice', keptSentence(image))
  for (const each of decided) warnOfOthers(each, before.get(each.tag), image, publish)
  return withState('tags may have moved', async () => ({
    ...(await carryOut(mover, publish, decided, image)),
    signed,
  }))
}

/** Where tags go, before any has moved. */
interface Decision {
  readonly image: Confirmed
  readonly decided: readonly Decided[]
}

/** @throws Unfinished where a tag is a newer run's, and the job is to fail then */
async function decide(mover: Mover, publish: PublishPlan, made: Confirmed): Promise<Decision> {
  const { registries, before } = mover
  const held = await mapConcurrent(publish.tags, QUESTIONS_AT_ONCE, async (tag, index) => {
    // Where a tag moves whatever it points to, only the first one is looked at, and only to leave all as they are.
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

/** Whether any tag is going to point to what was made: neither to what it has, nor only to newer ones. */
function isTagged({ image, decided }: Decision, made: Confirmed): boolean {
  return image === made && decided.some(({ fate }) => fate !== 'superseded')
}

function keptSentence({ digest }: Confirmed): string {
  return `The tags keep ${digest}, which another run has made and this one does not sign: no image in it is new.`
}

/** What a tag points to now; it is looked at where that was not done before. undefined where the registry does not tell. */
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

/** @throws Unfinished where a tag is a newer run's */
export function refuseNewer(decided: readonly Decided[]): void {
  const newer = decided.filter(({ fate }) => fate === 'superseded')
  if (newer.length === 0) return
  const shown = newer.map(({ tag, held }) => `${tag} (${held?.maker})`).join(', ')
  const failure = new Failure(
    `A newer run has published already: ${shown}. No tag has moved.`,
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
    const what = `${tag} has an image for ${printPlatforms(held.platforms)} that this run has made. It is replaced by one for ${printPlatforms(own)} alone.`
    annotate(
      'warning',
      `${what}\nTo join what the jobs of a matrix build, let them build with mode: part, and one job behind them with mode: merge.`,
    )
  }
  if (fate === 'moves' && isUnclear(earlier, held, publish)) {
    const first = earlier?.digest || 'not there'
    const what = `${tag} was changed while this job ran (${first}, then ${held?.digest}), and its image does not tell by which run. It is moved to ${digest}.`
    annotate('warning', `${what}\nLet one job at a time publish it (concurrency), or keep provenance on.`)
  }
}

function warnOfNewer(tag: string, maker: string): void {
  annotate(
    'warning',
    `${tag} stays: its image is of a newer run, ${maker}.\non-newer: move would replace it, on-newer: fail makes this an error.`,
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
