/** Problems that a package's own claim shows without a look at its programs. */
import type { Platform } from '../platforms/platform.ts'
import { add, type Report } from './findings.ts'
import { eachElf, factsOf, nameOf, type Tree } from './layer/tree.ts'
import { libcsOf } from './libcs.ts'
import { archOf } from './machines.ts'
import { machinesOf, type Packaged, packageVerdict, wasTold } from './packaged.ts'
import { type Claim, fitOf, type Libc } from './packages/claim.ts'
import { type Package, type Packages, siblingsOf } from './packages/lookup.ts'
import { legiblePath } from './printable.ts'

/** Reports packages for another system, for a newer arm, and for a C library that the image does not have. */
export function reportInstalled(
  report: Report,
  packaged: Packaged,
  isIgnored: (path: string) => boolean,
): void {
  const { platform } = report.image
  if (platform.os !== 'linux') return
  const { packages } = packaged
  const libcs = libcsOf(packages.tree)
  const pythons = pythonsOf(packages.tree)
  for (const found of installed(packages)) {
    const { claim, metadata } = found
    const siblings = siblingsOf(packages, found)
    if (isIgnored(legiblePath(metadata))) continue
    const isForOther =
      isForOthers(claim, siblings, platform) || isForNoPython(found, siblings, pythons, platform)
    if (isForOther) reportOthers(report, packaged, found)
    else if (!isForLibcs(claim, siblings, libcs, platform)) reportLibc(report, found, libcs[0] ?? '')
  }
}

/**
 * Whether a package is for a newer arm, whose programs look like those for an older one, or for another system without
 * a counterpart for the platform's next to it: then it was installed on that system.
 */
function isForOthers(claim: Claim, siblings: readonly Claim[], platform: Platform): boolean {
  if (fitOf(claim, platform) !== 'wrong') return false
  if (claim.systems.includes(platform.os))
    return claim.archs.every((arch) => arch.startsWith(`${platform.arch}/`))
  const isElsewhere = claim.systems.length > 0
  return isElsewhere && !siblings.some(({ systems }) => systems.length === 0 || systems.includes(platform.os))
}

/** Programs and libraries of Python: python3.12, pypy3.10, libpython3.12.so.1.0. */
const PYTHON = /^(?:lib)?(?:python|pypy)\d[\w.-]*$/
/** The folders that Python searches by default. */
const IN_PYTHON = /\/(?:site|dist)-packages\/[^/]+\/WHEEL$/

/**
 * Whether a wheel of modules is for a second architecture that the platform runs, and the image has a Python only for
 * its own: a process cannot load libraries of the other word size.
 */
function isForNoPython(
  { claim, metadata }: Package,
  siblings: readonly Claim[],
  pythons: ReadonlySet<string>,
  platform: Platform,
): boolean {
  const { arch } = platform
  // If no machine of the platform runs it, its files are reported.
  if (fitOf(claim, platform) === 'wrong') return false
  if (claim.isForInterpreter === undefined || !IN_PYTHON.test(metadata)) return false
  if ([claim, ...siblings].some((each) => isFor(arch, each))) return false
  return pythons.has(arch) && ![...pythons].some((each) => isFor(each, claim))
}

function isFor(arch: string, { archs }: Claim): boolean {
  return archs.length === 0 || archs.some((each) => each.split('/')[0] === arch)
}

/** The architectures of the image's Python programs and libraries. */
function pythonsOf(tree: Tree): ReadonlySet<string> {
  const archs = new Set<string>()
  eachElf(tree, (node) => {
    const { identity } = factsOf(tree, node)
    const arch = identity === undefined || !PYTHON.test(nameOf(tree, node)) ? undefined : archOf(identity)
    if (arch !== undefined) archs.add(arch)
  })
  return archs
}

function reportOthers(report: Report, packaged: Packaged, found: Package): void {
  const { metadata, claim } = found
  if (wasTold(packaged, `other machine ${metadata}`)) return
  const folder = metadata.slice(0, metadata.lastIndexOf('/'))
  const claimed = machinesOf(claim, report.image.platform)
  const verdict = packageVerdict(found, 'other machine', claimed, '', folder)
  add(report, { severity: 'error', path: metadata, verdict })
}

/** If the image has no C library at all, it is mounted, or nothing is run. */
function isForLibcs(
  claim: Claim,
  siblings: readonly Claim[],
  libcs: readonly Libc[],
  platform: Platform,
): boolean {
  if (libcs.length === 0 || fitOf(claim, platform) !== 'right') return true
  const claims = [claim, ...siblings].filter((each) => fitOf(each, platform) === 'right')
  return claims.some((each) => each.libcs.length === 0 || each.libcs.some((libc) => libcs.includes(libc)))
}

function reportLibc(report: Report, found: Package, has: string): void {
  const { claim, metadata } = found
  const verdict = packageVerdict(found, 'other libc', claim.libcs, has, metadata)
  add(report, { severity: 'warning', path: metadata, verdict })
}

function installed({ byFolder, wheels }: Packages): ReadonlySet<Package> {
  const npm = [...byFolder.values()].flat().filter(({ claim }) => claim.format === 'npm')
  return new Set([...npm, ...[...wheels.values()].flatMap((names) => [...names.values()])])
}
