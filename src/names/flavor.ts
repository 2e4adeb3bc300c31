import { fieldsOf, nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'
import { nearest } from '../platforms/nearest.ts'
import { cureOf } from './empty.ts'

/** What is before or behind every tag. */
export interface Affix {
  /** May have expressions. */
  readonly text: string
  /** Whether the tag latest has it, too. */
  readonly isOnLatest: boolean
}

/** What all tags have in common. */
export interface Flavor {
  /** Whether there is the tag latest; `auto`: where a stable version is released. */
  readonly latest: 'auto' | 'true' | 'false'
  readonly prefix: Affix
  readonly suffix: Affix
}

const NONE: Affix = { text: '', isOnLatest: false }

export const PLAIN: Flavor = { latest: 'auto', prefix: NONE, suffix: NONE }

const ATTRIBUTES: readonly string[] = ['latest', 'prefix', 'suffix', 'onlatest']

const CURE =
  'Write latest=auto, true or false, prefix=TEXT or suffix=TEXT, the last two perhaps with ,onlatest=true.'

/** Adds a line of the input to a flavor: of several that say the same the last one counts. @throws InvalidValue */
export function withFlavor(flavor: Flavor, line: string): Flavor {
  let affix: 'prefix' | 'suffix' | undefined
  let found = flavor
  for (const { name, value } of fieldsOf(line).map(nameAndValue)) {
    const attribute = name.trim().toLowerCase()
    const word = (value ?? '').trim()
    if (value === undefined || !ATTRIBUTES.includes(attribute)) throw unknown(attribute, line)
    if (attribute === 'prefix' || attribute === 'suffix') {
      affix = attribute
      found = { ...found, [attribute]: { text: word, isOnLatest: false } }
    } else if (attribute === 'latest') {
      found = { ...found, latest: latestOf(word, line) }
    } else if (affix === undefined) {
      throw new InvalidValue(
        `onlatest in "${line}" stands behind no prefix= and no suffix=.`,
        'Write it on their line, as in suffix=-alpine,onlatest=true.',
      )
    } else {
      found = { ...found, [affix]: { ...found[affix], isOnLatest: isTrue(word, line) } }
    }
  }
  return found
}

function latestOf(word: string, line: string): Flavor['latest'] {
  if (word === 'auto' || word === 'true' || word === 'false') return word
  throw new InvalidValue(`latest=${word} in "${line}" is none of auto, true and false.`, cureOf(CURE, word))
}

function isTrue(word: string, line: string): boolean {
  if (word === 'true' || word === 'false') return word === 'true'
  throw new InvalidValue(`onlatest=${word} in "${line}" is neither true nor false.`, cureOf(CURE, word))
}

function unknown(attribute: string, line: string): InvalidValue {
  const meant = nearest(attribute, ATTRIBUTES)
  const cure = meant === undefined || meant === attribute ? CURE : `Did you mean ${meant}=?`
  return new InvalidValue(`"${line}" says nothing that a flavor has.`, cure)
}
