/**
 * The file system of an image: its layers applied one after the other, as by containerd (archive.Apply), with whiteouts
 * by the OCI image-spec v1.1.1 (layer.md): they hide entries of lower layers, never those of their own layer.
 *
 * A node is a few numbers in one array, because a million nodes as objects would not fit into the memory of a proof; its
 * name stays in the layer's log. A plain file has no node until it is looked up by name: the table of entries (cells.ts)
 * has its facts in place of a node.
 */

import { type ElfIdentity, internIdentity } from '../machines.ts'
import { hashName, type NameHash } from '../name-hash.ts'
import { type Cells, cellOf, GROWTH, makeRoom, newCells, putValue, valueIn } from './cells.ts'
import {
  addressBehind,
  addText,
  CUT,
  EMPTY,
  type EntryLog,
  EXECUTABLE,
  eachEntry,
  KIND,
  KIND_MASK,
  type LinkSource,
  type NamedEntry,
  newTexts,
  type Texts,
  textAt,
  WHITEOUT,
} from './entries.ts'
import type { Detail } from './inspect.ts'
import { TooLarge } from './too-large.ts'

/** The file system; only this file writes to it. */
export interface Tree {
  nodes: Int32Array
  count: number
  /** The content of folders: a node, or the META of a plain file with the bit PLAIN. */
  readonly cells: Cells
  /** Names that no layer's log has. */
  readonly ownTexts: Texts
  /** The chunks of all texts: those of the logs, and among them those of `ownTexts`, the last one at `ownChunk`. */
  readonly chunks: Buffer[]
  ownChunk: number
  /** How many folders were ever made. */
  folders: number
  /** The first unused node; NEXT_SIBLING links the others. */
  free: number
  readonly identities: ElfIdentity[]
  readonly indexByIdentity: Map<string, number>
  readonly details: Detail[]
  /** The first few entries that no engine can create. */
  readonly refused: Refused[]
  /** Steps left for lookups: symlinks can make a short path long. */
  steps: number
}

interface Refused {
  readonly path: string
  readonly layer: number
}

/** The facts about a node. */
export interface FileFacts {
  readonly kind: number
  /** The index of its layer. */
  readonly layer: number
  readonly identity: ElfIdentity | undefined
  readonly detail: Detail | undefined
  /** Whether anybody may execute it. */
  readonly isExecutable: boolean
  /** Whether it is an empty file. */
  readonly isEmpty: boolean
  /** Whether it is a truncated program. */
  readonly isCut: boolean
}

export const ROOT = 0
/** No node. */
export const NOWHERE = -1

/** Columns of `nodes`. */
const NODE_WIDTH = 6
const PARENT = 0
/** Address of its name. */
const NAME = 1
/** The facts byte of the log, and the index of the layer (16 bits). */
const META = 2
/**
 * For a symlink the address of its target, for an ELF file its identity. For a folder a unique number, which is never
 * reused: a new number empties the folder at once.
 */
const VALUE = 3
/** The index of its detail; for a folder, its first child. */
const DETAIL = 4
const NEXT_SIBLING = 5

const LAYER_SHIFT = 8
const LAYER_MASK = 0xffff
/** Marks the META of a plain file in a cell: it makes the number negative, unlike that of a node. */
const PLAIN = 1 << 31
const MAX_NODES = 2_000_000
/** Chunks for names of folders that have no entry of their own, and of plain files that were looked up. */
const MAX_OWN_CHUNKS = 64
const MAX_STEPS = 100_000_000
/** As in containerd's fs.RootPath. */
const MAX_LINKS = 255
const MAX_NAME_LENGTH = 0xff
const MAX_REFUSED = 10
const OPAQUE_WHITEOUT = '.wh..wh..opq'

/** Bytes per node, without its name. */
export const NODE_COST = NODE_WIDTH * Int32Array.BYTES_PER_ELEMENT

/**
 * @param entries the number of entries in all layers: with room for all of them, nothing has to be moved
 * @param named how many of them have a stored name
 */
export function newTree(entries = 0, named = 0): Tree {
  const tree: Tree = {
    ...{ nodes: new Int32Array(NODE_WIDTH * (1024 + named)), count: 1, cells: newCells(1024 + entries) },
    ...{ ownTexts: newTexts(), chunks: [], ownChunk: 0, folders: 0, free: NOWHERE },
    ...{ identities: [], indexByIdentity: new Map(), details: [], refused: [], steps: MAX_STEPS },
  }
  put(tree, ROOT, PARENT, NOWHERE)
  makeFolder(tree, ROOT, 0)
  return tree
}

/** The files of a layer. */
export interface LayerFiles {
  readonly log: EntryLog
  /** The different ELF identities in it. */
  readonly identities: readonly ElfIdentity[]
  readonly details: readonly Detail[]
}

/**
 * Applies a layer.
 * @param number the index of the layer
 * @throws TooLarge
 */
export function applyLayer(tree: Tree, layer: LayerFiles, number: number): void {
  if (layer.log.hasWhiteouts)
    eachEntry(layer.log, { plain: () => {}, named: (entry) => applyWhiteout(tree, entry) })
  const applied: AppliedLayer = {
    number,
    identities: layer.identities.map((identity) => internIdentity(tree, identity)),
    firstDetail: tree.details.length,
    chunks: tree.chunks.length,
  }
  for (const detail of layer.details) tree.details.push(detail)
  for (const chunk of layer.log.texts.chunks) tree.chunks.push(chunk)
  // Most files are in the same folder as the previous one; the cache is cleared when its path may have changed.
  let folder: { readonly path: string; readonly node: number } | undefined
  const enterFolder = (path: string): number => {
    if (folder?.path !== path) folder = { path, node: makeFolders(tree, path, number) }
    return folder.node
  }
  eachEntry(layer.log, {
    plain: (path, name, facts) => {
      if (putPlain(tree, enterFolder(path), path, name, facts | (number << LAYER_SHIFT))) folder = undefined
    },
    named: (entry) => {
      if ((entry.facts & KIND_MASK) === KIND.whiteout) return
      if (putNamed(tree, enterFolder(entry.folder), entry, applied)) folder = undefined
    },
  })
}

/** The layer that is being applied. */
interface AppliedLayer {
  readonly number: number
  /** The tree's indexes of its identities. */
  readonly identities: readonly number[]
  /** The tree's index of its first detail. */
  readonly firstDetail: number
  /** How many chunks of text precede its own. */
  readonly chunks: number
}

/**
 * Finds a path, following symlinks. A plain file becomes a node.
 * @param from the base of a relative path
 * @returns the node; NOWHERE if there is nothing
 * @throws TooLarge
 */
export function find(tree: Tree, path: string, from: number = ROOT): number {
  return resolvePath(tree, path, from, undefined)
}

/** The facts about a node. See FileFacts. */
export function factsOf(tree: Tree, node: number): FileFacts {
  const meta = get(tree, node, META)
  const kind = meta & KIND_MASK
  return {
    kind,
    layer: (meta >>> LAYER_SHIFT) & LAYER_MASK,
    identity: kind === KIND.elf ? tree.identities[get(tree, node, VALUE)] : undefined,
    detail: kind === KIND.folder ? undefined : tree.details[get(tree, node, DETAIL)],
    isExecutable: (meta & EXECUTABLE) !== 0,
    isEmpty: (meta & EMPTY) !== 0,
    isCut: (meta & CUT) !== 0,
  }
}

/** The path of a node, with a leading slash; one character per byte. */
export function pathOf(tree: Tree, node: number): string {
  const names: string[] = []
  for (let each = node; each !== ROOT; each = get(tree, each, PARENT)) names.push(nameOf(tree, each))
  return `/${names.reverse().join('/')}`
}

/** Visits every ELF file. */
export function eachElf(tree: Tree, visit: (node: number) => void): void {
  eachOfKind(tree, KIND.elf, visit)
}

/** Visits every executable file in a format that Linux cannot start. */
export function eachFormat(tree: Tree, visit: (node: number) => void): void {
  eachOfKind(tree, KIND.format, visit)
}

/** Visits every file whose text was kept. */
export function eachText(tree: Tree, visit: (node: number) => void): void {
  eachOfKind(tree, KIND.text, visit)
}

function eachOfKind(tree: Tree, kind: number, visit: (node: number) => void): void {
  for (let node = 0; node < tree.count; node++) if (kindOf(tree, node) === kind) visit(node)
}

/** The folder that a node is in; NOWHERE for the root. */
export function parentOf(tree: Tree, node: number): number {
  return get(tree, node, PARENT)
}

/** The nodes in a folder, without its plain files, which can only be looked up by name. NOWHERE has none. */
export function childrenOf(tree: Tree, folder: number): readonly number[] {
  return nodesIn(tree, folder).filter((node) => ![0, KIND.file].includes(kindOf(tree, node)))
}

export function nameOf(tree: Tree, node: number): string {
  return node === ROOT ? '' : textAt(tree.chunks, get(tree, node, NAME))
}

/** Applies a whiteout to the content of lower layers. */
function applyWhiteout(tree: Tree, entry: NamedEntry): void {
  if ((entry.facts & KIND_MASK) !== KIND.whiteout) return
  const { name } = entry
  const folder = find(tree, entry.folder)
  if (!isFolder(tree, folder)) return
  if (name === OPAQUE_WHITEOUT) emptyFolder(tree, folder)
  // Notes of the file system AUFS (.wh..wh.*) hide nothing: no entry of the tree has a name that begins with .wh.
  else remove(tree, positionOf(tree, folder, hashName(name.slice(WHITEOUT.length))))
}

/** A position in a folder. It is valid until something is added to a folder. */
interface TreePosition {
  readonly folder: number
  readonly name: NameHash
  readonly cell: number
}

/** The position of a name in a folder, whether it exists or not. */
function positionOf(tree: Tree, folder: number, name: NameHash): TreePosition {
  return { folder, name, cell: cellOf(tree.cells, get(tree, folder, VALUE), name) }
}

function setCell(tree: Tree, { folder, name, cell }: TreePosition, value: number): void {
  putValue(tree.cells, cell, get(tree, folder, VALUE), name, value)
}

/** The content of a position: columns of a node. */
interface Content {
  readonly meta: number
  readonly value: number
  readonly detail: number
}

const NO_CONTENT: Content = { meta: 0, value: NOWHERE, detail: NOWHERE }

function contentOf(tree: Tree, { cell }: TreePosition): Content {
  const value = valueIn(tree.cells, cell)
  if (value <= 0) return { ...NO_CONTENT, meta: value & ~PLAIN }
  return { meta: get(tree, value, META), value: get(tree, value, VALUE), detail: get(tree, value, DETAIL) }
}

/**
 * Puts a plain file into a folder.
 * @returns whether it replaced something that paths may lead through
 */
function putPlain(tree: Tree, folder: number, path: string, name: NameHash, meta: number): boolean {
  if (folder === NOWHERE) return refuse(tree, path, '*', meta >>> LAYER_SHIFT)
  makeRoom(tree.cells)
  const id = get(tree, folder, VALUE)
  const cell = cellOf(tree.cells, id, name)
  const cellValue = valueIn(tree.cells, cell)
  if (cellValue > 0) return replace(tree, { folder, name, cell }, { ...NO_CONTENT, meta }, NOWHERE)
  putValue(tree.cells, cell, id, name, meta | PLAIN)
  return false
}

/** The same for any other entry. */
function putNamed(tree: Tree, folder: number, entry: NamedEntry, applied: AppliedLayer): boolean {
  if (folder === NOWHERE) return refuse(tree, entry.folder, entry.name, applied.number)
  makeRoom(tree.cells)
  const nameAt = addressBehind(applied.chunks, entry.nameAt)
  const position = positionOf(tree, folder, entry.hash)
  if (entry.source === undefined) return replace(tree, position, contentFrom(entry, applied), nameAt)
  const source = linkSource(tree, entry.source)
  if (source === undefined) return refuse(tree, entry.folder, entry.name, applied.number)
  if (source.position.cell === position.cell) return false
  return replace(tree, position, inLayer(source.content, applied), nameAt, source.position.folder)
}

/** @param sourceFolder for a hard link, the folder of its file */
function replace(
  tree: Tree,
  position: TreePosition,
  content: Content,
  nameAt: number,
  sourceFolder = ROOT,
): boolean {
  const before = contentOf(tree, position)
  if (isKind(before, KIND.folder) && isKind(content, KIND.folder)) {
    put(tree, valueIn(tree.cells, position.cell), META, content.meta)
    return false
  }
  remove(tree, position)
  // The hard link's file may just have been removed together with the folder in this position.
  if (isFolder(tree, sourceFolder)) setContent(tree, position, content, nameAt)
  return isKind(before, KIND.folder) || isKind(before, KIND.symlink)
}

/** The file of a hard link; folders cannot have one. */
function linkSource(
  tree: Tree,
  source: LinkSource,
): { readonly position: TreePosition; readonly content: Content } | undefined {
  const folder = find(tree, source.folder)
  if (!isFolder(tree, folder)) return undefined
  const position = positionOf(tree, folder, source.hash)
  const content = contentOf(tree, position)
  return isKind(content, 0) || isKind(content, KIND.folder) ? undefined : { position, content }
}

function contentFrom(entry: NamedEntry, { number, identities, firstDetail, chunks }: AppliedLayer): Content {
  return {
    meta: entry.facts | (number << LAYER_SHIFT),
    value:
      entry.targetAt === -1 ? (identities[entry.identity] ?? NOWHERE) : addressBehind(chunks, entry.targetAt),
    detail: entry.detail === -1 ? NOWHERE : firstDetail + entry.detail,
  }
}

/** The same content, as part of another layer. */
function inLayer(content: Content, { number }: AppliedLayer): Content {
  return { ...content, meta: (content.meta & ~(LAYER_MASK << LAYER_SHIFT)) | (number << LAYER_SHIFT) }
}

/** Removes the content of a position, and everything in it. */
function remove(tree: Tree, position: TreePosition): void {
  const cellValue = valueIn(tree.cells, position.cell)
  if (cellValue < 0) setCell(tree, position, PLAIN)
  if (cellValue <= 0) return
  emptyFolder(tree, cellValue)
  put(tree, cellValue, META, 0)
}

/**
 * Puts content into an empty position.
 * @param nameAt the address of its name, if it becomes a node
 */
function setContent(tree: Tree, position: TreePosition, content: Content, nameAt: number): void {
  const cellValue = valueIn(tree.cells, position.cell)
  if (cellValue <= 0 && isKind(content, KIND.file)) {
    setCell(tree, position, content.meta | PLAIN)
    return
  }
  const node = cellValue > 0 ? cellValue : addNode(tree, position.folder, nameAt)
  setCell(tree, position, node)
  put(tree, node, META, content.meta)
  put(tree, node, VALUE, content.value)
  put(tree, node, DETAIL, content.detail)
  if (isKind(content, KIND.folder)) put(tree, node, VALUE, ++tree.folders)
}

/** Makes the folder of a path, like mkdir -p. If necessary, it replaces a file. */
function makeFolders(tree: Tree, path: string, layer: number): number {
  const node = resolvePath(tree, path, ROOT, layer)
  if (node !== NOWHERE && !isFolder(tree, node)) makeFolder(tree, node, layer)
  return node
}

function makeFolder(tree: Tree, node: number, layer: number): void {
  put(tree, node, META, KIND.folder | (layer << LAYER_SHIFT))
  put(tree, node, VALUE, ++tree.folders)
  put(tree, node, DETAIL, NOWHERE)
}

/** @param layer the layer that missing folders are made for; undefined makes none */
function resolvePath(tree: Tree, path: string, from: number, layer: number | undefined): number {
  const ahead = path.split('/').reverse()
  let node = path.startsWith('/') ? ROOT : from
  let links = 0
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (--tree.steps < 0) throw new TooLarge('its symlinks form too many paths, or too long ones')
    const next = resolveName(tree, node, name, layer)
    if (next === NOWHERE) return NOWHERE
    if (kindOf(tree, next) !== KIND.symlink) {
      node = next
      continue
    }
    if (++links > MAX_LINKS) return NOWHERE
    const target = targetOf(tree, next)
    if (target.startsWith('/')) node = ROOT
    for (const each of target.split('/').reverse()) ahead.push(each)
  }
  return node
}

/** Resolves one name. */
function resolveName(tree: Tree, node: number, name: string, layer: number | undefined): number {
  if (name === '' || name === '.') return node
  if (name === '..') return node === ROOT ? ROOT : get(tree, node, PARENT)
  return enterChild(tree, node, name, layer)
}

function enterChild(tree: Tree, folder: number, name: string, layer: number | undefined): number {
  if (name.length > MAX_NAME_LENGTH) return NOWHERE
  // Nothing is below a file.
  if (!isFolder(tree, folder)) {
    if (layer === undefined) return NOWHERE
    makeFolder(tree, folder, layer)
  }
  if (layer !== undefined) makeRoom(tree.cells)
  const position = positionOf(tree, folder, hashName(name))
  const cellValue = valueIn(tree.cells, position.cell)
  const content = contentOf(tree, position)
  if (!isKind(content, 0)) return cellValue > 0 ? cellValue : makeNode(tree, position, name, content)
  if (layer === undefined) return NOWHERE
  const made = { ...NO_CONTENT, meta: KIND.folder | (layer << LAYER_SHIFT) }
  setContent(tree, position, made, cellValue > 0 ? NOWHERE : addName(tree, name))
  return valueIn(tree.cells, position.cell)
}

/** Turns a plain file into a node. */
function makeNode(
  tree: Tree,
  position: TreePosition,
  name: string,
  { meta, value, detail }: Content,
): number {
  const node = addNode(tree, position.folder, addName(tree, name))
  setCell(tree, position, node)
  put(tree, node, META, meta)
  put(tree, node, VALUE, value)
  put(tree, node, DETAIL, detail)
  return node
}

function refuse(tree: Tree, folder: string, name: string, layer: number): false {
  const path = folder === '' ? name : `${folder}/${name}`
  if (tree.refused.length < MAX_REFUSED) tree.refused.push({ path, layer })
  return false
}

/** Empties a folder, if it is one, and frees its nodes. */
function emptyFolder(tree: Tree, folder: number): void {
  const pending = detachChildren(tree, folder)
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const each of detachChildren(tree, node)) pending.push(each)
    put(tree, node, META, 0)
    put(tree, node, NEXT_SIBLING, tree.free)
    tree.free = node
  }
}

/** Empties a folder's list, and its cells by giving it a new number. */
function detachChildren(tree: Tree, folder: number): number[] {
  if (!isFolder(tree, folder)) return []
  const children = nodesIn(tree, folder)
  put(tree, folder, DETAIL, NOWHERE)
  put(tree, folder, VALUE, ++tree.folders)
  return children
}

/** All nodes in a folder, including removed ones, which are kept for a later entry in their position. */
function nodesIn(tree: Tree, folder: number): number[] {
  const children: number[] = []
  if (!isFolder(tree, folder)) return children
  for (let each = get(tree, folder, DETAIL); each !== NOWHERE; each = get(tree, each, NEXT_SIBLING))
    children.push(each)
  return children
}

function addNode(tree: Tree, folder: number, nameAt: number): number {
  const node = tree.free === NOWHERE ? newNode(tree) : tree.free
  if (node === tree.free) tree.free = get(tree, node, NEXT_SIBLING)
  put(tree, node, PARENT, folder)
  put(tree, node, NAME, nameAt)
  put(tree, node, NEXT_SIBLING, get(tree, folder, DETAIL))
  put(tree, folder, DETAIL, node)
  return node
}

function newNode(tree: Tree): number {
  if (tree.count >= MAX_NODES) throw new TooLarge(`it has more than ${MAX_NODES} files`)
  if (tree.count * NODE_WIDTH === tree.nodes.length) {
    const bigger = new Int32Array(Math.ceil(tree.count * GROWTH) * NODE_WIDTH)
    bigger.set(tree.nodes)
    tree.nodes = bigger
  }
  return tree.count++
}

/** Adds a name that no log has. @returns its address */
function addName(tree: Tree, name: string): number {
  const { ownTexts, chunks } = tree
  const before = ownTexts.chunks.length
  const address = addText(ownTexts, name)
  const last = ownTexts.chunks.at(-1)
  if (ownTexts.chunks.length > before && last !== undefined) {
    if (ownTexts.chunks.length > MAX_OWN_CHUNKS) throw new TooLarge('its names are too long')
    tree.ownChunk = chunks.push(last) - 1
  }
  return addressBehind(tree.ownChunk - (ownTexts.chunks.length - 1), address)
}

function isKind({ meta }: Content, kind: number): boolean {
  return (meta & KIND_MASK) === kind
}

function kindOf(tree: Tree, node: number): number {
  return get(tree, node, META) & KIND_MASK
}

function isFolder(tree: Tree, node: number): boolean {
  return kindOf(tree, node) === KIND.folder
}

/** A symlink's target. */
function targetOf(tree: Tree, symlink: number): string {
  return textAt(tree.chunks, get(tree, symlink, VALUE))
}

function get(tree: Tree, node: number, column: number): number {
  return tree.nodes[node * NODE_WIDTH + column] ?? NOWHERE
}

function put(tree: Tree, node: number, column: number, value: number): void {
  tree.nodes[node * NODE_WIDTH + column] = value
}
