/** Deletes manifests from a registry, which docker has no command for. Import this file only where that is needed. */
import { mapConcurrent } from '../concurrency.ts'
import { Failure } from '../errors.ts'
import { HttpError } from '../http.ts'
import { array, parseJson } from '../json.ts'
import { DOCUMENT_LIMIT } from '../oci/descriptor.ts'
import { digestOf } from '../oci/digest.ts'
import { MANIFEST_TYPES } from '../oci/manifest.ts'
import { checkDigest } from './blobs.ts'
import { type RegistrySettings, retryRequest } from './client.ts'
import { AccessDenied } from './login.ts'
import { notGiven, openSession, refusal, type Session } from './session.ts'

/** 'deleted' also where it was not there; 'not allowed' where the registry deletes nothing, or not for this login. */
export type Deletion = 'deleted' | 'not allowed' | { readonly usedBy: string }

/** Tags that are looked at. Where there are more, nothing is deleted. */
const MOST_TAGS = 1_000

const TAGS_AT_ONCE = 8
const DELETIONS_AT_ONCE = 4

/**
 * Deletes manifests that no tag has, by themselves or in an index: a build that changed nothing has the digest of what was
 * published before, and most registries take every tag of a manifest away with it.
 * @param digests of manifests or indexes
 * @returns what became of each
 * @throws Failure where the registry does not answer, or does not tell what its tags have
 */
export async function deleteManifests(
  repository: string,
  digests: readonly string[],
  settings: RegistrySettings,
): Promise<ReadonlyMap<string, Deletion>> {
  for (const digest of digests) checkDigest(digest, `Deleting ${digest} in ${repository}`)
  const holders = await holdersOf(openSession(repository, 'pull', settings), digests)
  const session = openSession(repository, 'delete', settings)
  const outcomes = await mapConcurrent(digests, DELETIONS_AT_ONCE, async (digest) => {
    const usedBy = holders.get(digest)
    return [digest, usedBy === undefined ? await deleteReference(session, digest) : { usedBy }] as const
  })
  return new Map(outcomes)
}

/** A tag, and the digest that it points to. */
interface Tagged {
  readonly name: string
  readonly digest: string
}

/**
 * Deletes tags, and what they point to.
 * @param tags of digests that no other tag points to
 * @returns what became of each by its name: it is deleted where the tag is gone, also where its manifest stays
 * @throws Failure where the registry does not answer
 */
export async function deleteTags(
  repository: string,
  tags: readonly Tagged[],
  settings: RegistrySettings,
): Promise<ReadonlyMap<string, 'deleted' | 'not allowed'>> {
  for (const { name, digest } of tags) checkDigest(digest, `Deleting ${repository}:${name}`)
  const session = openSession(repository, 'delete', settings)
  const deleteAll = async (references: readonly string[]) => {
    const outcomes = await mapConcurrent(references, DELETIONS_AT_ONCE, (each) =>
      deleteReference(session, each),
    )
    return references.filter((_, index) => outcomes[index] === 'deleted')
  }
  // Some registries delete only tags, some only what is behind them, and some that only once it has no tag.
  const names = await deleteAll(tags.map(({ name }) => name))
  const digests = await deleteAll([...new Set(tags.map(({ digest }) => digest))])
  const isGone = ({ name, digest }: Tagged): boolean => names.includes(name) || digests.includes(digest)
  return new Map(tags.map((tag) => [tag.name, isGone(tag) ? 'deleted' : 'not allowed']))
}

/** @param reference a tag or a digest */
async function deleteReference(session: Session, reference: string): Promise<'deleted' | 'not allowed'> {
  const what = `Deleting ${reference} in ${session.repository}`
  try {
    return await retryRequest(what, session.client, async () => {
      const response = await session.ask('DELETE', `manifests/${reference}`)
      const { status, code } = await refusal(response, session.client)
      if (status === 200 || status === 202 || status === 204) return 'deleted'
      if (status === 404 && /^(?:MANIFEST|NAME)_UNKNOWN$/.test(code)) return 'deleted'
      if ([400, 401, 403, 404, 405, 501].includes(status)) return 'not allowed'
      throw new HttpError(`the registry answers ${status} ${code}`.trimEnd(), 'lasting')
    })
  } catch (error) {
    if (error instanceof AccessDenied) return 'not allowed'
    throw error
  }
}

/** For each manifest that a tag has, such a tag. */
async function holdersOf(session: Session, digests: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const tags = await tagsOf(session)
  const holders = await mapConcurrent(tags, TAGS_AT_ONCE, async (tag) => {
    const bytes = await readTag(session, tag)
    return digests
      .filter((digest) => bytes !== undefined && (digestOf(bytes) === digest || bytes.includes(digest)))
      .map((digest) => [digest, tag] as const)
  })
  return new Map(holders.flat().toReversed())
}

function tagsOf(session: Session): Promise<readonly string[]> {
  const { repository, client } = session
  const what = `Listing the tags of ${repository}`
  return retryRequest(what, client, async () => {
    const found = await fetched(session, what, `tags/list?n=${MOST_TAGS}`)
    if (found === undefined) return []
    // A registry that has more names the address of the next page.
    if (found.hasMore) {
      throw new Failure(`${repository} has more than ${MOST_TAGS} tags, too many to look at.`, CURE)
    }
    const tags = array(parseJson(found.bytes.toString('utf8')), 'tags')
    return tags.filter((tag) => typeof tag === 'string').filter((tag) => TAG.test(tag))
  })
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const TAG = /^\w[\w.-]{0,127}$/

const CURE = 'Delete the image by the means of its registry.'

function readTag(session: Session, tag: string): Promise<Buffer | undefined> {
  const what = `Reading ${session.repository}:${tag}`
  return retryRequest(
    what,
    session.client,
    async () => (await fetched(session, what, `manifests/${tag}`, { accept: MANIFEST_TYPES }))?.bytes,
  )
}

/** @returns undefined where there is no such thing */
async function fetched({ ask, client }: Session, what: string, path: string, accepted = {}) {
  const response = await ask('GET', path, { headers: accepted })
  const { statusCode, headers } = response.message
  if (statusCode !== 200) {
    const refused = await refusal(response, client)
    if (refused.status === 404) return undefined
    throw notGiven(what, refused)
  }
  const bytes = await client.wholeBody(response.message, DOCUMENT_LIMIT)
  return { bytes, hasMore: headers['link'] !== undefined }
}
