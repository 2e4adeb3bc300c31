/**
 * The file system of an image: its layers one over the other, as containerd puts them together (archive.Apply), with
 * whiteouts by the OCI image-spec v1.1.1 (layer.md): they hide what lower layers have, never what their own layer has.
 *
 * A node is a few numbers in one array and its name some bytes in another, because a million files as objects would
 * not fit in the memory that a proof may take. A removed node stays, with kind 0, and is used again for its name.
 */

import { type ElfIdentity, internIdentity } from '../machines.ts'
import { eachEntry, KIND, type LayerEntry, WHITEOUT } from './entries.ts'
import type { Detail } from './inspect.ts'
import type { Layer } from './layer.ts'

/** The file system; only this file writes to it. */
export interface Tree {
  nodes: Int32Array
  count: number
  names: Buffer
  namesLength: number
  /** First node of each hash of parent and name. */
  table: Int32Array
  readonly identities: ElfIdentity[]
  readonly indexByIdentity: Map<string, number>
  readonly details: Detail[]
  /** Entries that no engine can make, with the number of their layer; the first few. */
  readonly refused: Refused[]
  /** Steps that may still be gone: symlinks can make a short path long. */
  steps: number
}

interface Refused {
  readonly path: string
  readonly layer: number
}

/** What is at a path. */
export interface FileFacts {
  readonly kind: number
  /** Number of the layer that it comes from. */
  readonly layer: number
  readonly identity: ElfIdentity | undefined
  readonly detail: Detail | undefined
  /** Whether anybody may execute it. */
  readonly isExecutable: boolean
  /** Whether it is a file without bytes. */
  readonly isEmpty: boolean
}

/** The image has more files, or longer ways to them, than a proof spends memory and time on. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

export const ROOT = 0
/** Where nothing is. */
export const NOWHERE = -1

/** Columns of `nodes`. */
const WIDTH = 8
const PARENT = 0
/** Where the name begins in `names`. */
const NAME = 1
/**
 * Length of the name (8 bits), kind (4), whether it is in its parent's list (1), number of the layer (16),
 * whether it may be executed (1), whether it is empty (1).
 */
const META = 2
/** Of a symlink, where its target begins in `names`, behind two bytes of length; of an ELF file, its identity. */
const VALUE = 3
const DETAIL = 4
const FIRST_CHILD = 5
const NEXT_SIBLING = 6
/** Next node of the same hash. */
const CHAIN = 7

const KIND_SHIFT = 8
const LINKED = 1 << 12
const LAYER_SHIFT = 13
const LAYER_MASK = 0xffff
const EXECUTABLE = 1 << 29
const EMPTY = 1 << 30
const MOST_NODES = 1_100_000
const MOST_NAME_BYTES = 32 << 20
/** Bytes that a name has on average, generously. */
const NAME_ROOM = 24
const MOST_STEPS = 100_000_000
/** As containerd's fs.RootPath. */
const MOST_LINKS = 255
const MOST_REFUSED = 10
const OPAQUE = '.wh..wh..opq'

/** @param entries how many the layers have: with room for all of them, nothing has to be moved */
export function newTree(entries = 0): Tree {
  const room = Math.min(MOST_NODES, 1024 + Math.ceil(entries * 1.1))
  const slots = 2 ** Math.ceil(Math.log2(room))
  const tree: Tree = {
    ...{ nodes: new Int32Array(WIDTH * room), count: 0 },
    ...{ names: Buffer.alloc(Math.min(MOST_NAME_BYTES, room * NAME_ROOM)), namesLength: 0 },
    ...{ table: new Int32Array(slots).fill(NOWHERE), identities: [], indexByIdentity: new Map() },
    ...{ details: [], refused: [], steps: MOST_STEPS },
  }
  const root = addNode(tree, NOWHERE, '')
  setKind(tree, root, KIND.folder, 0)
  return tree
}

/**
 * Puts a layer on top.
 * @param number which one it is, from 0
 * @throws TooLarge
 */
export function applyLayer(tree: Tree, layer: Layer, number: number): void {
  if (layer.log.hasWhiteouts) eachEntry(layer.log, ({ path }) => hide(tree, path))
  const identities = layer.identities.map((identity) => internIdentity(tree, identity))
  const firstDetail = tree.details.length
  for (const detail of layer.details) tree.details.push(detail)
  let folder = { path: '', node: ROOT }
  eachEntry(layer.log, (entry) => {
    const [parent, name] = splitPath(entry.path)
    if (name === '' || name.startsWith(WHITEOUT)) return
    if (folder.path !== parent) folder = { path: parent, node: makeFolders(tree, parent, number) }
    const identity = identities[entry.identity] ?? -1
    const detail = entry.detail === -1 ? -1 : firstDetail + entry.detail
    const isMoved = place(tree, folder.node, name, { ...entry, identity, detail }, number)
    // Most files are in the folder of the one before, as long as nothing on the way to it changes.
    if (isMoved) folder = { path: '', node: ROOT }
  })
}

/**
 * Finds a path, through symlinks.
 * @param from where a relative path begins
 * @returns the node; NOWHERE where nothing is
 * @throws TooLarge
 */
export function find(tree: Tree, path: string, from: number = ROOT): number {
  return walk(tree, path, from, undefined)
}

/** What a node is. */
export function factsOf(tree: Tree, node: number): FileFacts {
  const kind = kindOf(tree, node)
  const meta = at(tree, node, META)
  return {
    kind,
    layer: (meta >>> LAYER_SHIFT) & LAYER_MASK,
    identity: kind === KIND.elf ? tree.identities[at(tree, node, VALUE)] : undefined,
    detail: tree.details[at(tree, node, DETAIL)],
    isExecutable: (meta & EXECUTABLE) !== 0,
    isEmpty: (meta & EMPTY) !== 0,
  }
}

/** The path of a node, with a slash in front; one character a byte. */
export function pathOf(tree: Tree, node: number): string {
  const names: string[] = []
  for (let each = node; each !== ROOT; each = at(tree, each, PARENT)) names.push(nameOf(tree, each))
  return `/${names.reverse().join('/')}`
}

/** Hands over every ELF file. */
export function eachElf(tree: Tree, visit: (node: number) => void): void {
  for (let node = 0; node < tree.count; node++) if (kindOf(tree, node) === KIND.elf) visit(node)
}

/** Hands over every file that may be executed and has a format that Linux starts nothing of. */
export function eachFormat(tree: Tree, visit: (node: number) => void): void {
  for (let node = 0; node < tree.count; node++) if (kindOf(tree, node) === KIND.format) visit(node)
}

/** Hands over every file whose text was kept. */
export function eachText(tree: Tree, visit: (node: number) => void): void {
  for (let node = 0; node < tree.count; node++) if (kindOf(tree, node) === KIND.text) visit(node)
}

/** The folder that a node is in; NOWHERE of the root. */
export function parentOf(tree: Tree, node: number): number {
  return at(tree, node, PARENT)
}

/** The nodes in a folder. */
export function childrenOf(tree: Tree, folder: number): readonly number[] {
  const children: number[] = []
  for (let each = at(tree, folder, FIRST_CHILD); each !== NOWHERE; each = at(tree, each, NEXT_SIBLING)) {
    if (kindOf(tree, each) !== 0) children.push(each)
  }
  return children
}

export function nameOf(tree: Tree, node: number): string {
  const start = at(tree, node, NAME)
  return tree.names.toString('latin1', start, start + (at(tree, node, META) & 0xff))
}

/** Does what a whiteout says, to what is there before its layer. */
function hide(tree: Tree, path: string): void {
  const [parent, name] = splitPath(path)
  if (!name.startsWith(WHITEOUT)) return
  const folder = find(tree, parent)
  if (folder === NOWHERE) return
  if (name === OPAQUE) removeChildren(tree, folder)
  // Names of the form .wh..wh.* are notes of the file system AUFS.
  else if (!name.startsWith(WHITEOUT + WHITEOUT)) {
    const node = child(tree, folder, name.slice(WHITEOUT.length))
    if (node !== NOWHERE) remove(tree, node)
  }
}

/**
 * Puts an entry into a folder.
 * @returns whether something else was there: a way that led through it leads elsewhere now
 */
function place(tree: Tree, folder: number, name: string, entry: LayerEntry, layer: number): boolean {
  if (folder === NOWHERE) return refuse(tree, entry.path, layer)
  const source = entry.kind === KIND.link ? linkSource(tree, entry.target) : NOWHERE
  if (entry.kind === KIND.link && source === NOWHERE) return refuse(tree, entry.path, layer)
  const known = child(tree, folder, name)
  const node = known === NOWHERE ? addNode(tree, folder, name) : known
  const before = kindOf(tree, node)
  if (source === node) return false
  const isMerged = before === KIND.folder && entry.kind === KIND.folder
  if (before !== 0 && !isMerged) remove(tree, node)
  link(tree, folder, node)
  if (source !== NOWHERE) copyNode(tree, source, node, layer)
  else {
    setKind(tree, node, entry.kind, layer)
    setFlags(tree, node, flagsOf(entry))
    put(tree, node, VALUE, entry.kind === KIND.symlink ? addText(tree, entry.target) : entry.identity)
    put(tree, node, DETAIL, entry.detail)
  }
  return before !== 0 && !isMerged
}

/** What a hard link is another name of; folders have none. */
function linkSource(tree: Tree, target: string): number {
  const [parent, name] = splitPath(target)
  const folder = find(tree, parent)
  const node = folder === NOWHERE ? NOWHERE : child(tree, folder, name)
  return node === NOWHERE || [0, KIND.folder].includes(kindOf(tree, node)) ? NOWHERE : node
}

function copyNode(tree: Tree, source: number, node: number, layer: number): void {
  setKind(tree, node, kindOf(tree, source), layer)
  setFlags(tree, node, at(tree, source, META) & (EXECUTABLE | EMPTY))
  put(tree, node, VALUE, at(tree, source, VALUE))
  put(tree, node, DETAIL, at(tree, source, DETAIL))
}

/** The folder of a path, as mkdir -p makes it. Where a layer insists, a folder takes the place of a file. */
function makeFolders(tree: Tree, path: string, layer: number): number {
  const node = walk(tree, path, ROOT, layer)
  if (node !== NOWHERE && !isFolder(tree, node)) setKind(tree, node, KIND.folder, layer)
  return node
}

/** @param layer the layer that makes folders which are missing; undefined makes none */
function walk(tree: Tree, path: string, from: number, layer: number | undefined): number {
  const ahead = path.split('/').reverse()
  let node = path.startsWith('/') ? ROOT : from
  let links = 0
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (--tree.steps < 0) throw new TooLarge('its symlinks make too many and too long ways')
    const next = step(tree, node, name, layer)
    if (next === NOWHERE) return NOWHERE
    if (kindOf(tree, next) !== KIND.symlink) {
      node = next
      continue
    }
    if (++links > MOST_LINKS) return NOWHERE
    const target = targetOf(tree, next)
    if (target.startsWith('/')) node = ROOT
    for (const each of target.split('/').reverse()) ahead.push(each)
  }
  return node
}

/** One name further. */
function step(tree: Tree, node: number, name: string, layer: number | undefined): number {
  if (name === '' || name === '.') return node
  if (name === '..') return node === ROOT ? ROOT : at(tree, node, PARENT)
  return enter(tree, node, name, layer)
}

function enter(tree: Tree, folder: number, name: string, layer: number | undefined): number {
  // Nothing is below a file.
  if (!isFolder(tree, folder)) {
    if (layer === undefined) return NOWHERE
    setKind(tree, folder, KIND.folder, layer)
  }
  const known = name.length > 0xff ? NOWHERE : child(tree, folder, name)
  if (known !== NOWHERE && kindOf(tree, known) !== 0) return known
  if (layer === undefined || name.length > 0xff) return NOWHERE
  const node = known === NOWHERE ? addNode(tree, folder, name) : known
  setKind(tree, node, KIND.folder, layer)
  link(tree, folder, node)
  return node
}

function refuse(tree: Tree, path: string, layer: number): false {
  if (tree.refused.length < MOST_REFUSED) tree.refused.push({ path, layer })
  return false
}

/** Removes a node and all below. */
function remove(tree: Tree, node: number): void {
  const pending = [node]
  for (let each = pending.pop(); each !== undefined; each = pending.pop()) {
    put(tree, each, META, at(tree, each, META) & ~(0xf << KIND_SHIFT))
    for (const below of detached(tree, each)) pending.push(below)
  }
}

function removeChildren(tree: Tree, folder: number): void {
  for (const node of detached(tree, folder)) remove(tree, node)
}

/** Empties a folder's list, so that nobody goes through what is gone again. */
function detached(tree: Tree, folder: number): readonly number[] {
  const children: number[] = []
  for (let each = at(tree, folder, FIRST_CHILD); each !== NOWHERE; each = at(tree, each, NEXT_SIBLING)) {
    put(tree, each, META, at(tree, each, META) & ~LINKED)
    children.push(each)
  }
  put(tree, folder, FIRST_CHILD, NOWHERE)
  return children
}

function link(tree: Tree, folder: number, node: number): void {
  if (at(tree, node, META) & LINKED) return
  put(tree, node, META, at(tree, node, META) | LINKED)
  put(tree, node, NEXT_SIBLING, at(tree, folder, FIRST_CHILD))
  put(tree, folder, FIRST_CHILD, node)
}

function addNode(tree: Tree, parent: number, name: string): number {
  if (tree.count >= MOST_NODES) throw new TooLarge(`it has more than ${MOST_NODES} files`)
  if (tree.count * WIDTH === tree.nodes.length) growNodes(tree)
  const node = tree.count++
  put(tree, node, PARENT, parent)
  put(tree, node, NAME, addBytes(tree, name))
  put(tree, node, META, name.length)
  put(tree, node, DETAIL, -1)
  put(tree, node, FIRST_CHILD, NOWHERE)
  if (tree.count > tree.table.length) growTable(tree)
  else chain(tree, node)
  return node
}

function growNodes(tree: Tree): void {
  const bigger = new Int32Array(Math.ceil((tree.count * 3) / 2) * WIDTH)
  bigger.set(tree.nodes)
  tree.nodes = bigger
}

function growTable(tree: Tree): void {
  tree.table = new Int32Array(tree.table.length * 2).fill(NOWHERE)
  for (let node = 0; node < tree.count; node++) chain(tree, node)
}

function chain(tree: Tree, node: number): void {
  const slot = hash(at(tree, node, PARENT), nameOf(tree, node)) & (tree.table.length - 1)
  put(tree, node, CHAIN, tree.table[slot] ?? NOWHERE)
  tree.table[slot] = node
}

/** The node of a name in a folder, whether anything is there or not. */
function child(tree: Tree, folder: number, name: string): number {
  const slot = hash(folder, name) & (tree.table.length - 1)
  let node = tree.table[slot] ?? NOWHERE
  while (node !== NOWHERE && !(at(tree, node, PARENT) === folder && hasName(tree, node, name))) {
    if (--tree.steps < 0) throw new TooLarge('its names are too much alike')
    node = at(tree, node, CHAIN)
  }
  return node
}

function hasName(tree: Tree, node: number, name: string): boolean {
  if ((at(tree, node, META) & 0xff) !== name.length) return false
  const start = at(tree, node, NAME)
  for (let index = 0; index < name.length; index++) {
    if (tree.names[start + index] !== name.charCodeAt(index)) return false
  }
  return true
}

/** FNV-1a, begun with the parent's number, and mixed once more for the low bits. */
function hash(parent: number, name: string): number {
  let sum = 0x811c9dc5 ^ Math.imul(parent + 1, 0x9e3779b1)
  for (let index = 0; index < name.length; index++) sum = Math.imul(sum ^ name.charCodeAt(index), 0x01000193)
  return sum ^ (sum >>> 15)
}

function addText(tree: Tree, text: string): number {
  return addBytes(tree, String.fromCharCode(text.length & 0xff, text.length >> 8) + text)
}

function addBytes(tree: Tree, text: string): number {
  const start = tree.namesLength
  if (start + text.length > MOST_NAME_BYTES) throw new TooLarge('its names are too long')
  if (start + text.length > tree.names.length) {
    const bigger = Buffer.alloc(Math.ceil(((start + text.length) * 3) / 2))
    tree.names.copy(bigger, 0, 0, start)
    tree.names = bigger
  }
  tree.namesLength += tree.names.write(text, start, 'latin1')
  return start
}

function targetOf(tree: Tree, symlink: number): string {
  const start = at(tree, symlink, VALUE)
  return tree.names.toString('latin1', start + 2, start + 2 + tree.names.readUInt16LE(start))
}

function setKind(tree: Tree, node: number, kind: number, layer: number): void {
  const kept = at(tree, node, META) & (0xff | LINKED)
  put(tree, node, META, kept | (kind << KIND_SHIFT) | (layer << LAYER_SHIFT))
}

function flagsOf({ isExecutable, isEmpty }: LayerEntry): number {
  return (isExecutable ? EXECUTABLE : 0) | (isEmpty ? EMPTY : 0)
}

function setFlags(tree: Tree, node: number, flags: number): void {
  put(tree, node, META, at(tree, node, META) | flags)
}

function kindOf(tree: Tree, node: number): number {
  return (at(tree, node, META) >>> KIND_SHIFT) & 0xf
}

function isFolder(tree: Tree, node: number): boolean {
  return kindOf(tree, node) === KIND.folder
}

function at(tree: Tree, node: number, column: number): number {
  return tree.nodes[node * WIDTH + column] ?? NOWHERE
}

function put(tree: Tree, node: number, column: number, value: number): void {
  tree.nodes[node * WIDTH + column] = value
}

/** Folder and name, without what means nothing: `./`, double and final slashes. */
function splitPath(path: string): readonly [string, string] {
  const clean = path.replace(/\/+$/, '')
  const slash = clean.lastIndexOf('/')
  const name = clean.slice(slash + 1)
  return [slash === -1 ? '' : clean.slice(0, slash), name === '.' ? '' : name]
}
