import { archOfWord, isArchWord } from '../name-words.ts'
import { type Claim, claimOf, type Libc, type Metadata } from './claim.ts'
import { eachLine, pathHash } from './owners.ts'

/** The Tag lines of a wheel: packaging.python.org, "Platform compatibility tags"; PEP 600, PEP 656, PEP 738. */
export function readWheel(text: string, path: string): Metadata | undefined {
  const tagLines = [...text.matchAll(/^Tag:\s*\S+?-(\S+?)-(\S+?)\s*$/gm)]
  const tags = tagLines.flatMap(([, , tag = '']) => tag.split('.'))
  if (tags.length === 0) return undefined
  const name =
    path
      .split('/')
      .at(-2)
      ?.replace(/-[^-]*\.dist-info$/, '') ?? ''
  if (tags.includes('any')) return claimOf(wheelClaim(name, [], [], []))
  const parts = tags.map(partsOfTag)
  const claim = wheelClaim(
    name,
    [...new Set(parts.map(({ system }) => system))],
    [...new Set(parts.flatMap(({ archs }) => archs))],
    [...new Set(parts.flatMap(({ libc }) => (libc === undefined ? [] : [libc])))],
  )
  // Without an ABI it contains programs, or libraries that are opened by name.
  return claimOf(tagLines.every(([, abi]) => abi !== 'none') ? { ...claim, isForInterpreter: true } : claim)
}

function wheelClaim(
  name: string,
  systems: readonly string[],
  archs: readonly string[],
  libcs: readonly Libc[],
): Claim {
  return { format: 'wheel', name, systems, archs, libcs }
}

interface TagParts {
  readonly system: string
  readonly archs: readonly string[]
  readonly libc: Libc | undefined
}

/** A wheel published for a version of arm was built for it: PEP 600, and the images of manylinux and musllinux. */
function publishedArch(arch: string): string {
  const [, version = ''] = /^armv([67])l$/.exec(arch) ?? []
  return version === '' ? archOfWord(arch) : `arm/v${version}`
}

/**
 * `linux_ARCH` means built in place, with whatever C library that machine had; for arm it names the building processor,
 * even if the compiler targets an older one.
 */
function partsOfTag(tag: string): TagParts {
  const linux = /^(many|musl)linux(?:\d{1,4}|_\d+_\d+)_(.+)$/.exec(tag)
  if (linux !== null) {
    const [, libc, arch = ''] = linux
    return { system: 'linux', archs: [publishedArch(arch)], libc: libc === 'musl' ? 'musl' : 'glibc' }
  }
  const mac = /^macosx_\d+_\d+_(.+)$/.exec(tag)
  if (mac !== null) return { system: 'darwin', archs: macArchs(mac[1] ?? ''), libc: undefined }
  if (tag === 'win32') return { system: 'windows', archs: ['386'], libc: undefined }
  const [, system = tag, arch = ''] = /^(linux|win|android_\d+|freebsd_[\d_a-z]*)_(.+)$/.exec(tag) ?? []
  return { system: systemName(system), archs: [archOfWord(arch)], libc: undefined }
}

function systemName(system: string): string {
  if (system === 'win') return 'windows'
  return system.replace(/_.*/, '')
}

function macArchs(arch: string): readonly string[] {
  return isArchWord(arch) ? [archOfWord(arch)] : ['amd64', 'arm64']
}

/** Files that are not programs: most of a wheel. */
const NON_PROGRAM =
  /\.(?:pyi?|pyc|txt|h|hpp|c|cpp|pxd|pyx|json|typed|md|rst|html|js|css|png|svg|npy|dist-info\/.*)$/

/** RECORD lists what a wheel installs, relative to its site-packages (packaging.python.org, "Recording installed projects"). */
export function readRecord(text: string, path: string): Metadata {
  const root = path.split('/').slice(0, -2)
  const hashes: number[] = []
  eachLine(text, (line) => {
    const name = /^(?:"([^"]*)"|([^,]*)),/.exec(line)
    const file = name?.[1] ?? name?.[2] ?? ''
    if (file === '' || NON_PROGRAM.test(file)) return
    hashes.push(pathHash(file.startsWith('/') ? file : resolvePath(root, file)))
    // pip install --target moves these, but does not update the list.
    const [, script] = /^\.\.\/.*(?<=\/)(bin\/[^/]+)$/.exec(file) ?? []
    if (script !== undefined) hashes.push(pathHash(resolvePath(root, script)))
  })
  return { kind: 'package', has: 'paths', pathHashes: Float64Array.from(hashes) }
}

/** The names of packages and modules, one per line (setuptools). */
export function readTopLevel(text: string): Metadata {
  const names = text.split(/\r?\n/).map((name) => name.trim())
  return { kind: 'package', has: 'names', names: names.filter((name) => name !== '') }
}

function resolvePath(root: readonly string[], file: string): string {
  const names = [...root]
  for (const name of file.split('/')) {
    if (name === '..') names.pop()
    else if (name !== '.' && name !== '') names.push(name)
  }
  return names.join('/')
}

/** A package name, normalised by PEP 503. */
export function normalisedName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-')
}
