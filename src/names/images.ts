import { fieldsOf, nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'
import { parseReference } from '../oci/reference.ts'
import { nearest } from '../platforms/nearest.ts'
import { cureForWord } from './empty.ts'

/** A repository for the image. */
export interface ImageName {
  /** In lower case, without a tag. */
  readonly name: string
  /** Verbatim. */
  readonly written: string
  readonly isEnabled: boolean
}

const ATTRIBUTES: readonly string[] = ['name', 'enable']

const CURE = 'Write a name, as in ghcr.io/owner/app, or name=ghcr.io/owner/app,enable=true.'

/**
 * Reads a line of `images`: one name with attributes, or several names.
 * @throws InvalidValue
 */
export function parseImages(line: string): readonly ImageName[] {
  const fields = fieldsOf(line).map(nameAndValue)
  if (fields.every(({ value }) => value === undefined))
    return fields.filter(({ name }) => name !== '').map(({ name }) => imageOf(name, true))
  const names: string[] = []
  const enables: string[] = []
  for (const { name, value } of fields) {
    const attribute = value === undefined ? 'name' : name.trim().toLowerCase()
    if (!ATTRIBUTES.includes(attribute)) throw unknownAttribute(attribute, line)
    if (attribute === 'name') names.push((value ?? name).trim())
    else enables.push((value ?? '').trim())
  }
  const [name = ''] = names
  if (name === '') throw new InvalidValue(`"${line}" does not name an image.`, CURE)
  if (names.length > 1)
    throw new InvalidValue(`"${line}" has several names.`, 'Write each on a separate line.')
  return [imageOf(name, isEnabled(enables.at(-1) ?? 'true', line))]
}

function imageOf(written: string, isEnabled: boolean): ImageName {
  const { repository: name, tag } = parseReference(written.toLowerCase())
  if (tag === '') return { name, written, isEnabled }
  throw new InvalidValue(
    `"${written}" has a tag, but images are names without one.`,
    `Write images: ${name}, and the tag as a rule, as in tags: type=raw,value=${tag}.`,
  )
}

function isEnabled(word: string, line: string): boolean {
  if (word === 'true' || word === 'false') return word === 'true'
  throw new InvalidValue(
    `enable=${word} in "${line}" is neither true nor false.`,
    cureForWord(
      'Write true or false, or a GitHub expression that evaluates to one of them; expressions in braces are not evaluated here.',
      word,
    ),
  )
}

function unknownAttribute(name: string, line: string): InvalidValue {
  const guess = nearest(name, ATTRIBUTES)
  const what = `an image has no "${name}" ("${line}").`
  return new InvalidValue(what, guess === undefined ? CURE : `Did you mean ${guess}=?`)
}
