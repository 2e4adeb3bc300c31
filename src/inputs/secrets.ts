import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'

/** A secret of the build: its value is never part of the plan, of a message or of an output. */
export interface Secret {
  readonly id: string
  readonly value: string
}

const ID = /^[A-Za-z0-9._-]+$/

/** `id=value`, split at the first =. The messages hold no part of the value. */
export function parseSecret(item: string): Secret {
  const { id, value } = split(item)
  // Not even the id is shown: it may be a line of a value whose quotes were forgotten.
  if (!ID.test(id)) {
    throw new InvalidValue(
      'a secret is not written as id=value.',
      'An id has letters, digits, ".", "_" and "-"; a value of several lines stands in quotes, with the id inside them.',
    )
  }
  // The line says which one it is.
  if (value === '') {
    throw new InvalidValue(
      'a secret has no value.',
      'Is it set in the repository, and is this workflow allowed to read it (forks are not)?',
    )
  }
  return { id, value }
}

/** `id=NAME` or `id=path`. */
export function parseSecretSource(item: string): Secret {
  const { id, value } = split(item)
  if (id === '' || value === '') {
    throw new InvalidValue(
      'an item is not written as id=NAME or id=path.',
      'Write the id, =, and where the value is.',
    )
  }
  return { id, value }
}

function split(item: string): Secret {
  const { name, value } = nameAndValue(item)
  return value === undefined ? { id: '', value: '' } : { id: name.trim(), value }
}

/** Shorter texts are part of every other line: masking them would star the log and drop outputs. */
const SHORTEST_MASK = 4

/** More lines than this are a file, not a password. */
const MOST_MASKS = 500

/** What the runner has to hide of a value: each line by itself, because the runner looks at lines. */
export function masksOf(value: string): readonly string[] {
  const lines = value.split(/[\r\n]+/).map((line) => line.trim())
  return [...new Set(lines.filter((line) => line.length >= SHORTEST_MASK))].slice(0, MOST_MASKS)
}
