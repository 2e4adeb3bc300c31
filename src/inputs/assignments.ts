import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'
import { parseBuildContext } from './flag-values.ts'
import { assignment, list } from './parsers.ts'

const lines = { commas: false }

/** Lists of NAME=value that are read by the same rules in an input and in `platform-settings`. */
export const ASSIGNMENTS = {
  'build-args': list(assignment, lines),
  'build-contexts': list(parseBuildContext, lines),
  labels: list(assignment, lines),
}

/** Labels beside those of an event: a name alone is a slip there, and no label without a value. */
export const LABELS_OF_EVENT = list((item) => {
  if (nameAndValue(assignment(item)).value !== undefined) return item
  throw new InvalidValue(`"${item}" has no =.`, 'Write key=value; key= is a label without a value.')
}, lines)
