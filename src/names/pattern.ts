import { InvalidValue } from '../errors.ts'

/**
 * A regular expression of a rule: the bare text, or `/text/flags`.
 * @throws InvalidValue if it is not valid
 */
export function parsePattern(text: string): RegExp {
  const [, source = text, flags = ''] = /^\/(.+)\/(.*)$/.exec(text) ?? []
  try {
    return new RegExp(source, flags)
  } catch {
    throw new InvalidValue(
      `"${text}" is not a valid regular expression.`,
      'Write a JavaScript expression, possibly with flags as in /v(.*)/i; quote one that contains a comma, as in "pattern=\\d{1,2}".',
    )
  }
}

/** The number of groups in a pattern. */
export function groupsOf({ source, flags }: RegExp): number {
  // With an empty alternative it always matches.
  return (new RegExp(`${source}|`, flags).exec('')?.length ?? 1) - 1
}
