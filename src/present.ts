/** The items that are there, so that a list can hold `condition && item`. */
export function present<T>(items: readonly (T | false | undefined)[]): readonly T[] {
  return items.flatMap((item) => (item === false || item === undefined ? [] : [item]))
}
