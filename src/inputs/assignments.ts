import { parseBuildContext } from './flag-values.ts'
import { assignment, list } from './parsers.ts'

const lines = { commas: false }

/** Lists of NAME=value that are read by the same rules in an input and in `platform-settings`. */
export const ASSIGNMENTS = {
  'build-args': list(assignment, lines),
  'build-contexts': list(parseBuildContext, lines),
  labels: list(assignment, lines),
}
