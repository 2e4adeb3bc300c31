import { type Platform, printPlatform } from '../platforms/platform.ts'
import type { PackageVerdict } from './finding.ts'
import { add, type Report } from './findings.ts'
import type { Foreign, ForeignFile, Surroundings } from './judge/file.ts'
import { packageOf as packageFolder } from './judge/package.ts'
import { folderOf, isInTriple } from './judge/places.ts'
import { isPublished } from './judge/sets.ts'
import { nameOf, type Tree } from './layer/tree.ts'
import { archOf, fitsArch, machineName, RELOCATABLE } from './machines.ts'
import type { Claim } from './packages/claim.ts'
import {
  isCompiled,
  type Package,
  type Packages,
  packageOf,
  packagesOf,
  siblingsOf,
} from './packages/lookup.ts'
import { judgePackage, type PackageJudgement, type PackageLocation } from './packages/verdict.ts'
import { legiblePath, printable } from './printable.ts'

/** The packages of an image, and which are reported; only this file writes to it. */
export interface Packaged {
  readonly packages: Packages
  /** Keys of packages that are reported already. */
  readonly told: Set<string>
}

export function newPackaged(tree: Tree): Packaged {
  return { packages: packagesOf(tree), told: new Set() }
}

/** A package that a foreign file belongs to, and the judgement that follows from it. */
export interface Explained {
  readonly found: Package
  readonly judgement: PackageJudgement
}

/** Judges a file that is not for the platform by its package; undefined if no package says anything about it. */
export function explainedBy(
  { packages }: Packaged,
  file: ForeignFile,
  around: Surroundings,
): Explained | undefined {
  if (file.fit === 'device' || file.identity.type === RELOCATABLE) return undefined
  const found = packageOf(packages, file.node, file.path)
  const judgement = found && judgePackage(found.claim, placeOf(packages, file, found, around))
  return found === undefined || judgement === undefined ? undefined : { found, judgement }
}

/** Reports a file that its package does not excuse, once for each package. */
export function reportPackage(
  report: Report,
  packaged: Packaged,
  { path, layer, identity, fit }: Foreign,
  { found, judgement }: Explained,
): void {
  if (judgement.kind === 'silent' || wasTold(packaged, `${judgement.problem} ${placeNamed(found, path)}`))
    return
  const severity = fit === 'doubtful' ? 'warning' : judgement.severity
  const claimed = machinesOf(found.claim, report.image.platform)
  const verdict = packageVerdict(
    found,
    judgement.problem,
    claimed,
    machineName(identity),
    ignoreOf(path, found),
  )
  add(report, { severity, path, layer, verdict })
}

/** What is reported once: a package, or the folder of files whose names say which machine they are for. */
function placeNamed({ metadata, claim, name }: Package, path: string): string {
  if (claim.format === 'nuget') return `${metadata} ${name}`
  return metadata === path ? (packageFolder(path) ?? path) : metadata
}

/** The folder of a file's package, so that one line excludes it; the file itself if the package has no folder of its own. */
export function ignoreOf(path: string, { claim, metadata }: Package): string {
  const named = packageFolder(path)
  if (named !== undefined) return named
  const folder = folderOf(metadata)
  if (claim.format === 'npm' && path.startsWith(`${folder}/`)) return folder
  // A wheel's metadata folder is next to what it installed (`pip install --target`).
  const root = folderOf(folder)
  if (claim.format !== 'wheel' || !path.startsWith(`${root}/`)) return path
  const [top = ''] = path.slice(root.length + 1).split('/')
  return `${root}/${top}`
}

/** Whether something was reported before; marks it as reported. */
export function wasTold({ told }: Packaged, key: string): boolean {
  if (told.has(key)) return true
  told.add(key)
  return false
}

function placeOf(
  packages: Packages,
  { node, path, identity, words }: ForeignFile,
  found: Package,
  { platform, places, sets }: Surroundings,
): PackageLocation {
  const { tree, archs } = packages
  const folder = folderOf(path)
  const { claim } = found
  const isMultiarch = (): boolean => [...archs].some((arch) => fitsArch(arch, platform) === 'right')
  return {
    platform,
    isReached: places.path.has(folder) || places.loader.has(folder),
    isInTriple: isInTriple(path, identity),
    isCompiled: isCompiled(packages, path, found),
    // `dotnet publish` makes a host for the machine that it runs on; `dotnet App.dll` does not need it.
    isHost: claim.format === 'dotnet' && claim.archs.length === 0 && nameOf(tree, node) === claim.name,
    isKnownArch: claim.archs.some((arch) => archs.has(arch)) && isMultiarch(),
    saysItself: words.arch !== undefined && words.arch === archOf(identity),
    isPublished: isPublished(sets, packageFolder(path), words),
    hasTwin: sets.natives.get(nameOf(tree, node)) === true,
    siblings: () => siblingsOf(packages, found),
  }
}

/** A package's verdict, with printable texts. */
export function packageVerdict(
  { claim, name, metadata }: Package,
  problem: PackageVerdict['problem'],
  claimed: readonly string[],
  found: string,
  ignore: string,
): PackageVerdict {
  return {
    ...{ rule: 'package', problem, format: claim.format, claimed: claimed.map(printable), found },
    ...{ name: legiblePath(name), metadata: legiblePath(metadata), ignore: legiblePath(ignore) },
  }
}

/** The platforms that a package claims to be for. */
export function machinesOf({ systems, archs }: Claim, { os }: Platform): readonly string[] {
  const named = systems.length === 0 || systems.includes(os) ? [os] : systems
  return named.flatMap((os) =>
    archs.map((arch) => printPlatform({ os, osVersion: '', osFeatures: [], arch, variant: '' })),
  )
}
