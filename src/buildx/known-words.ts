import { InvalidValue } from '../errors.ts'
import { nearest } from '../platforms/nearest.ts'
import { type Attributes, isNo, isYes } from './attributes.ts'

/** A word of a value that is in none of the tables; BuildKit passes over such an attribute without a word. */
export interface UnknownWord {
  readonly type: string
  /** undefined where the type itself is not known. */
  readonly attribute: string | undefined
}

/**
 * Refuses what one slip makes of a known word: no later version will have called something that.
 * @param text what the words stand in, for the error
 * @throws InvalidValue
 */
export function refuseSlips(text: string, words: readonly string[], known: readonly string[]): void {
  for (const word of words) {
    const meant = known.includes(word) ? undefined : nearest(word.toLowerCase(), known)
    if (meant === undefined) continue
    throw new InvalidValue(`"${word}" in "${text}" is not known.`, `Did you mean ${meant}?`)
  }
}

/**
 * Refuses switches that are neither on nor off: some of them buildx and BuildKit pass over without a word, the others
 * they refuse once the builder is made.
 * @param switches names of attributes that are on or off; an empty value is left to whoever reads it
 * @throws InvalidValue
 */
export function refuseUnclear(text: string, attributes: Attributes, switches: readonly string[]): void {
  const unclear = switches.find((name) => {
    const value = attributes[name] ?? ''
    return value !== '' && !isYes(value) && !isNo(value)
  })
  if (unclear === undefined) return
  const what = `"${unclear}=${attributes[unclear]}" in "${text}" is neither true nor false.`
  throw new InvalidValue(what, `Write ${unclear}=true or ${unclear}=false.`)
}

/** What is not known of a type and its attributes. @param isKnown undefined where the type is not known */
export function unknownWords(
  { type, attributes }: { readonly type: string; readonly attributes: Attributes },
  isKnown: ((name: string) => boolean) | undefined,
): readonly UnknownWord[] {
  if (isKnown === undefined) return [{ type, attribute: undefined }]
  const names = Object.keys(attributes).filter((name) => !isKnown(name))
  return names.map((attribute) => ({ type, attribute }))
}
