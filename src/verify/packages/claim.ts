import type { Platform } from '../../platforms/platform.ts'
import { bestFit, type Fit } from '../machines.ts'

/** What a package claims to be for. An empty list means "any". */
export interface Claim {
  readonly format: FormatName
  /** '' if the package's folder has the name. */
  readonly name: string
  /** Named as in platforms. */
  readonly systems: readonly string[]
  /** Named as in platforms, possibly with a version, `arm/v7`; a machine without a platform as the package writes it. */
  readonly archs: readonly string[]
  readonly libcs: readonly Libc[]
  /** Whether its installation runs a script, which may compile or fetch programs. */
  readonly hasInstallScript?: true
  /** Whether all its native code is loaded into an interpreter's process. */
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

/** The content of a metadata file, reduced to what is needed. */
export type Metadata = {
  readonly kind: 'package'
} & (
  | {
      readonly has: 'claim'
      readonly claim: Claim
      readonly pathHashes: Float64Array
      /** Files of other packages in it, each for some machines. */
      readonly parts: readonly Owner[]
    }
  /** Paths of a package that another file describes. */
  | { readonly has: 'paths'; readonly pathHashes: Float64Array }
  /** Top-level names that a wheel installs. */
  | { readonly has: 'names'; readonly names: readonly string[] }
  /** A distribution's database: the architecture of each package, and its files if the database lists them. */
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
  readonly pathHashes: Float64Array
}

export const NO_PATHS = new Float64Array()

export function claimOf(
  claim: Claim,
  pathHashes: Float64Array = NO_PATHS,
  parts: readonly Owner[] = [],
): Metadata {
  return { kind: 'package', has: 'claim', claim, pathHashes, parts }
}

/** How a package fits a platform; `any` if it is for all machines. */
export function fitOfClaim({ systems, archs }: Claim, platform: Platform): Fit | 'any' {
  if (archs.length === 0) return 'any'
  if (systems.length > 0 && !systems.includes(platform.os)) return 'wrong'
  return bestFit(archs, platform)
}

/** Roughly the memory that V8 needs for it, in bytes. */
export function metadataCost(metadata: Metadata): number {
  switch (metadata.has) {
    case 'claim':
      return ownersCost(metadata.parts) + 1000 + metadata.claim.name.length + metadata.pathHashes.byteLength
    case 'paths':
      return 600 + metadata.pathHashes.byteLength
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
  return owners.reduce((sum, { pathHashes }) => sum + 600 + pathHashes.byteLength, 0)
}
