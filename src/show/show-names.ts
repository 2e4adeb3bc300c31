import { type Annotation, textWithLevel } from '../inputs/annotation.ts'
import type { Inputs } from '../inputs/table.ts'
import { type Names, outcomeLines } from '../names/names.ts'
import { withTag } from '../oci/reference.ts'

/** The names that an event gives an image, and the result of each rule, as lines for the log. */
export function namesLines(
  { tags, labels, annotations }: Pick<Inputs, 'tags' | 'labels' | 'annotations'>,
  names: Names,
): readonly string[] {
  const { latest } = names
  return [
    `Event: ${names.event}`,
    ...list('Tags', tags.map(withTag)),
    ...(latest === undefined
      ? []
      : [`  ${latest.tag} moves only if the repository has no higher release, which is checked first`]),
    ...list('Rules', outcomeLines(names)),
    ...list('Labels', labels),
    ...list('Annotations', annotationLines(annotations)),
  ]
}

/** Each annotation once, after all the documents that get it. */
function annotationLines(annotations: readonly Annotation[]): readonly string[] {
  const levels = Map.groupBy(annotations, ({ pair }) => pair)
  return [...levels].map(([pair, same]) => {
    const places = same.map((each) => textWithLevel(each).slice(0, -pair.length - 1))
    return `${places.join(',')}:${pair}`
  })
}

function list(what: string, items: readonly string[]): readonly string[] {
  return [`${what}:`, ...(items.length === 0 ? ['  none'] : items.map((item) => `  ${item}`))]
}
