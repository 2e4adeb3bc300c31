import { InvalidValue } from '../errors.ts'
import { type Attributes, fieldsOf, nameAndValue, quoteField } from './attributes.ts'
import { isDriverOption } from './drivers.ts'

/** A value of --driver-opt, which may contain several options. */
export interface DriverOption {
  /** By name. Unlike other attributes, their names keep their case: `env.NO_PROXY` names a variable. */
  readonly options: Attributes
  /** The flag's value, in the form that buildx reads. */
  readonly text: string
}

/**
 * `key=value`, possibly several separated by commas. A part without = belongs to the variable before it, so that
 * `env.no_proxy=localhost,127.0.0.1` is one option, which buildx accepts only in quotes.
 * @throws InvalidValue
 */
export function parseDriverOption(text: string): DriverOption {
  const fields: string[] = []
  for (const field of fieldsOf(text)) {
    const before = fields.at(-1) ?? ''
    const { name, value } = nameAndValue(field)
    const isOption =
      name !== '' && value !== undefined && (!MAY_CONTAIN_COMMAS.test(before) || isDriverOption(name))
    if (isOption) fields.push(field)
    else if (value === undefined && before.startsWith('env.')) fields.push(`${fields.pop()},${field}`)
    else throw unreadableOption(text, field, before)
  }
  const options = Object.fromEntries(
    fields.map((field) => [nameAndValue(field).name, nameAndValue(field).value ?? '']),
  )
  return { options, text: fields.map(quoteField).join(',') }
}

/** Options whose values may contain commas, so that the next part may belong to them. */
const MAY_CONTAIN_COMMAS = /^(?:env\.|(?:nodeselector|annotations|labels|tolerations)=)/

function unreadableOption(text: string, field: string, before: string): InvalidValue {
  if (!MAY_CONTAIN_COMMAS.test(before) || field.startsWith('=')) {
    return new InvalidValue(`"${text}" has a part that is not key=value.`, 'Write it as in network=host.')
  }
  return new InvalidValue(
    `"${field}" in "${text}" is not a driver option.`,
    `Where it belongs to ${nameAndValue(before).name}, quote the whole: ${quoteField(`${before},${field}`)}. Otherwise write it on a separate line.`,
  )
}

/** An option that the user has not written. */
export function driverOption(name: string, value: string): DriverOption {
  return { options: { [name]: value }, text: quoteField(`${name}=${value}`) }
}

/** The options of a node. The last one of a name counts. */
export function joinOptions(given: readonly DriverOption[]): Attributes {
  return Object.fromEntries(given.flatMap(({ options }) => Object.entries(options)))
}
