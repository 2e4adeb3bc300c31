/**
 * Images with very many files, written into a layout by a separate process: the memory of the writer must not count as that
 * of the proof, and it must not run at the pace of Jest's modules. They are kept between runs (190 MB), because it takes half a
 * minute of processor time to write them.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createGzip } from 'node:zlib'
import { makeOnce } from '../../e2e/engine/kept.ts'
import { digest } from '../../e2e/engine/parts.ts'
import { intoFolder, type NewLayer, putImage } from '../../e2e/harness/layout-writer.ts'
import { type NewEntry, tarEntry } from '../../e2e/harness/tar-writer.ts'
import type { Subject } from '../../src/verify/image.ts'
import { LARGE_IMAGES } from './kept-images.ts'

type Entries = Iterable<NewEntry>

const FOLDER = '5'
const SYMLINK = '2'
const HARD_LINK = '1'
const BYTES = Buffer.from('module.exports = 1\n')

function hexOf(text: string, algorithm = 'sha256'): string {
  return createHash(algorithm).update(text).digest('hex')
}

/** Files named by their hashes in 256 folders, as pnpm, npm, Git and registries keep them. */
function* store(root: string, algorithm: string, count: number): Entries {
  for (let folder = 0; folder < 256; folder++) {
    const two = folder.toString(16).padStart(2, '0')
    yield { path: `${root}/${two}/`, type: FOLDER }
    for (let file = 0; file < count / 256; file++)
      yield { path: `${root}/${two}/${hexOf(`${folder}/${file}`, algorithm).slice(2)}`, bytes: BYTES }
  }
}

/** Pictures in one folder per class. */
function* dataset(root: string, count: number): Entries {
  for (let at = 0; at < count; at++) {
    const shown = `n${String(Math.floor(at / 1300)).padStart(8, '0')}`
    if (at % 1300 === 0) yield { path: `${root}/${shown}/`, type: FOLDER }
    yield { path: `${root}/${shown}/${shown}_${at}.JPEG`, bytes: BYTES }
  }
}

function* folders(count: number): Entries {
  for (let at = 0; at < count; at++) {
    if (at % 1000 === 0) yield { path: `srv/${at / 1000}/`, type: FOLDER }
    yield { path: `srv/${Math.floor(at / 1000)}/folder-${at}/`, type: FOLDER }
  }
}

function* symlinks(count: number): Entries {
  for (let at = 0; at < count; at++) {
    const modules = `app/node_modules/.pnpm/package-${Math.floor(at / 20)}@1.0.0/node_modules`
    if (at % 20 === 0) yield { path: `${modules}/`, type: FOLDER }
    const target = `../../dependency-${at % 7919}@2.3.4/node_modules/dependency`
    yield { path: `${modules}/dependency-${at % 20}`, type: SYMLINK, target }
  }
}

/** A store, and packages whose files are hard links into it. */
function* linked(count: number): Entries {
  const root = 'root/.local/share/pnpm/store/v10/files'
  const paths: string[] = []
  for (const entry of store(root, 'sha512', count)) {
    if (entry.type !== FOLDER) paths.push(entry.path)
    yield entry
  }
  for (const [at, target] of paths.entries())
    yield {
      path: `app/node_modules/package-${Math.floor(at / 50)}/lib/file-${at}.js`,
      type: HARD_LINK,
      target,
    }
}

/** Layers of each image, the lowest first. */
const IMAGES = {
  pnpm: [store('root/.local/share/pnpm/store/v10/files', 'sha512', 250_000)],
  sha256: [store('var/lib/registry/sha256', 'sha256', 450_000)],
  dataset: [dataset('data/train', 1_300_000)],
  /** A dataset that later layers write again, partly and in other folders. */
  layers: [
    dataset('data/train', 1_300_000),
    dataset('data/train', 650_000),
    dataset('data/test', 650_000),
    ...Array.from({ length: 20 }, (_, at) => dataset(`data/part-${at % 5}`, 26_000)),
  ],
  links: [linked(300_000)],
  folders: [folders(1_000_000)],
  symlinks: [symlinks(750_000)],
}

export type LargeImage = keyof typeof IMAGES

/** Everything that decides the bytes of an image. */
const WRITERS = ['large-images.ts', '../../e2e/harness/layout-writer.ts', '../../e2e/harness/tar-writer.ts']

/** Where an image is: the folder of its layout, and the arguments of its proof. */
interface Written {
  readonly layout: string
  readonly subject: Subject
}

/** An image of this content: the one of an earlier run, or a new one. */
export async function largeImage(image: LargeImage): Promise<Written> {
  const sources = WRITERS.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
  const key = digest([...sources, process.versions.zlib])
  const layout = await makeOnce(join(process.env[LARGE_IMAGES] ?? '', key, image), async (folder) => {
    await promisify(execFile)(process.execPath, [import.meta.filename, image, folder])
    return folder
  })
  return { layout, subject: JSON.parse(readFileSync(join(layout, SUBJECT), 'utf8')) }
}

const SUBJECT = 'subject.json'

async function write(folder: string, layers: readonly Entries[]): Promise<Subject> {
  const put = intoFolder(folder)
  const written: NewLayer[] = []
  for (const entries of layers) written.push(await writeLayer(folder, entries))
  return putImage(put, {
    platform: 'linux/amd64',
    layers: written.map(({ descriptor }) => descriptor),
    diffIds: written.map(({ diffId }) => diffId),
  })
}

async function writeLayer(folder: string, entries: Entries): Promise<NewLayer> {
  const [archive, packed] = [createHash('sha256'), createHash('sha256')]
  const blobs = join(folder, 'blobs', 'sha256')
  mkdirSync(blobs, { recursive: true })
  const path = join(blobs, 'unfinished')
  await pipeline(
    Readable.from(hashed(archive, pieces(entries))),
    createGzip({ level: 1 }),
    (source: AsyncIterable<Buffer>) => hashed(packed, source),
    createWriteStream(path),
  )
  const digest = packed.digest('hex')
  const { size } = statSync(path)
  renameSync(path, join(blobs, digest))
  const mediaType = 'application/vnd.oci.image.layer.v1.tar+gzip'
  return {
    descriptor: { mediaType, digest: `sha256:${digest}`, size },
    diffId: `sha256:${archive.digest('hex')}`,
  }
}

/** An archive, some entries at a time. */
function* pieces(entries: Entries): Generator<Buffer> {
  let piece: Buffer[] = []
  for (const entry of entries) {
    piece.push(tarEntry(entry))
    if (piece.length < 256) continue
    yield Buffer.concat(piece)
    piece = []
  }
  yield Buffer.concat([...piece, Buffer.alloc(1024)])
}

async function* hashed(
  hash: ReturnType<typeof createHash>,
  source: Iterable<Buffer> | AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  for await (const piece of source) {
    hash.update(piece)
    yield piece
  }
}

function isLargeImage(name: string): name is LargeImage {
  return Object.hasOwn(IMAGES, name)
}

const [image = '', folder = ''] = process.argv.slice(2)
if (import.meta.main && isLargeImage(image))
  writeFileSync(join(folder, SUBJECT), JSON.stringify(await write(folder, IMAGES[image])))
