import { limiter } from '../concurrency.ts'
import type { Blobs } from '../oci/descriptor.ts'
import { satisfies } from '../oci/image-index.ts'
import { type Platform, samePlatform } from '../platforms/platform.ts'
import type { Finding, IndexVerdict, Severity, Verdict } from './finding.ts'
import { ignoreMatcher } from './ignore.ts'
import { type Image, readImage, type Subject } from './image.ts'
import { type Budget, type Layer, type LayerRequest, readLayer } from './layer/layer.ts'
import { isOneFamily } from './machines.ts'
import { type ImageProof, proveImage } from './prove.ts'
import { worstFirst } from './shortlist.ts'

export interface ProofOptions {
  /** The patterns of verify-ignore: files that may be for another machine. */
  readonly ignore: readonly string[]
  /** How many layers are read at the same time. */
  readonly atOnce?: number
  /** Memory for what is known about files, in bytes. */
  readonly memory?: number
}

/** What is known about one platform of an index. */
export interface PlatformProof extends Omit<ImageProof, 'programLayers'> {
  readonly platform: Platform
  /** The digest of its manifest; '' if the index has none. */
  readonly digest: string
  /** Compressed bytes of config and layers. */
  readonly size: number
}

const DEFAULT_AT_ONCE = 2
/**
 * Independent of the number of processors: a single thread hashes and inspects all unpacked bytes and is busy with fewer
 * layers already, and every layer has its own buffers of up to 10 MiB.
 */
const MAX_AT_ONCE = 4
/** How many of them may be zstd: each may need a window of 32 MiB (unpack.ts). */
const ZSTD_AT_ONCE = 2
/**
 * Memory for the files of all layers that are being read or waited for, and of the image assembled from them. A plain
 * file takes 24 bytes, which allows four million of them; a folder, link or program takes about 70, and a symlink also
 * its target.
 */
const DEFAULT_MEMORY = 112 << 20
/** The share that plain files must leave to the others, since there may be any number of plain files. */
const NAMED_SHARE = 1 / 8

/**
 * Proves that each image is what the index says, without running anything: the programs of every platform are for its
 * machine, and the platforms are the requested ones. A layer that several platforms share is read once, unless there is
 * too little memory to keep it. The process stays below 250 MiB however many files there are.
 *
 * @returns one proof for each subject, then one for each missing platform
 * @throws what the blobs throw; everything that is wrong with the images is a finding
 */
export async function proveImages(
  subjects: readonly Subject[],
  requested: readonly Platform[],
  blobs: Blobs,
  { ignore, atOnce = DEFAULT_AT_ONCE, memory = DEFAULT_MEMORY }: ProofOptions,
): Promise<readonly PlatformProof[]> {
  const images: Image[] = []
  for (const subject of subjects) images.push(await readImage(subject, blobs))
  const isIgnored = ignoreMatcher(ignore)
  const proven: ProvenImage[] = []
  const limits = { atOnce: Math.min(atOnce, MAX_AT_ONCE), memory }
  for await (const { image, layers } of readImages(images, blobs, limits))
    proven.push({ image, proof: proveImage(image, layers, isIgnored) })
  const missing = requested.filter(
    (request) => !subjects.some(({ platform }) => satisfies(platform, request)),
  )
  return [...proven.map((each) => platformProof(each, proven, requested)), ...missing.map(missingProof)]
}

/** Named as in ProofOptions. */
type Limits = Readonly<Record<'atOnce' | 'memory', number>>

interface ImageLayers {
  readonly image: Image
  readonly layers: readonly Layer[]
}

/**
 * Reads the layers of one image after the other, and reads ahead. If the layers read ahead leave an image too little
 * memory, it and the remaining images are read one by one: whether an image can be checked depends only on the image.
 */
async function* readImages(
  images: readonly Image[],
  blobs: Blobs,
  limits: Limits,
): AsyncGenerator<ImageLayers> {
  const read = yield* readAhead(images, blobs, limits)
  for (const image of images.slice(read)) yield* readAhead([image], blobs, limits)
}

/** @returns how many images there was memory for; a single image always gets a result */
async function* readAhead(
  images: readonly Image[],
  blobs: Blobs,
  limits: Limits,
): AsyncGenerator<ImageLayers, number> {
  const cache = startReading(images, blobs, limits)
  try {
    for (const [index, image] of images.entries()) {
      const layers = await acquire(cache, image)
      if (images.length > 1 && layers.some(({ outcome }) => outcome.kind === 'too many files')) return index
      yield { image, layers }
      release(cache, image)
    }
    return images.length
  } finally {
    // After a failure, nothing new is started, and running reads are waited for.
    cache.isClosed = true
    await Promise.allSettled([...cache.entries.values()].map(({ layer }) => layer))
    cache.entries.clear()
  }
}

/** Layers, kept as long as an image still needs them. */
interface LayerCache {
  readonly entries: Map<string, { readonly layer: Promise<Layer>; uses: number }>
  readonly budget: Budget
  isClosed: boolean
}

/** Starts reading image by image, the largest layer first, so that the last ones end at about the same time. */
function startReading(images: readonly Image[], blobs: Blobs, { atOnce, memory }: Limits): LayerCache {
  const budget = {
    ...{ left: memory, named: memory * NAMED_SHARE, dropsFiles: images.length === 1 },
    zstdLimit: limiter(ZSTD_AT_ONCE),
  }
  const cache: LayerCache = { entries: new Map(), budget, isClosed: false }
  const limit = limiter(atOnce)
  for (const request of images.flatMap(layersBySize)) {
    const known = cache.entries.get(cacheKey(request))
    if (known !== undefined) known.uses += 1
    else {
      const layer = limit(() => (cache.isClosed ? proofEnded() : readLayer(request, blobs, cache.budget)))
      // It is awaited later, when others may have failed already.
      layer.catch(() => undefined)
      cache.entries.set(cacheKey(request), { layer, uses: 1 })
    }
  }
  return cache
}

/** The layers of an image, the largest first. */
function layersBySize(image: Image): readonly LayerRequest[] {
  return layersOf(image).toSorted((a, b) => b.descriptor.size - a.descriptor.size)
}

function layersOf({ layers, platform }: Image): readonly LayerRequest[] {
  return layers.map((descriptor) => ({ descriptor, isWindows: platform.os === 'windows' }))
}

/** Its key in the cache: the same bytes mean something else in a Windows image. */
function cacheKey({ descriptor, isWindows }: LayerRequest): string {
  return isWindows ? `${descriptor.digest} of Windows` : descriptor.digest
}

function proofEnded(): Promise<Layer> {
  return Promise.reject(new Error('the proof has ended'))
}

function acquire({ entries }: LayerCache, image: Image): Promise<readonly Layer[]> {
  return Promise.all(layersOf(image).map((request) => entries.get(cacheKey(request))?.layer ?? proofEnded()))
}

/** Releases the layers that no other image needs. */
function release({ entries, budget }: LayerCache, image: Image): void {
  for (const key of layersOf(image).map(cacheKey)) {
    const entry = entries.get(key)
    if (entry !== undefined && --entry.uses === 0) {
      entries.delete(key)
      void entry.layer.then(({ cost }) => {
        budget.left += cost
      })
    }
  }
}

interface ProvenImage {
  readonly image: Image
  readonly proof: ImageProof
}

/** @param all the images of the index */
function platformProof(
  subject: ProvenImage,
  all: readonly ProvenImage[],
  requested: readonly Platform[],
): PlatformProof {
  const { platform, digest, size } = subject.image
  const { files, ignored, entrypoint, findings } = subject.proof
  const wrong = [...indexFindings(subject, all, requested), ...sameLayersFindings(subject, all)]
  return { platform, digest, size, files, ignored, entrypoint, findings: worstFirst([...wrong, ...findings]) }
}

function indexFindings(
  subject: ProvenImage,
  all: readonly ProvenImage[],
  requested: readonly Platform[],
): readonly Finding[] {
  const { platform } = subject.image
  const isFirst = all.find(({ image }) => samePlatform(image.platform, platform)) === subject
  const isRequested = requested.some((request) => satisfies(platform, request))
  return [
    ...(isFirst ? [] : [indexFinding(platform, 'repeated')]),
    ...(isRequested ? [] : [indexFinding(platform, 'not requested')]),
  ]
}

function missingProof(platform: Platform): PlatformProof {
  const findings = [indexFinding(platform, 'missing')]
  return { platform, digest: '', size: 0, files: 0, ignored: 0, entrypoint: undefined, findings }
}

function indexFinding(platform: Platform, problem: IndexVerdict['problem']): Finding {
  return imageFinding(platform, 'error', { rule: 'index', problem })
}

/** Two platforms with the same programs: they are wrong for one of them, unless an error about a file says so already. */
function sameLayersFindings(subject: ProvenImage, all: readonly ProvenImage[]): readonly Finding[] {
  const { platform } = subject.image
  const layers = subject.proof.programLayers.join()
  if (layers === '') return []
  const twins = all.filter(
    ({ image, proof }) => !isOneFamily(image.platform, platform) && proof.programLayers.join() === layers,
  )
  if (twins.length === 0) return []
  // Reported once. Platforms may share files that nobody runs, such as test data.
  const same = all.filter((each) => each === subject || twins.includes(each))
  if (same[0] !== subject || same.some(hasWrongPrograms)) return []
  const platforms = same.map(({ image }) => image.platform)
  return [imageFinding(platform, 'warning', { rule: 'same-layers', platforms })]
}

function hasWrongPrograms({ proof }: ProvenImage): boolean {
  return proof.findings.some(
    ({ verdict, severity }) => ['machine', 'package'].includes(verdict.rule) && severity === 'error',
  )
}

function imageFinding(platform: Platform, severity: Severity, verdict: Verdict): Finding {
  return { severity, platform, path: '', layer: '', instruction: '', verdict }
}
