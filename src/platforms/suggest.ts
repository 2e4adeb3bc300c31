import {
  ARCH_SPELLINGS,
  type Arch,
  canPair,
  isArch,
  isSystem,
  isVariant,
  normaliseArch,
  normaliseSystem,
  SYSTEMS,
  variantsOf,
} from './names.ts'
import { nearest } from './nearest.ts'

/**
 * Systems under other names than containerd's: process.platform of Node, `uname -s`, distributions.
 */
const MISSPELT_SYSTEMS: ReadonlyMap<string, string> = new Map([
  ...misspellings('darwin', ['mac', 'osx', 'macosx', 'apple']),
  ...misspellings('windows', ['win', 'win32', 'win64', 'windows_nt']),
  ...misspellings('linux', ['lin', 'linux32', 'linux64', 'gnu', 'alpine', 'debian', 'ubuntu']),
  ...misspellings('freebsd', ['bsd']),
  ...misspellings('solaris', ['sunos']),
  ...misspellings('wasi', ['wasm', 'wasm32', 'wasix']),
])

/**
 * Architectures under other names than containerd's: those of Debian, Node, Docker Official Images, `uname -m` and GNU.
 * A number after the name, as in armv7l or arm32v6, is read separately.
 */
const MISSPELT_ARCHES: ReadonlyMap<string, string> = new Map([
  ...misspellings('amd64', ['x64', 'x8664', 'x86_64_v1', 'amd', 'intel', 'intel64', 'em64t']),
  ...misspellings('386', ['x86', 'ia32', 'i486', 'i586', 'i686', '686', 'x32']),
  ...misspellings('arm64', ['aarch', 'armv8', 'armv8l', 'armv8a', 'armv8-a', 'arm8', 'm1', 'apple']),
  ...misspellings('arm', ['arm32', 'armhfp', 'armv7hl']),
  ...misspellings('ppc64le', ['ppc64el', 'powerpc64le', 'ppcle', 'power']),
  ...misspellings('ppc64', ['powerpc64']),
  ...misspellings('ppc', ['powerpc']),
  ...misspellings('mips64le', ['mips64el']),
  ...misspellings('mipsle', ['mipsel']),
  ...misspellings('riscv64', ['risc-v', 'riscv64gc', 'rv64', 'rv64gc']),
  ...misspellings('loong64', ['loongarch64', 'loongarch', 'loong', 'la64']),
  ...misspellings('wasm', ['wasm32', 'wasm64', 'webassembly']),
])

/** Nothing longer is similar to a platform, and the expressions below would be slow on it. */
const MAX_LENGTH = 64

/**
 * The platform that a wrong text most likely means, properly written; undefined if there is no near guess. It is only
 * shown: a platform to build is never guessed.
 */
export function suggestPlatform(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined
  const version = /\(([\w.-]+)/.exec(text)?.[1]
  const words = inOrder(wordsOf(text.replace(/\(.*?\)/g, '')))
  const [first = '', second, third] = words
  if (second === undefined) return suggestFromOneWord(first, version)
  const os = exactSystem(first) ?? guessSystem(first)
  const arch = guessArch(second, third)
  return os === undefined || arch === undefined ? undefined : printSuggestion(os, version, arch)
}

/** The words between slashes; also those of linux-arm64, but not of x86-64 or Windows_NT. */
function wordsOf(text: string): readonly string[] {
  const [first = '', ...rest] = text
    .toLowerCase()
    .split(/[/\\]/)
    .map((word) => word.replace(/[^a-z0-9_.:-]/g, ''))
    .filter((word) => word !== '')
  const joined = exactSystem(first) === undefined ? /^([a-z0-9]+)[-_:.](.+)$/.exec(first) : undefined
  if (joined?.[1] !== undefined && joined[2] !== undefined && exactSystem(joined[1]) !== undefined) {
    return [joined[1], joined[2], ...rest]
  }
  return [first, ...rest]
}

/** Puts the system first: arm/v7 gets one, and arm64/linux is reversed. */
function inOrder(words: readonly string[]): readonly string[] {
  const [first = '', second, ...rest] = words
  if (second === undefined || exactSystem(first) !== undefined || exactArch(first) === undefined) return words
  return exactSystem(second) === undefined ? ['linux', ...words] : [second, first, ...rest]
}

function suggestFromOneWord(word: string, version: string | undefined): string | undefined {
  const system = exactSystem(word)
  const arch = system === undefined ? guessArch(word) : undefined
  if (arch !== undefined) return printSuggestion('linux', version, arch)
  const os = system ?? guessSystem(word)
  return os === undefined ? undefined : printSuggestion(os, version, { arch: 'amd64', variant: '' })
}

function printSuggestion(os: string, version: string | undefined, { arch, variant }: Arch): string {
  const system = version === undefined ? os : `${os}(${version})`
  if (canPair(os, arch)) return [system, arch, variant].filter((part) => part !== '').join('/')
  return os === 'wasip1' || os === 'js' ? `${os}/wasm` : 'wasi/wasm'
}

function exactSystem(word: string): string | undefined {
  const os = normaliseSystem(word)
  return isSystem(os) ? os : MISSPELT_SYSTEMS.get(os)
}

function guessSystem(word: string): string | undefined {
  return nearest(word, SYSTEMS)
}

function exactArch(word: string): Arch | undefined {
  const known = normaliseArch(MISSPELT_ARCHES.get(word) ?? word, '')
  if (isArch(known.arch)) return known
  // armv7l, arm32v6, arm64v8, arm-v7, amd64v3, x86-64-v2
  const [, name = '', number = ''] = /^(.+?)[-_.]?v?(\d+(?:\.\d+)?)[a-z]*$/.exec(word) ?? []
  const base = normaliseArch(MISSPELT_ARCHES.get(name) ?? name, '').arch
  return isArch(base) && number !== '' ? withVariant(base, `v${number}`) : undefined
}

function guessArch(word: string, variant?: string): Arch | undefined {
  const near = nearest(word, ARCH_SPELLINGS)
  const arch = exactArch(word) ?? (near === undefined ? undefined : normaliseArch(near, ''))
  if (arch === undefined || variant === undefined) return arch
  // arm/64 and x86/64 are one name split in two.
  return exactArch(word + variant) ?? guessVariant(arch, variant)
}

function guessVariant({ arch }: Arch, word: string): Arch | undefined {
  const variants = variantsOf(arch)
  if (variants.length === 0) return { arch, variant: '' }
  const byPrefix = word.length > 1 ? variants.find((variant) => variant.startsWith(word)) : undefined
  const number = /\d+(\.\d+)?/.exec(word)?.[0]
  // Never the nearest one: v9 is as near to v5 as to v8.
  return withVariant(arch, byPrefix ?? `v${number}`)
}

function withVariant(arch: string, variant: string): Arch | undefined {
  const normalised = normaliseArch(arch, variant)
  return isVariant(arch, normalised.variant) ? normalised : undefined
}

function misspellings(right: string, wrong: readonly string[]): readonly (readonly [string, string])[] {
  return wrong.map((word) => [word, right] as const)
}
