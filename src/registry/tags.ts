/** Lists the tags of a repository. Only import this file where that is needed: see http.ts. */
import { Failure } from '../errors.ts'
import { array, parseJson } from '../json.ts'
import { DOCUMENT_LIMIT } from '../oci/descriptor.ts'
import { expectNotFound, isPage, pageRefusal, readFailure, type Session } from './session.ts'

/** Number of names to request per page. A registry may return fewer. */
const PAGE_SIZE = 1_000

/** Maximum number of pages. With a registry that returns a hundred names at a time, this covers 10,000 tags. */
const MAX_PAGES = 100

/**
 * All tags, page by page through the registry's links; none if the repository does not exist yet.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags
 */
export async function listTags(session: Session, signal: AbortSignal): Promise<readonly string[]> {
  const { ask, client, repository } = session
  const names: string[] = []
  let address: string | undefined = `tags/list?n=${PAGE_SIZE}`
  for (let page = 0; page < MAX_PAGES; page++) {
    const response = await ask('GET', address, { signal })
    if (response.message.statusCode !== 200) {
      await expectNotFound(`Listing the tags of ${repository}`, response, session)
      return names
    }
    const bytes = await client.wholeBody(response.message, DOCUMENT_LIMIT)
    if (isPage(response.message, bytes))
      throw readFailure(`Listing the tags of ${repository}`, pageRefusal(response), session)
    const listed = array(parseJson(bytes.toString('utf8')), 'tags')
    names.push(...listed.filter((name) => typeof name === 'string'))
    address = nextPage(response.message.headers['link'])
    if (address === undefined) return names
  }
  throw new Failure(
    `${repository} has too many tags: their list has more than ${MAX_PAGES} pages.`,
    'Delete tags there that nobody needs.',
  )
}

/** `<address>; rel="next"`, as in RFC 8288. */
function nextPage(link: string | readonly string[] | undefined): string | undefined {
  const links = [link ?? []].flat().join(', ')
  return /<([^>]+)>\s*;[^,<]*\brel="?next"?/i.exec(links)?.[1]
}
