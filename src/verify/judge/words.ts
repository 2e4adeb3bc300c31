import { ARCHITECTURES } from '../../platforms/names.ts'
import { archWords } from '../machines.ts'

/** More spellings of architectures, by who writes them so. */
const MORE: readonly (readonly [string, string])[] = [
  // os-maven-plugin, which names the native libraries of Netty: https://github.com/trustin/os-maven-plugin
  ['aarch_64', 'arm64'],
  ['ppcle_64', 'ppc64le'],
  ['s390_64', 's390x'],
  ['x86_32', '386'],
  ['riscv_64', 'riscv64'],
  ['loongarch_64', 'loong64'],
  // Android: https://developer.android.com/ndk/guides/abis
  ['arm64-v8a', 'arm64'],
  ['armeabi-v7a', 'arm'],
]

const ARCH_BY_WORD: ReadonlyMap<string, string> = new Map(
  [
    ...ARCHITECTURES.flatMap((arch) => archWords(arch).map((word) => [word, arch] as const)),
    ...MORE,
  ].reverse(),
)

/** Machines that names have and no platform has; files for all machines. */
const OTHER_MACHINES = [
  ...['sparcv9', 'sparc32', 'ia64', 'alpha', 'hppa', 'parisc', 'parisc64', 'm68k', 'sh4', 'sh3', 'or1k'],
  ...['xtensa', 'hexagon', 'avr', 'wasm', 'wasm32', 'universal', 'universal2', 'i786', 'ppcle', 'powerpc'],
]

/** Names of systems whose programs no Linux runs, as folders of portable packages have them. */
const FOREIGN_SYSTEM =
  '(?:free|net|open|dragonfly)bsd|dragonfly|sunos|solaris|illumos|aix|haiku|darwin|macosx?|osx|windows|win|mingw|cygwin'
/** Linux and its C libraries; .NET and Prisma also have names of distributions for them. */
const LINUX =
  'linux|gnu|glibc|musl|manylinux\\d*|android|unix|(?:debian|rhel|centos|fedora|ubuntu|alpine|opensuse)(?:[.-]?\\d+(?:\\.\\d+)*)?'
/** A system with its bits: linux64, freebsd-32. */
const BITS = '(?:[-_]?(?:64|32)(?![a-z0-9]|[-_.]bit))?'
/** The version of OpenSSL is part of Prisma's names of targets. */
const OPENSSL = 'openssl-\\d+\\.\\d+\\.x'

const MACHINE = [...ARCH_BY_WORD.keys(), ...OTHER_MACHINES]
  .toSorted((a, b) => b.length - a.length)
  .map((word) => word.replaceAll('.', '\\.'))
  .join('|')

const bounded = (pattern: string): RegExp => new RegExp(`(?<![a-z0-9])(?:${pattern})(?![a-z0-9])`, 'g')
const MACHINE_WORD = bounded(MACHINE)
const FOREIGN_SYSTEM_WORD = bounded(`(?:${FOREIGN_SYSTEM})${BITS}`)
/** Versions of a machine, as GoReleaser writes them: amd64_v1, arm64_v8.0, arm_6. */
const VERSION = '(?:[-_.]v\\d(?:\\.\\d+)?|(?<=arm)[-_][5-8])?'
const ANY_WORD = bounded(`(?:${MACHINE})${VERSION}|(?:${FOREIGN_SYSTEM}|${LINUX})${BITS}|${OPENSSL}`)

/**
 * Prisma names the engines of amd64 without a machine, after distribution and OpenSSL:
 * https://github.com/prisma/prisma-engines, "getBinaryTargetForCurrentPlatform".
 */
const PRISMA_AMD64 = /(?:debian|rhel|linux-musl)-openssl-\d/
const LINUX_64 = bounded('linux[-_]?64')
/** A file, its folder, and what holds that, as in jniLibs/ARCH and ARCH/native. */
const NEAR = 3

/** The path without its words for machines and systems: what it shares with the same file for others. */
export function commonPath(path: string): string {
  // Docker's folders, as of $TARGETPLATFORM: linux/arm/v7.
  const names = path
    .toLowerCase()
    .replace(/(\/arm(?:64)?)\/v\d(?=\/)/, '$1')
    .split('/')
  return names
    .map((name) => name.replace(ANY_WORD, '').replaceAll(/[-_.+@]+/g, '-'))
    .filter((name) => name !== '' && name !== '-')
    .join('/')
}

/** Whether there is a word for a machine or a system in the path. */
export function hasMachineWord(path: string): boolean {
  return path.toLowerCase().search(ANY_WORD) !== -1
}

/** Whether a name on the way is that of a system other than Linux. */
export function namesForeignSystem(path: string): boolean {
  return nearNames(path).some((name) => name.search(FOREIGN_SYSTEM_WORD) !== -1)
}

/** The architecture that the file's name, or a folder near it, says; undefined where none does. */
export function claimedArch(path: string): string | undefined {
  for (const name of nearNames(path)) {
    const word = name.match(MACHINE_WORD)?.at(-1)
    if (word !== undefined) return ARCH_BY_WORD.get(word)
    if (PRISMA_AMD64.test(name) || name.search(LINUX_64) !== -1) return 'amd64'
  }
  return undefined
}

/** The file's name first. A folder of libraries, /usr/lib/TRIPLE, says nothing of what packages put below it. */
function nearNames(path: string): readonly string[] {
  const own = path
    .toLowerCase()
    .replace(/^((?:\/usr)?(?:\/local)?\/lib)\/[a-z0-9_]+-linux-[a-z0-9_]+\//, '$1/')
  return own.split('/').slice(1).reverse().slice(0, NEAR)
}
