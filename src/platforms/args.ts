import { type Platform, printPlatform } from './platform.ts'

/**
 * Everything that people otherwise derive from a platform manually. The names are the keys of the JSON output and of
 * templates such as `{{GOARCH}}`. Empty if there is no such value: `debian` of a Windows platform.
 */
export interface PlatformArgs {
  /** As in linux/arm/v7. */
  readonly TARGETPLATFORM: string
  readonly TARGETOS: string
  readonly TARGETOSVERSION: string
  readonly TARGETARCH: string
  readonly TARGETVARIANT: string
  readonly BUILDPLATFORM: string
  readonly BUILDOS: string
  readonly BUILDOSVERSION: string
  readonly BUILDARCH: string
  readonly BUILDVARIANT: string
  readonly GOOS: string
  readonly GOARCH: string
  readonly GOARM: string
  readonly GOAMD64: string
  readonly GOARM64: string
  readonly GOPPC64: string
  readonly GORISCV64: string
  /** The output of `dpkg --print-architecture`. */
  readonly debian: string
  /** The output of `apk --print-arch`. */
  readonly alpine: string
  /** The output of `uname -m` on such a machine. */
  readonly uname: string
  /** GNU system type, the prefix of cross compilers: aarch64-linux-gnu. */
  readonly gnu: string
  /** Debian's library folders, /usr/lib/…: differs from `gnu` for 386. */
  readonly multiarch: string
  /** Rust target that links to the system's usual C library. */
  readonly rust: string
  /** Rust target that links to musl. */
  readonly rustMusl: string
  /** Node's process.arch, which is also npm's --cpu. */
  readonly node: string
}

/**
 * The names that BuildKit sets, in its order (dockerfile2llb/platform.go of v0.32.2). TARGETSTAGE is also in that list,
 * but comes from the build target.
 */
export const EXPLICIT_ARGS = [
  'BUILDPLATFORM',
  'BUILDOS',
  'BUILDOSVERSION',
  'BUILDARCH',
  'BUILDVARIANT',
  'TARGETPLATFORM',
  'TARGETOS',
  'TARGETOSVERSION',
  'TARGETARCH',
  'TARGETVARIANT',
] as const satisfies readonly (keyof PlatformArgs)[]

const UNKNOWN: Platform = { os: '', osVersion: '', osFeatures: [], arch: '', variant: '' }

/** Computes all values for a build of `target` on `build`; BUILD* are empty if `build` is unknown. */
export function platformArgs(target: Platform, build: Platform | undefined): PlatformArgs {
  return {
    ...buildKitArgs(target, build ?? UNKNOWN),
    ...goArgs(target),
    ...linuxNames(target),
    ...languageNames(target),
  }
}

/** As BuildKit does it: TARGETPLATFORM includes the OS version and features, BUILDPLATFORM does not. */
function buildKitArgs(target: Platform, build: Platform) {
  return {
    TARGETPLATFORM: printPlatform(target),
    TARGETOS: target.os,
    TARGETOSVERSION: target.osVersion,
    TARGETARCH: target.arch,
    TARGETVARIANT: target.variant,
    BUILDPLATFORM: printPlatform({ ...build, osVersion: '', osFeatures: [] }),
    BUILDOS: build.os,
    BUILDOSVERSION: build.osVersion,
    BUILDARCH: build.arch,
    BUILDVARIANT: build.variant,
  }
}

/**
 * Platforms have Go's names. A pair that Go has no port for keeps them too, so that the compiler reports it; empty values
 * would silently build for the build platform.
 */
function goArgs({ os, arch, variant }: Platform) {
  return {
    GOOS: os === 'wasi' ? 'wasip1' : os,
    GOARCH: arch,
    // 7 is Go's highest value, and v8 in 32-bit mode runs it.
    GOARM: arch === 'arm' ? variant.replace('v8', 'v7').replace('v', '') : '',
    GOAMD64: arch === 'amd64' ? variant || 'v1' : '',
    GOARM64: arch === 'arm64' ? goArm64(variant) : '',
    GOPPC64: arch === 'ppc64le' ? variant || 'power8' : '',
    GORISCV64: arch === 'riscv64' ? variant || 'rva20u64' : '',
  }
}

/** Go requires the minor version, and knows v9 up to v9.5 (Go 1.26, internal/buildcfg), which newer processors run. */
function goArm64(variant: string): string {
  if (variant === '') return 'v8.0'
  const [major, minor = '0'] = variant.split('.')
  return `${major}.${major === 'v9' ? Math.min(Number(minor), 5) : minor}`
}

type LinuxNames = Pick<
  PlatformArgs,
  'debian' | 'alpine' | 'uname' | 'gnu' | 'multiarch' | 'rust' | 'rustMusl'
>

/**
 * Names of Linux distributions and toolchains.
 * - `debian`, `gnu`, `multiarch`: `dpkg-architecture -a ARCH -q DEB_HOST_{ARCH,GNU_TYPE,MULTIARCH}`.
 * - `alpine`: abuild's functions.sh, if Alpine publishes packages for it.
 * - `uname`: Linux's utsname.machine, which does not show the byte order of MIPS.
 * - `rust`, `rustMusl`: `rustc --print target-list`.
 *
 * arm/v6 means two things: Debian's armhf starts at v7, so its packages for v6 are the soft-float armel, while Alpine's
 * armhf is hard-float v6. The glibc names follow Debian, the musl name follows Alpine; programs built from a mixture do
 * not find their loader.
 */
const LINUX = {
  amd64: {
    debian: 'amd64',
    alpine: 'x86_64',
    uname: 'x86_64',
    gnu: 'x86_64-linux-gnu',
    multiarch: 'x86_64-linux-gnu',
    rust: 'x86_64-unknown-linux-gnu',
    rustMusl: 'x86_64-unknown-linux-musl',
  },
  arm64: {
    debian: 'arm64',
    alpine: 'aarch64',
    uname: 'aarch64',
    gnu: 'aarch64-linux-gnu',
    multiarch: 'aarch64-linux-gnu',
    rust: 'aarch64-unknown-linux-gnu',
    rustMusl: 'aarch64-unknown-linux-musl',
  },
  'arm/v8': {
    debian: 'armhf',
    alpine: 'armv7',
    uname: 'armv8l',
    gnu: 'arm-linux-gnueabihf',
    multiarch: 'arm-linux-gnueabihf',
    rust: 'armv7-unknown-linux-gnueabihf',
    rustMusl: 'armv7-unknown-linux-musleabihf',
  },
  'arm/v7': {
    debian: 'armhf',
    alpine: 'armv7',
    uname: 'armv7l',
    gnu: 'arm-linux-gnueabihf',
    multiarch: 'arm-linux-gnueabihf',
    rust: 'armv7-unknown-linux-gnueabihf',
    rustMusl: 'armv7-unknown-linux-musleabihf',
  },
  'arm/v6': {
    debian: 'armel',
    alpine: 'armhf',
    uname: 'armv6l',
    gnu: 'arm-linux-gnueabi',
    multiarch: 'arm-linux-gnueabi',
    rust: 'arm-unknown-linux-gnueabi',
    rustMusl: 'arm-unknown-linux-musleabihf',
  },
  'arm/v5': {
    debian: 'armel',
    alpine: '',
    uname: 'armv5tel',
    gnu: 'arm-linux-gnueabi',
    multiarch: 'arm-linux-gnueabi',
    rust: 'armv5te-unknown-linux-gnueabi',
    rustMusl: 'armv5te-unknown-linux-musleabi',
  },
  '386': {
    debian: 'i386',
    alpine: 'x86',
    uname: 'i686',
    gnu: 'i686-linux-gnu',
    multiarch: 'i386-linux-gnu',
    rust: 'i686-unknown-linux-gnu',
    rustMusl: 'i686-unknown-linux-musl',
  },
  riscv64: {
    debian: 'riscv64',
    alpine: 'riscv64',
    uname: 'riscv64',
    gnu: 'riscv64-linux-gnu',
    multiarch: 'riscv64-linux-gnu',
    rust: 'riscv64gc-unknown-linux-gnu',
    rustMusl: 'riscv64gc-unknown-linux-musl',
  },
  ppc64le: {
    debian: 'ppc64el',
    alpine: 'ppc64le',
    uname: 'ppc64le',
    gnu: 'powerpc64le-linux-gnu',
    multiarch: 'powerpc64le-linux-gnu',
    rust: 'powerpc64le-unknown-linux-gnu',
    rustMusl: 'powerpc64le-unknown-linux-musl',
  },
  s390x: {
    debian: 's390x',
    alpine: 's390x',
    uname: 's390x',
    gnu: 's390x-linux-gnu',
    multiarch: 's390x-linux-gnu',
    rust: 's390x-unknown-linux-gnu',
    rustMusl: 's390x-unknown-linux-musl',
  },
  loong64: {
    debian: 'loong64',
    alpine: 'loongarch64',
    uname: 'loongarch64',
    gnu: 'loongarch64-linux-gnu',
    multiarch: 'loongarch64-linux-gnu',
    rust: 'loongarch64-unknown-linux-gnu',
    rustMusl: 'loongarch64-unknown-linux-musl',
  },
  mips64le: {
    debian: 'mips64el',
    alpine: '',
    uname: 'mips64',
    gnu: 'mips64el-linux-gnuabi64',
    multiarch: 'mips64el-linux-gnuabi64',
    rust: 'mips64el-unknown-linux-gnuabi64',
    rustMusl: 'mips64el-unknown-linux-muslabi64',
  },
  mips64: {
    debian: 'mips64',
    alpine: '',
    uname: 'mips64',
    gnu: 'mips64-linux-gnuabi64',
    multiarch: 'mips64-linux-gnuabi64',
    rust: 'mips64-unknown-linux-gnuabi64',
    rustMusl: 'mips64-unknown-linux-muslabi64',
  },
  ppc64: {
    debian: 'ppc64',
    alpine: '',
    uname: 'ppc64',
    gnu: 'powerpc64-linux-gnu',
    multiarch: 'powerpc64-linux-gnu',
    rust: 'powerpc64-unknown-linux-gnu',
    rustMusl: 'powerpc64-unknown-linux-musl',
  },
  mipsle: {
    debian: 'mipsel',
    alpine: '',
    uname: 'mips',
    gnu: 'mipsel-linux-gnu',
    multiarch: 'mipsel-linux-gnu',
    rust: 'mipsel-unknown-linux-gnu',
    rustMusl: 'mipsel-unknown-linux-musl',
  },
  mips: {
    debian: 'mips',
    alpine: '',
    uname: 'mips',
    gnu: 'mips-linux-gnu',
    multiarch: 'mips-linux-gnu',
    rust: 'mips-unknown-linux-gnu',
    rustMusl: 'mips-unknown-linux-musl',
  },
} satisfies Record<string, LinuxNames>

const linuxByArch: ReadonlyMap<string, LinuxNames> = new Map(Object.entries(LINUX))

const NO_LINUX_NAMES: LinuxNames = {
  debian: '',
  alpine: '',
  uname: '',
  gnu: '',
  multiarch: '',
  rust: '',
  rustMusl: '',
}

function linuxNames({ os, arch, variant }: Platform): LinuxNames {
  if (os !== 'linux') return NO_LINUX_NAMES
  return linuxByArch.get(`${arch}/${variant}`) ?? linuxByArch.get(arch) ?? NO_LINUX_NAMES
}

/** Rust targets of systems other than Linux (`rustc --print target-list`), for builds that export programs. */
const RUST: ReadonlyMap<string, string> = new Map([
  ['darwin/amd64', 'x86_64-apple-darwin'],
  ['darwin/arm64', 'aarch64-apple-darwin'],
  ['freebsd/amd64', 'x86_64-unknown-freebsd'],
  ['freebsd/arm64', 'aarch64-unknown-freebsd'],
  ['freebsd/386', 'i686-unknown-freebsd'],
  ['wasi/wasm', 'wasm32-wasip1'],
  ['wasip1/wasm', 'wasm32-wasip1'],
  ['windows/386', 'i686-pc-windows-msvc'],
  ['windows/amd64', 'x86_64-pc-windows-msvc'],
  ['windows/arm64', 'aarch64-pc-windows-msvc'],
])

/** Node's documentation of process.arch. It has no value for 64-bit MIPS, and the same one for ppc64 and ppc64le. */
const NODE: ReadonlyMap<string, string> = new Map([
  ['amd64', 'x64'],
  ['arm64', 'arm64'],
  ['arm', 'arm'],
  ['386', 'ia32'],
  ['riscv64', 'riscv64'],
  ['ppc64le', 'ppc64'],
  ['ppc64', 'ppc64'],
  ['s390x', 's390x'],
  ['loong64', 'loong64'],
  ['mipsle', 'mipsel'],
  ['mips', 'mips'],
])

/** Operating systems that Node runs on and images are built for. */
const NODE_SYSTEMS: readonly string[] = ['linux', 'windows', 'darwin', 'freebsd']

function languageNames(platform: Platform) {
  const { os, arch } = platform
  return {
    rust: RUST.get(`${os}/${arch}`) ?? linuxNames(platform).rust,
    node: NODE_SYSTEMS.includes(os) ? (NODE.get(arch) ?? '') : '',
  }
}
