/** Advice for a text that does not say by itself what to do. */
export interface Cure {
  /** A text of docker, BuildKit, a loader or another program. */
  readonly sign: RegExp
  readonly cure: string
}

/** The advice of the first entry whose sign is in a line. */
export function findCure(cures: readonly Cure[], lines: readonly string[]): string | undefined {
  return cures.find(({ sign }) => lines.some((line) => sign.test(line)))?.cure
}
