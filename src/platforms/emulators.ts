import { type Platform, printPlatform } from './platform.ts'

/** An architecture in the ELF header of its programs (gABI: e_ident, e_machine). */
export interface Machine {
  readonly class: 32 | 64
  readonly endian: 'little' | 'big'
  readonly elfMachine: number
}

/** Numbers from the gABI's list of EM_ constants, the same as in <elf.h> and in Go's debug/elf. */
const MACHINES = {
  amd64: { class: 64, endian: 'little', elfMachine: 62 },
  arm64: { class: 64, endian: 'little', elfMachine: 183 },
  arm: { class: 32, endian: 'little', elfMachine: 40 },
  '386': { class: 32, endian: 'little', elfMachine: 3 },
  riscv64: { class: 64, endian: 'little', elfMachine: 243 },
  ppc64le: { class: 64, endian: 'little', elfMachine: 21 },
  s390x: { class: 64, endian: 'big', elfMachine: 22 },
  loong64: { class: 64, endian: 'little', elfMachine: 258 },
  mips64le: { class: 64, endian: 'little', elfMachine: 8 },
  mips64: { class: 64, endian: 'big', elfMachine: 8 },
  ppc64: { class: 64, endian: 'big', elfMachine: 21 },
  mipsle: { class: 32, endian: 'little', elfMachine: 8 },
  mips: { class: 32, endian: 'big', elfMachine: 8 },
  ppc: { class: 32, endian: 'big', elfMachine: 20 },
  riscv: { class: 32, endian: 'little', elfMachine: 243 },
  s390: { class: 32, endian: 'big', elfMachine: 22 },
  sparc: { class: 32, endian: 'big', elfMachine: 2 },
  sparc64: { class: 64, endian: 'big', elfMachine: 43 },
  arm64be: { class: 64, endian: 'big', elfMachine: 183 },
  armbe: { class: 32, endian: 'big', elfMachine: 40 },
} satisfies Record<string, Machine>

const machineByArch: ReadonlyMap<string, Machine> = new Map(Object.entries(MACHINES))

/**
 * Architectures whose emulator the binfmt installer can add: tonistiigi/binfmt, cmd/binfmt/config.go. It uses the names
 * of Go and BuildKit for all of them.
 */
export const EMULATED_ARCHITECTURES: readonly (keyof typeof MACHINES)[] = [
  '386',
  'amd64',
  'arm64',
  'arm',
  'riscv64',
  'ppc64le',
  's390x',
  'loong64',
  'mips64le',
  'mips64',
]

/** An entry of binfmt_misc that matches the content of a file. */
export interface Handler {
  readonly name: string
  readonly enabled: boolean
  readonly interpreter: string
  /** Letters of POCF: F is the one that matters in containers. */
  readonly flags: string
  /** Hexadecimal. */
  readonly magic: string
  /** Hexadecimal, as long as the magic; empty if every bit counts. */
  readonly mask: string
  /** The magic's offset in the file. */
  readonly offset: number
}

/** The ELF identity of a normalised architecture. */
export function machineOf(arch: string): Machine | undefined {
  return machineByArch.get(arch)
}

/** Whether the binfmt installer has an emulator for it. QEMU's user mode runs Linux programs only. */
export function canEmulate(platform: Platform): boolean {
  return platform.os === 'linux' && EMULATED_ARCHITECTURES.some((arch) => arch === platform.arch)
}

/**
 * Whether the machine's processor runs programs of the platform without an emulator.
 *
 * - A variant of the machine's architecture counts as native, even amd64/v4 on a processor that may be too old for it:
 *   no emulator would be used for the processor's own architecture, and BuildKit runs such builds directly.
 * - linux/386 runs on amd64, as in BuildKit.
 * - arm runs on arm of the same or a higher version.
 * - 32-bit arm on arm64 does not count, although BuildKit and containerd's compare.go treat it as compatible:
 *   AArch32 is optional in the processor. Neoverse V2 (Graviton4) dropped it (llvm/llvm-zorg#354), Apple's chips and
 *   Cavium ThunderX never had it (pypa/cibuildwheel#2135), and the kernel refuses it on mixed ones (Linux,
 *   Documentation/arch/arm64/asymmetric-32bit.rst). Others, such as Neoverse N1 and N2, have it; there a needless
 *   emulator costs time, while a missing one would cost the build.
 */
export function isNative(platform: Platform, machine: Platform): boolean {
  if (platform.os !== machine.os) return false
  if (platform.arch === '386' && machine.arch === 'amd64') return platform.os === 'linux'
  if (platform.arch !== machine.arch) return false
  return platform.arch !== 'arm' || armVersion(platform) <= armVersion(machine)
}

/**
 * Reads one file of /proc/sys/fs/binfmt_misc, as fs/binfmt_misc.c of Linux writes it (bm_entry_read).
 * undefined for entries that match a file name's extension, and for the files `status` and `register`.
 */
export function parseHandler(name: string, text: string): Handler | undefined {
  const [state = '', ...lines] = text.split('\n')
  const fields = new Map(lines.map((line) => fieldOf(line)))
  const interpreter = fields.get('interpreter') ?? ''
  const magic = fields.get('magic') ?? ''
  const mask = fields.get('mask') ?? ''
  const offset = fields.get('offset') ?? ''
  const isWhole = interpreter !== '' && isHex(magic) && /^\d+$/.test(offset)
  const isMask = mask === '' || (isHex(mask) && mask.length === magic.length)
  if (!['enabled', 'disabled'].includes(state) || !isWhole || !isMask) return undefined
  const flags = fields.get('flags:') ?? ''
  return { name, enabled: state === 'enabled', interpreter, flags, magic, mask, offset: Number(offset) }
}

/**
 * Whether the kernel passes programs of that machine to this handler. Magic and mask decide, so neither the kind of
 * emulator (QEMU, Rosetta, box64 or FEX) nor the name of the entry matters.
 */
export function handles(handler: Handler, machine: Machine): boolean {
  return EXECUTABLE_TYPES.every((type) => matchesHeader(handler, elfHeader(machine, type)))
}

/**
 * Why RUN in a container of that platform would not work, as the end of a sentence; undefined if it would.
 * One working handler is enough: the kernel uses the youngest of several, which the files do not show.
 */
export function emulatorProblem(handlers: readonly Handler[], platform: Platform): string | undefined {
  const name = printPlatform(platform)
  if (platform.os !== 'linux') return `${name} cannot be emulated, only Linux can`
  const machine = machineOf(platform.arch)
  if (machine === undefined) return `no emulator is known for ${name}`
  const matching = handlers.filter((handler) => handles(handler, machine))
  const enabled = matching.filter((handler) => handler.enabled)
  if (enabled.some((handler) => handler.flags.includes('F'))) return undefined
  const [handler] = enabled.length > 0 ? enabled : matching
  if (handler === undefined) return `no emulator for ${name} is registered in binfmt_misc`
  const emulator = `the emulator for ${name} (${handler.name} in binfmt_misc)`
  if (!handler.enabled) return `${emulator} is disabled`
  return `${emulator} lacks the F flag, so that containers do not find its interpreter ${handler.interpreter}`
}

/** Whether programs of the platform already run on a machine: natively, or by an emulator that containers find. */
export function runsOn(
  platform: Platform,
  machine: Platform,
  handlers: readonly Handler[] | undefined,
): boolean {
  if (isNative(platform, machine)) return true
  return handlers !== undefined && emulatorProblem(handlers, platform) === undefined
}

/**
 * Emulators in BuildKit's image, by architecture. BuildKit uses one if the kernel has none
 * (solver/llbsolver/ops/exec_binfmt.go of v0.32.2, and the image's Dockerfile).
 */
const BUNDLED: ReadonlyMap<string, string> = new Map([
  ['amd64', 'buildkit-qemu-x86_64'],
  ['arm64', 'buildkit-qemu-aarch64'],
  ['arm', 'buildkit-qemu-arm'],
  ['386', 'buildkit-qemu-i386'],
  ['riscv64', 'buildkit-qemu-riscv64'],
  ['ppc64le', 'buildkit-qemu-ppc64le'],
  ['s390x', 'buildkit-qemu-s390x'],
  ['mips64', 'buildkit-qemu-mips64'],
  ['mips64le', 'buildkit-qemu-mips64le'],
])

/** The program with which BuildKit itself emulates the platform; undefined if it has none. */
export function bundledEmulator({ os, arch }: Platform): string | undefined {
  return os === 'linux' ? BUNDLED.get(arch) : undefined
}

/** ET_EXEC and ET_DYN: distributions have programs of both types. */
const EXECUTABLE_TYPES = [2, 3]

/** The size of a 64-bit ELF header; no handler reads more. */
const HEADER_SIZE = 64

/**
 * The header of a program for the machine. Fields that differ between programs are zero. So is e_flags, by which MIPS
 * handlers distinguish the o32 ABI of the platforms mips and mipsle (bit 0x20 clear) from n32.
 */
function elfHeader(machine: Machine, type: number): readonly number[] {
  const twoBytes = (value: number): readonly number[] => inOrder([value & 0xff, value >> 8])
  const inOrder = (bytes: readonly number[]) => (machine.endian === 'little' ? bytes : bytes.toReversed())
  const magic = [0x7f, 0x45, 0x4c, 0x46]
  const identity = [machine.class === 64 ? 2 : 1, machine.endian === 'little' ? 1 : 2, 1]
  const padding = new Array<number>(9).fill(0)
  const version = inOrder([1, 0, 0, 0])
  const known = [
    ...magic,
    ...identity,
    ...padding,
    ...twoBytes(type),
    ...twoBytes(machine.elfMachine),
    ...version,
  ]
  return [...known, ...new Array<number>(HEADER_SIZE - known.length).fill(0)]
}

/** The comparison of check_file in fs/binfmt_misc.c. The bytes after the header are unknown and must not count. */
function matchesHeader(handler: Handler, header: readonly number[]): boolean {
  const mask = bytesOfHex(handler.mask)
  return bytesOfHex(handler.magic).every((expected, index) => {
    const relevant = mask[index] ?? 0xff
    const actual = header[handler.offset + index]
    return actual === undefined ? relevant === 0 : ((actual ^ expected) & relevant) === 0
  })
}

function bytesOfHex(hex: string): readonly number[] {
  return (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
}

function isHex(text: string): boolean {
  return /^([0-9a-f]{2})+$/i.test(text)
}

/** `interpreter /usr/bin/qemu-arm` is a name, one space and the rest, which may contain spaces. */
function fieldOf(line: string): readonly [string, string] {
  const end = line.indexOf(' ')
  return end === -1 ? [line, ''] : [line.slice(0, end), line.slice(end + 1)]
}

function armVersion({ variant }: Platform): number {
  return Number.parseInt(variant.replace('v', ''), 10)
}
