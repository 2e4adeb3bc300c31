import type { Limiter } from '../../concurrency.ts'
import type { Blobs, Descriptor } from '../../oci/descriptor.ts'
import { isDigest } from '../../oci/digest.ts'
import { type ElfIdentity, internIdentity } from '../machines.ts'
import { metadataCost } from '../packages/claim.ts'
import { type MetadataFormat, metadataFormat } from '../packages/packages.ts'
import { CELL_COST } from './cells.ts'
import { addEntry, type EntryLog, KIND, newEntryLog, sizeOf, WHITEOUT } from './entries.ts'
import {
  beginFile,
  type Detail,
  endFile,
  type InspectedFile,
  inspect,
  type Links,
  newInspection,
} from './inspect.ts'
import { endTar, MalformedTar, newTarReader, readTar, type TarEntry, type TarSink } from './tar.ts'
import { type LayerFiles, NODE_COST } from './tree.ts'
import { BadCompression, unpack } from './unpack.ts'
import { windowsEntry } from './windows.ts'

/** A layer after reading, once for all platforms that have it. */
export interface Layer extends LayerFiles {
  readonly digest: string
  readonly outcome: LayerOutcome
  /** Whether it has more plain files than were kept: a file that is not found may still exist. */
  readonly hasDropped: boolean
  /** Entries that no container engine unpacks: names with `..` or longer than a file system allows. */
  readonly refused: readonly string[]
  /** What it took from the budget; returned when the layer is released. */
  readonly cost: number
}

/**
 * How reading a layer ended.
 * - `read`: to its end; `diffId` is the hash of the unpacked bytes
 * - `foreign`: it was skipped, because it is fetched from elsewhere and must not be pushed
 * - `too many files`: for the budget, which may be larger once other layers are released
 * - `damaged`: `why` is the end of a sentence
 */
type LayerOutcome =
  | { readonly kind: 'read'; readonly diffId: string }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'too many files' }
  | { readonly kind: 'damaged'; readonly why: string }

/** Memory that layers share. */
export interface Budget {
  /** Bytes left for layers that are kept at the same time and for the tree of one image. */
  left: number
  /** The part of it that plain files must leave. */
  readonly named: number
  /** Whether plain files without memory are dropped; otherwise the layer is given up. */
  readonly dropsFiles: boolean
  /** Limits how many are unpacked at the same time. */
  readonly zstdLimit: Limiter
}

/** A layer while it is being read. */
interface Scan {
  readonly log: EntryLog
  readonly budget: Budget
  readonly identities: ElfIdentity[]
  readonly indexByIdentity: Map<string, number>
  readonly details: Detail[]
  /** Details are shared: most scripts begin with one of a few lines, and most packages are for all machines. */
  readonly indexByDetail: Map<string | Detail, number>
  /** Names of libraries, each stored once: the same ones are needed over and over. */
  readonly names: Map<string, string>
  /** What was taken from the budget. */
  cost: number
  readonly refused: string[]
  /** How many scripts' texts were kept. */
  scripts: number
  hasDropped: boolean
}

/** The layer has more names than the budget allows. */
class OverBudget extends Error {}

/** Linux allows names of 255 bytes, and paths of 4096 including the final zero (limits.h). */
const MAX_NAME_LENGTH = 255
const MAX_PATH_LENGTH = 4095
/** Examples are enough. */
const MAX_REFUSED = 3
/** Configuration files for libraries, supervisord, systemd and cron. */
const CONFIGURATION =
  /^(?:\.?\/)*(?:etc\/(?:ld\.so\.(?:preload|conf(?:\.d\/[^/]+\.conf)?)|ld-musl-[^/]+\.path|supervisord?(?:\/conf)?\.d\/[^/]+\.(?:conf|ini)|systemd\/system\/[^/]+\.service|cron\.d\/[^/]+|crontabs?(?:\/[^/]+)?)|var\/spool\/cron\/(?:crontabs\/)?[^/]+|(?:[^/]+\/){0,3}supervisor[^/]*\.(?:conf|ini))$/
/** Scripts whose text is kept because an image usually starts one of them: by name, or in the usual folders. */
const START_SCRIPT =
  /^(?:\.?\/)*(?:(?:(?:app|opt|srv|usr\/local\/s?bin|workspace|etc\/cont-init\.d)\/)?[^/]+|(?:[^/]+\/){0,4}[^/]*(?:entry-?point|start|run|launch|serve)[^/]*)$/
/** Their texts take 8 KiB at most, each. */
const MAX_SCRIPTS = 128

/** A layer that is to be read. */
export interface LayerRequest {
  readonly descriptor: Descriptor
  /** Whether it is a layer of a Windows image, which has a different structure. */
  readonly isWindows: boolean
}

/**
 * Reads a layer: every name in it, and for every file whether it is a program, and for which machine.
 * @throws what the blobs throw; a problem of the layer itself is its outcome
 */
export async function readLayer(
  { descriptor, isWindows }: LayerRequest,
  blobs: Blobs,
  budget: Budget,
): Promise<Layer> {
  const scan = newScan(budget)
  if (isForeign(descriptor)) return layerOf(descriptor, scan, { kind: 'foreign' })
  if (!isDigest(descriptor.digest))
    return layerOf(descriptor, scan, { kind: 'damaged', why: 'its digest is invalid' })
  const reader = newTarReader()
  const sink = isWindows ? windowsSink(sinkOf(scan)) : sinkOf(scan)
  try {
    const use = (chunk: Buffer): void => readTar(reader, chunk, sink)
    const diffId = await unpack(await blobs.open(descriptor), use, budget.zstdLimit)
    endTar(reader)
    return layerOf(descriptor, scan, { kind: 'read', diffId })
  } catch (error) {
    if (error instanceof MalformedTar || error instanceof BadCompression)
      return layerOf(descriptor, scan, { kind: 'damaged', why: error.message })
    if (!(error instanceof OverBudget)) throw error
    // Leaves the memory to the other layers.
    budget.left += scan.cost
    return layerOf(descriptor, newScan(budget), { kind: 'too many files' })
  }
}

function newScan(budget: Budget): Scan {
  return {
    ...{ log: newEntryLog(), budget, identities: [], indexByIdentity: new Map(), details: [], cost: 0 },
    ...{ indexByDetail: new Map(), names: new Map(), refused: [], scripts: 0, hasDropped: false },
  }
}

function layerOf({ digest }: Descriptor, scan: Scan, outcome: LayerOutcome): Layer {
  const { log, identities, details, refused, cost, hasDropped } = scan
  return { digest, log, identities, details, refused, cost, hasDropped, outcome }
}

/** Layers that must not be distributed have their own URL: image-spec v1.1.1, layer.md. */
function isForeign({ mediaType, urls }: Descriptor): boolean {
  return /nondistributable|foreign/.test(mediaType) && urls !== undefined
}

function sinkOf(scan: Scan): TarSink {
  const file = newInspection()
  let current: TarEntry | undefined
  let metadata: MetadataFormat | undefined
  return {
    entry: (entry) => {
      const path = pathInImage(scan, entry.path)
      current = path === undefined ? undefined : { ...entry, path }
      if (path === undefined || entry.kind !== 'file') return
      metadata = metadataFormat(withoutRoot(path))
      const isText = metadata !== undefined || CONFIGURATION.test(path)
      const isStarting = scan.scripts < MAX_SCRIPTS && START_SCRIPT.test(path)
      const hints = { isExecutable: entry.isExecutable, isStarting }
      const { isSparse, size } = entry
      beginFile(file, size, isText, { textLimit: metadata?.limit, isSparse, hints })
    },
    body: (part) => inspect(file, part),
    end: () => {
      if (current === undefined) return
      const inspected = current.kind === 'file' ? endFile(file) : undefined
      writeEntry(
        scan,
        current,
        metadata === undefined ? inspected : withMetadata(metadata, inspected, current.path),
      )
    },
  }
}

/** A sink for Windows layers that skips entries outside the file system. */
function windowsSink({ entry, body, end }: TarSink): TarSink {
  let isTaken = false
  return {
    entry: (each) => {
      const windowsPath = windowsEntry(each)
      isTaken = windowsPath !== undefined
      if (windowsPath !== undefined) entry(windowsPath)
    },
    body,
    end: () => {
      if (isTaken) end()
    },
  }
}

/** Paths in archives begin with a slash, with `./`, or with neither. */
function withoutRoot(path: string): string {
  return path.replace(/^(?:\.?\/)+/, '')
}

/** Replaces the text of a metadata file by its meaning. */
function withMetadata(
  { read }: MetadataFormat,
  inspected: InspectedFile | undefined,
  path: string,
): InspectedFile | undefined {
  if (inspected?.detail?.kind !== 'text') return inspected
  return { identity: undefined, isCut: false, detail: read(inspected.detail.text, withoutRoot(path)) }
}

/** The path within the image; undefined for one that no container engine would unpack. */
function pathInImage({ refused }: Scan, path: string): string | undefined {
  const resolved = path.includes('..') ? withoutDots(path) : path
  const isTooLong =
    path.length > MAX_PATH_LENGTH || path.split('/').some((name) => name.length > MAX_NAME_LENGTH)
  if (resolved !== undefined && !isTooLong && !path.includes('\0')) return resolved
  // A copy: V8 would keep a whole name of a megabyte for its beginning.
  if (refused.length < MAX_REFUSED)
    refused.push(Buffer.from(path.slice(0, MAX_NAME_LENGTH), 'latin1').toString('latin1'))
  return undefined
}

/** Resolves each `..`; undefined if that leads out of the image. */
function withoutDots(path: string): string | undefined {
  const names: string[] = []
  for (const name of path.split('/')) {
    if (name === '..' && names.pop() === undefined) return undefined
    if (name !== '..' && name !== '.' && name !== '') names.push(name)
  }
  return names.join('/')
}

function writeEntry(scan: Scan, entry: TarEntry, inspected: InspectedFile | undefined): void {
  const kind = entryKind(entry, inspected)
  if (kind === KIND.file && !entry.path.includes(WHITEOUT) && scan.budget.left < scan.budget.named) {
    if (!scan.budget.dropsFiles) throw new OverBudget()
    scan.hasDropped = true
    return
  }
  const { identity, detail } = inspected ?? {}
  // A symlink may point at nonsense: a target too long for a path is cut, since it never exists.
  const target = entry.target.slice(0, MAX_PATH_LENGTH)
  const before = costOf(scan.log)
  addEntry(scan.log, {
    ...{ path: entry.path, target, kind },
    identity: identity === undefined ? -1 : addIdentity(scan, identity),
    detail: detail === undefined ? -1 : internDetail(scan, detail),
    isExecutable: entry.isExecutable,
    isEmpty: entry.kind === 'file' && entry.size === 0,
    isCut: inspected?.isCut === true,
  })
  spend(scan, costOf(scan.log) - before)
}

/** The bytes that a log takes, and will take in a tree. */
function costOf({ texts, count, named }: EntryLog): number {
  return sizeOf(texts) + count * CELL_COST + named * NODE_COST
}

function spend(scan: Scan, bytes: number): void {
  scan.cost += bytes
  scan.budget.left -= bytes
  if (scan.budget.left < 0) throw new OverBudget()
}

function entryKind(entry: TarEntry, inspected: InspectedFile | undefined): number {
  if (inspected === undefined) return KIND[entry.kind]
  if (inspected.identity !== undefined) return KIND.elf
  if (inspected.detail?.kind === 'script') return KIND.script
  if (inspected.detail?.kind === 'format') return KIND.format
  return inspected.detail === undefined ? KIND.file : KIND.text
}

function addIdentity(scan: Scan, identity: ElfIdentity): number {
  const known = scan.identities.length
  const index = internIdentity(scan, identity)
  if (scan.identities.length > known) spend(scan, IDENTITY_COST)
  return index
}

function internDetail(scan: Scan, detail: Detail): number {
  const key = sharedKey(detail)
  const known = scan.indexByDetail.get(key)
  if (known !== undefined) return known
  const index = scan.details.push(detail.kind === 'links' ? internNames(scan, detail) : detail) - 1
  if (detail.kind === 'script' && detail.text !== '') scan.scripts += 1
  scan.indexByDetail.set(key, index)
  spend(scan, detailCost(detail))
  return index
}

function internNames(scan: Scan, links: Links): Links {
  return { ...links, needed: links.needed?.map((name) => internName(scan, name)) }
}

function internName(scan: Scan, name: string): string {
  const known = scan.names.get(name)
  if (known !== undefined) return known
  scan.names.set(name, name)
  spend(scan, NAME_COST + name.length)
  return name
}

/** A key by which equal details are shared. Others are shared only if they are one value, like npm's for all machines. */
function sharedKey(detail: Detail): string | Detail {
  if (detail.kind === 'format') return ['format', detail.format, ...detail.archs].join('\0')
  // Most libraries of an image need one of a few sets of libraries.
  if (detail.kind === 'links') {
    const { interpreter, rpath, runpath, needed = ['?'] } = detail
    return ['links', interpreter, rpath, runpath, ...needed].join('\0')
  }
  return detail.kind === 'script' && detail.text === '' ? `#!${detail.line}` : detail
}

/** More than V8 needs, so that a layer with many identities fails early: an honest one has a handful. */
const IDENTITY_COST = 4096

/** Overhead of a name besides its characters, and of a library's links besides the names. */
const NAME_COST = 100
const LINKS_COST = 400

/** Roughly the memory that V8 needs for it, in bytes. */
function detailCost(detail: Detail): number {
  if (detail.kind === 'package') return metadataCost(detail)
  if (detail.kind === 'text') return 600 + detail.text.length
  if (detail.kind === 'script') return 600 + detail.line.length + detail.text.length
  if (detail.kind === 'format') return 600
  const { interpreter, rpath, runpath, needed = [] } = detail
  return LINKS_COST + interpreter.length + rpath.length + runpath.length + 8 * needed.length
}
