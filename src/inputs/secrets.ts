import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'

/** A build secret. Its value is never part of the plan, a message or an output. */
export interface Secret {
  readonly id: string
  readonly value: string
}

const ID = /^[A-Za-z0-9._-]+$/

/** `id=value`, split at the first =. No message contains any part of the value. */
export function parseSecret(item: string): Secret {
  const { id, value } = splitAtEquals(item)
  // Not even the id is shown: it may be a line of a value whose quotes were forgotten.
  if (!ID.test(id)) {
    throw new InvalidValue(
      'a secret is not written as id=value.',
      'An id consists of letters, digits, ".", "_" and "-"; enclose a value of several lines in quotes, together with its id.',
    )
  }
  // The line number identifies it.
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
  const { id, value } = splitAtEquals(item)
  if (id === '' || value === '') {
    throw new InvalidValue(
      'an item is not written as id=NAME or id=path.',
      'Write the id, =, and where the value is.',
    )
  }
  return { id, value }
}

function splitAtEquals(item: string): Secret {
  const { name, value } = nameAndValue(item)
  return value === undefined ? { id: '', value: '' } : { id: name.trim(), value }
}

/** Shorter texts occur in every other line: masking them would fill the log with stars and drop outputs. */
const MIN_MASK_LENGTH = 4

/** A value with more lines is a file, not a password. */
const MAX_MASKS = 500

/** The texts that the runner must mask: each line separately, because the runner masks line by line. */
export function masksOf(value: string): readonly string[] {
  const lines = value.split(/[\r\n]+/).map((line) => line.trim())
  return [...new Set(lines.filter((line) => line.length >= MIN_MASK_LENGTH))].slice(0, MAX_MASKS)
}
