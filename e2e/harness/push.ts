/** Puts documents into a registry as they are, for images that no builder would make. */
import { sha256 } from './registry.ts'

/** What a manifest or an index says about something that it names. */
export interface Pushed {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'

/** Puts bytes there that a manifest names: a config, a layer. */
export async function pushBlob(repository: string, bytes: Buffer, mediaType: string): Promise<Pushed> {
  const base = baseOf(repository)
  const begun = await fetch(`${base}/blobs/uploads/`, { method: 'POST' })
  const place = new URL(begun.headers.get('location') ?? '', base)
  const digest = sha256(bytes)
  place.searchParams.set('digest', digest)
  const answer = await fetch(place, {
    method: 'PUT',
    body: new Uint8Array(bytes),
    headers: { 'content-type': 'application/octet-stream' },
  })
  if (answer.status !== 201) throw new Error(`${repository} does not take a blob: ${answer.status}`)
  return { mediaType, digest, size: bytes.length }
}

/** Puts a manifest or an index there. @param tag '' for none */
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

/** An image of one manifest. @param config all members of its config */
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
