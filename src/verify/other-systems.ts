/** Programs for other systems in places of the platform's own; obstacles.ts reports those in PATH. */
import type { Platform } from '../platforms/platform.ts'
import { addFileFinding, type Report } from './findings.ts'
import type { Format } from './layer/formats.ts'
import { childrenOf, eachFormat, factsOf, nameOf, parentOf, pathOf, type Tree } from './layer/tree.ts'
import { fitOfElf } from './machines.ts'
import { commonName, type PathWords, pathReader } from './name-words.ts'
import { ignorePathOf, type PackageContext, packageVerdict, wasReported } from './package-findings.ts'
import { isCompiled, type Package, packageOf } from './packages/lookup.ts'
import { printablePath } from './printable.ts'

const SYSTEMS: Partial<Record<Format, string>> = { 'Windows program': 'Windows', 'macOS program': 'macOS' }

/** Reports programs that were compiled or fetched when a package was installed, and those whose name says the platform. */
export function reportOtherSystems(
  report: Report,
  packageContext: PackageContext,
  isIgnored: (path: string) => boolean,
): void {
  const { tree } = packageContext.packages
  if (report.image.platform.os !== 'linux') return
  const read = pathReader()
  eachFormat(tree, (node) => {
    const { detail } = factsOf(tree, node)
    const system = detail?.kind === 'format' ? SYSTEMS[detail.format] : undefined
    const path = pathOf(tree, node)
    if (system === undefined || isIgnored(printablePath(path))) return
    const package_ = packageOf(packageContext.packages, node, path)
    if (
      package_ !== undefined &&
      isCompiled(packageContext.packages, path, package_) &&
      !hasCounterpart(report, tree, node)
    )
      reportBuilt(report, packageContext, package_, { node, path, system })
    else if (saysPlatform(path, read(path), report.image.platform)) reportMisnamed(report, tree, node, system)
  })
}

/** Whether its counterpart for the platform is next to it: then both were published together, not made in place. */
function hasCounterpart({ image }: Report, tree: Tree, node: number): boolean {
  const common = commonName(nameOf(tree, node))
  return childrenOf(tree, parentOf(tree, node)).some((each) => {
    const { identity } = factsOf(tree, each)
    const isRight = identity !== undefined && fitOfElf(identity, image.platform) === 'right'
    return isRight && commonName(nameOf(tree, each)) === common
  })
}

interface Program {
  readonly node: number
  readonly path: string
  readonly system: string
}

function reportBuilt(
  report: Report,
  packageContext: PackageContext,
  package_: Package,
  { node, path, system }: Program,
): void {
  const { systems } = package_.claim
  // The whole package is for another system, as fsevents after a forced npm install.
  const isForOtherSystem = systems.length > 0 && !systems.includes(report.image.platform.os)
  if (isForOtherSystem || wasReported(packageContext, `built ${package_.metadata}`)) return
  const verdict = packageVerdict(package_, 'built', [], system, ignorePathOf(path, package_))
  addFileFinding(report, packageContext.packages.tree, node, { severity: 'error', verdict })
}

function reportMisnamed(report: Report, tree: Tree, node: number, machine: string): void {
  const reason = { kind: 'misnamed', says: `linux and ${report.image.platform.arch}` } as const
  const ignore = printablePath(pathOf(tree, node))
  // Started programs and those in PATH are reported already.
  if (report.kept.error.some(({ path }) => path === ignore)) return
  const verdict = {
    rule: 'machine',
    machine,
    fit: 'wrong',
    files: 1,
    isMixed: false,
    reason,
    ignore,
  } as const
  addFileFinding(report, tree, node, { severity: 'error', verdict })
}

function saysPlatform(path: string, { arch, isForeignSystem }: PathWords, platform: Platform): boolean {
  return arch === platform.arch && !isForeignSystem && /linux[^/]*(?:\/[^/]*){0,2}$/i.test(path)
}
