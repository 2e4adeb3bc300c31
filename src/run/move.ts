import { Failure, Unfinished } from '../errors.ts'
import { splitName } from '../oci/reference.ts'
import type { Fate } from '../plan/publish/newer.ts'
import { AccessDenied } from '../registry/login.ts'
import type { Registries } from '../registry/manifests.ts'
import { RequestRejected } from '../registry/session.ts'
import { annotate } from '../runner/commands.ts'
import { logLine } from '../runner/log.ts'
import { awaitDigest, describeMismatch, errorPhrase, isRateLimit } from './await-digest.ts'
import type { Confirmed } from './confirm.ts'
import { inspectTarget, sameImages, type TagTarget } from './tag-targets.ts'

/** A tag, and what will happen to it. */
export interface TagDecision {
  readonly tag: string
  /** undefined if the registry did not answer. */
  readonly target: TagTarget | undefined
  readonly fate: Fate
}

/**
 * What happened to a tag:
 * - `refused`: the registry rejected it
 * - `unseen`: the registry accepted it, but does not return it
 * - `overtaken`: the registry accepted it, but returns neither that nor what was there before
 * - `same images`: the tag cannot be moved, but already has the same images
 */
export type Outcome =
  | { readonly kind: 'moved' | 'superseded' | 'same images' }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'unseen'; readonly why: string }
  | { readonly kind: 'overtaken'; readonly target: TagTarget }

/** Moves a tag by a PUT of the bytes, then polls until the registry returns them. */
export async function moveTag(
  registries: Registries,
  { tag, target, fate }: TagDecision,
  image: Confirmed,
): Promise<Outcome> {
  if (fate !== 'moves') return { kind: fate === 'is there' ? 'moved' : 'superseded' }
  const { repository, tag: name } = splitName(tag)
  const manifests = registries.at(repository)
  let isAgain = false
  const put = async (): Promise<void> => {
    // A PUT without an answer may have succeeded, and each further one without an answer would take half a minute.
    const isDone = isAgain && (await manifests.digest(name).catch(() => '')) === image.digest
    isAgain = true
    if (!isDone) await manifests.put(name, image.bytes)
  }
  try {
    await registries.withRetries(`Tagging ${tag}`, put)
  } catch (error) {
    return afterRejection(registries, tag, image, error)
  }
  const { found, error } = await awaitDigest(registries, tag, image.digest)
  if (found === image.digest) return { kind: 'moved' }
  if (error !== undefined && isRateLimit(error)) {
    warnUnconfirmed(tag)
    return { kind: 'moved' }
  }
  const isStale = found === '' || found === target?.digest
  if (error !== undefined || isStale)
    return { kind: 'unseen', why: describeMismatch(found, error, image.digest) }
  return { kind: 'overtaken', target: await inspectTarget(manifests, found, true) }
}

/** For a tag that the registry acknowledged, but that cannot be checked. */
export function warnUnconfirmed(tag: string): void {
  annotate(
    'warning',
    `${tag} was pushed and acknowledged, but cannot be confirmed because of the rate limit of the registry.`,
  )
}

/** A rejected tag may still point where it should, so this checks where it points. */
async function afterRejection(
  registries: Registries,
  tag: string,
  image: Confirmed,
  error: unknown,
): Promise<Outcome> {
  const isForGood = error instanceof RequestRejected || error instanceof AccessDenied
  const digest = await registries
    .at(splitName(tag).repository)
    .digest(splitName(tag).tag)
    .catch(() => '')
  if (digest === image.digest) return { kind: 'moved' }
  if (!isForGood || digest === undefined || digest === '') return { kind: 'refused', error }
  const target = await inspectTarget(registries.at(splitName(tag).repository), digest, false)
  const digests = image.index.images.map((each) => each.digest)
  if (!sameImages(target.images, digests)) return { kind: 'refused', error }
  annotate('notice', `${tag} cannot be moved, but already has the same images: ${digest}.`)
  return { kind: 'same images' }
}

/** Logs where tags are, for a user who cancels the job while they move. */
export function logTagPositions(
  decided: readonly TagDecision[],
  done: ReadonlyMap<string, Outcome>,
  digest: string,
): void {
  const isMoved = ({ tag }: TagDecision): boolean => done.get(tag)?.kind === 'moved'
  const isStaying = ({ fate }: TagDecision): boolean => fate === 'superseded'
  const left = decided.filter((each) => !isMoved(each) && !isStaying(each))
  logLine(`Tags that point to ${digest}: ${namesOf(decided.filter(isMoved))}.`)
  logLine(`Tags that were being moved, and may or may not point there: ${namesOf(left)}.`)
}

function namesOf(list: readonly { readonly tag: string }[]): string {
  return list.map(({ tag }) => tag).join(', ') || 'none'
}

const RUN_AGAIN =
  'Run the failed job again when the registry answers; the remaining tags then move. No digest is output until all have moved.'

/** The failure of a job whose tags are not all where they should be. */
export function unfinishedMoves(
  decided: readonly TagDecision[],
  done: ReadonlyMap<string, Outcome>,
  digest: string,
): Unfinished {
  const outcomes = decided.flatMap(({ tag }) => {
    const outcome = done.get(tag)
    return outcome === undefined ? [] : [{ tag, outcome }]
  })
  const moved = outcomes.filter(({ outcome }) => outcome.kind === 'moved')
  const refused = outcomes.flatMap(({ tag, outcome }) =>
    outcome.kind === 'refused' ? [{ tag, error: outcome.error }] : [],
  )
  const unseen = outcomes.flatMap(({ tag, outcome }) => {
    if (outcome.kind === 'overtaken')
      return [`${tag} (${describeMismatch(outcome.target.digest, undefined, digest)})`]
    return outcome.kind === 'unseen' ? [`${tag} (${outcome.why})`] : []
  })
  const lines = [
    `Not every tag points to ${digest} now.`,
    `Moved: ${namesOf(moved)}.`,
    ...(refused.length === 0 ? [] : [`Not moved: ${namesOf(refused)}.`]),
    ...(unseen.length === 0
      ? []
      : [`Acknowledged by the registry, but not what it returns: ${unseen.join(', ')}.`]),
    // The same server gives the same error for each tag.
    ...new Set(refused.map(({ error }) => `${errorPhrase(error)}.`)),
  ]
  const cures = [
    ...refused.map(({ error }) => (error instanceof Failure ? error.cure : RUN_AGAIN)),
    ...(unseen.length === 0 ? [] : [RUN_AGAIN]),
  ]
  const none = unseen.length === 0 ? 'no tag moved' : 'tags may have moved'
  return new Unfinished(
    [new Failure(lines.join('\n'), [...new Set(cures)].join(' '))],
    moved.length > 0 ? 'some tags moved' : none,
  )
}
