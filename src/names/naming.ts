import type { Problem } from '../errors.ts'

/** The repository of an event, as its payload describes it. '' = not known. */
export interface NamedRepository {
  readonly name: string
  readonly url: string
  readonly description: string
  /** SPDX identifier */
  readonly license: string
}

/** What the names of an image are worked out from, beside what the user says. '' = not known. */
export interface Naming {
  /** Name of the event, as in `push`. */
  readonly event: string
  /** In full, as in refs/tags/v1.2; that of a pull request is refs/pull/N/merge whichever event it has. */
  readonly ref: string
  /** The commit that tags and the label of the revision name. */
  readonly sha: string
  /** Number of the pull request, also of one in a merge queue. */
  readonly pull: string
  /** Branch that a pull request goes into, or that a tag was pushed from. */
  readonly base: string
  /** Branch of a pull request. */
  readonly head: string
  readonly defaultBranch: string
  /** Whether the event is a release that is marked as a prerelease. */
  readonly isPrerelease: boolean
  readonly repository: NamedRepository
  /** When the commit was made, in milliseconds since 1970; undefined where the event does not say it. */
  readonly committed: number | undefined
  /** SOURCE_DATE_EPOCH in milliseconds; undefined where it is not set. */
  readonly epoch: number | undefined
  /** The clock, in milliseconds since 1970. */
  readonly now: number
  /** Characters of a short commit: DOCKER_METADATA_SHORT_SHA_LENGTH. */
  readonly shortLength: number
  /** Documents that get annotations without a level: DOCKER_METADATA_ANNOTATIONS_LEVELS. */
  readonly levels: readonly string[]
  /** Variables that say something impossible. */
  readonly problems: readonly Problem[]
}

/** What a ref is; '' for what it is not. */
export interface Ref {
  readonly branch: string
  readonly tag: string
}

export function refOf({ ref }: Pick<Naming, 'ref'>): Ref {
  const of = (kind: string): string => (ref.startsWith(kind) ? ref.slice(kind.length) : '')
  return { branch: of('refs/heads/'), tag: of('refs/tags/') }
}

/**
 * When the image was made, for its labels: the same in every job of a run and in every attempt of it. undefined where
 * nothing says it: a clock would say something else in each job.
 */
export function createdOf({ epoch, committed }: Naming): Date | undefined {
  const time = epoch ?? committed
  return time === undefined ? undefined : new Date(time)
}
