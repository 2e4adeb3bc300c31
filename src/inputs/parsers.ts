import { CsvError, parse } from 'csv-parse/sync'
import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue, type Problem } from '../errors.ts'

/** A mistake that a parser found; the reader adds the name of the input. */
export type Complaint = Omit<Problem, 'input'>

/** Takes a parser's complaints. */
export type Complain = (complaint: Complaint) => void

/** Takes the complaints about an input or a variable. */
export type ComplaintsOf = (input: string) => Complain

/** Turns an input's text into a value. Mistakes go to `complain`, and a harmless value is returned. */
export type Parser<T> = (text: string, complain: Complain) => T

/** An item of a list, and the line it begins on. */
export interface Item {
  readonly text: string
  readonly line: number
}

interface ListRules {
  /** Whether a comma ends an item, as a line break does. */
  readonly commas: boolean
  /** Whether quotes group; false makes them ordinary characters. */
  readonly quotes?: boolean
  /** Whether `#` begins no comment, whitespace is kept, and quotes only enclose whole items. */
  readonly verbatim?: boolean
}

/** The text, trimmed. */
export const text: Parser<string> = (value) => value.trim()

/**
 * YAML 1.2 core booleans, as the runner's own toolkit takes them.
 * @param fallback the value of an explicitly empty text: the default in action.yml
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

/** A boolean that may be unset: undefined for an empty text. */
export const optionalBoolean: Parser<boolean | undefined> = (input, complain) =>
  input.trim() === '' ? undefined : boolean(false)(input, complain)

/**
 * A whole number from 0.
 * @param fallback the value of an empty text
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

/** A list whose items are parsed one by one; each mistake is reported with its line. */
export function list<T>(item: (text: string) => T, rules: ListRules): Parser<readonly T[]> {
  return (value, complain) =>
    items(value, rules, complain).flatMap(({ text, line }) => {
      const parsed = parseOrComplain(() => item(text), complain, line)
      return parsed === undefined ? [] : [parsed]
    })
}

/** One value, parsed by a function that throws InvalidValue; `empty` is the value of an empty text. */
export function value<T, E>(parseValue: (text: string) => T, empty: E): Parser<T | E> {
  return (input, complain) => {
    const value = input.trim()
    return value === '' ? empty : (parseOrComplain(() => parseValue(value), complain) ?? empty)
  }
}

/**
 * `NAME=value` or `NAME`. A name that cannot be one is usually a line of a value whose quotes were forgotten.
 * @throws InvalidValue
 */
export function assignment(item: string): string {
  const { name, value } = nameAndValue(item)
  if (name.trim() === '') throw new InvalidValue(`"${item}" has no name before the =.`, 'Write NAME=value.')
  const hasOpenQuote = name.split('"').length % 2 === 0
  if (hasOpenQuote || (value === undefined && /[\s"]|^[^\p{L}\p{N}_]+$/u.test(name))) {
    throw new InvalidValue(
      `"${item}" does not begin with a name.`,
      'Write NAME=value; enclose a value of several lines in quotes, together with its name.',
    )
  }
  return item
}

function orList(words: readonly string[]): string {
  return words.length === 1 ? String(words[0]) : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** The result of a parser; undefined if it throws InvalidValue, which becomes a complaint. */
export function parseOrComplain<T>(parseItem: () => T, complain: Complain, line?: number): T | undefined {
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
 * Splits into items, one per line, and drops blank ones. A line that begins with a quote is CSV, as docker's actions
 * read it, and may continue to a closing quote on another line. Any other line is one item, verbatim; if commas end
 * items too, quotes around any of those are removed. A line that begins with # is a comment.
 */
export function items(text: string, rules: ListRules, complain: Complain): readonly Item[] {
  const found: Item[] = []
  let line = 1
  for (let at = 0; at < text.length; ) {
    const { items: texts = [], mistake, end } = readItems(text, at, rules)
    found.push(...texts.map((item) => ({ text: item, line })))
    // Below a misplaced quote it is unclear which lines belong together.
    if (mistake !== undefined) complain({ line, ...mistake })
    if (mistake !== undefined) break
    line += text.slice(at, end).split('\n').length - 1
    at = end
  }
  return found
}

const UNCLOSED: Complaint = {
  what: 'a quoted item is not closed.',
  cure: 'Add the missing " or remove the one that opens the item.',
}

const UNDOUBLED: Complaint = {
  what: 'a quoted item contains further quotes.',
  cure: 'Double each of them, or remove those around the item: without them it is taken verbatim.',
}

interface ReadItems {
  readonly items?: readonly string[]
  /** Why they could not be read. */
  readonly mistake?: Complaint
  /** Where the next line begins. */
  readonly end: number
}

/** Reads the items that begin on a line. */
function readItems(text: string, at: number, rules: ListRules): ReadItems {
  const newline = text.indexOf('\n', at)
  const end = newline === -1 ? text.length : newline + 1
  const row = text.slice(at, end).replace(/\r?\n$/, '')
  const item = row.trim()
  if (item === '' || (!rules.verbatim && item.startsWith('#'))) return { end }
  if (rules.quotes === false) return { items: [item], end }
  if (item.startsWith('"')) {
    const quoted = readQuoted(text, text.indexOf('"', at), rules)
    if (quoted !== undefined) return quoted
    const mistake = quoteMistake(item, rules)
    if (mistake !== undefined) return { mistake, end }
  }
  if (!rules.commas) return { items: [rules.verbatim ? row : item], end }
  const fields = item.includes('"') ? fieldsOfRow(item) : [item]
  return fields === undefined ? { mistake: UNCLOSED, end } : { items: fields.flatMap(splitAtCommas), end }
}

/** What is wrong with an item that begins with a quote and is not CSV; undefined if it can be taken verbatim. */
function quoteMistake(item: string, { verbatim }: ListRules): Complaint | undefined {
  if (item.split('"').length % 2 === 0) return UNCLOSED
  // A malformed secret is reported by its parser, which never quotes it.
  return item.endsWith('"') && !verbatim ? UNDOUBLED : undefined
}

/** A field, quoted or not, and the separator after it. */
const FIELD = /(?:"((?:[^"]|"")*)"[^\S\n]*|([^",\n]*))(,|\n|$)/y

/** Reads CSV that begins with a quote; undefined if it is not CSV. */
function readQuoted(text: string, at: number, { commas, verbatim }: ListRules): ReadItems | undefined {
  const fields: string[] = []
  for (let end = at; ; end = FIELD.lastIndex) {
    FIELD.lastIndex = end
    const found = FIELD.exec(text)
    if (found === null) return undefined
    const [, quoted, plain = '', separator] = found
    fields.push(quoted?.replaceAll('""', '"') ?? plain)
    if (separator !== ',') break
  }
  const [first = '', ...others] = fields
  if (commas) return { items: fields.flatMap(splitAtCommas), end: FIELD.lastIndex }
  if (verbatim && others.length > 0) return undefined
  const whole = [first, ...others].join(',')
  // Quotes around a whole item keep its trailing whitespace.
  const item = verbatim ? whole : others.length === 0 ? whole.trimStart() : whole.trim()
  return { items: item.trim() === '' ? [] : [item], end: FIELD.lastIndex }
}

/** The fields of a line, unquoted; undefined if a quote is not closed. */
function fieldsOfRow(row: string): readonly string[] | undefined {
  try {
    const [fields = []]: string[][] = parse(row, { relax_column_count: true, relax_quotes: true })
    return fields
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return undefined
  }
}

function splitAtCommas(field: string): readonly string[] {
  return field
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
