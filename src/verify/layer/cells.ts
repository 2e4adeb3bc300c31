/**
 * A hash table from a folder and a name to one number. Names are compared by hash only, because the names of plain files
 * are not stored: a dataset has a million of them, and as strings they would fill the memory.
 */

import type { NameHash } from '../name-hash.ts'
import { TooLarge } from './too-large.ts'

/** The table; only this file writes to it. */
export interface Cells {
  /** For each cell both halves of a key and its value, which is 0 if the cell is free. */
  data: Int32Array
  /** How many cells are in use. */
  used: number
  /** Steps left for searches: names can be chosen so that they all collide. */
  steps: number
}

const { floor, imul } = Math

const CELL_WIDTH = 3
const VALUE = 2
/** Above this load factor, searching for a missing key takes long. */
const MAX_LOAD = 0.8
/** Little: the number of entries is known beforehand, and only folders without an entry come on top. */
export const GROWTH = 1.25
const MAX_STEPS = 400_000_000

/** @param count the expected number of names; with room for all of them, nothing has to be moved */
export function newCells(count: number): Cells {
  return { data: newData(count), used: 0, steps: MAX_STEPS }
}

function newData(count: number): Int32Array {
  return new Int32Array(CELL_WIDTH * Math.ceil((count + 1) / MAX_LOAD))
}

/** Bytes per name. */
export const CELL_COST = (CELL_WIDTH * Int32Array.BYTES_PER_ELEMENT) / MAX_LOAD

/**
 * The cell of a name in a folder (given by its number), or the free cell where it would be. Valid until the next
 * `makeRoom`.
 * @throws TooLarge
 */
export function cellOf(cells: Cells, folder: number, name: NameHash): number {
  return search(cells, highOf(folder, name), lowOf(folder, name))
}

/** The high half of the key of a name in a folder. */
function highOf(folder: number, { high }: NameHash): number {
  return high ^ imul(folder, 0x9e3779b1)
}

/** The low half of it. */
function lowOf(folder: number, { low }: NameHash): number {
  return low ^ imul(folder, 0x85ebca6b)
}

function search(cells: Cells, high: number, low: number): number {
  const { data } = cells
  // By multiplication: the number of cells is not a power of two, which would waste up to half of them.
  let cell = floor(((high >>> 0) / 2 ** 32) * (data.length / CELL_WIDTH)) * CELL_WIDTH
  while (data[cell + VALUE] !== 0 && (data[cell] !== high || data[cell + 1] !== low)) {
    if (--cells.steps < 0) throw new TooLarge('too many of its names collide')
    cell = cell + CELL_WIDTH === data.length ? 0 : cell + CELL_WIDTH
  }
  return cell
}

/** The value in a cell; 0 for a free one. */
export function valueIn({ data }: Cells, cell: number): number {
  return data[cell + VALUE] ?? 0
}

/** Stores a value in the cell of a name. */
export function putValue(cells: Cells, cell: number, folder: number, name: NameHash, value: number): void {
  putCell(cells, cell, highOf(folder, name), lowOf(folder, name), value)
}

function putCell(cells: Cells, cell: number, high: number, low: number, value: number): void {
  if (cells.data[cell + VALUE] === 0) cells.used += 1
  cells.data[cell] = high
  cells.data[cell + 1] = low
  cells.data[cell + VALUE] = value
}

/** Ensures that one more cell is free. */
export function makeRoom(cells: Cells): void {
  const { data, used } = cells
  if ((used + 1) * CELL_WIDTH <= data.length * MAX_LOAD) return
  cells.data = newData(used * GROWTH)
  cells.used = 0
  for (let cell = 0; cell < data.length; cell += CELL_WIDTH) {
    const [high, low, value] = [data[cell] ?? 0, data[cell + 1] ?? 0, data[cell + VALUE] ?? 0]
    if (value !== 0) putCell(cells, search(cells, high, low), high, low, value)
  }
}
