import type { BuildkitdConfig, RegistryHost } from '../buildx/buildkitd-config.ts'
import type { CacheEntry } from '../buildx/cache-entry.ts'
import type { DriverName } from '../buildx/drivers.ts'
import type { BuilderFacts } from '../buildx/inspect.ts'
import type { BuildxProgram } from '../buildx/program.ts'
import type { ExpectedOutput } from '../inputs/smoke-test.ts'
import type { Verify } from '../inputs/table.ts'
import type { LatestQuestion } from '../names/latest.ts'
import type { HandOver } from '../oci/hand-over.ts'
import type { PlatformArgs } from '../platforms/args.ts'
import type { Platform } from '../platforms/platform.ts'
import type { LoginsPlan } from './logins.ts'

/**
 * The arguments of one docker command, without the word `docker`.
 * @typeParam Pending what stands for a word that is not known yet
 */
export type Command<Pending = never> = readonly (string | Pending)[]

/** `REPOSITORY@DIGEST` of what a build pushes, whose digest is known once it has. */
export interface PendingImage {
  readonly repository: string
  /** Number of the build. */
  readonly build: number
}

export interface PlannedPlatform {
  readonly platform: Platform
  /** How RUN steps of this platform are executed; `nothing` where none happens on it and it needs no emulator. */
  readonly runs: 'native' | 'emulated' | "by the builder's node" | 'no emulator' | 'nothing'
  readonly args: PlatformArgs
  /** The node that it is declared for, where the builder has several. */
  readonly node?: string
}

/** The event's repository at its commit, where a build is made from it. */
export interface GitContextPlan {
  /** OWNER/NAME */
  readonly repository: string
  readonly sha: string
  /** Name of the event; '' where it is not known. */
  readonly event: string
  /** Branch or tag that the runner names for it, in full; '' where it is not known. */
  readonly ref: string
}

/** A file that is written before the commands run. */
export interface PlannedFile {
  readonly path: string
  readonly content: string
}

/** A builder that is made for its settings alone. It is never booted. */
export interface SettingsBuilder {
  readonly name: string
  /** The configuration, where it is an input's text; undefined where it is a file of the user. */
  readonly file: PlannedFile | undefined
  readonly context: { readonly name: string; readonly command: Command } | undefined
  readonly create: Command
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
  /**
   * Address of the engine where it is on another machine: which emulators its kernel has, only the installer can tell.
   * undefined where it is on this machine, whose binfmt_misc we read.
   */
  readonly remoteEngine: string | undefined
  /**
   * Programs in BuildKit's image that the build can do with where the installer cannot be had; undefined where it cannot,
   * and where the user asked for the installer.
   */
  readonly bundled: readonly string[] | undefined
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
  /** What it must be like once its nodes run; undefined where it is used whatever it is. */
  readonly wanted: WantedBuilder | undefined
  readonly use: DefaultBuilderChange | undefined
}

/** What a builder of our name must be like to be used. */
export interface WantedBuilder {
  readonly name: string
  readonly driver: DriverName
  readonly nodes: readonly PlannedNode[]
}

/** What becomes of a builder that an earlier step of this job made from the same settings, and removes. */
export type EarlierUse =
  | {
      readonly kind: 'used'
      readonly found: BuilderFacts
      /** Starts nodes that do not run; undefined where all run. Where that fails it is made again. */
      readonly boot: Command | undefined
    }
  | {
      readonly kind: 'made again'
      /** What is wrong with it, as in `is gone`. */
      readonly why: string
    }

/** A builder that is made for this job. */
export interface OwnBuilder {
  readonly kind: 'own'
  readonly name: string
  /** undefined where no earlier step has made it. */
  readonly earlier: EarlierUse | undefined
  /** Removes what an earlier step left, before it is made again. Each may find nothing. */
  readonly clear: readonly Command[]
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
  /** The builder that buildx would take, as of an earlier step of setup-buildx-action, and that is not used; '' for none. */
  readonly unused: string
  /** How post removes it; undefined where it stays. */
  readonly removal: { readonly keepsState: boolean } | undefined
  readonly use: DefaultBuilderChange | undefined
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
  readonly config: BuildkitdConfig | undefined
}

/** The value of an environment variable as a file. */
export interface KeyFile {
  readonly variable: string
  readonly path: string
}

/** The machine's default builder is changed, and changed back by post. */
export interface DefaultBuilderChange {
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
  /** The one of `from` that is only something to begin with: nothing is wrong where it is never there. */
  readonly spare: string | undefined
  /** What the build command says of it. */
  readonly imports: readonly CacheEntry[]
  readonly exports: readonly CacheEntry[]
  /** Folder of a local cache, which the newly written one replaces after the build. */
  readonly folder: string | undefined
  /** Why it is as it is, in one line. */
  readonly why: string
}

/** One `buildx build`: platforms with equal settings. */
export interface BuildPlan {
  /** Among the builds of the job, from 1. */
  readonly number: number
  /** What it builds. */
  readonly platforms: readonly Platform[]
  readonly command: Command
  /**
   * The same, each with less of what some registries refuse: attestations as before OCI had a form for them, then none.
   * Empty where the user said what the image has, or nothing is pushed.
   */
  readonly plainer: readonly PlainerBuild[]
  readonly cache: CachePlan
  /** Servers that the cache is imported from, if one of them answers; empty where that is not asked first. */
  readonly cacheServers: readonly string[]
  /** Path of the Dockerfile, for annotations. */
  readonly dockerfile: string
  /** Folder of the OCI layout that the proof reads; '' where it reads from the registry, or where nothing is proven. */
  readonly layout: string
  readonly metadataFile: string
  /** Holds the id of the image of the last exporter. */
  readonly iidFile: string
  /** Name of the image that docker has afterwards, where one is pushed beside it and `iidFile` is about that; '' elsewhere. */
  readonly loaded: string
}

/** A build that is tried where a registry refuses the usual one. */
interface PlainerBuild {
  readonly command: Command
  /** What it lacks, as in `without OCI artifacts`. */
  readonly without: string
  /** The input that says the same from the start. */
  readonly input: string
}

/** Where the value of a secret goes. */
export interface SecretFile {
  readonly id: string
  readonly path: string
}

/** Where the image goes, and how. */
export interface PublishPlan {
  /** Every repository that gets the image; the first one is that of the outputs. */
  readonly repositories: readonly string[]
  /** Every tag that points to the digest in the end. */
  readonly tags: readonly string[]
  /** Pushed with its tags at once, or by its digest, where the tags follow after the proof, or never. */
  readonly by: 'tags' | 'digest'
  /** Annotations of the index that several builds are joined in. */
  readonly annotations: readonly string[]
  /** How registries are reached that are not simply at a verified address. */
  readonly hosts: readonly RegistryHost[]
  /** Whether this machine reaches registries where the builder does: from the same network. */
  readonly isReachedAlike: boolean
  /** Page of this attempt of the run, by which an image tells who made it; '' outside a runner. */
  readonly runUrl: string
  /** What becomes of a tag whose image is of a newer run. */
  readonly onNewer: 'keep' | 'fail' | 'move'
  /** What becomes of the tags where no image is new. */
  readonly onUnchanged: 'move' | 'keep'
  /** What repositories are asked before their tag latest moves; undefined where it moves, or is none of the tags. */
  readonly latest: LatestQuestion | undefined
}

/** How an image is proven before its tags move. */
export interface ProofPlan extends RejectionPlan {
  /** What becomes of the tags of an image that is not what it claims to be: they stay, or move all the same. */
  readonly onErrors: Exclude<Verify, 'off'>
  /** Patterns of files that may be for another machine. */
  readonly ignore: readonly string[]
}

/** What becomes of an image that gets no tag because something is wrong with it. */
export interface RejectionPlan {
  /** Whether it is deleted from the registry. */
  readonly deletes: boolean
}

/** Where certificates for signatures come from, and what testifies when they were made. Addresses without a path. */
export type Sigstore =
  | { readonly kind: 'public'; readonly certificates: string; readonly log: string }
  | { readonly kind: 'github'; readonly certificates: string; readonly timestamps: string }

/** What is signed of an image before its tags move, in the name of this job. Its credentials are no part of the plan. */
export interface SigningPlan {
  /** Whether GitHub keeps an attestation of how the image was made. */
  readonly attests: boolean
  /** Whether the image and that of every platform get a signature. */
  readonly signs: boolean
  readonly sigstore: Sigstore
  /** Address of the server, as in https://github.com. */
  readonly server: string
  /** Address of its API. */
  readonly api: string
  /** OWNER/NAME */
  readonly repository: string
  /** Path of the file that gets every bundle, one a line: later steps of the job may read it. */
  readonly file: string
}

/** What one leg of a matrix hands on to the job that joins the legs, for each of its builds. */
export interface PartPlan {
  /** Which image it is a part of: the same for all legs and the merge, another one for another image of the run. */
  readonly identity: string
  /** This job, for messages of the one that joins. */
  readonly job: string
  /** Attempt of the run. */
  readonly attempt: number
  readonly handOver: HandOver
}

/** What is run in the pushed image, before a tag moves. */
export interface SmokePlan {
  readonly tests: readonly PlannedSmoke[]
  /** Platforms that nothing is said for. */
  readonly notRun: readonly Platform[]
}

/** One platform's test; the image is known when it is pushed, and `smokeCommand` adds it. */
export interface PlannedSmoke {
  readonly platform: Platform
  readonly container: string
  /** '' where the first word is the program; that of the image is never used. */
  readonly entrypoint: string
  readonly words: readonly string[]
  /** Value of docker's --network. */
  readonly network: string
  /** Seconds. */
  readonly timeout: number
  readonly exitCode: number
  /** What must come back besides the exit code; undefined where anything may. */
  readonly expect: Expectation | undefined
}

/** A machine's names are the answers of `uname -m` that fit the platform; where none is known, any does. */
export type Expectation = ExpectedOutput | { readonly kind: 'machine'; readonly names: readonly string[] }

/** Everything that a job that builds is going to do, decided. Plain data, made by `makePlan`, shown before it is carried out. */
export interface Plan {
  readonly platforms: readonly PlannedPlatform[]
  /** undefined where every build is made from something else. */
  readonly gitContext: GitContextPlan | undefined
  /** How buildx is started: a command that begins with `buildx` is for this program. */
  readonly buildx: BuildxProgram
  /** Private folder of this step, removed by post. */
  readonly temp: string
  readonly files: readonly PlannedFile[]
  /** undefined when no emulator is missing. */
  readonly emulation: EmulationPlan | undefined
  readonly builder: BuilderPlan
  readonly logins: LoginsPlan
  /** Secrets that are written to files for as long as the builds run; their values are not part of the plan. */
  readonly secretFiles: readonly SecretFile[]
  /** '' for a build; else what is asked of the Dockerfile instead. */
  readonly call: string
  /** One, or several that run side by side and are joined into one index. */
  readonly builds: readonly BuildPlan[]
  /** Seconds that a build may wait for the network while nothing moves; 0 for ever. */
  readonly stallSeconds: number
  /** undefined when nothing is pushed. */
  readonly publish: PublishPlan | undefined
  /** undefined where nothing is proven. */
  readonly proof: ProofPlan | undefined
  readonly refused: RejectionPlan
  /** undefined where nothing is run. */
  readonly smoke: SmokePlan | undefined
  /** undefined where nothing is signed. */
  readonly signing: SigningPlan | undefined
  /** How tags follow once everything else is done; undefined where none do. */
  readonly join: JoinPlan<PendingImage> | undefined
  /** undefined where the job is no leg of a matrix. */
  readonly part: PartPlan | undefined
  readonly notices: readonly string[]
  readonly warnings: readonly string[]
}

/** How tags are moved to what registries hold by digest: a part as it is, or an index that several are joined in. */
export interface JoinPlan<Pending = never> {
  /** Brings what the tags will point to into repositories that lack it, by its digests; empty where all have it. */
  readonly copies: readonly Command[]
  /** How that index is made; undefined where the tags will point to the only part as it is. */
  readonly index: IndexPlan<Pending> | undefined
  /** For people: how the tags of each repository are moved by hand. */
  readonly moves: readonly TagMove<Pending>[]
}

/** How an index is made of parts before a tag points to it. */
export interface IndexPlan<Pending = never> {
  /** Prints the index without pushing it. */
  readonly dryRun: Command<Pending>
  /** Annotations that it must have. */
  readonly annotations: readonly string[]
}

export interface TagMove<Pending = never> {
  readonly repository: string
  readonly tags: readonly string[]
  readonly command: Command<Pending>
}
