/**
 * Which package a file of an image belongs to: what owns it by its own list first, then what its name or folder says,
 * then the nearest package above it.
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
  ROOT,
  type Tree,
} from '../layer/tree.ts'
import { type Claim, type Metadata, NOTHING_OWNED } from './claim.ts'
import { distributionClaim } from './dpkg.ts'
import { claimOfGem, claimOfName, isBuilt } from './named.ts'
import { type OwnerTable, ownerOf, ownerTable } from './owned.ts'
import { normalisedName } from './wheel.ts'
import { stemOf } from './words.ts'

/** A package of the image. */
export interface Package {
  readonly claim: Claim
  /** What a person would call it. */
  readonly name: string
  /** The file or folder that says what it is for. */
  readonly metadata: string
  /** What it has in common with packages that are the same for other machines. */
  readonly family: string
}

/** Packages of an image; only this file writes to it. */
export interface Packages {
  readonly tree: Tree
  readonly owners: Package[]
  readonly owned: Float64Array[]
  /** Made when first asked for. */
  table: OwnerTable | undefined
  /** Packages that are for some machines, by family. */
  readonly families: Map<string, Claim[]>
  /** Packages that explain what is in a folder, by the folder. */
  readonly byFolder: Map<number, Package[]>
  /** Architectures that the distribution's package manager installs for. */
  readonly archs: Set<string>
}

/** Collects what the metadata of an image says. */
export function packagesOf(tree: Tree): Packages {
  const packages: Packages = {
    ...{ tree, owners: [], owned: [], table: undefined },
    ...{ families: new Map(), byFolder: new Map(), archs: new Set() },
  }
  const lists = new Map<string, Float64Array>()
  const databases: { readonly path: string; readonly metadata: Metadata }[] = []
  eachText(tree, (node) => {
    const { detail } = factsOf(tree, node)
    if (detail?.kind !== 'package') return
    if (detail.has === 'claim') addClaim(packages, node, detail.claim, detail.owned)
    else if (detail.has === 'database') databases.push({ path: pathOf(tree, node), metadata: detail })
    else if (detail.has === 'archs') for (const arch of detail.archs) packages.archs.add(arch)
    else if (detail.has === 'paths' && pathOf(tree, node).startsWith('/var/lib/dpkg/'))
      lists.set(nameOf(tree, node).replace(/\.(?:list|md5sums)$/, ''), detail.owned)
  })
  for (const { path, metadata } of databases) addDatabase(packages, path, metadata, lists)
  return packages
}

function addClaim(packages: Packages, node: number, claim: Claim, owned: Float64Array): void {
  const { tree } = packages
  // Those are found from the file, since there may be any number of them.
  if (claim.format === 'npm' && claim.archs.length === 0) return
  const folder = parentOf(tree, node)
  const found = packageOfFile(tree, node, claim)
  if (claim.archs.length > 0) push(packages.families, found.family, claim)
  if (claim.format === 'wheel') addWheel(packages, folder, found)
  else if (claim.format !== 'conda') push(packages.byFolder, folder, found)
  if (owned.length > 0) addOwner(packages, found, owned)
}

/** A wheel's own folder says what it installed; beside it lies what it is. */
function addWheel(packages: Packages, info: number, found: Package): void {
  const { tree } = packages
  const record = find(tree, 'RECORD', info)
  const detail = record === NOWHERE ? undefined : factsOf(tree, record).detail
  if (detail?.kind === 'package' && detail.has === 'paths') addOwner(packages, found, detail.owned)
  push(packages.byFolder, parentOf(tree, info), found)
}

function addDatabase(
  packages: Packages,
  path: string,
  metadata: Metadata,
  lists: ReadonlyMap<string, Float64Array>,
): void {
  if (metadata.has !== 'database') return
  for (const { claim, owned } of metadata.owners) addOwner(packages, distributionPackage(claim, path), owned)
  if (metadata.owners.length > 0) return
  for (const [name, arch] of metadata.archs) {
    const claim = distributionClaim('dpkg', name, arch)
    for (const each of claim.archs) packages.archs.add(each)
    addOwner(packages, distributionPackage(claim, path), lists.get(name) ?? NOTHING_OWNED)
  }
}

function distributionPackage(claim: Claim, metadata: string): Package {
  return { claim, name: claim.name, metadata, family: '' }
}

function addOwner({ owners, owned }: Packages, owner: Package, hashes: Float64Array): void {
  if (hashes.length === 0) return
  owners.push(owner)
  owned.push(hashes)
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}

/** The package that explains a file; undefined where none does. */
export function packageOf(packages: Packages, node: number): Package | undefined {
  const path = pathOf(packages.tree, node)
  const owner = ownerOfPath(packages, path) ?? gemOf(path)
  if (owner !== undefined) return owner
  const above = nearest(packages, node, path)
  // A file's name says more than a package that is for all machines, and less than one that is for some.
  return above !== undefined && above.claim.archs.length > 0 ? above : (namedPackage(path) ?? above)
}

/** The package whose own list has the path. What Debian lists below /lib is below /usr/lib since it merged the two. */
function ownerOfPath(packages: Packages, path: string): Package | undefined {
  packages.table ??= ownerTable(packages.owned)
  const { table, owners } = packages
  const owner = owners[ownerOf(table, path)]
  return owner ?? (path.startsWith('/usr/') ? owners[ownerOf(table, path.slice(4))] : undefined)
}

function gemOf(path: string): Package | undefined {
  return extensionOf(path) ?? gemIn(path)
}

/** What was compiled for a gem is kept by platform and version of Ruby, too (Gem::BasicSpecification#extension_dir). */
function extensionOf(path: string): Package | undefined {
  const [, metadata = '', platform = '', gem = ''] =
    /^(.*\/extensions\/([^/]+)\/\d[^/]*\/([^/]+))\/./.exec(path) ?? []
  const claim = claimOfGem(`${gem}-${platform}`)
  return claim && { claim, name: gem, metadata, family: metadata }
}

function gemIn(path: string): Package | undefined {
  const [, metadata = '', folder = ''] = /^(.*\/gems\/([^/]+))\/./.exec(path) ?? []
  const claim = claimOfGem(folder)
  if (claim === undefined) return undefined
  const family = `${metadata.slice(0, -folder.length)} ${stemOf(folder)}`
  return { claim, name: folder, metadata, family }
}

function namedPackage(path: string): Package | undefined {
  const slash = path.lastIndexOf('/')
  const name = path.slice(slash + 1)
  const claim = claimOfName(name)
  if (claim === undefined) return undefined
  return { claim, name, metadata: path, family: `${path.slice(0, slash)} ${claim.name}` }
}

/** The nearest folder above a file that is a package's, or has packages in it that name what is theirs. */
function nearest(packages: Packages, node: number, path: string): Package | undefined {
  const { tree, byFolder } = packages
  let below = node
  for (let folder = parentOf(tree, node); folder !== NOWHERE; folder = parentOf(tree, folder)) {
    const known = byFolder.get(folder) ?? []
    const own =
      known.find(({ claim }) => claim.format !== 'wheel') ?? wheelNamed(packages, known, nameOf(tree, below))
    if (own !== undefined) return own
    const portable = path.includes('/node_modules/') ? portableNpm(tree, folder) : undefined
    if (portable !== undefined) return portable
    if (folder === ROOT) return undefined
    below = folder
  }
  return undefined
}

function portableNpm(tree: Tree, folder: number): Package | undefined {
  const node = find(tree, 'package.json', folder)
  const detail = node === NOWHERE ? undefined : factsOf(tree, node).detail
  if (detail?.kind !== 'package' || detail.has !== 'claim') return undefined
  return packageOfFile(tree, node, detail.claim)
}

/** What a wheel installs beside its metadata, told by names where its list does not have the file. */
function wheelNamed(packages: Packages, wheels: readonly Package[], child: string): Package | undefined {
  const first = normalisedName(child.replace(/\.libs$|\..*/, ''))
  return wheels.find(
    ({ claim, metadata }) =>
      claim.format === 'wheel' &&
      (normalisedName(claim.name) === first ||
        topLevel(packages.tree, metadata).includes(child.replace(/\..*/, ''))),
  )
}

function topLevel(tree: Tree, wheel: string): readonly string[] {
  const node = find(tree, wheel.replace(/WHEEL$/, 'top_level.txt'))
  const detail = node === NOWHERE ? undefined : factsOf(tree, node).detail
  return detail?.kind === 'package' && detail.has === 'names' ? detail.names : []
}

function packageOfFile(tree: Tree, node: number, claim: Claim): Package {
  const metadata = pathOf(tree, node)
  const folder = metadata.slice(0, metadata.lastIndexOf('/'))
  const name = claim.name === '' ? folder.replace(/^.*\/node_modules\//, '') : claim.name
  const place = claim.format === 'npm' ? installOf(folder) : folder
  return { claim, name, metadata, family: `${place} ${stemOf(name)}` }
}

/**
 * The folder that packages are installed in. pnpm, Yarn and Bun give each one of its own, named by the package and its
 * version.
 */
function installOf(folder: string): string {
  const place = folder.replace(/\/node_modules\/(?:@[^/]+\/)?[^/]+$/, '/node_modules')
  return place.replace(
    /\/(\.pnpm|\.bun|\.yarn\/unplugged)\/[^/]*?(?:@|-npm-)(\d[^/]*?)(?:-[0-9a-f]{10})?\/node_modules$/,
    '/$1/$2',
  )
}

/** What the same package says of itself for other machines: those that are installed beside it. */
export function siblingsOf(packages: Packages, { claim, family, metadata }: Package): readonly Claim[] {
  if (claim.format === 'gem') return claimsBeside(packages.tree, metadata, family, gemBeside)
  if (claim.format === 'prisma' || claim.format === 'python module' || claim.format === 'node module')
    return claimsBeside(packages.tree, metadata, family, namedPackage)
  return packages.families.get(family) ?? []
}

function gemBeside(path: string): Package | undefined {
  return gemIn(`${path}/.`)
}

function claimsBeside(
  tree: Tree,
  path: string,
  family: string,
  read: (path: string) => Package | undefined,
): readonly Claim[] {
  const folder = find(tree, path.slice(0, path.lastIndexOf('/')))
  const children = folder === NOWHERE ? [] : childrenOf(tree, folder)
  return children.flatMap((child) => {
    const found = read(pathOf(tree, child))
    return found?.family === family ? [found.claim] : []
  })
}

/** Whether a file is native code that was compiled when its package was installed. */
export function isCompiled({ tree }: Packages, path: string, { claim, metadata }: Package): boolean {
  if (isBuilt(path)) return true
  if (claim.format !== 'gem' || claim.archs.length > 0 || !path.endsWith('.so')) return false
  const extensions = find(tree, `${metadata}/../../extensions`)
  const folders = extensions === NOWHERE ? [] : childrenOf(tree, extensions)
  const gem = metadata.slice(metadata.lastIndexOf('/') + 1)
  return folders
    .flatMap((platform) => childrenOf(tree, platform))
    .some((version) => find(tree, gem, version) !== NOWHERE)
}
