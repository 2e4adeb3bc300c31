import type { Platform } from '../../platforms/platform.ts'
import type { PackageProblem, Severity } from '../finding.ts'
import type { Fit } from '../machines.ts'
import { type Claim, fitOfClaim } from './claim.ts'

/** Facts about a foreign file that belongs to a package. */
export interface PackageFile {
  readonly platform: Platform
  /** Whether PATH or the loader finds it. */
  readonly isReached: boolean
  /** Whether it is in the distribution's folder for libraries of the file's machine. */
  readonly isInTriple: boolean
  /** Whether it was compiled or fetched when the package was installed. */
  readonly isCompiled: boolean
  /** Whether it is the host of an application for all machines, which the runtime can start without it. */
  readonly isHost: boolean
  /** Whether the distribution installs packages for the package's machine alongside those for the platform. */
  readonly isKnownArch: boolean
  /** Whether the file's path says which machine it is for, correctly. */
  readonly saysItself: boolean
  /** Whether the file was published together with files for the platform. */
  readonly isPublished: boolean
  /** Whether a file of the same name is for the platform, in any folder. */
  readonly hasTwin: boolean
  /** The claims of the same package for other machines. */
  readonly siblings: () => readonly Claim[]
}

/** The judgement of a foreign file by its package. `silent`: it belongs there. */
export type PackageJudgement =
  | { readonly kind: 'silent' }
  | { readonly kind: 'finding'; readonly severity: Severity; readonly problem: PackageProblem }

const SILENT: PackageJudgement = { kind: 'silent' }

/** @returns undefined if the package says nothing about the file */
export function judgePackage(claim: Claim, file: PackageFile): PackageJudgement | undefined {
  const { format } = claim
  if (format === 'dpkg' || format === 'apk') return judgeDistribution(claim, file)
  const fit = fitOfClaim(claim, file.platform)
  return fit === 'wrong' || fit === 'doubtful'
    ? judgeForOtherMachine(claim, fit, file)
    : judgeForPlatform(fit, file)
}

/** A package that is for another machine. */
function judgeForOtherMachine(
  { format }: Claim,
  fit: 'wrong' | 'doubtful',
  file: PackageFile,
): PackageJudgement {
  if (file.siblings().some((sibling) => fitOfClaim(sibling, file.platform) === 'right')) return SILENT
  // A library that a NuGet package lacks for a machine is compiled separately and put next to the application or into /usr/lib.
  if (format === 'nuget' && file.hasTwin) return SILENT
  // Packages can often do without their prebuilt modules.
  const isOptional = format === 'node module' && !file.isCompiled
  return findingOf(fit === 'wrong' && !isOptional ? 'error' : 'warning', 'other machine')
}

/** A package for the platform, or for all machines. */
function judgeForPlatform(fit: Fit | 'any', file: PackageFile): PackageJudgement | undefined {
  if (file.isCompiled) return findingOf('error', 'built')
  if (file.isHost && !file.isReached) return SILENT
  // A file that can be called or loaded by name is judged by that.
  if (file.isReached) return undefined
  if (fit === 'any' && file.isPublished) return SILENT
  // The publisher of a package for this platform knows what else is in it.
  return fit === 'right' && file.saysItself ? SILENT : findingOf('warning', 'helper')
}

/**
 * The distribution intends `all` packages for every machine, and also those for an architecture that it installs for. A
 * package for the platform does not explain a foreign file in a place where it would be used: somebody has replaced it.
 */
function judgeDistribution(claim: Claim, file: PackageFile): PackageJudgement | undefined {
  const fit = fitOfClaim(claim, file.platform)
  if (fit === 'any') return SILENT
  // That architecture's C library adds this folder to the loader's, and the loader skips files for another machine.
  if (file.isKnownArch && file.isInTriple) return SILENT
  if (file.isReached) return undefined
  return fit === 'right' || file.isKnownArch ? SILENT : findingOf('error', 'other machine')
}

function findingOf(severity: Severity, problem: PackageProblem): PackageJudgement {
  return { kind: 'finding', severity, problem }
}
