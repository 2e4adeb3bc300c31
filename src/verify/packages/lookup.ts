/**
 * Finds the package that a file of an image belongs to: first the package that lists it, then the one that its name or
 * folder says, then the nearest package above it.
 */

import {
  childrenOf,
  eachText,
  factsOf,
  find,
  NOWHERE,
  nameOf,
  parentOf,
  pathOf,
  type Tree,
} from '../layer/tree.ts'
import { memoize } from '../memoize.ts'
import { commonName, hasWord } from '../name-words.ts'
import { isBuiltInPlace } from './built-in-place.ts'
import { type Claim, type FormatName, type Metadata, NO_PATHS, type Owner } from './claim.ts'
import { distributionClaim } from './dpkg.ts'
import { claimOfGem, claimOfName, FOLDER_FORMATS, type FolderFormat } from './named-packages.ts'
import { type OwnerTable, ownerOf, ownerTable } from './owners.ts'
import { normalisedName } from './wheel.ts'

/** A package of the image. */
export interface Package {
  readonly claim: Claim
  /** The name for messages. */
  readonly name: string
  /** The file or folder that says which machine it is for. */
  readonly metadata: string
  /** A key that it shares with the same package for other machines. */
  readonly family: string
}

type Families = ReadonlyMap<string, readonly Claim[]>

/** The packages of an image; only this file writes to it. */
export interface Packages {
  readonly tree: Tree
  readonly owners: Package[]
  readonly pathHashes: Float64Array[]
  /** Made on first use. */
  table: OwnerTable | undefined
  /** The claims of packages for certain machines, by family. */
  readonly families: Map<string, Claim[]>
  /** Packages that explain the contents of a folder, by the folder. */
  readonly byFolder: Map<number, Package[]>
  /** Wheels by the folder that they are installed in and the top-level names that they install there. */
  readonly wheels: Map<number, Map<string, Package>>
  /** Claims made by the file names in a folder, by family. */
  readonly namedIn: (folder: string) => Families
  /** Claims made by folder names, by format. */
  readonly foldersIn: ReadonlyMap<FormatName, (folder: string) => Families>
  /** The architectures that the distribution's package manager installs for. */
  readonly archs: Set<string>
}

/** Collects the metadata of an image. */
export function packagesOf(tree: Tree): Packages {
  const packages: Packages = {
    ...{ tree, owners: [], pathHashes: [], table: undefined },
    ...{ families: new Map(), byFolder: new Map(), wheels: new Map(), archs: new Set() },
    namedIn: memoize((folder) => familiesIn(tree, folder, packageOfFileName)),
    foldersIn: new Map(
      FOLDER_FORMATS.map((format) => [
        format.format,
        memoize((folder) =>
          familiesIn(tree, folder, (parent, name) => packageOfFolderName(format, parent, name)),
        ),
      ]),
    ),
  }
  const lists = new Map<string, Float64Array>()
  const databases: { readonly path: string; readonly database: Database }[] = []
  eachText(tree, (node) => {
    const { detail } = factsOf(tree, node)
    if (detail?.kind !== 'package') return
    if (detail.has === 'claim') addClaims(packages, node, detail.claim, detail)
    else if (detail.has === 'database') databases.push({ path: pathOf(tree, node), database: detail })
    else if (detail.has === 'archs') for (const arch of detail.archs) packages.archs.add(arch)
    // A wheel's RECORD is among them, but the names of dpkg's packages are in lower case (Debian Policy, 5.6.1).
    else if (detail.has === 'paths')
      lists.set(nameOf(tree, node).replace(/\.(?:list|md5sums)$/, ''), detail.pathHashes)
  })
  for (const { path, database } of databases) addDatabase(packages, path, database, lists)
  addListedOnly(packages, new Set(databases.flatMap(({ database }) => [...database.archs.keys()])), lists)
  return packages
}

/** Adds the package of a metadata file, and the packages that are part of it. */
function addClaims(
  packages: Packages,
  node: number,
  claim: Claim,
  { pathHashes, parts }: { readonly pathHashes: Float64Array; readonly parts: readonly Owner[] },
): void {
  addClaim(packages, node, claim, pathHashes)
  for (const part of parts) {
    const { name } = part.claim
    const metadata = pathOf(packages.tree, node)
    const package_ = { claim: part.claim, name, metadata, family: `${metadata} ${name}` }
    pushTo(packages.families, package_.family, part.claim)
    addOwner(packages, package_, part.pathHashes)
  }
}

function addClaim(packages: Packages, node: number, claim: Claim, pathHashes: Float64Array): void {
  const { tree } = packages
  // These are looked up from the file, since there may be any number of them.
  if (claim.format === 'npm' && claim.archs.length === 0) return
  const folder = parentOf(tree, node)
  const package_ = packageOfFile(tree, node, claim)
  if (claim.archs.length > 0) pushTo(packages.families, package_.family, claim)
  if (claim.format === 'wheel') addWheel(packages, folder, package_)
  else if (claim.format !== 'conda') pushTo(packages.byFolder, folder, package_)
  addOwner(packages, package_, pathHashes)
}

/** A wheel's metadata folder lists what it installed, next to that folder. */
function addWheel(packages: Packages, info: number, package_: Package): void {
  const { tree, wheels } = packages
  const record = metadataIn(tree, info, 'RECORD')
  if (record?.has === 'paths') addOwner(packages, package_, record.pathHashes)
  const topLevel = metadataIn(tree, info, 'top_level.txt')
  const names = topLevel?.has === 'names' ? topLevel.names : []
  const root = parentOf(tree, info)
  const wheelsInRoot = wheels.get(root) ?? new Map<string, Package>()
  for (const name of [package_.claim.name, ...names]) wheelsInRoot.set(normalisedName(name), package_)
  wheels.set(root, wheelsInRoot)
}

function metadataIn(tree: Tree, folder: number, name: string): Metadata | undefined {
  const node = find(tree, name, folder)
  const detail = node === NOWHERE ? undefined : factsOf(tree, node).detail
  return detail?.kind === 'package' ? detail : undefined
}

type Database = Extract<Metadata, { readonly has: 'database' }>

function addDatabase(
  packages: Packages,
  path: string,
  database: Database,
  lists: ReadonlyMap<string, Float64Array>,
): void {
  for (const { claim, pathHashes } of database.owners)
    addOwner(packages, distributionPackage(claim, path), pathHashes)
  if (database.owners.length > 0) return
  for (const [name, arch] of database.archs) {
    const claim = distributionClaim('dpkg', name, arch)
    for (const each of claim.archs) packages.archs.add(each)
    addOwner(packages, distributionPackage(claim, path), lists.get(name) ?? NO_PATHS)
  }
}

/** Packages missing from the status file, or beyond the part of it that is read: dpkg names a list `PACKAGE:ARCH`. */
function addListedOnly(
  packages: Packages,
  known: ReadonlySet<string>,
  lists: ReadonlyMap<string, Float64Array>,
): void {
  for (const [name, pathHashes] of lists) {
    const [, of = '', arch] = /^([^:]+):([a-z0-9-]+)$/.exec(name) ?? []
    if (arch === undefined || known.has(name)) continue
    const claim = distributionClaim('dpkg', of, arch)
    for (const each of claim.archs) packages.archs.add(each)
    addOwner(packages, distributionPackage(claim, `/var/lib/dpkg/info/${name}.list`), pathHashes)
  }
}

function distributionPackage(claim: Claim, metadata: string): Package {
  return { claim, name: claim.name, metadata, family: '' }
}

function addOwner({ owners, pathHashes }: Packages, owner: Package, hashes: Float64Array): void {
  if (hashes.length === 0) return
  owners.push(owner)
  pathHashes.push(hashes)
}

function pushTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}

/** The package that explains a file; undefined if there is none. */
export function packageOf(packages: Packages, node: number, path: string): Package | undefined {
  const owner = packageListing(packages, path) ?? packageOfExtension(path) ?? packageOfFolder(path)
  if (owner !== undefined) return owner
  const above = nearestPackage(packages, node, path)
  if (above !== undefined && above.claim.archs.length > 0) return above
  const slash = path.lastIndexOf('/')
  const named = packageOfFileName(path.slice(0, slash), path.slice(slash + 1))
  // A file's name says more than a package for all machines, unless the file is compiled when the package is installed.
  return named?.claim.format === 'node module' && isBuiltInPlace(path) ? (above ?? named) : (named ?? above)
}

/** The package that lists the path. Files that Debian lists below /lib are below /usr/lib since it merged the two. */
function packageListing(packages: Packages, path: string): Package | undefined {
  packages.table ??= ownerTable(packages.pathHashes)
  const { table, owners } = packages
  const owner = owners[ownerOf(table, path)]
  return owner ?? (path.startsWith('/usr/') ? owners[ownerOf(table, path.slice(4))] : undefined)
}

/**
 * Compiled extensions of a gem are also kept by platform and Ruby version (Gem::BasicSpecification#extension_dir). `^` as in
 * FolderFormat.
 */
function packageOfExtension(path: string): Package | undefined {
  if (!path.includes('/extensions/')) return undefined
  const [, metadata = '', platform = '', gem = ''] =
    /^(.*\/extensions\/([^/]+)\/\d[^/]*\/([^/]+))\/./.exec(path) ?? []
  const claim = claimOfGem(`${gem}-${platform}`)
  return claim && { claim, name: gem, metadata, family: metadata }
}

/** The package of the innermost folder whose name describes one. */
function packageOfFolder(path: string): Package | undefined {
  for (const format of FOLDER_FORMATS) {
    if (!path.includes(format.mark)) continue
    const [, folder = '', name = ''] = format.pattern.exec(path) ?? []
    const package_ = packageOfFolderName(format, folder, name)
    if (package_ !== undefined) return package_
  }
  return undefined
}

function packageOfFolderName({ read }: FolderFormat, folder: string, name: string): Package | undefined {
  const claim = read(name)
  if (claim === undefined) return undefined
  return { claim, name, metadata: `${folder}/${name}`, family: `${folder} ${commonName(name)}` }
}

function packageOfFileName(folder: string, name: string): Package | undefined {
  const claim = claimOfName(name)
  if (claim === undefined) return undefined
  return { claim, name, metadata: `${folder}/${name}`, family: `${folder} ${claim.name}` }
}

/** The package of the nearest folder above a file, or the wheel that installed the next name of the path into that folder. */
function nearestPackage(packages: Packages, node: number, path: string): Package | undefined {
  const { tree, byFolder, wheels } = packages
  const isInstalled = path.includes('/node_modules/')
  if (byFolder.size === 0 && wheels.size === 0 && !isInstalled) return undefined
  let below = node
  for (let folder = parentOf(tree, node); folder !== NOWHERE; folder = parentOf(tree, folder)) {
    const candidate =
      preferredPackage(byFolder.get(folder) ?? [], path.slice(path.lastIndexOf('/') + 1)) ??
      wheelInstalling(wheels.get(folder), nameOf(tree, below)) ??
      (isInstalled ? portableNpm(tree, folder) : undefined)
    if (candidate !== undefined) return candidate
    below = folder
  }
  return undefined
}

/** The wheel that installed a name in its site-packages. */
function wheelInstalling(
  wheels: ReadonlyMap<string, Package> | undefined,
  name: string,
): Package | undefined {
  return wheels?.get(normalisedName(name.replace(/\..*/, '')))
}

/** If a folder has several, as with .NET applications: one for certain machines, then the one with the file's name. */
function preferredPackage(packages: readonly Package[], file: string): Package | undefined {
  return (
    packages.find(({ claim }) => claim.archs.length > 0) ??
    packages.find(({ name }) => name === file) ??
    packages[0]
  )
}

function portableNpm(tree: Tree, folder: number): Package | undefined {
  const metadata = metadataIn(tree, folder, 'package.json')
  return metadata?.has === 'claim'
    ? packageOfFile(tree, find(tree, 'package.json', folder), metadata.claim)
    : undefined
}

function packageOfFile(tree: Tree, node: number, claim: Claim): Package {
  const metadata = pathOf(tree, node)
  const folder = metadata.slice(0, metadata.lastIndexOf('/'))
  // `^` as in FolderFormat.
  const name = claim.name === '' ? folder.replace(/^.*\/node_modules\//, '') : claim.name
  const root = claim.format === 'npm' ? installRoot(folder) : folder
  return { claim, name, metadata, family: `${root} ${commonName(name)}` }
}

/**
 * The folder that packages are installed in. pnpm, Yarn and Bun give each package its own, named by the package and
 * its version.
 */
function installRoot(folder: string): string {
  const root = folder.replace(/\/node_modules\/(?:@[^/]+\/)?[^/]+$/, '/node_modules')
  return root.replace(
    /\/(\.pnpm|\.bun|\.yarn\/unplugged)\/[^/]*?(?:@|-npm-)(\d[^/]*?)(?:-[0-9a-f]{10})?\/node_modules$/,
    '/$1/$2',
  )
}

/** The claims of the same package for other machines, as far as it is installed next to it. */
export function siblingsOf(packages: Packages, { claim, family, metadata }: Package): readonly Claim[] {
  const folder = metadata.slice(0, metadata.lastIndexOf('/'))
  const folders = packages.foldersIn.get(claim.format)
  if (folders !== undefined) return folders(folder).get(family) ?? []
  if (claim.format === 'prisma' || claim.format === 'python module' || claim.format === 'node module')
    return packages.namedIn(folder).get(family) ?? []
  return packages.families.get(family) ?? []
}

function familiesIn(
  tree: Tree,
  path: string,
  read: (folder: string, name: string) => Package | undefined,
): Families {
  const families = new Map<string, Claim[]>()
  const folder = find(tree, path)
  for (const child of folder === NOWHERE ? [] : childrenOf(tree, folder)) {
    const package_ = read(path, nameOf(tree, child))
    if (package_ !== undefined) pushTo(families, package_.family, package_.claim)
  }
  return families
}

/** Names of files for other systems: nothing compiled for Linux has such a name. */
const OTHER_SYSTEM_FILE = /\.(?:exe|dll|dylib)$/i

/** Whether a file is native code that was compiled when its package was installed. */
export function isCompiled({ tree }: Packages, path: string, { claim, metadata }: Package): boolean {
  if (isBuiltInPlace(path)) return true
  // With a word for a machine in its name it is one of several that were published together.
  if (claim.hasInstallScript)
    return !OTHER_SYSTEM_FILE.test(path) && !hasWord(path.slice(metadata.lastIndexOf('/')))
  if (claim.format !== 'gem' || claim.archs.length > 0 || !path.endsWith('.so')) return false
  // RubyGems copies compiled extensions next to the code that loads them (Gem::Ext::Builder).
  if (path.startsWith(`${metadata}/lib/`)) return true
  const extensions = find(tree, `${metadata}/../../extensions`)
  const folders = extensions === NOWHERE ? [] : childrenOf(tree, extensions)
  const gem = metadata.slice(metadata.lastIndexOf('/') + 1)
  return folders
    .flatMap((platform) => childrenOf(tree, platform))
    .some((version) => find(tree, gem, version) !== NOWHERE)
}
