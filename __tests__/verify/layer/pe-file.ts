/** Writes the headers of Windows and macOS programs. */

export interface NewPe {
  /** Whether it has a CLR header. */
  readonly isManaged?: boolean
  readonly sections?: readonly string[]
  /** The position of the header, after the DOS stub. */
  readonly at?: number
}

/** IMAGE_FILE_MACHINE_ and CPU_TYPE_ constants. */
const MACHINES: Readonly<Record<'386' | 'arm' | 'ia64' | 'amd64' | 'arm64', number>> = {
  ...{ 386: 0x14c, arm: 0x1c4, ia64: 0x200, amd64: 0x8664, arm64: 0xaa64 },
}
const MAC_MACHINES: Readonly<Record<'386' | 'arm64' | 'amd64' | 'ppc', number>> = {
  ...{ 386: 7, arm64: 0x0100000c, amd64: 0x01000007, ppc: 18 },
}

/** A Windows program: PE32 for 32-bit machines, otherwise PE32+. */
export function pe(
  arch: keyof typeof MACHINES,
  { isManaged = false, sections = ['.text', '.rdata'], at = 0x80 }: NewPe = {},
): Buffer {
  const isWide = !['386', 'arm'].includes(arch)
  const optionalSize = isWide ? 240 : 224
  const optional = at + 24
  const count = optional + (isWide ? 108 : 92)
  const bytes = Buffer.alloc(optional + optionalSize + 40 * sections.length + 512)
  bytes.write('MZ', 0, 'latin1')
  bytes.writeUInt32LE(at, 0x3c)
  bytes.write('PE\0\0', at, 'latin1')
  bytes.writeUInt16LE(MACHINES[arch], at + 4)
  bytes.writeUInt16LE(sections.length, at + 6)
  bytes.writeUInt16LE(optionalSize, at + 20)
  bytes.writeUInt16LE(isWide ? 0x20b : 0x10b, optional)
  bytes.writeUInt32LE(16, count)
  if (isManaged) bytes.writeUInt32LE(0x2008, count + 4 + 8 * 14)
  for (const [index, name] of sections.entries())
    bytes.write(name, optional + optionalSize + 40 * index, 'latin1')
  return bytes
}

/** A macOS program for one machine, or for several. */
export function machO(...archs: readonly (keyof typeof MAC_MACHINES)[]): Buffer {
  const [first = 'arm64'] = archs
  const bytes = Buffer.alloc(512)
  if (archs.length < 2) {
    bytes.writeUInt32LE(0xfeedfacf, 0)
    bytes.writeUInt32LE(MAC_MACHINES[first], 4)
    return bytes
  }
  bytes.writeUInt32BE(0xcafebabe, 0)
  bytes.writeUInt32BE(archs.length, 4)
  for (const [index, arch] of archs.entries()) bytes.writeUInt32BE(MAC_MACHINES[arch], 8 + 20 * index)
  return bytes
}
