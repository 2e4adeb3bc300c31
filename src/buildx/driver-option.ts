import { type Attributes, fieldsOf, nameAndValue, parseAttributes, quoteField } from './attributes.ts'

/** A value of --driver-opt, which may hold several options. */
export interface DriverOption {
  /** By their names. Unlike those of other attributes, they keep their case: `env.NO_PROXY` names a variable. */
  readonly options: Attributes
  /** The value of the flag, as it was written. */
  readonly text: string
}

/** `key=value`, perhaps several with commas between them. @throws InvalidValue */
export function parseDriverOption(text: string): DriverOption {
  return { options: parseAttributes(text, 'network=host'), text }
}

/**
 * The same for a node of `append`. An option without a value is left to buildx, as docker's action does.
 * @throws InvalidValue for quotes that buildx cannot read
 */
export function parseNodeOption(text: string): DriverOption {
  const fields = fieldsOf(text).map(nameAndValue)
  return { options: Object.fromEntries(fields.map(({ name, value = '' }) => [name, value])), text }
}

/** One that is not written by the user. */
export function driverOption(name: string, value: string): DriverOption {
  return { options: { [name]: value }, text: quoteField(`${name}=${value}`) }
}

/** The options of a node. Of several with one name the last one counts. */
export function joinOptions(given: readonly DriverOption[]): Attributes {
  return Object.fromEntries(given.flatMap(({ options }) => Object.entries(options)))
}
