import type { BuildkitdConfig, RegistryHost } from '../buildx/buildkitd-config.ts'
import type { CacheEntry } from '../buildx/cache-entry.ts'
import type { DriverName } from '../buildx/drivers.ts'
import type { BuilderFacts } from '../buildx/inspect.ts'
import type { BuildxProgram } from '../buildx/program.ts'
import type { ExpectedOutput } from '../inputs/smoke-test.ts'
import type { Verify } from '../inputs/table.ts'
import type { LatestQuestion } from '../names/latest.ts'
import type { HandOver } from '../oci/hand-over.ts'
import type { RegistryLogin } from '../oci/registries.ts'
import type { PlatformArgs } from '../platforms/args.ts'
import type { Platform } from '../platforms/platform.ts'

/**
 * The arguments of one docker command, without the word `docker`.
 * @typeParam Pending placeholder for a word that is not known yet
 */
export type Command<Pending = never> = readonly (string | Pending)[]

/** `REPOSITORY@DIGEST` of what a build pushes; the digest is known after the push. */
export interface PendingImage {
  readonly repository: string
  /** Number of the build. */
  readonly build: number
}

export interface PlannedPlatform {
  readonly platform: Platform
  /** How RUN steps of this platform are executed; `nothing` if none runs on it and it needs no emulator. */
  readonly runs: 'native' | 'emulated' | "by the builder's node" | 'no emulator' | 'nothing'
  readonly args: PlatformArgs
  /** The node that it is declared for, if the builder has several. */
  readonly node?: string
}

/** The event's repository at its commit, as a source of builds. */
export interface GitContextPlan {
  /** OWNER/NAME */
  readonly repository: string
  readonly sha: string
  /** Name of the event; '' if unknown. */
  readonly event: string
  /** Full name of the branch or tag that the runner reports; '' if unknown. */
  readonly ref: string
}

/** A file that is written before any command runs. */
export interface PlannedFile {
  readonly path: string
  readonly content: string
}

/** A builder that is created only for its settings. It is never booted. */
export interface SettingsBuilder {
  readonly name: string
  /** The configuration, if it is the text of an input; undefined if it is a file of the user. */
  readonly file: PlannedFile | undefined
  readonly context: { readonly name: string; readonly command: Command } | undefined
  readonly create: Command
}

export interface EmulationPlan {
  /** Platforms whose emulator must work after the commands. */
  readonly platforms: readonly Platform[]
  readonly container: string
  /** The image that the commands run. */
  readonly image: string
  /** Uninstalls all emulators first; undefined if that is not requested. */
  readonly reset: Command | undefined
  /** undefined if no emulator is missing. */
  readonly install: Command | undefined
  /**
   * Address of the engine if it is on another machine: only the installer can report which emulators that kernel has.
   * undefined if it is on this machine, whose binfmt_misc we read.
   */
  readonly remoteEngine: string | undefined
  /**
   * Emulators in BuildKit's image that suffice for the build if the installer's image cannot be pulled; undefined if they
   * do not, or if the user requested the installer.
   */
  readonly bundled: readonly string[] | undefined
  /** How the image is cached between runs; undefined if it is not. */
  readonly cachedImage: CachedImage | undefined
}

/** An image as a file in the cache of GitHub Actions. */
export interface CachedImage {
  readonly folder: string
  readonly file: string
  readonly key: string
}

export type BuilderPlan = ManagedBuilder | ExistingBuilderPlan

/** A builder that existed before. It is never removed. */
export interface ExistingBuilderPlan {
  readonly kind: 'existing'
  readonly name: string
  /** Whether it was not named in `builder`, but has the requested name and settings. */
  readonly isReused: boolean
  /** Starts nodes that do not run and reports those that cannot be used; undefined if all run. */
  readonly boot: Command | undefined
  /** What it must match once its nodes run; undefined if it is used as it is. */
  readonly requested: RequestedBuilder | undefined
  readonly use: DefaultBuilderChange | undefined
}

/** What an existing builder with the requested name must match to be used. */
export interface RequestedBuilder {
  readonly name: string
  readonly driver: DriverName
  readonly nodes: readonly PlannedNode[]
}

/** What happens to a builder that an earlier step of this job made from the same settings, and will remove. */
export type EarlierUse =
  | {
      readonly kind: 'used'
      readonly builder: BuilderFacts
      /** Starts nodes that do not run; undefined if all run. If that fails, the builder is created again. */
      readonly boot: Command | undefined
    }
  | {
      readonly kind: 'made again'
      /** What is wrong with it, as in `is gone`. */
      readonly why: string
    }

/** A builder that this job creates. */
export interface ManagedBuilder {
  readonly kind: 'managed'
  readonly name: string
  /** undefined if no earlier step has made it. */
  readonly earlier: EarlierUse | undefined
  /** Removes what an earlier step left, before it is created again. Each command may find nothing. */
  readonly clear: readonly Command[]
  readonly driver: DriverName
  /** Whether the user chose the name: another job may create a builder with it at the same time. */
  readonly isNamed: boolean
  /** TLS material from the environment, kept in files while the builder exists. */
  readonly keyFiles: readonly KeyFile[]
  /** The docker context that it is created from, if the current one cannot be used. */
  readonly context: { readonly name: string; readonly command: Command } | undefined
  /** A command for each node. */
  readonly create: readonly Command[]
  /** Starts the nodes and reports what they are; undefined if creating the builder does that. */
  readonly boot: Command | undefined
  readonly nodes: readonly PlannedNode[]
  /** Platforms that no node declares: only the builder itself can report whether it builds them. */
  readonly undeclared: readonly Platform[]
  /** The builder that buildx would use, as one from an earlier setup-buildx-action, and that is not used; '' if there is none. */
  readonly unused: string
  /** How post removes it; undefined if it stays. */
  readonly removal: { readonly keepsState: boolean } | undefined
  readonly use: DefaultBuilderChange | undefined
}

/** A node of a managed builder, with everything that an existing node of the same name is compared by. */
export interface PlannedNode {
  /** As buildx names it. */
  readonly name: string
  /** As shown in the log; '' for the engine of the current docker context. */
  readonly endpoint: string
  /** How buildx may have recorded the endpoint; empty if that is unknown. */
  readonly endpoints: readonly string[]
  readonly platforms: readonly Platform[]
  readonly options: Readonly<Record<string, string>>
  /** Options whose value is a different path in each job. */
  readonly keys: readonly string[]
  readonly flags: string
  readonly config: BuildkitdConfig | undefined
}

/** The value of an environment variable as a file. */
export interface KeyFile {
  readonly variable: string
  readonly path: string
}

/** A change of the machine's default builder, which post reverts. */
export interface DefaultBuilderChange {
  readonly command: Command
  readonly earlier: string
}

export interface CacheRef {
  readonly ref: string
  /** Whose cache it is, as text for the log. */
  readonly why: string
}

export interface CachePlan {
  readonly from: readonly CacheRef[]
  readonly to: readonly CacheRef[]
  /** The ref in `from` that is only a starting point: it may never exist. */
  readonly fallback: string | undefined
  /** The entries in the build command. */
  readonly imports: readonly CacheEntry[]
  readonly exports: readonly CacheEntry[]
  /** Folder of a local cache, which the new one replaces after the build. */
  readonly folder: string | undefined
  /** Why it is like this, in one line for the log. */
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
   * The same command, each time with less of what some registries refuse: attestations in the form before OCI artifacts,
   * then no attestations. Empty if the user set the attestations, or nothing is pushed.
   */
  readonly plainer: readonly PlainerBuild[]
  readonly cache: CachePlan
  /** Servers that the cache is imported from, if one of them answers; empty if they are not asked first. */
  readonly cacheServers: readonly string[]
  /** Path of the Dockerfile, for annotations. */
  readonly dockerfile: string
  /** Folder of the OCI layout that the proof reads; '' if it reads from the registry, or nothing is proven. */
  readonly layout: string
  readonly metadataFile: string
  /** File with the image id from the last exporter. */
  readonly iidFile: string
  /** Name of the image in docker, if another one is pushed and `iidFile` is about that; otherwise ''. */
  readonly loaded: string
}

/** A build that is tried if a registry refuses the usual one. */
interface PlainerBuild {
  readonly command: Command
  /** What it lacks, as in `without OCI artifacts`. */
  readonly without: string
  /** The input that has the same effect from the start. */
  readonly input: string
}

/** A login that is made, without its password. */
export interface PlannedLogin extends RegistryLogin {
  /** Why it is made, as text for the log. */
  readonly why: string
  /** Whether the machine stays logged in for later steps: nothing undoes it. */
  readonly stays: boolean
  /** How it is checked, before the build, that the registry accepts it. */
  readonly tried: LoginTrial
  /** Whether the job continues without it if it cannot be obtained. */
  readonly isOptional: boolean
}

/**
 * - `by the push`: the check of the right to push covers it
 * - `by itself`: the registry is asked whether it accepts it, and the job fails if it does not
 * - `by its token`: Amazon issues one, or not
 * - a repository: one that is only read. If the login may not read it, the job goes on without the login: a registry
 *   may refuse a token without the right to read even what anybody may read
 */
type LoginTrial = 'by the push' | 'by itself' | 'by its token' | { readonly repository: string }

/** Everything that is done about logins. */
export interface LoginsPlan {
  readonly logins: readonly PlannedLogin[]
  /** How registries are reached. */
  readonly hosts: readonly RegistryHost[]
  /** Whether this machine reaches registries the same way as the builder. */
  readonly isReachedAlike: boolean
  /** Whether a docker context is created, which has to outlive the step's own docker settings. */
  readonly makesContext: boolean
}

/** The file for the value of a secret. */
export interface SecretFile {
  readonly id: string
  readonly path: string
}

/** Where the image goes, and how. */
export interface PublishPlan {
  /** Every repository that gets the image; the first one is that of the outputs. */
  readonly repositories: readonly string[]
  /** Every tag that will point to the digest. */
  readonly tags: readonly string[]
  /** Pushed with its tags at once, or by digest: then the tags follow after the proof, or never. */
  readonly by: 'tags' | 'digest'
  /** Annotations of the index that several builds are joined in. */
  readonly annotations: readonly string[]
  /** How registries are reached that need other settings than HTTPS at their name. */
  readonly hosts: readonly RegistryHost[]
  /** Whether this machine is in the same network as the builder when it contacts registries. */
  readonly isReachedAlike: boolean
  /** Page of this attempt of the run, by which an image names its maker; '' outside a runner. */
  readonly runUrl: string
  /** What happens to a tag whose image was made by a newer run. */
  readonly onNewer: 'keep' | 'fail' | 'move'
  /** What happens to the tags if no image is new. */
  readonly onUnchanged: 'move' | 'keep'
  /** What repositories are asked before their tag latest moves; undefined if it always moves, or is not among the tags. */
  readonly latest: LatestQuestion | undefined
}

/** How an image is proven before its tags move. */
export interface ProofPlan extends RejectionPlan {
  /** What happens to the tags of an image that fails the proof: they stay, or move anyway. */
  readonly onErrors: Exclude<Verify, 'off'>
  /** Patterns of files that may be for another machine. */
  readonly ignore: readonly string[]
}

/** What happens to an image that gets no tag because of an error. */
export interface RejectionPlan {
  /** Whether it is deleted from the registry. */
  readonly deletes: boolean
}

/** Where certificates for signatures come from, and what proves the time of signing. Addresses without a path. */
export type Sigstore =
  | { readonly kind: 'public'; readonly certificates: string; readonly log: string }
  | { readonly kind: 'github'; readonly certificates: string; readonly timestamps: string }

/** What is signed in the name of this job before the tags of an image move. Its credentials are not part of the plan. */
export interface SigningPlan {
  /** Whether GitHub keeps an attestation of how the image was made. */
  readonly attests: boolean
  /** Whether the image and the image of every platform get a signature. */
  readonly signs: boolean
  readonly sigstore: Sigstore
  /** Address of the server, as in https://github.com. */
  readonly server: string
  /** Address of its API. */
  readonly api: string
  /** OWNER/NAME */
  readonly repository: string
  /** Path of the file that gets every bundle, one per line, for later steps of the job. */
  readonly file: string
}

/** What a leg of a matrix hands over to the merge, for each of its builds. */
export interface PartPlan {
  /** Identifies the image: the same for all legs and the merge, different for other images of the run. */
  readonly identity: string
  /** Name of this job, for messages of the merge. */
  readonly job: string
  /** Attempt of the run. */
  readonly attempt: number
  readonly handOver: HandOver
}

/** What is run in the pushed image, before a tag moves. */
export interface SmokePlan {
  readonly tests: readonly PlannedSmoke[]
  /** Platforms without a test. */
  readonly notRun: readonly Platform[]
}

/** The test of one platform; the image is known after the push, and `smokeCommand` adds it. */
export interface PlannedSmoke {
  readonly platform: Platform
  readonly container: string
  /** '' if the first word is the program; the entrypoint of the image is never used. */
  readonly entrypoint: string
  readonly words: readonly string[]
  /** Value of docker's --network. */
  readonly network: string
  /** Seconds. */
  readonly timeout: number
  readonly exitCode: number
  /** What the output must contain; undefined if only the exit code counts. */
  readonly expect: Expectation | undefined
}

/** `machine` lists the outputs of `uname -m` that fit the platform; if none is known, any output passes. */
export type Expectation = ExpectedOutput | { readonly kind: 'machine'; readonly names: readonly string[] }

/** Everything that a build job is going to do. Plain data, made by `makePlan`, and shown before it is carried out. */
export interface Plan {
  readonly platforms: readonly PlannedPlatform[]
  /** undefined if no build uses it. */
  readonly gitContext: GitContextPlan | undefined
  /** How buildx is started: commands that begin with `buildx` are run by this program. */
  readonly buildx: BuildxProgram
  /** Private folder of this step, removed by post. */
  readonly temp: string
  readonly files: readonly PlannedFile[]
  /** undefined if no emulator is missing. */
  readonly emulation: EmulationPlan | undefined
  readonly builder: BuilderPlan
  readonly logins: LoginsPlan
  /** Secrets that are kept in files while the builds run; their values are not part of the plan. */
  readonly secretFiles: readonly SecretFile[]
  /** '' for a build; otherwise the method that the Dockerfile is called with. */
  readonly call: string
  /** One, or several that run in parallel and are joined into one index. */
  readonly builds: readonly BuildPlan[]
  /** Seconds that a build may wait for the network without progress; 0 for no limit. */
  readonly stallSeconds: number
  /** undefined if nothing is pushed. */
  readonly publish: PublishPlan | undefined
  /** undefined if nothing is proven. */
  readonly proof: ProofPlan | undefined
  readonly rejection: RejectionPlan
  /** undefined if nothing is run. */
  readonly smoke: SmokePlan | undefined
  /** undefined if nothing is signed. */
  readonly signing: SigningPlan | undefined
  /** How tags are moved after everything else; undefined if none are. */
  readonly join: JoinPlan<PendingImage> | undefined
  /** undefined if the job is not a leg of a matrix. */
  readonly part: PartPlan | undefined
  readonly notices: readonly string[]
  readonly warnings: readonly string[]
}

/** How tags are moved to what registries hold by digest: a single part unchanged, or an index that joins several parts. */
export interface JoinPlan<Pending = never> {
  /** Copies what the tags will point to, by digest, into repositories that lack it; empty if all have it. */
  readonly copies: readonly Command[]
  /** How the index is made; undefined if the tags will point to the only part unchanged. */
  readonly index: IndexPlan<Pending> | undefined
  /** Equivalent commands for the log that move the tags of each repository. */
  readonly moves: readonly TagMove<Pending>[]
}

/** How an index of parts is made before a tag points to it. */
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
