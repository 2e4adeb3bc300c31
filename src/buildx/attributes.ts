import { CsvError, parse } from 'csv-parse/sync'
import { InvalidValue } from '../errors.ts'

/**
 * The fields of a value such as `type=image,"name=a,b",push=true`, as buildx splits the values of --output,
 * --secret, --attest and of the cache flags: quotes can only enclose a whole field. Line breaks are ordinary characters.
 * @throws InvalidValue if a quote is not closed or is inside a field
 */
export function fieldsOf(value: string): readonly string[] {
  const fields = csvFields(value)
  if (fields !== undefined) return fields.map((field) => field.trim())
  const quoted = value.replace(/(?<=^|,)([^",=]+=)"([^"]*)"(?=,|$)/g, '"$1$2"')
  throw new InvalidValue(
    `"${value}" has an unclosed quote, or a quote inside a field.`,
    csvFields(quoted) === undefined
      ? 'Quote a whole field, as in type=image,"name=a,b", or remove them.'
      : `Quotes must enclose a whole field: write ${quoted}, or remove them.`,
  )
}

/** undefined if a quote is not closed or is inside a field. */
function csvFields(value: string): readonly string[] | undefined {
  try {
    // Environment variables cannot contain NUL.
    const [fields = []]: string[][] = parse(value, { relax_column_count: true, record_delimiter: '\0' })
    return fields
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return undefined
  }
}

/** The value without spaces around its fields, which buildx treats as part of the name: it does not know ` mode`. */
export function withoutSpaces(value: string): string {
  const fields = csvFields(value) ?? []
  const hasSpaces = fields.some((field) => field !== field.trim())
  return hasSpaces ? fields.map((field) => quoteField(field.trim())).join(',') : value
}

/** NAME=value, or only a NAME. */
export interface Assignment {
  readonly name: string
  /** undefined if there is no =. */
  readonly value: string | undefined
}

/** Splits at the first =, as for build arguments, labels, options and fields of all kinds. */
export function nameAndValue(text: string): Assignment {
  const equals = text.indexOf('=')
  return equals === -1
    ? { name: text, value: undefined }
    : { name: text.slice(0, equals), value: text.slice(equals + 1) }
}

/** Attributes by name, in their original order. */
export type Attributes = Readonly<Record<string, string>>

/**
 * The attributes of a value, each with a name and a value. The last one of a name counts.
 * @param example a valid value, for the error
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

/** A value whose attributes depend on its type, such as a cache entry. */
export interface TypedAttributes {
  readonly type: string
  /** All but the type, by lower-case name. */
  readonly attributes: Attributes
}

/**
 * Reads such a value.
 * @param example a valid value, for the error
 * @throws InvalidValue if a part is not key=value, or if there is no type
 */
export function parseTyped(text: string, example: string): TypedAttributes {
  const pairs = Object.entries(parseAttributes(text, example))
  const { type = '', ...attributes } = Object.fromEntries(
    pairs.map(([name, value]) => [name.toLowerCase(), value]),
  )
  if (type !== '') return { type, attributes }
  throw new InvalidValue(`"${text}" has no type.`, `Write it as in ${example}.`)
}

/** Such a value, in the form that buildx reads. */
export function printTyped({ type, attributes }: TypedAttributes): string {
  const fields = Object.entries({ type, ...attributes }).map(([name, value]) => `${name}=${value}`)
  return fields.map(quoteField).join(',')
}

/** Whether a value means true for Go's ParseBool, which buildx uses. */
export function isYes(value: string | undefined): boolean {
  return value !== undefined && /^(?:1|t|T|true|TRUE|True)$/.test(value)
}

/** Whether a value means false for Go's ParseBool. */
export function isNo(value: string | undefined): boolean {
  return value !== undefined && /^(?:0|f|F|false|FALSE|False)$/.test(value)
}

/** Whether an attribute is on: by a true value, or by an empty one, as in `push=`. */
export function isTrue(value: string | undefined): boolean {
  return value === '' || isYes(value)
}

/** Quotes a field if it contains commas, quotes or line breaks. */
export function quoteField(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}
