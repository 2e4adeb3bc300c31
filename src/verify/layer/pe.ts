/** Reads the machine of a Windows program: PE format (learn.microsoft.com/windows/win32/debug/pe-format). */

/** The architectures for IMAGE_FILE_MACHINE_ constants of platforms; all others are unknown. */
const MACHINES: ReadonlyMap<number, string> = new Map([
  [0x14c, '386'],
  [0x1c4, 'arm'],
  [0x8664, 'amd64'],
  [0xaa64, 'arm64'],
])

/** Programs for every system (Actually Portable Executable) begin like this, so that a shell runs them as a script. */
const PORTABLE_MAGIC = 'MZqFpD'

const COFF_HEADER = 24
const SECTION_SIZE = 40
/** The offset of the count of data directories in an optional header, by its magic number: PE32, PE32+. */
const DIRECTORY_COUNT_OFFSETS: ReadonlyMap<number, number> = new Map([
  [0x10b, 92],
  [0x20b, 108],
])
/** The data directory of the CLR header: programs with it are managed code. */
const CLR_DIRECTORY = 14
/** The names, in eight bytes, of sections that only linkers for ARM64EC and ARM64X make (LLVM, lld/COFF/Writer.cpp). */
const HYBRID_SECTIONS = ['.hexpthk', '.a64xrm\0']

/**
 * The position of a Windows program's header, which is stored at 0x3c.
 * @returns undefined if it is not one, or is a program for every system
 */
export function peHeaderOf(head: Buffer): number | undefined {
  if (head.length < 64 || head.toString('latin1', 0, PORTABLE_MAGIC.length) === PORTABLE_MAGIC)
    return undefined
  const at = head.readUInt32LE(0x3c)
  return head.toString('latin1', at, at + 4) === 'PE\0\0' ? at : undefined
}

/**
 * The architectures of a Windows program; empty if unknown. Managed code is for all machines, whatever its header says,
 * and a program with code for both x64 and Arm says amd64, though only Arm runs it ("Understanding Arm64EC ABI").
 */
export function peArchs(head: Buffer, at: number): readonly string[] {
  if (head.length < at + COFF_HEADER + 2) return []
  const arch = MACHINES.get(head.readUInt16LE(at + 4))
  const isUnclear = isManaged(head, at) || (arch === 'amd64' && isHybrid(head, at))
  return arch === undefined || isUnclear ? [] : [arch]
}

/** Whether it is, or may be, managed code. */
function isManaged(head: Buffer, at: number): boolean {
  const optional = at + COFF_HEADER
  const count = DIRECTORY_COUNT_OFFSETS.get(head.readUInt16LE(optional))
  const entry = optional + (count ?? 0) + 4 + 8 * CLR_DIRECTORY
  if (count === undefined || head.length < entry + 8) return true
  return head.readUInt32LE(optional + count) > CLR_DIRECTORY && head.readUInt32LE(entry) !== 0
}

/** Whether it has, or may have, code for two machines. */
function isHybrid(head: Buffer, at: number): boolean {
  const count = head.readUInt16LE(at + 6)
  const first = at + COFF_HEADER + head.readUInt16LE(at + 20)
  if (head.length < first + count * SECTION_SIZE) return true
  const names = Array.from({ length: count }, (_, index) => {
    const name = first + index * SECTION_SIZE
    return head.toString('latin1', name, name + 8)
  })
  return names.some((name) => HYBRID_SECTIONS.includes(name))
}
