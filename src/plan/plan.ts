import type { PlatformArgs } from '../platforms/args.ts'
import type { Platform } from '../platforms/platform.ts'
import type { DriverName } from './drivers.ts'

/** The arguments of one docker command, without the word `docker`. */
export type Command = readonly string[]

export interface PlannedPlatform {
  readonly platform: Platform
  /** How RUN steps of this platform are executed. */
  readonly runs: 'native' | 'emulated' | "by the builder's node" | 'no emulator'
  readonly args: PlatformArgs
  /** The node that it is declared for, where the builder has several. */
  readonly node?: string
}

/** A file that is written before the commands run. */
export interface PlannedFile {
  readonly path: string
  readonly content: string
}

export interface EmulationPlan {
  /** Platforms whose emulator must work once the commands have run. */
  readonly platforms: readonly Platform[]
  readonly container: string
  /** The image that the commands run. */
  readonly image: string
  /** Uninstalls every emulator first; undefined where that is not asked for. */
  readonly reset: Command | undefined
  /** undefined where nothing is missing. */
  readonly install: Command | undefined
  /** How the image is kept from run to run; undefined where it is not. */
  readonly kept: KeptImage | undefined
}

/** An image as a file in the cache of GitHub Actions. */
export interface KeptImage {
  readonly folder: string
  readonly file: string
  readonly key: string
}

export type BuilderPlan = OwnBuilder | GivenBuilder

/** A builder that is there already. It is never removed. */
export interface GivenBuilder {
  readonly kind: 'given'
  readonly name: string
  /** Whether it is one of our name that is what the inputs ask for. */
  readonly isReused: boolean
  /** Starts nodes that do not run and tells which cannot be used; undefined where all run. */
  readonly boot: Command | undefined
  readonly use: UsePlan | undefined
}

/** A builder that is made for this job. */
export interface OwnBuilder {
  readonly kind: 'own'
  readonly name: string
  readonly driver: DriverName
  /** Whether the user chose the name: another job may make one of it at the same time. */
  readonly isNamed: boolean
  /** TLS material of the environment, written to files for as long as the builder lives. */
  readonly keyFiles: readonly KeyFile[]
  /** The docker context that it is made from, where the current one cannot be used. */
  readonly context: { readonly name: string; readonly command: Command } | undefined
  /** A command for each node. */
  readonly create: readonly Command[]
  /** Starts the nodes and tells what they are; undefined where making it does. */
  readonly boot: Command | undefined
  readonly nodes: readonly PlannedNode[]
  /** Platforms of which only the builder itself can tell whether it builds them. */
  readonly unsure: readonly Platform[]
  /** How post removes it; undefined where it stays. */
  readonly removal: { readonly keepsState: boolean } | undefined
  readonly use: UsePlan | undefined
}

/** A node of our builder, and everything that one of the same name is compared by. */
export interface PlannedNode {
  /** As buildx names it. */
  readonly name: string
  /** As it is shown; '' for the engine of the current docker context. */
  readonly endpoint: string
  /** How buildx may have noted the endpoint; empty where that cannot be told. */
  readonly endpoints: readonly string[]
  readonly platforms: readonly Platform[]
  readonly options: Readonly<Record<string, string>>
  /** Options whose value is another path in each job. */
  readonly keys: readonly string[]
  readonly flags: string
  readonly config: string
}

/** The value of an environment variable as a file. */
export interface KeyFile {
  readonly variable: string
  readonly path: string
}

/** The machine's default builder is changed, and changed back by post. */
export interface UsePlan {
  readonly command: Command
  readonly earlier: string
}

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
  /** Folder of a local cache, which the newly written one replaces after the build. */
  readonly folder: string | undefined
  /** Why it is as it is, in one line. */
  readonly why: string
}

export interface BuildPlan {
  readonly command: Command
  readonly metadataFile: string
  readonly iidFile: string
  /** Secrets that are written to files for as long as the build runs; their values are not part of the plan. */
  readonly secretFiles: readonly SecretFile[]
  /** '' for a build; else what is asked of the Dockerfile instead. */
  readonly call: string
}

/** Where the value of a secret goes. */
export interface SecretFile {
  readonly id: string
  readonly path: string
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
  /** Whether buildx is started by itself: `buildx build …` for what is `docker buildx build …` elsewhere. */
  readonly standalone: boolean
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
