import { CsvError, parse } from 'csv-parse/sync'
import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue, type Problem } from '../errors.ts'

/** What a parser found wrong; the reader adds the input's name. */
export type Complaint = Omit<Problem, 'input'>

/** Takes what a parser found wrong. */
export type Complain = (complaint: Complaint) => void

/** Turns an input's text into a value. Mistakes go to `complain`; the value returned then is a harmless one. */
export type Parser<T> = (text: string, complain: Complain) => T

interface Item {
  readonly text: string
  readonly line: number
}

interface ListRules {
  /** Whether a comma ends an item, as a line does. */
  readonly commas: boolean
  /** Whether quotes group; false makes them ordinary characters. */
  readonly quotes?: boolean
  /** Whether an item is taken as it stands: no comments, blanks kept, quotes only around a whole item. */
  readonly verbatim?: boolean
}

/** The text, without blanks around it. */
export const text: Parser<string> = (value) => value.trim()

/**
 * YAML 1.2 core booleans, as the runner's own toolkit takes them.
 * @param fallback what an explicitly empty text stands for: the default in action.yml
 */
export function boolean(fallback: boolean): Parser<boolean> {
  return (input, complain) => {
    const value = input.trim()
    if (value === '') return fallback
    if (['true', 'True', 'TRUE'].includes(value)) return true
    if (!['false', 'False', 'FALSE'].includes(value)) {
      complain({ what: `"${value}" is neither true nor false.`, cure: 'Write true or false.' })
    }
    return false
  }
}

/** A boolean of which it matters whether it was said: undefined for an empty text. */
export const maybe: Parser<boolean | undefined> = (input, complain) =>
  input.trim() === '' ? undefined : boolean(false)(input, complain)

/**
 * A whole number from 0.
 * @param fallback what an empty text stands for
 */
export function count({
  fallback,
  most,
}: {
  readonly fallback: number
  readonly most: number
}): Parser<number> {
  return (input, complain) => {
    const word = input.trim()
    if (word === '') return fallback
    if (/^\d{1,9}$/.test(word) && Number(word) <= most) return Number(word)
    complain({ what: `"${word}" is not a number from 0 to ${most}.`, cure: `Write one, as in ${fallback}.` })
    return fallback
  }
}

/** One of a few words. The first one stands for an empty text. */
export function oneOf<const W extends readonly [string, ...string[]]>(words: W): Parser<W[number]> {
  return (input, complain) => {
    const value = input.trim()
    const found = words.find((word) => word === value)
    if (found === undefined && value !== '') {
      complain({ what: `"${value}" is not known.`, cure: `Write ${orList(words)}.` })
    }
    return found ?? words[0]
  }
}

/** A list whose items are parsed one by one, each mistake with its line. */
export function list<T>(item: (text: string) => T, rules: ListRules): Parser<readonly T[]> {
  return (value, complain) =>
    items(value, rules, complain).flatMap(({ text, line }) => {
      const parsed = attempt(() => item(text), complain, line)
      return parsed === undefined ? [] : [parsed]
    })
}

/** One value, parsed by a function that throws InvalidValue; `empty` stands for an empty text. */
export function value<T, E>(parseValue: (text: string) => T, empty: E): Parser<T | E> {
  return (input, complain) => {
    const value = input.trim()
    return value === '' ? empty : (attempt(() => parseValue(value), complain) ?? empty)
  }
}

/** `NAME=value` or `NAME`; the name must be there. */
export function assignment(item: string): string {
  if (nameAndValue(item).name.trim() === '') {
    throw new InvalidValue(`"${item}" has no name before the =.`, 'Write NAME=value.')
  }
  return item
}

function orList(words: readonly string[]): string {
  return words.length === 1 ? String(words[0]) : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

function attempt<T>(parseItem: () => T, complain: Complain, line?: number): T | undefined {
  try {
    return parseItem()
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    const complaint = { what: error.message, cure: error.cure }
    complain(line === undefined ? complaint : { ...complaint, line })
    return undefined
  }
}

/**
 * Splits as docker's actions do: CSV with relaxed quotes, one record a line, blank items dropped, items
 * trimmed. Where commas survive, the fields of a line are joined again. On top of that, a line that begins
 * with # is a comment.
 */
function items(text: string, rules: ListRules, complain: Complain): readonly Item[] {
  return records(text, rules, complain).flatMap(({ fields, line }) => {
    const parts = rules.commas ? fields.flatMap((field) => field.split(',')) : [fields.join(',')]
    return parts
      .map((part) => (rules.verbatim ? part : part.trim()))
      .filter((part) => part.trim() !== '')
      .map((part) => ({ text: part, line }))
  })
}

interface Row {
  readonly fields: readonly string[]
  readonly line: number
}

function records(text: string, rules: ListRules, complain: Complain): readonly Row[] {
  const rows: Row[] = []
  const source = Buffer.from(text)
  const lineAt = lineCounter(source)
  let from = 0
  try {
    parse(source, {
      ...(rules.verbatim ? { delimiter: '\0' } : { comment: '#', comment_no_infix: true }),
      quote: rules.quotes === false ? null : '"',
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record: (fields: string[], { bytes }) => {
        const before = skipped(source.subarray(from, bytes).toString(), rules)
        // The library knows comments at the very start of a line only; people indent them.
        if (!before.isAll) rows.push({ fields, line: lineAt(from + before.bytes) })
        from = bytes
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    complain({
      line: lineAt(from + skipped(source.subarray(from).toString(), rules).bytes),
      what: 'a quoted item is not closed.',
      cure: 'Add the missing " or remove the one that opens the item.',
    })
  }
  return rows
}

/** The blank lines and comments that a text begins with. */
function skipped(text: string, { verbatim }: ListRules): { readonly bytes: number; readonly isAll: boolean } {
  const pattern = verbatim ? /^(?:[^\S\n]*(?:\n|$))*/ : /^(?:[^\S\n]*(?:#[^\n]*)?(?:\n|$))*/
  const found = pattern.exec(text)?.[0] ?? ''
  return { bytes: Buffer.byteLength(found), isAll: found === text }
}

/** Tells the line of an offset; offsets only grow, so that a long text is gone through once. */
function lineCounter(source: Buffer): (offset: number) => number {
  let counted = 0
  let line = 1
  return (offset) => {
    for (
      let next = source.indexOf(10, counted);
      next !== -1 && next < offset;
      next = source.indexOf(10, counted)
    ) {
      counted = next + 1
      line += 1
    }
    return line
  }
}
