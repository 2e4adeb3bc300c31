import type { Inputs } from '../inputs/table.ts'
import { annotate } from '../runner/commands.ts'
import { group } from '../runner/log.ts'
import { namesLines } from '../show/show-names.ts'

/** Shows the names that were derived from the event, if any. */
export function showNames(inputs: Inputs): void {
  const { names } = inputs
  if (names === undefined) return
  group('Names', namesLines(inputs, names))
  for (const notice of names.notices) annotate('notice', notice)
  for (const warning of names.warnings) annotate('warning', warning)
}
