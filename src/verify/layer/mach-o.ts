/** Reads the machines of a macOS program: mach-o/loader.h, mach-o/fat.h and mach/machine.h. */

/** The first four bytes as a number, for both byte orders. */
const BIG_ENDIAN = [0xfeedface, 0xfeedfacf]
const LITTLE_ENDIAN = [0xcefaedfe, 0xcffaedfe]
/** Magic numbers of files with programs for several machines, and the size of an entry in their tables. */
const FAT_ENTRY_SIZES: ReadonlyMap<number, number> = new Map([
  [0xcafebabe, 20],
  [0xcafebabf, 32],
])
/** A Java class file has the same magic number as a fat file, followed by a version of 45 or more; no fat file has that many machines. */
const MAX_MACHINES = 30

/** CPU_TYPE_ constants of platforms. */
const MACHINES: ReadonlyMap<number, string> = new Map([
  [7, '386'],
  [12, 'arm'],
  [0x01000007, 'amd64'],
  [0x0100000c, 'arm64'],
])

/** Whether the first four bytes, as a big-endian number, may be those of such a program. */
export function mayBeMachO(first: number): boolean {
  return BIG_ENDIAN.includes(first) || LITTLE_ENDIAN.includes(first) || FAT_ENTRY_SIZES.has(first)
}

/**
 * The architectures of a macOS program; undefined if it is not one, empty if they are not known.
 * @param head at least eight bytes
 */
export function machOArchs(head: Buffer): readonly string[] | undefined {
  const first = head.readUInt32BE(0)
  const size = FAT_ENTRY_SIZES.get(first)
  if (size !== undefined) return fatArchs(head, size)
  if (BIG_ENDIAN.includes(first)) return knownArchs([head.readUInt32BE(4)])
  return LITTLE_ENDIAN.includes(first) ? knownArchs([head.readUInt32LE(4)]) : undefined
}

function fatArchs(head: Buffer, size: number): readonly string[] | undefined {
  const count = head.readUInt32BE(4)
  if (count === 0 || count >= MAX_MACHINES) return undefined
  const offsets = Array.from({ length: count }, (_, index) => 8 + index * size)
  return offsets.some((at) => head.length < at + 4)
    ? []
    : knownArchs(offsets.map((at) => head.readUInt32BE(at)))
}

/** Empty if one of the types is unknown: it may be the right one. */
function knownArchs(types: readonly number[]): readonly string[] {
  const archs = types.flatMap((type) => MACHINES.get(type) ?? [])
  return archs.length === types.length ? archs : []
}
