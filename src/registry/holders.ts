/**
 * Which tags of a repository reach a manifest, directly or through indexes. Before something without a tag is
 * deleted, this must be certain: it is checked twice, in two ways, and anything but a clear answer counts as no
 * answer.
 */
import { mapConcurrent } from '../concurrency.ts'
import { Failure } from '../errors.ts'
import { array, field, parseJson, text } from '../json.ts'
import { DOCUMENT_LIMIT } from '../oci/descriptor.ts'
import { digestOf, isDigest } from '../oci/digest.ts'
import { DOCKER_INDEX, MANIFEST_TYPES, OCI_INDEX } from '../oci/manifest.ts'
import { retryRequest } from './client.ts'
import { expectNotFound, type Session } from './session.ts'

/** The manifests in question, and the tags that are known already. */
export interface HolderQuery {
  readonly digests: readonly string[]
  /** Tags that the repository certainly has: a list without them is not trusted. Nor is an empty list. */
  readonly known: readonly string[]
  /** Tags that may exist: a list without one that does is not trusted either. */
  readonly possible: readonly string[]
  /** Tags to ignore. */
  readonly except: readonly string[]
}

/** Maximum number of tags that are checked. If there are more, it is not known what they reach. */
const MAX_TAGS = 1_000

/** Number of names on a page, when the list is read page by page. */
const PAGE_SIZE = 100

const TAGS_AT_ONCE = 8

/** Indexes may contain indexes. Deeper nesting does not occur. */
const MAX_DEPTH = 4

/**
 * Finds the tags that reach manifests. First reads the whole list and the content of every tag; then reads the list
 * again, page by page, and the digest of every tag, to notice what moved meanwhile.
 * @returns for each manifest that is reached by tags, one of them
 * @throws Failure if the registry gives no clear answer
 */
export async function holdersOf(session: Session, asked: HolderQuery): Promise<ReadonlyMap<string, string>> {
  const look = openTagReader(session, asked.digests)
  const listed = await wholeList(session)
  const first = await mapConcurrent(listed, TAGS_AT_ONCE, async (tag) => ({ tag, found: await look(tag) }))
  const again = await pagedList(session)
  const second = await mapConcurrent(again, TAGS_AT_ONCE, async (tag) => {
    const before = first.find((each) => each.tag === tag)?.found
    const digest = await headTag(session, tag)
    const found = before?.digest === digest ? before : await look(tag)
    if (found === undefined) throw uncertainAnswer(session, `it lists the tag ${tag}, but does not have it`)
    return { tag, found }
  })
  const isListed = (tag: string): boolean => listed.includes(tag) && again.includes(tag)
  const unlisted = asked.possible.filter((tag) => !isListed(tag))
  const answers = await mapConcurrent(unlisted, TAGS_AT_ONCE, (tag) => readReference(session, tag))
  const hidden = unlisted.filter((_, index) => answers[index] !== undefined)
  const missing = [...asked.known.filter((tag) => !isListed(tag)), ...hidden]
  if (missing.length > 0) throw uncertainAnswer(session, `its list of tags lacks ${missing.join(', ')}`)
  // Some registries list no tags for a while after a push.
  if (listed.length === 0 || again.length === 0) throw uncertainAnswer(session, 'its list of tags is empty')
  const holders = [...first, ...second]
    .filter(({ tag }) => !asked.except.includes(tag))
    .flatMap(({ tag, found }) => (found?.reached ?? []).map((digest) => [digest, tag] as const))
  return new Map(holders.toReversed())
}

const CURE = 'Delete the image with the tools of its registry.'

function uncertainAnswer({ repository }: Session, why: string): Failure {
  return new Failure(`${repository} does not say for certain what its tags reach: ${why}.`, CURE)
}

/** What a tag points to, and which of the manifests it reaches. */
interface TagContent {
  readonly digest: string
  readonly reached: readonly string[]
}

/** @returns a function that reads what a tag reaches; its result is undefined if the tag does not exist */
function openTagReader(
  session: Session,
  digests: readonly string[],
): (tag: string) => Promise<TagContent | undefined> {
  const inside = new Map<string, Promise<readonly string[]>>()
  const reach = async (bytes: Buffer, depth: number): Promise<readonly string[]> => {
    const source = bytes.toString('utf8')
    const document = parseJson(source)
    if (typeof field(document, 'schemaVersion') !== 'number' && text(document, 'mediaType') === '')
      throw uncertainAnswer(session, 'it returned something that is not a manifest')
    const nested = array(document, 'manifests').filter(
      (entry) => isIndex(entry) && !digests.includes(text(entry, 'digest')),
    )
    if (nested.length > 0 && depth === MAX_DEPTH)
      throw uncertainAnswer(session, 'its indexes are nested too deeply')
    const own = digests.filter((digest) => digestOf(bytes) === digest || source.includes(digest))
    const deeper = await Promise.all(nested.map((entry) => within(text(entry, 'digest'), depth + 1)))
    return [...own, ...deeper.flat()]
  }
  const within = (digest: string, depth: number): Promise<readonly string[]> => {
    const reading = inside.get(digest) ?? readWithin(digest, depth)
    inside.set(digest, reading)
    return reading
  }
  const readWithin = async (digest: string, depth: number): Promise<readonly string[]> => {
    const bytes = isDigest(digest) ? await readReference(session, digest) : undefined
    if (bytes === undefined)
      throw uncertainAnswer(session, `an index lists ${digest}, which it does not have`)
    return reach(bytes, depth)
  }
  return async (tag) => {
    const bytes = await readReference(session, tag)
    return bytes && { digest: digestOf(bytes), reached: await reach(bytes, 0) }
  }
}

/** Whether an entry is an index, or may be one because it has no media type. */
function isIndex(entry: unknown): boolean {
  const type = text(entry, 'mediaType')
  return type === OCI_INDEX || type === DOCKER_INDEX || type === ''
}

/** All tags at once, as far as the registry allows: if there is another page, it returns the URL. */
async function wholeList(session: Session): Promise<readonly string[]> {
  const names = new Set<string>()
  let address: string | undefined = `tags/list?n=${MAX_TAGS}`
  while (address !== undefined) {
    const { names: more, next } = await readPage(session, address)
    const before = names.size
    for (const name of more) names.add(name)
    if (next !== undefined && names.size >= MAX_TAGS) throw tooManyTags(session)
    if (next !== undefined && names.size === before)
      throw uncertainAnswer(session, 'its list of tags has no end')
    address = next
  }
  return [...names]
}

/** All tags page by page, until a page has nothing new. */
async function pagedList(session: Session): Promise<readonly string[]> {
  const names = new Set<string>()
  for (;;) {
    const last = [...names].at(-1)
    const from = last === undefined ? '' : `&last=${encodeURIComponent(last)}`
    const { names: more } = await readPage(session, `tags/list?n=${PAGE_SIZE}${from}`)
    const before = names.size
    for (const name of more) names.add(name)
    if (names.size === before) return [...names]
    if (names.size > MAX_TAGS) throw tooManyTags(session)
  }
}

function tooManyTags({ repository }: Session): Failure {
  return new Failure(`${repository} has more than ${MAX_TAGS} tags, too many to check.`, CURE)
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const TAG = /^\w[\w.-]{0,127}$/

/** A list with anything that is not a tag is rejected, and so is the answer that there is no list. */
async function readPage(session: Session, address: string) {
  const what = `Listing the tags of ${session.repository}`
  const found = await fetchDocument(session, what, address)
  if (found === undefined) throw uncertainAnswer(session, 'it has no list of tags')
  const listed = field(parseJson(found.bytes.toString('utf8')), 'tags')
  const tags: unknown = listed === null ? [] : listed
  const isTag = (tag: unknown): tag is string => typeof tag === 'string' && TAG.test(tag)
  if (!Array.isArray(tags) || !tags.every(isTag))
    throw uncertainAnswer(session, 'its list of tags is invalid')
  return { names: tags, next: found.next }
}

/** The URL of the next page, absolute or relative: RFC 8288, distribution-spec v1.1, "Listing Tags". */
function nextIn(link: string | undefined): string | undefined {
  const [, address] = /<([^>]+)>\s*;[^,]*\brel="?next"?/i.exec(link ?? '') ?? []
  return address?.startsWith('?') === true ? `tags/list${address}` : address
}

/** Registries that count pulls do not count this one. @returns '' if the registry does not return the digest */
async function headTag({ ask, client, repository }: Session, tag: string): Promise<string> {
  return retryRequest(`Looking up ${repository}:${tag}`, client, async () => {
    const { message } = await ask('HEAD', `manifests/${tag}`, { headers: { accept: MANIFEST_TYPES } })
    message.resume()
    const told = message.headers['docker-content-digest']
    return message.statusCode === 200 && typeof told === 'string' && isDigest(told) ? told : ''
  })
}

/** @returns undefined if there is no such tag or digest */
async function readReference(session: Session, reference: string): Promise<Buffer | undefined> {
  const what = `Reading ${session.repository}${isDigest(reference) ? '@' : ':'}${reference}`
  return (await fetchDocument(session, what, `manifests/${reference}`, { accept: MANIFEST_TYPES }))?.bytes
}

/** @returns undefined if it does not exist */
function fetchDocument(session: Session, what: string, path: string, headers = {}) {
  const { ask, client } = session
  return retryRequest(what, client, async () => {
    const response = await ask('GET', path, { headers })
    if (response.message.statusCode !== 200) return expectNotFound(what, response, session)
    const bytes = await client.wholeBody(response.message, DOCUMENT_LIMIT)
    const { link } = response.message.headers
    return { bytes, next: nextIn(link === undefined ? undefined : [link].flat().join()) }
  })
}
