/**
 * The names that platforms consist of, normalised as in containerd (containerd/platforms v1.0.0-rc.4, database.go):
 * BuildKit labels images and computes TARGET* with that code, so any other name would be another platform in the
 * published index.
 */

/**
 * Operating systems: containerd's list, plus the two WebAssembly names that image builds use. The common ones come first,
 * so that the likelier of two equally near guesses wins.
 */
export const SYSTEMS: readonly string[] = [
  ...['linux', 'windows', 'darwin', 'freebsd', 'wasi', 'wasip1', 'js', 'aix', 'android', 'dragonfly'],
  ...['hurd', 'illumos', 'ios', 'nacl', 'netbsd', 'openbsd', 'plan9', 'solaris', 'zos'],
]

/** Systems that run WebAssembly. They have no other architecture, and other systems do not have this one. */
const WASM_SYSTEMS = ['wasi', 'wasip1', 'js']

/**
 * The architectures of containerd and their variants. The variants are those of the OCI image-spec v1.1.1
 * (image-index.md, "Platform Variants"), which leaves most lists open: arm64 continues as in containerd's compare.go,
 * the others as in Go's GOAMD64, GOPPC64 and GORISCV64. arm/v5 is not in the spec, but Debian publishes it.
 */
const VARIANTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['amd64', ['v1', 'v2', 'v3', 'v4']],
  ['arm64', ['v8', ...minorVersions('v8', 9), 'v9', ...minorVersions('v9', 7)]],
  ['arm', ['v5', 'v6', 'v7', 'v8']],
  ['386', []],
  ['riscv64', ['rva20u64', 'rva22u64', 'rva23u64']],
  ['ppc64le', ['power8', 'power9', 'power10']],
  ['s390x', []],
  ['loong64', []],
  ['mips64le', []],
  ['mips64', []],
  ['ppc64', []],
  ['mipsle', []],
  ['mips', []],
  ['wasm', []],
  ['amd64p32', []],
  ['armbe', []],
  ['arm64be', []],
  ['mips64p32', []],
  ['mips64p32le', []],
  ['ppc', []],
  ['riscv', []],
  ['s390', []],
  ['sparc', []],
  ['sparc64', []],
])

/** An architecture and its variant, which is empty for the common one. */
export interface Arch {
  readonly arch: string
  readonly variant: string
}

interface ArchAlias {
  readonly arch: string
  readonly variant?: string
}

/** Other names of an architecture. A name that implies a variant overrides an explicit one, as in containerd. */
const ARCH_ALIASES: ReadonlyMap<string, ArchAlias> = new Map<string, ArchAlias>([
  ['x86_64', { arch: 'amd64' }],
  ['x86-64', { arch: 'amd64' }],
  ['aarch64', { arch: 'arm64' }],
  ['armhf', { arch: 'arm', variant: 'v7' }],
  ['armel', { arch: 'arm', variant: 'v6' }],
  ['i386', { arch: '386', variant: '' }],
])

/** Other names of a variant, each after its normalised architecture. */
const VARIANT_ALIASES: ReadonlyMap<string, string> = new Map([
  ['amd64/v1', ''],
  ['arm64/8', ''],
  ['arm64/v8', ''],
  ['arm64/v8.0', ''],
  ['arm64/9', 'v9'],
  ['arm64/9.0', 'v9'],
  ['arm64/v9.0', 'v9'],
  ['arm/', 'v7'],
  ['arm/5', 'v5'],
  ['arm/6', 'v6'],
  ['arm/7', 'v7'],
  ['arm/8', 'v8'],
])

/** The normalised architectures, the common ones first. */
export const ARCHITECTURES: readonly string[] = [...VARIANTS.keys()]

/** Every name of every architecture. */
export const ARCH_SPELLINGS: readonly string[] = [...ARCHITECTURES, ...ARCH_ALIASES.keys()]

/** Lower case, and macos is darwin. */
export function normaliseSystem(os: string): string {
  const lower = os.toLowerCase()
  return lower === 'macos' ? 'darwin' : lower
}

/** Lower case, with aliases resolved; unknown names are kept. */
export function normaliseArch(arch: string, variant: string): Arch {
  const written = arch.toLowerCase()
  const alias = ARCH_ALIASES.get(written)
  const name = alias?.arch ?? written
  if (alias?.variant !== undefined) return { arch: name, variant: alias.variant }
  const lower = variant.toLowerCase()
  return { arch: name, variant: VARIANT_ALIASES.get(`${name}/${lower}`) ?? lower }
}

/** Whether a normalised system is known. */
export function isSystem(os: string): boolean {
  return SYSTEMS.includes(os)
}

/** Whether a normalised architecture is known. */
export function isArch(arch: string): boolean {
  return VARIANTS.has(arch)
}

/** The variants of a normalised architecture. */
export function variantsOf(arch: string): readonly string[] {
  return VARIANTS.get(arch) ?? []
}

/** Whether a normalised architecture has that normalised variant; an empty one is always valid. */
export function isVariant(arch: string, variant: string): boolean {
  return variant === '' || variantsOf(arch).includes(variant)
}

/** Whether a system has the architecture: only WebAssembly has systems of its own. */
export function canPair(os: string, arch: string): boolean {
  return WASM_SYSTEMS.includes(os) === (arch === 'wasm')
}

function minorVersions(major: string, last: number): readonly string[] {
  return Array.from({ length: last }, (_, index) => `${major}.${index + 1}`)
}
