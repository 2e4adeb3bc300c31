/** Pushes documents to a registry unchanged, for images that no builder would produce. */
import { sha256 } from './registry.ts'

/** A descriptor, as in a manifest or an index. */
export interface Pushed {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'

/** Pushes a blob that a manifest refers to: a config or a layer. */
export async function pushBlob(repository: string, bytes: Buffer, mediaType: string): Promise<Pushed> {
  const base = baseOf(repository)
  const begun = await fetch(`${base}/blobs/uploads/`, { method: 'POST' })
  const location = new URL(begun.headers.get('location') ?? '', base)
  const digest = sha256(bytes)
  location.searchParams.set('digest', digest)
  const answer = await fetch(location, {
    method: 'PUT',
    body: new Uint8Array(bytes),
    headers: { 'content-type': 'application/octet-stream' },
  })
  if (answer.status !== 201) throw new Error(`${repository} does not take a blob: ${answer.status}`)
  return { mediaType, digest, size: bytes.length }
}

/** Pushes a manifest or an index. @param tag '' for none */
export async function pushManifest(
  repository: string,
  document: object,
  tag: string,
  mediaType = MANIFEST,
): Promise<Pushed> {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...document }))
  const digest = sha256(bytes)
  const answer = await fetch(`${baseOf(repository)}/manifests/${tag || digest}`, {
    method: 'PUT',
    body: bytes,
    headers: { 'content-type': mediaType },
  })
  if (answer.status !== 201) {
    throw new Error(`${repository} does not take a manifest: ${answer.status} ${await answer.text()}`)
  }
  return { mediaType, digest, size: bytes.length }
}

/** Pushes an image with a single manifest. @param config all members of its config */
export async function pushImage(
  repository: string,
  config: object,
  layers: readonly Pushed[],
  tag = '',
): Promise<Pushed> {
  const bytes = Buffer.from(JSON.stringify(config))
  const described = await pushBlob(repository, bytes, 'application/vnd.oci.image.config.v1+json')
  return pushManifest(repository, { config: described, layers }, tag)
}

function baseOf(repository: string): string {
  const slash = repository.indexOf('/')
  return `http://${repository.slice(0, slash)}/v2/${repository.slice(slash + 1)}`
}
