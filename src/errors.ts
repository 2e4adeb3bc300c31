/**
 * One mistake in what the user gave us, found before anything has been done.
 * `what` and `cure` are sentences; the value is quoted inside `what` where it helps.
 */
export interface Problem {
  /** The input it stands in, as written in action.yml. */
  readonly input: string
  /** The line of the input's value, from 1, where the value has several. */
  readonly line?: number
  readonly what: string
  readonly cure: string
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

/** A place in a file of the repository that is to blame, for an annotation. */
export interface Place {
  readonly file: string
  readonly line: number
}

/** Something went wrong while the plan was carried out. */
export class Failure extends Error {
  readonly cure: string
  readonly place: Place | undefined

  constructor(what: string, cure: string, place?: Place) {
    super(what)
    this.name = 'Failure'
    this.cure = cure
    this.place = place
  }
}

/** A problem as one line: where, what, what to do. */
export function problemText(problem: Problem): string {
  const line = problem.line === undefined ? '' : `, line ${problem.line}`
  return `${problem.input}${line}: ${problem.what} ${problem.cure}`
}
