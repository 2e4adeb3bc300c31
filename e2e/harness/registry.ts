/**
 * Reads pushed content back, over the registry's HTTP API and without docker. All content with a digest is hashed when it
 * is read, so these functions only return content that matches its digest.
 */
import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { field, list, number, optionalText, parseJson, text, textRecord, texts } from './json.ts'
import { type Entry, normal, readTar } from './tar.ts'

/** An image name with its registry, and a tag or a digest: `127.0.0.1:5000/app:1` or `…/app@sha256:…`. */
export type Reference = string

export interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
  /** As people write it (`linux/arm/v7`); '' if there is none. */
  readonly platform: string
  readonly annotations: Readonly<Record<string, string>>
}

interface Document {
  /** sha256 of the bytes. */
  readonly digest: string
  readonly mediaType: string
  readonly bytes: Buffer
  readonly annotations: Readonly<Record<string, string>>
}

export interface Index extends Document {
  /** Every entry, unchanged. */
  readonly entries: readonly Descriptor[]
  /** The entries that are images. */
  readonly images: readonly Descriptor[]
  /** The attestation manifest of each image, by the image's digest: paired by annotation, not by position. */
  readonly attestations: ReadonlyMap<string, Descriptor>
}

export interface Manifest extends Document {
  readonly config: Descriptor
  readonly layers: readonly Descriptor[]
}

export interface Config {
  readonly platform: string
  readonly env: readonly string[]
  readonly entrypoint: readonly string[]
  readonly cmd: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  readonly workingDir: string
  readonly created: string
  /** Digest of each uncompressed layer. */
  readonly diffIds: readonly string[]
}

const INDEX_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]
const MANIFEST_TYPES = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]

export async function index(reference: Reference): Promise<Index> {
  const { document, json } = await read(reference, INDEX_TYPES)
  const entries = list(json, 'manifests').map(descriptor)
  const attestations = new Map<string, Descriptor>()
  for (const entry of entries) {
    const subject = entry.annotations['vnd.docker.reference.digest']
    if (isAttestation(entry) && subject !== undefined) attestations.set(subject, entry)
  }
  return { ...document, entries, images: entries.filter((entry) => !isAttestation(entry)), attestations }
}

function isAttestation(entry: Descriptor): boolean {
  return entry.annotations['vnd.docker.reference.type'] === 'attestation-manifest'
}

export async function manifest(reference: Reference): Promise<Manifest> {
  const { document, json } = await read(reference, MANIFEST_TYPES)
  const layers = list(json, 'layers').map(descriptor)
  return { ...document, config: descriptor(field(json, 'config')), layers }
}

/** The configuration of an image; the reference is of its manifest. */
export async function config(reference: Reference): Promise<Config> {
  const { config: described } = await manifest(reference)
  const { bytes } = await blob(withDigest(reference, described.digest))
  const json = parseJson(bytes.toString(), `the config of ${reference}`)
  const inner = field(json, 'config') ?? {}
  return {
    platform: platformOf(json),
    env: texts(inner, 'Env'),
    entrypoint: texts(inner, 'Entrypoint'),
    cmd: texts(inner, 'Cmd'),
    labels: textRecord(inner, 'Labels'),
    workingDir: optionalText(inner, 'WorkingDir'),
    created: optionalText(json, 'created'),
    diffIds: texts(field(json, 'rootfs'), 'diff_ids'),
  }
}

/** Any content by its digest. */
export async function blob(reference: Reference): Promise<{ readonly bytes: Buffer }> {
  const { repository, digest } = parts(reference)
  if (digest === '') throw new Error(`${reference}: a blob is read by its digest`)
  const answer = await get(reference, `${repository}/blobs/${digest}`)
  return { bytes: proven(Buffer.from(await answer.arrayBuffer()), digest) }
}

/** The digest that a tag points to. */
export async function resolve(reference: Reference): Promise<string> {
  return (await read(reference, [...INDEX_TYPES, ...MANIFEST_TYPES])).document.digest
}

/** Whether the reference exists in the registry. */
export async function exists(reference: Reference): Promise<boolean> {
  const { repository, tag, digest } = parts(reference)
  const url = `${address(reference)}/v2/${repository}/manifests/${digest || tag}`
  const answer = await fetch(url, { method: 'HEAD', headers: { accept: accepted() } })
  if (answer.ok || answer.status === 404) return answer.ok
  throw new Error(`${url} answers ${answer.status}`)
}

/** Tags of a repository (`127.0.0.1:5000/app`), sorted; none if there is no such repository. */
export async function tags(repository: string): Promise<readonly string[]> {
  const { repository: name } = parts(repository)
  const answer = await fetch(`${address(repository)}/v2/${name}/tags/list`)
  const body = await answer.text()
  if (answer.status === 404) return []
  if (!answer.ok) throw new Error(`the tags of ${repository}: ${answer.status} ${body}`)
  return texts(parseJson(body, `the tags of ${repository}`), 'tags').toSorted()
}

/** The attestations (in-toto statements) about an image of an index. */
export async function statements(reference: Reference, image: string): Promise<readonly unknown[]> {
  const attestation = (await index(reference)).attestations.get(image)
  if (attestation === undefined) return []
  const { layers } = await manifest(withDigest(reference, attestation.digest))
  const blobs = await Promise.all(layers.map(({ digest }) => blob(withDigest(reference, digest))))
  return blobs.map(({ bytes }) => parseJson(bytes.toString(), `a statement about ${image}`))
}

/** The image manifest of one platform of an index. */
export async function imageOf(reference: Reference, platform: string): Promise<Reference> {
  const { images } = await index(reference)
  const [found, ...more] = images.filter((image) => image.platform === platform)
  const held = images.map((image) => image.platform).join(', ')
  if (found === undefined) throw new Error(`${reference} has no ${platform}, only ${held}`)
  if (more.length > 0) throw new Error(`${reference} has more than one ${platform}: ${held}`)
  return withDigest(reference, found.digest)
}

/** Digests of the stored layers of every image of an index, in the order of the images. */
export async function layerDigests(reference: Reference): Promise<readonly string[]> {
  const { images } = await index(reference)
  const manifests = await Promise.all(images.map(({ digest }) => manifest(withDigest(reference, digest))))
  return manifests.flatMap(({ layers: described }) => described.map(({ digest }) => digest))
}

/** The archive of each layer, from the lowest to the topmost; their digests are those in the config. */
export async function layers(reference: Reference): Promise<readonly ReadonlyMap<string, Entry>[]> {
  const [{ layers: described }, { diffIds }] = await Promise.all([manifest(reference), config(reference)])
  if (described.length !== diffIds.length) throw new Error(`${reference}: layers and diff_ids differ`)
  return Promise.all(
    described.map(async ({ digest }, position) => {
      const { bytes } = await blob(withDigest(reference, digest))
      return readTar(proven(unpacked(bytes), diffIds[position] ?? ''))
    }),
  )
}

/**
 * A file as a container of this image would see it: from the topmost layer that has it, without deleted files, and with
 * links followed. Undefined if there is none. The reference is of an image manifest.
 */
export async function imageFile(reference: Reference, path: string): Promise<Buffer | undefined> {
  const stack = (await layers(reference)).toReversed()
  let wanted = normal(path)
  for (let hops = 0; hops < 16; hops++) {
    const found = lookUp(stack, wanted)
    if (found === undefined || found.kind === 'file') return found?.bytes
    if (found.kind === 'link') wanted = normal(found.target)
    else if (found.kind === 'symlink') wanted = follow(wanted, found.target)
    else throw new Error(`${reference}: ${path} is no file`)
  }
  throw new Error(`${reference}: ${path} is a link without end`)
}

function follow(from: string, target: string): string {
  return normal(posix.resolve('/', posix.dirname(from), target))
}

function lookUp(stack: readonly ReadonlyMap<string, Entry>[], path: string): Entry | undefined {
  for (const layer of stack) {
    const found = layer.get(path)
    if (found !== undefined) return found
    if (hides(layer, path)) return undefined
  }
  return undefined
}

/** Whether a layer deletes a path of lower layers, by name or with a parent folder. */
function hides(layer: ReadonlyMap<string, Entry>, path: string): boolean {
  const names = path.split('/')
  return names.some((name, depth) => {
    const folder = names.slice(0, depth)
    const above = depth > 0 && layer.has([...folder, '.wh..wh..opq'].join('/'))
    return above || layer.has([...folder, `.wh.${name}`].join('/'))
  })
}

/** The first bytes of a layer identify its compression; its media type varies. */
function unpacked(bytes: Buffer): Buffer {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes)
  if (bytes.readUInt32LE(0) === 0xfd2fb528) return zstdDecompressSync(bytes)
  return bytes
}

async function read(reference: Reference, accept: readonly string[]) {
  const { repository, tag, digest } = parts(reference)
  const answer = await get(reference, `${repository}/manifests/${digest || tag}`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  const actual = sha256(bytes)
  if (digest !== '') proven(bytes, digest)
  const claimed = answer.headers.get('docker-content-digest') ?? actual
  if (claimed !== actual)
    throw new Error(`${reference}: the registry says ${claimed}, the bytes are ${actual}`)
  const json = parseJson(bytes.toString(), reference)
  const mediaType = optionalText(json, 'mediaType') || (answer.headers.get('content-type') ?? '')
  if (!accept.includes(mediaType)) throw new Error(`${reference} is ${mediaType}, not ${accept.join(' or ')}`)
  const document: Document = {
    digest: actual,
    mediaType,
    bytes,
    annotations: textRecord(json, 'annotations'),
  }
  return { document, json }
}

async function get(reference: Reference, path: string): Promise<Response> {
  const url = `${address(reference)}/v2/${path}`
  const answer = await fetch(url, { headers: { accept: accepted() } })
  if (!answer.ok) throw new Error(`${reference}: ${url} answers ${answer.status} ${await answer.text()}`)
  return answer
}

const accepted = (): string => [...INDEX_TYPES, ...MANIFEST_TYPES].join(', ')

function proven(bytes: Buffer, digest: string): Buffer {
  const actual = sha256(bytes)
  if (actual !== digest) throw new Error(`content of ${digest} hashes to ${actual}`)
  return bytes
}

export function sha256(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

function descriptor(value: unknown): Descriptor {
  const platform = field(value, 'platform')
  return {
    mediaType: text(value, 'mediaType'),
    digest: text(value, 'digest'),
    size: number(value, 'size'),
    platform: platform === undefined ? '' : platformOf(platform),
    annotations: textRecord(value, 'annotations'),
  }
}

function platformOf(value: unknown): string {
  const variant = optionalText(value, 'variant')
  return `${text(value, 'os')}/${text(value, 'architecture')}${variant === '' ? '' : `/${variant}`}`
}

/** A reference to other content of the same repository. */
export function withDigest(reference: Reference, digest: string): Reference {
  const { host, repository } = parts(reference)
  return `${host}/${repository}@${digest}`
}

function parts(reference: Reference) {
  const match = /^([^/]+)\/([^@:]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(reference)
  const [, host, repository, tag = 'latest', digest = ''] = match ?? []
  if (host === undefined || repository === undefined) {
    throw new Error(`${reference} is not HOST/REPOSITORY with a :TAG or an @DIGEST`)
  }
  return { host, repository, tag, digest }
}

/** Plain HTTP for the throwaway registry, which runs on this machine. */
function address(reference: Reference): string {
  const { host } = parts(reference)
  return `${/^(127\.0\.0\.1|localhost)(:|$)/.test(host) ? 'http' : 'https'}://${host}`
}
