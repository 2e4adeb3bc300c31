import { InvalidValue } from '../errors.ts'
import { type Attributes, fieldsOf, nameAndValue, quoteField } from './attributes.ts'
import { isDriverOption } from './drivers.ts'

/** A value of --driver-opt, which may hold several options. */
export interface DriverOption {
  /** By their names. Unlike those of other attributes, they keep their case: `env.NO_PROXY` names a variable. */
  readonly options: Attributes
  /** The value of the flag, as buildx reads it. */
  readonly text: string
}

/**
 * `key=value`, perhaps several with commas between them. What has no = belongs to the variable before it, so that
 * `env.no_proxy=localhost,127.0.0.1` is one option, which buildx takes in quotes only.
 * @throws InvalidValue
 */
export function parseDriverOption(text: string): DriverOption {
  const fields: string[] = []
  for (const field of fieldsOf(text)) {
    const before = fields.at(-1) ?? ''
    const { name, value } = nameAndValue(field)
    const isOption =
      name !== '' && value !== undefined && (!HOLDS_COMMAS.test(before) || isDriverOption(name))
    if (isOption) fields.push(field)
    else if (value === undefined && before.startsWith('env.')) fields.push(`${fields.pop()},${field}`)
    else throw unread(text, field, before)
  }
  const options = Object.fromEntries(
    fields.map((field) => [nameAndValue(field).name, nameAndValue(field).value ?? '']),
  )
  return { options, text: fields.map(quoteField).join(',') }
}

/** Options whose values may hold commas, so that what follows one may be meant for it. */
const HOLDS_COMMAS = /^(?:env\.|(?:nodeselector|annotations|labels|tolerations)=)/

function unread(text: string, field: string, before: string): InvalidValue {
  if (!HOLDS_COMMAS.test(before) || field.startsWith('=')) {
    return new InvalidValue(`"${text}" has a part that is not key=value.`, 'Write it as in network=host.')
  }
  return new InvalidValue(
    `"${field}" in "${text}" is no option of a driver.`,
    `Where it belongs to ${nameAndValue(before).name}, put quotes around all of that: ${quoteField(`${before},${field}`)}. Else write it on a line of its own.`,
  )
}

/** One that is not written by the user. */
export function driverOption(name: string, value: string): DriverOption {
  return { options: { [name]: value }, text: quoteField(`${name}=${value}`) }
}

/** The options of a node. Of several with one name the last one counts. */
export function joinOptions(given: readonly DriverOption[]): Attributes {
  return Object.fromEntries(given.flatMap(({ options }) => Object.entries(options)))
}
