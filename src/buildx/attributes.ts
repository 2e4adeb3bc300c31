import { parse } from 'csv-parse/sync'
import { InvalidValue } from '../errors.ts'

/**
 * The fields of a value such as `type=image,"name=a,b",push=true`, as buildx splits the values of --output,
 * --secret, --attest and of the cache flags: a quote stands around a whole field or not at all.
 * @throws InvalidValue where a quote is not closed or stands inside a field
 */
export function fieldsOf(value: string): readonly string[] {
  try {
    const [fields = []]: string[][] = parse(value, { relax_column_count: true, record_delimiter: '\n' })
    return fields.map((field) => field.trim())
  } catch {
    throw new InvalidValue(
      `"${value}" has a quote that is not closed, or that stands inside a field.`,
      'Put quotes around a whole field, as in type=image,"name=a,b", or leave them out.',
    )
  }
}

/** The attributes of such a value; a field without = has the value ''. */
export function attributesOf(value: string): ReadonlyMap<string, string> {
  return new Map(
    fieldsOf(value).map((field) => {
      const equals = field.indexOf('=')
      return equals === -1
        ? [field.toLowerCase(), '']
        : [field.slice(0, equals).toLowerCase(), field.slice(equals + 1)]
    }),
  )
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

/** What stands before the first =, of build arguments and of everything else that is written so. */
export function nameOf(item: string): string {
  return item.split('=', 1)[0] ?? item
}
