import type { BuildkitdConfig } from '../buildx/buildkitd-config.ts'
import type { Dockerfile } from '../buildx/dockerfile.ts'
import type { EngineEndpoints } from '../buildx/endpoints.ts'
import type { BuilderFacts } from '../buildx/inspect.ts'
import type { BuildxProgram } from '../buildx/program.ts'
import type { Part } from '../oci/part.ts'
import type { Handler } from '../platforms/emulators.ts'
import type { Platform } from '../platforms/platform.ts'

/** The environment of a step. */
export type Env = Readonly<Record<string, string | undefined>>

/** The commit that an event is about, where the runner may name another one for it. */
export interface EventCommit {
  /** '' where the event does not say it. */
  readonly sha: string
  /** For people: what it is the commit of. */
  readonly what: string
  /** How actions/checkout is told of it. */
  readonly ref: string
}

/** Where the workflow runs, read from the runner's variables and the event. '' = not known. */
export interface EventFacts {
  /** Branch that this run belongs to: the pushed one, or a pull request's own. */
  readonly branch: string
  /** Branch that a pull request or merge queue goes into. */
  readonly base: string
  readonly defaultBranch: string
  /** Whether a tag was pushed (then there is no branch). */
  readonly onTag: boolean
  /** Name of the event, as in `push`. */
  readonly name: string
  /** Branch or tag of the commit, in full, as in refs/heads/main. */
  readonly ref: string
  /** undefined where it is the commit that is built by default, or any. */
  readonly about: EventCommit | undefined
  /** Whether the code comes from a fork's pull request. */
  readonly fork: boolean
  /** Who started it. */
  readonly actor: string
  /** Address of the server, as in https://github.com. */
  readonly server: string
  /** Address of its API, as in https://api.github.com; '' outside a runner. */
  readonly api: string
  /** OWNER/NAME */
  readonly repository: string
  readonly sha: string
  readonly isPrivate: boolean
  /** Whether everybody may see the repository; not so where that is not known. */
  readonly isPublic: boolean
  /** Page of this attempt of the run; '' outside a runner. */
  readonly runUrl: string
  /** Id of the run, the same in each of its attempts; '' outside a runner. */
  readonly runId: string
  /** Whether other runs may have the same id: act numbers all of them 1. */
  readonly isRunIdShared: boolean
  /** Whether the runner is nektos/act. */
  readonly isAct: boolean
  /** Id of the job; '' outside a runner. */
  readonly job: string
  /** How often the run was started, from 1. */
  readonly attempt: number
  /** BUILDX_NO_DEFAULT_ATTESTATIONS */
  readonly noDefaultAttestations: boolean
}

/** What the disk says about what a build is made from. */
export interface SourceFacts {
  /** The inputs of the builds that it is about. */
  readonly context: string
  readonly file: string
  /** `elsewhere`: a URL, which only the builder can look at. */
  readonly contextIs: 'folder' | 'missing' | 'elsewhere'
  /** Path of the Dockerfile that was looked for. */
  readonly dockerfile: string
  readonly dockerfileIs: 'file' | 'missing' | 'elsewhere'
}

/** A Dockerfile of a build, by its inputs; parsed where something depends on what it says. */
export interface DockerfileFacts extends Pick<SourceFacts, 'context' | 'file'> {
  /** As it is written; undefined where it is not here, or cannot be read. */
  readonly text: string | undefined
  /** undefined where nobody asks what it says, and where that cannot be told for sure. */
  readonly content: Dockerfile | undefined
}

/** What is checked out of the event's repository in the workspace, looked at where a build takes it by Git. */
export interface CheckoutFacts {
  /** Its commit. */
  readonly head: string
  /** undefined where the checkout does not have the commit that is built. */
  readonly built: BuiltCommit | undefined
}

/**
 * The commit that is built, as the checkout has it, and how the files of the workspace differ from it. Paths are from the
 * top of the repository.
 */
export interface BuiltCommit {
  readonly files: readonly string[]
  /** Files that are other ones in the workspace, also for Git LFS, or are in the commit or a newer one alone. */
  readonly changed: readonly string[]
  /** What is in the workspace alone; a folder with nothing else in it ends with a slash. */
  readonly untracked: readonly string[]
  /** The same of what .gitignore names. */
  readonly ignored: readonly string[]
  /** Each .dockerignore of the commit that BuildKit would look for. */
  readonly ignoreFiles: readonly TextFile[]
}

export interface TextFile {
  readonly path: string
  readonly text: string
}

/** What the disk and the environment say about what the inputs name. */
export interface PathFacts {
  /** One for each build. */
  readonly sources: readonly SourceFacts[]
  /** Secrets in secret-envs whose variable is not set, by id. */
  readonly missingEnvs: readonly string[]
  /** Secrets in secret-files whose file is not there, by id. */
  readonly missingFiles: readonly string[]
  /** Build arguments without a value whose variable is not set: buildx leaves those out. */
  readonly unsetArgs: readonly string[]
  /** The folder of the checkout; '' outside a runner. */
  readonly workspace: string
  /** Folder where caches of type local are kept. */
  readonly cacheFolder: string
}

/** Where the runner keeps files from run to run. */
export interface CacheService {
  /** Whether the cache service of GitHub Actions can be used. */
  readonly hasCacheService: boolean
  /** Whether it is the one that GitHub has since 2025, which older tools do not know. */
  readonly hasCacheServiceV2: boolean
}

/** What the runner and the step's environment offer. */
export interface StepFacts extends CacheService {
  /** Whether this run has a service for artifacts. */
  readonly hasArtifactService: boolean
  /** Whether the job may ask GitHub for a token that says which job it is (`id-token: write`). */
  readonly hasIdentity: boolean
  /** DOCKER_BUILD_CHECKS_ANNOTATIONS, which is on where it is not set. */
  readonly annotatesChecks: boolean
}

/** Which job this step belongs to. */
export interface JobFacts {
  /** Its run and attempt, as in `123-1`. */
  readonly run: string
  /** The same in every step of a job, and another one in every other job, also of a leg beside it on the same machine. */
  readonly identity: string
}

/** The buildx that is there before we start, and where another one would go. */
export interface BuildxFacts extends CacheService {
  /** Whether there is a docker command. */
  readonly hasDocker: boolean
  /** undefined where there is no buildx. */
  readonly program: BuildxProgram | undefined
  /** Its version without the v; '' where it was not asked or does not tell. */
  readonly version: string
  /** What docker said when it was asked for buildx and has none. */
  readonly said: string
  /** This machine, as the names of buildx's release files end: `linux-amd64`. */
  readonly machine: string
  /** Where docker looks for plugins first: a folder of the user's own. */
  readonly pluginFolder: string
  /** The runner's tool cache. */
  readonly toolCache: string
  /** A folder for tools of this job alone. */
  readonly spare: string
  /** A folder for downloads, the same one in every run of this runner: caches know files by their path. */
  readonly downloads: string
}

/** What answers where docker is asked: its engine, one that runs without root, or Podman behind the same protocol. */
export type EngineKind = 'docker' | 'rootless docker' | 'podman'

/** The docker engine that the docker command talks to. */
export interface EngineFacts {
  /** '' where there is none: nothing can be run in containers here, and its platform is that of this machine. */
  readonly version: string
  readonly platform: Platform
  /** Whether it keeps images in containerd's store, which can hold several platforms of one image. */
  readonly containerdStore: boolean
  readonly kind: EngineKind
}

/** A variable of the environment that holds a certificate or a key for a node. */
export interface KeyVariable {
  readonly name: string
  /** 0 for the first node. */
  readonly node: number
  /** The driver option that takes a file of it: cacert, cert or key. */
  readonly option: string
}

/** A variable of the environment, as it is set. */
export interface Variable {
  readonly name: string
  readonly value: string
}

/** What environment and disk say about docker's way to its engine and to the nodes of a builder. */
export interface DockerFacts extends EngineEndpoints {
  /** Whether the current context is the default one and has TLS data, which no builder can be made from. */
  readonly hasTls: boolean
  /** BUILDKIT_HOST: the address of a remote builder that has no endpoint. */
  readonly buildkitHost: string
  /** The builder that buildx takes where none is named; '' for the engine's own. */
  readonly chosenBuilder: string
  /** Registries that docker has a login for, by their keys in its settings. */
  readonly logins: readonly string[]
  /** Whether docker's settings name proxies, which builders get from there. */
  readonly hasProxies: boolean
  readonly keys: readonly KeyVariable[]
  /** The file of `buildkitd-config`; undefined where none is named, or where it cannot be read. */
  readonly config: BuildkitdConfig | undefined
  /** The configuration that buildx takes where none is given; undefined where there is none. */
  readonly defaultConfig: BuildkitdConfig | undefined
  /** Variables of docker's that are to be true or false, and are neither. */
  readonly unclear: readonly Variable[]
  /** What variables ask for that has no effect, a sentence each. */
  readonly inVain: readonly string[]
}

/** A tag that hands a part on, and the digest that it points to. */
export interface HandedTag {
  readonly name: string
  readonly digest: string
}

/** What a job that joins has to know. */
export interface MergeFacts extends Pick<LocalFacts, 'event' | 'docker'>, Pick<Facts, 'id' | 'temp'> {
  readonly buildx: BuildxProgram
  /** The named builder, whose registry settings are taken; undefined where none is named. */
  readonly builder: BuilderFacts | undefined
  readonly parts: readonly Part[]
  /** How many parts of other images the legs of this run handed on. */
  readonly others: number
  /** What the legs of this run tagged in every repository to hand parts on: names of tags, and what they point to. */
  readonly handedTags: readonly HandedTag[]
  /** Digests of parts that the registry has removed, because they have no tag: their images are there. */
  readonly removed: readonly string[]
}

/** What can be known without starting a process. */
export interface LocalFacts {
  readonly event: EventFacts
  readonly job: JobFacts
  readonly paths: PathFacts
  readonly step: StepFacts
  readonly docker: DockerFacts
}

/** What is there of a builder that an earlier step of this job has made. */
export interface EarlierFacts {
  /** undefined where it is gone, or does not answer. */
  readonly found: BuilderFacts | undefined
}

/** What was true before we started. The only way for time, chance, environment and disk into the plan. */
export interface Facts extends LocalFacts {
  readonly engine: EngineFacts
  /** How buildx is started. */
  readonly buildx: BuildxProgram
  /** Emulators in the kernel of the engine; undefined where they cannot be read, as on another machine. */
  readonly handlers: readonly Handler[] | undefined
  readonly dockerfiles: readonly DockerfileFacts[]
  /** undefined where no build takes the event's commit by Git, and where no checkout of it is there. */
  readonly checkout: CheckoutFacts | undefined
  /** The builder that is there already: the named one, the docker context's own, or one of builder-name. */
  readonly builder: BuilderFacts | undefined
  /** The builder that an earlier step of this job made from the same settings; undefined where none did. */
  readonly earlier: EarlierFacts | undefined
  /** Name of the machine's default builder, where that is to change; '' elsewhere. */
  readonly defaultBuilder: string
  /** Unique for this step: run id, attempt and some random characters. */
  readonly id: string
  /** A private folder for this step; not made yet. */
  readonly temp: string
  /** Free bytes of the disk where that folder is to be. */
  readonly freeBytes: number
}
