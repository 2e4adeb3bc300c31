/**
 * The words that package managers have for machines, systems and C libraries: `uname -m` and Debian's names (wheels,
 * gems, apk, dpkg), process.arch of Node (nodejs.org/api/process.html), the runtime identifiers of .NET
 * (learn.microsoft.com/dotnet/core/rid-catalog), targets of Rust (rustc --print target-list).
 */
const ARCHS: ReadonlyMap<string, string> = new Map([
  ...['x86_64', 'x86-64', 'amd64', 'x64', '64'].map((word) => [word, 'amd64'] as const),
  ...['i386', 'i486', 'i586', 'i686', 'ia32', 'x86', '386', '32'].map((word) => [word, '386'] as const),
  ...['aarch64', 'arm64', 'arm64v8'].map((word) => [word, 'arm64'] as const),
  ...['arm', 'armv5', 'armv6', 'armv6l', 'armv7', 'armv7l', 'armv8l', 'armhf', 'armel'].map(
    (word) => [word, 'arm'] as const,
  ),
  ...['ppc64le', 'ppc64el', 'powerpc64le'].map((word) => [word, 'ppc64le'] as const),
  ...['ppc64', 'powerpc64'].map((word) => [word, 'ppc64'] as const),
  ...['riscv64', 'riscv64gc'].map((word) => [word, 'riscv64'] as const),
  ...['loong64', 'loongarch64'].map((word) => [word, 'loong64'] as const),
  ...['mips64el', 'mips64le'].map((word) => [word, 'mips64le'] as const),
  ...['mipsel', 'mipsle'].map((word) => [word, 'mipsle'] as const),
  ...['s390x', 'mips64', 'mips', 's390', 'ppc', 'sparc64'].map((word) => [word, word] as const),
])

const SYSTEMS: ReadonlyMap<string, string> = new Map([
  ...['linux', 'linuxmusl', 'manylinux', 'musllinux', 'alpine', 'debian', 'rhel', 'ubuntu'].map(
    (word) => [word, 'linux'] as const,
  ),
  ...['darwin', 'macos', 'macosx', 'osx'].map((word) => [word, 'darwin'] as const),
  ...['win', 'win32', 'windows', 'mingw32', 'mingw', 'mswin'].map((word) => [word, 'windows'] as const),
  ...['freebsd', 'openbsd', 'netbsd', 'android', 'aix'].map((word) => [word, word] as const),
  ['sunos', 'solaris'],
])

/** C libraries, ABIs and vendors, which are in names of targets, too. */
const REST: ReadonlySet<string> = new Set([
  ...['gnu', 'glibc', 'musl', 'gnueabi', 'gnueabihf', 'musleabi', 'musleabihf', 'eabi', 'eabihf', 'msvc'],
  ...['unknown', 'pc', 'apple', 'universal', 'universal2'],
])

/** The architecture as platforms call it; a word that is none's stays what it is. */
export function archOfWord(word: string): string {
  return ARCHS.get(word.toLowerCase()) ?? word
}

export function systemOfWord(word: string): string {
  return SYSTEMS.get(word.toLowerCase()) ?? word
}

export function isArchWord(word: string): boolean {
  return ARCHS.has(word.toLowerCase())
}

/** A name without what says for which machine it is: `@esbuild/linux-x64` and `@esbuild/linux-arm64` have the same. */
export function stemOf(name: string): string {
  const parts = name
    .toLowerCase()
    .replaceAll(/x86[_-]64/g, 'x64')
    .split(/[-_./@+]/)
  return parts
    .filter((part) => part !== '' && !ARCHS.has(part) && !SYSTEMS.has(part) && !REST.has(part))
    .join('-')
}
