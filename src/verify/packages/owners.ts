/**
 * The paths that packages own, as hashes: a distribution lists some hundred thousand of them, and only those of a few
 * foreign files are ever looked up.
 */
import { hashName } from '../name-hash.ts'

/** A 53-bit hash of a path, or of a path within a text, without its leading slash: with a million paths, two collide once in 18,000 images. */
export function pathHash(path: string, start = 0, end = path.length): number {
  const { high, low } = hashName(path, path.startsWith('/', start) ? start + 1 : start, end)
  return (high >>> 0) * 2 ** 21 + (low & 0x1fffff)
}

/** Visits the lines of a text without making a list of them. */
export function eachLine(text: string, visit: (line: string) => void): void {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    visit(text.slice(start, end))
    start = end + 1
  }
}

export interface OwnerTable {
  readonly hashes: Float64Array
  /** Index of the owner plus one; 0 for a free slot. */
  readonly owners: Uint32Array
}

/** A hash table of all paths; if a path has two owners, the first one counts. */
export function ownerTable(pathHashes: readonly Float64Array[]): OwnerTable {
  const count = pathHashes.reduce((sum, { length }) => sum + length, 0)
  const slots = 2 ** Math.ceil(Math.log2(Math.max(2, count * 1.5)))
  const table = { hashes: new Float64Array(slots), owners: new Uint32Array(slots) }
  for (const [owner, hashes] of pathHashes.entries()) {
    for (const hash of hashes) {
      const slot = slotOf(table, hash)
      if (table.owners[slot] === 0) {
        table.hashes[slot] = hash
        table.owners[slot] = owner + 1
      }
    }
  }
  return table
}

/** The index of the path's owner; -1 if there is none. */
export function ownerOf(table: OwnerTable, path: string): number {
  return (table.owners[slotOf(table, pathHash(path))] ?? 0) - 1
}

function slotOf({ hashes, owners }: OwnerTable, hash: number): number {
  const mask = hashes.length - 1
  let slot = hash % hashes.length
  while (owners[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & mask
  return slot
}
