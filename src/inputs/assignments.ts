import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'
import { parseBuildContext } from './flag-values.ts'
import { assignment, list } from './parsers.ts'

const lines = { commas: false }

/** Lists of NAME=value, parsed by the same rules in an input and in `platform-settings`. */
export const ASSIGNMENTS = {
  'build-args': list(assignment, lines),
  'build-contexts': list(parseBuildContext, lines),
  labels: list(assignment, lines),
}

/** Labels in addition to those of an event. A name alone is a mistake here, not a label without a value. */
export const LABELS_OF_EVENT = list((item) => {
  if (nameAndValue(assignment(item)).value !== undefined) return item
  throw new InvalidValue(`"${item}" has no =.`, 'Write key=value; key= is a label without a value.')
}, lines)
