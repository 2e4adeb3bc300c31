/** A registry that keeps manifests, blobs and tags, with whatever faults a test gives it. */
import { createHash } from 'node:crypto'
import {
  type HttpRequest,
  type RegistryHost,
  type Reply,
  registryHost,
} from '../../e2e/harness/registry-host.ts'
import { parseJson, text } from '../../src/json.ts'

/** What a registry has, by repository as its addresses have it. */
export interface Stored {
  /** Bytes by digest. */
  readonly documents: Map<string, string>
  /** `REPOSITORY:TAG` → digest. */
  readonly tags: Map<string, string>
  /** Digests of what refers to a digest, where the registry has an API for that; undefined where it has none. */
  readonly referrers?: Map<string, readonly string[]>
}

/** @returns what a fault answers; undefined where the registry answers as it should */
export type Fault = (asked: HttpRequest, turn: number) => Reply | undefined

export function sha256(bytes: string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

export function newStored(): Stored {
  return { documents: new Map(), tags: new Map() }
}

/** Keeps a document, and makes tags of it. @returns its digest */
export function keep(stored: Stored, bytes: string, ...tags: readonly string[]): string {
  const digest = sha256(bytes)
  stored.documents.set(digest, bytes)
  for (const tag of tags) stored.tags.set(tag, digest)
  return digest
}

/** Answers as a registry that tells digests, takes everything and deletes everything. */
export function answerOf(stored: Stored, { method, path, body }: HttpRequest): Reply {
  const [, repository = '', kind = '', reference = ''] =
    /^\/v2\/(.+)\/(manifests|blobs|tags)\/([^?]+)/.exec(path) ?? []
  if (path.includes('/blobs/uploads/')) return upload(stored, { method, path, body })
  if (kind === 'tags') return { body: JSON.stringify({ tags: tagsAfter(stored, repository, path) }) }
  if (method === 'PUT') {
    const digest = keep(stored, body)
    if (!reference.startsWith('sha256:')) stored.tags.set(`${repository}:${reference}`, digest)
    return { status: 201, headers: { 'docker-content-digest': digest, ...referring(stored, body, digest) } }
  }
  const digest = stored.tags.get(`${repository}:${reference}`) ?? reference
  const bytes = stored.documents.get(digest)
  if (bytes === undefined) return { status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}' }
  if (method === 'DELETE') return remove(stored, `${repository}:${reference}`, digest)
  return { headers: kind === 'manifests' ? { 'docker-content-digest': digest } : {}, body: bytes }
}

/** An upload in one piece, and one that is cancelled. */
function upload(
  stored: Stored,
  { method, path, body }: Pick<HttpRequest, 'method' | 'path' | 'body'>,
): Reply {
  if (method === 'POST') return { status: 202, headers: { location: `${path}upload-1` } }
  if (method === 'PUT') keep(stored, body)
  return { status: method === 'PUT' ? 201 : 204 }
}

/** Lists what refers to something, and says so. @returns headers */
function referring({ referrers }: Stored, bytes: string, digest: string): Readonly<Record<string, string>> {
  const subject = text(parseJson(bytes), 'subject', 'digest')
  if (referrers === undefined || subject === '') return {}
  referrers.set(subject, [...(referrers.get(subject) ?? []), digest])
  return { 'oci-subject': subject }
}

/** Names of a repository's tags. */
export function tagsOf({ tags }: Stored, repository: string): readonly string[] {
  return [...tags.keys()]
    .filter((tag) => tag.startsWith(`${repository}:`))
    .map((tag) => tag.slice(repository.length + 1))
}

/** Those on a page of the list. */
function tagsAfter(stored: Stored, repository: string, path: string): readonly string[] {
  const asked = new URL(path, 'http://any').searchParams
  const last = asked.get('last') ?? ''
  const names = tagsOf(stored, repository).toSorted()
  return names.filter((name) => name > last).slice(0, Number(asked.get('n') ?? names.length))
}

/** A tag alone, or a document with all of its tags, as the specification has it. */
function remove({ tags, documents }: Stored, tag: string, digest: string): Reply {
  if (!tags.delete(tag)) {
    documents.delete(digest)
    for (const [name, of] of tags) if (of === digest) tags.delete(name)
  }
  return { status: 202 }
}

/** Plays it on this machine. */
export function storedRegistry(stored: Stored, fault: Fault = () => undefined): Promise<RegistryHost> {
  return registryHost((asked, turn) => fault(asked, turn) ?? answerOf(stored, asked))
}

/** What was asked, in short: `HEAD app:1`, `GET app@sha256:…`, `POST app uploads`. */
export function shortly({ requests: asked }: RegistryHost): readonly string[] {
  return asked.map(({ method, path }) => {
    const [, repository = '', kind = '', reference = ''] =
      /^\/v2\/(.+)\/(manifests|blobs|tags)\/([^?]+)/.exec(path) ?? []
    if (reference.startsWith('uploads/')) return `${method} ${repository} upload`
    const name = reference.startsWith('sha256:') ? `@${reference.slice(7, 15)}` : `:${reference}`
    return `${method} ${repository}${name}${kind === 'blobs' ? ' blob' : ''}`
  })
}
