/**
 * Reads images from a registry: docker has no command for that. Everything that is read is hashed. Only import this
 * file where that is needed: see http.ts.
 */
import { Readable } from 'node:stream'
import { Failure } from '../errors.ts'
import { HttpError } from '../http.ts'
import { parseJson, text } from '../json.ts'
import { type Blobs, type Descriptor, DOCUMENT_LIMIT } from '../oci/descriptor.ts'
import { digestOf, isDigest, openHasher } from '../oci/digest.ts'
import { MANIFEST_TYPES } from '../oci/manifest.ts'
import { type RegistrySettings, retryRequest, startRequestRetries } from './client.ts'
import { expectNotFound, openSession, readFailure, refusal, type Session } from './session.ts'

/** Number of bytes of a layer that are buffered for its reader. */
const AHEAD = 256 << 10

const CURE = 'Check that nothing deletes or replaces images there, and push the image again.'

/**
 * The documents and layers of the images of a repository, with docker's logins. A layer is requested when its reader
 * starts; if the connection breaks, the download resumes there.
 * @param repository an image name without tag
 */
export function registryBlobs(repository: string, settings: RegistrySettings): Blobs {
  const session = openSession(repository, 'pull', settings)
  // A digest does not show whether it is a config or a manifest, and they have different URLs: manifests name their
  // configs.
  const configs = new Set<string>()
  return {
    read: async (digest) => {
      const bytes = await readDocument(session, digest, configs.has(digest) ? 'blobs' : 'manifests')
      configs.add(text(parseJson(bytes.toString('utf8')), 'config', 'digest'))
      return bytes
    },
    open: async (descriptor) =>
      Readable.from(layerBytes(session, descriptor), { objectMode: false, highWaterMark: AHEAD }),
  }
}

type Kind = 'manifests' | 'blobs'

async function readDocument(session: Session, digest: string, kind: Kind): Promise<Buffer> {
  const what = `Reading ${digest} of ${session.repository}`
  checkDigest(digest, what)
  const { client } = session
  const bytes = await retryRequest(what, client, async () => {
    const response = await session.ask('GET', `${kind}/${digest}`, { headers: { accept: MANIFEST_TYPES } })
    if (response.message.statusCode === 200) return client.wholeBody(response.message, DOCUMENT_LIMIT)
    if (kind === 'manifests') return expectNotFound(what, response, session)
    throw readFailure(what, await refusal(response, client), session)
  })
  if (bytes === undefined) return readDocument(session, digest, 'blobs')
  checkBytes(what, digest, digestOf(bytes, digest))
  return bytes
}

async function* layerBytes(session: Session, { digest, size }: Descriptor): AsyncGenerator<Buffer> {
  const what = `Reading ${digest} of ${session.repository}`
  checkDigest(digest, what)
  const hasher = openHasher(digest)
  const { recover } = startRequestRetries(what, session.client)
  let at = 0
  for (;;) {
    try {
      for await (const chunk of blobFrom(session, digest, at, what)) {
        at += chunk.length
        if (size >= 0 && at > size) throw new Failure(`${what} returned more than its ${size} bytes.`, CURE)
        hasher.update(chunk)
        yield chunk
      }
      if (at < size) throw new HttpError(`cut off after ${at} of ${size} bytes`, 'passing')
      break
    } catch (error) {
      await recover(error)
    }
  }
  checkBytes(what, digest, hasher.digest())
}

/** Reads a blob from an offset. A server without support for ranges sends all of it again. */
async function* blobFrom(session: Session, digest: string, at: number, what: string): AsyncGenerator<Buffer> {
  const { ask, client } = session
  const response = await ask('GET', `blobs/${digest}`, {
    headers: at > 0 ? { range: `bytes=${at}-` } : {},
  })
  const { statusCode, headers } = response.message
  const isRest = statusCode === 206 && headers['content-range']?.startsWith(`bytes ${at}-`) === true
  if (statusCode !== 200 && !isRest) throw readFailure(what, await refusal(response, client), session)
  let unwanted = isRest ? 0 : at
  for await (const chunk of client.bodyOf(response.message)) {
    if (chunk.length > unwanted) yield chunk.subarray(unwanted)
    unwanted = Math.max(0, unwanted - chunk.length)
  }
}

/** The digest becomes part of a URL, so anything else must be rejected. */
export function checkDigest(digest: string, what: string): void {
  if (!isDigest(digest)) throw new Failure(`${what} is not possible: "${digest}" is not a digest.`, CURE)
}

function checkBytes(what: string, digest: string, found: string): void {
  if (found === digest) return
  throw new Failure(`${what} returned other bytes: their digest is ${found}.`, CURE)
}
