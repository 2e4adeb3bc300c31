import { platformArgs } from '../platforms/args.ts'
import { machineOf } from '../platforms/emulators.ts'
import { ARCHITECTURES } from '../platforms/names.ts'
import type { Platform } from '../platforms/platform.ts'

/** What an ELF file says about the machine it is for. */
export interface ElfIdentity {
  readonly class: 32 | 64
  readonly endian: 'little' | 'big'
  /** EI_OSABI. */
  readonly osAbi: number
  /** e_type: 1 relocatable, 2 executable, 3 shared object or position-independent executable, 4 core. */
  readonly type: number
  /** e_machine. */
  readonly machine: number
  /** e_flags. */
  readonly flags: number
  /** The version of the arm architecture that its attributes require, 4 to 8; 0 if they do not say. */
  readonly armVersion: number
  /** The x86-64 level that it claims to need, 1 to 4; 0 if it does not say. */
  readonly x86Level: number
  /** The processor setting in Go's build info, such as `GOARM64=v8.0`; '' if there is none. */
  readonly goSetting: string
}

/** A table of identities, each stored once however many files have it. */
export interface Identities {
  readonly identities: ElfIdentity[]
  readonly indexByIdentity: Map<string, number>
}

/** The index of an identity in the table, which is extended if needed. */
export function internIdentity({ identities, indexByIdentity }: Identities, identity: ElfIdentity): number {
  const key = Object.values(identity).join()
  const known = indexByIdentity.get(key)
  if (known !== undefined) return known
  const index = identities.push(identity) - 1
  indexByIdentity.set(key, index)
  return index
}

/**
 * How a file fits a platform:
 * - `right`: it is for this machine, or for a machine whose programs every such machine runs
 * - `doubtful`: only some machines of the platform run it
 * - `wrong`: no machine of the platform runs it
 * - `device`: no processor of any platform runs it: programs for the kernel's BPF or for a graphics card
 */
export type Fit = 'right' | 'doubtful' | 'wrong' | 'device'

/** EM_ constants of the gABI and of <elf.h>. */
const ARM = 40
const X86_64 = 62
const SPARC32PLUS = 18
const DEVICES: ReadonlyMap<number, string> = new Map([
  [190, 'NVIDIA CUDA'],
  [224, 'AMD GPU'],
  [247, 'BPF'],
])

/** The usual names of machines that no platform is for. */
const OTHER_MACHINE_NAMES: ReadonlyMap<number, string> = new Map([
  ...DEVICES,
  [4, 'm68k'],
  [15, 'hppa'],
  [42, 'sh4'],
  [50, 'ia64'],
  [83, 'AVR'],
  [92, 'OpenRISC'],
  [93, 'ARC'],
  [94, 'Xtensa'],
  [106, 'Blackfin'],
  [164, 'Hexagon'],
  [189, 'MicroBlaze'],
  [195, 'ARCv2'],
  [252, 'C-SKY'],
  [0x9026, 'alpha'],
])

/** What every machine of a platform runs besides its own programs: its 32-bit counterpart, which Linux supports. */
const RUNS_ALWAYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['amd64', ['386']],
  ['mips64', ['mips']],
  ['mips64le', ['mipsle']],
  ['ppc64', ['ppc']],
  ['sparc64', ['sparc']],
])

/**
 * What only some machines of a platform run. AArch32 is optional on arm64 and missing in many servers; s390x has lost
 * its 31-bit mode (Linux 7); riscv64 rarely has a 32-bit mode.
 */
const RUNS_SOMETIMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['arm64', ['arm']],
  ['riscv64', ['riscv']],
  ['s390x', ['s390']],
])

/** The other architectures whose programs the machines of a system run. */
interface Runs {
  readonly always: ReadonlyMap<string, readonly string[]>
  readonly sometimes: ReadonlyMap<string, readonly string[]>
}

const LINUX_RUNS: Runs = { always: RUNS_ALWAYS, sometimes: RUNS_SOMETIMES }

/**
 * Systems that differ from Linux.
 * - Windows: WoW64 runs 386 on amd64, also in Nano Server if it was added ("Windows Server 2025 Nano Server containers"). Arm
 *   emulates x86 since Windows 10, x64 since Windows 11, and has lost 32-bit Arm with version 24H2 ("How emulation works on Arm").
 * - macOS: Rosetta 2 runs amd64 on arm64 if it is installed; 32-bit support ended with version 10.15.
 */
const RUNS_BY_SYSTEM: ReadonlyMap<string, Runs> = new Map([
  [
    'windows',
    { always: new Map([['amd64', ['386']]]), sometimes: new Map([['arm64', ['amd64', '386', 'arm']]]) },
  ],
  [
    'darwin',
    {
      always: new Map(),
      sometimes: new Map([
        ['amd64', ['386']],
        ['arm64', ['amd64']],
      ]),
    },
  ],
])

/** EI_OSABI of systems other than Linux, whose programs and libraries run only there (gABI, "EI_OSABI"). */
const FOREIGN_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [1, 'HP-UX'],
  [2, 'NetBSD'],
  [6, 'Solaris'],
  [7, 'AIX'],
  [8, 'IRIX'],
  [9, 'FreeBSD'],
  [12, 'OpenBSD'],
])

/** e_type of object files, which cannot be run. */
export const RELOCATABLE = 1
const EABI_MASK = 0xff000000
const EABI_4 = 0x04000000
const HARD_FLOAT = 0x400
const SOFT_FLOAT = 0x200

/** Whether the platform's programs are ELF files for a known machine: false for WebAssembly, Windows and Darwin. */
export function hasElf(platform: Platform): boolean {
  return !['windows', 'darwin', 'ios'].includes(platform.os) && machineOf(platform.arch) !== undefined
}

/** How a file fits the platform. */
export function fitOfElf(identity: ElfIdentity, platform: Platform): Fit {
  if (DEVICES.has(identity.machine)) return 'device'
  if (platform.os === 'linux' && FOREIGN_SYSTEMS.has(identity.osAbi)) return 'wrong'
  const arch = archOf(identity)
  if (arch === undefined) return isX32(identity) && platform.arch === 'amd64' ? 'doubtful' : 'wrong'
  return arch === platform.arch && isOldArm(identity) ? 'doubtful' : fitOfArch(arch, platform)
}

/** How programs for an architecture fit the platform. @param name may have a version: `arm/v7` */
export function fitOfArch(name: string, platform: Platform): Fit {
  const [arch = '', version = ''] = name.split('/')
  if (arch === platform.arch && arch === 'arm' && versionNumber(version) > versionNumber(platform.variant))
    return 'wrong'
  const { always, sometimes } = RUNS_BY_SYSTEM.get(platform.os) ?? LINUX_RUNS
  if (arch === platform.arch || always.get(platform.arch)?.includes(arch)) return 'right'
  return sometimes.get(platform.arch)?.includes(arch) ? 'doubtful' : 'wrong'
}

/** How a program for several architectures fits: as the best of them does. */
export function bestFit(names: readonly string[], platform: Platform): Fit {
  const fits = names.map((name) => fitOfArch(name, platform))
  return fits.find((fit) => fit === 'right') ?? fits.find((fit) => fit === 'doubtful') ?? 'wrong'
}

/** Whether programs of one platform are right on the other as well: such images may share layers. */
export function isOneFamily(a: Platform, b: Platform): boolean {
  return a.os === b.os && (fitOfArch(a.arch, b) === 'right' || fitOfArch(b.arch, a) === 'right')
}

/** Whether an arm file requires a newer version than the platform's. Only its attributes say so, and few files have them. */
export function exceedsArm({ armVersion }: ElfIdentity, { arch, variant }: Platform): boolean {
  return arch === 'arm' && armVersion > versionNumber(variant)
}

function versionNumber(version: string): number {
  return Number(version.replace('v', ''))
}

/**
 * The x86-64 level that a file needs if the platform lacks it; otherwise 0. The platform amd64 is v1 (the levels of the
 * x86-64 psABI, "Micro-Architecture Levels"; image-spec v1.1.1, "Platform Variants").
 */
export function missingLevel({ machine, class: bits, x86Level }: ElfIdentity, platform: Platform): number {
  if (platform.arch !== 'amd64' || machine !== X86_64 || bits !== 64) return 0
  const level = Number(platform.variant.replace('v', '') || 1)
  return x86Level > level ? x86Level : 0
}

/**
 * The setting in Go's build info that the platform does not satisfy, such as `GOARM64=v9.0`; '' if there is none. For
 * arm and amd64 the setting is read as the version or level instead.
 */
export function missingSetting({ goSetting }: ElfIdentity, platform: Platform): string {
  const [name = '', value = ''] = goSetting.split('=')
  const { GOARM64, GOPPC64, GORISCV64 } = platformArgs(platform, undefined)
  const platformValue = new Map(Object.entries({ GOARM64, GOPPC64, GORISCV64 })).get(name) ?? ''
  return rankOf(value) > rankOf(platformValue) ? goSetting : ''
}

/** v8.2, power9 or rva22u64 as a comparable number (Go's internal/buildcfg). v9.0 includes v8.5. */
function rankOf(value: string): number {
  const [, newer, number = ''] = /^(v8\.|(v9\.)|power|rva)(\d+)/.exec(value)?.slice(1) ?? []
  return number === '' ? Number.NaN : Number(number) + (newer === undefined ? 0 : 5)
}

/**
 * Whether two arm files, a program and its loader from the C library, pass floating-point values differently. False
 * unless both say how ("ELF for the Arm Architecture", e_flags).
 */
export function differInFloat(a: ElfIdentity, b: ElfIdentity): boolean {
  const floats = [a, b].map(({ flags }) => flags & (HARD_FLOAT | SOFT_FLOAT))
  return a.machine === ARM && b.machine === ARM && !floats.includes(0) && floats[0] !== floats[1]
}

/** The machine's usual name: `amd64`, `arm, hard float`, `BPF`, `ELF machine 999, 64 bits, big-endian`. */
export function machineName(identity: ElfIdentity): string {
  const name = archOf(identity) ?? (isX32(identity) ? 'x32' : OTHER_MACHINE_NAMES.get(identity.machine))
  const system = foreignSystem(identity)
  const plain = name ?? `ELF machine ${identity.machine}, ${identity.class} bits, ${identity.endian}-endian`
  const extra = [...(name === 'arm' ? armDetails(identity) : []), ...(system === undefined ? [] : [system])]
  return [plain, ...extra].join(', ')
}

/**
 * The words for that machine in the names of folders and files: `linux-x64`, `aarch64-linux-gnu`. A path with one of
 * them says which machine it is for, as with parts of cross compilers and prebuilt modules.
 */
export function machineWords(identity: ElfIdentity): readonly string[] {
  const arch = archOf(identity)
  return arch === undefined ? [] : archWords(arch)
}

/** The same words for an architecture. */
export function archWords(arch: string): readonly string[] {
  const variants = arch === 'arm' ? ['v5', 'v6', 'v7'] : ['']
  const names = variants.flatMap((variant) => {
    const args = platformArgs({ os: 'linux', osVersion: '', osFeatures: [], arch, variant }, undefined)
    return [
      args.debian,
      args.alpine,
      args.uname,
      args.gnu,
      args.multiarch,
      args.rust,
      args.rustMusl,
      args.node,
    ]
  })
  const musl = names.filter((name) => name.endsWith('-linux-gnu')).map((name) => name.replace('gnu', 'musl'))
  return [...new Set([arch, ...names, ...musl])].filter((name) => name !== '')
}

/** The architecture of platforms for such files; undefined if there is none. */
export function archOf(identity: ElfIdentity): string | undefined {
  const machine = identity.machine === SPARC32PLUS ? 2 : identity.machine
  return ARCHITECTURES.find((arch) => {
    const known = machineOf(arch)
    if (known === undefined || known.elfMachine !== machine) return false
    return known.class === identity.class && known.endian === identity.endian
  })
}

/** The system that the file is for, if it is not Linux. */
export function foreignSystem({ osAbi }: ElfIdentity): string | undefined {
  return FOREIGN_SYSTEMS.get(osAbi)
}

/** amd64 programs with 32-bit addresses, which few kernels run. */
function isX32(identity: ElfIdentity): boolean {
  return identity.machine === X86_64 && identity.class === 32
}

/** Older than the EABI: Linux without CONFIG_OABI_COMPAT does not run it. Object files need not say it. */
function isOldArm({ machine, flags, type }: ElfIdentity): boolean {
  return machine === ARM && type !== RELOCATABLE && (flags & EABI_MASK) >>> 0 < EABI_4
}

function armDetails({ flags, armVersion }: ElfIdentity): readonly string[] {
  const float = flags & HARD_FLOAT ? ['hard float'] : flags & SOFT_FLOAT ? ['soft float'] : []
  return [...(armVersion > 0 ? [`v${armVersion}`] : []), ...float]
}
