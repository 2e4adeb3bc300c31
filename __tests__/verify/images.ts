import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { digestOf, type NewLayer, putImage, putLayer } from '../../e2e/harness/layout-writer.ts'
import { type NewEntry, tar } from '../../e2e/harness/tar-writer.ts'
import type { Blobs } from '../../src/oci/descriptor.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import type { Finding } from '../../src/verify/finding.ts'
import type { Subject } from '../../src/verify/image.ts'
import { type PlatformProof, proveImages } from '../../src/verify/proof.ts'
import { describeFinding } from '../../src/verify/sentences.ts'

/** A registry in memory that counts how often each blob is opened. */
export interface Store {
  readonly blobs: Blobs
  readonly opened: Map<string, number>
  /** Adds a layer of entries, compressed by gzip by default. */
  readonly layer: (entries: readonly NewEntry[], pack?: (bytes: Buffer) => Buffer) => NewLayer
  /** Adds a layer with any bytes. */
  readonly raw: (archive: Buffer, pack?: (bytes: Buffer) => Buffer) => NewLayer
  readonly image: (
    platform: string,
    layers: readonly NewLayer[],
    config?: Readonly<Record<string, unknown>>,
  ) => Subject
  readonly put: (bytes: Buffer) => string
}

const PIECE = 10_000

export function newStore(): Store {
  const contents = new Map<string, Buffer>()
  const opened = new Map<string, number>()
  const get = (digest: string): Buffer => {
    const bytes = contents.get(digest)
    if (bytes === undefined) throw new Error(`${digest} was never put`)
    return bytes
  }
  const put = (bytes: Buffer): string => {
    const digest = digestOf(bytes)
    contents.set(digest, bytes)
    return digest
  }
  const raw: Store['raw'] = (archive, pack = gzipSync) => putLayer(put, archive, pack)
  return {
    ...{ opened, put, raw },
    blobs: {
      read: async (digest) => get(digest),
      open: async ({ digest }) => {
        opened.set(digest, (opened.get(digest) ?? 0) + 1)
        return Readable.from(pieces(get(digest)), { objectMode: false })
      },
    },
    layer: (entries, pack) => raw(tar(entries), pack),
    image: (platform, layers, config = {}) =>
      putImage(put, {
        ...{ platform, config, layers: layers.map(({ descriptor }) => descriptor) },
        diffIds: layers.map(({ diffId }) => diffId),
      }),
  }
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE)
}

export interface Options {
  readonly ignore?: readonly string[]
  /** The subjects' own platforms by default. */
  readonly asked?: readonly string[]
  readonly atOnce?: number
  readonly memory?: number
}

export function prove(
  store: Store,
  subjects: readonly Subject[],
  options: Options = {},
): Promise<readonly PlatformProof[]> {
  const asked = options.asked?.map(parsePlatform) ?? subjects.map(({ platform }) => platform)
  return proveImages(subjects, asked, store.blobs, {
    ignore: options.ignore ?? [],
    atOnce: options.atOnce ?? 2,
    ...(options.memory === undefined ? {} : { memory: options.memory }),
  })
}

/** Findings as short texts: `error machine /usr/bin/app`. */
export function short(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ severity, verdict, path }) => `${severity} ${verdict.rule} ${path}`.trim())
}

/** The text of a finding; undefined if there is none. */
export function whatOf(finding: Finding | undefined): string | undefined {
  return finding && describeFinding(finding).what
}

/** The proof of the only image. */
export async function proveOne(
  store: Store,
  subject: Subject,
  options: Options = {},
): Promise<PlatformProof> {
  const [proof] = await prove(store, [subject], options)
  if (proof === undefined) throw new Error('there is a proof for each image')
  return proof
}
