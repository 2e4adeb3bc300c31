import type { Problem } from '../errors.ts'

/** The repository of an event, as described by its payload. '' = unknown. */
export interface NamedRepository {
  readonly name: string
  readonly url: string
  readonly description: string
  /** SPDX identifier */
  readonly license: string
}

/** The facts that names are derived from, in addition to the user's settings. '' = unknown. */
export interface Naming {
  /** Name of the event, as in `push`. */
  readonly event: string
  /** In full, as in refs/tags/v1.2; refs/pull/N/merge for every event of a pull request. */
  readonly ref: string
  /** The commit for tags and for the revision label. */
  readonly sha: string
  /** Number of the pull request, also in a merge queue. */
  readonly pull: string
  /** The branch that a pull request merges into, or that a tag was pushed from. */
  readonly base: string
  /** The branch of a pull request. */
  readonly head: string
  readonly defaultBranch: string
  /** Whether the event is a release marked as a prerelease. */
  readonly isPrerelease: boolean
  readonly repository: NamedRepository
  /** Time of the commit, in milliseconds since 1970; undefined if the event does not have it. */
  readonly committed: number | undefined
  /** SOURCE_DATE_EPOCH in milliseconds; undefined if it is not set. */
  readonly epoch: number | undefined
  /** The current time, in milliseconds since 1970. */
  readonly now: number
  /** Length of a short commit hash: DOCKER_METADATA_SHORT_SHA_LENGTH. */
  readonly shortLength: number
  /** Documents that get annotations without a level: DOCKER_METADATA_ANNOTATIONS_LEVELS. */
  readonly levels: readonly string[]
  /** Environment variables with invalid values. */
  readonly problems: readonly Problem[]
}

/** The branch or tag of a ref; the other one is ''. */
export interface Ref {
  readonly branch: string
  readonly tag: string
}

export function refOf({ ref }: Pick<Naming, 'ref'>): Ref {
  const of = (kind: string): string => (ref.startsWith(kind) ? ref.slice(kind.length) : '')
  return { branch: of('refs/heads/'), tag: of('refs/tags/') }
}

/**
 * When the image was created, for its labels: the same in every job and every attempt of a run. undefined if it is
 * unknown: the current time would differ in each job.
 */
export function createdOf({ epoch, committed }: Naming): Date | undefined {
  const time = epoch ?? committed
  return time === undefined ? undefined : new Date(time)
}
