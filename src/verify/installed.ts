/** What packages say of themselves that no program in them has to confirm. */
import type { Platform } from '../platforms/platform.ts'
import { add, type Report } from './findings.ts'
import { legiblePath } from './legible.ts'
import { libcsOf } from './libcs.ts'
import { machinesOf, type Packaged, packageVerdict, wasTold } from './packaged.ts'
import { type Claim, fitOf, type Libc } from './packages/claim.ts'
import { type Package, type Packages, siblingsOf } from './packages/lookup.ts'

/** Reports packages for another system, for a newer arm, and for the C library that the image does not have. */
export function reportInstalled(
  report: Report,
  packaged: Packaged,
  isIgnored: (path: string) => boolean,
): void {
  const { platform } = report.image
  if (platform.os !== 'linux') return
  const { packages } = packaged
  const libcs = libcsOf(packages.tree)
  for (const found of installed(packages)) {
    const { claim, metadata } = found
    const siblings = siblingsOf(packages, found)
    if (isIgnored(legiblePath(metadata))) continue
    if (isForOthers(claim, siblings, platform)) reportOthers(report, packaged, found)
    else if (!isForLibcs(claim, siblings, libcs, platform)) reportLibc(report, found, libcs[0] ?? '')
  }
}

/**
 * Whether a package is for a newer arm, whose programs look like those for an older one, or for another system with
 * nothing for the platform's beside it: then it was installed there.
 */
function isForOthers(claim: Claim, siblings: readonly Claim[], platform: Platform): boolean {
  if (fitOf(claim, platform) !== 'wrong') return false
  if (claim.systems.includes(platform.os))
    return claim.archs.every((arch) => arch.startsWith(`${platform.arch}/`))
  const isElsewhere = claim.systems.length > 0
  return isElsewhere && !siblings.some(({ systems }) => systems.length === 0 || systems.includes(platform.os))
}

function reportOthers(report: Report, packaged: Packaged, found: Package): void {
  const { metadata, claim } = found
  if (wasTold(packaged, `other machine ${metadata}`)) return
  const folder = metadata.slice(0, metadata.lastIndexOf('/'))
  const claimed = machinesOf(claim, report.image.platform)
  const verdict = packageVerdict(found, 'other machine', claimed, '', folder)
  add(report, { severity: 'error', path: metadata, verdict })
}

/** Where there is no C library at all, it comes from elsewhere, or nothing is run. */
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
