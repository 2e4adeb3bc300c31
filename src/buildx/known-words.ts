import { InvalidValue } from '../errors.ts'
import { nearest } from '../platforms/nearest.ts'
import { isNo, isYes, type TypedAttributes } from './attributes.ts'

/** A word of a value that is in none of the tables; BuildKit passes over such an attribute without a word. */
export interface UnknownWord {
  readonly type: string
  /** undefined where the type itself is not known. */
  readonly attribute: string | undefined
}

/**
 * Refuses what one slip makes of a known word: no later version will have called something that. The error holds no
 * other part of the value, which may be secret.
 * @param known words of the tables
 * @throws InvalidValue
 */
export function refuseSlips(
  { type, attributes }: TypedAttributes,
  known: { readonly types: readonly string[]; readonly attributes: readonly string[] },
): void {
  refuseSlip(type, known.types, `the type "${type}"`)
  for (const name of Object.keys(attributes)) {
    refuseSlip(name, known.attributes, `the attribute "${name}" of type=${type}`)
  }
}

function refuseSlip(word: string, known: readonly string[], what: string): void {
  const meant = known.includes(word) ? undefined : nearest(word.toLowerCase(), known)
  if (meant !== undefined) throw new InvalidValue(`${what} is not known.`, `Did you mean ${meant}?`)
}

/**
 * Refuses switches that are neither on nor off: some of them buildx and BuildKit pass over without a word, the others
 * they refuse once the builder is made.
 * @param switches names of attributes that are on or off; an empty value is left to whoever reads it
 * @throws InvalidValue
 */
export function refuseUnclear({ type, attributes }: TypedAttributes, switches: readonly string[]): void {
  const unclear = switches.find((name) => {
    const value = attributes[name] ?? ''
    return value !== '' && !isYes(value) && !isNo(value)
  })
  if (unclear === undefined) return
  const what = `"${unclear}=${attributes[unclear]}" of type=${type} is neither true nor false.`
  throw new InvalidValue(what, `Write ${unclear}=true or ${unclear}=false.`)
}

/** The values of an attribute that has few. An empty one is left to whoever reads it. */
export type Values = Readonly<Record<string, readonly string[]>>

/** util/compression of BuildKit 0.32. */
export const COMPRESSIONS = ['uncompressed', 'gzip', 'estargz', 'zstd'] as const

/**
 * Refuses values that BuildKit refuses, some of them once everything is built.
 * @throws InvalidValue
 */
export function refuseValues({ type, attributes }: TypedAttributes, values: Values): void {
  for (const [name, known] of Object.entries(values)) {
    const value = attributes[name] ?? ''
    if (value !== '' && !known.includes(value)) {
      const what = `"${name}=${value}" of type=${type} is nothing that BuildKit knows.`
      throw new InvalidValue(what, `Write ${known.map((each) => `${name}=${each}`).join(' or ')}.`)
    }
  }
}

/** What is not known of a type and its attributes. @param isKnown undefined where the type is not known */
export function unknownWords(
  { type, attributes }: TypedAttributes,
  isKnown: ((name: string) => boolean) | undefined,
): readonly UnknownWord[] {
  if (isKnown === undefined) return [{ type, attribute: undefined }]
  const names = Object.keys(attributes).filter((name) => !isKnown(name))
  return names.map((attribute) => ({ type, attribute }))
}
