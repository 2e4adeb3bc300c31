/**
 * A mistake in the inputs, found before anything has been done. `what` and `cure` are sentences; the value is quoted
 * inside `what` if that helps.
 */
export interface Problem {
  /** The input, as written in action.yml; or the variable, if one of docker's is wrong. */
  readonly input: string
  /** The line of the input's value, from 1, if the value has several. */
  readonly line?: number
  readonly what: string
  readonly cure: string
  /** The line of a file that causes it, if there is one. */
  readonly location?: Location
}

/** Thrown by parsers of single values: they do not know which input the value came from. */
export class InvalidValue extends Error {
  readonly cure: string

  constructor(what: string, cure: string) {
    super(what)
    this.name = 'InvalidValue'
    this.cure = cure
  }
}

/** Everything that is wrong with the inputs, reported together. Nothing has been started. */
export class Refusal extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(problemText).join('\n'))
    this.name = 'Refusal'
    this.problems = problems
  }
}

/** A location in a file of the repository, for an annotation. */
export interface Location {
  readonly file: string
  readonly line: number
  /** The kind of message, in a few words. */
  readonly title: string
}

/** Something went wrong while the plan was carried out. */
export class Failure extends Error {
  readonly cure: string
  readonly location: Location | undefined

  constructor(what: string, cure: string, location?: Location) {
    super(what)
    this.name = 'Failure'
    this.cure = cure
    this.location = location
  }
}

/**
 * What a failed job leaves behind, for the headline of its summary:
 * - `no image`: nothing was pushed, or what was pushed was deleted again
 * - `built`: everything was built, and there was nothing to push
 * - `no tag moved`: images are in the registry, but only by their digests
 * - `some tags moved`, `tags moved`, and `tags may have moved` if only the registry knows
 * - `no matrix`: the job was only to produce a matrix
 * - a call: the method of the Dockerfile that was called instead of a build
 */
export type FailureState =
  | 'no image'
  | 'built'
  | 'no tag moved'
  | 'some tags moved'
  | 'tags may have moved'
  | 'tags moved'
  | 'no matrix'
  | { readonly call: string }

/** Everything that a job failed with, and what it leaves behind. */
export class Unfinished extends AggregateError {
  readonly state: FailureState
  /** Markdown for the summary page, below what the job leaves behind. */
  readonly details: string

  constructor(errors: readonly unknown[], state: FailureState, details = '') {
    super(errors, errors.map(messageOf).join('\n'))
    this.name = 'Unfinished'
    this.state = state
    this.details = details
  }
}

/** Runs a stage of a job. Adds `state` to an error that does not say what the job leaves behind. */
export async function withState<T>(state: FailureState, stage: () => T | Promise<T>): Promise<T> {
  try {
    return await stage()
  } catch (error) {
    throw stateOf(error) === undefined ? new Unfinished([error], state) : error
  }
}

/** What a failed job leaves behind; undefined if the error does not say that. */
export function stateOf(error: unknown): FailureState | undefined {
  if (error instanceof Unfinished) return error.state
  if (!(error instanceof AggregateError)) return undefined
  // Of several concurrent builds, only one may have moved tags.
  return error.errors.map(stateOf).find((state) => state !== undefined)
}

/**
 * Thrown by work that was interrupted because the job was cancelled. It is not reported, because it is no news to the
 * user.
 */
export class Cancelled extends Error {
  constructor() {
    super('The job was cancelled.')
    this.name = 'Cancelled'
  }
}

/** Whether an error, or one of several concurrent ones, comes from cancelling the job. */
export function isCancelled(error: unknown): boolean {
  return error instanceof AggregateError ? error.errors.some(isCancelled) : error instanceof Cancelled
}

/** The message of an error of any kind. */
export function messageOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error
  return String(message)
}

/** A problem as one line: where, what, what to do. */
export function problemText(problem: Problem): string {
  const line = problem.line === undefined ? '' : `, line ${problem.line}`
  return `${problem.input}${line}: ${problem.what} ${problem.cure}`
}
