import { CsvError, parse } from 'csv-parse/sync'
import { InvalidValue } from '../errors.ts'

/**
 * The fields of a value such as `type=image,"name=a,b",push=true`, as buildx splits the values of --output,
 * --secret, --attest and of the cache flags: a quote stands around a whole field or not at all. Line ends are
 * characters as any other.
 * @throws InvalidValue where a quote is not closed or stands inside a field
 */
export function fieldsOf(value: string): readonly string[] {
  const fields = csvFields(value)
  if (fields !== undefined) return fields.map((field) => field.trim())
  const meant = value.replace(/(?<=^|,)([^",=]+=)"([^"]*)"(?=,|$)/g, '"$1$2"')
  throw new InvalidValue(
    `"${value}" has an unclosed quote, or a quote inside a field.`,
    csvFields(meant) === undefined
      ? 'Put quotes around a whole field, as in type=image,"name=a,b", or leave them out.'
      : `Quotes stand around a whole field: write ${meant}, or leave them out.`,
  )
}

/** undefined where a quote is not closed or stands inside a field. */
function csvFields(value: string): readonly string[] | undefined {
  try {
    // No text from the environment has a NUL.
    const [fields = []]: string[][] = parse(value, { relax_column_count: true, record_delimiter: '\0' })
    return fields
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return undefined
  }
}

/** The value without blanks around its fields, which buildx takes for a part of names: ` mode` is none that it knows. */
export function withoutBlanks(value: string): string {
  const fields = csvFields(value) ?? []
  const hasBlanks = fields.some((field) => field !== field.trim())
  return hasBlanks ? fields.map((field) => quoteField(field.trim())).join(',') : value
}

/** What is written as NAME=value, or as a NAME alone. */
export interface Assignment {
  readonly name: string
  /** undefined where there is no =. */
  readonly value: string | undefined
}

/** Cuts at the first =: build arguments, labels, options and fields of all kinds are written so. */
export function nameAndValue(text: string): Assignment {
  const equals = text.indexOf('=')
  return equals === -1
    ? { name: text, value: undefined }
    : { name: text.slice(0, equals), value: text.slice(equals + 1) }
}

/** Attributes by their names, in the order in which they were written. */
export type Attributes = Readonly<Record<string, string>>

/**
 * The attributes of a value in which each has a name and a value. Of several with one name the last one counts.
 * @param example how such a value is written, for the error
 * @throws InvalidValue
 */
export function parseAttributes(text: string, example: string): Attributes {
  const fields = fieldsOf(text).map(nameAndValue)
  return Object.fromEntries(
    fields.map(({ name, value }) => {
      if (name !== '' && value !== undefined) return [name, value]
      throw new InvalidValue(`"${text}" has a part that is not key=value.`, `Write it as in ${example}.`)
    }),
  )
}

/** A value whose attributes depend on its type, such as a cache. */
export interface TypedAttributes {
  readonly type: string
  /** All but the type, by their names in lower case. */
  readonly attributes: Attributes
}

/**
 * Reads such a value.
 * @param example how it is written, for the error
 * @throws InvalidValue where a part is not key=value, or where there is no type
 */
export function parseTyped(text: string, example: string): TypedAttributes {
  const pairs = Object.entries(parseAttributes(text, example))
  const { type = '', ...attributes } = Object.fromEntries(
    pairs.map(([name, value]) => [name.toLowerCase(), value]),
  )
  if (type !== '') return { type, attributes }
  throw new InvalidValue(`"${text}" has no type.`, `Write it as in ${example}.`)
}

/** Such a value as buildx reads it. */
export function printTyped({ type, attributes }: TypedAttributes): string {
  const fields = Object.entries({ type, ...attributes }).map(([name, value]) => `${name}=${value}`)
  return fields.map(quoteField).join(',')
}

/** Whether a value means true, as Go's ParseBool reads it, which buildx uses. */
export function isYes(value: string | undefined): boolean {
  return value !== undefined && /^(?:1|t|T|true|TRUE|True)$/.test(value)
}

/** Whether a value means false, in the same way. */
export function isNo(value: string | undefined): boolean {
  return value !== undefined && /^(?:0|f|F|false|FALSE|False)$/.test(value)
}

/** Whether an attribute is switched on: by a true value, or by none, as in `push=`. */
export function isTrue(value: string | undefined): boolean {
  return value === '' || isYes(value)
}

/** A field that may hold commas or quotes, so that it arrives whole. */
export function quoteField(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}
