/** Deletes from a registry, for which docker has no command. Only import this file where that is needed. */
import { mapConcurrent } from '../concurrency.ts'
import { messageOf } from '../errors.ts'
import { HttpError } from '../http.ts'
import { checkDigest } from './blobs.ts'
import { type RegistrySettings, retryRequest } from './client.ts'
import { type HolderQuery, holdersOf } from './holders.ts'
import { AccessDenied } from './login.ts'
import { openSession, refusal, type Session } from './session.ts'

/** What is no longer needed in a repository. */
export interface Unneeded {
  /** Tags of this action, with the digests that they point to, which are deleted too. */
  readonly tags: readonly Tagged[]
  /** Manifests or indexes. */
  readonly digests: readonly string[]
}

interface Tagged {
  readonly name: string
  readonly digest: string
}

/**
 * 'deleted' even if it did not exist; 'not allowed' if the registry deletes nothing, or nothing for this login.
 * `usedBy`: a tag that reaches it. `failure`: why it is not known whether it may be deleted, or why the registry did
 * not delete it.
 */
export type Deletion = 'deleted' | 'not allowed' | { readonly usedBy: string } | { readonly failure: string }

/** What happened to one of them. */
export interface Deleted {
  /** As `app:tag` or `app@digest`. */
  readonly reference: string
  readonly outcome: Deletion
}

const DELETIONS_AT_ONCE = 4

/** Tags of others that a list of tags must have to be trusted. */
export type Expected = Pick<HolderQuery, 'known' | 'possible'>

/**
 * Deletes tags, and manifests that no other tag reaches: a build without changes has the digest of what was published
 * before, and most registries delete a manifest together with all of its tags. Never throws.
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
    outcome: await failureInstead(() => deleteTag(session, tag.name)),
  }))
  // Some registries only delete tags, some only the manifests behind them, and many nothing at all.
  const open = named.filter(({ outcome }) => outcome === 'deleted' || outcome === 'no such name')
  const wanted = [...new Set([...open.map(({ digest }) => digest), ...digests])]
  const asked = { digests: wanted, ...expected, except: tags.map(({ name }) => name) }
  const outcomes = await deleteUnreached(session, asked, settings)
  const outcomeOf = (digest: string): Deletion => outcomes.get(digest) ?? 'not allowed'
  // A manifest that stays without its tag is reported by digest; one that still has its tag is reported by the tag.
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
  asked: HolderQuery,
  settings: RegistrySettings,
): Promise<ReadonlyMap<string, Deletion>> {
  const { digests } = asked
  if (digests.length === 0) return new Map()
  try {
    for (const digest of digests) checkDigest(digest, `Deleting ${digest} in ${session.repository}`)
    // A login that may read may not always delete.
    const holders = await holdersOf(openSession(session.repository, 'pull', settings), asked)
    const outcomes = await mapConcurrent(digests, DELETIONS_AT_ONCE, async (digest) => {
      const usedBy = holders.get(digest)
      const outcome =
        usedBy === undefined ? await failureInstead(() => deleteManifest(session, digest)) : { usedBy }
      return [digest, outcome] as const
    })
    return new Map(outcomes)
  } catch (error) {
    return new Map(digests.map((digest) => [digest, failureOf(error)]))
  }
}

async function failureInstead<T>(work: () => Promise<T>): Promise<T | { readonly failure: string }> {
  try {
    return await work()
  } catch (error) {
    return failureOf(error)
  }
}

function failureOf(error: unknown): { readonly failure: string } {
  return { failure: messageOf(error).replace(/\.$/, '') }
}

/** A registry that does not delete tags may treat the name as a digest that it does not have. */
async function deleteTag(
  session: Session,
  name: string,
): Promise<'deleted' | 'not allowed' | 'no such name'> {
  const status = await requestDeletion(session, name)
  if (DELETED.includes(status)) return 'deleted'
  return status === 400 || status === 404 || status === 'unknown' ? 'no such name' : 'not allowed'
}

async function deleteManifest(session: Session, digest: string): Promise<'deleted' | 'not allowed'> {
  const status = await requestDeletion(session, digest)
  return DELETED.includes(status) || status === 'unknown' ? 'deleted' : 'not allowed'
}

const DELETED: readonly unknown[] = [200, 202, 204]

/** @returns the final status, or 'unknown' if the registry has no such manifest */
async function requestDeletion(session: Session, reference: string): Promise<number | 'unknown'> {
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
