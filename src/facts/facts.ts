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

/** The commit that an event is about, if it may differ from the runner's commit. */
export interface EventCommit {
  /** '' if the event does not have it. */
  readonly sha: string
  /** Whose commit it is, for messages. */
  readonly what: string
  /** The `ref` for actions/checkout. */
  readonly ref: string
}

/** The event and the run, from the runner's variables and the payload. '' = unknown. */
export interface EventFacts {
  /** The branch of this run: the pushed one, or that of a pull request. */
  readonly branch: string
  /** The branch that a pull request or merge queue merges into. */
  readonly base: string
  readonly defaultBranch: string
  /** Whether a tag was pushed (then there is no branch). */
  readonly onTag: boolean
  /** Name of the event, as in `push`. */
  readonly name: string
  /** The commit's branch or tag, in full, as in refs/heads/main. */
  readonly ref: string
  /** undefined if it is the commit that is built by default, or if there is none. */
  readonly about: EventCommit | undefined
  /** Whether the code comes from a fork's pull request. */
  readonly fork: boolean
  /** The user who started the run. */
  readonly actor: string
  /** Address of the server, as in https://github.com. */
  readonly server: string
  /** Address of its API, as in https://api.github.com; '' outside a runner. */
  readonly api: string
  /** OWNER/NAME */
  readonly repository: string
  readonly sha: string
  readonly isPrivate: boolean
  /** Whether the repository is public; false if unknown. */
  readonly isPublic: boolean
  /** URL of this attempt of the run; '' outside a runner. */
  readonly runUrl: string
  /** Id of the run, the same in each of its attempts; '' outside a runner. */
  readonly runId: string
  /** Whether other runs may have the same id: in act all have id 1. */
  readonly isRunIdShared: boolean
  /** Whether the runner is nektos/act. */
  readonly isAct: boolean
  /** Id of the job; '' outside a runner. */
  readonly job: string
  /** The run's attempt, from 1. */
  readonly attempt: number
  /** BUILDX_NO_DEFAULT_ATTESTATIONS */
  readonly noDefaultAttestations: boolean
}

/** The context and Dockerfile of a build, as found on the disk. */
export interface SourceFacts {
  /** The inputs of the builds that use it. */
  readonly context: string
  readonly file: string
  /** `elsewhere`: a URL, which only the builder can read. */
  readonly contextIs: 'folder' | 'missing' | 'elsewhere'
  /** The expected path of the Dockerfile. */
  readonly dockerfile: string
  readonly dockerfileIs: 'file' | 'missing' | 'elsewhere'
}

/** The Dockerfile of builds with these inputs; parsed only if something depends on its content. */
export interface DockerfileFacts extends Pick<SourceFacts, 'context' | 'file'> {
  /** Verbatim; undefined if it is not on this machine or cannot be read. */
  readonly text: string | undefined
  /** undefined if it is not needed, or not understood with certainty. */
  readonly content: Dockerfile | undefined
}

/** The checkout of the event's repository in the workspace; read only if a build uses the repository as a Git context. */
export interface CheckoutFacts {
  /** Its commit. */
  readonly head: string
  /** undefined if the checkout does not have the commit that is built. */
  readonly built: BuiltCommit | undefined
}

/**
 * The commit that is built, and how the files of the workspace differ from it. Paths are relative to the root of the
 * repository.
 */
export interface BuiltCommit {
  readonly files: readonly string[]
  /** Files whose content differs in the workspace (for Git LFS too), or that exist only in the commit or in a newer one. */
  readonly changed: readonly string[]
  /** Untracked files; a folder with nothing else in it ends with a slash. */
  readonly untracked: readonly string[]
  /** Ignored files, in the same form. */
  readonly ignored: readonly string[]
  /** The .dockerignore files of the commit that BuildKit would look for. */
  readonly ignoreFiles: readonly TextFile[]
}

export interface TextFile {
  readonly path: string
  readonly text: string
}

/** Files and variables that the inputs name, as found on the disk and in the environment. */
export interface PathFacts {
  /** One for each build. */
  readonly sources: readonly SourceFacts[]
  /** Secrets in secret-envs whose variable is not set, by id. */
  readonly missingEnvs: readonly string[]
  /** Secrets in secret-files whose file does not exist, by id. */
  readonly missingFiles: readonly string[]
  /** Build arguments without a value whose variable is not set, which buildx leaves out. */
  readonly unsetArgs: readonly string[]
  /** The folder of the checkout; '' outside a runner. */
  readonly workspace: string
  /** The folder for caches of type local. */
  readonly cacheFolder: string
}

/** The runner's service for keeping files between runs. */
export interface CacheService {
  /** Whether the cache service of GitHub Actions is available. */
  readonly hasCacheService: boolean
  /** Whether it is version 2, GitHub's since 2025, which older tools do not support. */
  readonly hasCacheServiceV2: boolean
}

/** What the runner and the environment of the step provide. */
export interface StepFacts extends CacheService {
  /** Whether this run has an artifact service. */
  readonly hasArtifactService: boolean
  /** Whether the job can request an OIDC token from GitHub (`id-token: write`). */
  readonly hasIdentity: boolean
  /** DOCKER_BUILD_CHECKS_ANNOTATIONS; true if it is not set. */
  readonly annotatesChecks: boolean
}

/** The job of this step. */
export interface JobFacts {
  /** Its run and attempt, as in `123-1`. */
  readonly run: string
  /** The same in every step of a job, and different in every other job, even in another leg on the same machine. */
  readonly identity: string
}

/** The installed buildx, and where another one would be installed. */
export interface BuildxFacts extends CacheService {
  /** Whether there is a docker command. */
  readonly hasDocker: boolean
  /** undefined if buildx is not installed. */
  readonly program: BuildxProgram | undefined
  /** Its version without the v; '' if it was not needed or is not reported. */
  readonly version: string
  /** docker's error message if it has no buildx. */
  readonly error: string
  /** This machine, as in the names of buildx's release files: `linux-amd64`. */
  readonly machine: string
  /** The user's folder for docker plugins, which docker searches first. */
  readonly pluginFolder: string
  /** The runner's tool cache. */
  readonly toolCache: string
  /** A folder for tools of this job only. */
  readonly spare: string
  /** A folder for downloads, the same in every run on this runner, because caches identify files by path. */
  readonly downloads: string
}

/** The kind of engine: docker's, rootless or not, or Podman with the same protocol. */
export type EngineKind = 'docker' | 'rootless docker' | 'podman'

/** The engine of the docker command. */
export interface EngineFacts {
  /** '' if there is no engine: then no containers can be run, and the platform is that of this machine. */
  readonly version: string
  readonly platform: Platform
  /** Whether it uses the containerd image store, which can hold several platforms of an image. */
  readonly containerdStore: boolean
  readonly kind: EngineKind
}

/** An environment variable with a certificate or a key for a node. */
export interface KeyVariable {
  readonly name: string
  /** 0 for the first node. */
  readonly node: number
  /** The driver option for its file: cacert, cert or key. */
  readonly option: string
}

/** An environment variable. */
export interface Variable {
  readonly name: string
  readonly value: string
}

/** docker's settings for its engine and for the nodes of builders, from the environment and the disk. */
export interface DockerFacts extends EngineEndpoints {
  /** Whether the current context is the default one and has TLS data, so that no builder can be created from it. */
  readonly hasTls: boolean
  /** BUILDKIT_HOST: the address of a remote builder that has no endpoint. */
  readonly buildkitHost: string
  /** buildx's current builder; '' for the engine's own. */
  readonly chosenBuilder: string
  /** The registries that docker has logins for, by their keys in its settings. */
  readonly logins: readonly string[]
  /** Whether docker's settings have proxies, which are passed on to builders. */
  readonly hasProxies: boolean
  readonly keys: readonly KeyVariable[]
  /** The file of `buildkitd-config`; undefined if it is not set or cannot be read. */
  readonly config: BuildkitdConfig | undefined
  /** buildx's default configuration; undefined if there is none. */
  readonly defaultConfig: BuildkitdConfig | undefined
  /** Boolean variables of docker whose values are neither true nor false. */
  readonly unclearVariables: readonly Variable[]
  /** Warnings about variables without effect. */
  readonly warnings: readonly string[]
}

/** A tag that hands over a part, and its digest. */
export interface HandedTag {
  readonly name: string
  readonly digest: string
}

/** The facts of a merge. */
export interface MergeFacts extends Pick<LocalFacts, 'event' | 'docker'>, Pick<Facts, 'id' | 'temp'> {
  readonly buildx: BuildxProgram
  /** The named builder, whose registry settings are used; undefined if none is named. */
  readonly builder: BuilderFacts | undefined
  readonly parts: readonly Part[]
  /** The number of parts of other images that legs of this run handed over. */
  readonly others: number
  /** The tags by which legs of this run handed over parts, the same in every repository. */
  readonly handedTags: readonly HandedTag[]
  /** Digests of parts that the registry has removed because they have no tag; their images still exist. */
  readonly removed: readonly string[]
}

/** Facts that are read without starting a process. */
export interface LocalFacts {
  readonly event: EventFacts
  readonly job: JobFacts
  readonly paths: PathFacts
  readonly step: StepFacts
  readonly docker: DockerFacts
}

/** The state of a builder that an earlier step of this job has created. */
export interface EarlierFacts {
  /** undefined if it no longer exists, or does not respond. */
  readonly found: BuilderFacts | undefined
}

/** The state before anything is done. Time, randomness, environment and disk reach the plan only through these facts. */
export interface Facts extends LocalFacts {
  readonly engine: EngineFacts
  /** How buildx is started. */
  readonly buildx: BuildxProgram
  /** Emulators in the engine's kernel; undefined if they cannot be read, as on another machine. */
  readonly handlers: readonly Handler[] | undefined
  readonly dockerfiles: readonly DockerfileFacts[]
  /** undefined if no build uses the event's commit as a Git context, or if there is no checkout of it. */
  readonly checkout: CheckoutFacts | undefined
  /** The existing builder: the named one, the docker context's own, or that of builder-name. */
  readonly builder: BuilderFacts | undefined
  /** The builder that an earlier step of this job created with the same settings; undefined if there is none. */
  readonly earlier: EarlierFacts | undefined
  /** Name of the machine's default builder if that is about to change; otherwise ''. */
  readonly defaultBuilder: string
  /** Unique for this step: run id, attempt and some random characters. */
  readonly id: string
  /** A private folder for this step; not created yet. */
  readonly temp: string
  /** Free bytes on the disk of that folder. */
  readonly freeBytes: number
}
