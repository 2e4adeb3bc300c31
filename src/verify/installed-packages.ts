/** Problems that a package's own claim shows without a look at its programs. */
import type { Platform } from '../platforms/platform.ts'
import { addFinding, type Report } from './findings.ts'
import { eachElf, factsOf, nameOf, type Tree } from './layer/tree.ts'
import { libcsOf } from './libcs.ts'
import { archOf } from './machines.ts'
import { claimedPlatforms, type PackageContext, packageVerdict, wasReported } from './package-findings.ts'
import { type Claim, fitOfClaim, type Libc } from './packages/claim.ts'
import { type Package, type Packages, siblingsOf } from './packages/lookup.ts'
import { printablePath } from './printable.ts'

/** Reports packages for another system, for a newer arm, and for a C library that the image does not have. */
export function reportInstalled(
  report: Report,
  packageContext: PackageContext,
  isIgnored: (path: string) => boolean,
): void {
  const { platform } = report.image
  if (platform.os !== 'linux') return
  const { packages } = packageContext
  const libcs = libcsOf(packages.tree)
  const pythons = pythonsOf(packages.tree)
  for (const package_ of installedPackages(packages)) {
    const { claim, metadata } = package_
    const siblings = siblingsOf(packages, package_)
    if (isIgnored(printablePath(metadata))) continue
    const isForOther =
      isForOtherMachine(claim, siblings, platform) || isWithoutPython(package_, pythons, platform)
    if (isForOther) reportOtherMachine(report, packageContext, package_)
    else if (!fitsLibcs(claim, siblings, libcs, platform)) reportLibc(report, package_, libcs[0] ?? '')
  }
}

/**
 * Whether a package is for a newer arm, whose programs look like those for an older one, or for another system without
 * a counterpart for the platform's next to it: then it was installed on that system.
 */
function isForOtherMachine(claim: Claim, siblings: readonly Claim[], platform: Platform): boolean {
  if (fitOfClaim(claim, platform) !== 'wrong') return false
  if (claim.systems.includes(platform.os))
    return claim.archs.every((arch) => arch.startsWith(`${platform.arch}/`))
  return ![claim, ...siblings].some(({ systems }) => systems.length === 0 || systems.includes(platform.os))
}

/** Programs and libraries of Python: python3.12, pypy3.10, libpython3.12.so.1.0. */
const PYTHON = /^(?:lib)?(?:python|pypy)\d[\w.-]*$/
/** The folders that Python searches by default. */
const IN_PYTHON = /\/(?:site|dist)-packages\/[^/]+\/WHEEL$/

/**
 * Whether a wheel of modules is for a second architecture that the platform runs, and the image has a Python only for
 * its own: a process cannot load libraries of the other word size.
 */
function isWithoutPython(
  { claim, metadata }: Package,
  pythons: ReadonlySet<string>,
  platform: Platform,
): boolean {
  const { arch } = platform
  // If no machine of the platform runs it, its files are reported.
  if (fitOfClaim(claim, platform) === 'wrong') return false
  if (claim.isForInterpreter === undefined || !IN_PYTHON.test(metadata)) return false
  return pythons.has(arch) && ![...pythons].some((each) => claimsArch(each, claim))
}

function claimsArch(arch: string, { archs }: Claim): boolean {
  return archs.some((each) => each.split('/')[0] === arch)
}

/** The architectures of the image's Python programs and libraries. */
function pythonsOf(tree: Tree): ReadonlySet<string> {
  const archs = new Set<string>()
  eachElf(tree, (node) => {
    const { identity } = factsOf(tree, node)
    const arch = identity && archOf(identity)
    if (arch !== undefined && PYTHON.test(nameOf(tree, node))) archs.add(arch)
  })
  return archs
}

function reportOtherMachine(report: Report, packageContext: PackageContext, package_: Package): void {
  const { metadata, claim } = package_
  if (wasReported(packageContext, `other machine ${metadata}`)) return
  const folder = metadata.slice(0, metadata.lastIndexOf('/'))
  const claimed = claimedPlatforms(claim, report.image.platform)
  const verdict = packageVerdict(package_, 'other machine', claimed, '', folder)
  addFinding(report, { severity: 'error', path: metadata, verdict })
}

/** If the image has no C library at all, it is mounted, or nothing is run. */
function fitsLibcs(
  claim: Claim,
  siblings: readonly Claim[],
  libcs: readonly Libc[],
  platform: Platform,
): boolean {
  if (libcs.length === 0 || fitOfClaim(claim, platform) !== 'right') return true
  const claims = [claim, ...siblings].filter((each) => fitOfClaim(each, platform) === 'right')
  return claims.some((each) => each.libcs.length === 0 || each.libcs.some((libc) => libcs.includes(libc)))
}

function reportLibc(report: Report, package_: Package, imageLibc: string): void {
  const { claim, metadata } = package_
  const verdict = packageVerdict(package_, 'other libc', claim.libcs, imageLibc, metadata)
  addFinding(report, { severity: 'warning', path: metadata, verdict })
}

function installedPackages({ byFolder, wheels }: Packages): ReadonlySet<Package> {
  const npm = [...byFolder.values()].flat().filter(({ claim }) => claim.format === 'npm')
  return new Set([...npm, ...[...wheels.values()].flatMap((names) => [...names.values()])])
}
