import { CsvError, parse } from 'csv-parse/sync'
import { InvalidValue, type Problem } from '../errors.ts'
import { array } from '../json.ts'

/** What a parser found wrong; the reader adds the input's name. */
export type Complaint = Omit<Problem, 'input'>

/** Turns an input's text into a value. Mistakes go to `complain`; the value returned then is a harmless one. */
export type Parser<T> = (text: string, complain: (complaint: Complaint) => void) => T

interface Item {
  readonly text: string
  readonly line: number
}

interface ListRules {
  /** Whether a comma ends an item, as a line does. */
  readonly commas: boolean
  /** Whether quotes group; false makes them ordinary characters. */
  readonly quotes?: boolean
}

/** The text, without blanks around it. */
export const text: Parser<string> = (value) => value.trim()

/** YAML 1.2 core booleans, as the runner's own toolkit takes them; an empty text is false. */
export const boolean: Parser<boolean> = (input, complain) => {
  const value = input.trim()
  if (['true', 'True', 'TRUE'].includes(value)) return true
  if (!['', 'false', 'False', 'FALSE'].includes(value)) {
    complain({ what: `"${value}" is neither true nor false.`, cure: 'Write true or false.' })
  }
  return false
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
  if (item.startsWith('=') || item.split('=', 1)[0]?.trim() === '') {
    throw new InvalidValue(`"${item}" has no name before the =.`, 'Write NAME=value.')
  }
  return item
}

function orList(words: readonly string[]): string {
  return words.length === 1 ? String(words[0]) : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

function attempt<T>(parseItem: () => T, complain: (c: Complaint) => void, line?: number): T | undefined {
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
function items(text: string, rules: ListRules, complain: (c: Complaint) => void): readonly Item[] {
  return records(text, rules, complain).flatMap(({ fields, line }) => {
    const parts = rules.commas ? fields.flatMap((field) => field.split(',')) : [fields.join(',')]
    return parts
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => ({ text: part, line }))
  })
}

interface Row {
  readonly fields: readonly string[]
  readonly line: number
}

function records(text: string, rules: ListRules, complain: (c: Complaint) => void): readonly Row[] {
  const rows: Row[] = []
  let consumed = 0
  try {
    parse(text, {
      comment: '#',
      comment_no_infix: true,
      quote: rules.quotes === false ? null : '"',
      raw: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record: (row: unknown, { raw }) => {
        // With `raw`, a record comes inside an object, which the library's types do not say.
        const fields = array(row, 'record').filter((cell) => typeof cell === 'string')
        // The library knows comments at the very start of a line only; YAML people indent them.
        if (!fields[0]?.trimStart().startsWith('#')) rows.push({ fields, line: firstLine(text, consumed) })
        consumed += raw?.length ?? 0
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const cure = 'Add the missing " or remove the one that opens the item.'
    complain({ line: firstLine(text, consumed), what: 'a quoted item is not closed.', cure })
  }
  return rows
}

/** The line of the first record from a place in the text on: blank lines and comments before it are passed over. */
function firstLine(text: string, from: number): number {
  const skipped = /^(?:[^\S\n]*(?:#[^\n]*)?\n)*/.exec(text.slice(from))?.[0].length ?? 0
  return text.slice(0, from + skipped).split('\n').length
}
