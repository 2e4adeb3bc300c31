import { CsvError, parse } from 'csv-parse/sync'
import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue, type Problem } from '../errors.ts'

/** What a parser found wrong; the reader adds the input's name. */
export type Complaint = Omit<Problem, 'input'>

/** Takes what a parser found wrong. */
export type Complain = (complaint: Complaint) => void

/** Turns an input's text into a value. Mistakes go to `complain`; the value returned then is a harmless one. */
export type Parser<T> = (text: string, complain: Complain) => T

/** An item of a list, and the line that it begins on. */
export interface Item {
  readonly text: string
  readonly line: number
}

interface ListRules {
  /** Whether a comma ends an item, as a line does. */
  readonly commas: boolean
  /** Whether quotes group; false makes them ordinary characters. */
  readonly quotes?: boolean
  /** Whether there are no comments, blanks are kept, and quotes are only around a whole item. */
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

/**
 * `NAME=value` or `NAME`; the name must be there. What can be none is a line of a value whose quotes were forgotten.
 * @throws InvalidValue
 */
export function assignment(item: string): string {
  const { name, value } = nameAndValue(item)
  if (name.trim() === '') throw new InvalidValue(`"${item}" has no name before the =.`, 'Write NAME=value.')
  const hasOpenQuote = name.split('"').length % 2 === 0
  if (hasOpenQuote || (value === undefined && /[\s"]|^[^\p{L}\p{N}_]+$/u.test(name))) {
    throw new InvalidValue(
      `"${item}" has no name that can be meant.`,
      'Write NAME=value; a value of several lines stands in quotes, with the name inside them.',
    )
  }
  return item
}

function orList(words: readonly string[]): string {
  return words.length === 1 ? String(words[0]) : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** What a parser makes of a text; undefined where it throws InvalidValue, which is complained of. */
export function attempt<T>(parseItem: () => T, complain: Complain, line?: number): T | undefined {
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
 * Splits into items, one a line, and drops blank ones. A line that begins with a quote is CSV, as docker's actions
 * read it, and may go on up to the closing quote on another line. Every other line is one item as it stands; where
 * commas end items too, quotes around some of those are taken away. A line that begins with # is a comment.
 */
export function items(text: string, rules: ListRules, complain: Complain): readonly Item[] {
  const found: Item[] = []
  let line = 1
  for (let at = 0; at < text.length; ) {
    const { items: texts = [], mistake, end } = readItems(text, at, rules)
    found.push(...texts.map((item) => ({ text: item, line })))
    // Nobody knows what the lines below a wrong quote belong to.
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
  what: 'a quoted item has further quotes in it.',
  cure: 'Write each of them twice, or leave out those around the item: without them it is taken as it stands.',
}

interface Read {
  /** What was read. */
  readonly items?: readonly string[]
  /** Why it could not be read. */
  readonly mistake?: Complaint
  /** Where the next line begins. */
  readonly end: number
}

/** Reads the items that begin on a line. */
function readItems(text: string, at: number, rules: ListRules): Read {
  const newline = text.indexOf('\n', at)
  const end = newline === -1 ? text.length : newline + 1
  const row = text.slice(at, end).replace(/\r?\n$/, '')
  const item = row.trim()
  if (item === '' || (!rules.verbatim && item.startsWith('#'))) return { end }
  if (rules.quotes === false) return { items: [item], end }
  if (item.startsWith('"')) {
    const quoted = readQuoted(text, text.indexOf('"', at), rules)
    if (quoted !== undefined) return quoted
    const mistake = mistakeIn(item, rules)
    if (mistake !== undefined) return { mistake, end }
  }
  if (!rules.commas) return { items: [rules.verbatim ? row : item], end }
  const fields = item.includes('"') ? fieldsOfRow(item) : [item]
  return fields === undefined ? { mistake: UNCLOSED, end } : { items: fields.flatMap(splitAtCommas), end }
}

/** What is wrong with an item that begins with a quote and is no CSV; undefined where it can be taken as it stands. */
function mistakeIn(item: string, { verbatim }: ListRules): Complaint | undefined {
  if (item.split('"').length % 2 === 0) return UNCLOSED
  // What is no secret has no id either, and what is said about that shows nothing of it.
  return item.endsWith('"') && !verbatim ? UNDOUBLED : undefined
}

/** A field in quotes or one without any, and what ends it. */
const FIELD = /(?:"((?:[^"]|"")*)"[^\S\n]*|([^",\n]*))(,|\n|$)/y

/** Reads CSV that begins with a quote; undefined where it is none. */
function readQuoted(text: string, at: number, { commas, verbatim }: ListRules): Read | undefined {
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
  // Quotes around all of an item keep the blanks at its end.
  const item = verbatim ? whole : others.length === 0 ? whole.trimStart() : whole.trim()
  return { items: item.trim() === '' ? [] : [item], end: FIELD.lastIndex }
}

/** The fields of a line, without quotes around them; undefined where one is not closed. */
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
