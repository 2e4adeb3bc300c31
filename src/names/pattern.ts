import { InvalidValue } from '../errors.ts'

/**
 * A regular expression as rules have it: the text alone, or `/text/flags`.
 * @throws InvalidValue where it is none
 */
export function parsePattern(text: string): RegExp {
  const [, source = text, flags = ''] = /^\/(.+)\/(.*)$/.exec(text) ?? []
  try {
    return new RegExp(source, flags)
  } catch {
    throw new InvalidValue(
      `"${text}" is not a valid regular expression.`,
      'Write one of JavaScript, perhaps with flags as in /v(.*)/i; one with a comma stands in quotes, as in "pattern=\\d{1,2}".',
    )
  }
}

/** How many groups a pattern has. */
export function groupsOf({ source, flags }: RegExp): number {
  // With nothing as another way to match, it always does.
  return (new RegExp(`${source}|`, flags).exec('')?.length ?? 1) - 1
}
