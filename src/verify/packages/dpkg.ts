import { archOfWord } from '../name-words.ts'
import type { Claim, FormatName, Metadata, Owner } from './claim.ts'
import { eachLine, pathHash } from './owners.ts'

/** Reads dpkg's status file, or a file of status.d, where images without dpkg have one per package (deb-control(5)). */
export function readStatus(text: string): Metadata | undefined {
  const archs = new Map<string, string>()
  let name = ''
  eachLine(text, (line) => {
    if (line.startsWith('Package: ')) name = line.slice(9).trim()
    else if (line.startsWith('Architecture: ') && name !== '') {
      const arch = line.slice(14).trim()
      archs.set(`${name}:${arch}`, arch)
      // The package whose list has no architecture in its name is the main one, which comes first or is the only one.
      if (!archs.has(name)) archs.set(name, arch)
    }
  })
  return archs.size === 0 ? undefined : { kind: 'package', has: 'database', archs, owners: [] }
}

/** Most of what Debian installs, without any programs. */
const DATA_FOLDERS = [
  '/usr/share/doc/',
  '/usr/share/man/',
  '/usr/share/locale/',
  '/usr/share/icons/',
  '/usr/include/',
]

/** A list of paths, one per line (dpkg-query(1), "Files"). Lists are long, so no string is made from a line. */
export function readList(text: string): Metadata {
  const hashes: number[] = []
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    const from = start
    if (end > from && !DATA_FOLDERS.some((folder) => text.startsWith(folder, from)))
      hashes.push(pathHash(text, from, end))
    start = end + 1
  }
  return { kind: 'package', has: 'paths', pathHashes: Float64Array.from(hashes) }
}

/** Checksums of md5sum with paths relative to the root. */
export function readSums(text: string): Metadata {
  const hashes: number[] = []
  eachLine(text, (line) => {
    const path = line.slice(34).replace(/^\.?\//, '')
    if (path !== '') hashes.push(pathHash(path))
  })
  return { kind: 'package', has: 'paths', pathHashes: Float64Array.from(hashes) }
}

/** The architectures of `dpkg --add-architecture`, one per line; the first is the main one. */
export function readArchs(text: string): Metadata {
  const archs = text.split(/\s+/).filter((word) => word !== '')
  return { kind: 'package', has: 'archs', archs: archs.map(archOfWord) }
}

/** The installed database of apk (wiki.alpinelinux.org, "Apk spec", Installed Database V2): one paragraph per package. */
export function readInstalled(text: string): Metadata | undefined {
  const owners: Owner[] = []
  const archs = new Map<string, string>()
  let package_ = { name: '', arch: '', folder: '', hashes: [] as number[] }
  const finish = (): void => {
    const { name, arch, hashes } = package_
    if (name !== '') {
      archs.set(name, arch)
      owners.push({ claim: distributionClaim('apk', name, arch), pathHashes: Float64Array.from(hashes) })
    }
    package_ = { name: '', arch: '', folder: '', hashes: [] }
  }
  eachLine(text, (line) => {
    const value = line.slice(2)
    if (line === '') finish()
    else if (line.startsWith('P:')) package_.name = value
    else if (line.startsWith('A:')) package_.arch = value
    else if (line.startsWith('F:')) package_.folder = value
    else if (line.startsWith('R:'))
      package_.hashes.push(pathHash(package_.folder === '' ? value : `${package_.folder}/${value}`))
  })
  finish()
  return owners.length === 0 ? undefined : { kind: 'package', has: 'database', archs, owners }
}

/** `all` and `noarch` are for every machine. */
export function distributionClaim(format: FormatName, name: string, arch: string): Claim {
  const archs = arch === 'all' || arch === 'noarch' ? [] : [archOfWord(arch)]
  return { format, name, systems: [], archs, libcs: [] }
}
