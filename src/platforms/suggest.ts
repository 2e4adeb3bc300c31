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
 * What people write for a system where containerd wants another name: process.platform of Node, `uname -s`,
 * distributions.
 */
const MISSPELT_SYSTEMS: ReadonlyMap<string, string> = new Map([
  ...spelt('darwin', ['mac', 'osx', 'macosx', 'apple']),
  ...spelt('windows', ['win', 'win32', 'win64', 'windows_nt']),
  ...spelt('linux', ['lin', 'linux32', 'linux64', 'gnu', 'alpine', 'debian', 'ubuntu']),
  ...spelt('freebsd', ['bsd']),
  ...spelt('solaris', ['sunos']),
  ...spelt('wasi', ['wasm', 'wasm32', 'wasix']),
])

/**
 * What people write for an architecture where containerd wants another name: the names of Debian, Node, Docker
 * Official Images, `uname -m` and GNU. A number after the name, as in armv7l or arm32v6, is read separately.
 */
const MISSPELT_ARCHES: ReadonlyMap<string, string> = new Map([
  ...spelt('amd64', ['x64', 'x8664', 'x86_64_v1', 'amd', 'intel', 'intel64', 'em64t']),
  ...spelt('386', ['x86', 'ia32', 'i486', 'i586', 'i686', '686', 'x32']),
  ...spelt('arm64', ['aarch', 'armv8', 'armv8l', 'armv8a', 'armv8-a', 'arm8', 'm1', 'apple']),
  ...spelt('arm', ['arm32', 'armhfp', 'armv7hl']),
  ...spelt('ppc64le', ['ppc64el', 'powerpc64le', 'ppcle', 'power']),
  ...spelt('ppc64', ['powerpc64']),
  ...spelt('ppc', ['powerpc']),
  ...spelt('mips64le', ['mips64el']),
  ...spelt('mipsle', ['mipsel']),
  ...spelt('riscv64', ['risc-v', 'riscv64gc', 'rv64', 'rv64gc']),
  ...spelt('loong64', ['loongarch64', 'loongarch', 'loong', 'la64']),
  ...spelt('wasm', ['wasm32', 'wasm64', 'webassembly']),
])

/** Nothing longer is near to a platform, and the patterns below are not made for it. */
const LONGEST = 64

/**
 * The platform that a wrong text most likely means, as it should be written; undefined where no guess is near.
 * It is only ever shown: what is built for is never guessed.
 */
export function suggestion(text: string): string | undefined {
  if (text.length > LONGEST) return undefined
  const version = /\(([\w.-]+)/.exec(text)?.[1]
  const words = inOrder(wordsOf(text.replace(/\(.*?\)/g, '')))
  const [first = '', second, third] = words
  if (second === undefined) return alone(first, version)
  const os = exactSystem(first) ?? guessSystem(first)
  const arch = guessArch(second, third)
  return os === undefined || arch === undefined ? undefined : written(os, version, arch)
}

/** The words between slashes; also those of linux-arm64, but not of x86-64. */
function wordsOf(text: string): readonly string[] {
  const [first = '', ...rest] = text
    .toLowerCase()
    .split(/[/\\]/)
    .map((word) => word.replace(/[^a-z0-9_.:-]/g, ''))
    .filter((word) => word !== '')
  const joined = /^([a-z0-9]+)[-_:.](.+)$/.exec(first)
  if (joined?.[1] !== undefined && joined[2] !== undefined && exactSystem(joined[1]) !== undefined) {
    return [joined[1], joined[2], ...rest]
  }
  return [first, ...rest]
}

/** System first: it is added to arm/v7, and arm64/linux is turned round. */
function inOrder(words: readonly string[]): readonly string[] {
  const [first = '', second, ...rest] = words
  if (second === undefined || exactSystem(first) !== undefined || exactArch(first) === undefined) return words
  return exactSystem(second) === undefined ? ['linux', ...words] : [second, first, ...rest]
}

function alone(word: string, version: string | undefined): string | undefined {
  const system = exactSystem(word)
  const arch = system === undefined ? guessArch(word) : undefined
  if (arch !== undefined) return written('linux', version, arch)
  const os = system ?? guessSystem(word)
  return os === undefined ? undefined : written(os, version, { arch: 'amd64', variant: '' })
}

function written(os: string, version: string | undefined, { arch, variant }: Arch): string {
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
  // arm/64 and x86/64 are one name cut in two.
  return exactArch(word + variant) ?? guessVariant(arch, variant)
}

function guessVariant({ arch }: Arch, word: string): Arch | undefined {
  const variants = variantsOf(arch)
  if (variants.length === 0) return { arch, variant: '' }
  const begun = word.length > 1 ? variants.find((variant) => variant.startsWith(word)) : undefined
  const number = /\d+(\.\d+)?/.exec(word)?.[0]
  // Never the nearest one: v9 is as near to v5 as to v8.
  return withVariant(arch, begun ?? `v${number}`)
}

function withVariant(arch: string, variant: string): Arch | undefined {
  const normalised = normaliseArch(arch, variant)
  return isVariant(arch, normalised.variant) ? normalised : undefined
}

function spelt(right: string, wrong: readonly string[]): readonly (readonly [string, string])[] {
  return wrong.map((word) => [word, right] as const)
}
