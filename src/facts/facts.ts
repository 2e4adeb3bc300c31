import type { Handler } from '../platforms/emulators.ts'
import type { Platform } from '../platforms/platform.ts'

/** Where the workflow runs, read from the runner's variables and the event. '' = not known. */
export interface EventFacts {
  /** Branch that this run belongs to: the pushed one, or a pull request's own. */
  readonly branch: string
  /** Branch that a pull request or merge queue goes into. */
  readonly base: string
  readonly defaultBranch: string
  /** Whether a tag was pushed (then there is no branch). */
  readonly onTag: boolean
  /** Whether the code comes from a fork's pull request. */
  readonly fork: boolean
}

/** What the disk says about the paths in the inputs. */
export interface PathFacts {
  /** `elsewhere`: a URL, which only the builder can look at. */
  readonly context: 'folder' | 'missing' | 'elsewhere'
  /** Path of the Dockerfile that was looked for. */
  readonly dockerfile: string
  readonly dockerfileIs: 'file' | 'missing' | 'elsewhere'
}

/** The docker engine that the docker command talks to. */
export interface EngineFacts {
  readonly version: string
  readonly platform: Platform
  /** Whether it keeps images in containerd's store, which can hold several platforms of one image. */
  readonly containerdStore: boolean
}

/** One node of a builder, as `docker buildx inspect` tells it. */
export interface NodeFacts {
  readonly name: string
  readonly endpoint: string
  readonly status: string
  /** Version of its BuildKit; '' where it is not running. */
  readonly buildkit: string
  readonly platforms: readonly Platform[]
  /** The platform of the machine it runs on, BuildKit's BUILDPLATFORM; undefined where that cannot be told. */
  readonly own: Platform | undefined
}

export interface BuilderFacts {
  readonly name: string
  readonly driver: string
  readonly nodes: readonly NodeFacts[]
}

/** What was true before we started. The only way for time, chance, environment and disk into the plan. */
export interface Facts {
  readonly event: EventFacts
  readonly paths: PathFacts
  readonly engine: EngineFacts
  /** binfmt_misc handlers of this machine; undefined where they cannot be read. */
  readonly handlers: readonly Handler[] | undefined
  /** The builder that the user named. */
  readonly builder: BuilderFacts | undefined
  /** Unique for this step: run id, attempt and some random characters. */
  readonly id: string
  /** A private folder for this step; not made yet. */
  readonly temp: string
}
