/** Items of a list that became part of the previous item's value: without `|`, YAML folds several lines into one. */
import { nameAndValue } from '../../buildx/attributes.ts'
import type { BuildInputs } from '../../inputs/builds.ts'
import type { InputName, Inputs } from '../../inputs/table.ts'

/**
 * Build arguments behind a comma or a blank.
 * @param declared names of the Dockerfile's ARGs
 */
export function swallowedArgs(
  { 'build-args': args }: Pick<BuildInputs, 'build-args'>,
  declared: readonly string[],
): readonly string[] {
  const names = args.map((arg) => nameAndValue(arg).name)
  return swallowedWarnings('build-args', args, /[,; ]["']?([A-Za-z_]\w*)=/g, (word, name) => {
    return word === name || (declared.includes(word) && !names.includes(word))
  })
}

/** Labels and annotations behind a comma or a blank. A value may be any text, so only keys in the same namespace count. */
export function swallowedLabels({
  builds,
  annotations,
}: Pick<Inputs, 'builds' | 'annotations'>): readonly string[] {
  const label = /[, ](?:["']|[a-z,-]{1,64}:)?((?:[\w-]+\.){2,}[\w-]+)=/g
  const isAlike = (word: string, name: string): boolean => spaceOf(word) === spaceOf(name)
  const labels = builds.flatMap((build) => build.labels)
  const pairs = annotations.map(({ pair }) => pair)
  return [
    ...swallowedWarnings('labels', labels, label, isAlike),
    ...swallowedWarnings('annotations', pairs, label, isAlike),
  ]
}

/** `org.opencontainers` of `org.opencontainers.image.title`. */
function spaceOf(key: string): string {
  return key.split('.').slice(0, 2).join('.')
}

function swallowedWarnings(
  input: InputName,
  items: readonly string[],
  pattern: RegExp,
  isItem: (word: string, name: string) => boolean,
): readonly string[] {
  const texts = items.map(nameAndValue).flatMap(({ name, value = '' }) =>
    [...value.matchAll(pattern)]
      .map(([, word = '']) => word)
      .filter((word) => isItem(word, name))
      .map(
        (word) =>
          `${input}: the value of ${name} continues with ${word}=. If that is a separate item, write one item per line.`,
      ),
  )
  return [...new Set(texts)]
}
