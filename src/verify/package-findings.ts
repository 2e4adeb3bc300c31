import { type Platform, printPlatform } from '../platforms/platform.ts'
import type { PackageVerdict } from './finding.ts'
import { addFinding, type Report } from './findings.ts'
import type { ForeignElf, ForeignFile } from './judge/file.ts'
import { packageFolderOf as packageFolder } from './judge/package.ts'
import { folderOf, isInTriple } from './judge/places.ts'
import { isPublished, type Surroundings } from './judge/sets.ts'
import { nameOf, type Tree } from './layer/tree.ts'
import { archOf, fitOfArch, machineName, RELOCATABLE } from './machines.ts'
import type { Claim } from './packages/claim.ts'
import {
  isCompiled,
  type Package,
  type Packages,
  packageOf,
  packagesOf,
  siblingsOf,
} from './packages/lookup.ts'
import { judgePackage, type PackageFile, type PackageJudgement } from './packages/verdict.ts'
import { printable, printablePath } from './printable.ts'

/** The packages of an image, and which are reported; only this file writes to it. */
export interface PackageContext {
  readonly packages: Packages
  /** Keys of packages that are reported already. */
  readonly reported: Set<string>
}

export function newPackageContext(tree: Tree): PackageContext {
  return { packages: packagesOf(tree), reported: new Set() }
}

/** A package that a foreign file belongs to, and the judgement that follows from it. */
export interface PackageExplanation {
  readonly package_: Package
  readonly judgement: PackageJudgement
}

/** Judges a file that is not for the platform by its package; undefined if no package says anything about it. */
export function explainByPackage(
  { packages }: PackageContext,
  file: ForeignFile,
  around: Surroundings,
): PackageExplanation | undefined {
  if (file.fit === 'device' || file.identity.type === RELOCATABLE) return undefined
  const package_ = packageOf(packages, file.node, file.path)
  const judgement = package_ && judgePackage(package_.claim, factsInPackage(packages, file, package_, around))
  return package_ === undefined || judgement === undefined ? undefined : { package_, judgement }
}

/** Reports a file that its package does not excuse, once for each package. */
export function reportPackage(
  report: Report,
  context: PackageContext,
  { path, layer, identity, fit }: ForeignElf,
  { package_, judgement }: PackageExplanation,
): void {
  if (
    judgement.kind === 'silent' ||
    wasReported(context, `${judgement.problem} ${reportKey(package_, path)}`)
  )
    return
  const severity = fit === 'doubtful' ? 'warning' : judgement.severity
  const claimed = claimedPlatforms(package_.claim, report.image.platform)
  const verdict = packageVerdict(
    package_,
    judgement.problem,
    claimed,
    machineName(identity),
    ignorePathOf(path, package_),
  )
  addFinding(report, { severity, path, layer, verdict })
}

/** What is reported once: a package, or the folder of files whose names say which machine they are for. */
function reportKey({ metadata, claim, name }: Package, path: string): string {
  if (claim.format === 'nuget') return `${metadata} ${name}`
  return metadata === path ? (packageFolder(path) ?? path) : metadata
}

/** The folder of a file's package, so that one line excludes it; the file itself if the package has no folder of its own. */
export function ignorePathOf(path: string, { claim, metadata }: Package): string {
  const folderOfPackage = packageFolder(path)
  if (folderOfPackage !== undefined) return folderOfPackage
  const folder = folderOf(metadata)
  if (claim.format === 'npm' && path.startsWith(`${folder}/`)) return folder
  // A wheel's metadata folder is next to what it installed (`pip install --target`).
  const root = folderOf(folder)
  if (claim.format !== 'wheel' || !path.startsWith(`${root}/`)) return path
  const [top = ''] = path.slice(root.length + 1).split('/')
  return `${root}/${top}`
}

/** Whether something was reported before; marks it as reported. */
export function wasReported({ reported }: PackageContext, key: string): boolean {
  if (reported.has(key)) return true
  reported.add(key)
  return false
}

function factsInPackage(
  packages: Packages,
  { node, path, identity, words }: ForeignFile,
  package_: Package,
  { platform, places, sets }: Surroundings,
): PackageFile {
  const { tree, archs } = packages
  const folder = folderOf(path)
  const { claim } = package_
  const isMultiarch = (): boolean => [...archs].some((arch) => fitOfArch(arch, platform) === 'right')
  return {
    platform,
    isReached: places.path.has(folder) || places.loader.has(folder),
    isInTriple: isInTriple(path, identity),
    isCompiled: isCompiled(packages, path, package_),
    // `dotnet publish` makes a host for the machine that it runs on; `dotnet App.dll` does not need it.
    isHost: claim.format === 'dotnet' && claim.archs.length === 0 && nameOf(tree, node) === claim.name,
    isKnownArch: claim.archs.some((arch) => archs.has(arch)) && isMultiarch(),
    saysItself: words.arch !== undefined && words.arch === archOf(identity),
    isPublished: isPublished(sets, packageFolder(path), words),
    hasTwin: sets.natives.get(nameOf(tree, node)) === true,
    siblings: () => siblingsOf(packages, package_),
  }
}

/** A package's verdict, with printable texts. */
export function packageVerdict(
  { claim, name, metadata }: Package,
  problem: PackageVerdict['problem'],
  claimed: readonly string[],
  actual: string,
  ignore: string,
): PackageVerdict {
  return {
    ...{ rule: 'package', problem, format: claim.format, claimed: claimed.map(printable), actual },
    ...{ name: printablePath(name), metadata: printablePath(metadata), ignore: printablePath(ignore) },
  }
}

/** The platforms that a package claims to be for. */
export function claimedPlatforms({ systems, archs }: Claim, { os }: Platform): readonly string[] {
  const claimedSystems = systems.length === 0 || systems.includes(os) ? [os] : systems
  return claimedSystems.flatMap((os) =>
    archs.map((arch) => printPlatform({ os, osVersion: '', osFeatures: [], arch, variant: '' })),
  )
}
