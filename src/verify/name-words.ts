/**
 * The words for machines, systems and C libraries in the names of files, folders and packages, and what a name or a path
 * says with them. The only place that knows these words; the contents of files are interpreted by machines.ts.
 */

import { ARCHITECTURES } from '../platforms/names.ts'
import { archWords } from './machines.ts'
import { memoize } from './memoize.ts'

/**
 * Spellings of architectures other than Debian's, Alpine's, `uname -m`, GNU's, Rust's and Node's, which come from the
 * platform: those of os-maven-plugin, which names the native libraries of Netty (github.com/trustin/os-maven-plugin), of
 * Android (developer.android.com/ndk/guides/abis; with underscores in the tags of wheels, PEP 738), of Python's and Ruby's
 * platforms, of Docker's repositories, of Godot's export templates (arm32), of Metasploit (armle), of Bazel's --cpu (k8),
 * and of Unreal Engine, WPILib and builds of FFmpeg (LinuxArm64).
 */
const SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['amd64', ['linux64', 'win64', 'k8', 'linuxx64', 'linuxx86-64', 'linuxx86_64']],
  ['386', ['i486', 'i586', 'linux32']],
  ['arm64', ['armv8', 'arm64-v8a', 'arm64_v8a', 'arm64v8', 'arm64e', 'linuxarm64', 'linuxaarch64']],
  [
    'arm',
    [
      ...['armv5', 'armv6', 'armv7a', 'armv8l', 'arm32', 'arm32v5', 'arm32v6', 'arm32v7', 'armle'],
      ...['armeabi', 'armeabi-v7a', 'armeabi_v7a', 'linuxarm32'],
    ],
  ],
  ['ppc64le', ['powerpc64le']],
  ['ppc64', ['powerpc64']],
  ['riscv64', ['riscv64gc']],
])

/**
 * The 32-bit and 64-bit machines of a word that is followed by a dash or an underscore and 32 or 64: x86_64, arm-32,
 * ppcle-64. Used by Tanuki's Java Service Wrapper (its delta pack has all of them), os-maven-plugin and Ghidra.
 */
const BITS_BEHIND: readonly (readonly [word: string, of32: string, of64: string])[] = [
  ['x86', '386', 'amd64'],
  ['arm', 'arm', 'arm64'],
  ['aarch', '', 'arm64'],
  ['armhf', 'arm', ''],
  ['armel', 'arm', ''],
  ['ppc', 'ppc', 'ppc64'],
  ['ppcbe', 'ppc', 'ppc64'],
  ['ppcle', '', 'ppc64le'],
  ['s390', 's390', 's390x'],
  ['mips', 'mips', 'mips64'],
  ['mipsel', 'mipsle', 'mips64le'],
  ['riscv', 'riscv', 'riscv64'],
  ['loongarch', '', 'loong64'],
  ['sparc', 'sparc', 'sparc64'],
]

function wordsWithBits(): (readonly [word: string, arch: string])[] {
  return BITS_BEHIND.flatMap(([word, of32, of64]) =>
    ['-', '_'].flatMap((dash) => [[`${word}${dash}32`, of32] as const, [`${word}${dash}64`, of64] as const]),
  ).filter(([, arch]) => arch !== '')
}

/**
 * If a word stands for two architectures, the later one has that name: `uname -m` says `mips` and `mips64` whatever the byte
 * order is, and npm `ppc64`.
 */
const ARCH_BY_WORD: ReadonlyMap<string, string> = new Map([
  ...ARCHITECTURES.flatMap((arch) =>
    [...archWords(arch), ...(SPELLINGS.get(arch) ?? [])].map((word) => [word, arch] as const),
  ),
  ...wordsWithBits(),
])

/** Machines that occur in names but in no platform, and words for all machines. */
const OTHER_MACHINES = [
  ...['sparcv9', 'sparc32', 'ia64', 'alpha', 'hppa', 'parisc', 'parisc64', 'm68k', 'sh4', 'sh3', 'or1k'],
  ...['ia-64', 'ia_64', 'itanium_32', 'itanium_64', 'parisc-32', 'parisc-64', 'ppcle-32', 'ppcle_32'],
  ...['xtensa', 'hexagon', 'avr', 'wasm32', 'universal', 'universal2', 'i786', 'ppcle', 'powerpc'],
]

/** Linux distributions, which .NET, Prisma and wheels name with a version. */
const DISTRIBUTIONS = [
  ...['debian', 'rhel', 'centos', 'fedora', 'ubuntu', 'alpine', 'opensuse', 'manylinux', 'musllinux'],
]

/** By the system's name in platforms. */
const SYSTEMS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['linux', ['linux', 'linuxmusl', 'linuxglibc', 'linuxstatic', 'unix', ...DISTRIBUTIONS]],
  ['android', ['android']],
  ['darwin', ['darwin', 'macos', 'macosx', 'osx']],
  ['windows', ['windows', 'win', 'win32', 'mingw', 'mingw32', 'mswin', 'cygwin']],
  ['dragonfly', ['dragonfly', 'dragonflybsd']],
  ['solaris', ['solaris', 'sunos']],
  ...['freebsd', 'openbsd', 'netbsd', 'illumos', 'aix', 'haiku'].map((name) => [name, [name]] as const),
])
const SYSTEM_BY_WORD: ReadonlyMap<string, string> = new Map(
  [...SYSTEMS].flatMap(([system, words]) => words.map((word) => [word, system] as const)),
)
const FOREIGN_SYSTEMS = [...SYSTEM_BY_WORD].flatMap(([word, system]) =>
  system === 'linux' || system === 'android' ? [] : [word],
)
const LIBCS = ['gnu', 'glibc', 'musl', 'gnueabi', 'gnueabihf', 'musleabi', 'musleabihf']
/** Words next to these in targets, which mean nothing on their own. */
const TARGET_FILLERS = ['unknown', 'pc', 'apple', 'msvc', 'ucrt', 'eabi', 'eabihf']
/**
 * The compiler at the end of a target, if the name has nothing but the target: x86_64-linux-clang, aarch64-oe-linux-gcc11.2
 * (Qualcomm's AI Engine Direct SDK, "Setup"; oe is OpenEmbedded's vendor).
 */
const COMPILER = /^[-_]*(?:oe[-_]+)?(?:clang|gcc\d[\d.]*)$/

const alternation = (words: Iterable<string>): string =>
  [...words].toSorted((a, b) => b.length - a.length).join('|')
const wholeWord = (pattern: string): RegExp => new RegExp(`(?<![a-z0-9])(?:${pattern})(?![a-z0-9])`, 'g')

const MACHINE = alternation([...ARCH_BY_WORD.keys(), ...OTHER_MACHINES])
/** The word size after a system: linux64, freebsd-32. */
const BITS = '(?:[-_]?(?:64|32)(?![a-z0-9]|[-_.]bit))?'
const RELEASE = '(?:[.-]?\\d+(?:\\.\\d+)*)?'
/**
 * Versions of a machine, as GoReleaser writes them from GOAMD64 and similar variables (go.dev/doc/install/source, "environment"):
 * amd64_v1, arm64_v8.0, arm_6, 386_sse2, mips_softfloat, ppc64le_power8, riscv64_rva20u64.
 */
const VERSION =
  '(?:[-_.]v\\d(?:\\.\\d+)?|(?<=arm)[-_][5-8]|(?<=386)_(?:sse2|softfloat)|(?<=mips\\w*)_(?:hard|soft)float|(?<=ppc64(?:le)?)_power\\d+|(?<=riscv64)_rva\\d+u64)?'
/** Prisma's target names include the version of OpenSSL. */
const OPENSSL = 'openssl-\\d+\\.\\d+\\.x'
const MACHINE_WORD = wholeWord(MACHINE)
const FOREIGN_SYSTEM_WORD = wholeWord(`(?:${alternation(FOREIGN_SYSTEMS)})${BITS}`)
const ANY_WORD = wholeWord(
  [
    `(?:${MACHINE})${VERSION}`,
    `(?:${alternation(DISTRIBUTIONS)})${RELEASE}`,
    `(?:${alternation([...SYSTEM_BY_WORD.keys(), ...LIBCS])})${BITS}`,
    OPENSSL,
  ].join('|'),
)
const FILLER_WORD = wholeWord(alternation(TARGET_FILLERS))
/**
 * Prisma names the engines for amd64 without a machine, by distribution and OpenSSL only:
 * https://github.com/prisma/prisma-engines, "getBinaryTargetForCurrentPlatform".
 */
const PRISMA_AMD64 = /(?:debian|rhel|linux-musl)-openssl-\d/
const LINUX_64 = wholeWord('linux[-_]?64')

const SEPARATORS = /[^a-z0-9]+/
/** The beginnings of all words, without trailing digits: a name without any of them contains no word. */
const WORD_BEGINNINGS: ReadonlySet<string> = new Set(
  [...ARCH_BY_WORD.keys(), ...OTHER_MACHINES, ...SYSTEM_BY_WORD.keys(), ...LIBCS, 'openssl'].map((word) =>
    beginningOf(word.split(SEPARATORS)[0] ?? ''),
  ),
)

function beginningOf(word: string): string {
  return word.replace(/\d+$/, '')
}

/** The architecture's name in platforms; an unknown word is returned unchanged. */
export function archOfWord(word: string): string {
  return ARCH_BY_WORD.get(word.toLowerCase()) ?? word
}

export function isArchWord(word: string): boolean {
  return ARCH_BY_WORD.has(word.toLowerCase())
}

/** The system's name in platforms; an unknown word is returned unchanged. */
export function systemOfWord(word: string): string {
  return SYSTEM_BY_WORD.get(word.toLowerCase()) ?? word
}

/** What a single name says. */
interface NameWords {
  readonly hasWord: boolean
  /** The name without its words for machines and systems; '' if nothing is left. */
  readonly common: string
  /** The architecture; '' for a machine that no platform has, undefined if the name says none. */
  readonly machine: string | undefined
  readonly isForeignSystem: boolean
}

function readName(original: string): NameWords {
  const name = original.toLowerCase()
  const mayHaveWord = name.split(SEPARATORS).some((word) => WORD_BEGINNINGS.has(beginningOf(word)))
  const rest = mayHaveWord ? name.replace(ANY_WORD, '') : name
  if (rest === name)
    return { hasWord: false, common: joined(name), machine: undefined, isForeignSystem: false }
  return {
    hasWord: true,
    common: joined(rest.replace(FILLER_WORD, '').replace(COMPILER, '')),
    machine: machineIn(name),
    isForeignSystem: name.search(FOREIGN_SYSTEM_WORD) !== -1,
  }
}

/** A name with one dash wherever it has separators, and none at either end. */
function joined(name: string): string {
  return name.replaceAll(/[-_.+@]+/g, '-').replace(/^-|-$/g, '')
}

function machineIn(name: string): string | undefined {
  const word = name.match(MACHINE_WORD)?.at(-1)
  if (word !== undefined) return ARCH_BY_WORD.get(word) ?? ''
  return PRISMA_AMD64.test(name) || name.search(LINUX_64) !== -1 ? 'amd64' : undefined
}

/** A name without its words for the machine: the same for `@esbuild/linux-x64` and `@esbuild/linux-arm64`. */
export function commonName(name: string): string {
  return name
    .split('/')
    .map((part) => readName(part).common)
    .join('/')
}

/** Whether a path contains a word for a machine or a system. */
export function hasWord(path: string): boolean {
  return path.split('/').some((name) => readName(name).hasWord)
}

/** What the names in a path say. */
export interface PathWords {
  readonly hasWord: boolean
  /** The path without its words for machines and systems, which the same file for another machine has too. */
  readonly common: string
  /** The architecture in the file's name, or else in a folder near it. */
  readonly arch: string | undefined
  /** The one in the file's name only, and the one in its folders only. */
  readonly ownArch: string | undefined
  readonly folderArch: string | undefined
  /** Whether the name or a folder near it names a system other than Linux. */
  readonly isForeignSystem: boolean
}

/** A file's name, its folder and the folder above, as in jniLibs/ARCH and ARCH/native. */
const NEAR_NAMES = 3

interface FolderWords {
  readonly hasWord: boolean
  readonly common: string
  /** Innermost first. */
  readonly near: readonly NameWords[]
}

/** A reader for many paths: results are cached by folder. */
export function pathReader(): (path: string) => PathWords {
  const readCached = memoize(readName)
  const readFolderCached = memoize((path) => readFolder(path, readCached))
  return (path) => {
    const slash = path.lastIndexOf('/')
    return pathWords(readFolderCached(path.slice(0, slash)), readName(path.slice(slash + 1)))
  }
}

function readFolder(path: string, readCached: (name: string) => NameWords): FolderWords {
  const names = path
    .split('/')
    .slice(1)
    // Folders named by $TARGETPLATFORM: linux/arm/v7.
    .filter((name, at, all) => !(/^v\d$/.test(name) && /^arm(?:64)?$/.test(all[at - 1] ?? '')))
    .map(readCached)
  // A library folder, /usr/lib/TRIPLE, says nothing about what packages put below it.
  const [triple = ''] = /^(?:\/usr)?(?:\/local)?\/lib\/[a-z0-9_]+-linux-[a-z0-9_]+(?=\/|$)/.exec(path) ?? []
  const ownDepth = triple === '' ? 0 : triple.split('/').length - 1
  return {
    hasWord: names.some(({ hasWord }) => hasWord),
    common: names
      .map(({ common }) => common)
      .filter((name) => name !== '')
      .join('/'),
    near: names
      .slice(ownDepth)
      .reverse()
      .slice(0, NEAR_NAMES - 1),
  }
}

function pathWords({ hasWord, common, near }: FolderWords, fileName: NameWords): PathWords {
  const names = [fileName, ...near]
  return {
    hasWord: hasWord || fileName.hasWord,
    common: `${common}/${fileName.common}`,
    ...{ arch: archIn(names), ownArch: archIn([fileName]), folderArch: archIn(near) },
    isForeignSystem: names.some(({ isForeignSystem }) => isForeignSystem),
  }
}

/** The first architecture that one of the names says. */
function archIn(names: readonly NameWords[]): string | undefined {
  return names.find(({ machine }) => machine !== undefined)?.machine || undefined
}
