/** The items without false and undefined, so that a list can be written with `condition && item`. */
export function present<T>(items: readonly (T | false | undefined)[]): readonly T[] {
  return items.flatMap((item) => (item === false || item === undefined ? [] : [item]))
}
