import { fieldsOf, nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'
import { parseReference } from '../oci/reference.ts'
import { nearest } from '../platforms/nearest.ts'
import { cureOf } from './empty.ts'

/** A repository that the image is to be in. */
export interface ImageName {
  /** In small letters, without a tag. */
  readonly name: string
  /** As it was written. */
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
  if (name === '') throw new InvalidValue(`"${line}" names no image.`, CURE)
  if (names.length > 1)
    throw new InvalidValue(`"${line}" has several names.`, 'Write each on a line of its own.')
  return [imageOf(name, isEnabled(enables.at(-1) ?? 'true', line))]
}

function imageOf(written: string, isEnabled: boolean): ImageName {
  const { repository: name, tag } = parseReference(written.toLowerCase())
  if (tag === '') return { name, written, isEnabled }
  throw new InvalidValue(
    `"${written}" has a tag, and images are names without one.`,
    `Write images: ${name}, and the tag as a rule, as in tags: type=raw,value=${tag}.`,
  )
}

function isEnabled(word: string, line: string): boolean {
  if (word === 'true' || word === 'false') return word === 'true'
  throw new InvalidValue(
    `enable=${word} in "${line}" is neither true nor false.`,
    cureOf(
      'Write true or false, or an expression of GitHub that gives one of them; expressions in braces mean nothing here.',
      word,
    ),
  )
}

function unknownAttribute(name: string, line: string): InvalidValue {
  const meant = nearest(name, ATTRIBUTES)
  const what = `an image has no "${name}" ("${line}").`
  return new InvalidValue(what, meant === undefined ? CURE : `Did you mean ${meant}=?`)
}
