import type { PlatformArgs } from '../platforms/args.ts'
import type { Platform } from '../platforms/platform.ts'

/** The arguments of one docker command, without the word `docker`. */
export type Command = readonly string[]

export interface PlannedPlatform {
  readonly platform: Platform
  /** How RUN steps of this platform are executed. */
  readonly runs: 'native' | 'emulated' | "by the builder's node" | 'no emulator'
  readonly args: PlatformArgs
}

/** A file that is written before the commands run. */
export interface PlannedFile {
  readonly path: string
  readonly content: string
}

export interface EmulationPlan {
  /** Platforms whose emulator must work once the command has run. */
  readonly platforms: readonly Platform[]
  readonly container: string
  readonly command: Command
}

export type BuilderPlan =
  | { readonly kind: 'own'; readonly name: string; readonly create: Command }
  | { readonly kind: 'given'; readonly name: string }

export interface CacheRef {
  readonly ref: string
  /** Whose cache it is, for people. */
  readonly why: string
}

export interface CachePlan {
  readonly from: readonly CacheRef[]
  readonly to: readonly CacheRef[]
  /** Values of --cache-from and --cache-to. */
  readonly fromFlags: readonly string[]
  readonly toFlags: readonly string[]
  /** Why it is as it is, in one line. */
  readonly why: string
}

export interface BuildPlan {
  readonly command: Command
  readonly metadataFile: string
  readonly iidFile: string
}

/** What the registry is asked after a push. */
export interface PublishPlan {
  /** Repository of the first tag. */
  readonly repository: string
  /** Every tag that must point to the digest. */
  readonly tags: readonly string[]
}

/** Everything we are going to do, decided. Plain data, made by `makePlan`, shown before it is carried out. */
export interface Plan {
  readonly platforms: readonly PlannedPlatform[]
  /** Private folder of this step, removed by post. */
  readonly temp: string
  readonly files: readonly PlannedFile[]
  /** undefined when no emulator is missing. */
  readonly emulation: EmulationPlan | undefined
  readonly builder: BuilderPlan
  readonly cache: CachePlan
  readonly build: BuildPlan
  /** undefined when nothing is pushed. */
  readonly publish: PublishPlan | undefined
  readonly notices: readonly string[]
  readonly warnings: readonly string[]
}
