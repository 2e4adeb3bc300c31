/**
 * Which paths packages own, as numbers: a distribution lists some hundred thousand of them, and only those of a few
 * foreign files are ever asked for.
 */
import { hashName } from '../name-hash.ts'

/** 53 bits of a path, or of one in a text, without its slash in front: of a million paths, two are alike once in 18,000 images. */
export function pathHash(path: string, start = 0, end = path.length): number {
  const { high, low } = hashName(path, path.startsWith('/', start) ? start + 1 : start, end)
  return (high >>> 0) * 2 ** 21 + (low & 0x1fffff)
}

/** Goes through lines without making a list of them. */
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
  /** Number of the owner and one; 0 for a free slot. */
  readonly owners: Uint32Array
}

/** A table of all paths; of two owners the first stays. */
export function ownerTable(owned: readonly Float64Array[]): OwnerTable {
  const count = owned.reduce((sum, { length }) => sum + length, 0)
  const slots = 2 ** Math.ceil(Math.log2(Math.max(2, count * 1.5)))
  const table = { hashes: new Float64Array(slots), owners: new Uint32Array(slots) }
  for (const [owner, hashes] of owned.entries()) {
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

/** The number of the path's owner; -1 for none. */
export function ownerOf(table: OwnerTable, path: string): number {
  return (table.owners[slotOf(table, pathHash(path))] ?? 0) - 1
}

function slotOf({ hashes, owners }: OwnerTable, hash: number): number {
  const mask = hashes.length - 1
  let slot = hash % hashes.length
  while (owners[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & mask
  return slot
}
