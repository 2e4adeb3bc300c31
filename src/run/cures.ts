/** Advice for an error that does not say by itself what to do. */
export interface Cure {
  /** A text of docker, BuildKit, a registry or a loader. */
  readonly sign: RegExp
  /** Whether the sign counts in the error only: what a program prints may say "denied" about anything. */
  readonly isForErrors?: boolean
  readonly cure: string
}

/** What a command ended with. */
interface Evidence {
  readonly error?: string
  readonly output: readonly string[]
}

/** The advice of the first entry whose sign is there. */
export function findCure(cures: readonly Cure[], { error = '', output }: Evidence): string | undefined {
  const found = cures.find(
    ({ sign, isForErrors = false }) =>
      sign.test(error) || (!isForErrors && output.some((line) => sign.test(line))),
  )
  return found?.cure
}
