/** Writes OCI image layouts with images that consist of the given layers. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Descriptor } from '../../src/oci/descriptor.ts'
import { type Platform, parsePlatform } from '../../src/platforms/platform.ts'

export interface NewImage {
  readonly platform: string
  readonly layers: readonly Descriptor[]
  /** Hashes of the unpacked layers. */
  readonly diffIds: readonly string[]
  /** Members of the config, such as `config` and `history`; they may replace the default ones. */
  readonly config?: Readonly<Record<string, unknown>>
}

export interface NewLayer {
  readonly descriptor: Descriptor
  readonly diffId: string
}

const LAYER_TYPE = 'application/vnd.oci.image.layer.v1.tar'

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** Writes a blob to a layout's folder, or to a map that stands for one. */
export type Put = (bytes: Buffer) => string

export function intoFolder(folder: string): Put {
  const blobs = join(folder, 'blobs', 'sha256')
  mkdirSync(blobs, { recursive: true })
  return (bytes) => {
    const digest = digestOf(bytes)
    writeFileSync(join(blobs, digest.slice('sha256:'.length)), bytes)
    return digest
  }
}

/** A layer of a tar archive. */
export function putLayer(
  put: Put,
  archive: Buffer,
  pack: (bytes: Buffer) => Buffer = gzipSync,
  kind = '+gzip',
): NewLayer {
  const bytes = pack(archive)
  const descriptor = { mediaType: `${LAYER_TYPE}${kind}`, digest: put(bytes), size: bytes.length }
  return { descriptor, diffId: digestOf(archive) }
}

/** Writes config and manifest. @returns the input of the proof */
export function putImage(put: Put, image: NewImage): { platform: Platform; descriptor: Descriptor } {
  const platform = parsePlatform(image.platform)
  const config = Buffer.from(
    JSON.stringify({
      ...{ os: platform.os, architecture: platform.arch, variant: platform.variant || undefined },
      ...{ rootfs: { type: 'layers', diff_ids: image.diffIds }, config: {} },
      ...image.config,
    }),
  )
  const manifest = Buffer.from(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json' },
      config: {
        ...{ mediaType: 'application/vnd.oci.image.config.v1+json', digest: put(config) },
        size: config.length,
      },
      layers: image.layers,
    }),
  )
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  return { platform, descriptor: { mediaType, digest: put(manifest), size: manifest.length } }
}
