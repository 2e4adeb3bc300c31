/**
 * What a folder has under which name: a table from both, as hashes, to one number. Names are not compared, since those
 * of plain files are kept nowhere else: a dataset has a million of them, and as texts they would fill the memory.
 */

import type { NameHash } from '../name-hash.ts'
import { TooLarge } from './too-large.ts'

/** The table; only this file writes to it. */
export interface Cells {
  /** For each cell both halves of a key and its value: 0 where the cell is free. */
  data: Int32Array
  /** How many are not free. */
  used: number
  /** Steps that may still be gone: names can be made whose cells are all in one row. */
  steps: number
}

const { floor, imul } = Math

const WIDTH = 3
const VALUE = 2
/** Above that share of cells in use, looking for one that is not there takes long. */
const MOST_USED = 0.8
/** Little: how many entries there are is known before, so that only folders are missing that no entry is about. */
export const GROWTH = 1.25
const MOST_STEPS = 400_000_000

/** @param count how many it will have: with room for all of them, nothing has to be moved */
export function newCells(count: number): Cells {
  return { data: newData(count), used: 0, steps: MOST_STEPS }
}

function newData(count: number): Int32Array {
  return new Int32Array(WIDTH * Math.ceil((count + 1) / MOST_USED))
}

/** Bytes of the table for one name. */
export const CELL_COST = (WIDTH * Int32Array.BYTES_PER_ELEMENT) / MOST_USED

/**
 * The cell of a name in a folder, which a number stands for, or the free one where it would be. It holds until the next
 * `makeRoom`.
 * @throws TooLarge
 */
export function cellOf(cells: Cells, folder: number, name: NameHash): number {
  return search(cells, highOf(folder, name), lowOf(folder, name))
}

/** Halves of the key of a name in a folder. */
function highOf(folder: number, { high }: NameHash): number {
  return high ^ imul(folder, 0x9e3779b1)
}

function lowOf(folder: number, { low }: NameHash): number {
  return low ^ imul(folder, 0x85ebca6b)
}

function search(cells: Cells, high: number, low: number): number {
  const { data } = cells
  // By a multiplication: the number of cells is no power of two, which would waste up to half of them.
  let cell = floor(((high >>> 0) / 2 ** 32) * (data.length / WIDTH)) * WIDTH
  while (data[cell + VALUE] !== 0 && (data[cell] !== high || data[cell + 1] !== low)) {
    if (--cells.steps < 0) throw new TooLarge('its names are too much alike')
    cell = cell + WIDTH === data.length ? 0 : cell + WIDTH
  }
  return cell
}

/** What is in a cell; 0 for a free one. */
export function valueIn({ data }: Cells, cell: number): number {
  return data[cell + VALUE] ?? 0
}

/** Puts a value into the cell of a name. */
export function putValue(cells: Cells, cell: number, folder: number, name: NameHash, value: number): void {
  putCell(cells, cell, highOf(folder, name), lowOf(folder, name), value)
}

function putCell(cells: Cells, cell: number, high: number, low: number, value: number): void {
  if (cells.data[cell + VALUE] === 0) cells.used += 1
  cells.data[cell] = high
  cells.data[cell + 1] = low
  cells.data[cell + VALUE] = value
}

/** Makes sure that one more cell is free. */
export function makeRoom(cells: Cells): void {
  const { data, used } = cells
  if ((used + 1) * WIDTH <= data.length * MOST_USED) return
  cells.data = newData(used * GROWTH)
  cells.used = 0
  for (let cell = 0; cell < data.length; cell += WIDTH) {
    const [high, low, value] = [data[cell] ?? 0, data[cell + 1] ?? 0, data[cell + VALUE] ?? 0]
    if (value !== 0) putCell(cells, search(cells, high, low), high, low, value)
  }
}
