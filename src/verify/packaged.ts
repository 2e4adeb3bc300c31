import { type Platform, printPlatform } from '../platforms/platform.ts'
import type { PackageVerdict } from './finding.ts'
import { add, type Report } from './findings.ts'
import type { Image } from './image.ts'
import type { ForeignFile } from './judge/file.ts'
import { packageOf as packageFolder } from './judge/package.ts'
import { childrenOf, factsOf, find, NOWHERE, nameOf, parentOf, pathOf, type Tree } from './layer/tree.ts'
import { legible, legiblePath } from './legible.ts'
import { fitsArch, machineName } from './machines.ts'
import { type Claim, fitOf, type Libc } from './packages/claim.ts'
import {
  isCompiled,
  type Package,
  type Packages,
  packageOf,
  packagesOf,
  siblingsOf,
} from './packages/lookup.ts'
import { judgePackage, type PackageJudgement, type Place } from './packages/verdict.ts'
import { searchPath } from './start/entrypoint.ts'
import { libraryFolders } from './start/libraries.ts'

/** What packages say about an image's files; only this file writes to it. */
export interface Packaged {
  readonly packages: Packages
  /** Folders that PATH names, and those where every loader looks. */
  readonly reached: ReadonlySet<number>
  /** Packages that were told already. */
  readonly told: Set<string>
}

export function newPackaged(tree: Tree, image: Image): Packaged {
  const paths = [...searchPath(image.env), ...libraryFolders(tree, image)]
  const folders = paths.filter((path) => path.startsWith('/')).map((path) => find(tree, path))
  return { packages: packagesOf(tree), reached: new Set(folders), told: new Set() }
}

/** A package that a foreign file belongs to, and what it makes of the file. */
export interface Explained {
  readonly found: Package
  readonly judgement: PackageJudgement
}

/** Judges a file that is not for the platform by the package that it belongs to; undefined where none has a say. */
export function explainedBy(
  packaged: Packaged,
  { node, identity, fit }: ForeignFile,
  platform: Platform,
): Explained | undefined {
  if (fit === 'device' || identity.type === RELOCATABLE) return undefined
  const found = packageOf(packaged.packages, node)
  const judgement = found && judgePackage(found.claim, placeOf(packaged, node, found, platform))
  return found === undefined || judgement === undefined ? undefined : { found, judgement }
}

/** Tells what a package makes of a file. One file of a package is told. */
export function reportPackage(
  report: Report,
  packaged: Packaged,
  { node, path, identity, fit }: ForeignFile,
  { found, judgement }: Explained,
): void {
  if (judgement.kind === 'silent' || wasTold(packaged, `${judgement.problem} ${placeNamed(found, path)}`))
    return
  const severity = fit === 'doubtful' ? 'warning' : judgement.severity
  const claimed = machinesOf(found.claim, report.image.platform)
  const verdict = verdictOf(found, judgement.problem, claimed, machineName(identity))
  add(report, { severity, path, layer: factsOf(packaged.packages.tree, node).layer, verdict })
}

/** What is told once: a package, or the folder of files that say by their names what they are for. */
function placeNamed({ metadata }: Package, path: string): string {
  return metadata === path ? (packageFolder(path) ?? path) : metadata
}

/** e_type of object files, which are not run. */
const RELOCATABLE = 1

function wasTold({ told }: Packaged, key: string): boolean {
  if (told.has(key)) return true
  told.add(key)
  return false
}

function placeOf({ packages, reached }: Packaged, node: number, found: Package, platform: Platform): Place {
  const { tree, archs } = packages
  const { claim } = found
  const isMultiarch = [...archs].some((arch) => fitsArch(arch, platform) === 'right')
  return {
    platform,
    isReached: reached.has(parentOf(tree, node)),
    isCompiled: isCompiled(packages, pathOf(tree, node), found),
    // `dotnet publish` makes one for the machine that it runs on; `dotnet App.dll` starts without it.
    isHost: claim.format === 'dotnet' && claim.archs.length === 0 && nameOf(tree, node) === claim.name,
    isKnownArch: isMultiarch && claim.archs.some((arch) => archs.has(arch)),
    siblings: siblingsOf(packages, found),
  }
}

function verdictOf(
  { claim, name, metadata }: Package,
  problem: PackageVerdict['problem'],
  claimed: readonly string[],
  found: string,
): PackageVerdict {
  return {
    ...{ rule: 'package', problem, format: claim.format, claimed: claimed.map(legible), found },
    ...{ name: legiblePath(name), metadata: legiblePath(metadata) },
  }
}

function machinesOf({ systems, archs }: Claim, { os }: Platform): readonly string[] {
  const named = systems.length === 0 || systems.includes(os) ? [os] : systems
  return named.flatMap((os) => archs.map((arch) => printPlatform({ os, osVersion: '', arch, variant: '' })))
}

/** Packages for the platform's machine, and for the C library that the image does not have. */
export function reportLibcs(
  report: Report,
  { packages }: Packaged,
  isIgnored: (path: string) => boolean,
): void {
  const { platform } = report.image
  const libcs = libcsOf(packages.tree)
  const [has] = libcs
  // Where there is none at all, it comes from elsewhere, or nothing is run.
  if (has === undefined || platform.os !== 'linux') return
  for (const found of installed(packages)) {
    const { claim, metadata } = found
    const claims = [claim, ...siblingsOf(packages, found)].filter((each) => fitOf(each, platform) === 'right')
    if (fitOf(claim, platform) !== 'right' || claims.some((each) => isForLibc(each, libcs))) continue
    if (isIgnored(legiblePath(metadata))) continue
    const verdict = verdictOf(found, 'other libc', claim.libcs, has)
    add(report, { severity: 'warning', path: metadata, verdict })
  }
}

function installed({ byFolder, wheels }: Packages): ReadonlySet<Package> {
  const npm = [...byFolder.values()].flat().filter(({ claim }) => claim.format === 'npm')
  return new Set([...npm, ...[...wheels.values()].flatMap((names) => [...names.values()])])
}

function isForLibc({ libcs }: Claim, has: readonly Libc[]): boolean {
  return libcs.length === 0 || libcs.some((libc) => has.includes(libc))
}

/** By the loaders that are there: ABI documents of glibc (sysdeps, "ldd-rewrite") and of musl. */
function libcsOf(tree: Tree): readonly Libc[] {
  const names = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'].flatMap((path) => {
    const folder = find(tree, path)
    return folder === NOWHERE ? [] : childrenOf(tree, folder).map((node) => nameOf(tree, node))
  })
  const hasGlibc = names.some((name) => /^(?:ld-linux[-\w]*|ld64|ld)\.so\.\d$/.test(name))
  const hasMusl = names.some((name) => /^ld-musl-.*\.so\.1$/.test(name))
  return [...(hasGlibc ? (['glibc'] as const) : []), ...(hasMusl ? (['musl'] as const) : [])]
}
