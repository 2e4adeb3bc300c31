import type { Platform } from '../../platforms/platform.ts'
import type { Severity } from '../finding.ts'
import type { Fit } from '../machines.ts'
import { type Claim, fitOf } from './claim.ts'

/** Where a foreign file is that a package explains. */
export interface PackageLocation {
  readonly platform: Platform
  /** Whether PATH or the loader finds it. */
  readonly isReached: boolean
  /** Whether it lies in the folder that the distribution has for libraries of the file's machine. */
  readonly isInTriple: boolean
  /** Whether it is native code that was compiled or fetched when the package was installed. */
  readonly isCompiled: boolean
  /** Whether it is what starts an application that is for all machines: its runtime does without. */
  readonly isHost: boolean
  /** Whether the distribution installs packages for the package's machine beside those of the platform. */
  readonly isKnownArch: boolean
  /** Whether the file's own path says for which machine it is, and that is true. */
  readonly saysItself: boolean
  /** Whether the file was published together with files for the platform. */
  readonly isPublished: boolean
  /** Whether a file of the same name is for the platform, wherever it lies. */
  readonly hasTwin: boolean
  /** What the package says of itself for other machines. */
  readonly siblings: () => readonly Claim[]
}

/** What a package makes of a foreign file. `silent`: it belongs there. */
export type PackageJudgement =
  | { readonly kind: 'silent' }
  | { readonly kind: 'finding'; readonly severity: Severity; readonly problem: PackageProblem }

/**
 * - `other machine`: the package says that it is for another machine
 * - `built`: it was compiled or fetched when the package was installed, on another machine
 * - `helper`: the package is for all machines, or this one, and the file is not
 */
export type PackageProblem = 'other machine' | 'built' | 'helper'

const SILENT: PackageJudgement = { kind: 'silent' }

/** @returns undefined where the package says nothing about it */
export function judgePackage(claim: Claim, place: PackageLocation): PackageJudgement | undefined {
  const { format } = claim
  if (format === 'dpkg' || format === 'apk') return judgeDistribution(claim, place)
  const fit = fitOf(claim, place.platform)
  return fit === 'wrong' || fit === 'doubtful' ? judgeOther(claim, fit, place) : judgeOwn(fit, place)
}

/** A package that is for another machine. */
function judgeOther({ format }: Claim, fit: 'wrong' | 'doubtful', place: PackageLocation): PackageJudgement {
  if (place.siblings().some((sibling) => fitOf(sibling, place.platform) === 'right')) return SILENT
  // What a NuGet package lacks for a machine is compiled by hand, and put beside the application or into /usr/lib.
  if (format === 'nuget' && place.hasTwin) return SILENT
  // Prebuilt modules lie in packages that can often do without.
  const isOptional = format === 'node module' && !place.isCompiled
  return finding(fit === 'wrong' && !isOptional ? 'error' : 'warning', 'other machine')
}

/** A package for the platform, or for all machines. */
function judgeOwn(fit: Fit | 'any', place: PackageLocation): PackageJudgement | undefined {
  if (place.isCompiled) return finding('error', 'built')
  if (place.isHost && !place.isReached) return SILENT
  // What can be started by its name is judged by that.
  if (place.isReached) return undefined
  if (fit === 'any' && place.isPublished) return SILENT
  // Who made it for this platform knows what else is in it.
  return fit === 'right' && place.saysItself ? SILENT : finding('warning', 'helper')
}

/**
 * `all` is what the distribution means to be there on every machine, an architecture that it installs for is meant, too.
 * A package for the platform does not explain a foreign file where it would be used: somebody has copied over it.
 */
function judgeDistribution(claim: Claim, place: PackageLocation): PackageJudgement | undefined {
  const fit = fitOf(claim, place.platform)
  if (fit === 'any') return SILENT
  // The C library of that architecture makes its folder one of the loader's, which passes over what is not for it.
  if (place.isKnownArch && place.isInTriple) return SILENT
  if (place.isReached) return undefined
  return fit === 'right' || place.isKnownArch ? SILENT : finding('error', 'other machine')
}

function finding(severity: Severity, problem: PackageProblem): PackageJudgement {
  return { kind: 'finding', severity, problem }
}
