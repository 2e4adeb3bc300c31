import { InvalidValue } from '../errors.ts'
import { nearest } from '../platforms/nearest.ts'
import { isNo, isYes, type TypedAttributes } from './attributes.ts'

/** A word of a value that is not in any table; BuildKit silently ignores such an attribute. */
export interface UnknownWord {
  readonly type: string
  /** undefined if the type itself is unknown. */
  readonly attribute: string | undefined
}

/**
 * Refuses words within a typo of a known word, which no later version will introduce. The error contains no other part
 * of the value, which may be secret.
 * @param known the words of the tables
 * @throws InvalidValue
 */
export function refuseTypos(
  { type, attributes }: TypedAttributes,
  known: { readonly types: readonly string[]; readonly attributes: readonly string[] },
): void {
  refuseTypo(type, known.types, `the type "${type}"`)
  for (const name of Object.keys(attributes)) {
    refuseTypo(name, known.attributes, `the attribute "${name}" of type=${type}`)
  }
}

function refuseTypo(word: string, known: readonly string[], what: string): void {
  const guess = known.includes(word) ? undefined : nearest(word.toLowerCase(), known)
  if (guess !== undefined) throw new InvalidValue(`${what} is not known.`, `Did you mean ${guess}?`)
}

/**
 * Refuses switches that are neither on nor off: buildx and BuildKit silently ignore some of them, and refuse the others
 * only after the builder has been created.
 * @param switches attributes that are on or off; an empty value is left to buildx
 * @throws InvalidValue
 */
export function refuseInvalidSwitches(
  { type, attributes }: TypedAttributes,
  switches: readonly string[],
): void {
  const invalid = switches.find((name) => {
    const value = attributes[name] ?? ''
    return value !== '' && !isYes(value) && !isNo(value)
  })
  if (invalid === undefined) return
  const what = `"${invalid}=${attributes[invalid]}" of type=${type} is neither true nor false.`
  throw new InvalidValue(what, `Write ${invalid}=true or ${invalid}=false.`)
}

/** The values of attributes that have only a few. An empty one is left to buildx. */
export type Values = Readonly<Record<string, readonly string[]>>

/** util/compression of BuildKit 0.32. */
export const COMPRESSIONS = ['uncompressed', 'gzip', 'estargz', 'zstd'] as const

/**
 * Refuses values that BuildKit refuses, some of them only after the build.
 * @throws InvalidValue
 */
export function refuseValues({ type, attributes }: TypedAttributes, values: Values): void {
  for (const [name, known] of Object.entries(values)) {
    const value = attributes[name] ?? ''
    if (value !== '' && !known.includes(value)) {
      const what = `"${name}=${value}" of type=${type} is unknown to BuildKit.`
      throw new InvalidValue(what, `Write ${known.map((each) => `${name}=${each}`).join(' or ')}.`)
    }
  }
}

/** The unknown words of a typed value. @param isKnown undefined if the type is unknown */
export function unknownWords(
  { type, attributes }: TypedAttributes,
  isKnown: ((name: string) => boolean) | undefined,
): readonly UnknownWord[] {
  if (isKnown === undefined) return [{ type, attribute: undefined }]
  const names = Object.keys(attributes).filter((name) => !isKnown(name))
  return names.map((attribute) => ({ type, attribute }))
}
