import { fieldsOf, nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'
import { nearest } from '../platforms/nearest.ts'
import { cureForWord } from './empty.ts'

/** A prefix or suffix of every tag. */
export interface Affix {
  /** May contain expressions. */
  readonly text: string
  /** Whether it also applies to the tag latest. */
  readonly isOnLatest: boolean
}

/** Settings for all tags. */
export interface Flavor {
  /** Whether to add the tag latest; `auto`: if a stable version is released. */
  readonly latest: 'auto' | 'true' | 'false'
  readonly prefix: Affix
  readonly suffix: Affix
}

const NO_AFFIX: Affix = { text: '', isOnLatest: false }

export const DEFAULT_FLAVOR: Flavor = { latest: 'auto', prefix: NO_AFFIX, suffix: NO_AFFIX }

const ATTRIBUTES: readonly string[] = ['latest', 'prefix', 'suffix', 'onlatest']

const CURE =
  'Write latest=auto, true or false, prefix=TEXT or suffix=TEXT, and append ,onlatest=true to prefix or suffix if needed.'

/** Adds a line of the input to a flavor; the last of several values counts. @throws InvalidValue */
export function withFlavor(flavor: Flavor, line: string): Flavor {
  let affix: 'prefix' | 'suffix' | undefined
  let found = flavor
  for (const { name, value } of fieldsOf(line).map(nameAndValue)) {
    const attribute = name.trim().toLowerCase()
    const word = (value ?? '').trim()
    if (value === undefined || !ATTRIBUTES.includes(attribute)) throw unknownAttribute(attribute, line)
    if (attribute === 'prefix' || attribute === 'suffix') {
      affix = attribute
      found = { ...found, [attribute]: { text: word, isOnLatest: false } }
    } else if (attribute === 'latest') {
      found = { ...found, latest: latestOf(word, line) }
    } else if (affix === undefined) {
      throw new InvalidValue(
        `onlatest in "${line}" does not follow prefix= or suffix=.`,
        'Append it to one of them, as in suffix=-alpine,onlatest=true.',
      )
    } else {
      found = { ...found, [affix]: { ...found[affix], isOnLatest: parseOnlatest(word, line) } }
    }
  }
  return found
}

function latestOf(word: string, line: string): Flavor['latest'] {
  if (word === 'auto' || word === 'true' || word === 'false') return word
  throw new InvalidValue(
    `latest=${word} in "${line}" is neither auto, true nor false.`,
    cureForWord(CURE, word),
  )
}

function parseOnlatest(word: string, line: string): boolean {
  if (word === 'true' || word === 'false') return word === 'true'
  throw new InvalidValue(`onlatest=${word} in "${line}" is neither true nor false.`, cureForWord(CURE, word))
}

function unknownAttribute(attribute: string, line: string): InvalidValue {
  const guess = nearest(attribute, ATTRIBUTES)
  const cure = guess === undefined || guess === attribute ? CURE : `Did you mean ${guess}=?`
  return new InvalidValue(`"${line}" is not part of a flavor.`, cure)
}
