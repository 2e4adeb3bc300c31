/** Advice for an error text that does not say what to do. */
export interface Cure {
  /** Matches a text of docker, BuildKit, a loader or another program. */
  readonly sign: RegExp
  readonly cure: string
}

/** The advice of the first entry whose sign matches a line. */
export function findCure(cures: readonly Cure[], lines: readonly string[]): string | undefined {
  return cures.find(({ sign }) => lines.some((line) => sign.test(line)))?.cure
}
