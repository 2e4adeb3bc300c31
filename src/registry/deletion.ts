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

/**
 * Deletes a manifest that no tag has, by itself or in an index: a build that changed nothing has the digest of what was
 * published before, and most registries take every tag of a manifest away with it.
 * @param digest of the manifest or index
 * @throws Failure where the registry does not answer, or does not tell what its tags have
 */
export async function deleteManifest(
  repository: string,
  digest: string,
  settings: RegistrySettings,
): Promise<Deletion> {
  const what = `Deleting ${digest} in ${repository}`
  checkDigest(digest, what)
  const usedBy = await holderOf(openSession(repository, 'pull', settings), digest)
  if (usedBy !== '') return { usedBy }
  const session = openSession(repository, 'delete', settings)
  try {
    return await retryRequest(what, session.client, async () => {
      const response = await session.ask('DELETE', `manifests/${digest}`)
      const { status, code } = await refusal(response, session.client)
      if (status === 200 || status === 202) return 'deleted'
      if (status === 404 && /^(?:MANIFEST|NAME)_UNKNOWN$/.test(code)) return 'deleted'
      if ([400, 401, 403, 404, 405, 501].includes(status)) return 'not allowed'
      throw new HttpError(`the registry answers ${status} ${code}`.trimEnd(), 'lasting')
    })
  } catch (error) {
    if (error instanceof AccessDenied) return 'not allowed'
    throw error
  }
}

/** A tag that has the manifest; '' where none does. */
async function holderOf(session: Session, digest: string): Promise<string> {
  const tags = await tagsOf(session)
  const holders = await mapConcurrent(tags, TAGS_AT_ONCE, async (tag) =>
    (await hasManifest(session, tag, digest)) ? [tag] : [],
  )
  return holders.flat()[0] ?? ''
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

function hasManifest(session: Session, tag: string, digest: string): Promise<boolean> {
  const what = `Reading ${session.repository}:${tag}`
  return retryRequest(what, session.client, async () => {
    const found = await fetched(session, what, `manifests/${tag}`, { accept: MANIFEST_TYPES })
    if (found === undefined) return false
    return digestOf(found.bytes) === digest || found.bytes.includes(digest)
  })
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
