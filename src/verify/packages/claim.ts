import type { Platform } from '../../platforms/platform.ts'
import { type Fit, fitsOneOf } from '../machines.ts'

/** What a package says that it is for. An empty list stands for "any". */
export interface Claim {
  readonly format: FormatName
  /** '' where the folder that the package is in has the name. */
  readonly name: string
  /** As platforms call them. */
  readonly systems: readonly string[]
  /** As platforms call them, `arm/v7` where a version is said; what is no platform's as the package writes it. */
  readonly archs: readonly string[]
  readonly libcs: readonly Libc[]
  /** Whether it runs something when it is installed, which may compile or fetch programs. */
  readonly hasInstallScript?: true
  /** Whether all that it has for a machine is loaded into the process of an interpreter. */
  readonly isForInterpreter?: true
}

export type FormatName =
  | 'wheel'
  | 'npm'
  | 'gem'
  | 'egg'
  | 'terraform provider'
  | 'dotnet'
  | 'nuget'
  | 'conda'
  | 'dpkg'
  | 'apk'
  | 'prisma'
  | 'python module'
  | 'node module'

export type Libc = 'glibc' | 'musl'

/** What one file of metadata says, small enough to be kept. */
export type Metadata = {
  readonly kind: 'package'
} & (
  | {
      readonly has: 'claim'
      readonly claim: Claim
      readonly owned: Float64Array
      /** What other packages brought into it, each for some machines. */
      readonly parts: readonly Owner[]
    }
  /** Paths whose package another file describes. */
  | { readonly has: 'paths'; readonly owned: Float64Array }
  /** First names of what a wheel installs. */
  | { readonly has: 'names'; readonly names: readonly string[] }
  /** A database of a distribution: an architecture for each package, and what they own where it says so. */
  | {
      readonly has: 'database'
      readonly archs: ReadonlyMap<string, string>
      readonly owners: readonly Owner[]
    }
  /** The architectures that a package manager installs for. */
  | { readonly has: 'archs'; readonly archs: readonly string[] }
)

export interface Owner {
  readonly claim: Claim
  readonly owned: Float64Array
}

export const NOTHING_OWNED = new Float64Array()

export function claimOf(
  claim: Claim,
  owned: Float64Array = NOTHING_OWNED,
  parts: readonly Owner[] = [],
): Metadata {
  return { kind: 'package', has: 'claim', claim, owned, parts }
}

/** How a package fits a platform; `any` where it is for all machines. */
export function fitOf({ systems, archs }: Claim, platform: Platform): Fit | 'any' {
  if (archs.length === 0) return 'any'
  if (systems.length > 0 && !systems.includes(platform.os)) return 'wrong'
  return fitsOneOf(archs, platform)
}

/** About what V8 needs to keep it. */
export function metadataCost(metadata: Metadata): number {
  switch (metadata.has) {
    case 'claim':
      return ownersCost(metadata.parts) + 1000 + metadata.claim.name.length + metadata.owned.byteLength
    case 'paths':
      return 600 + metadata.owned.byteLength
    case 'names':
    case 'archs': {
      const texts = metadata.has === 'names' ? metadata.names : metadata.archs
      return texts.reduce((sum, each) => sum + 40 + each.length, 600)
    }
    case 'database': {
      const owners = ownersCost(metadata.owners) + 600
      return [...metadata.archs.keys()].reduce((sum, name) => sum + 100 + name.length, owners)
    }
  }
}

function ownersCost(owners: readonly Owner[]): number {
  return owners.reduce((sum, { owned }) => sum + 600 + owned.byteLength, 0)
}
