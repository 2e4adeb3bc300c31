/** Deletes from a registry, which docker has no command for. Import this file only where that is needed. */
import { mapConcurrent } from '../concurrency.ts'
import { messageOf } from '../errors.ts'
import { HttpError } from '../http.ts'
import { checkDigest } from './blobs.ts'
import { type RegistrySettings, retryRequest } from './client.ts'
import { holdersOf, type Reached } from './holders.ts'
import { AccessDenied } from './login.ts'
import { openSession, refusal, type Session } from './session.ts'

/** What is not needed any more in a repository. */
export interface Unneeded {
  /** Tags of ours, with what they point to, which goes with them. */
  readonly tags: readonly Tagged[]
  /** Manifests or indexes. */
  readonly digests: readonly string[]
}

interface Tagged {
  readonly name: string
  readonly digest: string
}

/**
 * 'deleted' also where it was not there; 'not allowed' where the registry deletes nothing, or not for this login. `usedBy`: a
 * tag that reaches it. `failure`: why nobody knows whether it may go, or the registry did not delete it.
 */
export type Deletion = 'deleted' | 'not allowed' | { readonly usedBy: string } | { readonly failure: string }

/** What became of one of them. */
export interface Deleted {
  /** As `app:tag` or `app@digest`. */
  readonly reference: string
  readonly outcome: Deletion
}

const DELETIONS_AT_ONCE = 4

/** Tags of others, without which a list of tags is not believed. */
export type Expected = Pick<Reached, 'known' | 'possible'>

/**
 * Deletes tags, and manifests that no other tag reaches: a build that changed nothing has the digest of what was published
 * before, and most registries take every tag of a manifest away with it. It does not fail.
 */
export async function deleteUnneeded(
  repository: string,
  { tags, digests }: Unneeded,
  expected: Expected,
  settings: RegistrySettings,
): Promise<readonly Deleted[]> {
  const session = openSession(repository, 'delete', settings)
  const named = await mapConcurrent(tags, DELETIONS_AT_ONCE, async (tag) => ({
    ...tag,
    outcome: await orFailure(() => deleteTag(session, tag.name)),
  }))
  // Some registries delete only tags, some only what is behind them, and many nothing at all.
  const open = named.filter(({ outcome }) => outcome === 'deleted' || outcome === 'no such name')
  const wanted = [...new Set([...open.map(({ digest }) => digest), ...digests])]
  const asked = { digests: wanted, ...expected, except: tags.map(({ name }) => name) }
  const outcomes = await deleteUnreached(session, asked, settings)
  const outcomeOf = (digest: string): Deletion => outcomes.get(digest) ?? 'not allowed'
  // What stays without its tag is told of, and what still has it is told of by that.
  const stays = open.filter(({ digest, outcome }) => outcome === 'deleted' && outcomeOf(digest) !== 'deleted')
  const untagged = [...new Set([...stays.map(({ digest }) => digest), ...digests])]
  return [
    ...named.map(({ name, digest, outcome }) => ({
      reference: `${repository}:${name}`,
      outcome: outcome === 'no such name' ? outcomeOf(digest) : outcome,
    })),
    ...untagged.map((digest) => ({ reference: `${repository}@${digest}`, outcome: outcomeOf(digest) })),
  ]
}

async function deleteUnreached(
  session: Session,
  asked: Reached,
  settings: RegistrySettings,
): Promise<ReadonlyMap<string, Deletion>> {
  const { digests } = asked
  if (digests.length === 0) return new Map()
  try {
    for (const digest of digests) checkDigest(digest, `Deleting ${digest} in ${session.repository}`)
    // Who may read there may not always delete there.
    const holders = await holdersOf(openSession(session.repository, 'pull', settings), asked)
    const outcomes = await mapConcurrent(digests, DELETIONS_AT_ONCE, async (digest) => {
      const usedBy = holders.get(digest)
      const outcome =
        usedBy === undefined ? await orFailure(() => deleteManifest(session, digest)) : { usedBy }
      return [digest, outcome] as const
    })
    return new Map(outcomes)
  } catch (error) {
    return new Map(digests.map((digest) => [digest, failureOf(error)]))
  }
}

async function orFailure<T>(work: () => Promise<T>): Promise<T | { readonly failure: string }> {
  try {
    return await work()
  } catch (error) {
    return failureOf(error)
  }
}

function failureOf(error: unknown): { readonly failure: string } {
  return { failure: messageOf(error).replace(/\.$/, '') }
}

/** A registry that deletes no tags may take its name for a digest that it does not have. */
async function deleteTag(
  session: Session,
  name: string,
): Promise<'deleted' | 'not allowed' | 'no such name'> {
  const status = await askToDelete(session, name)
  if (DELETED.includes(status)) return 'deleted'
  return status === 400 || status === 404 || status === 'unknown' ? 'no such name' : 'not allowed'
}

async function deleteManifest(session: Session, digest: string): Promise<'deleted' | 'not allowed'> {
  const status = await askToDelete(session, digest)
  return DELETED.includes(status) || status === 'unknown' ? 'deleted' : 'not allowed'
}

const DELETED: readonly unknown[] = [200, 202, 204]

/** @returns the registry's last word: its status, or 'unknown' where it says that it has no such manifest */
async function askToDelete(session: Session, reference: string): Promise<number | 'unknown'> {
  const what = `Deleting ${reference} in ${session.repository}`
  try {
    return await retryRequest(what, session.client, async () => {
      const response = await session.ask('DELETE', `manifests/${reference}`)
      const { status, code } = await refusal(response, session.client)
      if (status === 404 && /^(?:MANIFEST|NAME)_UNKNOWN$/.test(code)) return 'unknown'
      if ([200, 202, 204, 400, 401, 403, 404, 405, 501].includes(status)) return status
      throw new HttpError(`the registry answers ${status} ${code}`.trimEnd(), 'lasting')
    })
  } catch (error) {
    if (error instanceof AccessDenied) return 401
    throw error
  }
}
