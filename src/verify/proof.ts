import { limiter } from '../concurrency.ts'
import type { Blobs } from '../oci/descriptor.ts'
import { satisfies } from '../oci/image-index.ts'
import { type Platform, samePlatform } from '../platforms/platform.ts'
import { worstFirst } from './brief.ts'
import type { Finding, IndexVerdict, Severity, Verdict } from './finding.ts'
import { ignores } from './ignore.ts'
import { type Image, readImage, type Subject } from './image.ts'
import { type Budget, type Layer, readLayer, type WantedLayer } from './layer/layer.ts'
import { isOneFamily } from './machines.ts'
import { type ImageProof, proveImage } from './prove.ts'

export interface ProofOptions {
  /** Patterns of verify-ignore: files that may be for another machine. */
  readonly ignore: readonly string[]
  /** Layers that are read at the same time. */
  readonly atOnce?: number
  /** Bytes for what is known of files. */
  readonly memory?: number
}

/** What is known about one platform of an index. */
export interface PlatformProof {
  readonly platform: Platform
  /** Of its manifest; '' where the index has none. */
  readonly digest: string
  /** Compressed bytes of config and layers. */
  readonly size: number
  /** ELF files that were checked; for Windows and macOS programs of that system. */
  readonly files: number
  /** Those for another machine that verify-ignore leaves out. */
  readonly ignored: number
  /** What the image starts, and for which machine that is; undefined where it names nothing that is there. */
  readonly entrypoint: { readonly path: string; readonly machine: string } | undefined
  readonly findings: readonly Finding[]
}

const AT_ONCE = 2
/**
 * However many processors there are: one thread hashes and looks at what all of them unpack to and is busy with fewer,
 * and every layer has buffers of its own, of up to 10 MiB.
 */
const MOST_AT_ONCE = 4
/** Of these, those of zstd: each may need a window of 32 MiB (unpack.ts). */
const ZSTD_AT_ONCE = 2
/**
 * For the files of layers that are read or waited for, and of the image that is put together of them. A plain file takes
 * 24 bytes, so that there may be four million; a folder, a link or a program about 70, and a symlink its target.
 */
const MEMORY = 112 << 20
/** The part of it that plain files never get: of them there may be any number. */
const NAMED_SHARE = 1 / 8

/**
 * Proves that each image is what the index says, without running anything: the programs of every platform are for its
 * machine, and the platforms are those that were asked for. A layer that several platforms have is read once, unless
 * there is too little memory to keep it. The process stays below 250 MiB however many files there are.
 *
 * @returns one proof for each subject, then one for each platform that is missing
 * @throws what the blobs throw; everything that is wrong with the images is a finding
 */
export async function proveImages(
  subjects: readonly Subject[],
  asked: readonly Platform[],
  blobs: Blobs,
  { ignore, atOnce = AT_ONCE, memory = MEMORY }: ProofOptions,
): Promise<readonly PlatformProof[]> {
  const images: Image[] = []
  for (const subject of subjects) images.push(await readImage(subject, blobs))
  const isIgnored = ignores(ignore)
  const proofs: ImageProof[] = []
  for await (const { image, layers } of readImages(images, blobs, {
    atOnce: Math.min(atOnce, MOST_AT_ONCE),
    memory,
  }))
    proofs.push(proveImage(image, layers, isIgnored))
  const missing = asked.filter((wanted) => !subjects.some(({ platform }) => satisfies(platform, wanted)))
  return [
    ...images.map((image, index) => platformProof(image, index, images, proofs, asked)),
    ...missing.map(absent),
  ]
}

/** By the names of ProofOptions. */
type Limits = Readonly<Record<'atOnce' | 'memory', number>>

interface Read {
  readonly image: Image
  readonly layers: readonly Layer[]
}

/**
 * Reads the layers of one image after the other, and those of the next ones ahead. Where these leave an image too
 * little memory, it and the rest are read one by one: whether an image is taken depends on nothing but itself.
 */
async function* readImages(images: readonly Image[], blobs: Blobs, limits: Limits): AsyncGenerator<Read> {
  const read = yield* readAhead(images, blobs, limits)
  for (const image of images.slice(read)) yield* readAhead([image], blobs, limits)
}

/** @returns for how many images there was memory; one that is alone gets what it can have */
async function* readAhead(
  images: readonly Image[],
  blobs: Blobs,
  limits: Limits,
): AsyncGenerator<Read, number> {
  const shelf = fill(images, blobs, limits)
  try {
    for (const [index, image] of images.entries()) {
      const layers = await acquire(shelf, image)
      if (images.length > 1 && layers.some(({ outcome }) => outcome.kind === 'too many files')) return index
      yield { image, layers }
      release(shelf, image)
    }
    return images.length
  } finally {
    // After a failure nothing more is begun, and what was begun comes to its end.
    shelf.isClosed = true
    await Promise.allSettled([...shelf.books.values()].map(({ layer }) => layer))
    shelf.books.clear()
  }
}

/** Layers that are read, as long as an image still needs them. */
interface LayerCache {
  readonly books: Map<string, { readonly layer: Promise<Layer>; uses: number }>
  readonly budget: Budget
  isClosed: boolean
}

/** Begins to read: image by image, of each the largest layer first, so that the last ones end at about the same time. */
function fill(images: readonly Image[], blobs: Blobs, { atOnce, memory }: Limits): LayerCache {
  const budget = {
    ...{ left: memory, named: memory * NAMED_SHARE, forgets: images.length === 1 },
    zstdLimit: limiter(ZSTD_AT_ONCE),
  }
  const shelf: LayerCache = { books: new Map(), budget, isClosed: false }
  const limit = limiter(atOnce)
  for (const wanted of images.flatMap(wantedLayers)) {
    const known = shelf.books.get(titleOf(wanted))
    if (known !== undefined) known.uses += 1
    else {
      const layer = limit(() => (shelf.isClosed ? unread() : readLayer(wanted, blobs, shelf.budget)))
      // It is waited for later, when others may have failed already.
      layer.catch(() => undefined)
      shelf.books.set(titleOf(wanted), { layer, uses: 1 })
    }
  }
  return shelf
}

/** The layers of an image, the largest first. */
function wantedLayers(image: Image): readonly WantedLayer[] {
  return layersOf(image).toSorted((a, b) => b.descriptor.size - a.descriptor.size)
}

function layersOf({ layers, platform }: Image): readonly WantedLayer[] {
  return layers.map((descriptor) => ({ descriptor, isWindows: platform.os === 'windows' }))
}

/** Its name on the shelf: Windows makes something else of the same bytes. */
function titleOf({ descriptor, isWindows }: WantedLayer): string {
  return isWindows ? `${descriptor.digest} of Windows` : descriptor.digest
}

function unread(): Promise<Layer> {
  return Promise.reject(new Error('the proof has ended'))
}

function acquire({ books }: LayerCache, image: Image): Promise<readonly Layer[]> {
  return Promise.all(layersOf(image).map((wanted) => books.get(titleOf(wanted))?.layer ?? unread()))
}

/** Lets go of what no other image needs. */
function release({ books, budget }: LayerCache, image: Image): void {
  for (const title of layersOf(image).map(titleOf)) {
    const book = books.get(title)
    if (book !== undefined && --book.uses === 0) {
      books.delete(title)
      void book.layer.then(({ cost }) => {
        budget.left += cost
      })
    }
  }
}

function platformProof(
  image: Image,
  index: number,
  images: readonly Image[],
  proofs: readonly ImageProof[],
  asked: readonly Platform[],
): PlatformProof {
  const { platform, digest, size } = image
  const { files, ignored, entrypoint, findings } = proofs[index] ?? UNREAD
  const wrong = [...indexMistakes(image, index, images, asked), ...sameLayers(index, images, proofs)]
  return { platform, digest, size, files, ignored, entrypoint, findings: worstFirst([...wrong, ...findings]) }
}

function indexMistakes(
  { platform }: Image,
  index: number,
  images: readonly Image[],
  asked: readonly Platform[],
): readonly Finding[] {
  const isFirst = images.findIndex((image) => samePlatform(image.platform, platform)) === index
  const isAsked = asked.some((wanted) => satisfies(platform, wanted))
  return [
    ...(isFirst ? [] : [aboutIndex(platform, 'repeated')]),
    ...(isAsked ? [] : [aboutIndex(platform, 'not asked for')]),
  ]
}

const UNREAD = { files: 0, ignored: 0, entrypoint: undefined, findings: [] }

function absent(platform: Platform): PlatformProof {
  const findings = [aboutIndex(platform, 'missing')]
  return { platform, digest: '', size: 0, ...UNREAD, findings }
}

function aboutIndex(platform: Platform, problem: IndexVerdict['problem']): Finding {
  return aboutImage(platform, 'error', { rule: 'index', problem })
}

/** Two platforms with the same programs: for one of them they are wrong, which an error about a file says better. */
function sameLayers(
  index: number,
  images: readonly Image[],
  proofs: readonly ImageProof[],
): readonly Finding[] {
  const own = images[index]
  const layers = proofs[index]?.programLayers ?? []
  if (own === undefined || layers.length === 0) return []
  const twins = images.filter(
    (image, other) =>
      other !== index &&
      !isOneFamily(image.platform, own.platform) &&
      proofs[other]?.programLayers.join() === layers.join(),
  )
  if (twins.length === 0) return []
  // It is said once. Of files that nobody runs, such as test data, platforms may have the same.
  const all = images.filter((image) => image === own || twins.includes(image))
  if (all[0] !== own || all.some((image) => hasWrongPrograms(proofs[images.indexOf(image)]))) return []
  return [
    aboutImage(own.platform, 'warning', {
      rule: 'same-layers',
      platforms: all.map(({ platform }) => platform),
    }),
  ]
}

function hasWrongPrograms(proof: ImageProof | undefined): boolean {
  return (proof?.findings ?? []).some(
    ({ verdict, severity }) => ['machine', 'package'].includes(verdict.rule) && severity === 'error',
  )
}

function aboutImage(platform: Platform, severity: Severity, verdict: Verdict): Finding {
  return { severity, platform, path: '', layer: '', instruction: '', verdict }
}
